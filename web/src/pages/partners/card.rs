//! A contact person, or a card for a purpose, as a card for an address book.

use super::texts::Texts;
use crate::{error::PageError, pages::Page, vcard::Card, visit::Visit, words};
use app::{App, partners};
use axum::extract::{Path, Query, State};
use domain::cards::Purpose;
use serde::Deserialize;

/// Which form of card.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    /// `3` for older address books.
    versie: String,
}

/// The card of a contact person of the other side of an agreement, or one for a purpose; the path ends in its id and
/// `.vcf`.
pub(super) async fn file(
    State(app): State<App>,
    visit: Visit,
    Path((agreement, card)): Path<(String, String)>,
    Query(form): Query<Form>,
) -> Page {
    let agreement = agreement.parse().map_err(|_| PageError::NotFound)?;
    let wanted = card.strip_suffix(".vcf").ok_or(PageError::NotFound)?;
    let partner = partners::one(&app, &visit.actor(), agreement).await?;
    let t = Texts::of(visit.lang());
    let kind = words::kind(partner.organisation.kind, visit.lang());
    let note = |note: &str| format!("{} ({kind}).", note.trim_end_matches('.'));
    let organisation = partner.organisation.name.clone();
    let purpose = |purpose| words::purpose(purpose, visit.lang()).to_owned();
    if let Some(desk) = partner.cards.iter().find(|card| card.id.to_string() == wanted) {
        return Card {
            id: desk.id.to_string(),
            name: desk.name.clone(),
            organisation,
            function: desk.function.clone().unwrap_or_default(),
            email: desk.email.clone().unwrap_or_default(),
            phone: desk.phone.clone().unwrap_or_default(),
            category: purpose(desk.purpose),
            note: note(t.card_note),
        }
        .response(form.versie == "3");
    }
    let contact = partner.contacts.iter().find(|contact| contact.person.id.to_string() == wanted);
    let contact = contact.ok_or(PageError::NotFound)?;
    let works_at = contact.works_at.as_deref().filter(|place| !place.is_empty());
    Card {
        id: contact.person.id.to_string(),
        name: contact.person.name.clone(),
        organisation,
        function: contact.function.clone().unwrap_or_default(),
        email: contact.person.email.clone(),
        phone: contact.person.phone.clone().unwrap_or_default(),
        category: purpose(Purpose::Coordination),
        note: note(
            &works_at.map_or_else(|| t.card_note.to_owned(), |at| format!("{}. {}", t.works_at(at), t.card_note)),
        ),
    }
    .response(form.versie == "3")
}
