//! The page on which an organisation stops taking part, for contact persons and administrators.

use super::Texts;
use crate::{
    error::PageError,
    form::{self, Pairs, value},
    lang::Lang,
    layout::Page as Frame,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, TextArea, TextField},
    refusals,
};
use app::AppError;
use askama::Template;
use domain::{change::Refusal, registration::Complaint, values::Wrong};
use jiff::civil::Date;

/// What was typed and what is wrong with it.
#[derive(Default)]
pub(in crate::pages) struct EndView {
    organisation: String,
    action: String,
    back: String,
    day: String,
    /// Why.
    pub(in crate::pages) reason: String,
    errors: FormErrors,
    notice: Option<Notice>,
}

impl EndView {
    pub(in crate::pages) fn new(organisation: &str, action: &str, back: &str) -> Self {
        Self {
            organisation: organisation.to_owned(),
            action: action.to_owned(),
            back: back.to_owned(),
            ..Self::default()
        }
    }

    /// Puts what is wrong next to its field.
    pub(in crate::pages) fn wrong(&mut self, error: AppError, lang: Lang) -> Result<(), PageError> {
        let t = Texts::of(lang);
        match error {
            AppError::Problems(problems) => {
                for problem in problems {
                    let sentence = match problem.complaint {
                        Complaint::Value(Wrong::TooLong(most)) => t.reason_long(most),
                        Complaint::Value(Wrong::Missing) => t.reason_missing.to_owned(),
                        _ => t.reason_characters.to_owned(),
                    };
                    self.errors.add("reason", sentence);
                }
            }
            AppError::Change(refusal @ (Refusal::DayPast | Refusal::DayFar)) => {
                self.errors.add("dag", refusals::change(refusal, lang));
            }
            AppError::Change(refusal) => {
                self.notice = Some(Notice::failed(refusals::change(refusal, lang)).announced());
            }
            other => return Err(other.into()),
        }
        Ok(())
    }
}

/// Reads what was typed; `None` and an error next to the field when the day is none.
pub(in crate::pages) fn read_end(view: &mut EndView, pairs: &Pairs, lang: Lang) -> Option<Date> {
    value(pairs, "dag").clone_into(&mut view.day);
    value(pairs, "reason").clone_into(&mut view.reason);
    let day = form::date(&view.day);
    if day.is_none() {
        view.errors.add("dag", Texts::of(lang).day_form);
    }
    day
}

#[derive(Template)]
#[template(path = "pages/changes/end.html")]
pub(in crate::pages) struct View<'a> {
    page: Frame,
    t: &'static Texts,
    view: &'a EndView,
    errors: ErrorSummary,
    day: TextField,
    reason: TextArea,
    buttons: Buttons,
}

/// The page.
pub(in crate::pages) fn end_view(mut page: Frame, view: &EndView) -> View<'_> {
    let lang = page.lang;
    let t = Texts::of(lang);
    t.end_title.clone_into(&mut page.title);
    page.failed = !view.errors.is_empty();
    View {
        t,
        errors: view.errors.summary(lang),
        day: TextField::new("dag", t.end_day)
            .hint(t.end_day_hint)
            .date()
            .value(&view.day)
            .error(view.errors.get("dag")),
        reason: TextArea::new("reason", t.end_reason)
            .hint(t.end_reason_hint)
            .rows(4)
            .max_length(2_000)
            .value(&view.reason)
            .error(view.errors.get("reason")),
        buttons: Buttons::new([
            Button::submit(t.end_send).danger(),
            Button::link(t.cancel, view.back.clone()).subtle(),
        ]),
        view,
        page,
    }
}
