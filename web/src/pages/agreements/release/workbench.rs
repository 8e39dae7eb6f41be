//! Choosing what to release.

use super::{CHOSEN, DO, TICKED, ids, texts::Texts};
use crate::{
    form::{Pairs, value},
    keyset,
    layout::Page as Frame,
    pages::{
        Page,
        agreements::{
            Viewer,
            marks::{marks, tag_of},
            query::{Asked, sector_options},
        },
    },
    parts::{Button, Buttons, EmptyState, FormErrors, Icon, Notice, Select, StateTag, TextField},
    visit::Visit,
    words,
};
use app::{
    App,
    agreements::{
        Line, Order, PAGE,
        release::{self, Workbench, releasable},
    },
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::{
    agreement::{Side, StateKind},
    ids::AgreementId,
};
use std::collections::HashSet;

#[derive(Template)]
#[template(path = "pages/agreements/release/workbench.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: crate::parts::ErrorSummary,
    gone: Option<Notice>,
    /// Nothing at all to release.
    nothing: Option<EmptyState>,
    none_found: Option<EmptyState>,
    search: TextField,
    sector: Select,
    state: Select,
    filter_buttons: Buttons,
    caption: String,
    rows: Vec<Row>,
    /// Chosen, and not on this page.
    elsewhere: Vec<AgreementId>,
    choice: String,
    choice_elsewhere: Option<String>,
    choose_buttons: Buttons,
    onward: Buttons,
    number: usize,
    previous: Option<usize>,
    next: Option<usize>,
    pages: String,
}

struct Row {
    id: AgreementId,
    name: String,
    number: String,
    sector: String,
    state: StateTag,
    marks: Vec<StateTag>,
    chosen: bool,
}

/// What the form says besides the choice.
struct Desk {
    asked: Asked,
    /// 1, 2, …
    page: usize,
    /// `alles-hier`, `niets-hier`, `alles`, `niets` or nothing.
    act: String,
    missing: bool,
}

/// The workbench with nothing chosen yet; the address may carry a search.
pub(super) async fn page(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let sectors = sectors::all(&app).await?;
    let asked = read(query.as_deref(), &sectors);
    let desk = Desk { asked, page: 1, act: String::new(), missing: false };
    show(&app, &visit, &desk, &[], &sectors).await
}

/// The workbench after one of its buttons was pressed; nothing was changed.
pub(super) async fn again(app: &App, visit: &Visit, form: &Pairs, missing: bool) -> Page {
    let sectors = sectors::all(app).await?;
    let query = keyset::address("", &["zoek", "sector", "stand"].map(|name| (name, value(form, name))));
    let asked = read(query.strip_prefix('?'), &sectors);
    let act = value(form, DO).to_owned();
    // A new search begins at the first page.
    let page = match act.as_str() {
        "zoek" | "wis" => 1,
        act => act.strip_prefix("pagina-").unwrap_or(value(form, "pagina")).parse().unwrap_or(1),
    };
    let asked = if act == "wis" { Asked::default() } else { asked };
    let chosen = ids(form, &[CHOSEN, TICKED])?;
    show(app, visit, &Desk { asked, page, act, missing }, &chosen, &sectors).await
}

/// As the list reads it; only states that can be released filter.
fn read(query: Option<&str>, sectors: &[Sector]) -> Asked {
    let mut asked = Asked::read(query, Viewer::Party, sectors);
    asked.query.state = asked.query.state.filter(|state| releasable(*state));
    asked.query.order = Order::Name;
    asked
}

async fn show(app: &App, visit: &Visit, desk: &Desk, chosen: &[AgreementId], sectors: &[Sector]) -> Page {
    let mut found = release::workbench(app, &visit.actor(), &desk.asked.query, chosen).await?;
    choose(&mut found, desk);
    let mut frame = visit.page(Texts::of(visit.lang()).title);
    frame.failed = desk.missing;
    let status = if desk.missing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(view(frame, desk, &found, sectors).render()?)).into_response())
}

/// The lines of one page.
fn on_page(lines: &[Line], page: usize) -> &[Line] {
    lines.chunks(PAGE).nth(page - 1).unwrap_or_default()
}

/// The page that is shown: never one beyond the last.
fn page_of(desk: &Desk, lines: &[Line]) -> usize {
    desk.page.clamp(1, lines.len().div_ceil(PAGE).max(1))
}

/// Adds to or takes from the choice what the button said.
fn choose(found: &mut Workbench, desk: &Desk) {
    let here: HashSet<_> = match desk.act.as_str() {
        "alles-hier" | "niets-hier" => {
            on_page(&found.lines, page_of(desk, &found.lines)).iter().map(|line| line.id).collect()
        }
        "alles" => found.lines.iter().map(|line| line.id).collect(),
        "niets" => found.chosen.drain(..).collect(),
        _ => return,
    };
    match desk.act.as_str() {
        "alles-hier" | "alles" => {
            let known: HashSet<_> = found.chosen.iter().copied().collect();
            let more = found.lines.iter().map(|line| line.id).filter(|id| here.contains(id) && !known.contains(id));
            found.chosen.extend(more);
        }
        _ => found.chosen.retain(|id| !here.contains(id)),
    }
}

fn view(page: Frame, desk: &Desk, found: &Workbench, sectors: &[Sector]) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let query = &desk.asked.query;
    let number = page_of(desk, &found.lines);
    let pages = found.lines.len().div_ceil(PAGE).max(1);
    let chosen: HashSet<_> = found.chosen.iter().copied().collect();
    let lines = on_page(&found.lines, number);
    let here: HashSet<_> = lines.iter().map(|line| line.id).collect();
    let elsewhere: Vec<_> = found.chosen.iter().copied().filter(|id| !here.contains(id)).collect();
    let count = |n: usize| words::number(i64::try_from(n).unwrap_or(i64::MAX), lang);
    let mut errors = FormErrors::default();
    if desk.missing {
        errors.add(TICKED, t.nothing_chosen);
    }
    let mut filter_buttons = vec![Button::submit(t.show).named(DO, "zoek").secondary().icon(Icon::Search)];
    if desk.asked.filters() {
        filter_buttons.push(Button::submit(t.clear).named(DO, "wis").subtle());
    }
    let total = found.lines.len();
    let all = if desk.asked.filters() { t.all_matching(&count(total)) } else { t.all(&count(total)) };
    let mut choose = vec![Button::submit(t.all_here).named(DO, "alles-hier").secondary()];
    if total > lines.len() || desk.asked.filters() {
        choose.push(Button::submit(all).named(DO, "alles").secondary());
    }
    if lines.iter().any(|line| chosen.contains(&line.id)) {
        choose.push(Button::submit(t.none_here).named(DO, "niets-hier").subtle());
    }
    if !chosen.is_empty() {
        choose.push(Button::submit(t.clear_choice).named(DO, "niets").subtle());
    }
    let mut caption = t.count(total, &count(total));
    let place = t.page(number, pages);
    if pages > 1 {
        caption = format!("{caption}, {place}");
    }
    View {
        t,
        errors: errors.summary(lang),
        gone: (found.gone > 0).then(|| Notice::warning(t.gone(found.gone))),
        nothing: (found.all == 0)
            .then(|| EmptyState::new(Icon::Check, t.none, t.none_text).action(Button::link(t.back, "/overeenkomsten"))),
        none_found: lines.is_empty().then(|| EmptyState::new(Icon::Search, t.none_found, t.none_found_text)),
        search: TextField::new("zoek", t.search).search().value(&query.text).max_length(100),
        sector: Select::new("sector", t.sector)
            .option("", t.all_sectors)
            .options(sector_options(sectors, lang))
            .value(query.sector.as_deref().unwrap_or_default()),
        state: Select::new("stand", t.state)
            .option("", t.all_states)
            .options([StateKind::Prepared, StateKind::OnHold].map(|kind| (kind.as_str(), words::state(kind, lang))))
            .value(query.state.map_or("", StateKind::as_str)),
        filter_buttons: Buttons::new(filter_buttons),
        caption,
        rows: lines
            .iter()
            .map(|line| Row {
                id: line.id,
                name: line.partner_name.clone(),
                number: line.number.clone(),
                sector: words::sector(sectors, &line.sector, lang),
                state: tag_of(line, lang),
                marks: if line.without_signatory.contains(&Side::Partner) {
                    vec![StateTag::new(crate::parts::Tone::Waiting, Icon::User, t.waits)]
                } else {
                    marks(line, lang)
                },
                chosen: chosen.contains(&line.id),
            })
            .collect(),
        choice: t.chosen(chosen.len(), &count(chosen.len())),
        choice_elsewhere: (!elsewhere.is_empty()).then(|| t.chosen_elsewhere(elsewhere.len())),
        elsewhere,
        choose_buttons: Buttons::new(choose),
        onward: Buttons::new([Button::submit(t.onward).named(DO, "vooruit").primary()]),
        number,
        previous: (number > 1).then(|| number - 1),
        next: (number < pages).then_some(number + 1),
        pages: place,
        page,
    }
}

#[cfg(test)]
mod tests {
    use super::super::PATH;
    use super::*;
    use crate::{lang::Lang, pages::agreements::list::tests::line};
    use uuid::Uuid;

    fn lines(n: u128) -> Vec<Line> {
        (1..=n).map(|n| Line { id: AgreementId(Uuid::from_u128(n)), ..line() }).collect()
    }

    fn desk(act: &str, page: usize) -> Desk {
        Desk { asked: Asked::default(), page, act: act.to_owned(), missing: false }
    }

    fn render(lang: Lang, desk: &Desk, found: &Workbench) -> String {
        let page = Frame::new(lang, Texts::of(lang).title, "token", PATH);
        view(page, desk, found, &[]).render().expect("the page renders")
    }

    #[test]
    fn a_choice_survives_paging() {
        let id = |n| AgreementId(Uuid::from_u128(n));
        let mut found = Workbench { lines: lines(60), chosen: vec![id(1), id(55)], gone: 1, all: 60 };
        for lang in Lang::ALL {
            let html = render(lang, &desk("", 2), &found);
            assert!(html.contains(&format!("name=\"gekozen\" value=\"{}\"", id(1))), "{html}");
            assert!(!html.contains(&format!("name=\"gekozen\" value=\"{}\"", id(55))));
            assert_eq!(html.matches(" checked").count(), 1);
            assert!(html.matches("<h1").count() == 1 && !html.contains("style="));
        }
        choose(&mut found, &desk("alles-hier", 2));
        assert_eq!(found.chosen.len(), 11);
        choose(&mut found, &desk("alles", 1));
        assert_eq!(found.chosen.len(), 60);
        choose(&mut found, &desk("niets-hier", 1));
        assert_eq!(found.chosen.len(), 10);
        choose(&mut found, &desk("niets", 1));
        assert!(found.chosen.is_empty());
    }

    #[test]
    fn nothing_to_release_says_so() {
        let found = Workbench { lines: Vec::new(), chosen: Vec::new(), gone: 0, all: 0 };
        let html = render(Lang::Nl, &desk("", 9), &found);
        assert!(html.contains("Er is niets om door te zetten") && !html.contains("name=\"zoek\""));
    }
}
