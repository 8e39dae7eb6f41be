//! The passkeys of whoever is signed in: make one, give it another name, remove it.

mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::Checked,
    frame, get_fresh,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, ErrorSummary, FormErrors, Notice, PasskeyForm, TextField},
    post_fresh, refusals,
    visit::Visit,
    words,
};
use app::{
    identity::passkeys::{self, Begun, LONGEST_NAME, Passkey},
    secret::Token,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::{Html, IntoResponse, Response},
};
use domain::{access::Permission::SignedIn, ids::PasskeyId};
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/mijn/passkeys";
/// How long the cookie of a ceremony lasts, in seconds.
const CEREMONY: i64 = 5 * 60;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get_fresh(PATH, SignedIn, list),
        post_fresh("/mijn/passkeys/begin", PATH, SignedIn, begin),
        post_fresh(PATH, PATH, SignedIn, add),
        get_fresh("/mijn/passkeys/{id}", SignedIn, show),
        post_fresh("/mijn/passkeys/{id}", PATH, SignedIn, rename),
        post_fresh("/mijn/passkeys/{id}/verwijderen", PATH, SignedIn, remove),
    ]
}

#[derive(Template)]
#[template(path = "pages/passkeys/list.html")]
struct List {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    notice: Option<Notice>,
    rows: Vec<Row>,
    /// `None` where passkeys are not possible.
    form: Option<PasskeyForm>,
}

struct Row {
    id: PasskeyId,
    name: String,
    made: String,
    used: String,
}

#[derive(Template)]
#[template(path = "pages/passkeys/one.html")]
struct One {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    id: PasskeyId,
    name: TextField,
    rename: Button,
    remove: Button,
}

/// What the authenticator is told, and the cookie by which its answer counts.
pub(crate) fn options(portal: &Portal, begun: &Begun) -> Response {
    let mut response = begun.options.to_string().into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    portal.cookie(&mut response, frame::PASSKEY, Some(&begun.browser.reveal()), Some(CEREMONY));
    response
}

/// The browser that began a ceremony.
pub(crate) fn browser(portal: &Portal, headers: &HeaderMap) -> Option<Token> {
    frame::cookie_of(headers, portal, frame::PASSKEY).and_then(|text| Token::parse(&text))
}

/// What the page says of the time before.
#[derive(Default)]
struct Before {
    typed: String,
    unnamed: bool,
    notice: Option<Notice>,
}

async fn list(State(portal): State<Portal>, visit: Visit) -> Page {
    list_page(&portal, &visit, Before::default()).await
}

async fn list_page(portal: &Portal, visit: &Visit, before: Before) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let passkeys = passkeys::list(&portal.app, who).await?;
    let wrong = before.unnamed || before.notice.is_some();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = view(visit.page(Texts::of(visit.lang()).title), &passkeys, passkeys::possible(&portal.app), before);
    Ok((status, Html(view.render()?)).into_response())
}

fn view(mut page: Frame, passkeys: &[Passkey], possible: bool, before: Before) -> List {
    let lang = page.lang;
    let t = Texts::of(lang);
    let mut errors = FormErrors::default();
    if before.unnamed {
        errors.add("naam", t.name_missing);
    }
    page.failed = before.unnamed;
    let row = |passkey: &Passkey| Row {
        id: passkey.id,
        name: passkey.name.clone(),
        made: words::moment(passkey.created_at, lang),
        used: passkey.used_at.map_or_else(|| t.never.to_owned(), |at| words::moment(at, lang)),
    };
    let form = possible.then(|| {
        let name = TextField::new("naam", t.name_label)
            .hint(t.name_hint)
            .value(before.typed)
            .error(errors.get("naam"))
            .max_length(LONGEST_NAME);
        PasskeyForm::new(lang, PATH, page.csrf.clone(), Button::submit(t.add)).field(name).instead(t.no_script)
    });
    let (errors, notice) = (errors.summary(lang), before.notice);
    List { t, errors, notice, rows: passkeys.iter().map(row).collect(), form, page }
}

#[derive(Deserialize)]
struct Nothing {}

async fn begin(State(portal): State<Portal>, visit: Visit, Checked(Nothing {}): Checked<Nothing>) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let begun = passkeys::begin_adding(&portal.app, who).await?;
    Ok(options(&portal, &begun))
}

#[derive(Deserialize)]
struct AddForm {
    #[serde(default)]
    naam: String,
    #[serde(default)]
    antwoord: String,
}

async fn add(State(portal): State<Portal>, visit: Visit, headers: HeaderMap, Checked(form): Checked<AddForm>) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let name = form.naam.trim();
    if name.is_empty() {
        return list_page(&portal, &visit, Before { unnamed: true, ..Before::default() }).await;
    }
    let browser = browser(&portal, &headers);
    let mut response = match passkeys::add(&portal.app, who, (browser.as_ref(), &form.antwoord), name).await? {
        Ok(()) => portal.go_and_say(PATH, Flash::PasskeyAdded),
        Err(why) => {
            let notice = Some(Notice::failed(refusals::passkey(why, visit.lang())).announced());
            list_page(&portal, &visit, Before { typed: name.to_owned(), unnamed: false, notice }).await?
        }
    };
    portal.cookie(&mut response, frame::PASSKEY, None, None);
    Ok(response)
}

fn id_of(text: &str) -> Page<PasskeyId> {
    text.parse().map_err(|_| PageError::NotFound)
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Page {
    one_page(&portal, &visit, id_of(&id)?, false).await
}

async fn one_page(portal: &Portal, visit: &Visit, id: PasskeyId, unnamed: bool) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let passkey = passkeys::find(&portal.app, who, id).await?;
    let status = if unnamed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let frame = visit.page(Texts::of(visit.lang()).one(&passkey.name));
    Ok((status, Html(one(frame, &passkey, unnamed).render()?)).into_response())
}

fn one(mut page: Frame, passkey: &Passkey, unnamed: bool) -> One {
    let lang = page.lang;
    let t = Texts::of(lang);
    let mut errors = FormErrors::default();
    if unnamed {
        errors.add("naam", t.name_missing);
    }
    page.failed = unnamed;
    let typed = if unnamed { "" } else { passkey.name.as_str() };
    let name = TextField::new("naam", t.name_label)
        .hint(t.name_hint)
        .value(typed)
        .error(errors.get("naam"))
        .max_length(LONGEST_NAME);
    let (rename, remove) = (Button::submit(t.rename), Button::submit(t.remove).danger());
    One { t, errors: errors.summary(lang), id: passkey.id, name, rename, remove, page }
}

#[derive(Deserialize)]
struct NameForm {
    #[serde(default)]
    naam: String,
}

async fn rename(
    State(portal): State<Portal>,
    visit: Visit,
    Path(id): Path<String>,
    Checked(form): Checked<NameForm>,
) -> Page {
    let (who, id) = (visit.who().ok_or(PageError::SignInFirst)?, id_of(&id)?);
    let name = form.naam.trim();
    if name.is_empty() {
        return one_page(&portal, &visit, id, true).await;
    }
    passkeys::rename(&portal.app, who, id, name).await?;
    Ok(portal.go_and_say(PATH, Flash::PasskeyRenamed))
}

async fn remove(
    State(portal): State<Portal>,
    visit: Visit,
    Path(id): Path<String>,
    Checked(Nothing {}): Checked<Nothing>,
) -> Page {
    let (who, id) = (visit.who().ok_or(PageError::SignInFirst)?, id_of(&id)?);
    passkeys::remove(&portal.app, who, id).await?;
    Ok(portal.go_and_say(PATH, Flash::PasskeyRemoved))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, samples};
    use uuid::Uuid;

    fn passkey(name: &str, used: bool) -> Passkey {
        Passkey {
            id: PasskeyId(Uuid::from_u128(7)),
            person: samples::person("Noor de Wit").id,
            credential: vec![1],
            name: name.to_owned(),
            public_key: Vec::new(),
            counter: 0,
            created_at: samples::moment(),
            used_at: used.then(samples::moment),
        }
    }

    #[test]
    fn the_list_renders_in_both_languages() {
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            let frame = || Frame::new(lang, t.title, "token", PATH);
            let keys = [passkey("Mijn <b>laptop</b>", true), passkey("Telefoon", false)];
            let html = view(frame(), &keys, true, Before::default()).render().expect("the page renders");
            assert!(html.contains("data-passkey=\"/mijn/passkeys/begin\"") && html.contains(t.no_script));
            assert!(html.contains(t.never) && html.contains("/mijn/passkeys/00000000-0000-0000-0000-000000000007"));
            assert!(!html.contains("<b>") && !html.contains("style="));
            let before = Before { unnamed: true, ..Before::default() };
            let empty = view(frame(), &[], true, before).render().expect("the page renders");
            assert!(empty.contains(t.none) && empty.contains(t.name_missing));
            let nowhere = view(frame(), &[], false, Before::default()).render().expect("the page renders");
            assert!(nowhere.contains(t.not_here) && !nowhere.contains("data-passkey"));
        }
    }

    #[test]
    fn one_renders_in_both_languages() {
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            let frame = Frame::new(lang, t.one("Telefoon"), "token", PATH);
            let html = one(frame, &passkey("Telefoon", true), false).render().expect("the page renders");
            assert!(html.contains("value=\"Telefoon\"") && html.contains(t.remove));
            let frame = Frame::new(lang, t.one("Telefoon"), "token", PATH);
            let html = one(frame, &passkey("Telefoon", true), true).render().expect("the page renders");
            assert!(html.contains(t.name_missing));
        }
    }
}
