//! How often something was done from one place within a window of time.

use crate::{StorageError, Tx, sql, values};
use jiff::Timestamp;

sql! {
    /// Counts one more; a window that began before `$3` begins anew at `$2`.
    HIT (Bytes, Int, Int) = "INSERT INTO throttle (bucket, started_at, used) VALUES ($1, $2, 1) \
        ON CONFLICT (bucket) DO UPDATE SET \
        used = CASE WHEN throttle.started_at < $3 THEN 1 ELSE throttle.used + 1 END, \
        started_at = CASE WHEN throttle.started_at < $3 THEN $2 ELSE throttle.started_at END \
        RETURNING used, started_at";
    /// Forgets windows that ended.
    FORGET (Int) = "DELETE FROM throttle WHERE started_at < $1";
}

/// Counts one more in `bucket` (a digest, never an address) and gives how many there are now in the
/// window that is `seconds` long, and since when that runs.
///
/// # Errors
/// [`StorageError`].
pub async fn hit(
    tx: &mut Tx,
    bucket: [u8; 32],
    now: Timestamp,
    seconds: i64,
) -> Result<(i64, Timestamp), StorageError> {
    let started = now.as_microsecond() - seconds * 1_000_000;
    let row = tx.first(&HIT, values![bucket, now, started]).await?;
    let row = row.ok_or(StorageError::Unreadable("throttle"))?;
    Ok((row.get("used")?, row.time("started_at")?))
}

/// Forgets every window that began before `before`.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
