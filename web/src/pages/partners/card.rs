//! A contact person as a card for an address book.

use super::texts::Texts;
use crate::{error::PageError, pages::Page, vcard::Card, visit::Visit, words};
use app::{App, partners};
use axum::extract::{Path, Query, State};
use serde::Deserialize;

/// Which form of card.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    /// `3` for older address books.
    versie: String,
}

/// The card of a contact person of the other side of an agreement; the path ends in `PERSON.vcf`.
pub(super) async fn file(
    State(app): State<App>,
    visit: Visit,
    Path((agreement, card)): Path<(String, String)>,
    Query(form): Query<Form>,
) -> Page {
    let agreement = agreement.parse().map_err(|_| PageError::NotFound)?;
    let wanted = card.strip_suffix(".vcf").ok_or(PageError::NotFound)?;
    let partner = partners::one(&app, &visit.actor(), agreement).await?;
    let contact = partner.contacts.iter().find(|contact| contact.person.id.to_string() == wanted);
    let contact = contact.ok_or(PageError::NotFound)?;
    let t = Texts::of(visit.lang());
    let note = match contact.works_at.as_deref().filter(|place| !place.is_empty()) {
        None => t.card_note.to_owned(),
        Some(place) => format!("{}. {}", t.works_at(place), t.card_note),
    };
    Card {
        id: contact.person.id.to_string(),
        name: contact.person.name.clone(),
        organisation: partner.organisation.name.clone(),
        function: contact.function.clone().unwrap_or_default(),
        email: contact.person.email.clone(),
        phone: contact.person.phone.clone().unwrap_or_default(),
        note: format!("{} ({}).", note.trim_end_matches('.'), words::kind(partner.organisation.kind, visit.lang())),
    }
    .response(form.versie == "3")
}
