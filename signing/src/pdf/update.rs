//! Writes an incremental update (ISO 32000-1, 7.5.6): new and changed objects, a table, a trailer.

use std::collections::BTreeMap;
use std::io::Write as _;

use ring::digest::{SHA256, digest};

use super::object::{Dict, Object, Reference};
use super::{Document, PdfError};

/// An update in the making. Every byte of the file before it stays as it was.
#[derive(Debug)]
pub struct Update<'a, 'b> {
    document: &'b Document<'a>,
    /// The whole file, old bytes first.
    out: Vec<u8>,
    /// Where the update begins.
    start: usize,
    offsets: BTreeMap<Reference, usize>,
    next: u32,
}

impl<'a, 'b> Update<'a, 'b> {
    /// Begins an update of about `room` bytes.
    #[must_use]
    pub fn new(document: &'b Document<'a>, room: usize) -> Self {
        let bytes = document.bytes();
        let mut out = Vec::with_capacity(bytes.len() + room);
        out.extend_from_slice(bytes);
        if !bytes.ends_with(b"\n") {
            out.push(b'\n');
        }
        let start = out.len();
        Self { document, out, start, offsets: BTreeMap::new(), next: document.size() }
    }

    /// The name of a new object.
    pub fn allocate(&mut self) -> Reference {
        let reference = Reference::new(self.next);
        self.next += 1;
        reference
    }

    /// Whether this update made the object.
    #[must_use]
    pub fn is_new(&self, reference: Reference) -> bool {
        reference.number >= self.document.size()
    }

    /// Where the next byte will stand, from the start of the file.
    #[must_use]
    pub fn at(&self) -> usize {
        self.out.len()
    }

    fn begin(&mut self, reference: Reference) {
        self.offsets.insert(reference, self.out.len());
        writeln!(self.out, "{} {} obj", reference.number, reference.generation).expect("a vector takes every byte");
    }

    /// Writes an object, on lines of its own (ISO 19005-2, 6.1.9).
    pub fn put(&mut self, reference: Reference, object: &Object) {
        self.begin(reference);
        object.write(&mut self.out);
        self.out.extend_from_slice(b"\nendobj\n");
    }

    /// Writes an object from its bytes.
    pub fn put_raw(&mut self, reference: Reference, object: &[u8]) {
        self.begin(reference);
        self.out.extend_from_slice(object);
        self.out.extend_from_slice(b"\nendobj\n");
    }

    /// Writes a stream; `Length` is added.
    pub fn put_stream(&mut self, reference: Reference, dict: Dict, content: &[u8]) {
        let length = i64::try_from(content.len()).expect("memory is smaller than 2^63 bytes");
        self.begin(reference);
        dict.with("Length", Object::Integer(length)).write(&mut self.out);
        self.out.extend_from_slice(b"\nstream\n");
        self.out.extend_from_slice(content);
        // After a carriage return a line feed alone would be half of one line end, and the stream a byte
        // shorter than its length says (ISO 19005-2, 6.1.7.1).
        self.out.extend_from_slice(if content.ends_with(b"\r") { b"\r\n" } else { b"\n" });
        self.out.extend_from_slice(b"endstream\nendobj\n");
    }

    /// Writes table and trailer, and returns the whole file. The second half of `/ID` becomes the
    /// digest of the update (ISO 32000-1, 14.4), so that the same update gives the same bytes.
    ///
    /// # Errors
    /// When the old trailer has no catalog.
    pub fn finish(mut self) -> Result<Vec<u8>, PdfError> {
        let old = self.document.trailer();
        let mut trailer = Dict::new().with("Size", Object::Integer(i64::from(self.next)));
        trailer.set("Root", self.document.root()?);
        if let Some(info) = old.get("Info") {
            trailer.set("Info", info.clone());
        }
        if let Some([first, _]) = old.get("ID").and_then(Object::as_array) {
            let print = digest(&SHA256, &self.out[self.start..]);
            trailer.set("ID", Object::Array(vec![first.clone(), Object::Text(print.as_ref()[..16].to_vec())]));
        }
        trailer.set("Prev", Object::Integer(i64::try_from(self.document.xref_at()).unwrap_or_default()));

        let xref_at = self.out.len();
        self.out.extend_from_slice(b"xref\n");
        let entries: Vec<(Reference, usize)> = std::mem::take(&mut self.offsets).into_iter().collect();
        for run in entries.chunk_by(|(before, _), (after, _)| before.number + 1 == after.number) {
            writeln!(self.out, "{} {}", run[0].0.number, run.len()).expect("a vector takes every byte");
            for (reference, offset) in run {
                writeln!(self.out, "{offset:010} {:05} n ", reference.generation).expect("a vector takes every byte");
            }
        }
        self.out.extend_from_slice(b"trailer\n");
        trailer.write(&mut self.out);
        write!(self.out, "\nstartxref\n{xref_at}\n%%EOF\n").expect("a vector takes every byte");
        Ok(self.out)
    }
}
