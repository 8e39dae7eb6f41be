//! From released to signed, through the use cases: documents, rounds, races, trouble.

use app::{
    AppError,
    agreements::{
        self, Query,
        moves::{Selection, Step, outlook, step, step_many},
    },
    changes, documents, identity,
    mail::Language,
    signing_rounds,
};
use domain::{
    access::Actor,
    agreement::{Reason, Refusal, Side, StateKind},
    change::Kind,
    ids::{AgreementId, OrganisationId},
    registration::SystemAnswer,
};
use jiff::{SignedDuration, civil::date};
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
    a_hold_ends_on_its_day,
    a_selection_is_released_and_the_rest_is_counted,
    later_keeps_it_from_the_own_desk,
    foreign_things_do_not_exist,
    both_are_ready_and_it_starts,
    a_signed_one_is_replaced,
    new_facts_reach_every_state,
    an_authority_near_its_end_signs_nothing,
);

/// A municipality and a partner with their agreement.
struct Pair {
    party: OrganisationId,
    agreement: AgreementId,
    contact: Actor,
    partner_contact: Actor,
    mayor: Actor,
    director: Actor,
}

const MAYOR: &str = "lou@almere.example";
const DIRECTOR: &str = "lou@zonnestroom.example";

async fn pair(portal: &TestPortal) -> Pair {
    let party = portal.join(Sample::Municipality("Almere")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let contact = portal.actor("kim@almere.example").await;
    let list = agreements::list(&portal.app, &contact, &Query::default(), None).await.expect("a list");
    Pair {
        party,
        agreement: list.lines[0].id,
        contact,
        partner_contact: portal.actor("kim@zonnestroom.example").await,
        mayor: portal.actor(MAYOR).await,
        director: portal.actor(DIRECTOR).await,
    }
}

async fn state(portal: &TestPortal, pair: &Pair) -> StateKind {
    agreements::show(&portal.app, &pair.contact, pair.agreement).await.expect("shown").kept.parts.state.kind()
}

async fn release(portal: &TestPortal, pair: &Pair) {
    step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await.expect("released");
    portal.run_jobs().await;
}

/// Everything that waits for `actor`, in a round that is confirmed but not signed yet.
async fn confirm_all(portal: &TestPortal, actor: &Actor, email: &str) -> domain::ids::RoundId {
    let lines = signing_rounds::waiting(&portal.app, actor).await.expect("a desk");
    let slots: Vec<_> = lines.iter().map(|line| line.waiting.slot).collect();
    let begun = signing_rounds::begin(&portal.app, actor, &slots, Language::Dutch).await.expect("begun");
    app::jobs::run_due(&portal.app).await.expect("the code is mailed");
    let code = portal.mail.code(email);
    let confirmed = signing_rounds::confirm(&portal.app, actor, begun.round, Some(&begun.secret), &code).await;
    assert_eq!(confirmed.expect("an answer"), Ok(()));
    begun.round
}

async fn sign_all(portal: &TestPortal, actor: &Actor, email: &str) -> domain::ids::RoundId {
    let round = confirm_all(portal, actor, email).await;
    portal.run_jobs().await;
    round
}

async fn report(portal: &TestPortal, actor: &Actor, id: AgreementId) -> signing::verify::Report {
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
    let round = sign_all(&portal, &pair.mayor, MAYOR).await;
    assert_eq!(state(&portal, &pair).await, StateKind::PartlySigned);
    let copy = documents::file(&portal.app, &pair.contact, pair.agreement).await.expect("a reading copy");
    assert!(copy.name.ends_with("-nog-niet-getekend.pdf"), "until all have signed others read a copy");
    sign_all(&portal, &pair.director, DIRECTOR).await;
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
    sign_all(&portal, &pair.director, DIRECTOR).await;
    sign_all(&portal, &pair.mayor, MAYOR).await;
    let report = report(&portal, &pair.contact, pair.agreement).await;
    assert!(matches!(report.outcome, Outcome::AllSigned), "{report:?}");
    assert_eq!(report.signatures[0].person, "Lou van Zonnestroom");
}

async fn what_was_taken_back_is_not_signed(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let round = confirm_all(&portal, &pair.mayor, MAYOR).await;
    step(&portal.app, &pair.contact, pair.agreement, None, Step::TakeBack).await.expect("taken back");
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert_eq!(shown.items[0].reason.as_deref(), Some("taken_back"));
    assert_eq!(state(&portal, &pair).await, StateKind::Prepared);
    // Released again it is another document: what was confirmed before does not count for it.
    let round = {
        release(&portal, &pair).await;
        let round = confirm_all(&portal, &pair.mayor, MAYOR).await;
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
    sign_all(&portal, &pair.mayor, MAYOR).await;
    let round = confirm_all(&portal, &pair.director, DIRECTOR).await;
    step(&portal.app, &pair.contact, pair.agreement, None, Step::PrepareAgain).await.expect("prepared again");
    step(&portal.app, &pair.contact, pair.agreement, None, Step::Release).await.expect("released");
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.director, round).await.expect("the round");
    assert_eq!(shown.items[0].reason.as_deref(), Some("changed"));
    let shown = agreements::show(&portal.app, &pair.contact, pair.agreement).await.expect("shown");
    assert_eq!((shown.kept.parts.revision.number, shown.signed_before), (2, vec![1]));
    sign_all(&portal, &pair.director, DIRECTOR).await;
    sign_all(&portal, &pair.mayor, MAYOR).await;
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
    sign_all(&portal, &pair.mayor, MAYOR).await;
    sign_all(&portal, &pair.director, DIRECTOR).await;
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
    let mayor = confirm_all(&portal, &pair.mayor, MAYOR).await;
    let director = confirm_all(&portal, &pair.director, DIRECTOR).await;
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
    let director = portal.actor(DIRECTOR).await;
    sign_all(&portal, &director, DIRECTOR).await;
    assert_eq!(state(&portal, &pair).await, StateKind::Signed);
}

async fn a_role_that_ended_signs_nothing(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let round = confirm_all(&portal, &pair.mayor, MAYOR).await;
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
    let round = sign_all(&portal, &mayor, MAYOR).await;
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
    let round = confirm_all(portal, actor, email).await;
    portal.store.fill_up_after(n);
    portal.run_jobs().await;
    assert!(portal.store.make_room() > n, "the disk was full at that call");
    assert_eq!(signing_rounds::progress(&portal.app, actor, round).await.expect("counts"), (1, 0, 0), "it waits");
    portal.clock.forward(SignedDuration::from_mins(10));
    portal.run_jobs().await;
    assert_eq!(signing_rounds::progress(&portal.app, actor, round).await.expect("counts"), (0, 1, 0), "it went on");
}

async fn a_hold_ends_on_its_day(portal: TestPortal) {
    let pair = pair(&portal).await;
    let today = step(&portal.app, &pair.contact, pair.agreement, None, Step::Hold(Some(date(2026, 11, 24)))).await;
    assert!(matches!(today, Err(AppError::Refused(Refusal::HoldNotAhead(_)))), "{today:?}");
    step(&portal.app, &pair.contact, pair.agreement, None, Step::Hold(Some(date(2026, 12, 1)))).await.expect("held");
    assert_eq!(agreements::moves::end_holds(&portal.app).await.expect("looked"), 0);
    portal.clock.set("2026-12-01T00:00:01+01:00");
    assert_eq!(agreements::moves::end_holds(&portal.app).await.expect("looked"), 1);
    assert_eq!(state(&portal, &pair).await, StateKind::Prepared);
    step(&portal.app, &pair.contact, pair.agreement, None, Step::Hold(None)).await.expect("held");
    portal.clock.set("2036-12-01T00:00:01+01:00");
    assert_eq!(agreements::moves::end_holds(&portal.app).await.expect("looked"), 0, "without a day it stays");
    release(&portal, &pair).await;
    assert_eq!(state(&portal, &pair).await, StateKind::Released);
}

async fn a_selection_is_released_and_the_rest_is_counted(portal: TestPortal) {
    let pair = pair(&portal).await;
    for (name, sector) in [("Helder", "energie"), ("Vliet", "water"), ("Kompas", "zorg")] {
        portal.join(Sample::Nationwide(name, sector)).await;
    }
    release(&portal, &pair).await;
    let list = agreements::list(&portal.app, &pair.contact, &Query::default(), None).await.expect("a list");
    let ids: Vec<_> = list.lines.iter().map(|line| line.id).collect();
    let ahead = outlook(&portal.app, &pair.contact, &Selection::These(ids.clone())).await.expect("an outlook");
    assert_eq!((ahead.count, ahead.skipped, ahead.monday), (3, 1, date(2026, 11, 30)));
    assert_eq!((ahead.desks[0].waiting, ahead.desks[0].coming), (1, 3));
    let water = Selection::Matching(Query { sector: Some("water".to_owned()), ..Query::default() });
    let done = step_many(&portal.app, &pair.contact, &water, Step::Release).await.expect("released");
    assert_eq!((done.moved, done.skipped), (1, 0));
    // Two people with the same selection at once: each agreement is released once.
    let these = Selection::These(ids);
    let (one, two) = tokio::join!(
        step_many(&portal.app, &pair.contact, &these, Step::Release),
        step_many(&portal.app, &pair.contact, &these, Step::Release)
    );
    let moved = |done: Result<agreements::moves::Done, AppError>| match done {
        Ok(done) => done.moved,
        Err(AppError::Stale) => 0,
        Err(other) => panic!("{other}"),
    };
    assert_eq!(moved(one) + moved(two), 2);
    portal.run_jobs().await;
    let shown = agreements::show(&portal.app, &pair.contact, pair.agreement).await.expect("shown");
    let releases = shown.history.iter().filter(|line| line.event.code() == "agreement_moved").count();
    assert_eq!(releases, 1);
    assert_eq!(agreements::moves::progress(&portal.app, &pair.contact).await.expect("counts"), (4, 0, 0));
}

async fn later_keeps_it_from_the_own_desk(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    step(&portal.app, &pair.partner_contact, pair.agreement, None, Step::Defer).await.expect("later");
    assert!(signing_rounds::waiting(&portal.app, &pair.director).await.expect("a desk").is_empty());
    assert_eq!(signing_rounds::waiting(&portal.app, &pair.mayor).await.expect("a desk").len(), 1);
    step(&portal.app, &pair.partner_contact, pair.agreement, None, Step::Resume).await.expect("no longer");
    assert_eq!(signing_rounds::waiting(&portal.app, &pair.director).await.expect("a desk").len(), 1);
    let wrong_role = step(&portal.app, &pair.partner_contact, pair.agreement, None, Step::TakeBack).await;
    assert!(matches!(wrong_role, Err(AppError::NotAllowed(_))), "{wrong_role:?}");
    let wrong_role = step(&portal.app, &pair.contact, pair.agreement, None, Step::Defer).await;
    assert!(matches!(wrong_role, Err(AppError::NotAllowed(_))), "{wrong_role:?}");
}

async fn foreign_things_do_not_exist(portal: TestPortal) {
    let pair = pair(&portal).await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    let stranger = portal.actor("kim@zeewolde.example").await;
    let foreign = step(&portal.app, &stranger, pair.agreement, None, Step::Release).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    let these = Selection::These(vec![pair.agreement]);
    let foreign = step_many(&portal.app, &stranger, &these, Step::Release).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    let foreign = outlook(&portal.app, &stranger, &these).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    let foreign = documents::file(&portal.app, &stranger, pair.agreement).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    release(&portal, &pair).await;
    let slot = signing_rounds::waiting(&portal.app, &pair.mayor).await.expect("a desk")[0].waiting.slot;
    let other = portal.actor("lou@zeewolde.example").await;
    let foreign = signing_rounds::document(&portal.app, &other, slot).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    let version = Some(0);
    let stale = step(&portal.app, &pair.contact, pair.agreement, version, Step::TakeBack).await;
    assert!(matches!(stale, Err(AppError::Stale)), "{stale:?}");
    assert_ne!(pair.party, OrganisationId(uuid::Uuid::nil()));
}

async fn both_are_ready_and_it_starts(portal: TestPortal) {
    let pair = pair(&portal).await;
    let say =
        async |actor: &Actor, ready, day| app::onboarding::say(&portal.app, actor, pair.agreement, ready, day).await;
    let early = say(&pair.contact, true, None).await;
    assert!(matches!(early, Err(AppError::Refused(Refusal::NotSigned))), "{early:?}");
    release(&portal, &pair).await;
    sign_all(&portal, &pair.mayor, MAYOR).await;
    sign_all(&portal, &pair.director, DIRECTOR).await;
    say(&pair.contact, true, Some(date(2026, 12, 1))).await.expect("said");
    say(&pair.partner_contact, true, None).await.expect("said");
    assert_eq!(state(&portal, &pair).await, StateKind::Signed, "the day has not come");
    say(&pair.partner_contact, false, None).await.expect("not after all");
    portal.clock.set("2026-12-01T00:00:01+01:00");
    assert_eq!(app::onboarding::start_due(&portal.app).await.expect("looked"), 0);
    say(&pair.partner_contact, true, None).await.expect("ready");
    assert_eq!(state(&portal, &pair).await, StateKind::Active, "at once");
    let stranger = portal.actor(DIRECTOR).await;
    let wrong = app::onboarding::say(&portal.app, &stranger, pair.agreement, true, None).await;
    assert!(matches!(wrong, Err(AppError::NotAllowed(_))), "a signatory does not coordinate: {wrong:?}");
}

async fn a_signed_one_is_replaced(portal: TestPortal) {
    let pair = pair(&portal).await;
    let administrator = portal.administrator().await;
    let early = agreements::moves::replace(&portal.app, &administrator, pair.agreement, None).await;
    assert!(matches!(early, Err(AppError::Refused(Refusal::NotSigned))), "{early:?}");
    release(&portal, &pair).await;
    sign_all(&portal, &pair.mayor, MAYOR).await;
    sign_all(&portal, &pair.director, DIRECTOR).await;
    let newer = agreements::moves::replace(&portal.app, &administrator, pair.agreement, None).await.expect("replaced");
    assert_eq!(state(&portal, &pair).await, StateKind::Superseded);
    let shown = agreements::show(&portal.app, &pair.contact, newer).await.expect("shown");
    assert_eq!(shown.kept.parts.state.kind(), StateKind::Prepared);
    assert_ne!(shown.kept.parts.number.to_string(), "LCV-2026-000001");
    let twice = agreements::moves::replace(&portal.app, &administrator, pair.agreement, None).await;
    assert!(matches!(twice, Err(AppError::Refused(Refusal::Ended(_)))), "{twice:?}");
    let report = report(&portal, &pair.contact, pair.agreement).await;
    assert!(matches!(report.outcome, Outcome::AllSigned), "the old one can still be had");
    portal.agreements().await;
}

async fn new_facts_reach_every_state(portal: TestPortal) {
    let pair = pair(&portal).await;
    for (name, sector) in [("Helder", "energie"), ("Vliet", "water"), ("Kompas", "zorg")] {
        portal.join(Sample::Nationwide(name, sector)).await;
    }
    let list = agreements::list(&portal.app, &pair.contact, &Query::default(), None).await.expect("a list");
    let of = |name: &str| list.lines.iter().find(|line| line.partner_name == name).expect("there").id;
    // Zonnestroom partly signed, Helder released, Vliet on hold, Kompas prepared.
    release(&portal, &pair).await;
    sign_all(&portal, &pair.mayor, MAYOR).await;
    step(&portal.app, &pair.contact, of("Helder"), None, Step::Release).await.expect("released");
    step(&portal.app, &pair.contact, of("Vliet"), None, Step::Hold(None)).await.expect("held");
    portal.run_jobs().await;
    let administrator = portal.administrator().await;
    let system = domain::party::WarningSystem::Other("Signaalbox".to_owned());
    let shown = app::organisations::show(&portal.app, &administrator, pair.party).await.expect("shown");
    let mut answers = changes::answers_now(&shown, portal.app.today());
    answers.system = SystemAnswer { code: "other".into(), name: "Signaalbox".into() };
    let asked = changes::direct(&portal.app, &administrator, pair.party, Some(Kind::System), &answers, Language::Dutch);
    let id = asked.await.expect("asked").expect("it waits");
    let review = changes::review(&portal.app, &administrator, id).await.expect("a review");
    let preview = review.preview.expect("it waits").expect("it is possible");
    assert_eq!(preview.tally.touched(), 4);
    changes::accept(&portal.app, &administrator, id, 1, &preview.digest).await.expect("accepted");
    portal.run_jobs().await;
    let again = changes::direct(&portal.app, &administrator, pair.party, Some(Kind::System), &answers, Language::Dutch);
    let shown = app::organisations::show(&portal.app, &administrator, pair.party).await.expect("shown");
    assert_eq!(shown.organisation.system.as_ref(), Some(&system));
    let again = again.await;
    assert!(matches!(again, Err(AppError::Change(_))), "nothing to change: {again:?}");
    let now = async |name: &str| {
        let shown = agreements::show(&portal.app, &pair.contact, of(name)).await.expect("shown");
        let parts = shown.kept.parts;
        (parts.state.kind(), parts.revision.number, parts.state.facts_changed())
    };
    assert_eq!(now("Zonnestroom").await, (StateKind::PartlySigned, 1, true));
    assert_eq!(now("Helder").await, (StateKind::Prepared, 2, false));
    assert_eq!(now("Vliet").await, (StateKind::OnHold, 2, false));
    assert_eq!(now("Kompas").await, (StateKind::Prepared, 2, false));
    let facts = documents::data(&portal.app, &pair.contact, of("Kompas")).await.expect("facts");
    assert_eq!(facts.party.systems(), [&system]);
    step(&portal.app, &pair.contact, pair.agreement, None, Step::LetBe).await.expect("let be");
    sign_all(&portal, &pair.director, DIRECTOR).await;
    assert_eq!(now("Zonnestroom").await, (StateKind::Signed, 1, true), "it says that facts have changed");
}

async fn an_authority_near_its_end_signs_nothing(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    let round = confirm_all(&portal, &pair.mayor, MAYOR).await;
    portal.authority.end();
    portal.run_jobs().await;
    let shown = signing_rounds::show(&portal.app, &pair.mayor, round).await.expect("the round");
    assert_eq!(shown.items[0].reason.as_deref(), Some("no_authority"));
    assert_eq!(state(&portal, &pair).await, StateKind::Released, "nothing is lost: it still waits");
    let slot = signing_rounds::waiting(&portal.app, &pair.mayor).await.expect("a desk")[0].waiting.slot;
    let begun = signing_rounds::begin(&portal.app, &pair.mayor, &[slot], Language::Dutch).await;
    assert!(matches!(begun, Err(AppError::CannotSign)), "{begun:?}");
}
