//! The form of one change, for contact persons and administrators.

use super::Texts;
use crate::{
    error::PageError,
    form::{Pairs, value},
    lang::Lang,
    layout::Page as Frame,
    pages::{
        Page,
        register::again::{Again, Questions},
    },
    parts::{Button, Buttons, Notice},
    refusals,
};
use app::{
    App, AppError, changes,
    organisations::Shown,
    registrations,
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::{
    change::Kind,
    municipality::MunicipalityCode,
    registration::{Answers, Applicant, Problem, Step},
};
use jiff::civil::Date;

/// What the questions are made from, and what stands there now.
pub(in crate::pages) struct Material {
    lang: Lang,
    applicant: Applicant,
    step: Step,
    sectors: Vec<Sector>,
    executors: Vec<String>,
    gone: Vec<MunicipalityCode>,
    today: Date,
    /// What stands there now.
    pub(in crate::pages) answers: Answers,
}

impl Material {
    pub(in crate::pages) async fn load(app: &App, shown: &Shown, step: Step, lang: Lang) -> Result<Self, PageError> {
        let today = app.today();
        Ok(Self {
            lang,
            applicant: changes::applicant(&shown.organisation),
            step,
            sectors: sectors::all(app).await?,
            executors: registrations::executor_names(app).await?,
            gone: changes::gone(app).await?,
            today,
            answers: changes::answers_now(shown, today),
        })
    }

    /// With nothing looked up, for tests.
    #[cfg(test)]
    pub(in crate::pages) fn plain(shown: &Shown, step: Step, lang: Lang) -> Self {
        let today = jiff::civil::date(2026, 11, 24);
        Self {
            lang,
            applicant: changes::applicant(&shown.organisation),
            step,
            sectors: Vec::new(),
            executors: Vec::new(),
            gone: Vec::new(),
            today,
            answers: changes::answers_now(shown, today),
        }
    }

    pub(in crate::pages) fn again(&self) -> Again<'_> {
        Again {
            lang: self.lang,
            applicant: self.applicant,
            step: self.step,
            sectors: &self.sectors,
            executors: &self.executors,
            today: self.today,
            gone: &self.gone,
        }
    }

    /// The same in another language.
    pub(in crate::pages) fn in_language(&self, lang: Lang) -> Again<'_> {
        Again { lang, ..self.again() }
    }

    /// What was filled in, and whether it is to be sent.
    pub(in crate::pages) fn read(&self, pairs: &Pairs) -> (Answers, bool) {
        self.again().read(&self.answers, pairs)
    }
}

/// Whether a button asked for one more empty field.
pub(in crate::pages) fn adds(pairs: &Pairs) -> bool {
    value(pairs, "actie") == "toevoegen"
}

/// Around the questions.
#[derive(Default)]
pub(in crate::pages) struct FormView {
    /// What changes; `None`: the contact persons.
    pub(in crate::pages) kind: Option<Kind>,
    pub(in crate::pages) organisation: String,
    pub(in crate::pages) action: String,
    pub(in crate::pages) back: String,
    /// The version of the change that is corrected.
    pub(in crate::pages) version: Option<i64>,
    /// Whether the administrator fills it in.
    pub(in crate::pages) administrator: bool,
    pub(in crate::pages) one_more: bool,
    pub(in crate::pages) notice: Option<Notice>,
}

impl FormView {
    pub(in crate::pages) fn of(shown: &Shown) -> Self {
        Self { organisation: shown.organisation.name.clone(), ..Self::default() }
    }
}

#[derive(Template)]
#[template(path = "pages/changes/form.html")]
pub(in crate::pages) struct View<'a> {
    page: Frame,
    t: &'static Texts,
    questions: Questions,
    view: &'a FormView,
    lead: &'static str,
    send: &'static str,
    buttons: Buttons,
}

/// The page with the questions.
pub(in crate::pages) fn form_view<'a>(
    mut page: Frame,
    material: &Material,
    view: &'a FormView,
    answers: &Answers,
    problems: &[Problem],
) -> View<'a> {
    let t = Texts::of(page.lang);
    let questions = material.again().questions(answers, problems, view.one_more);
    questions.title.clone_into(&mut page.title);
    page.failed = !problems.is_empty();
    let (lead, send) = match (view.kind, view.version) {
        (_, Some(_)) => (t.correct_lead, t.correct_send),
        (None, None) => (t.contacts_lead, t.contacts_send),
        (Some(_), None) if view.administrator => (t.direct_lead, t.direct_send),
        (Some(_), None) => (t.ask_lead, t.ask_send),
    };
    let send_button = Button::submit(send).named("actie", "verder");
    let buttons = Buttons::new([send_button, Button::link(t.cancel, view.back.clone()).subtle()]);
    View { t, questions, view, lead, send, buttons, page }
}

/// The page again, with what is wrong.
pub(in crate::pages) fn refused(
    page: Frame,
    material: &Material,
    mut view: FormView,
    answers: &Answers,
    error: AppError,
) -> Page {
    let (status, problems) = match error {
        AppError::Problems(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        AppError::Change(refusal) => {
            view.notice = Some(Notice::failed(refusals::change(refusal, page.lang)).announced());
            (StatusCode::CONFLICT, Vec::new())
        }
        AppError::Stale => {
            view.notice = Some(Notice::warning(Texts::of(page.lang).stale).announced());
            (StatusCode::CONFLICT, Vec::new())
        }
        other => return Err(other.into()),
    };
    let html = form_view(page, material, &view, answers, &problems).render()?;
    Ok((status, Html(html)).into_response())
}
