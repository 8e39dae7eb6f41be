//! Notices to contact persons: written where agreements move, told once a working day.
//!
//! A row waits while it has no day. The run of a day takes all that wait by giving them its day; what comes after that
//! waits for the next.

use crate::{Row, StorageError, Tx, people::Person, sql, values};
use domain::{
    agreement::StateKind,
    ids::{AgreementId, MailId, OrganisationId, PersonId},
    notices::Notice,
};
use jiff::{Timestamp, civil::Date};

macro_rules! lacking {
    ($($head:literal)+; $tail:literal) => {
        concat!(
            $($head,)+
            "EXISTS (SELECT 1 FROM organisations l WHERE l.id IN (a.party_id, a.partner_id) AND (SELECT COUNT(*) FROM roles y \
             WHERE y.organisation_id = l.id AND y.role = 'signatory' AND y.ended_at IS NULL) < CASE WHEN l.jointly THEN 2 ELSE 1 END)",
            $tail
        )
    };
}
macro_rules! true_now {
    ($head:literal; $tail:literal) => {
        lacking!(
            $head
            " FROM roles r JOIN notices n ON n.organisation_id = r.organisation_id AND n.day = $2 \
              JOIN agreements a ON a.id = n.agreement_id \
              WHERE r.person_id = $1 AND r.role = 'contact' AND r.ended_at IS NULL \
              AND (n.kind <> 'facts_changed' OR a.details LIKE '%\"facts\":\"changed\"%') AND (n.kind <> 'no_signatory' OR ";
            $tail
        )
    };
}

sql! {
    /// Writes one down, unless the same waits already.
    TELL (Uuid, Uuid, Text, Int) = "INSERT INTO notices (agreement_id, organisation_id, kind, at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (organisation_id, agreement_id, kind) WHERE day IS NULL DO NOTHING";
    /// Takes one back that nobody was told.
    UNTELL (Uuid, Uuid, Text) = "DELETE FROM notices WHERE agreement_id = $1 AND organisation_id = $2 AND kind = $3 AND day IS NULL";
    /// Tells partners of what a party released at a moment.
    RELEASED (Uuid, Int) = "INSERT INTO notices (agreement_id, organisation_id, kind, at) SELECT a.id, a.partner_id, 'released', $2 \
        FROM agreements a WHERE a.party_id = $1 AND a.state = 'released' AND a.changed_at = $2 \
        ON CONFLICT (organisation_id, agreement_id, kind) WHERE day IS NULL DO NOTHING";
    /// And both sides of what waits for a signatory.
    UNSIGNABLE (Uuid, Int) = lacking!("INSERT INTO notices (agreement_id, organisation_id, kind, at) SELECT a.id, o.id, \
        'no_signatory', $2 FROM agreements a JOIN organisations o ON o.id IN (a.party_id, a.partner_id) WHERE a.party_id = $1 \
        AND a.state = 'released' AND a.changed_at = $2 AND "; " \
        ON CONFLICT (organisation_id, agreement_id, kind) WHERE day IS NULL DO NOTHING");
    /// Begins the run of a day, once.
    BEGIN (Text, Int) = "INSERT INTO notice_runs (day, begun_at) SELECT $1, $2 \
        WHERE NOT EXISTS (SELECT 1 FROM notice_runs WHERE day >= $1) ON CONFLICT (day) DO NOTHING";
    /// Whether the run of a day or of a later one was begun.
    BEGUN (Text) = "SELECT COUNT(*) AS n FROM notice_runs WHERE day >= $1";
    /// What waits is told on this day.
    TAKE (Text) = "UPDATE notices SET day = $1 WHERE day IS NULL";
    /// The run is finished.
    FINISH (Text, Int) = "UPDATE notice_runs SET finished_at = $2 WHERE day = $1 AND finished_at IS NULL";
    /// The next contact persons for whom there is something on a day.
    PEOPLE (Uuid, Text, Int) = "SELECT p.* FROM persons p WHERE p.id > $1 AND EXISTS (SELECT 1 FROM roles r \
        JOIN notices n ON n.organisation_id = r.organisation_id AND n.day = $2 WHERE r.person_id = p.id AND r.role = 'contact' \
        AND r.ended_at IS NULL) ORDER BY p.id LIMIT $3";
    /// How many notices of each kind a person gets, by the state that the agreements have now.
    COUNTS (Uuid, Text) = true_now!("SELECT n.kind, a.state, COUNT(DISTINCT a.id) AS n"; ") GROUP BY n.kind, a.state");
    /// Some agreements of one kind and state.
    SOME (Uuid, Text, Text, Text, Int) = true_now!("SELECT DISTINCT a.number, (SELECT m.name FROM organisations m \
        WHERE m.id = a.party_id) AS party_name, (SELECT s.name FROM organisations s WHERE s.id = a.partner_id) AS partner_name";
        ") AND n.kind = $3 AND a.state = $4 ORDER BY a.number LIMIT $5");
    /// Says that the mail of a person and day is made, once.
    MADE (Uuid, Text, Uuid, Int) = "INSERT INTO notice_mails (person_id, day, mail_id, made_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (person_id, day) DO NOTHING";
    /// Drops what nobody was told.
    DROP () = "DELETE FROM notices WHERE day IS NULL";
    /// Forgets what was told before a moment.
    FORGET (Text) = "DELETE FROM notices WHERE day < $1";
}

/// Writes a notice down for the contact persons of an organisation, unless the same waits already.
///
/// # Errors
/// [`StorageError`].
pub async fn tell(
    tx: &mut Tx,
    agreement: AgreementId,
    organisation: OrganisationId,
    kind: Notice,
    now: Timestamp,
) -> Result<(), StorageError> {
    tx.execute(&TELL, values![agreement, organisation, kind.as_str(), now]).await.map(drop)
}

/// Takes a notice back that nobody was told. `false`: there was none.
///
/// # Errors
/// [`StorageError`].
pub async fn untell(
    tx: &mut Tx,
    agreement: AgreementId,
    organisation: OrganisationId,
    kind: Notice,
) -> Result<bool, StorageError> {
    Ok(tx.execute(&UNTELL, values![agreement, organisation, kind.as_str()]).await? > 0)
}

/// Writes down what a party released at this moment, however much that is.
///
/// # Errors
/// [`StorageError`].
pub async fn released(tx: &mut Tx, party: OrganisationId, at: Timestamp) -> Result<(), StorageError> {
    tx.execute(&RELEASED, values![party, at]).await?;
    tx.execute(&UNSIGNABLE, values![party, at]).await.map(drop)
}

/// Whether the run of this day, or of a later one, was begun.
///
/// # Errors
/// [`StorageError`].
pub async fn begun(tx: &mut Tx, day: Date) -> Result<bool, StorageError> {
    Ok(tx.count(&BEGUN, values![day]).await? > 0)
}

/// Begins the run of a day and gives it all that waits. `false`: it was begun already, or that of a later day was.
///
/// # Errors
/// [`StorageError`].
pub async fn begin(tx: &mut Tx, day: Date, now: Timestamp) -> Result<bool, StorageError> {
    if tx.execute(&BEGIN, values![day, now]).await? == 0 {
        return Ok(false);
    }
    tx.execute(&TAKE, values![day]).await?;
    Ok(true)
}

/// The run is finished.
///
/// # Errors
/// [`StorageError`].
pub async fn finish(tx: &mut Tx, day: Date, now: Timestamp) -> Result<(), StorageError> {
    tx.execute(&FINISH, values![day, now]).await.map(drop)
}

/// The next people after `after` for whom there is something on a day.
///
/// # Errors
/// [`StorageError`].
pub async fn people(tx: &mut Tx, day: Date, after: PersonId, most: i64) -> Result<Vec<Person>, StorageError> {
    tx.all(&PEOPLE, values![after, day, most]).await?.iter().map(crate::people::person).collect()
}

fn count(row: &Row) -> Result<(Notice, StateKind, i64), StorageError> {
    Ok((row.code("kind", Notice::parse)?, row.code("state", StateKind::parse)?, row.get("n")?))
}

/// How many agreements there are to tell a person of, by kind and by the state that they have now. What was mended
/// meanwhile (a signatory came, changed facts were let be) is left out.
///
/// # Errors
/// [`StorageError`].
pub async fn counts(tx: &mut Tx, person: PersonId, day: Date) -> Result<Vec<(Notice, StateKind, i64)>, StorageError> {
    tx.all(&COUNTS, values![person, day]).await?.iter().map(count).collect()
}

/// Some of the agreements of one kind and state: number, contracting party, partner.
///
/// # Errors
/// [`StorageError`].
pub async fn some(
    tx: &mut Tx,
    person: PersonId,
    day: Date,
    (kind, state): (Notice, StateKind),
    most: i64,
) -> Result<Vec<(String, String, String)>, StorageError> {
    let rows = tx.all(&SOME, values![person, day, kind.as_str(), state.as_str(), most]).await?;
    rows.iter().map(|row| Ok((row.get("number")?, row.get("party_name")?, row.get("partner_name")?))).collect()
}

/// Says that the mail of a person and day is made. `false`: it was made already.
///
/// # Errors
/// [`StorageError`].
pub async fn made(
    tx: &mut Tx,
    person: PersonId,
    day: Date,
    mail: MailId,
    now: Timestamp,
) -> Result<bool, StorageError> {
    Ok(tx.execute(&MADE, values![person, day, mail, now]).await? == 1)
}

/// Drops what nobody was told.
///
/// # Errors
/// [`StorageError`].
pub async fn drop_waiting(tx: &mut Tx) -> Result<u64, StorageError> {
    tx.execute(&DROP, values![]).await
}

/// Forgets what was told before this day.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Date) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}
