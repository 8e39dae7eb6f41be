//! How far both sides are between signing and starting.

use crate::{StorageError, Tx, sql, values};
use domain::{
    agreement::{Onboarded, Side},
    ids::AgreementId,
};
use jiff::{Timestamp, civil::Date};

sql! {
    /// How far an agreement is.
    FIND (Uuid) = "SELECT * FROM onboarding WHERE agreement_id = $1";
    /// Makes the row.
    BEGIN (Uuid) = "INSERT INTO onboarding (agreement_id) VALUES ($1) ON CONFLICT (agreement_id) DO NOTHING";
    /// The municipality's side is ready, or no longer.
    MUNICIPALITY (Uuid, Int) = "UPDATE onboarding SET municipality_ready = $2 WHERE agreement_id = $1";
    /// The partner's side is ready, or no longer.
    PARTNER (Uuid, Int) = "UPDATE onboarding SET partner_ready = $2 WHERE agreement_id = $1";
    /// The agreed first day.
    START (Uuid, Text) = "UPDATE onboarding SET start_on = $2 WHERE agreement_id = $1";
    /// Signed agreements whose first day has come and whose sides are ready.
    DUE (Text) = "SELECT a.id FROM onboarding b JOIN agreements a ON a.id = b.agreement_id WHERE a.state = 'signed' \
        AND b.municipality_ready IS NOT NULL AND b.partner_ready IS NOT NULL AND b.start_on <= $1 ORDER BY a.id";
}

/// How far an agreement is; nothing done yet when nobody said anything.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, agreement: AgreementId) -> Result<Onboarded, StorageError> {
    let Some(row) = tx.first(&FIND, values![agreement]).await? else {
        return Ok(Onboarded { municipality: false, partner: false, start: None });
    };
    Ok(Onboarded {
        municipality: row.maybe_time("municipality_ready")?.is_some(),
        partner: row.maybe_time("partner_ready")?.is_some(),
        start: row.maybe_date("start_on")?,
    })
}

/// Says that a side is ready since `since`, or (`None`) is not.
///
/// # Errors
/// [`StorageError`].
pub async fn ready(
    tx: &mut Tx,
    agreement: AgreementId,
    side: Side,
    since: Option<Timestamp>,
) -> Result<(), StorageError> {
    tx.execute(&BEGIN, values![agreement]).await?;
    let sql = if side == Side::Partner { &PARTNER } else { &MUNICIPALITY };
    tx.execute(sql, values![agreement, since]).await.map(drop)
}

/// Sets the first day.
///
/// # Errors
/// [`StorageError`].
pub async fn start(tx: &mut Tx, agreement: AgreementId, on: Date) -> Result<(), StorageError> {
    tx.execute(&BEGIN, values![agreement]).await?;
    tx.execute(&START, values![agreement, on]).await.map(drop)
}

/// Signed agreements whose first day is `day` or earlier and whose sides are ready.
///
/// # Errors
/// [`StorageError`].
pub async fn due(tx: &mut Tx, day: Date) -> Result<Vec<AgreementId>, StorageError> {
    tx.all(&DUE, values![day]).await?.iter().map(|row| row.id("id")).collect()
}
