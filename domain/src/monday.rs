//! Monday's mail: when it goes, and who gets one.
//!
//! What belongs here: weeks and the choice between news, a reminder and nothing. What never does: counting, wording.
//! A week is an ISO week (ISO 8601) of days in Amsterdam, named by its Monday.

use crate::calendar::{amsterdam, next_monday};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

/// The hour at which the mail goes, in Amsterdam; no clock change ever touches it.
pub const HOUR: i8 = 8;

/// The Monday of the week of a day.
#[must_use]
pub fn monday_of(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// The Monday of the present week, once its mail may go: from eight o'clock on, holidays included. After an outage
/// it still may, until the week is over.
#[must_use]
pub fn due(now: Timestamp) -> Option<Date> {
    let local = amsterdam().to_datetime(now);
    let monday = monday_of(local.date());
    (local.date() > monday || local.hour() >= HOUR).then_some(monday)
}

/// The Monday whose mail goes next.
#[must_use]
pub fn coming(now: Timestamp) -> Date {
    let local = amsterdam().to_datetime(now).date();
    if due(now).is_none() { local } else { next_monday(local) }
}

/// The name of a week by ISO 8601: `2026-W53`.
#[must_use]
pub fn week_name(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
}

/// How often somebody for whom nothing new came, but something waits, is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reminder {
    /// Every Monday.
    Weekly,
    /// Every fourth Monday after the last mail.
    #[default]
    FourWeekly,
    /// Never.
    OnlyNew,
}

impl Reminder {
    /// Every rhythm.
    pub const ALL: [Self; 3] = [Self::Weekly, Self::FourWeekly, Self::OnlyNew];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::FourWeekly => "four_weekly",
            Self::OnlyNew => "only_new",
        }
    }

    /// The rhythm with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.as_str() == code)
    }

    /// After how many weeks without a mail a reminder goes; `None`: never.
    const fn weeks(self) -> Option<i64> {
        match self {
            Self::Weekly => Some(1),
            Self::FourWeekly => Some(4),
            Self::OnlyNew => None,
        }
    }
}

/// Why somebody gets a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Something came since the last one.
    News,
    /// Nothing came, but something waits.
    Reminder,
}

/// Whether somebody gets a mail on `monday`, whose last one was that of the week of `last`.
#[must_use]
pub fn why(fresh: i64, waiting: i64, last: Option<Date>, monday: Date, reminder: Reminder) -> Option<Why> {
    if waiting == 0 {
        return None;
    }
    // Who never had a mail is told of all that waits.
    let Some(last) = last.filter(|_| fresh == 0) else { return Some(Why::News) };
    let weeks = i64::from((monday - last).get_days()) / 7;
    reminder.weeks().filter(|every| weeks >= *every).map(|_| Why::Reminder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(moment: &str) -> Timestamp {
        moment.parse().expect("a time")
    }

    #[test]
    fn it_is_due_from_eight_on_monday_to_the_end_of_sunday() {
        let monday = date(2026, 11, 30);
        assert_eq!(due(at("2026-11-30T07:59:59.999999+01:00")), None);
        assert_eq!(due(at("2026-11-30T08:00:00+01:00")), Some(monday));
        assert_eq!(due(at("2026-12-06T23:59:59+01:00")), Some(monday));
        assert_eq!(due(at("2026-12-07T00:00:00+01:00")), None, "a week that was missed is not made later");
        assert_eq!(due(at("2026-12-25T12:00:00+01:00")), Some(date(2026, 12, 21)));
        assert_eq!(due(at("2027-03-29T08:00:00+02:00")), Some(date(2027, 3, 29)), "Easter Monday is a Monday");
    }

    #[test]
    fn the_hours_that_the_clock_skips_and_repeats_change_nothing() {
        // Summer time begins on 28 March 2027 and ends on 31 October 2027, both on a Sunday at one o'clock UTC.
        assert_eq!(due(at("2027-03-28T01:00:00Z")), Some(date(2027, 3, 22)));
        assert_eq!(due(at("2027-03-29T05:59:59Z")), None);
        assert_eq!(due(at("2027-03-29T06:00:00Z")), Some(date(2027, 3, 29)));
        for twice in ["2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"] {
            assert_eq!(due(at(twice)), Some(date(2027, 10, 25)));
        }
        assert_eq!(due(at("2027-11-01T06:59:59Z")), None);
        assert_eq!(due(at("2027-11-01T07:00:00Z")), Some(date(2027, 11, 1)));
    }

    #[test]
    fn the_coming_one_is_the_next_that_has_not_gone() {
        assert_eq!(coming(at("2026-11-24T10:00:00+01:00")), date(2026, 11, 30));
        assert_eq!(coming(at("2026-11-30T07:00:00+01:00")), date(2026, 11, 30));
        assert_eq!(coming(at("2026-11-30T08:00:00+01:00")), date(2026, 12, 7));
    }

    #[test]
    fn a_year_can_have_53_weeks() {
        assert_eq!(week_name(date(2026, 12, 28)), "2026-W53");
        assert_eq!(week_name(date(2027, 1, 4)), "2027-W01");
        assert_eq!(week_name(date(2024, 12, 30)), "2025-W01");
        assert_eq!(monday_of(date(2027, 1, 3)), date(2026, 12, 28));
    }

    #[test]
    fn news_always_and_reminders_as_chosen() {
        let (last, monday) = (date(2026, 12, 7), date(2026, 12, 28));
        let after = |weeks: i64| last.saturating_add((weeks * 7).days());
        assert_eq!(why(0, 0, None, monday, Reminder::Weekly), None, "nothing waits");
        assert_eq!(why(1, 3, Some(monday), monday, Reminder::OnlyNew), Some(Why::News));
        assert_eq!(why(0, 3, None, monday, Reminder::OnlyNew), Some(Why::News));
        let goes = |weeks, rhythm| why(0, 3, Some(last), after(weeks), rhythm).is_some();
        assert!(goes(1, Reminder::Weekly) && goes(4, Reminder::FourWeekly) && goes(9, Reminder::FourWeekly));
        assert!(!goes(3, Reminder::FourWeekly) && !goes(0, Reminder::Weekly) && !goes(99, Reminder::OnlyNew));
        assert_eq!(why(0, 1, Some(last), after(4), Reminder::default()), Some(Why::Reminder));
    }

    #[test]
    fn a_rhythm_is_read_by_its_code() {
        for rhythm in Reminder::ALL {
            assert_eq!(Reminder::parse(rhythm.as_str()), Some(rhythm));
        }
        assert_eq!(Reminder::parse("daily"), None);
    }
}
