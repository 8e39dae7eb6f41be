//! The signature dictionary (ISO 32000-1, table 252; ETSI EN 319 142-1, 5.3 and 6.3).

use std::ops::Range;

use jiff::Timestamp;

use crate::pdf::{Dict, Object, date, parser_hex, text};

/// Bytes kept for a CMS message: ours has 1.5 KB; a chain of RSA certificates and a time-stamp token
/// with its own chain need up to 10 KB.
pub const LONGEST_VALUE: usize = 12 * 1024;

/// Digits of each number of a byte range: files up to 10 GB.
const RANGE_DIGITS: usize = 10;

/// What the dictionary says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignatureDict<'a> {
    pub(crate) person: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) at: Timestamp,
    pub(crate) certifies: bool,
    pub(crate) evidence: Option<[u8; 32]>,
}

/// The entry that binds evidence: a name of the third class, private to a producer (ISO 32000-1, annex E.2). The byte
/// range covers it, so that the signature does.
const EVIDENCE: &str = "XXEvidence";

/// The digest in such an entry, or none when it is none of ours.
pub(crate) fn evidence(dict: &Dict) -> Option<[u8; 32]> {
    let digits = dict.get(EVIDENCE)?.as_text()?;
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = parser_hex(pair[0])? << 4 | parser_hex(pair[1])?;
    }
    (hexadecimal(&digest) == digits).then_some(digest)
}

fn hexadecimal(digest: &[u8; 32]) -> Vec<u8> {
    digest.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()
}

impl SignatureDict<'_> {
    /// The entries without `Contents` and `ByteRange`. Never `Cert`, whose place is in the message
    /// (ETSI EN 319 142-1, 6.3).
    pub(crate) fn entries(&self) -> Dict {
        let mut dict = Dict::new()
            .with("Type", Object::name("Sig"))
            .with("Filter", Object::name("Adobe.PPKLite"))
            .with("SubFilter", Object::name("ETSI.CAdES.detached"))
            .with("M", date(self.at))
            .with("Name", text(self.person))
            .with("Reason", text(self.reason));
        if let Some(evidence) = &self.evidence {
            dict.set(EVIDENCE, Object::Text(hexadecimal(evidence)));
        }
        if self.certifies {
            dict.set("Reference", Object::Array(vec![certification().into()]));
        }
        dict
    }

    /// The whole dictionary with an empty place, where that lies (from `<` up to and including `>`),
    /// and where the byte range lies (from `[` up to and including `]`).
    pub(super) fn write(&self) -> (Vec<u8>, Range<usize>, Range<usize>) {
        let mut out = Vec::with_capacity(LONGEST_VALUE * 2 + 1024);
        self.entries().write(&mut out);
        out.truncate(out.len() - b">>".len());
        out.extend_from_slice(b"/ByteRange");
        let range_at = out.len();
        out.extend_from_slice(byte_range(&(0..0), 0).as_bytes());
        let range = range_at..out.len();
        out.extend_from_slice(b"/Contents");
        let gap_at = out.len();
        out.push(b'<');
        out.resize(out.len() + LONGEST_VALUE * 2, b'0');
        out.push(b'>');
        let gap = gap_at..out.len();
        out.extend_from_slice(b">>");
        (out, gap, range)
    }
}

/// A signature reference that certifies: only filling in fields is allowed (ISO 32000-1, table 254).
fn certification() -> Dict {
    let parameters = Dict::new()
        .with("Type", Object::name("TransformParams"))
        .with("P", Object::Integer(2))
        .with("V", Object::name("1.2"));
    Dict::new()
        .with("Type", Object::name("SigRef"))
        .with("TransformMethod", Object::name("DocMDP"))
        .with("TransformParams", parameters)
}

/// Everything but the gap, in a fixed width: `[0000000000 …]` with spaces, not zeros, in front.
pub(super) fn byte_range(gap: &Range<usize>, length: usize) -> String {
    let after = length - gap.end;
    format!("[0 {:>width$} {:>width$} {:>width$}]", gap.start, gap.end, after, width = RANGE_DIGITS)
}
