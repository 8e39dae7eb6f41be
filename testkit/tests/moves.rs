//! The moves of an agreement beside signing: held, released in a selection, kept for later, started, replaced.

use crate::signing::{DIRECTOR, MAYOR, pair, release, report, state};
use app::{
    AppError,
    agreements::{
        self, Piece, Query,
        moves::{Selection, Step, outlook, step, step_many},
    },
    changes, documents,
    mail::Language,
    signing_rounds,
};
use domain::{
    access::Actor,
    agreement::{Refusal, StateKind},
    change::Kind,
    ids::OrganisationId,
    registration::SystemAnswer,
};
use jiff::civil::date;
use signing::verify::Outcome;
use testkit::{Sample, TestPortal, on_both};

on_both!(
    a_hold_ends_on_its_day,
    a_selection_is_released_and_the_rest_is_counted,
    later_keeps_it_from_the_own_desk,
    foreign_things_do_not_exist,
    both_are_ready_and_it_starts,
    a_signed_one_is_replaced,
    new_facts_reach_every_state,
);

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
    let list = agreements::list(&portal.app, &pair.contact, &Query::default(), &Piece::First).await.expect("a list");
    let ids: Vec<_> = list.page.lines.iter().map(|line| line.id).collect();
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
    portal.sign_all(MAYOR).await;
    portal.sign_all(DIRECTOR).await;
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
    portal.sign_all(MAYOR).await;
    portal.sign_all(DIRECTOR).await;
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
    let list = agreements::list(&portal.app, &pair.contact, &Query::default(), &Piece::First).await.expect("a list");
    let of = |name: &str| list.page.lines.iter().find(|line| line.partner_name == name).expect("there").id;
    // Zonnestroom partly signed, Helder released, Vliet on hold, Kompas prepared.
    release(&portal, &pair).await;
    portal.sign_all(MAYOR).await;
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
    portal.sign_all(DIRECTOR).await;
    assert_eq!(now("Zonnestroom").await, (StateKind::Signed, 1, true), "it says that facts have changed");
}
