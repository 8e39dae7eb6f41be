//! What a change means for each agreement, and walking over all that it may reach.

use crate::{
    AppError, Work,
    documents::facts::{keep_side, members},
};
use domain::{
    agreement::StateKind,
    calendar::local_date,
    change::{Effect, Kind, Reach, Tally, effect_on},
    ids::OrganisationId,
    party::OrganisationKind,
};
use jiff::civil::Date;
use std::collections::HashMap;
use storage::{
    changes::{self, Change, Leg, Pair},
    coverage, generation,
    organisations::{self, Organisation},
};

/// Agreements looked at in one go while previewing.
const PAGE: i64 = 200;
/// More pairs than one organisation can lack.
const MOST_PAIRS: i64 = 100_000;

/// The digests of what revisions fix of the organisation whose change it is: looked up once for many agreements.
#[derive(Default)]
pub(super) struct Desk {
    sides: HashMap<OrganisationId, Vec<u8>>,
}

impl Desk {
    async fn side(&mut self, work: &mut Work<'_>, id: OrganisationId) -> Result<Vec<u8>, AppError> {
        if let Some(known) = self.sides.get(&id) {
            return Ok(known.clone());
        }
        let organisation = find(work, id).await?;
        let digest = keep_side(work, &organisation).await?.to_vec();
        self.sides.insert(id, digest.clone());
        Ok(digest)
    }
}

async fn find(work: &mut Work<'_>, id: OrganisationId) -> Result<Organisation, AppError> {
    organisations::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)
}

/// The day as of which a change holds.
pub(super) fn day(change: &Change, work: &Work<'_>) -> Date {
    let today = local_date(work.now);
    change.on.map_or(today, |on| on.max(today))
}

/// Whose agreements a change may reach, one after the other.
pub(super) async fn legs(work: &mut Work<'_>, change: &Change) -> Result<Vec<Leg>, AppError> {
    if matches!(change.kind, Kind::TakeOver | Kind::Merger) {
        let new = successor(work, change).await?;
        // Within one joint body the same party contracts before and after: once is enough.
        let new = new.filter(|new| change.other != Some(*new));
        return Ok([change.other, new].into_iter().flatten().map(Leg::Party).collect());
    }
    let id = change.organisation.ok_or(AppError::NotFound)?;
    let organisation = find(work, id).await?;
    Ok(vec![match organisation.kind {
        OrganisationKind::Municipality | OrganisationKind::JointBody => Leg::Party(id),
        OrganisationKind::SignalPartner => Leg::Partner(id),
        OrganisationKind::Executor => Leg::Executor(id),
    }])
}

/// The party that contracts after a take-over or merger, where there is one yet.
pub(super) async fn successor(work: &mut Work<'_>, change: &Change) -> Result<Option<OrganisationId>, AppError> {
    match (change.kind, change.into) {
        (Kind::TakeOver, _) => Ok(change.organisation),
        (Kind::Merger, Some(into)) => {
            let on = day(change, work);
            Ok(coverage::covering(&mut work.tx, into, on).await?.map(|covered| covered.organisation))
        }
        _ => Ok(None),
    }
}

/// Who may come to need agreements by a change.
pub(super) async fn needy(work: &mut Work<'_>, change: &Change) -> Result<Option<OrganisationId>, AppError> {
    match change.kind {
        Kind::Area => Ok(change.organisation),
        Kind::TakeOver | Kind::Merger => successor(work, change).await,
        _ => Ok(None),
    }
}

/// What a change means for one agreement of a leg.
pub(super) async fn reach(
    work: &mut Work<'_>,
    change: &Change,
    leg: Leg,
    pair: &Pair,
    desk: &mut Desk,
) -> Result<Reach, AppError> {
    match (change.kind, leg) {
        (Kind::End, Leg::Executor(_)) => return Ok(Reach::NewFacts),
        (Kind::End, _) => return Ok(Reach::SideEnded),
        (_, Leg::Executor(_)) => {
            // What was prepared again since has the new facts.
            let old = change.decided_at.is_none_or(|decided| pair.revised_at <= decided);
            return Ok(if old { Reach::NewFacts } else { Reach::Nothing });
        }
        _ => {}
    }
    if matches!(change.kind, Kind::Area | Kind::TakeOver | Kind::Merger) {
        let on = day(change, work);
        let shared = coverage::shared(&mut work.tx, pair.party, pair.partner, on).await?;
        if shared.is_empty() {
            return moved_away(work, change, leg, pair).await;
        }
        return members_differ(work, pair, on).await;
    }
    let differs = match leg {
        Leg::Party(own) => desk.side(work, own).await? != pair.party_facts,
        Leg::Partner(own) | Leg::Executor(own) => desk.side(work, own).await? != pair.partner_facts,
    };
    if differs {
        return Ok(Reach::NewFacts);
    }
    if change.kind == Kind::System {
        let today = local_date(work.now);
        return members_differ(work, pair, today).await;
    }
    Ok(Reach::Nothing)
}

/// Party and partner share no municipality any more: by this change, or since before?
async fn moved_away(work: &mut Work<'_>, change: &Change, leg: Leg, pair: &Pair) -> Result<Reach, AppError> {
    if change.kind == Kind::Area {
        return Ok(Reach::AreaEnded);
    }
    let of_old = change.other.is_some_and(|old| leg == Leg::Party(old));
    for code in [change.municipality, change.into].into_iter().flatten() {
        if of_old && coverage::is_active_in(&mut work.tx, pair.partner, code).await? {
            return Ok(Reach::PartyReplaced);
        }
    }
    Ok(Reach::Nothing)
}

/// With a joint body, whether the members that stand in the revision are still those of the day.
async fn members_differ(work: &mut Work<'_>, pair: &Pair, on: Date) -> Result<Reach, AppError> {
    if pair.members.is_none() {
        return Ok(Reach::Nothing);
    }
    let party = find(work, pair.party).await?;
    let now = members(work, &party, pair.partner, on).await?;
    Ok(if now == pair.members { Reach::Nothing } else { Reach::NewFacts })
}

/// Counts what a change that was just written does to every agreement. Writes nothing of its own that may stay: call it
/// in a transaction that is given up, or before anything else of the change was carried out.
pub(super) async fn foresee(work: &mut Work<'_>, change: &Change) -> Result<Tally, AppError> {
    let mut tally = Tally::default();
    let mut desk = Desk::default();
    for leg in legs(work, change).await? {
        let mut after = None;
        loop {
            let pairs = changes::pairs(&mut work.tx, leg, after, PAGE).await?;
            let last = pairs.last().map(|pair| pair.id);
            for pair in &pairs {
                let reach = reach(work, change, leg, pair, &mut desk).await?;
                tally.add(pair.state.kind(), effect_on(reach, &pair.state), 1);
            }
            after = last;
            if after.is_none() {
                break;
            }
        }
    }
    let on = day(change, work);
    if let Some(id) = needy(work, change).await? {
        let organisation = find(work, id).await?;
        let missing = if organisation.kind == OrganisationKind::SignalPartner {
            generation::missing_parties(&mut work.tx, id, on, MOST_PAIRS).await?.len()
        } else {
            generation::missing_partners(&mut work.tx, id, on, MOST_PAIRS).await?.len()
        };
        tally.add(StateKind::Prepared, Effect::Prepared, u64::try_from(missing).unwrap_or(u64::MAX));
    }
    Ok(tally)
}
