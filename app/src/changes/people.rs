//! Who holds a role in an organisation from now on.

use crate::{
    AppError, Work,
    mail::{Language, texts},
};
use domain::{
    audit::{Event, Subject},
    ids::{OrganisationId, PersonId, RoleId},
    party::{Ground, Role},
    registration::{Contact, Signatory},
};
use jiff::civil::Date;
use storage::{
    organisations::Organisation,
    people::{self, Member, NewRole, Person},
};

/// Somebody who holds a role from now on.
pub(crate) struct Wanted {
    name: String,
    email: String,
    phone: Option<String>,
    function: Option<String>,
    ground: Option<Ground>,
    mandate_date: Option<Date>,
    works_at: Option<String>,
}

impl Wanted {
    pub(crate) fn contact(contact: &Contact) -> Self {
        Self {
            name: contact.name.to_string(),
            email: contact.email.to_string(),
            phone: Some(contact.phone.to_string()),
            function: contact.function.clone(),
            ground: None,
            mandate_date: None,
            works_at: contact.works_at.clone(),
        }
    }

    pub(super) fn signatory(signatory: &Signatory) -> Self {
        Self {
            name: signatory.name.to_string(),
            email: signatory.email.to_string(),
            phone: signatory.phone.as_ref().map(ToString::to_string),
            function: Some(signatory.function.clone()),
            ground: Some(signatory.ground),
            mandate_date: signatory.mandate_date,
            works_at: None,
        }
    }

    /// A private landlord, in either role.
    pub(super) fn landlord(name: &str, email: &str, phone: &str, role: Role) -> Self {
        let signs = role == Role::Signatory;
        Self {
            name: name.to_owned(),
            email: email.to_owned(),
            phone: Some(phone.to_owned()),
            function: signs.then(|| "verhuurder".to_owned()),
            ground: signs.then_some(Ground::Own),
            mandate_date: None,
            works_at: None,
        }
    }

    /// The role that a person is given by this.
    pub(crate) fn role(&self, id: RoleId, person: PersonId, organisation: OrganisationId, role: Role) -> NewRole {
        NewRole {
            id,
            person,
            organisation: Some(organisation),
            role,
            function: self.function.clone(),
            ground: self.ground,
            mandate_date: self.mandate_date,
            works_at: self.works_at.clone(),
            given_by: None,
        }
    }

    fn is(&self, member: &Member) -> bool {
        member.person.email == self.email
            && member.function == self.function
            && member.ground == self.ground
            && member.mandate_date == self.mandate_date
            && member.works_at == self.works_at
    }
}

/// Who asked for other people, and in which language the new ones are invited.
#[derive(Clone, Copy)]
pub(super) struct Inviter {
    pub(super) person: Option<PersonId>,
    pub(super) language: Language,
}

/// Gives the role to these people, in this order, and takes it from everybody else. Who is new is invited. The
/// name and telephone of somebody who works for this organisation only follow the form; of others they stay.
pub(super) async fn set(
    work: &mut Work<'_>,
    organisation: &Organisation,
    role: Role,
    wanted: Vec<Wanted>,
    inviter: Inviter,
) -> Result<(), AppError> {
    let now = work.now;
    people::lock(&mut work.tx, organisation.id).await?;
    let members = people::members(&mut work.tx, organisation.id).await?;
    let before: Vec<Member> = members.into_iter().filter(|member| member.role == role).collect();
    // Whoever signs jointly signs in this order, which is that of the roles: from the first difference on they are new.
    let kept = before.iter().zip(&wanted).take_while(|(member, wanted)| wanted.is(member)).count();
    let persons = persons(work, organisation, &wanted, inviter.language).await?;
    for member in before.iter().skip(kept) {
        people::end_role(&mut work.tx, member.id, now).await?;
    }
    for (one, person) in wanted.iter().zip(&persons).skip(kept) {
        let held = before.iter().find(|member| member.person.id == person.id);
        // Who invited somebody stays, however often the list is written anew.
        let given_by = held.map_or(inviter.person, |held| held.invited_by);
        let id = work.app.ports().id();
        let given = NewRole { given_by, ..one.role(id, person.id, organisation.id, role) };
        people::give(&mut work.tx, given, now).await?;
        if held.is_none() {
            invite(work, organisation, person, role).await?;
        }
    }
    let gone = before.iter().filter(|member| persons.iter().all(|person| person.id != member.person.id));
    for member in gone {
        crate::people::ended(work, organisation, member).await?;
    }
    Ok(())
}

/// Tells somebody that they have a role from now on.
pub(crate) async fn invite(
    work: &mut Work<'_>,
    organisation: &Organisation,
    person: &Person,
    role: Role,
) -> Result<(), AppError> {
    let link = work.app.settings().link("/inloggen");
    let language = Language::from_code(&person.language);
    let mail = texts::invitation(language, &person.name, &organisation.name, &[role], &link);
    work.mail(&person.email, mail).await?;
    let event = Event::PersonInvited { organisation: organisation.id };
    work.record(Subject::Person(person.id), &event).await?;
    Ok(())
}

/// The people behind the addresses, each made where it is new. By address, so that two who do this at the same time
/// wait for each other and never in a circle.
pub(crate) async fn persons(
    work: &mut Work<'_>,
    organisation: &Organisation,
    wanted: &[Wanted],
    language: Language,
) -> Result<Vec<Person>, AppError> {
    let now = work.now;
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted[*one].email.cmp(&wanted[*other].email));
    let mut persons: Vec<Option<Person>> = vec![None; wanted.len()];
    for place in order {
        let one = &wanted[place];
        let new = Person {
            id: work.app.ports().id(),
            email: one.email.clone(),
            name: one.name.clone(),
            phone: one.phone.clone(),
            language: language.code().to_owned(),
        };
        let (mut person, added) = people::add(&mut work.tx, &new, now).await?;
        let differs = person.name != one.name || person.phone != one.phone;
        if !added && differs && !people::works_elsewhere(&mut work.tx, person.id, organisation.id).await? {
            people::rename(&mut work.tx, person.id, &one.name, one.phone.as_deref()).await?;
            person.name.clone_from(&one.name);
        }
        persons[place] = Some(person);
    }
    Ok(persons.into_iter().flatten().collect())
}
