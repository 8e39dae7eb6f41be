//! Registrations: drafts, the queue and what was decided.

use crate::{Row, StorageError, Tx, sql, values};
use domain::{
    ids::{OrganisationId, PersonId, RegistrationId},
    registration::{Answers, Applicant, Stage},
};
use jiff::Timestamp;

/// A registration as it is kept.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Its id.
    pub id: RegistrationId,
    /// As what.
    pub applicant: Applicant,
    /// Where it stands.
    pub stage: Stage,
    /// What was typed.
    pub answers: Answers,
    /// Language of the registrant: `nl` or `en`.
    pub language: String,
    /// Name of the organisation as far as known, for lists.
    pub name: String,
    /// Where links and questions go.
    pub email: String,
    /// Rises with every change.
    pub version: i64,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// When it was sent in.
    pub submitted_at: Option<Timestamp>,
    /// When its mail address was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// Since when it waits for the administrator: the clock *confirmed → decided*.
    pub queued_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// By whom.
    pub decided_by: Option<PersonId>,
    /// What the administrator asked last.
    pub question: Option<String>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// What came of it.
    pub organisation: Option<OrganisationId>,
}

sql! {
    /// Adds a draft.
    ADD (Uuid, Text, Text, Text, Text, Text, Bytes, Int) = "INSERT INTO registrations (id, applicant, stage, answers, \
        language, name, email, token_hash, version, begun_at, changed_at) \
        VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, 1, $8, $8)";
    /// One by its id.
    FIND (Uuid) = "SELECT * FROM registrations WHERE id = $1";
    /// One by the digest of the token in its link.
    BY_TOKEN (Bytes) = "SELECT * FROM registrations WHERE token_hash = $1";
    /// One by the digest of the token in its confirmation link.
    BY_CONFIRMATION (Bytes) = "SELECT * FROM registrations WHERE confirm_hash = $1";
    /// Saves everything that can change, if nobody else changed it.
    SAVE (Uuid, Int, Text, Text, Text, Text, Int, Int, Int, Int, Int, Uuid, Text, Text, Uuid) = "UPDATE registrations SET \
        version = version + 1, stage = $3, answers = $4, name = $5, email = $6, changed_at = $7, submitted_at = $8, \
        confirmed_at = $9, queued_at = $10, decided_at = $11, decided_by = $12, question = $13, reason = $14, \
        organisation_id = $15 WHERE id = $1 AND version = $2";
    /// Gives it another token.
    SET_TOKEN (Uuid, Bytes) = "UPDATE registrations SET token_hash = $2 WHERE id = $1";
    /// Gives it another confirmation token.
    SET_CONFIRMATION (Uuid, Bytes) = "UPDATE registrations SET confirm_hash = $2 WHERE id = $1";
    /// The queue, longest waiting first.
    QUEUE () = "SELECT * FROM registrations WHERE stage IN ('confirmed', 'questioned') ORDER BY queued_at, id";
    /// Those whose mail address waits to be confirmed, longest waiting first.
    UNCONFIRMED (Int) = "SELECT * FROM registrations WHERE stage = 'submitted' ORDER BY submitted_at, id LIMIT $1";
    /// Those decided last.
    DECIDED (Int) = "SELECT * FROM registrations WHERE decided_at IS NOT NULL AND stage IN ('accepted', 'refused') \
        ORDER BY decided_at DESC, id DESC LIMIT $1";
    /// How many are in a stage.
    COUNT (Text) = "SELECT COUNT(*) AS n FROM registrations WHERE stage = $1";
    /// Those in a stage that were not touched since a moment.
    UNTOUCHED (Text, Int, Int) = "SELECT id FROM registrations WHERE stage = $1 AND changed_at < $2 ORDER BY changed_at LIMIT $3";
    /// Erases one.
    ERASE (Uuid) = "DELETE FROM registrations WHERE id = $1";
    /// How many wait since before a moment.
    OVERDUE (Int) = "SELECT COUNT(*) AS n FROM registrations WHERE stage = 'confirmed' AND queued_at < $1";
}

fn registration(row: &Row) -> Result<Registration, StorageError> {
    Ok(Registration {
        id: row.id("id")?,
        applicant: row.code("applicant", Applicant::parse)?,
        stage: row.code("stage", Stage::parse)?,
        answers: serde_json::from_str(&row.get::<String>("answers")?).map_err(|_| row.unreadable())?,
        language: row.get("language")?,
        name: row.get("name")?,
        email: row.get("email")?,
        version: row.get("version")?,
        begun_at: row.time("begun_at")?,
        changed_at: row.time("changed_at")?,
        submitted_at: row.maybe_time("submitted_at")?,
        confirmed_at: row.maybe_time("confirmed_at")?,
        queued_at: row.maybe_time("queued_at")?,
        decided_at: row.maybe_time("decided_at")?,
        decided_by: row.maybe_id("decided_by")?,
        question: row.get("question")?,
        reason: row.get("reason")?,
        organisation: row.maybe_id("organisation_id")?,
    })
}

fn json(answers: &Answers) -> Result<String, StorageError> {
    serde_json::to_string(answers).map_err(|_| StorageError::Unreadable("answers"))
}

/// Adds a draft, to be found by the digest of its token.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, new: &Registration, token: [u8; 32]) -> Result<(), StorageError> {
    let Registration { id, applicant, answers, language, name, email, begun_at, .. } = new;
    tx.execute(&ADD, values![*id, applicant.as_str(), json(answers)?, language, name, email, token, *begun_at])
        .await
        .map(drop)
}

/// One by its id.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: RegistrationId) -> Result<Option<Registration>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(registration).transpose()
}

/// One by the digest of its token.
///
/// # Errors
/// [`StorageError`].
pub async fn by_token(tx: &mut Tx, digest: [u8; 32]) -> Result<Option<Registration>, StorageError> {
    tx.first(&BY_TOKEN, values![digest]).await?.as_ref().map(registration).transpose()
}

/// One by the digest of its confirmation token.
///
/// # Errors
/// [`StorageError`].
pub async fn by_confirmation(tx: &mut Tx, digest: [u8; 32]) -> Result<Option<Registration>, StorageError> {
    tx.first(&BY_CONFIRMATION, values![digest]).await?.as_ref().map(registration).transpose()
}

/// Saves it, if its version is still the one that was read; the version rises by one.
///
/// # Errors
/// [`StorageError::Stale`] when somebody else changed it.
pub async fn save(tx: &mut Tx, changed: &Registration) -> Result<(), StorageError> {
    let r = changed;
    let values = values![
        r.id,
        r.version,
        r.stage.as_str(),
        json(&r.answers)?,
        &r.name,
        &r.email,
        r.changed_at,
        r.submitted_at,
        r.confirmed_at,
        r.queued_at,
        r.decided_at,
        r.decided_by,
        r.question.as_deref(),
        r.reason.as_deref(),
        r.organisation,
    ];
    match tx.execute(&SAVE, values).await? {
        1 => Ok(()),
        _ => Err(StorageError::Stale("registration")),
    }
}

/// Gives it another token; the old one leads nowhere from then on.
///
/// # Errors
/// [`StorageError`].
pub async fn set_token(tx: &mut Tx, id: RegistrationId, digest: [u8; 32]) -> Result<(), StorageError> {
    tx.execute(&SET_TOKEN, values![id, digest]).await.map(drop)
}

/// Gives it another confirmation token.
///
/// # Errors
/// [`StorageError`].
pub async fn set_confirmation(tx: &mut Tx, id: RegistrationId, digest: [u8; 32]) -> Result<(), StorageError> {
    tx.execute(&SET_CONFIRMATION, values![id, digest]).await.map(drop)
}

/// What waits for the administrator or was asked for more, longest waiting first.
///
/// # Errors
/// [`StorageError`].
pub async fn queue(tx: &mut Tx) -> Result<Vec<Registration>, StorageError> {
    tx.all(&QUEUE, values![]).await?.iter().map(registration).collect()
}

/// Those whose mail address waits to be confirmed, longest waiting first.
///
/// # Errors
/// [`StorageError`].
pub async fn unconfirmed(tx: &mut Tx, most: i64) -> Result<Vec<Registration>, StorageError> {
    tx.all(&UNCONFIRMED, values![most]).await?.iter().map(registration).collect()
}

/// Those decided last.
///
/// # Errors
/// [`StorageError`].
pub async fn decided(tx: &mut Tx, most: i64) -> Result<Vec<Registration>, StorageError> {
    tx.all(&DECIDED, values![most]).await?.iter().map(registration).collect()
}

/// How many are in a stage.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx, stage: Stage) -> Result<i64, StorageError> {
    tx.count(&COUNT, values![stage.as_str()]).await
}

/// How many wait for a decision since before `moment`.
///
/// # Errors
/// [`StorageError`].
pub async fn overdue(tx: &mut Tx, moment: Timestamp) -> Result<i64, StorageError> {
    tx.count(&OVERDUE, values![moment]).await
}

/// Registrations in `stage` that were not touched since `before`, at most `most`.
///
/// # Errors
/// [`StorageError`].
pub async fn untouched(
    tx: &mut Tx,
    stage: Stage,
    before: Timestamp,
    most: i64,
) -> Result<Vec<RegistrationId>, StorageError> {
    tx.all(&UNTOUCHED, values![stage.as_str(), before, most]).await?.iter().map(|row| row.id("id")).collect()
}

/// Erases a registration with everything that was typed.
///
/// # Errors
/// [`StorageError`].
pub async fn erase(tx: &mut Tx, id: RegistrationId) -> Result<(), StorageError> {
    tx.execute(&ERASE, values![id]).await.map(drop)
}
