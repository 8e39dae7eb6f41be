//! What is open for signing: one row per organisation and agreement, while somebody of the organisation may sign.
//!
//! A row follows from state, document and slots alone ([`crate::rounds`] says the same for one person). What it
//! adds is its number: it rises, and is taken in the transaction that opens the offer while others that take one
//! wait. Whoever sees a number therefore sees every lower one, and *new since then* is a range.

use crate::{StorageError, Tx, meta, sql, values};
use domain::ids::{AgreementId, OrganisationId, RevisionId};

/// The running number of offers.
pub const COUNTER: &str = "offers";

macro_rules! open {
    ($head:literal, $tail:literal) => {
        concat!(
            $head,
            " FROM agreements a JOIN documents d ON d.revision_id = a.revision_id AND d.state = 'ready' \
              JOIN slots sl ON sl.revision_id = a.revision_id AND sl.filled_by IS NULL \
              WHERE a.state IN ('released', 'partly_signed') AND NOT (sl.side = 'partner' AND a.details LIKE '%\"deferred\":{%')",
            $tail
        )
    };
}

sql! {
    /// Holds an agreement until the transaction ends: what moves it meanwhile waits.
    HOLD (Uuid) = "UPDATE agreements SET version = version WHERE id = $1";
    /// Ends the offers of an agreement that are open no longer.
    END (Uuid) = open!("DELETE FROM offers WHERE agreement_id = $1 AND NOT EXISTS (SELECT 1",
        " AND a.id = offers.agreement_id AND a.revision_id = offers.revision_id AND sl.organisation_id = offers.organisation_id)");
    /// For whom an agreement is open without an offer.
    MISSING (Uuid) = open!("SELECT DISTINCT sl.organisation_id, a.revision_id", " AND a.id = $1 \
        AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.organisation_id = sl.organisation_id AND o.agreement_id = a.id) \
        ORDER BY sl.organisation_id");
    /// Opens one.
    ADD (Uuid, Uuid, Uuid, Int) = "INSERT INTO offers (organisation_id, agreement_id, revision_id, number) \
        VALUES ($1, $2, $3, $4)";
    /// Ends every offer that is open no longer.
    END_ALL () = open!("DELETE FROM offers WHERE NOT EXISTS (SELECT 1",
        " AND a.id = offers.agreement_id AND a.revision_id = offers.revision_id AND sl.organisation_id = offers.organisation_id)");
    /// How many offers are missing.
    COUNT_MISSING () = open!("SELECT COUNT(*) AS n FROM (SELECT DISTINCT sl.organisation_id, a.id", " AND NOT EXISTS (SELECT 1 \
        FROM offers o WHERE o.organisation_id = sl.organisation_id AND o.agreement_id = a.id)) w");
    /// Opens all that are missing, numbered from `$1` on.
    ADD_ALL (Int) = open!("INSERT INTO offers (organisation_id, agreement_id, revision_id, number) \
        SELECT w.organisation_id, w.agreement_id, w.revision_id, $1 - 1 + ROW_NUMBER() OVER (ORDER BY w.agreement_id, \
        w.organisation_id) FROM (SELECT DISTINCT sl.organisation_id, a.id AS agreement_id, a.revision_id", " AND NOT EXISTS (SELECT 1 \
        FROM offers o WHERE o.organisation_id = sl.organisation_id AND o.agreement_id = a.id)) w");
    /// Offers of an agreement, with their numbers.
    OF (Uuid) = "SELECT organisation_id, number FROM offers WHERE agreement_id = $1 ORDER BY number";
}

/// Holds an agreement until the transaction ends.
///
/// # Errors
/// [`StorageError`].
pub async fn hold(tx: &mut Tx, agreement: AgreementId) -> Result<(), StorageError> {
    tx.execute(&HOLD, values![agreement]).await.map(drop)
}

/// Makes the offers of these agreements follow from what their rows say now. Call it last in a transaction: it
/// makes others wait that open offers.
///
/// # Errors
/// [`StorageError`].
pub async fn follow(tx: &mut Tx, agreements: &[AgreementId]) -> Result<(), StorageError> {
    let mut missing: Vec<(OrganisationId, AgreementId, RevisionId)> = Vec::new();
    for agreement in agreements {
        tx.execute(&END, values![*agreement]).await?;
        for row in tx.all(&MISSING, values![*agreement]).await? {
            missing.push((row.id("organisation_id")?, *agreement, row.id("revision_id")?));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(missing.len()).unwrap_or(i64::MAX);
    let first = meta::take_numbers(tx, COUNTER, count).await?;
    for ((organisation, agreement, revision), number) in missing.into_iter().zip(first..) {
        tx.execute(&ADD, values![organisation, agreement, revision, number]).await?;
    }
    Ok(())
}

/// Makes all offers follow from the rows, for whoever wrote those without moving agreements. Gives how many were
/// opened.
///
/// # Errors
/// [`StorageError`].
pub async fn rebuild(tx: &mut Tx) -> Result<i64, StorageError> {
    tx.execute(&END_ALL, values![]).await?;
    let missing = tx.count(&COUNT_MISSING, values![]).await?;
    if missing > 0 {
        let first = meta::take_numbers(tx, COUNTER, missing).await?;
        tx.execute(&ADD_ALL, values![first]).await?;
    }
    Ok(missing)
}

/// For whom an agreement is open, with the numbers of the offers, the oldest first.
///
/// # Errors
/// [`StorageError`].
pub async fn of(tx: &mut Tx, agreement: AgreementId) -> Result<Vec<(OrganisationId, i64)>, StorageError> {
    let rows = tx.all(&OF, values![agreement]).await?;
    rows.iter().map(|row| Ok((row.id("organisation_id")?, row.get("number")?))).collect()
}
