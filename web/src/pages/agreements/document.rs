//! The document of an agreement and what it says, as files.

use crate::{
    error::PageError,
    files::{How, file},
    pages::Page,
    visit::Visit,
};
use app::{App, documents, signing_rounds::proof};
use axum::extract::{Path, RawQuery, State};

/// The signed document, or a reading copy; with `?bekijk` it opens in the browser.
pub(super) async fn document(
    State(app): State<App>,
    visit: Visit,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
) -> Page {
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    let document = documents::file(&app, &visit.actor(), id).await?;
    let inline = query.is_some_and(|query| query == "bekijk" || query.starts_with("bekijk="));
    let how = if inline { How::Shown } else { How::Kept };
    file(&document.name, "application/pdf", document.bytes, how)
}

/// What the document says, as JSON.
pub(super) async fn data(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    let facts = documents::data(&app, &visit.actor(), id).await?;
    let json = serde_json::to_vec_pretty(&facts).map_err(|error| PageError::Broken(Box::new(error)))?;
    file(&format!("{}.json", facts.number), "application/json", json, How::Shown)
}

/// The evidence of a signature.
pub(super) async fn evidence(
    State(app): State<App>,
    visit: Visit,
    Path((agreement, slot)): Path<(String, String)>,
) -> Page {
    let id = agreement.parse().map_err(|_| PageError::NotFound)?;
    let slot = slot.parse().map_err(|_| PageError::NotFound)?;
    let evidence = proof::of_agreement(&app, &visit.actor(), id, slot).await?;
    file(&evidence.name, "application/json", evidence.bytes, How::Kept)
}
