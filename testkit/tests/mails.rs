//! Mail: nothing lost, nothing twice, no secret left behind.

use app::{
    AppError,
    jobs::{self, Piece},
    registrations,
};
use domain::registration::Applicant;
use jiff::SignedDuration;
use std::collections::BTreeSet;
use testkit::{Sample, Server, TestPortal, answers_of, on_both};

on_both!(
    a_server_that_is_down_for_an_hour_loses_nothing,
    a_lost_answer_gives_the_same_mail_again,
    a_refused_mail_is_shown_and_can_go_again,
    no_secret_is_left_after_hand_over,
    the_administrator_reads_mails_without_secrets,
    every_mail_is_text_and_html_with_its_own_id,
    a_use_case_that_fails_mails_nothing,
);

async fn a_server_that_is_down_for_an_hour_loses_nothing(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    let before = portal.mail.all().len();
    portal.mail.set(Server::Down);
    portal.accept(&registered).await;
    let offered = portal.mail.offered();
    for _ in 0..60 {
        portal.run_jobs().await;
        portal.clock.forward(SignedDuration::from_mins(1));
    }
    assert_eq!(portal.mail.all().len(), before);
    let tried = portal.mail.offered() - offered;
    assert!((30..300).contains(&tried), "three mails were offered {tried} times in an hour: often, but not wildly");
    let health = jobs::health(&portal.app, &administrator).await.expect("health");
    assert_eq!((health.waiting_mails, health.refused_mails), (3, 0));
    assert!(health.troubled_jobs >= 3, "the administrator sees it: {health:?}");
    portal.mail.set(Server::Up);
    portal.clock.forward(SignedDuration::from_mins(5));
    portal.run_jobs().await;
    let arrived: Vec<_> = portal.mail.all().split_off(before).into_iter().map(|letter| letter.message_id).collect();
    assert_eq!((arrived.len(), arrived.iter().collect::<BTreeSet<_>>().len()), (3, 3));
    portal.clock.forward(SignedDuration::from_hours(24));
    assert_eq!(portal.run_jobs().await, 0);
}

async fn a_lost_answer_gives_the_same_mail_again(portal: TestPortal) {
    portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    let before = portal.mail.all().len();
    portal.mail.set(Server::AnswerLost);
    portal.accept(&registered).await;
    portal.run_jobs().await;
    portal.mail.set(Server::Up);
    portal.clock.forward(SignedDuration::from_mins(5));
    portal.run_jobs().await;
    let arrived = portal.mail.all().split_off(before);
    let (first, second) = arrived.split_at(3);
    assert_eq!(first, second, "each came twice, the same to the last letter");
}

async fn a_refused_mail_is_shown_and_can_go_again(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    portal.mail.set(Server::Refuses);
    portal.accept(&registered).await;
    portal.run_jobs().await;
    let health = jobs::health(&portal.app, &administrator).await.expect("health");
    assert_eq!((health.waiting_mails, health.refused_mails), (0, 3));
    let refused = jobs::mails(&portal.app, &administrator, Piece::First, Some("refused")).await.expect("mails").lines;
    assert_eq!(refused[0].last_error.as_deref(), Some("the mail server answered 550"));
    portal.mail.set(Server::Up);
    jobs::retry_mail(&portal.app, &administrator, refused[0].id).await.expect("again");
    let twice = jobs::retry_mail(&portal.app, &administrator, refused[0].id).await;
    assert!(matches!(twice, Err(AppError::Stale)), "{twice:?}");
    portal.run_jobs().await;
    assert_eq!(portal.mail.all().iter().filter(|letter| letter.message_id == refused[0].message_id).count(), 1);
    let (row, _) = jobs::mail(&portal.app, &administrator, refused[0].id).await.expect("the mail");
    assert_eq!((row.state.as_str(), row.last_error), ("sent", None));
}

async fn no_secret_is_left_after_hand_over(portal: TestPortal) {
    portal.administrator().await;
    let answers = answers_of(Sample::Municipality("Zeewolde"), &portal.kvk());
    let draft = portal.draft(Applicant::Municipality, &answers).await;
    registrations::submit(&portal.app, &draft).await.expect("sent in");
    let mut client = portal.client();
    client.get("/inloggen").await;
    client.post("/inloggen", &[("email", TestPortal::ADMINISTRATOR)]).await.expect_status(303);
    let waiting = portal.everything().await;
    portal.run_jobs().await;
    let email = &answers.registrant_email;
    let code = portal.mail.code(TestPortal::ADMINISTRATOR);
    let last = |path: &str| portal.mail.link(email, path).rsplit('/').next().unwrap_or_default().to_owned();
    let secrets = [code.clone(), last("/aanmelden/verder/"), last("/aanmelden/bevestigen/")];
    let left = portal.everything().await;
    for secret in &secrets {
        let places: Vec<_> = waiting.lines().filter(|line| line.contains(secret.as_str())).collect();
        assert!(!places.is_empty() && places.iter().all(|line| line.starts_with("mails.secrets: ")), "{places:?}");
        assert!(!left.contains(secret.as_str()), "a secret stays after the mail was handed over");
    }
    assert!(!left.contains(&format!("{} {}", &code[..4], &code[4..])));
    // What the browser holds stands nowhere either: only digests do.
    client.post("/inloggen/code", &[("code", &code)]).await.expect_status(303);
    let session = client.cookie("__Host-sessie").expect("signed in").to_owned();
    let left = portal.everything().await;
    assert!(!left.contains(&session) && !left.contains(&draft.reveal()));
}

async fn the_administrator_reads_mails_without_secrets(portal: TestPortal) {
    let administrator = portal.administrator().await;
    let registered = portal.register_municipality("Zeewolde").await;
    let link = portal.mail.link(&registered.email, "/aanmelden/bevestigen/");
    portal.mail.set(Server::Down);
    let mut client = portal.client();
    client.get("/inloggen").await;
    client.post("/inloggen", &[("email", TestPortal::ADMINISTRATOR)]).await.expect_status(303);
    let mails = jobs::mails(&portal.app, &administrator, Piece::First, None).await.expect("mails").lines;
    assert!(mails.iter().any(|mail| mail.kind == "sign_in_code" && mail.secrets.is_some()), "it waits with its code");
    for mail in &mails {
        let (_, shown) = jobs::mail(&portal.app, &administrator, mail.id).await.expect("the mail");
        assert!(!shown.plain.contains(&link), "{}", shown.plain);
        if mail.kind == "sign_in_code" {
            let digits = shown.plain.chars().filter(char::is_ascii_digit).count();
            assert!(digits <= 2, "only the 15 minutes: {}", shown.plain);
        }
    }
    portal.mail.set(Server::Up);
    portal.run_jobs().await;
}

async fn every_mail_is_text_and_html_with_its_own_id(portal: TestPortal) {
    portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let all = portal.mail.all();
    let ids: BTreeSet<_> = all.iter().map(|letter| letter.message_id.as_str()).collect();
    assert!(all.len() >= 7 && ids.len() == all.len());
    for letter in &all {
        assert!(letter.message_id.ends_with("@portaal.vroegteken.example>"), "{}", letter.message_id);
        assert!(letter.plain.len() > 50 && letter.html.starts_with("<!doctype html>"), "{}", letter.subject);
        assert!(!letter.plain.contains("••") && !letter.html.contains("••"), "{}", letter.subject);
        for url in letter.plain.split_whitespace().filter(|word| word.starts_with("http")) {
            assert!(url.starts_with(testkit::PUBLIC_URL), "{url}");
            assert!(letter.html.contains(&url.replace('&', "&amp;")), "{url} is not in the HTML");
        }
    }
}

async fn a_use_case_that_fails_mails_nothing(portal: TestPortal) {
    let administrator = portal.administrator().await;
    portal.join(Sample::Municipality("Zeewolde")).await;
    let registered = portal.register_municipality("Zeewolde").await;
    let before = portal.mail.all().len();
    // It gets as far as the coverage, and then needs a day.
    let refused = registrations::accept(&portal.app, &administrator, registered.id, registered.version, None).await;
    assert!(matches!(refused, Err(AppError::NeedsHandOver)), "{refused:?}");
    assert_eq!((portal.run_jobs().await, portal.mail.all().len()), (0, before));
    let left = portal.everything().await;
    assert_eq!(left.lines().filter(|line| line.starts_with("organisations.name: ")).count(), 1);
}
