//! What can be changed of the own organisation, and what was asked before.

use super::{PATH, Texts, change_links};
use crate::{
    Portal,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Icon, Notice, StateTag, Tone},
    visit::Visit,
    words,
};
use app::{
    changes::{self, Change},
    organisations::Shown,
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::{calendar::local_date, change::Stage};

/// A change that was asked for.
struct Row {
    kind: &'static str,
    asked: String,
    stage: StateTag,
    /// From when, or why not.
    note: String,
    /// Where to take it back, while it waits.
    take_back: Option<(String, Button)>,
}

#[derive(Template)]
#[template(path = "pages/changes/list.html")]
pub(super) struct View {
    page: Frame,
    t: &'static Texts,
    organisation: String,
    notice: Option<Notice>,
    links: Vec<(&'static str, String)>,
    end: Button,
    rows: Vec<Row>,
}

pub(super) async fn page(State(portal): State<Portal>, visit: Visit) -> Page {
    again(&portal, &visit, StatusCode::OK, None).await
}

pub(super) async fn again(portal: &Portal, visit: &Visit, status: StatusCode, notice: Option<Notice>) -> Page {
    let (shown, asked) = changes::own(&portal.app, &visit.actor()).await?;
    let html = view(visit.page(Texts::of(visit.lang()).title), &shown, &asked, notice).render()?;
    Ok((status, Html(html)).into_response())
}

pub(super) fn view(page: Frame, shown: &Shown, asked: &[Change], notice: Option<Notice>) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    View {
        t,
        organisation: shown.organisation.name.clone(),
        notice,
        links: change_links(changes::applicant(&shown.organisation), PATH, lang),
        end: Button::link(t.end_title, "/organisatie/beeindigen").subtle(),
        rows: asked.iter().map(|change| row(change, lang)).collect(),
        page,
    }
}

fn row(change: &Change, lang: Lang) -> Row {
    let t = Texts::of(lang);
    let note = match (change.stage, change.on, &change.reason) {
        (Stage::Refused, _, Some(reason)) => reason.clone(),
        (_, Some(day), _) => t.from(&words::date(day, lang)),
        _ => String::new(),
    };
    Row {
        kind: words::change(change.kind, lang),
        asked: words::date(local_date(change.asked_at), lang),
        stage: stage_tag(change.stage, lang),
        note,
        take_back: (change.stage == Stage::Asked).then(|| {
            let button = Button::submit(t.take_back).subtle().detail(words::change(change.kind, lang));
            (format!("/organisatie/wijzigingen/{}/intrekken", change.id), button)
        }),
    }
}

/// Where a change stands, as a tag.
pub(in crate::pages) fn stage_tag(stage: Stage, lang: Lang) -> StateTag {
    let (tone, icon) = match stage {
        Stage::Asked => (Tone::Waiting, Icon::Clock),
        Stage::TakenBack => (Tone::Neutral, Icon::CircleX),
        Stage::Refused => (Tone::Bad, Icon::CircleX),
        Stage::Announced => (Tone::Waiting, Icon::Clock),
        Stage::CarryingOut => (Tone::Waiting, Icon::Refresh),
        Stage::Done => (Tone::Good, Icon::Check),
    };
    StateTag::new(tone, icon, words::change_stage(stage, lang))
}
