//! What is erased in time, and what stays.

use app::{housekeeping, registrations};
use domain::{
    audit::{Event, Subject},
    registration::{Applicant, Stage},
};
use jiff::SignedDuration;
use storage::{audit, registrations as kept};
use testkit::{Sample, Server, TestPortal, answers_of, on_both};

on_both!(
    drafts_that_nobody_sends_in_are_erased,
    a_refused_registration_stays_a_year,
    mails_lose_their_words_and_jobs_go,
    a_code_that_was_never_handed_over_is_erased,
    what_counts_stays,
);

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

async fn stage(portal: &TestPortal, id: domain::ids::RegistrationId) -> Option<Stage> {
    let mut tx = portal.app.read().await.expect("a transaction");
    kept::find(&mut tx, id).await.expect("an answer").map(|registration| registration.stage)
}

async fn clean(portal: &TestPortal) {
    housekeeping::run(&portal.app).await.expect("it forgets");
}

async fn drafts_that_nobody_sends_in_are_erased(portal: TestPortal) {
    let answers = answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
    let left = portal.draft(Applicant::Municipality, &answers).await;
    let left = registrations::draft(&portal.app, &left).await.expect("a draft").registration.id;
    let sent = portal.draft(Applicant::Municipality, &answers).await;
    registrations::submit(&portal.app, &sent).await.expect("sent in");
    let unconfirmed = registrations::draft(&portal.app, &sent).await.expect("a draft").registration.id;
    let waiting = portal.register_municipality("Almere").await.id;
    portal.run_jobs().await;
    portal.clock.forward(days(30) - SignedDuration::from_secs(1));
    clean(&portal).await;
    assert_eq!(stage(&portal, left).await, Some(Stage::Draft));
    portal.clock.forward(SignedDuration::from_mins(1));
    clean(&portal).await;
    assert_eq!((stage(&portal, left).await, stage(&portal, unconfirmed).await), (None, None));
    assert_eq!(stage(&portal, waiting).await, Some(Stage::Confirmed), "what waits for a decision is never erased");
    let mut tx = portal.app.read().await.expect("a transaction");
    let history = audit::history(&mut tx, Subject::Registration(left)).await.expect("a history");
    assert_eq!(history.last().expect("a line").event.code(), "registration_erased", "each deletion is an event");
    drop(tx);
    let left_over = portal.everything().await;
    assert!(!left_over.lines().any(|line| line.starts_with("registrations.") && line.contains("zeewolde.example")));
}

async fn a_refused_registration_stays_a_year(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    registrations::refuse(&portal.app, &administrator, registered.id, registered.version, "Nee.")
        .await
        .expect("refused");
    portal.run_jobs().await;
    portal.clock.forward(days(364));
    clean(&portal).await;
    assert_eq!(stage(&portal, registered.id).await, Some(Stage::Refused));
    portal.clock.forward(days(2));
    clean(&portal).await;
    assert_eq!(stage(&portal, registered.id).await, None);
}

async fn mails_lose_their_words_and_jobs_go(portal: TestPortal) {
    portal.register_municipality("Zeewolde").await;
    portal.clock.forward(days(91));
    clean(&portal).await;
    let left = portal.everything().await;
    let of = |column: &str| left.lines().filter(|line| line.starts_with(column)).collect::<Vec<_>>();
    assert!(of("mails.body: ").iter().all(|line| *line == "mails.body: []"), "{:?}", of("mails.body: "));
    assert_eq!(of("mails.subject: ").len(), 3, "that there was a mail is still known");
    assert!(of("jobs.id: ").is_empty());
    clean(&portal).await;
    let mut tx = portal.app.read().await.expect("a transaction");
    let history = audit::history(&mut tx, Subject::Portal).await.expect("a history");
    let history: Vec<_> = history.into_iter().map(|line| line.event).collect();
    assert_eq!(history, [Event::MailsEmptied { number: 3 }], "each deletion is an event, told once");
}

async fn a_code_that_was_never_handed_over_is_erased(portal: TestPortal) {
    portal.administrator().await;
    portal.mail.set(Server::Down);
    let mut client = portal.client();
    client.get("/inloggen").await;
    client.post("/inloggen", &[("email", TestPortal::ADMINISTRATOR)]).await.expect_status(303);
    portal.run_jobs().await;
    assert!(portal.everything().await.contains("mails.secrets: "));
    portal.clock.forward(SignedDuration::from_mins(61));
    clean(&portal).await;
    assert!(!portal.everything().await.contains("mails.secrets: "));
    // The server is up again: a mail without its code is of no use and is not sent.
    portal.mail.set(Server::Up);
    portal.run_jobs().await;
    assert_eq!(portal.mail.to(TestPortal::ADMINISTRATOR).len(), 1);
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    noor.get("/beheer/mails").await.expect_status(200);
}

async fn what_counts_stays(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    portal.sign_in("kim@zeewolde.example").await;
    for _ in 0..3 {
        portal.clock.forward(days(400));
        clean(&portal).await;
    }
    let mut tx = portal.app.read().await.expect("a transaction");
    let history = audit::history(&mut tx, Subject::Portal).await.expect("a history");
    let forgotten = history.iter().filter(|line| line.event.code() == "sign_ins_forgotten").count();
    assert_eq!(forgotten, 1, "who signed in is forgotten, and that it is, is not");
    drop(tx);
    assert_eq!(portal.agreements().await, 1);
    let mut kim = portal.sign_in("kim@zeewolde.example").await;
    kim.get("/overeenkomsten").await.expect_status(200).expect_text("LCV-2026-000001");
    let mut tx = portal.app.read().await.expect("a transaction");
    let log = audit::newest(&mut tx, None, None, 1_000).await.expect("the log");
    let signed_in = log.iter().filter(|line| line.event.code() == "signed_in").count();
    assert_eq!(signed_in, 1, "who signed in is forgotten after a year");
    assert!(log.iter().any(|line| line.event.code() == "agreement_prepared"));
}
