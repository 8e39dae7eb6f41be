//! Background jobs, newest first: what waits, what runs, what failed, and the button to try again.

mod texts;

use super::{Choices, address, html_with, id};
use crate::{
    Portal, Route,
    flash::Flash,
    form::{Checked, Pairs},
    get, keyset,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, EmptyState, Icon, Notice, Pager, StateTag, Tone},
    post,
    visit::Visit,
    words,
};
use app::{
    App, AppError, changes, generation,
    jobs::{self, JobView, Page as Jobs, SEND_MAIL},
    monday, notices,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::{access::Permission::Administer, ids::MailId};
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/beheer/taken";
/// The standings of a job, those that need a look first.
const STANDINGS: [&str; 3] = ["troubled", "open", "done"];

pub(super) fn routes() -> Vec<Route> {
    vec![get(PATH, Administer, list), post("/beheer/taken/{id}/opnieuw", Administer, again)]
}

struct Row {
    id: String,
    kind: String,
    /// Whose mail it is, or which organisation's agreements.
    subject: Option<String>,
    href: Option<(String, &'static str)>,
    state: StateTag,
    attempts: String,
    when: String,
    error: Option<String>,
    again: Option<Button>,
    is_troubled: bool,
}

/// What the list shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    stand: String,
    na: String,
    voor: String,
}

#[derive(Template)]
#[template(path = "pages/admin/jobs/page.html")]
struct JobsPage {
    page: Frame,
    t: &'static Texts,
    notice: Option<Notice>,
    calm: Option<Notice>,
    choices: Choices,
    caption: String,
    rows: Vec<Row>,
    nothing: EmptyState,
    begin: Option<String>,
    pager: Pager,
}

async fn list(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    shown(&app, &visit, &filter, StatusCode::OK, None).await
}

async fn shown(app: &App, visit: &Visit, filter: &Filter, status: StatusCode, notice: Option<Notice>) -> Page {
    let t = Texts::of(visit.lang());
    let standing = STANDINGS.into_iter().find(|standing| *standing == filter.stand);
    let piece = keyset::piece(filter.na.parse().ok(), filter.voor.parse().ok());
    let counts = jobs::job_counts(app, &visit.actor()).await?;
    let jobs = jobs::jobs(app, &visit.actor(), piece, standing).await?;
    let subjects = jobs::job_subjects(app, &visit.actor(), &jobs.lines).await?;
    html_with(status, &made(visit.page(t.title), standing, &counts, (jobs, subjects), notice))
}

/// Failed, or tried before and not done.
fn needs_a_look(job: &JobView) -> bool {
    job.state == "failed" || (job.state != "done" && (job.attempts > 1 || job.last_error.is_some()))
}

fn made(
    page: Frame,
    standing: Option<&'static str>,
    counts: &[(&'static str, i64)],
    (jobs, subjects): (Jobs<JobView>, Vec<Option<String>>),
    notice: Option<Notice>,
) -> JobsPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let names = [("troubled", t.troubled), ("open", t.open), ("done", t.done)];
    let choices = Choices::new(PATH, t.choose, standing, t.every, &names, counts, lang);
    let troubled = counts.iter().any(|(standing, n)| *standing == "troubled" && *n > 0);
    let link = |name: &str, id: &str| address(PATH, &[("stand", standing.unwrap_or_default()), (name, id)]);
    JobsPage {
        t,
        notice,
        calm: (!troubled).then(|| Notice::ok(t.calm)),
        caption: t.caption(&words::number(choices.total, lang), choices.total == 1),
        choices,
        rows: jobs.lines.iter().zip(subjects).map(|(job, subject)| row(job, subject, lang)).collect(),
        nothing: EmptyState::new(Icon::Check, t.none, t.none_text),
        begin: jobs.earlier.then(|| link("", "")),
        pager: keyset::pager(lang, &jobs, |job| job.id.to_string(), link),
        page,
    }
}

fn row(job: &JobView, subject: Option<String>, lang: Lang) -> Row {
    let t = Texts::of(lang);
    let (kind, href) = act(job, lang);
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
        again: can_retry.then(|| {
            let of = subject.iter().map(|subject| format!(": {subject}"));
            Button::submit(t.again).secondary().detail(std::iter::once(kind.clone()).chain(of).collect::<String>())
        }),
        is_troubled: needs_a_look(job),
        id: job.id.to_string(),
        kind,
        subject,
        href,
        state,
        attempts: words::number(job.attempts, lang),
        when,
        error: job.last_error.clone(),
    }
}

/// What the job does in words, and the page of what it is about.
fn act(job: &JobView, lang: Lang) -> (String, Option<(String, &'static str)>) {
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
        changes::JOB => {
            let change = serde_json::from_str::<changes::Payload>(&job.payload).ok();
            let href = change.map(|payload| format!("/beheer/wijzigingen/{}", payload.change));
            (t.change.to_owned(), href.map(|href| (href, t.to_change)))
        }
        monday::JOB => (t.monday.to_owned(), Some(("/beheer/mails/maandag".to_owned(), t.to_monday))),
        notices::JOB => (t.notices.to_owned(), None),
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
            shown(&portal.app, &visit, &Filter::default(), StatusCode::CONFLICT, Some(notice)).await
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

    fn render(lines: Vec<JobView>, lang: Lang) -> String {
        let counts = [("troubled", 2), ("open", 1_200), ("done", 3)];
        let subjects = vec![Some("noor@wonen.example".to_owned()); lines.len()];
        let more = !lines.is_empty();
        let jobs = Jobs { lines, earlier: more, later: more };
        let page = Frame::new(lang, "t", "token", PATH);
        made(page, Some("open"), &counts, (jobs, subjects), None).render().expect("the page renders")
    }

    #[test]
    fn it_renders_in_both_languages() {
        let unknown = JobView { kind: "other".into(), ..job("done", 1) };
        let jobs = [job("failed", 3), job("waiting", 0), job("waiting", 2), job("running", 1), job("done", 1), unknown];
        for lang in Lang::ALL {
            let html = render(jobs.to_vec(), lang);
            assert_eq!(html.matches("/opnieuw").count(), 2, "a failed one and one that is being tried again");
            assert!(html.contains("no &#60;connection&#62;") && !html.contains("style="));
            assert!(html.contains("/beheer/mails/00000000") && html.contains("noor@<wbr>wonen.<wbr>example"));
            assert!(html.contains("stand=open&#38;na=") && html.contains("rel=\"prev\""));
            assert!(render(Vec::new(), lang).contains("empty-state"));
        }
    }
}
