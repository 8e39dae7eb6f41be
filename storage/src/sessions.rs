//! Signed-in browsers. The token is kept as a digest only.

use crate::{
    Row, StorageError, Tx,
    people::{Person, grouped},
    sql, values,
};
use domain::{
    access::Membership,
    ids::{OrganisationId, PersonId, SessionId},
    means::{Asked, Means},
};
use jiff::Timestamp;

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Who.
    pub person: PersonId,
    /// For which organisation; `None` is the administration, or the only choice.
    pub acting_for: Option<OrganisationId>,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was used last, to the minute.
    pub seen_at: Timestamp,
    /// Its absolute end.
    pub until: Timestamp,
    /// By which means it was opened.
    pub means: Means,
    /// When the person last showed who they are: at signing in, or since.
    pub confirmed_at: Timestamp,
    /// Browser and system in two words, as the browser calls them; empty where that is unknown.
    pub device: String,
}

sql! {
    /// Begins one.
    ADD (Uuid, Bytes, Uuid, Uuid, Int, Int, Text, Int, Text) = "INSERT INTO sessions (id, token_hash, person_id, acting_for, \
        created_at, seen_at, until, means, confirmed_at, device) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)";
    /// One by the digest of its token.
    FIND (Bytes) = "SELECT * FROM sessions WHERE token_hash = $1";
    /// One with its person, their roles and what is asked of them: a row for each role, or one without.
    WHO (Bytes) = "SELECT s.*, p.email, p.name, p.phone, p.language, r.role, r.organisation_id, o.kind, \
        o.name AS organisation_name, o.ended_at AS organisation_ended, m.sign_in, m.sign FROM sessions s \
        JOIN persons p ON p.id = s.person_id LEFT JOIN roles r ON r.person_id = s.person_id AND r.ended_at IS NULL \
        LEFT JOIN organisations o ON o.id = r.organisation_id \
        LEFT JOIN means_asked m ON m.kind = COALESCE(o.kind, 'administration') \
        WHERE s.token_hash = $1 ORDER BY o.sort_name, r.organisation_id, r.role";
    /// It was used.
    SEEN (Uuid, Int) = "UPDATE sessions SET seen_at = $2 WHERE id = $1";
    /// The person showed again who they are, and gets another token.
    CONFIRMED (Uuid, Int, Text, Bytes) = "UPDATE sessions SET confirmed_at = $2, means = $3, token_hash = $4 WHERE id = $1";
    /// The person has a stronger means now.
    RAISE (Uuid, Text) = "UPDATE sessions SET means = $2 WHERE id = $1";
    /// Another organisation.
    ACT_FOR (Uuid, Uuid) = "UPDATE sessions SET acting_for = $2 WHERE id = $1";
    /// Ends one.
    END (Uuid) = "DELETE FROM sessions WHERE id = $1";
    /// Ends one of a person.
    END_OWN (Uuid, Uuid) = "DELETE FROM sessions WHERE id = $1 AND person_id = $2";
    /// Ends all of a person but one.
    END_OTHERS (Uuid, Uuid) = "DELETE FROM sessions WHERE person_id = $1 AND id <> $2";
    /// Ends all of a person.
    END_ALL (Uuid) = "DELETE FROM sessions WHERE person_id = $1";
    /// All of a person, newest first.
    LIST (Uuid) = "SELECT * FROM sessions WHERE person_id = $1 ORDER BY seen_at DESC, id";
    /// Forgets those that ended or stood idle.
    FORGET (Int, Int) = "DELETE FROM sessions WHERE until < $1 OR seen_at < $2";
}

fn session(row: &Row) -> Result<Session, StorageError> {
    Ok(Session {
        id: row.id("id")?,
        person: row.id("person_id")?,
        acting_for: row.maybe_id("acting_for")?,
        created_at: row.time("created_at")?,
        seen_at: row.time("seen_at")?,
        until: row.time("until")?,
        means: row.code("means", Means::parse)?,
        confirmed_at: row.time("confirmed_at")?,
        device: row.get("device")?,
    })
}

/// Begins a session, to be found by the digest of its token.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, new: &Session, token: [u8; 32]) -> Result<(), StorageError> {
    let Session { id, person, acting_for, created_at, until, means, confirmed_at, device, .. } = new;
    let (means, until) = (means.as_str(), *until);
    let values = values![*id, token, *person, *acting_for, *created_at, until, means, *confirmed_at, device];
    tx.execute(&ADD, values).await.map(drop)
}

/// One by the digest of its token, ended ones included.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, token: [u8; 32]) -> Result<Option<Session>, StorageError> {
    tx.first(&FIND, values![token]).await?.as_ref().map(session).transpose()
}

/// A session with its person.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The session, ended or not.
    pub session: Session,
    /// Who.
    pub person: Person,
    /// Everything the person may act for; the administration comes first.
    pub memberships: Vec<Membership>,
    /// What these organisations ask (`None`: the administration), where that is more than a code by mail.
    pub asked: Vec<(Option<OrganisationId>, Asked)>,
}

/// A session by the digest of its token, with its person: one query, because every request asks it.
///
/// # Errors
/// [`StorageError`].
pub async fn who(tx: &mut Tx, token: [u8; 32]) -> Result<Option<Visitor>, StorageError> {
    let mut rows = tx.all(&WHO, values![token]).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let session = session(first)?;
    let person = Person {
        id: session.person,
        email: first.get("email")?,
        name: first.get("name")?,
        phone: first.get("phone")?,
        language: first.get("language")?,
    };
    // A person without a role has one row all the same; an organisation that has ended gives no role.
    let mut counts = Vec::with_capacity(rows.len());
    for row in &rows {
        let role = row.get::<Option<String>>("role")?;
        counts.push(role.is_some() && row.maybe_time("organisation_ended")?.is_none());
    }
    let mut counts = counts.into_iter();
    rows.retain(|_| counts.next().unwrap_or_default());
    let mut asked = Vec::new();
    for row in &rows {
        if let (Some(sign_in), Some(sign)) =
            (row.maybe_code("sign_in", Means::parse)?, row.maybe_code("sign", Means::parse)?)
        {
            asked.push((row.maybe_id("organisation_id")?, Asked { sign_in, sign }));
        }
    }
    Ok(Some(Visitor { session, person, memberships: grouped(&rows)?, asked }))
}

/// It was used now.
///
/// # Errors
/// [`StorageError`].
pub async fn seen(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<(), StorageError> {
    tx.execute(&SEEN, values![id, now]).await.map(drop)
}

/// The person showed again who they are, so that the session is worth these means; it is found by the digest of another
/// token from now on. `false`: it has ended.
///
/// # Errors
/// [`StorageError`].
pub async fn confirmed(
    tx: &mut Tx,
    id: SessionId,
    now: Timestamp,
    means: Means,
    token: [u8; 32],
) -> Result<bool, StorageError> {
    Ok(tx.execute(&CONFIRMED, values![id, now, means.as_str(), token]).await? == 1)
}

/// The session is worth these means from now on.
///
/// # Errors
/// [`StorageError`].
pub async fn raise(tx: &mut Tx, id: SessionId, means: Means) -> Result<(), StorageError> {
    tx.execute(&RAISE, values![id, means.as_str()]).await.map(drop)
}

/// Acts for another organisation from now on.
///
/// # Errors
/// [`StorageError`].
pub async fn act_for(tx: &mut Tx, id: SessionId, organisation: Option<OrganisationId>) -> Result<(), StorageError> {
    tx.execute(&ACT_FOR, values![id, organisation]).await.map(drop)
}

/// Ends one.
///
/// # Errors
/// [`StorageError`].
pub async fn end(tx: &mut Tx, id: SessionId) -> Result<(), StorageError> {
    tx.execute(&END, values![id]).await.map(drop)
}

/// Ends one of a person. `false`: the person has no such session.
///
/// # Errors
/// [`StorageError`].
pub async fn end_own(tx: &mut Tx, id: SessionId, person: PersonId) -> Result<bool, StorageError> {
    Ok(tx.execute(&END_OWN, values![id, person]).await? == 1)
}

/// Ends all of a person but `kept`, and gives their number.
///
/// # Errors
/// [`StorageError`].
pub async fn end_others(tx: &mut Tx, person: PersonId, kept: SessionId) -> Result<u64, StorageError> {
    tx.execute(&END_OTHERS, values![person, kept]).await
}

/// Ends all of a person and gives their number.
///
/// # Errors
/// [`StorageError`].
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<u64, StorageError> {
    tx.execute(&END_ALL, values![person]).await
}

/// All sessions of a person, the last used first.
///
/// # Errors
/// [`StorageError`].
pub async fn list(tx: &mut Tx, person: PersonId) -> Result<Vec<Session>, StorageError> {
    tx.all(&LIST, values![person]).await?.iter().map(session).collect()
}

/// Forgets sessions that ended before `now` or were last used before `idle_since`.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, now: Timestamp, idle_since: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![now, idle_since]).await
}
