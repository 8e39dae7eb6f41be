//! Who comes, and what changes about a contact person.

use super::{begin, tell_colleagues};
use crate::{
    App, AppError,
    changes::{
        self, applicant,
        people::{Wanted, invite, persons},
    },
    mail::Language,
    organisations,
};
use domain::{
    access::{Actor, Permission, may},
    audit::{Event, Subject},
    calendar::local_date,
    change::Kind,
    ids::{ChangeId, RoleId},
    party::Role,
    registration::{Answers, Applicant, Complaint, Contact, Part, PersonAnswer, Problem, Step, parse_part},
    values::Wrong,
};
use jiff::civil::Date;
use storage::people::{self, Member};

/// Contact persons that an organisation may have: as many as the form takes.
const MOST: usize = 10;

/// The one contact person that was filled in.
fn contact(sort: Applicant, person: &PersonAnswer, today: Date) -> Result<Contact, AppError> {
    if !sort.steps().contains(&Step::Contacts) {
        return Err(AppError::NotFound);
    }
    let answers = Answers { contacts: vec![person.clone()], ..Answers::default() };
    match parse_part(sort, Step::Contacts, &answers, today).map_err(AppError::Problems)? {
        Part::Contacts(mut contacts) if contacts.len() == 1 => contacts.pop().ok_or(AppError::NotFound),
        _ => Err(AppError::Unreadable("contact person")),
    }
}

fn problem(field: &str, complaint: Complaint) -> AppError {
    AppError::Problems(vec![Problem { field: format!("contacts-0-{field}"), complaint }])
}

/// Invites a contact person of the own organisation, at once.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for a private landlord, who is the contact person;
/// [`AppError::Problems`] with the fields of the first contact person of the form.
pub async fn invite_contact(
    app: &App,
    actor: &Actor,
    person: &PersonAnswer,
    language: Language,
) -> Result<(), AppError> {
    let (mut work, organisation) = begin(app, actor).await?;
    let new = contact(applicant(&organisation), person, local_date(work.now))?;
    let members = people::members(&mut work.tx, organisation.id).await?;
    let contacts: Vec<_> = members.iter().filter(|member| member.role == Role::Contact).collect();
    if contacts.iter().any(|member| member.person.email == new.email.as_str()) {
        return Err(problem("email", Complaint::PersonTwice));
    }
    if contacts.len() >= MOST {
        return Err(problem("name", Complaint::TooMany));
    }
    let wanted = Wanted::contact(&new);
    let found = persons(&mut work, &organisation, std::slice::from_ref(&wanted), language).await?;
    let someone = found.first().ok_or(AppError::Unreadable("person"))?;
    let id = work.app.ports().id();
    let mut role = wanted.role(id, someone.id, organisation.id, Role::Contact);
    role.given_by = actor.person();
    let now = work.now;
    people::give(&mut work.tx, role, now).await?;
    invite(&mut work, &organisation, someone, Role::Contact).await?;
    tell_colleagues(&mut work, &organisation, actor, (someone, Role::Contact, true)).await?;
    work.record(Subject::Organisation(organisation.id), &Event::ContactsChanged).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Proposes a signatory of the own organisation, beside those who sign now. It waits for a second pair of eyes.
///
/// # Errors
/// As [`changes::ask`]; the fields of [`AppError::Problems`] are those of the first signatory of the form.
pub async fn nominate(
    app: &App,
    actor: &Actor,
    person: &PersonAnswer,
    language: Language,
) -> Result<ChangeId, AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let shown = organisations::own(app, actor).await?;
    if person.is_blank() {
        // Beside those who sign now an empty place is nobody, which is allowed and not what was asked for.
        let problem = |part: &str, complaint| Problem { field: format!("signatories-0-{part}"), complaint };
        let mut problems: Vec<_> =
            ["name", "function", "email"].map(|part| problem(part, Complaint::Value(Wrong::Missing))).into();
        problems.push(problem("ground", Complaint::ChooseOne));
        return Err(AppError::Problems(problems));
    }
    let mut answers = changes::answers_now(&shown, app.today());
    let place = answers.signatories.len();
    answers.signatories.push(person.clone());
    changes::ask(app, actor, Kind::Signatories, &answers, language).await.map_err(|error| match error {
        AppError::Problems(problems) => {
            AppError::Problems(problems.into_iter().map(|one| as_first(one, place)).collect())
        }
        other => other,
    })
}

/// The problem of the person at `place`, as of the only one of a form.
fn as_first(problem: Problem, place: usize) -> Problem {
    let field =
        problem.field.strip_prefix(&format!("signatories-{place}-")).map(|part| format!("signatories-0-{part}"));
    Problem { field: field.unwrap_or(problem.field), complaint: problem.complaint }
}

/// A contact person of the own organisation as filled in now.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for everybody else's role.
pub async fn contact_now(app: &App, actor: &Actor, id: RoleId) -> Result<(Member, Applicant), AppError> {
    let people = super::own(app, actor).await?;
    let sort = applicant(&people.organisation);
    let found = people.members.into_iter().find(|member| member.id == id && member.role == Role::Contact);
    match found {
        Some(member) if sort.steps().contains(&Step::Contacts) => Ok((member, sort)),
        _ => Err(AppError::NotFound),
    }
}

/// Changes what stands with a contact person of the own organisation, at once. The mail address stays: it is how
/// somebody is known. Name and telephone of somebody who works elsewhere as well stay too.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`], [`AppError::Problems`].
pub async fn change_contact(app: &App, actor: &Actor, id: RoleId, person: &PersonAnswer) -> Result<(), AppError> {
    let (mut work, organisation) = begin(app, actor).await?;
    let members = people::members(&mut work.tx, organisation.id).await?;
    let member = members.into_iter().find(|member| member.id == id && member.role == Role::Contact);
    let member = member.ok_or(AppError::NotFound)?;
    let filled = PersonAnswer { email: member.person.email.clone(), ..person.clone() };
    let new = contact(applicant(&organisation), &filled, local_date(work.now))?;
    let someone = member.person.id;
    if !people::works_elsewhere(&mut work.tx, someone, organisation.id).await? {
        people::rename(&mut work.tx, someone, new.name.as_str(), Some(new.phone.to_string().as_str())).await?;
    }
    people::describe(&mut work.tx, id, new.function.as_deref(), new.works_at.as_deref()).await?;
    work.record(Subject::Organisation(organisation.id), &Event::ContactsChanged).await?;
    work.commit().await.map_err(AppError::saving)
}
