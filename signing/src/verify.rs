//! Strict verification of documents that this crate signed.
//!
//! What belongs here: judging bytes, from the bytes and the roots that are handed in. What never does:
//! trust that comes from the file, network, and words for people beyond one English sentence a finding.
//!
//! It is stricter than the standards. Every byte of the file lies in the byte range of the last
//! signature, or is the signature itself: `<`, lower-case hexadecimal of one DER value that is fully
//! understood, zeros, `>`. Nothing stands after the last revision. What a revision after the first
//! signature changes is one field that was there and empty, and nothing else.

mod changes;
mod file;
mod foreign;
mod outcome;
mod signature;

pub use outcome::{Finding, Obstacle, Outcome, Problem, Report, Signature, Slot};

use jiff::Timestamp;

use crate::certificate::{Certificate, RevocationList, Revoked};
use crate::pdf::PdfError;
use file::File;

/// The largest file that is read, in bytes; documents of ours have a hundredth of it.
pub const LARGEST: usize = 32 * 1024 * 1024;

/// Whom to trust.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Roots. A certificate in a file is never one of them by itself.
    pub roots: Vec<Certificate>,
    /// Lists of revoked certificates; one that no certificate of a chain made counts for nothing.
    pub lists: Vec<RevocationList>,
    /// Certificates that whoever keeps the roots knows to be revoked, for a place that has the register
    /// itself and not only the lists made from it.
    pub revoked: Vec<Revoked>,
}

/// Judges a file. `now` bounds the times that signatures may name. Time and memory are bounded by a
/// small multiple of the size of the file.
#[must_use]
pub fn verify(bytes: &[u8], trust: &Trust, now: Timestamp) -> Report {
    if bytes.len() > LARGEST {
        return Report::unreadable(Obstacle::TooLarge);
    }
    match File::read(bytes) {
        Ok(file) => judge(&file, trust, now),
        Err(error) => other(bytes, trust, &error),
    }
}

/// A file of the shape of our documents.
fn judge(file: &File, trust: &Trust, now: Timestamp) -> Report {
    let mut findings = changes::check(file);
    let mut signatures = Vec::new();
    for signed in &file.signed {
        let (signature, problems) = signature::check(file, signed, trust, now);
        findings.extend(problems.into_iter().map(|problem| Finding::in_field(&signature.field, problem)));
        signatures.push(signature);
    }
    let slots: Vec<Slot> = file.slots();
    if file.signed.is_empty() {
        findings.push(Finding::of_file(Problem::NoSignature));
    }
    let outcome = if !findings.is_empty() {
        Outcome::NotValid(findings)
    } else if slots.iter().all(|slot| slot.signed) {
        Outcome::AllSigned
    } else {
        Outcome::PartlySigned
    };
    Report { outcome, slots, signatures }
}

/// A file of another shape: damaged if it has a signature that a trusted root stands behind, otherwise
/// somebody else's, about which nothing is claimed.
fn other(bytes: &[u8], trust: &Trust, error: &PdfError) -> Report {
    if *error == PdfError::NotPdf {
        return Report::unreadable(Obstacle::NotPdf);
    }
    let scan = foreign::scan(bytes, &trust.roots);
    let problem = if scan.ours {
        Problem::Damaged(error.to_string())
    } else if *error == PdfError::Encrypted {
        return Report::unreadable(Obstacle::Encrypted);
    } else {
        Problem::NotOurs { signatures: scan.signatures }
    };
    Report { outcome: Outcome::NotValid(vec![Finding::of_file(problem)]), slots: Vec::new(), signatures: Vec::new() }
}
