//! A proposal as another contact person sees it: what changes, what it does, and the decision.

use super::{PATH, Texts};
use crate::{
    Portal,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs, value},
    lang::Lang,
    layout::Page as Frame,
    pages::{
        Page,
        admin::{Difference, Effects, ReviewTexts, differences, effects},
        changes::stage_tag,
        register::problems::sentence,
    },
    parts::{Button, ErrorSummary, FormErrors, Notice, StateTag, SummaryList, TextArea},
    refusals,
    visit::Visit,
    words,
};
use app::{
    App, AppError,
    changes::{self, Impossible, Look},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::{
    calendar::local_date, change::Stage, ids::ChangeId, people::Refusal, registration::Complaint, values::Wrong,
};

/// What was typed, and what came of it.
#[derive(Default)]
pub(super) struct Typed {
    status: StatusCode,
    notice: Option<Notice>,
    errors: FormErrors,
    reason: String,
}

struct Decide {
    digest: Option<String>,
    agree: Button,
    reason: TextArea,
    reason_open: bool,
    turn_down: Button,
}

#[derive(Template)]
#[template(path = "pages/people/look.html")]
pub(super) struct View {
    page: Frame,
    t: &'static Texts,
    words: &'static ReviewTexts,
    errors: ErrorSummary,
    organisation: String,
    stage: StateTag,
    notices: Vec<Notice>,
    facts: SummaryList,
    differences: Vec<Difference>,
    effects: Option<Effects>,
    path: String,
    version: i64,
    decide: Option<Decide>,
    take_back: Option<(String, Button)>,
}

pub(super) fn view(mut page: Frame, look: &Look, differences: Vec<Difference>, typed: &Typed) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let review = &look.review;
    let change = &review.change;
    t.look_title.clone_into(&mut page.title);
    page.failed = !typed.errors.is_empty();
    let waits = change.stage == Stage::Asked;
    let own = look.may_agree == Err(Refusal::OwnRequest);
    let mut notices: Vec<Notice> = typed.notice.iter().cloned().collect();
    if waits {
        notices.extend(standing(look, lang));
    }
    let take_back = (waits && own).then(|| {
        (format!("/organisatie/wijzigingen/{}/intrekken", change.id), Button::submit(t.take_back).secondary())
    });
    View {
        t,
        words: ReviewTexts::of(lang),
        errors: typed.errors.summary(lang),
        organisation: review.organisation.as_ref().map(|shown| shown.organisation.name.clone()).unwrap_or_default(),
        stage: stage_tag(change.stage, lang),
        notices,
        facts: facts(look, lang),
        differences,
        effects: effects(review, lang),
        path: format!("{PATH}/aanvragen/{}", change.id),
        version: change.version,
        decide: (waits && !own).then(|| decide(look, typed, lang)),
        take_back,
        page,
    }
}

/// What stands in the way, or what should be known.
fn standing(look: &Look, lang: Lang) -> Vec<Notice> {
    let t = Texts::of(lang);
    let mut notices = Vec::new();
    match look.may_agree {
        Ok(()) => {}
        Err(Refusal::OwnRequest) => notices.push(Notice::info(t.own)),
        Err(refusal) => notices.push(Notice::warning(refusals::people(refusal, lang))),
    }
    match &look.review.preview {
        Some(Err(Impossible::Refused(refusal))) => {
            notices.push(Notice::failed(refusals::change(*refusal, lang)).heading(t.impossible));
        }
        Some(Err(Impossible::Problems(problems))) => {
            let notice = Notice::failed(t.problems).heading(t.impossible);
            notices.push(problems.iter().fold(notice, |notice, problem| notice.item(sentence(problem, lang))));
        }
        _ => {}
    }
    notices
}

fn facts(look: &Look, lang: Lang) -> SummaryList {
    let t = Texts::of(lang);
    let change = &look.review.change;
    let mut list = SummaryList::new(lang);
    // Outside the administration the role of an administrator is told, not the name.
    let members = look.review.organisation.iter().flat_map(|shown| &shown.members);
    let asker = members.into_iter().find(|member| Some(member.person.id) == change.asked_by);
    let asker = asker.map_or(t.administrator, |member| member.person.name.as_str());
    list = list.row(t.asked_by, format!("{asker}, {}", words::moment(change.asked_at, lang)));
    if let Some(at) = change.decided_at {
        list = list.row(t.decided_at, words::date(local_date(at), lang));
    }
    match &change.reason {
        Some(reason) => list.row(t.reason_row, reason.clone()),
        None => list,
    }
}

fn decide(look: &Look, typed: &Typed, lang: Lang) -> Decide {
    let t = Texts::of(lang);
    let error = typed.errors.get("reason");
    Decide {
        digest: match (&look.review.preview, look.may_agree) {
            (Some(Ok(preview)), Ok(())) => Some(preview.digest.clone()),
            _ => None,
        },
        agree: Button::submit(t.agree_button),
        reason_open: error.is_some() || !typed.reason.is_empty(),
        reason: TextArea::new("reason", t.reason).value(&typed.reason).max_length(2_000).rows(4).error(error),
        turn_down: Button::submit(t.turn_down_button).danger(),
    }
}

fn id(text: &str) -> Result<ChangeId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

async fn page(app: &App, visit: &Visit, id: ChangeId, typed: Typed) -> Page {
    let look = changes::look(app, &visit.actor(), id).await?;
    let differences = differences(app, &look.review, visit.lang()).await?;
    let status = typed.status;
    Ok((status, Html(view(visit.page(""), &look, differences, &typed).render()?)).into_response())
}

pub(super) async fn show(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    page(&app, &visit, id(&text)?, Typed::default()).await
}

/// The version that was looked at; what is none was never shown, so it has changed.
fn version(form: &Pairs) -> i64 {
    value(form, "version").parse().unwrap_or_default()
}

pub(super) async fn agree(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let id = id(&text)?;
    let done = changes::agree(&portal.app, &visit.actor(), id, version(&form), value(&form, "preview")).await;
    answer(&portal, &visit, id, done, Typed::default(), Flash::Seconded).await
}

pub(super) async fn turn_down(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let id = id(&text)?;
    let typed = Typed { reason: value(&form, "reason").to_owned(), ..Typed::default() };
    let done = changes::turn_down(&portal.app, &visit.actor(), id, version(&form), &typed.reason).await;
    answer(&portal, &visit, id, done, typed, Flash::TurnedDown).await
}

async fn answer(
    portal: &Portal,
    visit: &Visit,
    id: ChangeId,
    done: Result<(), AppError>,
    mut typed: Typed,
    flash: Flash,
) -> Page {
    let lang = visit.lang();
    let t = Texts::of(lang);
    typed.status = StatusCode::CONFLICT;
    match done {
        Ok(()) => return Ok(portal.go_and_say(PATH, flash)),
        Err(AppError::Problems(problems)) => {
            typed.status = StatusCode::UNPROCESSABLE_ENTITY;
            for problem in problems.iter().filter(|problem| problem.field == "reason") {
                let words = match problem.complaint {
                    Complaint::Value(Wrong::Missing) => t.reason_missing.to_owned(),
                    _ => sentence(problem, lang),
                };
                typed.errors.add("reason", words);
            }
        }
        Err(AppError::Change(refusal)) => {
            typed.notice = Some(Notice::warning(refusals::change(refusal, lang)).announced());
        }
        // The page says so by itself.
        Err(AppError::People(_)) => {}
        Err(AppError::Stale) => typed.notice = Some(Notice::warning(t.stale).announced()),
        Err(other) => return Err(other.into()),
    }
    page(&portal.app, visit, id, typed).await
}
