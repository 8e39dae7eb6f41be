//! The documents of the portal: a model agreement whose texts are data, typeset to PDF/A-2a and PDF/UA-1.
//!
//! What belongs here: the texts and their twin in plain language, the layout, the fonts, where signatures go. What
//! never does: files, network, clock, signatures. The same [`AgreementFacts`] always give the same bytes.
//!
//! - [`Texts`] reads a version of the model agreement; [`Texts::agreement`] gives its words for one pair.
//! - [`render()`] makes the PDF, or its reading copy, and says where signatures go.
//! - [`worker`] is the protocol of a process that does nothing else.
//! - [`samples`] has invented facts for every shape of agreement.

/// The fonts of the documents, for whoever draws in them: for running text, and for what stands out.
#[must_use]
pub fn lettering() -> ([&'static [u8]; 3], [&'static [u8]; 1]) {
    let files = world::fonts::FILES;
    ([files.regular, files.arabic, files.hebrew], [files.semibold])
}

mod facts;
mod glyphs;
mod render;
pub mod samples;
mod stream_ends;
mod texts;
pub mod worker;
mod world;

pub use facts::{AgreementFacts, Contact, ContractingParty, Executor, Member, Organisation, Partner, SlotFacts};
pub use render::{
    Error, Kind, PAGE_SIZE, Rect, RenderOptions, Rendered, SLOT_SIZE, SlotPlace, render, render_with, warm,
};
pub use texts::{
    Agreement, Annex, AnnexKind, Article, Definition, Paragraph, PartyBlock, SigningPage, SigningPlace, Texts,
    TextsError,
};
