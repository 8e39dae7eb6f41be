//! The pages with which a signatory signs: what waits, declining, the round with its code, and what came of it.
//!
//! What belongs here: showing and asking. What never does: what may be signed, and how; that is
//! `app::signing_rounds`. Nothing here signs by a link: the code fits the browser that asked for it, and a button
//! does the work.

mod decline;
mod passkey;
mod result;
mod round;
mod round_texts;
mod texts;
mod waiting;

use crate::{Portal, Route, error::PageError, files, frame, get, lang::Lang, pages::Page, post, visit::Visit};
use app::{App, documents::File, network, secret::Token, signing_rounds};
use axum::{http::HeaderMap, response::Response};
use domain::{
    access::Permission::{Sign, SignedIn},
    ids::{RoundId, SlotId},
};

/// The list of what waits.
const PATH: &str = "/tekenen";
/// How long the browser keeps the secret of a round, in seconds.
const KEPT: i64 = 60 * 60;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/tekenen", Sign, waiting::page),
        post("/tekenen", Sign, waiting::begin),
        get("/tekenen/{id}/document", Sign, waiting::document),
        get("/tekenen/{id}/afwijzen", Sign, decline::page),
        post("/tekenen/{id}/afwijzen", Sign, decline::decline),
        get("/tekenen/ronde/{id}", SignedIn, round::page),
        post("/tekenen/ronde/{id}", Sign, round::confirm),
        post("/tekenen/ronde/{id}/code", Sign, round::another_code),
        post("/tekenen/ronde/{id}/passkey/begin", Sign, passkey::begin),
        post("/tekenen/ronde/{id}/passkey", Sign, passkey::answer),
        get("/tekenen/ronde/{id}/stand", SignedIn, round::stand),
        get("/tekenen/ronde/{id}/{slot}", SignedIn, result::document),
        get("/tekenen/ronde/{id}/{slot}/bewijs", SignedIn, result::evidence),
    ]
}

/// What the person declares, and at which level, as it stands on each page that leads to a signature.
struct Consent {
    /// Word for word as it is kept with the round.
    words: &'static str,
    /// The same in the language of the page, where that is not Dutch.
    translated: Option<&'static str>,
    level: &'static str,
    issuer: &'static str,
    /// In the demo signatures bind nobody.
    demo: Option<&'static str>,
}

fn consent(app: &App, lang: Lang) -> Consent {
    let t = texts::Texts::of(lang);
    let demo = app.ports().signing.as_ref().is_some_and(|service| service.is_demo());
    Consent {
        words: signing_rounds::CONSENT,
        translated: (lang == Lang::En).then_some(t.consent),
        level: t.level,
        issuer: t.issuer,
        demo: demo.then_some(t.demo_binds_nobody),
    }
}

/// Counts one more code for this person, from where they are.
async fn admit(portal: &Portal, visit: &Visit) -> Result<(), PageError> {
    network::admit(&portal.app, "sign", visit.place()).await?;
    if let Some(person) = visit.actor().person() {
        network::admit_person(&portal.app, "sign", person).await?;
    }
    Ok(())
}

fn slot_of(text: &str) -> Result<SlotId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

fn round_of(text: &str) -> Result<RoundId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

fn path_of(round: RoundId) -> String {
    format!("{PATH}/ronde/{round}")
}

/// What was not found has changed, if it is one's own: taken back, declined, or signed by now.
async fn gone(app: &App, visit: &Visit, slot: SlotId) -> PageError {
    match signing_rounds::knows(app, &visit.actor(), slot).await {
        Ok(true) => PageError::Stale,
        Ok(false) => PageError::NotFound,
        Err(error) => error.into(),
    }
}

/// The secret of the browser that began this round.
fn browser(portal: &Portal, headers: &HeaderMap, round: RoundId) -> Option<Token> {
    let cookie = frame::cookie_of(headers, portal, frame::SIGNING)?;
    let (of, secret) = cookie.split_once('.')?;
    (of.parse() == Ok(round)).then(|| Token::parse(secret))?
}

/// Keeps the secret of a round in the browser, with the round that it is of. It goes wherever the portal is: a
/// stricter one would not come along when the link in the mail is opened.
fn remember(portal: &Portal, response: &mut Response, round: RoundId, secret: &Token) {
    portal.cookie(response, frame::SIGNING, Some(&format!("{round}.{}", secret.reveal())), Some(KEPT));
}

/// A document to look at in the browser.
fn shown(file: File) -> Page {
    files::file(&file.name, "application/pdf", file.bytes, files::How::Shown)
}

#[cfg(test)]
mod samples;
