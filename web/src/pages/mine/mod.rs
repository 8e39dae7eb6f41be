//! The own account: who somebody is here, for whom they act, and where they are signed in.

mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::Checked,
    get,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, SummaryList},
    post,
    visit::Visit,
    words,
};
use app::{
    App,
    identity::{self, Session, Who},
    signing_rounds,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse},
};
use domain::{
    access::{Membership, Permission::SignedIn},
    ids::SessionId,
};
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/mijn";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get(PATH, SignedIn, page),
        post("/mijn/sessies/{id}/beeindigen", SignedIn, end),
        post("/mijn/sessies/andere", SignedIn, end_others),
    ]
}

#[derive(Template)]
#[template(path = "pages/mine/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    facts: SummaryList,
    roles: Vec<RoleRow>,
    sessions: Vec<SessionRow>,
    /// What was signed last; `None` for who signs nothing.
    signed: Option<Signed>,
    /// For who is signed in elsewhere as well.
    others: Option<Button>,
    everywhere: Button,
}

struct RoleRow {
    organisation: String,
    kind: &'static str,
    roles: String,
    current: bool,
}

struct SessionRow {
    name: String,
    means: &'static str,
    since: String,
    last_used: String,
    until: String,
    current: bool,
    /// Where the button goes that ends it, and the button.
    end: Option<(String, Button)>,
}

struct Signed {
    text: String,
    href: Option<String>,
}

async fn page(State(app): State<App>, visit: Visit) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let sessions = identity::sessions_of(&app, who).await?;
    let signed = if who.actor.signs() { Some(signed(&app, &visit).await?) } else { None };
    let frame = visit.page(Texts::of(visit.lang()).title);
    Ok(Html(view(frame, who, &sessions, signed).render()?).into_response())
}

#[derive(Deserialize)]
struct Nothing {}

async fn end(
    State(portal): State<Portal>,
    visit: Visit,
    Path(id): Path<String>,
    Checked(Nothing {}): Checked<Nothing>,
) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    let id: SessionId = id.parse().map_err(|_| PageError::NotFound)?;
    identity::end_session(&portal.app, who, id).await?;
    Ok(portal.go_and_say(PATH, Flash::SessionEnded))
}

async fn end_others(State(portal): State<Portal>, visit: Visit, Checked(Nothing {}): Checked<Nothing>) -> Page {
    let who = visit.who().ok_or(PageError::SignInFirst)?;
    identity::end_other_sessions(&portal.app, who).await?;
    Ok(portal.go_and_say(PATH, Flash::OtherSessionsEnded))
}

/// The last signing round in a sentence.
async fn signed(app: &App, visit: &Visit) -> Page<Signed> {
    let (t, lang) = (Texts::of(visit.lang()), visit.lang());
    let Some(round) = signing_rounds::last(app, &visit.actor()).await? else {
        return Ok(Signed { text: t.nothing_signed.to_owned(), href: None });
    };
    let (open, signed, refused) = signing_rounds::progress(app, &visit.actor(), round.id).await?;
    let at = words::moment(round.confirmed_at.unwrap_or(round.created_at), lang);
    let text = t.last_round(&words::number(signed, lang), &words::number(open + signed + refused, lang), &at);
    Ok(Signed { text, href: Some(format!("/tekenen/ronde/{}", round.id)) })
}

fn view(page: Frame, who: &Who, sessions: &[Session], signed: Option<Signed>) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let person = &who.person;
    let language = Lang::parse(&person.language).unwrap_or_default();
    let facts = SummaryList::new(lang)
        .row(t.name, &person.name)
        .row(t.email, &person.email)
        .row(t.phone, person.phone.as_deref().unwrap_or_default())
        .row(t.language, format!("{}\n{}", language.name(), t.language_hint));
    let elsewhere = sessions.iter().any(|session| session.id != who.session);
    let sessions = sessions.iter().enumerate().map(|(index, session)| session_row(index, session, who, lang)).collect();
    View {
        t,
        facts,
        roles: who.memberships.iter().map(|membership| role(membership, who, lang)).collect(),
        sessions,
        signed,
        others: elsewhere.then(|| Button::submit(t.others).secondary()),
        everywhere: Button::submit(t.everywhere).secondary(),
        page,
    }
}

fn session_row(index: usize, session: &Session, who: &Who, lang: Lang) -> SessionRow {
    let t = Texts::of(lang);
    let name = if session.device.is_empty() { t.session_number(index + 1) } else { session.device.clone() };
    let current = session.id == who.session;
    let end = (!current).then(|| {
        let button = Button::submit(t.end).subtle().detail(name.clone());
        (format!("/mijn/sessies/{}/beeindigen", session.id), button)
    });
    SessionRow {
        means: words::means(session.means, lang),
        since: words::moment(session.created_at, lang),
        last_used: words::moment(session.seen_at, lang),
        until: words::moment(session.until, lang),
        name,
        current,
        end,
    }
}

fn role(membership: &Membership, who: &Who, lang: Lang) -> RoleRow {
    let roles: Vec<String> = membership
        .roles
        .iter()
        .enumerate()
        .map(|(index, role)| {
            let name = words::role(*role, lang);
            if index == 0 { name.to_owned() } else { words::inside(name) }
        })
        .collect();
    let (organisation, kind) = match &membership.organisation {
        None => (Texts::of(lang).administration.to_owned(), ""),
        Some((_, kind, name)) => (name.clone(), words::kind(*kind, lang)),
    };
    RoleRow {
        organisation,
        kind,
        roles: roles.join(lang.pick(" en ", " and ")),
        current: membership.acting() == who.actor.acting(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use domain::{
        access::{Acting, Actor},
        ids::{OrganisationId, SessionId},
        means::Means,
        party::{OrganisationKind, Role},
    };
    use uuid::Uuid;

    fn session(id: u128) -> Session {
        Session {
            id: SessionId(Uuid::from_u128(id)),
            person: samples::person("Noor de Wit").id,
            acting_for: None,
            created_at: samples::moment(),
            seen_at: samples::moment(),
            until: samples::moment(),
            means: Means::Passkey,
            confirmed_at: samples::moment(),
            device: if id == 1 { String::new() } else { "Firefox, Linux".to_owned() },
        }
    }

    fn who(memberships: Vec<Membership>) -> Who {
        let person = samples::person("Noor <de> Wit");
        let acting = memberships.first().map_or(Acting::Nobody, Membership::acting);
        let actor = Actor::Person { id: person.id, acting, signs: memberships.iter().any(Membership::signs) };
        let (session, means) = (SessionId(Uuid::from_u128(1)), Means::MailCode);
        Who {
            session,
            person,
            memberships,
            actor,
            means,
            confirmed_at: samples::moment(),
            below: None,
            most: means,
            full: actor,
            asked: Vec::new(),
        }
    }

    fn render(lang: Lang, who: &Who) -> String {
        let page = Frame::new(lang, Texts::of(lang).title, "token", "/mijn");
        let signed = who.actor.signs().then(|| Signed {
            text: Texts::of(lang).last_round("3", "4", "24 november 2026"),
            href: Some("/tekenen/ronde/1".to_owned()),
        });
        view(page, who, &[session(1), session(2)], signed).render().expect("the page renders")
    }

    #[test]
    fn it_renders_in_both_languages() {
        let organisation = (OrganisationId(Uuid::nil()), OrganisationKind::Municipality, "Gemeente Utrecht".to_owned());
        let memberships = vec![
            Membership { organisation: None, roles: vec![Role::Administrator] },
            Membership { organisation: Some(organisation), roles: vec![Role::Contact, Role::Signatory] },
        ];
        let who = who(memberships);
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            let html = render(lang, &who);
            assert_eq!(html.matches(&format!("({})", t.this_one)).count(), 1, "one session is this one");
            assert_eq!(html.matches(&format!("({})", t.now)).count(), 1, "one role is the present one");
            assert!(html.contains(t.to_round) && html.contains(&t.last_round("3", "4", "24 november 2026")));
            assert_eq!(html.matches("/beeindigen\"").count(), 1, "the other session can be ended");
            assert!(html.contains("action=\"/mijn/sessies/andere\"") && html.contains(t.others));
            assert!(html.contains("action=\"/uitloggen/overal\"") && html.contains("name=\"csrf\""));
            assert!(!html.contains("<de>") && !html.contains("style="));
        }
        assert!(render(Lang::Nl, &who).contains("Contactpersoon en tekenbevoegde"));
    }

    #[test]
    fn somebody_without_a_role_learns_whom_to_ask() {
        let html = render(Lang::Nl, &who(Vec::new()));
        assert!(html.contains("U hebt nu geen rol") && !html.contains(Texts::NL.signing));
    }
}
