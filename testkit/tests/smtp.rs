//! Hand-over to a real mail server: encryption and login, a certificate that is verified.

use app::{
    agreements::{
        Query,
        moves::{self, Selection, Step},
    },
    mail::{Letter, Smtp, SmtpSettings},
    ports::{MailTransport, NotSent, PortFuture},
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    sync::Arc,
};
use tempfile::TempDir;
use testkit::{CaughtMail, Engine, Sample, TestPortal};

/// The server of `testkit/smtp/sink.py`, running.
struct Sink {
    child: Child,
    folder: TempDir,
    port: u16,
    root_pem: Vec<u8>,
}

impl Sink {
    fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut child = Command::new(python())
            .arg("smtp/sink.py")
            .arg("--maildir")
            .arg(folder.path())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python starts: `make test` sets it up and names it in VROEGTEKEN_TEST_SMTP_PYTHON");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("its first line");
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("the server did not start: {line:?}"));
        let port = told["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        let root_pem = told["root_pem"].as_str().expect("a root").as_bytes().to_vec();
        Self { child, folder, port, root_pem }
    }

    fn settings(&self) -> SmtpSettings {
        SmtpSettings {
            host: "localhost".into(),
            port: self.port,
            login: Some(("portal".into(), "geheim-voor-de-test".into())),
            root_pem: Some(self.root_pem.clone()),
            from: "Vroegteken <portaal@vroegteken.example>".into(),
        }
    }

    /// What arrived, in order.
    fn mails(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).expect("the maildir").filter_map(Result::ok);
        let mut files: Vec<_> =
            files.map(|file| file.path()).filter(|p| p.extension().is_some_and(|e| e == "eml")).collect();
        files.sort();
        files.iter().map(|file| fs::read_to_string(file).expect("a mail")).collect()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no other way to be told which Python has the packages")]
fn python() -> String {
    std::env::var("VROEGTEKEN_TEST_SMTP_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn letter() -> Letter {
    Letter {
        to: "anna@zeewolde.example".into(),
        language: "nl".into(),
        subject: "Één vraag over uw aanmelding".into(),
        plain: "Goedendag,\n\nEen regel met een é.\n.\nNa een punt alleen.\n".into(),
        html: "<!doctype html><p>Goedendag</p>".into(),
        message_id: "<0190-1@portaal.vroegteken.example>".into(),
        way_out: None,
    }
}

async fn offer(settings: SmtpSettings, letter: &Letter) -> Result<(), NotSent> {
    Smtp::new(settings).expect("good settings").send(letter).await
}

#[tokio::test]
async fn a_mail_arrives_whole() {
    let sink = Sink::start(&[]);
    offer(sink.settings(), &letter()).await.expect("handed over");
    // The same again: with the same Message-ID, so that a reader sees one.
    offer(sink.settings(), &letter()).await.expect("handed over");
    let mails = sink.mails();
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        let (headers, body) = mail.split_once("\r\n\r\n").expect("headers and a body");
        for header in [
            "Message-ID: <0190-1@portaal.vroegteken.example>",
            "To: anna@zeewolde.example",
            "Auto-Submitted: auto-generated",
            "Content-Language: nl",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;",
        ] {
            assert!(headers.contains(header), "{header}: {headers}");
        }
        assert!(headers.contains("From: ") && headers.contains("<portaal@vroegteken.example>"), "{headers}");
        assert!(headers.contains("Date: "), "{headers}");
        let plain = body.find("Content-Type: text/plain; charset=utf-8").expect("a text part");
        let html = body.find("Content-Type: text/html; charset=utf-8").expect("an HTML part");
        assert!(plain < html, "the richest part comes last (RFC 2046, section 5.1.4)");
        assert!(body.contains("Na een punt alleen."), "{body}");
    }
}

#[tokio::test]
async fn a_certificate_of_another_name_is_refused() {
    let sink = Sink::start(&["--host-name", "mail.elders.example"]);
    let refused = offer(sink.settings(), &letter()).await;
    assert!(matches!(&refused, Err(NotSent::Later(why)) if why.contains("certificate")), "{refused:?}");
    assert!(sink.mails().is_empty());
}

#[tokio::test]
async fn a_certificate_of_an_unknown_root_is_refused() {
    let sink = Sink::start(&[]);
    let refused = offer(SmtpSettings { root_pem: None, ..sink.settings() }, &letter()).await;
    assert!(matches!(&refused, Err(NotSent::Later(why)) if why.contains("certificate")), "{refused:?}");
    assert!(sink.mails().is_empty());
}

#[tokio::test]
async fn a_server_without_starttls_is_refused() {
    let sink = Sink::start(&["--no-starttls"]);
    let refused = offer(sink.settings(), &letter()).await;
    assert!(matches!(refused, Err(NotSent::Later(_))), "{refused:?}");
    assert!(sink.mails().is_empty(), "neither the mail nor the password goes over a plain connection");
}

#[tokio::test]
async fn a_wrong_password_and_none_are_refused() {
    let sink = Sink::start(&[]);
    for login in [Some(("portal".to_owned(), "fout".to_owned())), None] {
        let refused = offer(SmtpSettings { login, ..sink.settings() }, &letter()).await;
        assert!(refused.is_err());
    }
    assert!(sink.mails().is_empty());
}

#[tokio::test]
async fn a_recipient_that_does_not_exist_is_never_tried_again() {
    let sink = Sink::start(&["--refuse", "anna@zeewolde.example"]);
    let refused = offer(sink.settings(), &letter()).await;
    assert_eq!(refused, Err(NotSent::Never("the mail server answered 550".into())), "without the address");
}

#[tokio::test]
async fn nobody_there_means_later() {
    let settings = {
        let sink = Sink::start(&[]);
        sink.settings()
    };
    let refused = offer(settings, &letter()).await;
    assert!(matches!(refused, Err(NotSent::Later(_))), "{refused:?}");
}

#[tokio::test]
async fn wrong_settings_are_said_in_words() {
    let sink = Sink::start(&[]);
    let wrong = SmtpSettings { from: "geen adres".into(), ..sink.settings() };
    assert_eq!(Smtp::new(wrong).err().as_deref(), Some("the sender is no mail address"));
    let wrong = SmtpSettings { root_pem: Some(b"-----BEGIN CERTIFICATE-----\nonzin".to_vec()), ..sink.settings() };
    assert!(Smtp::new(wrong).is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_outbox_goes_to_a_real_server_and_its_secrets_go() {
    let sink = Sink::start(&[]);
    let smtp = Smtp::new(sink.settings()).expect("good settings");
    let portal = TestPortal::with_transport(Engine::Sqlite, Arc::new(smtp)).await;
    let sample = Sample::Municipality("Zeewolde");
    let token = portal.draft(sample.applicant(), &testkit::answers_of(sample, &portal.kvk())).await;
    assert_eq!(portal.run_jobs().await, 1);
    let mails = sink.mails();
    assert_eq!(mails.len(), 1);
    // Quoted-printable breaks lines with `=`.
    let text = mails[0].replace("=\r\n", "");
    assert!(text.contains(&token.reveal()), "the link is in the mail: {text}");
    assert!(!portal.everything().await.contains(&token.reveal()));
}

/// Monday's mails go to the real server, all others are caught.
struct MondaysOnly {
    smtp: Smtp,
    others: Arc<CaughtMail>,
}

impl MailTransport for MondaysOnly {
    fn send<'a>(&'a self, letter: &'a Letter) -> PortFuture<'a, Result<(), NotSent>> {
        if letter.message_id.starts_with("<maandag-") { self.smtp.send(letter) } else { self.others.send(letter) }
    }
}

/// Zeewolde with these partners, all released and standing; it is the Sunday before the mail.
async fn on_sunday(sink: &Sink, partners: &[&str]) -> TestPortal {
    let smtp = Smtp::new(sink.settings()).expect("good settings");
    let others = Arc::<CaughtMail>::default();
    let transport = MondaysOnly { smtp, others: Arc::clone(&others) };
    let mut portal = TestPortal::with_transport(Engine::Sqlite, Arc::new(transport)).await;
    portal.mail = others;
    portal.join(Sample::Municipality("Zeewolde")).await;
    for partner in partners {
        portal.join(Sample::In(partner, "energie", &["Zeewolde"])).await;
    }
    let kim = portal.actor("kim@zeewolde.example").await;
    let all = Selection::Matching(Query::default());
    moves::step_many(&portal.app, &kim, &all, Step::Release).await.expect("released");
    portal.run_jobs().await;
    portal.clock.set("2026-11-29T20:00:00+01:00");
    portal
}

/// Recipient and Message-ID of each of Monday's mails that arrived.
fn mondays(sink: &Sink) -> Vec<(String, String)> {
    let header = |mail: &str, name: &str| {
        let lines = mail.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        lines.lines().find_map(|line| line.strip_prefix(name).map(|value| value.trim().to_owned())).unwrap_or_default()
    };
    let mails = sink.mails();
    let mails = mails.iter().map(|mail| (header(mail, "To:"), header(mail, "Message-ID:")));
    mails.filter(|(_, id)| id.starts_with("<maandag-2026-W49-")).collect()
}

async fn monday(portal: &TestPortal) -> app::monday::Standing {
    let administrator = portal.administrator().await;
    app::monday::runs(&portal.app, &administrator, 1).await.expect("runs")[0].1
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answer_after_the_final_dot_is_lost_and_the_copy_has_the_same_id() {
    let sink = Sink::start(&["--drop", "1"]);
    let portal = on_sunday(&sink, &["Aqua", "Zonnestroom"]).await;
    portal.clock.set("2026-11-30T08:00:00+01:00");
    assert!(app::monday::tick(&portal.app).await.expect("looked"));
    portal.run_jobs().await;
    let standing = monday(&portal).await;
    assert_eq!((standing.made, standing.waiting), (3, 1), "one cannot know");
    assert_eq!(mondays(&sink).len(), 3, "though its mail was taken");
    portal.clock.forward(jiff::SignedDuration::from_mins(5));
    portal.run_jobs().await;
    let arrived = mondays(&sink);
    let ids: BTreeSet<_> = arrived.iter().map(|(_, id)| id).collect();
    assert_eq!((arrived.len(), ids.len(), monday(&portal).await.sent), (4, 3, 3), "{arrived:?}");
    assert_eq!(arrived[0], arrived[3], "the copy is the same mail");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn busy_from_sunday_to_wednesday_and_refusing_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let busy = folder.path().join("busy");
    let sink = Sink::start(&["--busy", busy.to_str().expect("a plain path"), "--refuse", "lou@aqua.example"]);
    let portal = on_sunday(&sink, &["Aqua", "Zonnestroom"]).await;
    std::fs::write(&busy, "").expect("written");
    portal.clock.set("2026-11-30T08:00:00+01:00");
    assert!(app::monday::tick(&portal.app).await.expect("looked"));
    for _ in 0..6 {
        portal.run_jobs().await;
        portal.clock.forward(jiff::SignedDuration::from_hours(8));
    }
    assert!(mondays(&sink).is_empty());
    assert_eq!(monday(&portal).await.waiting, 3);
    std::fs::remove_file(&busy).expect("gone");
    portal.clock.set("2026-12-02T10:00:00+01:00");
    portal.run_jobs().await;
    let standing = monday(&portal).await;
    assert_eq!((standing.made, standing.sent, standing.refused), (3, 2, 1), "one mailbox does not exist");
    let to: Vec<_> = mondays(&sink).into_iter().map(|(to, _)| to).collect();
    assert!(to.len() == 2 && !to.contains(&"lou@aqua.example".to_owned()), "{to:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_server_gets_each_mail_once() {
    let sink = Sink::start(&["--slow", "0.3"]);
    let portal = on_sunday(&sink, &["Aqua", "Zonnestroom"]).await;
    portal.clock.set("2026-11-30T08:00:00+01:00");
    assert!(app::monday::tick(&portal.app).await.expect("looked"));
    // Two workers of two nodes.
    let (one, two) = tokio::join!(app::jobs::run_due(&portal.app), app::jobs::run_due(&portal.app));
    assert!(one.is_ok() && two.is_ok());
    let ids: BTreeSet<_> = mondays(&sink).into_iter().map(|(_, id)| id).collect();
    assert_eq!((mondays(&sink).len(), ids.len()), (3, 3));
}

#[tokio::test]
async fn a_way_out_stands_in_the_headers_where_there_is_one() {
    let sink = Sink::start(&[]);
    offer(sink.settings(), &letter()).await.expect("handed over");
    let way_out = Some("https://portaal.vroegteken.example/mails/afmelden/AbC-_1".to_owned());
    offer(sink.settings(), &Letter { way_out, ..letter() }).await.expect("handed over");
    let mails = sink.mails();
    assert!(!mails[0].contains("List-Unsubscribe"), "{}", mails[0]);
    let headers = mails[1].split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
    assert!(
        headers.contains("List-Unsubscribe: <https://portaal.vroegteken.example/mails/afmelden/AbC-_1>"),
        "{headers}"
    );
    assert!(headers.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{headers}");
}
