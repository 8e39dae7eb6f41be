//! Changes of organisations: the queue, one change with what it does, changing something at once, and municipalities
//! that go over to another party.

mod direct;
mod municipalities;
mod review;
mod review_texts;
mod texts;

use super::html;
use crate::{
    Route, get, get_fresh,
    lang::Lang,
    layout::Page as Frame,
    pages::{Page, changes::stage_tag},
    parts::{EmptyState, Icon, StateTag},
    post, post_fresh,
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
const CHANGE: &str = "/beheer/organisaties/{id}/wijzigen/{part}";
const END: &str = "/beheer/organisaties/{id}/beeindigen";
const MERGERS: &str = "/beheer/wijzigingen/herindelingen";
const TAKE_OVERS: &str = "/beheer/wijzigingen/overnames";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(QUEUE, Administer, queue),
        get("/beheer/wijzigingen/{id}", Administer, review::show),
        post_fresh("/beheer/wijzigingen/{id}/accepteren", "/beheer/wijzigingen/{id}", Administer, review::accept),
        post("/beheer/wijzigingen/{id}/weigeren", Administer, review::refuse),
        get("/beheer/wijzigingen/{id}/verbeteren", Administer, direct::show_correction),
        post("/beheer/wijzigingen/{id}/verbeteren", Administer, direct::save_correction),
        get_fresh(CHANGE, Administer, direct::show),
        post_fresh(CHANGE, CHANGE, Administer, direct::save),
        get_fresh(END, Administer, direct::show_end),
        post_fresh(END, END, Administer, direct::save_end),
        get_fresh(MERGERS, Administer, municipalities::mergers),
        post_fresh(MERGERS, MERGERS, Administer, municipalities::merge),
        get_fresh(TAKE_OVERS, Administer, municipalities::take_overs),
        post_fresh(TAKE_OVERS, TAKE_OVERS, Administer, municipalities::take_over),
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
