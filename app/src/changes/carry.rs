//! The job that carries a change out over its agreements, a few in one transaction.
//!
//! How far it is stands in the row of the change and is written in the same transaction as the agreements: killed
//! anywhere it goes on where it was, and does nothing twice. Somebody signs one of them in between: the batch is
//! looked at again, and the table says what the change does to it as it is then.

use super::reach::{Desk, day, legs, needy, reach, successor};
use crate::{
    App, AppError, Work,
    agreements::moves::{move_at, move_it, next_revision},
    generation,
};
use domain::{
    agreement::{Act, Side, Withdrawal},
    audit::{Doer, Event, Subject},
    calendar::local_date,
    change::{Effect, Kind, Reach, Stage, effect_on},
    ids::ChangeId,
    party::OrganisationKind,
};
use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};
use storage::{
    StorageError, agreements,
    changes::{self, Change, Leg, Pair},
    meta, organisation_changes, organisations, people,
};

/// The kind of the job.
pub const JOB: &str = "change";
/// Agreements that follow in one transaction.
const BATCH: i64 = 50;
/// How often a batch may lose against people who move the same agreements before the job waits a little.
const LOST: u32 = 25;

/// What the job carries.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Payload {
    /// The change.
    pub change: ChangeId,
}

/// Puts up the job that carries a change out.
pub(super) async fn enqueue(work: &mut Work<'_>, change: ChangeId) -> Result<(), StorageError> {
    let now = work.now;
    work.job("work", JOB, &Payload { change }, now).await.map(drop)
}

/// Takes up the announced changes whose day has come, each once. Gives their number.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn start_due(app: &App) -> Result<usize, AppError> {
    let mut started = 0;
    for id in changes::due(&mut app.read().await?, app.today()).await? {
        let mut work = app.begin(Doer::Portal).await?;
        let Some(mut change) = changes::find(&mut work.tx, id).await? else { continue };
        if change.stage != Stage::Announced {
            continue;
        }
        change.stage = Stage::CarryingOut;
        match changes::save(&mut work.tx, &change).await {
            Ok(()) => {}
            // Another node was first.
            Err(StorageError::Stale(_)) => continue,
            Err(other) => return Err(other.into()),
        }
        enqueue(&mut work, id).await?;
        work.commit_quietly("its announcement has an event, and so has its end").await?;
        started += 1;
    }
    Ok(started)
}

/// Carries the next part of a change out. `false`: nothing is left to do now.
///
/// # Errors
/// [`AppError`]; then nothing of the part lasts.
pub async fn next_batch(app: &App, id: ChangeId) -> Result<bool, AppError> {
    let mut lost = 0;
    loop {
        match part(app, id).await {
            Err(AppError::Stale) if lost < LOST => lost += 1,
            other => return other,
        }
    }
}

async fn part(app: &App, id: ChangeId) -> Result<bool, AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let Some(mut change) = changes::find(&mut work.tx, id).await? else { return Ok(false) };
    if change.stage != Stage::CarryingOut {
        return Ok(false);
    }
    let legs = legs(&mut work, &change).await?;
    let place = usize::try_from(change.leg).unwrap_or(usize::MAX);
    match place.checked_sub(1).map(|place| legs.get(place)) {
        None => begin(&mut work, &mut change).await?,
        Some(Some(leg)) => walk(&mut work, &mut change, *leg).await?,
        Some(None) => finish(&mut work, &mut change).await?,
    }
    let more = change.stage == Stage::CarryingOut;
    changes::save(&mut work.tx, &change).await.map_err(AppError::saving)?;
    work.commit_quietly("each agreement that moves has its own event").await.map_err(AppError::saving)?;
    Ok(more)
}

/// Before any agreement follows: what the day itself brings, then the agreements that come to exist.
async fn begin(work: &mut Work<'_>, change: &mut Change) -> Result<(), AppError> {
    let now = work.now;
    // Makers of agreements take numbers first. Whoever began before this is waited for, and whoever begins
    // afterwards sees what is written here: no pair comes to exist behind the back of this change.
    meta::take_numbers(&mut work.tx, &format!("agreements-{}", local_date(now).year()), 0).await?;
    match (change.kind, change.municipality, change.into) {
        (Kind::End, ..) => {
            if let Some(id) = change.organisation {
                end_organisation(work, id).await?;
            }
        }
        (Kind::Merger, Some(old), Some(into)) => {
            organisation_changes::merge_areas(&mut work.tx, old, into).await?;
            if let Some(id) = change.other {
                let party = organisations::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
                if party.kind == OrganisationKind::Municipality && party.municipality == Some(old) {
                    end_organisation(work, id).await?;
                }
            }
        }
        _ => {}
    }
    let made = match needy(work, change).await? {
        Some(id) => generation::batch(work, id).await?,
        None => 0,
    };
    let made = u64::try_from(made).unwrap_or(u64::MAX);
    change.happened.add(domain::agreement::StateKind::Prepared, Effect::Prepared, made);
    if made == 0 {
        change.leg = 1;
        change.reached = None;
    }
    Ok(())
}

async fn end_organisation(work: &mut Work<'_>, id: domain::ids::OrganisationId) -> Result<(), AppError> {
    let now = work.now;
    if organisation_changes::end(&mut work.tx, id, now).await? {
        people::end_sessions_of(&mut work.tx, id).await?;
        work.record(Subject::Organisation(id), &Event::OrganisationEnded).await?;
    }
    Ok(())
}

async fn walk(work: &mut Work<'_>, change: &mut Change, leg: Leg) -> Result<(), AppError> {
    let pairs = changes::pairs(&mut work.tx, leg, change.reached, BATCH).await?;
    let mut desk = Desk::default();
    for pair in &pairs {
        let reach = reach(work, change, leg, pair, &mut desk).await?;
        let effect = effect_on(reach, &pair.state);
        if bring_about(work, change, pair, reach, effect).await? {
            change.happened.add(pair.state.kind(), effect, 1);
        } else {
            // It waits for the agreement that takes its place: tried again tomorrow.
            change.due = local_date(work.now).checked_add(1.day()).ok();
        }
    }
    match pairs.last() {
        Some(last) => change.reached = Some(last.id),
        None => {
            change.leg += 1;
            change.reached = None;
        }
    }
    Ok(())
}

/// Does to one agreement what the table says. `false`: not yet possible.
async fn bring_about(
    work: &mut Work<'_>,
    change: &Change,
    pair: &Pair,
    reach: Reach,
    effect: Effect,
) -> Result<bool, AppError> {
    if matches!(effect, Effect::Untouched | Effect::Prepared) {
        return Ok(true);
    }
    let kept = agreements::find(&mut work.tx, pair.id).await?.ok_or(AppError::Stale)?;
    if kept.parts.state != pair.state {
        return Err(AppError::Stale);
    }
    match effect {
        Effect::Untouched | Effect::Prepared => {}
        Effect::Revised | Effect::Recalled | Effect::Flagged => {
            let (next, facts) = next_revision(work, &kept).await?;
            let facts = (effect != Effect::Flagged).then_some(&facts);
            move_it(work, kept, Act::NewFacts { next }, None, facts).await?;
        }
        Effect::Withdrawn => {
            let why = match reach {
                Reach::AreaEnded => Withdrawal::AreaEnded,
                Reach::PartyReplaced => Withdrawal::MunicipalityEnded,
                _ => Withdrawal::OrganisationEnded,
            };
            move_it(work, kept, Act::Withdraw { why }, None, None).await?;
        }
        Effect::Terminated => {
            let side = if change.organisation == Some(pair.party) { Side::Municipality } else { Side::Partner };
            let (by, at) = (change.decided_by, change.decided_at.unwrap_or(work.now));
            // Notice was given when the end was decided; the portal may write it down days after the last day.
            let end = day_of_end(change, work);
            move_at(work, kept, Act::Terminate { side, end }, by, None, at).await?;
        }
        Effect::Superseded => {
            let Some(party) = successor(work, change).await? else { return Ok(false) };
            let Some(by) = changes::current(&mut work.tx, party, pair.partner).await? else { return Ok(false) };
            move_it(work, kept, Act::Supersede { by }, None, None).await?;
        }
    }
    Ok(true)
}

fn day_of_end(change: &Change, work: &Work<'_>) -> jiff::civil::Date {
    change.on.unwrap_or_else(|| day(change, work))
}

/// Every agreement has followed, or some wait for the one that takes their place.
async fn finish(work: &mut Work<'_>, change: &mut Change) -> Result<(), AppError> {
    let today = local_date(work.now);
    if change.due.is_some_and(|due| due > today) {
        change.stage = Stage::Announced;
        change.leg = 0;
        change.reached = None;
        return Ok(());
    }
    change.stage = Stage::Done;
    change.finished_at = Some(work.now);
    if change.kind != Kind::Merger {
        change.subject = None;
    }
    let event = Event::ChangeDone { change: change.kind.as_str().to_owned() };
    for organisation in [change.organisation, change.other].into_iter().flatten() {
        work.record(Subject::Organisation(organisation), &event).await?;
    }
    Ok(())
}
