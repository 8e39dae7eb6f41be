//! Agreements: lists, counts, the map, and one agreement with its revision and slots.

use crate::{Row, StorageError, Tx, documents::Standing, organisations::system, pages::Piece, sql, tallies, values};
use domain::{
    agreement::{AgreementNumber, Filled, Parts, Revision, Side, Slot, State, StateKind},
    ids::{AgreementId, OrganisationId, RevisionId, SlotId},
    municipality::{MunicipalityCode, Province},
    party::{OrganisationKind, WarningSystem},
};
use jiff::Timestamp;
use std::collections::HashMap;

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
    /// Code of a system: parties that receive signals there, in one of their municipalities at least.
    pub system: Option<String>,
    /// Agreements about this municipality.
    pub municipality: Option<MunicipalityCode>,
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

/// The columns of a line. The joins are fixed in their order: agreements lead, by one of their indexes.
macro_rules! lines {
    ($which:expr, $order:expr) => {
        concat!(
            "SELECT a.id, a.number, a.state, a.details, a.changed_at, \
             (SELECT d.state FROM documents d WHERE d.revision_id = a.revision_id) AS document, \
             (SELECT COUNT(*) FROM roles r WHERE r.organisation_id = m.id AND r.role = 'signatory' AND r.ended_at IS NULL) AS m_signatories, \
             (SELECT COUNT(*) FROM roles r WHERE r.organisation_id = s.id AND r.role = 'signatory' AND r.ended_at IS NULL) AS s_signatories, \
             m.jointly AS m_jointly, s.jointly AS s_jointly, a.party_id, m.name AS party_name, m.kind AS party_kind, m.municipality_code, \
             m.province, m.system_code, m.system_name, a.partner_id, s.name AS partner_name, s.sector, a.party_sort AS m_sort, \
             a.partner_sort AS s_sort FROM agreements a CROSS JOIN organisations m CROSS JOIN organisations s WHERE ",
            $which,
            " AND m.id = a.party_id AND s.id = a.partner_id ORDER BY ",
            $order
        )
    };
}
pub(crate) use lines;

/// What narrows the agreements of one organisation, of which it has a thousand.
macro_rules! filtered {
    ($scope:literal) => {
        concat!(
            $scope,
            " AND ($2 IS NULL OR a.party_sort LIKE $2 ESCAPE '!' OR a.partner_sort LIKE $2 ESCAPE '!' OR a.number LIKE $3 ESCAPE '!')",
            " AND ($4 IS NULL OR a.sector = $4) AND ($5 IS NULL OR EXISTS (SELECT 1 FROM coverage c WHERE c.organisation_id = a.party_id AND c.province = $5))",
            " AND ($6 IS NULL OR a.state = $6) AND ($7 IS NULL OR EXISTS (SELECT 1 FROM coverage c WHERE c.organisation_id = a.party_id AND c.system_code = $7))",
            " AND ($8 IS NULL OR (EXISTS (SELECT 1 FROM coverage c WHERE c.organisation_id = a.party_id AND c.municipality_code = $8)",
            " AND EXISTS (SELECT 1 FROM organisations w WHERE w.id = a.partner_id AND (w.nationwide OR EXISTS (SELECT 1 FROM areas r",
            " WHERE r.organisation_id = a.partner_id AND r.municipality_code = $8)))))"
        )
    };
}
macro_rules! list {
    ($scope:literal, $after:literal, $order:literal) => {
        lines!(concat!(filtered!($scope), " AND ", $after), $order)
    };
}
macro_rules! count {
    ($scope:literal) => {
        concat!("SELECT a.state, COUNT(*) AS n FROM agreements a WHERE ", filtered!($scope), " GROUP BY a.state")
    };
}

sql! {
    /// A page for a contracting party, by the name of the partner.
    LIST_PARTY (Uuid, Text, Text, Text, Text, Text, Text, Text, Text, Uuid, Int) = list!(
        "a.party_id = $1", "(a.partner_sort, a.id) > ($9, $10)", "a.partner_sort, a.id LIMIT $11");
    /// The page before, from its end.
    LIST_PARTY_BACK (Uuid, Text, Text, Text, Text, Text, Text, Text, Text, Uuid, Int) = list!(
        "a.party_id = $1", "(a.partner_sort, a.id) < ($9, $10)", "a.partner_sort DESC, a.id DESC LIMIT $11");
    /// A page for a contracting party, what changed last first.
    NEWEST_PARTY (Uuid, Text, Text, Text, Text, Text, Text, Text, Int, Uuid, Int) = list!(
        "a.party_id = $1", "(a.changed_at, a.id) < ($9, $10)", "a.changed_at DESC, a.id DESC LIMIT $11");
    /// The page before, from its end.
    NEWEST_PARTY_BACK (Uuid, Text, Text, Text, Text, Text, Text, Text, Int, Uuid, Int) = list!(
        "a.party_id = $1", "(a.changed_at, a.id) > ($9, $10)", "a.changed_at, a.id LIMIT $11");
    /// A page for a signal partner, by the name of the contracting party.
    LIST_PARTNER (Uuid, Text, Text, Text, Text, Text, Text, Text, Text, Uuid, Int) = list!(
        "a.partner_id = $1", "(a.party_sort, a.id) > ($9, $10)", "a.party_sort, a.id LIMIT $11");
    /// The page before, from its end.
    LIST_PARTNER_BACK (Uuid, Text, Text, Text, Text, Text, Text, Text, Text, Uuid, Int) = list!(
        "a.partner_id = $1", "(a.party_sort, a.id) < ($9, $10)", "a.party_sort DESC, a.id DESC LIMIT $11");
    /// A page for a signal partner, what changed last first.
    NEWEST_PARTNER (Uuid, Text, Text, Text, Text, Text, Text, Text, Int, Uuid, Int) = list!(
        "a.partner_id = $1", "(a.changed_at, a.id) < ($9, $10)", "a.changed_at DESC, a.id DESC LIMIT $11");
    /// The page before, from its end.
    NEWEST_PARTNER_BACK (Uuid, Text, Text, Text, Text, Text, Text, Text, Int, Uuid, Int) = list!(
        "a.partner_id = $1", "(a.changed_at, a.id) > ($9, $10)", "a.changed_at, a.id LIMIT $11");
    /// Its number.
    NUMBER (Uuid) = "SELECT number FROM agreements WHERE id = $1";
    /// One line.
    LINE (Uuid) = lines!("a.id = $1", "a.id");
    /// Numbers per state for a contracting party.
    COUNT_PARTY (Uuid, Text, Text, Text, Text, Text, Text, Text) = count!("a.party_id = $1");
    /// Numbers per state for a signal partner.
    COUNT_PARTNER (Uuid, Text, Text, Text, Text, Text, Text, Text) = count!("a.partner_id = $1");
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
    /// The municipalities that contract for themselves alone on a day.
    MAP_ALONE (Text) = "SELECT organisation_id, MIN(municipality_code) AS municipality_code FROM coverage \
        GROUP BY organisation_id HAVING COUNT(*) = 1 AND MIN(valid_from) <= $1 \
        AND (MIN(valid_until) IS NULL OR MIN(valid_until) > $1)";
    /// How many of each state those that contract have, over all partners. Put together with [`MAP_ALONE`] by the
    /// portal: ids are grouped faster than names, and whole numbers faster than those without an end.
    MAP_OWN () = "SELECT organisation_id, code AS state, CAST(SUM(CAST(n AS INTEGER)) AS BIGINT) AS n FROM (\
        SELECT t.organisation_id, t.code, t.n FROM tallies t WHERE t.list = 'agreements' \
        AND t.organisation_id IN (SELECT organisation_id FROM coverage) \
        UNION ALL SELECT t.party_id, t.code, t.n FROM tally_changes t WHERE t.list = 'agreements' AND t.party_id IS NOT NULL) w \
        WHERE code NOT IN ('withdrawn', 'terminated', 'superseded') GROUP BY organisation_id, code \
        HAVING SUM(CAST(n AS INTEGER)) > 0";
    /// How many of each state a municipality has whose party covers several, over all partners that are active there.
    MAP_JOINT (Text) = "SELECT c.municipality_code, a.state, COUNT(*) AS n FROM coverage c \
        CROSS JOIN agreements a CROSS JOIN organisations s \
        WHERE a.party_id = c.organisation_id AND a.is_current AND s.id = a.partner_id AND c.valid_from <= $1 AND (c.valid_until IS NULL OR c.valid_until > $1) \
        AND (SELECT COUNT(*) FROM coverage d WHERE d.organisation_id = c.organisation_id) > 1 \
        AND (s.nationwide OR EXISTS (SELECT 1 FROM areas r WHERE r.organisation_id = s.id \
        AND r.municipality_code = c.municipality_code)) \
        GROUP BY c.municipality_code, a.state ORDER BY c.municipality_code, a.state";
    /// How many pairs have more than one current agreement: always none.
    DOUBLES () = "SELECT COUNT(*) AS n FROM (SELECT party_id, partner_id FROM agreements WHERE is_current \
        GROUP BY party_id, partner_id HAVING COUNT(*) > 1) d";
}

pub(crate) fn line(row: &Row, scope: Scope) -> Result<Line, StorageError> {
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

/// Where a list of one organisation begins or ends: the name or the moment by which it is sorted, and the id.
pub type Place = (String, AgreementId);

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By the name of the other side.
    #[default]
    Name,
    /// What changed last first. For the agreements of one organisation only; all are sorted by name.
    Newest,
}

pub(crate) fn filter_values(organisation: OrganisationId, filter: &Filter) -> Vec<crate::Value> {
    values![
        organisation,
        filter.name.as_deref(),
        filter.number.as_deref(),
        filter.sector.as_deref(),
        filter.province.map(Province::as_str),
        filter.state.map(StateKind::as_str),
        filter.system.as_deref(),
        filter.municipality.map(|code| code.to_string()),
    ]
}

/// A page of agreements by name, after the one with this sort name and id.
///
/// # Errors
/// [`StorageError`].
pub async fn list(
    tx: &mut Tx,
    scope: Scope,
    filter: &Filter,
    after: Option<&Place>,
    most: i64,
) -> Result<Vec<Line>, StorageError> {
    page(tx, (scope, Order::Name), filter, after.map_or(Piece::First, |place| Piece::After(place.clone())), most).await
}

/// The lines of a list after a place, or those before it, the nearest first.
///
/// # Errors
/// [`StorageError`].
pub async fn page(
    tx: &mut Tx,
    (scope, order): (Scope, Order),
    filter: &Filter,
    piece: Piece<Place>,
    most: i64,
) -> Result<Vec<Line>, StorageError> {
    let back = piece.before().is_some();
    let (id, sql) = match (scope, order) {
        (Scope::All, _) => return crate::country::page(tx, filter, piece, most).await,
        (Scope::Party(id), Order::Name) => (id, if back { &LIST_PARTY_BACK } else { &LIST_PARTY }),
        (Scope::Partner(id), Order::Name) => (id, if back { &LIST_PARTNER_BACK } else { &LIST_PARTNER }),
        (Scope::Party(id), Order::Newest) => (id, if back { &NEWEST_PARTY_BACK } else { &NEWEST_PARTY }),
        (Scope::Partner(id), Order::Newest) => (id, if back { &NEWEST_PARTNER_BACK } else { &NEWEST_PARTNER }),
    };
    let mut values = filter_values(id, filter);
    let place = piece.after().or(piece.before());
    match order {
        Order::Name => values.extend(values![place.map_or("", |(name, _)| name)]),
        // Before the first line is the end of all time.
        Order::Newest => values.extend(values![place.and_then(|(at, _)| at.parse().ok()).unwrap_or(i64::MAX)]),
    }
    values.extend(values![place.map_or(AgreementId(uuid::Uuid::nil()), |(_, id)| *id), most]);
    let mut lines: Vec<Line> =
        tx.all(sql, values).await?.iter().map(|row| line(row, scope)).collect::<Result<_, _>>()?;
    if order == Order::Newest {
        for line in &mut lines {
            line.sort = line.changed_at.as_microsecond().to_string();
        }
    }
    Ok(lines)
}

/// The number of an agreement.
///
/// # Errors
/// [`StorageError`].
pub async fn number_of(tx: &mut Tx, id: AgreementId) -> Result<Option<String>, StorageError> {
    tx.first(&NUMBER, values![id]).await?.map(|row| row.get("number")).transpose()
}

/// One agreement as a line of a list.
///
/// # Errors
/// [`StorageError`].
pub async fn line_of(tx: &mut Tx, scope: Scope, id: AgreementId) -> Result<Option<Line>, StorageError> {
    tx.first(&LINE, values![id]).await?.map(|row| line(&row, scope)).transpose()
}

/// How many agreements the filter lets through, per state that occurs.
///
/// # Errors
/// [`StorageError`].
pub async fn counts(tx: &mut Tx, scope: Scope, filter: &Filter) -> Result<Vec<(StateKind, i64)>, StorageError> {
    let (id, sql) = match scope {
        Scope::Party(id) => (id, &COUNT_PARTY),
        Scope::Partner(id) => (id, &COUNT_PARTNER),
        Scope::All => return crate::country::counts(tx, filter).await,
    };
    let rows = tx.all(sql, filter_values(id, filter)).await?;
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
    let revision_id: RevisionId = row.id("revision_id")?;
    let revision = tx.first(&REVISION, values![revision_id]).await?.ok_or_else(|| row.unreadable())?;
    let slots = tx.all(&SLOTS, values![revision_id]).await?.iter().map(slot).collect::<Result<_, _>>()?;
    kept(&row, &revision, slots).map(Some)
}

/// An agreement of its row, the row of its revision, and its slots.
pub(crate) fn kept(row: &Row, revision: &Row, slots: Vec<Slot>) -> Result<Kept, StorageError> {
    let number = revision.get::<i64>("number")?;
    Ok(Kept {
        parts: Parts {
            id: row.id("id")?,
            number: row.code("number", |text| AgreementNumber::parse(text).ok())?,
            party: row.id("party_id")?,
            partner: row.id("partner_id")?,
            executor: row.maybe_id("executor_id")?,
            state: serde_json::from_str(&row.get::<String>("details")?).map_err(|_| row.unreadable())?,
            revision: Revision {
                id: row.id("revision_id")?,
                number: u32::try_from(number).map_err(|_| revision.unreadable())?,
                slots,
            },
        },
        version: row.get("version")?,
        created_at: row.time("created_at")?,
        changed_at: row.time("changed_at")?,
        template: revision.get("template")?,
        members: revision.get("members")?,
    })
}

pub(crate) fn slot(row: &Row) -> Result<Slot, StorageError> {
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
    let municipality = |row: &Row| row.code("municipality_code", |code| MunicipalityCode::parse(code).ok());
    let mut alone: HashMap<OrganisationId, MunicipalityCode> = HashMap::new();
    for row in tx.all(&MAP_ALONE, values![day]).await? {
        alone.insert(row.id("organisation_id")?, municipality(&row)?);
    }
    let mut found = Vec::new();
    for row in tx.all(&MAP_OWN, values![]).await? {
        if let Some(code) = alone.get(&row.id("organisation_id")?) {
            found.push((*code, row.code("state", StateKind::parse)?, row.get("n")?));
        }
    }
    for row in tx.all(&MAP_JOINT, values![day]).await? {
        found.push((municipality(&row)?, row.code("state", StateKind::parse)?, row.get("n")?));
    }
    found.sort_unstable();
    Ok(found)
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
    Ok(tallies::agreements(tx).await?.iter().map(|(_, _, n)| n).sum())
}
