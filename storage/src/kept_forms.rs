//! Forms that somebody sent when they had to sign in or confirm first.

use crate::{Row, StorageError, Tx, sql, values};
use domain::ids::{KeptFormId, PersonId};
use jiff::Timestamp;

/// A form that waits to be sent after all.
#[derive(Clone)]
pub struct KeptForm {
    /// Its id.
    pub id: KeptFormId,
    /// Whose.
    pub person: PersonId,
    /// The digest of the secret of the browser it was sent from.
    pub browser: [u8; 32],
    /// For whom the person acted when the page was made, as the form said.
    pub made_for: Vec<u8>,
    /// Where it goes.
    pub path: String,
    /// The page it stood on.
    pub page: String,
    /// What was filled in, as browsers send it, without the token against forgery; empty once it was sent.
    pub fields: String,
    /// Since when.
    pub made_at: Timestamp,
    /// When it was sent after all.
    pub sent_at: Option<Timestamp>,
}

sql! {
    /// Keeps one.
    ADD (Uuid, Uuid, Bytes, Bytes, Text, Text, Text, Int) = "INSERT INTO kept_forms (id, person_id, browser_hash, made_for, \
        path, page, fields, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Forgets all but the newest of a person.
    TRIM (Uuid, Int) = "DELETE FROM kept_forms WHERE person_id = $1 AND id NOT IN \
        (SELECT id FROM kept_forms WHERE person_id = $1 ORDER BY made_at DESC, id DESC LIMIT $2)";
    /// One of a person in a browser, kept since a moment.
    FIND (Uuid, Uuid, Bytes, Int) = "SELECT * FROM kept_forms WHERE id = $1 AND person_id = $2 AND browser_hash = $3 \
        AND made_at > $4";
    /// It is sent now, once.
    SENT (Uuid, Int) = "UPDATE kept_forms SET sent_at = $2, fields = '' WHERE id = $1 AND sent_at IS NULL";
    /// Throws one away.
    THROW_AWAY (Uuid) = "DELETE FROM kept_forms WHERE id = $1";
    /// Throws all of a person away.
    THROW_ALL_AWAY (Uuid) = "DELETE FROM kept_forms WHERE person_id = $1";
    /// Forgets those that were kept before a moment.
    FORGET (Int) = "DELETE FROM kept_forms WHERE made_at <= $1";
}

fn kept_form(row: &Row) -> Result<KeptForm, StorageError> {
    Ok(KeptForm {
        id: row.id("id")?,
        person: row.id("person_id")?,
        browser: row.get::<Vec<u8>>("browser_hash")?.try_into().map_err(|_| row.unreadable())?,
        made_for: row.get("made_for")?,
        path: row.get("path")?,
        page: row.get("page")?,
        fields: row.get("fields")?,
        made_at: row.time("made_at")?,
        sent_at: row.maybe_time("sent_at")?,
    })
}

/// Keeps one; the `most` newest of its person stay.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, new: &KeptForm, most: i64) -> Result<(), StorageError> {
    let KeptForm { id, person, browser, made_for, path, page, fields, made_at, .. } = new;
    let values = values![*id, *person, *browser, made_for.clone(), path, page, fields, *made_at];
    tx.execute(&ADD, values).await?;
    tx.execute(&TRIM, values![*person, most]).await.map(drop)
}

/// One of a person in a browser, kept after `since`, sent or not.
///
/// # Errors
/// [`StorageError`].
pub async fn find(
    tx: &mut Tx,
    id: KeptFormId,
    person: PersonId,
    browser: [u8; 32],
    since: Timestamp,
) -> Result<Option<KeptForm>, StorageError> {
    tx.first(&FIND, values![id, person, browser, since]).await?.as_ref().map(kept_form).transpose()
}

/// It is sent now; nothing of what was filled in stays. `false`: it was sent before.
///
/// # Errors
/// [`StorageError`].
pub async fn sent(tx: &mut Tx, id: KeptFormId, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&SENT, values![id, now]).await? == 1)
}

/// Throws one away.
///
/// # Errors
/// [`StorageError`].
pub async fn throw_away(tx: &mut Tx, id: KeptFormId) -> Result<(), StorageError> {
    tx.execute(&THROW_AWAY, values![id]).await.map(drop)
}

/// Throws all of a person away.
///
/// # Errors
/// [`StorageError`].
pub async fn throw_all_away(tx: &mut Tx, person: PersonId) -> Result<(), StorageError> {
    tx.execute(&THROW_ALL_AWAY, values![person]).await.map(drop)
}

/// Forgets those that were kept until `before`, and gives their number.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
