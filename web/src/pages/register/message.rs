//! A page that only says something and shows a way onward; and how a registration stands.

use crate::{
    Portal,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons},
    visit::Visit,
    words,
};
use app::registrations::{Registration, decide_by};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::{calendar::local_date, registration::Stage};

use super::texts::Texts;

/// What the page says.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    pub(super) title: &'static str,
    pub(super) lead: String,
    pub(super) lines: &'static [&'static str],
    /// Where to go from here: words and address, the first as the main one.
    pub(super) ways: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/register/message.html")]
struct MessagePage {
    page: Frame,
    title: &'static str,
    lead: String,
    lines: &'static [&'static str],
    ways: Buttons,
}

impl Message {
    /// The page in its frame.
    pub(super) fn html(self, mut page: Frame) -> askama::Result<String> {
        self.title.clone_into(&mut page.title);
        let ways = self.ways.into_iter().enumerate().map(|(index, (label, href))| {
            let button = Button::link(label, href);
            if index == 0 { button.primary() } else { button }
        });
        MessagePage { page, title: self.title, lead: self.lead, lines: self.lines, ways: Buttons::new(ways) }.render()
    }

    /// The page, with status 200.
    pub(super) fn page(self, visit: &Visit) -> Page {
        let frame = visit.page(self.title);
        Ok(Html(self.html(frame)?).into_response())
    }

    /// A link that leads nowhere: the same bytes for every such link, with status 404.
    pub(super) fn gone(visit: &Visit) -> Page {
        let t = Texts::of(visit.lang());
        let message = Self {
            title: t.gone_title,
            lines: t.gone,
            ways: vec![(t.begin_again.to_owned(), "/aanmelden".to_owned())],
            ..Self::default()
        };
        let html = message.html(visit.error_page(t.gone_title))?;
        Ok((StatusCode::NOT_FOUND, Html(html)).into_response())
    }
}

/// How a registration stands that was sent in, and what its registrant can do now.
pub(super) fn standing(portal: &Portal, visit: &Visit, registration: &Registration) -> Message {
    let t = Texts::of(visit.lang());
    let name = registration.name.as_str();
    let again = (t.begin_again.to_owned(), "/aanmelden".to_owned());
    let start = (t.to_start.to_owned(), "/".to_owned());
    let (title, lead, ways) = match registration.stage {
        Stage::Draft | Stage::Submitted => {
            (t.submitted_title, t.submitted_text(name, &registration.email), vec![again])
        }
        Stage::Confirmed => {
            let by = decide_by(&portal.app, registration.queued_at.unwrap_or_else(|| portal.app.now()));
            let by = words::date(local_date(by), visit.lang());
            (t.confirmed_title, t.confirmed_text(name, &by), vec![start])
        }
        Stage::Questioned => (t.questioned_title, t.questioned_text(name), vec![start]),
        Stage::Accepted => {
            (t.accepted_title, t.accepted_text(name), vec![(t.sign_in.to_owned(), "/inloggen".to_owned())])
        }
        Stage::Refused => (t.refused_title, t.refused_text(name), vec![start]),
    };
    let lines = if registration.stage == Stage::Confirmed { t.then_items } else { &[] };
    Message { title, lead, lines, ways }
}
