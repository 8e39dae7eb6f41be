//! Forms: their contents, only after the token against forgery was checked.

mod pairs;

pub use pairs::{Pairs, date, local_path, pairs, value, values};

use crate::{LARGEST_FORM, error::PageError, visit::Visit};
use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request},
};
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Bytes of a body that is too large which are still read.
const LARGEST_WASTE: usize = 64 * 1024 * 1024;
/// How long a body may take to come in.
const LONGEST_WASTE: Duration = Duration::from_secs(30);

/// The contents of a form of this browser. Fields may repeat (check boxes).
pub struct Checked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Checked<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
        let form = parts.headers.get("content-type").and_then(|value| value.to_str().ok());
        if !form.is_some_and(|value| value.starts_with("application/x-www-form-urlencoded")) {
            return Err(PageError::BadForm);
        }
        let body = read(body).await?;
        let pairs = pairs(&body).ok_or(PageError::BadForm)?;
        let token = pairs.iter().find(|(name, _)| name == "csrf").map_or("", |(_, value)| value);
        if !visit.csrf().accepts(token) {
            return Err(PageError::Forged);
        }
        serde_html_form::from_bytes(&body).map(Checked).map_err(|_| PageError::BadForm)
    }
}

/// The body, if it is no larger than [`LARGEST_FORM`]. A larger one is read to its end and thrown
/// away, within [`LARGEST_WASTE`] and [`LONGEST_WASTE`]: a browser shows the answer only after it has sent all.
async fn read(mut body: Body) -> Result<Vec<u8>, PageError> {
    let reading = async {
        let (mut kept, mut size) = (Vec::new(), 0_usize);
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(|_| PageError::BadForm)?.into_data() else { continue };
            size += data.len();
            if size <= LARGEST_FORM {
                kept.extend_from_slice(&data);
            } else if size > LARGEST_WASTE {
                break;
            } else {
                kept.clear();
            }
        }
        if size > LARGEST_FORM { Err(PageError::TooLarge) } else { Ok(kept) }
    };
    tokio::time::timeout(LONGEST_WASTE, reading).await.unwrap_or(Err(PageError::TooLarge))
}
