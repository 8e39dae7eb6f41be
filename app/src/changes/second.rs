//! The second pair of eyes: a new signatory is agreed to by somebody else than who asked, a colleague or the
//! administrator.
//!
//! What belongs here: the colleague's side, and what becomes of a proposal when somebody in it leaves. What never
//! does: whose yes counts, which is `domain::people`.

use super::{
    Change, alive, ask, blank, carry,
    decide::{self, Review},
    doer,
    reach::foresee,
};
use crate::{
    App, AppError, Work,
    mail::{Language, people_texts},
    organisations::Member,
};
use domain::{
    access::{Actor, Answer, Permission, may},
    audit::{Event, Subject},
    change::{Kind, Stage, Tally},
    ids::{ChangeId, OrganisationId, PersonId},
    party::Role,
    people::{self as rules, second_pair_of_eyes},
    registration::{Answers, PersonAnswer, Step},
    values::EmailAddress,
};
use storage::{Tx, changes, organisations::Organisation, people};

/// A proposal as a contact person of the organisation sees it.
#[derive(Clone, Debug)]
pub struct Look {
    /// The change with its preview.
    pub review: Review,
    /// Whether the one who looks may agree to it, and why not.
    pub may_agree: Result<(), rules::Refusal>,
}

/// What may be open only once.
fn subject(organisation: OrganisationId) -> String {
    format!("{}:{organisation}", Kind::Signatories.as_str())
}

fn canonical(email: &str) -> Option<String> {
    EmailAddress::parse(email).ok().map(|email| email.to_string())
}

/// Who in a change would sign for the organisation and does not now.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn newcomers(tx: &mut Tx, change: &Change) -> Result<Vec<PersonAnswer>, AppError> {
    let (Some(id), Some(answers)) = (change.organisation, &change.answers) else { return Ok(Vec::new()) };
    let wanted = match change.kind {
        Kind::Signatories => answers.signatories.clone(),
        // A private landlord signs in person: another address is another signatory.
        Kind::Facts if !answers.registrant_email.is_empty() => vec![PersonAnswer {
            name: answers.registrant_name.clone(),
            email: answers.registrant_email.clone(),
            ..PersonAnswer::default()
        }],
        _ => return Ok(Vec::new()),
    };
    let members = people::members(tx, id).await?;
    let signs = |email: &Option<String>| {
        members.iter().any(|member| member.role == Role::Signatory && Some(&member.person.email) == email.as_ref())
    };
    Ok(wanted.into_iter().filter(|one| !one.is_blank() && !signs(&canonical(&one.email))).collect())
}

fn names(people: &[PersonAnswer]) -> String {
    let one = |person: &PersonAnswer| match person.function.trim() {
        "" => person.name.clone(),
        function => format!("{} ({function})", person.name),
    };
    people.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Asks the other contact persons to look at a proposal.
pub(super) async fn ask_colleagues(work: &mut Work<'_>, change: &Change) -> Result<(), AppError> {
    let new = newcomers(&mut work.tx, change).await?;
    let Some(organisation) = change.organisation.filter(|_| change.kind == Kind::Signatories && !new.is_empty()) else {
        return Ok(());
    };
    let organisation = alive(work, organisation).await?;
    let asker = name_of(work, change.asked_by, &organisation).await?;
    let link = work.app.settings().link(&format!("/organisatie/mensen/aanvragen/{}", change.id));
    for colleague in crate::people::contacts(work, organisation.id).await? {
        if change.asked_by == Some(colleague.id) {
            continue;
        }
        let l = Language::from_code(&colleague.language);
        let asker = asker.as_deref().unwrap_or(administrator(l));
        let mail = people_texts::second_look(l, asker, &organisation.name, &names(&new), &link);
        work.mail(&colleague.email, mail).await?;
    }
    Ok(())
}

/// Tells the contact persons of a new signatory, who asked aside: they are told of their change.
pub(super) async fn tell_agreed(work: &mut Work<'_>, change: &Change, new: &[PersonAnswer]) -> Result<(), AppError> {
    let Some(organisation) = change.organisation.filter(|_| !new.is_empty()) else { return Ok(()) };
    let organisation = alive(work, organisation).await?;
    let asker = name_of(work, change.asked_by, &organisation).await?;
    let decider = name_of(work, change.decided_by, &organisation).await?;
    let link = work.app.settings().link("/organisatie/mensen");
    for colleague in crate::people::contacts(work, organisation.id).await? {
        if change.asked_by == Some(colleague.id) {
            continue;
        }
        let l = Language::from_code(&colleague.language);
        let of = |name: &Option<String>| name.clone().unwrap_or_else(|| administrator(l).to_owned());
        let (asker, decider) = (of(&asker), of(&decider));
        let mail = people_texts::signatory_agreed(l, &organisation.name, &names(new), &asker, &decider, &link);
        work.mail(&colleague.email, mail).await?;
    }
    Ok(())
}

const fn administrator(l: Language) -> &'static str {
    match l {
        Language::Dutch => "de beheerder",
        Language::English => "the administrator",
    }
}

/// The name of somebody of the organisation; administrators are named by their role only.
async fn name_of(
    work: &mut Work<'_>,
    person: Option<PersonId>,
    organisation: &Organisation,
) -> Result<Option<String>, AppError> {
    let Some(id) = person else { return Ok(None) };
    let members = people::members(&mut work.tx, organisation.id).await?;
    Ok(members.into_iter().find(|member| member.person.id == id).map(|member| member.person.name))
}

/// Whether who decides may do so: nobody lets a new signatory in alone.
pub(super) fn not_alone(change: &Change, new: &[PersonAnswer], actor: &Actor) -> Result<(), AppError> {
    let own = change.asked_by.is_some() && change.asked_by == actor.person();
    if own && !new.is_empty() { Err(rules::Refusal::OwnRequest.into()) } else { Ok(()) }
}

/// Whether the actor's yes to a proposal of a signatory counts as a colleague's.
async fn counts(tx: &mut Tx, actor: &Actor, change: &Change) -> Result<Result<(), rules::Refusal>, AppError> {
    let own = actor.organisation().filter(|own| change.organisation == Some(*own)).ok_or(AppError::NotFound)?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    let colleague = people::colleague(tx, person, own).await?;
    let colleague = colleague.ok_or(AppError::NotAllowed(Answer::NotYourRole))?;
    Ok(second_pair_of_eyes(&colleague, change.asked_by, change.asked_at))
}

/// A proposal of the own organisation, with what it does.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for another organisation's, and for other changes.
pub async fn look(app: &App, actor: &Actor, id: ChangeId) -> Result<Look, AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let mut tx = app.read().await?;
    let found = changes::find(&mut tx, id).await?.filter(|change| change.kind == Kind::Signatories);
    let change = found.ok_or(AppError::NotFound)?;
    let may_agree = counts(&mut tx, actor, &change).await?;
    drop(tx);
    Ok(Look { review: decide::reviewed(app, change).await?, may_agree })
}

/// Agrees to what a colleague or the administrator asked. `seen` is the digest of the preview that was shown.
///
/// # Errors
/// As [`look`]; [`AppError::People`] when this yes does not count; as [`super::accept`].
pub async fn agree(app: &App, actor: &Actor, id: ChangeId, version: i64, seen: &str) -> Result<(), AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let own = actor.organisation().ok_or(AppError::NotFound)?;
    let found = changes::find(&mut app.read().await?, id).await?;
    found
        .filter(|change| change.kind == Kind::Signatories && change.organisation == Some(own))
        .ok_or(AppError::NotFound)?;
    decide::accepted(app, actor, doer(actor), id, version, seen).await
}

/// For a colleague, within the transaction that accepts: whether the yes counts now.
pub(super) async fn as_colleague(work: &mut Work<'_>, change: &Change, actor: &Actor) -> Result<(), AppError> {
    if change.kind != Kind::Signatories {
        return Err(AppError::NotFound);
    }
    if let Some(organisation) = change.organisation {
        people::lock(&mut work.tx, organisation).await?;
    }
    counts(&mut work.tx, actor, change).await?.map_err(AppError::People)
}

/// Turns a proposal of a colleague down, with a reason.
///
/// # Errors
/// As [`look`]; [`AppError::People`] for the own one, which is taken back instead; [`AppError::Problems`] without a
/// reason; [`AppError::Change`] when it was decided; [`AppError::Stale`].
pub async fn turn_down(app: &App, actor: &Actor, id: ChangeId, version: i64, reason: &str) -> Result<(), AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let mut work = app.begin(doer(actor)).await?;
    let found = changes::find(&mut work.tx, id).await?.filter(|change| change.kind == Kind::Signatories);
    let change = found.ok_or(AppError::NotFound)?;
    if counts(&mut work.tx, actor, &change).await? == Err(rules::Refusal::OwnRequest) {
        return Err(rules::Refusal::OwnRequest.into());
    }
    let reason = decide::words(reason)?;
    let mut change = decide::asked(&mut work, id, version).await?;
    change.stage = Stage::Refused;
    change.subject = None;
    change.decided_by = actor.person();
    change.decided_at = Some(work.now);
    if let Some((to, language, organisation)) = decide::requester(&mut work, &change).await? {
        let person = actor.person().ok_or(AppError::NotFound)?;
        let colleague = people::find(&mut work.tx, person).await?.map(|person| person.name).unwrap_or_default();
        work.mail(&to, people_texts::turned_down(language, &organisation, &colleague, &reason)).await?;
    }
    change.reason = Some(reason);
    changes::save(&mut work.tx, &change).await.map_err(AppError::saving)?;
    let event = Event::ChangeTurnedDown { change: change.kind.as_str().to_owned() };
    decide::record(&mut work, &change, &event).await?;
    work.commit().await.map_err(AppError::saving)
}

/// The proposal of signatories that waits for an organisation.
pub(crate) async fn waiting_proposal(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<Change>, AppError> {
    let found = changes::by_subject(tx, &subject(organisation)).await?;
    Ok(found.filter(|change| change.stage == Stage::Asked))
}

/// Takes somebody who has left out of the proposal that waits, so that it does not bring them back. When nothing is
/// left of it, it is taken back.
pub(crate) async fn forget_proposal(
    work: &mut Work<'_>,
    organisation: &Organisation,
    gone: &Member,
) -> Result<(), AppError> {
    let Some(mut change) = waiting_proposal(&mut work.tx, organisation.id).await? else { return Ok(()) };
    let Some(mut answers) = change.answers.take() else { return Ok(()) };
    answers.signatories.retain(|one| canonical(&one.email).as_ref() != Some(&gone.person.email));
    let members = people::members(&mut work.tx, organisation.id).await?;
    let stands = Answers {
        signatories: members.iter().filter(|one| one.role == Role::Signatory).map(ask::person).collect(),
        jointly: organisation.jointly,
        ..Answers::default()
    };
    if ask::same(&stands, &answers.only(Step::Signatories)) {
        change.stage = Stage::TakenBack;
        change.subject = None;
        let event = Event::ChangeTakenBack { change: change.kind.as_str().to_owned() };
        work.record(Subject::Organisation(organisation.id), &event).await?;
    }
    change.answers = Some(answers);
    changes::save(&mut work.tx, &change).await.map_err(AppError::saving)
}

/// Somebody has another address: what waits for the organisation names it too, so that nobody comes back by the old one.
pub(crate) async fn readdress(
    work: &mut Work<'_>,
    organisation: OrganisationId,
    old: &str,
    new: &str,
) -> Result<(), AppError> {
    for mut change in changes::of(&mut work.tx, organisation, WAITING).await? {
        if !matches!(change.stage, Stage::Asked | Stage::Announced) {
            continue;
        }
        let Some(answers) = &mut change.answers else { continue };
        let people = answers.contacts.iter_mut().chain(&mut answers.signatories).map(|one| &mut one.email);
        let mut named = false;
        for email in people.chain([&mut answers.registrant_email]) {
            if canonical(email).as_deref() == Some(old) {
                new.clone_into(email);
                named = true;
            }
        }
        if named {
            changes::save(&mut work.tx, &change).await.map_err(AppError::saving)?;
        }
    }
    Ok(())
}

/// Changes of an organisation that are looked at for an address.
const WAITING: i64 = 200;

/// Somebody who might sign has left: the agreements in which they stand follow. Gives what that does.
pub(crate) async fn gone(work: &mut Work<'_>, organisation: OrganisationId, actor: &Actor) -> Result<Tally, AppError> {
    let mut change = blank(work, Kind::Signatories, actor, Language::default().code());
    change.organisation = Some(organisation);
    change.stage = Stage::CarryingOut;
    changes::add(&mut work.tx, &change).await.map_err(AppError::saving)?;
    change.decided_by = actor.person();
    change.decided_at = Some(work.now);
    let tally = foresee(work, &change).await?;
    change.foreseen = Some(tally.clone());
    changes::save(&mut work.tx, &change).await.map_err(AppError::saving)?;
    carry::enqueue(work, change.id).await?;
    Ok(tally)
}
