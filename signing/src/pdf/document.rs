//! The objects of a file as one of its revisions shows them (ISO 32000-1, 7.3.10 and 7.7).

use std::ops::Range;

use super::PdfError;
use super::object::{Dict, Object, Reference};
use super::parser::Parser;
use super::revisions::{Section, sections};

/// Pages of one document.
const MOST_PAGES: usize = 10_000;

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
                let (_number, _generation) = (parser.unsigned().ok()?, parser.unsigned().ok()?);
                parser.expect(b"obj", "").ok()?;
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
