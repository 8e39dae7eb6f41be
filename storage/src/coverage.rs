//! Which contracting party covers a municipality, from and until which day.

use crate::{
    Row, StorageError, Tx,
    organisations::{system, system_parts},
    sql, values,
};
use domain::{
    ids::OrganisationId,
    municipality::{MunicipalityCode, Province},
    party::WarningSystem,
};
use jiff::civil::Date;

/// A stretch of time in which a party covers a municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// Where it lies.
    pub province: Province,
    /// Who covers it.
    pub organisation: OrganisationId,
    /// The name of that party.
    pub name: String,
    /// Its early-warning system.
    pub system: WarningSystem,
    /// First day.
    pub from: Date,
    /// First day on which it no longer holds.
    pub until: Option<Date>,
}

sql! {
    /// Adds a stretch.
    ADD (Text, Text, Uuid, Text, Text, Text) = "INSERT INTO coverage (municipality_code, valid_from, organisation_id, \
        province, system_code, system_name) VALUES ($1, $2, $3, $4, $5, $6)";
    /// Ends the open stretch of a municipality.
    END (Text, Text) = "UPDATE coverage SET valid_until = $2 WHERE municipality_code = $1 AND valid_until IS NULL";
    /// The open stretch of a municipality.
    OPEN (Text) = "SELECT c.*, o.name FROM coverage c JOIN organisations o ON o.id = c.organisation_id \
        WHERE c.municipality_code = $1 AND c.valid_until IS NULL";
    /// What a party covers on a day or later.
    OF (Uuid, Text) = "SELECT c.*, o.name FROM coverage c JOIN organisations o ON o.id = c.organisation_id \
        WHERE c.organisation_id = $1 AND (c.valid_until IS NULL OR c.valid_until > $2) ORDER BY c.municipality_code";
    /// What all parties cover on a day.
    ON (Text) = "SELECT c.*, o.name FROM coverage c JOIN organisations o ON o.id = c.organisation_id \
        WHERE c.valid_from <= $1 AND (c.valid_until IS NULL OR c.valid_until > $1) ORDER BY c.municipality_code";
    /// Who covers a municipality on a day.
    COVERING (Text, Text) = "SELECT c.*, o.name FROM coverage c JOIN organisations o ON o.id = c.organisation_id \
        WHERE c.municipality_code = $1 AND c.valid_from <= $2 AND (c.valid_until IS NULL OR c.valid_until > $2)";
    /// Whether a partner is active in a municipality.
    ACTIVE (Uuid, Text) = "SELECT COUNT(*) AS n FROM organisations s WHERE s.id = $1 AND (s.nationwide OR EXISTS (SELECT 1 \
        FROM areas r WHERE r.organisation_id = s.id AND r.municipality_code = $2))";
    /// The members of a party in which a partner is active, on a day or later.
    SHARED (Uuid, Uuid, Text) = "SELECT c.*, o.name FROM coverage c JOIN organisations o ON o.id = c.organisation_id \
        JOIN organisations s ON s.id = $2 WHERE c.organisation_id = $1 AND (c.valid_until IS NULL OR c.valid_until > $3) \
        AND (s.nationwide OR EXISTS (SELECT 1 FROM areas r WHERE r.organisation_id = s.id \
        AND r.municipality_code = c.municipality_code)) ORDER BY c.municipality_code";
}

fn coverage(row: &Row) -> Result<Coverage, StorageError> {
    Ok(Coverage {
        municipality: row.code("municipality_code", |code| MunicipalityCode::parse(code).ok())?,
        province: row.code("province", |name| Province::parse(name).ok())?,
        organisation: row.id("organisation_id")?,
        name: row.get("name")?,
        system: system(row)?.ok_or_else(|| row.unreadable())?,
        from: row.maybe_date("valid_from")?.ok_or_else(|| row.unreadable())?,
        until: row.maybe_date("valid_until")?,
    })
}

/// Covers a municipality from a day on.
///
/// # Errors
/// [`StorageError::Duplicate`] when another party covers it.
pub async fn add(
    tx: &mut Tx,
    organisation: OrganisationId,
    municipality: MunicipalityCode,
    province: Province,
    system: &WarningSystem,
    from: Date,
) -> Result<(), StorageError> {
    let (code, name) = system_parts(Some(system));
    let values = values![municipality.as_str(), from, organisation, province.as_str(), code, name];
    tx.execute(&ADD, values).await.map(drop)
}

/// Ends the open stretch of a municipality on a day. `false`: there was none.
///
/// # Errors
/// [`StorageError`].
pub async fn end(tx: &mut Tx, municipality: MunicipalityCode, on: Date) -> Result<bool, StorageError> {
    Ok(tx.execute(&END, values![municipality.as_str(), on]).await? == 1)
}

/// The open stretch of a municipality.
///
/// # Errors
/// [`StorageError`].
pub async fn open(tx: &mut Tx, municipality: MunicipalityCode) -> Result<Option<Coverage>, StorageError> {
    tx.first(&OPEN, values![municipality.as_str()]).await?.as_ref().map(coverage).transpose()
}

/// Who covers a municipality on a day.
///
/// # Errors
/// [`StorageError`].
pub async fn covering(
    tx: &mut Tx,
    municipality: MunicipalityCode,
    day: Date,
) -> Result<Option<Coverage>, StorageError> {
    tx.first(&COVERING, values![municipality.as_str(), day]).await?.as_ref().map(coverage).transpose()
}

/// Whether a partner is active in a municipality.
///
/// # Errors
/// [`StorageError`].
pub async fn is_active_in(
    tx: &mut Tx,
    partner: OrganisationId,
    municipality: MunicipalityCode,
) -> Result<bool, StorageError> {
    Ok(tx.count(&ACTIVE, values![partner, municipality.as_str()]).await? > 0)
}

/// What a party covers on `day` or later.
///
/// # Errors
/// [`StorageError`].
pub async fn of(tx: &mut Tx, organisation: OrganisationId, day: Date) -> Result<Vec<Coverage>, StorageError> {
    tx.all(&OF, values![organisation, day]).await?.iter().map(coverage).collect()
}

/// What all parties cover on `day`.
///
/// # Errors
/// [`StorageError`].
pub async fn on(tx: &mut Tx, day: Date) -> Result<Vec<Coverage>, StorageError> {
    tx.all(&ON, values![day]).await?.iter().map(coverage).collect()
}

/// The municipalities of `party` in which `partner` is active, on `day` or later.
///
/// # Errors
/// [`StorageError`].
pub async fn shared(
    tx: &mut Tx,
    party: OrganisationId,
    partner: OrganisationId,
    day: Date,
) -> Result<Vec<Coverage>, StorageError> {
    tx.all(&SHARED, values![party, partner, day]).await?.iter().map(coverage).collect()
}
