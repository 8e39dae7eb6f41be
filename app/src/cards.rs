//! Contact cards: whom others mail or call, and for what. Contact persons keep those of their own organisation.
//!
//! Where no card says who coordinates, the contact persons do. The address of a signatory is never on a card.

use crate::{App, AppError, Work, people as colleagues};
use domain::{
    access::{Actor, Permission, may},
    audit::{Event, Subject},
    cards::{CardAnswer, MOST, NewCard, Purpose},
    ids::{CardId, OrganisationId},
    party::Role,
    registration::{Complaint, Problem},
};
pub use storage::cards::Card;
use storage::{
    Tx, cards as rows,
    organisations::{self, Organisation},
    people::{self, Member},
};

/// The cards of an organisation, and its contact persons.
#[derive(Clone, Debug)]
pub struct Own {
    /// The organisation.
    pub organisation: Organisation,
    /// Its cards, in the order in which they came.
    pub cards: Vec<Card>,
    /// Its contact persons.
    pub contacts: Vec<Member>,
}

impl Own {
    /// Whether there is room for one more of a purpose.
    #[must_use]
    pub fn has_room(&self, purpose: Purpose) -> bool {
        has_room(&self.cards, purpose)
    }
}

fn has_room(cards: &[Card], purpose: Purpose) -> bool {
    cards.iter().filter(|card| card.purpose == purpose).count() < MOST
}

/// Whether a card says who coordinates; where none does, the contact persons are shown.
#[must_use]
pub fn says_who_coordinates(cards: &[Card]) -> bool {
    cards.iter().any(|card| card.purpose == Purpose::Coordination)
}

/// The cards of an organisation as others see them.
pub(crate) async fn seen(tx: &mut Tx, id: OrganisationId) -> Result<Vec<Card>, AppError> {
    Ok(rows::of(tx, id).await?.into_iter().filter(|card| !card.hidden).collect())
}

/// The cards of the actor's organisation.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn own(app: &App, actor: &Actor) -> Result<Own, AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let id = actor.organisation().ok_or(AppError::NotFound)?;
    let mut tx = app.read().await?;
    let organisation = organisations::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let cards = rows::of(&mut tx, id).await?;
    let members = people::members(&mut tx, id).await?;
    Ok(Own { organisation, cards, contacts: members.into_iter().filter(|one| one.role == Role::Contact).collect() })
}

/// One card of the actor's organisation.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for an unknown card or another organisation's.
pub async fn one(app: &App, actor: &Actor, id: CardId) -> Result<(Organisation, Card), AppError> {
    let Own { organisation, cards, .. } = own(app, actor).await?;
    let card = cards.into_iter().find(|card| card.id == id).ok_or(AppError::NotFound)?;
    Ok((organisation, card))
}

fn problem(field: &str, complaint: Complaint) -> AppError {
    AppError::Problems(vec![Problem { field: field.to_owned(), complaint }])
}

/// Begins to change the cards of the actor's organisation; nobody else does meanwhile.
async fn begin<'a>(app: &'a App, actor: &Actor) -> Result<(Work<'a>, OrganisationId, Vec<Card>), AppError> {
    let (mut work, organisation) = colleagues::begin(app, actor).await?;
    let cards = rows::of(&mut work.tx, organisation.id).await?;
    Ok((work, organisation.id, cards))
}

/// The address of somebody who signs for the organisation and does not coordinate is on no card.
async fn of_no_signatory(work: &mut Work<'_>, id: OrganisationId, new: &NewCard) -> Result<(), AppError> {
    let Some(email) = &new.email else { return Ok(()) };
    let members = people::members(&mut work.tx, id).await?;
    let has = |role| members.iter().any(|one| one.role == role && one.person.email == email.as_str());
    if has(Role::Signatory) && !has(Role::Contact) { Err(problem("email", Complaint::OfSignatory)) } else { Ok(()) }
}

/// Adds a card to the own organisation.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::Problems`], also for one more than there may be of a purpose.
pub async fn add(app: &App, actor: &Actor, answer: &CardAnswer) -> Result<(), AppError> {
    let (mut work, organisation, cards) = begin(app, actor).await?;
    let new = answer.parse().map_err(AppError::Problems)?;
    if !has_room(&cards, new.purpose) {
        return Err(problem("purpose", Complaint::TooMany));
    }
    of_no_signatory(&mut work, organisation, &new).await?;
    let id = work.app.ports().id();
    rows::add(&mut work.tx, id, organisation, &new).await?;
    let event = Event::CardAdded { purpose: new.purpose.as_str().to_owned() };
    work.record(Subject::Organisation(organisation), &event).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Changes a card of the own organisation, over the version that was read.
///
/// # Errors
/// As [`add`]; [`AppError::NotFound`] for an unknown card or another organisation's; [`AppError::Stale`].
pub async fn change(
    app: &App,
    actor: &Actor,
    (id, version): (CardId, i64),
    answer: &CardAnswer,
) -> Result<(), AppError> {
    let (mut work, organisation, cards) = begin(app, actor).await?;
    let before = cards.iter().find(|card| card.id == id).ok_or(AppError::NotFound)?;
    let new = answer.parse().map_err(AppError::Problems)?;
    if new.purpose != before.purpose && !has_room(&cards, new.purpose) {
        return Err(problem("purpose", Complaint::TooMany));
    }
    of_no_signatory(&mut work, organisation, &new).await?;
    rows::save(&mut work.tx, id, version, &new).await.map_err(AppError::saving)?;
    let event = Event::CardChanged { purpose: new.purpose.as_str().to_owned() };
    work.record(Subject::Organisation(organisation), &event).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Removes a card of the own organisation.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for a card that is unknown, gone, or another organisation's.
pub async fn remove(app: &App, actor: &Actor, id: CardId) -> Result<(), AppError> {
    let (mut work, organisation, cards) = begin(app, actor).await?;
    let card = cards.iter().find(|card| card.id == id).ok_or(AppError::NotFound)?;
    rows::remove(&mut work.tx, id).await?;
    let event = Event::CardRemoved { purpose: card.purpose.as_str().to_owned() };
    work.record(Subject::Organisation(organisation), &event).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Somebody has no role there any more: the cards with their address go.
pub(crate) async fn take_away(work: &mut Work<'_>, id: OrganisationId, email: &str) -> Result<(), AppError> {
    let number = rows::take_away(&mut work.tx, id, email).await?;
    if number > 0 {
        work.record(Subject::Organisation(id), &Event::CardsTakenAway { number }).await?;
    }
    Ok(())
}
