//! Browsers in which somebody signed in before. The secret of a browser is kept as a digest only.

use crate::{StorageError, Tx, sql, values};
use domain::ids::PersonId;
use jiff::Timestamp;

sql! {
    /// A person was seen in a browser.
    SEE (Bytes, Uuid, Int) = "INSERT INTO known_browsers (token_hash, person_id, seen_at) VALUES ($1, $2, $3) \
        ON CONFLICT (token_hash, person_id) DO UPDATE SET seen_at = $3";
    /// Forgets all but the newest of a person.
    TRIM (Uuid, Int) = "DELETE FROM known_browsers WHERE person_id = $1 AND token_hash NOT IN \
        (SELECT token_hash FROM known_browsers WHERE person_id = $1 ORDER BY seen_at DESC, token_hash LIMIT $2)";
    /// Whether whoever has an address was seen in a browser.
    KNOWS (Bytes, Text) = "SELECT COUNT(*) AS n FROM known_browsers k JOIN persons p ON p.id = k.person_id \
        WHERE k.token_hash = $1 AND p.email = $2";
    /// Whether a person was seen in a browser.
    HERE (Bytes, Uuid) = "SELECT COUNT(*) AS n FROM known_browsers WHERE token_hash = $1 AND person_id = $2";
    /// In how many browsers a person was seen.
    OF_PERSON (Uuid) = "SELECT COUNT(*) AS n FROM known_browsers WHERE person_id = $1";
    /// Who was seen in a browser.
    PEOPLE (Bytes) = "SELECT person_id FROM known_browsers WHERE token_hash = $1 ORDER BY seen_at DESC, person_id";
    /// Forgets those that were not seen since.
    FORGET (Int) = "DELETE FROM known_browsers WHERE seen_at < $1";
}

/// A person was seen in a browser; the `most` newest browsers of the person are kept.
///
/// # Errors
/// [`StorageError`].
pub async fn see(
    tx: &mut Tx,
    browser: [u8; 32],
    person: PersonId,
    now: Timestamp,
    most: i64,
) -> Result<(), StorageError> {
    tx.execute(&SEE, values![browser, person, now]).await?;
    tx.execute(&TRIM, values![person, most]).await.map(drop)
}

/// Whether whoever has this address was seen in a browser.
///
/// # Errors
/// [`StorageError`].
pub async fn knows(tx: &mut Tx, browser: [u8; 32], email: &str) -> Result<bool, StorageError> {
    Ok(tx.count(&KNOWS, values![browser, email]).await? > 0)
}

/// Whether a person was seen in a browser.
///
/// # Errors
/// [`StorageError`].
pub async fn is_here(tx: &mut Tx, browser: [u8; 32], person: PersonId) -> Result<bool, StorageError> {
    Ok(tx.count(&HERE, values![browser, person]).await? > 0)
}

/// Whether a person was seen in any browser.
///
/// # Errors
/// [`StorageError`].
pub async fn is_anywhere(tx: &mut Tx, person: PersonId) -> Result<bool, StorageError> {
    Ok(tx.count(&OF_PERSON, values![person]).await? > 0)
}

/// Who was seen in a browser, the last one first.
///
/// # Errors
/// [`StorageError`].
pub async fn people(tx: &mut Tx, browser: [u8; 32]) -> Result<Vec<PersonId>, StorageError> {
    tx.all(&PEOPLE, values![browser]).await?.iter().map(|row| row.id("person_id")).collect()
}

/// Forgets those that were not seen since `before`.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
