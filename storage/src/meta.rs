//! Marks of the database as a whole (demo or not), and running numbers.

use crate::{StorageError, Tx, sql, values};

sql! {
    /// A mark.
    GET (Text) = "SELECT value FROM meta WHERE key = $1";
    /// Sets a mark once; an existing one stays.
    SET_ONCE (Text, Text) = "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
    /// Makes sure that a running number exists.
    START_COUNTER (Text) = "INSERT INTO counters (name, value) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING";
    /// Takes `$2` numbers; the row lock makes takers wait for each other.
    TAKE (Text, Int) = "UPDATE counters SET value = value + $2 WHERE name = $1 RETURNING value";
    /// The last number that was taken.
    LAST (Text) = "SELECT value FROM counters WHERE name = $1";
    /// Whether the database answers.
    PING () = "SELECT COUNT(*) AS n FROM meta";
}

/// A mark, if it was set.
///
/// # Errors
/// [`StorageError`].
pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>, StorageError> {
    tx.first(&GET, values![key]).await?.map(|row| row.get("value")).transpose()
}

/// Sets a mark; the first value stays for good.
///
/// # Errors
/// [`StorageError`].
pub async fn set_once(tx: &mut Tx, key: &str, value: &str) -> Result<(), StorageError> {
    tx.execute(&SET_ONCE, values![key, value]).await.map(drop)
}

/// Takes `count` numbers that were never given before and gives the first of them.
///
/// # Errors
/// [`StorageError`].
pub async fn take_numbers(tx: &mut Tx, counter: &str, count: i64) -> Result<i64, StorageError> {
    tx.execute(&START_COUNTER, values![counter]).await?;
    let row = tx.first(&TAKE, values![counter, count]).await?.ok_or(StorageError::Unreadable("counters"))?;
    Ok(row.get::<i64>("value")? - count + 1)
}

/// The last number that was taken by a transaction that has ended, 0 before the first.
///
/// # Errors
/// [`StorageError`].
pub async fn last_number(tx: &mut Tx, counter: &str) -> Result<i64, StorageError> {
    tx.first(&LAST, values![counter]).await?.map_or(Ok(0), |row| row.get("value"))
}

/// Asks the database for anything at all.
///
/// # Errors
/// [`StorageError`] when it does not answer.
pub async fn ping(tx: &mut Tx) -> Result<(), StorageError> {
    tx.count(&PING, values![]).await.map(drop)
}
