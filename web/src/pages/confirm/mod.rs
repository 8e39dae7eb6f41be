//! Showing once more who somebody is, before acts with consequences: by a passkey or a code from the mail.

mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    form::{Checked, local_path},
    frame, get,
    layout::Page as Frame,
    pages::{Page, passkeys as passkey_pages},
    parts::{Button, ErrorSummary, FormErrors, Notice, PasskeyForm, TextField},
    post, refusals,
    visit::Visit,
};
use app::{
    identity::{self, Awaited, CodeRefused, Who, authenticator, passkeys},
    network,
    secret::Token,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use domain::{access::Permission::SignedIn, values::EmailAddress};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/bevestigen";

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get(PATH, SignedIn, page),
        post(PATH, SignedIn, enter),
        post("/bevestigen/code", SignedIn, send),
        post("/bevestigen/app", SignedIn, enter_app),
        post("/bevestigen/passkey/begin", SignedIn, begin),
        post("/bevestigen/passkey", SignedIn, answer),
    ]
}

#[derive(Template)]
#[template(path = "pages/confirm/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    notice: Option<Notice>,
    passkey: Option<PasskeyForm>,
    code_title: &'static str,
    code_text: String,
    app: bool,
    /// The field for a code that is on its way.
    code: Option<TextField>,
    enter: Button,
    send: Button,
    back: String,
}

/// What somebody can confirm with, and what the page says of the time before.
#[derive(Default)]
struct Standing {
    passkey: bool,
    /// The code of an app, in the place of one by mail.
    app: bool,
    waits: bool,
    error: Option<String>,
    notice: Option<Notice>,
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    terug: String,
}

fn browser(portal: &Portal, headers: &HeaderMap) -> Option<Token> {
    frame::cookie_of(headers, portal, frame::SIGN_IN).and_then(|text| Token::parse(&text))
}

/// Leads back whoever confirmed; their session is opened by another token from now on.
fn confirmed(portal: &Portal, session: &Token, back: &str) -> Response {
    let mut response = portal.go(back);
    portal.cookie(&mut response, frame::SESSION, Some(&session.reveal()), None);
    response
}

async fn page(State(portal): State<Portal>, visit: Visit, headers: HeaderMap, Query(back): Query<Back>) -> Page {
    shown(&portal, &visit, &headers, &back.terug, Standing::default()).await
}

async fn shown(portal: &Portal, visit: &Visit, headers: &HeaderMap, back: &str, mut state: Standing) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    state.passkey = passkeys::possible(&portal.app) && !passkeys::list(&portal.app, who).await?.is_empty();
    state.app = matches!(authenticator::standing(&portal.app, who).await?, authenticator::Standing::Confirmed { .. });
    state.waits = match browser(portal, headers) {
        Some(browser) => identity::awaits(&portal.app, &browser).await? == Awaited::Code,
        None => false,
    };
    let wrong = state.error.is_some() || state.notice.is_some();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = view(visit.page(Texts::of(visit.lang()).title), who, local_path(back), state);
    Ok((status, Html(view.render()?)).into_response())
}

fn view(mut page: Frame, who: &Who, back: &str, state: Standing) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let mut errors = FormErrors::default();
    page.failed = state.error.is_some();
    let mut notice = state.notice;
    if let Some(error) = state.error {
        if state.waits || state.app {
            errors.add("code", error);
        } else {
            notice = Some(Notice::failed(error).announced());
        }
    }
    let passkey = state.passkey.then(|| {
        PasskeyForm::new(lang, "/bevestigen/passkey", page.csrf.clone(), Button::submit(t.passkey)).back(back)
    });
    let field = |label, hint| TextField::new("code", label).hint(hint).error(errors.get("code")).one_time_code();
    let email = &who.person.email;
    let (code_title, code_text, code) = match (state.app, state.waits) {
        (true, _) => (t.app_title, t.app_text.to_owned(), Some(field(t.app_code, t.app_hint))),
        (false, true) => (t.code_title, t.sent(email), Some(field(t.code, t.code_hint))),
        (false, false) => (t.code_title, t.send_text(email), None),
    };
    let send = Button::submit(if state.waits { t.another } else { t.send });
    View {
        t,
        errors: errors.summary(lang),
        notice,
        passkey,
        code_title,
        code_text,
        app: state.app,
        code,
        enter: Button::submit(t.enter),
        send: if state.waits { send.subtle() } else { send.secondary() },
        back: back.to_owned(),
        page,
    }
}

async fn send(State(portal): State<Portal>, visit: Visit, Checked(back): Checked<Back>) -> Page {
    network::admit(&portal.app, "sign-in", visit.place()).await?;
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let email = EmailAddress::parse(&who.person.email).map_err(|_| PageError::BadForm)?;
    let browser = identity::request_code(&portal.app, &email, visit.language(), identity::AskedBy::Known).await?;
    let back = utf8_percent_encode(local_path(&back.terug), NON_ALPHANUMERIC);
    let mut response = portal.go(&format!("{PATH}?terug={back}"));
    portal.cookie(&mut response, frame::SIGN_IN, Some(&browser.reveal()), Some(60 * 60));
    Ok(response)
}

#[derive(Deserialize)]
struct CodeForm {
    #[serde(default)]
    code: String,
    #[serde(default)]
    terug: String,
}

async fn enter(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Checked(form): Checked<CodeForm>,
) -> Page {
    network::admit(&portal.app, "code", visit.place()).await?;
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let refused = match browser(&portal, &headers) {
        None => CodeRefused::NotAsked,
        Some(browser) => match identity::confirm_by_code(&portal.app, who, &browser, &form.code).await? {
            Ok(session) => {
                let mut response = confirmed(&portal, &session, &form.terug);
                portal.cookie(&mut response, frame::SIGN_IN, None, None);
                return Ok(response);
            }
            Err(refused) => refused,
        },
    };
    let error = Some(refusals::code(refused, refusals::Code::OfMail, visit.lang()));
    shown(&portal, &visit, &headers, &form.terug, Standing { error, ..Standing::default() }).await
}

async fn enter_app(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Checked(form): Checked<CodeForm>,
) -> Page {
    network::admit(&portal.app, "code", visit.place()).await?;
    let (t, who) = (Texts::of(visit.lang()), visit.who().ok_or(PageError::SignInFirst)?);
    if let Some(session) = authenticator::confirm_again(&portal.app, who, &form.code).await? {
        return Ok(confirmed(&portal, &session, &form.terug));
    }
    let error = Some(t.app_wrong.to_owned());
    shown(&portal, &visit, &headers, &form.terug, Standing { error, ..Standing::default() }).await
}

#[derive(Deserialize)]
struct Nothing {}

async fn begin(State(portal): State<Portal>, visit: Visit, Checked(Nothing {}): Checked<Nothing>) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let begun = passkeys::begin_confirming(&portal.app, who).await?;
    Ok(passkey_pages::options(&portal, &begun))
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    antwoord: String,
    #[serde(default)]
    terug: String,
}

async fn answer(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Checked(form): Checked<Answer>,
) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let browser = passkey_pages::browser(&portal, &headers);
    let mut response = match passkeys::confirm(&portal.app, who, (browser.as_ref(), &form.antwoord)).await? {
        Ok(session) => confirmed(&portal, &session, &form.terug),
        Err(why) => {
            let notice = Some(Notice::failed(refusals::passkey(why, visit.lang())).announced());
            shown(&portal, &visit, &headers, &form.terug, Standing { notice, ..Standing::default() }).await?
        }
    };
    portal.cookie(&mut response, frame::PASSKEY, None, None);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, samples};
    use domain::{
        access::{Acting, Actor},
        ids::SessionId,
        means::Means,
    };
    use uuid::Uuid;

    fn render(lang: Lang, state: Standing) -> String {
        let person = samples::person("Noor de Wit");
        let actor = Actor::Person { id: person.id, acting: Acting::Nobody, signs: false };
        let session = SessionId(Uuid::nil());
        let (means, confirmed_at) = (Means::MailCode, samples::moment());
        let memberships = Vec::new();
        let (most, asked) = (means, Vec::new());
        let who =
            Who { session, person, memberships, actor, means, confirmed_at, below: None, most, full: actor, asked };
        view(Frame::new(lang, "t", "token", PATH), &who, "/mijn/passkeys", state).render().expect("the page renders")
    }

    #[test]
    fn it_offers_what_there_is_in_both_languages() {
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            let refused = |why| refusals::code(why, refusals::Code::OfMail, lang);
            let (wrong, expired) = (refused(CodeRefused::Wrong { left: 2 }), refused(CodeRefused::Expired));
            let bare = render(lang, Standing::default());
            assert!(bare.contains(t.send) && !bare.contains("name=\"code\"") && !bare.contains("data-passkey"));
            let all = Standing { passkey: true, app: false, waits: true, error: Some(wrong.clone()), notice: None };
            let all = render(lang, all);
            assert!(all.contains(t.another) && all.contains(&wrong) && all.contains("name=\"code\""));
            assert!(all.contains("data-passkey=\"/bevestigen/passkey/begin\"") && !all.contains("style="));
            let app = render(lang, Standing { app: true, error: Some(t.app_wrong.to_owned()), ..Standing::default() });
            assert!(app.contains("action=\"/bevestigen/app\"") && app.contains(t.app_wrong) && !app.contains(t.send));
            let late = render(lang, Standing { error: Some(expired.clone()), ..Standing::default() });
            assert!(late.contains(&expired) && late.contains(t.send));
        }
    }
}
