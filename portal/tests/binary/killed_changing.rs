//! Killed while it carries a change out: every agreement follows exactly once, whatever the moment.
//!
//! The test process decides a change of a partner with 342 agreements in the same database; the real binary carries
//! it out and is killed with SIGKILL at random moments until all have followed. `VROEGTEKEN_KILLS` says how often (5 by
//! default), `VROEGTEKEN_SEED` repeats a run.

use crate::{
    killed::{accept, app, new_postgres, number, seed},
    process::{Serving, run},
};
use app::{App, changes, mail::Language, organisations};
use domain::{
    access::{Acting, Actor},
    agreement::StateKind,
    change::{Effect, Kind, Stage},
    ids::{ChangeId, OrganisationId},
};
use std::{path::Path, time::Duration};
use storage::people;

const MUNICIPALITIES: u64 = 342;

async fn kept(app: &App, id: ChangeId) -> storage::changes::Change {
    let mut tx = app.read().await.expect("reads");
    storage::changes::find(&mut tx, id).await.expect("reads").expect("there")
}

/// The partner that was accepted last.
async fn partner(app: &App, administrator: &Actor) -> OrganisationId {
    let query = organisations::Query { text: "Partner 0".into(), ..organisations::Query::default() };
    let list = organisations::list(app, administrator, &query, &organisations::Piece::First).await.expect("a list");
    list.page.lines[0].id
}

/// Decides another address for the partner, which changes what stands in every agreement.
async fn decide(app: &App, administrator: &Actor, own: OrganisationId, round: u64) -> ChangeId {
    let shown = organisations::show(app, administrator, own).await.expect("shown");
    let mut answers = changes::answers_now(&shown, app.today());
    answers.street = format!("Nieuwe weg {round}");
    let asked = changes::direct(app, administrator, own, Some(Kind::Facts), &answers, Language::Dutch).await;
    let id = asked.expect("asked").expect("it waits");
    let review = changes::review(app, administrator, id).await.expect("a review");
    let preview = review.preview.expect("it waits").expect("it is possible");
    assert_eq!(preview.tally.of(StateKind::Prepared, Effect::Revised), MUNICIPALITIES);
    changes::accept(app, administrator, id, review.change.version, &preview.digest).await.expect("accepted");
    id
}

/// How many agreements of the partner have this version now.
async fn at_version(app: &App, own: OrganisationId, version: u32) -> u64 {
    let mut tx = app.read().await.expect("reads");
    let mut after = None;
    let mut count = 0;
    loop {
        let pairs = storage::changes::pairs(&mut tx, storage::changes::Leg::Partner(own), after, 500).await;
        let pairs = pairs.expect("reads");
        let Some(last) = pairs.last() else { return count };
        after = Some(last.id);
        for pair in pairs {
            let kept = storage::agreements::find(&mut tx, pair.id).await.expect("reads").expect("there");
            count += u64::from(kept.parts.revision.number == version);
        }
    }
}

async fn killed_again_and_again(data: &Path, url: &str, settings: &[(&str, &str)], further: &[&str]) {
    let kills = number("VROEGTEKEN_KILLS").unwrap_or(5);
    let mut random = fastrand::Rng::with_seed(seed());
    let app = app(url, data).await;
    let person = people::by_email(&mut app.read().await.expect("reads"), app::demo::ADMINISTRATOR).await;
    let person = person.expect("reads").expect("the demo has an administrator");
    let administrator = Actor::Person { id: person.id, acting: Acting::Administration, signs: false };
    accept(&app, &administrator, 0).await;
    while app::generation::next_batch(&app, partner(&app, &administrator).await).await.expect("made") > 0 {}
    let own = partner(&app, &administrator).await;
    let mut halfway = 0;
    for round in 1..=kills {
        let id = decide(&app, &administrator, own, round).await;
        let version = u32::try_from(round + 1).expect("few");
        let serving = Serving::start(data, further, settings);
        tokio::time::sleep(Duration::from_millis(random.u64(0..900))).await;
        serving.kill();
        let (change, followed) = (kept(&app, id).await, at_version(&app, own, version).await);
        assert_eq!(change.happened.touched(), followed, "progress and agreements are written together");
        if followed > 0 && followed < MUNICIPALITIES {
            halfway += 1;
        }
        println!("kill {round}: {followed} of {MUNICIPALITIES} have followed");
        let serving = Serving::start(data, further, settings);
        for _ in 0..600 {
            if kept(&app, id).await.stage == Stage::Done {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        serving.terminate();
        let change = kept(&app, id).await;
        assert_eq!(change.stage, Stage::Done);
        assert_eq!(change.happened, change.foreseen.expect("it was foreseen"), "what was previewed is what happened");
        assert_eq!(at_version(&app, own, version).await, MUNICIPALITIES, "each once, none twice");
    }
    println!("{halfway} of {kills} kills hit while agreements were following");
    let mut tx = app.read().await.expect("reads");
    assert_eq!(storage::jobs::due(&mut tx, "work", app.now()).await.expect("counts"), 0, "nothing is stuck");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_sqlite_every_agreement_follows_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let path = data.to_str().expect("a plain path");
    let made = run(&["demo", "--data", path, "--municipalities", "342", "--partners", "0"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let url = format!("sqlite:{}", data.join("portal.sqlite3").display());
    killed_again_and_again(&data, &url, &[], &["--demo"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_postgres_every_agreement_follows_once() {
    let url = new_postgres("changing");
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let path = data.to_str().expect("a plain path");
    let made = run(&["demo", "--data", path, "--database", &url, "--municipalities", "342", "--partners", "0"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let settings = [("VROEGTEKEN_JOB_LEASE_SECONDS", "1")];
    killed_again_and_again(&data, &url, &settings, &["--demo", "--database", &url]).await;
}
