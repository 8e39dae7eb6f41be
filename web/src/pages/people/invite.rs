//! Inviting a contact person, proposing a signatory, changing a contact person: one form for one person.

use super::{PATH, Texts};
use crate::{
    Portal,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs},
    layout::Page as Frame,
    pages::{
        Page,
        changes::Material,
        register::again::{Again, Questions},
    },
    parts::{Button, Buttons, Notice},
    refusals,
    visit::Visit,
};
use app::{AppError, changes, organisations, people};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::{
    ids::RoleId,
    registration::{PersonAnswer, Step},
};

/// What the form is for.
#[derive(Clone)]
enum What {
    Contact,
    Signatory,
    /// Somebody who is a contact person, by their address.
    Known(String),
}

#[derive(Template)]
#[template(path = "pages/people/invite.html")]
pub(super) struct View {
    page: Frame,
    t: &'static Texts,
    questions: Questions,
    organisation: String,
    notice: Option<Notice>,
    lead: String,
    action: String,
    buttons: Buttons,
}

fn view(
    mut page: Frame,
    again: &Again<'_>,
    organisation: &str,
    what: &What,
    (person, problems): (&PersonAnswer, &[domain::registration::Problem]),
) -> View {
    let t = Texts::of(page.lang);
    let (title, lead, send) = match what {
        What::Contact => (t.invite_contact, t.invite_contact_lead.to_owned(), t.invite_send),
        What::Signatory => (t.propose, t.propose_lead.to_owned(), t.propose_send),
        What::Known(email) => (t.change_title, t.change_lead(email), t.change_send),
    };
    title.clone_into(&mut page.title);
    page.failed = !problems.is_empty();
    View {
        t,
        questions: again.one(person, problems, matches!(what, What::Known(_))),
        organisation: organisation.to_owned(),
        notice: None,
        lead,
        action: page.path.clone(),
        buttons: Buttons::new([Button::submit(send), Button::link(t.cancel, PATH).subtle()]),
        page,
    }
}

/// The page again, with what is wrong.
fn refused(mut view: View, error: AppError) -> Page {
    let lang = view.page.lang;
    let status = match error {
        AppError::Problems(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Change(refusal) => {
            view.notice = Some(Notice::failed(refusals::change(refusal, lang)).announced());
            StatusCode::CONFLICT
        }
        AppError::Stale => {
            view.notice = Some(Notice::warning(Texts::of(lang).stale).announced());
            StatusCode::CONFLICT
        }
        other => return Err(other.into()),
    };
    Ok((status, Html(view.render()?)).into_response())
}

/// The form of a part: for contact persons or for signatories.
async fn material(portal: &Portal, visit: &Visit, code: &str) -> Result<(Material, What, String), PageError> {
    let shown = organisations::own(&portal.app, &visit.actor()).await?;
    let step = Step::parse(code).filter(|step| changes::applicant(&shown.organisation).steps().contains(step));
    let what = match step {
        Some(Step::Contacts) => What::Contact,
        Some(Step::Signatories) => What::Signatory,
        _ => return Err(PageError::NotFound),
    };
    let step = if matches!(what, What::Contact) { Step::Contacts } else { Step::Signatories };
    let material = Material::load(&portal.app, &shown, step, visit.lang()).await?;
    Ok((material, what, shown.organisation.name))
}

pub(super) async fn show(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Page {
    let (material, what, name) = material(&portal, &visit, &code).await?;
    let blank = PersonAnswer::default();
    let view = view(visit.page(""), &material.again(), &name, &what, (&blank, &[]));
    Ok(Html(view.render()?).into_response())
}

pub(super) async fn send(
    State(portal): State<Portal>,
    visit: Visit,
    Path(code): Path<String>,
    Checked(pairs): Checked<Pairs>,
) -> Page {
    let (material, what, name) = material(&portal, &visit, &code).await?;
    let person = material.again().read_one(&pairs);
    let (app, actor) = (&portal.app, visit.actor());
    let (done, flash) = match what {
        What::Signatory => (people::nominate(app, &actor, &person, visit.language()).await.map(drop), Flash::Proposed),
        _ => (people::invite_contact(app, &actor, &person, visit.language()).await, Flash::ContactInvited),
    };
    let Err(error) = done else { return Ok(portal.go_and_say(PATH, flash)) };
    let problems = if let AppError::Problems(problems) = &error { problems.clone() } else { Vec::new() };
    refused(view(visit.page(""), &material.again(), &name, &what, (&person, &problems)), error)
}

/// The form of somebody who is a contact person.
async fn known(
    portal: &Portal,
    visit: &Visit,
    text: &str,
) -> Result<(Material, What, PersonAnswer, String), PageError> {
    let id: RoleId = text.parse().map_err(|_| PageError::NotFound)?;
    let (member, _) = people::contact_now(&portal.app, &visit.actor(), id).await?;
    let shown = organisations::own(&portal.app, &visit.actor()).await?;
    let material = Material::load(&portal.app, &shown, Step::Contacts, visit.lang()).await?;
    let person = PersonAnswer {
        name: member.person.name.clone(),
        email: member.person.email.clone(),
        phone: member.person.phone.unwrap_or_default(),
        function: member.function.unwrap_or_default(),
        works_at: member.works_at.unwrap_or_default(),
        ..PersonAnswer::default()
    };
    Ok((material, What::Known(member.person.email), person, shown.organisation.name))
}

pub(super) async fn show_change(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>) -> Page {
    let (material, what, person, name) = known(&portal, &visit, &text).await?;
    let view = view(visit.page(""), &material.again(), &name, &what, (&person, &[]));
    Ok(Html(view.render()?).into_response())
}

pub(super) async fn change(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(pairs): Checked<Pairs>,
) -> Page {
    let (material, what, _, name) = known(&portal, &visit, &text).await?;
    let id: RoleId = text.parse().map_err(|_| PageError::NotFound)?;
    let person = material.again().read_one(&pairs);
    let Err(error) = people::change_contact(&portal.app, &visit.actor(), id, &person).await else {
        return Ok(portal.go_and_say(PATH, Flash::PersonChanged));
    };
    let problems = if let AppError::Problems(problems) = &error { problems.clone() } else { Vec::new() };
    refused(view(visit.page(""), &material.again(), &name, &what, (&person, &problems)), error)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{lang::Lang, samples};
    use domain::{
        party::OrganisationKind,
        registration::{Complaint, Problem},
    };

    #[test]
    fn every_form_renders_in_both_languages_and_says_what_is_wrong() {
        for lang in Lang::ALL {
            for kind in OrganisationKind::ALL {
                for what in [What::Contact, What::Signatory, What::Known("kim@x.example".into())] {
                    let shown = app::organisations::Shown {
                        organisation: samples::organisation(*kind),
                        members: Vec::new(),
                        coverage: Vec::new(),
                        area: Vec::new(),
                        agreements: Vec::new(),
                        history: Vec::new(),
                    };
                    let step = if matches!(what, What::Signatory) { Step::Signatories } else { Step::Contacts };
                    let material = Material::plain(&shown, step, lang);
                    let field = if step == Step::Contacts { "contacts-0-name" } else { "signatories-0-name" };
                    let problem = Problem { field: field.into(), complaint: Complaint::PersonTwice };
                    let person = PersonAnswer { name: "Bo <b>".into(), ..PersonAnswer::default() };
                    let page = Frame::new(lang, "", "token", "/organisatie/mensen/x");
                    let view = view(page, &material.again(), "Wonen <b>", &what, (&person, &[problem]));
                    let html = view.render().expect("renders");
                    let asks = html.contains("-0-email\"");
                    assert_eq!(asks, !matches!(what, What::Known(_)), "an address that is known is not asked");
                    assert!(html.contains("Bo &#60;b&#62;") && html.matches("<h1").count() == 1);
                    assert!(html.contains(lang.pick("heeft deze rol al", "has this role already")));
                }
            }
        }
    }
}
