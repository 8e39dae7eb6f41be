//! The mailbox of the demo (*Postvak*): every mail as its reader would get it. Demo mode only.

mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs},
    get,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, TextField},
    post,
    visit::Visit,
    words,
};
use app::{App, demo, monday};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, IntoResponse},
};
use domain::{access::Permission::Demo, ids::MailId};
use serde::Deserialize;
use texts::Texts;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![get("/postvak", Demo, list), get("/postvak/{id}", Demo, show), post("/postvak/maandagmail", Demo, send_monday)]
}

struct Line {
    id: MailId,
    to: String,
    subject: String,
    at: String,
}

#[derive(Template)]
#[template(path = "pages/mailbox/list.html")]
struct List {
    page: Frame,
    t: &'static Texts,
    mails: Vec<Line>,
    filter: TextField,
    show: Button,
    /// When Monday's mail goes by itself.
    monday: String,
    send: Button,
}

#[derive(Template)]
#[template(path = "pages/mailbox/show.html")]
struct Show {
    page: Frame,
    t: &'static Texts,
    to: String,
    subject: String,
    at: String,
    /// Paragraphs of lines; a line that is an address becomes a link.
    paragraphs: Vec<Vec<Piece>>,
}

struct Piece {
    text: String,
    link: bool,
}

#[derive(Deserialize)]
struct Filter {
    #[serde(default)]
    aan: String,
}

async fn list(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    let t = Texts::of(visit.lang());
    let to = filter.aan.trim().to_lowercase();
    let mails = demo::mailbox(&app, Some(to.as_str()).filter(|to| !to.is_empty())).await?;
    let mails = mails
        .into_iter()
        .map(|mail| Line { id: mail.id, to: mail.to, subject: mail.subject, at: words::moment(mail.at, visit.lang()) })
        .collect();
    let filter = TextField::new("aan", t.filter).search().email().autocomplete("off").value(to);
    let show = Button::submit(t.show).secondary();
    let (monday, made) = monday::next(&app).await?;
    let monday = words::date(monday, visit.lang());
    let monday = if made { t.monday_made(&monday) } else { t.monday(&monday) };
    let send = Button::submit(t.send_monday);
    Ok(Html(List { page: visit.page(t.title), t, mails, filter, show, monday, send }.render()?).into_response())
}

async fn send_monday(State(portal): State<Portal>, Checked(_): Checked<Pairs>) -> Page {
    let flash = match monday::demo(&portal.app).await? {
        monday::Demo::Made(0) => Flash::MondayEmpty,
        monday::Demo::Made(_) => Flash::MondayMade,
        monday::Demo::Already => Flash::MondayAlready,
    };
    Ok(portal.go_and_say("/postvak", flash))
}

async fn show(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Page {
    let t = Texts::of(visit.lang());
    let id: MailId = id.parse().map_err(|_| PageError::NotFound)?;
    let mail = demo::mail(&app, id).await?;
    let own = &app.settings().public_url;
    let paragraphs = mail
        .plain
        .split("\n\n")
        .map(|paragraph| {
            paragraph
                .lines()
                .map(|line| Piece { text: line.trim_end().to_owned(), link: line.starts_with(own.as_str()) })
                .collect()
        })
        .collect();
    let at = words::moment(mail.at, visit.lang());
    let page = visit.page(mail.subject.clone());
    Ok(Html(Show { page, t, to: mail.to, subject: mail.subject, at, paragraphs }.render()?).into_response())
}
