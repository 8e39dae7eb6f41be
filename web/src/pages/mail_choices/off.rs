//! Switching mails off by the link in their headers: a page for people, and one click for mail readers (RFC 8058).
//!
//! A mail reader posts without a page before it, so it has no token against forgery; what it sends instead is the
//! secret in the address, together with the words that RFC 8058, section 3.2 prescribes.

use super::texts::Texts;
use crate::{
    error::PageError,
    form::{Pairs, value},
    layout::Page as Frame,
    pages::Page,
    parts::Button,
    visit::Visit,
};
use app::{
    App,
    mail_choices::{self, List},
    secret::Token,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse},
};

#[derive(Template)]
#[template(path = "pages/mail_choices/off.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    what: &'static str,
    button: Button,
    done: bool,
}

fn view(page: Frame, list: List, done: bool) -> View {
    let t = Texts::of(page.lang);
    let what = match list {
        List::Reminders => t.off_reminders,
        List::Notices => t.off_notices,
    };
    View { page, t, what, button: Button::submit(t.off_button), done }
}

fn token(text: &str) -> Result<Token, PageError> {
    Token::parse(text).ok_or(PageError::NotFound)
}

pub(super) async fn ask(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    let list = mail_choices::of_link(&app, &token(&text)?).await?;
    let page = visit.page(Texts::of(visit.lang()).off_title);
    Ok(Html(view(page, list, false).render()?).into_response())
}

/// Whether a body is the one click of a mail reader, in either of the forms that it may have.
fn is_one_click(body: &str) -> bool {
    let multipart = || {
        let (_, rest) = body.split_once("name=\"List-Unsubscribe\"")?;
        let (_, rest) = rest.split_once("\r\n\r\n")?;
        rest.starts_with("One-Click\r\n").then_some(())
    };
    body.trim() == "List-Unsubscribe=One-Click" || multipart().is_some()
}

pub(super) async fn act(State(app): State<App>, visit: Visit, Path(text): Path<String>, body: String) -> Page {
    if !is_one_click(&body) {
        let form: Pairs = serde_html_form::from_str(&body).map_err(|_| PageError::BadForm)?;
        if !visit.csrf().accepts(value(&form, "csrf")) {
            return Err(PageError::Forged);
        }
    }
    let list = mail_choices::switch_off(&app, &token(&text)?).await?;
    let page = visit.page(Texts::of(visit.lang()).off_title);
    Ok(Html(view(page, list, true).render()?).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn one_click_is_what_the_rfc_says() {
        let multipart =
            "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        assert!(is_one_click("List-Unsubscribe=One-Click") && is_one_click(multipart));
        for other in ["", "csrf=x&List-Unsubscribe=One-Click", "List-Unsubscribe=", "name=\"List-Unsubscribe\""] {
            assert!(!is_one_click(other), "{other}");
        }
    }

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            for (list, done) in [(List::Reminders, false), (List::Notices, false), (List::Notices, true)] {
                let page = Frame::new(lang, "t", "token", "/mails/afmelden/x");
                let html = view(page, list, done).render().expect("the page renders");
                assert_eq!(html.contains("action=\"/mails/afmelden/x\""), !done);
                assert_eq!(html.contains(Texts::of(lang).off_done), done);
            }
        }
    }
}
