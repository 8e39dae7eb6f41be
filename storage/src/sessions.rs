//! Signed-in browsers. The token is kept as a digest only.

use crate::{Row, StorageError, Tx, sql, values};
use domain::{
    ids::{OrganisationId, PersonId, SessionId},
    means::Means,
};
use jiff::Timestamp;

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Who.
    pub person: PersonId,
    /// For which organisation; `None` is the administration, or the only choice.
    pub acting_for: Option<OrganisationId>,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was used last, to the minute.
    pub seen_at: Timestamp,
    /// Its absolute end.
    pub until: Timestamp,
    /// By which means it was opened.
    pub means: Means,
    /// When the person last showed who they are: at signing in, or since.
    pub confirmed_at: Timestamp,
    /// Browser and system in two words, as the browser calls them; empty where that is unknown.
    pub device: String,
}

sql! {
    /// Begins one.
    ADD (Uuid, Bytes, Uuid, Uuid, Int, Int, Text, Int, Text) = "INSERT INTO sessions (id, token_hash, person_id, acting_for, \
        created_at, seen_at, until, means, confirmed_at, device) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)";
    /// One by the digest of its token.
    FIND (Bytes) = "SELECT * FROM sessions WHERE token_hash = $1";
    /// It was used.
    SEEN (Uuid, Int) = "UPDATE sessions SET seen_at = $2 WHERE id = $1";
    /// The person showed again who they are.
    CONFIRMED (Uuid, Int) = "UPDATE sessions SET confirmed_at = $2 WHERE id = $1";
    /// Another organisation.
    ACT_FOR (Uuid, Uuid) = "UPDATE sessions SET acting_for = $2 WHERE id = $1";
    /// Ends one.
    END (Uuid) = "DELETE FROM sessions WHERE id = $1";
    /// Ends one of a person.
    END_OWN (Uuid, Uuid) = "DELETE FROM sessions WHERE id = $1 AND person_id = $2";
    /// Ends all of a person but one.
    END_OTHERS (Uuid, Uuid) = "DELETE FROM sessions WHERE person_id = $1 AND id <> $2";
    /// Ends all of a person.
    END_ALL (Uuid) = "DELETE FROM sessions WHERE person_id = $1";
    /// All of a person, newest first.
    LIST (Uuid) = "SELECT * FROM sessions WHERE person_id = $1 ORDER BY seen_at DESC, id";
    /// Forgets those that ended or stood idle.
    FORGET (Int, Int) = "DELETE FROM sessions WHERE until < $1 OR seen_at < $2";
}

fn session(row: &Row) -> Result<Session, StorageError> {
    Ok(Session {
        id: row.id("id")?,
        person: row.id("person_id")?,
        acting_for: row.maybe_id("acting_for")?,
        created_at: row.time("created_at")?,
        seen_at: row.time("seen_at")?,
        until: row.time("until")?,
        means: row.code("means", Means::parse)?,
        confirmed_at: row.time("confirmed_at")?,
        device: row.get("device")?,
    })
}

/// Begins a session, to be found by the digest of its token.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, new: &Session, token: [u8; 32]) -> Result<(), StorageError> {
    let Session { id, person, acting_for, created_at, until, means, confirmed_at, device, .. } = new;
    let (means, until) = (means.as_str(), *until);
    let values = values![*id, token, *person, *acting_for, *created_at, until, means, *confirmed_at, device];
    tx.execute(&ADD, values).await.map(drop)
}

/// One by the digest of its token, ended ones included.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, token: [u8; 32]) -> Result<Option<Session>, StorageError> {
    tx.first(&FIND, values![token]).await?.as_ref().map(session).transpose()
}

/// It was used now.
///
/// # Errors
/// [`StorageError`].
pub async fn seen(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<(), StorageError> {
    tx.execute(&SEEN, values![id, now]).await.map(drop)
}

/// The person showed again who they are. `false`: the session has ended.
///
/// # Errors
/// [`StorageError`].
pub async fn confirmed(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&CONFIRMED, values![id, now]).await? == 1)
}

/// Acts for another organisation from now on.
///
/// # Errors
/// [`StorageError`].
pub async fn act_for(tx: &mut Tx, id: SessionId, organisation: Option<OrganisationId>) -> Result<(), StorageError> {
    tx.execute(&ACT_FOR, values![id, organisation]).await.map(drop)
}

/// Ends one.
///
/// # Errors
/// [`StorageError`].
pub async fn end(tx: &mut Tx, id: SessionId) -> Result<(), StorageError> {
    tx.execute(&END, values![id]).await.map(drop)
}

/// Ends one of a person. `false`: the person has no such session.
///
/// # Errors
/// [`StorageError`].
pub async fn end_own(tx: &mut Tx, id: SessionId, person: PersonId) -> Result<bool, StorageError> {
    Ok(tx.execute(&END_OWN, values![id, person]).await? == 1)
}

/// Ends all of a person but `kept`, and gives their number.
///
/// # Errors
/// [`StorageError`].
pub async fn end_others(tx: &mut Tx, person: PersonId, kept: SessionId) -> Result<u64, StorageError> {
    tx.execute(&END_OTHERS, values![person, kept]).await
}

/// Ends all of a person and gives their number.
///
/// # Errors
/// [`StorageError`].
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<u64, StorageError> {
    tx.execute(&END_ALL, values![person]).await
}

/// All sessions of a person, the last used first.
///
/// # Errors
/// [`StorageError`].
pub async fn list(tx: &mut Tx, person: PersonId) -> Result<Vec<Session>, StorageError> {
    tx.all(&LIST, values![person]).await?.iter().map(session).collect()
}

/// Forgets sessions that ended before `now` or were last used before `idle_since`.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, now: Timestamp, idle_since: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![now, idle_since]).await
}
