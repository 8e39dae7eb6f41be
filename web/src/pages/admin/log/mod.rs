//! The audit log in plain words, newest first.

mod texts;

use super::{address, html};
use crate::{
    Route, get, history, keyset,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, EmptyState, Icon, Pager, Select},
    visit::Visit,
    words,
};
use app::{
    App,
    audit::Line,
    jobs::{self, Page as Lines},
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{
    access::Permission::Administer,
    audit::{Doer, Event, Subject},
};
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/beheer/logboek";

pub(super) fn routes() -> Vec<Route> {
    vec![get(PATH, Administer, list)]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    soort: String,
    na: String,
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
    kind: Select,
    filter: Buttons,
    caption: String,
    rows: Vec<Row>,
    nothing: EmptyState,
    begin: Option<String>,
    pager: Pager,
}

async fn list(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    let t = Texts::of(visit.lang());
    let kinds = jobs::log_kinds(&app, &visit.actor()).await?;
    let kind = kinds.iter().map(|(kind, _)| kind.as_str()).find(|kind| *kind == filter.soort);
    let piece = keyset::piece(filter.na.parse().ok(), filter.voor.parse().ok());
    let lines = jobs::log(&app, &visit.actor(), piece, kind).await?;
    let names = jobs::subject_names(&app, &visit.actor(), &lines.lines).await?;
    html(&made(visit.page(t.title), kind, &kinds, (lines, names)))
}

fn made(
    page: Frame,
    kind: Option<&str>,
    kinds: &[(String, i64)],
    (lines, names): (Lines<Line>, Vec<Option<String>>),
) -> LogPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let total = kinds.iter().filter(|(one, _)| kind.is_none_or(|kind| kind == one)).map(|(_, n)| n).sum();
    let chosen = kind.unwrap_or_default();
    let link = |name: &str, id: &str| address(PATH, &[("soort", chosen), (name, id)]);
    let mut options: Vec<_> = kinds
        .iter()
        .map(|(code, n)| (code.as_str(), format!("{} ({})", history::kind(code, lang), words::number(*n, lang))))
        .collect();
    options.sort_by(|(_, one), (_, other)| one.cmp(other));
    let clear = kind.map(|_| Button::link(t.clear, PATH).subtle());
    LogPage {
        t,
        kind: Select::new("soort", t.what).option("", t.every).options(options).value(chosen),
        filter: Buttons::new(std::iter::once(Button::submit(t.filter).secondary().icon(Icon::Filter)).chain(clear)),
        caption: t.caption(&words::number(total, lang), total == 1, kind.is_none()),
        rows: lines.lines.iter().zip(names).map(|(line, name)| row(line, name, lang)).collect(),
        nothing: EmptyState::new(Icon::FileText, t.none, t.none_text),
        begin: lines.earlier.then(|| link("", "")),
        pager: keyset::pager(lang, &lines, |line| line.id.to_string(), link),
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

/// The page of what a line is about, if that is still there. What is not confirmed has no page (yet), a person never has.
fn page_of(line: &Line) -> Option<String> {
    match (line.subject, &line.event) {
        (
            Subject::Registration(_),
            Event::RegistrationBegun | Event::RegistrationSubmitted | Event::RegistrationReaddressed,
        )
        | (Subject::Person(_) | Subject::Portal, _) => None,
        (Subject::Registration(id), _) => Some(format!("/beheer/aanmeldingen/{id}")),
        (Subject::Organisation(id), _) => Some(format!("/beheer/organisaties/{id}")),
        (Subject::Agreement(id), _) => Some(format!("/overeenkomsten/{id}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{EventId, OrganisationId, PersonId, RegistrationId};
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
                line(Subject::Person(PersonId(Uuid::nil())), Event::SignedIn { means: domain::means::Means::Passkey }),
            ];
            let names = vec![None, Some("Wonen".to_owned()), Some("Wonen".to_owned()), None];
            let page = Frame::new(lang, "t", "token", PATH);
            let kinds = [("signed_in".to_owned(), 13_679), ("registration_begun".to_owned(), 1)];
            let lines = Lines { lines, earlier: true, later: true };
            let html = made(page, Some("signed_in"), &kinds, (lines, names)).render().expect("the page renders");
            assert_eq!(html.matches("/beheer/aanmeldingen/00000000").count(), 1, "a draft has no page");
            assert!(html.contains("&#60;Bos&#62;") && html.contains("rel=\"next\"") && !html.contains("style="));
            let page = Frame::new(lang, "t", "token", PATH);
            assert!(html.contains("soort=signed%5Fin&#38;voor=") && html.contains(&words::number(13_679, lang)));
            let none = Lines { lines: Vec::new(), earlier: true, later: false };
            let empty = made(page, None, &[], (none, Vec::new()));
            assert!(empty.render().expect("the page renders").contains("empty-state"));
        }
    }
}
