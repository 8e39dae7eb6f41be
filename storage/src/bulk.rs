//! Many rows in one statement: releasing thousands at once, and making a whole country.
//!
//! What belongs here: writing what others have decided, fifty rows at a time. The texts are made when the program is
//! built, so that they are constants like every other query.

use crate::{
    Row, StorageError, Tx, Value,
    agreements::{self, Kept},
    cards::{self, Card},
    generation::RevisionFacts,
    many,
    organisations::{self, Organisation},
    people::{self, Member},
    store::Digest,
    values,
};
use domain::{
    agreement::{Parts, Side, State},
    audit::{Doer, Event, Subject},
    ids::{AgreementId, EventId, JobId, OrganisationId, RevisionId},
};
use jiff::Timestamp;
use std::{collections::HashMap, sync::Arc};

many! {
    /// Agreements, with what they are sorted by.
    AGREEMENTS [50] (Uuid, Text, Uuid, Uuid, Uuid, Text, Text, Bool, Uuid, Int, Int, Int, Text, Text, Text) =
        "INSERT INTO agreements (id, number, party_id, partner_id, executor_id, state, details, is_current, revision_id, version, created_at, changed_at, party_sort, partner_sort, sector) VALUES ", "";
    /// One.
    AGREEMENT [1] (Uuid, Text, Uuid, Uuid, Uuid, Text, Text, Bool, Uuid, Int, Int, Int, Text, Text, Text) =
        "INSERT INTO agreements (id, number, party_id, partner_id, executor_id, state, details, is_current, revision_id, version, created_at, changed_at, party_sort, partner_sort, sector) VALUES ", "";
    /// Revisions.
    REVISIONS [50] (Uuid, Uuid, Int, Text, Bytes, Bytes, Text, Int) =
        "INSERT INTO revisions (id, agreement_id, number, template, party_facts, partner_facts, members, created_at) VALUES ", "";
    /// One.
    REVISION [1] (Uuid, Uuid, Int, Text, Bytes, Bytes, Text, Int) =
        "INSERT INTO revisions (id, agreement_id, number, template, party_facts, partner_facts, members, created_at) VALUES ", "";
    /// Slots.
    SLOTS [50] (Uuid, Uuid, Text, Int, Uuid, Uuid, Int) =
        "INSERT INTO slots (id, revision_id, side, ordinal, organisation_id, filled_by, filled_at) VALUES ", "";
    /// One.
    SLOT [1] (Uuid, Uuid, Text, Int, Uuid, Uuid, Int) =
        "INSERT INTO slots (id, revision_id, side, ordinal, organisation_id, filled_by, filled_at) VALUES ", "";
    /// Lines of the log.
    EVENTS [50] (Uuid, Int, Text, Uuid, Text, Uuid, Text, Text) =
        "INSERT INTO events (id, at, doer, person_id, subject, subject_id, kind, payload) VALUES ", "";
    /// One.
    EVENT [1] (Uuid, Int, Text, Uuid, Text, Uuid, Text, Text) =
        "INSERT INTO events (id, at, doer, person_id, subject, subject_id, kind, payload) VALUES ", "";
    /// Documents that stand.
    DOCUMENTS [50] (Uuid, Text, Text, Bytes, Bytes, Int, Int, Int) =
        "INSERT INTO documents (revision_id, state, facts, released, newest, pages, asked_at, ready_at) VALUES ", "";
    /// One.
    DOCUMENT [1] (Uuid, Text, Text, Bytes, Bytes, Int, Int, Int) =
        "INSERT INTO documents (revision_id, state, facts, released, newest, pages, asked_at, ready_at) VALUES ", "";
    /// Documents that are asked for.
    ASKS [50] (Uuid, Text, Text, Int) = "INSERT INTO documents (revision_id, state, facts, asked_at) VALUES ", "";
    /// One.
    ASK [1] (Uuid, Text, Text, Int) = "INSERT INTO documents (revision_id, state, facts, asked_at) VALUES ", "";
    /// Documents of an earlier release, which are made anew.
    FORGET [50] (Uuid) = "DELETE FROM documents WHERE revision_id IN (VALUES ", ")";
    /// Agreements.
    FIND [50] (Uuid) = "SELECT * FROM agreements WHERE id IN (VALUES ", ") ORDER BY id";
    /// Their revisions.
    FIND_REVISIONS [50] (Uuid) = "SELECT * FROM revisions WHERE id IN (VALUES ", ") ORDER BY id";
    /// The slots of these.
    FIND_SLOTS [50] (Uuid) = "SELECT * FROM slots WHERE revision_id IN (VALUES ",
        ") ORDER BY CASE side WHEN 'municipality' THEN 0 WHEN 'partner' THEN 1 ELSE 2 END, ordinal";
    /// Facts by their digests.
    FACTS [50] (Bytes) = "SELECT digest, json FROM facts WHERE digest IN (VALUES ", ")";
    /// Organisations.
    ORGANISATIONS [50] (Uuid) = "SELECT * FROM organisations WHERE id IN (VALUES ", ")";
    /// The contact persons of organisations.
    CONTACTS [50] (Uuid) = "SELECT r.organisation_id, p.*, r.id AS role_id, r.role, r.function, r.ground, r.mandate_date, r.works_at, r.since, r.given_by FROM roles r JOIN persons p ON p.id = r.person_id WHERE r.role = 'contact' AND r.ended_at IS NULL AND r.organisation_id IN (VALUES ",
        ") ORDER BY r.organisation_id, r.id";
    /// The contact cards of organisations, without those whose address is that of a signatory there.
    CARDS [50] (Uuid) = "SELECT c.*, FALSE AS hidden FROM cards c WHERE NOT EXISTS (SELECT 1 FROM persons p JOIN roles r ON r.person_id = p.id WHERE p.email = c.email AND r.organisation_id = c.organisation_id AND r.role = 'signatory' AND r.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM roles k WHERE k.person_id = p.id AND k.organisation_id = c.organisation_id AND k.role = 'contact' AND k.ended_at IS NULL)) AND c.organisation_id IN (VALUES ",
        ") ORDER BY c.organisation_id, c.id";
    /// Jobs.
    JOBS [50] (Uuid, Text, Text, Text, Text, Int, Int, Int) =
        "INSERT INTO jobs (id, lane, kind, payload, state, run_at, attempts, created_at) VALUES ", "";
    /// One.
    JOB [1] (Uuid, Text, Text, Text, Text, Int, Int, Int) =
        "INSERT INTO jobs (id, lane, kind, payload, state, run_at, attempts, created_at) VALUES ", "";
    /// Mails that nobody took yet.
    MAILS [50] (Uuid, Text, Text, Text, Text, Text, Text, Text, Text, Int, Int) =
        "INSERT INTO mails (id, to_address, language, kind, subject, body, secrets, message_id, state, attempts, created_at) VALUES ", "";
    /// One.
    MAIL [1] (Uuid, Text, Text, Text, Text, Text, Text, Text, Text, Int, Int) =
        "INSERT INTO mails (id, to_address, language, kind, subject, body, secrets, message_id, state, attempts, created_at) VALUES ", "";
    /// The same state for many, over the version that was read.
    MOVES [50] (Uuid) + (Text, Text, Bool, Int, Int) =
        "UPDATE agreements SET state = $51, details = $52, is_current = $53, version = version + 1, changed_at = $54 WHERE version = $55 AND id IN (VALUES ", ")";
    /// For one.
    MOVE [1] (Uuid) + (Text, Text, Bool, Int, Int) =
        "UPDATE agreements SET state = $2, details = $3, is_current = $4, version = version + 1, changed_at = $5 WHERE version = $6 AND id IN (VALUES ", ")";
}

/// Writes rows, as many at once as `many` takes, the rest one by one; how many the engine says it wrote.
pub(crate) async fn write(
    tx: &mut Tx,
    (many, one): (&'static crate::Sql, &'static crate::Sql),
    rows: Vec<Vec<Value>>,
) -> Result<u64, StorageError> {
    let size = many.params.len() / one.params.len();
    let (mut rows, mut written) = (rows.into_iter(), 0);
    loop {
        let chunk: Vec<_> = rows.by_ref().take(size).collect();
        if chunk.len() == size {
            written += tx.execute(many, chunk.into_iter().flatten().collect()).await?;
            continue;
        }
        for row in chunk {
            written += tx.execute(one, row).await?;
        }
        return Ok(written);
    }
}

/// The values in pieces that a query takes; the last piece is filled up with its last value, which changes nothing
/// where a query asks for what is among them.
fn padded(sql: &'static crate::Sql, values: &[Value]) -> Vec<Vec<Value>> {
    let size = sql.params.len();
    let pieces = values.chunks(size).map(|piece| {
        let last = piece.last().cloned();
        piece.iter().cloned().chain(std::iter::repeat_n(last, size).flatten()).take(size).collect()
    });
    pieces.collect()
}

async fn ask_for(tx: &mut Tx, sql: &'static crate::Sql, values: &[Value]) -> Result<Vec<Row>, StorageError> {
    let mut rows = Vec::with_capacity(values.len());
    for part in padded(sql, values) {
        rows.extend(tx.all(sql, part).await?);
    }
    Ok(rows)
}

/// Agreements with their revisions and slots, each with what its revision fixes. Those that are unknown are left out.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, ids: &[AgreementId]) -> Result<Vec<(Kept, RevisionFacts)>, StorageError> {
    let ids: Vec<_> = ids.iter().map(|id| Value::from(*id)).collect();
    let rows = ask_for(tx, &FIND, &ids).await?;
    let wanted = rows.iter().map(|row| Ok(Value::from(row.id::<RevisionId>("revision_id")?)));
    let wanted: Vec<_> = wanted.collect::<Result<_, StorageError>>()?;
    let mut revisions = HashMap::new();
    for row in ask_for(tx, &FIND_REVISIONS, &wanted).await? {
        revisions.insert(row.id::<RevisionId>("id")?, row);
    }
    let mut slots: HashMap<RevisionId, Vec<_>> = HashMap::new();
    for row in ask_for(tx, &FIND_SLOTS, &wanted).await? {
        slots.entry(row.id("revision_id")?).or_default().push(agreements::slot(&row)?);
    }
    rows.iter()
        .map(|row| {
            let id = row.id("revision_id")?;
            let revision = revisions.get(&id).ok_or_else(|| row.unreadable())?;
            let kept = agreements::kept(row, revision, slots.remove(&id).unwrap_or_default())?;
            Ok((kept, crate::generation::facts(revision)?))
        })
        .collect()
}

/// Facts by their digests, as JSON.
///
/// # Errors
/// [`StorageError`].
pub async fn facts(tx: &mut Tx, digests: &[[u8; 32]]) -> Result<Vec<([u8; 32], String)>, StorageError> {
    let digests: Vec<_> = digests.iter().map(|digest| Value::from(*digest)).collect();
    let rows = ask_for(tx, &FACTS, &digests).await?;
    rows.iter()
        .map(|row| {
            let digest = row.get::<Vec<u8>>("digest")?.try_into().map_err(|_| row.unreadable())?;
            Ok((digest, row.get("json")?))
        })
        .collect()
}

/// Organisations by their ids, in any order.
///
/// # Errors
/// [`StorageError`].
pub async fn organisations(tx: &mut Tx, ids: &[OrganisationId]) -> Result<Vec<Organisation>, StorageError> {
    let ids: Vec<_> = ids.iter().map(|id| Value::from(*id)).collect();
    ask_for(tx, &ORGANISATIONS, &ids).await?.iter().map(organisations::organisation).collect()
}

/// The contact persons of organisations.
///
/// # Errors
/// [`StorageError`].
pub async fn contacts(
    tx: &mut Tx,
    organisations: &[OrganisationId],
) -> Result<Vec<(OrganisationId, Member)>, StorageError> {
    let ids: Vec<_> = organisations.iter().map(|id| Value::from(*id)).collect();
    let rows = ask_for(tx, &CONTACTS, &ids).await?;
    rows.iter().map(|row| Ok((row.id("organisation_id")?, people::member(row)?))).collect()
}

/// The contact cards of organisations, as others see them.
///
/// # Errors
/// [`StorageError`].
pub async fn cards(tx: &mut Tx, organisations: &[OrganisationId]) -> Result<Vec<Card>, StorageError> {
    let ids: Vec<_> = organisations.iter().map(|id| Value::from(*id)).collect();
    ask_for(tx, &CARDS, &ids).await?.iter().map(cards::card).collect()
}

/// A document that stands, with the bytes that are the newest.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What both sides sign or signed.
    pub bytes: Digest,
    /// What it says, as JSON.
    pub facts: Arc<str>,
    /// Pages.
    pub pages: i64,
    /// When it was asked for.
    pub at: Timestamp,
}

/// An agreement with everything of it, whatever its state.
#[derive(Clone, Debug)]
pub struct Whole {
    /// Itself.
    pub parts: Parts,
    /// What its revision fixes.
    pub facts: RevisionFacts,
    /// Since when it exists.
    pub created_at: Timestamp,
    /// When its state changed last.
    pub changed_at: Timestamp,
    /// The folded name of the contracting party.
    pub party_sort: String,
    /// The folded name of the partner.
    pub partner_sort: String,
    /// The sector of the partner.
    pub sector: String,
    /// Its document, where it stands.
    pub document: Option<Standing>,
    /// How often it moved.
    pub moves: i64,
}

pub(crate) fn details(state: &State) -> Result<String, StorageError> {
    serde_json::to_string(state).map_err(|_| StorageError::Unreadable("state"))
}

/// Adds agreements with their revisions, slots and documents.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, all: &[Whole]) -> Result<(), StorageError> {
    let (mut agreements, mut revisions, mut slots, mut documents) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for one in all {
        let (parts, kind) = (&one.parts, one.parts.state.kind());
        agreements.push(values![
            parts.id,
            parts.number.to_string(),
            parts.party,
            parts.partner,
            parts.executor,
            kind.as_str(),
            details(&parts.state)?,
            kind.is_current(),
            parts.revision.id,
            1 + one.moves,
            one.created_at,
            one.changed_at,
            &one.party_sort,
            &one.partner_sort,
            &one.sector,
        ]);
        let RevisionFacts { template, party, partner, members } = &one.facts;
        let revision = &parts.revision;
        let (number, members) = (revision.number, members.as_deref());
        revisions.push(values![revision.id, parts.id, number, template, *party, *partner, members, one.created_at]);
        for slot in &revision.slots {
            let (by, at) = slot.filled.map(|filled| (filled.by, filled.at)).unzip();
            let (side, ordinal) = (Side::as_str(slot.side), i64::from(slot.ordinal));
            slots.push(values![slot.id, revision.id, side, ordinal, slot.organisation, by, at]);
        }
        if let Some(Standing { bytes, facts, pages, at }) = &one.document {
            documents.push(values![revision.id, "ready", &**facts, *bytes, *bytes, *pages, *at, *at]);
        }
    }
    write(tx, (&AGREEMENTS, &AGREEMENT), agreements).await?;
    write(tx, (&REVISIONS, &REVISION), revisions).await?;
    write(tx, (&SLOTS, &SLOT), slots).await?;
    write(tx, (&DOCUMENTS, &DOCUMENT), documents).await.map(drop)
}

/// A line of the log.
pub type Line = (EventId, Timestamp, Doer, Subject, Event);

/// Adds lines to the log.
///
/// # Errors
/// [`StorageError`].
pub async fn record(tx: &mut Tx, lines: &[Line]) -> Result<(), StorageError> {
    let rows = lines.iter().map(|(id, at, doer, subject, event)| crate::audit::row(*id, *at, *doer, *subject, event));
    let rows = rows.collect::<Result<_, _>>()?;
    write(tx, (&EVENTS, &EVENT), rows).await.map(drop)
}

/// Asks for documents, each with what it says as JSON.
///
/// # Errors
/// [`StorageError`].
pub async fn ask(tx: &mut Tx, documents: &[(RevisionId, String)], now: Timestamp) -> Result<(), StorageError> {
    let revisions: Vec<_> = documents.iter().map(|(revision, _)| Value::from(*revision)).collect();
    for part in padded(&FORGET, &revisions) {
        tx.execute(&FORGET, part).await?;
    }
    let rows = documents.iter().map(|(revision, facts)| values![*revision, "waiting", facts, now]).collect();
    write(tx, (&ASKS, &ASK), rows).await.map(drop)
}

/// Puts up jobs of one kind, to run now.
///
/// # Errors
/// [`StorageError`].
pub async fn jobs(
    tx: &mut Tx,
    (lane, kind): (&'static str, &'static str),
    jobs: &[(JobId, String)],
    now: Timestamp,
) -> Result<(), StorageError> {
    let rows = jobs.iter().map(|(id, payload)| values![*id, lane, kind, payload, "waiting", now, 0_i64, now]).collect();
    write(tx, (&JOBS, &JOB), rows).await.map(drop)
}

/// Writes mails into the outbox, each as [`crate::outbox::add`] does.
///
/// # Errors
/// [`StorageError`].
pub async fn mails(tx: &mut Tx, mails: Vec<crate::outbox::Mail>) -> Result<(), StorageError> {
    let rows = mails.into_iter().map(|mail| {
        let crate::outbox::Mail { id, to, language, kind, subject, body, secrets, message_id, created_at, .. } = mail;
        values![id, to, language, kind, subject, body, secrets, message_id, "waiting", 0_i64, created_at]
    });
    write(tx, (&MAILS, &MAIL), rows.collect()).await.map(drop)
}

/// Writes one state for many agreements, all over the same version that was read.
///
/// # Errors
/// [`StorageError::Stale`] when somebody else saved one of them meanwhile.
pub async fn save(
    tx: &mut Tx,
    state: &State,
    version: i64,
    ids: &[AgreementId],
    now: Timestamp,
) -> Result<(), StorageError> {
    let (kind, details) = (state.kind(), details(state)?);
    let most = MOVES.params.len() + 1 - MOVE.params.len();
    for chunk in ids.chunks(most) {
        let (sql, parts): (_, Vec<&[AgreementId]>) =
            if chunk.len() == most { (&MOVES, vec![chunk]) } else { (&MOVE, chunk.chunks(1).collect()) };
        for part in parts {
            let mut values: Vec<Value> = part.iter().map(|id| Value::from(*id)).collect();
            values.extend(values![kind.as_str(), details.as_str(), kind.is_current(), now, version]);
            if tx.execute(sql, values).await? != u64::try_from(part.len()).unwrap_or(u64::MAX) {
                return Err(StorageError::Stale("agreement"));
            }
        }
    }
    Ok(())
}
