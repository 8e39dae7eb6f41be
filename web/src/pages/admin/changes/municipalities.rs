//! Mergers of municipalities, and municipalities that a joint body takes over: what was announced, and announcing.

use super::{
    super::{html, html_with},
    Row, path, row,
    texts::Texts,
};
use crate::{
    Portal,
    error::PageError,
    flash::Flash,
    form::{self, Checked, Pairs, value},
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Select, TextField},
    refusals,
    visit::Visit,
    words,
};
use app::{
    App, AppError,
    changes::{self, Line},
    organisations::{self, Piece, Query},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    change::Refusal,
    municipality::{self, MunicipalityCode, by_name, fold},
    party::OrganisationKind,
};
use jiff::civil::Date;

/// What was typed and what is wrong with it.
#[derive(Default)]
struct Typed {
    first: String,
    second: String,
    day: String,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "pages/admin/changes/municipalities.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    title: &'static str,
    lead: &'static str,
    effects: &'static [&'static str],
    more: Vec<String>,
    action: &'static str,
    fields: Vec<String>,
    buttons: Buttons,
    none: &'static str,
    rows: Vec<Row>,
}

const MERGERS: &str = "/beheer/wijzigingen/herindelingen";
const TAKE_OVERS: &str = "/beheer/wijzigingen/overnames";

pub(super) async fn mergers(State(app): State<App>, visit: Visit) -> Page {
    let known = known_mergers(&app, &visit).await?;
    html(&merger_view(visit.page(""), known, app.today(), &Typed::default()))
}

async fn known_mergers(app: &App, visit: &Visit) -> Result<Vec<Line>, PageError> {
    let known = changes::mergers(app, &visit.actor()).await?;
    let named = known.into_iter().map(|change| {
        let names = [change.municipality, change.into].into_iter().flatten().map(name);
        let names = names.collect::<Vec<_>>().join(" → ");
        (change, names)
    });
    Ok(named.collect())
}

fn name(code: MunicipalityCode) -> String {
    municipality::by_code(code).map_or_else(|| code.to_string(), |known| known.name.clone())
}

/// The names that can be typed: of municipalities that are there today or will be.
fn names(today: Date) -> Vec<&'static str> {
    let there = municipality::all().iter().filter(|one| one.valid_until.is_none_or(|until| until > today));
    let mut names: Vec<_> = there.map(|one| one.name.as_str()).collect();
    names.sort_by_cached_key(|name| fold(name));
    names
}

fn merger_view(mut page: Frame, known: Vec<Line>, today: Date, typed: &Typed) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    t.mergers.clone_into(&mut page.title);
    page.failed = !typed.errors.is_empty();
    let field = |name: &str, label: &str, value: &str| {
        TextField::new(name, label).value(value).suggestions(names(today)).error(typed.errors.get(name)).to_string()
    };
    let ending: Vec<_> = municipality::all()
        .iter()
        .filter_map(|one| {
            let until = one.valid_until.filter(|until| *until > today)?;
            let day = words::date(until, lang);
            Some(lang.pick(format!("{} op {day}", one.name), format!("{} on {day}", one.name)))
        })
        .collect();
    let ending = (!ending.is_empty()).then(|| t.merger_list(&ending.join(", ")));
    View {
        t,
        errors: typed.errors.summary(lang),
        title: t.mergers,
        lead: t.mergers_lead,
        effects: t.merger_effects,
        more: ending.into_iter().chain([t.merger_several.to_owned()]).collect(),
        action: MERGERS,
        fields: vec![
            field("oud", t.merger_old, &typed.first),
            field("nieuw", t.merger_into, &typed.second),
            day(t.merger_on, typed, lang),
        ],
        buttons: buttons(lang),
        none: t.merger_none,
        rows: known.into_iter().map(|line| row(line, lang)).collect(),
        page,
    }
}

fn day(label: &str, typed: &Typed, lang: Lang) -> String {
    let hint = Texts::of(lang).day_hint;
    TextField::new("dag", label).hint(hint).date().value(&typed.day).error(typed.errors.get("dag")).to_string()
}

fn buttons(lang: Lang) -> Buttons {
    Buttons::new([Button::submit(Texts::of(lang).preview)])
}

/// A municipality by its name or code, or what is wrong next to the field.
fn read(typed: &str, field: &str, errors: &mut FormErrors, lang: Lang) -> Option<MunicipalityCode> {
    let found = MunicipalityCode::parse(typed).ok().and_then(municipality::by_code).or_else(|| by_name(typed));
    if found.is_none() {
        errors.add(field, Texts::of(lang).municipality_unknown);
    }
    found.map(|one| one.code)
}

fn read_day(typed: &mut Typed, lang: Lang) -> Option<Date> {
    let day = form::date(&typed.day);
    if day.is_none() {
        typed.errors.add("dag", Texts::of(lang).day_form);
    }
    day
}

/// The field that a refusal is about.
fn field_of(refusal: Refusal, municipality: &'static str) -> &'static str {
    match refusal {
        Refusal::DayPast | Refusal::DayFar => "dag",
        _ => municipality,
    }
}

pub(super) async fn merge(State(portal): State<Portal>, visit: Visit, Checked(pairs): Checked<Pairs>) -> Page {
    let lang = visit.lang();
    let mut typed = Typed {
        first: value(&pairs, "oud").to_owned(),
        second: value(&pairs, "nieuw").to_owned(),
        day: value(&pairs, "dag").to_owned(),
        ..Typed::default()
    };
    let (first, second) = (typed.first.clone(), typed.second.clone());
    let old = read(&first, "oud", &mut typed.errors, lang);
    let into = read(&second, "nieuw", &mut typed.errors, lang);
    let on = read_day(&mut typed, lang);
    if let (Some(old), Some(into), Some(on)) = (old, into, on) {
        match changes::merge(&portal.app, &visit.actor(), old, into, on).await {
            Ok(id) => return Ok(portal.go_and_say(&path(id), Flash::ChangeReady)),
            Err(AppError::Change(refusal)) => {
                typed.errors.add(field_of(refusal, "oud"), refusals::change(refusal, lang));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let known = known_mergers(&portal.app, &visit).await?;
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &merger_view(visit.page(""), known, portal.app.today(), &typed))
}

/// The joint bodies, by name.
async fn joint_bodies(app: &App, visit: &Visit) -> Result<Vec<organisations::Organisation>, PageError> {
    let query = Query { kind: Some(OrganisationKind::JointBody), ..Query::default() };
    let mut piece = Piece::First;
    let mut all = Vec::new();
    loop {
        let page = organisations::list(app, &visit.actor(), &query, &piece).await?.page;
        let last = page.lines.last().map(organisations::place);
        let more = page.later;
        all.extend(page.lines);
        match last {
            Some(last) if more => piece = Piece::After(last),
            _ => return Ok(all),
        }
    }
}

pub(super) async fn take_overs(State(app): State<App>, visit: Visit) -> Page {
    let bodies = joint_bodies(&app, &visit).await?;
    let known = changes::take_overs(&app, &visit.actor()).await?;
    html(&take_over_view(visit.page(""), known, &bodies, app.today(), &Typed::default()))
}

fn take_over_view(
    mut page: Frame,
    known: Vec<Line>,
    bodies: &[organisations::Organisation],
    today: Date,
    typed: &Typed,
) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    t.take_overs.clone_into(&mut page.title);
    page.failed = !typed.errors.is_empty();
    let body = Select::new("regeling", t.joint_body)
        .option("", t.choose)
        .options(bodies.iter().map(|one| (one.id.to_string(), one.name.clone())))
        .value(&typed.first)
        .error(typed.errors.get("regeling"));
    let municipality = TextField::new("gemeente", t.municipality)
        .value(&typed.second)
        .suggestions(names(today))
        .error(typed.errors.get("gemeente"));
    View {
        t,
        errors: typed.errors.summary(lang),
        title: t.take_overs,
        lead: t.take_overs_lead,
        effects: t.take_over_effects,
        more: Vec::new(),
        action: TAKE_OVERS,
        fields: vec![body.to_string(), municipality.to_string(), day(t.first_day, typed, lang)],
        buttons: buttons(lang),
        none: t.take_over_none,
        rows: known.into_iter().map(|line| row(named_with_place(line), lang)).collect(),
        page,
    }
}

/// The municipality beside the joint body that takes it over.
fn named_with_place((change, body): Line) -> Line {
    let place = change.municipality.map(name).unwrap_or_default();
    (change, format!("{place} → {body}"))
}

pub(super) async fn take_over(State(portal): State<Portal>, visit: Visit, Checked(pairs): Checked<Pairs>) -> Page {
    let lang = visit.lang();
    let mut typed = Typed {
        first: value(&pairs, "regeling").to_owned(),
        second: value(&pairs, "gemeente").to_owned(),
        day: value(&pairs, "dag").to_owned(),
        ..Typed::default()
    };
    let bodies = joint_bodies(&portal.app, &visit).await?;
    let body = bodies.iter().find(|one| one.id.to_string() == typed.first).map(|one| one.id);
    if body.is_none() {
        typed.errors.add("regeling", Texts::of(lang).choose_missing);
    }
    let second = typed.second.clone();
    let code = read(&second, "gemeente", &mut typed.errors, lang);
    let on = read_day(&mut typed, lang);
    if let (Some(body), Some(code), Some(on)) = (body, code, on) {
        match changes::take_over(&portal.app, &visit.actor(), body, code, on).await {
            Ok(id) => return Ok(portal.go_and_say(&path(id), Flash::ChangeReady)),
            Err(AppError::Change(refusal)) => {
                typed.errors.add(field_of(refusal, "gemeente"), refusals::change(refusal, lang));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let known = changes::take_overs(&portal.app, &visit.actor()).await?;
    let view = take_over_view(visit.page(""), known, &bodies, portal.app.today(), &typed);
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pages::admin::changes::review::tests::change, samples};
    use domain::change::{Kind, Stage};

    #[test]
    fn both_pages_render_in_both_languages() {
        let today = jiff::civil::date(2026, 11, 24);
        for lang in Lang::ALL {
            let mut typed = Typed { first: "<Oud>".into(), ..Typed::default() };
            typed.errors.add("dag", "Fout");
            for known in [Vec::new(), vec![(change(Kind::Merger, Stage::Announced), "A → B".to_owned())]] {
                let page = Frame::new(lang, "", "token", MERGERS);
                let html = merger_view(page, known, today, &typed).render().expect("renders");
                assert!(html.contains("&#60;Oud&#62;") && html.matches("<h1").count() == 1);
                assert!(html.contains("Wijdemeren"), "the list says what ends");
                let bodies = [samples::organisation(OrganisationKind::JointBody)];
                let known = vec![(change(Kind::TakeOver, Stage::Done), "Regio".to_owned())];
                let page = Frame::new(lang, "", "token", TAKE_OVERS);
                let html = take_over_view(page, known, &bodies, today, &Typed::default()).render().expect("renders");
                assert!(html.contains("Samenwerking Voorbeeld") && html.contains("Wijdemeren → Regio"));
            }
        }
    }
}
