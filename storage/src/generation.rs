//! The pairs that need an agreement and have none, and the rows of a new one.

use crate::{Row, StorageError, Tx, sql, values};
use domain::{
    agreement::{Parts, Side},
    ids::{OrganisationId, RevisionId},
};
use jiff::{Timestamp, civil::Date};

sql! {
    /// Parties without an agreement with a partner that is active where they cover.
    MISSING_PARTIES (Uuid, Text, Int) = "SELECT DISTINCT o.id FROM organisations s \
        JOIN coverage c ON (c.valid_until IS NULL OR c.valid_until > $2) \
        JOIN organisations o ON o.id = c.organisation_id AND o.ended_at IS NULL \
        WHERE s.id = $1 AND s.kind = 'signal_partner' AND s.ended_at IS NULL \
        AND (s.nationwide OR EXISTS (SELECT 1 FROM areas r WHERE r.organisation_id = s.id \
            AND r.municipality_code = c.municipality_code)) \
        AND NOT EXISTS (SELECT 1 FROM agreements a WHERE a.party_id = o.id AND a.partner_id = s.id AND a.is_current) \
        ORDER BY o.id LIMIT $3";
    /// Partners without an agreement with a party that covers where they are active.
    MISSING_PARTNERS (Uuid, Text, Int) = "SELECT DISTINCT s.id FROM coverage c \
        JOIN organisations o ON o.id = c.organisation_id AND o.ended_at IS NULL \
        JOIN organisations s ON s.kind = 'signal_partner' AND s.ended_at IS NULL \
        WHERE c.organisation_id = $1 AND (c.valid_until IS NULL OR c.valid_until > $2) \
        AND (s.nationwide OR EXISTS (SELECT 1 FROM areas r WHERE r.organisation_id = s.id \
            AND r.municipality_code = c.municipality_code)) \
        AND NOT EXISTS (SELECT 1 FROM agreements a WHERE a.party_id = o.id AND a.partner_id = s.id AND a.is_current) \
        ORDER BY s.id LIMIT $3";
    /// Adds an agreement; the index on current pairs lets none in twice.
    ADD_AGREEMENT (Uuid, Text, Uuid, Uuid, Uuid, Text, Text, Bool, Uuid, Int) = "INSERT INTO agreements (id, number, party_id, \
        partner_id, executor_id, state, details, is_current, revision_id, version, created_at, changed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10) ON CONFLICT (party_id, partner_id) WHERE is_current DO NOTHING";
    /// Adds a revision.
    ADD_REVISION (Uuid, Uuid, Int, Text, Bytes, Bytes, Text, Int) = "INSERT INTO revisions (id, agreement_id, number, template, \
        party_facts, partner_facts, members, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// What a revision fixed.
    FACTS_OF (Uuid) = "SELECT template, party_facts, partner_facts, members FROM revisions WHERE id = $1";
    /// Adds a slot.
    ADD_SLOT (Uuid, Uuid, Text, Int, Uuid) = "INSERT INTO slots (id, revision_id, side, ordinal, organisation_id) \
        VALUES ($1, $2, $3, $4, $5)";
}

/// What a revision fixes beside its slots.
#[derive(Clone, Debug)]
pub struct RevisionFacts {
    /// Version of the template.
    pub template: String,
    /// Digest of the facts of the contracting party.
    pub party: [u8; 32],
    /// Digest of the facts of the partner.
    pub partner: [u8; 32],
    /// The members in both, as JSON; only with a joint body.
    pub members: Option<String>,
}

/// The parties that need an agreement with `partner` on `day` or later and have none, at most `most`.
///
/// # Errors
/// [`StorageError`].
pub async fn missing_parties(
    tx: &mut Tx,
    partner: OrganisationId,
    day: Date,
    most: i64,
) -> Result<Vec<OrganisationId>, StorageError> {
    tx.all(&MISSING_PARTIES, values![partner, day, most]).await?.iter().map(|row| row.id("id")).collect()
}

/// The partners that need an agreement with `party` on `day` or later and have none, at most `most`.
///
/// # Errors
/// [`StorageError`].
pub async fn missing_partners(
    tx: &mut Tx,
    party: OrganisationId,
    day: Date,
    most: i64,
) -> Result<Vec<OrganisationId>, StorageError> {
    tx.all(&MISSING_PARTNERS, values![party, day, most]).await?.iter().map(|row| row.id("id")).collect()
}

/// Adds a prepared agreement with its revision and slots. `false`: the pair has one already, and
/// nothing was added.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, parts: &Parts, facts: &RevisionFacts, now: Timestamp) -> Result<bool, StorageError> {
    let details = serde_json::to_string(&parts.state).map_err(|_| StorageError::Unreadable("state"))?;
    let kind = parts.state.kind();
    let values = values![
        parts.id,
        parts.number.to_string(),
        parts.party,
        parts.partner,
        parts.executor,
        kind.as_str(),
        details,
        kind.is_current(),
        parts.revision.id,
        now,
    ];
    if tx.execute(&ADD_AGREEMENT, values).await? == 0 {
        return Ok(false);
    }
    add_revision(tx, parts, facts, now).await?;
    Ok(true)
}

/// Adds the revision of an agreement with its slots.
pub(crate) async fn add_revision(
    tx: &mut Tx,
    parts: &Parts,
    facts: &RevisionFacts,
    now: Timestamp,
) -> Result<(), StorageError> {
    let RevisionFacts { template, party, partner, members } = facts;
    let revision = &parts.revision;
    let values = values![revision.id, parts.id, revision.number, template, *party, *partner, members.as_deref(), now];
    tx.execute(&ADD_REVISION, values).await?;
    for slot in &revision.slots {
        let values = values![slot.id, revision.id, Side::as_str(slot.side), i64::from(slot.ordinal), slot.organisation];
        tx.execute(&ADD_SLOT, values).await?;
    }
    Ok(())
}

/// What a revision fixed beside its slots.
///
/// # Errors
/// [`StorageError`].
pub async fn facts_of(tx: &mut Tx, revision: RevisionId) -> Result<Option<RevisionFacts>, StorageError> {
    tx.first(&FACTS_OF, values![revision]).await?.as_ref().map(facts).transpose()
}

/// What a revision fixed, of its row.
pub(crate) fn facts(row: &Row) -> Result<RevisionFacts, StorageError> {
    let digest = |column: &str| row.get::<Vec<u8>>(column)?.try_into().map_err(|_| row.unreadable());
    Ok(RevisionFacts {
        template: row.get("template")?,
        party: digest("party_facts")?,
        partner: digest("partner_facts")?,
        members: row.get("members")?,
    })
}
