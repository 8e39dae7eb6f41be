//! Killed while both parties sign the same agreements: all signed once by each, none stuck.
//!
//! The test process releases and confirms; the real binary makes the documents and signs them, and is killed with
//! SIGKILL at random moments. `VROEGTEKEN_SIGNING_KILLS` says how often (5 by default), `VROEGTEKEN_SEED` repeats a run.

use crate::{
    killed::{app, new_postgres, number, seed},
    process::{Serving, run},
};
use app::{
    App,
    agreements::{
        Query,
        moves::{Selection, Step, step_many},
    },
    authority, signing_rounds,
};
use domain::{
    access::{Acting, Actor, Membership},
    agreement::StateKind,
    ids::{OrganisationId, PersonId, RoundId},
    party::{Ground, OrganisationKind, Role},
};
use signing::verify::{Outcome, Trust, verify};
use std::{collections::BTreeSet, path::Path, time::Duration};
use storage::{agreements, documents, organisations, people, rounds};

const MUNICIPALITIES: usize = 342;

pub(crate) async fn actor(app: &App, person: PersonId, organisation: OrganisationId) -> Actor {
    let memberships = people::memberships(&mut app.read().await.expect("reads"), person).await.expect("reads");
    let own = memberships.iter().find(|one| matches!(&one.organisation, Some((id, ..)) if *id == organisation));
    let acting = own.map_or(Acting::Nobody, Membership::acting);
    Actor::Person { id: person, acting, signs: memberships.iter().any(Membership::signs) }
}

pub(crate) async fn all(app: &App, kind: OrganisationKind) -> Vec<OrganisationId> {
    let filter = organisations::Filter { kind: Some(kind), ..organisations::Filter::default() };
    let found = organisations::list(&mut app.read().await.expect("reads"), &filter, None, i64::MAX).await;
    found.expect("reads").into_iter().map(|organisation| organisation.id).collect()
}

/// The first person in a role of an organisation, with the address.
pub(crate) async fn person(app: &App, organisation: OrganisationId, role: Role) -> (PersonId, String) {
    let members = people::members(&mut app.read().await.expect("reads"), organisation).await.expect("reads");
    let member = members.into_iter().find(|member| member.role == role).expect("somebody in this role");
    (member.person.id, member.person.email)
}

/// Everything is released by those who may; one mayor may sign for all of them.
pub(crate) async fn release(app: &App) -> (Actor, String) {
    let parties = all(app, OrganisationKind::Municipality).await;
    let (mayor, email) = person(app, parties[0], Role::Signatory).await;
    let mut tx = app.db().begin().await.expect("writes");
    for party in &parties[1..] {
        let role = people::NewRole {
            id: app.ports().id(),
            person: mayor,
            organisation: Some(*party),
            role: Role::Signatory,
            function: Some("wethouder".to_owned()),
            ground: Some(Ground::Mandate),
            mandate_date: None,
            works_at: None,
            given_by: None,
        };
        people::give(&mut tx, role, app.now()).await.expect("given");
    }
    tx.commit().await.expect("writes");
    for party in &parties {
        let (contact, _) = person(app, *party, Role::Contact).await;
        let contact = actor(app, contact, *party).await;
        let done = step_many(app, &contact, &Selection::Matching(Query::default()), Step::Release).await;
        assert_eq!(done.expect("released").moved, 1);
    }
    (actor(app, mayor, parties[0]).await, email)
}

/// The code from the mail, by the outbox or the mailbox of the demo.
async fn code(app: &App, email: &str) -> String {
    let find = |text: &str| text.split("#code=").nth(1).and_then(|rest| rest.get(..8)).map(str::to_owned);
    for _ in 0..400 {
        let mut tx = app.read().await.expect("reads");
        let arrived = storage::mailbox::list(&mut tx, Some(email), 3).await.expect("reads");
        drop(tx);
        if let Some(code) = arrived.iter().map(|mail| mail.plain.as_str()).find_map(find) {
            return code;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no code for {email}");
}

pub(crate) async fn confirm(app: &App, who: &Actor, email: &str, many: usize) -> RoundId {
    let waiting = signing_rounds::waiting(app, who).await.expect("a desk");
    assert_eq!(waiting.len(), many);
    let slots: Vec<_> = waiting.iter().map(|line| line.waiting.slot).collect();
    let begun = signing_rounds::begin(app, who, &slots, app::mail::Language::Dutch).await.expect("begun");
    let code = code(app, email).await;
    let confirmed = signing_rounds::confirm(app, who, begun.round, Some(&begun.secret), &code).await;
    assert_eq!(confirmed.expect("an answer"), Ok(()));
    begun.round
}

pub(crate) async fn signed(app: &App, round: RoundId) -> i64 {
    rounds::counts(&mut app.read().await.expect("reads"), round).await.expect("counts").1
}

pub(crate) async fn until(what: &str, mut done: impl AsyncFnMut() -> bool) {
    for _ in 0..3000 {
        if done().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("never: {what}");
}

async fn killed_while_both_sign(data: &Path, url: &str, within: u64, settings: &[(&str, &str)], further: &[&str]) {
    let kills = number("VROEGTEKEN_SIGNING_KILLS").unwrap_or(5);
    let mut random = fastrand::Rng::with_seed(seed());
    let app = app(url, data).await;
    let (mayor, mayor_email) = release(&app).await;
    let partner = all(&app, OrganisationKind::SignalPartner).await[0];
    let (director, director_email) = person(&app, partner, Role::Signatory).await;
    let director = actor(&app, director, partner).await;
    let serving = Serving::start(data, further, settings);
    until("documents", async || {
        let counts = documents::counts(&mut app.read().await.expect("reads")).await.expect("counts");
        counts == [(documents::Standing::Ready, i64::try_from(MUNICIPALITIES).expect("few"))]
    })
    .await;
    // The mails go out, and the binary dies before it has signed much.
    let many = MUNICIPALITIES;
    let both = [confirm(&app, &mayor, &mayor_email, many).await, confirm(&app, &director, &director_email, many).await];
    serving.kill();
    let all = i64::try_from(MUNICIPALITIES).expect("few");
    let mut halfway = 0;
    for kill in 0..kills {
        let before = signed(&app, both[0]).await + signed(&app, both[1]).await;
        let serving = Serving::start(data, further, settings);
        tokio::time::sleep(Duration::from_millis(random.u64(0..within))).await;
        serving.kill();
        let after = signed(&app, both[0]).await + signed(&app, both[1]).await;
        if after < 2 * all {
            halfway += 1;
        }
        println!("kill {kill}: {before} → {after} of {} signatures", 2 * all);
    }
    println!("{halfway} of {kills} kills hit while signatures were missing");
    let serving = Serving::start(data, further, settings);
    until("signatures", async || signed(&app, both[0]).await + signed(&app, both[1]).await == 2 * all).await;
    until("jobs", async || storage::jobs::open(&mut app.read().await.expect("reads")).await.expect("counts") == 0)
        .await;
    serving.terminate();
    check_all_signed(&app, data, both, MUNICIPALITIES).await;
}

/// Each agreement is signed once by each, and software says so.
pub(crate) async fn check_all_signed(app: &App, data: &Path, both: [RoundId; 2], many: usize) {
    let trust = Trust { roots: authority::roots(data).expect("roots"), ..Trust::default() };
    let mut tx = app.read().await.expect("reads");
    let scope = agreements::Scope::All;
    let lines = agreements::list(&mut tx, scope, &agreements::Filter::default(), None, i64::MAX).await.expect("a list");
    assert_eq!(lines.len(), many);
    for line in lines {
        assert_eq!(line.state, StateKind::Signed, "{}", line.number);
        let kept = agreements::find(&mut tx, line.id).await.expect("reads").expect("there");
        let revision = kept.parts.revision.id;
        let signatures = rounds::signatures(&mut tx, revision).await.expect("reads");
        let from: BTreeSet<_> = signatures.iter().map(|signature| signature.round).collect();
        assert_eq!((signatures.len(), from), (2, BTreeSet::from(both)), "{}", line.number);
        let document = documents::find(&mut tx, revision).await.expect("reads").expect("there");
        let bytes = app.ports().store.get(document.newest.expect("bytes")).await.expect("they are in the store");
        let report = verify(&bytes, &trust, app.now());
        assert!(matches!(report.outcome, Outcome::AllSigned), "{}: {report:?}", line.number);
        assert_eq!(report.signatures.len(), 2, "{}", line.number);
    }
}

pub(crate) fn made(data: &Path, municipalities: usize, further: &[&str]) {
    let path = data.to_str().expect("a plain path");
    let municipalities = municipalities.to_string();
    let mut arguments = vec!["demo", "--data", path, "--municipalities", &municipalities, "--partners", "1"];
    arguments.extend(further);
    let made = run(&arguments);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_sqlite_all_is_signed_once_by_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    made(&data, MUNICIPALITIES, &[]);
    let url = format!("sqlite:{}", data.join("portal.sqlite3").display());
    killed_while_both_sign(&data, &url, 900, &[], &["--demo"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_postgres_all_is_signed_once_by_each() {
    let url = new_postgres("signing");
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    made(&data, MUNICIPALITIES, &["--database", &url]);
    let settings = [("VROEGTEKEN_JOB_LEASE_SECONDS", "1")];
    killed_while_both_sign(&data, &url, 2500, &settings, &["--demo", "--database", &url]).await;
}

/// The disk is full for real: no file may grow beyond 64 KiB, and a document has more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_delays_documents_and_loses_none() {
    let url = new_postgres("full");
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let path = data.to_str().expect("a plain path");
    let made = run(&["demo", "--data", path, "--municipalities", "1", "--partners", "1", "--database", &url]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let app = app(&url, &data).await;
    release(&app).await;
    let further = ["--demo", "--database", &url];
    let serving = Serving::start_with_small_files(&data, &further, 64);
    until("a job that met the full disk", async || {
        let jobs = storage::jobs::troubled(&mut app.read().await.expect("reads")).await.expect("counts");
        jobs > 0
    })
    .await;
    assert_eq!(serving.get("/").0, 200, "it serves on");
    let counts = async || documents::counts(&mut app.read().await.expect("reads")).await.expect("counts");
    assert_eq!(counts().await, [(documents::Standing::Waiting, 1)]);
    serving.kill();
    let serving = Serving::start(&data, &further, &[("VROEGTEKEN_JOB_LEASE_SECONDS", "1")]);
    until("the document", async || counts().await == [(documents::Standing::Ready, 1)]).await;
    serving.terminate();
}
