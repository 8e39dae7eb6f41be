//! One mail, without what is secret in it, and the button to offer it again.

use super::{
    super::{html_with, id},
    PATH, kind_name, state_tag,
    texts::Texts,
};
use crate::{
    Portal,
    flash::Flash,
    form::{Checked, Pairs},
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Icon, Notice, SummaryList},
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
    extract::{Path, State},
    http::StatusCode,
};
use domain::ids::MailId;

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

pub(super) async fn show(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
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

pub(super) async fn again(
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
    use super::{
        super::{STATES, tests::mail},
        *,
    };
    use crate::lang::Lang;

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
