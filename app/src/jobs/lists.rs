//! The administrator's lists of jobs, mails and lines of the log, page by page.

use super::overview::administrator;
use crate::{App, AppError, changes, generation};
use domain::{
    access::Actor,
    audit::Subject,
    ids::{EventId, JobId, MailId},
};
use storage::{agreements, audit, jobs, organisations, outbox, people, registrations};

pub use storage::{
    jobs::Job as JobView,
    outbox::Mail as MailView,
    pages::{Page, Piece},
};

/// Jobs on one page.
pub const JOBS: usize = 50;
/// Mails on one page.
pub const MAILS: usize = 50;
/// Lines of the log on one page.
pub const LINES: usize = 100;

/// One more than fits on a page, to know whether another follows.
fn one_more(most: usize) -> i64 {
    i64::try_from(most + 1).unwrap_or(i64::MAX)
}

/// A page of jobs, newest first; `standing` is `troubled`, `open` or `done`.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn jobs(
    app: &App,
    actor: &Actor,
    piece: Piece<JobId>,
    standing: Option<&str>,
) -> Result<Page<JobView>, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    if let Some(before) = piece.before() {
        let lines = jobs::list_back(&mut tx, *before, standing, one_more(JOBS)).await?;
        if let Some(page) = Page::backward(lines, JOBS) {
            return Ok(page);
        }
    }
    let after = piece.after().copied();
    let lines = jobs::list(&mut tx, after, standing, one_more(JOBS)).await?;
    Ok(Page::forward(lines, JOBS, after.is_some()))
}

/// How many jobs are troubled, open and done.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn job_counts(app: &App, actor: &Actor) -> Result<[(&'static str, i64); 3], AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let mut counts = [("troubled", 0), ("open", 0), ("done", 0)];
    for (standing, count) in &mut counts {
        *count = jobs::count(&mut tx, standing).await?;
    }
    Ok(counts)
}

/// Whom or what each job is for: the address of its mail, the name of its organisation.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn job_subjects(app: &App, actor: &Actor, jobs: &[JobView]) -> Result<Vec<Option<String>>, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let mut subjects = Vec::with_capacity(jobs.len());
    for job in jobs {
        subjects.push(match job.kind.as_str() {
            super::SEND_MAIL => match serde_json::from_str(&job.payload) {
                Ok(id) => outbox::find(&mut tx, id).await?.map(|mail| mail.to),
                Err(_) => None,
            },
            generation::JOB => match serde_json::from_str::<generation::Payload>(&job.payload) {
                Ok(payload) => organisations::find(&mut tx, payload.organisation).await?.map(|one| one.name),
                Err(_) => None,
            },
            changes::JOB => match serde_json::from_str::<changes::Payload>(&job.payload) {
                Ok(payload) => changes::subject(&mut tx, payload.change).await?,
                Err(_) => None,
            },
            _ => None,
        });
    }
    Ok(subjects)
}

/// A page of mails, newest first; `state` is `waiting`, `sent` or `refused`.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn mails(
    app: &App,
    actor: &Actor,
    piece: Piece<MailId>,
    state: Option<&str>,
) -> Result<Page<MailView>, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    if let Some(before) = piece.before() {
        let lines = outbox::list_back(&mut tx, *before, state, one_more(MAILS)).await?;
        if let Some(page) = Page::backward(lines, MAILS) {
            return Ok(page);
        }
    }
    let after = piece.after().copied();
    let lines = outbox::list(&mut tx, after, state, one_more(MAILS)).await?;
    Ok(Page::forward(lines, MAILS, after.is_some()))
}

/// How many mails wait, were taken by the server, and were refused.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn mail_counts(app: &App, actor: &Actor) -> Result<[(&'static str, i64); 3], AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let mut counts = [("waiting", 0), ("sent", 0), ("refused", 0)];
    for (state, count) in &mut counts {
        *count = outbox::count(&mut tx, state).await?;
    }
    Ok(counts)
}

/// A page of the audit log, newest first, of one kind of event or all.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn log(
    app: &App,
    actor: &Actor,
    piece: Piece<EventId>,
    kind: Option<&str>,
) -> Result<Page<audit::Line>, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    if let Some(before) = piece.before() {
        let lines = audit::newer(&mut tx, *before, kind, one_more(LINES)).await?;
        if let Some(page) = Page::backward(lines, LINES) {
            return Ok(page);
        }
    }
    let after = piece.after().copied();
    let lines = audit::newest(&mut tx, after, kind, one_more(LINES)).await?;
    Ok(Page::forward(lines, LINES, after.is_some()))
}

/// The kinds of events in the log, each with its number of lines.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn log_kinds(app: &App, actor: &Actor) -> Result<Vec<(String, i64)>, AppError> {
    administrator(actor)?;
    Ok(audit::kinds(&mut app.read().await?).await?)
}

/// What each line of the log is about, by its name now; `None` where there is none.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn subject_names(app: &App, actor: &Actor, lines: &[audit::Line]) -> Result<Vec<Option<String>>, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let mut known: Vec<(Subject, Option<String>)> = Vec::new();
    let mut names = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some((_, name)) = known.iter().find(|(subject, _)| *subject == line.subject) {
            names.push(name.clone());
            continue;
        }
        let name = match line.subject {
            Subject::Registration(id) => registrations::find(&mut tx, id).await?.map(|one| one.name),
            Subject::Organisation(id) => organisations::find(&mut tx, id).await?.map(|one| one.name),
            Subject::Person(id) => people::find(&mut tx, id).await?.map(|one| one.name),
            Subject::Agreement(id) => agreements::number_of(&mut tx, id).await?,
            Subject::Portal => None,
        };
        known.push((line.subject, name.clone()));
        names.push(name);
    }
    Ok(names)
}
