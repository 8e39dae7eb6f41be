//! A file of the shape of our documents: revisions, fields, and which revision signed which field.

use super::outcome::Slot;
use crate::fields::{self, Field, SPARE_NAMES};
use crate::pdf::{Document, PdfError, Reference, Section, sections};

/// A field that has a signature.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) field: Field,
    /// The signature dictionary.
    pub(super) value: Reference,
    /// Index of the first revision in which that object stands.
    pub(super) section: usize,
}

/// A file that was read as a whole.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) sections: Vec<Section>,
    fields: Vec<Field>,
    /// In the order in which they were signed.
    pub(super) signed: Vec<Signed>,
}

impl<'a> File<'a> {
    /// Reads a file.
    ///
    /// # Errors
    /// When it has not the shape of a document that [`fields::prepare`] made.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, PdfError> {
        let sections = sections(bytes)?;
        let document = Document::at(bytes, &sections)?;
        let fields = fields::read(&document)?;
        let spare = SPARE_NAMES.iter().all(|name| fields.iter().any(|field| field.name == *name));
        let mut names: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
        names.sort_unstable();
        let twice = names.windows(2).any(|pair| pair[0] == pair[1]);
        if !spare || twice || fields.iter().all(Field::is_spare) {
            return Err(PdfError::Missing("fields as documents of this portal have them"));
        }
        let mut signed = Vec::new();
        for field in &fields {
            let Some(value) = field.value else { continue };
            let holds = |section: &Section| section.entries.iter().any(|entry| entry.reference == value);
            let section = sections.iter().position(holds).ok_or(PdfError::Missing("signature that a field names"))?;
            signed.push(Signed { field: field.clone(), value, section });
        }
        signed.sort_by_key(|signed| signed.section);
        Ok(Self { bytes, sections, fields, signed })
    }

    /// The document as it was after this revision.
    pub(super) fn after(&self, section: usize) -> Result<Document<'a>, PdfError> {
        Document::at(self.bytes, &self.sections[..=section])
    }

    pub(super) fn slots(&self) -> Vec<Slot> {
        let slots = self.fields.iter().filter(|field| !field.is_spare());
        slots
            .map(|field| Slot {
                name: field.name.clone(),
                tooltip: field.tooltip.clone(),
                signed: field.value.is_some(),
            })
            .collect()
    }
}
