//! Signature fields: how they are put into a released document, and how they are found again.
//!
//! What belongs here: form, fields, widgets and their place in the structure tree. What never does:
//! signing. **All** fields go in before the first signature, tagged: one for every slot, and two of
//! zero size for archive time-stamps. A tagged field that is added later makes validators call the
//! earlier signatures invalid; an untagged one with a widget breaks PDF/UA (ISO 14289-1, 7.18.4).

mod structure;

use crate::pdf::{Dict, Document, Object, PdfError, Reference, Update, read_text, text};
use structure::Structure;

/// Names of the two fields that are kept for archive time-stamps (ETSI EN 319 142-1, 5.4.3).
pub const SPARE_NAMES: [&str; 2] = ["ArchiveTimeStamp1", "ArchiveTimeStamp2"];

/// What a screen reader says at a spare field.
const SPARE_TOOLTIP: &str = "Plaats voor een archieftijdstempel";

/// `/F`: printed, and locked in its place (ISO 32000-1, table 165).
const PRINT_AND_LOCKED: i64 = 4 + 128;

/// `/SigFlags`: signatures exist, and the file is only ever appended to (ISO 32000-1, table 219).
const SIGNATURES_AND_APPEND_ONLY: i64 = 3;

/// More fields than a document of ours ever has; bounds the work on files of others.
const MOST_FIELDS: usize = 64;

/// A rectangle on a page, in points from its top left corner, as typst's introspector gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// From the left edge of the page.
    pub x: f64,
    /// From the top edge of the page.
    pub y: f64,
    /// To the right.
    pub width: f64,
    /// Downwards.
    pub height: f64,
}

/// Where a slot is signed.
#[derive(Debug, Clone, PartialEq)]
pub struct SlotPlace {
    /// The name of the field: unique in the document, ASCII letters, digits, `-` and `_`.
    pub name: String,
    /// What a screen reader says: whose signature comes here.
    pub tooltip: String,
    /// The page, from 1.
    pub page: usize,
    /// Where on that page.
    pub rect: Rect,
}

/// Why a document gets no fields.
#[derive(Debug, thiserror::Error)]
pub enum FieldsError {
    /// The document is not as typst writes it.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The document has a form already; fields go in once.
    #[error("the document has fields already")]
    AlreadyPrepared,
    /// A name is empty, has other characters, is used twice or is one of [`SPARE_NAMES`].
    #[error("“{0}” cannot be the name of a field")]
    Name(String),
    /// There is no such page.
    #[error("the document has no page {0}")]
    NoPage(usize),
    /// There are no slots, or too many.
    #[error("a document has between 1 and {} slots", MOST_FIELDS - SPARE_NAMES.len())]
    Count,
}

/// Gives a released document its fields by an incremental update; the same input gives the same bytes.
///
/// # Errors
/// When the document is not as typst writes it, has fields already, or a slot has no valid place.
pub fn prepare(released: &[u8], slots: &[SlotPlace]) -> Result<Vec<u8>, FieldsError> {
    check_names(slots)?;
    let document = Document::open(released)?;
    let catalog_name = document.root()?;
    let mut catalog = document.dict(catalog_name)?;
    if catalog.get("AcroForm").is_some() {
        return Err(FieldsError::AlreadyPrepared);
    }
    let pages = document.pages()?;
    let mut structure = Structure::read(&document, &catalog)?;
    let mut update = Update::new(&document, 16 * 1024);

    // One empty drawing for all that is not yet signed (ISO 19005-2, 6.3.3 wants one per widget).
    let blank = update.allocate();
    update.put_stream(blank, form_xobject(1.0, 1.0), b"");

    let mut changed_pages: Vec<(Reference, Dict)> = Vec::new();
    let mut fields = Vec::new();
    for slot in slots {
        let page =
            *slot.page.checked_sub(1).and_then(|index| pages.get(index)).ok_or(FieldsError::NoPage(slot.page))?;
        let page_dict = open_page(&document, &mut changed_pages, page)?;
        let rect = from_bottom(page_dict, slot.rect)?;
        let place = Place { name: &slot.name, tooltip: &slot.tooltip, page, rect };
        fields.push(add(&mut update, &mut structure, page_dict, &place, blank)?);
    }
    let last = *pages.last().ok_or(PdfError::Missing("page"))?;
    for name in SPARE_NAMES {
        let page_dict = open_page(&document, &mut changed_pages, last)?;
        let place = Place { name, tooltip: SPARE_TOOLTIP, page: last, rect: [0.0; 4] };
        fields.push(add(&mut update, &mut structure, page_dict, &place, blank)?);
    }
    for (page, dict) in changed_pages {
        update.put(page, &Object::Dict(dict));
    }
    structure.write(&mut update);

    let form = update.allocate();
    let fields = fields.into_iter().map(Object::Reference).collect();
    let form_dict =
        Dict::new().with("Fields", Object::Array(fields)).with("SigFlags", Object::Integer(SIGNATURES_AND_APPEND_ONLY));
    update.put(form, &Object::Dict(form_dict));
    catalog.set("AcroForm", form);
    update.put(catalog_name, &Object::Dict(catalog));
    Ok(update.finish()?)
}

fn check_names(slots: &[SlotPlace]) -> Result<(), FieldsError> {
    if slots.is_empty() || slots.len() > MOST_FIELDS - SPARE_NAMES.len() {
        return Err(FieldsError::Count);
    }
    for (index, slot) in slots.iter().enumerate() {
        let plain = slot.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        let taken = slots[..index].iter().any(|other| other.name == slot.name) || SPARE_NAMES.contains(&&*slot.name);
        if slot.name.is_empty() || !plain || taken {
            return Err(FieldsError::Name(slot.name.clone()));
        }
    }
    Ok(())
}

/// The dictionary of a page that gets a widget, read once.
fn open_page<'c>(
    document: &Document,
    changed: &'c mut Vec<(Reference, Dict)>,
    page: Reference,
) -> Result<&'c mut Dict, PdfError> {
    let index = match changed.iter().position(|(reference, _)| *reference == page) {
        Some(index) => index,
        None => {
            let mut dict = document.dict(page)?;
            let annotations = match dict.get("Annots") {
                Some(annotations) => document.resolve(annotations)?,
                None => Object::Array(Vec::new()),
            };
            dict.set("Annots", annotations);
            // Reading order follows the structure (ISO 14289-1, 7.18.3).
            dict.set("Tabs", Object::name("S"));
            changed.push((page, dict));
            changed.len() - 1
        }
    };
    Ok(&mut changed[index].1)
}

/// The corners from the bottom left of the page (ISO 32000-1, 7.9.5). typst gives every page a media box.
fn from_bottom(page: &Dict, rect: Rect) -> Result<[f64; 4], PdfError> {
    let media_box = page.get("MediaBox").and_then(Object::as_array).ok_or(PdfError::Missing("size of a page"))?;
    let numbers: Vec<f64> = media_box.iter().filter_map(Object::as_number).collect();
    let [left, _, _, top] = numbers[..] else { return Err(PdfError::Missing("size of a page")) };
    Ok([left + rect.x, top - rect.y - rect.height, left + rect.x + rect.width, top - rect.y])
}

struct Place<'a> {
    name: &'a str,
    tooltip: &'a str,
    page: Reference,
    rect: [f64; 4],
}

/// One field that is its own widget (ISO 32000-1, 12.5.6.19), with a Form element in the structure tree.
fn add(
    update: &mut Update,
    structure: &mut Structure,
    page_dict: &mut Dict,
    place: &Place,
    blank: Reference,
) -> Result<Reference, PdfError> {
    let widget = update.allocate();
    let parent_key = structure.add_form(update, widget, place.page, place.tooltip)?;
    let field = Dict::new()
        .with("Type", Object::name("Annot"))
        .with("Subtype", Object::name("Widget"))
        .with("FT", Object::name("Sig"))
        .with("T", text(place.name))
        .with("TU", text(place.tooltip))
        .with("Rect", Object::Array(place.rect.into_iter().map(Object::points).collect()))
        .with("P", place.page)
        .with("F", Object::Integer(PRINT_AND_LOCKED))
        .with("StructParent", Object::Integer(parent_key))
        .with("AP", Dict::new().with("N", blank));
    update.put(widget, &Object::Dict(field));
    let Some(Object::Array(annotations)) = page_dict.get("Annots") else {
        return Err(PdfError::Missing("list of annotations of a page"));
    };
    let mut annotations = annotations.clone();
    annotations.push(widget.into());
    page_dict.set("Annots", Object::Array(annotations));
    Ok(widget)
}

/// The dictionary of a drawing without fonts and transparency (ISO 32000-1, 8.10.2).
pub(crate) fn form_xobject(width: f64, height: f64) -> Dict {
    let corners = [0.0, 0.0, width, height];
    Dict::new()
        .with("Type", Object::name("XObject"))
        .with("Subtype", Object::name("Form"))
        .with("BBox", Object::Array(corners.into_iter().map(Object::points).collect()))
        .with("Resources", Dict::new())
}

/// A signature field as it stands in a document.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its object, which is its widget too.
    pub reference: Reference,
    /// `/T`
    pub name: String,
    /// `/TU`
    pub tooltip: String,
    /// `/V`: the signature in it.
    pub value: Option<Reference>,
    /// Everything.
    pub dict: Dict,
}

impl Field {
    /// Whether it is kept for an archive time-stamp.
    #[must_use]
    pub fn is_spare(&self) -> bool {
        SPARE_NAMES.contains(&&*self.name)
    }
}

/// The signature fields of a document, in the order of its form.
///
/// # Errors
/// When the form is not one that [`prepare`] makes: missing, nested, or with other kinds of fields.
pub fn read(document: &Document) -> Result<Vec<Field>, PdfError> {
    let catalog = document.dict(document.root()?)?;
    let form = catalog.get("AcroForm").and_then(Object::as_reference).ok_or(PdfError::Missing("form"))?;
    let form = document.dict(form)?;
    let names = form.get("Fields").and_then(Object::as_array).ok_or(PdfError::Missing("list of fields"))?;
    if names.len() > MOST_FIELDS {
        return Err(PdfError::TooMany("fields"));
    }
    names.iter().map(|name| field(document, name.as_reference())).collect()
}

fn field(document: &Document, reference: Option<Reference>) -> Result<Field, PdfError> {
    let reference = reference.ok_or(PdfError::Missing("field that the form names"))?;
    let dict = document.dict(reference)?;
    let string = |key: &str| dict.get(key).and_then(Object::as_text).map(read_text);
    let (Some(name), Some(tooltip), true) = (string("T"), string("TU"), dict.is("FT", "Sig")) else {
        return Err(PdfError::Missing("name, description or kind of a field"));
    };
    let value = match dict.get("V") {
        None => None,
        Some(Object::Reference(value)) => Some(*value),
        Some(_) => return Err(PdfError::Missing("signature that a field names")),
    };
    Ok(Field { reference, name, tooltip, value, dict })
}
