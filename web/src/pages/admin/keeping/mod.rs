//! Agreements that were kept long enough: the list, what an approval would erase, and keeping some longer.

mod preview;
mod texts;

use super::{Choices, address, html_with};
use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs, value, values},
    get_fresh, keyset,
    layout::Page as Frame,
    pages::{Page, agreements::tag},
    parts::{Button, Buttons, EmptyState, ErrorSummary, FormErrors, Icon, Notice, Pager, StateTag},
    post_fresh,
    visit::Visit,
    words,
};
use app::{
    App,
    jobs::Page as Lines,
    keeping::{self, Chosen, Counts, Line},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{access::Permission::Administer, ids::AgreementId, keeping::Terms};
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/beheer/bewaren";
/// What is kept longer, in the address.
const KEPT: &str = "langer";
/// The field of a check box, and of what was chosen before.
const TICKED: &str = "kies";
/// The field of the button that was pressed.
const DO: &str = "doe";

pub(super) fn routes() -> Vec<Route> {
    vec![get_fresh(PATH, Administer, list), post_fresh(PATH, PATH, Administer, pressed)]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    stand: String,
    na: String,
    voor: String,
}

struct Row {
    id: AgreementId,
    number: String,
    between: String,
    state: StateTag,
    ended: String,
    kept: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/admin/keeping/page.html")]
struct ListPage {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    lead: String,
    under_way: Option<Notice>,
    choices: Choices,
    caption: String,
    rows: Vec<Row>,
    is_kept: bool,
    buttons: Buttons,
    nothing: EmptyState,
    begin: Option<String>,
    pager: Pager,
    by_itself: Vec<String>,
}

async fn list(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    shown(&app, &visit, &filter, false).await
}

/// The list; `missing` says that nothing was chosen.
async fn shown(app: &App, visit: &Visit, filter: &Filter, missing: bool) -> Page {
    let kept = filter.stand == KEPT;
    let counts = keeping::counts(app, &visit.actor()).await?;
    let piece = keyset::piece(filter.na.parse().ok(), filter.voor.parse().ok());
    let lines = keeping::list(app, &visit.actor(), kept, piece).await?;
    let mut frame = visit.page(Texts::of(visit.lang()).title);
    frame.failed = missing;
    let status = if missing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    html_with(status, &made(frame, kept, counts, &lines, &app.settings().terms, missing))
}

fn made(page: Frame, kept: bool, counts: Counts, lines: &Lines<Line>, terms: &Terms, missing: bool) -> ListPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let chosen = if kept { KEPT } else { "" };
    let total = if kept { counts.kept } else { counts.due };
    let mut errors = FormErrors::default();
    if missing {
        errors.add(TICKED, t.nothing_chosen);
    }
    let link = |name: &str, id: &str| address(PATH, &[("stand", chosen), (name, id)]);
    let mut buttons = vec![Button::submit(t.look).named(DO, "kijk").primary()];
    if !kept && total > 1 {
        buttons.push(
            Button::submit(t.look_all(&words::number(total.min(keeping::MOST), lang))).named(DO, "alles").secondary(),
        );
    }
    let number = |n: u16| words::number(i64::from(n), lang);
    ListPage {
        t,
        errors: errors.summary(lang),
        lead: t.lead(&number(terms.evidence_years)),
        under_way: (counts.approved > 0).then(|| Notice::info(t.under_way(&words::number(counts.approved, lang)))),
        choices: Choices::between(
            PATH,
            t.choose,
            &[("", t.due, counts.due), (KEPT, t.kept, counts.kept)],
            chosen,
            lang,
        ),
        caption: t.caption(&words::number(total, lang), total == 1),
        rows: lines.lines.iter().map(|line| row(line, lang)).collect(),
        is_kept: kept,
        buttons: Buttons::new(buttons),
        nothing: EmptyState::new(Icon::Check, t.none, if kept { t.none_kept } else { t.none_due }),
        begin: lines.earlier.then(|| link("", "")),
        pager: keyset::pager(lang, lines, |line| line.id.to_string(), link),
        by_itself: t.by_itself(terms),
        page,
    }
}

fn row(line: &Line, lang: crate::lang::Lang) -> Row {
    let t = Texts::of(lang);
    let kept = line.keep_until.map(|until| {
        let reason = line.keep_reason.as_deref().unwrap_or_default();
        t.kept_until(&words::date(until, lang), reason)
    });
    Row {
        id: line.id,
        number: line.number.clone(),
        between: format!("{}, {}", line.party, line.partner),
        state: tag(line.state, lang),
        ended: words::date(line.ended_on, lang),
        kept,
    }
}

/// A button of the list or of the look ahead. Nothing changes before the last one.
async fn pressed(State(portal): State<Portal>, visit: Visit, Checked(form): Checked<Pairs>) -> Page {
    let app = &portal.app;
    let chosen = chosen(&form)?;
    match value(&form, DO) {
        "alles" => {
            let all = keeping::all(app, &visit.actor()).await?;
            preview::page(app, &visit, all, preview::Typed::default()).await
        }
        "wissen" => erase(&portal, &visit, chosen).await,
        "langer" => preview::keep(&portal, &visit, &form, chosen).await,
        "terug" => {
            let done = keeping::keep_longer(app, &visit.actor(), &chosen, None).await?;
            let flash = if matches!(done, Ok(1..)) { Flash::NoLongerKept } else { Flash::Unchanged };
            Ok(portal.go_and_say(PATH, flash))
        }
        _ if chosen.is_empty() => {
            let filter = Filter { stand: value(&form, "stand").to_owned(), ..Filter::default() };
            shown(app, &visit, &filter, true).await
        }
        _ => preview::page(app, &visit, chosen, preview::Typed::default()).await,
    }
}

/// What the form says was chosen: some, or all up to a line.
fn chosen(form: &Pairs) -> Result<Chosen, PageError> {
    let id = |text: &str| text.parse::<AgreementId>().map_err(|_| PageError::NotFound);
    if let Some(last) = Some(value(form, "tot-en-met")).filter(|text| !text.is_empty()) {
        let count = value(form, "aantal").parse().map_err(|_| PageError::NotFound)?;
        return Ok(Chosen::UpTo { last: id(last)?, count });
    }
    let mut ids = Vec::new();
    for text in values(form, TICKED) {
        let id = id(&text)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(Chosen::These(ids))
}

async fn erase(portal: &Portal, visit: &Visit, chosen: Chosen) -> Page {
    match keeping::approve(&portal.app, &visit.actor(), &chosen).await {
        Ok(0) => Ok(portal.go_and_say(PATH, Flash::Unchanged)),
        Ok(_) => Ok(portal.go_and_say(PATH, Flash::ErasureApproved)),
        Err(app::AppError::Stale) => preview::page(&portal.app, visit, chosen, preview::Typed::stale(visit)).await,
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use domain::agreement::StateKind;
    use jiff::civil::date;
    use uuid::Uuid;

    pub(super) fn line(n: u128, kept: bool) -> Line {
        Line {
            id: AgreementId(Uuid::from_u128(n)),
            number: format!("LCV-2026-{n:06}"),
            state: StateKind::Terminated,
            party: "Gemeente Zeewolde".to_owned(),
            partner: "Wonen <Voorbeeld>".to_owned(),
            ended_on: date(2026, 6, 30),
            keep_until: kept.then(|| date(2040, 1, 1)),
            keep_reason: kept.then(|| "rechtszaak & zo".to_owned()),
        }
    }

    fn render(lang: Lang, kept: bool, n: u128, missing: bool) -> String {
        let lines = Lines { lines: (1..=n).map(|n| line(n, kept)).collect(), earlier: n > 0, later: n > 0 };
        let counts = Counts { due: 120, kept: 3, approved: 2 };
        let page = Frame::new(lang, Texts::of(lang).title, "token", PATH);
        made(page, kept, counts, &lines, &Terms::default(), missing).render().expect("the page renders")
    }

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            let html = render(lang, false, 2, false);
            assert_eq!(html.matches("name=\"kies\"").count(), 2);
            assert!(
                html.contains("LCV-2026-000002") && html.contains("&#60;Voorbeeld&#62;") && !html.contains("style=")
            );
            assert!(html.matches("<h1").count() == 1 && html.contains("rel=\"prev\""));
            let kept = render(lang, true, 1, false);
            assert!(kept.contains("rechtszaak &#38; zo") && kept.contains("stand=langer&#38;na="), "{kept}");
            assert!(!kept.contains("value=\"alles\""), "what is kept is looked at one by one");
            assert!(render(lang, false, 0, false).contains("empty-state"));
            assert!(render(lang, false, 2, true).contains("#veld-kies"), "the summary leads to the first box");
        }
    }

    #[test]
    fn what_was_chosen_is_read() {
        let id = AgreementId(Uuid::from_u128(7));
        let pair = |name: &str, value: String| (name.to_owned(), value);
        let twice = vec![pair("kies", id.to_string()), pair("kies", id.to_string())];
        assert_eq!(chosen(&twice).ok(), Some(Chosen::These(vec![id])));
        let all = vec![pair("tot-en-met", id.to_string()), pair("aantal", "12".to_owned())];
        assert_eq!(chosen(&all).ok(), Some(Chosen::UpTo { last: id, count: 12 }));
        assert!(chosen(&vec![pair("kies", "x".to_owned())]).is_err());
        assert!(chosen(&vec![pair("tot-en-met", id.to_string())]).is_err());
    }
}
