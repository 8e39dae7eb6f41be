//! Known days, the clocks that count in working days, and an independent list where there is one.

use super::{Holiday, Holidays, end_of_day, local_date};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use std::collections::BTreeSet;

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

#[test]
fn the_holidays_of_2026_are_those_of_the_law() {
    assert_eq!(
        Holidays::default().listed(2026),
        [
            (date(2026, 1, 1), Holiday::NewYear),
            (date(2026, 4, 3), Holiday::GoodFriday),
            (date(2026, 4, 6), Holiday::EasterMonday),
            (date(2026, 4, 27), Holiday::KingsDay),
            (date(2026, 5, 5), Holiday::LiberationDay),
            (date(2026, 5, 14), Holiday::Ascension),
            (date(2026, 5, 25), Holiday::WhitMonday),
            (date(2026, 12, 25), Holiday::Christmas),
            (date(2026, 12, 26), Holiday::SecondChristmas),
        ]
    );
}

#[test]
fn kings_day_moves_to_saturday_when_the_27th_is_a_sunday() {
    let holidays = Holidays::default();
    for (year, day) in [(2024, 27), (2025, 26), (2031, 26), (2032, 27)] {
        let listed = holidays.listed(year);
        let kings_day = listed.iter().find(|(_, holiday)| *holiday == Holiday::KingsDay);
        assert_eq!(kings_day.map(|(day, _)| *day), Some(date(year, 4, day)));
    }
    assert!(!holidays.is_holiday(date(2025, 4, 27)));
}

#[test]
fn two_holidays_may_fall_on_one_day() {
    let listed = Holidays::default().listed(2016);
    let fifth: Vec<_> = listed.iter().filter(|(day, _)| *day == date(2016, 5, 5)).collect();
    assert_eq!(fifth.len(), 2);
    assert_eq!(listed.len(), 9);
}

#[test]
fn a_decree_adds_a_day_once() {
    let bridge = date(2026, 5, 15);
    let plain = Holidays::default();
    assert!(plain.is_working_day(bridge));
    let decreed = Holidays::with_decreed(&[bridge, bridge]);
    assert!(decreed.is_holiday(bridge) && !decreed.is_working_day(bridge));
    assert_eq!(decreed.listed(2026).len(), plain.listed(2026).len() + 1);
    assert_eq!(decreed.listed(2027).len(), 9);
}

#[test]
fn easter_and_whit_sunday_are_sundays_but_not_listed() {
    let holidays = Holidays::default();
    for sunday in [date(2026, 4, 5), date(2026, 5, 24)] {
        assert!(!holidays.is_holiday(sunday) && !holidays.is_working_day(sunday));
    }
}

#[test]
fn the_next_working_day_ends_at_midnight_in_amsterdam() {
    let holidays = Holidays::default();
    for (accepted, promised) in [
        // A Tuesday in winter; the next day ends at 23:00 UTC.
        ("2026-01-13T09:00:00Z", "2026-01-14T22:59:59.999999Z"),
        // Late on Tuesday in UTC is Wednesday in Amsterdam.
        ("2026-01-13T23:30:00Z", "2026-01-15T22:59:59.999999Z"),
        // Thursday before Good Friday: the next working day is Tuesday, in summer time.
        ("2026-04-02T10:00:00Z", "2026-04-07T21:59:59.999999Z"),
        // Friday over the night in which summer time begins.
        ("2026-03-27T10:00:00Z", "2026-03-30T21:59:59.999999Z"),
        // Christmas Eve, a Thursday: both Christmas days and the Sunday pass.
        ("2026-12-24T10:00:00Z", "2026-12-28T22:59:59.999999Z"),
        // The last day of the year.
        ("2026-12-31T10:00:00Z", "2027-01-04T22:59:59.999999Z"),
    ] {
        let end = holidays.end_of_next_working_day(moment(accepted));
        assert_eq!(end, moment(promised), "accepted {accepted}");
    }
}

#[test]
fn working_days_are_counted_after_the_day() {
    let holidays = Holidays::default();
    let friday = date(2026, 4, 24);
    assert_eq!(holidays.add_working_days(friday, 0), friday);
    assert_eq!(holidays.add_working_days(friday, 1), date(2026, 4, 28));
    assert_eq!(holidays.add_working_days(friday, 5), date(2026, 5, 4));
    assert_eq!(holidays.add_working_days(friday, 6), date(2026, 5, 6));
}

#[test]
fn days_begin_and_end_in_amsterdam() {
    assert_eq!(local_date(moment("2026-06-30T21:59:59Z")), date(2026, 6, 30));
    assert_eq!(local_date(moment("2026-06-30T22:00:00Z")), date(2026, 7, 1));
    // The nights in which the clock moves: 23 and 25 hours.
    let hours = |day: Date| {
        let before = end_of_day(day.yesterday().expect("a day"));
        end_of_day(day).duration_since(before).as_hours()
    };
    assert_eq!(hours(date(2026, 3, 29)), 23);
    assert_eq!(hours(date(2026, 10, 25)), 25);
}

#[test]
fn no_date_is_too_far() {
    let holidays = Holidays::with_decreed(&[Date::MAX]);
    assert_eq!(holidays.listed(i16::MAX), []);
    assert_eq!(holidays.add_working_days(Date::MAX, 3), Date::MAX);
    assert_eq!(holidays.end_of_next_working_day(Timestamp::MAX), Timestamp::MAX);
    assert!(holidays.listed(-9999).len() >= 5);
}

/// The list comes from `scripts/holidays_check.py`; without it this test says so and passes.
#[test]
#[expect(clippy::disallowed_methods, reason = "the one test that takes a file from outside")]
fn agrees_with_an_independent_list() {
    let Some(path) = std::env::var_os("VROEGTEKEN_HOLIDAYS_CHECK") else {
        eprintln!("not compared: VROEGTEKEN_HOLIDAYS_CHECK names no list");
        return;
    };
    let mut reader = csv::Reader::from_path(&path)
        .unwrap_or_else(|why| panic!("VROEGTEKEN_HOLIDAYS_CHECK={}: {why}", path.display()));
    let theirs: BTreeSet<(Date, Holiday)> = reader
        .deserialize::<(Date, String)>()
        .map(|row| row.expect("a row with date and name"))
        .map(|(day, name)| (day, named(&name)))
        .collect();
    let ours: BTreeSet<_> = (2020..=2060).flat_map(|year| Holidays::default().listed(year)).collect();
    let only_ours: Vec<_> = ours.difference(&theirs).collect();
    let only_theirs: Vec<_> = theirs.difference(&ours).collect();
    assert!(
        only_ours.is_empty() && only_theirs.is_empty(),
        "only here: {only_ours:?}; only in the list: {only_theirs:?}"
    );
}

fn named(name: &str) -> Holiday {
    match name.to_lowercase().as_str() {
        "nieuwjaarsdag" => Holiday::NewYear,
        "goede vrijdag" => Holiday::GoodFriday,
        "tweede paasdag" => Holiday::EasterMonday,
        "koningsdag" => Holiday::KingsDay,
        "bevrijdingsdag" => Holiday::LiberationDay,
        "hemelvaartsdag" => Holiday::Ascension,
        "tweede pinksterdag" => Holiday::WhitMonday,
        "eerste kerstdag" => Holiday::Christmas,
        "tweede kerstdag" => Holiday::SecondChristmas,
        unknown => panic!("no holiday {unknown:?}"),
    }
}

#[test]
fn the_next_monday_is_never_today() {
    assert_eq!(super::next_monday(date(2026, 11, 25)), date(2026, 11, 30));
    assert_eq!(super::next_monday(date(2026, 11, 29)), date(2026, 11, 30));
    assert_eq!(super::next_monday(date(2026, 11, 30)), date(2026, 12, 7));
}
