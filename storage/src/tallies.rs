//! How many there are, without counting: of agreements by sector and state, of events by kind, of what came
//! into a state in a week.
//!
//! Triggers write every change as a row (`tally_changes`); [`add_up`] adds them to the tallies. Every number is
//! the tally and what has changed since, in one moment, so it is exact whenever it is asked for.

use crate::{StorageError, Tx, meta, sql, values};
use domain::agreement::StateKind;
use uuid::Uuid;

/// Whose tally is that of all.
pub const ALL: Uuid = Uuid::nil();

sql! {
    /// Takes what has changed so far; what changes from now on is the next batch.
    MARK (Int) = "UPDATE tally_changes SET batch = $1 WHERE batch IS NULL";
    /// Adds it to the tallies of all.
    ADD_ALL (Int, Uuid) = "INSERT INTO tallies (list, organisation_id, sector, code, n) \
        SELECT list, $2, sector, code, SUM(n) FROM tally_changes WHERE batch = $1 GROUP BY list, sector, code \
        HAVING SUM(n) <> 0 ORDER BY list, sector, code \
        ON CONFLICT (list, organisation_id, sector, code) DO UPDATE SET n = tallies.n + excluded.n";
    /// Adds it to the tallies of contracting parties.
    ADD_PARTIES (Int) = "INSERT INTO tallies (list, organisation_id, sector, code, n) \
        SELECT list, party_id, sector, code, SUM(n) FROM tally_changes WHERE batch = $1 AND party_id IS NOT NULL \
        GROUP BY list, party_id, sector, code HAVING SUM(n) <> 0 \
        ON CONFLICT (list, organisation_id, sector, code) DO UPDATE SET n = tallies.n + excluded.n";
    /// Adds it to the tallies of partners.
    ADD_PARTNERS (Int) = "INSERT INTO tallies (list, organisation_id, sector, code, n) \
        SELECT list, partner_id, sector, code, SUM(n) FROM tally_changes WHERE batch = $1 AND partner_id IS NOT NULL \
        GROUP BY list, partner_id, sector, code HAVING SUM(n) <> 0 \
        ON CONFLICT (list, organisation_id, sector, code) DO UPDATE SET n = tallies.n + excluded.n";
    /// In which hours how many came into a state.
    HOURS (Int) = "SELECT sector, code, hour, COUNT(*) AS n FROM tally_changes WHERE batch = $1 AND hour IS NOT NULL \
        GROUP BY sector, code, hour ORDER BY sector, code, hour";
    /// Adds to a week.
    ADD_WEEK (Text, Text, Text, Int) = "INSERT INTO weekly (week, sector, code, n) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (week, sector, code) DO UPDATE SET n = weekly.n + excluded.n";
    /// What was added up is gone.
    CLEAR (Int) = "DELETE FROM tally_changes WHERE batch = $1";
    /// Whether there is anything to add up.
    ANY () = "SELECT COUNT(*) AS n FROM (SELECT 1 FROM tally_changes LIMIT 1) c";
    /// Agreements by sector and state.
    AGREEMENTS (Uuid) = "SELECT sector, code, CAST(SUM(n) AS BIGINT) AS n FROM ( \
        SELECT sector, code, n FROM tallies WHERE list = 'agreements' AND organisation_id = $1 \
        UNION ALL SELECT sector, code, n FROM tally_changes WHERE list = 'agreements') t \
        GROUP BY sector, code HAVING SUM(n) <> 0 ORDER BY sector, code";
    /// Events by kind.
    EVENTS (Uuid) = "SELECT code, CAST(SUM(n) AS BIGINT) AS n FROM ( \
        SELECT code, n FROM tallies WHERE list = 'events' AND organisation_id = $1 \
        UNION ALL SELECT code, n FROM tally_changes WHERE list = 'events') t \
        GROUP BY code HAVING SUM(n) <> 0 ORDER BY code";
    /// The weeks from one on that were added up.
    WEEKS (Text) = "SELECT week, sector, code, n FROM weekly WHERE week >= $1 ORDER BY week, sector, code";
    /// In which hours how many came into a state since they were added up.
    NEWEST_HOURS () = "SELECT sector, code, hour, COUNT(*) AS n FROM tally_changes WHERE hour IS NOT NULL \
        GROUP BY sector, code, hour ORDER BY hour";
    /// What the tallies of agreements must be: counted one by one.
    RECOUNT () = "SELECT sector, state AS code, COUNT(*) AS n FROM agreements GROUP BY sector, state ORDER BY sector, state";
    /// What the tallies of events must be.
    RECOUNT_EVENTS () = "SELECT kind AS code, COUNT(*) AS n FROM events GROUP BY kind ORDER BY kind";
    /// Forgets the tallies of a list.
    FORGET (Text) = "DELETE FROM tallies WHERE list = $1";
    /// And its changes.
    FORGET_CHANGES (Text) = "DELETE FROM tally_changes WHERE list = $1";
    /// The tallies of all, anew.
    ANEW_ALL (Uuid) = "INSERT INTO tallies (list, organisation_id, sector, code, n) \
        SELECT 'agreements', $1, sector, state, COUNT(*) FROM agreements GROUP BY sector, state";
    /// Those of parties, anew.
    ANEW_PARTIES () = "INSERT INTO tallies (list, organisation_id, sector, code, n) \
        SELECT 'agreements', party_id, sector, state, COUNT(*) FROM agreements GROUP BY party_id, sector, state";
    /// Those of partners, anew.
    ANEW_PARTNERS () = "INSERT INTO tallies (list, organisation_id, sector, code, n) \
        SELECT 'agreements', partner_id, sector, state, COUNT(*) FROM agreements GROUP BY partner_id, sector, state";
    /// Those of events, anew.
    ANEW_EVENTS (Uuid) = "INSERT INTO tallies (list, organisation_id, sector, code, n) \
        SELECT 'events', $1, '', kind, COUNT(*) FROM events GROUP BY kind";
}

/// How many came into a state (`code`) of a sector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered<When> {
    /// When.
    pub when: When,
    /// Code of a sector; of organisations without one, their kind.
    pub sector: String,
    /// Code of a state, or `registered`.
    pub code: String,
    /// How many.
    pub n: i64,
}

/// Adds up what has changed; `week` tells the ISO week of an hour since 1970 (UTC). Gives how many changes there
/// were. Who adds up at the same time waits.
///
/// # Errors
/// [`StorageError`].
pub async fn add_up(tx: &mut Tx, week: impl Fn(i64) -> String) -> Result<u64, StorageError> {
    let batch = meta::take_numbers(tx, "tallies", 1).await?;
    let changes = tx.execute(&MARK, values![batch]).await?;
    if changes == 0 {
        return Ok(0);
    }
    tx.execute(&ADD_ALL, values![batch, ALL]).await?;
    tx.execute(&ADD_PARTIES, values![batch]).await?;
    tx.execute(&ADD_PARTNERS, values![batch]).await?;
    let mut weeks = std::collections::BTreeMap::new();
    for row in tx.all(&HOURS, values![batch]).await? {
        let key = (week(row.get("hour")?), row.get::<String>("sector")?, row.get::<String>("code")?);
        *weeks.entry(key).or_insert(0) += row.get::<i64>("n")?;
    }
    for ((week, sector, code), n) in weeks {
        tx.execute(&ADD_WEEK, values![week, sector, code, n]).await?;
    }
    tx.execute(&CLEAR, values![batch]).await?;
    Ok(changes)
}

/// Adds to how many came into a state of a sector in a week, for whoever makes agreements with a past.
///
/// # Errors
/// [`StorageError`].
pub async fn add_to_week(tx: &mut Tx, week: &str, sector: &str, code: &str, n: i64) -> Result<(), StorageError> {
    tx.execute(&ADD_WEEK, values![week, sector, code, n]).await.map(drop)
}

/// Whether there is anything to add up.
///
/// # Errors
/// [`StorageError`].
pub async fn pending(tx: &mut Tx) -> Result<bool, StorageError> {
    Ok(tx.count(&ANY, values![]).await? > 0)
}

/// How many agreements there are, by sector and state.
///
/// # Errors
/// [`StorageError`].
pub async fn agreements(tx: &mut Tx) -> Result<Vec<(String, StateKind, i64)>, StorageError> {
    let rows = tx.all(&AGREEMENTS, values![ALL]).await?;
    rows.iter().map(|row| Ok((row.get("sector")?, row.code("code", StateKind::parse)?, row.get("n")?))).collect()
}

/// How many events there are, by kind.
///
/// # Errors
/// [`StorageError`].
pub async fn events(tx: &mut Tx) -> Result<Vec<(String, i64)>, StorageError> {
    tx.all(&EVENTS, values![ALL]).await?.iter().map(|row| Ok((row.get("code")?, row.get("n")?))).collect()
}

/// How many came into which state from a week (`2026-W48`) on, as far as it was added up.
///
/// # Errors
/// [`StorageError`].
pub async fn weeks(tx: &mut Tx, from: &str) -> Result<Vec<Entered<String>>, StorageError> {
    let rows = tx.all(&WEEKS, values![from]).await?;
    rows.iter()
        .map(|row| {
            Ok(Entered { when: row.get("week")?, sector: row.get("sector")?, code: row.get("code")?, n: row.get("n")? })
        })
        .collect()
}

/// The same since then, by hours since 1970 (UTC).
///
/// # Errors
/// [`StorageError`].
pub async fn newest_hours(tx: &mut Tx) -> Result<Vec<Entered<i64>>, StorageError> {
    let rows = tx.all(&NEWEST_HOURS, values![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Entered { when: row.get("hour")?, sector: row.get("sector")?, code: row.get("code")?, n: row.get("n")? })
        })
        .collect()
}

/// Whether the tallies are what counting one by one gives.
///
/// # Errors
/// [`StorageError`].
pub async fn are_right(tx: &mut Tx) -> Result<bool, StorageError> {
    let rows = tx.all(&RECOUNT, values![]).await?;
    let counted: Vec<(String, StateKind, i64)> = rows
        .iter()
        .map(|row| Ok((row.get("sector")?, row.code("code", StateKind::parse)?, row.get("n")?)))
        .collect::<Result<_, StorageError>>()?;
    let rows = tx.all(&RECOUNT_EVENTS, values![]).await?;
    let kinds: Vec<(String, i64)> =
        rows.iter().map(|row| Ok((row.get("code")?, row.get("n")?))).collect::<Result<_, StorageError>>()?;
    Ok(sorted(counted) == sorted(agreements(tx).await?) && sorted(kinds) == sorted(events(tx).await?))
}

/// The engines sort texts each in their own way.
fn sorted<T: Ord>(mut rows: Vec<T>) -> Vec<T> {
    rows.sort();
    rows
}

/// Counts everything anew: after rows came in by another way than through the portal. What came into a state in
/// which week stays.
///
/// # Errors
/// [`StorageError`].
pub async fn recount(tx: &mut Tx) -> Result<(), StorageError> {
    meta::take_numbers(tx, "tallies", 1).await?;
    for list in ["agreements", "events"] {
        tx.execute(&FORGET, values![list]).await?;
        tx.execute(&FORGET_CHANGES, values![list]).await?;
    }
    tx.execute(&ANEW_ALL, values![ALL]).await?;
    tx.execute(&ANEW_PARTIES, values![]).await?;
    tx.execute(&ANEW_PARTNERS, values![]).await?;
    tx.execute(&ANEW_EVENTS, values![ALL]).await.map(drop)
}
