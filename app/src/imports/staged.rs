//! The same in two steps, for pages: a file is chosen and looked at, and then carried out exactly as it was looked at.
//!
//! What was chosen is kept in the database until it is carried out, thrown away, or its time is over.

use super::{Files, ImportError, LARGEST_DOCUMENT, Order, Summary, What, documents::is_pdf};
use crate::{App, AppError, jobs::Outcome};
use domain::{
    access::{Actor, Permission, may},
    audit::Doer,
    ids::ImportId,
    import::Faults,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use storage::{
    imports::{self as rows, Attached, Import},
    store::Digest,
};

/// The kind of the job that carries one out.
pub const JOB: &str = "import";
/// Hours that a file waits.
const WAITS: i64 = 4;
/// Files that wait at the same time; more is nobody's work.
const MOST: i64 = 20;
/// Bytes of all documents that come with one file.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;
/// Documents that come with one file.
pub const MOST_DOCUMENTS: usize = 500;

/// What the job carries.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Payload {
    /// The file.
    pub import: ImportId,
}

/// A chosen file, and where it stands.
#[derive(Clone, Debug)]
pub struct Staged {
    /// Its id.
    pub id: ImportId,
    /// What it is about.
    pub what: What,
    /// What the administrator calls it.
    pub file_name: String,
    /// The digest of its bytes, in hexadecimal digits.
    pub digest: String,
    /// Until when it can be carried out.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub standing: Standing,
}

/// Where a chosen file stands.
#[derive(Clone, Debug)]
pub enum Standing {
    /// It can be carried out: what it would bring.
    Fits(Summary),
    /// It cannot: every fault, and whether it could a moment ago.
    Faults(Faults, bool),
    /// It is being carried out: rows done, and of how many, as far as this node knows.
    Running(Option<(usize, usize)>),
    /// It was carried out: what it brought, and when.
    Done(Summary, Timestamp),
    /// Its time is over, or it was thrown away.
    Over,
}

fn administrator(actor: &Actor) -> Result<domain::ids::PersonId, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    actor.person().ok_or(AppError::NotFound)
}

/// Keeps a file that an administrator chose.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::TooOften`] when too many wait already.
pub async fn choose(app: &App, actor: &Actor, what: What, file_name: &str, bytes: &[u8]) -> Result<ImportId, AppError> {
    let person = administrator(actor)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    let now = work.now;
    rows::forget(&mut work.tx, now, now - SignedDuration::from_hours(30 * 24)).await?;
    if rows::waiting(&mut work.tx).await? >= MOST {
        return Err(AppError::TooOften);
    }
    let (name, invite) = match what {
        What::Organisations { invite } => ("organisations", invite),
        What::Agreements => ("agreements", false),
    };
    let new = Import {
        id: app.ports().id(),
        what: name.to_owned(),
        invite,
        file_name: file_name.chars().filter(|c| !c.is_control()).take(120).collect(),
        digest: Digest::of(bytes),
        state: String::new(),
        person,
        result: None,
        created_at: now,
        expires_at: now + SignedDuration::from_hours(WAITS),
        finished_at: None,
    };
    rows::add(&mut work.tx, &new, bytes).await?;
    work.commit_quietly("a file that was looked at changes nothing").await?;
    Ok(new.id)
}

/// Keeps a document that comes with a file. Of one that is too large or no PDF only that is kept.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn attach(
    app: &App,
    actor: &Actor,
    id: ImportId,
    name: &str,
    bytes: Option<Vec<u8>>,
) -> Result<(), AppError> {
    administrator(actor)?;
    let mut tx = app.db().begin().await?;
    let size = bytes.as_ref().map_or(LARGEST_DOCUMENT + 1, |bytes| bytes.len() as u64);
    let pdf = bytes.as_deref().is_some_and(is_pdf);
    let attached = Attached { name: name.to_owned(), size: i64::try_from(size).unwrap_or(i64::MAX), is_pdf: pdf };
    rows::attach(&mut tx, id, &attached, bytes.filter(|_| pdf)).await?;
    tx.commit().await?;
    Ok(())
}

/// A chosen file: what it would bring now, or where it stands.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`].
pub async fn look(app: &App, actor: &Actor, id: ImportId) -> Result<Staged, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let import = rows::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    drop(tx);
    let what = what(&import)?;
    let standing = match import.state.as_str() {
        "done" => {
            let summary = import.result.as_deref().and_then(|json| serde_json::from_str(json).ok());
            Standing::Done(
                summary.ok_or(AppError::Unreadable("result of an import"))?,
                import.finished_at.unwrap_or(import.created_at),
            )
        }
        "running" => Standing::Running(app.import_progress(id)),
        _ if import.expires_at <= app.now() => Standing::Over,
        _ => match order(app, &import).await? {
            None => Standing::Over,
            Some(order) => match super::preview(app, &order).await {
                Ok(summary) => Standing::Fits(summary),
                Err(ImportError::Faults(faults)) => Standing::Faults(faults, import.result.is_some()),
                Err(ImportError::Failed(error)) => return Err(error),
            },
        },
    };
    Ok(Staged {
        id,
        what,
        file_name: import.file_name,
        digest: import.digest.to_string(),
        expires_at: import.expires_at,
        standing,
    })
}

/// Puts up the job that carries a file out, if `digest` is that of its bytes.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`]; [`AppError::Stale`] when it was carried out, thrown away or
/// replaced, or its time is over.
pub async fn start(app: &App, actor: &Actor, id: ImportId, digest: &str) -> Result<(), AppError> {
    let person = administrator(actor)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    let import = rows::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
    let now = work.now;
    if import.digest.to_string() != digest || !rows::start(&mut work.tx, id, import.digest, now).await? {
        return Err(AppError::Stale);
    }
    work.job("work", JOB, &Payload { import: id }, now).await?;
    work.commit_quietly("what it brings has its own events").await?;
    Ok(())
}

/// Throws a file away that waits.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`]; [`AppError::Stale`] when it does not wait.
pub async fn throw_away(app: &App, actor: &Actor, id: ImportId) -> Result<(), AppError> {
    administrator(actor)?;
    let mut tx = app.db().begin().await?;
    rows::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if !rows::throw_away(&mut tx, id).await? {
        return Err(AppError::Stale);
    }
    tx.commit().await?;
    Ok(())
}

/// Invites everybody whose organisation came from a file without invitations. Gives the number of organisations.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn invite(app: &App, actor: &Actor) -> Result<usize, AppError> {
    let person = administrator(actor)?;
    super::invite(app, Doer::Person(person)).await
}

/// The job: carries a file out, once however often it runs.
pub(crate) async fn run(app: &App, payload: Payload) -> Result<Outcome, AppError> {
    let id = payload.import;
    let Some(import) = rows::find(&mut app.read().await?, id).await? else { return Ok(Outcome::Done) };
    if import.state != "running" {
        return Ok(Outcome::Done);
    }
    let Some(order) = order(app, &import).await? else { return Ok(Outcome::Never("the file is gone".to_owned())) };
    let mut progress = |done, total| app.note_import_progress(id, Some((done, total)));
    let done = super::bring_in(app, Doer::Person(import.person), &order, Some(id), &mut progress).await;
    app.note_import_progress(id, None);
    match done {
        Ok(_) => Ok(Outcome::Done),
        Err(ImportError::Faults(_)) => {
            // The page looks again, and tells what stands in the way now.
            let mut tx = app.db().begin().await?;
            rows::wait_again(&mut tx, id, "changed").await?;
            tx.commit().await?;
            Ok(Outcome::Done)
        }
        Err(ImportError::Failed(AppError::Stale)) => Ok(Outcome::Later("something changed meanwhile".to_owned())),
        Err(ImportError::Failed(error)) => Err(error),
    }
}

fn what(import: &Import) -> Result<What, AppError> {
    match import.what.as_str() {
        "organisations" => Ok(What::Organisations { invite: import.invite }),
        "agreements" => Ok(What::Agreements),
        _ => Err(AppError::Unreadable("import")),
    }
}

/// What was chosen; nothing when its bytes were erased.
async fn order(app: &App, import: &Import) -> Result<Option<Order>, AppError> {
    let mut tx = app.read().await?;
    let Some(bytes) = rows::bytes(&mut tx, import.id).await? else { return Ok(None) };
    let attached = rows::attached(&mut tx, import.id).await?;
    let files = if attached.is_empty() { Files::None } else { Files::Kept(import.id, attached.into()) };
    Ok(Some(Order { what: what(import)?, bytes, files }))
}
