//! Numbers that nobody counts: triggers write what changes, and it is added up here, every minute and after what
//! changes much.
//!
//! What belongs here: adding up, and which week an hour belongs to. What never does: counting rows.

use crate::{App, AppError};
use domain::calendar::local_date;
use jiff::{Timestamp, civil::Date};
use storage::tallies;

/// Adds up what has changed since the last time. Run it as often as you like.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn add_up(app: &App) -> Result<u64, AppError> {
    if !tallies::pending(&mut app.read().await?).await? {
        return Ok(0);
    }
    let mut tx = app.db().begin().await?;
    let changes = tallies::add_up(&mut tx, |hour| week(day_of(hour))).await?;
    tx.commit().await?;
    Ok(changes)
}

/// The day in the Netherlands of an hour since 1970 (UTC).
pub(crate) fn day_of(hour: i64) -> Date {
    let moment = Timestamp::from_second(hour.saturating_mul(3600)).unwrap_or(Timestamp::UNIX_EPOCH);
    local_date(moment)
}

/// The ISO week of a day (ISO 8601), as `2026-W48`: sorts as time goes.
pub(crate) fn week(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

#[cfg(test)]
mod tests {
    use super::{day_of, week};
    use jiff::civil::date;

    #[test]
    fn a_week_begins_on_monday_in_the_netherlands() {
        // Monday 30 November 2026 begins on Sunday at 23:00 UTC.
        let hour = |text: &str| text.parse::<jiff::Timestamp>().expect("a time").as_second() / 3600;
        assert_eq!(week(day_of(hour("2026-11-29T22:59:00Z"))), "2026-W48");
        assert_eq!(week(day_of(hour("2026-11-29T23:00:00Z"))), "2026-W49");
        // In summer an hour earlier.
        assert_eq!(week(day_of(hour("2026-06-28T22:00:00Z"))), "2026-W27");
        assert_eq!(week(date(2027, 1, 3)), "2026-W53", "a year of 53 weeks");
    }
}
