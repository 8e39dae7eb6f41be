//! What an authority answers (RFC 3161, 2.4.2).

use der::{Decode, Encode};

use super::structure::TimeStampResp;
use super::{Failure, LARGEST, TimeStampError, Token};

/// `granted` and `grantedWithMods`.
pub(super) const GRANTED: u8 = 0;
const GRANTED_WITH_CHANGES: u8 = 1;

/// A response with a token, which still has to be [checked](Token::check).
#[derive(Debug, Clone)]
pub struct Response {
    /// The token.
    pub token: Token,
    /// Whether the authority says that it did something else than was asked.
    pub changed: bool,
}

impl Response {
    /// Reads what is received as `application/timestamp-reply`.
    ///
    /// # Errors
    /// When the bytes are no response, or one without a time-stamp.
    pub fn read(bytes: &[u8]) -> Result<Self, TimeStampError> {
        if bytes.len() > LARGEST {
            return Err(TimeStampError::TooLarge);
        }
        let response = TimeStampResp::from_der(bytes)?;
        let status = response.status.status;
        if ![GRANTED, GRANTED_WITH_CHANGES].contains(&status) {
            let failure = Failure::read(response.status.failure.as_ref());
            return Err(TimeStampError::Refused { status, failure });
        }
        let token = response.token.ok_or(TimeStampError::Shape("a response without a token"))?;
        Ok(Self { token: Token::read(&token.to_der()?)?, changed: status == GRANTED_WITH_CHANGES })
    }
}
