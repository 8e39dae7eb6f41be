//! The authenticator app of whoever is signed in: connect it, disconnect it.

mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::Checked,
    get_fresh,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, ErrorSummary, FormErrors, Qr, SummaryList, TextField},
    post_fresh,
    visit::Visit,
    words,
};
use app::identity::authenticator::{self, Standing};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::access::Permission::SignedIn;
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/mijn/authenticator";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get_fresh(PATH, SignedIn, page),
        post_fresh("/mijn/authenticator/begin", PATH, SignedIn, begin),
        post_fresh(PATH, PATH, SignedIn, confirm),
        post_fresh("/mijn/authenticator/verwijderen", PATH, SignedIn, remove),
    ]
}

#[expect(clippy::large_enum_variant, reason = "one for each page, which shows it and is done")]
enum Stand {
    Nothing { begin: Button },
    Begun { qr: Option<Qr>, key: String, code: TextField, confirm: Button, stop: Button },
    Confirmed { facts: SummaryList, remove: Button },
}

#[derive(Template)]
#[template(path = "pages/authenticator/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    state: Stand,
}

/// In groups of four, as people read it to themselves; apps take it with the spaces.
fn grouped(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn view(mut page: Frame, standing: Standing, wrong: bool) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let mut errors = FormErrors::default();
    if wrong {
        errors.add("code", t.wrong);
    }
    page.failed = wrong;
    let state = match standing {
        Standing::Nothing => Stand::Nothing { begin: Button::submit(t.begin) },
        Standing::Begun { key, uri } => Stand::Begun {
            qr: Qr::new(&uri, t.qr),
            key: grouped(&key),
            code: TextField::new("code", t.code).hint(t.code_hint).error(errors.get("code")).one_time_code(),
            confirm: Button::submit(t.confirm),
            stop: Button::submit(t.stop).subtle(),
        },
        Standing::Confirmed { since, used_at } => {
            let used = used_at.map_or_else(|| t.never.to_owned(), |at| words::moment(at, lang));
            let facts = SummaryList::new(lang).row(t.since, words::moment(since, lang)).row(t.used, used);
            Stand::Confirmed { facts, remove: Button::submit(t.remove).danger() }
        }
    };
    View { t, errors: errors.summary(lang), state, page }
}

async fn page(State(portal): State<Portal>, visit: Visit) -> Page {
    shown(&portal, &visit, false).await
}

async fn shown(portal: &Portal, visit: &Visit, wrong: bool) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let standing = authenticator::standing(&portal.app, who).await?;
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = view(visit.page(Texts::of(visit.lang()).title), standing, wrong);
    Ok((status, Html(view.render()?)).into_response())
}

#[derive(Deserialize)]
struct Nothing {}

async fn begin(State(portal): State<Portal>, visit: Visit, Checked(Nothing {}): Checked<Nothing>) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    authenticator::begin(&portal.app, who).await?;
    Ok(portal.go(PATH))
}

#[derive(Deserialize)]
struct CodeForm {
    #[serde(default)]
    code: String,
}

async fn confirm(State(portal): State<Portal>, visit: Visit, Checked(form): Checked<CodeForm>) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    if authenticator::confirm(&portal.app, who, &form.code).await? {
        Ok(portal.go_and_say(PATH, Flash::AuthenticatorAdded))
    } else {
        shown(&portal, &visit, true).await
    }
}

async fn remove(State(portal): State<Portal>, visit: Visit, Checked(Nothing {}): Checked<Nothing>) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let counted = matches!(authenticator::standing(&portal.app, who).await?, Standing::Confirmed { .. });
    authenticator::remove(&portal.app, who).await?;
    Ok(if counted { portal.go_and_say(PATH, Flash::AuthenticatorRemoved) } else { portal.go(PATH) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, samples};

    #[test]
    fn every_standing_renders_in_both_languages() {
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            let render = |standing, wrong| {
                view(Frame::new(lang, t.title, "token", PATH), standing, wrong).render().expect("the page renders")
            };
            assert!(render(Standing::Nothing, false).contains(t.begin));
            let begun = Standing::Begun { key: "ABCDEFGH".into(), uri: "otpauth://totp/x?secret=ABCDEFGH".into() };
            let html = render(begun.clone(), false);
            assert!(html.contains("ABCD EFGH") && html.contains("<svg class=\"qr\"") && !html.contains("style="));
            assert!(html.contains(t.stop) && !html.contains(t.wrong) && render(begun, true).contains(t.wrong));
            let confirmed = Standing::Confirmed { since: samples::moment(), used_at: None };
            let html = render(confirmed, false);
            assert!(html.contains(t.never) && html.contains(t.remove));
        }
    }
}
