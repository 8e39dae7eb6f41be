//! What is logged: routes and numbers, never people, addresses, tokens or codes.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
};
use testkit::{Sample, Server, TestPortal, answers_of};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// The one test of this file: a subscriber is for the whole process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_holds_no_personal_data_and_no_secrets() {
    let lines = Lines::default();
    let filter = EnvFilter::new("trace");
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(lines.clone());
    tracing::subscriber::set_global_default(subscriber.finish()).expect("the first in this process");

    let portal = TestPortal::sqlite().await;
    let sample = Sample::Municipality("Zeewolde");
    let mut answers = answers_of(sample, "87654321");
    answers.registrant_name = "Wilhelmina Zoekmij".into();
    answers.registrant_email = "wilhelmina@zoekmij.example".into();
    answers.contacts[0].phone = "030 555 66 77".into();
    let mut client = portal.client();
    client.get("/aanmelden/gemeente/begin").await;
    for step in sample.applicant().steps() {
        client.post_step(sample.applicant(), *step, &answers).await.expect_status(303);
    }
    // Once with a server that refuses, so that failures are logged too.
    portal.mail.set(Server::Down);
    portal.run_jobs().await;
    portal.mail.set(Server::Up);
    portal.clock.forward(jiff::SignedDuration::from_mins(10));
    portal.run_jobs().await;
    let confirm = portal.mail.link(&answers.registrant_email, "/aanmelden/bevestigen/");
    let resume = portal.mail.link(&answers.registrant_email, "/aanmelden/verder/");
    client.get(&resume).await;
    client.get(&confirm).await;
    client.post(&confirm, &[]).await;
    client.get("/aanmelden/bevestigen/onzin?email=geheim@elders.example").await;
    portal.administrator().await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    let code = portal.mail.code(TestPortal::ADMINISTRATOR);
    noor.get("/overeenkomsten?zoek=zoekterm-van-iemand").await;
    noor.get("/beheer").await;
    noor.get("/organisatie").await.expect_status(403);
    portal.run_jobs().await;

    let log = String::from_utf8_lossy(&lines.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
    assert!(log.contains("/aanmelden/{kind}/{step}") && log.contains("a job is tried again"), "something is logged");
    assert!(log.contains("route=\"/organisatie\" status=403"), "what was refused stands there");
    let token = |link: &str| link.rsplit('/').next().unwrap_or_default().to_owned();
    let session = noor.cookie("__Host-sessie").expect("signed in").to_owned();
    let mut secrets = vec![code, token(&confirm), token(&resume), session, client.token().to_owned()];
    let personal = [
        "Wilhelmina",
        "zoekmij",
        "030 555 66 77",
        "87654321",
        "Lou van",
        "@zeewolde.example",
        TestPortal::ADMINISTRATOR,
        "geheim@elders",
        "zoekterm-van-iemand",
        "203.0.113.7",
    ];
    secrets.extend(personal.map(str::to_owned));
    for secret in secrets {
        let place = log.lines().find(|line| line.contains(&secret));
        assert!(place.is_none(), "{secret} is in the log: {place:?}");
    }
}
