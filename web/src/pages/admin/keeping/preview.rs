//! What an approval would erase, and the two ways on: erase it, or keep it longer.

use super::{DO, PATH, Row, row, texts::Texts};
use crate::{
    Portal,
    flash::Flash,
    form::{self, Pairs, value},
    layout::Page as Frame,
    pages::{Page, admin::html_with},
    parts::{Button, Buttons, ErrorSummary, FormErrors, Icon, Notice, SummaryList, TextArea, TextField},
    visit::Visit,
    words,
};
use app::{
    App, AppError,
    keeping::{self, Chosen, Longer, NotLonger, Preview},
};
use askama::Template;
use axum::http::StatusCode;
use domain::{agreement::Reason, ids::AgreementId, values::Wrong};

/// What was typed, and why the page came back.
#[derive(Default)]
pub(super) struct Typed {
    status: StatusCode,
    errors: FormErrors,
    notice: Option<Notice>,
    until: String,
    reason: String,
}

impl Typed {
    /// The list is another one by now.
    pub(super) fn stale(visit: &Visit) -> Self {
        let notice = Notice::warning(Texts::of(visit.lang()).stale).announced();
        Self { status: StatusCode::CONFLICT, notice: Some(notice), ..Self::default() }
    }
}

#[derive(Template)]
#[template(path = "pages/admin/keeping/preview.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    notices: Vec<Notice>,
    lead: String,
    facts: SummaryList,
    rows: Vec<Row>,
    more: Option<String>,
    /// Some that were chosen one by one.
    chosen: Vec<AgreementId>,
    /// All up to this one, and how many they are.
    up_to: Option<(AgreementId, usize)>,
    possible: bool,
    any_kept: bool,
    erase: Buttons,
    until: TextField,
    reason: TextArea,
    keep: Buttons,
    keep_open: bool,
    undo: Buttons,
}

pub(super) async fn page(app: &App, visit: &Visit, chosen: Chosen, typed: Typed) -> Page {
    let preview = keeping::preview(app, &visit.actor(), &chosen).await?;
    let mut frame = visit.page(Texts::of(visit.lang()).preview);
    frame.failed = !typed.errors.is_empty();
    let status = typed.status;
    html_with(status, &view(frame, &preview, matches!(chosen, Chosen::UpTo { .. }), typed))
}

fn view(page: Frame, preview: &Preview, all: bool, typed: Typed) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let count = |n: usize| words::number(i64::try_from(n).unwrap_or(i64::MAX), lang);
    let many = preview.ids.len();
    let mut notices: Vec<_> = typed.notice.into_iter().collect();
    if preview.gone > 0 {
        notices.push(Notice::info(t.gone(&count(preview.gone))));
    }
    let kept = preview.lines.iter().filter(|line| line.keep_until.is_some()).count();
    if kept > 0 {
        notices.push(Notice::warning(t.some_kept));
    }
    let (until, reason) = (typed.errors.get("tot"), typed.errors.get("reden"));
    View {
        t,
        errors: typed.errors.summary(lang),
        notices,
        lead: if many == 0 { t.nothing_left.to_owned() } else { t.preview_lead(&count(many), many == 1) },
        facts: SummaryList::new(lang)
            .row(t.agreements, count(many))
            .row(t.documents, words::number(preview.documents, lang))
            .row(t.signatures, words::number(preview.signatures, lang)),
        rows: preview.lines.iter().map(|line| row(line, lang)).collect(),
        more: many.checked_sub(preview.lines.len()).filter(|more| *more > 0).map(|more| t.and_more(&count(more))),
        up_to: preview.ids.last().copied().filter(|_| all).map(|last| (last, many)),
        chosen: if all { Vec::new() } else { preview.ids.clone() },
        possible: many > 0,
        any_kept: kept > 0,
        erase: Buttons::new([
            Button::submit(t.erase(&count(many), many == 1)).named(DO, "wissen").danger().icon(Icon::Trash),
            Button::link(t.cancel, PATH).subtle(),
        ]),
        keep_open: until.is_some() || reason.is_some(),
        until: TextField::new("tot", t.until).hint(t.until_hint).date().value(typed.until).error(until),
        reason: TextArea::new("reden", t.reason)
            .hint(t.reason_hint)
            .rows(3)
            .max_length(Reason::MAX)
            .value(typed.reason)
            .error(reason),
        keep: Buttons::new([Button::submit(t.keep).named(DO, "langer").secondary().icon(Icon::Pause)]),
        undo: Buttons::new([Button::submit(t.undo).named(DO, "terug").secondary()]),
        page,
    }
}

/// Keeps the chosen ones longer, or says what is wrong next to its field.
pub(super) async fn keep(portal: &Portal, visit: &Visit, form: &Pairs, chosen: Chosen) -> Page {
    let t = Texts::of(visit.lang());
    let mut typed =
        Typed { until: value(form, "tot").to_owned(), reason: value(form, "reden").to_owned(), ..Typed::default() };
    let until = form::date(&typed.until);
    if until.is_none() {
        typed.errors.add("tot", if typed.until.is_empty() { t.until_missing } else { t.date_form });
    }
    let reason = Reason::parse(&typed.reason);
    if let Err(wrong) = &reason {
        let words = match wrong {
            Wrong::Missing => t.reason_missing.to_owned(),
            Wrong::TooLong(most) => t.reason_long(*most),
            Wrong::ControlCharacters | Wrong::Form => t.reason_characters.to_owned(),
        };
        typed.errors.add("reden", words);
    }
    if let (Some(until), Ok(reason)) = (until, reason) {
        let longer = Longer { until, reason };
        match keeping::keep_longer(&portal.app, &visit.actor(), &chosen, Some(&longer)).await {
            Ok(Ok(0)) => return Ok(portal.go_and_say(PATH, Flash::Unchanged)),
            Ok(Ok(_)) => return Ok(portal.go_and_say(PATH, Flash::KeptLonger)),
            Ok(Err(NotLonger::NotAhead(_))) => typed.errors.add("tot", t.until_ahead),
            Err(AppError::Stale) => return page(&portal.app, visit, chosen, Typed::stale(visit)).await,
            Err(other) => return Err(other.into()),
        }
    }
    typed.status = StatusCode::UNPROCESSABLE_ENTITY;
    page(&portal.app, visit, chosen, typed).await
}

#[cfg(test)]
mod tests {
    use super::{
        super::{TICKED, tests::line},
        *,
    };
    use crate::lang::Lang;

    fn render(lang: Lang, preview: &Preview, all: bool, typed: Typed) -> String {
        view(Frame::new(lang, Texts::of(lang).preview, "token", PATH), preview, all, typed)
            .render()
            .expect("it renders")
    }

    fn preview(n: u128, kept: bool) -> Preview {
        let lines: Vec<_> = (1..=n).map(|n| line(n, kept)).collect();
        Preview { ids: lines.iter().map(|line| line.id).collect(), lines, documents: 4, signatures: 5, gone: 1 }
    }

    #[test]
    fn it_says_what_goes() {
        for lang in Lang::ALL {
            let html = render(lang, &preview(2, false), false, Typed::default());
            assert_eq!(html.matches(&format!("name=\"{TICKED}\" value=")).count(), 2);
            assert!(
                html.contains("value=\"wissen\"")
                    && html.contains("value=\"langer\"")
                    && !html.contains("value=\"terug\"")
            );
            assert!(html.matches("<h1").count() == 1 && !html.contains("style="));
            let kept = render(lang, &preview(1, true), false, Typed::default());
            assert!(
                kept.contains("value=\"terug\"") && !kept.contains("value=\"wissen\""),
                "what is kept is not erased"
            );
            let all = render(lang, &preview(3, false), true, Typed::default());
            assert!(all.contains("name=\"tot-en-met\"") && all.contains("name=\"aantal\" value=\"3\""));
            assert!(!all.contains(&format!("name=\"{TICKED}\"")));
            let none = render(lang, &preview(0, false), false, Typed::default());
            assert!(!none.contains("value=\"wissen\""));
        }
    }

    #[test]
    fn what_is_wrong_stands_next_to_its_field() {
        let mut typed = Typed { until: "morgen".to_owned(), ..Typed::default() };
        typed.errors.add("tot", Texts::of(Lang::Nl).date_form);
        let html = render(Lang::Nl, &preview(1, false), false, typed);
        assert!(
            html.contains("href=\"#veld-tot\"")
                && html.contains("morgen")
                && html.contains("<details class=\"card act\" open")
        );
    }
}
