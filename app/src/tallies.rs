//! Numbers that nobody counts: triggers write what changes, and it is added up here, every minute and after what
//! changes much.
//!
//! What belongs here: adding up, and which week an hour belongs to. What never does: counting rows.

use crate::{App, AppError};
use domain::{
    access::{Actor, Permission, may},
    agreement::StateKind,
    calendar::local_date,
    party::OrganisationKind,
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use std::collections::BTreeMap;
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

/// What is told by week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Organisations that joined.
    Registered,
    /// Agreements that were released.
    Released,
    /// Agreements that all have signed.
    Signed,
}

impl Measure {
    /// Every measure, in the order of an agreement's life.
    pub const ALL: [Self; 3] = [Self::Registered, Self::Released, Self::Signed];

    /// The code in addresses and files; of the last two, that of a state.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Released => "released",
            Self::Signed => "signed",
        }
    }
}

/// The first figures: what happened in which week, and how agreements stand.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The Mondays of the weeks, the newest first.
    pub weeks: Vec<Date>,
    /// How many, by measure, by sector (of those who join without one: `parties` or `executors`), by place in `weeks`.
    pub numbers: BTreeMap<(Measure, String), Vec<i64>>,
    /// How many agreements stand where, by sector.
    pub standing: Vec<(String, StateKind, i64)>,
}

/// Parties in the place of a sector.
pub const PARTIES: &str = "parties";
/// Executors in the place of a sector.
pub const EXECUTORS: &str = "executors";

/// The figures of the last weeks, with this one.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn figures(app: &App, actor: &Actor, weeks: usize) -> Result<Figures, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let mut monday = app
        .today()
        .tomorrow()
        .map_or(app.today(), |day| day.nth_weekday(-1, jiff::civil::Weekday::Monday).unwrap_or(day));
    let mut figures = Figures::default();
    for _ in 0..weeks.max(1) {
        figures.weeks.push(monday);
        monday = monday.checked_sub(7.days()).unwrap_or(monday);
    }
    let names: Vec<_> = figures.weeks.iter().map(|monday| week(*monday)).collect();
    let mut tx = app.read().await?;
    let mut entered = tallies::weeks(&mut tx, names.last().map_or("", String::as_str)).await?;
    for hour in tallies::newest_hours(&mut tx).await? {
        let when = week(day_of(hour.when));
        entered.push(tallies::Entered { when, sector: hour.sector, code: hour.code, n: hour.n });
    }
    for one in entered {
        let measure = Measure::ALL.into_iter().find(|measure| measure.as_str() == one.code);
        let (Some(measure), Some(place)) = (measure, names.iter().position(|name| *name == one.when)) else { continue };
        let sector = match OrganisationKind::parse(&one.sector) {
            None => one.sector,
            Some(kind) if kind.is_contracting_party() => PARTIES.to_owned(),
            Some(_) => EXECUTORS.to_owned(),
        };
        let row = figures.numbers.entry((measure, sector)).or_insert_with(|| vec![0; names.len()]);
        row[place] += one.n;
    }
    figures.standing = tallies::agreements(&mut tx).await?;
    Ok(figures)
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
