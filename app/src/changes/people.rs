//! Who holds a role in an organisation from now on.

use crate::{
    AppError, Work,
    mail::{Language, texts},
};
use domain::{
    audit::{Event, Subject},
    party::{Ground, Role},
    registration::{Contact, Signatory},
};
use jiff::civil::Date;
use storage::{
    organisations::Organisation,
    people::{self, Member, NewRole, Person},
};

/// Somebody who holds a role from now on.
pub(super) struct Wanted {
    name: String,
    email: String,
    phone: Option<String>,
    function: Option<String>,
    ground: Option<Ground>,
    mandate_date: Option<Date>,
    works_at: Option<String>,
}

impl Wanted {
    pub(super) fn contact(contact: &Contact) -> Self {
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

    fn is(&self, member: &Member) -> bool {
        member.person.email == self.email
            && member.function == self.function
            && member.ground == self.ground
            && member.mandate_date == self.mandate_date
            && member.works_at == self.works_at
    }
}

/// Gives the role to these people, in this order, and takes it from everybody else. Who is new is invited. The
/// name and telephone of somebody who works for this organisation only follow the form; of others they stay.
pub(super) async fn set(
    work: &mut Work<'_>,
    organisation: &Organisation,
    role: Role,
    wanted: Vec<Wanted>,
    language: Language,
) -> Result<(), AppError> {
    let now = work.now;
    let members = people::members(&mut work.tx, organisation.id).await?;
    let before: Vec<Member> = members.into_iter().filter(|member| member.role == role).collect();
    // Whoever signs jointly signs in this order, which is that of the roles: from the first difference on they are new.
    let kept = before.iter().zip(&wanted).take_while(|(member, wanted)| wanted.is(member)).count();
    let persons = persons(work, organisation, &wanted, language).await?;
    for member in before.iter().skip(kept) {
        people::end_role(&mut work.tx, member.id, now).await?;
    }
    for (one, person) in wanted.iter().zip(&persons).skip(kept) {
        let given = NewRole {
            id: work.app.ports().id(),
            person: person.id,
            organisation: Some(organisation.id),
            role,
            function: one.function.clone(),
            ground: one.ground,
            mandate_date: one.mandate_date,
            works_at: one.works_at.clone(),
        };
        people::give(&mut work.tx, given, now).await?;
        if before.iter().all(|member| member.person.id != person.id) {
            let link = work.app.settings().link("/inloggen");
            let mail = texts::invitation(
                Language::from_code(&person.language),
                &person.name,
                &organisation.name,
                &[role],
                &link,
            );
            work.mail(&person.email, mail).await?;
            let event = Event::PersonInvited { organisation: organisation.id };
            work.record(Subject::Person(person.id), &event).await?;
        }
    }
    Ok(())
}

/// The people behind the addresses, each made where it is new. By address, so that two who do this at the same time
/// wait for each other and never in a circle.
async fn persons(
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
