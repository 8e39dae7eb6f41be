//! Changes of organisations: what was asked and decided, how far it is carried out, and the agreements it reaches.

use crate::{Row, StorageError, Tx, sql, values};
use domain::{
    agreement::State,
    change::{Kind, Stage, Tally},
    ids::{AgreementId, ChangeId, OrganisationId, PersonId},
    municipality::MunicipalityCode,
    registration::Answers,
};
use jiff::{Timestamp, civil::Date};

/// A change as it is kept.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its id.
    pub id: ChangeId,
    /// What changes.
    pub kind: Kind,
    /// Where it stands.
    pub stage: Stage,
    /// What may be open only once; empty when it is over.
    pub subject: Option<String>,
    /// Whose change; of a take-over the new party, of a merger nobody's.
    pub organisation: Option<OrganisationId>,
    /// Of a take-over or merger: the party that contracted until then.
    pub other: Option<OrganisationId>,
    /// Of a take-over or merger: the municipality it is about.
    pub municipality: Option<MunicipalityCode>,
    /// Of a merger: the municipality it goes up in.
    pub into: Option<MunicipalityCode>,
    /// The day on which it happens.
    pub on: Option<Date>,
    /// The day on which it is taken up (again).
    pub due: Option<Date>,
    /// What was filled in, where it came through a form; erased in time.
    pub answers: Option<Answers>,
    /// Language of who asked: `nl` or `en`.
    pub language: String,
    /// Who asked; nobody for what the administrator does at once.
    pub asked_by: Option<PersonId>,
    /// When.
    pub asked_at: Timestamp,
    /// Who decided.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Why it was refused; or why an organisation ends.
    pub reason: Option<String>,
    /// What it was to do, as shown when it was decided.
    pub foreseen: Option<Tally>,
    /// What it has done so far.
    pub happened: Tally,
    /// Which of the organisations it reaches is being walked.
    pub leg: i64,
    /// The last agreement that was walked there.
    pub reached: Option<AgreementId>,
    /// When every agreement had followed.
    pub finished_at: Option<Timestamp>,
    /// Rises with every change of this row.
    pub version: i64,
}

/// A current agreement as a change sees it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The agreement.
    pub id: AgreementId,
    /// Where it stands.
    pub state: State,
    /// The contracting party.
    pub party: OrganisationId,
    /// The signal partner.
    pub partner: OrganisationId,
    /// What its revision fixes of the party.
    pub party_facts: Vec<u8>,
    /// What its revision fixes of the partner.
    pub partner_facts: Vec<u8>,
    /// The members in both as its revision has them, as JSON.
    pub members: Option<String>,
    /// When its revision was made.
    pub revised_at: Timestamp,
}

/// Whose agreements are walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    /// Those of a contracting party.
    Party(OrganisationId),
    /// Those of a signal partner.
    Partner(OrganisationId),
    /// Those in which an executor is a party.
    Executor(OrganisationId),
}

macro_rules! pairs {
    ($column:literal) => {
        concat!(
            "SELECT a.id, a.details, a.party_id, a.partner_id, v.party_facts, v.partner_facts, v.members, \
             v.created_at AS revised_at FROM agreements a JOIN revisions v ON v.id = a.revision_id WHERE a.",
            $column,
            " = $1 AND a.is_current AND ($2 IS NULL OR a.id > $2) ORDER BY a.id LIMIT $3"
        )
    };
}

sql! {
    /// Adds one.
    ADD (Uuid, Text, Text, Text, Uuid, Uuid, Text, Text, Text, Text, Text, Text, Uuid, Int, Text) = "INSERT INTO changes (id, kind, \
        stage, subject, organisation_id, other_id, municipality_code, into_code, on_date, due_on, answers, language, asked_by, \
        asked_at, reason, leg, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, 1)";
    /// One.
    FIND (Uuid) = "SELECT * FROM changes WHERE id = $1";
    /// The open one with a subject.
    BY_SUBJECT (Text) = "SELECT * FROM changes WHERE subject = $1";
    /// Saves everything that can change, if nobody else changed it.
    SAVE (Uuid, Int, Text, Text, Uuid, Text, Text, Text, Uuid, Int, Text, Text, Text, Int, Uuid, Int) = "UPDATE changes SET \
        version = version + 1, stage = $3, subject = $4, other_id = $5, on_date = $6, due_on = $7, answers = $8, \
        decided_by = $9, decided_at = $10, reason = $11, foreseen = $12, happened = $13, leg = $14, reached = $15, \
        finished_at = $16 WHERE id = $1 AND version = $2";
    /// Those in a stage, longest waiting first.
    IN_STAGE (Text, Int) = "SELECT * FROM changes WHERE stage = $1 ORDER BY asked_at, id LIMIT $2";
    /// Those decided last, that are over or being carried out.
    DECIDED (Int) = "SELECT * FROM changes WHERE stage IN ('refused', 'carrying_out', 'done') ORDER BY decided_at DESC, id DESC LIMIT $1";
    /// Those of an organisation, newest first.
    OF (Uuid, Int) = "SELECT * FROM changes WHERE organisation_id = $1 ORDER BY asked_at DESC, id DESC LIMIT $2";
    /// Those of a kind, newest first.
    OF_KIND (Text, Int) = "SELECT * FROM changes WHERE kind = $1 ORDER BY asked_at DESC, id DESC LIMIT $2";
    /// How many are in a stage.
    COUNT (Text) = "SELECT COUNT(*) AS n FROM changes WHERE stage = $1";
    /// Announced ones whose day has come.
    DUE (Text) = "SELECT id FROM changes WHERE stage = 'announced' AND due_on <= $1 ORDER BY due_on, id";
    /// Municipalities that have gone up in others by a day.
    GONE (Text) = "SELECT municipality_code FROM changes WHERE kind = 'merger' AND on_date <= $1 \
        AND stage IN ('announced', 'carrying_out', 'done') ORDER BY municipality_code";
    /// Erases what was filled in before a moment.
    FORGET (Int) = "UPDATE changes SET answers = NULL WHERE answers IS NOT NULL AND stage IN ('taken_back', 'refused', 'done') \
        AND asked_at < $1";
    /// A few agreements of a contracting party.
    PAIRS_PARTY (Uuid, Uuid, Int) = pairs!("party_id");
    /// A few agreements of a signal partner.
    PAIRS_PARTNER (Uuid, Uuid, Int) = pairs!("partner_id");
    /// A few agreements in which an executor is a party.
    PAIRS_EXECUTOR (Uuid, Uuid, Int) = pairs!("executor_id");
    /// The current agreement of a pair.
    CURRENT (Uuid, Uuid) = "SELECT id FROM agreements WHERE party_id = $1 AND partner_id = $2 AND is_current";
}

fn change(row: &Row) -> Result<Change, StorageError> {
    let code = |column| row.maybe_code(column, |code| MunicipalityCode::parse(code).ok());
    let tally = |column| match row.get::<Option<String>>(column)? {
        None => Ok(None),
        Some(json) => serde_json::from_str::<Tally>(&json).map(Some).map_err(|_| row.unreadable()),
    };
    Ok(Change {
        id: row.id("id")?,
        kind: row.code("kind", Kind::parse)?,
        stage: row.code("stage", Stage::parse)?,
        subject: row.get("subject")?,
        organisation: row.maybe_id("organisation_id")?,
        other: row.maybe_id("other_id")?,
        municipality: code("municipality_code")?,
        into: code("into_code")?,
        on: row.maybe_date("on_date")?,
        due: row.maybe_date("due_on")?,
        answers: match row.get::<Option<String>>("answers")? {
            None => None,
            Some(json) => Some(serde_json::from_str(&json).map_err(|_| row.unreadable())?),
        },
        language: row.get("language")?,
        asked_by: row.maybe_id("asked_by")?,
        asked_at: row.time("asked_at")?,
        decided_by: row.maybe_id("decided_by")?,
        decided_at: row.maybe_time("decided_at")?,
        reason: row.get("reason")?,
        foreseen: tally("foreseen")?,
        happened: tally("happened")?.unwrap_or_default(),
        leg: row.get("leg")?,
        reached: row.maybe_id("reached")?,
        finished_at: row.maybe_time("finished_at")?,
        version: row.get("version")?,
    })
}

fn json<T: serde::Serialize>(value: Option<&T>) -> Result<Option<String>, StorageError> {
    value.map(|value| serde_json::to_string(value).map_err(|_| StorageError::Unreadable("change"))).transpose()
}

/// Adds one.
///
/// # Errors
/// [`StorageError::Duplicate`] when one with the same subject is open.
pub async fn add(tx: &mut Tx, new: &Change) -> Result<(), StorageError> {
    let c = new;
    let values = values![
        c.id,
        c.kind.as_str(),
        c.stage.as_str(),
        c.subject.as_deref(),
        c.organisation,
        c.other,
        c.municipality.as_ref().map(MunicipalityCode::as_str),
        c.into.as_ref().map(MunicipalityCode::as_str),
        c.on,
        c.due,
        json(c.answers.as_ref())?,
        &c.language,
        c.asked_by,
        c.asked_at,
        c.reason.as_deref(),
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// One.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: ChangeId) -> Result<Option<Change>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(change).transpose()
}

/// The one with this subject that is not over.
///
/// # Errors
/// [`StorageError`].
pub async fn by_subject(tx: &mut Tx, subject: &str) -> Result<Option<Change>, StorageError> {
    tx.first(&BY_SUBJECT, values![subject]).await?.as_ref().map(change).transpose()
}

/// Saves it, if its version is still the one that was read; the version rises by one.
///
/// # Errors
/// [`StorageError::Stale`] when somebody else changed it.
pub async fn save(tx: &mut Tx, changed: &Change) -> Result<(), StorageError> {
    let c = changed;
    let values = values![
        c.id,
        c.version,
        c.stage.as_str(),
        c.subject.as_deref(),
        c.other,
        c.on,
        c.due,
        json(c.answers.as_ref())?,
        c.decided_by,
        c.decided_at,
        c.reason.as_deref(),
        json(c.foreseen.as_ref())?,
        json(Some(&c.happened))?,
        c.leg,
        c.reached,
        c.finished_at,
    ];
    match tx.execute(&SAVE, values).await? {
        1 => Ok(()),
        _ => Err(StorageError::Stale("change")),
    }
}

/// Those in a stage, longest waiting first.
///
/// # Errors
/// [`StorageError`].
pub async fn in_stage(tx: &mut Tx, stage: Stage, most: i64) -> Result<Vec<Change>, StorageError> {
    tx.all(&IN_STAGE, values![stage.as_str(), most]).await?.iter().map(change).collect()
}

/// Those decided last.
///
/// # Errors
/// [`StorageError`].
pub async fn decided(tx: &mut Tx, most: i64) -> Result<Vec<Change>, StorageError> {
    tx.all(&DECIDED, values![most]).await?.iter().map(change).collect()
}

/// Those of an organisation, newest first.
///
/// # Errors
/// [`StorageError`].
pub async fn of(tx: &mut Tx, organisation: OrganisationId, most: i64) -> Result<Vec<Change>, StorageError> {
    tx.all(&OF, values![organisation, most]).await?.iter().map(change).collect()
}

/// Those of a kind, newest first.
///
/// # Errors
/// [`StorageError`].
pub async fn of_kind(tx: &mut Tx, kind: Kind, most: i64) -> Result<Vec<Change>, StorageError> {
    tx.all(&OF_KIND, values![kind.as_str(), most]).await?.iter().map(change).collect()
}

/// How many are in a stage.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx, stage: Stage) -> Result<i64, StorageError> {
    tx.count(&COUNT, values![stage.as_str()]).await
}

/// Announced changes whose day has come.
///
/// # Errors
/// [`StorageError`].
pub async fn due(tx: &mut Tx, day: Date) -> Result<Vec<ChangeId>, StorageError> {
    tx.all(&DUE, values![day]).await?.iter().map(|row| row.id("id")).collect()
}

/// Municipalities that have gone up in others by `day`, as the administrator announced.
///
/// # Errors
/// [`StorageError`].
pub async fn gone(tx: &mut Tx, day: Date) -> Result<Vec<MunicipalityCode>, StorageError> {
    let rows = tx.all(&GONE, values![day]).await?;
    rows.iter().map(|row| row.code("municipality_code", |code| MunicipalityCode::parse(code).ok())).collect()
}

/// Erases what was filled in for changes that are over and were asked before a moment.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&FORGET, values![before]).await
}

/// The next current agreements of a leg, after this one.
///
/// # Errors
/// [`StorageError`].
pub async fn pairs(tx: &mut Tx, leg: Leg, after: Option<AgreementId>, most: i64) -> Result<Vec<Pair>, StorageError> {
    let (sql, of) = match leg {
        Leg::Party(of) => (&PAIRS_PARTY, of),
        Leg::Partner(of) => (&PAIRS_PARTNER, of),
        Leg::Executor(of) => (&PAIRS_EXECUTOR, of),
    };
    let rows = tx.all(sql, values![of, after, most]).await?;
    rows.iter()
        .map(|row| {
            Ok(Pair {
                id: row.id("id")?,
                state: serde_json::from_str(&row.get::<String>("details")?).map_err(|_| row.unreadable())?,
                party: row.id("party_id")?,
                partner: row.id("partner_id")?,
                party_facts: row.get("party_facts")?,
                partner_facts: row.get("partner_facts")?,
                members: row.get("members")?,
                revised_at: row.time("revised_at")?,
            })
        })
        .collect()
}

/// The current agreement of a pair.
///
/// # Errors
/// [`StorageError`].
pub async fn current(
    tx: &mut Tx,
    party: OrganisationId,
    partner: OrganisationId,
) -> Result<Option<AgreementId>, StorageError> {
    tx.first(&CURRENT, values![party, partner]).await?.map(|row| row.id("id")).transpose()
}
