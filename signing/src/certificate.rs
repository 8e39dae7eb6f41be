//! Certificates (RFC 5280): read, issued by an authority of our own, and revoked.
//!
//! What belongs here: the certificate of one person for one signing round, its authority, and the
//! list of revoked ones. What never does: what is signed with them, and which roots are trusted.

mod authority;
mod chain;
mod issue;
mod read;
mod revocation;

pub use authority::{Authority, RootRequest};
pub use chain::{Chain, chain};
pub(crate) use chain::{TIME_STAMPING, stamp_chain};
pub use issue::{Request, StampRequest, shortened};
pub use read::{Certificate, Summary};
pub use revocation::{RevocationList, Revoked};

use crate::key::KeyError;

/// Why a certificate cannot be read or made.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The bytes are no certificate, or not encoded by the distinguished rules (X.690).
    #[error("this is not a certificate")]
    NotACertificate,
    /// The bytes are no revocation list.
    #[error("this is not a list of revoked certificates")]
    NotARevocationList,
    /// A name or address has characters or a length that no certificate can hold.
    #[error("“{0}” cannot stand in a certificate")]
    Unfit(String),
    /// The time lies outside what certificates can say, or the end before the beginning.
    #[error("the period of validity is impossible")]
    Period,
    /// The certificate would be valid when its authority is not.
    #[error("the certificate would outlive its authority")]
    OutlivesAuthority,
    /// The key does not belong to the certificate.
    #[error("the key does not belong to the certificate of the authority")]
    OtherKey,
    /// The structure cannot be encoded.
    #[error("the certificate cannot be encoded")]
    Encoding(#[from] der::Error),
    /// The key of the authority did not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
}
