//! What was signed outside the portal and brought in, and organisations that came from a file.

use crate::{Row, StorageError, Tx, documents::digest, sql, store::Digest, values};
use domain::{
    agreement::{AgreementNumber, Filled, Parts, Revision, Side, Slot, State, StateKind},
    ids::{AgreementId, OrganisationId, RevisionId, SlotId},
    party::OrganisationKind,
};
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;

/// What came with an agreement that was signed outside the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtIn {
    /// When both sides signed.
    pub signed_on: Date,
    /// What its document was called, where one came with it.
    pub document: Option<String>,
}

/// A current agreement of a party, as an import sees it.
#[derive(Clone, Debug)]
pub struct Current {
    /// Everything of it.
    pub parts: Parts,
    /// Rises with every change.
    pub version: i64,
}

/// A registered organisation, as an import finds it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its id.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// KvK number.
    pub kvk: Option<String>,
    /// Postcode.
    pub postcode: String,
    /// CBS code of a municipality.
    pub municipality: Option<String>,
    /// Whether a signal partner is active in the whole country.
    pub nationwide: bool,
}

sql! {
    /// What came with an agreement.
    FIND (Uuid) = "SELECT * FROM elsewhere WHERE agreement_id = $1";
    /// The agreements that a document came with.
    BY_DIGEST (Bytes) = "SELECT e.signed_on, a.number FROM elsewhere e JOIN agreements a ON a.id = e.agreement_id \
        WHERE e.digest = $1 ORDER BY a.number LIMIT 20";
    /// The current agreements of a party.
    CURRENT (Uuid) = "SELECT a.*, v.number AS revision_number FROM agreements a \
        JOIN revisions v ON v.id = a.revision_id WHERE a.party_id = $1 AND a.is_current";
    /// Their places to sign.
    SLOTS (Uuid) = "SELECT s.* FROM agreements a JOIN slots s ON s.revision_id = a.revision_id \
        WHERE a.party_id = $1 AND a.is_current ORDER BY s.revision_id, CASE s.side WHEN 'municipality' THEN 0 \
        WHEN 'partner' THEN 1 ELSE 2 END, s.ordinal";
    /// Every organisation that takes part.
    NAMED () = "SELECT id, kind, name, kvk, postcode, municipality_code, nationwide FROM organisations WHERE ended_at IS NULL \
        ORDER BY accepted_at, id";
    /// What each party covers on a day or later.
    COVERED (Text) = "SELECT organisation_id, municipality_code FROM coverage WHERE valid_until IS NULL OR valid_until > $1";
    /// Where each partner is active that is not active everywhere.
    AREAS () = "SELECT organisation_id, municipality_code FROM areas";
    /// Notes that an organisation came from a file.
    MOVED_IN (Uuid, Int, Int) = "INSERT INTO moved_in (organisation_id, moved_in_at, invited_at) VALUES ($1, $2, $3)";
    /// Those whose people were not invited.
    UNINVITED (Int) = "SELECT m.organisation_id FROM moved_in m JOIN organisations o ON o.id = m.organisation_id \
        WHERE m.invited_at IS NULL AND o.ended_at IS NULL ORDER BY m.moved_in_at, m.organisation_id LIMIT $1";
    /// How many those are.
    COUNT_UNINVITED () = "SELECT COUNT(*) AS n FROM moved_in m JOIN organisations o ON o.id = m.organisation_id \
        WHERE m.invited_at IS NULL AND o.ended_at IS NULL";
    /// Its people are invited.
    INVITED (Uuid, Int) = "UPDATE moved_in SET invited_at = $2 WHERE organisation_id = $1 AND invited_at IS NULL";
}

/// What came with an agreement, and the digest of its document.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, agreement: AgreementId) -> Result<Option<(BroughtIn, Option<Digest>)>, StorageError> {
    let Some(row) = tx.first(&FIND, values![agreement]).await? else { return Ok(None) };
    let brought_in = BroughtIn { signed_on: signed_on(&row)?, document: row.get("file_name")? };
    Ok(Some((brought_in, digest(&row, "digest")?)))
}

fn signed_on(row: &Row) -> Result<Date, StorageError> {
    row.maybe_date("signed_on")?.ok_or_else(|| row.unreadable())
}

/// The numbers of the agreements that these bytes came with, each with the day on which it was signed.
///
/// # Errors
/// [`StorageError`].
pub async fn by_digest(tx: &mut Tx, document: Digest) -> Result<Vec<(AgreementNumber, Date)>, StorageError> {
    let rows = tx.all(&BY_DIGEST, values![document]).await?;
    rows.iter()
        .map(|row| Ok((row.code("number", |text| AgreementNumber::parse(text).ok())?, signed_on(row)?)))
        .collect()
}

/// The current agreements of a party, by their partner.
///
/// # Errors
/// [`StorageError`].
pub async fn current(tx: &mut Tx, party: OrganisationId) -> Result<HashMap<OrganisationId, Current>, StorageError> {
    let mut slots: HashMap<RevisionId, Vec<Slot>> = HashMap::new();
    for row in tx.all(&SLOTS, values![party]).await? {
        slots.entry(row.id("revision_id")?).or_default().push(slot(&row)?);
    }
    let mut found = HashMap::new();
    for row in tx.all(&CURRENT, values![party]).await? {
        let revision: RevisionId = row.id("revision_id")?;
        let number = u32::try_from(row.get::<i64>("revision_number")?).map_err(|_| row.unreadable())?;
        let state: State = serde_json::from_str(&row.get::<String>("details")?).map_err(|_| row.unreadable())?;
        if state.kind() != row.code("state", StateKind::parse)? {
            return Err(row.unreadable());
        }
        let parts = Parts {
            id: row.id("id")?,
            number: row.code("number", |text| AgreementNumber::parse(text).ok())?,
            party,
            partner: row.id("partner_id")?,
            executor: row.maybe_id("executor_id")?,
            state,
            revision: Revision { id: revision, number, slots: slots.remove(&revision).unwrap_or_default() },
        };
        found.insert(parts.partner, Current { parts, version: row.get("version")? });
    }
    Ok(found)
}

fn slot(row: &Row) -> Result<Slot, StorageError> {
    let filled = match (row.maybe_id("filled_by")?, row.maybe_time("filled_at")?) {
        (Some(by), Some(at)) => Some(Filled { by, at }),
        _ => None,
    };
    Ok(Slot {
        id: row.id::<SlotId>("id")?,
        side: row.code("side", Side::parse)?,
        ordinal: u16::try_from(row.get::<i64>("ordinal")?).map_err(|_| row.unreadable())?,
        organisation: row.id("organisation_id")?,
        filled,
    })
}

/// Every organisation that takes part.
///
/// # Errors
/// [`StorageError`].
pub async fn named(tx: &mut Tx) -> Result<Vec<Named>, StorageError> {
    let rows = tx.all(&NAMED, values![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Named {
                id: row.id("id")?,
                kind: row.code("kind", OrganisationKind::parse)?,
                name: row.get("name")?,
                kvk: row.get("kvk")?,
                postcode: row.get("postcode")?,
                municipality: row.get("municipality_code")?,
                nationwide: row.get("nationwide")?,
            })
        })
        .collect()
}

/// What each party covers on `day` or later, by CBS code.
///
/// # Errors
/// [`StorageError`].
pub async fn covered(tx: &mut Tx, day: Date) -> Result<Vec<(OrganisationId, String)>, StorageError> {
    pairs(&tx.all(&COVERED, values![day]).await?)
}

/// Where each partner is active that is not active everywhere, by CBS code.
///
/// # Errors
/// [`StorageError`].
pub async fn areas(tx: &mut Tx) -> Result<Vec<(OrganisationId, String)>, StorageError> {
    pairs(&tx.all(&AREAS, values![]).await?)
}

fn pairs(rows: &[Row]) -> Result<Vec<(OrganisationId, String)>, StorageError> {
    rows.iter().map(|row| Ok((row.id("organisation_id")?, row.get("municipality_code")?))).collect()
}

/// Notes that an organisation came from a file, and whether its people were invited with it.
///
/// # Errors
/// [`StorageError`].
pub async fn moved_in(tx: &mut Tx, id: OrganisationId, now: Timestamp, invited: bool) -> Result<(), StorageError> {
    tx.execute(&MOVED_IN, values![id, now, invited.then_some(now)]).await.map(drop)
}

/// Organisations from files whose people were not invited, the longest waiting first, at most `most`.
///
/// # Errors
/// [`StorageError`].
pub async fn uninvited(tx: &mut Tx, most: i64) -> Result<Vec<OrganisationId>, StorageError> {
    tx.all(&UNINVITED, values![most]).await?.iter().map(|row| row.id("organisation_id")).collect()
}

/// How many organisations from files wait for the invitation of their people.
///
/// # Errors
/// [`StorageError`].
pub async fn count_uninvited(tx: &mut Tx) -> Result<i64, StorageError> {
    tx.count(&COUNT_UNINVITED, values![]).await
}

/// Notes that the people of an organisation are invited. `false`: they were already.
///
/// # Errors
/// [`StorageError`].
pub async fn invited(tx: &mut Tx, id: OrganisationId, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&INVITED, values![id, now]).await? == 1)
}
