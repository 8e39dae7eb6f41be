//! Municipalities that go over to another contracting party: taken over by a joint body, or merged into another one.
//!
//! On any date a municipality is covered by exactly one party. Coverage is written when the day is announced, so that
//! every list is right on that day by itself; the agreements follow on the day, in `carry`.

use super::{alive, blank, carry, doer, fits_ahead, keep};
use crate::{App, AppError, Work};
use domain::{
    access::{Actor, Permission, may},
    audit::{Event, Subject},
    calendar::local_date,
    change::{Kind, Refusal, Stage},
    ids::{ChangeId, OrganisationId},
    municipality::{self, MunicipalityCode},
    party::{OrganisationKind, WarningSystem},
    registration::{Answers, Complaint, Problem, Step},
};
use jiff::{ToSpan as _, civil::Date};
use storage::{
    Tx,
    changes::{self, Change},
    coverage, organisations,
};

/// What the queue calls it: the organisation, or the municipalities of a merger.
pub(super) async fn name(app: &App, change: &Change) -> Result<String, AppError> {
    named(&mut app.read().await?, change).await
}

/// What a change is about, by its name now; nothing for an unknown one.
pub(crate) async fn subject(tx: &mut Tx, id: ChangeId) -> Result<Option<String>, AppError> {
    match changes::find(tx, id).await? {
        Some(change) => named(tx, &change).await.map(Some),
        None => Ok(None),
    }
}

async fn named(tx: &mut Tx, change: &Change) -> Result<String, AppError> {
    if let Some(id) = change.organisation {
        let found = organisations::find(tx, id).await?;
        return Ok(found.map(|one| one.name).unwrap_or_default());
    }
    let names = [change.municipality, change.into].into_iter().flatten().map(municipality_name);
    Ok(names.collect::<Vec<_>>().join(" → "))
}

fn municipality_name(code: MunicipalityCode) -> String {
    municipality::by_code(code).map_or_else(|| code.to_string(), |known| known.name.clone())
}

/// The names of the party that contracts until then and of the one that does from then on.
pub(super) async fn parties(app: &App, change: &Change) -> Result<(Option<String>, Option<String>), AppError> {
    let mut tx = app.read().await?;
    let on = change.on.unwrap_or_else(|| app.today());
    let until = match (change.other, change.municipality) {
        (Some(id), _) => organisations::find(&mut tx, id).await?.map(|one| one.name),
        (None, Some(code)) => {
            let before = coverage::covering(&mut tx, code, on.checked_sub(1.day()).unwrap_or(on)).await?;
            before.map(|covered| covered.name)
        }
        (None, None) => None,
    };
    let from = match change.into {
        Some(code) => coverage::covering(&mut tx, code, on).await?.map(|covered| covered.name),
        None => None,
    };
    Ok((until, from))
}

/// Municipalities that have gone up in others by today, as was announced. The list in the program may know of
/// them already, or not yet.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn gone(app: &App) -> Result<Vec<MunicipalityCode>, AppError> {
    Ok(changes::gone(&mut app.read().await?, app.today()).await?)
}

/// Refuses a page that names a municipality that has gone up in another one.
pub(crate) async fn none_gone(work: &mut Work<'_>, step: Step, answers: &Answers) -> Result<(), AppError> {
    let (field, typed) = match step {
        Step::Area | Step::Homes => ("area_codes", answers.area_codes.as_slice()),
        Step::Members => ("members", answers.members.as_slice()),
        Step::Organisation => ("municipality", std::slice::from_ref(&answers.municipality)),
        _ => return Ok(()),
    };
    let today = local_date(work.now);
    let gone = changes::gone(&mut work.tx, today).await?;
    let is_gone = |typed: &String| {
        let code = MunicipalityCode::parse(typed).ok();
        code.or_else(|| municipality::by_name(typed).map(|known| known.code)).is_some_and(|code| gone.contains(&code))
    };
    if !gone.is_empty() && typed.iter().any(is_gone) {
        let problem = Problem { field: field.to_owned(), complaint: Complaint::UnknownMunicipality };
        return Err(AppError::Problems(vec![problem]));
    }
    Ok(())
}

/// Puts a take-over by a joint body into the queue for the administrator, who sees its preview before it holds.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for what is no joint body; [`AppError::Change`].
pub async fn take_over(
    app: &App,
    actor: &Actor,
    joint_body: OrganisationId,
    code: MunicipalityCode,
    on: Date,
) -> Result<ChangeId, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let mut work = app.begin(doer(actor)).await?;
    let mut change = blank(&work, Kind::TakeOver, actor, "nl");
    change.subject = Some(format!("{}:{code}:{on}", Kind::TakeOver.as_str()));
    change.organisation = Some(joint_body);
    change.municipality = Some(code);
    change.on = Some(on);
    // Tried in a transaction that is given up: whoever asks hears at once what stands in the way.
    announce_take_over(&mut work, &mut change).await?;
    drop(work);
    change.other = None;
    ask(app, actor, change).await
}

/// Puts a merger into the queue for the administrator, who sees its preview before it is announced.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::Change`], also when the same municipality is to go up in one already.
pub async fn merge(
    app: &App,
    actor: &Actor,
    old: MunicipalityCode,
    into: MunicipalityCode,
    on: Date,
) -> Result<ChangeId, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let mut work = app.begin(doer(actor)).await?;
    let mut change = blank(&work, Kind::Merger, actor, "nl");
    change.subject = Some(format!("{}:{old}", Kind::Merger.as_str()));
    change.municipality = Some(old);
    change.into = Some(into);
    change.on = Some(on);
    if changes::of_kind(&mut work.tx, Kind::Merger, 1_000).await?.iter().any(|one| one.subject == change.subject) {
        return Err(Refusal::Already.into());
    }
    announce_merger(&mut work, &mut change).await?;
    drop(work);
    change.other = None;
    ask(app, actor, change).await
}

async fn ask(app: &App, actor: &Actor, change: Change) -> Result<ChangeId, AppError> {
    let mut work = app.begin(doer(actor)).await?;
    keep(&mut work, &change).await?;
    if let Some(organisation) = change.organisation {
        let event = Event::ChangeAsked { change: change.kind.as_str().to_owned() };
        work.record(Subject::Organisation(organisation), &event).await?;
    }
    work.commit_quietly("a merger is told when it is announced").await?;
    Ok(change.id)
}

/// The mergers, newest first.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn mergers(app: &App, actor: &Actor) -> Result<Vec<Change>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    Ok(changes::of_kind(&mut app.read().await?, Kind::Merger, 200).await?)
}

/// The take-overs, newest first, each with the name of the new party.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn take_overs(app: &App, actor: &Actor) -> Result<Vec<(Change, String)>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let found = changes::of_kind(&mut app.read().await?, Kind::TakeOver, 200).await?;
    let mut named = Vec::with_capacity(found.len());
    for change in found {
        let name = name(app, &change).await?;
        named.push((change, name));
    }
    Ok(named)
}

/// What a registration that took municipalities over leaves to be done on the day: the agreements of who
/// contracted until then.
pub(crate) async fn hand_over_follows(
    work: &mut Work<'_>,
    new: OrganisationId,
    old: OrganisationId,
    code: MunicipalityCode,
    on: Date,
) -> Result<(), AppError> {
    let mut change = blank(work, Kind::TakeOver, &Actor::Visitor, "nl");
    change.subject = Some(format!("{}:{code}:{on}", Kind::TakeOver.as_str()));
    change.organisation = Some(new);
    change.other = Some(old);
    change.municipality = Some(code);
    change.on = Some(on);
    change.due = Some(on);
    change.stage = if on > local_date(work.now) { Stage::Announced } else { Stage::CarryingOut };
    keep(work, &change).await?;
    if change.stage == Stage::CarryingOut {
        carry::enqueue(work, change.id).await?;
    }
    Ok(())
}

/// The joint body covers the municipality from the day on, and whoever does now until then.
pub(super) async fn announce_take_over(work: &mut Work<'_>, change: &mut Change) -> Result<(), AppError> {
    let new = change.organisation.ok_or(AppError::NotFound)?;
    let (code, on) = (change.municipality.ok_or(AppError::NotFound)?, change.on.ok_or(AppError::NotFound)?);
    let joint_body = alive(work, new).await?;
    if joint_body.kind != OrganisationKind::JointBody {
        return Err(AppError::NotFound);
    }
    let known = exists(work, code, on).await?;
    fits_ahead(on, local_date(work.now))?;
    let present = coverage::open(&mut work.tx, code).await?;
    let mut system = joint_body.system.clone().unwrap_or(WarningSystem::BkrVps);
    if let Some(present) = present {
        if present.organisation == new {
            return Err(Refusal::CoveredByItself.into());
        }
        if present.from > local_date(work.now) {
            return Err(Refusal::TakenOver.into());
        }
        if on <= present.from {
            return Err(Refusal::DayPast.into());
        }
        system = present.system;
        change.other = Some(present.organisation);
        coverage::end(&mut work.tx, code, on).await?;
        let event = Event::CoverageHandedOver {
            municipality: code.to_string(),
            from: present.organisation,
            to: new,
            on: on.to_string(),
        };
        work.record(Subject::Organisation(present.organisation), &event).await?;
        work.record(Subject::Organisation(new), &event).await?;
    }
    coverage::add(&mut work.tx, new, code, known.province, &system, on).await.map_err(AppError::saving)
}

/// Nobody covers the old municipality from the day on.
pub(super) async fn announce_merger(work: &mut Work<'_>, change: &mut Change) -> Result<(), AppError> {
    let (old, into) = (change.municipality.ok_or(AppError::NotFound)?, change.into.ok_or(AppError::NotFound)?);
    let on = change.on.ok_or(AppError::NotFound)?;
    if old == into {
        return Err(Refusal::SameMunicipality.into());
    }
    fits_ahead(on, local_date(work.now))?;
    let eve = on.checked_sub(1.day()).map_err(|_| Refusal::DayPast)?;
    exists(work, old, eve).await?;
    exists(work, into, on).await?;
    if let Some(present) = coverage::open(&mut work.tx, old).await? {
        if present.from >= on {
            return Err(Refusal::TakenOver.into());
        }
        change.other = Some(present.organisation);
        coverage::end(&mut work.tx, old, on).await?;
    }
    let event = Event::MergerAnnounced { old: old.to_string(), into: into.to_string(), on: on.to_string() };
    let new = coverage::covering(&mut work.tx, into, on).await?.map(|covered| covered.organisation);
    for organisation in [change.other, new].into_iter().flatten() {
        work.record(Subject::Organisation(organisation), &event).await?;
    }
    Ok(())
}

/// A municipality that exists on a day, by the list and by what was announced.
async fn exists(
    work: &mut Work<'_>,
    code: MunicipalityCode,
    on: Date,
) -> Result<&'static municipality::Municipality, AppError> {
    let known = municipality::by_code(code).filter(|known| known.is_valid_on(on)).ok_or(Refusal::NoMunicipality)?;
    if changes::gone(&mut work.tx, on).await?.contains(&code) {
        return Err(Refusal::NoMunicipality.into());
    }
    Ok(known)
}
