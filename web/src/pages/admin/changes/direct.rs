//! Changing any organisation at once, correcting what was asked, and ending one. Each goes on to the page with what it
//! does, where it is decided.

use super::{
    super::id,
    path,
    review::{Difference, compared},
};
use crate::{
    Portal,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs, value},
    lang::Lang,
    pages::{
        Page,
        changes::{EndView, FormView, Material, adds, end_view, form_view, part, read_end, refused},
    },
    visit::Visit,
};
use app::{
    changes::{self, Review},
    organisations,
};
use askama::Template as _;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::{
    change::{Refusal, Stage},
    ids::{ChangeId, OrganisationId},
};

pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path((text, code)): Path<(String, String)>,
) -> Page {
    let id: OrganisationId = id(&text)?;
    let shown = organisations::show(&portal.app, &visit.actor(), id).await?;
    let (kind, step) = part(changes::applicant(&shown.organisation), &code)?;
    let material = Material::load(&portal.app, &shown, step, visit.lang()).await?;
    let view = FormView { kind, ..around(id, &code, FormView::of(&shown)) };
    let answers = material.answers.clone();
    Ok(Html(form_view(visit.page(""), &material, &view, &answers, &[]).render()?).into_response())
}

fn around(id: OrganisationId, code: &str, view: FormView) -> FormView {
    let back = format!("/beheer/organisaties/{id}");
    FormView { action: format!("{back}/wijzigen/{code}"), back, administrator: true, ..view }
}

pub(super) async fn save(
    State(portal): State<Portal>,
    visit: Visit,
    Path((text, code)): Path<(String, String)>,
    Checked(pairs): Checked<Pairs>,
) -> Page {
    let id: OrganisationId = id(&text)?;
    let shown = organisations::show(&portal.app, &visit.actor(), id).await?;
    let (kind, step) = part(changes::applicant(&shown.organisation), &code)?;
    let material = Material::load(&portal.app, &shown, step, visit.lang()).await?;
    let mut view = FormView { kind, ..around(id, &code, FormView::of(&shown)) };
    let (answers, send) = material.read(&pairs);
    if !send {
        view.one_more = adds(&pairs);
        return Ok(Html(form_view(visit.page(""), &material, &view, &answers, &[]).render()?).into_response());
    }
    match changes::direct(&portal.app, &visit.actor(), id, kind, &answers, visit.language()).await {
        Ok(Some(change)) => Ok(portal.go_and_say(&path(change), Flash::ChangeReady)),
        Ok(None) => Ok(portal.go_and_say(&view.back, Flash::ContactsChanged)),
        Err(error) => refused(visit.page(""), &material, view, &answers, error),
    }
}

/// What is needed to correct a change: a form, and that nobody has decided.
async fn correctable(portal: &Portal, visit: &Visit, text: &str) -> Result<(Review, Material, FormView), PageError> {
    let id: ChangeId = id(text)?;
    let review = changes::review(&portal.app, &visit.actor(), id).await?;
    let shown = review.organisation.as_ref().ok_or(PageError::NotFound)?;
    let step = review.change.kind.step(changes::applicant(&shown.organisation)).ok_or(PageError::NotFound)?;
    if review.change.stage != Stage::Asked || review.change.answers.is_none() {
        return Err(PageError::Change(Refusal::Decided));
    }
    let material = Material::load(&portal.app, shown, step, visit.lang()).await?;
    let view = FormView {
        kind: Some(review.change.kind),
        action: format!("{}/verbeteren", path(id)),
        back: path(id),
        version: Some(review.change.version),
        administrator: true,
        ..FormView::of(shown)
    };
    Ok((review, material, view))
}

pub(super) async fn show_correction(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>) -> Page {
    let (review, material, view) = correctable(&portal, &visit, &text).await?;
    let answers = review.change.answers.unwrap_or_default();
    Ok(Html(form_view(visit.page(""), &material, &view, &answers, &[]).render()?).into_response())
}

pub(super) async fn save_correction(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(pairs): Checked<Pairs>,
) -> Page {
    let (review, material, mut view) = correctable(&portal, &visit, &text).await?;
    let version = value(&pairs, "version").parse().map_err(|_| PageError::BadForm)?;
    let asked = review.change.answers.clone().unwrap_or_default();
    // What the form does not ask stands as it was asked.
    let mut before = material.answers.clone();
    before.members.clone_from(&asked.members);
    let (answers, send) = material.again().read(&before, &pairs);
    if !send {
        view.one_more = adds(&pairs);
        return Ok(Html(form_view(visit.page(""), &material, &view, &answers, &[]).render()?).into_response());
    }
    let told = material.in_language(Lang::parse(&review.change.language).unwrap_or_default());
    let told = compared(told.rows(&asked), &told.rows(&answers)).into_iter().map(Difference::told).collect();
    let id = review.change.id;
    match changes::correct(&portal.app, &visit.actor(), id, version, &answers, told).await {
        Ok(()) => Ok(portal.go_and_say(&path(id), Flash::ChangeCorrected)),
        Err(error) => refused(visit.page(""), &material, view, &answers, error),
    }
}

pub(super) async fn show_end(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>) -> Page {
    let id: OrganisationId = id(&text)?;
    let shown = organisations::show(&portal.app, &visit.actor(), id).await?;
    let view = ending(id, &shown.organisation.name);
    Ok(Html(end_view(visit.page(""), &view).render()?).into_response())
}

fn ending(id: OrganisationId, name: &str) -> EndView {
    let back = format!("/beheer/organisaties/{id}");
    EndView::new(name, &format!("{back}/beeindigen"), &back)
}

pub(super) async fn save_end(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(pairs): Checked<Pairs>,
) -> Page {
    let id: OrganisationId = id(&text)?;
    let shown = organisations::show(&portal.app, &visit.actor(), id).await?;
    let mut view = ending(id, &shown.organisation.name);
    if let Some(on) = read_end(&mut view, &pairs, visit.lang()) {
        let done = changes::end(&portal.app, &visit.actor(), id, on, &view.reason, visit.language()).await;
        match done {
            Ok(change) => return Ok(portal.go_and_say(&path(change), Flash::ChangeReady)),
            Err(error) => view.wrong(error, visit.lang())?,
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(end_view(visit.page(""), &view).render()?)).into_response())
}
