//! Which means suffice to sign in and to sign, by kind of organisation.

mod texts;

use super::html;
use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs, value},
    get_fresh,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Notice, NoticeKind, Select},
    post_fresh,
    visit::Visit,
    words,
};
use app::identity::{passkeys, strength};
use askama::Template;
use axum::extract::State;
use domain::{
    access::Permission::Administer,
    means::{Asked, Means, Whose},
};
use texts::Texts;

const PATH: &str = "/beheer/inlogmiddelen";

pub(super) fn routes() -> Vec<Route> {
    vec![get_fresh(PATH, Administer, page), post_fresh(PATH, PATH, Administer, save)]
}

struct Row {
    name: &'static str,
    sign_in: Select,
    sign: Option<Select>,
}

#[derive(Template)]
#[template(path = "pages/admin/means/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    notice: Option<Notice>,
    rows: Vec<Row>,
    save: Button,
}

/// The name of a field: of whose people, and to sign in or to sign.
fn field(whose: Whose, act: &str) -> String {
    format!("{act}-{}", whose.as_str())
}

fn view(page: Frame, all: &[(Whose, Asked)], possible: bool) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let select = |whose: Whose, act: &str, label: &'static str, chosen: Means| {
        let offered = Means::ALL.into_iter().filter(|means| possible || *means != Means::Passkey || *means == chosen);
        let options = offered.map(|means| (means.as_str(), words::means(means, lang)));
        Select::new(field(whose, act), label).options(options).value(chosen.as_str())
    };
    let rows = all.iter().map(|(whose, asked)| Row {
        name: words::whose(*whose, lang),
        sign_in: select(*whose, "inloggen", t.sign_in, asked.sign_in),
        sign: whose.signs().then(|| select(*whose, "tekenen", t.sign, asked.to_sign())),
    });
    let notice = (!possible).then(|| Notice::new(NoticeKind::Info, t.no_passkeys));
    View { t, notice, rows: rows.collect(), save: Button::submit(t.save), page }
}

async fn page(State(portal): State<Portal>, visit: Visit) -> Page {
    let all = strength::all(&portal.app, &visit.actor()).await?;
    html(&view(visit.page(Texts::of(visit.lang()).title), &all, passkeys::possible(&portal.app)))
}

async fn save(State(portal): State<Portal>, visit: Visit, Checked(form): Checked<Pairs>) -> Page {
    let possible = passkeys::possible(&portal.app);
    let chosen = |whose: Whose, act: &str| {
        let means = Means::parse(value(&form, &field(whose, act))).ok_or(PageError::BadForm)?;
        if possible || means != Means::Passkey { Ok(means) } else { Err(PageError::BadForm) }
    };
    let mut asked = Vec::new();
    for whose in Whose::ALL {
        let sign_in = chosen(whose, "inloggen")?;
        let sign = if whose.signs() { chosen(whose, "tekenen")? } else { sign_in };
        // To sign takes what signing in takes, whatever was chosen beside it.
        asked.push((whose, Asked { sign_in, sign: sign.max(sign_in) }));
    }
    strength::set(&portal.app, &visit.actor(), &asked).await?;
    Ok(portal.go_and_say(PATH, Flash::MeansAsked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn it_renders_in_both_languages() {
        let all: Vec<_> = Whose::ALL.into_iter().map(|whose| (whose, Asked::default())).collect();
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            let render = |possible| view(Frame::new(lang, t.title, "token", PATH), &all, possible).render();
            let html = render(true).expect("the page renders");
            assert_eq!((html.matches("<select").count(), html.matches("value=\"passkey\"").count()), (9, 9));
            let without = render(false).expect("the page renders");
            assert!(!without.contains("value=\"passkey\"") && without.contains(t.no_passkeys));
        }
    }
}
