//! The administrator's side: the queue, the preview, correct, accept, refuse, and changing something at once.

use super::{apply, ask, carry, end, municipalities, reach::foresee, second};
use crate::{
    App, AppError, Work,
    mail::{Language, texts},
    organisations, secret,
};
use domain::{
    access::{Actor, Permission, may},
    audit::{Doer, Event, Subject},
    calendar::local_date,
    change::{Kind, Refusal, Stage, Tally},
    ids::{ChangeId, OrganisationId},
    registration::{Answers, Complaint, Problem, parse_part},
    values::{self, Wrong},
};
use storage::{
    changes::{self, Change},
    organisation_changes, people,
};

/// What a change does, as far as can be foreseen now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The agreements it reaches.
    pub tally: Tally,
    /// Binds accepting to this preview.
    pub digest: String,
}

impl Preview {
    fn of(tally: Tally) -> Self {
        let json = serde_json::to_vec(&tally.without_untouched()).unwrap_or_default();
        let digest = secret::digest("change preview", &[&json]);
        let digest = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        Self { tally, digest }
    }
}

/// Everything that an administrator needs to decide.
#[derive(Clone, Debug)]
pub struct Review {
    /// The change.
    pub change: Change,
    /// Whose it is, with what stands there now; nobody's for a merger.
    pub organisation: Option<organisations::Shown>,
    /// Of a take-over or merger: the name of the party that contracted until then.
    pub other: Option<String>,
    /// Of a merger: the name of the party that contracts from then on.
    pub successor: Option<String>,
    /// What it does; nothing for what is over, and the reason why it cannot be done now.
    pub preview: Option<Result<Preview, Impossible>>,
    /// The name of who asked.
    pub asked_by: Option<String>,
    /// The name of who decided.
    pub decided_by: Option<String>,
}

/// Why a change cannot be put into force as things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// The change itself is not possible (any more).
    Refused(Refusal),
    /// Its answers hold no longer.
    Problems(Vec<Problem>),
}

/// A line of the queue: the change and the name of whom it is about.
pub type Line = (Change, String);

/// What waits, what is announced or being carried out, and what was decided last.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn queue(app: &App, actor: &Actor) -> Result<(Vec<Line>, Vec<Line>, Vec<Line>), AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let asked = changes::in_stage(&mut tx, Stage::Asked, 200).await?;
    let mut ahead = changes::in_stage(&mut tx, Stage::CarryingOut, 100).await?;
    ahead.extend(changes::in_stage(&mut tx, Stage::Announced, 200).await?);
    let decided: Vec<_> = changes::decided(&mut tx, 50).await?.into_iter().filter(|one| one.stage.is_over()).collect();
    drop(tx);
    let mut named = Vec::new();
    for list in [asked, ahead, decided] {
        let mut lines = Vec::with_capacity(list.len());
        for change in list {
            let name = municipalities::name(app, &change).await?;
            lines.push((change, name));
        }
        named.push(lines);
    }
    let mut named = named.into_iter();
    let mut next = || named.next().unwrap_or_default();
    Ok((next(), next(), next()))
}

/// How many changes wait for a decision.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn waiting(app: &App, actor: &Actor) -> Result<i64, AppError> {
    administrator(actor)?;
    Ok(changes::count(&mut app.read().await?, Stage::Asked).await?)
}

/// One change with its preview.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`].
pub async fn review(app: &App, actor: &Actor, id: ChangeId) -> Result<Review, AppError> {
    administrator(actor)?;
    let change = changes::find(&mut app.read().await?, id).await?.ok_or(AppError::NotFound)?;
    reviewed(app, change).await
}

/// A change with everything that is needed to decide, for whoever may see it.
pub(super) async fn reviewed(app: &App, change: Change) -> Result<Review, AppError> {
    let mut tx = app.read().await?;
    let name = async |tx: &mut storage::Tx, person| -> Result<Option<String>, AppError> {
        match person {
            Some(person) => Ok(people::find(tx, person).await?.map(|person| person.name)),
            None => Ok(None),
        }
    };
    let asked_by = name(&mut tx, change.asked_by).await?;
    let decided_by = name(&mut tx, change.decided_by).await?;
    drop(tx);
    let organisation = match change.organisation {
        Some(id) => Some(organisations::load(app, id).await?),
        None => None,
    };
    let (other, successor) = municipalities::parties(app, &change).await?;
    let preview = match change.stage {
        Stage::Asked | Stage::Announced => Some(match preview(app, &change).await {
            Ok(tally) => Ok(Preview::of(tally)),
            Err(AppError::Change(refusal)) => Err(Impossible::Refused(refusal)),
            Err(AppError::Problems(problems)) => Err(Impossible::Problems(problems)),
            Err(other) => return Err(other),
        }),
        _ => None,
    };
    Ok(Review { change, organisation, other, successor, preview, asked_by, decided_by })
}

/// What a change would do now: it is done in a transaction that is given up.
async fn preview(app: &App, change: &Change) -> Result<Tally, AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let mut change = change.clone();
    if change.stage == Stage::Asked {
        put_into_force(&mut work, &mut change).await?;
    }
    if let (Kind::Merger, Some(old), Some(into)) = (change.kind, change.municipality, change.into) {
        organisation_changes::merge_areas(&mut work.tx, old, into).await?;
    }
    foresee(&mut work, &change).await
}

/// Writes the change itself. Whether agreements may have to follow.
async fn put_into_force(work: &mut Work<'_>, change: &mut Change) -> Result<bool, AppError> {
    match change.kind {
        Kind::End => end::announce(work, change).await?,
        Kind::TakeOver => municipalities::announce_take_over(work, change).await?,
        Kind::Merger => municipalities::announce_merger(work, change).await?,
        _ => return Ok(apply::answers(work, change).await?.agreements_follow),
    }
    Ok(true)
}

/// Accepts a change: it holds at once or is announced for its day, and its agreements follow. `seen` is the digest of
/// the preview that was shown: what no longer does the same is not accepted.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`], [`AppError::Stale`]; [`AppError::Change`] when it was decided,
/// does something else than was shown, or is not possible any more; [`AppError::Problems`] when its answers hold no longer.
pub async fn accept(app: &App, actor: &Actor, id: ChangeId, version: i64, seen: &str) -> Result<(), AppError> {
    let doer = administrator(actor)?;
    accepted(app, actor, doer, id, version, seen).await
}

/// As [`accept`], for an administrator or a colleague of who asked.
pub(super) async fn accepted(
    app: &App,
    actor: &Actor,
    doer: Doer,
    id: ChangeId,
    version: i64,
    seen: &str,
) -> Result<(), AppError> {
    let same = |tally: &Tally| {
        if Preview::of(tally.clone()).digest == seen { Ok(()) } else { Err(AppError::Change(Refusal::OtherPreview)) }
    };
    let mut ahead = None;
    let waiting = changes::find(&mut app.read().await?, id).await?.ok_or(AppError::NotFound)?;
    if waiting.kind.is_dated() && waiting.stage == Stage::Asked {
        let tally = preview(app, &waiting).await?;
        same(&tally)?;
        ahead = Some(tally);
    }
    let mut work = app.begin(doer).await?;
    let mut change = asked(&mut work, id, version).await?;
    if !actor.is_administrator() {
        second::as_colleague(&mut work, &change, actor).await?;
    }
    let new = second::newcomers(&mut work.tx, &change).await?;
    second::not_alone(&change, &new, actor)?;
    let follow = put_into_force(&mut work, &mut change).await?;
    let tally = match ahead {
        Some(tally) => tally,
        None if follow => foresee(&mut work, &change).await?,
        None => Tally::default(),
    };
    same(&tally)?;
    let today = local_date(work.now);
    change.foreseen = Some(tally);
    change.decided_by = actor.person();
    change.decided_at = Some(work.now);
    if change.on.is_some_and(|on| on > today) {
        change.stage = Stage::Announced;
        change.due = change.on;
    } else if follow {
        change.stage = Stage::CarryingOut;
        carry::enqueue(&mut work, id).await?;
    } else {
        change.stage = Stage::Done;
        change.subject = None;
        change.finished_at = Some(work.now);
    }
    changes::save(&mut work.tx, &change).await.map_err(AppError::saving)?;
    apply::record_accepted(&mut work, &change, actor.is_administrator()).await?;
    second::tell_agreed(&mut work, &change, &new).await?;
    if let Some((to, language, name)) = requester(&mut work, &change).await? {
        let link = app.settings().link("/organisatie/wijzigen");
        work.mail(&to, texts::change_accepted(language, change.kind, &name, change.on, &link)).await?;
    }
    work.commit().await.map_err(AppError::saving)
}

/// Refuses a change with a reason.
///
/// # Errors
/// [`AppError::Problems`] without a reason; [`AppError::Change`] when it was decided; [`AppError::Stale`].
pub async fn refuse(app: &App, actor: &Actor, id: ChangeId, version: i64, reason: &str) -> Result<(), AppError> {
    let doer = administrator(actor)?;
    let reason = words(reason)?;
    let mut work = app.begin(doer).await?;
    let mut change = asked(&mut work, id, version).await?;
    change.stage = Stage::Refused;
    change.subject = None;
    change.decided_by = actor.person();
    change.decided_at = Some(work.now);
    if let Some((to, language, name)) = requester(&mut work, &change).await? {
        work.mail(&to, texts::change_refused(language, change.kind, &name, &reason)).await?;
    }
    change.reason = Some(reason);
    changes::save(&mut work.tx, &change).await.map_err(AppError::saving)?;
    let event = Event::ChangeRefused { change: change.kind.as_str().to_owned() };
    record(&mut work, &change, &event).await?;
    work.commit_quietly("a merger has no organisation whose history could tell it").await.map_err(AppError::saving)
}

/// Corrects what was filled in. `told` says in words what was and what is, for who asked.
///
/// # Errors
/// [`AppError::Problems`] when a correction makes it invalid; [`AppError::Change`] when it was decided;
/// [`AppError::Stale`]; [`AppError::NotFound`] for a change without a form.
pub async fn correct(
    app: &App,
    actor: &Actor,
    id: ChangeId,
    version: i64,
    answers: &Answers,
    told: Vec<(String, String)>,
) -> Result<(), AppError> {
    let mut work = app.begin(administrator(actor)?).await?;
    let mut change = asked(&mut work, id, version).await?;
    let organisation = super::alive(&mut work, change.organisation.ok_or(AppError::NotFound)?).await?;
    let sort = super::applicant(&organisation);
    let step = change.kind.step(sort).ok_or(AppError::NotFound)?;
    parse_part(sort, step, answers, local_date(work.now)).map_err(AppError::Problems)?;
    let corrected = Some(answers.only(step));
    if corrected == change.answers {
        return Err(Refusal::NothingChanges.into());
    }
    change.answers = corrected;
    changes::save(&mut work.tx, &change).await.map_err(AppError::saving)?;
    if let Some((to, language, name)) = requester(&mut work, &change).await? {
        work.mail(&to, texts::change_corrected(language, change.kind, &name, told)).await?;
    }
    let event = Event::ChangeCorrected { change: change.kind.as_str().to_owned() };
    record(&mut work, &change, &event).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Puts a change of any organisation into the queue for the administrator, who sees its preview before it holds.
/// Contact persons change at once, and nothing waits (`None`).
///
/// # Errors
/// As [`super::ask`].
pub async fn direct(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
    kind: Option<Kind>,
    answers: &Answers,
    language: Language,
) -> Result<Option<ChangeId>, AppError> {
    let shown = organisations::show(app, actor, id).await?;
    match kind {
        Some(kind) => ask::asked(app, actor, &shown, kind, answers, language).await.map(Some),
        None => ask::contacts_of(app, actor, &shown, answers, language).await.map(|()| None),
    }
}

/// A change that waits, as it was shown.
pub(super) async fn asked(work: &mut Work<'_>, id: ChangeId, version: i64) -> Result<Change, AppError> {
    let change = changes::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
    if change.stage != Stage::Asked {
        return Err(Refusal::Decided.into());
    }
    if change.version != version { Err(AppError::Stale) } else { Ok(change) }
}

pub(super) async fn record(work: &mut Work<'_>, change: &Change, event: &Event) -> Result<(), AppError> {
    if let Some(organisation) = change.organisation {
        work.record(Subject::Organisation(organisation), event).await?;
    }
    Ok(())
}

/// Who asked, in which language, and the name of the organisation; nobody where the administrator did it.
pub(super) async fn requester(
    work: &mut Work<'_>,
    change: &Change,
) -> Result<Option<(String, Language, String)>, AppError> {
    let (Some(person), Some(organisation)) = (change.asked_by, change.organisation) else { return Ok(None) };
    let own = people::memberships(&mut work.tx, person).await?;
    if own.iter().any(|membership| membership.organisation.is_none()) {
        return Ok(None);
    }
    let Some(person) = people::find(&mut work.tx, person).await? else { return Ok(None) };
    let name = storage::organisations::find(&mut work.tx, organisation).await?.map(|one| one.name).unwrap_or_default();
    Ok(Some((person.email, Language::from_code(&person.language), name)))
}

pub(super) fn words(text: &str) -> Result<String, AppError> {
    values::paragraph(text, 2_000).map_err(|wrong: Wrong| {
        AppError::Problems(vec![Problem { field: "reason".to_owned(), complaint: Complaint::from(wrong) }])
    })
}

fn administrator(actor: &Actor) -> Result<Doer, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    actor.person().map(Doer::Person).ok_or(AppError::NotFound)
}
