//! Background work: taking jobs and doing them. A job may be done twice and says *later* or *never*.

mod lists;
mod mails;
mod overview;

pub use lists::{
    JOBS, JobView, LINES, MAILS, MailView, Page, Piece, job_counts, job_subjects, jobs, log, log_kinds, mail_counts,
    mails, subject_names,
};
pub use overview::{Clocks, Health, clocks, health, mail, ping, retry_job, retry_mail};

use crate::{
    App, AppError, changes, documents, generation, imports, keeping, monday, notices, ports::NotSent, signing_rounds,
};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use storage::{
    StorageError,
    jobs::{self, Job},
};
use tokio::sync::watch;

/// The kind of the job that hands a mail over.
pub const SEND_MAIL: &str = "send_mail";
/// The lane that hands over what goes to many at once: a sign-in code never waits behind it.
pub const BULK: &str = "bulk";
/// The lanes: mails never wait behind the making of agreements, nor signing behind typesetting.
pub const LANES: [&str; 6] = ["mail", "work", documents::LANE, signing_rounds::LANE, monday::LANE, BULK];

/// How many workers a lane has at the same time.
#[must_use]
pub fn width(app: &App, lane: &str) -> usize {
    match lane {
        documents::LANE => app.ports().renderer.width(),
        signing_rounds::LANE => 2,
        _ => 1,
    }
}

/// How a job ended.
pub(crate) enum Outcome {
    Done,
    Later(String),
    Never(String),
}

/// Works on one lane until `stop` says so; a job that runs is finished first.
pub async fn work(app: App, lane: &'static str, mut stop: watch::Receiver<bool>) {
    loop {
        let woken = app.woken();
        if *stop.borrow() {
            return;
        }
        match next(&app, lane).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(error = chain(&error), lane, "a worker cannot reach its jobs"),
        }
        tokio::select! {
            () = woken => {}
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
            _ = stop.changed() => {}
        }
    }
}

/// The causes of an error in one line, for the log; they hold no personal data.
#[must_use]
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}

/// Does every job that is due, of all lanes, and gives their number: for tests and the command line.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn run_due(app: &App) -> Result<usize, AppError> {
    let mut done = 0;
    loop {
        let before = done;
        for lane in LANES {
            done += drain(app, lane).await?;
        }
        if done == before {
            return Ok(done);
        }
    }
}

/// Does every job of one lane that is due, and gives their number: for tests.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn run_lane(app: &App, lane: &'static str) -> Result<usize, AppError> {
    drain(app, lane).await
}

/// Does what is due in a lane, as many at the same time as the lane has workers.
async fn drain(app: &App, lane: &'static str) -> Result<usize, AppError> {
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..width(app, lane) {
        let app = app.clone();
        workers.spawn(async move {
            let mut done = 0;
            while next(&app, lane).await? {
                done += 1;
            }
            Ok::<_, AppError>(done)
        });
    }
    let mut done = 0;
    while let Some(worker) = workers.join_next().await {
        done += worker.map_err(|_| AppError::Unreadable("worker"))??;
    }
    Ok(done)
}

/// Takes the next job of a lane and does it. `false`: none is due.
async fn next(app: &App, lane: &'static str) -> Result<bool, AppError> {
    let now = app.now();
    let mut tx = app.db().begin().await?;
    let job = jobs::claim(&mut tx, lane, now, lease(app, now)).await?;
    tx.commit().await?;
    let Some(job) = job else { return Ok(false) };
    let outcome = match perform(app, &job).await {
        Ok(outcome) => outcome,
        Err(error) => Outcome::Later(chain(&error)),
    };
    let now = app.now();
    let mut tx = app.db().begin().await?;
    match outcome {
        Outcome::Done => jobs::done(&mut tx, &job, now).await?,
        Outcome::Later(error) => {
            tracing::warn!(job = %job.id, kind = job.kind, attempts = job.attempts, error, "a job is tried again");
            jobs::retry(&mut tx, &job, now.checked_add(pause(job.attempts)).unwrap_or(now), &error).await?
        }
        Outcome::Never(error) => {
            tracing::error!(job = %job.id, kind = job.kind, error, "a job failed");
            jobs::fail(&mut tx, &job, now, &error).await?
        }
    };
    tx.commit().await?;
    Ok(true)
}

fn lease(app: &App, now: Timestamp) -> Timestamp {
    let lease = SignedDuration::try_from(app.settings().job_lease).unwrap_or(SignedDuration::from_secs(60));
    now.checked_add(lease).unwrap_or(Timestamp::MAX)
}

/// How long to wait before the next attempt: from two seconds, doubling, to five minutes.
fn pause(attempts: i64) -> SignedDuration {
    let doublings = u32::try_from(attempts.clamp(0, 8)).unwrap_or(8);
    SignedDuration::from_secs((1_i64 << doublings).min(300))
}

async fn perform(app: &App, job: &Job) -> Result<Outcome, AppError> {
    match job.kind.as_str() {
        SEND_MAIL => mails::send(app, job).await,
        generation::JOB => generate(app, job).await,
        documents::JOB => match serde_json::from_str(&job.payload) {
            Ok(payload) => documents::make(app, payload).await,
            Err(_) => Ok(Outcome::Never("unreadable payload".to_owned())),
        },
        imports::staged::JOB => match serde_json::from_str(&job.payload) {
            Ok(payload) => imports::staged::run(app, payload).await,
            Err(_) => Ok(Outcome::Never("unreadable payload".to_owned())),
        },
        signing_rounds::JOB => sign(app, job).await,
        keeping::JOB => erase(app, job).await,
        changes::JOB => change(app, job).await,
        monday::JOB => make_monday(app, job).await,
        notices::JOB => make_notices(app, job).await,
        other => Ok(Outcome::Never(format!("no such kind of job: {other}"))),
    }
}

async fn generate(app: &App, job: &Job) -> Result<Outcome, AppError> {
    let Ok(payload) = serde_json::from_str::<generation::Payload>(&job.payload) else {
        return Ok(Outcome::Never("unreadable payload".to_owned()));
    };
    while generation::next_batch(app, payload.organisation).await? > 0 {
        let mut tx = app.db().begin().await?;
        let held = jobs::extend(&mut tx, job, lease(app, app.now())).await?;
        tx.commit().await?;
        if !held {
            // Another worker took it; what is made stays made, and that one makes the rest.
            return Ok(Outcome::Done);
        }
    }
    Ok(Outcome::Done)
}

async fn erase(app: &App, job: &Job) -> Result<Outcome, AppError> {
    while keeping::erase_approved(app).await? {
        if !still_held(app, job).await? {
            return Ok(Outcome::Done);
        }
    }
    keeping::forget_facts(app).await?;
    Ok(Outcome::Done)
}

/// Goes on holding a job between two batches; `false`: another worker took it. What is done stays done, and
/// that one does the rest.
async fn still_held(app: &App, job: &Job) -> Result<bool, AppError> {
    let mut tx = app.db().begin().await?;
    let held = jobs::extend(&mut tx, job, lease(app, app.now())).await?;
    tx.commit().await?;
    Ok(held)
}

async fn change(app: &App, job: &Job) -> Result<Outcome, AppError> {
    let Ok(payload) = serde_json::from_str::<changes::Payload>(&job.payload) else {
        return Ok(Outcome::Never("unreadable payload".to_owned()));
    };
    while changes::next_batch(app, payload.change).await? {
        if !still_held(app, job).await? {
            return Ok(Outcome::Done);
        }
    }
    Ok(Outcome::Done)
}

async fn sign(app: &App, job: &Job) -> Result<Outcome, AppError> {
    let Ok(payload) = serde_json::from_str::<signing_rounds::Payload>(&job.payload) else {
        return Ok(Outcome::Never("unreadable payload".to_owned()));
    };
    let mut desk = signing_rounds::Desk::default();
    loop {
        match signing_rounds::next_batch(app, payload.round, &mut desk).await? {
            signing_rounds::Progress::More => {}
            signing_rounds::Progress::Finished => return Ok(Outcome::Done),
            signing_rounds::Progress::Later(why) => return Ok(Outcome::Later(why)),
        }
        let mut tx = app.db().begin().await?;
        let held = jobs::extend(&mut tx, job, lease(app, app.now())).await?;
        tx.commit().await?;
        if !held {
            // Another worker took it; what is signed stays signed, and that one signs the rest.
            return Ok(Outcome::Done);
        }
    }
}

async fn make_monday(app: &App, job: &Job) -> Result<Outcome, AppError> {
    let Ok(payload) = serde_json::from_str::<monday::Payload>(&job.payload) else {
        return Ok(Outcome::Never("unreadable payload".to_owned()));
    };
    let mut after = None;
    while let Some(last) = monday::next_batch(app, payload.monday, after).await? {
        after = Some(last);
        if !hold_on(app, job).await? {
            break;
        }
    }
    Ok(Outcome::Done)
}

async fn make_notices(app: &App, job: &Job) -> Result<Outcome, AppError> {
    let Ok(payload) = serde_json::from_str::<notices::Payload>(&job.payload) else {
        return Ok(Outcome::Never("unreadable payload".to_owned()));
    };
    let mut after = None;
    while let Some(last) = notices::next_batch(app, payload.day, after).await? {
        after = Some(last);
        if !hold_on(app, job).await? {
            break;
        }
    }
    Ok(Outcome::Done)
}

/// Keeps holding a job. `false`: another worker took it; what is made stays made, and that one makes the rest.
async fn hold_on(app: &App, job: &Job) -> Result<bool, AppError> {
    let mut tx = app.db().begin().await?;
    let held = jobs::extend(&mut tx, job, lease(app, app.now())).await?;
    tx.commit().await?;
    Ok(held)
}

/// Lets go of jobs that a process before this one held, where this is the only node.
///
/// # Errors
/// [`StorageError`].
pub async fn release_left_behind(app: &App) -> Result<(), StorageError> {
    if app.db().is_single_node() {
        let mut tx = app.db().begin().await?;
        jobs::release_all(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

impl From<NotSent> for Outcome {
    fn from(not_sent: NotSent) -> Self {
        match not_sent {
            NotSent::Later(why) => Self::Later(why),
            NotSent::Never(why) => Self::Never(why),
        }
    }
}
