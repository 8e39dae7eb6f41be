//! Generating agreements: one for every pair that follows from areas and coverage.
//!
//! Each accepted party puts up one job. The job asks the database which pairs have no agreement and
//! makes them, a batch a transaction, until none is missing. However often it runs, wherever it is
//! interrupted and whoever was accepted meanwhile: the question is always what is *missing*, the
//! running number is taken first (so makers wait for each other), and an index on current pairs
//! stands behind it.

use crate::{
    App, AppError, Work,
    documents::facts::{keep_side, members},
    ports::Ports,
};
use domain::{
    agreement::{Agreement, AgreementNumber, Draft, NewSlot, Side},
    audit::{Doer, Event, Subject},
    calendar::local_date,
    ids::{AgreementId, OrganisationId},
    party::OrganisationKind,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use storage::{
    StorageError,
    generation::{self, RevisionFacts},
    meta,
    organisations::{self, Organisation},
};

/// The kind of the job.
pub const JOB: &str = "generate";
/// The version of the model text that new revisions take.
pub const TEMPLATE: &str = "2026-1";
/// Pairs made in one transaction.
const BATCH: i64 = 200;

/// What the job carries.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Payload {
    /// The party that was accepted or changed.
    pub organisation: OrganisationId,
}

/// Puts up the job that makes the agreements of an organisation.
///
/// # Errors
/// [`StorageError`].
pub async fn enqueue(work: &mut Work<'_>, organisation: OrganisationId) -> Result<(), StorageError> {
    let now = work.now;
    work.job("work", JOB, &Payload { organisation }, now).await.map(drop)
}

/// Makes the next batch of agreements of an organisation that are missing. `0`: none is missing.
///
/// # Errors
/// [`AppError`]; then nothing of the batch lasts.
pub async fn next_batch(app: &App, organisation: OrganisationId) -> Result<usize, AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let made = batch(&mut work, organisation).await?;
    if made == 0 {
        let now = work.now;
        organisations::generated(&mut work.tx, organisation, now).await?;
    }
    work.commit_quietly("each agreement has its own event").await?;
    Ok(made)
}

/// As [`next_batch`], in a transaction that does more.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn batch(work: &mut Work<'_>, organisation: OrganisationId) -> Result<usize, AppError> {
    let Some(own) = organisations::find(&mut work.tx, organisation).await? else { return Ok(0) };
    let day = local_date(work.now);
    let year = day.year();
    // Taking the numbers first makes other makers wait until this transaction ends: nobody sees
    // the same pair missing.
    let counter = format!("agreements-{year}");
    let first = meta::take_numbers(&mut work.tx, &counter, BATCH).await?;
    let missing = match own.kind {
        OrganisationKind::SignalPartner => generation::missing_parties(&mut work.tx, organisation, day, BATCH).await?,
        OrganisationKind::Municipality | OrganisationKind::JointBody => {
            generation::missing_partners(&mut work.tx, organisation, day, BATCH).await?
        }
        OrganisationKind::Executor => Vec::new(),
    };
    let made = missing.len();
    let mut maker = Maker { known: HashMap::new() };
    let mut sequence = first;
    for other in missing {
        let (party, partner) =
            if own.kind == OrganisationKind::SignalPartner { (other, organisation) } else { (organisation, other) };
        let number = u32::try_from(sequence)
            .ok()
            .and_then(|sequence| AgreementNumber::new(year, sequence).ok())
            .ok_or(AppError::Unreadable("running number"))?;
        sequence += 1;
        maker.prepare(work, party, partner, number).await?;
    }
    // Numbers that this batch did not need are given back: nobody else could take any meanwhile.
    meta::take_numbers(&mut work.tx, &counter, sequence - first - BATCH).await?;
    Ok(made)
}

struct Maker {
    known: HashMap<OrganisationId, Known>,
}

#[derive(Clone)]
struct Known {
    organisation: Organisation,
    facts: [u8; 32],
}

impl Maker {
    async fn prepare(
        &mut self,
        work: &mut Work<'_>,
        party: OrganisationId,
        partner: OrganisationId,
        number: AgreementNumber,
    ) -> Result<(), AppError> {
        let party = self.get(work, party).await?;
        let partner = self.get(work, partner).await?;
        let ports = work.app.ports();
        let (executor, slots) = places(ports, &party.organisation, &partner.organisation);
        let draft = Draft { id: ports.id(), executor, slots };
        let id: AgreementId = ports.id();
        let agreement = Agreement::prepare(id, number, party.organisation.id, partner.organisation.id, draft)
            .map_err(|_| AppError::Unreadable("parties of a pair"))?;
        let day = local_date(work.now);
        let members = members(work, &party.organisation, partner.organisation.id, day).await?;
        let facts =
            RevisionFacts { template: TEMPLATE.to_owned(), party: party.facts, partner: partner.facts, members };
        let now = work.now;
        if generation::add(&mut work.tx, &agreement.into_parts(), &facts, now).await? {
            work.record(Subject::Agreement(id), &Event::AgreementPrepared { number }).await?;
        }
        Ok(())
    }

    async fn get(&mut self, work: &mut Work<'_>, id: OrganisationId) -> Result<Known, AppError> {
        if let Some(known) = self.known.get(&id) {
            return Ok(known.clone());
        }
        let organisation = organisations::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
        let facts = keep_side(work, &organisation).await?;
        let known = Known { organisation, facts };
        self.known.insert(id, known.clone());
        Ok(known)
    }
}

/// The executor that is a party, and the slots that a pair needs.
pub(crate) fn places(
    ports: &Ports,
    party: &Organisation,
    partner: &Organisation,
) -> (Option<OrganisationId>, Vec<NewSlot>) {
    let executor = [party, partner].into_iter().find_map(|side| side.executor.filter(|_| side.executor_party));
    let mut slots = Vec::new();
    for (side, organisation) in [(Side::Municipality, party), (Side::Partner, partner)] {
        slots.push(NewSlot { id: ports.id(), side });
        if organisation.jointly {
            slots.push(NewSlot { id: ports.id(), side });
        }
    }
    if executor.is_some() {
        slots.push(NewSlot { id: ports.id(), side: Side::Executor });
    }
    (executor, slots)
}

/// One running number of this year.
pub(crate) async fn next_number(work: &mut Work<'_>) -> Result<AgreementNumber, AppError> {
    let year = local_date(work.now).year();
    let sequence = meta::take_numbers(&mut work.tx, &format!("agreements-{year}"), 1).await?;
    u32::try_from(sequence)
        .ok()
        .and_then(|sequence| AgreementNumber::new(year, sequence).ok())
        .ok_or(AppError::Unreadable("running number"))
}
