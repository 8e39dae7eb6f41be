//! Killed while it generates: every pair exactly once, whatever the moment.
//!
//! The test process accepts partners in the same database; the real binary makes their agreements
//! and is killed with SIGKILL at random moments until they all stand. `VROEGTEKEN_KILLS` says how
//! often (5 by default), `VROEGTEKEN_SEED` repeats a run.

use crate::process::{Serving, run};
use app::{
    App, Settings,
    authority::{NewAuthority, OwnAuthority},
    documents::InProcess,
    ports::{Clock, MailTransport, NotSent, PortFuture, Ports, SigningService, SystemClock, SystemRandomness, TimeIds},
    registrations,
};
use domain::{
    access::{Acting, Actor},
    registration::{Answers, Applicant, PersonAnswer},
};
use std::{path::Path, sync::Arc, time::Duration};
use storage::{Db, agreements, people, store::Store};

const MUNICIPALITIES: i64 = 342;

struct NoMail;

impl MailTransport for NoMail {
    fn send<'a>(&'a self, _: &'a app::mail::Letter) -> PortFuture<'a, Result<(), NotSent>> {
        Box::pin(async { Ok(()) })
    }
}

pub(crate) fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

pub(crate) fn seed() -> u64 {
    let seed = number("VROEGTEKEN_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("VROEGTEKEN_SEED={seed}");
    seed
}

fn authority() -> Option<Arc<dyn SigningService>> {
    let (association, passphrase) = ("Vroegteken", "a passphrase of a test");
    let new = NewAuthority { association, passphrase, now: SystemClock.now(), demo: true };
    Some(Arc::new(OwnAuthority::in_memory(&new, "http://localhost").expect("an authority")))
}

pub(crate) async fn app(url: &str, data: &Path) -> App {
    let db = Db::connect(url).await.expect("the database is there");
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids = Arc::new(TimeIds::new(clock.clone()));
    let ports = Ports {
        clock,
        ids,
        randomness: Arc::new(SystemRandomness),
        mail: Arc::new(NoMail),
        store: Arc::new(Store::folder(&data.join("documents")).expect("a store")),
        renderer: Arc::new(InProcess),
        // Only whether there is one counts here: the binary signs with its own key.
        signing: authority(),
    };
    let mut settings = Settings::new("http://localhost", true);
    settings.writes_mails = true;
    App::new(db, ports, settings)
}

fn answers(index: u64) -> Answers {
    let person = |who: &str| PersonAnswer {
        name: format!("{who} Jansen"),
        email: format!("{who}@partner-{index}.example"),
        phone: "020 123 45 67".into(),
        function: "directeur".into(),
        ground: "register".into(),
        ..PersonAnswer::default()
    };
    Answers {
        registrant_name: "Anna Jansen".into(),
        registrant_email: format!("anna@partner-{index}.example"),
        name: format!("Partner {index}"),
        kvk: format!("8{index:07}"),
        street: "Laan 1".into(),
        postcode: "1234 AB".into(),
        city: "Utrecht".into(),
        sector: "energie".into(),
        area: "country".into(),
        contacts: vec![person("anna")],
        signatories: vec![person("bram")],
        executor: "no".into(),
        ..Answers::default()
    }
}

/// Accepts a nationwide partner, whose agreements the serving binary makes.
pub(crate) async fn accept(app: &App, administrator: &Actor, index: u64) {
    let language = app::mail::Language::Dutch;
    let token = registrations::begin(app, Applicant::SignalPartner, answers(index), language).await.expect("begun");
    registrations::submit(app, &token).await.expect("sent in");
    let draft = registrations::draft(app, &token).await.expect("there");
    // The mail with the link may have been handed over by the binary already: confirm by the outbox or the mailbox.
    let confirmation = confirmation(app, &draft.registration.email).await;
    let confirmed = registrations::confirm(app, &confirmation).await.expect("confirmed");
    let version = confirmed.version + 1;
    registrations::accept(app, administrator, confirmed.id, version, None).await.expect("accepted");
}

async fn confirmation(app: &App, email: &str) -> app::secret::Token {
    let find = |text: &str| {
        let rest = text.split("/aanmelden/bevestigen/").nth(1)?;
        app::secret::Token::parse(rest.get(..43)?)
    };
    for _ in 0..200 {
        let mut tx = app.read().await.expect("reads");
        let waiting = storage::outbox::list(&mut tx, None, None, 50).await.expect("reads");
        let arrived = storage::mailbox::list(&mut tx, Some(email), 10).await.expect("reads");
        drop(tx);
        let own = waiting.iter().filter(|mail| mail.to == email).filter_map(|mail| mail.secrets.as_deref());
        if let Some(token) = own.chain(arrived.iter().map(|mail| mail.plain.as_str())).find_map(find) {
            return token;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no confirmation for {email}");
}

async fn standing(app: &App) -> i64 {
    agreements::total(&mut app.read().await.expect("reads")).await.expect("counts")
}

/// `within` is how long, in milliseconds, the binary lives at most before it is killed.
async fn killed_again_and_again(data: &Path, url: &str, within: u64, settings: &[(&str, &str)], further: &[&str]) {
    let kills = number("VROEGTEKEN_KILLS").unwrap_or(5);
    let mut random = fastrand::Rng::with_seed(seed());
    let app = app(url, data).await;
    let person = people::by_email(&mut app.read().await.expect("reads"), app::demo::ADMINISTRATOR).await;
    let person = person.expect("reads").expect("the demo has an administrator");
    let administrator = Actor::Person { id: person.id, acting: Acting::Administration, signs: false };
    let mut partners = 0;
    let mut halfway = 0;
    for kill in 0..kills {
        for _ in 0..random.u64(1..=2) {
            accept(&app, &administrator, partners).await;
            partners += 1;
        }
        let serving = Serving::start(data, further, settings);
        tokio::time::sleep(Duration::from_millis(random.u64(0..within))).await;
        serving.kill();
        let stand = standing(&app).await;
        if stand < i64::try_from(partners).expect("few") * MUNICIPALITIES {
            halfway += 1;
        }
        println!("kill {kill}: {stand} agreements stand of {partners} partners");
    }
    println!("{halfway} of {kills} kills hit while agreements were missing");
    let serving = Serving::start(data, further, settings);
    let expected = i64::try_from(partners).expect("few") * MUNICIPALITIES;
    for _ in 0..1200 {
        let mut tx = app.read().await.expect("reads");
        let open = storage::jobs::due(&mut tx, "work", app.now()).await.expect("counts");
        drop(tx);
        if open == 0 && standing(&app).await >= expected {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    serving.terminate();
    let mut tx = app.read().await.expect("reads");
    assert_eq!(agreements::doubles(&mut tx).await.expect("counts"), 0, "no pair twice");
    assert_eq!(agreements::total(&mut tx).await.expect("counts"), expected, "every pair once");
    assert_eq!(storage::jobs::due(&mut tx, "work", app.now()).await.expect("counts"), 0, "nothing is stuck");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_sqlite_every_pair_stands_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let path = data.to_str().expect("a plain path");
    let made = run(&["demo", "--data", path, "--municipalities", "342", "--partners", "0"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let url = format!("sqlite:{}", data.join("portal.sqlite3").display());
    killed_again_and_again(&data, &url, 700, &[], &["--demo"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_postgres_every_pair_stands_once() {
    let url = new_postgres("killed");
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let path = data.to_str().expect("a plain path");
    let made = run(&["demo", "--data", path, "--database", &url, "--municipalities", "342", "--partners", "0"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let settings = [("VROEGTEKEN_JOB_LEASE_SECONDS", "1")];
    killed_again_and_again(&data, &url, 3000, &settings, &["--demo", "--database", &url]).await;
}

/// A database of its own on the server of the tests.
pub(crate) fn new_postgres(name: &str) -> String {
    let server = std::env::var("VROEGTEKEN_TEST_POSTGRES")
        .expect("VROEGTEKEN_TEST_POSTGRES names a PostgreSQL server; scripts/with-postgres.sh starts one");
    let name = format!("{name}_{:016x}", fastrand::u64(..));
    let made = std::process::Command::new("psql")
        .args([&server, "-qc", &format!("CREATE DATABASE {name}")])
        .status()
        .expect("psql runs");
    assert!(made.success());
    let (base, _) = server.rsplit_once('/').expect("a URL with a database");
    format!("{base}/{name}")
}
