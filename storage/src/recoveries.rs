//! New mail addresses for people who lost every way in: asked for, agreed to, waited for.

use crate::{Row, StorageError, Tx, sql, values};
use domain::{
    ids::{OrganisationId, PersonId, RecoveryId},
    recovery::Stage,
};
use jiff::Timestamp;

/// A request for a new address.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// Its id.
    pub id: RecoveryId,
    /// Who gets the new address.
    pub person: PersonId,
    /// Where the person works; `None` is the administration.
    pub organisation: Option<OrganisationId>,
    /// The address until now.
    pub old_email: String,
    /// The one to come.
    pub new_email: String,
    /// Where it stands.
    pub stage: Stage,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Timestamp,
    /// The administrator who decided.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// When it happens, where that is not at once.
    pub due_at: Option<Timestamp>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// Digest of the secret in the second mail that can stop it.
    pub agreed_hash: Option<[u8; 32]>,
    /// Rises with every change of this row.
    pub version: i64,
}

sql! {
    /// Asks.
    ADD (Uuid, Uuid, Uuid, Text, Text, Text, Uuid, Int, Bytes) = "INSERT INTO recoveries (id, person_id, organisation_id, old_email, \
        new_email, stage, asked_by, asked_at, asked_hash, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    /// One.
    FIND (Uuid) = "SELECT * FROM recoveries WHERE id = $1";
    /// One by the digest of a secret that can stop it.
    BY_HASH (Bytes) = "SELECT * FROM recoveries WHERE asked_hash = $1 UNION SELECT * FROM recoveries WHERE agreed_hash = $1";
    /// The open ones of an organisation.
    OPEN_OF (Uuid) = "SELECT * FROM recoveries WHERE organisation_id = $1 AND stage IN ('asked', 'waiting') ORDER BY asked_at, id";
    /// The open ones, the oldest first.
    OPEN (Int) = "SELECT * FROM recoveries WHERE stage IN ('asked', 'waiting') ORDER BY asked_at, id LIMIT $1";
    /// Those whose time has come.
    DUE (Int, Int) = "SELECT id FROM recoveries WHERE stage = 'waiting' AND due_at < $1 ORDER BY due_at, id LIMIT $2";
    /// Whether one is open for a person.
    IS_OPEN (Uuid) = "SELECT COUNT(*) AS n FROM recoveries WHERE person_id = $1 AND stage IN ('asked', 'waiting')";
    /// Saves one.
    SAVE (Uuid, Int, Text, Uuid, Int, Int, Int, Bytes) = "UPDATE recoveries SET stage = $3, decided_by = $4, decided_at = $5, \
        due_at = $6, ended_at = $7, agreed_hash = $8, version = version + 1 WHERE id = $1 AND version = $2";
    /// Another address of a person.
    READDRESS (Uuid, Text, Text) = "UPDATE persons SET email = $3 WHERE id = $1 AND email = $2";
    /// Forgets those that were over at a moment.
    FORGET (Int) = "DELETE FROM recoveries WHERE stage NOT IN ('asked', 'waiting') AND ended_at < $1";
}

fn recovery(row: &Row) -> Result<Recovery, StorageError> {
    let agreed: Option<Vec<u8>> = row.get("agreed_hash")?;
    Ok(Recovery {
        id: row.id("id")?,
        person: row.id("person_id")?,
        organisation: row.maybe_id("organisation_id")?,
        old_email: row.get("old_email")?,
        new_email: row.get("new_email")?,
        stage: row.code("stage", Stage::parse)?,
        asked_by: row.id("asked_by")?,
        asked_at: row.time("asked_at")?,
        decided_by: row.maybe_id("decided_by")?,
        decided_at: row.maybe_time("decided_at")?,
        due_at: row.maybe_time("due_at")?,
        ended_at: row.maybe_time("ended_at")?,
        agreed_hash: agreed.and_then(|bytes| bytes.try_into().ok()),
        version: row.get("version")?,
    })
}

/// Asks; `stop` is the digest of the secret in the first mail.
///
/// # Errors
/// [`StorageError::Duplicate`] when one is open for this person.
pub async fn add(tx: &mut Tx, new: &Recovery, stop: [u8; 32]) -> Result<(), StorageError> {
    let Recovery { id, person, organisation, old_email, new_email, stage, asked_by, asked_at, .. } = new;
    let stage = stage.as_str();
    let values = values![*id, *person, *organisation, old_email, new_email, stage, *asked_by, *asked_at, stop];
    tx.execute(&ADD, values).await.map(drop)
}

/// One.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: RecoveryId) -> Result<Option<Recovery>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(recovery).transpose()
}

/// One by the digest of a secret that can stop it.
///
/// # Errors
/// [`StorageError`].
pub async fn by_hash(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<Recovery>, StorageError> {
    tx.first(&BY_HASH, values![hash]).await?.as_ref().map(recovery).transpose()
}

/// Whether one is open for a person.
///
/// # Errors
/// [`StorageError`].
pub async fn is_open(tx: &mut Tx, person: PersonId) -> Result<bool, StorageError> {
    Ok(tx.count(&IS_OPEN, values![person]).await? > 0)
}

/// The open ones of an organisation, the oldest first.
///
/// # Errors
/// [`StorageError`].
pub async fn open_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Recovery>, StorageError> {
    tx.all(&OPEN_OF, values![organisation]).await?.iter().map(recovery).collect()
}

/// The open ones, the oldest first, at most so many.
///
/// # Errors
/// [`StorageError`].
pub async fn open(tx: &mut Tx, most: i64) -> Result<Vec<Recovery>, StorageError> {
    tx.all(&OPEN, values![most]).await?.iter().map(recovery).collect()
}

/// Those whose time came before `now`, at most so many.
///
/// # Errors
/// [`StorageError`].
pub async fn due(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<RecoveryId>, StorageError> {
    tx.all(&DUE, values![now, most]).await?.iter().map(|row| row.id("id")).collect()
}

/// Saves it, if its version is still the one that was read; the version rises by one.
///
/// # Errors
/// [`StorageError::Stale`] when somebody else changed it.
pub async fn save(tx: &mut Tx, changed: &Recovery) -> Result<(), StorageError> {
    let Recovery { id, version, stage, decided_by, decided_at, due_at, ended_at, agreed_hash, .. } = changed;
    let stage = stage.as_str();
    let values = values![*id, *version, stage, *decided_by, *decided_at, *due_at, *ended_at, *agreed_hash];
    match tx.execute(&SAVE, values).await? {
        1 => Ok(()),
        _ => Err(StorageError::Stale("recovery")),
    }
}

/// Another address of a person. `false`: they have another one than `from`.
///
/// # Errors
/// [`StorageError::Duplicate`] when somebody has it.
pub async fn readdress(tx: &mut Tx, person: PersonId, from: &str, to: &str) -> Result<bool, StorageError> {
    Ok(tx.execute(&READDRESS, values![person, from, to]).await? == 1)
}

/// Forgets those that were over before a moment.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
