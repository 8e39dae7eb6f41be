//! The mailbox of the demo (*Postvak*): every mail, as its reader would get it. Never used outside demo mode.

use crate::{Row, StorageError, Tx, sql, values};
use domain::ids::MailId;
use jiff::Timestamp;

/// A mail that arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The id it has in the outbox.
    pub id: MailId,
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// As text, codes and links included.
    pub plain: String,
    /// As HTML.
    pub html: String,
    /// When.
    pub at: Timestamp,
}

sql! {
    /// Puts a mail in; a second hand-over of the same mail changes nothing.
    PUT (Uuid, Text, Text, Text, Text, Int) = "INSERT INTO demo_mailbox (id, to_address, subject, plain, html, at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING";
    /// The newest, for one address or for all.
    LIST (Text, Int) = "SELECT * FROM demo_mailbox WHERE ($1 IS NULL OR to_address = $1) ORDER BY at DESC, id DESC LIMIT $2";
    /// One.
    FIND (Uuid) = "SELECT * FROM demo_mailbox WHERE id = $1";
}

fn arrived(row: &Row) -> Result<Arrived, StorageError> {
    Ok(Arrived {
        id: row.id("id")?,
        to: row.get("to_address")?,
        subject: row.get("subject")?,
        plain: row.get("plain")?,
        html: row.get("html")?,
        at: row.time("at")?,
    })
}

/// Puts a mail in.
///
/// # Errors
/// [`StorageError`].
pub async fn put(tx: &mut Tx, mail: &Arrived) -> Result<(), StorageError> {
    let Arrived { id, to, subject, plain, html, at } = mail;
    tx.execute(&PUT, values![*id, to, subject, plain, html, *at]).await.map(drop)
}

/// The newest mails, for one address or for all.
///
/// # Errors
/// [`StorageError`].
pub async fn list(tx: &mut Tx, to: Option<&str>, most: i64) -> Result<Vec<Arrived>, StorageError> {
    tx.all(&LIST, values![to, most]).await?.iter().map(arrived).collect()
}

/// One mail.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: MailId) -> Result<Option<Arrived>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(arrived).transpose()
}
