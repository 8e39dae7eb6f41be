//! Forms that met a sign-in, a confirmation or another organisation first: caught with what was filled in, and kept until
//! their person sends them after all. Nothing here sends anything; the page is `pages/kept_form`.
//!
//! Kept is only what a page of this browser sent: else a foreign page could have a form of its own sent by a press here.
//! Whose it is says the form itself: it was made while somebody acted for an organisation, and who is not signed in any
//! more did so in this browser.

use crate::{
    LARGEST_FORM, Portal,
    csrf::{Made, NOBODY},
    error::PageError,
    flash::Flash,
    form::{self, Pairs},
    pages::kept_form_path,
    visit::{Elsewhere, Visit},
};
use app::{
    AppError,
    kept_forms::{self, Unsent},
    secret::Token,
};
use axum::{
    extract::Request,
    http::Method,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    access::{Answer, Membership, Permission, may},
    ids::{KeptFormId, PersonId},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

/// Fields that are no work of anybody: a form with nothing else is as soon pressed again.
const NO_WORK: [&str; 10] =
    ["actie", "csrf", "digest", "doe", "naar", "organisatie", "preview", "taal", "terug", "version"];
/// Fields whose contents are good for once, and secret.
const SECRET: [&str; 2] = ["code", "antwoord"];

/// A request that something comes before, for [`lead_on`].
#[derive(Clone)]
pub(crate) struct Caught {
    first: &'static str,
    page: String,
    held: Held,
}

/// What a request held.
#[derive(Clone)]
enum Held {
    Nothing,
    Form(Arc<Vec<u8>>),
    TooLarge,
    File,
}

/// Leads to what comes first, and then back to `page` or, if something was filled in there, to that.
pub(crate) async fn first(first: &'static str, page: &str, request: Request) -> Response {
    let held = if request.method() == Method::POST { held(request).await } else { Held::Nothing };
    let mut response = to(first, page);
    if !matches!(held, Held::Nothing) {
        response.extensions_mut().insert(Caught { first, page: page.to_owned(), held });
    }
    response
}

fn to(first: &str, back: &str) -> Response {
    let back = utf8_percent_encode(back, NON_ALPHANUMERIC);
    Redirect::to(&format!("{first}?terug={back}")).into_response()
}

/// A file is read to its end as well: a browser shows the answer only after it has sent all.
async fn held(request: Request) -> Held {
    let is_form = form::is_form(request.headers());
    match form::read(request.into_body()).await {
        Ok(body) if is_form => Held::Form(Arc::new(body)),
        Ok(body) if body.is_empty() => Held::Nothing,
        Err(PageError::TooLarge) if is_form => Held::TooLarge,
        Ok(_) | Err(_) => Held::File,
    }
}

/// The answer to what was caught.
pub(crate) async fn lead_on(portal: &Portal, visit: &Visit, known: Option<&Token>, caught: Caught) -> Response {
    let Caught { first, page, held } = caught;
    let (back, flash) = match held {
        Held::Nothing => (page, None),
        // Strangers are told nothing: they lost nothing of theirs.
        _ if visit.who().is_none() && known.is_none() => (page, None),
        Held::TooLarge => (page, Some(Flash::FormTooLarge)),
        Held::File => (page, Some(Flash::FileNotKept)),
        Held::Form(body) => match keep(portal, visit, known, (&page, &body)).await {
            Ok(Some(id)) => (kept_form_path(id), Some(Flash::FormKept)),
            Ok(None) => (page, None),
            Err(error) => {
                tracing::error!(error = app::jobs::chain(&error), "a form cannot be kept");
                (page, None)
            }
        },
    };
    match flash {
        Some(flash) => portal.say(to(first, &back), flash),
        None => to(first, &back),
    }
}

/// A form that was made for another membership, with where it is kept.
pub(crate) async fn with_form(portal: &Portal, visit: &Visit, other: &Elsewhere) -> Elsewhere {
    let mut other = other.clone();
    let Some(body) = other.form.take() else { return other };
    match keep(portal, visit, None, (&other.page, &body)).await {
        Ok(Some(id)) => other.page = kept_form_path(id),
        Ok(None) => {}
        Err(error) => tracing::error!(error = app::jobs::chain(&error), "a form cannot be kept"),
    }
    other
}

/// Keeps a form that stood on a page, if it is worth it and somebody's.
async fn keep(
    portal: &Portal,
    visit: &Visit,
    known: Option<&Token>,
    (page, body): (&str, &[u8]),
) -> Result<Option<KeptFormId>, AppError> {
    let Some(pairs) = form::pairs(body).filter(is_work) else { return Ok(None) };
    let (csrf, app) = (visit.csrf(), &portal.app);
    let Some(made_for) = csrf.made_for(form::value(&pairs, "csrf")) else { return Ok(None) };
    let Some(person) = owner(portal, visit, known, made_for).await? else { return Ok(None) };
    let pairs: Pairs = pairs.into_iter().filter(|(name, _)| name != "csrf").collect();
    let Ok(fields) = serde_html_form::to_string(&pairs) else { return Ok(None) };
    if fields.len() > LARGEST_FORM {
        return Ok(None);
    }
    let browser = csrf.browser();
    // A form that was kept before stood where it stood then.
    let page = match page.strip_prefix(&kept_form_path("")).and_then(|id| id.parse().ok()) {
        Some(id) => kept_forms::page_of(app, person, browser, id).await?.unwrap_or_else(|| "/".to_owned()),
        None => page.to_owned(),
    };
    let form = Unsent { browser, made_for: made_for.to_vec(), path: visit.path().to_owned(), page, fields };
    kept_forms::keep(app, person, form).await.map(Some)
}

fn is_work(pairs: &Pairs) -> bool {
    let filled = |(name, value): &(String, String)| !value.trim().is_empty() && !NO_WORK.contains(&name.as_str());
    pairs.iter().any(filled) && !pairs.iter().any(|(name, _)| SECRET.contains(&name.as_str()))
}

/// Whose form it is.
async fn owner(
    portal: &Portal,
    visit: &Visit,
    known: Option<&Token>,
    made_for: [u8; 16],
) -> Result<Option<PersonId>, AppError> {
    let made = |person: PersonId, all: &[Membership]| {
        all.iter().any(|one| visit.csrf().mark(person, one.acting()) == made_for)
    };
    if let Some(who) = visit.who() {
        let own = made_for == NOBODY || made(who.person.id, &who.memberships);
        return Ok(own.then_some(who.person.id));
    }
    let Some(known) = known else { return Ok(None) };
    let people = kept_forms::people_of(&portal.app, known).await?;
    let found = people.iter().find(|(person, memberships)| made(*person, memberships));
    Ok(match (found, people.as_slice()) {
        (Some((person, _)), _) => Some(*person),
        // It says nobody, or a role that ended since: then it can only be theirs who alone was here.
        (None, [(only, _)]) => Some(*only),
        _ => None,
    })
}

/// What to say to a form that is not part of the role of whom its person acts for now: where it was made for another
/// membership of theirs that may send it, the way there.
pub(crate) async fn not_your_role(visit: &Visit, permission: Permission, request: Request) -> PageError {
    let may_send = |other: &&Membership| may(&visit.acting_for(other).actor(), permission) == Answer::Yes;
    if !form::is_form(request.headers()) || !visit.others().any(|other| may_send(&other)) {
        return PageError::NotYourRole;
    }
    let page = form::page_before(request.headers());
    let Ok(body) = form::read(request.into_body()).await else { return PageError::NotYourRole };
    let token = form::pairs(&body).map(form::token).unwrap_or_default();
    let (Made::Elsewhere(mark), Some(person)) = (visit.csrf().made(&token), visit.actor().person()) else {
        return PageError::NotYourRole;
    };
    let made = |other: &&Membership| visit.csrf().mark(person, other.acting()) == mark && may_send(other);
    match visit.others().find(made) {
        Some(other) => PageError::MadeFor(Box::new(visit.elsewhere(other, &page).with_form(body))),
        None => PageError::NotYourRole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_work_or_secret_is_not_kept() {
        let pairs = |list: &[(&str, &str)]| -> Pairs {
            list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        for (list, expected) in [
            (&[("csrf", "x"), ("version", "1"), ("terug", "/")][..], false),
            (&[("csrf", "x"), ("reason", " ")], false),
            (&[("csrf", "x"), ("reason", "Daarom")], true),
            (&[("kies", "01900000-0000-7000-8000-000000000001")], true),
            (&[("code", "12345678"), ("naam", "Telefoon")], false),
            (&[("antwoord", "{}"), ("naam", "Telefoon")], false),
        ] {
            assert_eq!(is_work(&pairs(list)), expected, "{list:?}");
        }
    }
}
