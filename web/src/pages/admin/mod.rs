//! The administrator's pages: the queue of registrations, organisations, mails, jobs and the log.
//!
//! Every route here needs [`Administer`](domain::access::Permission::Administer). What belongs in
//! this file: what several of these pages share.

mod administrators;
mod changes;
mod figures;
mod imports;
mod jobs;
mod keeping;
mod log;
mod mails;
mod means;
mod monday;
mod organisations;
mod overview;
mod places;
mod registrations;

use crate::{Route, error::PageError, lang::Lang, pages::Page, words};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::calendar::amsterdam;
use jiff::{SignedDuration, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::str::FromStr;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    [
        overview::routes(),
        administrators::routes(),
        figures::routes(),
        registrations::routes(),
        changes::routes(),
        organisations::routes(),
        imports::routes(),
        mails::routes(),
        means::routes(),
        monday::routes(),
        jobs::routes(),
        keeping::routes(),
        log::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Which part of a list is shown, each with its number.
#[derive(Debug, Template)]
#[template(path = "pages/admin/choices.html")]
struct Choices {
    name: &'static str,
    choices: Vec<Choice>,
    /// How many lines the chosen part has.
    total: i64,
}

#[derive(Debug)]
struct Choice {
    href: String,
    label: &'static str,
    count: String,
    current: bool,
}

impl askama::filters::HtmlSafe for Choices {}

impl Choices {
    /// All, and each part by its code (`stand` in the address) and words.
    fn new(
        path: &str,
        name: &'static str,
        chosen: Option<&str>,
        every: &'static str,
        parts: &[(&'static str, &'static str)],
        counts: &[(&'static str, i64)],
        lang: Lang,
    ) -> Self {
        let of = |code: &str| counts.iter().find(|(other, _)| *other == code).map_or(0, |(_, n)| *n);
        let all = counts.iter().map(|(_, n)| n).sum();
        let choice = |code: Option<&str>, label, count: i64| Choice {
            href: address(path, &[("stand", code.unwrap_or_default())]),
            label,
            count: words::number(count, lang),
            current: code == chosen,
        };
        let parts = parts.iter().map(|(code, label)| choice(Some(*code), *label, of(code)));
        let choices = std::iter::once(choice(None, every, all)).chain(parts).collect();
        Self { name, choices, total: chosen.map_or(all, of) }
    }
}

impl Choices {
    /// Parts that are no whole together: each with its code, words and count.
    fn between(path: &str, name: &'static str, parts: &[(&str, &'static str, i64)], chosen: &str, lang: Lang) -> Self {
        let choices = parts.iter().map(|(code, label, count)| Choice {
            href: address(path, &[("stand", code)]),
            label,
            count: words::number(*count, lang),
            current: *code == chosen,
        });
        let total = parts.iter().find(|(code, ..)| *code == chosen).map_or(0, |(.., count)| *count);
        Self { name, choices: choices.collect(), total }
    }
}

fn html(template: &impl Template) -> Page {
    Ok(Html(template.render()?).into_response())
}

fn html_with(status: StatusCode, template: &impl Template) -> Page {
    Ok((status, Html(template.render()?)).into_response())
}

/// The id in a path; one that cannot be read is as unknown as any other.
fn id<T: FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// A path with those parts of a query that are not empty.
fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
    }
    address
}

/// How long something took, as people say it: *0,4 seconde*, *5 minuten*, *3 dagen*.
fn duration(took: SignedDuration, lang: Lang) -> String {
    let seconds = took.as_secs().max(0);
    let of = |n: i64, nl: (&str, &str), en: (&str, &str)| {
        let (one, many) = lang.pick(nl, en);
        format!("{n} {}", if n == 1 { one } else { many })
    };
    if seconds < 10 {
        let tenths = took.as_millis().max(0) / 100;
        let (point, unit) = lang.pick((',', "seconde"), ('.', "seconds"));
        if tenths == 0 {
            return lang.pick("minder dan 0,1 seconde", "less than 0.1 seconds").to_owned();
        }
        return format!("{}{point}{} {unit}", tenths / 10, tenths % 10);
    }
    match seconds {
        ..120 => of(seconds, ("seconde", "seconden"), ("second", "seconds")),
        120..7_200 => of(seconds / 60, ("minuut", "minuten"), ("minute", "minutes")),
        7_200..172_800 => of(seconds / 3_600, ("uur", "uur"), ("hour", "hours")),
        _ => of(seconds / 86_400, ("dag", "dagen"), ("day", "days")),
    }
}

/// A moment in a file for a spreadsheet: `2026-11-24 10:05`, in the Netherlands.
fn moment_cell(at: Timestamp) -> String {
    amsterdam().to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Texts that are `Some` when there is something in them.
fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

pub(in crate::pages) use changes::{Difference, Effects, ReviewTexts, differences, effects, table};

/// A change, for tests of pages.
#[cfg(test)]
pub(in crate::pages) use changes::sample as change_sample;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        let nl = |millis| duration(SignedDuration::from_millis(millis), Lang::Nl);
        assert_eq!(nl(432), "0,4 seconde");
        assert_eq!(nl(12), "minder dan 0,1 seconde");
        assert_eq!(nl(12_000), "12 seconden");
        assert_eq!(nl(5 * 60_000), "5 minuten");
        assert_eq!(nl(3 * 3_600_000), "3 uur");
        assert_eq!(nl(4 * 86_400_000), "4 dagen");
        assert_eq!(duration(SignedDuration::from_millis(1_900), Lang::En), "1.9 seconds");
    }

    #[test]
    fn an_address_carries_what_is_filled_in() {
        assert_eq!(address("/beheer/mails", &[("stand", ""), ("voor", "")]), "/beheer/mails");
        assert_eq!(address("/x", &[("zoek", "a&b ~"), ("na", "c")]), "/x?zoek=a%26b%20%7E&na=c");
    }

    #[test]
    fn a_moment_in_a_file_is_dutch_time() {
        assert_eq!(moment_cell("2026-11-24T23:30:00Z".parse().expect("a time")), "2026-11-25 00:30");
    }
}
