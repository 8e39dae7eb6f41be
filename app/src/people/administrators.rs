//! The administrators: who they are, who comes, who goes.

use crate::{
    App, AppError, Work,
    mail::{Language, people_texts, texts},
};
use domain::{
    access::{Actor, Answer, Permission, may},
    audit::{Doer, Event, Subject},
    ids::RoleId,
    party::Role,
    people::Refusal,
    registration::{Complaint, Problem},
    values::{EmailAddress, Name},
};
use storage::{
    meta,
    people::{self, Member, NewRole, Person},
};

/// What administrators who change their own number wait for.
const COUNTER: &str = "administrators";

/// The administrators, by name.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn administrators(app: &App, actor: &Actor) -> Result<Vec<Member>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    Ok(people::administrator_roles(&mut app.read().await?).await?)
}

/// Begins to change the administrators: others who do the same wait, and the actor is one at this very moment.
pub(super) async fn begin<'a>(app: &'a App, actor: &Actor) -> Result<(Work<'a>, Vec<Member>), AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    meta::take_numbers(&mut work.tx, COUNTER, 0).await?;
    let all = people::administrator_roles(&mut work.tx).await?;
    if all.iter().all(|one| one.person.id != person) {
        return Err(AppError::NotAllowed(Answer::NotYourRole));
    }
    Ok((work, all))
}

/// Invites an administrator; the others are told.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::Problems`] at `name` or `email`.
pub async fn invite_administrator(
    app: &App,
    actor: &Actor,
    name: &str,
    email: &str,
    language: Language,
) -> Result<(), AppError> {
    let (mut work, all) = begin(app, actor).await?;
    let mut problems = Vec::new();
    let mut complain =
        |field: &str, complaint: Complaint| problems.push(Problem { field: field.to_owned(), complaint });
    let name = Name::parse(name).map_err(|wrong| complain("name", wrong.into())).ok();
    let email = EmailAddress::parse(email).map_err(|wrong| complain("email", wrong.into())).ok();
    let known = |email: &EmailAddress| all.iter().any(|one| one.person.email == email.as_str());
    if email.as_ref().is_some_and(known) {
        complain("email", Complaint::PersonTwice);
    } else if email.as_ref().is_some_and(EmailAddress::looks_shared) {
        complain("email", Complaint::SharedMailbox);
    }
    let (Some(name), Some(email), true) = (name, email, problems.is_empty()) else {
        return Err(AppError::Problems(problems));
    };
    let new = Person {
        id: work.app.ports().id(),
        email: email.to_string(),
        name: name.to_string(),
        phone: None,
        language: language.code().to_owned(),
    };
    let now = work.now;
    let (person, _) = people::add(&mut work.tx, &new, now).await?;
    let role = NewRole {
        id: work.app.ports().id(),
        person: person.id,
        organisation: None,
        role: Role::Administrator,
        function: None,
        ground: None,
        mandate_date: None,
        works_at: None,
        given_by: actor.person(),
    };
    people::give(&mut work.tx, role, now).await?;
    let link = work.app.settings().link("/inloggen");
    let mail = texts::administrator_invited(Language::from_code(&person.language), &link);
    work.mail(&person.email, mail).await?;
    tell_others(&mut work, &all, actor, &person, true).await?;
    work.record(Subject::Person(person.id), &Event::AdministratorInvited).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Ends the role of an administrator, never of the last one; the others are told. Done twice, it is done once.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for a role that is none of an administrator;
/// [`AppError::People`] for the last one.
pub async fn end_administrator(app: &App, actor: &Actor, id: RoleId) -> Result<(), AppError> {
    let (mut work, all) = begin(app, actor).await?;
    let held = people::held(&mut work.tx, id).await?.filter(|held| held.role == Role::Administrator);
    let held = held.ok_or(AppError::NotFound)?;
    if held.ended_at.is_some() {
        return Ok(());
    }
    // Somebody may hold the role twice, from times when nothing stood in the way: all of it ends.
    let (going, staying): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.person.id == held.person);
    if staying.is_empty() {
        return Err(Refusal::LastAdministrator.into());
    }
    let now = work.now;
    for role in &going {
        people::end_role(&mut work.tx, role.id, now).await?;
    }
    let Some(Member { person, .. }) = going.first() else { return Ok(()) };
    people::end_sessions(&mut work.tx, person.id).await?;
    let mail = people_texts::administrator_ended(Language::from_code(&person.language), &person.name);
    work.mail(&person.email, mail).await?;
    tell_others(&mut work, &staying, actor, person, false).await?;
    work.record(Subject::Person(person.id), &Event::AdministratorEnded).await?;
    work.commit().await.map_err(AppError::saving)
}

async fn tell_others(
    work: &mut Work<'_>,
    others: &[Member],
    actor: &Actor,
    person: &Person,
    came: bool,
) -> Result<(), AppError> {
    let link = work.app.settings().link("/beheer/beheerders");
    for other in others.iter().map(|one| &one.person).filter(|one| Some(one.id) != actor.person()) {
        let l = Language::from_code(&other.language);
        let mail = people_texts::administrators_changed(l, &person.name, came, &link);
        work.mail(&other.email, mail).await?;
    }
    Ok(())
}
