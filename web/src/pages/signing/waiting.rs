//! What waits for a signatory, over all organisations, and the beginning of a round.

use super::{Consent, PATH, admit, consent, gone, path_of, remember, shown, slot_of, texts::Texts};
use crate::{
    Portal,
    error::PageError,
    form::{Checked, Pairs, values},
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, EmptyState, ErrorSummary, FormErrors, Icon, Notice, SummaryList},
    visit::Visit,
    words,
};
use app::{
    App, AppError,
    sectors::{self, Sector},
    signing_rounds::{self, Article, Line, Waiting},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::{
    agreement::{Side, StateKind},
    ids::SlotId,
    party::{OrganisationKind, WarningSystem},
};
use serde::Deserialize;
use std::collections::{BTreeSet, HashSet};

/// More names than this become a number.
const NAMES: usize = 3;
/// The article whose second sentence is that of the sector.
const BY_SECTOR: &str = "grondslag";
/// The article that stands only where there is an executor.
const WITH_EXECUTOR: &str = "uitvoering";

#[derive(Template)]
#[template(path = "pages/signing/waiting.html")]
pub(super) struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    error: Option<String>,
    lead: String,
    cannot_sign: Option<Notice>,
    same_title: &'static str,
    same: SummaryList,
    /// What all of them say, in plain language.
    plain: Vec<Article>,
    differs_title: &'static str,
    caption: String,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
    consent: Consent,
    next_text: String,
    next: Button,
    empty: Option<EmptyState>,
}

struct Row {
    slot: String,
    /// The first one carries the id that the summary of errors points to.
    id: String,
    with: String,
    number: String,
    cells: Vec<(&'static str, String)>,
    checked: bool,
    why_not: Option<String>,
    read: String,
}

/// What the visitor did before this page.
#[derive(Default)]
pub(super) struct Asked {
    /// What is checked; `None`: everything that may be signed together.
    pub(super) chosen: Option<HashSet<SlotId>>,
    pub(super) error: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    kies: String,
}

pub(super) async fn page(State(app): State<App>, visit: Visit, Query(choice): Query<Choice>) -> Page {
    // Without script the buttons "all" and "none" ask for the page again.
    let chosen = (choice.kies == "niets").then(HashSet::new);
    let asked = Asked { chosen, error: None };
    Ok(Html(make(&app, &visit, asked).await?.render()?).into_response())
}

async fn make(app: &App, visit: &Visit, asked: Asked) -> Page<View> {
    let lines = signing_rounds::waiting(app, &visit.actor()).await?;
    let last = signing_rounds::last(app, &visit.actor()).await?.map(|round| path_of(round.id));
    let sectors = sectors::all(app).await?;
    let mut frame = visit.page(Texts::of(visit.lang()).title);
    frame.failed = asked.error.is_some();
    let email = visit.who().map(|who| who.person.email.clone()).unwrap_or_default();
    let plain = plain(app, visit, &lines).await?;
    let facts = Facts { sectors: &sectors, plain, email: &email, last, can_sign: signing_rounds::possible(app) };
    Ok(view(frame, &lines, facts, asked, consent(app, visit.lang())))
}

/// The articles in plain language, as far as they are the same in all lines.
async fn plain(app: &App, visit: &Visit, lines: &[Line]) -> Page<Vec<Article>> {
    let Some(first) = lines.first().map(|line| &line.waiting) else { return Ok(Vec::new()) };
    if lines.iter().any(|line| line.waiting.template != first.template) {
        return Ok(Vec::new());
    }
    let mut articles = match signing_rounds::articles(app, &visit.actor(), first.slot).await {
        Ok(articles) => articles,
        // It was taken back this very moment.
        Err(AppError::NotFound) => Vec::new(),
        Err(other) => return Err(other.into()),
    };
    if lines.iter().any(|line| line.waiting.sector != first.sector) {
        for article in articles.iter_mut().filter(|article| article.id == BY_SECTOR) {
            article.plain.truncate(1);
        }
    }
    if lines.len() > 1 && lines.iter().any(|line| line.waiting.executor_name.is_none()) {
        articles.retain(|article| article.id != WITH_EXECUTOR);
    }
    Ok(articles)
}

/// What the page shows beside the lines.
pub(super) struct Facts<'a> {
    pub(super) sectors: &'a [Sector],
    pub(super) plain: Vec<Article>,
    pub(super) email: &'a str,
    /// The page of the last round.
    pub(super) last: Option<String>,
    pub(super) can_sign: bool,
}

pub(super) fn view(page: Frame, lines: &[Line], facts: Facts<'_>, asked: Asked, consent: Consent) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let number = words::number(total, lang);
    let mut form = FormErrors::default();
    if let Some(error) = &asked.error {
        form.add("slot", error);
    }
    let columns = Columns::of(lines, facts.sectors, lang);
    let several = lines.len() > 1;
    let chosen = asked.chosen.unwrap_or_else(|| every(lines));
    let rows = lines.iter().enumerate().map(|(index, line)| row(index, line, &columns, &chosen, lang)).collect();
    View {
        t,
        errors: form.summary(lang),
        error: asked.error,
        lead: t.waits(total, &number, &on_behalf_of(lines, lang)),
        cannot_sign: (!facts.can_sign).then(|| Notice::warning(t.cannot_sign_text).heading(t.cannot_sign)),
        same_title: if several { t.same } else { t.about_one },
        same: columns.same,
        plain: facts.plain,
        differs_title: if several { t.differs } else { t.one },
        caption: t.caption(total, &number),
        columns: columns.differ.iter().map(|column| column.label).collect(),
        rows,
        consent,
        next_text: t.next_text(facts.email),
        next: Button::submit(t.next).icon(Icon::Signature),
        empty: lines.is_empty().then(|| {
            let empty = EmptyState::new(Icon::Inbox, t.none, t.none_text);
            match &facts.last {
                Some(last) => empty.action(Button::link(t.last_round, last)),
                None => empty,
            }
        }),
        page,
    }
}

/// What is chosen at first: everything, but each agreement for one side.
fn every(lines: &[Line]) -> HashSet<SlotId> {
    lines.iter().filter(|line| line.either.is_none()).map(|line| line.waiting.slot).collect()
}

fn on_behalf_of(lines: &[Line], lang: Lang) -> String {
    let names: BTreeSet<String> = lines.iter().map(|line| own(&line.waiting, lang)).collect();
    if names.len() > NAMES {
        return Texts::of(lang).many_organisations(names.len());
    }
    let names: Vec<String> = names.into_iter().collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {} {last}", rest.join(", "), lang.pick("en", "and")),
        None => String::new(),
    }
}

/// For whom somebody signs.
pub(super) fn own(waiting: &Waiting, lang: Lang) -> String {
    match waiting.side {
        Side::Municipality => words::named(waiting.party_kind, &waiting.organisation_name, lang),
        Side::Partner | Side::Executor => waiting.organisation_name.clone(),
    }
}

/// The other side, as somebody who signs thinks of it.
pub(super) fn with(waiting: &Waiting, lang: Lang) -> String {
    let party = words::named(waiting.party_kind, &waiting.party_name, lang);
    match waiting.side {
        Side::Municipality => waiting.partner_name.clone(),
        Side::Partner => party,
        Side::Executor => format!("{party} {} {}", lang.pick("en", "and"), waiting.partner_name),
    }
}

/// A fact that may differ from line to line.
struct Column {
    label: &'static str,
    of: Box<dyn Fn(&Waiting) -> String>,
}

/// Facts that are the same in all lines stand above the list; the others are its columns.
struct Columns {
    same: SummaryList,
    differ: Vec<Column>,
}

impl Columns {
    fn of(lines: &[Line], sectors: &[Sector], lang: Lang) -> Self {
        let t = Texts::of(lang);
        let mut columns = Self { same: text(SummaryList::new(lang), lines, t), differ: Vec::new() };
        let known: Vec<(String, String)> =
            sectors.iter().map(|sector| (sector.code.clone(), words::sector(sectors, &sector.code, lang))).collect();
        columns.add(lines, t.version, |w| w.template.clone());
        columns.add(lines, t.sector, move |w| {
            known.iter().find(|(code, _)| *code == w.sector).map_or_else(|| w.sector.clone(), |(_, name)| name.clone())
        });
        columns.add(lines, t.system, |w| match (&w.system, w.party_kind) {
            (_, OrganisationKind::JointBody) | (None, _) => t.system_per_member.to_owned(),
            (Some(system), _) => WarningSystem::label(system).to_owned(),
        });
        columns.add(lines, t.executor, |w| w.executor_name.clone().unwrap_or_else(|| t.no_executor.to_owned()));
        columns.add(lines, t.organisation, move |w| own(w, lang));
        columns.add(lines, t.pages, |w| w.pages.to_string());
        columns.add(lines, t.signed_before, |w| {
            if w.state == StateKind::PartlySigned { t.yes } else { t.not_yet }.to_owned()
        });
        columns
    }

    fn add(&mut self, lines: &[Line], label: &'static str, of: impl Fn(&Waiting) -> String + 'static) {
        let mut found: BTreeSet<String> = lines.iter().map(|line| of(&line.waiting)).collect();
        let first = found.pop_first();
        if !found.is_empty() {
            self.differ.push(Column { label, of: Box::new(of) });
        } else if label != Texts::NL.version && label != Texts::EN.version {
            let same = std::mem::replace(&mut self.same, SummaryList::new(Lang::Nl));
            self.same = same.row(label, first.unwrap_or_default());
        }
    }
}

/// What can be said of the text of all of them.
fn text(list: SummaryList, lines: &[Line], t: &Texts) -> SummaryList {
    let versions: BTreeSet<&str> = lines.iter().map(|line| line.waiting.template.as_str()).collect();
    let sectors: BTreeSet<&str> = lines.iter().map(|line| line.waiting.sector.as_str()).collect();
    let Some(version) = versions.first().filter(|_| versions.len() == 1) else { return list };
    let sentence = match (lines.len(), sectors.len()) {
        (1, _) => t.text_one(version),
        (_, 1) => t.text_same(version),
        _ => t.text_per_sector(version),
    };
    list.row(t.text, sentence)
}

fn row(index: usize, line: &Line, columns: &Columns, chosen: &HashSet<SlotId>, lang: Lang) -> Row {
    let t = Texts::of(lang);
    let waiting = &line.waiting;
    Row {
        slot: waiting.slot.to_string(),
        id: if index == 0 { "veld-slot".to_owned() } else { format!("veld-slot-{}", index + 1) },
        with: with(waiting, lang),
        number: waiting.number.clone(),
        cells: columns.differ.iter().map(|column| (column.label, (column.of)(waiting))).collect(),
        checked: chosen.contains(&waiting.slot),
        why_not: line.either.map(|side| t.either(words::side(side, lang))),
        read: t.read_detail(&waiting.number),
    }
}

pub(super) async fn document(State(app): State<App>, visit: Visit, Path(slot): Path<String>) -> Page {
    let slot = slot_of(&slot)?;
    match signing_rounds::document(&app, &visit.actor(), slot).await {
        Ok(file) => shown(file),
        Err(AppError::NotFound) => Err(gone(&app, &visit, slot).await),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn begin(State(portal): State<Portal>, visit: Visit, Checked(form): Checked<Pairs>) -> Page {
    let t = Texts::of(visit.lang());
    let sent = values(&form, "slot");
    // What cannot be read is as unknown as any other: the list has nothing like it.
    let slots: Vec<SlotId> = sent.iter().filter_map(|slot| slot.parse().ok()).collect();
    let chosen: HashSet<SlotId> = slots.iter().copied().collect();
    if sent.is_empty() {
        return again(&portal, &visit, StatusCode::UNPROCESSABLE_ENTITY, chosen, t.choose).await;
    }
    if slots.len() < sent.len() {
        return again(&portal, &visit, StatusCode::CONFLICT, chosen, t.changed).await;
    }
    admit(&portal, &visit).await?;
    let means = visit.who().ok_or(PageError::SignInFirst)?.means;
    match signing_rounds::begin_by(&portal.app, &visit.actor(), means, &slots, visit.language()).await {
        Ok(begun) => {
            let mut response = portal.go(&path_of(begun.round));
            remember(&portal, &mut response, begun.round, &begun.secret);
            Ok(response)
        }
        Err(AppError::NotFound) => again(&portal, &visit, StatusCode::CONFLICT, chosen, t.changed).await,
        Err(AppError::Refused(_)) => {
            again(&portal, &visit, StatusCode::UNPROCESSABLE_ENTITY, chosen, t.both_sides).await
        }
        Err(AppError::CannotSign) => Ok(portal.go(PATH)),
        Err(other) => Err(PageError::from(other)),
    }
}

/// The list once more, with what was chosen and what is the matter with it.
async fn again(portal: &Portal, visit: &Visit, status: StatusCode, chosen: HashSet<SlotId>, error: &str) -> Page {
    let asked = Asked { chosen: Some(chosen), error: Some(error.to_owned()) };
    let view = make(&portal.app, visit, asked).await?;
    Ok((status, Html(view.render()?)).into_response())
}

#[cfg(test)]
#[path = "waiting_tests.rs"]
mod tests;
