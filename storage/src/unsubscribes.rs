//! Links with which a reader switches mails off without signing in (RFC 8058); digests of their tokens only.

use crate::{StorageError, Tx, sql, values};
use domain::ids::PersonId;
use jiff::Timestamp;

sql! {
    /// Keeps one.
    ADD (Bytes, Uuid, Text, Int) = "INSERT INTO unsubscribes (token_hash, person_id, list, made_at) VALUES ($1, $2, $3, $4)";
    /// Whose it is, and for which mails.
    FIND (Bytes) = "SELECT person_id, list FROM unsubscribes WHERE token_hash = $1";
    /// Forgets old ones.
    FORGET (Int) = "DELETE FROM unsubscribes WHERE made_at < $1";
}

/// Keeps a link.
///
/// # Errors
/// [`StorageError`].
pub async fn add(
    tx: &mut Tx,
    digest: [u8; 32],
    person: PersonId,
    list: &str,
    now: Timestamp,
) -> Result<(), StorageError> {
    tx.execute(&ADD, values![digest, person, list, now]).await.map(drop)
}

/// Whose link it is, and the code of the mails that it switches off.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, digest: [u8; 32]) -> Result<Option<(PersonId, String)>, StorageError> {
    let Some(row) = tx.first(&FIND, values![digest]).await? else { return Ok(None) };
    Ok(Some((row.id("person_id")?, row.get("list")?)))
}

/// Forgets links that were made before a moment.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
