//! Mails as the administrator sees them: whether the mail server took them, never what is secret
//! in them.

mod show;
mod texts;

use super::{Choices, address, html};
use crate::{
    Route, get, keyset,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{EmptyState, Icon, Pager, StateTag, Tone},
    post,
    visit::Visit,
    words,
};
use app::{
    App,
    jobs::{self, MailView, Page as Mails},
};
use askama::Template;
use axum::extract::{Query, State};
use domain::access::Permission::Administer;
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/beheer/mails";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(PATH, Administer, list),
        get("/beheer/mails/{id}", Administer, show::show),
        post("/beheer/mails/{id}/opnieuw", Administer, show::again),
    ]
}

/// The states of a mail, those that need a look first.
const STATES: [&str; 3] = ["refused", "waiting", "sent"];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    stand: String,
    na: String,
    voor: String,
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
    choices: Choices,
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
    let piece = keyset::piece(filter.na.parse().ok(), filter.voor.parse().ok());
    let mails = jobs::mails(&app, &visit.actor(), piece, state).await?;
    html(&listed(visit.page(t.title), state, &counts, mails))
}

fn listed(
    page: Frame,
    state: Option<&'static str>,
    counts: &[(&'static str, i64)],
    mails: Mails<MailView>,
) -> ListPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let names = STATES.map(|state| (state, state_name(state, lang)));
    let choices = Choices::new(PATH, t.choose, state, t.every, &names, counts, lang);
    let total = choices.total;
    let link = |name: &str, id: &str| address(PATH, &[("stand", state.unwrap_or_default()), (name, id)]);
    ListPage {
        t,
        choices,
        caption: t.caption(&words::number(total, lang), total == 1),
        nothing: EmptyState::new(Icon::Mail, t.none, t.none_text),
        begin: mails.earlier.then(|| link("", "")),
        pager: keyset::pager(lang, &mails, |mail| mail.id.to_string(), link),
        rows: mails.lines.into_iter().map(|mail| row(mail, lang)).collect(),
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use domain::ids::MailId;
    use uuid::Uuid;

    pub(super) fn mail(state: &str) -> MailView {
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
            for (lines, full) in [(STATES.map(mail).to_vec(), false), (Vec::new(), false), (vec![mail("sent")], true)] {
                let mails = Mails { lines, earlier: full, later: full };
                let page = Frame::new(lang, "t", "token", PATH);
                let html = listed(page, Some("sent"), &counts, mails).render().expect("the page renders");
                assert!(html.contains("<h1") && !html.contains("style=") && html.contains("aria-current"));
                assert_eq!(html.contains("rel=\"next\"") && html.contains("rel=\"prev\""), full);
            }
        }
    }
}
