//! What is forgotten in time: ended sessions, old sign-ins and counts, drafts that nobody sends in,
//! refused registrations, the contents of old mails; and with [`keeping`] what was agreed on long ago.

use crate::{App, AppError, agreements, changes, keeping, kept_forms, known_browsers, onboarding, people, tallies};
use domain::{
    audit::{Doer, Event, Subject},
    registration::Stage,
};
use jiff::{SignedDuration, Timestamp};
use storage::{
    audit, authenticators, changes as asked_changes, imports, jobs, notices, outbox, passkeys, registrations, rounds,
    sessions, sign_ins, throttle, unsubscribes,
};

const DAY: i64 = 24;
/// Hours after which it is forgotten what was filled in for a change that is over.
const CHANGES: i64 = 365 * DAY;
/// Hours after which a link in a mail that switches mails off works no more.
const WAYS_OUT: i64 = 365 * DAY;
/// Hours after which a job that was done is forgotten.
const DONE_JOBS: i64 = 30 * DAY;
/// Hours after which a count of requests is forgotten: the longest window is one.
const THROTTLE: i64 = 2;
/// Registrations erased in one transaction.
const BATCH: i64 = 100;

/// Forgets what has no meaning any more. Run it as often as you like.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn run(app: &App) -> Result<(), AppError> {
    let (now, terms) = (app.now(), app.settings().terms);
    let days = |days: u16| ago(now, i64::from(days) * DAY);
    let idle = SignedDuration::try_from(app.settings().session_idle).unwrap_or(SignedDuration::from_hours(2));
    let mut tx = app.db().begin().await?;
    sessions::forget(&mut tx, now, now.checked_sub(idle).unwrap_or(now)).await?;
    sign_ins::forget(&mut tx, ago(now, DAY)).await?;
    passkeys::forget(&mut tx, now).await?;
    authenticators::forget(&mut tx, ago(now, 1)).await?;
    throttle::forget(&mut tx, ago(now, THROTTLE)).await?;
    storage::known_browsers::forget(&mut tx, ago(now, known_browsers::DAYS * DAY)).await?;
    storage::kept_forms::forget(&mut tx, ago(now, kept_forms::HOURS)).await?;
    outbox::expire(&mut tx, "sign_in_code", ago(now, 1)).await?;
    jobs::forget(&mut tx, ago(now, DONE_JOBS)).await?;
    rounds::forget(&mut tx, ago(now, DAY)).await?;
    imports::forget(&mut tx, now, ago(now, 30 * DAY)).await?;
    unsubscribes::forget(&mut tx, ago(now, WAYS_OUT)).await?;
    notices::forget(&mut tx, domain::calendar::local_date(days(terms.mail_days))).await?;
    asked_changes::forget(&mut tx, ago(now, CHANGES)).await?;
    people::forget(&mut tx, now).await?;
    tx.commit().await?;
    empty(app, days(terms.mail_days), days(terms.sign_in_days)).await?;
    let unconfirmed = days(terms.unconfirmed_days);
    let refused = days(terms.refused_days);
    for (stage, before) in [(Stage::Draft, unconfirmed), (Stage::Submitted, unconfirmed), (Stage::Refused, refused)] {
        while erase(app, stage, before).await? {}
    }
    agreements::moves::end_holds(app).await?;
    onboarding::start_due(app).await?;
    changes::start_due(app).await?;
    people::give_due(app).await?;
    people::ask_due(app).await?;
    keeping::run(app).await?;
    tallies::add_up(app).await?;
    Ok(())
}

fn ago(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(now)
}

/// Empties the mails that were written before `mails`, and erases who signed in before `sign_ins`; how many stays known.
async fn empty(app: &App, mails: Timestamp, sign_ins: Timestamp) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let number = outbox::empty(&mut work.tx, mails).await?;
    if number > 0 {
        work.record(Subject::Portal, &Event::MailsEmptied { number }).await?;
    }
    let number = audit::forget_sign_ins(&mut work.tx, sign_ins).await?;
    if number > 0 {
        work.record(Subject::Portal, &Event::SignInsForgotten { number }).await?;
    }
    Ok(work.commit_quietly("what was erased has its own events").await?)
}

/// Erases some registrations in a stage that were not touched since `before`. `false`: none was left.
async fn erase(app: &App, stage: Stage, before: Timestamp) -> Result<bool, AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let found = registrations::untouched(&mut work.tx, stage, before, BATCH).await?;
    for id in &found {
        registrations::erase(&mut work.tx, *id).await?;
        work.record(Subject::Registration(*id), &Event::RegistrationErased).await?;
    }
    work.commit_quietly("each erased registration has its own event").await?;
    Ok(!found.is_empty())
}
