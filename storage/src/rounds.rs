//! Signing rounds: what one act is to sign, and the signatures that came of it.

use crate::{Row, StorageError, Tx, documents::digest, sql, store::Digest, values, waiting::Waiting};
use domain::{
    agreement::Side,
    ids::{AgreementId, OrganisationId, PersonId, RevisionId, RoundId, SlotId},
    means::{Level, Means},
};
use jiff::Timestamp;
use std::collections::HashMap;

/// A round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// Who signs.
    pub person: PersonId,
    /// How it was confirmed: `mail_code` or `passkey`.
    pub proof: String,
    /// By which means whoever confirmed it was signed in; until then, whoever began it.
    pub means: Means,
    /// The root over everything that it binds.
    pub root: Option<Digest>,
    /// Digest of the code.
    pub code: Option<Vec<u8>>,
    /// Codes that were tried.
    pub guesses: i64,
    /// What the person agreed to, word for word.
    pub consent: String,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it can no longer be confirmed.
    pub expires_at: Timestamp,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// When everything in it was dealt with.
    pub finished_at: Option<Timestamp>,
}

/// One document in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The slot to fill.
    pub slot: SlotId,
    /// The agreement.
    pub agreement: AgreementId,
    /// The revision that was shown.
    pub revision: RevisionId,
    /// The released bytes that were shown.
    pub digest: Digest,
    /// `open`, `signed` or `refused`.
    pub state: String,
    /// Why it was refused: a code.
    pub reason: Option<String>,
    /// The number of the agreement.
    pub number: String,
    /// The contracting party.
    pub party_name: String,
    /// The signal partner.
    pub partner_name: String,
    /// The organisation that is bound.
    pub organisation: OrganisationId,
    /// For which side.
    pub side: Side,
    /// Which slot of it.
    pub ordinal: i64,
}

/// A signature in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The slot.
    pub slot: SlotId,
    /// The revision.
    pub revision: RevisionId,
    /// The round it came from.
    pub round: RoundId,
    /// Who signed.
    pub person: PersonId,
    /// Serial number of the certificate.
    pub serial: Vec<u8>,
    /// The name as it stands in the document.
    pub name: String,
    /// The function as it stands there.
    pub function: Option<String>,
    /// The ground as it stands there: a code.
    pub ground: Option<String>,
    /// By which means the person was signed in; kept with the round.
    pub means: Means,
    /// How the round was confirmed: `mail_code` or `passkey`; kept with it.
    pub proof: String,
    /// Whether there is evidence of the act.
    pub proven: bool,
    /// The bytes after this signature.
    pub digest: Digest,
    /// When.
    pub at: Timestamp,
}

impl Signature {
    /// How sure it is that the person confirmed it: with a passkey as sure as that is; a code is worth what a mailbox is,
    /// however its owner was signed in.
    #[must_use]
    pub fn level(&self) -> Level {
        let means = if self.proof == "passkey" { Means::Passkey } else { self.means.min(Means::MailCodeAndTotp) };
        means.level()
    }
}

sql! {
    /// Begins a round.
    ADD (Uuid, Uuid, Text, Text, Text, Int, Int) = "INSERT INTO rounds (id, person_id, proof, means, guesses, consent, created_at, \
        expires_at) VALUES ($1, $2, $3, $4, 0, $5, $6, $7)";
    /// Puts a document in it.
    ADD_ITEM (Uuid, Uuid, Int, Uuid, Uuid, Bytes) = "INSERT INTO round_items (round_id, slot_id, place, agreement_id, \
        revision_id, digest, state) VALUES ($1, $2, $3, $4, $5, $6, 'open')";
    /// One, without what it binds, which is large.
    FIND (Uuid) = "SELECT id, person_id, proof, means, root, code_hash, guesses, consent, created_at, expires_at, confirmed_at, \
        finished_at FROM rounds WHERE id = $1";
    /// What it binds, and how that was confirmed.
    ACT (Uuid) = "SELECT act, confirmation FROM rounds WHERE id = $1";
    /// How many bytes of each document in it were released.
    LENGTHS (Uuid) = "SELECT i.slot_id, d.released_length FROM round_items i JOIN documents d ON d.revision_id = i.revision_id \
        AND d.released = i.digest WHERE i.round_id = $1 AND d.released_length IS NOT NULL";
    /// The newest of a person.
    NEWEST (Uuid) = "SELECT id, person_id, proof, means, root, code_hash, guesses, consent, created_at, expires_at, confirmed_at, \
        finished_at FROM rounds WHERE person_id = $1 AND confirmed_at IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1";
    /// What is in it.
    ITEMS (Uuid) = "SELECT i.*, a.number, m.name AS party_name, s.name AS partner_name, sl.organisation_id, sl.side, sl.ordinal FROM round_items i \
        JOIN agreements a ON a.id = i.agreement_id JOIN organisations m ON m.id = a.party_id \
        JOIN organisations s ON s.id = a.partner_id JOIN slots sl ON sl.id = i.slot_id \
        WHERE i.round_id = $1 ORDER BY i.place";
    /// One document in it.
    ITEM (Uuid, Uuid) = "SELECT i.*, a.number, m.name AS party_name, s.name AS partner_name, sl.organisation_id, sl.side, sl.ordinal \
        FROM round_items i JOIN agreements a ON a.id = i.agreement_id JOIN organisations m ON m.id = a.party_id \
        JOIN organisations s ON s.id = a.partner_id JOIN slots sl ON sl.id = i.slot_id WHERE i.round_id = $1 AND i.slot_id = $2";
    /// What is still to be signed in it.
    OPEN_ITEMS (Uuid, Int) = "SELECT i.*, a.number, m.name AS party_name, s.name AS partner_name, sl.organisation_id, sl.side, sl.ordinal FROM round_items i \
        JOIN agreements a ON a.id = i.agreement_id JOIN organisations m ON m.id = a.party_id \
        JOIN organisations s ON s.id = a.partner_id JOIN slots sl ON sl.id = i.slot_id \
        WHERE i.round_id = $1 AND i.state = 'open' ORDER BY i.place LIMIT $2";
    /// How many are how far.
    COUNTS (Uuid) = "SELECT state, COUNT(*) AS n FROM round_items WHERE round_id = $1 GROUP BY state";
    /// Counts a code that was tried, while any may be.
    GUESS (Uuid, Int, Int) = "UPDATE rounds SET guesses = guesses + 1 WHERE id = $1 AND guesses < $2 AND confirmed_at IS NULL \
        AND expires_at > $3";
    /// What it binds from now on, and the code for it.
    BIND (Uuid, Bytes, Bytes, Bytes, Int) = "UPDATE rounds SET act = $2, root = $3, code_hash = $4, guesses = 0, expires_at = $5 \
        WHERE id = $1 AND confirmed_at IS NULL";
    /// This root is confirmed, once; the code is forgotten.
    CONFIRM (Uuid, Bytes, Int, Text, Text, Text) = "UPDATE rounds SET confirmed_at = $3, means = $4, proof = $5, confirmation = $6, \
        code_hash = NULL WHERE id = $1 AND root = $2 AND confirmed_at IS NULL AND expires_at > $3";
    /// Everything in it was dealt with.
    FINISH (Uuid, Int) = "UPDATE rounds SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL";
    /// A document was signed, or will not be.
    SETTLE (Uuid, Uuid, Text, Text, Int) = "UPDATE round_items SET state = $3, reason = $4, done_at = $5 WHERE round_id = $1 \
        AND slot_id = $2 AND state = 'open'";
    /// Forgets rounds that nobody confirmed: what was in them.
    FORGET_ITEMS (Int) = "DELETE FROM round_items WHERE round_id IN (SELECT id FROM rounds WHERE confirmed_at IS NULL AND expires_at < $1)";
    /// And the rounds themselves.
    FORGET (Int) = "DELETE FROM rounds WHERE confirmed_at IS NULL AND expires_at < $1";
    /// Keeps a signature, once per slot.
    ADD_SIGNATURE (Uuid, Uuid, Uuid, Uuid, Bytes, Text, Text, Text, Bytes, Int) = "INSERT INTO signatures (slot_id, revision_id, \
        round_id, person_id, serial, name, function, ground, digest, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// The signatures in a revision, the first first.
    SIGNATURES (Uuid) = "SELECT g.*, r.means, r.proof, CAST(CASE WHEN r.confirmation IS NULL THEN 0 ELSE 1 END AS BIGINT) AS proven FROM signatures g JOIN rounds r ON r.id = g.round_id WHERE g.revision_id = $1 \
        ORDER BY g.signed_at, g.slot_id";
    /// Earlier revisions of an agreement that bear signatures, the newest first.
    SIGNED_BEFORE (Uuid) = "SELECT v.id, v.number, d.newest FROM agreements a JOIN revisions v ON v.agreement_id = a.id \
        AND v.id <> a.revision_id JOIN documents d ON d.revision_id = v.id WHERE a.id = $1 \
        AND EXISTS (SELECT 1 FROM signatures g WHERE g.revision_id = v.id) ORDER BY v.number DESC";
}

fn round(row: &Row) -> Result<Round, StorageError> {
    Ok(Round {
        id: row.id("id")?,
        person: row.id("person_id")?,
        proof: row.get("proof")?,
        means: row.code("means", Means::parse)?,
        root: digest(row, "root")?,
        code: row.get("code_hash")?,
        guesses: row.get("guesses")?,
        consent: row.get("consent")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        confirmed_at: row.maybe_time("confirmed_at")?,
        finished_at: row.maybe_time("finished_at")?,
    })
}

fn item(row: &Row) -> Result<Item, StorageError> {
    Ok(Item {
        slot: row.id("slot_id")?,
        agreement: row.id("agreement_id")?,
        revision: row.id("revision_id")?,
        digest: digest(row, "digest")?.ok_or_else(|| row.unreadable())?,
        state: row.get("state")?,
        reason: row.get("reason")?,
        number: row.get("number")?,
        party_name: row.get("party_name")?,
        partner_name: row.get("partner_name")?,
        organisation: row.id("organisation_id")?,
        side: row.code("side", Side::parse)?,
        ordinal: row.get("ordinal")?,
    })
}

/// Begins a round.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, round: &Round) -> Result<(), StorageError> {
    let values = values![
        round.id,
        round.person,
        round.proof.as_str(),
        round.means.as_str(),
        round.consent.as_str(),
        round.created_at,
        round.expires_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// Puts a document into a round that was not confirmed yet.
///
/// # Errors
/// [`StorageError`].
pub async fn add_item(tx: &mut Tx, round: RoundId, position: i64, of: &Waiting) -> Result<(), StorageError> {
    let values = values![round, of.slot, position, of.agreement, of.revision, of.released];
    tx.execute(&ADD_ITEM, values).await.map(drop)
}

/// One round.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, id: RoundId) -> Result<Option<Round>, StorageError> {
    tx.first(&FIND, values![id]).await?.as_ref().map(round).transpose()
}

/// The last round that a person confirmed.
///
/// # Errors
/// [`StorageError`].
pub async fn newest(tx: &mut Tx, person: PersonId) -> Result<Option<Round>, StorageError> {
    tx.first(&NEWEST, values![person]).await?.as_ref().map(round).transpose()
}

/// What is in a round, in its order.
///
/// # Errors
/// [`StorageError`].
pub async fn items(tx: &mut Tx, id: RoundId) -> Result<Vec<Item>, StorageError> {
    tx.all(&ITEMS, values![id]).await?.iter().map(item).collect()
}

/// One document in a round.
///
/// # Errors
/// [`StorageError`].
pub async fn one(tx: &mut Tx, id: RoundId, slot: SlotId) -> Result<Option<Item>, StorageError> {
    tx.first(&ITEM, values![id, slot]).await?.as_ref().map(item).transpose()
}

/// What is still to be signed in a round, at most `most`.
///
/// # Errors
/// [`StorageError`].
pub async fn open_items(tx: &mut Tx, id: RoundId, most: i64) -> Result<Vec<Item>, StorageError> {
    tx.all(&OPEN_ITEMS, values![id, most]).await?.iter().map(item).collect()
}

/// How many documents of a round are open, signed and refused.
///
/// # Errors
/// [`StorageError`].
pub async fn counts(tx: &mut Tx, id: RoundId) -> Result<(i64, i64, i64), StorageError> {
    let mut counts = (0, 0, 0);
    for row in tx.all(&COUNTS, values![id]).await? {
        let n = row.get("n")?;
        match row.get::<String>("state")?.as_str() {
            "open" => counts.0 = n,
            "signed" => counts.1 = n,
            _ => counts.2 = n,
        }
    }
    Ok(counts)
}

/// Counts a code that is tried. `false`: none may be tried any more.
///
/// # Errors
/// [`StorageError`].
pub async fn guess(tx: &mut Tx, id: RoundId, most: i64, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&GUESS, values![id, most, now]).await? == 1)
}

/// What a round binds from now on, with its root, and the digest of the code for it; a former root and code serve no
/// more. `false`: it is confirmed already.
///
/// # Errors
/// [`StorageError`].
pub async fn bind(
    tx: &mut Tx,
    id: RoundId,
    (act, root): (Vec<u8>, Digest),
    code: Option<[u8; 32]>,
    expires_at: Timestamp,
) -> Result<bool, StorageError> {
    let code = code.map(|code| code.to_vec());
    Ok(tx.execute(&BIND, values![id, act, root, code, expires_at]).await? == 1)
}

/// What a round binds, and how that was confirmed, as JSON; rounds from before there was such a thing have neither.
///
/// # Errors
/// [`StorageError`].
pub async fn act(tx: &mut Tx, id: RoundId) -> Result<Option<(Vec<u8>, Option<String>)>, StorageError> {
    let Some(row) = tx.first(&ACT, values![id]).await? else { return Ok(None) };
    let act: Option<Vec<u8>> = row.get("act")?;
    let confirmation = row.get("confirmation")?;
    Ok(act.map(|act| (act, confirmation)))
}

/// How many bytes of the documents in a round were released, by slot, where that is known.
///
/// # Errors
/// [`StorageError`].
pub async fn lengths(tx: &mut Tx, id: RoundId) -> Result<HashMap<SlotId, i64>, StorageError> {
    let rows = tx.all(&LENGTHS, values![id]).await?;
    rows.iter().map(|row| Ok((row.id("slot_id")?, row.get("released_length")?))).collect()
}

/// How a root was confirmed.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// By which means the person was signed in.
    pub means: Means,
    /// `mail_code` or `passkey`.
    pub proof: &'static str,
    /// All of it, as JSON.
    pub confirmation: String,
}

/// Confirms this root of a round, once. `false`: the round was confirmed before, has another root by now, or is too old.
///
/// # Errors
/// [`StorageError`].
pub async fn confirm(
    tx: &mut Tx,
    id: RoundId,
    root: Digest,
    now: Timestamp,
    how: &Confirmed,
) -> Result<bool, StorageError> {
    let values = values![id, root, now, how.means.as_str(), how.proof, how.confirmation.as_str()];
    Ok(tx.execute(&CONFIRM, values).await? == 1)
}

/// Says that everything in a round was dealt with.
///
/// # Errors
/// [`StorageError`].
pub async fn finish(tx: &mut Tx, id: RoundId, now: Timestamp) -> Result<bool, StorageError> {
    Ok(tx.execute(&FINISH, values![id, now]).await? == 1)
}

/// Says that a document was signed (`None`), or why it will not be.
///
/// # Errors
/// [`StorageError::Stale`] when it was settled before.
pub async fn settle(
    tx: &mut Tx,
    id: RoundId,
    slot: SlotId,
    refused: Option<&str>,
    now: Timestamp,
) -> Result<(), StorageError> {
    let state = if refused.is_none() { "signed" } else { "refused" };
    if tx.execute(&SETTLE, values![id, slot, state, refused, now]).await? == 0 {
        return Err(StorageError::Stale("document of a round"));
    }
    Ok(())
}

/// Forgets rounds that nobody confirmed before they ended.
///
/// # Errors
/// [`StorageError`].
pub async fn forget(tx: &mut Tx, ended_before: Timestamp) -> Result<(), StorageError> {
    tx.execute(&FORGET_ITEMS, values![ended_before]).await?;
    tx.execute(&FORGET, values![ended_before]).await.map(drop)
}

/// Keeps a signature.
///
/// # Errors
/// [`StorageError::Duplicate`] when the slot has one.
pub async fn add_signature(tx: &mut Tx, new: &Signature) -> Result<(), StorageError> {
    let values = values![
        new.slot,
        new.revision,
        new.round,
        new.person,
        new.serial.clone(),
        new.name.as_str(),
        new.function.as_deref(),
        new.ground.as_deref(),
        new.digest,
        new.at,
    ];
    tx.execute(&ADD_SIGNATURE, values).await.map(drop)
}

/// The signatures in a revision, the first first.
///
/// # Errors
/// [`StorageError`].
pub async fn signatures(tx: &mut Tx, revision: RevisionId) -> Result<Vec<Signature>, StorageError> {
    let read = |row: &Row| {
        Ok(Signature {
            slot: row.id("slot_id")?,
            revision,
            round: row.id("round_id")?,
            person: row.id("person_id")?,
            serial: row.get("serial")?,
            name: row.get("name")?,
            function: row.get("function")?,
            ground: row.get("ground")?,
            digest: digest(row, "digest")?.ok_or_else(|| row.unreadable())?,
            means: row.code("means", Means::parse)?,
            proof: row.get("proof")?,
            proven: row.get::<i64>("proven")? == 1,
            at: row.time("signed_at")?,
        })
    };
    tx.all(&SIGNATURES, values![revision]).await?.iter().map(read).collect()
}

/// Earlier revisions of an agreement that bear signatures: id, number and newest bytes, the newest first.
///
/// # Errors
/// [`StorageError`].
pub async fn signed_before(
    tx: &mut Tx,
    agreement: AgreementId,
) -> Result<Vec<(RevisionId, i64, Option<Digest>)>, StorageError> {
    let rows = tx.all(&SIGNED_BEFORE, values![agreement]).await?;
    rows.iter().map(|row| Ok((row.id("id")?, row.get("number")?, digest(row, "newest")?))).collect()
}
