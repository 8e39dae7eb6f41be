//! Signing a prepared document (ETSI EN 319 142-1): one field at a time, by incremental update.
//!
//! What belongs here: the signature dictionary, its place in the file, certification. What never does:
//! which person signs which document. Three steps that can lie apart: [`open`] makes a [`Place`] with
//! a digest, a signer makes a CMS message over that digest, [`Place::embed`] puts it in.

mod dictionary;

pub(crate) use dictionary::{SignatureDict, evidence};

pub use dictionary::LONGEST_VALUE;

use jiff::Timestamp;

use crate::appearance::Appearance;
use crate::certificate::Certificate;
use crate::cms::{CmsError, Draft};
use crate::fields::{self, form_xobject};
use crate::key::{Signer, sha256};
use crate::pdf::{Dict, Document, Object, PdfError, Reference, Update};

/// Why a document is not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The document cannot be read, or is not prepared.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// There is no such field.
    #[error("the document has no field “{0}”")]
    NoField(String),
    /// Somebody signed here before.
    #[error("the field “{0}” is signed already")]
    AlreadySigned(String),
    /// The message does not fit in the place that was kept for it.
    #[error("the signature has {0} bytes, more than the {LONGEST_VALUE} that are kept for it")]
    TooLong(usize),
    /// The message cannot be made.
    #[error(transparent)]
    Cms(#[from] CmsError),
}

/// What one signature says.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    /// The field, by the name of its slot.
    pub field: &'a str,
    /// The person, in full.
    pub person: &'a str,
    /// For whom, in which function and on which ground, in one sentence.
    pub reason: &'a str,
    /// When, by the clock of whoever signs; whole seconds are kept.
    pub at: Timestamp,
    /// What is drawn in the slot.
    pub appearance: &'a Appearance,
    /// SHA-256 of the evidence of the act, which the signature binds.
    pub evidence: Option<[u8; 32]>,
}

/// A document with a place for one signature: all bytes but those of the signature are final.
#[derive(Debug, Clone)]
pub struct Place {
    bytes: Vec<u8>,
    /// From `<` up to and including `>`.
    gap: std::ops::Range<usize>,
}

/// Makes the place. The first signature of a document certifies it: filling in the other fields is the
/// only change that it allows (DocMDP with P 2; ISO 32000-1, 12.8.2.2).
///
/// # Errors
/// When the document is not prepared, or the field does not exist or is signed.
pub fn open(document: &[u8], act: &Act) -> Result<Place, SignError> {
    let document = Document::open(document)?;
    let all = fields::read(&document)?;
    let field = all.iter().find(|field| field.name == act.field);
    let field = field.ok_or_else(|| SignError::NoField(act.field.to_owned()))?;
    if field.value.is_some() {
        return Err(SignError::AlreadySigned(act.field.to_owned()));
    }
    let certifies = all.iter().all(|field| field.value.is_none());

    let mut update = Update::new(&document, LONGEST_VALUE * 2 + act.appearance.content().len() + 4096);
    let value = update.allocate();
    let drawing = update.allocate();
    let dictionary =
        SignatureDict { person: act.person, reason: act.reason, at: act.at, certifies, evidence: act.evidence };
    let (raw, gap_in_value, range_in_value) = dictionary.write();
    let head = format!("{} {} obj\n", value.number, value.generation).len();
    let start = update.at() + head;
    update.put_raw(value, &raw);
    let appearance = act.appearance;
    let dict = form_xobject(appearance.width(), appearance.height()).with("Filter", Object::name("FlateDecode"));
    update.put_stream(drawing, dict, appearance.content());
    update.put(field.reference, &Object::Dict(signed_field(&field.dict, value, drawing)));
    if certifies {
        let name = document.root()?;
        let catalog = document.dict(name)?.with("Perms", Dict::new().with("DocMDP", value));
        update.put(name, &Object::Dict(catalog));
    }
    let mut bytes = update.finish()?;
    let gap = start + gap_in_value.start..start + gap_in_value.end;
    let range = dictionary::byte_range(&gap, bytes.len());
    let range_at = start + range_in_value.start;
    bytes[range_at..range_at + range.len()].copy_from_slice(range.as_bytes());
    Ok(Place { bytes, gap })
}

/// The field with its value and drawing, and nothing else changed.
pub(crate) fn signed_field(field: &Dict, value: Reference, drawing: Reference) -> Dict {
    field.clone().with("V", value).with("AP", Dict::new().with("N", drawing))
}

impl Place {
    /// SHA-256 of all bytes but those of the signature (ISO 32000-1, 12.8.1).
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sha256(&[&self.bytes[..self.gap.start], &self.bytes[self.gap.end..]])
    }

    /// Puts a CMS message (DER) into the place, in lower-case hexadecimal filled up with zeros.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn embed(mut self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        if message.len() > LONGEST_VALUE {
            return Err(SignError::TooLong(message.len()));
        }
        let place = &mut self.bytes[self.gap.start + 1..];
        for (pair, byte) in place.chunks_exact_mut(2).zip(message) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        Ok(self.bytes)
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Signs one field with a key that is here. `chain` begins with the certificate of the signer.
///
/// # Errors
/// As [`open`], and when the key does not sign or belongs to another certificate.
pub fn sign(document: &[u8], act: &Act, chain: &[Certificate], signer: &dyn Signer) -> Result<Vec<u8>, SignError> {
    let place = open(document, act)?;
    let message = Draft::new(&place.digest(), chain)?.sign(signer)?;
    place.embed(&message)
}
