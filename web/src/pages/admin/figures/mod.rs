//! The first figures: what came in, was released and was signed, by week and sector; how agreements stand.
//!
//! What belongs here: showing numbers that the tallies hold (`app::tallies`). What never does: counting.

mod chart;
mod texts;

use super::html;
use crate::{
    Route, csv_file, form, get, keyset,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, Icon, Select},
    visit::Visit,
    words,
};
use app::{
    App,
    sectors::{self, Sector},
    tallies::{self, EXECUTORS, Figures, Measure, PARTIES},
};
use askama::Template;
use axum::extract::{RawQuery, State};
use chart::Chart;
use domain::{access::Permission::Administer, agreement::StateKind};
use jiff::civil::Date;
use texts::Texts;

const PATH: &str = "/beheer/cijfers";
const FILE: &str = "/beheer/cijfers.csv";
/// Weeks to choose from; the first when nothing was chosen.
const PERIODS: [usize; 3] = [13, 26, 52];

pub(super) fn routes() -> Vec<Route> {
    vec![get(PATH, Administer, page), get(FILE, Administer, file)]
}

#[derive(Template)]
#[template(path = "pages/admin/figures/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    period: Select,
    buttons: Buttons,
    parts: Vec<Part>,
    standing_sectors: Vec<String>,
    standing: Vec<Standing>,
    more: Buttons,
}

/// One measure: its chart, and the same as a table.
struct Part {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    table: String,
    chart: Option<Chart>,
    sectors: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

struct Standing {
    href: String,
    name: &'static str,
    numbers: Vec<String>,
}

/// How many weeks the address asks for.
fn asked(query: Option<&str>) -> usize {
    let weeks = form::value(&keyset::parameters(query), "weken").parse().unwrap_or(PERIODS[0]);
    PERIODS.into_iter().find(|period| *period == weeks).unwrap_or(PERIODS[0])
}

async fn page(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let weeks = asked(query.as_deref());
    let figures = tallies::figures(&app, &visit.actor(), weeks).await?;
    let sectors = sectors::all(&app).await?;
    html(&view(visit.page(Texts::of(visit.lang()).title), weeks, &figures, &sectors))
}

async fn file(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let (lang, t) = (visit.lang(), Texts::of(visit.lang()));
    let figures = tallies::figures(&app, &visit.actor(), asked(query.as_deref())).await?;
    let sectors = sectors::all(&app).await?;
    let rows = figures.weeks.iter().enumerate().flat_map(|(place, monday)| {
        let (figures, sectors) = (&figures, &sectors);
        order(figures, sectors).into_iter().flat_map(move |(measure, codes)| {
            codes.into_iter().filter_map(move |code| {
                let n = figures.numbers.get(&(measure, code.clone()))?.get(place).filter(|n| **n != 0)?;
                let (title, ..) = told(measure, t);
                let week = monday.iso_week_date();
                Some(vec![
                    format!("{}-W{:02}", week.year(), week.week()),
                    monday.to_string(),
                    title.to_owned(),
                    name(&code, sectors, lang),
                    n.to_string(),
                ])
            })
        })
    });
    csv_file::response(&format!("{}-{}", t.file, app.today()), t.header, rows.collect::<Vec<_>>())
}

/// The sectors of each measure that occur, in the order of the list of sectors; who joins without one comes first.
fn order(figures: &Figures, sectors: &[Sector]) -> Vec<(Measure, Vec<String>)> {
    let known = [PARTIES, EXECUTORS].into_iter().chain(sectors.iter().map(|sector| sector.code.as_str()));
    let known: Vec<_> = known.collect();
    let place = |code: &str| known.iter().position(|one| *one == code).unwrap_or(known.len());
    Measure::ALL
        .into_iter()
        .map(|measure| {
            let own = figures.numbers.keys().filter(|(other, _)| *other == measure);
            let mut codes: Vec<_> = own.map(|(_, code)| code.clone()).collect();
            codes.sort_by_key(|code| place(code));
            (measure, codes)
        })
        .collect()
}

fn name(code: &str, sectors: &[Sector], lang: Lang) -> String {
    match code {
        PARTIES => Texts::of(lang).parties.to_owned(),
        EXECUTORS => Texts::of(lang).executors.to_owned(),
        code => words::sector(sectors, code, lang),
    }
}

/// Title and explanation.
fn told(measure: Measure, t: &'static Texts) -> (&'static str, &'static str) {
    match measure {
        Measure::Registered => (t.registered, t.registered_text),
        Measure::Released => (t.released, t.released_text),
        Measure::Signed => (t.signed, t.signed_text),
    }
}

fn view(page: Frame, weeks: usize, figures: &Figures, sectors: &[Sector]) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let options = PERIODS.map(|n| (n.to_string(), t.last(n)));
    let parts =
        order(figures, sectors).into_iter().map(|(measure, codes)| part(measure, &codes, figures, sectors, lang));
    let mut standing_codes: Vec<String> = Vec::new();
    for sector in sectors.iter().map(|sector| sector.code.clone()) {
        standing_codes.extend(figures.standing.iter().any(|(code, ..)| *code == sector).then_some(sector));
    }
    let number = |n| words::number(n, lang);
    let standing = StateKind::ALL.into_iter().filter_map(|state| {
        let of = |code: &str| {
            let own = figures.standing.iter().filter(|(sector, kind, _)| sector == code && *kind == state);
            own.map(|(_, _, n)| n).sum::<i64>()
        };
        let each: Vec<_> = standing_codes.iter().map(|code| of(code)).collect();
        let all: i64 = figures.standing.iter().filter(|(_, kind, _)| *kind == state).map(|(_, _, n)| n).sum();
        (all > 0).then(|| Standing {
            href: format!("/overeenkomsten?stand={state}"),
            name: words::state(state, lang),
            numbers: each.into_iter().chain([all]).map(number).collect(),
        })
    });
    View {
        t,
        period: Select::new("weken", t.weeks).options(options).value(weeks.to_string()),
        buttons: Buttons::new([Button::submit(t.show).secondary()]),
        parts: parts.collect(),
        standing: standing.collect(),
        standing_sectors: standing_codes.iter().map(|code| name(code, sectors, lang)).collect(),
        more: Buttons::new([Button::link(t.csv, format!("{FILE}?weken={weeks}")).icon(Icon::Download)]),
        page,
    }
}

fn part(measure: Measure, codes: &[String], figures: &Figures, sectors: &[Sector], lang: Lang) -> Part {
    let t = Texts::of(lang);
    let (title, text) = told(measure, t);
    let names: Vec<_> = codes.iter().map(|code| name(code, sectors, lang)).collect();
    let number = |n| words::number(n, lang);
    let of = |place: usize| -> Vec<i64> {
        let row = |code: &String| figures.numbers.get(&(measure, code.clone())).and_then(|row| row.get(place)).copied();
        codes.iter().map(|code| row(code).unwrap_or(0)).collect()
    };
    let weeks: Vec<(&Date, Vec<i64>)> =
        figures.weeks.iter().enumerate().map(|(place, monday)| (monday, of(place))).collect();
    let total: i64 = weeks.iter().flat_map(|(_, numbers)| numbers).sum();
    let long = |monday: &Date| t.week_of(monday.iso_week_date().week(), &words::date(*monday, lang));
    let busiest = weeks.iter().rev().max_by_key(|(_, numbers)| numbers.iter().sum::<i64>());
    let chart = busiest.filter(|_| total > 0).map(|(monday, most)| {
        let labelled: Vec<_> =
            weeks.iter().map(|(monday, numbers)| (t.short(monday.iso_week_date().week()), numbers.clone())).collect();
        Chart {
            id: measure.as_str(),
            title: t.chart(title, weeks.len()),
            summary: t.summary(&number(total), &number(most.iter().sum()), &long(monday)),
            legend: names.iter().enumerate().map(|(place, name)| chart::key(place, name)).collect(),
            bars: chart::bars(&labelled, &names, number),
            height: chart::height(weeks.len()),
        }
    });
    let rows = weeks.iter().map(|(monday, numbers)| {
        let all = numbers.iter().sum();
        (long(monday), numbers.iter().copied().chain([all]).map(number).collect())
    });
    Part { id: measure_id(measure), title, text, table: t.table(title), chart, rows: rows.collect(), sectors: names }
}

const fn measure_id(measure: Measure) -> &'static str {
    match measure {
        Measure::Registered => "toegetreden",
        Measure::Released => "doorgezet",
        Measure::Signed => "getekend",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Figures {
        let monday = jiff::civil::date(2026, 11, 23);
        let weeks = (0..13).map(|n: i64| monday.checked_sub(jiff::Span::new().weeks(n)).expect("a day")).collect();
        let mut figures = Figures { weeks, ..Figures::default() };
        let row = |n: i64| (0..13).map(|week| n * week).collect::<Vec<_>>();
        figures.numbers.insert((Measure::Released, "huur".into()), row(300));
        figures.numbers.insert((Measure::Released, "water".into()), row(1));
        figures.numbers.insert((Measure::Registered, PARTIES.into()), row(2));
        figures.standing = vec![("huur".into(), StateKind::Prepared, 12_345), ("water".into(), StateKind::Active, 1)];
        figures
    }

    fn sectors() -> Vec<Sector> {
        let sector = |code: &str| Sector { code: code.into(), name_nl: code.into(), name_en: code.into(), open: true };
        ["huur", "water"].map(sector).into()
    }

    #[test]
    fn every_number_of_a_chart_stands_in_its_table() {
        for lang in Lang::ALL {
            let page = Frame::new(lang, Texts::of(lang).title, "token", PATH);
            let html = view(page, 13, &figures(), &sectors()).render().expect("the page renders");
            assert_eq!(html.matches("role=\"img\"").count(), 2, "nothing was signed: no empty chart");
            assert_eq!(html.matches("<desc id=").count(), 2);
            for week in 1..13 {
                let n = words::number(300 * week, lang);
                assert!(html.contains(&format!("<td class=\"table__number\">{n}</td>")), "{n}: {html}");
            }
            assert!(
                html.contains("url(#patroon-1)")
                    && !html.contains("style=")
                    && html.contains(&words::number(12_345, lang))
            );
            assert!(html.contains("href=\"/overeenkomsten?stand=prepared\"") && html.matches("<h1").count() == 1);
        }
    }

    #[test]
    fn an_empty_portal_says_so() {
        let page = Frame::new(Lang::Nl, "Cijfers", "token", PATH);
        let html = view(page, 13, &Figures::default(), &sectors()).render().expect("the page renders");
        assert!(html.matches("In deze periode: geen.").count() == 3 && html.contains("nog geen overeenkomsten"));
    }

    #[test]
    fn only_known_periods_are_shown() {
        for (query, weeks) in [("", 13), ("weken=26", 26), ("weken=52", 52), ("weken=99999999", 13), ("weken=x", 13)] {
            assert_eq!(asked(Some(query)), weeks);
        }
    }
}
