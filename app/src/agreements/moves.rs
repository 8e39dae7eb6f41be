//! Moving agreements: release, hold, take back, prepare again, later, let be, end.
//!
//! What belongs here: one use case per act, for one agreement or many. What never does: the rules of the machine
//! (`domain::agreement`), signing and declining (`signing_rounds`).

use super::{Query, list_filter, release::releasable, scope};
use crate::{
    App, AppError, Work, documents,
    documents::facts::{keep_side, members},
    generation::{TEMPLATE, places},
    notices,
};
use domain::{
    access::{Actor, Permission, may},
    agreement::{Act, Agreement, Draft, Event as Moved, Reason, Refusal, Side, StateKind, Withdrawal},
    audit::{Doer, Event, Subject},
    calendar::local_date,
    ids::AgreementId,
    party::Role,
};
use jiff::civil::Date;
use std::collections::BTreeMap;
use storage::{
    agreements, bulk, documents as rows,
    generation::{self, RevisionFacts},
    meta, moves, organisations, people,
};

/// Agreements that are released in one piece.
const PIECE: usize = 500;

/// What a person does with an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// *Doorzetten*.
    Release,
    /// *Aanhouden*, until a day or until further notice.
    Hold(Option<Date>),
    /// *Terughalen*.
    TakeBack,
    /// *Opnieuw klaarzetten*.
    PrepareAgain,
    /// Letting a partly signed revision be, though facts have changed.
    LetBe,
    /// *Later*.
    Defer,
    /// No longer *later*.
    Resume,
    /// *Opzeggen*, with the last day.
    Terminate(Date),
    /// *Laten vervallen*, by the administrator.
    Withdraw(Reason),
}

impl Step {
    /// What it needs.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::Release | Self::Hold(_) | Self::TakeBack | Self::PrepareAgain | Self::LetBe => {
                Permission::SteerAgreements
            }
            Self::Defer | Self::Resume => Permission::DeferAgreements,
            Self::Terminate(_) => Permission::EndAgreements,
            Self::Withdraw(_) => Permission::Administer,
        }
    }
}

/// Which agreements are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These.
    These(Vec<AgreementId>),
    /// All that a list with these filters shows.
    Matching(Query),
}

/// What became of many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// How many were moved.
    pub moved: usize,
    /// How many were not, because their state does not allow it (any more).
    pub skipped: usize,
}

/// Does a step with one agreement. `version` is the one that the page showed: a page that is out of date moves nothing.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`], [`AppError::Refused`], [`AppError::Stale`].
pub async fn step(app: &App, actor: &Actor, id: AgreementId, version: Option<i64>, step: Step) -> Result<(), AppError> {
    AppError::unless_allowed(may(actor, step.permission()))?;
    let mut work = app.begin(doer(actor)).await?;
    let kept = super::owned(&mut work.tx, actor, id).await?;
    if version.is_some_and(|seen| seen != kept.version) {
        return Err(AppError::Stale);
    }
    carry_out(&mut work, actor, kept, &step).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Does a step with many, in one transaction. What its state does not allow is skipped and counted.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] when one of them is unknown or another organisation's;
/// [`AppError::Refused`] for a day that fits none of them.
pub async fn step_many(app: &App, actor: &Actor, selection: &Selection, step: Step) -> Result<Done, AppError> {
    AppError::unless_allowed(may(actor, step.permission()))?;
    let mut work = app.begin(doer(actor)).await?;
    let mut done = Done::default();
    let chosen = chosen(&mut work.tx, actor, selection).await?;
    if step == Step::Release {
        done = release_many(&mut work, actor, &chosen).await?;
        if done.moved > 0 {
            work.commit().await.map_err(AppError::saving)?;
        }
        return Ok(done);
    }
    for id in chosen {
        let kept = super::owned(&mut work.tx, actor, id).await?;
        match carry_out(&mut work, actor, kept, &step).await {
            Ok(()) => done.moved += 1,
            Err(AppError::Refused(day @ (Refusal::HoldNotAhead(_) | Refusal::EndInPast(_)))) => return Err(day.into()),
            Err(AppError::Refused(_)) => done.skipped += 1,
            Err(other) => return Err(other),
        }
    }
    if done.moved == 0 {
        return Ok(done);
    }
    work.commit().await.map_err(AppError::saving)?;
    Ok(done)
}

/// Releases many, some hundred in a piece: each is moved by the machine alone, and what came of them is written
/// together, because released agreements of one moment are in the same state.
async fn release_many(work: &mut Work<'_>, actor: &Actor, chosen: &[AgreementId]) -> Result<Done, AppError> {
    let scope = scope(actor)?;
    let mut done = Done::default();
    // Whoever releases for the same organisation waits here: in pieces, two would lock rows in another order.
    let own = actor.organisation().ok_or(AppError::NotFound)?;
    meta::take_numbers(&mut work.tx, &format!("release-{own}"), 0).await?;
    for piece in chosen.chunks(PIECE) {
        let found = bulk::find(&mut work.tx, piece).await?;
        if found.len() != piece.len() || !found.iter().all(|(kept, _)| super::is_own(scope, &kept.parts)) {
            return Err(AppError::NotFound);
        }
        let (mut moved, mut events) = (Vec::with_capacity(found.len()), Vec::with_capacity(found.len()));
        let mut versions: BTreeMap<i64, Vec<AgreementId>> = BTreeMap::new();
        for (kept, facts) in found {
            let (id, before) = (kept.parts.id, kept.parts.state.kind());
            let agreement = Agreement::restore(kept.parts).map_err(|_| AppError::Unreadable("agreement"))?;
            let Ok((agreement, how)) = agreement.apply(Act::Release, work.now, actor.person()) else {
                done.skipped += 1;
                continue;
            };
            notices::moved(work, &agreement, &how, before).await?;
            let told = told(&how, before, agreement.kind());
            events.extend(told.into_iter().map(|event| (Subject::Agreement(id), event)));
            versions.entry(kept.version).or_default().push(id);
            moved.push((agreement, facts));
        }
        let Some((first, _)) = moved.first() else { continue };
        let (state, now) = (first.state().clone(), work.now);
        debug_assert!(moved.iter().all(|(one, _)| *one.state() == state), "released at the same moment");
        for (version, ids) in versions {
            bulk::save(&mut work.tx, &state, version, &ids, now).await.map_err(AppError::saving)?;
        }
        work.record_many(events).await?;
        documents::ask_many(work, &moved).await?;
        done.moved += moved.len();
    }
    Ok(done)
}

/// Puts a fresh agreement in the place of one that all have signed: the old one is superseded, the new one prepared
/// under a number of its own. Gives the new one.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`], [`AppError::Refused`], [`AppError::Stale`].
pub async fn replace(app: &App, actor: &Actor, id: AgreementId, version: Option<i64>) -> Result<AgreementId, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let mut work = app.begin(doer(actor)).await?;
    let kept = super::owned(&mut work.tx, actor, id).await?;
    if version.is_some_and(|seen| seen != kept.version) {
        return Err(AppError::Stale);
    }
    let (draft, facts) = next_revision(&mut work, &kept).await?;
    let (party, partner) = (kept.parts.party, kept.parts.partner);
    let successor: AgreementId = app.ports().id();
    move_it(&mut work, kept, Act::Supersede { by: successor }, actor.person(), None).await?;
    let number = crate::generation::next_number(&mut work).await?;
    let agreement = Agreement::prepare(successor, number, party, partner, draft)?;
    let now = work.now;
    if !generation::add(&mut work.tx, &agreement.into_parts(), &facts, now).await? {
        return Err(AppError::Stale);
    }
    work.record(Subject::Agreement(successor), &Event::AgreementPrepared { number }).await?;
    work.commit().await.map_err(AppError::saving)?;
    Ok(successor)
}

/// Ends the holds whose day has come, each on its own. Gives their number.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn end_holds(app: &App) -> Result<usize, AppError> {
    let ids = moves::on_hold(&mut app.read().await?).await?;
    let mut ended = 0;
    for id in ids {
        let mut work = app.begin(Doer::Portal).await?;
        let Some(kept) = agreements::find(&mut work.tx, id).await? else { continue };
        match move_it(&mut work, kept, Act::HoldDateReached, None, None).await {
            Ok(_) => {}
            Err(AppError::Refused(_) | AppError::Stale) => continue,
            Err(other) => return Err(other),
        }
        match work.commit().await.map_err(AppError::saving) {
            Ok(()) => ended += 1,
            Err(AppError::Stale) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(ended)
}

fn doer(actor: &Actor) -> Doer {
    actor.person().map_or(Doer::Visitor, Doer::Person)
}

async fn chosen(tx: &mut storage::Tx, actor: &Actor, selection: &Selection) -> Result<Vec<AgreementId>, AppError> {
    Ok(match selection {
        Selection::These(ids) => {
            let mut ids = ids.clone();
            ids.sort_unstable();
            ids.dedup();
            ids
        }
        Selection::Matching(query) => {
            let lines = agreements::list(tx, scope(actor)?, &list_filter(query), None, i64::MAX).await?;
            lines.into_iter().map(|line| line.id).collect()
        }
    })
}

async fn carry_out(work: &mut Work<'_>, actor: &Actor, kept: agreements::Kept, step: &Step) -> Result<(), AppError> {
    let by = actor.person();
    match step {
        Step::Release => {
            let revision = kept.parts.revision.id;
            let moved = move_it(work, kept, Act::Release, by, None).await?;
            let fixed = generation::facts_of(&mut work.tx, revision).await?.ok_or(AppError::Unreadable("revision"))?;
            documents::ask(work, &moved, &fixed).await
        }
        Step::Hold(until) => move_it(work, kept, Act::Hold { until: *until }, by, None).await.map(drop),
        Step::TakeBack => move_it(work, kept, Act::TakeBack, by, None).await.map(drop),
        Step::LetBe => move_it(work, kept, Act::LetBe, by, None).await.map(drop),
        Step::Defer => move_it(work, kept, Act::Defer, by, None).await.map(drop),
        Step::Resume => move_it(work, kept, Act::Resume, by, None).await.map(drop),
        Step::PrepareAgain => {
            let (next, facts) = next_revision(work, &kept).await?;
            move_it(work, kept, Act::PrepareAgain { next }, by, Some(&facts)).await.map(drop)
        }
        Step::Terminate(end) => {
            let own = actor.organisation().ok_or(AppError::NotFound)?;
            let side = if own == kept.parts.party { Side::Municipality } else { Side::Partner };
            move_it(work, kept, Act::Terminate { side, end: *end }, by, None).await.map(drop)
        }
        Step::Withdraw(reason) => {
            let why = Withdrawal::ByAdministrator { reason: reason.clone() };
            move_it(work, kept, Act::Withdraw { why }, by, None).await.map(drop)
        }
    }
}

/// The next revision of an agreement, with the facts of now.
pub(crate) async fn next_revision(
    work: &mut Work<'_>,
    kept: &agreements::Kept,
) -> Result<(Draft, RevisionFacts), AppError> {
    let party = organisations::find(&mut work.tx, kept.parts.party).await?.ok_or(AppError::NotFound)?;
    let partner = organisations::find(&mut work.tx, kept.parts.partner).await?.ok_or(AppError::NotFound)?;
    let facts = RevisionFacts {
        template: TEMPLATE.to_owned(),
        party: keep_side(work, &party).await?,
        partner: keep_side(work, &partner).await?,
        members: members(work, &party, partner.id, local_date(work.now)).await?,
    };
    let ports = work.app.ports();
    let (executor, slots) = places(ports, &party, &partner);
    Ok((Draft { id: ports.id(), executor, slots }, facts))
}

/// Applies one act, saves what came of it and records it. States are written here, and by [`release_many`].
pub(crate) async fn move_it(
    work: &mut Work<'_>,
    kept: agreements::Kept,
    act: Act,
    by: Option<domain::ids::PersonId>,
    next: Option<&RevisionFacts>,
) -> Result<Agreement, AppError> {
    let at = work.now;
    move_at(work, kept, act, by, next, at).await
}

/// As [`move_it`], for an act that was done at another moment than it is written down.
pub(crate) async fn move_at(
    work: &mut Work<'_>,
    kept: agreements::Kept,
    act: Act,
    by: Option<domain::ids::PersonId>,
    next: Option<&RevisionFacts>,
    at: jiff::Timestamp,
) -> Result<Agreement, AppError> {
    let version = kept.version;
    let before = kept.parts.state.kind();
    let agreement = Agreement::restore(kept.parts).map_err(|_| AppError::Unreadable("agreement"))?;
    let (agreement, moved) = agreement.apply(act, at, by)?;
    let now = work.now;
    let parts = agreement.clone().into_parts();
    moves::save(&mut work.tx, &parts, version, next, now).await.map_err(AppError::saving)?;
    if let Moved::SlotFilled { slot, .. } | Moved::Signed { slot, .. } = &moved {
        let filled = agreement.revision().slot(*slot).and_then(|slot| slot.filled);
        let filled = filled.ok_or(AppError::Unreadable("filled slot"))?;
        moves::fill(&mut work.tx, *slot, filled).await.map_err(AppError::saving)?;
    }
    let after = agreement.kind();
    // A release opens nothing yet: its document is made behind it.
    if (before.is_signable() || after.is_signable()) && moved != Moved::Released {
        work.touch(agreement.id());
    }
    notices::moved(work, &agreement, &moved, before).await?;
    for event in told(&moved, before, after) {
        work.record(Subject::Agreement(agreement.id()), &event).await?;
    }
    Ok(agreement)
}

/// What the log says of a move.
pub(crate) fn told(moved: &Moved, before: StateKind, after: StateKind) -> Vec<Event> {
    let mut events = Vec::new();
    match moved {
        Moved::Deferred => events.push(Event::AgreementDeferred),
        Moved::Resumed => events.push(Event::AgreementResumed),
        Moved::FactsLetBe => events.push(Event::FactsLetBe),
        Moved::FactsChanged => events.push(Event::FactsChanged),
        Moved::SlotFilled { side, .. } | Moved::Signed { side, .. } => {
            events.push(Event::AgreementSigned { side: side.as_str().to_owned() });
        }
        _ => {}
    }
    if before != after {
        events.push(Event::AgreementMoved { from: before.to_string(), to: after.to_string() });
    }
    events
}

/// What lands on a signatory's desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Who.
    pub name: String,
    /// In which function.
    pub function: Option<String>,
    /// What waits there already.
    pub waiting: usize,
    /// What comes now.
    pub coming: usize,
}

/// What releasing a selection would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Agreements that would be released.
    pub count: usize,
    /// Agreements in the selection that cannot be released now.
    pub skipped: usize,
    /// The same by the state that does not allow it.
    pub skipped_in: Vec<(StateKind, usize)>,
    /// The own signatories.
    pub desks: Vec<Desk>,
    /// The next Monday: the day of the mail to signatories.
    pub monday: Date,
    /// Whether the own organisation has fewer signatories than slots.
    pub own_signatory_missing: bool,
    /// Counterparts with too few signatories: they wait for one.
    pub counterparts_missing: Vec<String>,
    /// Agreements per sector, by code.
    pub sectors: Vec<(String, usize)>,
    /// The agreements that would be released, in the order of the list.
    pub ids: Vec<AgreementId>,
}

/// Looks ahead: what releasing these would bring.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] when one is unknown or another organisation's.
pub async fn outlook(app: &App, actor: &Actor, selection: &Selection) -> Result<Outlook, AppError> {
    AppError::unless_allowed(may(actor, Permission::SteerAgreements))?;
    let own = actor.organisation().ok_or(AppError::NotFound)?;
    let mut tx = app.read().await?;
    let query = match selection {
        Selection::These(_) => Query::default(),
        Selection::Matching(query) => query.clone(),
    };
    let lines = agreements::list(&mut tx, scope(actor)?, &list_filter(&query), None, i64::MAX).await?;
    let wanted = chosen(&mut tx, actor, selection).await?;
    let wanted: std::collections::HashSet<_> = wanted.into_iter().collect();
    let lines: Vec<_> = lines.into_iter().filter(|line| wanted.contains(&line.id)).collect();
    if lines.len() != wanted.len() {
        return Err(AppError::NotFound);
    }
    let all = lines.len();
    let (lines, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| releasable(line.state));
    let count = lines.len();
    let skipped_in = StateKind::ALL
        .into_iter()
        .map(|state| (state, others.iter().filter(|line| line.state == state).count()))
        .filter(|(_, n)| *n > 0)
        .collect();
    let mut sectors: Vec<(String, usize)> = Vec::new();
    let mut counterparts_missing = Vec::new();
    for line in &lines {
        match sectors.iter_mut().find(|(code, _)| *code == line.sector) {
            Some((_, n)) => *n += 1,
            None => sectors.push((line.sector.clone(), 1)),
        }
        if line.without_signatory.contains(&Side::Partner) {
            counterparts_missing.push(line.partner_name.clone());
        }
    }
    let mut desks = Vec::new();
    for member in people::members(&mut tx, own).await?.into_iter().filter(|member| member.role == Role::Signatory) {
        let waiting = storage::waiting::all(&mut tx, member.person.id).await?;
        let waiting = waiting.iter().filter(|waiting| waiting.organisation == own).count();
        desks.push(Desk { name: member.person.name, function: member.function, waiting, coming: count });
    }
    let own_signatory_missing = lacks_signatory(&mut tx, own).await?;
    let monday = domain::calendar::next_monday(app.today());
    let ids = lines.iter().map(|line| line.id).collect();
    Ok(Outlook {
        count,
        skipped: all - count,
        skipped_in,
        desks,
        monday,
        own_signatory_missing,
        counterparts_missing,
        sectors,
        ids,
    })
}

/// Whether an organisation has fewer signatories than it has slots in every agreement.
pub(crate) async fn lacks_signatory(
    tx: &mut storage::Tx,
    organisation: domain::ids::OrganisationId,
) -> Result<bool, AppError> {
    let Some(found) = organisations::find(tx, organisation).await? else { return Ok(true) };
    let signatories =
        people::members(tx, organisation).await?.into_iter().filter(|member| member.role == Role::Signatory).count();
    Ok(signatories < if found.jointly { 2 } else { 1 })
}

/// How far the documents of the actor's released agreements are: ready, waiting, failed.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn progress(app: &App, actor: &Actor) -> Result<(i64, i64, i64), AppError> {
    AppError::unless_allowed(may(actor, Permission::SteerAgreements))?;
    let own = actor.organisation().ok_or(AppError::NotFound)?;
    let counts = rows::progress(&mut app.read().await?, own).await?;
    let of = |standing| counts.iter().find(|(found, _)| *found == standing).map_or(0, |(_, n)| *n);
    Ok((of(rows::Standing::Ready), of(rows::Standing::Waiting), of(rows::Standing::Failed)))
}

/// The refusal of an act for its state alone, for pages that show a button or say why not.
///
/// # Errors
/// [`Refusal`].
pub fn allows(kept: &agreements::Kept, act: domain::agreement::ActKind) -> Result<(), Refusal> {
    Agreement::restore(kept.parts.clone()).map_or(Ok(()), |agreement| agreement.allows(act))
}
