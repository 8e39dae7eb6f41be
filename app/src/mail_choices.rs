//! Which mails a person gets: the rhythm of reminders, and which notices.
//!
//! What belongs here: keeping the choice. What never does: acting on it (`monday`, `notices`).

use crate::{App, AppError};
use domain::{
    access::{Actor, Permission, may},
    audit::{Doer, Event, Subject},
    ids::PersonId,
    monday::Reminder,
    notices::Notice,
};
use std::collections::BTreeSet;
use storage::{Tx, mail_choices as rows};

/// What somebody chose; nothing chosen is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// How often a reminder goes.
    pub reminder: Reminder,
    /// Notices that are not wanted.
    pub silent: BTreeSet<Notice>,
}

/// What the actor chose.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn of(app: &App, actor: &Actor) -> Result<Choices, AppError> {
    AppError::unless_allowed(may(actor, Permission::SignedIn))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    of_person(&mut app.read().await?, person).await
}

pub(crate) async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Choices, AppError> {
    let Some((reminder, silent)) = rows::find(tx, person).await? else { return Ok(Choices::default()) };
    Ok(Choices { reminder, silent: silent.split(' ').filter_map(Notice::parse).collect() })
}

/// Keeps what the actor chose.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn choose(app: &App, actor: &Actor, choices: &Choices) -> Result<(), AppError> {
    AppError::unless_allowed(may(actor, Permission::SignedIn))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    keep(app, person, choices).await
}

pub(crate) async fn keep(app: &App, person: PersonId, choices: &Choices) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Person(person)).await?;
    if of_person(&mut work.tx, person).await? == *choices {
        return Ok(());
    }
    let silent: Vec<_> = choices.silent.iter().map(|kind| kind.as_str()).collect();
    rows::keep(&mut work.tx, person, choices.reminder, &silent.join(" ")).await?;
    work.record(Subject::Person(person), &Event::MailsChosen).await?;
    work.commit().await?;
    Ok(())
}
