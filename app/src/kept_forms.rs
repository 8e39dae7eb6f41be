//! Forms that somebody sent when they had to sign in, confirm or go on for another organisation first. What was filled in
//! waits here for some hours, and is sent only by a press of its person, in the browser it came from.
//!
//! What belongs here: keeping, sending once, throwing away. What never does: what a form means, which is the page's.
//!
//! A stranger keeps nothing: who is not signed in any more is known by the browser in which they were, and the form itself
//! says who it was made for.

use crate::{App, AppError, identity::Who, known_browsers, secret::Token};
use domain::{
    access::Membership,
    audit::Doer,
    ids::{KeptFormId, PersonId},
};
use jiff::{SignedDuration, Timestamp};
pub use storage::kept_forms::KeptForm;
use storage::{kept_forms, people};

/// Hours after which a form that was not sent is forgotten.
pub const HOURS: i64 = 2;
/// Forms that are kept for a person.
const MOST: i64 = 5;
/// People of one browser that are looked at.
const MOST_PEOPLE: usize = 10;

/// A form to keep.
pub struct Unsent {
    /// The digest of the secret of its browser.
    pub browser: [u8; 32],
    /// For whom it was made, as it says.
    pub made_for: Vec<u8>,
    /// Where it goes.
    pub path: String,
    /// The page it stood on.
    pub page: String,
    /// What was filled in.
    pub fields: String,
}

fn since(now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(HOURS)).unwrap_or(now)
}

/// Who signed in with a browser before, the last one first, with all that each may act for.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn people_of(app: &App, browser: &Token) -> Result<Vec<(PersonId, Vec<Membership>)>, AppError> {
    let mut tx = app.read().await?;
    let mut found = Vec::new();
    let seen = storage::known_browsers::people(&mut tx, known_browsers::digest(browser)).await?;
    for person in seen.into_iter().take(MOST_PEOPLE) {
        found.push((person, people::memberships(&mut tx, person).await?));
    }
    Ok(found)
}

/// Keeps a form of a person.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn keep(app: &App, person: PersonId, form: Unsent) -> Result<KeptFormId, AppError> {
    let mut work = app.begin(Doer::Person(person)).await?;
    let Unsent { browser, made_for, path, page, fields } = form;
    let (id, made_at) = (app.ports().id(), work.now);
    let kept = KeptForm { id, person, browser, made_for, path, page, fields, made_at, sent_at: None };
    kept_forms::add(&mut work.tx, &kept, MOST).await?;
    work.commit_quietly("nothing was done yet").await?;
    Ok(id)
}

/// A form of whoever is signed in, kept in this browser.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown, somebody else's or another browser's; [`AppError::Stale`] when it was sent.
pub async fn find(app: &App, who: &Who, browser: [u8; 32], id: KeptFormId) -> Result<KeptForm, AppError> {
    let found = kept_forms::find(&mut app.read().await?, id, who.person.id, browser, since(app.now())).await?;
    let found = found.ok_or(AppError::NotFound)?;
    if found.sent_at.is_some() { Err(AppError::Stale) } else { Ok(found) }
}

/// The page that a form stood on, sent or not.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn page_of(
    app: &App,
    person: PersonId,
    browser: [u8; 32],
    id: KeptFormId,
) -> Result<Option<String>, AppError> {
    let found = kept_forms::find(&mut app.read().await?, id, person, browser, since(app.now())).await?;
    Ok(found.map(|form| form.page))
}

/// Lets a form go to where it was going, once, and says where that is.
///
/// # Errors
/// As [`find`].
pub async fn send(app: &App, who: &Who, browser: [u8; 32], id: KeptFormId) -> Result<String, AppError> {
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    let found = kept_forms::find(&mut work.tx, id, who.person.id, browser, since(work.now)).await?;
    let found = found.ok_or(AppError::NotFound)?;
    if !kept_forms::sent(&mut work.tx, id, work.now).await? {
        return Err(AppError::Stale);
    }
    work.commit_quietly("what it does has its own events").await?;
    Ok(found.path)
}

/// Throws a form away, sent or not, and says on which page it stood.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn throw_away(app: &App, who: &Who, browser: [u8; 32], id: KeptFormId) -> Result<String, AppError> {
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    let found = kept_forms::find(&mut work.tx, id, who.person.id, browser, since(work.now)).await?;
    let found = found.ok_or(AppError::NotFound)?;
    kept_forms::throw_away(&mut work.tx, id).await?;
    work.commit_quietly("nothing was done").await?;
    Ok(found.page)
}
