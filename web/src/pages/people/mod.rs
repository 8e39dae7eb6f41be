//! The people of the own organisation: who they are, who comes and goes, and the second pair of eyes.
//!
//! What belongs here: the contact person's pages, and leaving, which everybody may. What never does: who may go and
//! whose yes counts, which is `domain::people`.

mod end;
mod invite;
mod look;
mod texts;

use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs},
    get, get_fresh,
    lang::Lang,
    layout::Page as Frame,
    pages::{Page, organisation::card, recovery},
    parts::{Button, ContactCard, Notice},
    post, post_fresh,
    visit::Visit,
    words,
};
use app::{
    changes,
    organisations::Member,
    people::{self, Asked, People},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse as _},
};
use domain::{
    access::Permission::{ChangeOrganisation, Member as OfOrganisation},
    calendar::local_date,
    ids::{OrganisationId, PersonId},
    party::Role,
    registration::Step,
};
use jiff::Timestamp;
use texts::Texts;

/// Where these pages are.
pub(in crate::pages) const PATH: &str = "/organisatie/mensen";
const INVITE: &str = "/organisatie/mensen/uitnodigen/{part}";
const END: &str = "/organisatie/mensen/{id}/beeindigen";
const LOOK: &str = "/organisatie/mensen/aanvragen/{id}";
const LEAVE: &str = "/organisatie/vertrekken";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get(PATH, ChangeOrganisation, page),
        get("/organisatie/mensen/van/{id}", ChangeOrganisation, page_of),
        post("/organisatie/mensen/klopt", ChangeOrganisation, still_holds),
        get_fresh(INVITE, ChangeOrganisation, invite::show),
        post_fresh(INVITE, INVITE, ChangeOrganisation, invite::send),
        get("/organisatie/mensen/{id}/wijzigen", ChangeOrganisation, invite::show_change),
        post("/organisatie/mensen/{id}/wijzigen", ChangeOrganisation, invite::change),
        get_fresh(END, ChangeOrganisation, end::show),
        post_fresh(END, END, ChangeOrganisation, end::end),
        get_fresh(LOOK, ChangeOrganisation, look::show),
        post_fresh("/organisatie/mensen/aanvragen/{id}/goedkeuren", LOOK, ChangeOrganisation, look::agree),
        post("/organisatie/mensen/aanvragen/{id}/afwijzen", ChangeOrganisation, look::turn_down),
        get_fresh(LEAVE, OfOrganisation, end::show_leaving),
        post_fresh(LEAVE, LEAVE, OfOrganisation, end::leave),
    ]
}

/// Somebody with a role, and what can be done.
struct One {
    card: ContactCard,
    name: String,
    since: String,
    change: Option<String>,
    end: Option<String>,
    /// Where a new address is asked for somebody else.
    address: Option<String>,
    me: bool,
}

struct Group {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    people: Vec<One>,
    add: Option<Button>,
}

/// What waits for a second pair of eyes.
struct Waits {
    text: String,
    look: Button,
    take_back: Option<(String, Button)>,
}

#[derive(Template)]
#[template(path = "pages/people/list.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    recovery: &'static recovery::Texts,
    organisation: String,
    waits: Option<Waits>,
    /// New addresses that wait, each with what stops it.
    addresses: Vec<(String, String, Button)>,
    alone: Option<Notice>,
    groups: Vec<Group>,
    /// When it was said last that all of this holds, in a sentence.
    held: String,
    holds: Button,
}

/// The page as a mail links to it: of one organisation, whichever the reader acts for.
async fn page_of(portal: State<Portal>, visit: Visit, Path(text): Path<String>) -> Page {
    let id: OrganisationId = text.parse().map_err(|_| PageError::NotFound)?;
    if visit.actor().organisation() != Some(id) {
        return Err(PageError::NotFound);
    }
    page(portal, visit).await
}

async fn still_holds(State(portal): State<Portal>, visit: Visit, Checked(_): Checked<Pairs>) -> Page {
    people::still_holds(&portal.app, &visit.actor()).await?;
    Ok(portal.go_and_say(PATH, Flash::PeopleHold))
}

async fn page(State(portal): State<Portal>, visit: Visit) -> Page {
    let actor = visit.actor();
    let people = people::own(&portal.app, &actor).await?;
    let asked = people::addresses_asked(&portal.app, &actor).await?;
    let held = people::held_at(&portal.app, &actor, people.organisation.id).await?;
    let waits = (asked.as_slice(), held);
    let view = view(visit.page(Texts::of(visit.lang()).title), &people, waits, actor.person());
    Ok(Html(view.render()?).into_response())
}

/// `asked`: new addresses that wait; `held`: when the people were confirmed last.
fn view(page: Frame, people: &People, (asked, held): (&[Asked], Option<Timestamp>), me: Option<PersonId>) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let steps = changes::applicant(&people.organisation).steps();
    let of = |role| -> Vec<&Member> { people.members.iter().filter(|member| member.role == role).collect() };
    let contacts = of(Role::Contact);
    let add = |step: Step, label| {
        steps.contains(&step).then(|| Button::link(label, format!("{PATH}/uitnodigen/{}", step.as_str())))
    };
    let groups = [
        (Role::Contact, "contactpersonen", t.contacts, t.contacts_text, add(Step::Contacts, t.invite_contact)),
        (Role::Signatory, "tekenbevoegden", t.signatories, t.signatories_text, add(Step::Signatories, t.propose)),
    ];
    let groups = groups.map(|(role, id, title, text, add)| Group {
        id,
        title,
        text,
        people: of(role).into_iter().map(|member| one(member, steps, me, lang)).collect(),
        add,
    });
    View {
        t,
        recovery: recovery::Texts::of(lang),
        organisation: people.organisation.name.clone(),
        waits: people.waiting.as_ref().map(|proposal| waits(proposal, lang)),
        addresses: asked.iter().map(|one| recovery::waits(one, lang)).collect(),
        alone: (contacts.len() == 1 && steps.contains(&Step::Contacts)).then(|| Notice::info(t.alone)),
        groups: groups.into(),
        held: held.map_or_else(|| t.never_held.to_owned(), |at| t.held(&words::date(local_date(at), lang))),
        holds: Button::submit(t.holds_button).secondary(),
        page,
    }
}

fn one(member: &Member, steps: &[Step], me: Option<PersonId>, lang: Lang) -> One {
    let step = if member.role == Role::Contact { Step::Contacts } else { Step::Signatories };
    let asked = steps.contains(&step);
    let change = match member.role {
        Role::Contact => format!("{PATH}/{}/wijzigen", member.id),
        _ => format!("/organisatie/wijzigen/{}", Step::Signatories.as_str()),
    };
    One {
        card: card(member, lang),
        name: member.person.name.clone(),
        since: Texts::of(lang).since(&words::date(local_date(member.since), lang)),
        change: asked.then_some(change),
        end: asked.then(|| format!("{PATH}/{}/beeindigen", member.id)),
        address: (Some(member.person.id) != me).then(|| format!("{PATH}/{}/nieuw-adres", member.id)),
        me: Some(member.person.id) == me,
    }
}

fn waits(proposal: &people::Proposal, lang: Lang) -> Waits {
    let t = Texts::of(lang);
    let names: Vec<_> = proposal.newcomers.iter().map(|one| one.name.as_str()).collect();
    let names = if names.is_empty() { t.changed.to_owned() } else { names.join(", ") };
    let asked = words::date(local_date(proposal.change.asked_at), lang);
    let id = proposal.change.id;
    let text = match (&proposal.asked_by, proposal.own) {
        (_, true) => t.waits_own(&names, &asked),
        (Some(who), false) => t.waits_of(who, &names, &asked),
        (None, false) => t.waits_of(t.administrator, &names, &asked),
    };
    let look = Button::link(if proposal.own { t.see } else { t.see_and_decide }, format!("{PATH}/aanvragen/{id}"));
    Waits {
        text,
        look: if proposal.own { look } else { look.primary() },
        take_back: proposal
            .own
            .then(|| (format!("/organisatie/wijzigingen/{id}/intrekken"), Button::submit(t.take_back).subtle())),
    }
}

#[cfg(test)]
mod tests;
