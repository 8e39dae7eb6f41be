//! Authenticator apps of people: the secret that app and portal share, and which of its codes was used last.

use crate::{Row, StorageError, Tx, sql, values};
use domain::ids::PersonId;
use jiff::Timestamp;

/// The authenticator app of a person.
#[derive(Clone)]
pub struct Authenticator {
    /// What the app and the portal share.
    pub secret: Vec<u8>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When a first code fitted; until then it opens nothing.
    pub confirmed_at: Option<Timestamp>,
    /// The step of the clock whose code was used last.
    pub last_step: i64,
    /// When it was used last.
    pub used_at: Option<Timestamp>,
}

sql! {
    /// Begins one, or begins anew where none was confirmed.
    BEGIN (Uuid, Bytes, Int) = "INSERT INTO authenticators (person_id, secret, created_at, last_step) VALUES ($1, $2, $3, 0) \
        ON CONFLICT (person_id) DO UPDATE SET secret = $2, created_at = $3 WHERE authenticators.confirmed_at IS NULL";
    /// That of a person.
    FIND (Uuid) = "SELECT * FROM authenticators WHERE person_id = $1";
    /// A first code fitted, for the secret that was shown.
    CONFIRM (Uuid, Int, Int, Bytes) = "UPDATE authenticators SET confirmed_at = $3, used_at = $3, last_step = $2 \
        WHERE person_id = $1 AND confirmed_at IS NULL AND secret = $4";
    /// A later code was used, once.
    USE (Uuid, Int, Int) = "UPDATE authenticators SET last_step = $2, used_at = $3 WHERE person_id = $1 AND last_step < $2 \
        AND confirmed_at IS NOT NULL";
    /// Removes it.
    REMOVE (Uuid) = "DELETE FROM authenticators WHERE person_id = $1";
    /// Forgets those that nobody confirmed.
    FORGET (Int) = "DELETE FROM authenticators WHERE confirmed_at IS NULL AND created_at < $1";
}

/// Begins one. `false`: the person has one already.
///
/// # Errors
/// [`StorageError`].
pub async fn begin(tx: &mut Tx, person: PersonId, secret: &[u8], now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&BEGIN, values![person, secret, now]).await? == 1)
}

/// That of a person, confirmed or not.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, person: PersonId) -> Result<Option<Authenticator>, StorageError> {
    let read = |row: &Row| {
        Ok(Authenticator {
            secret: row.get("secret")?,
            created_at: row.time("created_at")?,
            confirmed_at: row.maybe_time("confirmed_at")?,
            last_step: row.get("last_step")?,
            used_at: row.maybe_time("used_at")?,
        })
    };
    tx.first(&FIND, values![person]).await?.as_ref().map(read).transpose()
}

/// The first code fitted, of this step. `false`: it was confirmed, begun anew or removed meanwhile.
///
/// # Errors
/// [`StorageError`].
pub async fn confirm(
    tx: &mut Tx,
    person: PersonId,
    step: i64,
    now: Timestamp,
    secret: &[u8],
) -> Result<bool, StorageError> {
    Ok(tx.execute(&CONFIRM, values![person, step, now, secret]).await? == 1)
}

/// A code of this step was used. `false`: that or a later one was used before.
///
/// # Errors
/// [`StorageError`].
pub async fn use_step(tx: &mut Tx, person: PersonId, step: i64, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&USE, values![person, step, now]).await? == 1)
}

/// Removes it. `false`: there was none.
///
/// # Errors
/// [`StorageError`].
pub async fn remove(tx: &mut Tx, person: PersonId) -> Result<bool, StorageError> {
    Ok(tx.execute(&REMOVE, values![person]).await? == 1)
}

/// Forgets those that were begun before `before` and never confirmed.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
