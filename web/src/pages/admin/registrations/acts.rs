//! Accept, ask, refuse. Whoever comes second sees what was decided, by whom and when; nothing is
//! done twice and nothing half.

use super::{
    super::id,
    complaints, path,
    review::{self, Typed},
    review_texts::Texts,
    standing,
};
use crate::{
    Portal,
    error::PageError,
    flash::Flash,
    form::{self, Checked, Pairs, value},
    history,
    lang::Lang,
    pages::Page,
    parts::Notice,
    visit::Visit,
    words,
};
use app::{
    AppError,
    registrations::{self, Review},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    audit::Doer,
    ids::RegistrationId,
    registration::{Complaint, Problem, Stage},
    values::Wrong,
};

/// What the administrator wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Accept,
    Question,
    Refuse,
}

impl Act {
    const fn flash(self) -> Flash {
        match self {
            Self::Accept => Flash::Accepted,
            Self::Question => Flash::Questioned,
            Self::Refuse => Flash::Refused,
        }
    }
}

/// Which registration an act is about, and the version that the administrator had before their eyes.
pub(super) fn target(text: &str, form: &Pairs) -> Result<(RegistrationId, i64), PageError> {
    Ok((id(text)?, value(form, "version").parse().map_err(|_| PageError::BadForm)?))
}

pub(super) async fn accept(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let (id, version) = target(&text, &form)?;
    let typed = Typed { hand_over: value(&form, "hand_over").to_owned(), ..Typed::default() };
    let hand_over = match typed.hand_over.as_str() {
        "" => None,
        date => match form::date(date) {
            Some(date) => Some(date),
            None => {
                return wrong(&portal, &visit, id, typed, "hand_over", Texts::of(visit.lang()).hand_over_form).await;
            }
        },
    };
    let done = registrations::accept(&portal.app, &visit.actor(), id, version, hand_over).await.map(drop);
    answer(&portal, &visit, id, Act::Accept, done, typed).await
}

pub(super) async fn question(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let (id, version) = target(&text, &form)?;
    let typed = Typed { question: value(&form, "question").to_owned(), ..Typed::default() };
    let done = registrations::question(&portal.app, &visit.actor(), id, version, &typed.question).await;
    answer(&portal, &visit, id, Act::Question, done, typed).await
}

pub(super) async fn refuse(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let (id, version) = target(&text, &form)?;
    let typed = Typed { reason: value(&form, "reason").to_owned(), ..Typed::default() };
    let done = registrations::refuse(&portal.app, &visit.actor(), id, version, &typed.reason).await;
    answer(&portal, &visit, id, Act::Refuse, done, typed).await
}

async fn answer(
    portal: &Portal,
    visit: &Visit,
    id: RegistrationId,
    act: Act,
    done: Result<(), AppError>,
    mut typed: Typed,
) -> Page {
    let lang = visit.lang();
    let t = Texts::of(lang);
    match done {
        Ok(()) => Ok(portal.go_and_say(&path(id), act.flash())),
        Err(AppError::NeedsHandOver) => wrong(portal, visit, id, typed, "hand_over", t.hand_over_missing).await,
        Err(AppError::HandOverDate) => wrong(portal, visit, id, typed, "hand_over", t.hand_over_wrong).await,
        Err(AppError::Problems(problems)) => {
            typed.status = StatusCode::UNPROCESSABLE_ENTITY;
            for problem in problems.iter().filter(|problem| matches!(problem.field.as_str(), "question" | "reason")) {
                typed.errors.add(problem.field.clone(), words_problem(problem, lang));
            }
            review::page(&portal.app, visit, id, typed).await
        }
        Err(AppError::NotNow(_) | AppError::Stale) => {
            let review = registrations::review(&portal.app, &visit.actor(), id).await?;
            if repeated(&review, visit, act, &typed.question) {
                return Ok(portal.go_and_say(&path(id), act.flash()));
            }
            typed.status = StatusCode::CONFLICT;
            typed.notice = Some(conflict(&review, lang));
            review::page(&portal.app, visit, id, typed).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn wrong(
    portal: &Portal,
    visit: &Visit,
    id: RegistrationId,
    mut typed: Typed,
    field: &str,
    message: &str,
) -> Page {
    typed.status = StatusCode::UNPROCESSABLE_ENTITY;
    typed.errors.add(field, message);
    review::page(&portal.app, visit, id, typed).await
}

fn words_problem(problem: &Problem, lang: Lang) -> String {
    let t = Texts::of(lang);
    match problem.complaint {
        Complaint::Value(Wrong::Missing) if problem.field == "question" => t.question_missing.to_owned(),
        Complaint::Value(Wrong::Missing) => t.reason_missing.to_owned(),
        Complaint::Value(Wrong::TooLong(most)) => t.too_long(most),
        Complaint::Value(Wrong::ControlCharacters) => t.control.to_owned(),
        _ => complaints::sentence(problem, lang),
    }
}

/// Whether this is the second click of the same administrator on the same button.
fn repeated(review: &Review, visit: &Visit, act: Act, question: &str) -> bool {
    let me = visit.actor().person();
    let registration = &review.summary.registration;
    let asked = review.history.last().is_some_and(|line| me.is_some_and(|me| line.doer == Doer::Person(me)));
    match (act, registration.stage) {
        (Act::Accept, Stage::Accepted) | (Act::Refuse, Stage::Refused) => registration.decided_by == me,
        (Act::Question, Stage::Questioned) => {
            let same = |kept: &str| kept.split_whitespace().eq(question.split_whitespace());
            asked && registration.question.as_deref().is_some_and(same)
        }
        _ => false,
    }
}

/// What happened before this click, calmly.
pub(super) fn conflict(review: &Review, lang: Lang) -> Notice {
    let t = Texts::of(lang);
    if let Some(decision) = standing::decision(review, lang) {
        return Notice::info(t.already_text(&decision)).heading(t.already).announced();
    }
    let notice = match review.history.last() {
        Some(line) => Notice::warning(t.changed_text(
            &history::sentence(line, lang),
            &history::doer_with_name(line, lang),
            &words::moment(line.at, lang),
        )),
        None => Notice::warning(t.changed_unknown),
    };
    notice.heading(t.changed).announced()
}
