//! Dutch days: public holidays by the Algemene termijnenwet (BWBR0002448), and working days.
//!
//! What belongs here: arithmetic on dates in the time zone of Amsterdam. What never does: clocks
//! that run, opening hours, the dates of agreements.

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Decrees under article 3, lid 3, that hold for future days and were known when this was built.
///
/// There are none. The administrator's setting extends the list, see [`Holidays::decreed`].
pub const DECREED: &[Date] = &[];

/// A day that the Algemene termijnenwet calls a generally recognised public holiday, or treats alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    /// *Nieuwjaarsdag*, 1 January (art. 3 lid 1).
    NewYear,
    /// *Goede Vrijdag*, treated alike (art. 3 lid 2).
    GoodFriday,
    /// *Tweede Paasdag* (art. 3 lid 1).
    EasterMonday,
    /// *Koningsdag* (art. 3 lid 1): 27 April, or 26 April where the 27th is a Sunday.
    KingsDay,
    /// *Bevrijdingsdag*, 5 May of every year (art. 3 lid 1).
    LiberationDay,
    /// *Hemelvaartsdag* (art. 3 lid 1).
    Ascension,
    /// *Tweede Pinksterdag* (art. 3 lid 1).
    WhitMonday,
    /// *Eerste Kerstdag*, 25 December (art. 3 lid 1).
    Christmas,
    /// *Tweede Kerstdag*, 26 December (art. 3 lid 1).
    SecondChristmas,
    /// A day that a royal decree treats alike (art. 3 lid 3).
    Decreed,
}

/// The public holidays, with the days that royal decrees add.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    /// Days that royal decrees treat alike (art. 3 lid 3), in any order.
    pub decreed: Vec<Date>,
}

impl Holidays {
    /// The holidays of the law, with [`DECREED`] and these further days.
    #[must_use]
    pub fn with_decreed(further: &[Date]) -> Self {
        let mut decreed = [DECREED, further].concat();
        decreed.sort_unstable();
        decreed.dedup();
        Self { decreed }
    }

    /// The holidays of a year (2014 or later: before that the king's birthday was another), in the
    /// order of the calendar. Two may fall on one day (in 2016: Ascension and 5 May).
    #[must_use]
    pub fn listed(&self, year: i16) -> Vec<(Date, Holiday)> {
        let fixed = [
            (1, 1, Holiday::NewYear),
            (4, 27, Holiday::KingsDay),
            (5, 5, Holiday::LiberationDay),
            (12, 25, Holiday::Christmas),
            (12, 26, Holiday::SecondChristmas),
        ];
        let mut days: Vec<_> = fixed
            .into_iter()
            .filter_map(|(month, day, holiday)| Some((Date::new(year, month, day).ok()?, holiday)))
            .map(|(day, holiday)| match (holiday, day.weekday()) {
                (Holiday::KingsDay, Weekday::Sunday) => (day.saturating_sub(1.day()), holiday),
                _ => (day, holiday),
            })
            .collect();
        if let Some(easter) = easter(year) {
            days.extend([
                (easter.saturating_add((-2).days()), Holiday::GoodFriday),
                (easter.saturating_add(1.day()), Holiday::EasterMonday),
                (easter.saturating_add(39.days()), Holiday::Ascension),
                (easter.saturating_add(50.days()), Holiday::WhitMonday),
            ]);
        }
        let decreed = self.decreed.iter().filter(|day| day.year() == year);
        days.extend(decreed.map(|day| (*day, Holiday::Decreed)));
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Whether this day is a public holiday, or treated alike.
    #[must_use]
    pub fn is_holiday(&self, day: Date) -> bool {
        self.listed(day.year()).iter().any(|(listed, _)| *listed == day)
    }

    /// Whether this day is neither a Saturday, nor a Sunday, nor a public holiday (art. 1).
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.is_holiday(day)
    }

    /// The `n`th working day after this day; the day itself where `n` is 0.
    #[must_use]
    pub fn add_working_days(&self, day: Date, n: u16) -> Date {
        let mut day = day;
        for _ in 0..n {
            day = self.next_working_day(day);
        }
        day
    }

    /// The last moment (to the microsecond) of the next working day after the local day of `at`.
    #[must_use]
    pub fn end_of_next_working_day(&self, at: Timestamp) -> Timestamp {
        end_of_day(self.next_working_day(local_date(at)))
    }

    fn next_working_day(&self, day: Date) -> Date {
        let mut day = day;
        while day < Date::MAX {
            day = day.saturating_add(1.day());
            if self.is_working_day(day) {
                break;
            }
        }
        day
    }
}

/// The time zone in which every date of the portal is meant: Europe/Amsterdam.
///
/// # Panics
/// Never: the zone is part of the program (feature `tzdb-bundle-always` of jiff).
#[must_use]
pub fn amsterdam() -> &'static TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZone::get("Europe/Amsterdam").expect("the bundled zones contain it"))
}

/// The day in Amsterdam at this moment.
#[must_use]
pub fn local_date(at: Timestamp) -> Date {
    amsterdam().to_datetime(at).date()
}

/// The last moment (to the microsecond) of a day in Amsterdam.
#[must_use]
pub fn end_of_day(day: Date) -> Timestamp {
    let midnight = day.saturating_add(1.day()).at(0, 0, 0, 0);
    amsterdam()
        .to_ambiguous_timestamp(midnight)
        .compatible()
        .map_or(Timestamp::MAX, |next| next.saturating_sub(SignedDuration::from_micros(1)).unwrap_or(Timestamp::MAX))
}

/// Easter Sunday in the Gregorian calendar.
fn easter(year: i16) -> Option<Date> {
    let easter = computus::gregorian(i32::from(year)).ok()?;
    let month = i8::try_from(easter.month).ok()?;
    let day = i8::try_from(easter.day).ok()?;
    Date::new(year, month, day).ok()
}

/// The Monday after a day: on a Monday the next one, as that day's mail has gone.
#[must_use]
pub fn next_monday(day: Date) -> Date {
    day.nth_weekday(1, jiff::civil::Weekday::Monday).unwrap_or(day)
}

#[cfg(test)]
mod tests;
