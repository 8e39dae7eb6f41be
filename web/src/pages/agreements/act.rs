//! The acts on one agreement. Whoever comes second, or clicks twice, sees how it stands; nothing is done twice.

use super::{
    act_texts::Texts,
    show::{self, Typed},
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
    refusals,
    visit::Visit,
    words,
};
use app::{
    AppError,
    agreements::{
        self, Shown,
        moves::{self, Step},
    },
    onboarding,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::Actor,
    agreement::{Refusal, State as Standing, StateKind},
    audit::{Doer, Event},
    ids::AgreementId,
};
use jiff::civil::Date;

/// A form without fields.
pub(super) async fn simple(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
    step: Step,
) -> Page {
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    let done = moves::step(&portal.app, &visit.actor(), id, Some(version(&form)?), step.clone()).await;
    answer(&portal, &visit, id, &step, done, Typed::default()).await
}

/// Holding, until a day or until further notice.
pub(super) async fn hold(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    let version = version(&form)?;
    let mut typed = Typed { until: value(&form, "tot").to_owned(), ..Typed::default() };
    let text = typed.until.clone();
    let Ok(until) = typed.day("tot", &text, visit.lang()) else {
        return show::again(&portal.app, &visit, id, &typed).await;
    };
    let step = Step::Hold(until);
    let done = moves::step(&portal.app, &visit.actor(), id, Some(version), step.clone()).await;
    answer(&portal, &visit, id, &step, done, typed).await
}

/// Saying that the own side is ready to start, or not yet, and from which day on.
pub(super) async fn start(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    let lang = visit.lang();
    let mut typed = Typed { start: value(&form, "start").to_owned(), ..Typed::default() };
    let text = typed.start.clone();
    let Ok(day) = typed.day("start", &text, lang) else {
        return show::again(&portal.app, &visit, id, &typed).await;
    };
    let ready = value(&form, "gereed") == "ja";
    match onboarding::say(&portal.app, &visit.actor(), id, ready, day).await {
        Ok(()) => Ok(portal.go_and_say(&path(id), Flash::OnboardingSaid)),
        Err(AppError::Refused(refusal)) => {
            typed.status = StatusCode::CONFLICT;
            typed.notice = Some(Notice::failed(refusals::sentence(&refusal, lang)).announced());
            show::again(&portal.app, &visit, id, &typed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Putting a fresh agreement in the place of a signed one.
pub(super) async fn replace(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    match moves::replace(&portal.app, &visit.actor(), id, Some(version(&form)?)).await {
        Ok(newer) => Ok(portal.go_and_say(&path(newer), Flash::AgreementReplaced)),
        Err(AppError::Refused(refusal)) => {
            let notice = Notice::failed(refusals::sentence(&refusal, visit.lang())).announced();
            let typed = Typed { status: StatusCode::CONFLICT, notice: Some(notice), ..Typed::default() };
            show::again(&portal.app, &visit, id, &typed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A day was typed that is none; the page says so next to the field.
struct NoDay;

impl Typed {
    /// A day that may be left out.
    fn day(&mut self, field: &'static str, text: &str, lang: Lang) -> Result<Option<Date>, NoDay> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        form::date(text.trim()).map(Some).ok_or_else(|| {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
            self.errors.add(field, Texts::of(lang).date_form);
            NoDay
        })
    }
}

/// The version that the page showed.
pub(super) fn version(form: &Pairs) -> Result<i64, PageError> {
    value(form, "version").parse().map_err(|_| PageError::BadForm)
}

/// The page of an agreement.
pub(super) fn path(id: AgreementId) -> String {
    format!("/overeenkomsten/{id}")
}

/// What is told after it was done.
pub(super) const fn flash(step: &Step) -> Flash {
    match step {
        Step::Release => Flash::AgreementReleased,
        Step::Hold(_) => Flash::AgreementHeld,
        Step::TakeBack => Flash::AgreementTakenBack,
        Step::PrepareAgain => Flash::AgreementPreparedAgain,
        Step::LetBe => Flash::AgreementLetBe,
        Step::Defer => Flash::AgreementDeferred,
        Step::Resume => Flash::AgreementResumed,
        Step::Terminate(_) => Flash::AgreementTerminated,
        Step::Withdraw(_) => Flash::AgreementWithdrawn,
    }
}

async fn answer(
    portal: &Portal,
    visit: &Visit,
    id: AgreementId,
    step: &Step,
    done: Result<(), AppError>,
    mut typed: Typed,
) -> Page {
    let lang = visit.lang();
    let error = match done {
        Ok(()) => return Ok(portal.go_and_say(&path(id), flash(step))),
        Err(error) => error,
    };
    if let AppError::Refused(refusal @ Refusal::HoldNotAhead(_)) = &error {
        typed.status = StatusCode::UNPROCESSABLE_ENTITY;
        typed.errors.add("tot", refusals::sentence(refusal, lang));
        return show::again(&portal.app, visit, id, &typed).await;
    }
    let Some(notice) = late(portal, visit, id, step, &error).await? else {
        return Ok(portal.go_and_say(&path(id), flash(step)));
    };
    typed.status = StatusCode::CONFLICT;
    typed.notice = Some(notice);
    show::again(&portal.app, visit, id, &typed).await
}

/// What to say to somebody who came late; `None` when this person did the very same a moment ago: a second click.
pub(super) async fn late(
    portal: &Portal,
    visit: &Visit,
    id: AgreementId,
    step: &Step,
    error: &AppError,
) -> Result<Option<Notice>, PageError> {
    let lang = visit.lang();
    let t = Texts::of(lang);
    let refusal = match error {
        AppError::Stale => None,
        AppError::Refused(refusal) => Some(*refusal),
        AppError::NotFound => return Err(PageError::NotFound),
        AppError::NotAllowed(answer) => return Err(AppError::NotAllowed(*answer).into()),
        _ => return Err(PageError::Broken(error.to_string().into())),
    };
    let shown = agreements::show(&portal.app, &visit.actor(), id).await?;
    if did_it(&shown, step, &visit.actor()) {
        return Ok(None);
    }
    let notice = match refusal {
        Some(refusal) => Notice::failed(refusals::sentence(&refusal, lang)).heading(t.not_now),
        None => Notice::warning(t.changed).heading(t.changed_title),
    };
    Ok(Some(match last_change(&shown, lang) {
        Some(change) => notice.item(change).announced(),
        None => notice.announced(),
    }))
}

fn last_change(shown: &Shown, lang: Lang) -> Option<String> {
    let line = shown.history.last()?;
    let what = history::sentence(line, lang);
    Some(Texts::of(lang).last_change(&what, &history::doer(line, lang), &words::moment(line.at, lang)))
}

/// Whether the last thing that a person did here was this step, by this very person, and it still holds.
fn did_it(shown: &Shown, step: &Step, actor: &Actor) -> bool {
    let state = &shown.kept.parts.state;
    let Some(last) = shown.history.iter().rev().find(|line| matches!(line.doer, Doer::Person(_))) else {
        return false;
    };
    if !matches!(last.doer, Doer::Person(by) if actor.person() == Some(by)) {
        return false;
    }
    let came_to = |kind: StateKind| {
        state.kind() == kind && matches!(&last.event, Event::AgreementMoved { to, .. } if to == kind.as_str())
    };
    match step {
        Step::Release => came_to(StateKind::Released),
        Step::Hold(day) => came_to(StateKind::OnHold) && *state == Standing::OnHold { until: *day },
        Step::TakeBack | Step::PrepareAgain => came_to(StateKind::Prepared),
        Step::LetBe => last.event == Event::FactsLetBe,
        Step::Defer => last.event == Event::AgreementDeferred,
        Step::Resume => last.event == Event::AgreementResumed,
        Step::Terminate(day) => {
            came_to(StateKind::Terminated) && matches!(state, Standing::Terminated { end, .. } if end == day)
        }
        Step::Withdraw(_) => came_to(StateKind::Withdrawn),
    }
}
