//! A form that was kept because something came first: what it says, and one press that sends it, or throws it away.

mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{FromAnyTab, Pairs, pairs},
    get,
    layout::Page as Frame,
    nav,
    pages::Page,
    parts::{Button, Buttons, SummaryList},
    post,
    visit::{Elsewhere, Visit},
};
use app::{
    identity::Who,
    kept_forms::{self, KeptForm},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse as _, Redirect},
};
use domain::{access::Permission::SignedIn, ids::KeptFormId};
use serde::Deserialize;
use std::fmt::Display;
use texts::Texts;

/// Lines of what was filled in that are shown.
const MOST_LINES: usize = 40;
/// Characters of a line that are shown.
const LONGEST_LINE: usize = 400;
/// Fields that pages fill in themselves.
const OF_PAGES: [&str; 11] =
    ["actie", "csrf", "digest", "doe", "naar", "organisatie", "preview", "stand", "taal", "terug", "version"];
/// Fields that hold what was chosen from a list.
const CHOSEN: [&str; 5] = ["aantal", "gekozen", "kies", "nieuw", "pagina"];

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/verder/{id}", SignedIn, show),
        post("/verder/{id}/versturen", SignedIn, send),
        post("/verder/{id}/weggooien", SignedIn, throw_away),
    ]
}

/// Where a form is that was kept.
pub(crate) fn path(id: impl Display) -> String {
    format!("/verder/{id}")
}

#[derive(Template)]
#[template(path = "pages/kept_form/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    facts: SummaryList,
    path: String,
    /// The token of the form, which says for whom it was made.
    csrf: String,
    fields: Pairs,
    /// For whom the person goes on first, and why.
    other: Option<(Elsewhere, String)>,
    buttons: Buttons,
    throw_away: Button,
}

/// Whether a value is one that a page offered to choose, and no words of the person.
fn is_chosen(value: &str) -> bool {
    let digits = |text: &str| text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(value, "on" | "ja" | "nee")
        || uuid::Uuid::parse_str(value).is_ok()
        || digits(value.strip_prefix("GM").unwrap_or(value))
        || (value.contains('_') && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
}

/// What a person typed, in the order of the form, and whether they chose something as well.
fn typed(fields: &Pairs) -> (Vec<String>, bool) {
    let filled =
        fields.iter().map(|(name, value)| (name.as_str(), value.trim())).filter(|(_, value)| !value.is_empty());
    let (chosen, typed): (Vec<_>, Vec<_>) = filled
        .filter(|(name, _)| !OF_PAGES.contains(name))
        .partition(|(name, value)| CHOSEN.contains(name) || is_chosen(value));
    (typed.into_iter().map(|(_, value)| value.to_owned()).collect(), !chosen.is_empty())
}

/// What was filled in, as it is shown.
fn told(t: &Texts, fields: &Pairs) -> String {
    let (typed, chosen) = typed(fields);
    if typed.is_empty() {
        return t.only_chosen.to_owned();
    }
    let line = |value: &String| match value.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.clone(),
    };
    let mut lines: Vec<String> = typed.iter().take(MOST_LINES).map(line).collect();
    if typed.len() > MOST_LINES {
        lines.push(t.more(typed.len() - MOST_LINES));
    }
    lines.extend(chosen.then(|| t.chosen.to_owned()));
    lines.join("\n")
}

/// A path as people are told it, without ids.
fn plain(path: &str) -> String {
    let part = |part| if uuid::Uuid::parse_str(part).is_ok() { "…" } else { part };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The page of a form, by the entry of the navigation that it lies under and its path.
fn page_name(visit: &Visit, page: &str) -> String {
    let path = page.split('?').next().unwrap_or_default();
    let under = |href: &str| path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
    let items = nav::items(&visit.actor(), visit.lang());
    let entry = items.into_iter().filter(|(href, _)| under(href)).max_by_key(|(href, _)| href.len());
    entry.map_or_else(|| plain(path), |(_, label)| format!("{label} ({})", plain(path)))
}

fn view(visit: &Visit, form: &KeptForm) -> Result<View, PageError> {
    let t = Texts::of(visit.lang());
    let fields = pairs(form.fields.as_bytes()).ok_or(PageError::NotFound)?;
    let made_for: [u8; 16] = form.made_for.as_slice().try_into().map_err(|_| PageError::NotFound)?;
    let mut facts = SummaryList::new(visit.lang()).row(t.page, page_name(visit, &form.page));
    if let Some(name) = visit.name_made_for(made_for) {
        facts = facts.row(t.made_for, name);
    }
    facts = facts.row(t.filled_in, told(t, &fields));
    let path = path(form.id);
    let anew = Button::link(t.anew, &form.page);
    let other = visit.made_for(made_for, &path).map(|other| {
        let now = visit.acting_name();
        let now = if now.is_empty() { t.nobody } else { &now };
        let text = t.go_on_text(&other.name, now);
        (other, text)
    });
    let first = other.as_ref().map_or_else(|| t.send.to_owned(), |(other, _)| t.go_on(&other.name));
    Ok(View {
        page: visit.page(t.title),
        t,
        facts,
        path,
        csrf: visit.csrf().field_made_for(made_for),
        fields,
        other,
        buttons: Buttons::new([Button::submit(first), anew]),
        throw_away: Button::submit(t.throw_away).secondary(),
    })
}

fn whose<'v>(visit: &'v Visit, id: &str) -> Result<(&'v Who, KeptFormId), PageError> {
    Ok((visit.who().ok_or(PageError::SignInFirst)?, id.parse().map_err(|_| PageError::NotFound)?))
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Page {
    let (who, id) = whose(&visit, &id)?;
    let form = kept_forms::find(&portal.app, who, visit.csrf().browser(), id).await?;
    Ok(Html(view(&visit, &form)?.render()?).into_response())
}

#[derive(Deserialize)]
struct Nothing {}

/// The browser sends what it sends here once more, to where the form was going. Whether it may is asked there.
async fn send(
    State(portal): State<Portal>,
    visit: Visit,
    Path(id): Path<String>,
    FromAnyTab(Nothing {}): FromAnyTab<Nothing>,
) -> Page {
    let (who, id) = whose(&visit, &id)?;
    let path = kept_forms::send(&portal.app, who, visit.csrf().browser(), id).await?;
    Ok(Redirect::temporary(crate::form::local_path(&path)).into_response())
}

async fn throw_away(
    State(portal): State<Portal>,
    visit: Visit,
    Path(id): Path<String>,
    FromAnyTab(Nothing {}): FromAnyTab<Nothing>,
) -> Page {
    let (who, id) = whose(&visit, &id)?;
    let page = kept_forms::throw_away(&portal.app, who, visit.csrf().browser(), id).await?;
    Ok(portal.go_and_say(&page, Flash::FormThrownAway))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn fields(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_was_typed_is_told_and_no_codes() {
        let all = fields(&[
            ("csrf", "AAAA"),
            ("version", "7"),
            ("contacts-0-name", " Bo <Bakker> "),
            ("contacts-0-phone", "0320 123456"),
            ("leden", "GM0344"),
            ("leden", "01900000-0000-7000-8000-000000000001"),
            ("middel", "mail_code_and_totp"),
            ("akkoord", "on"),
            ("opmerking", "regel een\r\nregel twee"),
            ("leeg", ""),
        ]);
        assert_eq!(
            typed(&all),
            (vec!["Bo <Bakker>".into(), "0320 123456".into(), "regel een\r\nregel twee".into()], true)
        );
        assert_eq!(typed(&fields(&[("csrf", "AAAA"), ("reason", "Daarom")])), (vec!["Daarom".to_owned()], false));
        let page = "/overeenkomsten/01900000-0000-7000-8000-000000000001/opzeggen";
        assert_eq!(plain(page), "/overeenkomsten/…/opzeggen");
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            assert!(told(t, &all).ends_with(t.chosen));
            assert_eq!(told(t, &fields(&[("kies", "1")])), t.only_chosen);
            let many: Vec<_> = (0..50).map(|number| ("x".to_owned(), format!("regel {number}"))).collect();
            assert!(told(t, &many).ends_with(&t.more(10)));
            let long = told(t, &fields(&[("x", &"é".repeat(500))]));
            assert_eq!(long.chars().count(), LONGEST_LINE + 1);
        }
    }
}
