//! The people of an organisation: who they are, who comes, who goes; and the administrators.
//!
//! What belongs here: what contact persons do at once. What never does: a new signatory, who is proposed through
//! `changes` and needs a second pair of eyes; the rules, which are in `domain::people`.

mod administrators;
mod come;
mod go;
mod hold;
mod recover;

pub use administrators::{administrators, end_administrator, invite_administrator};
pub use come::{change_contact, contact_now, invite_contact, nominate};
pub use go::{Ending, end, ending, leave, leaving};
pub use hold::{ask_due, held_at, still_holds};
pub(crate) use recover::forget;
pub use recover::{
    Asked, Recovery, Target, address_of_link, address_target, addresses_asked, agree_address, ask_address, give_due,
    refuse_address, stop_address, stop_by_link,
};

use crate::{
    App, AppError, Work, cards,
    changes::{self, Change},
    mail::{Language, Mail, people_texts},
};
use domain::{
    access::{Actor, Answer, Permission, may},
    audit::{Doer, Event, Subject},
    ids::OrganisationId,
    party::Role,
    registration::PersonAnswer,
};
use storage::{
    Tx,
    organisations::{self, Organisation},
    people::{self, Member, Person},
};

/// Everybody with a role in the own organisation, and what waits.
#[derive(Clone, Debug)]
pub struct People {
    /// The organisation.
    pub organisation: Organisation,
    /// Its people, contact persons first.
    pub members: Vec<Member>,
    /// The proposal of signatories that waits.
    pub waiting: Option<Proposal>,
}

/// A proposal of signatories that waits.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The change.
    pub change: Change,
    /// Who asked, where that is somebody of the organisation.
    pub asked_by: Option<String>,
    /// Whether the one who looks asked it.
    pub own: bool,
    /// Who would sign and does not now.
    pub newcomers: Vec<PersonAnswer>,
}

/// Everybody with a role in the actor's organisation.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn own(app: &App, actor: &Actor) -> Result<People, AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let id = actor.organisation().ok_or(AppError::NotFound)?;
    let mut tx = app.read().await?;
    let organisation = organisations::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let members = people::members(&mut tx, id).await?;
    let waiting = match changes::waiting_proposal(&mut tx, id).await? {
        None => None,
        Some(change) => {
            let asked = members.iter().find(|member| Some(member.person.id) == change.asked_by);
            Some(Proposal {
                asked_by: asked.map(|member| member.person.name.clone()),
                own: change.asked_by.is_some() && change.asked_by == actor.person(),
                newcomers: changes::newcomers(&mut tx, &change).await?,
                change,
            })
        }
    };
    Ok(People { organisation, members, waiting })
}

/// The contact persons of an organisation, each once.
pub(crate) async fn contacts(work: &mut Work<'_>, organisation: OrganisationId) -> Result<Vec<Person>, AppError> {
    let members = people::members(&mut work.tx, organisation).await?;
    Ok(members.into_iter().filter(|one| one.role == Role::Contact).map(|one| one.person).collect())
}

/// Begins to change the people of the actor's organisation: others who do the same wait, and the actor is a contact
/// person at this very moment.
pub(crate) async fn begin<'a>(app: &'a App, actor: &Actor) -> Result<(Work<'a>, Organisation), AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let (own, person) = actor.organisation().zip(actor.person()).ok_or(AppError::NotFound)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    people::lock(&mut work.tx, own).await?;
    if people::colleague(&mut work.tx, person, own).await?.is_none() {
        return Err(AppError::NotAllowed(Answer::NotYourRole));
    }
    let organisation = taking_part(&mut work.tx, own).await?;
    Ok((work, organisation))
}

async fn taking_part(tx: &mut Tx, id: OrganisationId) -> Result<Organisation, AppError> {
    let found = organisations::find(tx, id).await?.ok_or(AppError::NotFound)?;
    if found.ended_at.is_some() { Err(domain::change::Refusal::Ended.into()) } else { Ok(found) }
}

/// What follows when somebody's role has ended: without any other they are signed out and stand on no card, and they are told.
pub(crate) async fn ended(work: &mut Work<'_>, organisation: &Organisation, member: &Member) -> Result<(), AppError> {
    let person = &member.person;
    people::end_sessions(&mut work.tx, person.id).await?;
    let stays = people::members(&mut work.tx, organisation.id).await?;
    if stays.iter().all(|one| one.person.id != person.id) {
        cards::take_away(work, organisation.id, &person.email).await?;
    }
    let language = Language::from_code(&person.language);
    let mail = people_texts::role_ended(language, &person.name, &organisation.name, member.role);
    work.mail(&person.email, mail).await?;
    let event = Event::RoleEnded { role: member.role.as_str().to_owned() };
    work.record(Subject::Organisation(organisation.id), &event).await?;
    work.record(Subject::Person(person.id), &event).await?;
    Ok(())
}

/// Tells the contact persons of an organisation, whoever does it aside, who came or went.
async fn tell_colleagues(
    work: &mut Work<'_>,
    organisation: &Organisation,
    actor: &Actor,
    (person, role, came): (&Person, Role, bool),
) -> Result<(), AppError> {
    let link = work.app.settings().link("/organisatie/mensen");
    for colleague in contacts(work, organisation.id).await? {
        if Some(colleague.id) == actor.person() || colleague.id == person.id {
            continue;
        }
        let l = Language::from_code(&colleague.language);
        let mail: Mail = people_texts::colleague_changed(l, &organisation.name, &person.name, role, came, &link);
        work.mail(&colleague.email, mail).await?;
    }
    Ok(())
}
