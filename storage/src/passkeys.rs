//! Passkeys of people, and the ceremonies in which one is made or used.

use crate::{Row, StorageError, Tx, sql, values};
use domain::ids::{CeremonyId, PasskeyId, PersonId};
use jiff::Timestamp;

/// A passkey.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// Its id here.
    pub id: PasskeyId,
    /// Whose.
    pub person: PersonId,
    /// Its id at the authenticator, which no other passkey has.
    pub credential: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// Its public key as a COSE_Key, with which everything it signs is verified.
    pub public_key: Vec<u8>,
    /// Its counter at the last use; 0: it does not count.
    pub counter: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was used last.
    pub used_at: Option<Timestamp>,
}

/// What a browser is doing with a passkey at this moment.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// Its id.
    pub id: CeremonyId,
    /// Who; `None` where somebody signs in, because nobody knows yet.
    pub person: Option<PersonId>,
    /// `make`, `sign_in` or `confirm`.
    pub kind: String,
    /// The challenge that has to be answered.
    pub challenge: Vec<u8>,
    /// Until when the answer may come.
    pub expires_at: Timestamp,
}

sql! {
    /// Adds a passkey.
    ADD (Uuid, Uuid, Bytes, Text, Bytes, Int, Int) = "INSERT INTO passkeys (id, person_id, credential_id, name, public_key, \
        counter, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Those of a person, the oldest first.
    OF_PERSON (Uuid) = "SELECT * FROM passkeys WHERE person_id = $1 ORDER BY created_at, id";
    /// One of a person.
    FIND (Uuid, Uuid) = "SELECT * FROM passkeys WHERE id = $1 AND person_id = $2";
    /// One by its id at the authenticator.
    BY_CREDENTIAL (Bytes) = "SELECT * FROM passkeys WHERE credential_id = $1";
    /// It was used.
    USED (Uuid, Int, Int) = "UPDATE passkeys SET counter = $2, used_at = $3 WHERE id = $1 AND counter <= $2";
    /// Another name.
    RENAME (Uuid, Uuid, Text) = "UPDATE passkeys SET name = $3 WHERE id = $1 AND person_id = $2";
    /// Removes one of a person.
    REMOVE (Uuid, Uuid) = "DELETE FROM passkeys WHERE id = $1 AND person_id = $2";
    /// Begins a ceremony.
    BEGIN (Uuid, Bytes, Uuid, Text, Bytes, Int) = "INSERT INTO ceremonies (id, browser_hash, person_id, kind, challenge, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    /// One by the digest of the browser's secret.
    CEREMONY (Bytes) = "SELECT * FROM ceremonies WHERE browser_hash = $1";
    /// Ends one.
    END (Uuid) = "DELETE FROM ceremonies WHERE id = $1";
    /// Forgets those that are over.
    FORGET (Int) = "DELETE FROM ceremonies WHERE expires_at <= $1";
}

fn passkey(row: &Row) -> Result<Passkey, StorageError> {
    Ok(Passkey {
        id: row.id("id")?,
        person: row.id("person_id")?,
        credential: row.get("credential_id")?,
        name: row.get("name")?,
        public_key: row.get("public_key")?,
        counter: row.get("counter")?,
        created_at: row.time("created_at")?,
        used_at: row.maybe_time("used_at")?,
    })
}

/// Adds a passkey that was not used yet.
///
/// # Errors
/// [`StorageError::Duplicate`] when somebody has it already.
pub async fn add(tx: &mut Tx, new: &Passkey) -> Result<(), StorageError> {
    let Passkey { id, person, credential, name, public_key, counter, created_at, .. } = new;
    let values = values![*id, *person, credential.clone(), name, public_key.clone(), *counter, *created_at];
    tx.execute(&ADD, values).await.map(drop)
}

/// Those of a person, the oldest first.
///
/// # Errors
/// [`StorageError`].
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Passkey>, StorageError> {
    tx.all(&OF_PERSON, values![person]).await?.iter().map(passkey).collect()
}

/// One of a person.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: PasskeyId, person: PersonId) -> Result<Option<Passkey>, StorageError> {
    tx.first(&FIND, values![id, person]).await?.as_ref().map(passkey).transpose()
}

/// One by its id at the authenticator.
///
/// # Errors
/// [`StorageError`].
pub async fn by_credential(tx: &mut Tx, credential: &[u8]) -> Result<Option<Passkey>, StorageError> {
    tx.first(&BY_CREDENTIAL, values![credential]).await?.as_ref().map(passkey).transpose()
}

/// It was used now. `false`: it was removed meanwhile, or another use has counted further.
///
/// # Errors
/// [`StorageError`].
pub async fn used(tx: &mut Tx, id: PasskeyId, counter: i64, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&USED, values![id, counter, now]).await? == 1)
}

/// Another name. `false`: the person has no such passkey.
///
/// # Errors
/// [`StorageError`].
pub async fn rename(tx: &mut Tx, id: PasskeyId, person: PersonId, name: &str) -> Result<bool, StorageError> {
    Ok(tx.execute(&RENAME, values![id, person, name]).await? == 1)
}

/// Removes one. `false`: the person has no such passkey.
///
/// # Errors
/// [`StorageError`].
pub async fn remove(tx: &mut Tx, id: PasskeyId, person: PersonId) -> Result<bool, StorageError> {
    Ok(tx.execute(&REMOVE, values![id, person]).await? == 1)
}

/// Begins a ceremony, to be found by the digest of the browser's secret.
///
/// # Errors
/// [`StorageError`].
pub async fn begin(tx: &mut Tx, new: &Ceremony, browser: [u8; 32]) -> Result<(), StorageError> {
    let Ceremony { id, person, kind, challenge, expires_at } = new;
    tx.execute(&BEGIN, values![*id, browser, *person, kind, challenge.clone(), *expires_at]).await.map(drop)
}

/// One by the digest of the browser's secret, also one that is over.
///
/// # Errors
/// [`StorageError`].
pub async fn ceremony(tx: &mut Tx, browser: [u8; 32]) -> Result<Option<Ceremony>, StorageError> {
    let read = |row: &Row| {
        Ok(Ceremony {
            id: row.id("id")?,
            person: row.maybe_id("person_id")?,
            kind: row.get("kind")?,
            challenge: row.get("challenge")?,
            expires_at: row.time("expires_at")?,
        })
    };
    tx.first(&CEREMONY, values![browser]).await?.as_ref().map(read).transpose()
}

/// Ends one. `false`: somebody was first.
///
/// # Errors
/// [`StorageError`].
pub async fn end(tx: &mut Tx, id: CeremonyId) -> Result<bool, StorageError> {
    Ok(tx.execute(&END, values![id]).await? == 1)
}

/// Forgets ceremonies that were over at `before`.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
