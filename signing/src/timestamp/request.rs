//! What an authority is asked (RFC 3161, 2.4.1).

use der::Encode;
use der::asn1::{Int, OctetString, Uint};

use super::TimeStampError;
use super::structure::{MessageImprint, TimeStampReq};
use crate::algorithm;
use crate::key::sha256;

/// A request: a time-stamp over a SHA-256 digest, with the certificates of the authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    digest: [u8; 32],
    nonce: [u8; 16],
}

impl Request {
    /// Asks for a time-stamp over a digest. The nonce is sixteen fresh random bytes.
    #[must_use]
    pub fn new(digest: [u8; 32], nonce: [u8; 16]) -> Self {
        Self { digest, nonce }
    }

    /// Asks for a time-stamp over bytes, a signature value say.
    #[must_use]
    pub fn over(bytes: &[u8], nonce: [u8; 16]) -> Self {
        Self::new(sha256(&[bytes]), nonce)
    }

    /// The digest that it is over.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// Its nonce.
    #[must_use]
    pub fn nonce(&self) -> [u8; 16] {
        self.nonce
    }

    /// `TimeStampReq` as DER: what is sent as `application/timestamp-query` (RFC 3161, 3.4).
    ///
    /// # Errors
    /// Never for a request that exists; the encoder has a result.
    pub fn to_der(&self) -> Result<Vec<u8>, TimeStampError> {
        let request = TimeStampReq {
            version: 1,
            imprint: imprint(&self.digest)?,
            policy: None,
            nonce: Some(number(&self.nonce)?),
            with_certificates: true,
            extensions: None,
        };
        Ok(request.to_der()?)
    }
}

pub(super) fn imprint(digest: &[u8; 32]) -> Result<MessageImprint, der::Error> {
    Ok(MessageImprint { algorithm: algorithm::digest(), digest: OctetString::new(digest.as_slice())? })
}

/// A positive number of at most sixteen bytes, or zero.
pub(super) fn number(bytes: &[u8; 16]) -> Result<Int, der::Error> {
    Ok(Uint::new(bytes)?.into())
}
