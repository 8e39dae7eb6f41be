//! Files that an administrator chose and has not carried out yet: kept for a few hours, erased afterwards.

use crate::{Row, StorageError, Tx, sql, store::Digest, values};
use domain::ids::{ImportId, PersonId};
use jiff::Timestamp;

/// A file that waits, or what became of it.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// `organisations` or `agreements`.
    pub what: String,
    /// Whether people are invited with it.
    pub invite: bool,
    /// What the administrator calls it.
    pub file_name: String,
    /// The digest of its bytes: what was looked at is what is carried out.
    pub digest: Digest,
    /// `waiting`, `running` or `done`.
    pub state: String,
    /// Who chose it.
    pub person: PersonId,
    /// What it brought, as JSON; while it waits, `changed` where it could not be carried out any more.
    pub result: Option<String>,
    /// When it was chosen.
    pub created_at: Timestamp,
    /// Until when it can be carried out.
    pub expires_at: Timestamp,
    /// When it was done.
    pub finished_at: Option<Timestamp>,
}

/// A document that came with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// What it is called.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// Whether it is a PDF.
    pub is_pdf: bool,
}

sql! {
    /// Adds one.
    ADD (Uuid, Text, Bool, Text, Bytes, Bytes, Uuid, Int, Int) = "INSERT INTO imports (id, what, invite, file_name, digest, \
        bytes, state, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9)";
    /// Adds a document to one.
    ATTACH (Uuid, Text, Int, Bool, Bytes) = "INSERT INTO import_files (import_id, name, size, is_pdf, bytes) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (import_id, name) DO UPDATE SET size = $3, is_pdf = $4, bytes = $5";
    /// One, without its bytes.
    FIND (Uuid) = "SELECT id, what, invite, file_name, digest, state, person_id, result, created_at, expires_at, finished_at \
        FROM imports WHERE id = $1";
    /// Its bytes.
    BYTES (Uuid) = "SELECT bytes FROM imports WHERE id = $1";
    /// Its documents, without their bytes.
    ATTACHED (Uuid) = "SELECT name, size, is_pdf FROM import_files WHERE import_id = $1 ORDER BY name";
    /// The bytes of a document.
    DOCUMENT (Uuid, Text) = "SELECT bytes FROM import_files WHERE import_id = $1 AND name = $2";
    /// Carries it out from now on, once, and only these bytes.
    START (Uuid, Bytes, Int) = "UPDATE imports SET state = 'running', result = NULL \
        WHERE id = $1 AND digest = $2 AND state = 'waiting' AND expires_at > $3 AND bytes IS NOT NULL";
    /// It is done; in the transaction that does it.
    FINISH (Uuid, Text, Int) = "UPDATE imports SET state = 'done', result = $2, finished_at = $3, bytes = NULL \
        WHERE id = $1 AND state = 'running'";
    /// It could not be carried out; it waits again.
    WAIT_AGAIN (Uuid, Text) = "UPDATE imports SET state = 'waiting', result = $2 WHERE id = $1 AND state = 'running'";
    /// Throws one away that waits.
    DROP (Uuid) = "UPDATE imports SET bytes = NULL, expires_at = created_at WHERE id = $1 AND state = 'waiting'";
    /// Erases the documents of one.
    DETACH (Uuid) = "DELETE FROM import_files WHERE import_id = $1";
    /// Erases the bytes of those whose time is over.
    EXPIRE (Int) = "UPDATE imports SET bytes = NULL WHERE state = 'waiting' AND expires_at <= $1 AND bytes IS NOT NULL";
    /// Erases the documents of those whose time is over.
    EXPIRE_FILES (Int) = "DELETE FROM import_files WHERE import_id IN \
        (SELECT id FROM imports WHERE state = 'done' OR (state = 'waiting' AND expires_at <= $1))";
    /// Forgets those that were chosen before a moment.
    FORGET (Int) = "DELETE FROM imports WHERE created_at < $1 AND state <> 'running'";
    /// How many bytes wait.
    WAITING () = "SELECT COUNT(*) AS n FROM imports WHERE bytes IS NOT NULL";
}

fn import(row: &Row) -> Result<Import, StorageError> {
    Ok(Import {
        id: row.id("id")?,
        what: row.get("what")?,
        invite: row.get("invite")?,
        file_name: row.get("file_name")?,
        digest: crate::documents::digest(row, "digest")?.ok_or_else(|| row.unreadable())?,
        state: row.get("state")?,
        person: row.id("person_id")?,
        result: row.get("result")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        finished_at: row.maybe_time("finished_at")?,
    })
}

/// Adds a file that waits.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, new: &Import, bytes: &[u8]) -> Result<(), StorageError> {
    let values = values![
        new.id,
        &new.what,
        new.invite,
        &new.file_name,
        new.digest,
        bytes,
        new.person,
        new.created_at,
        new.expires_at
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// Adds a document to a file; of one that is no PDF only that is kept.
///
/// # Errors
/// [`StorageError`].
pub async fn attach(
    tx: &mut Tx,
    id: ImportId,
    document: &Attached,
    bytes: Option<Vec<u8>>,
) -> Result<(), StorageError> {
    tx.execute(&ATTACH, values![id, &document.name, document.size, document.is_pdf, bytes]).await.map(drop)
}

/// One, without its bytes.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: ImportId) -> Result<Option<Import>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(import).transpose()
}

/// Its bytes, while they are kept.
///
/// # Errors
/// [`StorageError`].
pub async fn bytes(tx: &mut Tx, id: ImportId) -> Result<Option<Vec<u8>>, StorageError> {
    tx.first(&BYTES, values![id]).await?.map_or(Ok(None), |row| row.get("bytes"))
}

/// Its documents, without their bytes.
///
/// # Errors
/// [`StorageError`].
pub async fn attached(tx: &mut Tx, id: ImportId) -> Result<Vec<Attached>, StorageError> {
    let rows = tx.all(&ATTACHED, values![id]).await?;
    rows.iter()
        .map(|row| Ok(Attached { name: row.get("name")?, size: row.get("size")?, is_pdf: row.get("is_pdf")? }))
        .collect()
}

/// The bytes of a document.
///
/// # Errors
/// [`StorageError`].
pub async fn document(tx: &mut Tx, id: ImportId, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
    tx.first(&DOCUMENT, values![id, name]).await?.map_or(Ok(None), |row| row.get("bytes"))
}

/// Takes it into hand, if these are its bytes, and it waits still. `false`: it does not.
///
/// # Errors
/// [`StorageError`].
pub async fn start(tx: &mut Tx, id: ImportId, digest: Digest, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&START, values![id, digest, now]).await? == 1)
}

/// Says what it brought, and erases what was chosen: in the transaction that brings it in.
///
/// # Errors
/// [`StorageError::Stale`] when another worker has finished it.
pub async fn finish(tx: &mut Tx, id: ImportId, result: &str, now: Timestamp) -> Result<(), StorageError> {
    if tx.execute(&FINISH, values![id, result, now]).await? == 0 {
        return Err(StorageError::Stale("import"));
    }
    tx.execute(&DETACH, values![id]).await.map(drop)
}

/// Lets it wait again, because it could not be carried out as it was looked at.
///
/// # Errors
/// [`StorageError`].
pub async fn wait_again(tx: &mut Tx, id: ImportId, why: &str) -> Result<(), StorageError> {
    tx.execute(&WAIT_AGAIN, values![id, why]).await.map(drop)
}

/// Throws one away that waits. `false`: it does not wait.
///
/// # Errors
/// [`StorageError`].
pub async fn throw_away(tx: &mut Tx, id: ImportId) -> Result<bool, StorageError> {
    if tx.execute(&DROP, values![id]).await? == 0 {
        return Ok(false);
    }
    tx.execute(&DETACH, values![id]).await?;
    Ok(true)
}

/// Erases what was chosen and is over at `now`, and forgets those from before `before`.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, now: Timestamp, before: Timestamp) -> Result<(), StorageError> {
    tx.execute(&EXPIRE, values![now]).await?;
    tx.execute(&EXPIRE_FILES, values![now]).await?;
    tx.execute(&FORGET, values![before]).await.map(drop)
}

/// How many files wait with their bytes.
///
/// # Errors
/// [`StorageError`].
pub async fn waiting(tx: &mut Tx) -> Result<i64, StorageError> {
    tx.count(&WAITING, values![]).await
}
