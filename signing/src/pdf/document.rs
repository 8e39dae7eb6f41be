//! Revisions and objects of a file (ISO 32000-1, 7.5.4 to 7.5.6).

use std::ops::Range;

use super::PdfError;
use super::object::{Dict, Object, Reference};
use super::parser::{Parser, is_space};

/// More revisions than the life of one document brings: signatures, and a time-stamp every few years.
const MOST_SECTIONS: usize = 64;
/// More objects than a document of a thousand pages has; bounds the memory of a table that lies.
const MOST_OBJECTS: usize = 1_000_000;
/// Pages of one document.
const MOST_PAGES: usize = 10_000;
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

/// An indirect object and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The object; the dictionary of a stream.
    pub object: Object,
    /// The raw bytes of a stream, from the start of the file.
    pub stream: Option<Range<usize>>,
    /// From its number to the end of `endobj`.
    pub span: Range<usize>,
}

/// A file as its last revision shows it.
#[derive(Debug)]
pub struct Document<'a> {
    bytes: &'a [u8],
    /// Where each object stands; 0 where there is none.
    offsets: Vec<usize>,
    trailer: Dict,
    xref_at: usize,
}

impl<'a> Document<'a> {
    /// Reads the tables of a whole file.
    ///
    /// # Errors
    /// As [`sections`].
    pub fn open(bytes: &'a [u8]) -> Result<Self, PdfError> {
        Self::at(bytes, &sections(bytes)?)
    }

    /// The file as it was after the last of `sections`, which are the first revisions of `bytes`.
    ///
    /// # Errors
    /// When there is no section.
    pub fn at(bytes: &'a [u8], sections: &[Section]) -> Result<Self, PdfError> {
        let last = sections.last().ok_or(PdfError::Missing("revision"))?;
        let mut offsets = Vec::new();
        for entry in sections.iter().flat_map(|section| &section.entries) {
            let number = usize::try_from(entry.reference.number).map_err(|_| PdfError::TooMany("objects"))?;
            if number >= offsets.len() {
                offsets.resize(number + 1, 0);
            }
            offsets[number] = entry.offset.unwrap_or(0);
        }
        Ok(Self { bytes: &bytes[..last.end], offsets, trailer: last.trailer.clone(), xref_at: last.xref_at })
    }

    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The trailer of the last revision.
    #[must_use]
    pub fn trailer(&self) -> &Dict {
        &self.trailer
    }

    /// Where the table of the last revision stands.
    #[must_use]
    pub fn xref_at(&self) -> usize {
        self.xref_at
    }

    /// The first object number that is not in use.
    #[must_use]
    pub fn size(&self) -> u32 {
        let named = self.trailer.get("Size").and_then(Object::as_integer).and_then(|size| u32::try_from(size).ok());
        u32::try_from(self.offsets.len()).unwrap_or(u32::MAX).max(named.unwrap_or(1))
    }

    /// Whether the file has this object.
    #[must_use]
    pub fn has(&self, reference: Reference) -> bool {
        self.offset(reference).is_some()
    }

    fn offset(&self, reference: Reference) -> Option<usize> {
        let number = usize::try_from(reference.number).ok()?;
        self.offsets.get(number).copied().filter(|offset| *offset > 0)
    }

    /// Reads an object.
    ///
    /// # Errors
    /// When it is missing, or another one stands at its place.
    pub fn find(&self, reference: Reference) -> Result<Found, PdfError> {
        let at = self.offset(reference).ok_or(PdfError::Missing("object that another one names"))?;
        let mut parser = Parser::new(self.bytes, at);
        let starts = self.bytes.get(at).is_some_and(u8::is_ascii_digit);
        let number = parser.unsigned()?;
        let generation = parser.unsigned()?;
        if !starts || (number, generation) != (number_of(reference), usize::from(reference.generation)) {
            return Err(PdfError::damaged(at, "another object stands here than the table says"));
        }
        parser.expect(b"obj", "an object has no beginning")?;
        let object = parser.object()?;
        let stream = match (&object, parser.take(b"stream")) {
            (Object::Dict(dict), true) => Some(self.stream(dict, &mut parser)?),
            (_, true) => return Err(PdfError::damaged(at, "a stream has no dictionary")),
            _ => None,
        };
        parser.expect(b"endobj", "an object has no end")?;
        Ok(Found { object, stream, span: at..parser.at() })
    }

    fn stream(&self, dict: &Dict, parser: &mut Parser<'a>) -> Result<Range<usize>, PdfError> {
        let at = parser.at();
        let start = match &self.bytes[at..] {
            [b'\r', b'\n', ..] => at + 2,
            [b'\n', ..] => at + 1,
            _ => return Err(PdfError::damaged(at, "a stream does not begin on a line of its own")),
        };
        let length = match dict.get("Length") {
            Some(Object::Integer(length)) => Some(*length),
            // An indirect length is an integer and no stream, so that this goes one step deep.
            Some(Object::Reference(reference)) => self.offset(*reference).and_then(|at| {
                let mut parser = Parser::new(self.bytes, at);
                (parser.unsigned().ok()?, parser.unsigned().ok()?, parser.take(b"obj").then_some(())?);
                i64::try_from(parser.unsigned().ok()?).ok()
            }),
            _ => None,
        };
        let end = length.and_then(|length| start.checked_add(usize::try_from(length).ok()?));
        let Some(end) = end.filter(|end| *end <= self.bytes.len()) else {
            return Err(PdfError::damaged(at, "a stream has no length"));
        };
        *parser = Parser::new(self.bytes, end);
        parser.expect(b"endstream", "a stream is longer or shorter than it says")?;
        Ok(start..end)
    }

    /// The dictionary behind a reference.
    ///
    /// # Errors
    /// When it is missing or no dictionary.
    pub fn dict(&self, reference: Reference) -> Result<Dict, PdfError> {
        match self.find(reference)?.object {
            Object::Dict(dict) => Ok(dict),
            _ => Err(PdfError::Missing("dictionary where one has to be")),
        }
    }

    /// The object itself, or what it refers to: one step, as typst writes it.
    ///
    /// # Errors
    /// As [`Document::find`].
    pub fn resolve(&self, object: &Object) -> Result<Object, PdfError> {
        match object {
            Object::Reference(reference) => Ok(self.find(*reference)?.object),
            other => Ok(other.clone()),
        }
    }

    /// The reference of the catalog (ISO 32000-1, 7.7.2).
    ///
    /// # Errors
    /// When the trailer names none.
    pub fn root(&self) -> Result<Reference, PdfError> {
        self.trailer.get("Root").and_then(Object::as_reference).ok_or(PdfError::Missing("catalog"))
    }

    /// The pages in order (ISO 32000-1, 7.7.3).
    ///
    /// # Errors
    /// When the page tree is broken, loops or is larger than any document of ours.
    pub fn pages(&self) -> Result<Vec<Reference>, PdfError> {
        let catalog = self.dict(self.root()?)?;
        let top = catalog.get("Pages").and_then(Object::as_reference).ok_or(PdfError::Missing("page tree"))?;
        let mut pages = Vec::new();
        let mut open = vec![top];
        // Each node is looked at once, so a loop ends at the limit.
        let mut seen = 0;
        while let Some(node) = open.pop() {
            seen += 1;
            if seen > MOST_PAGES * 2 || open.len() > MOST_PAGES * 2 {
                return Err(PdfError::TooMany("pages"));
            }
            let dict = self.dict(node)?;
            if dict.is("Type", "Page") {
                pages.push(node);
            } else {
                let kids = dict.get("Kids").and_then(Object::as_array).ok_or(PdfError::Missing("page"))?;
                open.extend(kids.iter().rev().filter_map(Object::as_reference));
            }
        }
        Ok(pages)
    }
}

fn number_of(reference: Reference) -> usize {
    usize::try_from(reference.number).unwrap_or(usize::MAX)
}
