//! A running practice moves in: organisations from a file, and agreements that were signed elsewhere.
//!
//! What belongs here: what the portal knows already held against the rows, and bringing them in, all or nothing. What
//! never does: reading files (`domain::import`), pages and terminals. Looking ahead and carrying out ask the same
//! questions in the same order, so that the list of faults is the same.

mod agreements;
mod documents;
mod organisations;
pub mod staged;

pub use documents::{Files, LARGEST_DOCUMENT};

use crate::{App, AppError, Work, mail::Language};
use domain::{
    agreement::StateKind,
    audit::{Doer, Event, Subject},
    ids::ImportId,
    import::Faults,
    party::{OrganisationKind, Role},
};
use serde::{Deserialize, Serialize};
use storage::{
    StorageError, elsewhere,
    organisations::{self as rows, Organisation},
    people::{self, Person},
};

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Organisations with their people.
    Organisations {
        /// Whether their people are invited by mail at once.
        invite: bool,
    },
    /// Agreements that were signed outside the portal.
    Agreements,
}

/// A file, and the documents that belong to it.
#[derive(Clone, Debug)]
pub struct Order {
    /// What it is about.
    pub what: What,
    /// The file.
    pub bytes: Vec<u8>,
    /// The documents.
    pub files: Files,
}

/// What a file brings, before and after it was carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Summary {
    /// Of organisations.
    Organisations {
        /// How many of each kind.
        by_kind: Vec<(OrganisationKind, usize)>,
        /// People with a role.
        people: usize,
        /// Whether they are invited at once.
        invite: bool,
    },
    /// Of agreements.
    Agreements {
        /// Pairs that had no agreement here yet.
        new: usize,
        /// Agreements that waited here unsigned, by the state they were in.
        waiting: Vec<(StateKind, usize)>,
        /// How many of all are active at once, because they have started.
        active: usize,
        /// How many come with their document.
        documents: usize,
    },
}

impl Summary {
    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        match self {
            Self::Organisations { by_kind, .. } => by_kind.iter().map(|(_, n)| n).sum(),
            Self::Agreements { new, waiting, .. } => new + waiting.iter().map(|(_, n)| n).sum::<usize>(),
        }
    }
}

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file has faults; all are in here.
    #[error("{} faults in the file", .0.count())]
    Faults(Faults),
    /// Something else.
    #[error(transparent)]
    Failed(#[from] AppError),
}

impl From<StorageError> for ImportError {
    fn from(error: StorageError) -> Self {
        Self::Failed(AppError::saving(error))
    }
}

/// How far it is: rows done, and of how many.
pub type Progress<'p> = &'p mut (dyn FnMut(usize, usize) + Send);

/// Looks ahead: what a file would bring.
///
/// # Errors
/// [`ImportError`]; nothing is changed either way.
pub async fn preview(app: &App, order: &Order) -> Result<Summary, ImportError> {
    match order.what {
        What::Organisations { invite } => organisations::preview(app, &order.bytes, invite).await,
        What::Agreements => agreements::preview(app, &order.bytes, &order.files).await,
    }
}

/// Brings a file in, in one transaction.
///
/// # Errors
/// [`ImportError`]; then nothing of it lasts.
pub async fn carry_out(app: &App, doer: Doer, order: &Order, progress: Progress<'_>) -> Result<Summary, ImportError> {
    bring_in(app, doer, order, None, progress).await
}

/// As [`carry_out`], for a file that was `chosen` in the pages: that it is done is said in the same transaction.
async fn bring_in(
    app: &App,
    doer: Doer,
    order: &Order,
    chosen: Option<ImportId>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    match order.what {
        What::Organisations { invite } => {
            organisations::carry_out(app, doer, (&order.bytes, invite), chosen, progress).await
        }
        What::Agreements => agreements::carry_out(app, doer, (&order.bytes, &order.files), chosen, progress).await,
    }
}

/// Says what a chosen file brought; a second worker that did the same has its work undone here.
async fn settle(work: &mut Work<'_>, chosen: Option<ImportId>, summary: &Summary) -> Result<(), AppError> {
    let Some(id) = chosen else { return Ok(()) };
    let json = serde_json::to_string(summary).map_err(|_| AppError::Unreadable("result of an import"))?;
    let now = work.now;
    storage::imports::finish(&mut work.tx, id, &json, now).await.map_err(AppError::saving)
}

/// How many organisations came from files and wait for the invitation of their people.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn uninvited(app: &App) -> Result<i64, AppError> {
    Ok(elsewhere::count_uninvited(&mut app.read().await?).await?)
}

/// Invites the people of organisations that came from files and were not invited, each organisation once, a
/// transaction each. Gives the number of organisations.
///
/// # Errors
/// [`AppError::Storage`]; those until then are invited.
pub async fn invite(app: &App, doer: Doer) -> Result<usize, AppError> {
    const AT_ONCE: i64 = 500;
    let mut invited = 0;
    loop {
        let waiting = elsewhere::uninvited(&mut app.read().await?, AT_ONCE).await?;
        if waiting.is_empty() {
            return Ok(invited);
        }
        for id in waiting {
            let mut work = app.begin(doer).await?;
            let now = work.now;
            if !elsewhere::invited(&mut work.tx, id, now).await? {
                continue;
            }
            let organisation = rows::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
            invite_people(&mut work, &organisation).await?;
            work.commit_quietly("each invitation has its own event").await?;
            invited += 1;
        }
    }
}

/// One invitation to each person of an organisation, with all roles there.
async fn invite_people(work: &mut Work<'_>, organisation: &Organisation) -> Result<(), AppError> {
    let mut invited: Vec<(Person, Vec<Role>)> = Vec::new();
    for member in people::members(&mut work.tx, organisation.id).await? {
        match invited.iter_mut().find(|(person, _)| person.id == member.person.id) {
            Some((_, roles)) => roles.push(member.role),
            None => invited.push((member.person, vec![member.role])),
        }
    }
    let link = work.app.settings().link("/inloggen");
    for (person, roles) in invited {
        let language = Language::from_code(&person.language);
        let mail = crate::mail::texts::invitation(language, &person.name, &organisation.name, &roles, &link);
        work.mail(&person.email, mail).await?;
        let event = Event::PersonInvited { organisation: organisation.id };
        work.record(Subject::Person(person.id), &event).await?;
    }
    Ok(())
}
