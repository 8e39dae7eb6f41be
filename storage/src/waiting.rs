//! What waits for a person to be signed: slots of the organisations for which this person may sign, in agreements
//! that are released, whose document stands, and that the partner does not keep for later.
//!
//! What belongs here: finding it for one person. What never does: how many are new (that is [`crate::offers`] and
//! [`crate::monday`]), and signing ([`crate::rounds`]).

use crate::{Row, StorageError, Tx, documents::digest, organisations::system, sql, store::Digest, values};
use domain::{
    agreement::{Side, StateKind},
    ids::{AgreementId, OrganisationId, PersonId, RevisionId, SlotId},
    party::{OrganisationKind, WarningSystem},
};

/// A slot that a person may fill, whatever the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The slot.
    pub slot: SlotId,
    /// Its side.
    pub side: Side,
    /// Which of its side.
    pub ordinal: i64,
    /// For which organisation the person would sign.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The agreement.
    pub agreement: AgreementId,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: StateKind,
    /// Its state with data, as JSON.
    pub details: String,
    /// The revision.
    pub revision: RevisionId,
    /// 1, 2, …
    pub revision_number: i64,
    /// Version of its text.
    pub template: String,
    /// The contracting party.
    pub party_name: String,
    /// What it is.
    pub party_kind: OrganisationKind,
    /// Its system; a joint body has one per member.
    pub system: Option<WarningSystem>,
    /// The signal partner.
    pub partner_name: String,
    /// Its sector.
    pub sector: String,
    /// The executor that is a party.
    pub executor_name: Option<String>,
    /// What is signed.
    pub released: Digest,
    /// The newest bytes.
    pub newest: Digest,
    /// Pages.
    pub pages: i64,
}

/// The columns of a [`Waiting`], from where it is looked for and under which further conditions.
macro_rules! waiting {
    ($from:literal, $tail:literal) => {
        concat!(
            "SELECT sl.id AS slot_id, sl.side, sl.ordinal, sl.organisation_id, o.name AS organisation_name, a.id, a.number, \
             a.state, a.details, a.revision_id, v.number AS revision_number, v.template, m.name AS party_name, m.kind AS party_kind, \
             m.system_code, m.system_name, s.name AS partner_name, s.sector, e.name AS executor_name, d.released, d.newest, d.pages \
             FROM ",
            $from,
            " JOIN documents d ON d.revision_id = sl.revision_id AND d.state = 'ready' \
              JOIN organisations o ON o.id = sl.organisation_id AND o.ended_at IS NULL \
              JOIN organisations m ON m.id = a.party_id JOIN organisations s ON s.id = a.partner_id \
              LEFT JOIN organisations e ON e.id = a.executor_id \
              WHERE r.person_id = $1 AND r.role = 'signatory' AND r.ended_at IS NULL AND sl.filled_by IS NULL \
              AND NOT EXISTS (SELECT 1 FROM slots f WHERE f.revision_id = sl.revision_id AND f.filled_by = $1)",
            $tail
        )
    };
}

sql! {
    /// What waits for a person: by the offers of the organisation, which are a part of its thousand agreements.
    /// `CROSS JOIN` keeps that order.
    ALL (Uuid) = waiting!("roles r CROSS JOIN offers w CROSS JOIN agreements a JOIN revisions v ON v.id = a.revision_id \
        CROSS JOIN slots sl",
        " AND w.organisation_id = r.organisation_id AND a.id = w.agreement_id AND a.revision_id = w.revision_id \
        AND sl.revision_id = w.revision_id AND sl.organisation_id = w.organisation_id \
        ORDER BY a.sector, a.partner_sort, a.party_sort, a.id, CASE sl.side WHEN 'municipality' \
        THEN 0 WHEN 'partner' THEN 1 ELSE 2 END, sl.ordinal");
    /// One slot that waits for a person. A round of hundreds asks for each: it begins at the slot.
    ONE (Uuid, Uuid) = waiting!("slots sl JOIN revisions v ON v.id = sl.revision_id \
        JOIN agreements a ON a.id = v.agreement_id AND a.revision_id = v.id \
        JOIN roles r ON r.organisation_id = sl.organisation_id",
        " AND sl.id = $2 AND a.state IN ('released', 'partly_signed')");
    /// How many agreements wait for a person, without those that the partner keeps for later: every page asks.
    HOW_MANY (Uuid) = "SELECT COUNT(DISTINCT f.agreement_id) AS n FROM roles r \
        JOIN organisations o ON o.id = r.organisation_id AND o.ended_at IS NULL \
        JOIN offers f ON f.organisation_id = r.organisation_id \
        WHERE r.person_id = $1 AND r.role = 'signatory' AND r.ended_at IS NULL \
        AND NOT EXISTS (SELECT 1 FROM slots sl WHERE sl.revision_id = f.revision_id AND sl.filled_by = $1)";
    /// A slot of an organisation for which somebody may sign, whatever its state.
    OWN_SLOT (Uuid, Uuid) = "SELECT sl.id FROM roles r JOIN slots sl ON sl.organisation_id = r.organisation_id \
        WHERE r.person_id = $1 AND r.role = 'signatory' AND r.ended_at IS NULL AND sl.id = $2";
}

fn waiting(row: &Row) -> Result<Waiting, StorageError> {
    let bytes = |column| digest(row, column)?.ok_or_else(|| row.unreadable());
    Ok(Waiting {
        slot: row.id("slot_id")?,
        side: row.code("side", Side::parse)?,
        ordinal: row.get("ordinal")?,
        organisation: row.id("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        agreement: row.id("id")?,
        number: row.get("number")?,
        state: row.code("state", StateKind::parse)?,
        details: row.get("details")?,
        revision: row.id("revision_id")?,
        revision_number: row.get("revision_number")?,
        template: row.get("template")?,
        party_name: row.get("party_name")?,
        party_kind: row.code("party_kind", OrganisationKind::parse)?,
        system: system(row)?,
        partner_name: row.get("partner_name")?,
        sector: row.get::<Option<String>>("sector")?.unwrap_or_default(),
        executor_name: row.get("executor_name")?,
        released: bytes("released")?,
        newest: bytes("newest")?,
        pages: row.get::<Option<i64>>("pages")?.unwrap_or_default(),
    })
}

/// What waits for a person, over all organisations, by sector and name.
///
/// # Errors
/// [`StorageError`].
pub async fn all(tx: &mut Tx, person: PersonId) -> Result<Vec<Waiting>, StorageError> {
    tx.all(&ALL, values![person]).await?.iter().map(waiting).collect()
}

/// One slot, if it waits for this person.
///
/// # Errors
/// [`StorageError`].
pub async fn one(tx: &mut Tx, person: PersonId, slot: SlotId) -> Result<Option<Waiting>, StorageError> {
    tx.first(&ONE, values![person, slot]).await?.as_ref().map(waiting).transpose()
}

/// How many agreements wait for a person.
///
/// # Errors
/// [`StorageError`].
pub async fn how_many(tx: &mut Tx, person: PersonId) -> Result<i64, StorageError> {
    tx.first(&HOW_MANY, values![person]).await?.map_or(Ok(0), |row| row.get("n"))
}

/// Whether a slot is of an organisation for which this person may sign, whether it waits or not.
///
/// # Errors
/// [`StorageError`].
pub async fn is_own_slot(tx: &mut Tx, person: PersonId, slot: SlotId) -> Result<bool, StorageError> {
    Ok(tx.first(&OWN_SLOT, values![person, slot]).await?.is_some())
}
