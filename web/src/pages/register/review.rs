//! The last page: everything once more with what is still missing, and sending it in.

use super::{
    admit,
    fields::{Fields, municipality_name, preselected_organ},
    form_name,
    message::standing,
    page_of,
    problems::sentence_apart,
    shown::{Section, Shown},
    texts::Texts,
};
use crate::{
    Portal,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, Notice, NoticeKind, Steps, field_id},
    visit::Visit,
};
use app::{
    AppError,
    registrations::{self, Registration},
    secret::Token,
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::registration::{Answers, Applicant, Stage, Step, check_step};
use jiff::civil::Date;

/// Something that is still missing or wrong, with the page where it is mended.
pub(super) struct ToDo {
    pub(super) text: String,
    pub(super) href: String,
}

/// The page that shows everything once more.
#[derive(Template)]
#[template(path = "pages/register/review.html")]
pub(super) struct Review {
    page: Frame,
    t: &'static Texts,
    title: &'static str,
    steps: Steps,
    notices: Vec<Notice>,
    todo: Vec<ToDo>,
    sections: Vec<Section>,
    consent: String,
    buttons: Buttons,
    action: String,
}

/// The first page of a draft with something to do, or the last page.
pub(super) fn first_to_do(portal: &Portal, draft: &Registration) -> Step {
    let today = portal.app.today();
    let mut steps = draft.applicant.steps().iter().copied().filter(|step| *step != Step::Review);
    steps.find(|step| !check_step(draft.applicant, *step, &draft.answers, today).is_empty()).unwrap_or(Step::Review)
}

/// Everything that is missing or wrong, in the order of the pages.
pub(super) fn to_do(applicant: Applicant, answers: &Answers, today: Date, lang: Lang) -> Vec<ToDo> {
    let mut todo: Vec<ToDo> = Vec::new();
    for step in applicant.steps().iter().filter(|step| **step != Step::Review) {
        let problems = check_step(applicant, *step, answers, today);
        let others = problems.iter().any(|problem| problem.field != "organ");
        for problem in problems {
            // The page comes with this one chosen; it needs no answer of its own beside the others.
            if problem.field == "organ" && others && preselected_organ(applicant).is_some() && answers.organ.is_empty()
            {
                continue;
            }
            let field = if problem.field == "sector" { "partner_kind" } else { &problem.field };
            let href = change(applicant, *step, field);
            let text = sentence_apart(&problem, lang);
            if !todo.iter().any(|known| known.href == href && known.text == text) {
                todo.push(ToDo { text, href });
            }
        }
    }
    todo
}

/// The address of a field, from where one comes back to the last page.
pub(super) fn change(applicant: Applicant, step: Step, field: &str) -> String {
    format!("{}?naar=controleren#{}", page_of(applicant, step), field_id(field))
}

impl Review {
    pub(super) fn new(mut page: Frame, draft: &Registration, sectors: &[Sector], today: Date, refused: bool) -> Self {
        let lang = page.lang;
        let (t, f) = (Texts::of(lang), Fields::of(lang));
        let applicant = draft.applicant;
        let todo = to_do(applicant, &draft.answers, today, lang);
        f.review.clone_into(&mut page.title);
        page.failed = refused;
        let steps = applicant.steps();
        let again = draft.stage == Stage::Questioned;
        let question = draft.question.as_ref();
        let question = question.map(|question| Notice::new(NoticeKind::Warning, question).heading(t.question));
        let ready = Notice::ok(if again { t.review_ready_again } else { t.review_ready });
        let notices = question.into_iter().chain(todo.is_empty().then_some(ready)).collect();
        let send = Button::submit(if again { t.send_again } else { t.send }).named("actie", "versturen");
        let back = applicant.before(Step::Review).map(|step| Button::link(t.previous, page_of(applicant, step)));
        let consent = match applicant {
            Applicant::Landlord => t.consent_self.to_owned(),
            Applicant::Municipality => {
                let the = lang.pick("de gemeente", "the municipality of");
                t.consent(&format!("{the} {}", municipality_name(&draft.name)))
            }
            _ => t.consent(&draft.name),
        };
        let ready = todo.is_empty();
        Self {
            t,
            title: f.review,
            steps: Steps::new(lang, steps.len(), steps.len()).of(form_name(applicant, lang)),
            notices,
            todo,
            sections: Shown { lang, applicant, answers: &draft.answers, sectors }.sections(),
            consent,
            buttons: Buttons::new(ready.then_some(send).into_iter().chain(back)),
            action: page_of(applicant, Step::Review),
            page,
        }
    }
}

/// `GET /aanmelden/{kind}/controleren`
pub(super) async fn page(portal: &Portal, visit: &Visit, draft: &Registration, refused: bool) -> Page {
    let sectors = sectors::all(&portal.app).await?;
    let review = Review::new(visit.page(""), draft, &sectors, portal.app.today(), refused);
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(review.render()?)).into_response())
}

/// `POST /aanmelden/{kind}/controleren`
pub(super) async fn send(portal: &Portal, visit: &Visit, token: &Token, draft: &Registration) -> Page {
    admit(portal, visit, &draft.email).await?;
    match registrations::submit(&portal.app, token).await {
        Ok(_) => Ok(portal.go("/aanmelden/verzonden")),
        Err(AppError::Problems(_)) => page(portal, visit, draft, true).await,
        // A double click: the first one sent it in.
        Err(AppError::NotNow(_) | AppError::Stale) => {
            let now = registrations::draft(&portal.app, token).await?;
            standing(portal, visit, &now.registration).page(visit)
        }
        Err(error) => Err(error.into()),
    }
}
