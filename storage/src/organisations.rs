//! Accepted organisations, and where signal partners are active.

use crate::{Row, StorageError, Tx, sql, values};
use domain::{
    ids::{OrganisationId, RegistrationId},
    municipality::{MunicipalityCode, Province},
    party::{Organ, OrganisationKind, PartnerKind, WarningSystem},
};
use jiff::Timestamp;

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Name.
    pub name: String,
    /// KvK number.
    pub kvk: Option<String>,
    /// Sector of a signal partner.
    pub sector: Option<String>,
    /// Kind of a signal partner.
    pub partner_kind: Option<PartnerKind>,
    /// CBS code of a municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Province of a municipality.
    pub province: Option<Province>,
    /// Organ that contracts.
    pub organ: Option<Organ>,
    /// Early-warning system of a contracting party.
    pub system: Option<WarningSystem>,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Place.
    pub city: String,
    /// Website.
    pub website: Option<String>,
    /// Whether a signal partner is active in the whole country.
    pub nationwide: bool,
    /// Whether two signatories sign together.
    pub jointly: bool,
    /// The executor, where it is registered.
    pub executor: Option<OrganisationId>,
    /// The name of the executor.
    pub executor_name: Option<String>,
    /// Whether the executor must be a party.
    pub executor_party: bool,
    /// For whom an executor works.
    pub clients: Option<String>,
    /// Where it came from.
    pub registration: RegistrationId,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// When all its agreements stood.
    pub generated_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

macro_rules! listed {
    ($kind:literal, $after:literal, $order:literal) => {
        concat!(
            "SELECT * FROM organisations WHERE ",
            $kind,
            " AND ended_at IS NULL AND ($2 IS NULL OR sector = $2) \
             AND ($3 IS NULL OR sort_name LIKE $3 ESCAPE '!' OR kvk LIKE $3 ESCAPE '!') AND ",
            $after,
            " ORDER BY ",
            $order
        )
    };
}

sql! {
    /// Adds one.
    ADD (Uuid, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Bool, Bool, Uuid,
        Text, Bool, Text, Uuid, Int) = "INSERT INTO organisations (id, kind, name, sort_name, kvk, sector, partner_kind, \
        municipality_code, province, organ, system_code, system_name, street, postcode, city, website, nationwide, jointly, \
        executor_id, executor_name, executor_party, clients, registration_id, accepted_at, version) VALUES ($1, $2, $3, $4, \
        $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, 1)";
    /// One.
    FIND (Uuid) = "SELECT * FROM organisations WHERE id = $1";
    /// Those with a KvK number.
    BY_KVK (Text) = "SELECT * FROM organisations WHERE kvk = $1 AND ended_at IS NULL ORDER BY accepted_at, id";
    /// An executor by its folded name.
    EXECUTOR_BY_NAME (Text) = "SELECT * FROM organisations WHERE kind = 'executor' AND sort_name = $1 \
        AND ended_at IS NULL ORDER BY accepted_at, id LIMIT 1";
    /// Those who named an executor that had not registered.
    UNLINKED () = "SELECT id, executor_name FROM organisations WHERE executor_id IS NULL AND kind <> 'executor' \
        AND executor_name IS NOT NULL ORDER BY id";
    /// Links one of them to its executor.
    LINK (Uuid, Uuid) = "UPDATE organisations SET executor_id = $1, version = version + 1 \
        WHERE id = $2 AND executor_id IS NULL";
    /// Adds a municipality to the area of a partner.
    ADD_AREA (Uuid, Text) = "INSERT INTO areas (organisation_id, municipality_code) VALUES ($1, $2) \
        ON CONFLICT (organisation_id, municipality_code) DO NOTHING";
    /// The area of a partner.
    AREA (Uuid) = "SELECT municipality_code FROM areas WHERE organisation_id = $1 ORDER BY municipality_code";
    /// All its agreements stand.
    GENERATED (Uuid, Int) = "UPDATE organisations SET generated_at = $2 WHERE id = $1 AND generated_at IS NULL";
    /// The names of a kind.
    NAMES (Text) = "SELECT id, name FROM organisations WHERE kind = $1 AND ended_at IS NULL ORDER BY sort_name, id";
    /// A page of all, by name, after a given one.
    LIST (Text, Text, Text, Text, Uuid, Int) = listed!("$1 IS NULL", "(sort_name, id) > ($4, $5)", "sort_name, id LIMIT $6");
    /// A page of a kind.
    LIST_KIND (Text, Text, Text, Text, Uuid, Int) = listed!("kind = $1", "(sort_name, id) > ($4, $5)", "sort_name, id LIMIT $6");
    /// A page of all, by name from the last to the first, before a given one.
    LIST_BACK (Text, Text, Text, Text, Uuid, Int) = listed!("$1 IS NULL", "(sort_name, id) < ($4, $5)", "sort_name DESC, id DESC LIMIT $6");
    /// A page of a kind, backwards.
    LIST_KIND_BACK (Text, Text, Text, Text, Uuid, Int) = listed!("kind = $1", "(sort_name, id) < ($4, $5)", "sort_name DESC, id DESC LIMIT $6");
    /// How many there are of a kind or all.
    COUNT (Text, Text, Text) = "SELECT COUNT(*) AS n FROM organisations WHERE ended_at IS NULL \
        AND ($1 IS NULL OR kind = $1) AND ($2 IS NULL OR sector = $2) AND ($3 IS NULL OR sort_name LIKE $3 ESCAPE '!' \
        OR kvk LIKE $3 ESCAPE '!')";
    /// How many wait for their agreements since before a moment.
    UNGENERATED (Int) = "SELECT COUNT(*) AS n FROM organisations WHERE generated_at IS NULL AND ended_at IS NULL \
        AND kind <> 'executor' AND accepted_at < $1";
}

pub(crate) fn organisation(row: &Row) -> Result<Organisation, StorageError> {
    Ok(Organisation {
        id: row.id("id")?,
        kind: row.code("kind", OrganisationKind::parse)?,
        name: row.get("name")?,
        kvk: row.get("kvk")?,
        sector: row.get("sector")?,
        partner_kind: row.maybe_code("partner_kind", PartnerKind::parse)?,
        municipality: row.maybe_code("municipality_code", |code| MunicipalityCode::parse(code).ok())?,
        province: row.maybe_code("province", |name| Province::parse(name).ok())?,
        organ: row.maybe_code("organ", Organ::parse)?,
        system: system(row)?,
        street: row.get("street")?,
        postcode: row.get("postcode")?,
        city: row.get("city")?,
        website: row.get("website")?,
        nationwide: row.get("nationwide")?,
        jointly: row.get("jointly")?,
        executor: row.maybe_id("executor_id")?,
        executor_name: row.get("executor_name")?,
        executor_party: row.get("executor_party")?,
        clients: row.get("clients")?,
        registration: row.id("registration_id")?,
        accepted_at: row.time("accepted_at")?,
        generated_at: row.maybe_time("generated_at")?,
        ended_at: row.maybe_time("ended_at")?,
    })
}

/// The system in the columns `system_code` and `system_name`.
pub(crate) fn system(row: &Row) -> Result<Option<WarningSystem>, StorageError> {
    let name: Option<String> = row.get("system_name")?;
    row.maybe_code("system_code", |code| WarningSystem::from_parts(code, name.as_deref()))
}

/// The columns `system_code` and `system_name` of a system.
pub(crate) fn system_parts(system: Option<&WarningSystem>) -> (Option<&'static str>, Option<String>) {
    let name = match system {
        Some(WarningSystem::Other(name)) => Some(name.clone()),
        _ => None,
    };
    (system.map(WarningSystem::code), name)
}

/// Letters that are looked for at most: no name is as long, and engines refuse patterns without end.
const LONGEST: usize = 300;

/// The pattern that finds `text` anywhere in a folded name; `None` for nothing to look for. What no name can hold
/// (only signs, or more than any name) has a pattern that finds nothing.
#[must_use]
pub fn pattern(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let folded = domain::municipality::fold(text);
    if folded.is_empty() || text.chars().count() > LONGEST {
        // Only an empty name is like this.
        return Some(String::new());
    }
    Some(format!("%{}%", folded.replace('!', "!!").replace('%', "!%").replace('_', "!_")))
}

/// Adds an organisation.
///
/// # Errors
/// [`StorageError::Duplicate`] when its registration became one already.
pub async fn add(tx: &mut Tx, new: &Organisation) -> Result<(), StorageError> {
    let o = new;
    let (system_code, system_name) = system_parts(o.system.as_ref());
    let values = values![
        o.id,
        o.kind.as_str(),
        &o.name,
        domain::municipality::fold(&o.name),
        o.kvk.as_deref(),
        o.sector.as_deref(),
        o.partner_kind.map(PartnerKind::as_str),
        o.municipality.as_ref().map(MunicipalityCode::as_str),
        o.province.map(Province::as_str),
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
        o.registration,
        o.accepted_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// One organisation.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: OrganisationId) -> Result<Option<Organisation>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(organisation).transpose()
}

/// Those with a KvK number.
///
/// # Errors
/// [`StorageError`].
pub async fn by_kvk(tx: &mut Tx, kvk: &str) -> Result<Vec<Organisation>, StorageError> {
    tx.all(&BY_KVK, values![kvk]).await?.iter().map(organisation).collect()
}

/// The registered executor of this name.
///
/// # Errors
/// [`StorageError`].
pub async fn executor_by_name(tx: &mut Tx, name: &str) -> Result<Option<Organisation>, StorageError> {
    let folded = domain::municipality::fold(name);
    tx.first(&EXECUTOR_BY_NAME, values![folded]).await?.as_ref().map(organisation).transpose()
}

/// Links the organisations that named this executor before it registered, and gives their number. Names are
/// compared folded, here: the engines do not agree on what a capital is.
///
/// # Errors
/// [`StorageError`].
pub async fn adopt(tx: &mut Tx, executor: &Organisation) -> Result<u64, StorageError> {
    let wanted = domain::municipality::fold(&executor.name);
    let mut linked = 0;
    for row in tx.all(&UNLINKED, values![]).await? {
        if domain::municipality::fold(&row.get::<String>("executor_name")?) == wanted {
            let client: OrganisationId = row.id("id")?;
            linked += tx.execute(&LINK, values![executor.id, client]).await?;
        }
    }
    Ok(linked)
}

/// Adds municipalities to the area of a partner.
///
/// # Errors
/// [`StorageError`].
pub async fn add_area(
    tx: &mut Tx,
    id: OrganisationId,
    codes: impl IntoIterator<Item = MunicipalityCode>,
) -> Result<(), StorageError> {
    for code in codes {
        tx.execute(&ADD_AREA, values![id, code.as_str()]).await?;
    }
    Ok(())
}

/// The municipalities where a partner is active that is not active everywhere.
///
/// # Errors
/// [`StorageError`].
pub async fn area(tx: &mut Tx, id: OrganisationId) -> Result<Vec<MunicipalityCode>, StorageError> {
    let rows = tx.all(&AREA, values![id]).await?;
    rows.iter().map(|row| row.code("municipality_code", |code| MunicipalityCode::parse(code).ok())).collect()
}

/// Notes that all its agreements stand; the first time counts.
///
/// # Errors
/// [`StorageError`].
pub async fn generated(tx: &mut Tx, id: OrganisationId, now: Timestamp) -> Result<(), StorageError> {
    tx.execute(&GENERATED, values![id, now]).await.map(drop)
}

/// Which organisations a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// One kind only.
    pub kind: Option<OrganisationKind>,
    /// One sector only.
    pub sector: Option<String>,
    /// Part of the name or KvK number, as [`pattern`] makes it.
    pub pattern: Option<String>,
}

/// A page of organisations by name, after the one with this folded name and id.
///
/// # Errors
/// [`StorageError`].
pub async fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<&(String, OrganisationId)>,
    most: i64,
) -> Result<Vec<Organisation>, StorageError> {
    let kind = filter.kind.map(OrganisationKind::as_str);
    let (name, id) = after.map_or(("", OrganisationId(uuid::Uuid::nil())), |(name, id)| (name.as_str(), *id));
    let values = values![kind, filter.sector.as_deref(), filter.pattern.as_deref(), name, id, most];
    tx.all(if kind.is_some() { &LIST_KIND } else { &LIST }, values).await?.iter().map(organisation).collect()
}

/// The organisations just before the one with this folded name and id, the nearest first.
///
/// # Errors
/// [`StorageError`].
pub async fn list_back(
    tx: &mut Tx,
    filter: &Filter,
    (name, id): &(String, OrganisationId),
    most: i64,
) -> Result<Vec<Organisation>, StorageError> {
    let kind = filter.kind.map(OrganisationKind::as_str);
    let values = values![kind, filter.sector.as_deref(), filter.pattern.as_deref(), name, *id, most];
    tx.all(if kind.is_some() { &LIST_KIND_BACK } else { &LIST_BACK }, values).await?.iter().map(organisation).collect()
}

/// The names of a kind, by name.
///
/// # Errors
/// [`StorageError`].
pub async fn names(tx: &mut Tx, kind: OrganisationKind) -> Result<Vec<(OrganisationId, String)>, StorageError> {
    let rows = tx.all(&NAMES, values![kind.as_str()]).await?;
    rows.iter().map(|row| Ok((row.id("id")?, row.get("name")?))).collect()
}

/// How many organisations a filter lets through.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, StorageError> {
    let kind = filter.kind.map(OrganisationKind::as_str);
    tx.count(&COUNT, values![kind, filter.sector.as_deref(), filter.pattern.as_deref()]).await
}

/// How many organisations that were accepted before `moment` still wait for their agreements.
///
/// # Errors
/// [`StorageError`].
pub async fn ungenerated(tx: &mut Tx, moment: Timestamp) -> Result<i64, StorageError> {
    tx.count(&UNGENERATED, values![moment]).await
}
