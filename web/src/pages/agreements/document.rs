//! The document of an agreement and what it says, as files.

use crate::{error::PageError, pages::Page, visit::Visit};
use app::{App, documents};
use axum::{
    extract::{Path, RawQuery, State},
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

/// The signed document, or a reading copy; with `?bekijk` it opens in the browser.
pub(super) async fn document(
    State(app): State<App>,
    visit: Visit,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
) -> Page {
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    let file = documents::file(&app, &visit.actor(), id).await?;
    let inline = query.is_some_and(|query| query == "bekijk" || query.starts_with("bekijk="));
    as_file(file.bytes, "application/pdf", &file.name, inline)
}

/// What the document says, as JSON.
pub(super) async fn data(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    let facts = documents::data(&app, &visit.actor(), id).await?;
    let json = serde_json::to_vec_pretty(&facts).map_err(|error| PageError::Broken(Box::new(error)))?;
    as_file(json, "application/json", &format!("{}.json", facts.number), true)
}

/// Bytes with a kind and a name.
fn as_file(bytes: Vec<u8>, kind: &'static str, name: &str, inline: bool) -> Result<Response, PageError> {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect();
    let how = if inline { "inline" } else { "attachment" };
    let disposition = HeaderValue::try_from(format!("{how}; filename=\"{name}\""))
        .map_err(|error| PageError::Broken(Box::new(error)))?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    Ok(response)
}
