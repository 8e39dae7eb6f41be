//! Whether somebody is signed in by means that suffice for what they do, and the ways to get there.
//!
//! What belongs here: what is asked, held against a session. What never does: what a means is worth, which is
//! `domain::means`.
//!
//! Whoever is below what is asked acts for nobody, so that no use case does anything; they are led to a stronger means.
//! And whoever has a stronger means, and organisations that ask for one, makes and removes none in a session below it:
//! else a mailbox alone would be a way around it.

use super::{Who, id_of};
use crate::{App, AppError, Work};
use domain::{
    access::{Actor, Membership, Permission, may},
    audit::{Doer, Event, Subject},
    ids::{OrganisationId, PersonId},
    means::{Asked, Means, Whose},
};
use storage::{Tx, authenticators, means_asked, passkeys, sessions};

/// What the means of a session are enough for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sufficiency {
    /// To act for the organisation that was chosen.
    pub acts: bool,
    /// To see what waits for a signature. That is one list over all organisations, so each of them has a say.
    pub signs: bool,
    /// What is asked, where it is more.
    pub below: Option<Means>,
    /// The most that any organisation asks.
    pub most: Means,
}

/// What an organisation asks (`None`: the administration).
pub type Demand = (Option<OrganisationId>, Asked);

pub(super) fn asked_by(organisation: Option<OrganisationId>, asked: &[Demand]) -> Asked {
    asked.iter().find(|(by, _)| *by == organisation).map_or_else(Asked::default, |(_, asked)| *asked)
}

/// Holds the means of a session against what is asked.
pub(super) fn standing(
    memberships: &[Membership],
    chosen: Option<&Membership>,
    asked: &[Demand],
    means: Means,
) -> Sufficiency {
    let of = |membership: &Membership| asked_by(id_of(membership), asked);
    let here = chosen.map_or(Means::MailCode, |membership| of(membership).sign_in);
    let signing: Vec<Asked> = memberships.iter().filter(|membership| membership.signs()).map(of).collect();
    let sign_in = signing.iter().map(|asked| asked.sign_in).max().unwrap_or_default();
    let to_sign = signing.iter().map(|asked| asked.to_sign()).max().unwrap_or_default();
    let everywhere = memberships.iter().map(|membership| of(membership).sign_in).max().unwrap_or_default();
    let acts = means.suffices(here);
    let signs = means.suffices(sign_in);
    let below = if acts && signs { None } else { Some(if acts { sign_in } else { here }) };
    Sufficiency { acts, signs: signs && !signing.is_empty(), below, most: everywhere.max(to_sign) }
}

/// The strongest means that a person has, besides the code by mail that everybody has.
async fn strongest(tx: &mut Tx, person: PersonId) -> Result<Means, AppError> {
    if !passkeys::of_person(tx, person).await?.is_empty() {
        return Ok(Means::Passkey);
    }
    let found = authenticators::find(tx, person).await?;
    let confirmed = found.is_some_and(|found| found.confirmed_at.is_some());
    Ok(if confirmed { Means::MailCodeAndTotp } else { Means::MailCode })
}

/// Refuses to change somebody's means in a session that is below what they have and are asked for.
pub(super) async fn unless_weaker(tx: &mut Tx, who: &Who) -> Result<(), AppError> {
    if who.means.suffices(who.most) || who.means.suffices(strongest(tx, who.person.id).await?) {
        return Ok(());
    }
    Err(AppError::NeedsMeans)
}

/// Raises the session to means that were just made, if they are the first of their strength: whoever had some before
/// shows them.
pub(super) async fn raise(work: &mut Work<'_>, who: &Who, had: Means, made: Means) -> Result<(), AppError> {
    if had <= who.means && made > who.means {
        sessions::raise(&mut work.tx, who.session, made).await?;
    }
    Ok(())
}

/// See [`raise`]: what somebody has before they make more.
pub(super) async fn had(tx: &mut Tx, who: &Who) -> Result<Means, AppError> {
    strongest(tx, who.person.id).await
}

/// Refuses to sign for these organisations by means that do not suffice for one of them.
pub(crate) async fn unless_enough_to_sign(
    tx: &mut Tx,
    person: PersonId,
    organisations: &[OrganisationId],
    means: Means,
) -> Result<(), AppError> {
    let asked = means_asked::of_person(tx, person).await?;
    let most = organisations.iter().map(|one| asked_by(Some(*one), &asked).to_sign()).max().unwrap_or_default();
    if means.suffices(most) { Ok(()) } else { Err(AppError::NeedsMeans) }
}

/// What somebody needs to go on, and has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// What is asked of them; `None`: their session is enough for everything.
    pub asked: Option<Means>,
    /// The strongest means that they have.
    pub has: Means,
}

/// What whoever is signed in needs to go on, and has.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn way(app: &App, who: &Who) -> Result<Way, AppError> {
    let asked = who.below.or_else(|| (!who.means.suffices(who.most)).then_some(who.most));
    Ok(Way { asked, has: strongest(&mut app.read().await?, who.person.id).await? })
}

/// What is asked of everybody, each kind in its turn.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn all(app: &App, actor: &Actor) -> Result<Vec<(Whose, Asked)>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let set = means_asked::all(&mut app.read().await?).await?;
    let of = |whose: Whose| set.iter().find(|(one, _)| *one == whose).map_or_else(Asked::default, |(_, asked)| *asked);
    Ok(Whose::ALL.into_iter().map(|whose| (whose, of(whose))).collect())
}

/// Sets what is asked of some kinds; what stays as it was leaves no event.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn set(app: &App, actor: &Actor, asked: &[(Whose, Asked)]) -> Result<(), AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    let before = means_asked::all(&mut work.tx).await?;
    let mut changed = false;
    for (whose, asked) in asked {
        let was = before.iter().find(|(one, _)| one == whose).map_or_else(Asked::default, |(_, asked)| *asked);
        if was == *asked {
            continue;
        }
        changed = true;
        means_asked::set(&mut work.tx, *whose, *asked).await?;
        let event = Event::MeansAsked { of: whose.as_str().to_owned(), sign_in: asked.sign_in, sign: asked.sign };
        work.record(Subject::Person(person), &event).await?;
    }
    if !changed {
        return Ok(());
    }
    Ok(work.commit().await?)
}
