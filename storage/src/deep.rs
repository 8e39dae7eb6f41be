//! What `check --deep` asks the database: things that always hold, and would not after a defect, a disk
//! that lies, or a hand in the tables.

use crate::{StorageError, Tx, sql, store::Digest, values};
use sqlx::Row as _;

sql! {
    /// Agreements whose present revision is missing or of another one.
    NO_REVISION (Int) = "SELECT a.number AS what FROM agreements a \
        LEFT JOIN revisions r ON r.id = a.revision_id AND r.agreement_id = a.id WHERE r.id IS NULL ORDER BY a.number LIMIT $1";
    /// Agreements with a signature in a place that is not filled.
    SIGNED_NOT_FILLED (Int) = "SELECT a.number AS what FROM signatures g JOIN slots s ON s.id = g.slot_id \
        JOIN revisions r ON r.id = s.revision_id JOIN agreements a ON a.id = r.agreement_id \
        WHERE s.filled_at IS NULL OR s.revision_id <> g.revision_id ORDER BY a.number LIMIT $1";
    /// Agreements whose document is said to stand and names no bytes.
    READY_WITHOUT_BYTES (Int) = "SELECT a.number AS what FROM documents d JOIN revisions r ON r.id = d.revision_id \
        JOIN agreements a ON a.id = r.agreement_id WHERE d.state = 'ready' AND (d.released IS NULL OR d.newest IS NULL) \
        ORDER BY a.number LIMIT $1";
    /// Pairs with more than one current agreement: one of their numbers.
    TWO_CURRENT (Int) = "SELECT MIN(number) AS what FROM agreements WHERE is_current GROUP BY party_id, partner_id \
        HAVING COUNT(*) > 1 ORDER BY 1 LIMIT $1";
    /// Numbers of agreements that were never taken from the running number of their year.
    BEYOND_COUNTER (Int) = "SELECT a.number AS what FROM agreements a \
        LEFT JOIN counters c ON c.name = 'agreements-' || SUBSTR(a.number, 5, 4) \
        WHERE c.value IS NULL OR c.value < CAST(SUBSTR(a.number, 10) AS BIGINT) ORDER BY a.number LIMIT $1";
    /// Agreements that were signed outside the portal, without what says so, or with a place that is filled.
    ELSEWHERE_ALONE (Int) = "SELECT a.number AS what FROM agreements a WHERE a.details LIKE '%\"elsewhere\":\"%' \
        AND (NOT EXISTS (SELECT 1 FROM elsewhere e WHERE e.agreement_id = a.id) \
        OR EXISTS (SELECT 1 FROM slots s WHERE s.revision_id = a.revision_id AND s.filled_at IS NOT NULL)) \
        ORDER BY a.number LIMIT $1";
    /// The agreements whose rows name a document.
    WHOSE (Bytes) = "SELECT DISTINCT a.number AS what FROM agreements a JOIN revisions r ON r.agreement_id = a.id \
        LEFT JOIN documents d ON d.revision_id = r.id LEFT JOIN round_items i ON i.revision_id = r.id \
        LEFT JOIN signatures g ON g.revision_id = r.id LEFT JOIN elsewhere e ON e.agreement_id = a.id WHERE d.released = $1 OR d.newest = $1 OR i.digest = $1 \
        OR g.digest = $1 OR e.digest = $1 ORDER BY 1";
    /// Every copy of facts.
    FACTS () = "SELECT digest, json FROM facts";
}

/// Something that should hold.
pub struct Rule {
    /// What is said when it does not, before the things that break it.
    pub broken: &'static str,
    sql: &'static crate::Sql,
}

/// Every rule that a query can check.
pub static RULES: [Rule; 6] = [
    Rule { broken: "agreements without their revision", sql: &NO_REVISION },
    Rule { broken: "agreements with a signature in a place that is not filled", sql: &SIGNED_NOT_FILLED },
    Rule { broken: "agreements whose document names no bytes", sql: &READY_WITHOUT_BYTES },
    Rule { broken: "pairs with more than one current agreement", sql: &TWO_CURRENT },
    Rule { broken: "agreements with a number that was never given out", sql: &BEYOND_COUNTER },
    Rule { broken: "agreements signed elsewhere that do not fit what was brought in", sql: &ELSEWHERE_ALONE },
];

/// What breaks a rule, at most `most` of them.
///
/// # Errors
/// [`StorageError`].
pub async fn broken(tx: &mut Tx, rule: &Rule, most: i64) -> Result<Vec<String>, StorageError> {
    tx.all(rule.sql, values![most]).await?.iter().map(|row| row.get("what")).collect()
}

/// The numbers of the agreements whose rows name a document.
///
/// # Errors
/// [`StorageError`].
pub async fn whose(tx: &mut Tx, digest: Digest) -> Result<Vec<String>, StorageError> {
    tx.all(&WHOSE, values![digest]).await?.iter().map(|row| row.get("what")).collect()
}

/// Hands over every copy of facts: its digest and its text.
///
/// # Errors
/// [`StorageError`].
pub async fn facts(tx: &mut Tx, mut take: impl FnMut(Vec<u8>, String)) -> Result<(), StorageError> {
    tx.each(&FACTS, values![], async |row| {
        take(row.get("digest")?, row.get("json")?);
        Ok(())
    })
    .await
}

/// What the engine itself finds wrong with its file, at most 20 lines. PostgreSQL keeps watch by itself.
///
/// # Errors
/// [`StorageError`].
pub async fn engine(tx: &mut Tx) -> Result<Vec<String>, StorageError> {
    let Tx::Sqlite(tx) = tx else { return Ok(Vec::new()) };
    let failed = |source| StorageError::Engine { sql: "integrity", source };
    let mut wrong = Vec::new();
    for row in sqlx::query("PRAGMA integrity_check(20)").fetch_all(&mut **tx).await.map_err(failed)? {
        let line: String = row.try_get(0).map_err(failed)?;
        if line != "ok" {
            wrong.push(line);
        }
    }
    for row in sqlx::query("SELECT DISTINCT \"table\" AS owner, parent FROM pragma_foreign_key_check LIMIT 20")
        .fetch_all(&mut **tx)
        .await
        .map_err(failed)?
    {
        let (own, other): (String, String) =
            (row.try_get("owner").map_err(failed)?, row.try_get("parent").map_err(failed)?);
        wrong.push(format!("{own} points at rows of {other} that are not there"));
    }
    Ok(wrong)
}
