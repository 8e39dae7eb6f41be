//! The agreements of the whole country, as the administrator sees them: 342,000 of them, sorted by the name of
//! the contracting party.
//!
//! What belongs here: how a page of them is found by an index, and how they are counted by tallies. A list without
//! a search walks the index that fits its filters. A search asks first which organisations it fits: where they are
//! few, theirs are put together; where they are many, a walk soon meets enough of them.

use crate::{
    Row, Sql, StorageError, Tx, Value,
    agreements::{Filter, Line, Place, Scope, line, lines},
    pages::Piece,
    sql,
    tallies::ALL,
    values,
};
use domain::{
    agreement::StateKind,
    ids::{AgreementId, OrganisationId},
    municipality::Province,
};
use std::{cmp::Ordering, collections::BTreeMap};
use uuid::Uuid;

/// More partners than this that fit a search are met soon enough on a walk; each that does not costs a question.
const FEW: usize = 16;
/// Digits of a running number that have to be typed, so that at most a thousand agreements a year fit.
const DIGITS: usize = 3;

/// Before the first agreement of a name.
const BEGIN: Uuid = Uuid::nil();
/// After the last.
const END: Uuid = Uuid::max();

/// Parties that fit.
macro_rules! parties {
    ($text:literal, $province:literal) => {
        concat!(
            "o.kind IN ('municipality', 'joint_body') AND (",
            $text,
            " IS NULL OR o.sort_name LIKE ",
            $text,
            " ESCAPE '!') \
             AND (",
            $province,
            " IS NULL OR EXISTS (SELECT 1 FROM coverage c WHERE c.organisation_id = o.id AND c.province = ",
            $province,
            "))"
        )
    };
}
/// Partners that fit.
macro_rules! partners {
    ($text:literal) => {
        concat!("o.kind = 'signal_partner' AND o.sort_name LIKE ", $text, " ESCAPE '!'")
    };
}
/// How many of these organisations a search fits, and how many there are.
macro_rules! share {
    ($which:literal) => {
        concat!(
            "SELECT COUNT(*) AS n, COUNT(CASE WHEN o.sort_name LIKE $1 ESCAPE '!' THEN 1 END) AS fits FROM organisations o WHERE ",
            $which
        )
    };
}
/// Of the parties of a province that do not fit: the numbers per state of their agreements with partners that are (not)
/// like the search. Counted by party first, in the order of an index.
macro_rules! province {
    ($like:literal) => {
        concat!(
            "SELECT state, CAST(SUM(n) AS BIGINT) AS n FROM (SELECT a.party_id, a.state, COUNT(*) AS n FROM agreements a \
             WHERE a.party_id IN (SELECT c.organisation_id FROM coverage c JOIN organisations m ON m.id = c.organisation_id \
             WHERE c.province = $2 AND m.sort_name NOT LIKE $1 ESCAPE '!') AND ($3 IS NULL OR a.sector = $3) \
             AND a.partner_id IN (SELECT o.id FROM organisations o WHERE o.kind = 'signal_partner' AND o.sort_name ",
            $like,
            " $1 ESCAPE '!') GROUP BY a.party_id, a.state) q GROUP BY state"
        )
    };
}
/// Those of a walk that fit; a search that fits few organisations does not walk.
macro_rules! walk {
    ($which:literal, $after:literal, $order:literal) => {
        lines!(
            concat!(
                $which,
                " AND (a.party_sort, a.id) ", $after, " ($5, $6) \
                 AND ($3 IS NULL OR a.party_sort LIKE $3 ESCAPE '!' OR a.partner_sort LIKE $3 ESCAPE '!') \
                 AND ($4 IS NULL OR EXISTS (SELECT 1 FROM coverage c WHERE c.organisation_id = a.party_id AND c.province = $4))"
            ),
            $order
        )
    };
    ($which:literal) => {
        walk!($which, ">", "a.party_sort, a.id LIMIT $7")
    };
    ($which:literal, back) => {
        walk!($which, "<", "a.party_sort DESC, a.id DESC LIMIT $7")
    };
}
/// Those of one organisation, with or without a state.
macro_rules! stream {
    ($which:literal, $order:literal) => {
        lines!(
            concat!(
                $which,
                " AND ($5 IS NULL OR a.sector = $5) AND ($6 IS NULL OR EXISTS (SELECT 1 FROM coverage c \
                 WHERE c.organisation_id = a.party_id AND c.province = $6))"
            ),
            $order
        )
    };
}
macro_rules! numbered {
    ($after:literal, $order:literal) => {
        lines!(
            concat!(
                "a.number BETWEEN $1 AND $2 AND (a.party_sort, a.id) ", $after, " ($3, $4) AND ($5 IS NULL OR a.state = $5) \
                 AND ($6 IS NULL OR a.sector = $6) AND ($7 IS NULL OR EXISTS (SELECT 1 FROM coverage c WHERE c.organisation_id = a.party_id AND c.province = $7))"
            ),
            $order
        )
    };
}

sql! {
    /// From a place on.
    WALK (Text, Text, Text, Text, Text, Uuid, Int) = walk!("$1 IS NULL AND $2 IS NULL");
    /// Back from a place.
    WALK_BACK (Text, Text, Text, Text, Text, Uuid, Int) = walk!("$1 IS NULL AND $2 IS NULL", back);
    /// From a place on, in one state.
    WALK_STATE (Text, Text, Text, Text, Text, Uuid, Int) = walk!("a.state = $1 AND $2 IS NULL");
    /// Back from a place, in one state.
    WALK_STATE_BACK (Text, Text, Text, Text, Text, Uuid, Int) = walk!("a.state = $1 AND $2 IS NULL", back);
    /// From a place on, of one sector.
    WALK_SECTOR (Text, Text, Text, Text, Text, Uuid, Int) = walk!("$1 IS NULL AND a.sector = $2");
    /// Back from a place, of one sector.
    WALK_SECTOR_BACK (Text, Text, Text, Text, Text, Uuid, Int) = walk!("$1 IS NULL AND a.sector = $2", back);
    /// From a place on, of one sector in one state.
    WALK_BOTH (Text, Text, Text, Text, Text, Uuid, Int) = walk!("a.state = $1 AND a.sector = $2");
    /// Back from a place, of one sector in one state.
    WALK_BOTH_BACK (Text, Text, Text, Text, Text, Uuid, Int) = walk!("a.state = $1 AND a.sector = $2", back);
    /// Those of a party.
    PARTY (Uuid, Text, Uuid, Text, Text, Text, Int) = stream!(
        "a.party_id = $1 AND a.party_sort = $2 AND a.id > $3 AND $4 IS NULL", "a.id LIMIT $7");
    /// Back.
    PARTY_BACK (Uuid, Text, Uuid, Text, Text, Text, Int) = stream!(
        "a.party_id = $1 AND a.party_sort = $2 AND a.id < $3 AND $4 IS NULL", "a.id DESC LIMIT $7");
    /// Those of a party in one state.
    PARTY_STATE (Uuid, Text, Uuid, Text, Text, Text, Int) = stream!(
        "a.party_id = $1 AND a.party_sort = $2 AND a.id > $3 AND a.state = $4", "a.id LIMIT $7");
    /// Back.
    PARTY_STATE_BACK (Uuid, Text, Uuid, Text, Text, Text, Int) = stream!(
        "a.party_id = $1 AND a.party_sort = $2 AND a.id < $3 AND a.state = $4", "a.id DESC LIMIT $7");
    /// Those of a partner.
    PARTNER (Uuid, Text, Uuid, Text, Text, Text, Int) = stream!(
        "a.partner_id = $1 AND (a.party_sort, a.id) > ($2, $3) AND $4 IS NULL", "a.party_sort, a.id LIMIT $7");
    /// Back.
    PARTNER_BACK (Uuid, Text, Uuid, Text, Text, Text, Int) = stream!(
        "a.partner_id = $1 AND (a.party_sort, a.id) < ($2, $3) AND $4 IS NULL", "a.party_sort DESC, a.id DESC LIMIT $7");
    /// Those of a partner in one state.
    PARTNER_STATE (Uuid, Text, Uuid, Text, Text, Text, Int) = stream!(
        "a.partner_id = $1 AND (a.party_sort || '', a.id) > ($2, $3) AND a.state = $4", "a.party_sort || '', a.id LIMIT $7");
    /// Back.
    PARTNER_STATE_BACK (Uuid, Text, Uuid, Text, Text, Text, Int) = stream!(
        "a.partner_id = $1 AND (a.party_sort || '', a.id) < ($2, $3) AND a.state = $4", "a.party_sort || '' DESC, a.id DESC LIMIT $7");
    /// Those with a number of a stretch.
    NUMBERED (Text, Text, Text, Uuid, Text, Text, Text, Int) = numbered!(">", "a.party_sort, a.id LIMIT $8");
    /// Back.
    NUMBERED_BACK (Text, Text, Text, Uuid, Text, Text, Text, Int) = numbered!("<", "a.party_sort DESC, a.id DESC LIMIT $8");
    /// In which years numbers were given.
    YEARS () = "SELECT name FROM counters WHERE name LIKE 'agreements-%' ORDER BY name";
    /// Parties that fit a search, and have agreements that fit the filters.
    PARTIES (Text, Text, Text, Text) = concat!("SELECT o.id, o.sort_name FROM organisations o WHERE ", parties!("$1", "$2"),
        " AND ($3 IS NULL OR EXISTS (SELECT 1 FROM agreements a WHERE a.party_id = o.id AND a.state = $3 \
        AND ($4 IS NULL OR a.sector = $4))) ORDER BY o.sort_name, o.id");
    /// Partners that fit a search, and have agreements that fit the filters.
    PARTNERS (Text, Text, Text, Int) = concat!("SELECT o.id FROM organisations o WHERE ", partners!("$1"),
        " AND ($3 IS NULL OR o.sector = $3) AND ($2 IS NULL OR EXISTS (SELECT 1 FROM agreements a WHERE a.partner_id = o.id \
        AND a.state = $2)) ORDER BY o.sort_name, o.id LIMIT $4");
    /// Numbers per state, of all or of one sector.
    COUNT (Uuid, Text) = "SELECT code AS state, CAST(SUM(n) AS BIGINT) AS n FROM (SELECT code, sector, n FROM tallies \
        WHERE list = 'agreements' AND organisation_id = $1 UNION ALL SELECT code, sector, n FROM tally_changes \
        WHERE list = 'agreements') t WHERE ($2 IS NULL OR sector = $2) GROUP BY code HAVING SUM(n) <> 0";
    /// Numbers per state of the parties that fit.
    COUNT_PARTIES (Text, Text, Text) = concat!("SELECT code AS state, CAST(SUM(n) AS BIGINT) AS n FROM (SELECT t.code, t.sector, t.n \
        FROM organisations o CROSS JOIN tallies t WHERE t.list = 'agreements' AND t.organisation_id = o.id AND ", parties!("$1", "$2"),
        " UNION ALL SELECT t.code, t.sector, t.n FROM tally_changes t JOIN organisations o ON o.id = t.party_id \
        WHERE t.list = 'agreements' AND ", parties!("$1", "$2"),
        ") q WHERE ($3 IS NULL OR sector = $3) GROUP BY code HAVING SUM(n) <> 0");
    /// Numbers per state of the partners that fit.
    COUNT_PARTNERS (Text, Text) = concat!("SELECT code AS state, CAST(SUM(n) AS BIGINT) AS n FROM (SELECT t.code, t.sector, t.n \
        FROM organisations o CROSS JOIN tallies t WHERE t.list = 'agreements' AND t.organisation_id = o.id AND ", partners!("$1"),
        " UNION ALL SELECT t.code, t.sector, t.n FROM tally_changes t JOIN organisations o ON o.id = t.partner_id \
        WHERE t.list = 'agreements' AND ", partners!("$1"),
        ") q WHERE ($2 IS NULL OR sector = $2) GROUP BY code HAVING SUM(n) <> 0");
    /// Numbers per state of agreements whose party and partner both fit: they are among either. Counted by party
    /// first, in the order of an index.
    COUNT_TWICE (Text, Text) = concat!("SELECT state, CAST(SUM(n) AS BIGINT) AS n FROM (SELECT a.party_id, a.state, COUNT(*) AS n \
        FROM agreements a WHERE a.party_id IN (SELECT o.id FROM organisations o WHERE o.kind IN ('municipality', 'joint_body') \
        AND o.sort_name LIKE $1 ESCAPE '!') AND a.partner_id IN (SELECT o.id FROM organisations o WHERE ", partners!("$1"),
        ") AND ($2 IS NULL OR a.sector = $2) GROUP BY a.party_id, a.state) q GROUP BY state");
    /// How many parties fit, and how many there are.
    SHARE_OF_PARTIES (Text) = share!("o.kind IN ('municipality', 'joint_body')");
    /// How many partners fit, and how many there are.
    SHARE_OF_PARTNERS (Text) = share!("o.kind = 'signal_partner'");
    /// Numbers per state of agreements neither of whose sides fits.
    COUNT_NEITHER (Text, Text) = "SELECT a.state, COUNT(*) AS n FROM agreements a WHERE a.party_id IN (SELECT o.id FROM organisations o \
        WHERE o.kind IN ('municipality', 'joint_body') AND o.sort_name NOT LIKE $1 ESCAPE '!') AND a.partner_id NOT IN (SELECT o.id \
        FROM organisations o WHERE o.kind = 'signal_partner' AND o.sort_name LIKE $1 ESCAPE '!') AND ($2 IS NULL OR a.sector = $2) \
        GROUP BY a.state";
    /// Numbers per state in a province of agreements whose partner fits and whose party does not.
    COUNT_PROVINCE (Text, Text, Text) = province!("LIKE");
    /// Numbers per state in a province of agreements neither of whose sides fits.
    COUNT_PROVINCE_NEITHER (Text, Text, Text) = province!("NOT LIKE");
    /// Numbers per state of those with a number of a stretch.
    COUNT_NUMBERED (Text, Text, Text, Text) = "SELECT a.state, COUNT(*) AS n FROM agreements a WHERE a.number BETWEEN $1 AND $2 \
        AND ($3 IS NULL OR a.sector = $3) AND ($4 IS NULL OR EXISTS (SELECT 1 FROM coverage c WHERE c.organisation_id = a.party_id \
        AND c.province = $4)) GROUP BY a.state";
}

/// Where a page begins or ends, which way it goes, and how long it is.
struct Wanted {
    name: String,
    id: Uuid,
    back: bool,
    most: i64,
}

impl Wanted {
    const fn pick(&self, on: &'static Sql, back: &'static Sql) -> &'static Sql {
        if self.back { back } else { on }
    }

    /// From which line of a party with this name on, where any of its lines can be on the page.
    fn within(&self, name: &str) -> Option<Uuid> {
        match (name.cmp(self.name.as_str()), self.back) {
            (Ordering::Equal, _) => Some(self.id),
            (Ordering::Greater, false) => Some(BEGIN),
            (Ordering::Less, true) => Some(END),
            _ => None,
        }
    }

    /// Several stretches as one, in the order of the page, each line once.
    fn merged(&self, mut lines: Vec<Line>) -> Vec<Line> {
        lines.sort_by(|one, other| (&one.sort, one.id).cmp(&(&other.sort, other.id)));
        lines.dedup_by_key(|line| line.id);
        if self.back {
            lines.reverse();
        }
        lines.truncate(usize::try_from(self.most).unwrap_or(usize::MAX));
        lines
    }
}

async fn read(tx: &mut Tx, sql: &'static Sql, values: Vec<Value>) -> Result<Vec<Line>, StorageError> {
    tx.all(sql, values).await?.iter().map(|row| line(row, Scope::All)).collect()
}

/// The lines after a place, or those before it, the nearest first.
pub(crate) async fn page(
    tx: &mut Tx,
    filter: &Filter,
    piece: Piece<Place>,
    most: i64,
) -> Result<Vec<Line>, StorageError> {
    let back = piece.before().is_some();
    let (name, id) = match piece {
        Piece::First => (String::new(), AgreementId(BEGIN)),
        Piece::After(place) | Piece::Before(place) => place,
    };
    let wanted = Wanted { name, id: id.0, back, most };
    if let Some(stretches) = stretches(tx, filter).await? {
        return numbered(tx, filter, &wanted, stretches).await;
    }
    let mut found = Vec::new();
    match filter.name.as_deref() {
        // What is of one sector in one state is walked through in no time, and a question per party is not.
        None if filter.province.is_none() || (filter.state.is_some() && filter.sector.is_some()) => {
            return walk(tx, filter, &wanted).await;
        }
        None => {}
        Some(text) => {
            let few = i64::try_from(FEW + 1).unwrap_or(i64::MAX);
            let values = values![text, filter.state.map(StateKind::as_str), filter.sector.as_deref(), few];
            let partners = tx.all(&PARTNERS, values).await?;
            if partners.len() > FEW {
                return walk(tx, filter, &wanted).await;
            }
            let sql = match filter.state {
                None => wanted.pick(&PARTNER, &PARTNER_BACK),
                Some(_) => wanted.pick(&PARTNER_STATE, &PARTNER_STATE_BACK),
            };
            for partner in partners {
                let place = (wanted.name.as_str(), wanted.id);
                let values = stream(filter, partner.id("id")?, place, filter.province, most);
                found.extend(read(tx, sql, values).await?);
            }
        }
    }
    of_parties(tx, filter, &wanted, &mut found).await?;
    Ok(wanted.merged(found))
}

fn stream(
    filter: &Filter,
    of: OrganisationId,
    (name, id): (&str, Uuid),
    province: Option<Province>,
    most: i64,
) -> Vec<Value> {
    let (state, province) = (filter.state.map(StateKind::as_str), province.map(Province::as_str));
    values![of, name, id, state, filter.sector.as_deref(), province, most]
}

/// Along the index that fits the filters; what else is asked is looked at line by line.
async fn walk(tx: &mut Tx, filter: &Filter, wanted: &Wanted) -> Result<Vec<Line>, StorageError> {
    let sql = match (filter.state, &filter.sector) {
        (None, None) => wanted.pick(&WALK, &WALK_BACK),
        (Some(_), None) => wanted.pick(&WALK_STATE, &WALK_STATE_BACK),
        (None, Some(_)) => wanted.pick(&WALK_SECTOR, &WALK_SECTOR_BACK),
        (Some(_), Some(_)) => wanted.pick(&WALK_BOTH, &WALK_BOTH_BACK),
    };
    let values = values![
        filter.state.map(StateKind::as_str),
        filter.sector.as_deref(),
        filter.name.as_deref(),
        filter.province.map(Province::as_str),
        &wanted.name,
        wanted.id,
        wanted.most,
    ];
    read(tx, sql, values).await
}

/// Those of the parties that fit, one party after the other in the order of the page, until it is full.
async fn of_parties(tx: &mut Tx, filter: &Filter, wanted: &Wanted, to: &mut Vec<Line>) -> Result<(), StorageError> {
    let (state, province) = (filter.state.map(StateKind::as_str), filter.province.map(Province::as_str));
    let values = values![filter.name.as_deref(), province, state, filter.sector.as_deref()];
    let mut parties = tx.all(&PARTIES, values).await?;
    if wanted.back {
        parties.reverse();
    }
    let sql = match filter.state {
        None => wanted.pick(&PARTY, &PARTY_BACK),
        Some(_) => wanted.pick(&PARTY_STATE, &PARTY_STATE_BACK),
    };
    let (mut left, mut last) = (wanted.most, String::new());
    for party in parties {
        let name: String = party.get("sort_name")?;
        // Several parties of one name are read together: their lines stand among each other.
        if left <= 0 && name != last {
            break;
        }
        let Some(from) = wanted.within(&name) else { continue };
        let lines = read(tx, sql, stream(filter, party.id("id")?, (&name, from), None, wanted.most)).await?;
        left -= i64::try_from(lines.len()).unwrap_or(i64::MAX);
        to.extend(lines);
        last = name;
    }
    Ok(())
}

/// Those with a number of these stretches: a thousand a year at most.
async fn numbered(
    tx: &mut Tx,
    filter: &Filter,
    wanted: &Wanted,
    stretches: Vec<(String, String)>,
) -> Result<Vec<Line>, StorageError> {
    let sql = wanted.pick(&NUMBERED, &NUMBERED_BACK);
    let (state, province) = (filter.state.map(StateKind::as_str), filter.province.map(Province::as_str));
    let mut found = Vec::new();
    for (first, last) in stretches {
        let sector = filter.sector.as_deref();
        let values = values![first, last, &wanted.name, wanted.id, state, sector, province, wanted.most];
        found.extend(read(tx, sql, values).await?);
    }
    Ok(wanted.merged(found))
}

/// The stretches of numbers that a search means, if it means numbers: `LCV-2026-0001`, `2026-000123`, `000123`, `123`.
async fn stretches(tx: &mut Tx, filter: &Filter) -> Result<Option<Vec<(String, String)>>, StorageError> {
    let Some(typed) = &filter.number else { return Ok(None) };
    let typed = typed.trim_matches('%');
    let (year, digits) = match typed.strip_prefix("LCV-").unwrap_or(typed).split_once('-') {
        Some((year, digits)) => (Some(year), digits),
        None => (None, typed),
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = are_digits(digits) && year.is_none_or(|year| year.len() == 4 && are_digits(year));
    if !fits || !(DIGITS..=6).contains(&digits.len()) {
        return Ok(None);
    }
    let years = match year {
        Some(year) => vec![year.to_owned()],
        None => {
            let rows = tx.all(&YEARS, values![]).await?;
            let names: Vec<String> = rows.iter().map(|row| row.get("name")).collect::<Result<_, _>>()?;
            names.iter().filter_map(|name| name.strip_prefix("agreements-")).map(str::to_owned).collect()
        }
    };
    // What begins with nought, or stands behind a year, is the beginning of a number; else it is the whole number.
    let begins = year.is_some() || digits.starts_with('0');
    let stretch = |year: String| {
        if begins {
            (format!("LCV-{year}-{digits:0<6}"), format!("LCV-{year}-{digits:9<6}"))
        } else {
            let number = format!("LCV-{year}-{digits:0>6}");
            (number.clone(), number)
        }
    };
    Ok(Some(years.into_iter().map(stretch).collect()))
}

/// Whether a search fits more than half of the parties, or of the partners.
async fn most_fit(tx: &mut Tx, share: &'static Sql, text: &str) -> Result<bool, StorageError> {
    let row = tx.first(share, values![text]).await?.ok_or(StorageError::Unreadable("organisations"))?;
    Ok(row.get::<i64>("fits")? * 2 > row.get::<i64>("n")?)
}

/// How many agreements the filter lets through, per state that occurs.
pub(crate) async fn counts(tx: &mut Tx, filter: &Filter) -> Result<Vec<(StateKind, i64)>, StorageError> {
    let (sector, province) = (filter.sector.as_deref(), filter.province.map(Province::as_str));
    let mut counts: BTreeMap<StateKind, i64> = BTreeMap::new();
    let mut add = |rows: Vec<Row>, sign: i64| {
        for row in rows {
            *counts.entry(row.code("state", StateKind::parse)?).or_default() += sign * row.get::<i64>("n")?;
        }
        Ok::<_, StorageError>(())
    };
    if let Some(stretches) = stretches(tx, filter).await? {
        for (first, last) in stretches {
            add(tx.all(&COUNT_NUMBERED, values![first, last, sector, province]).await?, 1)?;
        }
    } else {
        match (filter.name.as_deref(), province) {
            (None, None) => add(tx.all(&COUNT, values![ALL, sector]).await?, 1)?,
            (None, Some(_)) => {
                add(tx.all(&COUNT_PARTIES, values![filter.name.as_deref(), province, sector]).await?, 1)?
            }
            // Where most fit, it is quicker to count those that do not.
            (Some(text), None) if most_fit(tx, &SHARE_OF_PARTIES, text).await? => {
                add(tx.all(&COUNT, values![ALL, sector]).await?, 1)?;
                add(tx.all(&COUNT_NEITHER, values![text, sector]).await?, -1)?;
            }
            (Some(text), None) => {
                add(tx.all(&COUNT_PARTIES, values![text, province, sector]).await?, 1)?;
                add(tx.all(&COUNT_PARTNERS, values![text, sector]).await?, 1)?;
                add(tx.all(&COUNT_TWICE, values![text, sector]).await?, -1)?;
            }
            (Some(text), Some(province)) if most_fit(tx, &SHARE_OF_PARTNERS, text).await? => {
                add(tx.all(&COUNT_PARTIES, values![None::<&str>, province, sector]).await?, 1)?;
                add(tx.all(&COUNT_PROVINCE_NEITHER, values![text, province, sector]).await?, -1)?;
            }
            (Some(text), Some(province)) => {
                add(tx.all(&COUNT_PARTIES, values![text, province, sector]).await?, 1)?;
                add(tx.all(&COUNT_PROVINCE, values![text, province, sector]).await?, 1)?;
            }
        }
    }
    let wanted = |state: &StateKind| filter.state.is_none_or(|only| only == *state);
    Ok(counts.into_iter().filter(|(state, n)| *n != 0 && wanted(state)).collect())
}
