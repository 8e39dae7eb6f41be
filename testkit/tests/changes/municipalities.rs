//! Mergers, take-overs and hand-overs at their edges.

use super::{accept, agreement, current, done, kept};
use app::{AppError, changes, mail::Language, registrations};
use domain::{
    agreement::{State, StateKind},
    change::{Effect, Refusal, Stage},
    municipality::{MunicipalityCode, by_name},
    registration::{Applicant, Complaint},
};
use jiff::civil::{Date, date};
use testkit::{Sample, TestPortal, answers_of, on_both};

on_both!(
    bad_announcements_are_refused,
    a_merger_into_a_municipality_that_nobody_contracts_for_waits,
    what_has_merged_cannot_be_registered_or_chosen,
    a_joint_body_loses_a_member,
    a_hand_over_at_acceptance_is_carried_out_on_its_day,
    the_portal_was_down_on_the_day,
);

const NEW_YEAR: Date = date(2027, 1, 1);

fn code(name: &str) -> MunicipalityCode {
    by_name(name).expect("on the list").code
}

/// The clock goes to a day in the Netherlands, and what is due is done.
async fn on(portal: &TestPortal, moment: &str) {
    portal.clock.set(moment);
    changes::start_due(&portal.app).await.expect("looked");
    portal.run_jobs().await;
}

async fn bad_announcements_are_refused(portal: TestPortal) {
    let regio = portal.join(Sample::JointBody("Regio", &["Urk", "Dronten"])).await;
    let zeewolde = portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Municipality("Almere")).await;
    let noor = portal.administrator().await;
    let merge = async |old: &str, into: &str, day| changes::merge(&portal.app, &noor, code(old), code(into), day).await;
    for (old, into, day, expected) in [
        ("Zeewolde", "Zeewolde", NEW_YEAR, Refusal::SameMunicipality),
        ("Zeewolde", "Almere", date(2026, 11, 23), Refusal::DayPast),
        ("Zeewolde", "Almere", date(2090, 1, 1), Refusal::DayFar),
        // Wijdemeren is no more by then.
        ("Zeewolde", "Wijdemeren", date(2027, 6, 1), Refusal::NoMunicipality),
        ("Wijdemeren", "Almere", date(2027, 6, 1), Refusal::NoMunicipality),
    ] {
        let refused = merge(old, into, day).await;
        assert!(matches!(refused, Err(AppError::Change(why)) if why == expected), "{old} {into} {day}: {refused:?}");
    }
    let first = merge("Zeewolde", "Almere", NEW_YEAR).await.expect("asked");
    let twice = merge("Zeewolde", "Urk", NEW_YEAR).await;
    assert!(matches!(twice, Err(AppError::Change(Refusal::Already))), "{twice:?}");
    accept(&portal, first).await;
    let twice = merge("Zeewolde", "Urk", NEW_YEAR).await;
    assert!(matches!(twice, Err(AppError::Change(Refusal::Already))), "also once it is announced: {twice:?}");
    // A joint body takes over what is free to be taken over, once.
    let take = async |body, name: &str, day| changes::take_over(&portal.app, &noor, body, code(name), day).await;
    for (name, day, expected) in [
        ("Urk", NEW_YEAR, Refusal::CoveredByItself),
        ("Almere", date(2026, 11, 23), Refusal::DayPast),
        ("Wijdemeren", date(2027, 6, 1), Refusal::NoMunicipality),
        ("Zeewolde", date(2027, 2, 1), Refusal::NoMunicipality),
    ] {
        let refused = take(regio, name, day).await;
        assert!(matches!(refused, Err(AppError::Change(why)) if why == expected), "{name} {day}: {refused:?}");
    }
    let foreign = take(zeewolde, "Almere", NEW_YEAR).await;
    assert!(matches!(foreign, Err(AppError::NotFound)), "only a joint body takes over: {foreign:?}");
    let id = take(regio, "Almere", date(2027, 3, 1)).await.expect("asked");
    accept(&portal, id).await;
    let other = portal.join(Sample::JointBody("Polder", &["Lelystad", "Noordoostpolder"])).await;
    let again = take(other, "Almere", date(2027, 4, 1)).await;
    assert!(matches!(again, Err(AppError::Change(Refusal::TakenOver))), "{again:?}");
    let again = take(regio, "Almere", date(2027, 3, 1)).await;
    assert!(matches!(again, Err(AppError::Change(_))), "{again:?}");
    portal.run_jobs().await;
}

async fn a_merger_into_a_municipality_that_nobody_contracts_for_waits(portal: TestPortal) {
    let old = portal.join(Sample::Municipality("Zeewolde")).await;
    let partner = portal.join(Sample::In("Aqua", "water", &["Zeewolde"])).await;
    let waits = portal.join(Sample::In("Zonnestroom", "energie", &["Zeewolde"])).await;
    let noor = portal.administrator().await;
    let signed = current(&portal, old, partner).await.expect("a pair");
    let prepared = current(&portal, old, waits).await.expect("a pair");
    super::table::sign(&portal, signed, ["lou@zeewolde.example", "lou@aqua.example"]).await;
    let id = changes::merge(&portal.app, &noor, code("Zeewolde"), code("Almere"), NEW_YEAR).await.expect("asked");
    let review = changes::review(&portal.app, &noor, id).await.expect("a review");
    assert_eq!(review.successor, None, "the page says so");
    accept(&portal, id).await;
    on(&portal, "2027-01-01T00:01:00+01:00").await;
    assert_eq!(agreement(&portal, prepared).await.parts.state.kind(), StateKind::Withdrawn);
    assert_eq!(agreement(&portal, signed).await.parts.state.kind(), StateKind::Signed, "it keeps holding");
    assert_eq!(kept(&portal, id).await.stage, Stage::Announced, "until somebody takes its place");
    let almere = portal.join(Sample::Municipality("Almere")).await;
    on(&portal, "2027-01-02T00:01:00+01:00").await;
    let now = agreement(&portal, signed).await.parts.state;
    let newer = current(&portal, almere, partner).await.expect("a newer one");
    assert!(matches!(now, State::Superseded { by, .. } if by == newer), "{now:?}");
    let change = kept(&portal, id).await;
    assert_eq!((change.stage, change.happened.all(Effect::Superseded)), (Stage::Done, 1));
    assert_eq!(change.happened.all(Effect::Withdrawn), 1, "what was done is not done again");
}

async fn what_has_merged_cannot_be_registered_or_chosen(portal: TestPortal) {
    portal.join(Sample::Municipality("Almere")).await;
    portal.join(Sample::In("Zonnestroom", "energie", &["Almere"])).await;
    let noor = portal.administrator().await;
    let id = changes::merge(&portal.app, &noor, code("Zeewolde"), code("Almere"), NEW_YEAR).await.expect("asked");
    accept(&portal, id).await;
    // Until the day it is there; a registration that waits over New Year comes too late.
    let waiting = portal.register_municipality("Zeewolde").await;
    on(&portal, "2027-01-01T00:01:00+01:00").await;
    assert_eq!(kept(&portal, id).await.stage, Stage::Done);
    let late = registrations::accept(&portal.app, &noor, waiting.id, waiting.version, None).await;
    assert!(matches!(late, Err(AppError::Problems(_))), "{late:?}");
    let answers = answers_of(Sample::In("Aqua", "water", &["Zeewolde"]), &portal.kvk());
    let token = portal.draft(Applicant::SignalPartner, &answers).await;
    let refused = registrations::submit(&portal.app, &token).await;
    let Err(AppError::Problems(problems)) = refused else { panic!("{refused:?}") };
    assert_eq!(problems[0].complaint, Complaint::UnknownMunicipality);
    assert_eq!(problems[0].field, "area_codes");
    let kim = portal.actor("kim@zonnestroom.example").await;
    let (shown, _) = changes::own(&portal.app, &kim).await.expect("its own");
    let mut answers = changes::answers_now(&shown, portal.app.today());
    answers.area_codes.push(code("Zeewolde").to_string());
    let kind = domain::change::Kind::Area;
    let refused = changes::ask(&portal.app, &kim, kind, &answers, Language::Dutch).await;
    assert!(matches!(refused, Err(AppError::Problems(_))), "{refused:?}");
    let mut client = portal.sign_in("kim@zonnestroom.example").await;
    let page = client.get("/organisatie/wijzigen/werkgebied").await.expect_status(200);
    assert!(page.body.contains("Almere") && !page.body.contains("Zeewolde"));
    let mut visitor = portal.client();
    let page = visitor.get("/aanmelden/gemeente/organisatie?nieuw=ja").await;
    assert!(!page.body.contains("Zeewolde"));
    portal.run_jobs().await;
}

async fn a_joint_body_loses_a_member(portal: TestPortal) {
    let regio = portal.join(Sample::JointBody("Regio", &["Urk", "Dronten", "Zeewolde"])).await;
    let other = portal.join(Sample::JointBody("Polder", &["Lelystad", "Noordoostpolder"])).await;
    let only = portal.join(Sample::In("Aqua", "water", &["Zeewolde"])).await;
    let more = portal.join(Sample::In("Zonnestroom", "energie", &["Zeewolde", "Urk"])).await;
    let never = portal.join(Sample::In("Helder", "energie", &["Urk"])).await;
    let in_both = portal.join(Sample::In("Vliet", "water", &["Zeewolde", "Lelystad"])).await;
    let pairs = [only, more, never, in_both].map(|partner| (partner, regio));
    let mut ids = Vec::new();
    for (partner, party) in pairs {
        ids.push(current(&portal, party, partner).await.expect("a pair"));
    }
    let grown = current(&portal, other, in_both).await.expect("a pair");
    let noor = portal.administrator().await;
    let day = date(2026, 12, 1);
    let id = changes::take_over(&portal.app, &noor, other, code("Zeewolde"), day).await.expect("asked");
    let foreseen = accept(&portal, id).await;
    assert_eq!(foreseen.all(Effect::Withdrawn), 2, "Aqua and Vliet share nothing more with Regio");
    assert_eq!(foreseen.all(Effect::Revised), 2, "Zonnestroom has one member fewer, Vliet and Polder one more");
    assert_eq!(foreseen.all(Effect::Prepared), 2, "Aqua and Zonnestroom with Polder");
    on(&portal, "2026-12-01T00:01:00+01:00").await;
    let change = done(&portal, id).await;
    assert_eq!(change.happened.without_untouched(), foreseen.without_untouched());
    let mut states = Vec::new();
    for id in ids {
        let parts = agreement(&portal, id).await.parts;
        states.push((parts.state.kind(), parts.revision.number));
    }
    assert_eq!(
        states,
        [(StateKind::Withdrawn, 1), (StateKind::Prepared, 2), (StateKind::Prepared, 1), (StateKind::Withdrawn, 1),]
    );
    assert_eq!(agreement(&portal, grown).await.parts.revision.number, 2);
    let members = agreement(&portal, grown).await.members.expect("a joint body");
    assert!(members.contains(code("Zeewolde").as_str()), "{members}");
    portal.agreements().await;
}

async fn a_hand_over_at_acceptance_is_carried_out_on_its_day(portal: TestPortal) {
    let old = portal.join(Sample::Municipality("Zeewolde")).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let noor = portal.administrator().await;
    let pair = current(&portal, old, partner).await.expect("a pair");
    let registered = portal.register_joint_body("Regio", &["Zeewolde", "Almere"]).await;
    let new = registrations::accept(&portal.app, &noor, registered.id, registered.version, Some(NEW_YEAR)).await;
    let new = new.expect("accepted");
    portal.run_jobs().await;
    on(&portal, "2026-12-31T23:00:00+01:00").await;
    assert_eq!(agreement(&portal, pair).await.parts.state.kind(), StateKind::Prepared);
    on(&portal, "2027-01-01T00:01:00+01:00").await;
    assert_eq!(agreement(&portal, pair).await.parts.state.kind(), StateKind::Withdrawn);
    assert!(current(&portal, new, partner).await.is_some());
    assert_eq!(current(&portal, old, partner).await, None);
}

async fn the_portal_was_down_on_the_day(portal: TestPortal) {
    let own = portal.join(Sample::Municipality("Zeewolde")).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let pair = current(&portal, own, partner).await.expect("a pair");
    super::table::sign(&portal, pair, ["lou@zeewolde.example", "lou@zonnestroom.example"]).await;
    let noor = portal.administrator().await;
    let id = changes::end(&portal.app, &noor, own, NEW_YEAR, "Weg.", Language::Dutch).await.expect("asked");
    accept(&portal, id).await;
    // Up again a week later: what ends, ended on the day that was announced.
    on(&portal, "2027-01-08T09:00:00+01:00").await;
    let state = agreement(&portal, pair).await.parts.state;
    assert!(matches!(state, State::Terminated { end, .. } if end == NEW_YEAR), "{state:?}");
    assert_eq!(kept(&portal, id).await.stage, Stage::Done);
}
