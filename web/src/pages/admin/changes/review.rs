//! One change: what was and what would be, what it does to the agreements, and the decision.

use super::{
    super::{html_with, id},
    path,
    review_texts::Texts,
};
use crate::{
    Portal,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs, value},
    lang::Lang,
    layout::Page as Frame,
    pages::{
        Page,
        changes::{Material, stage_tag},
        register::problems::sentence,
    },
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, StateTag, SummaryList, TextArea},
    refusals,
    visit::Visit,
    words,
};
use app::{
    App, AppError,
    changes::{self, Impossible, Preview, Review},
};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{
    change::{Effect, Kind, Refusal, Stage, Tally},
    ids::ChangeId,
    municipality::{MunicipalityCode, by_code},
    registration::Complaint,
    values::Wrong,
};

/// What was typed, and what came of it.
#[derive(Default)]
struct Typed {
    status: StatusCode,
    notice: Option<Notice>,
    errors: FormErrors,
    reason: String,
}

/// A line of what is different: what was and what would be.
pub(in crate::pages) struct Difference {
    pub(in crate::pages) label: String,
    pub(in crate::pages) was: String,
    pub(in crate::pages) is: String,
}

/// A line of what happens.
pub(in crate::pages) struct EffectRow {
    pub(in crate::pages) state: &'static str,
    pub(in crate::pages) effect: &'static str,
    pub(in crate::pages) count: String,
}

/// What happens, or happened, to the agreements.
pub(in crate::pages) struct Effects {
    pub(in crate::pages) title: String,
    pub(in crate::pages) rows: Vec<EffectRow>,
    pub(in crate::pages) summary: String,
}

struct Decide {
    digest: Option<String>,
    accept: Button,
    reason: TextArea,
    reason_open: bool,
    refuse: Buttons,
    correct: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/admin/changes/review.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    notices: Vec<Notice>,
    path: String,
    version: i64,
    kind: &'static str,
    name: String,
    stage: StateTag,
    facts: SummaryList,
    differences: Vec<Difference>,
    effects: Option<Effects>,
    decide: Option<Decide>,
    refresh: bool,
}

pub(super) async fn show(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    page(&app, &visit, id(&text)?, Typed::default()).await
}

async fn page(app: &App, visit: &Visit, id: ChangeId, typed: Typed) -> Page {
    let review = changes::review(app, &visit.actor(), id).await?;
    let differences = differences(app, &review, visit.lang()).await?;
    let status = typed.status;
    html_with(status, &view(visit.page(""), &review, differences, &typed))
}

/// What is different between what stands there now and what was asked; all that was asked once it is over.
pub(in crate::pages) async fn differences(
    app: &App,
    review: &Review,
    lang: Lang,
) -> Result<Vec<Difference>, PageError> {
    let (Some(shown), Some(asked)) = (&review.organisation, &review.change.answers) else { return Ok(Vec::new()) };
    let Some(step) = review.change.kind.step(changes::applicant(&shown.organisation)) else { return Ok(Vec::new()) };
    let material = Material::load(app, shown, step, lang).await?;
    let waits = review.change.stage == Stage::Asked;
    let was = if waits { material.again().rows(&material.answers) } else { Vec::new() };
    Ok(compared(was, &material.again().rows(asked)))
}

/// Lines with a label of both, in the order of what was asked; what is the same on both sides is left out.
pub(super) fn compared(was: Vec<(String, String)>, is: &[(String, String)]) -> Vec<Difference> {
    let mut lines: Vec<Difference> = Vec::new();
    for (label, value) in is {
        let before = was.iter().find(|(other, _)| other == label).map(|(_, value)| value.clone()).unwrap_or_default();
        if before != *value {
            lines.push(Difference { label: label.clone(), was: before, is: value.clone() });
        }
    }
    for (label, value) in was {
        if is.iter().all(|(other, _)| *other != label) {
            lines.push(Difference { label, was: value, is: String::new() });
        }
    }
    lines
}

impl Difference {
    /// For a mail: the label, and what was and is.
    pub(super) fn told(self) -> (String, String) {
        let line = |text: &str| if text.is_empty() { "-".to_owned() } else { text.replace('\n', ", ") };
        (self.label, format!("{} → {}", line(&self.was), line(&self.is)))
    }
}

fn view(mut page: Frame, review: &Review, differences: Vec<Difference>, typed: &Typed) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let change = &review.change;
    let name = name(review);
    page.title = t.title(words::change(change.kind, lang), &name);
    page.failed = !typed.errors.is_empty();
    let mut notices: Vec<Notice> = typed.notice.iter().cloned().collect();
    notices.extend(standing(review, lang));
    View {
        t,
        errors: typed.errors.summary(lang),
        notices,
        path: path(change.id),
        version: change.version,
        kind: words::change(change.kind, lang),
        stage: stage_tag(change.stage, lang),
        facts: facts(review, &name, lang),
        differences,
        effects: effects(review, lang),
        decide: (change.stage == Stage::Asked).then(|| decide(review, typed, lang)),
        refresh: change.stage == Stage::CarryingOut,
        name,
        page,
    }
}

fn name(review: &Review) -> String {
    match &review.organisation {
        Some(shown) => shown.organisation.name.clone(),
        None => [review.change.municipality, review.change.into]
            .into_iter()
            .flatten()
            .map(municipality)
            .collect::<Vec<_>>()
            .join(" → "),
    }
}

fn municipality(code: MunicipalityCode) -> String {
    by_code(code).map_or_else(|| code.to_string(), |known| known.name.clone())
}

/// What stands in the way, or what should be known.
fn standing(review: &Review, lang: Lang) -> Vec<Notice> {
    let t = Texts::of(lang);
    let mut notices = Vec::new();
    match &review.preview {
        Some(Err(Impossible::Refused(refusal))) => {
            notices.push(Notice::failed(refusals::change(*refusal, lang)).heading(t.impossible));
        }
        Some(Err(Impossible::Problems(problems))) => {
            let notice = Notice::failed(t.problems).heading(t.impossible);
            notices.push(problems.iter().fold(notice, |notice, problem| notice.item(sentence(problem, lang))));
        }
        Some(Ok(_)) if review.change.kind == Kind::Merger && review.successor.is_none() => {
            notices.push(Notice::warning(t.no_successor).heading(t.no_successor_title));
        }
        _ => {}
    }
    notices
}

fn facts(review: &Review, name: &str, lang: Lang) -> SummaryList {
    let t = Texts::of(lang);
    let change = &review.change;
    let mut list = SummaryList::new(lang);
    if let Some(code) = change.municipality {
        list = list.row(t.municipality, municipality(code));
    }
    if let Some(other) = &review.other {
        list = list.row(t.until_then, other.clone());
    }
    if let Some(code) = change.into {
        list = list.row(t.into, municipality(code));
        list = list.row(t.from_then, review.successor.as_deref().unwrap_or(t.nobody_yet));
    } else if change.kind == Kind::TakeOver {
        list = list.row(t.from_then, name);
    }
    if let Some(day) = change.on {
        list = list.row(t.on, words::date(day, lang));
    }
    if let Some(who) = &review.asked_by {
        list = list.row(t.asked_by, format!("{who}, {}", words::moment(change.asked_at, lang)));
    }
    if let (Some(who), Some(at)) = (&review.decided_by, change.decided_at) {
        list = list.row(t.decided_by, format!("{who}, {}", words::moment(at, lang)));
    }
    if let Some(reason) = &change.reason {
        list = list.row(t.reason_row, reason.clone());
    }
    list
}

pub(in crate::pages) fn effects(review: &Review, lang: Lang) -> Option<Effects> {
    let t = Texts::of(lang);
    let change = &review.change;
    match (&review.preview, change.stage) {
        (Some(Ok(Preview { tally, .. })), Stage::Asked) => Some(table(t.does.to_owned(), tally, lang)),
        (Some(Ok(Preview { tally, .. })), _) => {
            let day = change.on.map(|day| words::date(day, lang)).unwrap_or_default();
            Some(table(t.will_do(&day), tally, lang))
        }
        (_, Stage::CarryingOut) => {
            let done = i64::try_from(change.happened.touched()).unwrap_or(i64::MAX);
            let all = change.foreseen.as_ref().map_or(done, |all| i64::try_from(all.touched()).unwrap_or(i64::MAX));
            let progress = t.progress(&words::number(done, lang), &words::number(all, lang));
            Some(Effects { summary: progress, ..table(t.doing.to_owned(), &change.happened, lang) })
        }
        (_, Stage::Done) => Some(table(t.did.to_owned(), &change.happened, lang)),
        _ => None,
    }
}

pub(in crate::pages) fn table(title: String, tally: &Tally, lang: Lang) -> Effects {
    let t = Texts::of(lang);
    let number = |count: u64| words::number(i64::try_from(count).unwrap_or(i64::MAX), lang);
    let rows = tally.lines().into_iter().filter(|(_, effect, _)| *effect != Effect::Untouched);
    let rows = rows.map(|(state, effect, count)| EffectRow {
        state: if effect == Effect::Prepared { t.not_there } else { words::state(state, lang) },
        effect: words::effect(effect, lang),
        count: number(count),
    });
    let untouched = tally.all(Effect::Untouched);
    let summary = match (tally.touched(), untouched) {
        (0, _) => t.touches_none.to_owned(),
        (touched, 0) => t.touches(&number(touched)),
        (touched, rest) => t.touches_and_leaves(&t.touches(&number(touched)), &number(rest)),
    };
    Effects { title, rows: rows.collect(), summary }
}

fn decide(review: &Review, typed: &Typed, lang: Lang) -> Decide {
    let t = Texts::of(lang);
    let error = typed.errors.get("reason");
    let change = &review.change;
    Decide {
        digest: match &review.preview {
            Some(Ok(preview)) => Some(preview.digest.clone()),
            _ => None,
        },
        accept: Button::submit(t.accept_button),
        reason_open: error.is_some() || !typed.reason.is_empty(),
        reason: TextArea::new("reason", t.reason)
            .hint(t.reason_hint)
            .value(&typed.reason)
            .max_length(2_000)
            .rows(4)
            .error(error),
        refuse: Buttons::new([Button::submit(t.refuse_button).danger()]),
        correct: change.answers.is_some().then(|| format!("{}/verbeteren", path(change.id))),
    }
}

fn version(form: &Pairs) -> Result<i64, PageError> {
    value(form, "version").parse().map_err(|_| PageError::BadForm)
}

pub(super) async fn accept(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let (id, version) = (id(&text)?, version(&form)?);
    let done = changes::accept(&portal.app, &visit.actor(), id, version, value(&form, "preview")).await;
    answer(&portal, &visit, id, done, Typed::default(), Flash::ChangeAccepted).await
}

pub(super) async fn refuse(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let (id, version) = (id(&text)?, version(&form)?);
    let typed = Typed { reason: value(&form, "reason").to_owned(), ..Typed::default() };
    let done = changes::refuse(&portal.app, &visit.actor(), id, version, &typed.reason).await;
    answer(&portal, &visit, id, done, typed, Flash::ChangeRefused).await
}

async fn answer(
    portal: &Portal,
    visit: &Visit,
    id: ChangeId,
    done: Result<(), AppError>,
    mut typed: Typed,
    flash: Flash,
) -> Page {
    let lang = visit.lang();
    let t = Texts::of(lang);
    typed.status = StatusCode::CONFLICT;
    match done {
        Ok(()) => return Ok(portal.go_and_say(&path(id), flash)),
        Err(AppError::Problems(problems)) => {
            typed.status = StatusCode::UNPROCESSABLE_ENTITY;
            for problem in problems.iter().filter(|problem| problem.field == "reason") {
                typed.errors.add(
                    "reason",
                    match problem.complaint {
                        Complaint::Value(Wrong::Missing) => t.reason_missing.to_owned(),
                        _ => sentence(problem, lang),
                    },
                );
            }
        }
        Err(AppError::Change(Refusal::Decided)) => {
            let change = changes::review(&portal.app, &visit.actor(), id).await?.change;
            let accepted = matches!(change.stage, Stage::Announced | Stage::CarryingOut | Stage::Done);
            let same = accepted == (flash == Flash::ChangeAccepted) && change.decided_by == visit.actor().person();
            if same && change.stage != Stage::TakenBack {
                // The second click of the same person on the same button.
                return Ok(portal.go_and_say(&path(id), flash));
            }
            typed.notice = Some(Notice::info(refusals::change(Refusal::Decided, lang)).announced());
        }
        Err(AppError::Change(refusal)) => {
            typed.notice = Some(Notice::warning(refusals::change(refusal, lang)).announced());
        }
        Err(AppError::Stale) => typed.notice = Some(Notice::warning(t.stale).announced()),
        Err(other) => return Err(other.into()),
    }
    page(&portal.app, visit, id, typed).await
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::samples;
    use domain::{
        agreement::StateKind,
        party::OrganisationKind,
        registration::{Answers, PersonAnswer},
    };

    pub(in crate::pages) fn change(kind: Kind, stage: Stage) -> changes::Change {
        let mut happened = Tally::default();
        happened.add(StateKind::Released, Effect::Recalled, 3);
        changes::Change {
            id: ChangeId(uuid::Uuid::nil()),
            kind,
            stage,
            subject: None,
            organisation: None,
            other: None,
            municipality: MunicipalityCode::parse("GM1696").ok(),
            into: (kind == Kind::Merger).then(|| MunicipalityCode::parse("GM0402").expect("a code")),
            on: kind.is_dated().then(|| jiff::civil::date(2027, 1, 1)),
            due: None,
            answers: (!kind.is_dated()).then(|| Answers {
                signatories: vec![PersonAnswer { name: "Bo <Jansen>".into(), ..PersonAnswer::default() }],
                ..Answers::default()
            }),
            language: "nl".into(),
            asked_by: None,
            asked_at: samples::moment(),
            decided_by: None,
            decided_at: Some(samples::moment()),
            reason: (stage == Stage::Refused).then(|| "Niet <juist>".into()),
            foreseen: Some(happened.clone()),
            happened,
            leg: 0,
            reached: None,
            finished_at: None,
            version: 2,
        }
    }

    fn review(kind: Kind, stage: Stage) -> Review {
        let mut tally = Tally::default();
        tally.add(StateKind::Signed, Effect::Flagged, 1_234);
        tally.add(StateKind::Prepared, Effect::Prepared, 2);
        tally.add(StateKind::Prepared, Effect::Untouched, 5);
        let shown = app::organisations::Shown {
            organisation: samples::organisation(OrganisationKind::Municipality),
            members: Vec::new(),
            coverage: Vec::new(),
            area: Vec::new(),
            agreements: Vec::new(),
            history: Vec::new(),
        };
        let preview = matches!(stage, Stage::Asked | Stage::Announced);
        Review {
            change: change(kind, stage),
            organisation: (kind != Kind::Merger).then_some(shown),
            other: Some("Gemeente <Oud>".into()),
            successor: None,
            preview: preview.then(|| Ok(Preview { tally, digest: "abc".into() })),
            asked_by: Some("Kim <Test>".into()),
            decided_by: Some("Noor".into()),
        }
    }

    #[test]
    fn every_kind_in_every_stage_renders_in_both_languages() {
        for lang in Lang::ALL {
            for kind in Kind::ALL {
                for stage in Stage::ALL {
                    let page = Frame::new(lang, "", "token", "/beheer/wijzigingen/x");
                    let lines = compared(
                        vec![("Naam".into(), "A".into()), ("Weg".into(), "x".into())],
                        &[("Naam".into(), "B <b>".into())],
                    );
                    let html = view(page, &review(*kind, *stage), lines, &Typed::default()).render().expect("renders");
                    assert_eq!(html.matches("<h1").count(), 1, "{kind:?} {stage:?}");
                    assert_eq!(html.contains("/accepteren\""), *stage == Stage::Asked);
                    assert!(html.contains("B &#60;b&#62;") && !html.contains("style="));
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_done_says_why_and_cannot_be_accepted() {
        let mut one = review(Kind::Facts, Stage::Asked);
        one.preview = Some(Err(Impossible::Refused(Refusal::Ended)));
        let page = Frame::new(Lang::Nl, "", "token", "/");
        let html = view(page, &one, Vec::new(), &Typed::default()).render().expect("renders");
        assert!(html.contains("doet niet meer mee") && !html.contains("/accepteren\"") && html.contains("/weigeren\""));
    }

    #[test]
    fn only_what_differs_is_told() {
        let row = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let lines = compared(vec![row("a", "1"), row("b", "2")], &[row("a", "1"), row("b", "3"), row("c", "4\n5")]);
        let told: Vec<_> = lines.into_iter().map(Difference::told).collect();
        assert_eq!(told, [row("b", "2 → 3"), row("c", "- → 4, 5")]);
    }
}
