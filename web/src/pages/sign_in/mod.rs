//! Signing in: ask for a code, type the code. In demo mode the demo people are listed by role.

mod app;
mod texts;

use crate::{
    Portal, Route, device,
    error::PageError,
    flash::Flash,
    form::{Checked, local_path},
    frame, get,
    layout::Page as Frame,
    nav,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Icon, Notice, NoticeKind, PasskeyForm, TextField, Width},
    post, refusals,
    visit::Visit,
    words,
};
use ::app::{
    demo,
    identity::{self, AskedBy, Awaited, Browser, CodeRefused, Entered, SignedIn, Who, passkeys},
    known_browsers, network,
    secret::Token,
    signing_rounds,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{Html, IntoResponse},
};
use domain::{
    access::{Actor, Permission::Public},
    values::EmailAddress,
};
use serde::Deserialize;
use texts::Texts;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/inloggen", Public, ask),
        post("/inloggen", Public, send),
        get("/inloggen/code", Public, code),
        post("/inloggen/code", Public, enter),
        get("/inloggen/app", Public, app::page),
        post("/inloggen/app", Public, app::enter),
        post("/inloggen/passkey/begin", Public, begin_passkey),
        post("/inloggen/passkey", Public, enter_passkey),
    ]
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    terug: String,
}

/// Somebody of the demo.
struct DemoPerson {
    role: String,
    name: String,
    email: String,
    organisation: String,
}

#[derive(Template)]
#[template(path = "pages/sign_in/ask.html")]
struct Ask {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    /// Why the passkey opened nothing.
    notice: Option<Notice>,
    passkey: Option<PasskeyForm>,
    email: TextField,
    buttons: Buttons,
    back: String,
    demo: Vec<DemoPerson>,
}

#[derive(Template)]
#[template(path = "pages/sign_in/code.html")]
struct Code {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    code: TextField,
    buttons: Buttons,
    notice: Option<Notice>,
    waits: bool,
    back: String,
}

async fn ask(State(portal): State<Portal>, visit: Visit, Query(back): Query<Back>) -> Page {
    if visit.who().is_some() {
        return Ok(portal.go(nav::home(&visit.actor())));
    }
    ask_page(&portal, &visit, &back.terug, Asked::default()).await
}

/// What the page says of the time before.
#[derive(Default)]
struct Asked<'a> {
    typed: &'a str,
    error: Option<&'a str>,
    notice: Option<Notice>,
}

async fn ask_page(portal: &Portal, visit: &Visit, back: &str, asked: Asked<'_>) -> Page {
    let Asked { typed, error, notice } = asked;
    let t = Texts::of(visit.lang());
    let mut errors = FormErrors::default();
    if let Some(error) = error {
        errors.add("email", error);
    }
    let email = TextField::new("email", t.email).hint(t.email_hint).value(typed).error(errors.get("email")).email();
    let mut page = visit.page(t.title);
    page.failed = error.is_some();
    let demo = if visit.is_demo() { demo_people(portal, visit).await? } else { Vec::new() };
    let buttons = Buttons::new([Button::submit(t.send)]);
    let errors = errors.summary(visit.lang());
    let back = local_path(back).to_owned();
    let passkey = passkeys::possible(&portal.app).then(|| {
        let button = Button::submit(t.passkey).icon(Icon::Key);
        PasskeyForm::new(visit.lang(), "/inloggen/passkey", page.csrf.clone(), button).back(back.clone())
    });
    let html = Ask { page, t, errors, notice, passkey, email, buttons, back, demo }.render()?;
    Ok(Html(html).into_response())
}

async fn demo_people(portal: &Portal, visit: &Visit) -> Page<Vec<DemoPerson>> {
    let lang = visit.lang();
    let mut people = Vec::new();
    for sample in demo::people(&portal.app).await? {
        let role = words::role(sample.role, lang);
        let (role, organisation) = match sample.organisation {
            None => (role.to_owned(), portal.app.settings().association.clone()),
            Some((kind, _, name)) => (format!("{role}, {}", words::kind(kind, lang).to_lowercase()), name),
        };
        people.push(DemoPerson { role, name: sample.person.name, email: sample.person.email, organisation });
    }
    Ok(people)
}

#[derive(Deserialize)]
struct SendForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    terug: String,
}

async fn send(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Checked(form): Checked<SendForm>,
) -> Page {
    network::admit(&portal.app, "sign-in", visit.place()).await?;
    let t = Texts::of(visit.lang());
    let Ok(email) = EmailAddress::parse(&form.email) else {
        let asked = Asked { typed: &form.email, error: Some(t.email_wrong), notice: None };
        return ask_page(&portal, &visit, &form.terug, asked).await;
    };
    let asked_by = admit(&portal, &visit, &headers, &email).await?;
    let browser = identity::request_code(&portal.app, &email, visit.language(), asked_by).await?;
    let back = percent_encoding::utf8_percent_encode(local_path(&form.terug), percent_encoding::NON_ALPHANUMERIC);
    let mut response = portal.go(&format!("/inloggen/code?terug={back}"));
    portal.cookie(&mut response, frame::SIGN_IN, Some(&browser.reveal()), Some(60 * 60));
    Ok(response)
}

/// Counts one more code for an address; strangers do not hold back a browser that is known.
async fn admit(
    portal: &Portal,
    visit: &Visit,
    headers: &HeaderMap,
    email: &EmailAddress,
) -> Result<AskedBy, PageError> {
    if let Some(known) = known(portal, headers)
        && known_browsers::knows(&portal.app, &known, email).await?
    {
        network::admit_known(&portal.app, &known).await?;
        return Ok(AskedBy::Known);
    }
    network::admit_address(&portal.app, "sign-in", email, visit.place()).await?;
    Ok(AskedBy::Anybody)
}

/// The secret by which this browser is known.
fn known(portal: &Portal, headers: &HeaderMap) -> Option<Token> {
    frame::cookie_of(headers, portal, frame::KNOWN).and_then(|text| Token::parse(&text))
}

/// Whether something waits for a signature: then signing in leads there, for whoever does other work here as well.
async fn waits_to_sign(portal: &Portal, actor: &Actor) -> Result<bool, PageError> {
    Ok(actor.signs() && !signing_rounds::waiting(&portal.app, actor).await?.is_empty())
}

fn browser(portal: &Portal, headers: &HeaderMap) -> Option<Token> {
    frame::cookie_of(headers, portal, frame::SIGN_IN).and_then(|text| Token::parse(&text))
}

async fn code(State(portal): State<Portal>, visit: Visit, headers: HeaderMap, Query(back): Query<Back>) -> Page {
    if visit.who().is_some() {
        return Ok(portal.go(nav::home(&visit.actor())));
    }
    let awaited = match browser(&portal, &headers) {
        None => Awaited::Nothing,
        Some(browser) => identity::awaits(&portal.app, &browser).await?,
    };
    match awaited {
        Awaited::App => Ok(portal.go(&app_path(&back.terug))),
        awaited => code_page(&visit, &back.terug, awaited == Awaited::Code, None),
    }
}

/// Where the code of the app is typed.
fn app_path(back: &str) -> String {
    let back = percent_encoding::utf8_percent_encode(local_path(back), percent_encoding::NON_ALPHANUMERIC);
    format!("/inloggen/app?terug={back}")
}

/// What a browser tells of itself.
struct Here {
    device: String,
    known: Option<Token>,
    before: Option<Token>,
}

impl Here {
    fn of(portal: &Portal, headers: &HeaderMap) -> Self {
        let before = frame::cookie_of(headers, portal, frame::SESSION).and_then(|text| Token::parse(&text));
        Self { device: device::describe(headers), known: known(portal, headers), before }
    }

    fn browser(&self) -> Browser<'_> {
        Browser { device: &self.device, known: self.known.as_ref(), before: self.before.as_ref() }
    }
}

fn code_page(visit: &Visit, back: &str, waits: bool, error: Option<String>) -> Page {
    let t = Texts::of(visit.lang());
    let mut errors = FormErrors::default();
    if let Some(error) = error {
        errors.add("code", error);
    }
    let code =
        TextField::new("code", t.code).hint(t.code_hint).error(errors.get("code")).one_time_code().width(Width::Short);
    let mut page = visit.page(t.code_title);
    page.failed = errors.get("code").is_some();
    let notice = (!waits).then(|| Notice::new(NoticeKind::Info, t.not_asked_text).heading(t.not_asked));
    let buttons = Buttons::new([Button::submit(t.enter), Button::link(t.again, "/inloggen")]);
    let back = local_path(back).to_owned();
    let errors = errors.summary(visit.lang());
    Ok(Html(Code { page, t, errors, code, buttons, notice, waits, back }.render()?).into_response())
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
    let Some(browser) = browser(&portal, &headers) else { return code_page(&visit, &form.terug, false, None) };
    let here = Here::of(&portal, &headers);
    match identity::enter_code(&portal.app, &browser, &form.code, here.browser()).await? {
        Ok(Entered::AppNext) => Ok(portal.go(&app_path(&form.terug))),
        Ok(Entered::In(opened)) => {
            let mut response = signed_in(&portal, &opened, &form.terug).await?;
            portal.cookie(&mut response, frame::SIGN_IN, None, None);
            Ok(response)
        }
        Err(refused) => refused_page(&visit, &form.terug, refused),
    }
}

/// The page for the code of the mail, after one was refused.
fn refused_page(visit: &Visit, back: &str, refused: CodeRefused) -> Page {
    // Where none was asked for, the page says so by itself.
    let asked = refused != CodeRefused::NotAsked;
    let error = asked.then(|| refusals::code(refused, refusals::Code::OfMail, visit.lang()));
    code_page(visit, back, matches!(refused, CodeRefused::Wrong { .. }), error)
}

/// Leads somebody who just signed in to where they were going; the browser is known from now on.
async fn signed_in(portal: &Portal, opened: &SignedIn, back: &str) -> Page {
    let who: Who = identity::who(&portal.app, &opened.session).await?.ok_or(PageError::SignInFirst)?;
    let path = match local_path(back) {
        "/" if waits_to_sign(portal, &who.actor).await? => "/tekenen",
        "/" => nav::home(&who.actor),
        path => path,
    };
    let offered = passkeys::is_to_be_offered(&portal.app, &who).await?;
    let mut response = if offered { portal.go_and_say(path, Flash::PasskeyOffered) } else { portal.go(path) };
    portal.cookie(&mut response, frame::SESSION, Some(&opened.session.reveal()), None);
    let seconds = known_browsers::DAYS * 24 * 60 * 60;
    portal.cookie(&mut response, frame::KNOWN, Some(&opened.browser.reveal()), Some(seconds));
    Ok(response)
}

#[derive(Deserialize)]
struct Nothing {}

async fn begin_passkey(State(portal): State<Portal>, visit: Visit, Checked(Nothing {}): Checked<Nothing>) -> Page {
    network::admit(&portal.app, "passkey", visit.place()).await?;
    let begun = passkeys::begin_signing_in(&portal.app).await?;
    Ok(crate::pages::passkeys::options(&portal, &begun))
}

#[derive(Deserialize)]
struct PasskeyAnswer {
    #[serde(default)]
    antwoord: String,
    #[serde(default)]
    terug: String,
}

async fn enter_passkey(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Checked(form): Checked<PasskeyAnswer>,
) -> Page {
    network::admit(&portal.app, "passkey answer", visit.place()).await?;
    let browser = crate::pages::passkeys::browser(&portal, &headers);
    let answer = (browser.as_ref(), form.antwoord.as_str());
    let here = Here::of(&portal, &headers);
    match passkeys::sign_in(&portal.app, answer, here.browser()).await? {
        Ok(opened) => {
            let mut response = signed_in(&portal, &opened, &form.terug).await?;
            portal.cookie(&mut response, frame::PASSKEY, None, None);
            Ok(response)
        }
        Err(why) => {
            let why = crate::refusals::passkey(why, visit.lang());
            let asked = Asked { notice: Some(Notice::failed(why).announced()), ..Asked::default() };
            ask_page(&portal, &visit, &form.terug, asked).await
        }
    }
}
