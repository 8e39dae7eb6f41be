//! One page of the form: show it, save it, go on.

use super::{
    admit, first_page, form_name,
    message::{Message, standing},
    own::{Own, remember},
    page::{Extra, Filled, StepPage},
    page_of,
    read::{Act, MOST_PEOPLE, fill},
    review,
    texts::Texts,
};
use crate::{
    Portal,
    error::PageError,
    form::{Checked, Pairs, value},
    pages::Page,
    parts::field_id,
    visit::Visit,
    words,
};
use app::{
    AppError,
    registrations::{self, Registration},
    secret::Token,
    sectors,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse},
};
use domain::{
    registration::{Answers, Applicant, Problem, Stage, Step, check_step},
    values::EmailAddress,
};

/// The kind and page of an address.
fn known(kind: &str, step: &str) -> Result<(Applicant, Step), PageError> {
    let applicant = Applicant::parse(kind).ok_or(PageError::NotFound)?;
    let step = Step::parse(step).filter(|step| applicant.steps().contains(step)).ok_or(PageError::NotFound)?;
    Ok((applicant, step))
}

/// `GET /aanmelden/{kind}`
pub(super) async fn begin(State(portal): State<Portal>, Path(kind): Path<String>) -> Page {
    Ok(portal.go(&first_page(Applicant::parse(&kind).ok_or(PageError::NotFound)?)))
}

/// `GET /aanmelden/{kind}/{step}`
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Path((kind, step)): Path<(String, String)>,
    Query(extra): Query<Extra>,
) -> Page {
    let (applicant, step) = known(&kind, &step)?;
    let is_first = applicant.steps()[0] == step;
    let anew = is_first && !extra.nieuw.is_empty();
    match Own::of(&portal, &headers).await? {
        Own::Open(_, draft) if !anew => {
            if draft.applicant != applicant {
                return other_kind(&portal, &visit, applicant, &draft);
            }
            if step == Step::Review {
                return review::page(&portal, &visit, &draft, false).await;
            }
            let today = portal.app.today();
            let problems =
                if extra.to_review() { check_step(applicant, step, &draft.answers, today) } else { Vec::new() };
            let place = Place { applicant, step, extra: &extra };
            Ok(questions(&portal, &visit, place, &draft.answers, &problems, Some(&draft)).await?.into_response())
        }
        Own::Closed(_, registration) if !is_first => standing(&portal, &visit, &registration).page(&visit),
        _ if is_first => {
            let place = Place { applicant, step, extra: &extra };
            Ok(questions(&portal, &visit, place, &Answers::default(), &[], None).await?.into_response())
        }
        _ => Ok(portal.go(&format!("{}?melding=kwijt", first_page(applicant)))),
    }
}

/// Which page it is.
#[derive(Clone, Copy)]
struct Place<'a> {
    applicant: Applicant,
    step: Step,
    extra: &'a Extra,
}

async fn questions(
    portal: &Portal,
    visit: &Visit,
    place: Place<'_>,
    answers: &Answers,
    problems: &[Problem],
    draft: Option<&Registration>,
) -> Page<Html<String>> {
    let sectors = sectors::all(&portal.app).await?;
    let executors = registrations::executor_names(&portal.app).await?;
    let gone = app::changes::gone(&portal.app).await?;
    let filled = Filled {
        applicant: place.applicant,
        step: place.step,
        answers,
        problems,
        question: draft.and_then(|draft| draft.question.as_deref()),
        has_draft: draft.is_some(),
        sectors: &sectors,
        executors: &executors,
        today: portal.app.today(),
        gone: &gone,
    };
    Ok(Html(StepPage::new(visit.page(""), &filled, place.extra).render()?))
}

/// This browser works on a draft of another kind: which one shall it be?
fn other_kind(portal: &Portal, visit: &Visit, wanted: Applicant, draft: &Registration) -> Page {
    let t = Texts::of(visit.lang());
    let kind = words::applicant(draft.applicant, visit.lang()).to_lowercase();
    let step = review::first_to_do(portal, draft);
    Message {
        title: t.busy,
        lead: t.busy_text(&draft.name, &kind),
        lines: &[],
        ways: vec![
            (t.busy_on.to_owned(), page_of(draft.applicant, step)),
            (t.anew(form_name(wanted, visit.lang())), format!("{}?nieuw=ja", first_page(wanted))),
        ],
    }
    .page(visit)
}

/// `POST /aanmelden/{kind}/{step}`
pub(super) async fn save(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Path((kind, step)): Path<(String, String)>,
    Checked(pairs): Checked<Pairs>,
) -> Page {
    let (applicant, step) = known(&kind, &step)?;
    let is_first = applicant.steps()[0] == step;
    let anew = is_first && !value(&pairs, "nieuw").is_empty();
    match Own::of(&portal, &headers).await? {
        Own::Open(token, draft) if !anew => {
            if draft.applicant != applicant {
                return other_kind(&portal, &visit, applicant, &draft);
            }
            if step == Step::Review {
                return review::send(&portal, &visit, &token, &draft).await;
            }
            save_page(&portal, &visit, (&token, &draft), step, &pairs).await
        }
        Own::Closed(_, registration) if !is_first => standing(&portal, &visit, &registration).page(&visit),
        _ if is_first => begin_draft(&portal, &visit, applicant, step, &pairs).await,
        _ => Ok(portal.go(&format!("{}?melding=kwijt", first_page(applicant)))),
    }
}

async fn begin_draft(portal: &Portal, visit: &Visit, applicant: Applicant, step: Step, pairs: &Pairs) -> Page {
    let mut answers = Answers::default();
    fill(&mut answers, applicant, step, pairs, &[]);
    admit(portal, visit, &answers.registrant_email).await?;
    match registrations::begin(&portal.app, applicant, answers.clone(), visit.language()).await {
        Ok(token) => {
            let act = Act::parse(value(pairs, "actie"));
            if act == Act::Keep {
                keep(portal, visit, (applicant, &answers), &token).await?;
            }
            let mut response = portal.go(&onward(act, applicant, step, pairs));
            remember(portal, &mut response, &token);
            Ok(response)
        }
        Err(AppError::Problems(problems)) => {
            let extra = Extra { nieuw: value(pairs, "nieuw").to_owned(), ..Extra::default() };
            let place = Place { applicant, step, extra: &extra };
            let html = questions(portal, visit, place, &answers, &problems, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn save_page(
    portal: &Portal,
    visit: &Visit,
    (token, draft): (&Token, &Registration),
    step: Step,
    pairs: &Pairs,
) -> Page {
    let applicant = draft.applicant;
    let sectors = sectors::all(&portal.app).await?;
    let act = Act::parse(value(pairs, "actie"));
    let mut answers = draft.answers.clone();
    fill(&mut answers, applicant, step, pairs, &sectors);
    act.change(step, &mut answers, portal.app.today());
    let problems = match registrations::save(&portal.app, token, step, answers.clone()).await {
        Ok(problems) => problems,
        Err(AppError::NotNow(_)) => return standing(portal, visit, draft).page(visit),
        Err(error) => return Err(error.into()),
    };
    let token = readdressed(portal, token, draft, &answers).await?;
    let mut response = if act == Act::Next && !problems.is_empty() {
        let extra = Extra { naar: value(pairs, "naar").to_owned(), ..Extra::default() };
        let place = Place { applicant, step, extra: &extra };
        let html = questions(portal, visit, place, &answers, &problems, Some(draft)).await?;
        (StatusCode::UNPROCESSABLE_ENTITY, html).into_response()
    } else {
        if act == Act::Keep {
            keep(portal, visit, (applicant, &answers), &token).await?;
        }
        portal.go(&onward(act, applicant, step, pairs))
    };
    remember(portal, &mut response, &token);
    Ok(response)
}

/// A private landlord gets the link only on stopping halfway; everybody else has it already.
async fn keep(
    portal: &Portal,
    visit: &Visit,
    (applicant, answers): (Applicant, &Answers),
    token: &Token,
) -> Result<(), PageError> {
    if applicant == Applicant::Landlord {
        admit(portal, visit, &answers.registrant_email).await?;
        registrations::mail_again(&portal.app, token).await?;
    }
    Ok(())
}

/// The token of the draft: a fresh one after the registrant's address changed.
async fn readdressed(
    portal: &Portal,
    token: &Token,
    before: &Registration,
    answers: &Answers,
) -> Result<Token, PageError> {
    let now = EmailAddress::parse(&answers.registrant_email);
    let changed = before.stage == Stage::Draft && now.is_ok_and(|email| email.as_str() != before.email);
    if changed { Ok(registrations::readdress(&portal.app, token).await?) } else { Ok(token.clone()) }
}

/// Where a button leads once the page is saved.
fn onward(act: Act, applicant: Applicant, step: Step, pairs: &Pairs) -> String {
    let to_review = value(pairs, "naar") == "controleren";
    let here = |more: &str| {
        let back = if to_review { "naar=controleren" } else { "" };
        let query: Vec<_> = [more, back].into_iter().filter(|part| !part.is_empty()).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", page_of(applicant, step), query.join("&"))
    };
    match act {
        Act::Keep => "/aanmelden/bewaard".to_owned(),
        Act::Previous => page_of(applicant, applicant.before(step).unwrap_or(step)),
        Act::Next if to_review => page_of(applicant, Step::Review),
        Act::Next => page_of(applicant, applicant.after(step).unwrap_or(step)),
        Act::Add if step == Step::Homes => here("leeg=1"),
        Act::Add => format!("{}#{}", here(""), last_group(step, pairs)),
        Act::Whole(province) => {
            let list = if step == Step::Members { "members" } else { "area_codes" };
            format!("{}#{}", here(""), field_id(&format!("{list}-{}", province.as_str().to_lowercase())))
        }
        Act::Remove(_) | Act::Myself => here(""),
    }
}

/// The anchor of the person who was just added.
fn last_group(step: Step, pairs: &Pairs) -> String {
    let list = if step == Step::Contacts { "contacts" } else { "signatories" };
    let prefix = format!("{list}-");
    let highest = pairs
        .iter()
        .filter_map(|(name, _)| name.strip_prefix(&prefix)?.split('-').next()?.parse::<usize>().ok())
        .max()
        .unwrap_or_default();
    format!("{list}-{}", (highest + 1).min(MOST_PEOPLE - 1))
}
