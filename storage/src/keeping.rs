//! What was kept long enough: agreements with all that hangs on them, people without a role, and the bytes and
//! facts that nobody names any more.

use crate::{Row, StorageError, Tx, sql, store::Digest, values};
use domain::{
    agreement::{State, StateKind},
    ids::{AgreementId, PersonId, RoundId},
};
use jiff::{Timestamp, civil::Date};

sql! {
    /// Agreements that ended and are not on the list, after `$1`, made before `$2`; whether somebody signed.
    ENDED (Uuid, Int, Int) = "SELECT a.id, a.number, a.version, a.details, (a.state IN ('terminated', 'superseded') \
        OR EXISTS (SELECT 1 FROM elsewhere e WHERE e.agreement_id = a.id) \
        OR EXISTS (SELECT 1 FROM revisions r JOIN signatures g ON g.revision_id = r.id WHERE r.agreement_id = a.id)) AS evidence \
        FROM agreements a LEFT JOIN keeping k ON k.agreement_id = a.id AND k.version = a.version \
        WHERE ($1 IS NULL OR a.id > $1) AND a.state IN ('declined', 'withdrawn', 'terminated', 'superseded') \
        AND a.created_at < $2 AND k.agreement_id IS NULL ORDER BY a.id LIMIT $3";
    /// Puts one on the list; one that was there before it went on begins afresh.
    ENROL (Uuid, Int, Text) = "INSERT INTO keeping (agreement_id, version, ended_on) VALUES ($1, $2, $3) \
        ON CONFLICT (agreement_id) DO UPDATE SET version = $2, ended_on = $3, approved_at = NULL, approved_by = NULL";
    /// The list: `$4` is 1 for what is kept longer than `$3`, else 0.
    LIST (Uuid, Text, Text, Int, Int) = "SELECT k.*, a.number, a.state, p.name AS party, s.name AS partner FROM keeping k \
        JOIN agreements a ON a.id = k.agreement_id AND a.version = k.version JOIN organisations p ON p.id = a.party_id \
        JOIN organisations s ON s.id = a.partner_id WHERE ($1 IS NULL OR k.agreement_id > $1) AND k.approved_at IS NULL \
        AND k.ended_on <= $2 AND CASE WHEN k.keep_until > $3 THEN 1 ELSE 0 END = $4 ORDER BY k.agreement_id LIMIT $5";
    /// The list before a line, the nearest first.
    LIST_BACK (Uuid, Text, Text, Int, Int) = "SELECT k.*, a.number, a.state, p.name AS party, s.name AS partner FROM keeping k \
        JOIN agreements a ON a.id = k.agreement_id AND a.version = k.version JOIN organisations p ON p.id = a.party_id \
        JOIN organisations s ON s.id = a.partner_id WHERE k.agreement_id < $1 AND k.approved_at IS NULL \
        AND k.ended_on <= $2 AND CASE WHEN k.keep_until > $3 THEN 1 ELSE 0 END = $4 ORDER BY k.agreement_id DESC LIMIT $5";
    /// How many are on the list.
    COUNT (Text, Text, Int) = "SELECT COUNT(*) AS n FROM keeping k JOIN agreements a ON a.id = k.agreement_id AND a.version = k.version \
        WHERE k.approved_at IS NULL AND k.ended_on <= $1 AND CASE WHEN k.keep_until > $2 THEN 1 ELSE 0 END = $3";
    /// How many were approved and are not erased yet.
    APPROVED_COUNT () = "SELECT COUNT(*) AS n FROM keeping WHERE approved_at IS NOT NULL";
    /// One of the list.
    FIND (Uuid, Text) = "SELECT k.*, a.number, a.state, p.name AS party, s.name AS partner FROM keeping k \
        JOIN agreements a ON a.id = k.agreement_id AND a.version = k.version JOIN organisations p ON p.id = a.party_id \
        JOIN organisations s ON s.id = a.partner_id WHERE k.agreement_id = $1 AND k.approved_at IS NULL AND k.ended_on <= $2";
    /// Approves that one is erased, if it is on the list.
    APPROVE (Uuid, Int, Uuid, Text, Text) = "UPDATE keeping SET approved_at = $2, approved_by = $3 WHERE agreement_id = $1 \
        AND approved_at IS NULL AND ended_on <= $4 AND (keep_until IS NULL OR keep_until <= $5) \
        AND version = (SELECT version FROM agreements WHERE id = $1)";
    /// Keeps one longer, or no longer.
    KEEP (Uuid, Text, Text, Uuid) = "UPDATE keeping SET keep_until = $2, keep_reason = $3, kept_by = $4 \
        WHERE agreement_id = $1 AND approved_at IS NULL";
    /// Some that were approved.
    APPROVED (Int) = "SELECT k.agreement_id, k.version, a.number FROM keeping k \
        JOIN agreements a ON a.id = k.agreement_id AND a.version = k.version WHERE k.approved_at IS NOT NULL \
        ORDER BY k.agreement_id LIMIT $1";
    /// Documents and signatures that would go with an agreement.
    WEIGHT (Uuid) = "SELECT (SELECT COUNT(*) FROM documents d JOIN revisions r ON r.id = d.revision_id WHERE r.agreement_id = $1 \
        AND d.newest IS NOT NULL) + (SELECT COUNT(*) FROM elsewhere WHERE agreement_id = $1 AND digest IS NOT NULL) AS documents, (SELECT COUNT(*) FROM signatures g JOIN revisions r ON r.id = g.revision_id \
        WHERE r.agreement_id = $1) AS signatures";

    /// Holds an agreement that is still the one that was read.
    HOLD (Uuid, Int) = "UPDATE agreements SET version = version WHERE id = $1 AND version = $2";
    /// The rounds it was in.
    ROUNDS (Uuid) = "SELECT DISTINCT round_id FROM round_items WHERE agreement_id = $1";
    /// Its bytes are nobody's from here on.
    LET_GO (Uuid, Int) = "INSERT INTO unwanted (digest, since) SELECT d.digest, $2 FROM ( \
        SELECT released AS digest FROM documents WHERE revision_id IN (SELECT id FROM revisions WHERE agreement_id = $1) \
        UNION SELECT newest FROM documents WHERE revision_id IN (SELECT id FROM revisions WHERE agreement_id = $1) \
        UNION SELECT digest FROM round_items WHERE agreement_id = $1 \
        UNION SELECT digest FROM elsewhere WHERE agreement_id = $1 \
        UNION SELECT digest FROM signatures WHERE revision_id IN (SELECT id FROM revisions WHERE agreement_id = $1) \
        ) d WHERE d.digest IS NOT NULL ON CONFLICT (digest) DO UPDATE SET since = EXCLUDED.since";
    /// Erases its signatures.
    ERASE_SIGNATURES (Uuid) = "DELETE FROM signatures WHERE revision_id IN (SELECT id FROM revisions WHERE agreement_id = $1)";
    /// Erases its part in rounds.
    ERASE_ROUND_ITEMS (Uuid) = "DELETE FROM round_items WHERE agreement_id = $1";
    /// Erases its documents.
    ERASE_DOCUMENTS (Uuid) = "DELETE FROM documents WHERE revision_id IN (SELECT id FROM revisions WHERE agreement_id = $1)";
    /// Erases its slots.
    ERASE_SLOTS (Uuid) = "DELETE FROM slots WHERE revision_id IN (SELECT id FROM revisions WHERE agreement_id = $1)";
    /// Erases how its onboarding went.
    ERASE_ONBOARDING (Uuid) = "DELETE FROM onboarding WHERE agreement_id = $1";
    /// Erases what was signed outside the portal.
    ERASE_ELSEWHERE (Uuid) = "DELETE FROM elsewhere WHERE agreement_id = $1";
    /// Erases that it was offered.
    ERASE_OFFERS (Uuid) = "DELETE FROM offers WHERE agreement_id = $1";
    /// Erases what contact persons were told of it.
    ERASE_TOLD (Uuid) = "DELETE FROM notices WHERE agreement_id = $1";
    /// Erases its line of the list.
    ERASE_KEEPING (Uuid) = "DELETE FROM keeping WHERE agreement_id = $1";
    /// Erases its revisions.
    ERASE_REVISIONS (Uuid) = "DELETE FROM revisions WHERE agreement_id = $1";
    /// Erases it.
    ERASE_AGREEMENT (Uuid) = "DELETE FROM agreements WHERE id = $1";
    /// Erases the certificates of a round of which nothing is left. One that was revoked stays known as revoked.
    ERASE_CERTIFICATES (Uuid) = "DELETE FROM certificates WHERE round_id = $1 AND revoked_at IS NULL \
        AND NOT EXISTS (SELECT 1 FROM round_items WHERE round_id = $1) AND NOT EXISTS (SELECT 1 FROM signatures WHERE round_id = $1)";
    /// Erases a round of which nothing is left.
    ERASE_ROUND (Uuid) = "DELETE FROM rounds WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM round_items WHERE round_id = $1) \
        AND NOT EXISTS (SELECT 1 FROM signatures WHERE round_id = $1) AND NOT EXISTS (SELECT 1 FROM certificates WHERE round_id = $1)";
    /// Facts that no revision names.
    ERASE_FACTS () = "DELETE FROM facts WHERE digest NOT IN (SELECT party_facts FROM revisions UNION SELECT partner_facts FROM revisions)";

    /// Bytes that are named again after all.
    WANTED_AGAIN (Int) = "DELETE FROM unwanted WHERE since < $1 AND digest IN (SELECT released FROM documents WHERE released IS NOT NULL \
        UNION SELECT newest FROM documents WHERE newest IS NOT NULL UNION SELECT digest FROM round_items \
        UNION SELECT digest FROM signatures UNION SELECT digest FROM elsewhere WHERE digest IS NOT NULL)";
    /// Some bytes that nobody has named since before a moment.
    UNWANTED (Int, Int) = "SELECT digest FROM unwanted WHERE since < $1 ORDER BY digest LIMIT $2";
    /// They are gone.
    GONE (Bytes) = "DELETE FROM unwanted WHERE digest = $1";

    /// People whose last role ended before a moment, who signed nothing, are not signed in and bring nothing in.
    WITHOUT_ROLE (Int, Int) = "SELECT p.id FROM persons p WHERE p.created_at < $1 \
        AND NOT EXISTS (SELECT 1 FROM roles r LEFT JOIN organisations o ON o.id = r.organisation_id \
            WHERE r.person_id = p.id AND COALESCE(r.ended_at, o.ended_at, $1) >= $1) \
        AND NOT EXISTS (SELECT 1 FROM rounds d WHERE d.person_id = p.id) \
        AND NOT EXISTS (SELECT 1 FROM certificates c WHERE c.person_id = p.id) \
        AND NOT EXISTS (SELECT 1 FROM signatures g WHERE g.person_id = p.id) \
        AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.person_id = p.id) \
        AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.person_id = p.id) ORDER BY p.id LIMIT $2";
    /// Erases the codes somebody asked for.
    ERASE_SIGN_INS (Uuid) = "DELETE FROM sign_ins WHERE person_id = $1";
    /// Erases the passkeys somebody made.
    ERASE_PASSKEYS (Uuid) = "DELETE FROM passkeys WHERE person_id = $1";
    /// Erases the authenticator app of somebody.
    ERASE_AUTHENTICATOR (Uuid) = "DELETE FROM authenticators WHERE person_id = $1";
    /// Erases what somebody began with a passkey.
    ERASE_CEREMONIES (Uuid) = "DELETE FROM ceremonies WHERE person_id = $1";
    /// Erases the roles somebody had.
    ERASE_ROLES (Uuid) = "DELETE FROM roles WHERE person_id = $1";
    /// Erases that somebody was mailed; the contents went before.
    ERASE_MAILS (Uuid) = "DELETE FROM mails WHERE body = '[]' AND to_address = (SELECT email FROM persons WHERE id = $1)";
    /// Erases which mails somebody got by the clock.
    ERASE_MONDAYS (Uuid) = "DELETE FROM monday_mails WHERE person_id = $1";
    /// And which notices.
    ERASE_NOTICES (Uuid) = "DELETE FROM notice_mails WHERE person_id = $1";
    /// Erases which mails somebody chose.
    ERASE_CHOICES (Uuid) = "DELETE FROM mail_choices WHERE person_id = $1";
    /// Erases the links with which somebody switches mails off.
    ERASE_WAYS_OUT (Uuid) = "DELETE FROM unsubscribes WHERE person_id = $1";
    /// Erases in which browsers somebody signed in.
    ERASE_BROWSERS (Uuid) = "DELETE FROM known_browsers WHERE person_id = $1";
    /// Erases the forms that somebody did not send yet.
    ERASE_KEPT_FORMS (Uuid) = "DELETE FROM kept_forms WHERE person_id = $1";
    /// Erases the new addresses that were asked for somebody.
    ERASE_RECOVERIES (Uuid) = "DELETE FROM recoveries WHERE person_id = $1";
    /// Erases somebody.
    ERASE_PERSON (Uuid) = "DELETE FROM persons WHERE id = $1";
}

/// What is erased of an agreement, in this order; nothing else may point at it.
static PARTS: [&crate::Sql; 10] = [
    &ERASE_SIGNATURES,
    &ERASE_ROUND_ITEMS,
    &ERASE_DOCUMENTS,
    &ERASE_SLOTS,
    &ERASE_ONBOARDING,
    &ERASE_ELSEWHERE,
    &ERASE_OFFERS,
    &ERASE_TOLD,
    &ERASE_KEEPING,
    &ERASE_REVISIONS,
];

/// An agreement that ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Which.
    pub id: AgreementId,
    /// Its number.
    pub number: String,
    /// The version that was read.
    pub version: i64,
    /// Its state.
    pub state: State,
    /// Whether it was in force, or somebody signed it.
    pub evidence: bool,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub id: AgreementId,
    /// Its number.
    pub number: String,
    /// How it ended.
    pub state: StateKind,
    /// Name of the contracting party.
    pub party: String,
    /// Name of the partner.
    pub partner: String,
    /// When it ended.
    pub ended_on: Date,
    /// Until when it is kept longer, if an administrator said so.
    pub keep_until: Option<Date>,
    /// Why.
    pub keep_reason: Option<String>,
}

fn line(row: &Row) -> Result<Line, StorageError> {
    Ok(Line {
        id: row.id("agreement_id")?,
        number: row.get("number")?,
        state: row.code("state", StateKind::parse)?,
        party: row.get("party")?,
        partner: row.get("partner")?,
        ended_on: row.maybe_date("ended_on")?.ok_or_else(|| row.unreadable())?,
        keep_until: row.maybe_date("keep_until")?,
        keep_reason: row.get("keep_reason")?,
    })
}

/// What the list is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The last day on which something on it ended.
    pub ended: Date,
    /// Today.
    pub today: Date,
    /// What is kept longer, instead of what may be erased.
    pub kept: bool,
}

/// The next agreements that ended, are not on the list, and were made before a moment; in the order of their ids.
///
/// # Errors
/// [`StorageError`].
pub async fn ended(
    tx: &mut Tx,
    after: Option<AgreementId>,
    before: Timestamp,
    most: i64,
) -> Result<Vec<Ended>, StorageError> {
    let read = |row: &Row| {
        Ok(Ended {
            id: row.id("id")?,
            number: row.get("number")?,
            version: row.get("version")?,
            state: serde_json::from_str(&row.get::<String>("details")?).map_err(|_| row.unreadable())?,
            evidence: row.get("evidence")?,
        })
    };
    tx.all(&ENDED, values![after, before, most]).await?.iter().map(read).collect()
}

/// Puts an agreement on the list.
///
/// # Errors
/// [`StorageError`].
pub async fn enrol(tx: &mut Tx, ended: &Ended, on: Date) -> Result<(), StorageError> {
    tx.execute(&ENROL, values![ended.id, ended.version, on]).await.map(drop)
}

/// The list after a line.
///
/// # Errors
/// [`StorageError`].
pub async fn list(tx: &mut Tx, asked: Asked, after: Option<AgreementId>, most: i64) -> Result<Vec<Line>, StorageError> {
    let values = values![after, asked.ended, asked.today, i64::from(asked.kept), most];
    tx.all(&LIST, values).await?.iter().map(line).collect()
}

/// The list before a line, the nearest first.
///
/// # Errors
/// [`StorageError`].
pub async fn list_back(tx: &mut Tx, asked: Asked, before: AgreementId, most: i64) -> Result<Vec<Line>, StorageError> {
    let values = values![before, asked.ended, asked.today, i64::from(asked.kept), most];
    tx.all(&LIST_BACK, values).await?.iter().map(line).collect()
}

/// How many are on the list.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx, asked: Asked) -> Result<i64, StorageError> {
    tx.count(&COUNT, values![asked.ended, asked.today, i64::from(asked.kept)]).await
}

/// How many were approved and are not erased yet.
///
/// # Errors
/// [`StorageError`].
pub async fn approved_count(tx: &mut Tx) -> Result<i64, StorageError> {
    tx.count(&APPROVED_COUNT, values![]).await
}

/// One of the list, kept longer or not.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: AgreementId, ended: Date) -> Result<Option<Line>, StorageError> {
    tx.first(&FIND, values![id, ended]).await?.as_ref().map(line).transpose()
}

/// How many documents and signatures go with an agreement.
///
/// # Errors
/// [`StorageError`].
pub async fn weight(tx: &mut Tx, id: AgreementId) -> Result<(i64, i64), StorageError> {
    let row = tx.first(&WEIGHT, values![id]).await?.ok_or(StorageError::Unreadable("weight"))?;
    Ok((row.get("documents")?, row.get("signatures")?))
}

/// Approves that one is erased. `false`: it is not on the list any more.
///
/// # Errors
/// [`StorageError`].
pub async fn approve(
    tx: &mut Tx,
    id: AgreementId,
    asked: Asked,
    by: PersonId,
    now: Timestamp,
) -> Result<bool, StorageError> {
    Ok(tx.execute(&APPROVE, values![id, now, by, asked.ended, asked.today]).await? == 1)
}

/// Keeps one longer for a reason; without a day no longer than others. `false`: it is not on the list any more.
///
/// # Errors
/// [`StorageError`].
pub async fn keep(
    tx: &mut Tx,
    id: AgreementId,
    longer: Option<(Date, &str)>,
    by: PersonId,
) -> Result<bool, StorageError> {
    let (until, reason) = longer.unzip();
    Ok(tx.execute(&KEEP, values![id, until, reason, by]).await? == 1)
}

/// Some that were approved: id, version and number.
///
/// # Errors
/// [`StorageError`].
pub async fn approved(tx: &mut Tx, most: i64) -> Result<Vec<(AgreementId, i64, String)>, StorageError> {
    let rows = tx.all(&APPROVED, values![most]).await?;
    rows.iter().map(|row| Ok((row.id("agreement_id")?, row.get("version")?, row.get("number")?))).collect()
}

/// Erases an agreement with all that hangs on it. Its bytes stay in the store and are nobody's from here on.
/// `false`: it is gone already, or somebody moved it since it was read; then nothing is erased.
///
/// # Errors
/// [`StorageError`].
pub async fn erase(tx: &mut Tx, id: AgreementId, version: i64, now: Timestamp) -> Result<bool, StorageError> {
    if tx.execute(&HOLD, values![id, version]).await? == 0 {
        return Ok(false);
    }
    let rounds = tx.all(&ROUNDS, values![id]).await?;
    let rounds: Vec<RoundId> = rounds.iter().map(|row| row.id("round_id")).collect::<Result<_, _>>()?;
    tx.execute(&LET_GO, values![id, now]).await?;
    for part in PARTS {
        tx.execute(part, values![id]).await?;
    }
    tx.execute(&ERASE_AGREEMENT, values![id]).await?;
    for round in rounds {
        tx.execute(&ERASE_CERTIFICATES, values![round]).await?;
        tx.execute(&ERASE_ROUND, values![round]).await?;
    }
    Ok(true)
}

/// Erases facts that no revision names.
///
/// # Errors
/// [`StorageError`].
pub async fn erase_facts(tx: &mut Tx) -> Result<u64, StorageError> {
    tx.execute(&ERASE_FACTS, values![]).await
}

/// Forgets that bytes were nobody's where a row names them again.
///
/// # Errors
/// [`StorageError`].
pub async fn wanted_again(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&WANTED_AGAIN, values![before]).await
}

/// Some bytes that nobody has named since before a moment.
///
/// # Errors
/// [`StorageError`].
pub async fn unwanted(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<Digest>, StorageError> {
    let rows = tx.all(&UNWANTED, values![before, most]).await?;
    rows.iter().map(|row| crate::documents::digest(row, "digest")?.ok_or_else(|| row.unreadable())).collect()
}

/// Says that bytes are gone from the store.
///
/// # Errors
/// [`StorageError`].
pub async fn gone(tx: &mut Tx, digest: Digest) -> Result<(), StorageError> {
    tx.execute(&GONE, values![digest]).await.map(drop)
}

/// Some people whose last role ended before a moment, and who signed nothing.
///
/// # Errors
/// [`StorageError`].
pub async fn without_role(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<PersonId>, StorageError> {
    tx.all(&WITHOUT_ROLE, values![before, most]).await?.iter().map(|row| row.id("id")).collect()
}

/// Ends every way in that somebody has but their address: codes they asked for, an app, passkeys, known browsers, and
/// what was filled in there.
///
/// # Errors
/// [`StorageError`].
pub async fn end_ways_in(tx: &mut Tx, id: PersonId) -> Result<(), StorageError> {
    let means = [&ERASE_SIGN_INS, &ERASE_AUTHENTICATOR, &ERASE_PASSKEYS, &ERASE_CEREMONIES];
    for part in means.into_iter().chain([&ERASE_BROWSERS, &ERASE_KEPT_FORMS]) {
        tx.execute(part, values![id]).await?;
    }
    Ok(())
}

/// Erases somebody. `false`: they are gone already.
///
/// # Errors
/// [`StorageError`].
pub async fn erase_person(tx: &mut Tx, id: PersonId) -> Result<bool, StorageError> {
    end_ways_in(tx, id).await?;
    let rows = [&ERASE_RECOVERIES, &ERASE_ROLES];
    let mails = [&ERASE_MAILS, &ERASE_MONDAYS, &ERASE_NOTICES, &ERASE_CHOICES, &ERASE_WAYS_OUT];
    for part in rows.into_iter().chain(mails) {
        tx.execute(part, values![id]).await?;
    }
    Ok(tx.execute(&ERASE_PERSON, values![id]).await? == 1)
}
