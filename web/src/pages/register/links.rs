//! Where the links of the mails lead, and the pages that say which mail to look for. A link only
//! opens a page; a button on it does what it says (scanners of mail open links).

use super::{
    admit,
    message::{Message, standing},
    own::{Own, remember},
    page_of, review,
    texts::Texts,
};
use crate::{
    Portal,
    flash::Flash,
    form::{Checked, Pairs},
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, Notice, NoticeKind, SummaryList},
    visit::Visit,
    words,
};
use app::{
    AppError,
    registrations::{self, Registration},
    secret::Token,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{Html, IntoResponse},
};
use domain::registration::Stage;

/// A mail to look for, and a button to send it again.
#[derive(Template)]
#[template(path = "pages/register/mailed.html")]
pub(super) struct Mailed {
    pub(super) page: Frame,
    pub(super) t: &'static Texts,
    pub(super) title: &'static str,
    pub(super) lead: String,
    pub(super) then: &'static [&'static str],
    pub(super) more: &'static str,
    /// Where the button posts to, when there is a mail to send again.
    pub(super) again: Option<&'static str>,
    pub(super) onward: Option<Button>,
}

/// A question with one button: go on, or confirm.
#[derive(Template)]
#[template(path = "pages/register/button.html")]
pub(super) struct OneButton {
    pub(super) page: Frame,
    pub(super) title: &'static str,
    pub(super) lead: String,
    pub(super) notice: Option<Notice>,
    pub(super) facts: Option<SummaryList>,
    pub(super) buttons: Buttons,
    pub(super) action: String,
    pub(super) below: &'static str,
}

/// `GET /aanmelden/bewaard`
pub(super) async fn kept(State(portal): State<Portal>, visit: Visit, headers: HeaderMap) -> Page {
    match Own::of(&portal, &headers).await? {
        Own::Open(_, draft) => {
            let t = Texts::of(visit.lang());
            let step = review::first_to_do(&portal, &draft);
            let mailed = Mailed {
                page: visit.page(t.kept_title),
                t,
                title: t.kept_title,
                lead: t.kept_lead(&draft.email),
                then: &[],
                more: t.kept_days,
                again: Some("/aanmelden/bewaard"),
                onward: Some(Button::link(t.go_on_now, page_of(draft.applicant, step))),
            };
            Ok(Html(mailed.render()?).into_response())
        }
        Own::Closed(_, registration) => standing(&portal, &visit, &registration).page(&visit),
        Own::Nothing => Ok(portal.go("/aanmelden")),
    }
}

/// `GET /aanmelden/verzonden`
pub(super) async fn sent(State(portal): State<Portal>, visit: Visit, headers: HeaderMap) -> Page {
    let t = Texts::of(visit.lang());
    let own = Own::of(&portal, &headers).await?;
    let waits = match own.registration() {
        Some((_, registration)) if registration.stage == Stage::Submitted => Some(registration),
        Some((_, registration)) if registration.stage != Stage::Draft => {
            return standing(&portal, &visit, registration).page(&visit);
        }
        _ => None,
    };
    let mailed = Mailed {
        page: visit.page(t.sent_title),
        t,
        title: t.sent_title,
        lead: waits.map_or_else(|| t.sent_unknown.to_owned(), |waits| t.sent_lead(&waits.email)),
        then: t.then_items,
        more: t.no_mail_text,
        again: waits.map(|_| "/aanmelden/verzonden"),
        onward: None,
    };
    Ok(Html(mailed.render()?).into_response())
}

/// `POST /aanmelden/bewaard`
pub(super) async fn mail_link(state: State<Portal>, visit: Visit, headers: HeaderMap, form: Checked<Pairs>) -> Page {
    mail_again(state, visit, headers, form, "/aanmelden/bewaard").await
}

/// `POST /aanmelden/verzonden`
pub(super) async fn mail_confirmation(
    state: State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    form: Checked<Pairs>,
) -> Page {
    mail_again(state, visit, headers, form, "/aanmelden/verzonden").await
}

async fn mail_again(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Checked(_): Checked<Pairs>,
    back: &str,
) -> Page {
    let own = Own::of(&portal, &headers).await?;
    let Some((token, registration)) = own.registration() else { return Ok(portal.go("/aanmelden")) };
    admit(&portal, &visit, &registration.email).await?;
    match registrations::mail_again(&portal.app, token).await {
        Ok(()) => Ok(portal.go_and_say(back, Flash::MailAgain)),
        Err(AppError::NotNow(_)) => standing(&portal, &visit, registration).page(&visit),
        Err(error) => Err(error.into()),
    }
}

/// The draft of a link, if it can still be changed; otherwise the page that says why not.
async fn of_link(
    portal: &Portal,
    visit: &Visit,
    text: &str,
) -> Page<Result<(Token, Registration), axum::response::Response>> {
    let Some(token) = Token::parse(text) else { return Ok(Err(Message::gone(visit)?)) };
    match registrations::draft(&portal.app, &token).await {
        Ok(draft) if draft.is_open() => Ok(Ok((token, draft.registration))),
        Ok(draft) => Ok(Err(standing(portal, visit, &draft.registration).page(visit)?)),
        Err(AppError::NotFound) => Ok(Err(Message::gone(visit)?)),
        Err(error) => Err(error.into()),
    }
}

/// `GET /aanmelden/verder/{token}`
pub(super) async fn offer_resume(State(portal): State<Portal>, visit: Visit, Path(token): Path<String>) -> Page {
    match of_link(&portal, &visit, &token).await? {
        Err(page) => Ok(page),
        Ok((token, draft)) => {
            let action = format!("/aanmelden/verder/{}", token.reveal());
            Ok(Html(resume_page(visit.page(""), &draft, action).render()?).into_response())
        }
    }
}

pub(super) fn resume_page(mut page: Frame, draft: &Registration, action: String) -> OneButton {
    let lang = page.lang;
    let t = Texts::of(lang);
    t.resume_title.clone_into(&mut page.title);
    let facts = SummaryList::new(lang)
        .row(t.resume_name, &draft.name)
        .row(t.resume_kind, words::applicant(draft.applicant, lang))
        .row(t.resume_changed, words::moment(draft.changed_at, lang));
    let notice = draft.question.as_ref().map(|question| Notice::new(NoticeKind::Warning, question).heading(t.question));
    OneButton {
        page,
        title: t.resume_title,
        lead: String::new(),
        notice,
        facts: Some(facts),
        buttons: Buttons::new([Button::submit(t.resume)]),
        action,
        below: "",
    }
}

/// `POST /aanmelden/verder/{token}`
pub(super) async fn resume(
    State(portal): State<Portal>,
    visit: Visit,
    Path(token): Path<String>,
    Checked(_): Checked<Pairs>,
) -> Page {
    match of_link(&portal, &visit, &token).await? {
        Err(page) => Ok(page),
        Ok((token, draft)) => {
            let step = review::first_to_do(&portal, &draft);
            let mut response = portal.go(&page_of(draft.applicant, step));
            remember(&portal, &mut response, &token);
            Ok(response)
        }
    }
}

/// `GET /aanmelden/bevestigen/{token}`
pub(super) async fn offer_confirm(State(portal): State<Portal>, visit: Visit, Path(token): Path<String>) -> Page {
    let Some(token) = Token::parse(&token) else { return Message::gone(&visit) };
    match registrations::pending_confirmation(&portal.app, &token).await {
        Ok(registration) if registration.stage == Stage::Submitted => {
            let action = format!("/aanmelden/bevestigen/{}", token.reveal());
            Ok(Html(confirm_page(visit.page(""), &registration, action).render()?).into_response())
        }
        Ok(registration) => standing(&portal, &visit, &registration).page(&visit),
        Err(AppError::NotFound) => Message::gone(&visit),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn confirm_page(mut page: Frame, registration: &Registration, action: String) -> OneButton {
    let t = Texts::of(page.lang);
    t.confirm_title.clone_into(&mut page.title);
    OneButton {
        page,
        title: t.confirm_title,
        lead: t.confirm_lead(&registration.name, &registration.email),
        notice: None,
        facts: None,
        buttons: Buttons::new([Button::submit(t.confirm)]),
        action,
        below: t.confirm_not,
    }
}

/// `POST /aanmelden/bevestigen/{token}`
pub(super) async fn confirm(
    State(portal): State<Portal>,
    visit: Visit,
    Path(token): Path<String>,
    Checked(_): Checked<Pairs>,
) -> Page {
    let Some(token) = Token::parse(&token) else { return Message::gone(&visit) };
    match registrations::confirm(&portal.app, &token).await {
        // The page of the same link now says by when to expect a decision; so after a double click.
        Ok(_) | Err(AppError::NotNow(_) | AppError::Stale) => {
            Ok(portal.go(&format!("/aanmelden/bevestigen/{}", token.reveal())))
        }
        Err(AppError::NotFound) => Message::gone(&visit),
        Err(error) => Err(error.into()),
    }
}
