//! What the header does: another language, another organisation, signing out. All by POST.

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{FromAnyTab, local_path},
    frame, nav,
    pages::Page,
    post,
    visit::{ADMINISTRATION, Visit},
};
use app::{identity, mail::Language};
use axum::{extract::State, http::HeaderValue};
use domain::{
    access::{Membership, Permission},
    ids::OrganisationId,
};
use serde::Deserialize;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        post("/taal", Permission::Public, language),
        post("/organisatie", Permission::SignedIn, organisation),
        post("/uitloggen", Permission::Public, sign_out),
        post("/uitloggen/overal", Permission::SignedIn, sign_out_everywhere),
    ]
}

#[derive(Deserialize)]
struct LanguageForm {
    taal: String,
    #[serde(default)]
    terug: String,
}

async fn language(State(portal): State<Portal>, visit: Visit, FromAnyTab(form): FromAnyTab<LanguageForm>) -> Page {
    let lang = crate::lang::Lang::parse(&form.taal).ok_or(PageError::BadForm)?;
    if let Some(who) = visit.who() {
        identity::choose_language(&portal.app, who, Language::from_code(lang.code())).await?;
    }
    let mut response = portal.go(local_path(&form.terug));
    portal.cookie(&mut response, frame::LANGUAGE, Some(lang.code()), Some(365 * 24 * 60 * 60));
    Ok(response)
}

#[derive(Deserialize)]
struct OrganisationForm {
    organisatie: String,
    /// Where to go on; the start of the organisation when it does not say.
    #[serde(default)]
    naar: String,
}

async fn organisation(
    State(portal): State<Portal>,
    visit: Visit,
    FromAnyTab(form): FromAnyTab<OrganisationForm>,
) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let chosen: Option<OrganisationId> = match form.organisatie.as_str() {
        ADMINISTRATION => None,
        id => Some(id.parse().map_err(|_| PageError::NotFound)?),
    };
    identity::act_for(&portal.app, who, chosen).await?;
    if !form.naar.is_empty() {
        return Ok(portal.go(local_path(&form.naar)));
    }
    let id_of = |membership: &&Membership| membership.organisation.as_ref().map(|(id, _, _)| *id) == chosen;
    let acting = who.memberships.iter().find(id_of).map(Membership::acting).ok_or(PageError::NotFound)?;
    Ok(portal.go(nav::home(&domain::access::Actor::Person { id: who.person.id, acting, signs: who.actor.signs() })))
}

#[derive(Deserialize)]
struct Nothing {}

async fn sign_out(State(portal): State<Portal>, visit: Visit, FromAnyTab(Nothing {}): FromAnyTab<Nothing>) -> Page {
    end(&portal, &visit, false).await
}

async fn sign_out_everywhere(
    State(portal): State<Portal>,
    visit: Visit,
    FromAnyTab(Nothing {}): FromAnyTab<Nothing>,
) -> Page {
    end(&portal, &visit, true).await
}

async fn end(portal: &Portal, visit: &Visit, everywhere: bool) -> Page {
    if let Some(who) = visit.who() {
        identity::sign_out(&portal.app, who, everywhere).await?;
    }
    let flash = if everywhere { Flash::SignedOutEverywhere } else { Flash::SignedOut };
    let mut response = portal.go_and_say("/", flash);
    portal.cookie(&mut response, frame::SESSION, None, None);
    // Pages are kept nowhere (`no-store`); this empties what scripts remember. Cookies stay: one says what was done.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"storage\""));
    Ok(response)
}
