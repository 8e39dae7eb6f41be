//! Files of another shape: are there signatures, and does a trusted root stand behind one of them?
//!
//! The file is not parsed, for a parser of everything that tools write is what hostile files are made
//! for. A signature cannot hide: its byte range has to stand in the file as it is (ISO 32000-1,
//! 12.8.1), never in a compressed stream. This looks for them in one pass.

use crate::certificate::{Certificate, Chain, chain};
use crate::cms::SignedDocument;
use crate::pdf::{Object, Parser, parser_hex};

/// More signatures than anybody puts on one document; the rest is not counted.
const MOST: usize = 64;
/// The longest signature that is looked into, in bytes.
const LONGEST: usize = 64 * 1024;

/// What a scan found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scan {
    /// How many signatures there seem to be.
    pub(super) signatures: usize,
    /// Whether a trusted root stands behind one of them.
    pub(super) ours: bool,
}

pub(super) fn scan(bytes: &[u8], roots: &[Certificate]) -> Scan {
    let mut found = Scan { signatures: 0, ours: false };
    let key = b"/ByteRange";
    let mut at = 0;
    while let Some(slash) = bytes[at..].iter().position(|byte| *byte == b'/') {
        at += slash;
        if bytes[at..].starts_with(key) {
            found.signatures += 1;
            found.ours |= message(bytes, at + key.len()).is_some_and(|message| is_ours(&message, roots));
            if found.signatures == MOST {
                break;
            }
        }
        at += 1;
    }
    found
}

fn message(bytes: &[u8], at: usize) -> Option<SignedDocument> {
    let Ok(Object::Array(range)) = Parser::new(bytes, at).object() else { return None };
    let numbers: Vec<usize> =
        range.iter().filter_map(Object::as_integer).filter_map(|number| usize::try_from(number).ok()).collect();
    let [_, start, after, _] = numbers[..] else { return None };
    let digits = bytes.get(start.checked_add(1)?..after.checked_sub(1)?)?;
    if digits.len() > LONGEST * 2 {
        return None;
    }
    let mut der = Vec::with_capacity(digits.len() / 2);
    for pair in digits.chunks_exact(2) {
        der.push(parser_hex(pair[0])? << 4 | parser_hex(pair[1])?);
    }
    // Without the zeros behind it: the length stands in the value.
    let length = 4 + usize::from(u16::from_be_bytes([*der.get(2)?, *der.get(3)?]));
    SignedDocument::from_der(der.get(..length)?).ok()
}

/// Only whether the root issued the certificate: what else is wrong is told elsewhere.
fn is_ours(message: &SignedDocument, roots: &[Certificate]) -> bool {
    let Ok((from, _)) = message.signer.period() else { return false };
    !matches!(chain(&message.signer, &message.others, roots, from), Chain::NoRoot)
}
