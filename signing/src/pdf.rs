//! A small reader and incremental updater of PDF files as typst writes them: PDF 1.7 with classic
//! cross-reference tables (ISO 32000-1, 7.5).
//!
//! What belongs here: bytes, objects, tables and revisions. What never does: what the objects mean
//! (fields, signatures, tags). The reader takes any bytes: it never panics, never follows a loop, and
//! needs memory in proportion to the file. Files of other shapes (cross-reference streams, encryption)
//! are refused by name, not guessed at.

mod document;
mod object;
mod parser;
mod revisions;
mod strings;
mod text;
mod update;

#[cfg(test)]
mod tests;

pub use document::{Document, Found};
pub use object::{Dict, Object, Reference};
pub use parser::Parser;
pub(crate) use parser::hex as parser_hex;
pub use revisions::{Entry, Section, sections};
pub use text::{date, read_date, read_text, text};
pub use update::Update;

/// Why bytes cannot be read as a PDF of the expected shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The bytes do not begin with `%PDF-`.
    #[error("this is not a PDF file")]
    NotPdf,
    /// The trailer names an encryption dictionary (ISO 32000-1, 7.6).
    #[error("the file is encrypted")]
    Encrypted,
    /// A cross-reference stream or a hybrid file (ISO 32000-1, 7.5.8), which typst never writes.
    #[error("the file has a cross-reference stream, which documents of this kind never have")]
    CrossReferenceStream,
    /// Something is not where or what it has to be; `at` counts bytes from the start of the file.
    #[error("{what} (at byte {at})")]
    Damaged {
        /// Bytes from the start of the file.
        at: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// A limit of this reader: nesting, revisions, objects or pages.
    #[error("the file has too many {0}")]
    TooMany(&'static str),
    /// An object or entry that has to be there is missing.
    #[error("the file has no {0}")]
    Missing(&'static str),
}

impl PdfError {
    pub(crate) fn damaged(at: usize, what: &'static str) -> Self {
        Self::Damaged { at, what }
    }
}
