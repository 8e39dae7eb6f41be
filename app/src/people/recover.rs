//! A new mail address for somebody who lost every way in: asked by a colleague, agreed to by an administrator, and
//! for who signs or administers only after a time in which everybody concerned can stop it.
//!
//! What belongs here: asking, agreeing, stopping, and that it happens once. What never does: who may agree and how long
//! it waits, which is `domain::recovery`.

use super::administrators;
use crate::{
    App, AppError, Work, changes,
    mail::{Language, Mail, recovery_texts as texts},
    secret::Token,
};
use domain::{
    access::{Actor, Answer, Permission, may},
    audit::{Doer, Event, Subject},
    calendar::local_date,
    ids::{OrganisationId, PersonId, RecoveryId, RoleId},
    party::Role,
    people::Refusal,
    recovery::{self as rules, Parties, Stage},
    registration::{Complaint, Problem},
    values::EmailAddress,
};
use jiff::{SignedDuration, Timestamp};
use storage::{
    StorageError, Tx, keeping, organisations,
    people::{self, Member, Person},
    recoveries, sessions,
};

pub use storage::recoveries::Recovery;

/// Requests that are shown at most.
const MOST: i64 = 200;
/// Requests that are carried out in one run.
const BATCH: i64 = 100;

/// Somebody for whom a new address can be asked.
#[derive(Clone, Debug)]
pub struct Target {
    /// Who, in the role by which they were found.
    pub member: Member,
    /// The name of the organisation; `None` is the administration.
    pub organisation: Option<String>,
    /// Why it cannot be asked now.
    pub possible: Result<(), Refusal>,
}

/// A request as it is shown.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The request.
    pub recovery: Recovery,
    /// Who gets the new address.
    pub name: String,
    /// The name of the organisation; `None` is the administration.
    pub organisation: Option<String>,
    /// Who asked.
    pub asked_by: String,
    /// Whether the one who looks may agree, and why not.
    pub may_agree: Result<(), Refusal>,
    /// The end of the time to stop it, if it were agreed to now.
    pub due: Option<Timestamp>,
}

fn allowed(actor: &Actor) -> Result<PersonId, AppError> {
    let needs = if actor.is_administrator() { Permission::Administer } else { Permission::ChangeOrganisation };
    AppError::unless_allowed(may(actor, needs))?;
    actor.person().ok_or(AppError::NotFound)
}

async fn find_target(tx: &mut Tx, actor: &Actor, role: RoleId) -> Result<(Option<OrganisationId>, Target), AppError> {
    let held = people::held(tx, role).await?.filter(|held| held.ended_at.is_none()).ok_or(AppError::NotFound)?;
    if !actor.is_administrator() && (held.organisation.is_none() || held.organisation != actor.organisation()) {
        return Err(AppError::NotFound);
    }
    let (members, organisation) = match held.organisation {
        None => (people::administrator_roles(tx).await?, None),
        Some(id) => {
            let organisation = organisations::find(tx, id).await?.filter(|one| one.ended_at.is_none());
            (people::members(tx, id).await?, Some(organisation.ok_or(AppError::NotFound)?.name))
        }
    };
    let member = members.into_iter().find(|member| member.id == role).ok_or(AppError::NotFound)?;
    let possible = if actor.person() == Some(member.person.id) {
        Err(Refusal::OwnAddress)
    } else if recoveries::is_open(tx, member.person.id).await? {
        Err(Refusal::AskedAlready)
    } else {
        Ok(())
    };
    Ok((held.organisation, Target { member, organisation, possible }))
}

/// Somebody for whom a new address can be asked: a colleague, or for an administrator anybody.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for a role that is unknown, has ended, or is another organisation's.
pub async fn address_target(app: &App, actor: &Actor, role: RoleId) -> Result<Target, AppError> {
    allowed(actor)?;
    Ok(find_target(&mut app.read().await?, actor, role).await?.1)
}

/// Asks for a new address for somebody; everybody concerned is told.
///
/// # Errors
/// As [`address_target`]; [`AppError::Problems`] at `email`; [`AppError::People`].
pub async fn ask_address(app: &App, actor: &Actor, role: RoleId, email: &str) -> Result<(), AppError> {
    let asker = allowed(actor)?;
    let mut work = if actor.is_administrator() {
        administrators::begin(app, actor).await?.0
    } else {
        super::begin(app, actor).await?.0
    };
    let (organisation, target) = find_target(&mut work.tx, actor, role).await?;
    target.possible?;
    let problem = |complaint| AppError::Problems(vec![Problem { field: "email".to_owned(), complaint }]);
    let email = EmailAddress::parse(email).map_err(|wrong| problem(wrong.into()))?;
    if email.looks_shared() {
        return Err(problem(Complaint::SharedMailbox));
    }
    if people::by_email(&mut work.tx, email.as_str()).await?.is_some() {
        return Err(Refusal::AddressTaken.into());
    }
    let stop = Token::fresh(app.ports());
    let person = target.member.person;
    let new = Recovery {
        id: app.ports().id(),
        person: person.id,
        organisation,
        old_email: person.email.clone(),
        new_email: email.to_string(),
        stage: Stage::Asked,
        asked_by: asker,
        asked_at: work.now,
        decided_by: None,
        decided_at: None,
        due_at: None,
        ended_at: None,
        agreed_hash: None,
        version: 1,
    };
    recoveries::add(&mut work.tx, &new, stop.digest(LABEL)).await.map_err(|error| match error {
        StorageError::Duplicate { .. } => Refusal::AskedAlready.into(),
        other => AppError::from(other),
    })?;
    let l = Language::from_code(&person.language);
    work.mail(&person.email, texts::asked_old(l, &person.name, &stop_link(app, &stop))).await?;
    let by = people::find(&mut work.tx, asker).await?.map(|one| one.name).unwrap_or_default();
    let link = app.settings().link("/organisatie/mensen");
    tell(&mut work, &new, |l| texts::asked(l, &person.name, &by, &link)).await?;
    let link = app.settings().link("/beheer/herstel");
    for one in people::administrators(&mut work.tx).await? {
        if one.id != asker && one.id != person.id {
            let l = Language::from_code(&one.language);
            let mail = texts::to_decide(l, &person.name, target.organisation.as_deref(), &link);
            work.mail(&one.email, mail).await?;
        }
    }
    record(&mut work, &new, &Event::AddressAsked).await?;
    work.commit().await.map_err(AppError::saving)
}

/// What the secrets that stop a request are digested with.
const LABEL: &str = "stop a new address";

fn stop_link(app: &App, token: &Token) -> String {
    app.settings().link(&format!("/herstel/{}", token.reveal()))
}

/// The organisations in which somebody has a role.
async fn workplaces(tx: &mut Tx, person: PersonId) -> Result<Vec<OrganisationId>, StorageError> {
    let memberships = people::memberships(tx, person).await?;
    Ok(memberships.into_iter().filter_map(|one| one.organisation.map(|(id, ..)| id)).collect())
}

/// Mails whoever coordinates where the person works, each once: neither who asked nor the person.
async fn tell(work: &mut Work<'_>, recovery: &Recovery, mail: impl Fn(Language) -> Mail) -> Result<(), AppError> {
    let mut told = vec![recovery.asked_by, recovery.person];
    for id in workplaces(&mut work.tx, recovery.person).await? {
        for colleague in super::contacts(work, id).await? {
            if !told.contains(&colleague.id) {
                told.push(colleague.id);
                work.mail(&colleague.email, mail(Language::from_code(&colleague.language))).await?;
            }
        }
    }
    Ok(())
}

/// As [`tell`], who asked as well.
async fn tell_all(work: &mut Work<'_>, recovery: &Recovery, mail: impl Fn(Language) -> Mail) -> Result<(), AppError> {
    if let Some(asker) = people::find(&mut work.tx, recovery.asked_by).await? {
        work.mail(&asker.email, mail(Language::from_code(&asker.language))).await?;
    }
    tell(work, recovery, mail).await
}

async fn record(work: &mut Work<'_>, recovery: &Recovery, event: &Event) -> Result<(), AppError> {
    work.record(Subject::Person(recovery.person), event).await?;
    for id in workplaces(&mut work.tx, recovery.person).await? {
        work.record(Subject::Organisation(id), event).await?;
    }
    Ok(())
}

fn parties(recovery: &Recovery, administrator: PersonId, all: &[Member]) -> Parties {
    let others = all.iter().any(|one| one.person.id != administrator && one.person.id != recovery.person);
    Parties { person: recovery.person, asked_by: recovery.asked_by, administrator, others }
}

async fn roles(tx: &mut Tx, person: PersonId) -> Result<Vec<Role>, StorageError> {
    Ok(people::memberships(tx, person).await?.into_iter().flat_map(|one| one.roles).collect())
}

async fn shown(app: &App, tx: &mut Tx, actor: &Actor, all: &[Member], one: Recovery) -> Result<Asked, AppError> {
    let looks = actor.person().ok_or(AppError::NotFound)?;
    let parties = parties(&one, looks, all);
    let organisation = match one.organisation {
        None => None,
        Some(id) => organisations::find(tx, id).await?.map(|found| found.name),
    };
    let name = |person: Option<Person>| person.map(|person| person.name).unwrap_or_default();
    Ok(Asked {
        name: name(people::find(tx, one.person).await?),
        asked_by: name(people::find(tx, one.asked_by).await?),
        organisation,
        may_agree: if one.stage == Stage::Asked { rules::may_agree(parties) } else { Err(Refusal::Over) },
        due: rules::due(&roles(tx, one.person).await?, parties, app.now(), &app.settings().holidays),
        recovery: one,
    })
}

/// The open requests: of the own organisation, or for an administrator all of them.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn addresses_asked(app: &App, actor: &Actor) -> Result<Vec<Asked>, AppError> {
    allowed(actor)?;
    let mut tx = app.read().await?;
    let all = people::administrator_roles(&mut tx).await?;
    let found = match actor.organisation() {
        Some(own) => recoveries::open_of(&mut tx, own).await?,
        None => recoveries::open(&mut tx, MOST).await?,
    };
    let mut asked = Vec::with_capacity(found.len());
    for one in found {
        asked.push(shown(app, &mut tx, actor, &all, one).await?);
    }
    Ok(asked)
}

/// Begins what an administrator decides about a request that was seen in this version.
async fn begin_deciding<'a>(
    app: &'a App,
    actor: &Actor,
    id: RecoveryId,
    version: i64,
) -> Result<(Work<'a>, Vec<Member>, Recovery), AppError> {
    let (mut work, all) = administrators::begin(app, actor).await?;
    let mut recovery = recoveries::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
    if recovery.stage != Stage::Asked {
        return Err(Refusal::Over.into());
    }
    if recovery.version != version {
        return Err(AppError::Stale);
    }
    recovery.decided_by = actor.person();
    recovery.decided_at = Some(work.now);
    Ok((work, all, recovery))
}

/// Agrees to a new address: it counts at once, or for who signs or administers after the time to stop it.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`], [`AppError::Stale`], [`AppError::People`].
pub async fn agree_address(app: &App, actor: &Actor, id: RecoveryId, version: i64) -> Result<(), AppError> {
    let (mut work, all, mut recovery) = begin_deciding(app, actor, id, version).await?;
    let parties = parties(&recovery, actor.person().ok_or(AppError::NotFound)?, &all);
    rules::may_agree(parties)?;
    let roles = roles(&mut work.tx, recovery.person).await?;
    let Some(due) = rules::due(&roles, parties, work.now, &app.settings().holidays) else {
        record(&mut work, &recovery, &Event::AddressAgreed).await?;
        give(&mut work, recovery).await?;
        return work.commit().await.map_err(AppError::saving);
    };
    let stop = Token::fresh(app.ports());
    recovery.stage = Stage::Waiting;
    recovery.due_at = Some(due);
    recovery.agreed_hash = Some(stop.digest(LABEL));
    recoveries::save(&mut work.tx, &recovery).await.map_err(AppError::saving)?;
    record(&mut work, &recovery, &Event::AddressAgreed).await?;
    let person = people::find(&mut work.tx, recovery.person).await?.ok_or(AppError::NotFound)?;
    let (l, last) = (Language::from_code(&person.language), local_date(due));
    work.mail(&recovery.old_email, texts::agreed_old(l, &person.name, last, &stop_link(app, &stop))).await?;
    work.mail(&recovery.new_email, texts::agreed_new(l, &person.name, last)).await?;
    let link = app.settings().link("/organisatie/mensen");
    tell_all(&mut work, &recovery, |l| texts::agreed_others(l, &person.name, last, &link)).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Does not agree to a new address.
///
/// # Errors
/// As [`agree_address`].
pub async fn refuse_address(app: &App, actor: &Actor, id: RecoveryId, version: i64) -> Result<(), AppError> {
    let (mut work, _, mut recovery) = begin_deciding(app, actor, id, version).await?;
    recovery.stage = Stage::Refused;
    over(&mut work, &mut recovery, false).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Stops a new address for somebody of the own organisation, or for an administrator anybody's.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for another organisation's; [`AppError::People`] when it is over.
pub async fn stop_address(app: &App, actor: &Actor, id: RecoveryId) -> Result<(), AppError> {
    let person = allowed(actor)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    let recovery = recoveries::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
    if let Some(own) = actor.organisation() {
        if !workplaces(&mut work.tx, recovery.person).await?.contains(&own) {
            return Err(AppError::NotFound);
        }
        if people::colleague(&mut work.tx, person, own).await?.is_none() {
            return Err(AppError::NotAllowed(Answer::NotYourRole));
        }
    }
    stop(work, recovery).await
}

async fn stop(mut work: Work<'_>, mut recovery: Recovery) -> Result<(), AppError> {
    if !recovery.stage.is_open() {
        return Err(Refusal::Over.into());
    }
    let agreed = recovery.stage == Stage::Waiting;
    recovery.stage = Stage::Stopped;
    over(&mut work, &mut recovery, agreed).await?;
    work.commit().await.map_err(AppError::saving)
}

/// A request that an open link from a mail can stop: who would get a new address.
///
/// # Errors
/// [`AppError::NotFound`] when it is over, or no such link.
pub async fn address_of_link(app: &App, token: &Token) -> Result<String, AppError> {
    let mut tx = app.read().await?;
    let recovery = recoveries::by_hash(&mut tx, token.digest(LABEL)).await?.filter(|one| one.stage.is_open());
    let person = people::find(&mut tx, recovery.ok_or(AppError::NotFound)?.person).await?;
    Ok(person.ok_or(AppError::NotFound)?.name)
}

/// Stops a new address by the link in a mail to the old one. Done twice, it is done once.
///
/// # Errors
/// [`AppError::NotFound`] when it happened or was refused, or no such link.
pub async fn stop_by_link(app: &App, token: &Token) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Visitor).await?;
    let recovery = recoveries::by_hash(&mut work.tx, token.digest(LABEL)).await?.ok_or(AppError::NotFound)?;
    match recovery.stage {
        Stage::Stopped => Ok(()),
        stage if stage.is_open() => stop(work, recovery).await,
        _ => Err(AppError::NotFound),
    }
}

/// It ends without a new address; everybody concerned is told, and the new address where it knows of it.
async fn over(work: &mut Work<'_>, recovery: &mut Recovery, new_knows: bool) -> Result<(), AppError> {
    let refused = recovery.stage == Stage::Refused;
    recovery.ended_at = Some(work.now);
    recoveries::save(&mut work.tx, recovery).await.map_err(AppError::saving)?;
    let event = if refused { Event::AddressRefused } else { Event::AddressStopped };
    record(work, recovery, &event).await?;
    let person = people::find(&mut work.tx, recovery.person).await?.ok_or(AppError::NotFound)?;
    let l = Language::from_code(&person.language);
    work.mail(&recovery.old_email, texts::over(l, &person.name, refused)).await?;
    if new_knows {
        work.mail(&recovery.new_email, texts::over(l, &person.name, refused)).await?;
    }
    tell_all(work, recovery, |l| texts::over(l, &person.name, refused)).await
}

/// The person has the new address from now on, and no way in of before. All of it or nothing, and once: whoever saves
/// the request second finds another version.
async fn give(work: &mut Work<'_>, mut recovery: Recovery) -> Result<(), AppError> {
    let person = people::find(&mut work.tx, recovery.person).await?.ok_or(AppError::NotFound)?;
    let taken = people::by_email(&mut work.tx, &recovery.new_email).await?.is_some();
    let without_role = people::memberships(&mut work.tx, recovery.person).await?.is_empty();
    if taken || without_role || person.email != recovery.old_email {
        recovery.stage = Stage::Stopped;
        return over(work, &mut recovery, true).await;
    }
    recovery.stage = Stage::Done;
    recovery.ended_at = Some(work.now);
    recoveries::save(&mut work.tx, &recovery).await.map_err(AppError::saving)?;
    let (old, new) = (recovery.old_email.as_str(), recovery.new_email.as_str());
    if !recoveries::readdress(&mut work.tx, recovery.person, old, new).await.map_err(AppError::saving)? {
        return Err(AppError::Stale);
    }
    storage::cards::readdress(&mut work.tx, old, new).await?;
    sessions::end_all(&mut work.tx, recovery.person).await?;
    keeping::end_ways_in(&mut work.tx, recovery.person).await?;
    for id in workplaces(&mut work.tx, recovery.person).await? {
        changes::readdress(work, id, old, new).await?;
    }
    record(work, &recovery, &Event::AddressChanged).await?;
    let l = Language::from_code(&person.language);
    let link = work.app.settings().link("/inloggen");
    work.mail(new, texts::given(l, &person.name, &link)).await?;
    work.mail(old, texts::given_old(l, &person.name)).await?;
    let link = work.app.settings().link("/organisatie/mensen");
    tell_all(work, &recovery, |l| texts::given_others(l, &person.name, &link)).await
}

/// Gives the new addresses whose time has come, each once on however many nodes. Gives their number. Run it as often as
/// you like.
///
/// # Errors
/// [`AppError`].
pub async fn give_due(app: &App) -> Result<usize, AppError> {
    let mut given = 0;
    let due = recoveries::due(&mut app.read().await?, app.now(), BATCH).await?;
    for id in due {
        let mut work = app.begin(Doer::Portal).await?;
        let found = recoveries::find(&mut work.tx, id).await?;
        let Some(recovery) = found.filter(|one| one.stage == Stage::Waiting) else { continue };
        if recovery.due_at.is_none_or(|due| work.now <= due) {
            continue;
        }
        let done = match give(&mut work, recovery).await {
            Ok(()) => work.commit().await.map_err(AppError::saving),
            Err(error) => Err(error),
        };
        match done {
            Ok(()) => given += 1,
            // Another node was first, or somebody stopped it at this moment.
            Err(AppError::Stale) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(given)
}

/// How long a request that is over is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Forgets requests that were over long ago; that there was one stays in the history.
pub(crate) async fn forget(tx: &mut Tx, now: Timestamp) -> Result<(), StorageError> {
    recoveries::forget(tx, now.checked_sub(KEPT).unwrap_or(Timestamp::MIN)).await.map(drop)
}
