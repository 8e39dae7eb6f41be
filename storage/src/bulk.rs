//! Many rows in one statement: the writes of an import, of which every row is known beforehand.
//!
//! Each query stands here twice, for [`MANY`] rows and for one; both texts are put together while compiling, so
//! that they are constants as all others.

use crate::{
    Kind, Sql, StorageError, Tx, Value,
    audit::{doer_parts, subject_parts},
    generation::RevisionFacts,
    values,
};
use domain::{
    agreement::{Parts, Side},
    audit::{Doer, Event, Subject},
    ids::{AgreementId, EventId},
};
use jiff::{Timestamp, civil::Date};

/// Rows of one statement: enough that its overhead no longer counts, and few enough for SQLite's 32,766
/// parameters and for plans that are quickly made.
const MANY: usize = 50;

/// How many bytes `$1`, … take up to and with `$most`.
const fn width(number: usize) -> usize {
    let (mut rest, mut digits) = (number, 1);
    while rest >= 10 {
        rest /= 10;
        digits += 1;
    }
    digits + 1
}

/// Length of a text with `rows` groups of `columns` parameters.
const fn length(head: &str, tail: &str, columns: usize, rows: usize) -> usize {
    let (mut sum, mut number) = (head.len() + tail.len(), 1);
    while number <= columns * rows {
        // With a comma or a bracket after it.
        sum += width(number) + 1;
        number += 1;
    }
    // An opening bracket each, a comma between.
    sum + rows + rows - 1
}

/// `head ($1,$2),($3,$4) tail`.
const fn text<const L: usize>(head: &str, tail: &str, columns: usize, rows: usize) -> [u8; L] {
    let mut text = [b' '; L];
    let mut at = 0;
    while at < head.len() {
        text[at] = head.as_bytes()[at];
        at += 1;
    }
    let mut number = 1;
    while number <= columns * rows {
        if (number - 1) % columns == 0 {
            if number > 1 {
                text[at] = b',';
                at += 1;
            }
            text[at] = b'(';
            at += 1;
        }
        text[at] = b'$';
        let wide = width(number);
        let (mut rest, mut place) = (number, at + wide - 1);
        while place > at {
            #[expect(clippy::cast_possible_truncation, reason = "one digit")]
            let digit = (rest % 10) as u8;
            text[place] = b'0' + digit;
            rest /= 10;
            place -= 1;
        }
        at += wide;
        text[at] = if number % columns == 0 { b')' } else { b',' };
        at += 1;
        number += 1;
    }
    let mut rest = 0;
    while rest < tail.len() {
        text[at + rest] = tail.as_bytes()[rest];
        rest += 1;
    }
    text
}

const fn repeated<const N: usize>(kinds: &[Kind]) -> [Kind; N] {
    let mut all = [Kind::Text; N];
    let mut at = 0;
    while at < N {
        all[at] = kinds[at % kinds.len()];
        at += 1;
    }
    all
}

const fn utf8(text: &[u8]) -> &str {
    match str::from_utf8(text) {
        Ok(text) => text,
        Err(_) => panic!("made of two texts and digits"),
    }
}

/// Makes queries of several rows: the kinds of one row, the text before the rows, and the text after them.
macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident ($($kind:ident),* $(,)?) = $head:literal, $tail:literal;)+) => {
        $(
            $(#[$doc])*
            static $name: [Sql; 2] = [rows!(@one "MANY", MANY, $name, $head, $tail, $($kind),*), rows!(@one "ONE", 1, $name, $head, $tail, $($kind),*)];
        )+
        /// Every query of this file.
        pub static SQL: &[&Sql] = &[$(&$name[0], &$name[1]),+];
    };
    (@one $size:literal, $rows:expr, $name:ident, $head:literal, $tail:literal, $($kind:ident),*) => {{
        const KINDS: &[Kind] = &[$(Kind::$kind),*];
        const LENGTH: usize = length($head, $tail, KINDS.len(), $rows);
        const TEXT: [u8; LENGTH] = text::<LENGTH>($head, $tail, KINDS.len(), $rows);
        const PARAMS: [Kind; $rows * KINDS.len()] = repeated(KINDS);
        Sql { name: concat!(module_path!(), "::", stringify!($name), "_", $size), text: utf8(&TEXT), params: &PARAMS }
    }};
}

rows! {
    /// Agreements.
    AGREEMENTS (Uuid, Text, Uuid, Uuid, Uuid, Text, Text, Bool, Uuid, Int, Int, Int) = "INSERT INTO agreements (id, number, \
        party_id, partner_id, executor_id, state, details, is_current, revision_id, version, created_at, changed_at) VALUES ", "";
    /// Revisions.
    REVISIONS (Uuid, Uuid, Int, Text, Bytes, Bytes, Text, Int) = "INSERT INTO revisions (id, agreement_id, number, template, \
        party_facts, partner_facts, members, created_at) VALUES ", "";
    /// Places to sign.
    SLOTS (Uuid, Uuid, Text, Int, Uuid) = "INSERT INTO slots (id, revision_id, side, ordinal, organisation_id) VALUES ", "";
    /// States of agreements, each over the version that was read. Both engines call the columns of a list so.
    STATES (Uuid, Int, Text, Text, Bool, Int) = "UPDATE agreements SET state = v.column3, details = v.column4, \
        is_current = v.column5, changed_at = v.column6, version = version + 1 FROM (VALUES ", ") AS v \
        WHERE agreements.id = v.column1 AND agreements.version = v.column2";
    /// What was signed outside the portal.
    ELSEWHERE (Uuid, Text, Bytes, Text, Int) = "INSERT INTO elsewhere (agreement_id, signed_on, digest, file_name, \
        brought_in_at) VALUES ", "";
    /// How far both sides are.
    ONBOARDING (Uuid, Int, Int, Text) = "INSERT INTO onboarding (agreement_id, municipality_ready, partner_ready, start_on) VALUES ",
        " ON CONFLICT (agreement_id) DO NOTHING";
    /// Lines of the log.
    EVENTS (Uuid, Int, Text, Uuid, Text, Uuid, Text, Text) = "INSERT INTO events \
        (id, at, doer, person_id, subject, subject_id, kind, payload) VALUES ", "";
}

/// Writes rows, [`MANY`] a statement, and gives how many the engine says it wrote.
async fn write(tx: &mut Tx, sql: &'static [Sql; 2], rows: Vec<Vec<Value>>) -> Result<u64, StorageError> {
    let mut written = 0;
    let mut values = Vec::new();
    let mut waiting = rows.len();
    let mut rows = rows.into_iter();
    while waiting > 0 {
        let (sql, size) = if waiting >= MANY { (&sql[0], MANY) } else { (&sql[1], 1) };
        values.extend(rows.by_ref().take(size).flatten());
        written += tx.execute(sql, std::mem::take(&mut values)).await?;
        waiting -= size;
    }
    Ok(written)
}

fn details(parts: &Parts) -> Result<String, StorageError> {
    serde_json::to_string(&parts.state).map_err(|_| StorageError::Unreadable("state"))
}

/// Adds agreements with their revisions and slots.
///
/// # Errors
/// [`StorageError::Duplicate`] when a pair has a current one already.
pub async fn add_agreements(tx: &mut Tx, new: &[(Parts, RevisionFacts)], now: Timestamp) -> Result<(), StorageError> {
    let (mut agreements, mut revisions, mut slots) = (Vec::new(), Vec::new(), Vec::new());
    for (parts, facts) in new {
        let (kind, revision) = (parts.state.kind(), &parts.revision);
        agreements.push(values![
            parts.id,
            parts.number.to_string(),
            parts.party,
            parts.partner,
            parts.executor,
            kind.as_str(),
            details(parts)?,
            kind.is_current(),
            revision.id,
            1_i64,
            now,
            now,
        ]);
        revisions.push(values![
            revision.id,
            parts.id,
            revision.number,
            &facts.template,
            facts.party,
            facts.partner,
            facts.members.as_deref(),
            now
        ]);
        slots.extend(revision.slots.iter().map(|slot| {
            values![slot.id, revision.id, Side::as_str(slot.side), i64::from(slot.ordinal), slot.organisation]
        }));
    }
    write(tx, &AGREEMENTS, agreements).await?;
    write(tx, &REVISIONS, revisions).await?;
    write(tx, &SLOTS, slots).await.map(drop)
}

/// Saves the states of agreements, each over the version that was read.
///
/// # Errors
/// [`StorageError::Stale`] when somebody else saved one of them meanwhile.
pub async fn save_states(tx: &mut Tx, changed: &[(Parts, i64)], now: Timestamp) -> Result<(), StorageError> {
    let mut rows = Vec::with_capacity(changed.len());
    for (parts, version) in changed {
        let kind = parts.state.kind();
        rows.push(values![parts.id, *version, kind.as_str(), details(parts)?, kind.is_current(), now]);
    }
    let expected = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    if write(tx, &STATES, rows).await? == expected { Ok(()) } else { Err(StorageError::Stale("agreement")) }
}

/// What was signed outside the portal, for one agreement.
#[derive(Clone, Debug)]
pub struct BroughtIn {
    /// The agreement.
    pub agreement: AgreementId,
    /// When both sides signed.
    pub on: Date,
    /// Its document, and what it was called.
    pub document: Option<(crate::store::Digest, String)>,
    /// The first day, and whether both sides are ready: whatever has started is.
    pub start: Option<(Date, bool)>,
}

/// Adds what was brought in.
///
/// # Errors
/// [`StorageError::Duplicate`] when it was brought in already.
pub async fn add_brought_in(tx: &mut Tx, new: &[BroughtIn], now: Timestamp) -> Result<(), StorageError> {
    let (mut rows, mut starts) = (Vec::new(), Vec::new());
    for one in new {
        let (digest, name) = one.document.clone().unzip();
        rows.push(values![one.agreement, one.on, digest, name, now]);
        if let Some((start, ready)) = one.start {
            let since = ready.then_some(now);
            starts.push(values![one.agreement, since, since, start]);
        }
    }
    write(tx, &ELSEWHERE, rows).await?;
    write(tx, &ONBOARDING, starts).await.map(drop)
}

/// Adds lines to the log, all of one moment and by one doer.
///
/// # Errors
/// [`StorageError`].
pub async fn add_events(
    tx: &mut Tx,
    at: Timestamp,
    doer: Doer,
    events: Vec<(EventId, Subject, Event)>,
) -> Result<(), StorageError> {
    let (doer, person) = doer_parts(doer);
    let mut rows = Vec::with_capacity(events.len());
    for (id, subject, event) in events {
        let (subject, subject_id) = subject_parts(subject);
        let payload = serde_json::to_string(&event).map_err(|_| StorageError::Unreadable("event"))?;
        rows.push(values![id, at, doer, person, subject, subject_id, event.code(), payload]);
    }
    write(tx, &EVENTS, rows).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_a_group_of_parameters_for_each_row() {
        const LENGTH: usize = length("VALUES ", " END", 2, 6);
        assert_eq!(
            utf8(&text::<LENGTH>("VALUES ", " END", 2, 6)),
            "VALUES ($1,$2),($3,$4),($5,$6),($7,$8),($9,$10),($11,$12) END"
        );
        assert_eq!(repeated::<5>(&[Kind::Uuid, Kind::Int]), [Kind::Uuid, Kind::Int, Kind::Uuid, Kind::Int, Kind::Uuid]);
        assert!(SQL.iter().all(|sql| sql.params.len() < 32_766));
    }
}
