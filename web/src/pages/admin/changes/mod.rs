//! Changes of organisations: the queue, one change with what it does, changing something at once, and municipalities
//! that go over to another party.

mod direct;
mod municipalities;
mod review;
mod review_texts;
mod texts;

use super::html;
use crate::{
    Route, get,
    lang::Lang,
    layout::Page as Frame,
    pages::{Page, changes::stage_tag},
    parts::{EmptyState, Icon, StateTag},
    post,
    visit::Visit,
    words,
};
use app::{
    App,
    changes::{self, Change},
};
use askama::Template;
use axum::extract::State;
use domain::{access::Permission::Administer, calendar::local_date};
use texts::Texts;

const QUEUE: &str = "/beheer/wijzigingen";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(QUEUE, Administer, queue),
        get("/beheer/wijzigingen/{id}", Administer, review::show),
        post("/beheer/wijzigingen/{id}/accepteren", Administer, review::accept),
        post("/beheer/wijzigingen/{id}/weigeren", Administer, review::refuse),
        get("/beheer/wijzigingen/{id}/verbeteren", Administer, direct::show_correction),
        post("/beheer/wijzigingen/{id}/verbeteren", Administer, direct::save_correction),
        get("/beheer/organisaties/{id}/wijzigen/{part}", Administer, direct::show),
        post("/beheer/organisaties/{id}/wijzigen/{part}", Administer, direct::save),
        get("/beheer/organisaties/{id}/beeindigen", Administer, direct::show_end),
        post("/beheer/organisaties/{id}/beeindigen", Administer, direct::save_end),
        get("/beheer/wijzigingen/herindelingen", Administer, municipalities::mergers),
        post("/beheer/wijzigingen/herindelingen", Administer, municipalities::merge),
        get("/beheer/wijzigingen/overnames", Administer, municipalities::take_overs),
        post("/beheer/wijzigingen/overnames", Administer, municipalities::take_over),
    ]
}

/// The path of a change's page.
fn path(id: domain::ids::ChangeId) -> String {
    format!("{QUEUE}/{id}")
}

/// A change in a list.
struct Row {
    href: String,
    name: String,
    kind: &'static str,
    since: String,
    on: String,
    stage: StateTag,
}

fn row((change, name): (Change, String), lang: Lang) -> Row {
    let since = change.decided_at.filter(|_| change.stage.is_over()).unwrap_or(change.asked_at);
    Row {
        href: path(change.id),
        name,
        kind: words::change(change.kind, lang),
        since: words::date(local_date(since), lang),
        on: change.on.map(|day| words::date(day, lang)).unwrap_or_default(),
        stage: stage_tag(change.stage, lang),
    }
}

#[derive(Template)]
#[template(path = "pages/admin/changes/queue.html")]
struct Queue {
    page: Frame,
    t: &'static Texts,
    nothing: EmptyState,
    lists: Vec<(&'static str, &'static str, Vec<Row>)>,
}

async fn queue(State(app): State<App>, visit: Visit) -> Page {
    let lang = visit.lang();
    let (asked, ahead, decided) = changes::queue(&app, &visit.actor()).await?;
    html(&view(visit.page(Texts::of(lang).title), [asked, ahead, decided]))
}

fn view(page: Frame, lists: [Vec<changes::Line>; 3]) -> Queue {
    let lang = page.lang;
    let t = Texts::of(lang);
    let heads = [(t.asked, t.since), (t.ahead, t.since), (t.decided, t.decided_on)];
    let lists = heads.into_iter().zip(lists);
    let lists =
        lists.map(|((head, when), lines)| (head, when, lines.into_iter().map(|line| row(line, lang)).collect()));
    Queue { t, nothing: EmptyState::new(Icon::Inbox, t.none, t.none_text), lists: lists.collect(), page }
}

pub(in crate::pages) use review::{Difference, Effects, differences, effects, table};
pub(in crate::pages) use review_texts::Texts as ReviewTexts;

/// A change, for tests of pages.
#[cfg(test)]
pub(in crate::pages) use review::tests::change as sample;

#[cfg(test)]
mod tests;
