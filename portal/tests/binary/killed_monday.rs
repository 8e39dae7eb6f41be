//! Killed while Monday's mails are made and handed over: each person's mail is made once, and none is lost.
//!
//! The test process prepares what waits; the real binary, on PostgreSQL two of them on one database, makes the mails and
//! hands them to a real mail server, and is killed with SIGKILL at random moments. `VROEGTEKEN_MONDAY_KILLS` says how
//! often (5 by default), `VROEGTEKEN_SEED` repeats a run.

use crate::{
    killed::{app, new_postgres, number, seed},
    killed_signing::{release, until},
    process::{Serving, run},
};
use app::App;
use domain::monday::{due, monday_of};
use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};
use storage::{Db, documents, offers, store::Digest};

const MUNICIPALITIES: &str = "80";
const PARTNERS: &str = "1";
/// A signatory of each; one of them may sign for all municipalities.
const PEOPLE: i64 = 80 + 1;

/// The mail server of `testkit/smtp/sink.py`, running.
struct Sink {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl Sink {
    fn start(folder: &Path) -> Self {
        let python = std::env::var("VROEGTEKEN_TEST_SMTP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let mails = folder.join("mails");
        let mut child = Command::new(python)
            .args(["../testkit/smtp/sink.py", "--maildir"])
            .arg(&mails)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python starts: `make test` names one with aiosmtpd in VROEGTEKEN_TEST_SMTP_PYTHON");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("its first line");
        let told: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let root = told["root_pem"].as_str().expect("a root");
        fs::write(folder.join("root.pem"), root).expect("written");
        let port = told["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        Self { child, folder: mails, port }
    }

    /// How often each Message-ID arrived; from here on the folder is empty.
    fn take(&self) -> BTreeMap<String, usize> {
        let mut arrived = BTreeMap::new();
        for file in fs::read_dir(&self.folder).expect("the folder").filter_map(Result::ok) {
            let mail = fs::read_to_string(file.path()).expect("a mail").replace("\r\n ", " ");
            let id = mail.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("a Message-ID");
            // Notices of the day, if it is one, are none of Monday's.
            if id.starts_with("<maandag-") {
                *arrived.entry(id.to_owned()).or_default() += 1;
            }
            fs::remove_file(file.path()).expect("gone");
        }
        arrived
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn execute(db: &Db, sql: &'static str) {
    match db {
        Db::Sqlite { write, .. } => sqlx::query(sql).execute(write).await.map(drop),
        Db::Postgres(pool) => sqlx::query(sql).execute(pool).await.map(drop),
    }
    .expect("both engines know it");
}

/// Everything is released, and its documents are said to stand: nobody looks into them here.
async fn prepare(app: &App) {
    release(app).await;
    let lines = storage::agreements::list(
        &mut app.read().await.expect("reads"),
        storage::agreements::Scope::All,
        &storage::agreements::Filter::default(),
        None,
        i64::MAX,
    )
    .await;
    let mut tx = app.db().begin().await.expect("writes");
    for line in lines.expect("a list") {
        let kept = storage::agreements::find(&mut tx, line.id).await.expect("reads").expect("there");
        let revision = kept.parts.revision.id;
        let asked = documents::find(&mut tx, revision).await.expect("reads").expect("asked for").asked_at;
        let stands = documents::ready(&mut tx, revision, asked, (Digest([7; 32]), 1), 1, app.now()).await;
        assert!(stands.expect("writes"));
    }
    assert!(offers::rebuild(&mut tx).await.expect("offers") > 0);
    tx.commit().await.expect("writes");
    // What is real from here on is the mail server.
    for sql in ["DELETE FROM jobs", "UPDATE meta SET value = 'real' WHERE key = 'mode'"] {
        execute(app.db(), sql).await;
    }
}

/// As if this week had not been.
async fn forget_the_week(app: &App) {
    for sql in ["DELETE FROM jobs", "DELETE FROM monday_mails", "DELETE FROM monday_runs", "DELETE FROM mails"] {
        execute(app.db(), sql).await;
    }
    // In the small hours of a Monday nothing is due yet: then the run was begun by somebody else.
    if due(app.now()).is_none() {
        let monday = monday_of(app.today());
        let mut tx = app.db().begin().await.expect("writes");
        storage::monday::begin(&mut tx, monday, app.now()).await.expect("begun");
        let payload = serde_json::to_string(&app::monday::Payload { monday }).expect("plain data");
        let (id, lane, kind, run_at) = (app.ports().id(), app::monday::LANE, app::monday::JOB, app.now());
        storage::jobs::add(&mut tx, storage::jobs::NewJob { id, lane, kind, payload, run_at }, run_at)
            .await
            .expect("put up");
        tx.commit().await.expect("writes");
    }
}

async fn made(app: &App) -> Vec<String> {
    let sql = "SELECT m.message_id FROM monday_mails w JOIN mails m ON m.id = w.mail_id ORDER BY m.message_id";
    match app.db() {
        Db::Sqlite { read, .. } => sqlx::query_scalar(sql).fetch_all(read).await,
        Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await,
    }
    .expect("both engines know it")
}

/// Whether the run is finished and every mail was taken.
async fn all_is_done(app: &App) -> bool {
    let mut tx = app.read().await.expect("reads");
    let runs = storage::monday::runs(&mut tx, 1).await.expect("reads");
    let Some(run) = runs.first().filter(|run| run.finished_at.is_some()) else { return false };
    let standings = storage::monday::standings(&mut tx, run.monday).await.expect("reads");
    standings.iter().all(|(state, _)| state == "sent") && storage::jobs::open(&mut tx).await.expect("counts") == 0
}

async fn killed_again_and_again(folder: &Path, url: &str, nodes: usize, within: u64) {
    let kills = number("VROEGTEKEN_MONDAY_KILLS").unwrap_or(5);
    let mut random = fastrand::Rng::with_seed(seed());
    let app = app(url, &folder.join("node-0")).await;
    prepare(&app).await;
    let sink = Sink::start(folder);
    let (port, root) = (sink.port.to_string(), folder.join("root.pem").display().to_string());
    let settings = [
        ("VROEGTEKEN_SMTP_HOST", "localhost"),
        ("VROEGTEKEN_SMTP_PORT", port.as_str()),
        ("VROEGTEKEN_SMTP_USERNAME", "portal"),
        ("VROEGTEKEN_SMTP_PASSWORD", "geheim-voor-de-test"),
        ("VROEGTEKEN_SMTP_CA_FILE", root.as_str()),
        ("VROEGTEKEN_MAIL_FROM", "Vroegteken <portaal@vroegteken.example>"),
        ("VROEGTEKEN_JOB_LEASE_SECONDS", "2"),
    ];
    let start = |node: usize| Serving::start(&folder.join(format!("node-{node}")), &["--database", url], &settings);
    let (mut halfway, mut copies) = (0, 0);
    for kill in 0..kills {
        forget_the_week(&app).await;
        let serving: Vec<_> = (0..nodes).map(start).collect();
        tokio::time::sleep(Duration::from_millis(random.u64(0..within))).await;
        serving.into_iter().for_each(Serving::kill);
        let there = made(&app).await.len();
        halfway += usize::from(!all_is_done(&app).await);
        let serving: Vec<_> = (0..nodes).map(start).collect();
        until("the run and its mails", async || all_is_done(&app).await).await;
        serving.into_iter().for_each(Serving::kill);
        let (made, arrived) = (made(&app).await, sink.take());
        let distinct: Vec<_> = arrived.keys().cloned().collect();
        assert_eq!(i64::try_from(made.len()).expect("few"), PEOPLE, "kill {kill}: one for each person");
        assert_eq!(distinct, made, "kill {kill}: distinct Message-IDs equal mails made");
        let more = arrived.values().sum::<usize>() - made.len();
        copies += more;
        println!("kill {kill}: {there} made before it, {more} copies");
    }
    println!(
        "{halfway} of {kills} kills hit while something was undone; {copies} copies, each with the Message-ID of the first"
    );
}

fn data(folder: &Path, url: Option<&str>) {
    let node = folder.join("node-0");
    let node = node.to_str().expect("a plain path");
    let mut arguments = vec!["demo", "--data", node, "--municipalities", MUNICIPALITIES, "--partners", PARTNERS];
    arguments.extend(url.iter().flat_map(|url| ["--database", url]));
    let made = run(&arguments);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    // A demo brings keys that a real portal does not start with.
    let _ = fs::remove_dir_all(folder.join("node-0/keys"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_sqlite_each_mail_is_made_once() {
    let folder = tempfile::tempdir().expect("a folder");
    data(folder.path(), None);
    let url = format!("sqlite:{}", folder.path().join("node-0/portal.sqlite3").display());
    killed_again_and_again(folder.path(), &url, 1, 1500).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_killed_on_postgres_each_mail_is_made_once() {
    let url = new_postgres("monday");
    let folder = tempfile::tempdir().expect("a folder");
    data(folder.path(), Some(&url));
    killed_again_and_again(folder.path(), &url, 2, 2500).await;
}
