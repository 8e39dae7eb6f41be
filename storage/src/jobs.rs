//! Background work: put up in the transaction that needs it, taken by one worker at a time.

use crate::{Row, StorageError, Tx, sql, values};
use domain::ids::JobId;
use jiff::Timestamp;

/// A job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Which workers take it: `mail` or `work`.
    pub lane: String,
    /// What it does.
    pub kind: String,
    /// With what, as JSON.
    pub payload: String,
    /// `waiting`, `running`, `done` or `failed`.
    pub state: String,
    /// Not before.
    pub run_at: Timestamp,
    /// How often it was taken; also the fence: who holds an older number has lost it.
    pub attempts: i64,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it was put up.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// Not done, and nothing went wrong so far.
macro_rules! open {
    () => {
        "state IN ('waiting', 'running') AND attempts <= 1 AND last_error IS NULL"
    };
}
/// Failed, or tried before and not done.
macro_rules! troubled {
    () => {
        "state IN ('failed', 'waiting', 'running') AND (state = 'failed' OR attempts > 1 OR last_error IS NOT NULL)"
    };
}

sql! {
    /// Puts one up.
    ADD (Uuid, Text, Text, Text, Int, Int) = "INSERT INTO jobs (id, lane, kind, payload, state, run_at, attempts, created_at) \
        VALUES ($1, $2, $3, $4, 'waiting', $5, 0, $6)";
    /// Takes the next of a lane. The condition stands twice: without the outer one PostgreSQL
    /// hands one job to several takers.
    CLAIM (Text, Int, Int) = "UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_until = $3 \
        WHERE id = (SELECT id FROM jobs WHERE lane = $1 AND ((state = 'waiting' AND run_at <= $2) \
            OR (state = 'running' AND lease_until < $2)) ORDER BY run_at, id LIMIT 1) \
        AND ((state = 'waiting' AND run_at <= $2) OR (state = 'running' AND lease_until < $2)) RETURNING *";
    /// It is done.
    DONE (Uuid, Int, Int) = "UPDATE jobs SET state = 'done', finished_at = $3, lease_until = NULL, last_error = NULL \
        WHERE id = $1 AND attempts = $2 AND state = 'running'";
    /// It is tried again later.
    RETRY (Uuid, Int, Int, Text) = "UPDATE jobs SET state = 'waiting', run_at = $3, last_error = $4, lease_until = NULL \
        WHERE id = $1 AND attempts = $2 AND state = 'running'";
    /// It cannot be done.
    FAIL (Uuid, Int, Int, Text) = "UPDATE jobs SET state = 'failed', finished_at = $3, last_error = $4, lease_until = NULL \
        WHERE id = $1 AND attempts = $2 AND state = 'running'";
    /// Keeps holding it.
    EXTEND (Uuid, Int, Int) = "UPDATE jobs SET lease_until = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'";
    /// All of a kind that wait are done.
    SETTLE (Text, Text, Int) = "UPDATE jobs SET state = 'done', finished_at = $3 WHERE lane = $1 AND state = 'waiting' AND kind = $2";
    /// Lets go of every running job: this process is the only node and has just started.
    RELEASE () = "UPDATE jobs SET state = 'waiting', lease_until = NULL WHERE state = 'running'";
    /// Puts a failed or waiting one up again, now.
    AGAIN (Uuid, Int) = "UPDATE jobs SET state = 'waiting', run_at = $2, finished_at = NULL \
        WHERE id = $1 AND state IN ('failed', 'waiting')";
    /// Forgets those that were done before a moment.
    FORGET (Int) = "DELETE FROM jobs WHERE state = 'done' AND finished_at < $1";
    /// How many are not done; `mail` jobs that wait for another attempt included.
    OPEN () = "SELECT COUNT(*) AS n FROM jobs WHERE state IN ('waiting', 'running')";
    /// How many of a lane are due.
    DUE (Text, Int) = "SELECT COUNT(*) AS n FROM jobs WHERE lane = $1 AND (state = 'running' OR (state = 'waiting' AND run_at <= $2))";
    /// What needs a look: failed, or tried more than once and not done.
    TROUBLED () = "SELECT COUNT(*) AS n FROM jobs WHERE state = 'failed' OR (state IN ('waiting', 'running') AND attempts > 1)";
    /// The newest before a given one.
    LIST (Uuid, Int) = "SELECT * FROM jobs WHERE id < $1 ORDER BY id DESC LIMIT $2";
    /// The oldest after a given one.
    LIST_BACK (Uuid, Int) = "SELECT * FROM jobs WHERE id > $1 ORDER BY id LIMIT $2";
    /// The newest that are done.
    DONE_LIST (Uuid, Int) = "SELECT * FROM jobs WHERE state = 'done' AND id < $1 ORDER BY id DESC LIMIT $2";
    /// The oldest that are done.
    DONE_LIST_BACK (Uuid, Int) = "SELECT * FROM jobs WHERE state = 'done' AND id > $1 ORDER BY id LIMIT $2";
    /// The newest that are open and well.
    OPEN_LIST (Uuid, Int) = concat!("SELECT * FROM jobs WHERE ", open!(), " AND id < $1 ORDER BY id DESC LIMIT $2");
    /// The oldest that are open and well.
    OPEN_LIST_BACK (Uuid, Int) = concat!("SELECT * FROM jobs WHERE ", open!(), " AND id > $1 ORDER BY id LIMIT $2");
    /// The newest that are in trouble.
    TROUBLED_LIST (Uuid, Int) = concat!("SELECT * FROM jobs WHERE ", troubled!(), " AND id < $1 ORDER BY id DESC LIMIT $2");
    /// The oldest that are in trouble.
    TROUBLED_LIST_BACK (Uuid, Int) = concat!("SELECT * FROM jobs WHERE ", troubled!(), " AND id > $1 ORDER BY id LIMIT $2");
    /// How many are done.
    COUNT_DONE () = "SELECT COUNT(*) AS n FROM jobs WHERE state = 'done'";
    /// How many are open and well.
    COUNT_OPEN () = concat!("SELECT COUNT(*) AS n FROM jobs WHERE ", open!());
    /// How many are in trouble.
    COUNT_TROUBLED () = concat!("SELECT COUNT(*) AS n FROM jobs WHERE ", troubled!());
    /// One.
    FIND (Uuid) = "SELECT * FROM jobs WHERE id = $1";
}

fn job(row: &Row) -> Result<Job, StorageError> {
    Ok(Job {
        id: row.id("id")?,
        lane: row.get("lane")?,
        kind: row.get("kind")?,
        payload: row.get("payload")?,
        state: row.get("state")?,
        run_at: row.time("run_at")?,
        attempts: row.get("attempts")?,
        last_error: row.get("last_error")?,
        created_at: row.time("created_at")?,
        finished_at: row.maybe_time("finished_at")?,
    })
}

/// A job that is to be put up.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// Which workers take it.
    pub lane: &'static str,
    /// What it does.
    pub kind: &'static str,
    /// With what, as JSON.
    pub payload: String,
    /// Not before.
    pub run_at: Timestamp,
}

/// Puts a job up.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, new: NewJob, now: Timestamp) -> Result<(), StorageError> {
    let NewJob { id, lane, kind, payload, run_at } = new;
    tx.execute(&ADD, values![id, lane, kind, payload, run_at, now]).await.map(drop)
}

/// Takes the next job of a lane that is due, until `lease_until`.
///
/// # Errors
/// [`StorageError`].
pub async fn claim(
    tx: &mut Tx,
    lane: &str,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<Job>, StorageError> {
    tx.first(&CLAIM, values![lane, now, lease_until]).await?.as_ref().map(job).transpose()
}

/// Marks it done. `false`: it was lost to another worker meanwhile.
///
/// # Errors
/// [`StorageError`].
pub async fn done(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&DONE, values![job.id, job.attempts, now]).await? == 1)
}

/// Puts it up again for `run_at`.
///
/// # Errors
/// [`StorageError`].
pub async fn retry(tx: &mut Tx, job: &Job, run_at: Timestamp, error: &str) -> Result<bool, StorageError> {
    Ok(tx.execute(&RETRY, values![job.id, job.attempts, run_at, error]).await? == 1)
}

/// Gives it up, for the administrator to see.
///
/// # Errors
/// [`StorageError`].
pub async fn fail(tx: &mut Tx, job: &Job, now: Timestamp, error: &str) -> Result<bool, StorageError> {
    Ok(tx.execute(&FAIL, values![job.id, job.attempts, now, error]).await? == 1)
}

/// Keeps holding it until `lease_until`. `false`: it was lost.
///
/// # Errors
/// [`StorageError`].
pub async fn extend(tx: &mut Tx, job: &Job, lease_until: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&EXTEND, values![job.id, job.attempts, lease_until]).await? == 1)
}

/// Marks all waiting jobs of a kind as done, for whoever did their work by another way.
///
/// # Errors
/// [`StorageError`].
pub async fn settle(tx: &mut Tx, lane: &str, kind: &str, now: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&SETTLE, values![lane, kind, now]).await
}

/// Lets go of every running job. Only for the single node of an embedded database, at its start.
///
/// # Errors
/// [`StorageError`].
pub async fn release_all(tx: &mut Tx) -> Result<u64, StorageError> {
    tx.execute(&RELEASE, values![]).await
}

/// Puts a failed or waiting job up again, now.
///
/// # Errors
/// [`StorageError`].
pub async fn again(tx: &mut Tx, id: JobId, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&AGAIN, values![id, now]).await? == 1)
}

/// How many jobs are not done.
///
/// # Errors
/// [`StorageError`].
pub async fn open(tx: &mut Tx) -> Result<i64, StorageError> {
    tx.count(&OPEN, values![]).await
}

/// How many jobs of a lane are due or running.
///
/// # Errors
/// [`StorageError`].
pub async fn due(tx: &mut Tx, lane: &str, now: Timestamp) -> Result<i64, StorageError> {
    tx.count(&DUE, values![lane, now]).await
}

/// How many jobs need a look.
///
/// # Errors
/// [`StorageError`].
pub async fn troubled(tx: &mut Tx) -> Result<i64, StorageError> {
    tx.count(&TROUBLED, values![]).await
}

/// The newest jobs before `before`, of one standing (`troubled`, `open` or `done`) or all. Troubled is what
/// failed, and what was tried before and is not done.
///
/// # Errors
/// [`StorageError`].
pub async fn list(
    tx: &mut Tx,
    before: Option<JobId>,
    standing: Option<&str>,
    most: i64,
) -> Result<Vec<Job>, StorageError> {
    let sql = match standing {
        Some("done") => &DONE_LIST,
        Some("open") => &OPEN_LIST,
        Some(_) => &TROUBLED_LIST,
        None => &LIST,
    };
    let before = before.unwrap_or(JobId(uuid::Uuid::max()));
    tx.all(sql, values![before, most]).await?.iter().map(job).collect()
}

/// The jobs that were put up next after `after`, the oldest first, of one standing or all.
///
/// # Errors
/// [`StorageError`].
pub async fn list_back(tx: &mut Tx, after: JobId, standing: Option<&str>, most: i64) -> Result<Vec<Job>, StorageError> {
    let sql = match standing {
        Some("done") => &DONE_LIST_BACK,
        Some("open") => &OPEN_LIST_BACK,
        Some(_) => &TROUBLED_LIST_BACK,
        None => &LIST_BACK,
    };
    tx.all(sql, values![after, most]).await?.iter().map(job).collect()
}

/// How many jobs there are of a standing.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx, standing: &str) -> Result<i64, StorageError> {
    let sql = match standing {
        "done" => &COUNT_DONE,
        "open" => &COUNT_OPEN,
        _ => &COUNT_TROUBLED,
    };
    tx.count(sql, values![]).await
}

/// One job.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: JobId) -> Result<Option<Job>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(job).transpose()
}

/// Forgets jobs that were done before `before`.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
