//! The second step for who has an authenticator app: its code, after that from the mail.

use super::{Back, CodeForm, Here, browser, code_page, refused_page, signed_in, texts::Texts};
use crate::{
    Portal,
    form::{Checked, local_path},
    frame,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, TextField, Width},
    refusals,
    visit::Visit,
};
use ::app::{
    identity::{self, Awaited, CodeRefused},
    network,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{Html, IntoResponse as _},
};

#[derive(Template)]
#[template(path = "pages/sign_in/app.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    code: TextField,
    buttons: Buttons,
    back: String,
}

fn view(mut page: Frame, back: &str, error: Option<String>) -> View {
    let t = Texts::of(page.lang);
    let mut errors = FormErrors::default();
    if let Some(error) = error {
        errors.add("code", error);
    }
    page.failed = !errors.is_empty();
    let field = TextField::new("code", t.app_code).hint(t.app_code_hint).error(errors.get("code"));
    View {
        t,
        errors: errors.summary(page.lang),
        code: field.one_time_code().width(Width::Short),
        buttons: Buttons::new([Button::submit(t.enter), Button::link(t.start_again, "/inloggen")]),
        back: local_path(back).to_owned(),
        page,
    }
}

pub(super) async fn page(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Page {
    let awaited = match browser(&portal, &headers) {
        None => Awaited::Nothing,
        Some(browser) => identity::awaits(&portal.app, &browser).await?,
    };
    if visit.who().is_some() || awaited != Awaited::App {
        return code_page(&visit, &back.terug, awaited == Awaited::Code, None);
    }
    let page = visit.page(Texts::of(visit.lang()).app_title);
    Ok(Html(view(page, &back.terug, None).render()?).into_response())
}

pub(super) async fn enter(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Checked(form): Checked<CodeForm>,
) -> Page {
    network::admit(&portal.app, "code", visit.place()).await?;
    let Some(browser) = browser(&portal, &headers) else { return code_page(&visit, &form.terug, false, None) };
    let here = Here::of(&portal, &headers);
    match identity::enter_app_code(&portal.app, &browser, &form.code, here.browser()).await? {
        Ok(opened) => {
            let mut response = signed_in(&portal, &opened, &form.terug).await?;
            portal.cookie(&mut response, frame::SIGN_IN, None, None);
            Ok(response)
        }
        Err(refused @ CodeRefused::Wrong { .. }) => {
            let page = visit.page(Texts::of(visit.lang()).app_title);
            let error = refusals::code(refused, refusals::Code::OfApp, visit.lang());
            Ok(Html(view(page, &form.terug, Some(error)).render()?).into_response())
        }
        Err(refused) => refused_page(&visit, &form.terug, refused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            let wrong = refusals::code(CodeRefused::Wrong { left: 3 }, refusals::Code::OfApp, lang);
            let render = |error| view(Frame::new(lang, t.app_title, "token", "/"), "//evil.example", error).render();
            let html = render(None).expect("the page renders");
            assert!(html.contains(t.app_lost) && html.contains("name=\"code\"") && !html.contains("evil"));
            assert!(render(Some(wrong.clone())).expect("the page renders").contains(&wrong));
        }
    }
}
