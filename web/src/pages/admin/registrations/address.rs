//! Mending the mail address of a registrant, also of one who never got the mail to confirm it.

use super::{
    super::{html_with, id},
    QUEUE, acts, complaints, path, stage_tag,
    texts::Texts,
};
use crate::{
    Portal,
    flash::Flash,
    form::{Checked, Pairs, value},
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, SummaryList, TextField},
    visit::Visit,
    words,
};
use app::{
    App, AppError,
    registrations::{self, Registration},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::registration::Stage;

#[derive(Template)]
#[template(path = "pages/admin/registrations/address.html")]
struct AddressPage {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    notice: Option<Notice>,
    back: String,
    name: String,
    lead: &'static str,
    facts: SummaryList,
    action: String,
    version: i64,
    field: TextField,
    buttons: Buttons,
}

pub(super) async fn show(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    let registration = registrations::addressed(&app, &visit.actor(), id(&text)?).await?;
    let typed = registration.email.clone();
    html_with(StatusCode::OK, &made(visit.page(""), &registration, typed, &FormErrors::default(), None))
}

pub(super) async fn save(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let (id, version) = acts::target(&text, &form)?;
    let typed = value(&form, "registrant_email");
    let (errors, notice, status) =
        match registrations::mend_address(&portal.app, &visit.actor(), id, version, typed).await {
            Ok(true) => return Ok(portal.go_and_say(QUEUE, Flash::Readdressed)),
            Ok(false) => return Ok(portal.go_and_say(QUEUE, Flash::Unchanged)),
            Err(AppError::Problems(problems)) => {
                (complaints::errors(&problems, visit.lang()), None, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Err(AppError::Stale) => {
                let notice = Notice::warning(Texts::of(visit.lang()).address_changed).announced();
                (FormErrors::default(), Some(notice), StatusCode::CONFLICT)
            }
            Err(other) => return Err(other.into()),
        };
    let registration = registrations::addressed(&portal.app, &visit.actor(), id).await?;
    html_with(status, &made(visit.page(""), &registration, typed.to_owned(), &errors, notice))
}

fn made(
    mut page: Frame,
    registration: &Registration,
    typed: String,
    errors: &FormErrors,
    notice: Option<Notice>,
) -> AddressPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    page.title = format!("{}: {}", t.address, registration.name);
    page.failed = !errors.is_empty();
    let back = if registration.stage.is_open() { path(registration.id) } else { QUEUE.to_owned() };
    let facts = SummaryList::new(lang)
        .row(t.kind, words::applicant(registration.applicant, lang))
        .row_part(t.stage, &stage_tag(registration.stage, lang))
        .row(t.registrant, registration.answers.registrant_name.clone())
        .row(t.address_now, registration.email.clone());
    AddressPage {
        t,
        errors: errors.summary(lang),
        notice,
        name: registration.name.clone(),
        lead: match registration.stage {
            Stage::Questioned => t.address_lead_questioned,
            Stage::Confirmed => t.address_lead_confirmed,
            _ => t.address_lead,
        },
        facts,
        action: format!("{}/adres", path(registration.id)),
        version: registration.version,
        // Somebody else's address: the browser must not fill in the administrator's own.
        field: TextField::new("registrant_email", t.address_field)
            .autocomplete("off")
            .email()
            .value(typed)
            .error(errors.get("registrant_email")),
        buttons: Buttons::new([Button::submit(t.address_save), Button::link(t.address_cancel, &back).subtle()]),
        back,
        page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, pages::admin::registrations::tests::summary};

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            for stage in [Stage::Submitted, Stage::Confirmed, Stage::Questioned] {
                let registration = summary(stage).registration;
                let mut errors = FormErrors::default();
                errors.add("registrant_email", "<wrong>");
                let page = made(Frame::new(lang, "t", "token", "/"), &registration, "a@b".into(), &errors, None);
                let html = page.render().expect("the page renders");
                assert!(html.contains("&#60;wrong&#62;") && html.contains("value=\"a@b\"") && !html.contains("style="));
                assert!(html.contains("/adres\"") && html.contains("sem@<wbr>wonen.<wbr>example"));
            }
        }
    }
}
