//! The administrators: who they are, inviting one, ending one.

mod texts;

use super::{html, html_with, id};
use crate::{
    Portal, Route,
    flash::Flash,
    form::{Checked, Pairs, value},
    get_fresh,
    lang::Lang,
    layout::Page as Frame,
    pages::{Page, register::problems::sentence},
    parts::{Button, ContactCard, ErrorSummary, FormErrors, Notice, TextField},
    post_fresh, refusals,
    visit::Visit,
    words,
};
use app::{AppError, organisations::Member, people};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    access::Permission::Administer, calendar::local_date, ids::PersonId, people::Refusal, registration::Complaint,
};
use texts::Texts;

const PATH: &str = "/beheer/beheerders";
const END: &str = "/beheer/beheerders/{id}/beeindigen";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get_fresh(PATH, Administer, page),
        post_fresh(PATH, PATH, Administer, invite),
        get_fresh(END, Administer, ask),
        post_fresh(END, END, Administer, end),
    ]
}

struct One {
    card: ContactCard,
    name: String,
    since: String,
    end: Option<String>,
    address: Option<String>,
    me: bool,
}

#[derive(Template)]
#[template(path = "pages/admin/administrators/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    people: Vec<One>,
    name: TextField,
    email: TextField,
    invite: Button,
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    name: String,
    email: String,
    errors: FormErrors,
}

fn view(mut page: Frame, all: &[Member], me: Option<PersonId>, typed: &Typed) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    page.failed = !typed.errors.is_empty();
    let people = all.iter().map(|one| One {
        card: ContactCard::new(lang, &one.person.name).email(&one.person.email),
        name: one.person.name.clone(),
        since: t.since(&words::date(local_date(one.since), lang)),
        end: (all.len() > 1).then(|| format!("{PATH}/{}/beeindigen", one.id)),
        address: (Some(one.person.id) != me).then(|| format!("/beheer/herstel/nieuw/{}", one.id)),
        me: Some(one.person.id) == me,
    });
    View {
        t,
        errors: typed.errors.summary(lang),
        people: people.collect(),
        name: TextField::new("name", t.name).value(&typed.name).error(typed.errors.get("name")).autocomplete("off"),
        email: TextField::new("email", t.email)
            .hint(t.email_hint)
            .value(&typed.email)
            .error(typed.errors.get("email"))
            .autocomplete("off")
            .email(),
        invite: Button::submit(t.invite_button),
        page,
    }
}

async fn page(State(portal): State<Portal>, visit: Visit) -> Page {
    let all = people::administrators(&portal.app, &visit.actor()).await?;
    html(&view(visit.page(Texts::of(visit.lang()).title), &all, visit.actor().person(), &Typed::default()))
}

async fn invite(State(portal): State<Portal>, visit: Visit, Checked(form): Checked<Pairs>) -> Page {
    let (name, email) = (value(&form, "name").to_owned(), value(&form, "email").to_owned());
    let done = people::invite_administrator(&portal.app, &visit.actor(), &name, &email, visit.language()).await;
    let problems = match done {
        Ok(()) => return Ok(portal.go_and_say(PATH, Flash::AdministratorInvited)),
        Err(AppError::Problems(problems)) => problems,
        Err(other) => return Err(other.into()),
    };
    let lang: Lang = visit.lang();
    let t = Texts::of(lang);
    let mut typed = Typed { name, email, errors: FormErrors::default() };
    for problem in problems {
        let words = match problem.complaint {
            Complaint::PersonTwice => t.twice.to_owned(),
            Complaint::SharedMailbox => t.shared.to_owned(),
            _ => sentence(&problem, lang),
        };
        typed.errors.add(problem.field, words);
    }
    let all = people::administrators(&portal.app, &visit.actor()).await?;
    let view = view(visit.page(t.title), &all, visit.actor().person(), &typed);
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

#[derive(Template)]
#[template(path = "pages/admin/administrators/end.html")]
struct EndView {
    page: Frame,
    t: &'static Texts,
    lead: String,
    last: Option<Notice>,
    end: Button,
}

fn end_view(page: Frame, one: &Member, last: bool) -> EndView {
    let t = Texts::of(page.lang);
    EndView {
        t,
        lead: t.end_lead(&one.person.name),
        last: last.then(|| Notice::failed(refusals::people(Refusal::LastAdministrator, page.lang))),
        end: Button::submit(t.end_button).danger(),
        page,
    }
}

async fn ask(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>) -> Page {
    let id = id(&text)?;
    let all = people::administrators(&portal.app, &visit.actor()).await?;
    let one = all.iter().find(|one| one.id == id).ok_or(crate::error::PageError::NotFound)?;
    html(&end_view(visit.page(Texts::of(visit.lang()).end_title), one, all.len() < 2))
}

async fn end(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>, Checked(_): Checked<Pairs>) -> Page {
    people::end_administrator(&portal.app, &visit.actor(), id(&text)?).await?;
    Ok(portal.go_and_say(PATH, Flash::AdministratorEnded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use domain::party::Role;

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            let one = Member { person: samples::person("Bo <b>"), ..samples::member(Role::Administrator) };
            let all = [one.clone(), samples::member(Role::Administrator)];
            let page = || Frame::new(lang, "t", "token", PATH);
            let mut typed = Typed { name: "x".into(), ..Typed::default() };
            typed.errors.add("email", Texts::of(lang).twice);
            let html = view(page(), &all, None, &typed).render().expect("renders");
            assert!(html.contains("Bo &#60;b&#62;") && html.contains(Texts::of(lang).twice));
            assert_eq!(html.matches("/beeindigen\"").count(), 2);
            let html = view(page(), &all[..1], Some(one.person.id), &Typed::default()).render().expect("renders");
            assert!(!html.contains("/beeindigen\""), "the last one stays");
            let html = end_view(page(), &one, false).render().expect("renders");
            assert!(html.contains("method=\"post\" action=\"/beheer/beheerders\""));
            let html = end_view(page(), &one, true).render().expect("renders");
            assert!(!html.contains("method=\"post\" action=\"/beheer/beheerders\""));
        }
    }
}
