//! The outbox: every mail, written with what it tells of, handed over by a job.
//!
//! Codes and one-time links stand in `secrets` only, until the mail is handed over.

use crate::{Row, StorageError, Tx, sql, values};
use domain::ids::MailId;
use jiff::Timestamp;

/// A mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub to: String,
    /// `nl` or `en`.
    pub language: String,
    /// Which mail it is, as `sign_in_code`.
    pub kind: String,
    /// Subject.
    pub subject: String,
    /// Its parts as JSON, with names in place of secrets.
    pub body: String,
    /// The secrets by name as JSON; gone after hand-over.
    pub secrets: Option<String>,
    /// RFC 5322 Message-ID, kept over retries.
    pub message_id: String,
    /// `waiting`, `sent` or `refused`.
    pub state: String,
    /// How often it was offered.
    pub attempts: i64,
    /// What the server said last.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When the server took it.
    pub sent_at: Option<Timestamp>,
}

sql! {
    /// Writes one.
    ADD (Uuid, Text, Text, Text, Text, Text, Text, Text, Int) = "INSERT INTO mails (id, to_address, language, kind, subject, \
        body, secrets, message_id, state, attempts, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, $9)";
    /// One.
    FIND (Uuid) = "SELECT * FROM mails WHERE id = $1";
    /// The server took it: the secrets go.
    SENT (Uuid, Int) = "UPDATE mails SET state = 'sent', sent_at = $2, secrets = NULL, last_error = NULL, \
        attempts = attempts + 1 WHERE id = $1 AND state <> 'sent'";
    /// The server did not take it.
    NOT_SENT (Uuid, Text, Text) = "UPDATE mails SET state = $2, last_error = $3, attempts = attempts + 1 \
        WHERE id = $1 AND state <> 'sent'";
    /// Its secrets have lost their meaning.
    FORGET (Uuid) = "UPDATE mails SET secrets = NULL WHERE id = $1";
    /// Empties those that were written before a moment.
    EMPTY (Int) = "UPDATE mails SET body = '[]', secrets = NULL WHERE created_at < $1 AND body <> '[]'";
    /// Takes the secrets out of those of a kind that were written before a moment.
    EXPIRE (Text, Int) = "UPDATE mails SET secrets = NULL WHERE kind = $1 AND created_at < $2 AND secrets IS NOT NULL";
    /// Wait again.
    AGAIN (Uuid) = "UPDATE mails SET state = 'waiting' WHERE id = $1 AND state = 'refused'";
    /// The newest before a given one.
    LIST (Uuid, Int) = "SELECT * FROM mails WHERE id < $1 ORDER BY id DESC LIMIT $2";
    /// The oldest after a given one.
    LIST_BACK (Uuid, Int) = "SELECT * FROM mails WHERE id > $1 ORDER BY id LIMIT $2";
    /// The newest in a state.
    LIST_STATE (Text, Uuid, Int) = "SELECT * FROM mails WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    /// The oldest in a state.
    LIST_STATE_BACK (Text, Uuid, Int) = "SELECT * FROM mails WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3";
    /// How many are in a state.
    COUNT (Text) = "SELECT COUNT(*) AS n FROM mails WHERE state = $1";
}

fn mail(row: &Row) -> Result<Mail, StorageError> {
    Ok(Mail {
        id: row.id("id")?,
        to: row.get("to_address")?,
        language: row.get("language")?,
        kind: row.get("kind")?,
        subject: row.get("subject")?,
        body: row.get("body")?,
        secrets: row.get("secrets")?,
        message_id: row.get("message_id")?,
        state: row.get("state")?,
        attempts: row.get("attempts")?,
        last_error: row.get("last_error")?,
        created_at: row.time("created_at")?,
        sent_at: row.maybe_time("sent_at")?,
    })
}

/// Writes a mail; its state, attempts and sending time are those of a new one.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, mail: Mail) -> Result<(), StorageError> {
    let Mail { id, to, language, kind, subject, body, secrets, message_id, created_at, .. } = mail;
    tx.execute(&ADD, values![id, to, language, kind, subject, body, secrets, message_id, created_at]).await.map(drop)
}

/// One mail.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: MailId) -> Result<Option<Mail>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(mail).transpose()
}

/// The server took it; its secrets are erased.
///
/// # Errors
/// [`StorageError`].
pub async fn sent(tx: &mut Tx, id: MailId, now: Timestamp) -> Result<(), StorageError> {
    tx.execute(&SENT, values![id, now]).await.map(drop)
}

/// The server did not take it: it is tried again, or (`refused`) it is not.
///
/// # Errors
/// [`StorageError`].
pub async fn not_sent(tx: &mut Tx, id: MailId, refused: bool, error: &str) -> Result<(), StorageError> {
    let state = if refused { "refused" } else { "waiting" };
    tx.execute(&NOT_SENT, values![id, state, error]).await.map(drop)
}

/// Erases the secrets of a mail that lost their meaning.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, id: MailId) -> Result<(), StorageError> {
    tx.execute(&FORGET, values![id]).await.map(drop)
}

/// A refused mail waits again.
///
/// # Errors
/// [`StorageError`].
pub async fn again(tx: &mut Tx, id: MailId) -> Result<bool, StorageError> {
    Ok(tx.execute(&AGAIN, values![id]).await? == 1)
}

/// The newest mails before `before`, in one state or all.
///
/// # Errors
/// [`StorageError`].
pub async fn list(
    tx: &mut Tx,
    before: Option<MailId>,
    state: Option<&str>,
    most: i64,
) -> Result<Vec<Mail>, StorageError> {
    let before = before.unwrap_or(MailId(uuid::Uuid::max()));
    let rows = match state {
        None => tx.all(&LIST, values![before, most]).await?,
        Some(state) => tx.all(&LIST_STATE, values![state, before, most]).await?,
    };
    rows.iter().map(mail).collect()
}

/// The mails that were written next after `after`, the oldest first, in one state or all.
///
/// # Errors
/// [`StorageError`].
pub async fn list_back(tx: &mut Tx, after: MailId, state: Option<&str>, most: i64) -> Result<Vec<Mail>, StorageError> {
    let rows = match state {
        None => tx.all(&LIST_BACK, values![after, most]).await?,
        Some(state) => tx.all(&LIST_STATE_BACK, values![state, after, most]).await?,
    };
    rows.iter().map(mail).collect()
}

/// How many mails are in a state.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx, state: &str) -> Result<i64, StorageError> {
    tx.count(&COUNT, values![state]).await
}

/// Empties the bodies of mails that were written before `before`, and gives their number.
///
/// # Errors
/// [`StorageError`].
pub async fn empty(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&EMPTY, values![before]).await
}

/// Erases the secrets of mails of a kind that were written before `before`: they open nothing any more.
///
/// # Errors
/// [`StorageError`].
pub async fn expire(tx: &mut Tx, kind: &str, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&EXPIRE, values![kind, before]).await
}
