//! PAdES signatures on tagged PDF documents (ETSI EN 319 142-1), and their strict verification.
//!
//! What belongs here: structures and rules of PDF (ISO 32000-1), CMS (RFC 5652), CAdES attributes
//! (RFC 5035, ETSI EN 319 122-1), certificates (RFC 5280) and time-stamps (RFC 3161). What never does: files, network, clock,
//! async code, and words for people other than the short English sentences of errors and findings.
//! Bytes come in, bytes go out; time, serial numbers, salts and the source of randomness are handed in.
//!
//! The road of a document:
//!
//! 1. [`fields::prepare`] gives the released document a tagged field for every slot.
//! 2. [`certificate::Authority::issue`] makes the certificate of one person for one round.
//! 3. [`pades::sign`] fills one field, or [`pades::open`], [`cms::Draft`] and [`pades::Place::embed`]
//!    do so in three steps, for a signer that is somewhere else.
//! 4. [`timestamp::Request`] asks an authority of others when that was, [`timestamp::Response`] is its answer.
//! 5. [`verify::verify`] says who signed what, and whether every byte is accounted for.

pub mod appearance;
pub mod certificate;
pub mod cms;
pub mod fields;
pub mod key;
pub mod pades;
pub mod pdf;
pub mod timestamp;
pub mod verify;

mod algorithm;
