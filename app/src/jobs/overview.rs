//! How the portal is doing, one mail, and the *again* buttons.

use super::MailView;
use crate::{App, AppError, mail};
use domain::{
    access::{Actor, Permission, may},
    audit::{Doer, Event, Subject},
    ids::{JobId, MailId, PersonId},
    registration::Stage,
};
use jiff::SignedDuration;
use storage::{agreements, jobs, organisations, outbox, registrations};

pub(super) fn administrator(actor: &Actor) -> Result<PersonId, AppError> {
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

/// Whether the database answers: for a load balancer.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn ping(app: &App) -> Result<(), AppError> {
    Ok(storage::meta::ping(&mut app.read().await?).await?)
}
