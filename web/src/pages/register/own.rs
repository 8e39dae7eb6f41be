//! The draft of this browser, by its cookie.

use crate::{Portal, error::PageError, frame};
use app::{
    AppError,
    registrations::{self, Registration},
    secret::Token,
};
use axum::{http::HeaderMap, response::Response};

/// How long the cookie of a draft lasts, in seconds: a week. The link in the mail lasts longer.
const A_WEEK: i64 = 7 * 24 * 60 * 60;

/// What this browser was working on.
#[derive(Debug)]
pub(super) enum Own {
    /// Nothing, or something that is gone.
    Nothing,
    /// A draft that can be changed, with its token.
    Open(Token, Box<Registration>),
    /// A registration that was sent in or decided, with its token.
    Closed(Token, Box<Registration>),
}

impl Own {
    /// What the cookie leads to.
    pub(super) async fn of(portal: &Portal, headers: &HeaderMap) -> Result<Self, PageError> {
        let cookie = frame::cookie_of(headers, portal, frame::DRAFT);
        let Some(token) = cookie.and_then(|text| Token::parse(&text)) else { return Ok(Self::Nothing) };
        match registrations::draft(&portal.app, &token).await {
            Ok(draft) if draft.is_open() => Ok(Self::Open(token, Box::new(draft.registration))),
            Ok(draft) => Ok(Self::Closed(token, Box::new(draft.registration))),
            Err(AppError::NotFound) => Ok(Self::Nothing),
            Err(error) => Err(error.into()),
        }
    }

    /// The registration, whatever its stage.
    pub(super) fn registration(&self) -> Option<(&Token, &Registration)> {
        match self {
            Self::Nothing => None,
            Self::Open(token, registration) | Self::Closed(token, registration) => Some((token, registration)),
        }
    }
}

/// Lets this browser work on the draft of `token`.
pub(super) fn remember(portal: &Portal, response: &mut Response, token: &Token) {
    portal.cookie(response, frame::DRAFT, Some(&token.reveal()), Some(A_WEEK));
}
