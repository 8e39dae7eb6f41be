//! The first page: as what somebody registers, and who does what.

use super::{first_page, own::Own, page_of, place, review, texts::Texts};
use crate::{
    Portal,
    layout::Page as Frame,
    pages::Page,
    parts::{Icon, Notice},
    visit::Visit,
    words,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{Html, IntoResponse},
};
use domain::registration::Applicant;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    soort: String,
}

/// One kind to choose.
struct Card {
    icon: Icon,
    name: &'static str,
    text: &'static str,
    link: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "pages/register/choose.html")]
pub(super) struct Choose {
    page: Frame,
    t: &'static Texts,
    cards: Vec<Card>,
    busy: Option<Notice>,
}

impl Choose {
    pub(super) fn new(mut page: Frame, busy: Option<Notice>) -> Self {
        let lang = page.lang;
        let t = Texts::of(lang);
        t.choose_title.clone_into(&mut page.title);
        let text = |texts: &'static [&'static str], applicant| texts.get(place(applicant)).copied().unwrap_or_default();
        let cards = Applicant::ALL
            .iter()
            .map(|applicant| Card {
                icon: icon(*applicant),
                name: words::applicant(*applicant, lang),
                text: text(t.for_whom, *applicant),
                link: text(t.choose, *applicant),
                href: first_page(*applicant),
            })
            .collect();
        Self { page, t, cards, busy }
    }
}

const fn icon(applicant: Applicant) -> Icon {
    match applicant {
        Applicant::Municipality => Icon::Community,
        Applicant::JointBody => Icon::Bank,
        Applicant::SignalPartner => Icon::Bolt,
        Applicant::Executor => Icon::HeartHandshake,
        Applicant::Landlord => Icon::Home,
    }
}

/// The kind that a link of the start page means.
fn meant(soort: &str) -> Option<Applicant> {
    match soort {
        "verhuurder" => Some(Applicant::Landlord),
        "uitvoerder" => Some(Applicant::Executor),
        other => Applicant::parse(other),
    }
}

/// `GET /aanmelden`
pub(super) async fn choose(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    Query(wish): Query<Wish>,
) -> Page {
    if let Some(applicant) = meant(&wish.soort) {
        return Ok(portal.go(&first_page(applicant)));
    }
    let t = Texts::of(visit.lang());
    let busy = match Own::of(&portal, &headers).await? {
        Own::Open(_, draft) => {
            let kind = words::applicant(draft.applicant, visit.lang()).to_lowercase();
            let step = review::first_to_do(&portal, &draft);
            Some(
                Notice::info(t.busy_text(&draft.name, &kind))
                    .heading(t.busy)
                    .link(t.busy_on, page_of(draft.applicant, step)),
            )
        }
        _ => None,
    };
    Ok(Html(Choose::new(visit.page(t.choose_title), busy).render()?).into_response())
}
