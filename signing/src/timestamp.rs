//! Time-stamps (RFC 3161, updated by RFC 5816): asked for, judged, and made for the demo.
//!
//! What belongs here: requests, responses, tokens, and an authority that makes them with a key of ours.
//! What never does: sending them, the clock, and which authorities are trusted. Nonces, serial numbers and
//! moments are handed in. Whether a certificate was revoked is not judged.
//!
//! The structures stand here, with the derives of `der`: the crate `x509-tsp` has them for `der` 0.7 only,
//! whose types do not fit those of `der` 0.8 that everything else here uses.
//!
//! A token is read strictly: one signer, and beside what is signed only the certificates of its chain. No
//! bit of it can be flipped. Whoever holds one can still write what it says in other bytes: another order in
//! sets, another name for the same algorithm, the root along or not, the twin of an ECDSA value.

mod attributes;
mod authority;
mod failure;
mod request;
mod response;
mod structure;
mod token;

pub use authority::Authority;
pub use failure::Failure;
pub use request::Request;
pub use response::Response;
pub use token::{Expected, TimeStamp, Token};

use jiff::Timestamp;

use crate::certificate::CertificateError;
use crate::key::KeyError;

/// The largest response that is read, in bytes; those of authorities have a tenth of it.
pub const LARGEST: usize = 64 * 1024;

/// Why a time-stamp is not accepted, or not made.
#[derive(Debug, thiserror::Error)]
pub enum TimeStampError {
    /// More bytes than any authority sends.
    #[error("the time-stamp has more than {LARGEST} bytes")]
    TooLarge,
    /// The bytes are not what RFC 3161 describes.
    #[error("this is not a time-stamp: {0}")]
    Shape(&'static str),
    /// The structure cannot be encoded or decoded.
    #[error("the time-stamp is not encoded as it has to be")]
    Encoding(#[from] der::Error),
    /// The authority gave none (RFC 3161, 2.4.2).
    #[error("the authority gave no time-stamp: status {status}, {failure}")]
    Refused {
        /// `PKIStatus`.
        status: u8,
        /// `PKIFailureInfo`.
        failure: Failure,
    },
    /// An algorithm that is not accepted, or not for this key.
    #[error("the time-stamp uses an algorithm that is not accepted: {0}")]
    Algorithm(&'static str),
    /// It is over something else.
    #[error("the time-stamp is over something else")]
    OtherImprint,
    /// It answers another request, or none.
    #[error("the time-stamp answers another request")]
    OtherNonce,
    /// Its time lies too long before the moment at which it is expected.
    #[error("the time-stamp names a time that is too early: {0}")]
    TooEarly(Timestamp),
    /// Its time lies in the future of the moment at which it is expected.
    #[error("the time-stamp names a time that is too late: {0}")]
    TooLate(Timestamp),
    /// An extension that has to be understood, and is not.
    #[error("the time-stamp has a critical extension that is not understood")]
    Extension,
    /// What is signed is not the digest of what it says.
    #[error("the time-stamp was changed after it was signed")]
    DigestDiffers,
    /// The certificate of the signer is not the one that was signed with (RFC 5816, 2.2.1).
    #[error("the time-stamp was signed with another certificate")]
    OtherCertificate,
    /// The name in it is not that of the certificate (RFC 3161, 2.4.2).
    #[error("the time-stamp names another authority than its certificate")]
    OtherName,
    /// The signature value does not belong to it.
    #[error("the signature of the time-stamp is not valid")]
    ValueDiffers,
    /// The certificate of the signer is not here.
    #[error("the certificate of the time-stamp is missing")]
    NoCertificate,
    /// The certificate says nothing of purposes.
    #[error("the certificate does not say that it is for time-stamps")]
    PurposeMissing,
    /// The certificate is for time-stamps, but not critically (RFC 3161, 2.3).
    #[error("the certificate does not say critically that it is for time-stamps")]
    PurposeNotCritical,
    /// The certificate has another purpose, or one more (RFC 3161, 2.3).
    #[error("the certificate is not for time-stamps alone")]
    PurposeOther,
    /// No trusted root stands behind it.
    #[error("no trusted root stands behind the time-stamp")]
    UnknownIssuer,
    /// A certificate that came along is no part of the chain.
    #[error("a certificate came along that is no part of the chain")]
    StrayCertificate,
    /// A certificate of the chain is used for what it is not made for.
    #[error("a certificate of the chain is not made for time-stamps")]
    UnfitCertificate,
    /// A certificate of the chain was not valid at the time of the time-stamp.
    #[error("a certificate of the chain was not valid at the time of the time-stamp")]
    CertificateNotValid,
    /// The key does not belong to the first certificate of the chain.
    #[error("the key does not belong to the certificate of the authority")]
    OtherKey,
    /// A certificate cannot be read.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The key of the authority did not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
}
