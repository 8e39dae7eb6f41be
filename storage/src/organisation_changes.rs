//! Writing what an organisation changes: its facts, system, area, executor, its end.

use crate::{
    StorageError, Tx,
    organisations::{Organisation, system_parts},
    sql, values,
};
use domain::{
    ids::OrganisationId,
    municipality::MunicipalityCode,
    party::{Organ, WarningSystem},
};
use jiff::{Timestamp, civil::Date};

sql! {
    /// Writes everything that can change.
    SAVE (Uuid, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Bool, Bool, Uuid, Text, Bool, Text) = "UPDATE organisations SET \
        name = $2, sort_name = $3, kvk = $4, organ = $5, system_code = $6, system_name = $7, street = $8, postcode = $9, \
        city = $10, website = $11, nationwide = $12, jointly = $13, executor_id = $14, executor_name = $15, \
        executor_party = $16, clients = $17, version = version + 1 WHERE id = $1";
    /// The system of what it covers in one municipality from now on.
    SET_COVERED_SYSTEM (Uuid, Text, Text, Text) = "UPDATE coverage SET system_code = $3, system_name = $4 \
        WHERE organisation_id = $1 AND municipality_code = $2 AND valid_until IS NULL";
    /// Takes its whole area away.
    CLEAR_AREA (Uuid) = "DELETE FROM areas WHERE organisation_id = $1";
    /// Whoever is active in one municipality is active in another one as well.
    WIDEN_AREAS (Text, Text) = "INSERT INTO areas (organisation_id, municipality_code) SELECT organisation_id, $2 FROM areas \
        WHERE municipality_code = $1 ON CONFLICT (organisation_id, municipality_code) DO NOTHING";
    /// Nobody is active in a municipality any more.
    LEAVE_AREAS (Text) = "DELETE FROM areas WHERE municipality_code = $1";
    /// It has ended.
    END (Uuid, Int) = "UPDATE organisations SET ended_at = $2, version = version + 1 WHERE id = $1 AND ended_at IS NULL";
    /// Every role in it has ended.
    END_ROLES (Uuid, Int) = "UPDATE roles SET ended_at = $2 WHERE organisation_id = $1 AND ended_at IS NULL";
    /// What it covers, it covers until a day.
    END_COVERAGE (Uuid, Text) = "UPDATE coverage SET valid_until = $2 WHERE organisation_id = $1 AND valid_until IS NULL";
    /// Nobody works by this executor any more.
    UNLINK_EXECUTOR (Uuid) = "UPDATE organisations SET executor_id = NULL, executor_party = FALSE, version = version + 1 \
        WHERE executor_id = $1";
}

/// Writes everything about an organisation that can change.
///
/// # Errors
/// [`StorageError`].
pub async fn save(tx: &mut Tx, changed: &Organisation) -> Result<(), StorageError> {
    let o = changed;
    let (system_code, system_name) = system_parts(o.system.as_ref());
    let values = values![
        o.id,
        &o.name,
        domain::municipality::fold(&o.name),
        o.kvk.as_deref(),
        o.organ.map(Organ::as_str),
        system_code,
        system_name,
        &o.street,
        &o.postcode,
        &o.city,
        o.website.as_deref(),
        o.nationwide,
        o.jointly,
        o.executor,
        o.executor_name.as_deref(),
        o.executor_party,
        o.clients.as_deref(),
    ];
    tx.execute(&SAVE, values).await.map(drop)
}

/// Another system in one municipality that it covers.
///
/// # Errors
/// [`StorageError`].
pub async fn set_covered_system(
    tx: &mut Tx,
    id: OrganisationId,
    municipality: MunicipalityCode,
    system: &WarningSystem,
) -> Result<(), StorageError> {
    let (code, name) = system_parts(Some(system));
    tx.execute(&SET_COVERED_SYSTEM, values![id, municipality.as_str(), code, name]).await.map(drop)
}

/// Takes its whole area away, to be written anew.
///
/// # Errors
/// [`StorageError`].
pub async fn clear_area(tx: &mut Tx, id: OrganisationId) -> Result<(), StorageError> {
    tx.execute(&CLEAR_AREA, values![id]).await.map(drop)
}

/// Whoever was active in `old` is active in `into` from now on.
///
/// # Errors
/// [`StorageError`].
pub async fn merge_areas(tx: &mut Tx, old: MunicipalityCode, into: MunicipalityCode) -> Result<(), StorageError> {
    tx.execute(&WIDEN_AREAS, values![old.as_str(), into.as_str()]).await?;
    tx.execute(&LEAVE_AREAS, values![old.as_str()]).await.map(drop)
}

/// It has ended, with every role in it. `false`: it had before.
///
/// # Errors
/// [`StorageError`].
pub async fn end(tx: &mut Tx, id: OrganisationId, at: Timestamp) -> Result<bool, StorageError> {
    tx.execute(&UNLINK_EXECUTOR, values![id]).await?;
    tx.execute(&END_ROLES, values![id, at]).await?;
    Ok(tx.execute(&END, values![id, at]).await? == 1)
}

/// Everything that it covers, it covers until this day.
///
/// # Errors
/// [`StorageError`].
pub async fn end_coverage(tx: &mut Tx, id: OrganisationId, on: Date) -> Result<(), StorageError> {
    tx.execute(&END_COVERAGE, values![id, on]).await.map(drop)
}
