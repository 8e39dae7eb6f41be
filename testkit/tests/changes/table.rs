//! Every change in every state: an agreement in each state, the change, and each of them looked at afterwards.

use super::{accept, agreement, current, done, kept};
use app::{
    changes,
    mail::Language,
    organisations::{self, Shown},
};
use domain::{
    agreement::{Act, Agreement, Onboarded, Reason, Side, State, StateKind, Withdrawal},
    change::{Effect, Kind, Reach, Stage, effect_on},
    ids::{AgreementId, ChangeId, OrganisationId, PersonId},
    municipality::by_name,
    registration::{Answers, SystemAnswer},
};
use jiff::civil::{Date, date};
use storage::{agreements, moves, people};
use testkit::{Sample, TestPortal, on_both};

on_both!(
    facts_of_a_municipality,
    system_of_a_municipality,
    signatories_of_a_municipality,
    executor_of_a_municipality,
    facts_of_a_partner,
    area_of_a_partner,
    end_of_a_municipality,
    end_of_a_partner,
    take_over_by_a_joint_body,
    merger_of_two_municipalities,
);

/// The first day of 2027.
const NEW_YEAR: Date = date(2027, 1, 1);

/// An agreement in every state: its id, its partner, and its state beforehand.
struct Row {
    id: AgreementId,
    party: OrganisationId,
    partner: OrganisationId,
    state: State,
    revision: u32,
}

/// Brings an agreement into a state, through the machine.
async fn bring(portal: &TestPortal, id: AgreementId, to: StateKind, by: [PersonId; 2]) -> State {
    let now = portal.app.now();
    let slot = |agreement: &Agreement, place: usize| agreement.revision().slots[place].id;
    let plan: &[&str] = match to {
        StateKind::Prepared => &[],
        StateKind::OnHold => &["hold"],
        StateKind::Released => &["release"],
        StateKind::PartlySigned => &["release", "one"],
        StateKind::Declined => &["release", "decline"],
        StateKind::Signed => &["release", "one", "two"],
        StateKind::Active => &["release", "one", "two", "start"],
        StateKind::Withdrawn => &["withdraw"],
        StateKind::Terminated => &["release", "one", "two", "terminate"],
        StateKind::Superseded => &["release", "one", "two", "supersede"],
    };
    let reason = || Reason::parse("Daarom.").expect("a reason");
    for act in plan {
        let kept = agreement(portal, id).await;
        let agreement = Agreement::restore(kept.parts).expect("an agreement");
        let today = portal.app.today();
        let (act, by) = match *act {
            "hold" => (Act::Hold { until: None }, by[0]),
            "release" => (Act::Release, by[0]),
            "one" => (Act::FillSlot { slot: slot(&agreement, 0) }, by[0]),
            "two" => (Act::FillSlot { slot: slot(&agreement, 1) }, by[1]),
            "decline" => (Act::Decline { side: Side::Partner, reason: reason() }, by[1]),
            "start" => {
                let onboarding = Onboarded { municipality: true, partner: true, start: Some(today) };
                (Act::Start { onboarding }, by[0])
            }
            "withdraw" => (Act::Withdraw { why: Withdrawal::ByAdministrator { reason: reason() } }, by[0]),
            "terminate" => (Act::Terminate { side: Side::Partner, end: today }, by[1]),
            _ => (Act::Supersede { by: portal.app.ports().id() }, by[0]),
        };
        let filled = if let Act::FillSlot { slot } = &act { Some(*slot) } else { None };
        let (agreement, _) = agreement.apply(act, now, Some(by)).expect("a move");
        let mut tx = portal.app.db().begin().await.expect("a transaction");
        let parts = agreement.into_parts();
        moves::save(&mut tx, &parts, kept.version, None, now).await.expect("saved");
        if let Some(slot) = filled {
            let with = parts.revision.slot(slot).and_then(|slot| slot.filled).expect("filled");
            moves::fill(&mut tx, slot, with).await.expect("filled");
        }
        tx.commit().await.expect("a commit");
    }
    agreement(portal, id).await.parts.state
}

/// Signs an agreement for both sides, through the machine.
pub(super) async fn sign(portal: &TestPortal, id: AgreementId, by: [&str; 2]) {
    let by = [somebody(portal, by[0]).await, somebody(portal, by[1]).await];
    bring(portal, id, StateKind::Signed, by).await;
}

async fn somebody(portal: &TestPortal, email: &str) -> PersonId {
    let mut tx = portal.app.read().await.expect("a transaction");
    people::by_email(&mut tx, email).await.expect("an answer").expect("somebody").id
}

/// All agreements of an organisation, one in each state.
async fn rows(portal: &TestPortal, own: OrganisationId) -> Vec<Row> {
    let by = [somebody(portal, "lou@wijdemeren.example").await, somebody(portal, "lou@partner-0.example").await];
    let scope = |party| if party { agreements::Scope::Party(own) } else { agreements::Scope::Partner(own) };
    let mut tx = portal.app.read().await.expect("a transaction");
    let filter = agreements::Filter::default();
    let mut lines = agreements::list(&mut tx, scope(true), &filter, None, 99).await.expect("a list");
    lines.extend(agreements::list(&mut tx, scope(false), &filter, None, 99).await.expect("a list"));
    drop(tx);
    assert_eq!(lines.len(), StateKind::ALL.len());
    let mut rows = Vec::new();
    for (line, to) in lines.into_iter().zip(StateKind::ALL) {
        let state = bring(portal, line.id, to, by).await;
        assert_eq!(state.kind(), to);
        let revision = agreement(portal, line.id).await.parts.revision.number;
        rows.push(Row { id: line.id, party: line.party, partner: line.partner, state, revision });
    }
    rows
}

/// Wijdemeren with ten partners.
async fn municipality(portal: &TestPortal) -> (OrganisationId, Vec<Row>) {
    let own = portal.join(Sample::Municipality("Wijdemeren")).await;
    for n in 0..StateKind::ALL.len() {
        portal.join(Sample::In(&format!("Partner {n}"), "energie", &["Wijdemeren"])).await;
    }
    let rows = rows(portal, own).await;
    (own, rows)
}

/// A partner with ten municipalities.
const PLACES: [&str; 10] =
    ["Wijdemeren", "Hilversum", "Almere", "Zeewolde", "Urk", "Dronten", "Lelystad", "Zwolle", "Utrecht", "Amersfoort"];

async fn partner(portal: &TestPortal) -> (OrganisationId, Vec<Row>) {
    for place in PLACES {
        portal.join(Sample::Municipality(place)).await;
    }
    let own = portal.join(Sample::In("Partner 0", "energie", &PLACES)).await;
    let rows = rows(portal, own).await;
    (own, rows)
}

async fn shown(portal: &TestPortal, id: OrganisationId) -> Shown {
    let noor = portal.administrator().await;
    organisations::show(&portal.app, &noor, id).await.expect("shown")
}

/// The administrator changes something of an organisation through its form.
async fn direct(portal: &TestPortal, own: OrganisationId, kind: Kind, change: impl FnOnce(&mut Answers)) -> ChangeId {
    let noor = portal.administrator().await;
    let mut answers = changes::answers_now(&shown(portal, own).await, portal.app.today());
    change(&mut answers);
    let asked = changes::direct(&portal.app, &noor, own, Some(kind), &answers, Language::Dutch).await;
    asked.expect("it can be asked").expect("it waits")
}

/// Each agreement after the change, against the table.
async fn check(portal: &TestPortal, rows: &[Row], id: ChangeId, reach: Reach, successor: Option<OrganisationId>) {
    let change = kept(portal, id).await;
    let foreseen = change.foreseen.clone().expect("it was foreseen").without_untouched();
    assert_eq!(foreseen, change.happened.without_untouched(), "the preview is what happened");
    let mut expected = domain::change::Tally::default();
    for row in rows {
        let effect = effect_on(reach, &row.state);
        if effect != Effect::Untouched {
            expected.add(row.state.kind(), effect, 1);
        }
        let now = agreement(portal, row.id).await.parts;
        let (kind, before) = (now.state.kind(), row.state.kind());
        let what = format!("{:?} in {before}: {kind}", change.kind);
        match effect {
            Effect::Untouched => {
                assert_eq!((&now.state, now.revision.number), (&row.state, row.revision), "{what}");
            }
            Effect::Revised => assert_eq!((kind, now.revision.number), (before, row.revision + 1), "{what}"),
            Effect::Recalled => {
                assert_eq!((kind, now.revision.number), (StateKind::Prepared, row.revision + 1), "{what}")
            }
            Effect::Flagged => {
                assert_eq!((kind, now.revision.number), (before, row.revision), "{what}");
                assert!(now.state.facts_changed(), "{what}");
            }
            Effect::Withdrawn => {
                let why = match reach {
                    Reach::AreaEnded => Withdrawal::AreaEnded,
                    Reach::SideEnded => Withdrawal::OrganisationEnded,
                    _ => Withdrawal::MunicipalityEnded,
                };
                assert!(matches!(&now.state, State::Withdrawn { why: told, .. } if *told == why), "{what}");
            }
            Effect::Terminated => {
                let side = if change.organisation == Some(row.party) { Side::Municipality } else { Side::Partner };
                let on = change.on.expect("a day");
                let fits = |state: &State| matches!(state, State::Terminated { end, side: of, .. } if *end == on && *of == side);
                assert!(fits(&now.state), "{what} {:?}", now.state);
            }
            Effect::Superseded => {
                let newer = current(portal, successor.expect("a new party"), row.partner).await.expect("a newer one");
                assert!(matches!(now.state, State::Superseded { by, .. } if by == newer), "{what}");
                let newer = agreement(portal, newer).await.parts;
                assert_eq!(newer.state.kind(), StateKind::Prepared);
                assert_ne!(newer.number, now.number, "a number of its own");
            }
            Effect::Prepared => panic!("{what}"),
        }
    }
    for (state, effect, count) in expected.lines() {
        assert_eq!(change.happened.of(state, effect), count, "{state} {effect:?}");
    }
    portal.agreements().await;
}

/// A change through a form: previewed, accepted, carried out, checked.
async fn at_once(
    portal: &TestPortal,
    (own, rows): (OrganisationId, Vec<Row>),
    kind: Kind,
    reach: Reach,
    change: impl FnOnce(&mut Answers),
) {
    let id = direct(portal, own, kind, change).await;
    accept(portal, id).await;
    assert_eq!(kept(portal, id).await.stage, Stage::CarryingOut);
    let after = done(portal, id).await;
    assert!(after.happened.touched() > 0);
    check(portal, &rows, id, reach, None).await;
}

/// A change on the first day of 2027.
async fn on_the_day(portal: &TestPortal, rows: &[Row], id: ChangeId, reach: Reach, successor: Option<OrganisationId>) {
    let foreseen = accept(portal, id).await;
    portal.run_jobs().await;
    assert_eq!(kept(portal, id).await.stage, Stage::Announced);
    for row in rows {
        assert_eq!(agreement(portal, row.id).await.parts.state, row.state, "nothing happens before the day");
    }
    portal.clock.set("2026-12-31T23:59:00+01:00");
    assert_eq!(changes::start_due(&portal.app).await.expect("looked"), 0);
    portal.clock.set("2027-01-01T00:01:00+01:00");
    assert_eq!(changes::start_due(&portal.app).await.expect("looked"), 1);
    assert_eq!(changes::start_due(&portal.app).await.expect("looked"), 0, "once");
    let after = done(portal, id).await;
    assert_eq!(after.foreseen, Some(foreseen));
    check(portal, rows, id, reach, successor).await;
}

async fn facts_of_a_municipality(portal: TestPortal) {
    let pair = municipality(&portal).await;
    at_once(&portal, pair, Kind::Facts, Reach::NewFacts, |answers| answers.organ = "college_centrumgemeente".into())
        .await;
}

async fn system_of_a_municipality(portal: TestPortal) {
    let pair = municipality(&portal).await;
    at_once(&portal, pair, Kind::System, Reach::NewFacts, |answers| {
        answers.system = SystemAnswer { code: "other".into(), name: "Signaalbox".into() };
    })
    .await;
}

async fn signatories_of_a_municipality(portal: TestPortal) {
    let pair = municipality(&portal).await;
    at_once(&portal, pair, Kind::Signatories, Reach::NewFacts, |answers| {
        answers.signatories[0].function = "burgemeester".into();
    })
    .await;
}

async fn executor_of_a_municipality(portal: TestPortal) {
    portal.join(Sample::Executor("Kredietbank")).await;
    let pair = municipality(&portal).await;
    at_once(&portal, pair, Kind::Execution, Reach::NewFacts, |answers| {
        answers.executor = "yes".into();
        answers.executor_name = "Kredietbank".into();
    })
    .await;
}

async fn facts_of_a_partner(portal: TestPortal) {
    let pair = partner(&portal).await;
    at_once(&portal, pair, Kind::Facts, Reach::NewFacts, |answers| answers.name = "Partner Nul".into()).await;
}

async fn area_of_a_partner(portal: TestPortal) {
    let elsewhere = portal.join(Sample::Municipality("Groningen")).await;
    let (own, rows) = partner(&portal).await;
    let groningen = by_name("Groningen").expect("on the list").code.to_string();
    let moved = |answers: &mut Answers| answers.area_codes = vec![groningen];
    at_once(&portal, (own, rows), Kind::Area, Reach::AreaEnded, moved).await;
    let new = current(&portal, elsewhere, own).await.expect("the new pair has one");
    assert_eq!(agreement(&portal, new).await.parts.state.kind(), StateKind::Prepared);
}

async fn end_of_a_municipality(portal: TestPortal) {
    let (own, rows) = municipality(&portal).await;
    let noor = portal.administrator().await;
    let id = changes::end(&portal.app, &noor, own, NEW_YEAR, "Opgeheven.", Language::Dutch).await.expect("asked");
    on_the_day(&portal, &rows, id, Reach::SideEnded, None).await;
    assert!(shown(&portal, own).await.organisation.ended_at.is_some());
    assert!(shown(&portal, own).await.members.is_empty(), "every role has ended");
    let kim = portal.actor("kim@wijdemeren.example").await;
    assert_eq!(kim.organisation(), None);
    // Whoever joins afterwards gets no agreement with it.
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    assert_eq!(portal.agreements().await, 10);
}

async fn end_of_a_partner(portal: TestPortal) {
    let (own, rows) = partner(&portal).await;
    let kim = portal.actor("kim@partner-0.example").await;
    let id = changes::ask_end(&portal.app, &kim, NEW_YEAR, "Wij stoppen.", Language::Dutch).await.expect("asked");
    on_the_day(&portal, &rows, id, Reach::SideEnded, None).await;
    assert!(shown(&portal, own).await.organisation.ended_at.is_some());
    assert!(portal.mail.last_to("kim@partner-0.example").plain.contains("1 januari 2027"));
}

async fn take_over_by_a_joint_body(portal: TestPortal) {
    let regio = portal.join(Sample::JointBody("Regio", &["Hilversum", "Huizen"])).await;
    let (_, rows) = municipality(&portal).await;
    let noor = portal.administrator().await;
    let code = by_name("Wijdemeren").expect("on the list").code;
    // Wijdemeren itself ends on that day by the list: the day before is its last chance.
    let day = date(2026, 12, 31);
    let id = changes::take_over(&portal.app, &noor, regio, code, day).await.expect("asked");
    accept(&portal, id).await;
    portal.run_jobs().await;
    portal.clock.set("2026-12-31T00:01:00+01:00");
    assert_eq!(changes::start_due(&portal.app).await.expect("looked"), 1);
    done(&portal, id).await;
    check(&portal, &rows, id, Reach::PartyReplaced, Some(regio)).await;
}

async fn merger_of_two_municipalities(portal: TestPortal) {
    let hilversum = portal.join(Sample::Municipality("Hilversum")).await;
    let (own, rows) = municipality(&portal).await;
    let nationwide = portal.join(Sample::Nationwide("Overal", "water")).await;
    let before = current(&portal, hilversum, nationwide).await.expect("it has one already");
    let old = current(&portal, own, nationwide).await.expect("and here");
    let noor = portal.administrator().await;
    let code = |name| by_name(name).expect("on the list").code;
    let id = changes::merge(&portal.app, &noor, code("Wijdemeren"), code("Hilversum"), NEW_YEAR).await.expect("asked");
    let foreseen = accept(&portal, id).await;
    assert_eq!(foreseen.all(Effect::Prepared), 10, "where Hilversum has none yet");
    portal.clock.set("2027-01-01T00:01:00+01:00");
    assert_eq!(changes::start_due(&portal.app).await.expect("looked"), 1);
    done(&portal, id).await;
    let mut rows = rows;
    let state = State::Prepared;
    rows.push(Row { id: old, party: own, partner: nationwide, state, revision: 1 });
    check(&portal, &rows, id, Reach::PartyReplaced, Some(hilversum)).await;
    assert_eq!(current(&portal, hilversum, nationwide).await, Some(before), "who has one keeps it");
    assert!(shown(&portal, own).await.organisation.ended_at.is_some(), "the municipality is no more");
}
