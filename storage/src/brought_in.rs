//! What an import of agreements writes, of which every row is known beforehand: fifty rows at a time, see
//! [`crate::bulk`].

use crate::{
    StorageError, Tx,
    bulk::{details, write},
    generation::RevisionFacts,
    many, values,
};
use domain::{
    agreement::{Parts, Side},
    ids::AgreementId,
};
use jiff::{Timestamp, civil::Date};

many! {
    /// Agreements.
    AGREEMENTS [50] (Uuid, Text, Uuid, Uuid, Uuid, Text, Text, Bool, Uuid, Int, Int, Int) =
        "INSERT INTO agreements (id, number, party_id, partner_id, executor_id, state, details, is_current, revision_id, version, created_at, changed_at) VALUES ", "";
    /// One.
    AGREEMENT [1] (Uuid, Text, Uuid, Uuid, Uuid, Text, Text, Bool, Uuid, Int, Int, Int) =
        "INSERT INTO agreements (id, number, party_id, partner_id, executor_id, state, details, is_current, revision_id, version, created_at, changed_at) VALUES ", "";
    /// Revisions.
    REVISIONS [50] (Uuid, Uuid, Int, Text, Bytes, Bytes, Text, Int) =
        "INSERT INTO revisions (id, agreement_id, number, template, party_facts, partner_facts, members, created_at) VALUES ", "";
    /// One.
    REVISION [1] (Uuid, Uuid, Int, Text, Bytes, Bytes, Text, Int) =
        "INSERT INTO revisions (id, agreement_id, number, template, party_facts, partner_facts, members, created_at) VALUES ", "";
    /// Places to sign.
    SLOTS [50] (Uuid, Uuid, Text, Int, Uuid) =
        "INSERT INTO slots (id, revision_id, side, ordinal, organisation_id) VALUES ", "";
    /// One.
    SLOT [1] (Uuid, Uuid, Text, Int, Uuid) =
        "INSERT INTO slots (id, revision_id, side, ordinal, organisation_id) VALUES ", "";
    /// States of agreements, each over the version that was read. Both engines call the columns of a list so.
    STATES [50] (Uuid, Int, Text, Text, Bool, Int) =
        "UPDATE agreements SET state = v.column3, details = v.column4, is_current = v.column5, changed_at = v.column6, version = version + 1 FROM (VALUES ", ") AS v WHERE agreements.id = v.column1 AND agreements.version = v.column2";
    /// One.
    STATE [1] (Uuid, Int, Text, Text, Bool, Int) =
        "UPDATE agreements SET state = v.column3, details = v.column4, is_current = v.column5, changed_at = v.column6, version = version + 1 FROM (VALUES ", ") AS v WHERE agreements.id = v.column1 AND agreements.version = v.column2";
    /// What was signed outside the portal.
    ELSEWHERE [50] (Uuid, Text, Bytes, Text, Int) =
        "INSERT INTO elsewhere (agreement_id, signed_on, digest, file_name, brought_in_at) VALUES ", "";
    /// One.
    ELSEWHERE_ONE [1] (Uuid, Text, Bytes, Text, Int) =
        "INSERT INTO elsewhere (agreement_id, signed_on, digest, file_name, brought_in_at) VALUES ", "";
    /// How far both sides are.
    ONBOARDING [50] (Uuid, Int, Int, Text) =
        "INSERT INTO onboarding (agreement_id, municipality_ready, partner_ready, start_on) VALUES ", " ON CONFLICT (agreement_id) DO NOTHING";
    /// One.
    ONBOARDING_ONE [1] (Uuid, Int, Int, Text) =
        "INSERT INTO onboarding (agreement_id, municipality_ready, partner_ready, start_on) VALUES ", " ON CONFLICT (agreement_id) DO NOTHING";
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
            details(&parts.state)?,
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
    write(tx, (&AGREEMENTS, &AGREEMENT), agreements).await?;
    write(tx, (&REVISIONS, &REVISION), revisions).await?;
    write(tx, (&SLOTS, &SLOT), slots).await.map(drop)
}

/// Saves the states of agreements, each over the version that was read.
///
/// # Errors
/// [`StorageError::Stale`] when somebody else saved one of them meanwhile.
pub async fn save_states(tx: &mut Tx, changed: &[(Parts, i64)], now: Timestamp) -> Result<(), StorageError> {
    let mut rows = Vec::with_capacity(changed.len());
    for (parts, version) in changed {
        let kind = parts.state.kind();
        rows.push(values![parts.id, *version, kind.as_str(), details(&parts.state)?, kind.is_current(), now]);
    }
    let expected = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    if write(tx, (&STATES, &STATE), rows).await? == expected { Ok(()) } else { Err(StorageError::Stale("agreement")) }
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
    write(tx, (&ELSEWHERE, &ELSEWHERE_ONE), rows).await?;
    write(tx, (&ONBOARDING, &ONBOARDING_ONE), starts).await.map(drop)
}
