//! Wishes to sign in: a browser that waits for the code that was mailed.

use crate::{Row, StorageError, Tx, sql, values};
use domain::ids::{PersonId, SignInId};
use jiff::Timestamp;

/// A browser that waits for its code.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Its id.
    pub id: SignInId,
    /// Who; `None` when nobody has the address, so that no code was sent and none fits.
    pub person: Option<PersonId>,
    /// Digest of the browser's secret and the code together.
    pub code: [u8; 32],
    /// Wrong guesses so far.
    pub guesses: i64,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when the code fits.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// When the code of the mail fitted, for who types the code of an app after it.
    pub fitted_at: Option<Timestamp>,
    /// Wrong guesses at the code of the app so far.
    pub app_guesses: i64,
}

sql! {
    /// Begins one.
    ADD (Uuid, Bytes, Uuid, Bytes, Int, Int) = "INSERT INTO sign_ins (id, browser_hash, person_id, code_hash, guesses, \
        created_at, expires_at) VALUES ($1, $2, $3, $4, 0, $5, $6)";
    /// One by the digest of the browser's secret.
    FIND (Bytes) = "SELECT * FROM sign_ins WHERE browser_hash = $1";
    /// Takes one guess, if one is left.
    GUESS (Uuid, Int, Int) = "UPDATE sign_ins SET guesses = guesses + 1 WHERE id = $1 AND guesses < $2 \
        AND used_at IS NULL AND fitted_at IS NULL AND expires_at > $3";
    /// The code of the mail fitted, once.
    FIT (Uuid, Int) = "UPDATE sign_ins SET fitted_at = $2 WHERE id = $1 AND fitted_at IS NULL AND used_at IS NULL";
    /// Takes one guess at the code of the app, if one is left.
    GUESS_APP (Uuid, Int, Int) = "UPDATE sign_ins SET app_guesses = app_guesses + 1 WHERE id = $1 AND app_guesses < $2 \
        AND used_at IS NULL AND fitted_at IS NOT NULL AND expires_at > $3";
    /// Uses it, once.
    USE (Uuid, Int) = "UPDATE sign_ins SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
    /// How many of a person began since a moment.
    RECENT (Uuid, Int) = "SELECT COUNT(*) AS n FROM sign_ins WHERE person_id = $1 AND created_at > $2";
    /// Forgets old ones.
    FORGET (Int) = "DELETE FROM sign_ins WHERE expires_at < $1";
}

fn sign_in(row: &Row) -> Result<SignIn, StorageError> {
    let code: Vec<u8> = row.get("code_hash")?;
    Ok(SignIn {
        id: row.id("id")?,
        person: row.maybe_id("person_id")?,
        code: code.try_into().map_err(|_| row.unreadable())?,
        guesses: row.get("guesses")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        used_at: row.maybe_time("used_at")?,
        fitted_at: row.maybe_time("fitted_at")?,
        app_guesses: row.get("app_guesses")?,
    })
}

/// Begins one, to be found by the digest of the browser's secret.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, new: &SignIn, browser: [u8; 32]) -> Result<(), StorageError> {
    let SignIn { id, person, code, created_at, expires_at, .. } = new;
    tx.execute(&ADD, values![*id, browser, *person, *code, *created_at, *expires_at]).await.map(drop)
}

/// One by the digest of the browser's secret.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, browser: [u8; 32]) -> Result<Option<SignIn>, StorageError> {
    tx.first(&FIND, values![browser]).await?.as_ref().map(sign_in).transpose()
}

/// Takes one of `most` guesses. `false`: none is left, or it was used or has expired.
///
/// # Errors
/// [`StorageError`].
pub async fn guess(tx: &mut Tx, id: SignInId, most: i64, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&GUESS, values![id, most, now]).await? == 1)
}

/// The code of the mail fitted. `false`: it was used before.
///
/// # Errors
/// [`StorageError`].
pub async fn fit(tx: &mut Tx, id: SignInId, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&FIT, values![id, now]).await? == 1)
}

/// Takes one of `most` guesses at the code of the app. `false`: none is left, or the code of the mail did not fit yet,
/// or it was used or has expired.
///
/// # Errors
/// [`StorageError`].
pub async fn guess_app(tx: &mut Tx, id: SignInId, most: i64, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&GUESS_APP, values![id, most, now]).await? == 1)
}

/// Uses it. `false`: somebody was first.
///
/// # Errors
/// [`StorageError`].
pub async fn use_up(tx: &mut Tx, id: SignInId, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&USE, values![id, now]).await? == 1)
}

/// How many began for a person since `since`.
///
/// # Errors
/// [`StorageError`].
pub async fn recent(tx: &mut Tx, person: PersonId, since: Timestamp) -> Result<i64, StorageError> {
    tx.count(&RECENT, values![person, since]).await
}

/// Forgets those that expired before `before`.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
