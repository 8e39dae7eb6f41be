//! Contact cards: whom others mail or call, each for one purpose.

use crate::{Row, StorageError, Tx, sql, values};
use domain::{
    cards::{NewCard, Purpose},
    ids::{CardId, OrganisationId},
};
use jiff::Timestamp;

/// A contact card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// What it is for.
    pub purpose: Purpose,
    /// A person or a desk.
    pub name: String,
    /// As what.
    pub function: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Whether its address is that of a signatory there who is no contact person: others never see it.
    pub hidden: bool,
    /// Rises with every change.
    pub version: i64,
}

sql! {
    /// The cards of an organisation, in the order in which they came.
    OF (Uuid) = "SELECT c.*, EXISTS (SELECT 1 FROM persons p JOIN roles r ON r.person_id = p.id WHERE p.email = c.email \
        AND r.organisation_id = c.organisation_id AND r.role = 'signatory' AND r.ended_at IS NULL \
        AND NOT EXISTS (SELECT 1 FROM roles k WHERE k.person_id = p.id AND k.organisation_id = c.organisation_id \
        AND k.role = 'contact' AND k.ended_at IS NULL)) AS hidden FROM cards c WHERE c.organisation_id = $1 ORDER BY c.id";
    /// Adds one.
    ADD (Uuid, Uuid, Text, Text, Text, Text, Text) = "INSERT INTO cards (id, organisation_id, purpose, name, function, email, \
        phone, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";
    /// Changes one over the version that was read.
    SAVE (Uuid, Int, Text, Text, Text, Text, Text) = "UPDATE cards SET purpose = $3, name = $4, function = $5, email = $6, \
        phone = $7, version = version + 1 WHERE id = $1 AND version = $2";
    /// Removes one.
    REMOVE (Uuid) = "DELETE FROM cards WHERE id = $1";
    /// Removes those of an organisation with an address.
    TAKE_AWAY (Uuid, Text) = "DELETE FROM cards WHERE organisation_id = $1 AND email = $2";
    /// Another address on every card that has the old one.
    READDRESS (Text, Text) = "UPDATE cards SET email = $2, version = version + 1 WHERE email = $1";
    /// Organisations that ended before a moment and have cards.
    OF_ENDED (Int, Int) = "SELECT o.id FROM organisations o WHERE o.ended_at < $1 \
        AND EXISTS (SELECT 1 FROM cards c WHERE c.organisation_id = o.id) ORDER BY o.id LIMIT $2";
    /// Erases those of an organisation.
    ERASE (Uuid) = "DELETE FROM cards WHERE organisation_id = $1";
}

pub(crate) fn card(row: &Row) -> Result<Card, StorageError> {
    Ok(Card {
        id: row.id("id")?,
        organisation: row.id("organisation_id")?,
        purpose: row.code("purpose", Purpose::parse)?,
        name: row.get("name")?,
        function: row.get("function")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        hidden: row.get("hidden")?,
        version: row.get("version")?,
    })
}

/// The cards of an organisation, in the order in which they came.
///
/// # Errors
/// [`StorageError`].
pub async fn of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Card>, StorageError> {
    tx.all(&OF, values![organisation]).await?.iter().map(card).collect()
}

/// The texts of a card.
type Texts<'a> = (&'static str, &'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn texts(card: &NewCard) -> Texts<'_> {
    let email = card.email.as_ref().map(|email| email.as_str());
    let phone = card.phone.as_ref().map(|phone| phone.as_str());
    (card.purpose.as_str(), card.name.as_str(), card.function.as_deref(), email, phone)
}

/// Adds one.
///
/// # Errors
/// [`StorageError`].
pub async fn add(tx: &mut Tx, id: CardId, organisation: OrganisationId, new: &NewCard) -> Result<(), StorageError> {
    let (purpose, name, function, email, phone) = texts(new);
    tx.execute(&ADD, values![id, organisation, purpose, name, function, email, phone]).await.map(drop)
}

/// Changes one over the version that was read.
///
/// # Errors
/// [`StorageError::Stale`] when somebody else changed or removed it meanwhile.
pub async fn save(tx: &mut Tx, id: CardId, version: i64, new: &NewCard) -> Result<(), StorageError> {
    let (purpose, name, function, email, phone) = texts(new);
    match tx.execute(&SAVE, values![id, version, purpose, name, function, email, phone]).await? {
        1 => Ok(()),
        _ => Err(StorageError::Stale("card")),
    }
}

/// Removes one.
///
/// # Errors
/// [`StorageError`].
pub async fn remove(tx: &mut Tx, id: CardId) -> Result<(), StorageError> {
    tx.execute(&REMOVE, values![id]).await.map(drop)
}

/// Removes the cards of an organisation with this address; how many.
///
/// # Errors
/// [`StorageError`].
pub async fn take_away(tx: &mut Tx, organisation: OrganisationId, email: &str) -> Result<u64, StorageError> {
    tx.execute(&TAKE_AWAY, values![organisation, email]).await
}

/// Another address on every card that has the old one.
///
/// # Errors
/// [`StorageError`].
pub async fn readdress(tx: &mut Tx, from: &str, to: &str) -> Result<(), StorageError> {
    tx.execute(&READDRESS, values![from, to]).await.map(drop)
}

/// Some organisations that ended before a moment and have cards.
///
/// # Errors
/// [`StorageError`].
pub async fn of_ended(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<OrganisationId>, StorageError> {
    tx.all(&OF_ENDED, values![before, most]).await?.iter().map(|row| row.id("id")).collect()
}

/// Erases those of an organisation; how many.
///
/// # Errors
/// [`StorageError`].
pub async fn erase(tx: &mut Tx, organisation: OrganisationId) -> Result<u64, StorageError> {
    tx.execute(&ERASE, values![organisation]).await
}
