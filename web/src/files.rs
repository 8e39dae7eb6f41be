//! Files to keep or to look at.

use crate::error::PageError;
use axum::{
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

/// What the browser does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// Keeps it.
    Kept,
    /// Shows it.
    Shown,
}

/// Bytes with a kind and a name, of which letters, digits, `-`, `_` and `.` are kept.
pub(crate) fn file(name: &str, kind: &'static str, bytes: Vec<u8>, how: How) -> Result<Response, PageError> {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect();
    let how = match how {
        How::Kept => "attachment",
        How::Shown => "inline",
    };
    let disposition = HeaderValue::try_from(format!("{how}; filename=\"{name}\""))
        .map_err(|error| PageError::Broken(Box::new(error)))?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    Ok(response)
}
