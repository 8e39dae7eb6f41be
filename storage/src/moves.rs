//! Writing an agreement that has moved: its state, its new revision, its filled slots.

use crate::{StorageError, Tx, generation::RevisionFacts, sql, values};
use domain::{
    agreement::{Filled, Parts},
    ids::SlotId,
};
use jiff::Timestamp;

sql! {
    /// Writes a state; only over the version that was read.
    SAVE (Uuid, Text, Text, Bool, Uuid, Uuid, Int, Int) = "UPDATE agreements SET state = $2, details = $3, is_current = $4, \
        executor_id = $5, revision_id = $6, version = version + 1, changed_at = $7 WHERE id = $1 AND version = $8";
    /// Fills a slot, once.
    FILL (Uuid, Uuid, Int) = "UPDATE slots SET filled_by = $2, filled_at = $3 WHERE id = $1 AND filled_by IS NULL";
    /// Agreements whose hold ends today or has ended: those on hold are few.
    ON_HOLD () = "SELECT id FROM agreements WHERE state = 'on_hold' ORDER BY id";
}

/// Saves an agreement over the version that was read; `next` says what a new revision fixes, where there is one.
///
/// # Errors
/// [`StorageError::Stale`] when somebody else saved it meanwhile.
pub async fn save(
    tx: &mut Tx,
    parts: &Parts,
    version: i64,
    next: Option<&RevisionFacts>,
    now: Timestamp,
) -> Result<(), StorageError> {
    let details = serde_json::to_string(&parts.state).map_err(|_| StorageError::Unreadable("state"))?;
    let kind = parts.state.kind();
    let values =
        values![parts.id, kind.as_str(), details, kind.is_current(), parts.executor, parts.revision.id, now, version];
    if tx.execute(&SAVE, values).await? == 0 {
        return Err(StorageError::Stale("agreement"));
    }
    match next {
        Some(facts) => crate::generation::add_revision(tx, parts, facts, now).await,
        None => Ok(()),
    }
}

/// Fills a slot.
///
/// # Errors
/// [`StorageError::Stale`] when it is filled already.
pub async fn fill(tx: &mut Tx, slot: SlotId, with: Filled) -> Result<(), StorageError> {
    if tx.execute(&FILL, values![slot, with.by, with.at]).await? == 0 {
        return Err(StorageError::Stale("slot"));
    }
    Ok(())
}

/// The agreements that are on hold.
///
/// # Errors
/// [`StorageError`].
pub async fn on_hold(tx: &mut Tx) -> Result<Vec<domain::ids::AgreementId>, StorageError> {
    tx.all(&ON_HOLD, values![]).await?.iter().map(|row| row.id("id")).collect()
}
