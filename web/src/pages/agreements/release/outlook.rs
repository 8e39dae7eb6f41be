//! Looking ahead: what releasing the choice would bring.

use super::{DO, texts::Texts};
use crate::{
    form::{Pairs, value},
    layout::Page as Frame,
    pages::{Page, agreements::act_texts::Texts as ActTexts},
    parts::{Button, Buttons, ErrorSummary, FormErrors, Icon, Notice, SummaryList, TextField},
    visit::Visit,
    words,
};
use app::{
    App,
    agreements::moves::{self, Outlook, Selection},
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::ids::AgreementId;

/// Names that are listed at most.
const NAMES: usize = 10;

/// What was typed, and why the page came back.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) status: StatusCode,
    pub(super) errors: FormErrors,
    pub(super) notice: Option<Notice>,
    pub(super) until: String,
}

impl Typed {
    /// Somebody else changed one of them in this very second.
    pub(super) fn stale(visit: &Visit) -> Self {
        let t = Texts::of(visit.lang());
        let notice = Notice::warning(t.stale_text).heading(t.stale).announced();
        Self { status: StatusCode::CONFLICT, notice: Some(notice), ..Self::default() }
    }
}

#[derive(Template)]
#[template(path = "pages/agreements/release/outlook.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    notices: Vec<Notice>,
    lead: String,
    /// Search and page of the workbench, to go back to.
    place: [(&'static str, String); 4],
    chosen: Vec<AgreementId>,
    possible: bool,
    sectors: SummaryList,
    desk_title: String,
    desks: Option<SummaryList>,
    release: Buttons,
    hold: TextField,
    hold_text: &'static str,
    hold_buttons: Buttons,
    hold_open: bool,
}

pub(super) async fn page(app: &App, visit: &Visit, form: &Pairs, chosen: Vec<AgreementId>, typed: Typed) -> Page {
    let outlook = moves::outlook(app, &visit.actor(), &Selection::These(chosen.clone())).await?;
    let sectors = sectors::all(app).await?;
    let mut frame = visit.page(Texts::of(visit.lang()).outlook);
    frame.failed = !typed.errors.is_empty();
    let place = ["zoek", "sector", "stand", "pagina"].map(|name| (name, value(form, name).to_owned()));
    let status = typed.status;
    Ok((status, Html(view(frame, &outlook, place, typed, &sectors).render()?)).into_response())
}

fn view(page: Frame, outlook: &Outlook, place: [(&'static str, String); 4], typed: Typed, sectors: &[Sector]) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let count = |n: usize| words::number(i64::try_from(n).unwrap_or(i64::MAX), lang);
    let mut notices: Vec<_> = typed.notice.into_iter().collect();
    if outlook.own_signatory_missing && outlook.count > 0 {
        notices.push(Notice::warning(t.own_missing_text).heading(t.own_missing));
    }
    let missing = &outlook.counterparts_missing;
    if !missing.is_empty() {
        let notice = Notice::warning(t.others_missing_text).heading(t.others_missing(missing.len()));
        let notice = missing.iter().take(NAMES).fold(notice, Notice::item);
        notices.push(match missing.len().checked_sub(NAMES) {
            Some(more @ 1..) => notice.item(t.and_more(more)),
            _ => notice,
        });
    }
    if outlook.skipped > 0 {
        let notice = Notice::info(t.skipped_text).heading(t.skipped(outlook.skipped));
        let each = outlook.skipped_in.iter().map(|(state, n)| t.skipped_in(*n, words::state(*state, lang)));
        notices.push(each.fold(notice, Notice::item));
    }
    let mut per_sector: Vec<_> =
        outlook.sectors.iter().map(|(code, n)| (words::sector(sectors, code, lang), *n)).collect();
    per_sector.sort();
    let desks = outlook.desks.iter().fold(SummaryList::new(lang), |list, desk| {
        let who = match desk.function.as_deref().filter(|function| !function.is_empty()) {
            None => desk.name.clone(),
            Some(function) => format!("{}, {function}", desk.name),
        };
        list.row(who, t.desk_line(&count(desk.coming), &count(desk.waiting)))
    });
    let error = typed.errors.get("tot");
    let back = Button::submit(t.change).named(DO, "terug").subtle();
    let release = Button::submit(t.release(outlook.count, &count(outlook.count))).named(DO, "doorzetten");
    View {
        t,
        errors: typed.errors.summary(lang),
        notices,
        lead: if outlook.count == 0 {
            t.outlook_none.to_owned()
        } else {
            t.outlook_lead(outlook.count, &count(outlook.count))
        },
        place,
        chosen: outlook.ids.clone(),
        possible: outlook.count > 0,
        sectors: per_sector.into_iter().fold(SummaryList::new(lang), |list, (name, n)| list.row(name, count(n))),
        desk_title: t.desk(&words::date(outlook.monday, lang)),
        desks: (!outlook.desks.is_empty()).then_some(desks),
        release: if outlook.count > 0 {
            Buttons::new([release.primary().icon(Icon::Send), back])
        } else {
            Buttons::new([back.secondary()])
        },
        hold_open: error.is_some(),
        hold: TextField::new("tot", ActTexts::of(lang).hold_until)
            .hint(ActTexts::of(lang).hold_hint)
            .date()
            .optional(lang)
            .value(typed.until)
            .error(error),
        hold_text: t.or_hold_text,
        hold_buttons: Buttons::new([Button::submit(t.hold_do).named(DO, "aanhouden").secondary().icon(Icon::Pause)]),
        page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use app::agreements::moves::Desk;
    use domain::agreement::StateKind;
    use uuid::Uuid;

    fn render(lang: Lang, count: usize, missing: usize) -> String {
        let outlook = Outlook {
            count,
            skipped: 3,
            skipped_in: vec![(StateKind::Released, 2), (StateKind::Declined, 1)],
            desks: vec![Desk {
                name: "Lou <de Vries>".into(),
                function: Some("burgemeester".into()),
                waiting: 4,
                coming: count,
            }],
            monday: jiff::civil::date(2026, 11, 30),
            own_signatory_missing: true,
            counterparts_missing: (0..missing).map(|n| format!("Partner {n}")).collect(),
            sectors: vec![("huur".into(), count)],
            ids: (0..count).map(|n| AgreementId(Uuid::from_u128(n as u128))).collect(),
        };
        let page = Frame::new(lang, Texts::of(lang).outlook, "token", super::super::PATH);
        let place = ["zoek", "sector", "stand", "pagina"].map(|name| (name, String::new()));
        view(page, &outlook, place, Typed::default(), &[]).render().expect("the page renders")
    }

    #[test]
    fn it_says_what_lands_on_whose_desk() {
        for lang in Lang::ALL {
            let html = render(lang, 12, 12);
            assert_eq!(html.matches("name=\"gekozen\"").count(), 12);
            assert!(!html.contains("<de Vries>") && !html.contains("style=") && html.matches("<h1").count() == 1);
        }
        let html = render(Lang::Nl, 12, 12);
        for text in ["maandag 30 november 2026", "12 nieuw, naast 4 die al wachten", "en nog 2", "2 met stand"] {
            assert!(html.contains(text), "{text}: {html}");
        }
    }

    #[test]
    fn without_anything_to_release_there_is_only_the_way_back() {
        let html = render(Lang::Nl, 0, 0);
        assert!(html.contains("value=\"terug\"") && !html.contains("value=\"doorzetten\""));
    }
}
