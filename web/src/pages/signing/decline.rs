//! Declining to sign, with a reason.

use super::{PATH, gone, slot_of, texts::Texts, waiting::with};
use crate::{
    Portal,
    flash::Flash,
    form::Checked,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, TextArea},
    visit::Visit,
};
use app::{
    App, AppError,
    signing_rounds::{self, Waiting},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::{
    agreement::{Reason, StateKind},
    ids::SlotId,
    values::Wrong,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/signing/decline.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    action: String,
    document: String,
    read: String,
    lead: String,
    signed: Option<Notice>,
    reason: TextArea,
    buttons: Buttons,
}

fn view(mut page: Frame, waiting: &Waiting, typed: &str, error: Option<&str>) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let mut errors = FormErrors::default();
    if let Some(error) = error {
        errors.add("reason", error);
    }
    page.failed = error.is_some();
    View {
        t,
        errors: errors.summary(lang),
        action: format!("{PATH}/{}/afwijzen", waiting.slot),
        document: format!("{PATH}/{}/document", waiting.slot),
        read: t.read_detail(&waiting.number),
        lead: t.decline_lead(&waiting.number, &with(waiting, lang), &waiting.organisation_name),
        signed: (waiting.state == StateKind::PartlySigned).then(|| Notice::warning(t.decline_signed)),
        reason: TextArea::new("reason", t.reason)
            .hint(t.reason_hint)
            .value(typed)
            .error(errors.get("reason"))
            .max_length(Reason::MAX),
        buttons: Buttons::new([Button::submit(t.decline_button).danger(), Button::link(t.back, PATH).subtle()]),
        page,
    }
}

async fn found(app: &App, visit: &Visit, slot: SlotId) -> Page<Waiting> {
    match signing_rounds::one(app, &visit.actor(), slot).await {
        Ok(waiting) => Ok(waiting),
        Err(AppError::NotFound) => Err(gone(app, visit, slot).await),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn page(State(app): State<App>, visit: Visit, Path(slot): Path<String>) -> Page {
    let waiting = found(&app, &visit, slot_of(&slot)?).await?;
    let frame = visit.page(Texts::of(visit.lang()).decline_title);
    Ok(Html(view(frame, &waiting, "", None).render()?).into_response())
}

#[derive(Deserialize)]
pub(super) struct DeclineForm {
    #[serde(default)]
    reason: String,
}

pub(super) async fn decline(
    State(portal): State<Portal>,
    visit: Visit,
    Path(slot): Path<String>,
    Checked(form): Checked<DeclineForm>,
) -> Page {
    let t = Texts::of(visit.lang());
    let slot = slot_of(&slot)?;
    let reason = match Reason::parse(&form.reason) {
        Ok(reason) => reason,
        Err(wrong) => {
            let waiting = found(&portal.app, &visit, slot).await?;
            let error = match wrong {
                Wrong::Missing | Wrong::Form => t.reason_missing,
                Wrong::TooLong(_) => t.reason_long,
                Wrong::ControlCharacters => t.reason_characters,
            };
            let view = view(visit.page(t.decline_title), &waiting, &form.reason, Some(error));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(view.render()?)).into_response());
        }
    };
    match signing_rounds::decline(&portal.app, &visit.actor(), slot, reason).await {
        Ok(()) => Ok(portal.go_and_say(PATH, Flash::Declined)),
        Err(AppError::NotFound) => Err(gone(&portal.app, &visit, slot).await),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};
    use crate::lang::Lang;

    #[test]
    fn it_says_who_reads_the_reason_in_both_languages() {
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            let mut waiting = samples::line(1).waiting;
            let page = || Frame::new(lang, t.decline_title, "token", "/tekenen");
            let html = view(page(), &waiting, "", None).render().expect("it renders");
            assert!(html.contains(t.reason_hint) && !html.contains(t.decline_signed) && !html.contains("style="));
            waiting.state = StateKind::PartlySigned;
            let html = view(page(), &waiting, "<b>", Some(t.reason_missing)).render().expect("it renders");
            assert!(html.contains(t.decline_signed) && html.contains("&#60;b&#62;"));
            assert_eq!(html.matches(t.reason_missing).count(), 2, "on top and next to the field");
        }
    }
}
