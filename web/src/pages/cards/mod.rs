//! The contact cards of the own organisation: whom others mail or call, and for what.
//!
//! What belongs here: keeping them. What never does: how others see them, which is with the partners and agreements.

mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs, value},
    get, get_fresh, keyset,
    lang::Lang,
    layout::Page as Frame,
    pages::{
        Page,
        partners::{contact_card, purpose_card},
        register::problems::sentence,
    },
    parts::{Button, Buttons, Choice, ContactCard, ErrorSummary, FormErrors, Icon, Notice, TextField},
    post_fresh,
    visit::Visit,
    words,
};
use app::{
    AppError,
    cards::{self, Card, Own},
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::{
    access::Permission::ChangeOrganisation,
    cards::{CardAnswer, Purpose},
    ids::CardId,
    registration::{Complaint, Problem},
    values::Wrong,
};
use texts::{Texts, anchor};

/// Where these pages are.
const PATH: &str = "/organisatie/contactkaarten";
const NEW: &str = "/organisatie/contactkaarten/nieuw";
const ONE: &str = "/organisatie/contactkaarten/{id}";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get(PATH, ChangeOrganisation, page),
        get_fresh(NEW, ChangeOrganisation, show_new),
        post_fresh(NEW, NEW, ChangeOrganisation, add),
        get_fresh(ONE, ChangeOrganisation, show),
        post_fresh(ONE, ONE, ChangeOrganisation, change),
        post_fresh("/organisatie/contactkaarten/{id}/verwijderen", PATH, ChangeOrganisation, remove),
    ]
}

/// A card, and what can be done with it.
struct One {
    card: ContactCard,
    name: String,
    change: String,
    remove: String,
    button: Button,
}

struct Group {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    cards: Vec<One>,
    /// Who is shown where there is no card.
    contacts: Vec<ContactCard>,
    /// `None`: there is no room for one more.
    add: Option<Button>,
}

#[derive(Template)]
#[template(path = "pages/cards/list.html")]
struct ListView {
    page: Frame,
    t: &'static Texts,
    organisation: String,
    groups: Vec<Group>,
}

async fn page(State(portal): State<Portal>, visit: Visit) -> Page {
    let own = cards::own(&portal.app, &visit.actor()).await?;
    Ok(Html(list_view(visit.page(Texts::of(visit.lang()).title), &own).render()?).into_response())
}

fn list_view(page: Frame, own: &Own) -> ListView {
    let lang = page.lang;
    let t = Texts::of(lang);
    let groups = Purpose::ALL.map(|purpose| {
        let title = words::purpose(purpose, lang);
        let contacts: &[_] = if purpose == Purpose::Coordination { &own.contacts } else { &[] };
        Group {
            id: anchor(purpose),
            title,
            text: t.about(purpose),
            cards: own.cards.iter().filter(|card| card.purpose == purpose).map(|card| one(card, title, lang)).collect(),
            contacts: contacts.iter().map(|contact| contact_card(contact, lang)).collect(),
            add: own.has_room(purpose).then(|| {
                Button::link(t.add, format!("{NEW}?doel={}", purpose.as_str())).icon(Icon::Plus).detail(title)
            }),
        }
    });
    ListView { t, organisation: own.organisation.name.clone(), groups: groups.into(), page }
}

fn one(card: &Card, purpose: &str, lang: Lang) -> One {
    let t = Texts::of(lang);
    let shown = purpose_card(card, lang);
    One {
        card: if card.hidden { shown.note(t.hidden) } else { shown },
        name: card.name.clone(),
        change: format!("{PATH}/{}", card.id),
        remove: format!("{PATH}/{}/verwijderen", card.id),
        button: Button::submit(t.remove).subtle().detail(format!("{}, {purpose}", card.name)),
    }
}

#[derive(Template)]
#[template(path = "pages/cards/form.html")]
struct FormView {
    page: Frame,
    t: &'static Texts,
    organisation: String,
    errors: ErrorSummary,
    notice: Option<Notice>,
    action: String,
    version: Option<i64>,
    purpose: Choice,
    fields: [TextField; 4],
    buttons: Buttons,
}

/// The form of a card; `version` is that of a card that is there.
fn form_view(
    mut page: Frame,
    organisation: &str,
    answer: &CardAnswer,
    version: Option<i64>,
    errors: &FormErrors,
) -> FormView {
    let lang = page.lang;
    let t = Texts::of(lang);
    page.failed = !errors.is_empty();
    (if version.is_some() { t.change_title } else { t.new_title }).clone_into(&mut page.title);
    let mut purpose = Choice::new("purpose", t.purpose);
    for one in Purpose::ALL {
        purpose = purpose.option_with_hint(one.as_str(), words::purpose(one, lang), t.about(one));
    }
    let field = |name: &str, label: &str, value: &str| {
        TextField::new(name, label).value(value).error(errors.get(name)).autocomplete("off")
    };
    FormView {
        t,
        organisation: organisation.to_owned(),
        errors: errors.summary(lang),
        notice: None,
        // What stood behind the question mark chose a purpose, which is in the form now.
        action: page.path.split('?').next().unwrap_or_default().to_owned(),
        version,
        purpose: purpose.value(&answer.purpose).error(errors.get("purpose")),
        fields: [
            field("name", t.name, &answer.name).hint(t.name_hint),
            field("function", t.function, &answer.function).optional(lang),
            field("email", t.email, &answer.email).hint(t.email_hint).email(),
            field("phone", t.phone, &answer.phone).phone(),
        ],
        buttons: Buttons::new([Button::submit(t.save), Button::link(t.cancel, PATH).subtle()]),
        page,
    }
}

fn id(text: &str) -> Result<CardId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

fn read(pairs: &Pairs) -> CardAnswer {
    let text = |name| value(pairs, name).to_owned();
    CardAnswer {
        purpose: text("purpose"),
        name: text("name"),
        function: text("function"),
        email: text("email"),
        phone: text("phone"),
    }
}

fn answer_of(card: &Card) -> CardAnswer {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    CardAnswer {
        purpose: card.purpose.as_str().to_owned(),
        name: card.name.clone(),
        function: text(&card.function),
        email: text(&card.email),
        phone: text(&card.phone),
    }
}

/// What is wrong, beside its field.
fn errors(problems: &[Problem], lang: Lang) -> FormErrors {
    let t = Texts::of(lang);
    let mut errors = FormErrors::default();
    for problem in problems {
        let words = match (problem.field.as_str(), problem.complaint) {
            ("purpose", Complaint::TooMany) => t.no_room(),
            ("purpose", _) => t.choose.to_owned(),
            ("name", Complaint::Value(Wrong::Missing | Wrong::Form)) => t.no_name.to_owned(),
            ("email", Complaint::Value(Wrong::Missing)) => t.no_way.to_owned(),
            _ => sentence(problem, lang),
        };
        errors.add(problem.field.clone(), words);
    }
    errors
}

async fn show_new(State(portal): State<Portal>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let own = cards::own(&portal.app, &visit.actor()).await?;
    let purpose = value(&keyset::parameters(query.as_deref()), "doel").to_owned();
    let answer = CardAnswer { purpose, ..CardAnswer::default() };
    let view = form_view(visit.page(""), &own.organisation.name, &answer, None, &FormErrors::default());
    Ok(Html(view.render()?).into_response())
}

async fn add(State(portal): State<Portal>, visit: Visit, Checked(pairs): Checked<Pairs>) -> Page {
    let (actor, answer) = (visit.actor(), read(&pairs));
    match cards::add(&portal.app, &actor, &answer).await {
        Ok(()) => Ok(portal.go_and_say(PATH, Flash::CardAdded)),
        Err(AppError::Problems(problems)) => {
            let own = cards::own(&portal.app, &actor).await?;
            let errors = errors(&problems, visit.lang());
            let view = form_view(visit.page(""), &own.organisation.name, &answer, None, &errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(view.render()?)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>) -> Page {
    let (organisation, card) = cards::one(&portal.app, &visit.actor(), id(&text)?).await?;
    let answer = answer_of(&card);
    let view = form_view(visit.page(""), &organisation.name, &answer, Some(card.version), &FormErrors::default());
    Ok(Html(view.render()?).into_response())
}

async fn change(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(pairs): Checked<Pairs>,
) -> Page {
    let (actor, id, answer) = (visit.actor(), id(&text)?, read(&pairs));
    // Without a version nothing was read that could have changed.
    let version = value(&pairs, "version").parse().unwrap_or_default();
    let error = match cards::change(&portal.app, &actor, (id, version), &answer).await {
        Ok(()) => return Ok(portal.go_and_say(PATH, Flash::CardChanged)),
        Err(error) => error,
    };
    let lang = visit.lang();
    let (status, problems, stale) = match error {
        AppError::Problems(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems, false),
        AppError::Stale => (StatusCode::CONFLICT, Vec::new(), true),
        other => return Err(other.into()),
    };
    let (organisation, card) = cards::one(&portal.app, &actor, id).await?;
    let errors = errors(&problems, lang);
    let mut view = form_view(visit.page(""), &organisation.name, &answer, Some(card.version), &errors);
    view.notice = stale.then(|| Notice::warning(Texts::of(lang).stale).announced());
    Ok((status, Html(view.render()?)).into_response())
}

async fn remove(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(_): Checked<Pairs>,
) -> Page {
    cards::remove(&portal.app, &visit.actor(), id(&text)?).await?;
    Ok(portal.go_and_say(PATH, Flash::CardRemoved))
}

#[cfg(test)]
mod tests;
