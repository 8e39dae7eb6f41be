//! A municipality with a thousand partners: the change stays in batches, whatever stops it.

use super::{accept, kept};
use app::{changes, generation, mail::Language, organisations};
use domain::{
    change::{Kind, Stage},
    ids::OrganisationId,
    party::{OrganisationKind, PartnerKind},
    registration::{Answers, Applicant, Stage as Registered},
};
use storage::{organisations as rows, registrations};
use testkit::{Sample, TestPortal, on_both};

on_both!(a_thousand_partners_in_batches);

const PARTNERS: usize = 1_000;

/// Partners as accepted registrations leave them, without people and mails.
async fn partners(portal: &TestPortal) {
    let now = portal.app.now();
    let mut tx = portal.app.db().begin().await.expect("a transaction");
    for n in 0..PARTNERS {
        let registration = registrations::Registration {
            id: portal.app.ports().id(),
            applicant: Applicant::SignalPartner,
            stage: Registered::Draft,
            answers: Answers::default(),
            language: "nl".into(),
            name: format!("Partner {n:04}"),
            email: format!("kim@partner-{n}.example"),
            version: 1,
            begun_at: now,
            changed_at: now,
            submitted_at: None,
            confirmed_at: None,
            queued_at: None,
            decided_at: None,
            decided_by: None,
            question: None,
            reason: None,
            organisation: None,
        };
        let digest = app::secret::digest("test partner", &[&n.to_be_bytes()]);
        registrations::add(&mut tx, &registration, digest).await.expect("added");
        let partner = rows::Organisation {
            id: portal.app.ports().id::<OrganisationId>(),
            kind: OrganisationKind::SignalPartner,
            name: registration.name.clone(),
            kvk: Some(format!("7{n:07}")),
            sector: Some("energie".into()),
            partner_kind: Some(PartnerKind::EnergySupplier),
            municipality: None,
            province: None,
            organ: None,
            system: None,
            street: "Weg 1".into(),
            postcode: "1234 AB".into(),
            city: "Utrecht".into(),
            website: None,
            nationwide: true,
            jointly: false,
            executor: None,
            executor_name: None,
            executor_party: false,
            clients: None,
            registration: registration.id,
            accepted_at: now,
            generated_at: Some(now),
            ended_at: None,
        };
        rows::add(&mut tx, &partner).await.expect("added");
    }
    tx.commit().await.expect("a commit");
}

async fn a_thousand_partners_in_batches(portal: TestPortal) {
    let own = portal.join(Sample::Municipality("Zeewolde")).await;
    partners(&portal).await;
    while generation::next_batch(&portal.app, own).await.expect("made") > 0 {}
    assert_eq!(portal.agreements().await, i64::try_from(PARTNERS).expect("few"));
    let noor = portal.administrator().await;
    let shown = organisations::show(&portal.app, &noor, own).await.expect("shown");
    let mut answers = changes::answers_now(&shown, portal.app.today());
    answers.system.code = "inforing".into();
    let asked = changes::direct(&portal.app, &noor, own, Some(Kind::System), &answers, Language::Dutch).await;
    let id = asked.expect("asked").expect("it waits");
    let foreseen = accept(&portal, id).await;
    let all = u64::try_from(PARTNERS).expect("few");
    assert_eq!(foreseen.touched(), all);
    let revised =
        "SELECT v.id FROM revisions v JOIN agreements a ON a.revision_id = v.id WHERE a.party_id = $1 AND v.number = 2";
    let (mut before, mut steps) = (0, 0);
    while changes::next_batch(&portal.app, id).await.expect("carried out") {
        steps += 1;
        let now = portal.uuids(revised, own.0).await.len();
        assert!(now - before <= 50, "{} in one transaction", now - before);
        let told = kept(&portal, id).await.happened.touched();
        assert_eq!(u64::try_from(now).expect("few"), told, "progress and agreements are written together");
        before = now;
    }
    assert!(steps >= PARTNERS / 50, "{steps}");
    assert_eq!(before, PARTNERS);
    let change = kept(&portal, id).await;
    assert_eq!((change.stage, change.happened.touched()), (Stage::Done, all));
    portal.run_jobs().await;
    assert_eq!(portal.uuids(revised, own.0).await.len(), PARTNERS, "the job finds nothing left to do");
}
