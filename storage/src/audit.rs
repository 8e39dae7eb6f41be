//! The audit log: written with what it tells of, in the same transaction; never changed. Only who
//! signed in and out is forgotten in time.

use crate::{Row, StorageError, Tx, Value, sql, values};
use domain::{
    audit::{Doer, Event, Subject},
    ids::{EventId, PersonId},
};
use jiff::Timestamp;
use uuid::Uuid;

/// A line of the log.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id; later lines have higher ones.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub doer: Doer,
    /// The name of that person, if it was one.
    pub doer_name: Option<String>,
    /// About what.
    pub subject: Subject,
    /// What happened.
    pub event: Event,
}

macro_rules! lines {
    ($which:literal, $order:literal) => {
        concat!(
            "SELECT e.*, p.name AS person_name FROM events e LEFT JOIN persons p ON p.id = e.person_id WHERE ",
            $which,
            " ORDER BY ",
            $order
        )
    };
}

sql! {
    /// Adds a line.
    ADD (Uuid, Int, Text, Uuid, Text, Uuid, Text, Text) = "INSERT INTO events \
        (id, at, doer, person_id, subject, subject_id, kind, payload) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The lines about one thing, oldest first.
    HISTORY (Text, Uuid) = "SELECT e.*, p.name AS person_name FROM events e LEFT JOIN persons p ON p.id = e.person_id \
        WHERE e.subject = $1 AND e.subject_id = $2 ORDER BY e.id";
    /// The newest lines before a given one.
    NEWEST (Uuid, Int) = lines!("e.id < $1", "e.id DESC LIMIT $2");
    /// The oldest lines after a given one.
    NEWER (Uuid, Int) = lines!("e.id > $1", "e.id LIMIT $2");
    /// The newest lines of a kind.
    NEWEST_KIND (Text, Uuid, Int) = lines!("e.kind = $1 AND e.id < $2", "e.id DESC LIMIT $3");
    /// The oldest lines of a kind.
    NEWER_KIND (Text, Uuid, Int) = lines!("e.kind = $1 AND e.id > $2", "e.id LIMIT $3");
    /// How often a person signed in, as far as the log knows and no further than twice.
    SIGNED_IN (Uuid) = "SELECT COUNT(*) AS n FROM (SELECT id FROM events WHERE subject = 'person' AND subject_id = $1 \
        AND kind = 'signed_in' LIMIT 2) e";
    /// Erases who signed in and out before a moment.
    FORGET_SIGN_INS (Int) = "DELETE FROM events WHERE kind IN ('signed_in', 'signed_out', 'session_ended', \
        'other_sessions_ended') AND at < $1";
}

pub(crate) const fn subject_parts(subject: Subject) -> (&'static str, Uuid) {
    match subject {
        Subject::Registration(id) => ("registration", id.0),
        Subject::Organisation(id) => ("organisation", id.0),
        Subject::Person(id) => ("person", id.0),
        Subject::Agreement(id) => ("agreement", id.0),
        Subject::Portal => ("portal", Uuid::nil()),
    }
}

pub(crate) const fn doer_parts(doer: Doer) -> (&'static str, Option<PersonId>) {
    match doer {
        Doer::Visitor => ("visitor", None),
        Doer::Person(id) => ("person", Some(id)),
        Doer::Portal => ("portal", None),
        Doer::Operator => ("operator", None),
    }
}

fn line(row: &Row) -> Result<Line, StorageError> {
    let subject_id: Uuid = row.get("subject_id")?;
    let subject = match row.get::<String>("subject")?.as_str() {
        "registration" => Subject::Registration(subject_id.into()),
        "organisation" => Subject::Organisation(subject_id.into()),
        "person" => Subject::Person(subject_id.into()),
        "agreement" => Subject::Agreement(subject_id.into()),
        "portal" => Subject::Portal,
        _ => return Err(row.unreadable()),
    };
    let doer = match (row.get::<String>("doer")?.as_str(), row.maybe_id("person_id")?) {
        ("visitor", _) => Doer::Visitor,
        ("person", Some(id)) => Doer::Person(id),
        ("portal", _) => Doer::Portal,
        ("operator", _) => Doer::Operator,
        _ => return Err(row.unreadable()),
    };
    let event = serde_json::from_str(&row.get::<String>("payload")?).map_err(|_| row.unreadable())?;
    Ok(Line { id: row.id("id")?, at: row.time("at")?, doer, doer_name: row.get("person_name")?, subject, event })
}

/// Adds a line.
///
/// # Errors
/// [`StorageError`].
pub async fn add(
    tx: &mut Tx,
    id: EventId,
    at: Timestamp,
    doer: Doer,
    subject: Subject,
    event: &Event,
) -> Result<(), StorageError> {
    tx.execute(&ADD, row(id, at, doer, subject, event)?).await.map(drop)
}

/// The values of a line.
pub(crate) fn row(
    id: EventId,
    at: Timestamp,
    doer: Doer,
    subject: Subject,
    event: &Event,
) -> Result<Vec<Value>, StorageError> {
    let (doer, person) = doer_parts(doer);
    let (subject, subject_id) = subject_parts(subject);
    let payload = serde_json::to_string(event).map_err(|_| StorageError::Unreadable("event"))?;
    Ok(values![id, at, doer, person, subject, subject_id, event.code(), payload])
}

/// The lines about one thing, oldest first.
///
/// # Errors
/// [`StorageError`].
pub async fn history(tx: &mut Tx, subject: Subject) -> Result<Vec<Line>, StorageError> {
    let (subject, id) = subject_parts(subject);
    tx.all(&HISTORY, values![subject, id]).await?.iter().map(line).collect()
}

/// The newest lines before `before`, of one kind of event or all.
///
/// # Errors
/// [`StorageError`].
pub async fn newest(
    tx: &mut Tx,
    before: Option<EventId>,
    kind: Option<&str>,
    most: i64,
) -> Result<Vec<Line>, StorageError> {
    let before = before.unwrap_or(EventId(Uuid::max()));
    let rows = match kind {
        None => tx.all(&NEWEST, values![before, most]).await?,
        Some(kind) => tx.all(&NEWEST_KIND, values![kind, before, most]).await?,
    };
    rows.iter().map(line).collect()
}

/// The lines that came next after `after`, the oldest first, of one kind of event or all.
///
/// # Errors
/// [`StorageError`].
pub async fn newer(tx: &mut Tx, after: EventId, kind: Option<&str>, most: i64) -> Result<Vec<Line>, StorageError> {
    let rows = match kind {
        None => tx.all(&NEWER, values![after, most]).await?,
        Some(kind) => tx.all(&NEWER_KIND, values![kind, after, most]).await?,
    };
    rows.iter().map(line).collect()
}

/// The kinds of events that occur, each with its number of lines.
///
/// # Errors
/// [`StorageError`].
pub async fn kinds(tx: &mut Tx) -> Result<Vec<(String, i64)>, StorageError> {
    crate::tallies::events(tx).await
}

/// Whether a person signed in no more than once, as far as the log knows.
///
/// # Errors
/// [`StorageError`].
pub async fn is_first_sign_in(tx: &mut Tx, person: PersonId) -> Result<bool, StorageError> {
    Ok(tx.count(&SIGNED_IN, values![person]).await? <= 1)
}

/// Erases who signed in and out before `before`, and gives the number of lines.
///
/// # Errors
/// [`StorageError`].
pub async fn forget_sign_ins(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET_SIGN_INS, values![before]).await
}
