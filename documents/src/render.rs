//! From facts to a PDF, with the places to sign.

use crate::facts::AgreementFacts;
use crate::glyphs;
use crate::stream_ends;
use crate::texts::{Texts, TextsError};
use crate::world::DocumentWorld;
use domain::agreement::Side;
use domain::ids::SlotId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Label, Smart};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// How many documents ago something must have been used to be kept in memory.
const REMEMBERED: usize = 10;
/// The place of a signature, as the template draws it: width and height in points.
pub const SLOT_SIZE: (f64, f64) = (215.0, 68.0);
/// Width and height of a page (A4), in points.
pub const PAGE_SIZE: (f64, f64) = (595.275_590_551_181_1, 841.889_763_779_527_5);

/// Which copy is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The document that is signed.
    Original,
    /// The *leeskopie*: a line on every page says that it is not signed, and it has no places to sign.
    ReadingCopy,
}

/// What is wanted of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderOptions {
    /// Which copy.
    pub copy: Kind,
}

/// A finished document.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// The file: PDF/A-2a and PDF/UA-1, the same bytes for the same facts.
    pub pdf: Vec<u8>,
    /// Where signatures go, in the order of the facts; none in a reading copy.
    pub slots: Vec<SlotPlace>,
    /// How many pages.
    pub pages: usize,
    /// Characters that no embedded font has; □ stands for them.
    pub replaced: Vec<char>,
}

/// Where a signature goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SlotPlace {
    /// Which slot.
    pub slot: SlotId,
    /// The page, from 1.
    pub page: usize,
    /// Where on it.
    pub rect: Rect,
}

/// A place on a page, in points from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// From the left edge.
    pub x: f64,
    /// From the top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// As PDF writes it (ISO 32000-1, 7.9.5): left, bottom, right, top, from the bottom left corner of the page.
    #[must_use]
    pub fn to_pdf(self) -> [f64; 4] {
        let top = PAGE_SIZE.1 - self.y;
        [self.x, top - self.height, self.x + self.width, top]
    }
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The facts contradict each other.
    #[error("the facts do not fit: {0}")]
    Facts(&'static str),
    /// The texts do not fit the facts.
    #[error("the texts do not fit the facts")]
    Texts(#[from] TextsError),
    /// The words could not be written as JSON.
    #[error("the words cannot be handed to the template")]
    Words(#[from] serde_json::Error),
    /// The template or the PDF writer refused. May quote the document, so keep it out of logs.
    #[error("typesetting refused: {0}")]
    Typesetting(String),
}

/// Renders with the texts that the facts name, of those that come with the program.
///
/// # Errors
/// See [`Error`].
pub fn render(facts: &AgreementFacts, options: &RenderOptions) -> Result<Rendered, Error> {
    render_with(&*Texts::version_of(&facts.texts)?, facts, options)
}

/// Renders with these texts, such as a draft that an administrator previews.
///
/// # Errors
/// See [`Error`].
pub fn render_with(texts: &Texts, facts: &AgreementFacts, options: &RenderOptions) -> Result<Rendered, Error> {
    check(facts)?;
    let words = Words::of(texts, facts, options.copy)?;
    let mut document = typeset(words.json)?;
    let info = document.info_mut();
    info.title = Some(words.title.into());
    info.keywords = vec![facts.number.to_string().into()];
    let slots = match options.copy {
        Kind::Original => places(&document, facts)?,
        Kind::ReadingCopy => Vec::new(),
    };
    let pdf = typst_pdf::pdf(&document, &pdf_options(facts, options.copy)?).map_err(|it| refused(&it))?;
    let pages = document.pages().len();
    comemo::evict(REMEMBERED);
    Ok(Rendered { pdf: stream_ends::unmistakable(pdf), slots, pages, replaced: words.replaced })
}

/// Makes what all documents share, so that the first one of a worker is not slower than the rest.
///
/// # Errors
/// Only if the template in the program is broken.
pub fn warm() -> Result<(), Error> {
    render(&crate::samples::sector("huur"), &RenderOptions { copy: Kind::Original }).map(drop)
}

fn check(facts: &AgreementFacts) -> Result<(), Error> {
    let has = |side| facts.slots.iter().any(|slot| slot.side == side);
    let executor_signs = facts.executor.as_ref().is_some_and(|executor| executor.is_party);
    if facts.executor.as_ref().is_some_and(|executor| executor.works_for == Side::Executor) {
        Err(Error::Facts("an executor works for one of the other sides"))
    } else if !has(Side::Municipality) || !has(Side::Partner) {
        Err(Error::Facts("both sides need a place to sign"))
    } else if executor_signs != has(Side::Executor) {
        Err(Error::Facts("an executor has a place to sign if and only if it is a party"))
    } else {
        Ok(())
    }
}

/// The words of one document as the template reads them.
struct Words {
    json: Vec<u8>,
    title: String,
    replaced: Vec<char>,
}

impl Words {
    fn of(texts: &Texts, facts: &AgreementFacts, copy: Kind) -> Result<Self, Error> {
        let agreement = texts.agreement(facts)?;
        let mut replaced = BTreeSet::new();
        let [party, partner] = [facts.party.organisation(), &facts.partner.organisation].map(|it| short(&it.name));
        let title = format!("{} {}: {party} en {partner}", agreement.title, facts.number);
        let mut words = serde_json::to_value(agreement)?;
        fit(&mut words, &mut replaced);
        let labels = texts.labels();
        words["copy"] = match copy {
            Kind::Original => Value::Null,
            Kind::ReadingCopy => labels.copy.as_str().into(),
        };
        words["note"] = if replaced.is_empty() { Value::Null } else { labels.replaced.as_str().into() };
        for (at, slot) in words["signing"]["slots"].as_array_mut().into_iter().flatten().enumerate() {
            slot["id"] = match copy {
                Kind::Original => slot_label(at).into(),
                Kind::ReadingCopy => Value::Null,
            };
        }
        Ok(Self { json: serde_json::to_vec(&words)?, title, replaced: replaced.into_iter().collect() })
    }
}

/// Makes every text fit the fonts.
fn fit(value: &mut Value, replaced: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => *text = glyphs::fit(text, replaced),
        Value::Array(list) => list.iter_mut().for_each(|it| fit(it, replaced)),
        Value::Object(map) => map.values_mut().for_each(|it| fit(it, replaced)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A name that leaves a title useful: no more than 70 characters.
fn short(name: &str) -> String {
    let name = glyphs::fit(name, &mut BTreeSet::new()).replace('\u{200B}', "");
    if name.chars().count() <= 70 { name } else { name.chars().take(69).chain(['…']).collect() }
}

fn slot_label(at: usize) -> String {
    format!("slot-{}", at + 1)
}

fn typeset(words: Vec<u8>) -> Result<PagedDocument, Error> {
    let compiled = typst::compile::<PagedDocument>(&DocumentWorld::new(words));
    debug_assert!(compiled.warnings.is_empty(), "{:?}", compiled.warnings);
    compiled.output.map_err(|it| refused(&it))
}

fn places(document: &PagedDocument, facts: &AgreementFacts) -> Result<Vec<SlotPlace>, Error> {
    let introspector = document.introspector();
    let place = |(at, slot): (usize, &crate::facts::SlotFacts)| {
        let label = Label::new(PicoStr::intern(&slot_label(at)))?;
        let location = introspector.query_label(label).ok()?.location()?;
        let position = introspector.position(location)?;
        let (width, height) = SLOT_SIZE;
        let rect = Rect { x: position.point.x.to_pt(), y: position.point.y.to_pt(), width, height };
        Some(SlotPlace { slot: slot.id, page: position.page.get(), rect })
    };
    let places: Option<Vec<_>> = facts.slots.iter().enumerate().map(place).collect();
    places.ok_or_else(|| Error::Typesetting("a place to sign is missing".to_owned()))
}

fn pdf_options(facts: &AgreementFacts, copy: Kind) -> Result<PdfOptions, Error> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| Error::Typesetting(error.message().to_string()))?;
    let day = facts.dated;
    let (month, date) = (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
    let midnight =
        Datetime::from_ymd_hms(i32::from(day.year()), month, date, 0, 0, 0).ok_or(Error::Facts("no such day"))?;
    Ok(PdfOptions {
        ident: Smart::Custom(format!("{}/{}/{copy:?}", facts.number, facts.revision)),
        creator: Smart::Custom(Some("Vroegteken".to_owned())),
        timestamp: Some(Timestamp::new_utc(midnight)),
        standards,
        ..PdfOptions::default()
    })
}

fn refused(errors: &[SourceDiagnostic]) -> Error {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    Error::Typesetting(messages.join("; "))
}

#[cfg(test)]
mod pages;
#[cfg(test)]
mod tests;
