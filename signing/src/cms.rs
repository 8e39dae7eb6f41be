//! The signature of a document as CMS: detached `SignedData` (RFC 5652, 5) with the signed attributes
//! of CAdES for PAdES (ETSI EN 319 142-1, 6.3): content-type, message-digest and
//! signing-certificate-v2, and **no** signing-time, which stands in the signature dictionary.
//!
//! What belongs here: these structures, both ways. What never does: PDF, and whom to trust.
//! One shape is written and exactly that shape is read: whatever else comes is refused. The one thing
//! that is not signed is a time-stamp over the signature value, which is kept for whoever judges it.

mod attributes;
mod structure;

pub(crate) use attributes::{CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE_V2, signed};
pub(crate) use structure::SIGNED_DATA;
pub use structure::{Draft, SignedDocument};

use crate::key::KeyError;

/// Why a signature cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum CmsError {
    /// The bytes are not a signature of the one shape that this crate writes.
    #[error("the signature has another shape than the one of this portal: {0}")]
    Shape(&'static str),
    /// The chain is empty.
    #[error("there is no certificate to sign with")]
    NoCertificate,
    /// The key does not belong to the first certificate of the chain.
    #[error("the key does not belong to the certificate of the signer")]
    OtherKey,
    /// The structure cannot be encoded or decoded.
    #[error("the signature is not encoded as it has to be")]
    Encoding(#[from] der::Error),
    /// The signer did not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
}
