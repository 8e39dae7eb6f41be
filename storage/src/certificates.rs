//! Certificates of signatories: those that were issued, and those that are no longer to be trusted.

use crate::{StorageError, Tx, sql, values};
use domain::ids::{OrganisationId, PersonId, RoundId};
use jiff::Timestamp;

sql! {
    /// Keeps a certificate.
    ADD (Bytes, Uuid, Uuid, Uuid, Bytes, Int, Int) = "INSERT INTO certificates (serial, round_id, person_id, organisation_id, \
        der, issued_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (serial) DO NOTHING";
    /// Every revoked certificate, in the order in which they were revoked.
    REVOKED () = "SELECT serial, revoked_at FROM certificates WHERE revoked_at IS NOT NULL ORDER BY revoked_at, serial";
    /// How many are revoked, and since when the last of them.
    MARK () = "SELECT COUNT(*) AS n, MAX(revoked_at) AS newest FROM certificates WHERE revoked_at IS NOT NULL";
    /// Revokes one; the first moment stays.
    REVOKE (Bytes, Int) = "UPDATE certificates SET revoked_at = $2 WHERE serial = $1 AND revoked_at IS NULL";
}

/// A certificate that was issued for a round.
#[derive(Clone, Debug)]
pub struct NewCertificate {
    /// Its serial number.
    pub serial: Vec<u8>,
    /// The round.
    pub round: RoundId,
    /// To whom.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// The certificate.
    pub der: Vec<u8>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Its last second.
    pub ends_at: Timestamp,
}

/// Keeps a certificate.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, new: NewCertificate) -> Result<(), StorageError> {
    let NewCertificate { serial, round, person, organisation, der, issued_at, ends_at } = new;
    let values = values![serial, round, person, organisation, der, issued_at, ends_at];
    tx.execute(&ADD, values).await.map(drop)
}

/// A certificate that was revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// Its serial number.
    pub serial: Vec<u8>,
    /// Since when.
    pub at: Timestamp,
}

/// What changes with every revocation: how many there are, and the moment of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How many.
    pub count: i64,
    /// The last moment.
    pub newest: Option<Timestamp>,
}

/// Every revoked certificate, the first revoked first.
///
/// # Errors
/// [`StorageError`].
pub async fn revoked(tx: &mut Tx) -> Result<Vec<Revoked>, StorageError> {
    let rows = tx.all(&REVOKED, values![]).await?;
    let read = |at: Option<Timestamp>| at.ok_or(StorageError::Unreadable("certificates"));
    rows.iter()
        .map(|row| Ok(Revoked { serial: row.get("serial")?, at: read(row.maybe_time("revoked_at")?)? }))
        .collect()
}

/// Tells whether a list that was made earlier is still whole.
///
/// # Errors
/// [`StorageError`].
pub async fn mark(tx: &mut Tx) -> Result<Mark, StorageError> {
    let row = tx.first(&MARK, values![]).await?.ok_or(StorageError::Unreadable("certificates"))?;
    Ok(Mark { count: row.get("n")?, newest: row.maybe_time("newest")? })
}

/// Revokes a certificate. Says whether there was one to revoke.
///
/// # Errors
/// [`StorageError`].
pub async fn revoke(tx: &mut Tx, serial: &[u8], at: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&REVOKE, values![serial, at]).await? > 0)
}
