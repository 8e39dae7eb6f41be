//! Agreements: lists, counts, the map, and one agreement with its revision and slots.

use crate::{Row, StorageError, Tx, documents::Standing, organisations::system, sql, values};
use domain::{
    agreement::{AgreementNumber, Filled, Parts, Revision, Side, Slot, State, StateKind},
    ids::{AgreementId, OrganisationId, SlotId},
    municipality::{MunicipalityCode, Province},
    party::{OrganisationKind, WarningSystem},
};
use jiff::Timestamp;

/// Whose agreements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of a contracting party; listed by the name of the partner.
    Party(OrganisationId),
    /// Of a signal partner; listed by the name of the contracting party.
    Partner(OrganisationId),
    /// All; listed by the name of the contracting party.
    All,
}

/// Which agreements a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of a party's name, as [`crate::organisations::pattern`] makes it.
    pub name: Option<String>,
    /// Part of a number, in upper case, with `%`.
    pub number: Option<String>,
    /// One sector only.
    pub sector: Option<String>,
    /// Parties that cover a municipality in this province.
    pub province: Option<Province>,
    /// One state only.
    pub state: Option<StateKind>,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: AgreementId,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: StateKind,
    /// The same with its data.
    pub details: State,
    /// When the state changed last.
    pub changed_at: Timestamp,
    /// How far the document of its revision is, once it was asked for.
    pub document: Option<Standing>,
    /// Sides that have fewer signatories than slots.
    pub without_signatory: Vec<Side>,
    /// The contracting party.
    pub party: OrganisationId,
    /// Its name.
    pub party_name: String,
    /// What it is.
    pub party_kind: OrganisationKind,
    /// CBS code, if it is a municipality.
    pub municipality: Option<String>,
    /// Province, if it is a municipality.
    pub province: Option<Province>,
    /// Its system.
    pub system: Option<WarningSystem>,
    /// The signal partner.
    pub partner: OrganisationId,
    /// Its name.
    pub partner_name: String,
    /// Its sector.
    pub sector: String,
    /// The folded name by which the list is sorted: with the id, where the next page begins.
    pub sort: String,
}

macro_rules! filtered {
    ($head:literal, $scope:literal, $tail:literal) => {
        concat!(
            $head,
            " FROM agreements a JOIN organisations m ON m.id = a.party_id JOIN organisations s ON s.id = a.partner_id WHERE ",
            $scope,
            " AND ($2 IS NULL OR m.sort_name LIKE $2 ESCAPE '!' OR s.sort_name LIKE $2 ESCAPE '!' OR a.number LIKE $3 ESCAPE '!')",
            " AND ($4 IS NULL OR s.sector = $4) AND ($5 IS NULL OR EXISTS (SELECT 1 FROM coverage c WHERE c.organisation_id = a.party_id AND c.province = $5))",
            " AND ($6 IS NULL OR a.state = $6)",
            $tail
        )
    };
}
macro_rules! columns {
    ($sort:literal, $scope:literal) => {
        filtered!(
            "SELECT a.id, a.number, a.state, a.details, a.changed_at, \
             (SELECT d.state FROM documents d WHERE d.revision_id = a.revision_id) AS document, \
             (SELECT COUNT(*) FROM roles r WHERE r.organisation_id = m.id AND r.role = 'signatory' AND r.ended_at IS NULL) AS m_signatories, \
             (SELECT COUNT(*) FROM roles r WHERE r.organisation_id = s.id AND r.role = 'signatory' AND r.ended_at IS NULL) AS s_signatories, \
             m.jointly AS m_jointly, s.jointly AS s_jointly, a.party_id, m.name AS party_name, m.kind AS party_kind, m.municipality_code, m.province, m.system_code, m.system_name, a.partner_id, s.name AS partner_name, s.sector, m.sort_name AS m_sort, s.sort_name AS s_sort",
            $scope,
            $sort
        )
    };
}

sql! {
    /// A page for a contracting party.
    LIST_PARTY (Uuid, Text, Text, Text, Text, Text, Text, Uuid, Int) = columns!(
        " AND ($7 IS NULL OR (s.sort_name, a.id) > ($7, $8)) ORDER BY s.sort_name, a.id LIMIT $9", "a.party_id = $1");
    /// A page for a signal partner.
    LIST_PARTNER (Uuid, Text, Text, Text, Text, Text, Text, Uuid, Int) = columns!(
        " AND ($7 IS NULL OR (m.sort_name, a.id) > ($7, $8)) ORDER BY m.sort_name, a.id LIMIT $9", "a.partner_id = $1");
    /// A page of all.
    LIST_ALL (Uuid, Text, Text, Text, Text, Text, Text, Uuid, Int) = columns!(
        " AND ($7 IS NULL OR (m.sort_name, a.id) > ($7, $8)) ORDER BY m.sort_name, a.id LIMIT $9", "$1 IS NULL");
    /// Numbers per state for a contracting party.
    COUNT_PARTY (Uuid, Text, Text, Text, Text, Text) = filtered!(
        "SELECT a.state, COUNT(*) AS n", "a.party_id = $1", " GROUP BY a.state");
    /// Numbers per state for a signal partner.
    COUNT_PARTNER (Uuid, Text, Text, Text, Text, Text) = filtered!(
        "SELECT a.state, COUNT(*) AS n", "a.partner_id = $1", " GROUP BY a.state");
    /// Numbers per state of all.
    COUNT_ALL (Uuid, Text, Text, Text, Text, Text) = filtered!(
        "SELECT a.state, COUNT(*) AS n", "$1 IS NULL", " GROUP BY a.state");
    /// One.
    FIND (Uuid) = "SELECT * FROM agreements WHERE id = $1";
    /// Its revision.
    REVISION (Uuid) = "SELECT * FROM revisions WHERE id = $1";
    /// The slots of a revision.
    SLOTS (Uuid) = "SELECT * FROM slots WHERE revision_id = $1 ORDER BY CASE side WHEN 'municipality' THEN 0 \
        WHEN 'partner' THEN 1 ELSE 2 END, ordinal";
    /// The state per municipality for a partner, on a day: where it is active.
    MAP (Uuid, Text) = "SELECT c.municipality_code, a.id, a.state FROM agreements a JOIN organisations s ON s.id = a.partner_id \
        JOIN coverage c ON c.organisation_id = a.party_id AND (c.valid_until IS NULL OR c.valid_until > $2) \
        WHERE a.partner_id = $1 AND a.is_current AND (s.nationwide OR EXISTS (SELECT 1 FROM areas r \
        WHERE r.organisation_id = s.id AND r.municipality_code = c.municipality_code)) \
        ORDER BY c.municipality_code, c.valid_from DESC";
    /// How many of each state a municipality has, over all partners that are active there.
    MAP_ALL (Text) = "SELECT c.municipality_code, a.state, COUNT(*) AS n FROM coverage c \
        JOIN agreements a ON a.party_id = c.organisation_id AND a.is_current JOIN organisations s ON s.id = a.partner_id \
        WHERE c.valid_from <= $1 AND (c.valid_until IS NULL OR c.valid_until > $1) \
        AND (s.nationwide OR EXISTS (SELECT 1 FROM areas r WHERE r.organisation_id = s.id \
        AND r.municipality_code = c.municipality_code)) \
        GROUP BY c.municipality_code, a.state ORDER BY c.municipality_code, a.state";
    /// How many pairs have more than one current agreement: always none.
    DOUBLES () = "SELECT COUNT(*) AS n FROM (SELECT party_id, partner_id FROM agreements WHERE is_current \
        GROUP BY party_id, partner_id HAVING COUNT(*) > 1) d";
    /// How many there are.
    TOTAL () = "SELECT COUNT(*) AS n FROM agreements";
}

fn line(row: &Row, scope: Scope) -> Result<Line, StorageError> {
    let sort = if matches!(scope, Scope::Party(_)) { "s_sort" } else { "m_sort" };
    let mut without_signatory = Vec::new();
    for (side, there, jointly) in
        [(Side::Municipality, "m_signatories", "m_jointly"), (Side::Partner, "s_signatories", "s_jointly")]
    {
        let places = if row.get::<bool>(jointly)? { 2 } else { 1 };
        if row.get::<i64>(there)? < places {
            without_signatory.push(side);
        }
    }
    Ok(Line {
        id: row.id("id")?,
        number: row.get("number")?,
        state: row.code("state", StateKind::parse)?,
        details: serde_json::from_str(&row.get::<String>("details")?).map_err(|_| row.unreadable())?,
        changed_at: row.time("changed_at")?,
        document: row.maybe_code("document", Standing::parse)?,
        without_signatory,
        party: row.id("party_id")?,
        party_name: row.get("party_name")?,
        party_kind: row.code("party_kind", OrganisationKind::parse)?,
        municipality: row.get("municipality_code")?,
        province: row.maybe_code("province", |name| Province::parse(name).ok())?,
        system: system(row)?,
        partner: row.id("partner_id")?,
        partner_name: row.get("partner_name")?,
        sector: row.get::<Option<String>>("sector")?.unwrap_or_default(),
        sort: row.get(sort)?,
    })
}

const fn organisation(scope: Scope) -> Option<OrganisationId> {
    match scope {
        Scope::Party(id) | Scope::Partner(id) => Some(id),
        Scope::All => None,
    }
}

fn filter_values(scope: Scope, filter: &Filter) -> Vec<crate::Value> {
    values![
        organisation(scope),
        filter.name.as_deref(),
        filter.number.as_deref(),
        filter.sector.as_deref(),
        filter.province.map(Province::as_str),
        filter.state.map(StateKind::as_str),
    ]
}

/// A page of agreements, after the one with this sort name and id.
///
/// # Errors
/// [`StorageError`].
pub async fn list(
    tx: &mut Tx,
    scope: Scope,
    filter: &Filter,
    after: Option<&(String, AgreementId)>,
    most: i64,
) -> Result<Vec<Line>, StorageError> {
    let sql = match scope {
        Scope::Party(_) => &LIST_PARTY,
        Scope::Partner(_) => &LIST_PARTNER,
        Scope::All => &LIST_ALL,
    };
    let (name, id) = after.map(|(name, id)| (name.as_str(), *id)).unzip();
    let mut values = filter_values(scope, filter);
    values.extend(values![name, id, most]);
    tx.all(sql, values).await?.iter().map(|row| line(row, scope)).collect()
}

/// How many agreements the filter lets through, per state that occurs.
///
/// # Errors
/// [`StorageError`].
pub async fn counts(tx: &mut Tx, scope: Scope, filter: &Filter) -> Result<Vec<(StateKind, i64)>, StorageError> {
    let sql = match scope {
        Scope::Party(_) => &COUNT_PARTY,
        Scope::Partner(_) => &COUNT_PARTNER,
        Scope::All => &COUNT_ALL,
    };
    let rows = tx.all(sql, filter_values(scope, filter)).await?;
    rows.iter().map(|row| Ok((row.code("state", StateKind::parse)?, row.get("n")?))).collect()
}

/// One agreement as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Everything of it.
    pub parts: Parts,
    /// Rises with every change.
    pub version: i64,
    /// Since when it exists.
    pub created_at: Timestamp,
    /// When its state changed last.
    pub changed_at: Timestamp,
    /// Version of the template of its revision.
    pub template: String,
    /// The members in both as JSON; only with a joint body.
    pub members: Option<String>,
}

/// One agreement with its revision and slots, whoever's it is.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: AgreementId) -> Result<Option<Kept>, StorageError> {
    let Some(row) = tx.first(&FIND, values![id]).await? else { return Ok(None) };
    let revision_id = row.id("revision_id")?;
    let revision = tx.first(&REVISION, values![revision_id]).await?.ok_or_else(|| row.unreadable())?;
    let number = revision.get::<i64>("number")?;
    let slots = tx.all(&SLOTS, values![revision_id]).await?.iter().map(slot).collect::<Result<_, _>>()?;
    Ok(Some(Kept {
        parts: Parts {
            id,
            number: row.code("number", |text| AgreementNumber::parse(text).ok())?,
            party: row.id("party_id")?,
            partner: row.id("partner_id")?,
            executor: row.maybe_id("executor_id")?,
            state: serde_json::from_str(&row.get::<String>("details")?).map_err(|_| row.unreadable())?,
            revision: Revision {
                id: revision_id,
                number: u32::try_from(number).map_err(|_| revision.unreadable())?,
                slots,
            },
        },
        version: row.get("version")?,
        created_at: row.time("created_at")?,
        changed_at: row.time("changed_at")?,
        template: revision.get("template")?,
        members: revision.get("members")?,
    }))
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

/// The agreement and its state per municipality for a partner, on `day` or later; where the
/// municipality goes over to another party, what holds first comes last.
///
/// # Errors
/// [`StorageError`].
pub async fn map_of(
    tx: &mut Tx,
    partner: OrganisationId,
    day: jiff::civil::Date,
) -> Result<Vec<(MunicipalityCode, AgreementId, StateKind)>, StorageError> {
    let rows = tx.all(&MAP, values![partner, day]).await?;
    rows.iter()
        .map(|row| {
            let code = row.code("municipality_code", |code| MunicipalityCode::parse(code).ok())?;
            Ok((code, row.id("id")?, row.code("state", StateKind::parse)?))
        })
        .collect()
}

/// How many agreements of each state a covered municipality has, over all partners that are active
/// there.
///
/// # Errors
/// [`StorageError`].
pub async fn map_of_all(
    tx: &mut Tx,
    day: jiff::civil::Date,
) -> Result<Vec<(MunicipalityCode, StateKind, i64)>, StorageError> {
    let rows = tx.all(&MAP_ALL, values![day]).await?;
    rows.iter()
        .map(|row| {
            let code = row.code("municipality_code", |code| MunicipalityCode::parse(code).ok())?;
            Ok((code, row.code("state", StateKind::parse)?, row.get("n")?))
        })
        .collect()
}

/// How many pairs have more than one current agreement: always none.
///
/// # Errors
/// [`StorageError`].
pub async fn doubles(tx: &mut Tx) -> Result<i64, StorageError> {
    tx.count(&DOUBLES, values![]).await
}

/// How many agreements there are.
///
/// # Errors
/// [`StorageError`].
pub async fn total(tx: &mut Tx) -> Result<i64, StorageError> {
    tx.count(&TOTAL, values![]).await
}
