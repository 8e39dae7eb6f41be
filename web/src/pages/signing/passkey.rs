//! Confirming a round with a passkey: it signs the root over everything in the round.

use super::{
    path_of,
    round::{Nothing, Standing, asked},
    round_of,
};
use crate::{Portal, error::PageError, form::Checked, frame, pages::Page, visit::Visit};
use app::{identity::passkeys::Refused, network, signing_rounds};
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
};
use serde::Deserialize;

/// What the authenticator is told, for the script of the page.
pub(super) async fn begin(
    State(portal): State<Portal>,
    visit: Visit,
    Path(round): Path<String>,
    Checked(Nothing {}): Checked<Nothing>,
) -> Page {
    let options = signing_rounds::begin_with_passkey(&portal.app, &visit.actor(), round_of(&round)?).await?;
    let mut response = options.to_string().into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

#[derive(Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    antwoord: String,
}

pub(super) async fn answer(
    State(portal): State<Portal>,
    visit: Visit,
    Path(round): Path<String>,
    Checked(form): Checked<Answer>,
) -> Page {
    network::admit(&portal.app, "code", visit.place()).await?;
    let round = round_of(&round)?;
    let means = visit.who().ok_or(PageError::SignInFirst)?.means;
    let confirmed =
        signing_rounds::confirm_with_passkey(&portal.app, (&visit.actor(), means), round, &form.antwoord).await?;
    let shown = signing_rounds::show(&portal.app, &visit.actor(), round).await?;
    match confirmed {
        Ok(()) => {
            let mut response = portal.go(&path_of(round));
            portal.cookie(&mut response, frame::SIGNING, None, None);
            Ok(response)
        }
        // A second click, or the page of another window: what was confirmed is confirmed.
        Err(Refused::Expired) if shown.round.confirmed_at.is_some() => Ok(portal.go(&path_of(round))),
        Err(why) => asked(&portal, &visit, &shown, &Standing::NotByPasskey(why), StatusCode::UNPROCESSABLE_ENTITY),
    }
}
