//! Forms: their contents, only after the token against forgery was checked.

mod pairs;

pub use pairs::{Pairs, date, local_path, pairs, value, values};

use crate::{LARGEST_FORM, csrf::Made, error::PageError, visit::Visit};
use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request},
    http::{
        HeaderMap,
        header::{CONTENT_TYPE, REFERER},
    },
};
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Bytes of a body that is too large which are still read.
const LARGEST_WASTE: usize = 64 * 1024 * 1024;
/// How long a body may take to come in.
const LONGEST_WASTE: Duration = Duration::from_secs(30);

/// The contents of a form of this browser, made for whom its person acts now. Fields may repeat (check boxes).
pub struct Checked<T>(pub T);

/// As [`Checked`], from a page of any tab, whomever it was made for: what the header sends.
pub(crate) struct FromAnyTab<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Checked<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let from = page_before(request.headers());
        let Came { visit, token, body, contents } = contents(request, state).await?;
        match genuine(&visit, &token, &from) {
            Ok(()) => Ok(Self(contents)),
            Err(PageError::MadeFor(other)) => Err(PageError::MadeFor(Box::new(other.with_form(body)))),
            Err(error) => Err(error),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for FromAnyTab<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let Came { visit, token, contents, .. } = contents(request, state).await?;
        if visit.csrf().accepts(&token) { Ok(Self(contents)) } else { Err(PageError::Forged) }
    }
}

/// What a form says, with its token, which is still to be looked at.
struct Came<T> {
    visit: Visit,
    token: String,
    body: Vec<u8>,
    contents: T,
}

async fn contents<S, T>(request: Request, state: &S) -> Result<Came<T>, PageError>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    let (mut parts, body) = request.into_parts();
    let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
    if !is_form(&parts.headers) {
        return Err(PageError::BadForm);
    }
    let body = read(body).await?;
    let pairs = pairs(&body).ok_or(PageError::BadForm)?;
    let token = token(pairs);
    if !visit.csrf().accepts(&token) {
        return Err(PageError::Forged);
    }
    let contents = serde_html_form::from_bytes(&body).map_err(|_| PageError::BadForm)?;
    Ok(Came { visit, token, body, contents })
}

/// Whether a request says that it is a form without a file.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

/// The token against forgery of a form.
pub(crate) fn token(pairs: Pairs) -> String {
    pairs.into_iter().find(|(name, _)| name == "csrf").map(|(_, value)| value).unwrap_or_default()
}

/// Whether a token against forgery is of this browser and of a page that was made for whom its person acts now;
/// `from` is where that page is.
pub(crate) fn genuine(visit: &Visit, token: &str, from: &str) -> Result<(), PageError> {
    match visit.csrf().made(token) {
        Made::Here => Ok(()),
        Made::Forged => Err(PageError::Forged),
        Made::Elsewhere(mark) => {
            Err(visit.made_for(mark, from).map_or(PageError::Forged, |other| PageError::MadeFor(Box::new(other))))
        }
    }
}

/// The page on which a form stood, as far as the browser tells.
pub(crate) fn page_before(headers: &HeaderMap) -> String {
    let referrer = headers.get(REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = referrer.split_once("://").and_then(|(_, rest)| rest.find('/').map(|from| &rest[from..]));
    local_path(path.unwrap_or("/")).to_owned()
}

/// The page on which the form of a request stood; `otherwise` where the browser does not tell.
pub(crate) fn page_of_form(headers: &HeaderMap, otherwise: &str) -> String {
    match page_before(headers) {
        page if page == "/" => otherwise.to_owned(),
        page => page,
    }
}

/// The body, if it is no larger than [`LARGEST_FORM`]. A larger one is read to its end and thrown
/// away, within [`LARGEST_WASTE`] and [`LONGEST_WASTE`]: a browser shows the answer only after it has sent all.
pub(crate) async fn read(mut body: Body) -> Result<Vec<u8>, PageError> {
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
