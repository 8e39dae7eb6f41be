//! Releasing many agreements at once: choosing, looking ahead, doing it, and how far the documents are.
//!
//! The choice survives paging and searching without a script: every button on the workbench sends the one form, and
//! what was chosen on other pages travels as hidden fields. Nothing changes until the look ahead is confirmed.

mod outlook;
mod progress;
mod texts;
mod workbench;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{self, Checked, Pairs, value, values},
    get,
    pages::Page,
    post, refusals,
    visit::Visit,
};
use app::{
    AppError,
    agreements::moves::{self, Done, Selection, Step},
};
use axum::{extract::State, http::StatusCode};
use domain::{access::Permission::SteerAgreements, agreement::Refusal, ids::AgreementId};
use std::collections::HashSet;

pub(super) const PATH: &str = "/overeenkomsten/doorzetten";

/// The field of an agreement that was chosen on another page.
const CHOSEN: &str = "gekozen";
/// The field of a check box on this page.
const TICKED: &str = "kies";
/// The field of the button that was pressed.
const DO: &str = "doe";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(PATH, SteerAgreements, workbench::page),
        post(PATH, SteerAgreements, pressed),
        get("/overeenkomsten/doorzetten/voortgang", SteerAgreements, progress::page),
    ]
}

/// The agreements in fields of these names; what is no id is as unknown as any other.
fn ids(form: &Pairs, names: &[&str]) -> Result<Vec<AgreementId>, PageError> {
    let (mut ids, mut known) = (Vec::new(), HashSet::new());
    for text in names.iter().flat_map(|name| values(form, name)) {
        let id = text.parse().map_err(|_| PageError::NotFound)?;
        if known.insert(id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// A button of the workbench or of the look ahead.
async fn pressed(State(portal): State<Portal>, visit: Visit, Checked(form): Checked<Pairs>) -> Page {
    match value(&form, DO) {
        "vooruit" => ahead(&portal, &visit, &form).await,
        "doorzetten" => release(&portal, &visit, &form).await,
        "aanhouden" => hold(&portal, &visit, &form).await,
        _ => workbench::again(&portal.app, &visit, &form, false).await,
    }
}

async fn ahead(portal: &Portal, visit: &Visit, form: &Pairs) -> Page {
    let chosen = ids(form, &[CHOSEN, TICKED])?;
    if chosen.is_empty() {
        return workbench::again(&portal.app, visit, form, true).await;
    }
    outlook::page(&portal.app, visit, form, chosen, outlook::Typed::default()).await
}

async fn release(portal: &Portal, visit: &Visit, form: &Pairs) -> Page {
    let chosen = ids(form, &[CHOSEN])?;
    let selection = Selection::These(chosen.clone());
    match moves::step_many(&portal.app, &visit.actor(), &selection, Step::Release).await {
        Ok(Done { moved, skipped }) => {
            Ok(portal.go(&format!("{PATH}/voortgang?gedaan={moved}&overgeslagen={skipped}")))
        }
        Err(AppError::Stale) => outlook::page(&portal.app, visit, form, chosen, outlook::Typed::stale(visit)).await,
        Err(other) => Err(other.into()),
    }
}

async fn hold(portal: &Portal, visit: &Visit, form: &Pairs) -> Page {
    let lang = visit.lang();
    let chosen = ids(form, &[CHOSEN])?;
    let mut typed = outlook::Typed { until: value(form, "tot").to_owned(), ..outlook::Typed::default() };
    let until = if typed.until.is_empty() { Some(None) } else { form::date(&typed.until).map(Some) };
    let wrong = match until {
        None => super::act_texts::Texts::of(lang).date_form.to_owned(),
        Some(until) => {
            let selection = Selection::These(chosen.clone());
            match moves::step_many(&portal.app, &visit.actor(), &selection, Step::Hold(until)).await {
                Ok(Done { moved: 0, .. }) => return Ok(portal.go_and_say(PATH, Flash::NoneHeld)),
                Ok(_) => return Ok(portal.go_and_say(PATH, Flash::ManyHeld)),
                Err(AppError::Stale) => {
                    return outlook::page(&portal.app, visit, form, chosen, outlook::Typed::stale(visit)).await;
                }
                Err(AppError::Refused(refusal @ Refusal::HoldNotAhead(_))) => refusals::sentence(&refusal, lang),
                Err(other) => return Err(other.into()),
            }
        }
    };
    typed.status = StatusCode::UNPROCESSABLE_ENTITY;
    typed.errors.add("tot", wrong);
    outlook::page(&portal.app, visit, form, chosen, typed).await
}
