//! Who goes: a role ends at once, and with the last one the sessions. What somebody did stays.

use super::{begin, ended, taking_part, tell_colleagues};
use crate::{App, AppError, Work, changes};
use domain::{
    access::{Actor, Permission, may},
    audit::{Doer, Event, Subject},
    change::Tally,
    ids::RoleId,
    party::Role,
    people::{Left, Refusal, may_go},
};
use storage::{
    organisations::Organisation,
    people::{self, Member},
};

/// What ending roles would do.
#[derive(Clone, Debug)]
pub struct Ending {
    /// The organisation.
    pub organisation: Organisation,
    /// The roles that would end.
    pub going: Vec<Member>,
    /// What it does to the agreements, or why it cannot be.
    pub outcome: Result<Tally, Refusal>,
}

/// What ending a role of the own organisation would do.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for a role that is unknown, has ended, or is another organisation's.
pub async fn ending(app: &App, actor: &Actor, id: RoleId) -> Result<Ending, AppError> {
    let (work, organisation) = begin(app, actor).await?;
    tried(work, organisation, actor, |member| member.id == id).await
}

/// What it would do if the actor left the own organisation.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for who has no role there.
pub async fn leaving(app: &App, actor: &Actor) -> Result<Ending, AppError> {
    let (work, organisation) = begin_leaving(app, actor).await?;
    tried(work, organisation, actor, |member| Some(member.person.id) == actor.person()).await
}

/// Does it in a transaction that is given up.
async fn tried(
    mut work: Work<'_>,
    organisation: Organisation,
    actor: &Actor,
    goes: impl Fn(&Member) -> bool,
) -> Result<Ending, AppError> {
    let members = people::members(&mut work.tx, organisation.id).await?;
    let going: Vec<Member> = members.into_iter().filter(goes).collect();
    if going.is_empty() {
        return Err(AppError::NotFound);
    }
    let outcome = match go(&mut work, &organisation, actor, &going).await {
        Ok(tally) => Ok(tally),
        Err(AppError::People(refusal)) => Err(refusal),
        Err(other) => return Err(other),
    };
    Ok(Ending { organisation, going, outcome })
}

/// Ends a role of the own organisation, at once. Done twice, it is done once.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for an unknown role or another organisation's;
/// [`AppError::People`] when somebody has to come first.
pub async fn end(app: &App, actor: &Actor, id: RoleId) -> Result<(), AppError> {
    let (mut work, organisation) = begin(app, actor).await?;
    let held = people::held(&mut work.tx, id).await?.filter(|held| held.organisation == Some(organisation.id));
    if held.ok_or(AppError::NotFound)?.ended_at.is_some() {
        return Ok(());
    }
    let members = people::members(&mut work.tx, organisation.id).await?;
    let going: Vec<Member> = members.into_iter().filter(|member| member.id == id).collect();
    go(&mut work, &organisation, actor, &going).await?;
    work.commit().await.map_err(AppError::saving)
}

/// The actor no longer works for the own organisation: every role there ends, at once.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::People`] when somebody has to come first.
pub async fn leave(app: &App, actor: &Actor) -> Result<(), AppError> {
    let (mut work, organisation) = begin_leaving(app, actor).await?;
    let members = people::members(&mut work.tx, organisation.id).await?;
    let going: Vec<Member> = members.into_iter().filter(|member| Some(member.person.id) == actor.person()).collect();
    if going.is_empty() {
        return Ok(());
    }
    go(&mut work, &organisation, actor, &going).await?;
    work.record(Subject::Organisation(organisation.id), &Event::PersonLeft).await?;
    work.commit().await.map_err(AppError::saving)
}

async fn begin_leaving<'a>(app: &'a App, actor: &Actor) -> Result<(Work<'a>, Organisation), AppError> {
    AppError::unless_allowed(may(actor, Permission::Member))?;
    let (own, person) = actor.organisation().zip(actor.person()).ok_or(AppError::NotFound)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    people::lock(&mut work.tx, own).await?;
    let organisation = taking_part(&mut work.tx, own).await?;
    Ok((work, organisation))
}

/// Ends these roles, if enough people stay. Gives what it does to the agreements.
async fn go(
    work: &mut Work<'_>,
    organisation: &Organisation,
    actor: &Actor,
    going: &[Member],
) -> Result<Tally, AppError> {
    let members = people::members(&mut work.tx, organisation.id).await?;
    let staying =
        |role| members.iter().filter(|one| one.role == role && going.iter().all(|gone| gone.id != one.id)).count();
    let left = Left {
        kind: organisation.kind,
        jointly: organisation.jointly,
        contacts: staying(Role::Contact),
        signatories: staying(Role::Signatory),
    };
    for member in going {
        may_go(member.role, left)?;
    }
    let now = work.now;
    for member in going {
        people::end_role(&mut work.tx, member.id, now).await?;
    }
    let mut tally = Tally::default();
    for member in going {
        ended(work, organisation, member).await?;
        tell_colleagues(work, organisation, actor, (&member.person, member.role, false)).await?;
        if member.role == Role::Signatory {
            changes::forget_proposal(work, organisation, member).await?;
        }
    }
    if going.iter().any(|member| member.role == Role::Signatory) {
        tally = changes::signatories_gone(work, organisation.id, actor).await?;
    }
    Ok(tally)
}
