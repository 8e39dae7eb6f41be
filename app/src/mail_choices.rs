//! Which mails a person gets: the rhythm of reminders, and which notices.
//!
//! What belongs here: keeping the choice. What never does: acting on it (`monday`, `notices`).

use crate::{App, AppError, Work, mail::Mail, secret::Token};
use domain::{
    access::{Actor, Permission, may},
    audit::{Doer, Event, Subject},
    ids::PersonId,
    monday::Reminder,
    notices::Notice,
};
use std::collections::BTreeSet;
use storage::{StorageError, Tx, mail_choices as rows, unsubscribes};

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

/// Mails that a reader can switch off without signing in. News of what there is to sign is none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Reminders on Monday.
    Reminders,
    /// Notices to contact persons.
    Notices,
}

impl List {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Reminders => "reminders",
            Self::Notices => "notices",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Reminders, Self::Notices].into_iter().find(|list| list.as_str() == code)
    }
}

fn digest(token: &Token) -> [u8; 32] {
    token.digest("switching mails off")
}

/// The mail with a way out in its headers (RFC 8058), by a link of its own.
pub(crate) async fn with_way_out(
    work: &mut Work<'_>,
    mail: Mail,
    person: PersonId,
    list: List,
) -> Result<Mail, StorageError> {
    let token = Token::fresh(work.app.ports());
    let now = work.now;
    unsubscribes::add(&mut work.tx, digest(&token), person, list.as_str(), now).await?;
    Ok(mail.way_out(work.app.settings().link(&format!("/mails/afmelden/{}", token.reveal()))))
}

/// Which mails a link switches off.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown link.
pub async fn of_link(app: &App, token: &Token) -> Result<List, AppError> {
    whose(&mut app.read().await?, token).await.map(|(_, list)| list)
}

async fn whose(tx: &mut Tx, token: &Token) -> Result<(PersonId, List), AppError> {
    let (person, list) = unsubscribes::find(tx, digest(token)).await?.ok_or(AppError::NotFound)?;
    Ok((person, List::parse(&list).ok_or(AppError::Unreadable("list of mails"))?))
}

/// Switches off the mails of a link. Done twice, it is done once.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown link.
pub async fn switch_off(app: &App, token: &Token) -> Result<List, AppError> {
    let mut tx = app.read().await?;
    let (person, list) = whose(&mut tx, token).await?;
    let mut choices = of_person(&mut tx, person).await?;
    drop(tx);
    match list {
        List::Reminders => choices.reminder = Reminder::OnlyNew,
        List::Notices => choices.silent.extend(Notice::ALL),
    }
    keep(app, person, &choices).await?;
    Ok(list)
}
