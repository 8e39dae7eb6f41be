//! One signature: its dictionary, its place, its message, its certificate.

use std::ops::Range;

use jiff::Timestamp;

use super::Trust;
use super::file::{File, Signed};
use super::outcome::{Problem, Signature};
use crate::certificate::{Certificate, Chain, chain, shortened};
use crate::cms::SignedDocument;
use crate::key::sha256;
use crate::pades::{SignatureDict, evidence};
use crate::pdf::{Dict, Object, parser_hex, read_date, read_text};

/// Judges one signature; whatever can be said of it is said even when it does not hold.
pub(super) fn check(file: &File, signed: &Signed, trust: &Trust, now: Timestamp) -> (Signature, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut signature = Signature {
        field: signed.field.name.clone(),
        tooltip: signed.field.tooltip.clone(),
        person: String::new(),
        reason: String::new(),
        at: None,
        certificate: None,
        revision: signed.section + 1,
        covers: 0,
        covers_all: false,
        certifies: false,
        evidence: None,
    };
    let found = match file.after(signed.section).and_then(|document| document.find(signed.value)) {
        Ok(found) => found,
        Err(error) => {
            problems.push(Problem::Damaged(error.to_string()));
            return (signature, problems);
        }
    };
    let Object::Dict(dict) = found.object else {
        problems.push(Problem::Dictionary("it is no dictionary"));
        return (signature, problems);
    };
    let string = |key: &str| dict.get(key).and_then(Object::as_text);
    signature.person = string("Name").map(read_text).unwrap_or_default();
    signature.reason = string("Reason").map(read_text).unwrap_or_default();
    signature.at = string("M").and_then(read_date);
    signature.certifies = dict.get("Reference").is_some();
    signature.evidence = evidence(&dict);
    problems.extend(dictionary(&dict, &signature));
    let first = file.signed.first().is_some_and(|first| first.value == signed.value);
    if first != signature.certifies {
        problems.push(Problem::Certification);
    }

    let end = file.sections[signed.section].end;
    let gap = match gap(file.bytes, &dict, &found.span, end) {
        Ok(gap) => gap,
        Err(why) => {
            problems.push(Problem::ByteRange(why));
            return (signature, problems);
        }
    };
    signature.covers = end;
    signature.covers_all = end == file.bytes.len();
    match value(file.bytes, &gap) {
        Err(at) => problems.push(Problem::Beside { at }),
        Ok(der) => match SignedDocument::from_der(&der) {
            Err(error) => problems.push(Problem::Message(error.to_string())),
            Ok(message) => {
                if sha256(&[&file.bytes[..gap.start], &file.bytes[gap.end..end]]) != message.digest {
                    problems.push(Problem::DigestDiffers);
                }
                if !message.is_signed() {
                    problems.push(Problem::ValueDiffers);
                }
                // Whoever holds a document could put one there: it is unsigned. Until it is judged it is more than a signature.
                if message.time_stamp.is_some() {
                    problems.push(Problem::Message("it has a time-stamp, which is not judged yet".to_owned()));
                }
                person(&message, &mut signature, trust, now, &mut problems);
            }
        },
    }
    (signature, problems)
}

/// The dictionary says what ours say, and nothing else.
fn dictionary(dict: &Dict, signature: &Signature) -> Option<Problem> {
    let Some(at) = signature.at else { return Some(Problem::Dictionary("it names no time")) };
    let expected = SignatureDict {
        person: &signature.person,
        reason: &signature.reason,
        at,
        certifies: signature.certifies,
        evidence: signature.evidence,
    };
    let expected = expected.entries();
    let placed: [&[u8]; 2] = [b"Contents", b"ByteRange"];
    let rest: Vec<_> = dict.iter().filter(|(key, _)| !placed.contains(key)).collect();
    let same = rest.len() == expected.iter().count() && expected.iter().all(|entry| rest.contains(&entry));
    (!same).then_some(Problem::Dictionary("its dictionary says something else"))
}

/// The gap, when the byte range is everything up to the end of the revision around `/Contents`.
fn gap(bytes: &[u8], dict: &Dict, span: &Range<usize>, end: usize) -> Result<Range<usize>, &'static str> {
    let range = dict.get("ByteRange").and_then(Object::as_array).ok_or("it has no byte range")?;
    let numbers: Vec<usize> =
        range.iter().filter_map(Object::as_integer).filter_map(|number| usize::try_from(number).ok()).collect();
    let [0, start, after, length] = numbers[..] else { return Err("its byte range has another shape") };
    if after.checked_add(length) != Some(end) {
        return Err("its byte range does not end with its revision");
    }
    let key = b"/Contents";
    if start < span.start + key.len() || after > span.end || start + 2 > after {
        return Err("its byte range leaves out more than the signature");
    }
    let framed = &bytes[start - key.len()..start] == key && bytes[start] == b'<' && bytes[after - 1] == b'>';
    if framed { Ok(start..after) } else { Err("its byte range leaves out something else") }
}

/// The DER value in a gap, or the byte at which something else stands.
fn value(bytes: &[u8], gap: &Range<usize>) -> Result<Vec<u8>, usize> {
    let start = gap.start + 1;
    let digits = &bytes[start..gap.end - 1];
    if let Some(at) = digits.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(start + at);
    }
    let decoded: Vec<u8> = digits
        .chunks_exact(2)
        .map(|pair| parser_hex(pair[0]).unwrap_or(0) << 4 | parser_hex(pair[1]).unwrap_or(0))
        .collect();
    let length = der_length(&decoded).filter(|length| *length <= decoded.len()).ok_or(start)?;
    match digits[length * 2..].iter().position(|byte| *byte != b'0') {
        Some(at) => Err(start + length * 2 + at),
        None => Ok(decoded[..length].to_vec()),
    }
}

/// The length of the SEQUENCE that begins here, head included (X.690, 8.1.3).
fn der_length(bytes: &[u8]) -> Option<usize> {
    match *bytes {
        [0x30, short @ 0..=0x7f, ..] => Some(2 + usize::from(short)),
        [0x30, 0x81, one, ..] => Some(3 + usize::from(one)),
        [0x30, 0x82, one, two, ..] => Some(4 + usize::from(u16::from_be_bytes([one, two]))),
        _ => None,
    }
}

/// Who signed, and whether a trusted root says so.
fn person(
    message: &SignedDocument,
    signature: &mut Signature,
    trust: &Trust,
    now: Timestamp,
    problems: &mut Vec<Problem>,
) {
    let summary = message.signer.summary().ok();
    if summary.as_ref().is_none_or(|summary| summary.name != shortened(&signature.person)) {
        problems.push(Problem::NameDiffers);
    }
    signature.certificate = summary;
    let Some(at) = signature.at else { return };
    if at > now {
        problems.push(Problem::InFuture);
    }
    match chain(&message.signer, &message.others, &trust.roots, at) {
        Chain::Complete(way) => problems.extend(revoked(&way, trust).map(Problem::Revoked)),
        Chain::NoRoot => problems.push(Problem::UnknownIssuer),
        Chain::Stray(_) => problems.push(Problem::StrayCertificate),
        Chain::Unfit(_) => problems.push(Problem::UnfitCertificate),
        Chain::NotValidAt(_) => problems.push(Problem::CertificateNotValid),
    }
}

/// Whether a certificate of the chain is revoked. When does not matter: without a time-stamp the time
/// of a signature is a claim of whoever made it.
fn revoked(way: &[Certificate], trust: &Trust) -> Option<Timestamp> {
    way.windows(2).find_map(|pair| {
        let lists = trust.lists.iter().filter(|list| list.is_from(&pair[1]));
        let known = trust.revoked.iter().filter(|entry| entry.serial == pair[0].serial()).map(|entry| entry.at);
        lists.filter_map(|list| list.revoked(&pair[0])).chain(known).min()
    })
}
