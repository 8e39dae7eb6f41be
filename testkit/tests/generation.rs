//! One agreement for every pair that follows from areas and coverage: at once, exactly once.

use app::{generation, jobs, registrations};
use domain::{
    agreement::{Side, StateKind},
    audit::Subject,
    ids::{AgreementId, OrganisationId},
    registration::Applicant,
};
use jiff::{SignedDuration, civil::date};
use std::time::Duration;
use storage::{
    agreements::{self, Filter, Line, Scope},
    audit, coverage,
};
use testkit::{Sample, TestPortal, answers_of, on_both};

on_both!(
    areas_and_coverage_decide,
    everybody_in_the_same_second,
    running_again_makes_nothing,
    a_worker_that_dies_loses_nothing,
    two_workers_at_once,
    numbers_run_through_and_begin_anew_each_year,
    a_revision_fixes_its_facts_and_slots,
    those_who_sign_together_have_two_slots,
    an_executor_that_must_be_a_party_has_a_slot,
    a_joint_body_and_a_partner_share_one,
    each_has_its_event,
    many_pairs_come_in_batches,
);

async fn lines(portal: &TestPortal) -> Vec<Line> {
    let mut tx = portal.app.read().await.expect("a transaction");
    agreements::list(&mut tx, Scope::All, &Filter::default(), None, 10_000).await.expect("a list")
}

async fn pairs(portal: &TestPortal) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = lines(portal).await.into_iter().map(|line| (line.party_name, line.partner_name)).collect();
    pairs.sort();
    pairs
}

fn named(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    wanted.iter().map(|(party, partner)| ((*party).to_owned(), (*partner).to_owned())).collect()
}

async fn areas_and_coverage_decide(portal: TestPortal) {
    portal.join(Sample::In("Aqua Noord", "water", &["Almere", "Urk"])).await;
    portal.join(Sample::Municipality("Almere")).await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    portal.join(Sample::JointBody("Regio", &["Urk", "Dronten"])).await;
    portal.join(Sample::Executor("Kredietbank")).await;
    let wanted = [
        ("Almere", "Aqua Noord"),
        ("Almere", "Zonnestroom"),
        ("Regio", "Aqua Noord"),
        ("Regio", "Zonnestroom"),
        ("Zeewolde", "Zonnestroom"),
    ];
    assert_eq!(pairs(&portal).await, named(&wanted));
    assert!(lines(&portal).await.iter().all(|line| line.state == StateKind::Prepared));
}

async fn everybody_in_the_same_second(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let mut registered = Vec::new();
    for name in ["Almere", "Zeewolde", "Urk"] {
        registered.push(portal.register_municipality(name).await);
    }
    registered.push(portal.register_joint_body("Regio", &["Dronten", "Lelystad"]).await);
    for name in ["Zonnestroom", "Windkracht", "Aqua"] {
        registered.push(portal.register_partner_nationwide(name, "energie").await);
    }
    let accepting: Vec<_> = registered
        .into_iter()
        .map(|registered| {
            let app = portal.app.clone();
            tokio::spawn(async move {
                let (id, version) = (registered.id, registered.version);
                registrations::accept(&app, &administrator, id, version, None).await?;
                // Each acceptance wakes a worker of its own.
                jobs::run_due(&app).await
            })
        })
        .collect();
    for accepted in accepting {
        accepted.await.expect("no panic").expect("accepted");
    }
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 12);
}

async fn running_again_makes_nothing(portal: TestPortal) {
    let party = portal.join(Sample::Municipality("Almere")).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let before = lines(&portal).await;
    for organisation in [party, partner, OrganisationId(uuid::Uuid::from_u128(1))] {
        for _ in 0..3 {
            assert_eq!(generation::next_batch(&portal.app, organisation).await.expect("an answer"), 0);
        }
    }
    assert_eq!(lines(&portal).await, before);
}

/// Six municipalities that have their agreements, and a partner that waits for its six.
async fn six_waiting(portal: &TestPortal) -> OrganisationId {
    for name in ["Almere", "Zeewolde", "Urk", "Dronten", "Lelystad", "Noordoostpolder"] {
        portal.join(Sample::Municipality(name)).await;
    }
    let registered = portal.register_partner_nationwide("Zonnestroom", "energie").await;
    portal.accept(&registered).await
}

async fn a_worker_that_dies_loses_nothing(portal: TestPortal) {
    let partner = six_waiting(&portal).await;
    // Dies after so many microseconds, wherever it is then.
    for micros in (0..40_u64).map(|step| step * step * 10) {
        let worker = generation::next_batch(&portal.app, partner);
        let _ = tokio::time::timeout(Duration::from_micros(micros), worker).await;
        assert!([0, 6].contains(&portal.agreements().await), "half a batch");
    }
    for micros in [500, 2_000, 5_000] {
        let worker = tokio::spawn({
            let app = portal.app.clone();
            async move { jobs::run_due(&app).await }
        });
        tokio::time::sleep(Duration::from_micros(micros)).await;
        worker.abort();
        let _ = worker.await;
    }
    // Whoever held the job is gone: another takes it when its time is over.
    portal.clock.forward(SignedDuration::from_mins(2));
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 6);
}

async fn two_workers_at_once(portal: TestPortal) {
    let partner = six_waiting(&portal).await;
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let app = portal.app.clone();
            tokio::spawn(async move {
                let mut made = 0;
                loop {
                    match generation::next_batch(&app, partner).await.expect("an answer") {
                        0 => return made,
                        some => made += some,
                    }
                }
            })
        })
        .collect();
    let mut made = 0;
    for worker in workers {
        made += worker.await.expect("no panic");
    }
    portal.run_jobs().await;
    assert_eq!((made, portal.agreements().await), (6, 6));
}

async fn numbers_run_through_and_begin_anew_each_year(portal: TestPortal) {
    six_waiting(&portal).await;
    portal.run_jobs().await;
    portal.join(Sample::Nationwide("Windkracht", "energie")).await;
    portal.clock.set("2027-01-01T00:00:30+01:00");
    portal.join(Sample::In("Aqua", "water", &["Urk"])).await;
    let mut numbers: Vec<_> = lines(&portal).await.into_iter().map(|line| line.number).collect();
    numbers.sort();
    let wanted: Vec<_> =
        (1..=12).map(|number| format!("LCV-2026-{number:06}")).chain(["LCV-2027-000001".to_owned()]).collect();
    assert_eq!(numbers, wanted, "no hole, no number twice, and the Dutch new year counts");
}

async fn only(portal: &TestPortal) -> (AgreementId, agreements::Kept) {
    let lines = lines(portal).await;
    assert_eq!(lines.len(), 1);
    let mut tx = portal.app.read().await.expect("a transaction");
    let kept = agreements::find(&mut tx, lines[0].id).await.expect("an answer").expect("there");
    (lines[0].id, kept)
}

fn slots(kept: &agreements::Kept) -> Vec<(Side, u16, OrganisationId)> {
    kept.parts.revision.slots.iter().map(|slot| (slot.side, slot.ordinal, slot.organisation)).collect()
}

const PARTY: &str = "SELECT f.json FROM facts f JOIN revisions r ON r.party_facts = f.digest WHERE r.agreement_id = $1";
const PARTNER: &str =
    "SELECT f.json FROM facts f JOIN revisions r ON r.partner_facts = f.digest WHERE r.agreement_id = $1";

async fn a_revision_fixes_its_facts_and_slots(portal: TestPortal) {
    let party = portal.join(Sample::Municipality("Almere")).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let (id, kept) = only(&portal).await;
    assert_eq!((kept.parts.revision.number, kept.template.as_str()), (1, generation::TEMPLATE));
    assert_eq!(slots(&kept), [(Side::Municipality, 1, party), (Side::Partner, 1, partner)]);
    assert_eq!(kept.members, None);
    let party = portal.column(PARTY, id.0).await.concat();
    for words in ["Almere", "college", "bkr_vps", "Lou van Almere", "1234 AB"] {
        assert!(party.contains(words), "{words}: {party}");
    }
    // Contact persons stand in an informative annex: their change makes no revision. No address of a
    // person is a fact of an agreement.
    assert!(!party.contains("Kim") && !party.contains("lou@"), "{party}");
    let partner = portal.column(PARTNER, id.0).await.concat();
    assert!(partner.contains("Zonnestroom") && partner.contains("energie"), "{partner}");
}

async fn those_who_sign_together_have_two_slots(portal: TestPortal) {
    let party = portal.join(Sample::Municipality("Almere")).await;
    let mut answers = answers_of(Sample::Nationwide("Zonnestroom", "energie"), &portal.kvk());
    answers.signatories.push(testkit::person("Mo", "Zonnestroom", "directeur"));
    "register".clone_into(&mut answers.signatories[1].ground);
    answers.jointly = true;
    let partner = portal.join_with(Applicant::SignalPartner, &answers).await;
    let (_, kept) = only(&portal).await;
    assert_eq!(
        slots(&kept),
        [(Side::Municipality, 1, party), (Side::Partner, 1, partner), (Side::Partner, 2, partner)]
    );
}

async fn an_executor_that_must_be_a_party_has_a_slot(portal: TestPortal) {
    let executor = portal.join(Sample::Executor("Kredietbank Midden")).await;
    let mut answers = answers_of(Sample::Municipality("Almere"), &portal.kvk());
    answers.executor = "yes".into();
    answers.executor_name = "kredietbank midden".into();
    answers.executor_party = true;
    let party = portal.join_with(Applicant::Municipality, &answers).await;
    let partner = portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let (_, kept) = only(&portal).await;
    assert_eq!(kept.parts.executor, Some(executor));
    let wanted = [(Side::Municipality, 1, party), (Side::Partner, 1, partner), (Side::Executor, 1, executor)];
    assert_eq!(slots(&kept), wanted);
    // One that only does the work is no party.
    let mut answers = answers_of(Sample::Municipality("Urk"), &portal.kvk());
    answers.executor = "yes".into();
    answers.executor_name = "Kredietbank Midden".into();
    portal.join_with(Applicant::Municipality, &answers).await;
    let lines = lines(&portal).await;
    let urk = lines.iter().find(|line| line.party_name == "Urk").expect("an agreement");
    let mut tx = portal.app.read().await.expect("a transaction");
    let kept = agreements::find(&mut tx, urk.id).await.expect("an answer").expect("there");
    assert_eq!((kept.parts.executor, kept.parts.revision.slots.len()), (None, 2));
}

async fn a_joint_body_and_a_partner_share_one(portal: TestPortal) {
    let party = portal.join(Sample::JointBody("Regio", &["Urk", "Dronten", "Lelystad"])).await;
    let partner = portal.join(Sample::In("Aqua", "water", &["Dronten", "Lelystad", "Almere"])).await;
    let (_, kept) = only(&portal).await;
    let members = kept.members.expect("an annex");
    for (code, inside) in [("GM0303", true), ("GM0995", true), ("GM0184", false), ("GM0034", false)] {
        assert_eq!(members.contains(code), inside, "{code}: {members}");
    }
    let mut tx = portal.app.read().await.expect("a transaction");
    let shared = coverage::shared(&mut tx, party, partner, date(2026, 11, 24)).await.expect("a list");
    assert_eq!(shared.len(), 2);
    let map = agreements::map_of(&mut tx, partner, date(2026, 11, 24)).await.expect("a map");
    let shown: Vec<_> = map.iter().map(|(code, ..)| code.to_string()).collect();
    assert_eq!(shown, ["GM0303", "GM0995"], "a member in which the partner is not active shows no agreement");
}

async fn each_has_its_event(portal: TestPortal) {
    portal.join(Sample::Municipality("Almere")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let (id, _) = only(&portal).await;
    let mut tx = portal.app.read().await.expect("a transaction");
    let history = audit::history(&mut tx, Subject::Agreement(id)).await.expect("a history");
    let told: Vec<_> = history.iter().map(|line| (line.doer, line.event.code())).collect();
    assert_eq!(told, [(domain::audit::Doer::Portal, "agreement_prepared")]);
}

async fn many_pairs_come_in_batches(portal: TestPortal) {
    let plan = app::demo::Plan { municipalities: 205, partners: 0, mix: false, look_around: false, seed: 1 };
    app::demo::build(&portal.app, plan).await.expect("municipalities");
    let registered = portal.register_partner_nationwide("Zonnestroom", "energie").await;
    let partner = portal.accept(&registered).await;
    // The first batch stands; then the process dies.
    assert_eq!(generation::next_batch(&portal.app, partner).await.expect("a batch"), 200);
    assert_eq!(portal.agreements().await, 200);
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 205);
}
