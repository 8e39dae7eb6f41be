//! The documents of revisions: asked for, ready or failed; the bytes lie in the store.

use crate::{Row, StorageError, Tx, sql, store::Digest, values};
use domain::ids::{OrganisationId, RevisionId};
use jiff::Timestamp;

/// How far a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is being made.
    Waiting,
    /// It stands.
    Ready,
    /// It cannot be made from these facts.
    Failed,
}

impl Standing {
    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }

    /// The standing with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Waiting, Self::Ready, Self::Failed].into_iter().find(|standing| standing.as_str() == code)
    }
}

/// The document of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The revision.
    pub revision: RevisionId,
    /// How far it is.
    pub standing: Standing,
    /// What it says, as JSON.
    pub facts: String,
    /// What both sides sign: with all its fields, before the first signature.
    pub released: Option<Digest>,
    /// The newest bytes, with the signatures there are.
    pub newest: Option<Digest>,
    /// Pages.
    pub pages: Option<i64>,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When it stood.
    pub ready_at: Option<Timestamp>,
}

sql! {
    /// Asks for a document; asking again starts afresh.
    ASK (Uuid, Text, Int) = "INSERT INTO documents (revision_id, state, facts, asked_at) VALUES ($1, 'waiting', $2, $3) \
        ON CONFLICT (revision_id) DO UPDATE SET state = 'waiting', facts = $2, asked_at = $3, released = NULL, newest = NULL, \
        pages = NULL, error = NULL, ready_at = NULL";
    /// One.
    FIND (Uuid) = "SELECT * FROM documents WHERE revision_id = $1";
    /// It stands, if it was not asked for again meanwhile.
    READY (Uuid, Int, Bytes, Int, Int, Int) = "UPDATE documents SET state = 'ready', released = $3, newest = $3, pages = $4, \
        ready_at = $5, released_length = $6, error = NULL WHERE revision_id = $1 AND asked_at = $2 AND state <> 'ready'";
    /// It cannot be made.
    FAIL (Uuid, Int, Text) = "UPDATE documents SET state = 'failed', error = $3 WHERE revision_id = $1 AND asked_at = $2 \
        AND state = 'waiting'";
    /// Newer bytes, over those that were signed on.
    RENEW (Uuid, Bytes, Bytes) = "UPDATE documents SET newest = $3 WHERE revision_id = $1 AND newest = $2";
    /// How many documents of released agreements of a party are how far.
    PROGRESS (Uuid) = "SELECT d.state, COUNT(*) AS n FROM agreements a JOIN documents d ON d.revision_id = a.revision_id \
        WHERE a.party_id = $1 AND a.state IN ('released', 'partly_signed') GROUP BY d.state";
    /// How many documents of all agreements are how far.
    COUNTS () = "SELECT state, COUNT(*) AS n FROM documents GROUP BY state";
}

pub(crate) fn digest(row: &Row, column: &str) -> Result<Option<Digest>, StorageError> {
    row.get::<Option<Vec<u8>>>(column)?
        .map(|bytes| bytes.try_into().map(Digest).map_err(|_| row.unreadable()))
        .transpose()
}

/// Asks for the document of a revision that says `facts`.
///
/// # Errors
/// [`StorageError`].
pub async fn ask(tx: &mut Tx, revision: RevisionId, facts: &str, now: Timestamp) -> Result<(), StorageError> {
    tx.execute(&ASK, values![revision, facts, now]).await.map(drop)
}

/// The document of a revision, once it was asked for.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, revision: RevisionId) -> Result<Option<Document>, StorageError> {
    let Some(row) = tx.first(&FIND, values![revision]).await? else { return Ok(None) };
    Ok(Some(Document {
        revision,
        standing: row.code("state", Standing::parse)?,
        facts: row.get("facts")?,
        released: digest(&row, "released")?,
        newest: digest(&row, "newest")?,
        pages: row.get("pages")?,
        asked_at: row.time("asked_at")?,
        ready_at: row.maybe_time("ready_at")?,
    }))
}

/// Says that it stands, in bytes with this digest and so many. `false`: it was asked for again meanwhile, or stands already.
///
/// # Errors
/// [`StorageError`].
pub async fn ready(
    tx: &mut Tx,
    revision: RevisionId,
    asked_at: Timestamp,
    (bytes, length): (Digest, i64),
    pages: i64,
    now: Timestamp,
) -> Result<bool, StorageError> {
    Ok(tx.execute(&READY, values![revision, asked_at, bytes.0, pages, now, length]).await? == 1)
}

/// Says that it cannot be made, with a reason for the administrator. `false`: it was asked for again.
///
/// # Errors
/// [`StorageError`].
pub async fn fail(tx: &mut Tx, revision: RevisionId, asked_at: Timestamp, reason: &str) -> Result<bool, StorageError> {
    Ok(tx.execute(&FAIL, values![revision, asked_at, reason]).await? == 1)
}

/// Puts newer bytes in the place of `signed_on`.
///
/// # Errors
/// [`StorageError::Stale`] when somebody else signed meanwhile.
pub async fn renew(tx: &mut Tx, revision: RevisionId, signed_on: Digest, newer: Digest) -> Result<(), StorageError> {
    if tx.execute(&RENEW, values![revision, signed_on.0, newer.0]).await? == 0 {
        return Err(StorageError::Stale("document"));
    }
    Ok(())
}

/// How many documents of the released agreements of a party are how far.
///
/// # Errors
/// [`StorageError`].
pub async fn progress(tx: &mut Tx, party: OrganisationId) -> Result<Vec<(Standing, i64)>, StorageError> {
    let rows = tx.all(&PROGRESS, values![party]).await?;
    rows.iter().map(|row| Ok((row.code("state", Standing::parse)?, row.get("n")?))).collect()
}

/// How many documents there are, by how far they are.
///
/// # Errors
/// [`StorageError`].
pub async fn counts(tx: &mut Tx) -> Result<Vec<(Standing, i64)>, StorageError> {
    let rows = tx.all(&COUNTS, values![]).await?;
    rows.iter().map(|row| Ok((row.code("state", Standing::parse)?, row.get("n")?))).collect()
}
