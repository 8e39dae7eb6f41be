//! Background jobs: what waits, what runs, what failed, and the button to try again.

mod texts;

use super::{html_with, id};
use crate::{
    Portal, Route,
    flash::Flash,
    form::{Checked, Pairs},
    get,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, EmptyState, Icon, Notice, StateTag, Tone},
    post,
    visit::Visit,
    words,
};
use app::{
    App, AppError, generation,
    jobs::{self, JobView, SEND_MAIL},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{access::Permission::Administer, ids::MailId};
use texts::Texts;

const PATH: &str = "/beheer/taken";
/// So many of the jobs that are done stand on the page.
const DONE: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    vec![get(PATH, Administer, list), post("/beheer/taken/{id}/opnieuw", Administer, again)]
}

struct Row {
    id: String,
    kind: String,
    href: Option<(String, &'static str)>,
    state: StateTag,
    attempts: String,
    when: String,
    error: Option<String>,
    again: Option<Button>,
}

struct Section {
    id: &'static str,
    title: &'static str,
    caption: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "pages/admin/jobs/page.html")]
struct JobsPage {
    page: Frame,
    t: &'static Texts,
    notice: Option<Notice>,
    sections: Vec<Section>,
    calm: Option<Notice>,
    nothing: EmptyState,
}

async fn list(State(app): State<App>, visit: Visit) -> Page {
    shown(&app, &visit, StatusCode::OK, None).await
}

async fn shown(app: &App, visit: &Visit, status: StatusCode, notice: Option<Notice>) -> Page {
    let t = Texts::of(visit.lang());
    let jobs = jobs::jobs(app, &visit.actor()).await?;
    html_with(status, &made(visit.page(t.title), &jobs, notice))
}

/// Failed, or tried before and not done.
fn needs_a_look(job: &JobView) -> bool {
    job.state == "failed" || (job.state != "done" && (job.attempts > 1 || job.last_error.is_some()))
}

fn made(page: Frame, jobs: &[JobView], notice: Option<Notice>) -> JobsPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let (troubled, others): (Vec<_>, Vec<_>) = jobs.iter().partition(|job| needs_a_look(job));
    let (mut done, open): (Vec<_>, Vec<_>) = others.into_iter().partition(|job| job.state == "done");
    done.truncate(DONE);
    let calm = troubled.is_empty().then(|| Notice::ok(t.calm));
    let sections = [("troubled", t.troubled, troubled), ("open", t.open, open), ("done", t.done, done)];
    let section = |(id, title, jobs): (_, _, Vec<&JobView>)| Section {
        id,
        title,
        caption: t.caption(jobs.len()),
        rows: jobs.into_iter().map(|job| row(job, lang)).collect(),
    };
    JobsPage {
        t,
        notice,
        sections: sections.into_iter().map(section).filter(|section| !section.rows.is_empty()).collect(),
        calm,
        nothing: EmptyState::new(Icon::Check, t.none, t.none_text),
        page,
    }
}

fn row(job: &JobView, lang: Lang) -> Row {
    let t = Texts::of(lang);
    let (kind, href) = subject(job, lang);
    let state = match job.state.as_str() {
        "failed" => StateTag::new(Tone::Bad, Icon::CircleX, t.failed),
        "done" => StateTag::new(Tone::Good, Icon::Check, t.finished),
        "running" => StateTag::new(Tone::Neutral, Icon::Refresh, t.running),
        _ if job.attempts > 0 => StateTag::new(Tone::Waiting, Icon::Refresh, t.trying),
        _ => StateTag::new(Tone::Neutral, Icon::Clock, t.waiting),
    };
    let when = match (job.state.as_str(), job.finished_at) {
        ("waiting", _) => t.next(&words::moment(job.run_at, lang)),
        ("failed", Some(at)) => t.stopped(&words::moment(at, lang)),
        (_, Some(at)) => t.ended(&words::moment(at, lang)),
        _ => t.begun(&words::moment(job.created_at, lang)),
    };
    let can_retry = job.state == "failed" || (job.state == "waiting" && job.attempts > 0);
    Row {
        again: can_retry.then(|| Button::submit(t.again).secondary().detail(kind.clone())),
        id: job.id.to_string(),
        kind,
        href,
        state,
        attempts: words::number(job.attempts, lang),
        when,
        error: job.last_error.clone(),
    }
}

/// What the job does in words, and the page of what it is about.
fn subject(job: &JobView, lang: Lang) -> (String, Option<(String, &'static str)>) {
    let t = Texts::of(lang);
    match job.kind.as_str() {
        SEND_MAIL => {
            let mail = serde_json::from_str::<MailId>(&job.payload).ok();
            (t.send_mail.to_owned(), mail.map(|id| (format!("/beheer/mails/{id}"), t.to_mail)))
        }
        generation::JOB => {
            let organisation = serde_json::from_str::<generation::Payload>(&job.payload).ok();
            let href = organisation.map(|payload| format!("/beheer/organisaties/{}", payload.organisation));
            (t.generate.to_owned(), href.map(|href| (href, t.to_organisation)))
        }
        other => (other.to_owned(), None),
    }
}

async fn again(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(_): Checked<Pairs>,
) -> Page {
    match jobs::retry_job(&portal.app, &visit.actor(), id(&text)?).await {
        Ok(()) => Ok(portal.go_and_say(PATH, Flash::Again)),
        Err(AppError::Stale) => {
            let notice = Notice::info(Texts::of(visit.lang()).not_again).announced();
            shown(&portal.app, &visit, StatusCode::CONFLICT, Some(notice)).await
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::JobId;
    use uuid::Uuid;

    fn job(state: &str, attempts: i64) -> JobView {
        let at = "2026-11-24T09:00:00Z".parse().expect("a time");
        JobView {
            id: JobId(Uuid::nil()),
            lane: "mail".into(),
            kind: SEND_MAIL.into(),
            payload: format!("\"{}\"", Uuid::nil()),
            state: state.into(),
            run_at: at,
            attempts,
            last_error: (attempts > 1).then(|| "no <connection>".into()),
            created_at: at,
            finished_at: (state == "done" || state == "failed").then_some(at),
        }
    }

    fn render(jobs: &[JobView], lang: Lang) -> String {
        made(Frame::new(lang, "t", "token", PATH), jobs, None).render().expect("the page renders")
    }

    #[test]
    fn it_renders_in_both_languages() {
        let unknown = JobView { kind: "other".into(), ..job("done", 1) };
        let jobs = [job("failed", 3), job("waiting", 0), job("waiting", 2), job("running", 1), job("done", 1), unknown];
        for lang in Lang::ALL {
            let html = render(&jobs, lang);
            assert_eq!(html.matches("/opnieuw").count(), 2, "a failed one and one that is being tried again");
            assert!(html.contains("no &#60;connection&#62;") && !html.contains("style="));
            assert!(html.contains("/beheer/mails/00000000"));
            assert!(render(&[], lang).contains("empty-state"));
        }
    }
}
