//! Changing the own organisation: what can be changed, what was asked, and the form for each.
//!
//! What belongs here: the contact person's pages, and the form that the administrator's pages share. What never does:
//! deciding, which is `admin/changes`.

mod end;
mod form;
mod list;
mod texts;

pub(in crate::pages) use end::{EndView, end_view, read_end};
pub(in crate::pages) use form::{FormView, Material, adds, form_view, refused};
pub(in crate::pages) use list::stage_tag;
pub(in crate::pages) use texts::Texts;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs},
    get, get_fresh,
    lang::Lang,
    pages::Page,
    parts::Notice,
    post, post_fresh, refusals,
    visit::Visit,
    words,
};
use app::{AppError, changes};
use askama::Template as _;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::{
    access::Permission::ChangeOrganisation,
    change::Kind,
    ids::ChangeId,
    registration::{Applicant, Step},
};

/// Where the contact person's pages are.
pub(in crate::pages) const PATH: &str = "/organisatie/wijzigen";
const CHANGE: &str = "/organisatie/wijzigen/{part}";
const END: &str = "/organisatie/beeindigen";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get(PATH, ChangeOrganisation, list::page),
        get_fresh(CHANGE, ChangeOrganisation, show),
        post_fresh(CHANGE, CHANGE, ChangeOrganisation, save),
        get_fresh(END, ChangeOrganisation, show_end),
        post_fresh(END, END, ChangeOrganisation, save_end),
        post("/organisatie/wijzigingen/{id}/intrekken", ChangeOrganisation, take_back),
    ]
}

/// What a page of the form changes: of this kind, or (`None`) the contact persons.
pub(in crate::pages) fn part(applicant: Applicant, code: &str) -> Result<(Option<Kind>, Step), PageError> {
    let step = Step::parse(code).filter(|step| applicant.steps().contains(step)).ok_or(PageError::NotFound)?;
    if step == Step::Contacts {
        return Ok((None, step));
    }
    let kind = Kind::ALL.iter().copied().find(|kind| kind.fits(applicant) && kind.step(applicant) == Some(step));
    Ok((Some(kind.ok_or(PageError::NotFound)?), step))
}

/// Everything that an organisation of this sort can change through a form: words and address.
pub(in crate::pages) fn change_links(applicant: Applicant, base: &str, lang: Lang) -> Vec<(&'static str, String)> {
    let kinds = Kind::ALL.iter().copied().filter(|kind| kind.fits(applicant));
    let mut links: Vec<(&'static str, String)> = kinds
        .filter_map(|kind| Some((words::change(kind, lang), format!("{base}/{}", kind.step(applicant)?.as_str()))))
        .collect();
    if applicant.steps().contains(&Step::Contacts) {
        let at = links.len().min(1);
        links.insert(at, (Texts::of(lang).contacts, format!("{base}/{}", Step::Contacts.as_str())));
    }
    links
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Page {
    let (shown, _) = changes::own(&portal.app, &visit.actor()).await?;
    let (kind, step) = part(changes::applicant(&shown.organisation), &code)?;
    let material = Material::load(&portal.app, &shown, step, visit.lang()).await?;
    let view = FormView { kind, action: format!("{PATH}/{code}"), back: PATH.to_owned(), ..FormView::of(&shown) };
    let answers = material.answers.clone();
    let html = form_view(visit.page(""), &material, &view, &answers, &[]).render()?;
    Ok(Html(html).into_response())
}

async fn save(
    State(portal): State<Portal>,
    visit: Visit,
    Path(code): Path<String>,
    Checked(pairs): Checked<Pairs>,
) -> Page {
    let (shown, _) = changes::own(&portal.app, &visit.actor()).await?;
    let (kind, step) = part(changes::applicant(&shown.organisation), &code)?;
    let material = Material::load(&portal.app, &shown, step, visit.lang()).await?;
    let mut view = FormView { kind, action: format!("{PATH}/{code}"), back: PATH.to_owned(), ..FormView::of(&shown) };
    let (answers, send) = material.read(&pairs);
    if !send {
        view.one_more = form::adds(&pairs);
        let html = form_view(visit.page(""), &material, &view, &answers, &[]).render()?;
        return Ok(Html(html).into_response());
    }
    let done = match kind {
        Some(kind) => changes::ask(&portal.app, &visit.actor(), kind, &answers, visit.language()).await.map(drop),
        None => changes::change_contacts(&portal.app, &visit.actor(), &answers, visit.language()).await,
    };
    let flash = if kind.is_some() { Flash::ChangeAsked } else { Flash::ContactsChanged };
    match done {
        Ok(()) => Ok(portal.go_and_say(PATH, flash)),
        Err(error) => form::refused(visit.page(""), &material, view, &answers, error),
    }
}

async fn show_end(State(portal): State<Portal>, visit: Visit) -> Page {
    let (shown, _) = changes::own(&portal.app, &visit.actor()).await?;
    let view = EndView::new(&shown.organisation.name, "/organisatie/beeindigen", PATH);
    Ok(Html(end_view(visit.page(""), &view).render()?).into_response())
}

async fn save_end(State(portal): State<Portal>, visit: Visit, Checked(pairs): Checked<Pairs>) -> Page {
    let (shown, _) = changes::own(&portal.app, &visit.actor()).await?;
    let mut view = EndView::new(&shown.organisation.name, "/organisatie/beeindigen", PATH);
    if let Some(on) = read_end(&mut view, &pairs, visit.lang()) {
        match changes::ask_end(&portal.app, &visit.actor(), on, &view.reason, visit.language()).await {
            Ok(_) => return Ok(portal.go_and_say(PATH, Flash::ChangeAsked)),
            Err(error) => view.wrong(error, visit.lang())?,
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(end_view(visit.page(""), &view).render()?)).into_response())
}

async fn take_back(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(_): Checked<Pairs>,
) -> Page {
    let id: ChangeId = text.parse().map_err(|_| PageError::NotFound)?;
    match changes::take_back(&portal.app, &visit.actor(), id).await {
        Ok(()) => Ok(portal.go_and_say(PATH, Flash::ChangeTakenBack)),
        Err(AppError::Change(refusal)) => {
            let notice = Notice::info(refusals::change(refusal, visit.lang())).announced();
            list::again(&portal, &visit, StatusCode::CONFLICT, Some(notice)).await
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests;
