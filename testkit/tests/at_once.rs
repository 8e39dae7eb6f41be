//! Two people, or two nodes, at the same time: one is first, the other is told, nothing is half.

use app::{
    AppError,
    jobs::{self, Piece},
    registrations,
};
use domain::registration::Applicant;
use jiff::{SignedDuration, civil::date};
use std::time::Duration;
use storage::{agreements, audit, coverage, organisations, people};
use testkit::{Registered, Sample, TestPortal, answers_of, on_both};
use tokio::sync::watch;

on_both!(
    two_registrations_of_one_municipality,
    people_that_two_organisations_share,
    after_a_hand_over_only_the_new_party_counts,
    workers_do_what_is_put_up_and_stop_when_told,
    what_a_dead_process_held_is_taken_up,
    every_kind_of_event_is_recorded,
);

/// Accepts all at the same time and gives who was accepted.
async fn accept_at_once(portal: &TestPortal, all: Vec<Registered>) -> Vec<Result<(), AppError>> {
    let administrator = portal.administrator().await;
    let accepting: Vec<_> = all
        .into_iter()
        .map(|Registered { id, version, .. }| {
            let app = portal.app.clone();
            tokio::spawn(async move { registrations::accept(&app, &administrator, id, version, None).await.map(drop) })
        })
        .collect();
    let mut answers = Vec::new();
    for accepted in accepting {
        answers.push(accepted.await.expect("no panic"));
    }
    portal.run_jobs().await;
    answers
}

async fn two_registrations_of_one_municipality(portal: TestPortal) {
    let mut all = vec![portal.register_municipality("Zeewolde").await];
    all.push(portal.register_municipality("Zeewolde").await);
    all.push(portal.register_joint_body("Regio", &["Zeewolde", "Urk"]).await);
    let answers = accept_at_once(&portal, all).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    for refused in answers.into_iter().filter_map(Result::err) {
        assert!(matches!(refused, AppError::NeedsHandOver | AppError::Stale), "{refused:?}");
    }
    let mut tx = portal.app.read().await.expect("a transaction");
    let covered = coverage::on(&mut tx, portal.app.today()).await.expect("a list");
    let times = covered.iter().filter(|c| c.municipality.as_str() == "GM0050").count();
    let count = organisations::count(&mut tx, &organisations::Filter::default()).await.expect("a count");
    assert_eq!((times, count), (1, 1), "who lost left nothing behind");
}

async fn people_that_two_organisations_share(portal: TestPortal) {
    let names = ["Zonnestroom", "Windkracht", "Waterkracht", "Aardwarmte", "Getijden", "Biomassa"];
    let mut all = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let mut answers = answers_of(Sample::Nationwide(name, "energie"), &portal.kvk());
        // The same five people everywhere, named in another order each time.
        answers.contacts =
            ["Ada", "Bea", "Cor", "Dik", "Eva"].map(|first| testkit::person(first, "Holding", "lid")).into();
        answers.contacts.rotate_left(index % 5);
        if index % 2 == 1 {
            answers.contacts.reverse();
        }
        all.push(portal.register_with(Applicant::SignalPartner, &answers).await);
    }
    let answers = accept_at_once(&portal, all).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let mut tx = portal.app.read().await.expect("a transaction");
    for first in ["ada", "bea", "cor", "dik", "eva"] {
        let person = people::by_email(&mut tx, &format!("{first}@holding.example")).await.expect("an answer");
        let memberships = people::memberships(&mut tx, person.expect("there").id).await.expect("memberships");
        assert_eq!(memberships.len(), names.len());
    }
}

async fn after_a_hand_over_only_the_new_party_counts(portal: TestPortal) {
    let administrator = portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    let Registered { id, version, .. } = portal.register_joint_body("Regio", &["Zeewolde", "Urk"]).await;
    let on = Some(date(2027, 1, 1));
    registrations::accept(&portal.app, &administrator, id, version, on).await.expect("accepted");
    portal.run_jobs().await;
    portal.join(Sample::In("Aqua", "water", &["Zeewolde"])).await;
    assert_eq!(portal.agreements().await, 2, "until then both need one");
    portal.clock.set("2027-01-01T08:00:00+01:00");
    portal.join(Sample::In("Zonnestroom", "energie", &["Zeewolde"])).await;
    assert_eq!(portal.agreements().await, 3, "from then on one does");
    let mut tx = portal.app.read().await.expect("a transaction");
    let filter = agreements::Filter { sector: Some("energie".into()), ..agreements::Filter::default() };
    let lines = agreements::list(&mut tx, agreements::Scope::All, &filter, None, 9).await.expect("a list");
    assert_eq!(lines.iter().map(|line| line.party_name.as_str()).collect::<Vec<_>>(), ["Regio"]);
}

async fn workers_do_what_is_put_up_and_stop_when_told(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let registered = portal.register_partner_nationwide("Zonnestroom", "energie").await;
    let (stop, stopping) = watch::channel(false);
    let workers: Vec<_> =
        jobs::LANES.map(|lane| tokio::spawn(jobs::work(portal.app.clone(), lane, stopping.clone()))).into();
    portal.accept(&registered).await;
    let mut waited = 0;
    while portal.agreements().await == 0 || portal.mail.to("lou@zonnestroom.example").is_empty() {
        assert!(waited < 200, "nobody does the work");
        waited += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stop.send(true).expect("they listen");
    for worker in workers {
        tokio::time::timeout(Duration::from_secs(10), worker).await.expect("it stops").expect("no panic");
    }
    portal.run_jobs().await;
}

async fn what_a_dead_process_held_is_taken_up(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let registered = portal.register_partner_nationwide("Zonnestroom", "energie").await;
    portal.accept(&registered).await;
    let lease = portal.app.now().checked_add(SignedDuration::from_mins(1)).expect("a time");
    let mut tx = portal.app.db().begin().await.expect("a transaction");
    let held = storage::jobs::claim(&mut tx, "work", portal.app.now(), lease).await.expect("an answer");
    assert!(held.is_some());
    tx.commit().await.expect("a commit");
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 0, "somebody holds it");
    jobs::release_left_behind(&portal.app).await.expect("let go");
    if !portal.app.db().is_single_node() {
        // Another node may be alive: its time has to be over.
        portal.clock.forward(SignedDuration::from_secs(61));
    }
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 1);
}

async fn every_kind_of_event_is_recorded(portal: TestPortal) {
    let administrator = portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let take = |registered: &Registered| (registered.id, registered.version);
    let app = &portal.app;
    let (id, version) = take(&portal.register_joint_body("Regio", &["Zeewolde", "Urk"]).await);
    registrations::accept(app, &administrator, id, version, Some(date(2027, 1, 1))).await.expect("accepted");
    let (id, version) = take(&portal.register_municipality("Almere").await);
    let city = registrations::Corrections { fields: vec![("city".into(), "Almere".into())] };
    registrations::correct(app, &administrator, id, version, city).await.expect("corrected");
    registrations::question(app, &administrator, id, version + 1, "Wat?").await.expect("asked");
    registrations::refuse(app, &administrator, id, version + 2, "Nee.").await.expect("refused");
    portal.mail.set(testkit::Server::Refuses);
    portal.run_jobs().await;
    portal.mail.set(testkit::Server::Up);
    let refused = jobs::mails(app, &administrator, Piece::First, Some("refused")).await.expect("mails").lines;
    jobs::retry_mail(app, &administrator, refused[0].id).await.expect("again");
    let waiting = jobs::jobs(app, &administrator, Piece::First, Some("open")).await.expect("jobs").lines;
    let waiting = waiting.into_iter().find(|job| job.state == "waiting");
    jobs::retry_job(app, &administrator, waiting.expect("the mail's").id).await.expect("again");
    portal.run_jobs().await;
    let draft = answers_of(Sample::Municipality("Urk"), &portal.kvk());
    portal.draft(Applicant::Municipality, &draft).await;
    portal.run_jobs().await;
    portal.clock.forward(SignedDuration::from_hours(24 * 31));
    app::housekeeping::run(&portal.app).await.expect("it forgets");
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    noor.get("/").await;
    noor.post("/taal", &[("taal", "en"), ("terug", "/")]).await.expect_status(303);
    noor.post("/uitloggen", &[]).await.expect_status(303);
    let mut tx = portal.app.read().await.expect("a transaction");
    let lines = audit::newest(&mut tx, None, None, 1_000).await.expect("the log");
    let mut kinds: Vec<_> = lines.iter().map(|line| line.event.code()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let wanted = [
        "administrator_invited",
        "agreement_prepared",
        "coverage_handed_over",
        "job_retried",
        "language_chosen",
        "mail_retried",
        "organisation_added",
        "person_invited",
        "registration_accepted",
        "registration_begun",
        "registration_confirmed",
        "registration_corrected",
        "registration_erased",
        "registration_questioned",
        "registration_refused",
        "registration_submitted",
        "signed_in",
        "signed_out",
    ];
    assert_eq!(kinds, wanted, "all but the moves of an agreement, which come with their acts");
    let kinds = audit::kinds(&mut tx).await.expect("kinds");
    assert_eq!(kinds.iter().map(|(_, n)| n).sum::<i64>(), i64::try_from(lines.len()).expect("few"));
}
