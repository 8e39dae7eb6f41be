//! Mails as the administrator sees them: whether the mail server took them, never what is secret
//! in them.

mod texts;

use super::{address, html, html_with, id};
use crate::{
    Portal, Route,
    flash::Flash,
    form::{Checked, Pairs},
    get,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, EmptyState, Icon, Notice, Pager, StateTag, SummaryList, Tone},
    post,
    visit::Visit,
    words,
};
use app::{
    App, AppError,
    jobs::{self, MailView},
    mail::{Shown, letter},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::{access::Permission::Administer, ids::MailId};
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/beheer/mails";
/// Mails on one page; the use case gives one more, to know whether there is a next page.
const PAGE: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(PATH, Administer, list),
        get("/beheer/mails/{id}", Administer, show),
        post("/beheer/mails/{id}/opnieuw", Administer, again),
    ]
}

/// The states of a mail, those that need a look first.
const STATES: [&str; 3] = ["refused", "waiting", "sent"];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    stand: String,
    voor: String,
}

struct Choice {
    href: String,
    label: &'static str,
    count: String,
    current: bool,
}

struct Row {
    href: String,
    subject: String,
    to: String,
    state: StateTag,
    at: String,
}

#[derive(Template)]
#[template(path = "pages/admin/mails/list.html")]
struct ListPage {
    page: Frame,
    t: &'static Texts,
    choices: Vec<Choice>,
    caption: String,
    rows: Vec<Row>,
    nothing: EmptyState,
    begin: Option<String>,
    pager: Pager,
}

async fn list(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    let t = Texts::of(visit.lang());
    let counts = jobs::mail_counts(&app, &visit.actor()).await?;
    let state = STATES.into_iter().find(|state| *state == filter.stand);
    let before = filter.voor.parse().ok();
    let mails = jobs::mails(&app, &visit.actor(), before, state).await?;
    html(&listed(visit.page(t.title), state, before, &counts, mails))
}

fn listed(
    page: Frame,
    state: Option<&'static str>,
    before: Option<MailId>,
    counts: &[(&str, i64)],
    mut mails: Vec<MailView>,
) -> ListPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let of = |state: &str| counts.iter().find(|(other, _)| *other == state).map_or(0, |(_, n)| *n);
    let all: i64 = counts.iter().map(|(_, n)| n).sum();
    let choice = |wanted: Option<&'static str>, label, count: i64| Choice {
        href: address(PATH, &[("stand", wanted.unwrap_or_default())]),
        label,
        count: words::number(count, lang),
        current: wanted == state,
    };
    let choices = std::iter::once(choice(None, t.every, all))
        .chain(STATES.into_iter().map(|one| choice(Some(one), state_name(one, lang), of(one))))
        .collect();
    let total = state.map_or(all, of);
    let more = mails.len() > PAGE;
    mails.truncate(PAGE);
    let link = |before: &str| address(PATH, &[("stand", state.unwrap_or_default()), ("voor", before)]);
    let next = mails.last().filter(|_| more).map(|last| link(&last.id.to_string()));
    ListPage {
        t,
        choices,
        caption: t.caption(&words::number(total, lang), total == 1),
        rows: mails.into_iter().map(|mail| row(mail, lang)).collect(),
        nothing: EmptyState::new(Icon::Mail, t.none, t.none_text),
        begin: before.map(|_| link("")),
        pager: Pager::new(lang).next(next),
        page,
    }
}

fn row(mail: MailView, lang: Lang) -> Row {
    Row {
        href: format!("{PATH}/{}", mail.id),
        state: state_tag(&mail, lang),
        at: words::moment(mail.created_at, lang),
        subject: mail.subject,
        to: mail.to,
    }
}

fn state_name(state: &str, lang: Lang) -> &'static str {
    let t = Texts::of(lang);
    match state {
        "sent" => t.sent,
        "refused" => t.refused,
        _ => t.waiting,
    }
}

fn state_tag(mail: &MailView, lang: Lang) -> StateTag {
    let t = Texts::of(lang);
    match mail.state.as_str() {
        "sent" => StateTag::new(Tone::Good, Icon::Check, t.sent),
        "refused" => StateTag::new(Tone::Bad, Icon::CircleX, t.refused),
        _ if mail.attempts > 0 => StateTag::new(Tone::Waiting, Icon::Refresh, t.trying),
        _ => StateTag::new(Tone::Neutral, Icon::Clock, t.waiting),
    }
}

/// Which mail it is, in words; its code where there are none.
fn kind_name(kind: &str, lang: Lang) -> String {
    let (nl, en) = match kind {
        "sign_in_code" => ("Code om in te loggen", "Code to sign in"),
        "draft_begun" => ("Link naar een concept", "Link to a draft"),
        "confirm_registration" => ("Aanmelding bevestigen", "Confirm a registration"),
        "registration_confirmed" => ("Aanmelding ontvangen", "Registration received"),
        "registration_corrected" => ("Aanmelding verbeterd", "Registration corrected"),
        "registration_questioned" => ("Vraag over een aanmelding", "Question about a registration"),
        "registration_accepted" => ("Aanmelding goedgekeurd", "Registration accepted"),
        "registration_refused" => ("Aanmelding geweigerd", "Registration refused"),
        "invitation" => ("Uitnodiging", "Invitation"),
        "administrator_invited" => ("Uitnodiging als beheerder", "Invitation as administrator"),
        other => return other.to_owned(),
    };
    lang.pick(nl, en).to_owned()
}

#[derive(Template)]
#[template(path = "pages/admin/mails/show.html")]
struct ShowPage {
    page: Frame,
    t: &'static Texts,
    subject: String,
    notice: Option<Notice>,
    facts: SummaryList,
    paragraphs: Vec<String>,
    again: Option<(String, Button)>,
    is_lost: bool,
}

async fn show(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    shown(&app, &visit, id(&text)?, StatusCode::OK, None).await
}

async fn shown(app: &App, visit: &Visit, id: MailId, status: StatusCode, notice: Option<Notice>) -> Page {
    let (mail, letter) = jobs::mail(app, &visit.actor(), id).await?;
    html_with(status, &made(visit.page(mail.subject.clone()), mail, &letter, notice))
}

fn made(page: Frame, mail: MailView, shown: &Shown, notice: Option<Notice>) -> ShowPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let refused = mail.state == "refused";
    // Without its secrets a mail cannot be handed over any more.
    let can_go = letter(&mail).is_ok();
    let mut facts = SummaryList::new(lang)
        .row(t.to, mail.to.clone())
        .row(t.kind, kind_name(&mail.kind, lang))
        .row_part(t.state, &state_tag(&mail, lang))
        .row(t.written, words::moment(mail.created_at, lang));
    if let Some(at) = mail.sent_at {
        facts = facts.row(t.handed_over, words::moment(at, lang));
    }
    facts = facts.row(t.attempts, words::number(mail.attempts, lang));
    if let Some(error) = &mail.last_error {
        facts = facts.row(t.last_error, error.clone());
    }
    ShowPage {
        t,
        notice,
        facts: facts.row("Message-ID", mail.message_id.clone()),
        paragraphs: shown.plain.split("\n\n").map(str::trim_end).filter(|p| !p.is_empty()).map(Into::into).collect(),
        is_lost: refused && !can_go,
        again: (refused && can_go).then(|| {
            let button = Button::submit(t.again).secondary().icon(Icon::Refresh);
            (format!("{PATH}/{}/opnieuw", mail.id), button)
        }),
        subject: mail.subject,
        page,
    }
}

async fn again(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(_): Checked<Pairs>,
) -> Page {
    let id = id(&text)?;
    match jobs::retry_mail(&portal.app, &visit.actor(), id).await {
        Ok(()) => Ok(portal.go_and_say(&format!("{PATH}/{id}"), Flash::Again)),
        Err(AppError::Stale) => {
            let notice = Notice::info(Texts::of(visit.lang()).not_again).announced();
            shown(&portal.app, &visit, id, StatusCode::CONFLICT, Some(notice)).await
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn mail(state: &str) -> MailView {
        let at = "2026-11-24T09:00:00Z".parse().expect("a time");
        MailView {
            id: MailId(Uuid::nil()),
            to: "noor@wonen.example".into(),
            language: "nl".into(),
            kind: "sign_in_code".into(),
            subject: "Uw <code>".into(),
            body: r#"[{"secret_code":"code"}]"#.into(),
            secrets: Some(r#"{"code":"12345678"}"#.into()),
            message_id: "<x@wonen.example>".into(),
            state: state.into(),
            attempts: i64::from(state != "waiting"),
            last_error: (state == "refused").then(|| "550 <unknown>".into()),
            created_at: at,
            sent_at: (state == "sent").then_some(at),
        }
    }

    #[test]
    fn the_list_renders_in_both_languages() {
        let counts = [("waiting", 1), ("sent", 1_200), ("refused", 1)];
        for lang in Lang::ALL {
            for mails in [STATES.map(mail).to_vec(), Vec::new(), vec![mail("sent"); PAGE + 1]] {
                let full = mails.len() > PAGE;
                let page = Frame::new(lang, "t", "token", PATH);
                let html = listed(page, Some("sent"), None, &counts, mails).render().expect("the page renders");
                assert!(html.contains("<h1") && !html.contains("style=") && html.contains("aria-current"));
                assert_eq!(html.contains("rel=\"next\""), full);
            }
        }
    }

    #[test]
    fn a_mail_without_its_secrets_cannot_be_offered_again() {
        let erased = MailView { secrets: None, ..mail("refused") };
        let page = Frame::new(Lang::Nl, "t", "token", PATH);
        let html = made(page, erased, &Shown { plain: String::new() }, None).render().expect("the page renders");
        assert!(!html.contains("/opnieuw") && html.contains("is gewist"));
    }

    #[test]
    fn only_a_refused_mail_can_be_offered_again() {
        for lang in Lang::ALL {
            for state in STATES {
                let letter = Shown { plain: "Goedendag,\n\n    ••••••••\n\n<b>".into() };
                let page = Frame::new(lang, "t", "token", PATH);
                let html = made(page, mail(state), &letter, None).render().expect("the page renders");
                assert_eq!(html.contains("/opnieuw"), state == "refused");
                assert!(!html.contains("1234"));
                assert!(html.contains("••••") && html.contains("&#60;b&#62;") && !html.contains("style="));
            }
        }
    }
}
