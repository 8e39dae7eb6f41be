//! The revisions of a file and their tables (ISO 32000-1, 7.5.4 to 7.5.6).

use super::PdfError;
use super::object::{Dict, Object, Reference};
use super::parser::{Parser, is_space};

/// More revisions than the life of one document brings: signatures, and a time-stamp every few years.
const MOST_SECTIONS: usize = 64;
/// More objects than a document of a thousand pages has; bounds the memory of a table that lies.
const MOST_OBJECTS: usize = 1_000_000;
/// A cross-reference entry has twenty bytes (ISO 32000-1, 7.5.4).
const ENTRY: usize = 20;

/// One line of a cross-reference table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The object.
    pub reference: Reference,
    /// Where it stands, in bytes from the start of the file; `None` when it is free.
    pub offset: Option<usize>,
}

/// One revision: what an incremental update added, or the file as it was first written.
#[derive(Debug, Clone)]
pub struct Section {
    /// Where `xref` stands, in bytes from the start of the file.
    pub xref_at: usize,
    /// The first byte after the revision: after `%%EOF` and one end of line, if there is one.
    pub end: usize,
    /// Its table, in the order of the file.
    pub entries: Vec<Entry>,
    /// Its trailer.
    pub trailer: Dict,
}

/// The revisions of a file, oldest first. Each lies wholly after the one before, and the last ends
/// where the file ends: a file that says otherwise is refused.
///
/// # Errors
/// When the bytes are no PDF of the shape that [`super`] describes.
pub fn sections(bytes: &[u8]) -> Result<Vec<Section>, PdfError> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(PdfError::NotPdf);
    }
    let mut at = last_table(bytes)?;
    let mut found = vec![section(bytes, at)?];
    if found[0].end != bytes.len() {
        return Err(PdfError::damaged(found[0].end, "something stands after the last revision"));
    }
    while let Some(previous) = found.last().and_then(|section| section.trailer.get("Prev")) {
        let previous = previous.as_integer().and_then(|offset| usize::try_from(offset).ok());
        let Some(previous) = previous.filter(|offset| *offset < at) else {
            return Err(PdfError::damaged(at, "a revision names no earlier one before itself"));
        };
        let earlier = section(bytes, previous)?;
        if earlier.end > at {
            return Err(PdfError::damaged(previous, "two revisions lie over one another"));
        }
        if found.len() == MOST_SECTIONS {
            return Err(PdfError::TooMany("revisions"));
        }
        at = previous;
        found.push(earlier);
    }
    found.reverse();
    Ok(found)
}

/// Where the table of the last revision stands, from the last lines of the file.
fn last_table(bytes: &[u8]) -> Result<usize, PdfError> {
    let tail = bytes.len().saturating_sub(64);
    let word = b"startxref";
    let Some(at) = bytes[tail..].windows(word.len()).rposition(|window| window == word) else {
        return Err(PdfError::damaged(tail, "the file does not end with a table of its objects"));
    };
    Parser::new(bytes, tail + at + word.len()).unsigned()
}

fn section(bytes: &[u8], at: usize) -> Result<Section, PdfError> {
    let mut parser = Parser::new(bytes, at);
    if !bytes.get(at..).is_some_and(|rest| rest.starts_with(b"xref")) {
        return Err(no_table(&mut parser));
    }
    parser.expect(b"xref", "the table of the objects is missing")?;
    let mut entries = Vec::new();
    while !parser.take(b"trailer") {
        let first = parser.unsigned()?;
        let count = parser.unsigned()?;
        parser.skip_space();
        if first.saturating_add(count) > MOST_OBJECTS {
            return Err(PdfError::TooMany("objects"));
        }
        let start = parser.at();
        let Some(lines) = bytes.get(start..start + count * ENTRY) else {
            return Err(PdfError::damaged(start, "the table of the objects is cut short"));
        };
        for (number, line) in (first..).zip(lines.chunks_exact(ENTRY)) {
            entries.push(entry(number, line).ok_or(PdfError::damaged(start, "a line of the table is broken"))?);
        }
        parser = Parser::new(bytes, start + lines.len());
    }
    let Object::Dict(trailer) = parser.object()? else {
        return Err(PdfError::damaged(parser.at(), "the trailer is no dictionary"));
    };
    if trailer.get("Encrypt").is_some() {
        return Err(PdfError::Encrypted);
    }
    if trailer.get("XRefStm").is_some() {
        return Err(PdfError::CrossReferenceStream);
    }
    let end = section_end(bytes, &mut parser, at)?;
    Ok(Section { xref_at: at, end, entries, trailer })
}

/// What stands where a table has to be: a cross-reference stream, perhaps of an encrypted file.
fn no_table(parser: &mut Parser) -> PdfError {
    let at = parser.at();
    let stream = parser.unsigned().is_ok() && parser.unsigned().is_ok() && parser.take(b"obj");
    match parser.object() {
        Ok(Object::Dict(dict)) if stream && dict.get("Encrypt").is_some() => PdfError::Encrypted,
        Ok(Object::Dict(_)) if stream => PdfError::CrossReferenceStream,
        _ => PdfError::damaged(at, "the table of the objects is not where it has to be"),
    }
}

fn entry(number: usize, line: &[u8]) -> Option<Entry> {
    let digits = |part: &[u8]| -> Option<usize> {
        part.iter()
            .all(u8::is_ascii_digit)
            .then(|| part.iter().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0')))
    };
    let offset = digits(&line[..10])?;
    let generation = u16::try_from(digits(&line[11..16])?).ok()?;
    let reference = Reference { number: u32::try_from(number).ok()?, generation };
    let spaced = line[10] == b' ' && line[16] == b' ' && is_space(line[18]) && is_space(line[19]);
    match line[17] {
        b'n' if spaced && number > 0 => Some(Entry { reference, offset: Some(offset) }),
        b'f' if spaced => Some(Entry { reference, offset: None }),
        _ => None,
    }
}

/// `startxref`, the offset again, `%%EOF` and one end of line.
fn section_end(bytes: &[u8], parser: &mut Parser, xref_at: usize) -> Result<usize, PdfError> {
    parser.expect(b"startxref", "a revision has no startxref")?;
    if parser.unsigned()? != xref_at {
        return Err(PdfError::damaged(parser.at(), "startxref names another table"));
    }
    let mut at = parser.at();
    while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
        at += 1;
    }
    let rest = &bytes[at..];
    let Some(rest) = rest.strip_prefix(b"%%EOF") else {
        return Err(PdfError::damaged(at, "a revision does not end with %%EOF"));
    };
    let line_end = if rest.starts_with(b"\r\n") { 2 } else { usize::from(matches!(rest.first(), Some(b'\n' | b'\r'))) };
    Ok(at + 5 + line_end)
}
