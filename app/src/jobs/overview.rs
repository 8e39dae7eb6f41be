//! What the administrator sees of jobs, mails and the log, and the *again* buttons.

use crate::{App, AppError, generation, mail};
use domain::{
    access::{Actor, Permission, may},
    audit::{Doer, Event, Subject},
    ids::{EventId, JobId, MailId, PersonId},
    registration::Stage,
};
use jiff::SignedDuration;
use storage::{agreements, audit, jobs, organisations, outbox, people, registrations};

pub use storage::{
    jobs::Job as JobView,
    outbox::Mail as MailView,
    pages::{Page, Piece},
};

fn administrator(actor: &Actor) -> Result<PersonId, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    actor.person().ok_or(AppError::NotFound)
}

/// How the portal is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Registrations that wait for a decision.
    pub waiting: i64,
    /// Registrations that wait for their registrant.
    pub questioned: i64,
    /// Registrations that wait longer than the norm.
    pub late: i64,
    /// Organisations whose agreements should stand by now and do not: an alarm.
    pub ungenerated: i64,
    /// Jobs that need a look.
    pub troubled_jobs: i64,
    /// Mails that the server refused for good.
    pub refused_mails: i64,
    /// Mails that wait.
    pub waiting_mails: i64,
    /// Organisations.
    pub organisations: i64,
    /// Agreements.
    pub agreements: i64,
}

/// How the portal is doing, for the administrator's first page.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn health(app: &App, actor: &Actor) -> Result<Health, AppError> {
    administrator(actor)?;
    let now = app.now();
    let mut tx = app.read().await?;
    let queue = registrations::queue(&mut tx).await?;
    let late = queue
        .iter()
        .filter(|r| r.stage == Stage::Confirmed)
        .filter(|r| r.queued_at.is_some_and(|queued| crate::registrations::decide_by(app, queued) < now))
        .count();
    let minute = now.checked_sub(SignedDuration::from_mins(1)).unwrap_or(now);
    Ok(Health {
        waiting: registrations::count(&mut tx, Stage::Confirmed).await?,
        questioned: registrations::count(&mut tx, Stage::Questioned).await?,
        late: i64::try_from(late).unwrap_or(i64::MAX),
        ungenerated: organisations::ungenerated(&mut tx, minute).await?,
        troubled_jobs: jobs::troubled(&mut tx).await?,
        refused_mails: outbox::count(&mut tx, "refused").await?,
        waiting_mails: outbox::count(&mut tx, "waiting").await?,
        organisations: organisations::count(&mut tx, &organisations::Filter::default()).await?,
        agreements: agreements::total(&mut tx).await?,
    })
}

/// How long the two clocks ran the last time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    /// From accepted to all agreements standing.
    pub generated_in: Option<SignedDuration>,
    /// From confirmed (or completed) to decided.
    pub decided_in: Option<SignedDuration>,
}

/// How long the two clocks ran the last time, for the administrator's first page.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn clocks(app: &App, actor: &Actor) -> Result<Clocks, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let decided = registrations::decided(&mut tx, 20).await?;
    let decided_in = decided.first().and_then(|last| Some(last.decided_at?.duration_since(last.queued_at?)));
    let mut clocks = Clocks { decided_in, ..Clocks::default() };
    for id in decided.iter().filter_map(|registration| registration.organisation) {
        let organisation = organisations::find(&mut tx, id).await?;
        let standing = organisation.and_then(|one| Some(one.generated_at?.duration_since(one.accepted_at)));
        if standing.is_some() {
            clocks.generated_in = standing;
            break;
        }
    }
    Ok(clocks)
}

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

/// One mail, without its codes and links.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`].
pub async fn mail(app: &App, actor: &Actor, id: MailId) -> Result<(MailView, mail::Shown), AppError> {
    administrator(actor)?;
    let row = outbox::find(&mut app.read().await?, id).await?.ok_or(AppError::NotFound)?;
    let shown = mail::shown(&row)?;
    Ok((row, shown))
}

/// Puts a job up again, now.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`] for one that is unknown, [`AppError::Stale`]
/// for one that runs or is done.
pub async fn retry_job(app: &App, actor: &Actor, id: JobId) -> Result<(), AppError> {
    let person = administrator(actor)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    jobs::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
    let now = work.now;
    if !jobs::again(&mut work.tx, id, now).await? {
        return Err(AppError::Stale);
    }
    work.record(Subject::Person(person), &Event::JobRetried).await?;
    work.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Offers a mail to the server again, now.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`], [`AppError::Stale`] for one that is not refused.
pub async fn retry_mail(app: &App, actor: &Actor, id: MailId) -> Result<(), AppError> {
    let person = administrator(actor)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    outbox::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
    if !outbox::again(&mut work.tx, id).await? {
        return Err(AppError::Stale);
    }
    let now = work.now;
    work.job("mail", super::SEND_MAIL, &id, now).await?;
    work.record(Subject::Person(person), &Event::MailRetried).await?;
    work.commit().await?;
    Ok(())
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
            Subject::Agreement(id) => agreements::find(&mut tx, id).await?.map(|one| one.parts.number.to_string()),
        };
        known.push((line.subject, name.clone()));
        names.push(name);
    }
    Ok(names)
}

/// Whether the database answers: for a load balancer.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn ping(app: &App) -> Result<(), AppError> {
    Ok(storage::meta::ping(&mut app.read().await?).await?)
}
