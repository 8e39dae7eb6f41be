//! A new mail address for somebody who lost every way in: asking, deciding, stopping.
//!
//! What belongs here: the pages of contact persons and administrators, and the page behind the link in the mail to the
//! old address. What never does: who may agree and how long it waits, which is `domain::recovery`.

mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs, value},
    get, get_fresh,
    layout::Page as Frame,
    pages::{Page, people::PATH as PEOPLE, register::problems::sentence},
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, SummaryList, TextField},
    post, post_fresh, refusals,
    visit::Visit,
    words,
};
use app::{
    AppError,
    people::{self, Asked, Target},
    secret::Token,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::{
    access::Permission::{Administer, ChangeOrganisation, Public},
    calendar::local_date,
    ids::{RecoveryId, RoleId},
    people::Refusal,
    recovery::Stage,
    registration::Complaint,
};
pub(in crate::pages) use texts::Texts;

const ASK: &str = "/organisatie/mensen/{id}/nieuw-adres";
const ASK_FOR_ANYBODY: &str = "/beheer/herstel/nieuw/{id}";
const LIST: &str = "/beheer/herstel";
const LINK: &str = "/herstel/{token}";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get_fresh(ASK, ChangeOrganisation, ask),
        post_fresh(ASK, ASK, ChangeOrganisation, send),
        post("/organisatie/mensen/herstel/{id}/tegenhouden", ChangeOrganisation, stop),
        get_fresh(LIST, Administer, list),
        get_fresh(ASK_FOR_ANYBODY, Administer, ask),
        post_fresh(ASK_FOR_ANYBODY, ASK_FOR_ANYBODY, Administer, send),
        post_fresh("/beheer/herstel/{id}/goedkeuren", LIST, Administer, agree),
        post_fresh("/beheer/herstel/{id}/weigeren", LIST, Administer, refuse),
        post_fresh("/beheer/herstel/{id}/tegenhouden", LIST, Administer, stop),
        get(LINK, Public, link),
        post(LINK, Public, stop_by_link),
    ]
}

#[derive(Template)]
#[template(path = "pages/recovery/ask.html")]
struct AskView {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    back: (&'static str, &'static str),
    organisation: String,
    lead: String,
    impossible: Option<Notice>,
    email: TextField,
    buttons: Buttons,
}

fn ask_view(mut page: Frame, target: &Target, administers: bool, typed: &str, errors: &FormErrors) -> AskView {
    let lang = page.lang;
    let t = Texts::of(lang);
    page.failed = !errors.is_empty();
    let back = if administers { (LIST, t.list_title) } else { (PEOPLE, t.people) };
    let person = &target.member.person;
    AskView {
        t,
        errors: errors.summary(lang),
        organisation: target.organisation.clone().unwrap_or_else(|| t.administration.to_owned()),
        lead: t.ask_lead(&person.name, &person.email),
        impossible: target
            .possible
            .err()
            .map(|refusal| Notice::failed(refusals::people(refusal, lang)).heading(t.impossible)),
        email: TextField::new("email", t.email)
            .hint(t.email_hint)
            .value(typed)
            .error(errors.get("email"))
            .autocomplete("off")
            .email(),
        buttons: Buttons::new([Button::submit(t.send), Button::link(t.cancel, back.0).subtle()]),
        back,
        page,
    }
}

fn role(text: &str) -> Result<RoleId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

fn request(text: &str) -> Result<RecoveryId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

async fn ask(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>) -> Page {
    let actor = visit.actor();
    let target = people::address_target(&portal.app, &actor, role(&text)?).await?;
    let page = visit.page(Texts::of(visit.lang()).ask_title);
    let view = ask_view(page, &target, actor.is_administrator(), "", &FormErrors::default());
    Ok(Html(view.render()?).into_response())
}

async fn send(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let (actor, id, typed) = (visit.actor(), role(&text)?, value(&form, "email"));
    let administers = actor.is_administrator();
    let (lang, t) = (visit.lang(), Texts::of(visit.lang()));
    let mut errors = FormErrors::default();
    match people::ask_address(&portal.app, &actor, id, typed).await {
        Ok(()) => return Ok(portal.go_and_say(if administers { LIST } else { PEOPLE }, Flash::AddressAsked)),
        Err(AppError::Problems(problems)) => {
            for problem in problems {
                let words = match problem.complaint {
                    Complaint::SharedMailbox => t.shared.to_owned(),
                    _ => sentence(&problem, lang),
                };
                errors.add(problem.field, words);
            }
        }
        Err(AppError::People(Refusal::AddressTaken)) => {
            errors.add("email", refusals::people(Refusal::AddressTaken, lang));
        }
        Err(other) => return Err(other.into()),
    }
    let target = people::address_target(&portal.app, &actor, id).await?;
    let view = ask_view(visit.page(t.ask_title), &target, administers, typed, &errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(view.render()?)).into_response())
}

struct Request {
    title: String,
    facts: SummaryList,
    notice: Option<Notice>,
    text: Option<String>,
    version: i64,
    acts: Vec<(String, Button)>,
}

#[derive(Template)]
#[template(path = "pages/recovery/list.html")]
struct ListView {
    page: Frame,
    t: &'static Texts,
    requests: Vec<Request>,
}

fn list_view(page: Frame, asked: &[Asked]) -> ListView {
    let lang = page.lang;
    let t = Texts::of(lang);
    let day = |at| words::date(local_date(at), lang);
    let requests = asked.iter().map(|one| {
        let recovery = &one.recovery;
        let mut facts = SummaryList::new(lang)
            .row(t.old, &recovery.old_email)
            .row(t.new, &recovery.new_email)
            .row(t.asked_by, &one.asked_by)
            .row(t.asked_at, day(recovery.asked_at));
        let waits = recovery.stage == Stage::Waiting;
        if let Some(due) = recovery.due_at.filter(|_| waits) {
            facts = facts.row(t.until, day(due));
        }
        let at = |act: &str| format!("{LIST}/{}/{act}", recovery.id);
        let detail = one.name.as_str();
        let mut acts = Vec::new();
        if waits {
            acts.push((at("tegenhouden"), Button::submit(t.stop).danger().detail(detail)));
        } else {
            if one.may_agree.is_ok() {
                acts.push((at("goedkeuren"), Button::submit(t.agree).detail(detail)));
            }
            acts.push((at("weigeren"), Button::submit(t.refuse).danger().detail(detail)));
        }
        let later = || one.due.map_or_else(|| t.at_once.to_owned(), |due| t.later(&day(due)));
        Request {
            title: match &one.organisation {
                Some(organisation) => t.whose(&one.name, organisation),
                None => t.whose(&one.name, t.administration),
            },
            facts,
            notice: one.may_agree.err().filter(|_| !waits).map(|no| Notice::info(refusals::people(no, lang))),
            text: one.may_agree.is_ok().then(later),
            version: recovery.version,
            acts,
        }
    });
    ListView { t, requests: requests.collect(), page }
}

async fn list(State(portal): State<Portal>, visit: Visit) -> Page {
    let asked = people::addresses_asked(&portal.app, &visit.actor()).await?;
    Ok(Html(list_view(visit.page(Texts::of(visit.lang()).list_title), &asked).render()?).into_response())
}

fn version(form: &Pairs) -> Result<i64, PageError> {
    value(form, "version").parse().map_err(|_| PageError::BadForm)
}

async fn agree(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    people::agree_address(&portal.app, &visit.actor(), request(&text)?, version(&form)?).await?;
    Ok(portal.go_and_say(LIST, Flash::AddressAgreed))
}

async fn refuse(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    people::refuse_address(&portal.app, &visit.actor(), request(&text)?, version(&form)?).await?;
    Ok(portal.go_and_say(LIST, Flash::AddressStopped))
}

async fn stop(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(_): Checked<Pairs>,
) -> Page {
    let actor = visit.actor();
    people::stop_address(&portal.app, &actor, request(&text)?).await?;
    Ok(portal.go_and_say(if actor.is_administrator() { LIST } else { PEOPLE }, Flash::AddressStopped))
}

#[derive(Template)]
#[template(path = "pages/recovery/link.html")]
struct LinkView {
    page: Frame,
    t: &'static Texts,
    lead: String,
    button: Button,
}

fn link_view(page: Frame, name: &str) -> LinkView {
    let t = Texts::of(page.lang);
    LinkView { t, lead: t.link_lead(name), button: Button::submit(t.stop).danger(), page }
}

fn token(text: &str) -> Result<Token, PageError> {
    Token::parse(text).ok_or(PageError::NotFound)
}

async fn link(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>) -> Page {
    let name = people::address_of_link(&portal.app, &token(&text)?).await?;
    Ok(Html(link_view(visit.page(Texts::of(visit.lang()).link_title), &name).render()?).into_response())
}

async fn stop_by_link(State(portal): State<Portal>, Path(text): Path<String>, Checked(_): Checked<Pairs>) -> Page {
    people::stop_by_link(&portal.app, &token(&text)?).await?;
    Ok(portal.go_and_say("/", Flash::AddressStopped))
}

/// What waits for the own organisation, in a sentence, with what stops it.
pub(in crate::pages) fn waits(asked: &Asked, lang: crate::lang::Lang) -> (String, String, Button) {
    let t = Texts::of(lang);
    let (recovery, day) = (&asked.recovery, |at| words::date(local_date(at), lang));
    let text = match recovery.due_at.filter(|_| recovery.stage == Stage::Waiting) {
        Some(due) => t.waits_until(&asked.name, &recovery.new_email, &day(due)),
        None => t.waits_asked(&asked.asked_by, &asked.name, &recovery.new_email, &day(recovery.asked_at)),
    };
    let action = format!("{PEOPLE}/herstel/{}/tegenhouden", recovery.id);
    (text, action, Button::submit(t.stop).subtle().detail(&asked.name))
}

#[cfg(test)]
pub(in crate::pages) mod tests;
