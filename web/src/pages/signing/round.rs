//! A round before it is done: the code that confirms it, and how far signing is.

use super::{Consent, PATH, admit, browser, consent, path_of, remember, result, round_of, round_texts::Texts};
use crate::{
    Portal,
    error::PageError,
    flash::Flash,
    form::Checked,
    frame,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, PasskeyForm, TextField, Width},
    refusals,
    visit::Visit,
    words,
};
use app::{
    AppError,
    identity::{CodeRefused, GUESSES, passkeys},
    network,
    signing_rounds::{self, Hash, Shown},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::{Html, IntoResponse},
};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

/// After this long a round that is still being signed says so.
const SLOW: SignedDuration = SignedDuration::from_mins(2);

/// A list of so many documents is short.
const SHORT: usize = 5;

#[derive(Template)]
#[template(path = "pages/signing/round.html")]
pub(super) struct Ask {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    lead: Option<String>,
    /// Why no code can be typed here, or why a passkey did not do.
    notice: Option<Notice>,
    passkey: Option<PasskeyForm>,
    /// Whether a code can be typed.
    typed: bool,
    fingerprint: Option<String>,
    what: String,
    items: Vec<(String, String)>,
    /// A short list stands open.
    open: bool,
    consent: Consent,
    action: String,
    code: TextField,
    buttons: Buttons,
    again: Option<Button>,
}

/// Whether a code can be typed, and what was wrong with the one that was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can.
    Waits,
    /// It can, once more.
    Refused(CodeRefused),
    /// Nothing was typed.
    Missing,
    /// Nobody asked for one: there is a passkey.
    ByPasskey,
    /// That passkey did not do.
    NotByPasskey(passkeys::Refused),
}

pub(super) fn ask(mut page: Frame, shown: &Shown, standing: &Standing, consent: Consent) -> Ask {
    let lang = page.lang;
    let t = Texts::of(lang);
    let n = i64::try_from(shown.items.len()).unwrap_or(i64::MAX);
    let number = words::number(n, lang);
    let mut errors = FormErrors::default();
    let notice = match standing {
        Standing::Waits | Standing::ByPasskey => None,
        Standing::NotByPasskey(why) => Some(Notice::failed(refusals::passkey(*why, lang)).announced()),
        Standing::Missing => {
            errors.add("code", t.missing);
            None
        }
        Standing::Refused(CodeRefused::Wrong { left }) => {
            errors.add("code", t.wrong(*left));
            None
        }
        Standing::Refused(CodeRefused::Expired) => Some(Notice::warning(t.expired_text).heading(t.expired)),
        Standing::Refused(CodeRefused::NoGuesses) => Some(Notice::warning(t.no_guesses_text).heading(t.no_guesses)),
        Standing::Refused(CodeRefused::NotAsked) => Some(Notice::info(t.not_asked_text).heading(t.not_asked)),
    };
    page.title = t.ask(n, &number);
    page.failed = !errors.is_empty();
    let code = TextField::new("code", t.code).hint(t.code_hint).error(errors.get("code"));
    let items = shown.items.iter();
    let typed = matches!(standing, Standing::Waits | Standing::Missing | Standing::Refused(CodeRefused::Wrong { .. }));
    let action = path_of(shown.round.id);
    let csrf = page.csrf.clone();
    let passkey = shown.passkey.then(|| {
        let sign = Button::submit(t.sign_by_passkey(n, &number));
        let sign = if typed { sign.secondary() } else { sign };
        PasskeyForm::new(lang, format!("{action}/passkey"), csrf, sign).instead(t.no_passkeys_here)
    });
    let lead = match (passkey.is_some(), typed) {
        (true, false) => Some(t.passkey_lead.to_owned()),
        (_, true) => Some(t.ask_lead(&shown.email)),
        (false, false) => None,
    };
    let again = match (passkey.is_some(), typed) {
        (true, false) => Button::submit(t.by_code_instead).secondary(),
        (_, true) => Button::submit(t.again).secondary(),
        (false, false) => Button::submit(t.again),
    };
    let fingerprint = shown.round.root.map(|root| Hash(root.0).fingerprint());
    Ask {
        t,
        errors: errors.summary(lang),
        lead,
        again: shown.by_code.then_some(again),
        notice,
        passkey,
        typed,
        fingerprint,
        what: t.what(n, &number),
        items: items.map(|item| (item.number.clone(), t.between(&item.party_name, &item.partner_name))).collect(),
        open: shown.items.len() <= SHORT,
        consent,
        action,
        code: code.one_time_code().width(Width::Short),
        buttons: Buttons::new([Button::submit(t.sign(n, &number)), Button::link(t.back, PATH).subtle()]),
        page,
    }
}

#[derive(Template)]
#[template(path = "pages/signing/progress.html")]
pub(super) struct Signing {
    page: Frame,
    t: &'static Texts,
    path: String,
    done: i64,
    total: i64,
    progress: String,
    refused: Option<String>,
    slow: bool,
}

pub(super) fn signing(page: Frame, shown: &Shown, now: Timestamp) -> Signing {
    let lang = page.lang;
    let t = Texts::of(lang);
    let (open, signed, refused) = shown.counts;
    let total = open + signed + refused;
    let since = shown.round.confirmed_at.map(|at| now.duration_since(at));
    Signing {
        t,
        path: path_of(shown.round.id),
        done: signed + refused,
        total,
        progress: t.progress(&words::number(signed, lang), &words::number(total, lang)),
        refused: (refused > 0).then(|| t.refused(refused, &words::number(refused, lang))),
        slow: since.is_some_and(|since| since > SLOW),
        page,
    }
}

pub(super) async fn page(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Path(round): Path<String>,
) -> Page {
    let round = round_of(&round)?;
    let shown = signing_rounds::show(&portal.app, &visit.actor(), round).await?;
    let now = portal.app.now();
    if shown.round.confirmed_at.is_none() {
        let standing = standing(&shown, browser(&portal, &headers, round).is_some(), now);
        return asked(&portal, &visit, &shown, &standing, StatusCode::OK);
    }
    if shown.counts.0 > 0 {
        let frame = visit.page(Texts::of(visit.lang()).busy);
        return Ok(Html(signing(frame, &shown, now).render()?).into_response());
    }
    let frame = visit.page("");
    Ok(Html(result::view(frame, &shown, &visit.actor()).render()?).into_response())
}

/// Whether a code can still be typed in this browser.
fn standing(shown: &Shown, here: bool, now: Timestamp) -> Standing {
    if shown.passkey && shown.round.code.is_none() {
        Standing::ByPasskey
    } else if !here {
        Standing::Refused(CodeRefused::NotAsked)
    } else if shown.round.guesses >= GUESSES {
        Standing::Refused(CodeRefused::NoGuesses)
    } else if shown.round.expires_at <= now {
        Standing::Refused(CodeRefused::Expired)
    } else {
        Standing::Waits
    }
}

pub(super) fn asked(portal: &Portal, visit: &Visit, shown: &Shown, standing: &Standing, status: StatusCode) -> Page {
    let view = ask(visit.page(""), shown, standing, consent(&portal.app, visit.lang()));
    Ok((status, Html(view.render()?)).into_response())
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    #[serde(default)]
    code: String,
}

pub(super) async fn confirm(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Path(round): Path<String>,
    Checked(form): Checked<CodeForm>,
) -> Page {
    let round = round_of(&round)?;
    let shown = signing_rounds::show(&portal.app, &visit.actor(), round).await?;
    // A second click, or the page of another window: what was confirmed is confirmed.
    if shown.round.confirmed_at.is_some() {
        return Ok(portal.go(&path_of(round)));
    }
    if form.code.trim().is_empty() {
        let here = browser(&portal, &headers, round).is_some();
        let standing = match standing(&shown, here, portal.app.now()) {
            Standing::Waits => Standing::Missing,
            other => other,
        };
        return asked(&portal, &visit, &shown, &standing, StatusCode::UNPROCESSABLE_ENTITY);
    }
    network::admit(&portal.app, "code", visit.place()).await?;
    let secret = browser(&portal, &headers, round);
    let means = visit.who().ok_or(PageError::SignInFirst)?.means;
    let confirmed = match signing_rounds::confirm_by(
        &portal.app,
        (&visit.actor(), means),
        round,
        secret.as_ref(),
        &form.code,
    )
    .await
    {
        // Two clicks at the same moment: one of them confirmed.
        Err(AppError::Stale) => return Ok(portal.go(&path_of(round))),
        other => other?,
    };
    match confirmed {
        Ok(()) => {
            let mut response = portal.go(&path_of(round));
            portal.cookie(&mut response, frame::SIGNING, None, None);
            Ok(response)
        }
        Err(refused) => {
            let shown = signing_rounds::show(&portal.app, &visit.actor(), round).await?;
            if shown.round.confirmed_at.is_some() {
                return Ok(portal.go(&path_of(round)));
            }
            asked(&portal, &visit, &shown, &Standing::Refused(refused), StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn another_code(
    State(portal): State<Portal>,
    visit: Visit,
    Path(round): Path<String>,
    Checked(Nothing {}): Checked<Nothing>,
) -> Page {
    let round = round_of(&round)?;
    admit(&portal, &visit).await?;
    match signing_rounds::another_code(&portal.app, &visit.actor(), round, visit.language()).await {
        Ok(secret) => {
            let mut response = portal.go_and_say(&path_of(round), Flash::CodeAgain);
            remember(&portal, &mut response, round, &secret);
            Ok(response)
        }
        Err(AppError::NotFound | AppError::Stale) => {
            // Confirmed meanwhile: the page says how far it is. Somebody else's is not found there either.
            signing_rounds::show(&portal.app, &visit.actor(), round).await?;
            Ok(portal.go(&path_of(round)))
        }
        Err(other) => Err(other.into()),
    }
}

/// How far it is, for the script of the page.
pub(super) async fn stand(State(portal): State<Portal>, visit: Visit, Path(round): Path<String>) -> Page {
    let (open, signed, refused) = signing_rounds::progress(&portal.app, &visit.actor(), round_of(&round)?).await?;
    let body = serde_json::json!({ "open": open, "signed": signed, "refused": refused }).to_string();
    let mut response = body.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

#[cfg(test)]
#[path = "round_tests.rs"]
mod tests;
