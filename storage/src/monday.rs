//! Monday's mail: the runs, the mail of each person and week, and what there is to say. A week is named by its Monday.

use crate::{Row, StorageError, Tx, people::Person, sql, values};
use domain::{
    ids::{MailId, OrganisationId, PersonId},
    monday::Reminder,
};
use jiff::{Timestamp, civil::Date};

macro_rules! waiting {
    ($what:literal; $tail:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM roles r JOIN organisations g ON g.id = r.organisation_id AND g.ended_at IS NULL \
              JOIN offers o ON o.organisation_id = r.organisation_id AND o.number <= $4 \
              WHERE r.person_id = $1 AND r.role = 'signatory' AND r.ended_at IS NULL \
              AND NOT EXISTS (SELECT 1 FROM slots f WHERE f.filled_by = $1 AND f.revision_id = o.revision_id)",
            $tail
        )
    };
}

sql! {
    /// Begins the run of a week, once, and never that of a week before one that was begun.
    BEGIN (Text, Int) = "INSERT INTO monday_runs (monday, begun_at) SELECT $1, $2 \
        WHERE NOT EXISTS (SELECT 1 FROM monday_runs WHERE monday >= $1) ON CONFLICT (monday) DO NOTHING";
    /// Whether a run of a week or of a later one was begun.
    BEGUN (Text) = "SELECT COUNT(*) AS n FROM monday_runs WHERE monday >= $1";
    /// Whether a run may go on: it is not finished, and none of a later week was begun.
    OPEN (Text) = "SELECT COUNT(*) AS n FROM monday_runs WHERE monday = $1 AND finished_at IS NULL \
        AND NOT EXISTS (SELECT 1 FROM monday_runs WHERE monday > $1)";
    /// It is finished.
    FINISH (Text, Int) = "UPDATE monday_runs SET finished_at = $2 WHERE monday = $1 AND finished_at IS NULL";
    /// The newest runs.
    RUNS (Int) = "SELECT * FROM monday_runs ORDER BY monday DESC LIMIT $1";
    /// What became of the mails of a week.
    STANDINGS (Text) = "SELECT m.state, COUNT(*) AS n FROM monday_mails w JOIN mails m ON m.id = w.mail_id \
        WHERE w.monday = $1 GROUP BY m.state";
    /// The next people who may sign for anybody.
    PEOPLE (Uuid, Int) = "SELECT p.*, c.reminder FROM persons p LEFT JOIN mail_choices c ON c.person_id = p.id \
        WHERE p.id > $1 AND EXISTS (SELECT 1 FROM roles r WHERE r.person_id = p.id AND r.role = 'signatory' \
        AND r.ended_at IS NULL) ORDER BY p.id LIMIT $2";
    /// The last mail of a person.
    LAST (Uuid) = "SELECT * FROM monday_mails WHERE person_id = $1 ORDER BY monday DESC LIMIT 1";
    /// How much waits for a person up to a number, and how much of it is new.
    COUNT (Uuid, Int, Int, Int) = waiting!("COUNT(DISTINCT o.agreement_id) AS waiting, COUNT(DISTINCT CASE WHEN o.number > $2 \
        OR r.since > $3 THEN o.agreement_id END) AS fresh, COUNT(DISTINCT r.organisation_id) AS organisations"; "");
    /// The same for each of the person's organisations, where no agreement counts twice.
    PER_ORGANISATION (Uuid, Int, Int, Int, Int) = waiting!("COUNT(*) AS waiting, COUNT(CASE WHEN o.number > $2 OR r.since > $3 \
        THEN 1 END) AS fresh, g.id, g.name"; " GROUP BY g.id, g.name, g.sort_name ORDER BY fresh DESC, g.sort_name, g.id LIMIT $5");
    /// With whom, the newest first.
    WITH_WHOM (Uuid, Uuid, Int, Int) = "SELECT a.party_id, a.partner_id, m.name AS party_name, s.name AS partner_name \
        FROM offers o JOIN agreements a ON a.id = o.agreement_id JOIN organisations m ON m.id = a.party_id \
        JOIN organisations s ON s.id = a.partner_id WHERE o.organisation_id = $2 AND o.number <= $3 \
        AND NOT EXISTS (SELECT 1 FROM slots f WHERE f.filled_by = $1 AND f.revision_id = o.revision_id) \
        ORDER BY o.number DESC LIMIT $4";
    /// Says that the mail of a person and week is made, once.
    MADE (Uuid, Text, Uuid, Int, Int, Int, Int) = "INSERT INTO monday_mails (person_id, monday, mail_id, mark, fresh, waiting, \
        made_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person_id, monday) DO NOTHING";
}

/// Begins the run of a week. `false`: it was begun already, or that of a later week was.
///
/// # Errors
/// [`StorageError`].
pub async fn begin(tx: &mut Tx, monday: Date, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&BEGIN, values![monday, now]).await? == 1)
}

/// Whether the run of this week, or of a later one, was begun.
///
/// # Errors
/// [`StorageError`].
pub async fn begun(tx: &mut Tx, monday: Date) -> Result<bool, StorageError> {
    Ok(tx.count(&BEGUN, values![monday]).await? > 0)
}

/// Whether a run may go on: it is not finished, and none of a later week was begun.
///
/// # Errors
/// [`StorageError`].
pub async fn is_open(tx: &mut Tx, monday: Date) -> Result<bool, StorageError> {
    Ok(tx.count(&OPEN, values![monday]).await? > 0)
}

/// The run is finished.
///
/// # Errors
/// [`StorageError`].
pub async fn finish(tx: &mut Tx, monday: Date, now: Timestamp) -> Result<(), StorageError> {
    tx.execute(&FINISH, values![monday, now]).await.map(drop)
}

/// A run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its Monday.
    pub monday: Date,
    /// When it began.
    pub begun_at: Timestamp,
    /// When every mail was made.
    pub finished_at: Option<Timestamp>,
}

/// The newest runs, at most `most`.
///
/// # Errors
/// [`StorageError`].
pub async fn runs(tx: &mut Tx, most: i64) -> Result<Vec<Run>, StorageError> {
    let rows = tx.all(&RUNS, values![most]).await?;
    rows.iter()
        .map(|row| {
            Ok(Run {
                monday: date(row, "monday")?,
                begun_at: row.time("begun_at")?,
                finished_at: row.maybe_time("finished_at")?,
            })
        })
        .collect()
}

/// How many mails of a week are in which state of the outbox.
///
/// # Errors
/// [`StorageError`].
pub async fn standings(tx: &mut Tx, monday: Date) -> Result<Vec<(String, i64)>, StorageError> {
    let rows = tx.all(&STANDINGS, values![monday]).await?;
    rows.iter().map(|row| Ok((row.get("state")?, row.get("n")?))).collect()
}

fn date(row: &Row, column: &str) -> Result<Date, StorageError> {
    row.code(column, |text| text.parse().ok())
}

/// The next people after `after` who may sign for anybody, each with the rhythm of reminders.
///
/// # Errors
/// [`StorageError`].
pub async fn people(tx: &mut Tx, after: PersonId, most: i64) -> Result<Vec<(Person, Reminder)>, StorageError> {
    let rows = tx.all(&PEOPLE, values![after, most]).await?;
    rows.iter()
        .map(|row| Ok((crate::people::person(row)?, row.maybe_code("reminder", Reminder::parse)?.unwrap_or_default())))
        .collect()
}

/// A mail that was made for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The Monday of its week.
    pub monday: Date,
    /// The mail.
    pub mail: MailId,
    /// The highest number of an offer that it knew of.
    pub mark: i64,
    /// How many were new.
    pub fresh: i64,
    /// How many waited.
    pub waiting: i64,
    /// When it was made.
    pub made_at: Timestamp,
}

/// The last mail that was made for a person.
///
/// # Errors
/// [`StorageError`].
pub async fn last(tx: &mut Tx, person: PersonId) -> Result<Option<Made>, StorageError> {
    let Some(row) = tx.first(&LAST, values![person]).await? else { return Ok(None) };
    Ok(Some(Made {
        monday: date(&row, "monday")?,
        mail: row.id("mail_id")?,
        mark: row.get("mark")?,
        fresh: row.get("fresh")?,
        waiting: row.get("waiting")?,
        made_at: row.time("made_at")?,
    }))
}

/// Up to where somebody was told, and up to where is counted now.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The mark of the last mail, 0 without one.
    pub told: i64,
    /// When that was made: all of an organisation for which somebody signs only since then is new.
    pub told_at: Option<Timestamp>,
    /// The mark of now.
    pub mark: i64,
}

impl Span {
    /// From the last mail on, up to `mark`.
    #[must_use]
    pub fn since(last: Option<&Made>, mark: i64) -> Self {
        Self { told: last.map_or(0, |last| last.mark), told_at: last.map(|last| last.made_at), mark }
    }

    fn told_at(&self) -> i64 {
        self.told_at.map_or(i64::MAX, Timestamp::as_microsecond)
    }
}

/// How much waits for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Agreements that are new.
    pub fresh: i64,
    /// Agreements that wait, the new ones among them.
    pub waiting: i64,
    /// Organisations for which something waits.
    pub organisations: i64,
}

/// How many agreements wait for a person, whatever the organisation; one for either side counts once.
///
/// # Errors
/// [`StorageError`].
pub async fn count(tx: &mut Tx, person: PersonId, span: Span) -> Result<Counts, StorageError> {
    let values = values![person, span.told, span.told_at(), span.mark];
    let row = tx.first(&COUNT, values).await?.ok_or(StorageError::Unreadable("offers"))?;
    Ok(Counts { fresh: row.get("fresh")?, waiting: row.get("waiting")?, organisations: row.get("organisations")? })
}

/// What waits at one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Agreements that are new.
    pub fresh: i64,
    /// Agreements that wait, the new ones among them.
    pub waiting: i64,
}

/// What waits at each organisation of a person, those with most that is new first, at most `most`.
///
/// # Errors
/// [`StorageError`].
pub async fn per_organisation(tx: &mut Tx, person: PersonId, span: Span, most: i64) -> Result<Vec<At>, StorageError> {
    let values = values![person, span.told, span.told_at(), span.mark, most];
    let rows = tx.all(&PER_ORGANISATION, values).await?;
    rows.iter()
        .map(|row| {
            Ok(At {
                organisation: row.id("id")?,
                name: row.get("name")?,
                fresh: row.get("fresh")?,
                waiting: row.get("waiting")?,
            })
        })
        .collect()
}

/// With whom agreements of an organisation wait for a person, the newest first, at most `most`.
///
/// # Errors
/// [`StorageError`].
pub async fn with_whom(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
    mark: i64,
    most: i64,
) -> Result<Vec<String>, StorageError> {
    let rows = tx.all(&WITH_WHOM, values![person, organisation, mark, most]).await?;
    rows.iter()
        .map(|row| {
            let (party, partner): (OrganisationId, OrganisationId) = (row.id("party_id")?, row.id("partner_id")?);
            let (party_name, partner_name): (String, String) = (row.get("party_name")?, row.get("partner_name")?);
            Ok(match organisation {
                own if own == party => partner_name,
                own if own == partner => party_name,
                // An executor signs beside both.
                _ => format!("{party_name} – {partner_name}"),
            })
        })
        .collect()
}

/// Says that the mail of a person and week is made. `false`: it was made already.
///
/// # Errors
/// [`StorageError`].
pub async fn made(tx: &mut Tx, person: PersonId, mail: &Made) -> Result<bool, StorageError> {
    let Made { monday, mail, mark, fresh, waiting, made_at } = *mail;
    Ok(tx.execute(&MADE, values![person, monday, mail, mark, fresh, waiting, made_at]).await? == 1)
}
