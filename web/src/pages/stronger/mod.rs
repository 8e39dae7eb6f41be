//! Where somebody is led whose session is below what is asked: the ways to get there, never a dead end.

mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    form::local_path,
    get,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, PasskeyForm, TextField},
    visit::Visit,
    words,
};
use app::identity::{
    passkeys,
    strength::{self, Way},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Html, IntoResponse as _},
};
use domain::{access::Permission::SignedIn, means::Means};
use serde::Deserialize;
use texts::Texts;

/// Where this page is.
pub(crate) const PATH: &str = "/mijn/inlogmiddel";

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![get(PATH, SignedIn, page)]
}

#[derive(Template)]
#[template(path = "pages/stronger/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    lead: String,
    onward: Option<Button>,
    passkey: Option<PasskeyForm>,
    app: Option<(TextField, Button)>,
    makes: bool,
    make_passkey: Option<Button>,
    make_app: Option<Button>,
    lost: bool,
    back: String,
}

fn view(page: Frame, way: Way, now: Means, possible: bool, back: &str) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let enough = way.asked.is_none();
    let asked = way.asked.unwrap_or_default();
    let has = |means: Means| !enough && way.has == means && means.suffices(asked);
    let passkey = (has(Means::Passkey) && possible).then(|| {
        let button = Button::submit(t.passkey);
        PasskeyForm::new(lang, "/bevestigen/passkey", page.csrf.clone(), button).back(back).instead(t.no_script)
    });
    let app = has(Means::MailCodeAndTotp)
        .then(|| (TextField::new("code", t.app_code).hint(t.app_hint).one_time_code(), Button::submit(t.enter)));
    // Whoever has what is asked shows it; only who has not makes it.
    let makes = !enough && !way.has.suffices(asked);
    let app_helps = Means::MailCodeAndTotp.suffices(asked) && way.has < Means::MailCodeAndTotp;
    View {
        t,
        lead: if enough { t.enough.to_owned() } else { t.lead(words::means(asked, lang), words::means(now, lang)) },
        onward: enough.then(|| Button::link(t.onward, back).primary()),
        lost: passkey.is_some() || app.is_some() || (makes && way.has > now),
        passkey,
        app,
        makes,
        make_passkey: possible.then(|| Button::link(t.to_passkeys, "/mijn/passkeys").primary()),
        make_app: app_helps.then(|| Button::link(t.to_app, "/mijn/authenticator")),
        back: back.to_owned(),
        page,
    }
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    terug: String,
}

async fn page(State(portal): State<Portal>, visit: Visit, Query(back): Query<Back>) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let way = strength::way(&portal.app, who).await?;
    let frame = visit.page(Texts::of(visit.lang()).title);
    let view = view(frame, way, who.means, passkeys::possible(&portal.app), local_path(&back.terug));
    Ok(Html(view.render()?).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn there_is_always_a_way_on() {
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            for asked in [None, Some(Means::MailCodeAndTotp), Some(Means::Passkey)] {
                for has in Means::ALL {
                    let page = Frame::new(lang, t.title, "token", PATH);
                    let html =
                        view(page, Way { asked, has }, Means::MailCode, true, "/tekenen").render().expect("a page");
                    let ways =
                        ["href=\"/tekenen\"", "data-passkey=", "action=\"/bevestigen/app\"", "href=\"/mijn/passkeys\""];
                    let found = ways.iter().filter(|way| html.contains(**way)).count();
                    assert_eq!(found, 1, "{asked:?} {has:?}: {html}");
                    assert!(!html.contains("style="));
                }
            }
        }
    }
}
