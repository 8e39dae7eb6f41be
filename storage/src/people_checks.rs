//! Whether the people and roles of an organisation still hold: when that was asked last, and answered.

use crate::{StorageError, Tx, sql, values};
use domain::ids::OrganisationId;
use jiff::Timestamp;

sql! {
    /// Organisations that joined, were asked and answered before a moment.
    DUE (Int, Int) = "SELECT o.id FROM organisations o LEFT JOIN people_checks c ON c.organisation_id = o.id \
        WHERE o.ended_at IS NULL AND o.accepted_at < $1 AND (c.asked_at IS NULL OR c.asked_at < $1) \
        AND (c.confirmed_at IS NULL OR c.confirmed_at < $1) ORDER BY o.id LIMIT $2";
    /// Asked now, unless that was done since a moment.
    ASK (Uuid, Int, Int) = "INSERT INTO people_checks (organisation_id, asked_at) VALUES ($1, $2) \
        ON CONFLICT (organisation_id) DO UPDATE SET asked_at = $2 \
        WHERE people_checks.asked_at IS NULL OR people_checks.asked_at < $3";
    /// Answered now.
    CONFIRM (Uuid, Int) = "INSERT INTO people_checks (organisation_id, confirmed_at) VALUES ($1, $2) \
        ON CONFLICT (organisation_id) DO UPDATE SET confirmed_at = $2";
    /// When it was answered last.
    CONFIRMED (Uuid) = "SELECT confirmed_at FROM people_checks WHERE organisation_id = $1";
}

/// Organisations that joined, were asked and answered before a moment, at most so many.
///
/// # Errors
/// [`StorageError`].
pub async fn due(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<OrganisationId>, StorageError> {
    tx.all(&DUE, values![before, most]).await?.iter().map(|row| row.id("id")).collect()
}

/// Asked now. `false`: another node did so since `before`.
///
/// # Errors
/// [`StorageError`].
pub async fn ask(tx: &mut Tx, id: OrganisationId, now: Timestamp, before: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&ASK, values![id, now, before]).await? == 1)
}

/// Answered now.
///
/// # Errors
/// [`StorageError`].
pub async fn confirm(tx: &mut Tx, id: OrganisationId, now: Timestamp) -> Result<(), StorageError> {
    tx.execute(&CONFIRM, values![id, now]).await.map(drop)
}

/// When it was answered last.
///
/// # Errors
/// [`StorageError`].
pub async fn confirmed(tx: &mut Tx, id: OrganisationId) -> Result<Option<Timestamp>, StorageError> {
    match tx.first(&CONFIRMED, values![id]).await? {
        None => Ok(None),
        Some(row) => row.maybe_time("confirmed_at"),
    }
}
