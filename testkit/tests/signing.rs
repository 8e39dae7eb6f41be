//! From released to signed, through the use cases: documents, rounds, races, trouble.

use app::{
    AppError,
    agreements::{
        self, Piece, Query,
        moves::{Selection, Step, step, step_many},
    },
    documents, identity,
    mail::Language,
    signing_rounds,
};
use domain::{
    access::Actor,
    agreement::{Reason, Refusal, Side, StateKind},
    ids::{AgreementId, OrganisationId},
};
use jiff::SignedDuration;
use signing::verify::{Outcome, Trust, verify};
use testkit::{Sample, TestPortal, on_both};

on_both!(
    both_sides_sign_and_software_says_so,
    the_partner_may_sign_first,
    what_was_taken_back_is_not_signed,
    what_was_prepared_again_is_not_signed,
    declined_and_prepared_again,
    both_in_the_same_second,
    one_person_signs_for_one_side_only,
    a_role_that_ended_signs_nothing,
    codes_fit_once_and_only_there,
    a_round_over_many_organisations,
    the_store_is_full_at_any_call,
    an_authority_near_its_end_signs_nothing,
);

/// A municipality and a partner with their agreement.
pub(crate) struct Pair {
    pub(crate) party: OrganisationId,
    pub(crate) agreement: AgreementId,
    pub(crate) contact: Actor,
    pub(crate) partner_contact: Actor,
    pub(crate) mayor: Actor,
    pub(crate) director: Actor,
}

pub(crate) const MAYOR: &str = "lou@almere.example";
pub(crate) const DIRECTOR: &str = "lou@zonnestroom.example";

pub(crate) async fn pair(portal: &TestPortal) -> Pair {
    let party = portal.join(Sample::Municipality("Almere")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let contact = portal.actor("kim@almere.example").await;
    let list = agreements::list(&portal.app, &contact, &Query::default(), &Piece::First).await.expect("a list");
    Pair {
        party,
        agreement: list.page.lines[0].id,
        contact,
        partner_contact: portal.actor("kim@zonnestroom.example").await,
        mayor: portal.actor(MAYOR).await,
        director: portal.actor(DIRECTOR).await,
    }
}

pub(crate) async fn state(portal: &TestPortal, pair: &Pair) -> StateKind {
    agreements::show(&portal.app, &pair.contact, pair.agreement).await.expect("shown").kept.parts.state.kind()
}

pub(crate) async fn release(portal: &TestPortal, pair: &Pair) {
    step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await.expect("released");
    portal.run_jobs().await;
}

pub(crate) async fn report(portal: &TestPortal, actor: &Actor, id: AgreementId) -> signing::verify::Report {
    let file = documents::file(&portal.app, actor, id).await.expect("a file");
    let trust =
        Trust { roots: portal.app.ports().signing.as_ref().expect("keys").roots().to_vec(), ..Trust::default() };
    verify(&file.bytes, &trust, portal.app.now())
}

async fn both_sides_sign_and_software_says_so(portal: TestPortal) {
    let pair = pair(&portal).await;
    let before = documents::file(&portal.app, &pair.contact, pair.agreement).await.expect("a reading copy");
    assert!(before.name.ends_with("-nog-niet-getekend.pdf"), "{}", before.name);
    assert!(signing_rounds::waiting(&portal.app, &pair.mayor).await.expect("a desk").is_empty(), "not released");
    step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await.expect("released");
    assert!(signing_rounds::waiting(&portal.app, &pair.mayor).await.expect("a desk").is_empty(), "no document yet");
    portal.run_jobs().await;
    let round = portal.sign_all(MAYOR).await;
    assert_eq!(state(&portal, &pair).await, StateKind::PartlySigned);
    let copy = documents::file(&portal.app, &pair.contact, pair.agreement).await.expect("a reading copy");
    assert!(copy.name.ends_with("-nog-niet-getekend.pdf"), "until all have signed others read a copy");
    portal.sign_all(DIRECTOR).await;
    assert_eq!(state(&portal, &pair).await, StateKind::Signed);
    let report = report(&portal, &pair.partner_contact, pair.agreement).await;
    assert!(matches!(report.outcome, Outcome::AllSigned), "{report:?}");
    let names: Vec<_> = report.signatures.iter().map(|signature| signature.person.as_str()).collect();
    assert_eq!(names, ["Lou van Almere", "Lou van Zonnestroom"]);
    assert!(report.signatures[0].certifies && !report.signatures[1].certifies, "the first certifies");
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert_eq!(shown.counts, (0, 1, 0));
    assert!(shown.round.finished_at.is_some());
    let shown = agreements::show(&portal.app, &pair.contact, pair.agreement).await.expect("shown");
    assert_eq!(shown.signatures.len(), 2);
    assert_eq!(shown.signatures[0].function.as_deref(), Some("directeur"));
}

async fn the_partner_may_sign_first(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    portal.sign_all(DIRECTOR).await;
    portal.sign_all(MAYOR).await;
    let report = report(&portal, &pair.contact, pair.agreement).await;
    assert!(matches!(report.outcome, Outcome::AllSigned), "{report:?}");
    assert_eq!(report.signatures[0].person, "Lou van Zonnestroom");
}

async fn what_was_taken_back_is_not_signed(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let round = portal.confirm_all(MAYOR).await;
    step(&portal.app, &pair.contact, pair.agreement, None, Step::TakeBack).await.expect("taken back");
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert_eq!(shown.items[0].reason.as_deref(), Some("taken_back"));
    assert_eq!(state(&portal, &pair).await, StateKind::Prepared);
    // Released again it is another document: what was confirmed before does not count for it.
    let round = {
        release(&portal, &pair).await;
        let round = portal.confirm_all(MAYOR).await;
        step(&portal.app, &pair.contact, pair.agreement, None, Step::TakeBack).await.expect("taken back");
        portal.clock.forward(SignedDuration::from_hours(24));
        step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await.expect("released");
        portal.run_jobs().await;
        portal.run_jobs().await;
        round
    };
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert_eq!(shown.items[0].reason.as_deref(), Some("changed"), "another day stands on it");
    assert_eq!(state(&portal, &pair).await, StateKind::Released);
}

async fn what_was_prepared_again_is_not_signed(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    portal.sign_all(MAYOR).await;
    let round = portal.confirm_all(DIRECTOR).await;
    step(&portal.app, &pair.contact, pair.agreement, None, Step::PrepareAgain).await.expect("prepared again");
    step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await.expect("released");
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.director, round).await.expect("the round");
    assert_eq!(shown.items[0].reason.as_deref(), Some("changed"));
    let shown = agreements::show(&portal.app, &pair.contact, pair.agreement).await.expect("shown");
    assert_eq!((shown.kept.parts.revision.number, shown.signed_before), (2, vec![1]));
    portal.sign_all(DIRECTOR).await;
    portal.sign_all(MAYOR).await;
    assert!(matches!(report(&portal, &pair.contact, pair.agreement).await.outcome, Outcome::AllSigned));
}

async fn declined_and_prepared_again(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let slot = signing_rounds::waiting(&portal.app, &pair.director).await.expect("a desk")[0].waiting.slot;
    let reason = Reason::parse("De verwerkersafspraken ontbreken.").expect("a reason");
    let foreign = signing_rounds::decline(&portal.app, &pair.mayor, slot, reason.clone()).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    signing_rounds::decline(&portal.app, &pair.director, slot, reason.clone()).await.expect("declined");
    assert_eq!(state(&portal, &pair).await, StateKind::Declined);
    let again = signing_rounds::decline(&portal.app, &pair.director, slot, reason).await;
    assert!(matches!(again, Err(AppError::NotFound)), "{again:?}");
    assert!(signing_rounds::waiting(&portal.app, &pair.mayor).await.expect("a desk").is_empty());
    let released = step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await;
    assert!(matches!(released, Err(AppError::Refused(Refusal::Declined))), "{released:?}");
    step(&portal.app, &pair.contact, pair.agreement, None, Step::PrepareAgain).await.expect("prepared again");
    release(&portal, &pair).await;
    portal.sign_all(MAYOR).await;
    portal.sign_all(DIRECTOR).await;
    assert_eq!(state(&portal, &pair).await, StateKind::Signed);
    let released = step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await;
    assert!(matches!(released, Err(AppError::Refused(Refusal::AlreadySigned))), "{released:?}");
}

async fn both_in_the_same_second(portal: TestPortal) {
    let pair = pair(&portal).await;
    for (name, sector) in [("Helder", "energie"), ("Vliet", "water"), ("Kompas", "zorg")] {
        portal.join(Sample::Nationwide(name, sector)).await;
    }
    let done = step_many(&portal.app, &pair.contact, &Selection::Matching(Query::default()), Step::Release).await;
    assert_eq!(done.expect("released").moved, 4);
    portal.run_jobs().await;
    let mayor = portal.confirm_all(MAYOR).await;
    let director = portal.confirm_all(DIRECTOR).await;
    let sign = async |round| {
        let mut desk = signing_rounds::Desk::default();
        while signing_rounds::next_batch(&portal.app, round, &mut desk).await.expect("a batch")
            == signing_rounds::Progress::More
        {}
    };
    tokio::join!(sign(mayor), sign(director));
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.mayor, mayor).await.expect("the round");
    assert_eq!(shown.counts, (0, 4, 0), "{:?}", shown.items);
    let shown = signing_rounds::show(&portal.app, &pair.director, director).await.expect("the round");
    assert_eq!(shown.counts, (0, 1, 0), "{:?}", shown.items);
    assert!(matches!(report(&portal, &pair.contact, pair.agreement).await.outcome, Outcome::AllSigned));
}

async fn one_person_signs_for_one_side_only(portal: TestPortal) {
    let pair = pair(&portal).await;
    portal.give_role(MAYOR, "Zonnestroom").await;
    let mayor = portal.actor(MAYOR).await;
    release(&portal, &pair).await;
    let lines = signing_rounds::waiting(&portal.app, &mayor).await.expect("a desk");
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[0].either, lines[1].either), (None, Some(Side::Municipality)));
    let slots: Vec<_> = lines.iter().map(|line| line.waiting.slot).collect();
    let both = signing_rounds::begin(&portal.app, &mayor, &slots, Language::Dutch).await;
    assert!(matches!(both, Err(AppError::Refused(Refusal::SignedForOtherSide(_)))), "{both:?}");
    // Two rounds that are both confirmed before either is signed.
    let mut rounds = Vec::new();
    for slot in slots {
        let begun = signing_rounds::begin(&portal.app, &mayor, &[slot], Language::Dutch).await.expect("begun");
        app::jobs::run_due(&portal.app).await.expect("mailed");
        rounds.push((begun.round, begun.secret, portal.mail.code(MAYOR)));
    }
    for (round, secret, code) in &rounds {
        let confirmed = signing_rounds::confirm(&portal.app, &mayor, *round, Some(secret), code).await;
        assert_eq!(confirmed.expect("an answer"), Ok(()));
    }
    portal.run_jobs().await;
    // Two workers sign at the same time: either round may be the first.
    let mut refused = Vec::new();
    for (round, _, _) in &rounds {
        let shown = signing_rounds::show(&portal.app, &mayor, *round).await.expect("the round");
        refused.extend(shown.items[0].reason.clone());
    }
    assert_eq!(refused, ["other_side"]);
    assert_eq!(state(&portal, &pair).await, StateKind::PartlySigned);
    // Somebody else signs for the side that is left.
    portal.give_role(DIRECTOR, "Almere").await;
    portal.sign_all(DIRECTOR).await;
    assert_eq!(state(&portal, &pair).await, StateKind::Signed);
}

async fn a_role_that_ended_signs_nothing(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let round = portal.confirm_all(MAYOR).await;
    portal.end_roles(MAYOR).await;
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert_eq!(shown.items[0].reason.as_deref(), Some("no_role"));
    let gone = portal.actor(MAYOR).await;
    let desk = signing_rounds::waiting(&portal.app, &gone).await;
    assert!(matches!(desk, Err(AppError::NotAllowed(_))), "{desk:?}");
    // The page was open while the role ended.
    let slot = agreements::show(&portal.app, &pair.contact, pair.agreement).await.expect("shown");
    let slot = slot.kept.parts.revision.slots[0].id;
    let begun = signing_rounds::begin(&portal.app, &pair.mayor, &[slot], Language::Dutch).await;
    assert!(matches!(begun, Err(AppError::NotFound)), "{begun:?}");
}

async fn codes_fit_once_and_only_there(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let slot = signing_rounds::waiting(&portal.app, &pair.mayor).await.expect("a desk")[0].waiting.slot;
    let begun = signing_rounds::begin(&portal.app, &pair.mayor, &[slot], Language::Dutch).await.expect("begun");
    portal.run_jobs().await;
    let code = portal.mail.code(MAYOR);
    assert!(!portal.everything().await.contains(&code), "the code is nowhere in the database");
    let confirm =
        async |actor, secret, code: &str| signing_rounds::confirm(&portal.app, actor, begun.round, secret, code).await;
    let foreign = confirm(&pair.director, Some(&begun.secret), &code).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    let elsewhere = confirm(&pair.mayor, None, &code).await.expect("an answer");
    assert_eq!(elsewhere, Err(identity::CodeRefused::NotAsked));
    let other = app::secret::Token::fresh(portal.app.ports());
    for left in (1..=4).rev() {
        let wrong = confirm(&pair.mayor, Some(&other), &code).await.expect("an answer");
        assert_eq!(wrong, Err(identity::CodeRefused::Wrong { left }));
    }
    let wrong = confirm(&pair.mayor, Some(&begun.secret), "00000000").await.expect("an answer");
    assert_eq!(wrong, Err(identity::CodeRefused::NoGuesses));
    let right = confirm(&pair.mayor, Some(&begun.secret), &code).await.expect("an answer");
    assert_eq!(right, Err(identity::CodeRefused::NoGuesses), "too late for the right one");
    let secret = signing_rounds::another_code(&portal.app, &pair.mayor, begun.round, Language::Dutch).await;
    let secret = secret.expect("another code");
    portal.run_jobs().await;
    let old = confirm(&pair.mayor, Some(&secret), &code).await.expect("an answer");
    assert!(matches!(old, Err(identity::CodeRefused::Wrong { .. })), "{old:?}");
    let code = portal.mail.code(MAYOR);
    portal.clock.forward(SignedDuration::from_mins(16));
    let late = confirm(&pair.mayor, Some(&secret), &code).await.expect("an answer");
    assert_eq!(late, Err(identity::CodeRefused::Expired));
    let secret = signing_rounds::another_code(&portal.app, &pair.mayor, begun.round, Language::Dutch).await;
    let secret = secret.expect("another code");
    portal.run_jobs().await;
    let code = portal.mail.code(MAYOR);
    let twice = tokio::join!(confirm(&pair.mayor, Some(&secret), &code), confirm(&pair.mayor, Some(&secret), &code));
    let confirmed = [twice.0.expect("an answer"), twice.1.expect("an answer")];
    assert_eq!(confirmed.iter().filter(|confirmed| confirmed.is_ok()).count(), 1, "{confirmed:?}");
    portal.run_jobs().await;
    let again = confirm(&pair.mayor, Some(&secret), &code).await.expect("an answer");
    assert_eq!(again, Err(identity::CodeRefused::Expired));
    assert_eq!(signing_rounds::show(&portal.app, &pair.mayor, begun.round).await.expect("shown").counts, (0, 1, 0));
}

async fn a_round_over_many_organisations(portal: TestPortal) {
    let pair = pair(&portal).await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.give_role(MAYOR, "Zeewolde").await;
    let mayor = portal.actor(MAYOR).await;
    let other = portal.actor("kim@zeewolde.example").await;
    release(&portal, &pair).await;
    let done = step_many(&portal.app, &other, &Selection::Matching(Query::default()), Step::Release).await;
    assert_eq!(done.expect("released").moved, 1);
    portal.run_jobs().await;
    let issued = portal.authority.issued();
    let round = portal.sign_all(MAYOR).await;
    assert_eq!(signing_rounds::show(&portal.app, &mayor, round).await.expect("shown").counts, (0, 2, 0));
    assert_eq!(portal.authority.issued() - issued, 2, "one certificate per organisation and round");
}

async fn the_store_is_full_at_any_call(portal: TestPortal) {
    let pair = pair(&portal).await;
    step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await.expect("released");
    portal.store.fill_up_after(0);
    portal.run_jobs().await;
    portal.store.make_room();
    let standing = async || agreements::show(&portal.app, &pair.contact, pair.agreement).await.expect("shown").document;
    assert_eq!(standing().await, Some(documents::Standing::Waiting));
    portal.clock.forward(SignedDuration::from_mins(10));
    portal.run_jobs().await;
    assert_eq!(standing().await, Some(documents::Standing::Ready));
    // A signature reads once and writes once: full at either, nothing is lost and nothing done twice.
    confirm_all_while_full(&portal, &pair.mayor, MAYOR, 0).await;
    assert_eq!(state(&portal, &pair).await, StateKind::PartlySigned);
    confirm_all_while_full(&portal, &pair.director, DIRECTOR, 1).await;
    assert_eq!(state(&portal, &pair).await, StateKind::Signed);
    assert!(matches!(report(&portal, &pair.contact, pair.agreement).await.outcome, Outcome::AllSigned));
}

/// Confirms, lets the job meet a full disk at its `n`th call, and then makes room.
async fn confirm_all_while_full(portal: &TestPortal, actor: &Actor, email: &str, n: i64) {
    let round = portal.confirm_all(email).await;
    portal.store.fill_up_after(n);
    portal.run_jobs().await;
    assert!(portal.store.make_room() > n, "the disk was full at that call");
    assert_eq!(signing_rounds::progress(&portal.app, actor, round).await.expect("counts"), (1, 0, 0), "it waits");
    portal.clock.forward(SignedDuration::from_mins(10));
    portal.run_jobs().await;
    assert_eq!(signing_rounds::progress(&portal.app, actor, round).await.expect("counts"), (0, 1, 0), "it went on");
}

async fn an_authority_near_its_end_signs_nothing(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let round = portal.confirm_all(MAYOR).await;
    portal.authority.end();
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert_eq!(shown.items[0].reason.as_deref(), Some("no_authority"));
    assert_eq!(state(&portal, &pair).await, StateKind::Released, "nothing is lost: it still waits");
    let slot = signing_rounds::waiting(&portal.app, &pair.mayor).await.expect("a desk")[0].waiting.slot;
    let begun = signing_rounds::begin(&portal.app, &pair.mayor, &[slot], Language::Dutch).await;
    assert!(matches!(begun, Err(AppError::CannotSign)), "{begun:?}");
}
