//! The audit log in plain words, newest first.

mod texts;

use super::{address, html};
use crate::{
    Route, get, history,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{EmptyState, Icon, Pager},
    visit::Visit,
    words,
};
use app::{App, audit::Line, jobs};
use askama::Template;
use axum::extract::{Query, State};
use domain::{
    access::Permission::Administer,
    audit::{Doer, Event, Subject},
    ids::EventId,
};
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/beheer/logboek";
/// Lines on one page; the use case gives one more, to know whether there is a next page.
const PAGE: usize = 100;

pub(super) fn routes() -> Vec<Route> {
    vec![get(PATH, Administer, list)]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    voor: String,
}

struct Row {
    when: String,
    datetime: String,
    what: String,
    about: String,
    href: Option<String>,
    who: String,
}

#[derive(Template)]
#[template(path = "pages/admin/log/page.html")]
struct LogPage {
    page: Frame,
    t: &'static Texts,
    caption: String,
    rows: Vec<Row>,
    nothing: EmptyState,
    begin: Option<&'static str>,
    pager: Pager,
}

async fn list(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    let t = Texts::of(visit.lang());
    let before = filter.voor.parse().ok();
    let (mut lines, total) = jobs::log(&app, &visit.actor(), before).await?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let names = jobs::subject_names(&app, &visit.actor(), &lines).await?;
    html(&made(visit.page(t.title), before, (lines, names), more, total))
}

fn made(
    page: Frame,
    before: Option<EventId>,
    (lines, names): (Vec<Line>, Vec<Option<String>>),
    more: bool,
    total: i64,
) -> LogPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let next = lines.last().filter(|_| more).map(|last| address(PATH, &[("voor", &last.id.to_string())]));
    LogPage {
        t,
        caption: t.caption(&words::number(total, lang), total == 1),
        rows: lines.iter().zip(names).map(|(line, name)| row(line, name, lang)).collect(),
        nothing: EmptyState::new(Icon::FileText, t.none, t.none_text),
        begin: before.map(|_| PATH),
        pager: Pager::new(lang).next(next),
        page,
    }
}

fn row(line: &Line, name: Option<String>, lang: Lang) -> Row {
    let own = matches!((line.subject, line.doer), (Subject::Person(one), Doer::Person(other)) if one == other);
    let name = name.filter(|_| !own);
    Row {
        when: words::moment(line.at, lang),
        datetime: line.at.to_string(),
        what: history::sentence(line, lang),
        href: name.as_ref().and_then(|_| page_of(line)),
        about: name.unwrap_or_default(),
        who: history::doer_with_name(line, lang),
    }
}

/// The page of what a line is about, if that is still there. A draft is shown to nobody but its registrant, a person has
/// no page.
fn page_of(line: &Line) -> Option<String> {
    match (line.subject, &line.event) {
        (Subject::Registration(_), Event::RegistrationBegun | Event::RegistrationSubmitted)
        | (Subject::Person(_), _) => None,
        (Subject::Registration(id), _) => Some(format!("/beheer/aanmeldingen/{id}")),
        (Subject::Organisation(id), _) => Some(format!("/beheer/organisaties/{id}")),
        (Subject::Agreement(id), _) => Some(format!("/overeenkomsten/{id}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{OrganisationId, PersonId, RegistrationId};
    use uuid::Uuid;

    fn line(subject: Subject, event: Event) -> Line {
        Line {
            id: EventId(Uuid::nil()),
            at: "2026-11-24T09:00:00Z".parse().expect("a time"),
            doer: Doer::Person(PersonId(Uuid::nil())),
            doer_name: Some("Ada <Bos>".into()),
            subject,
            event,
        }
    }

    #[test]
    fn it_renders_in_both_languages() {
        let registration = RegistrationId(Uuid::nil());
        for lang in Lang::ALL {
            let lines = vec![
                line(Subject::Registration(registration), Event::RegistrationBegun),
                line(Subject::Registration(registration), Event::RegistrationRefused),
                line(Subject::Organisation(OrganisationId(Uuid::nil())), Event::OrganisationAdded { registration }),
                line(Subject::Person(PersonId(Uuid::nil())), Event::SignedIn),
            ];
            let names = vec![None, Some("Wonen".to_owned()), Some("Wonen".to_owned()), None];
            let page = Frame::new(lang, "t", "token", PATH);
            let html = made(page, None, (lines, names), true, 13_680).render().expect("the page renders");
            assert_eq!(html.matches("/beheer/aanmeldingen/00000000").count(), 1, "a draft has no page");
            assert!(html.contains("&#60;Bos&#62;") && html.contains("rel=\"next\"") && !html.contains("style="));
            let page = Frame::new(lang, "t", "token", PATH);
            let empty = made(page, Some(EventId(Uuid::nil())), (Vec::new(), Vec::new()), false, 0);
            assert!(empty.render().expect("the page renders").contains("empty-state"));
        }
    }
}
