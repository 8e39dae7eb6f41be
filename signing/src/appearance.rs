//! What is drawn in a slot: name, function, ground, organisation and date as outlines of glyphs.
//!
//! What belongs here: layout of a few short lines in a rectangle, and paths. What never does: which
//! words. Paths need no font in the file, which a signature could not add without leaving PDF/A.
//! One drawing serves all documents of a round: it is made once and kept.

mod glyphs;
mod layout;
mod shaping;

pub use shaping::{FontError, Lettering};

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use layout::Style;

/// The words of a slot, as they are to stand there. Empty ones are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    /// Who signs.
    pub name: &'a str,
    /// In which function.
    pub function: &'a str,
    /// For which organisation.
    pub organisation: &'a str,
    /// On which ground: office, register or mandate.
    pub ground: &'a str,
    /// When.
    pub date: &'a str,
}

/// A finished drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    width: f64,
    height: f64,
    content: Vec<u8>,
}

impl Appearance {
    /// In points.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.width
    }

    /// In points.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.height
    }

    /// Its operators, deflated (RFC 1950).
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }
}

/// Draws words in a rectangle of this size in points. Lines are broken between words; when all is too
/// much for the rectangle the letters become smaller, down to half, and then the last lines end in `…`.
#[must_use]
pub fn draw(lettering: &Lettering, words: &Words, width: f64, height: f64) -> Appearance {
    let lines = [
        (words.name, Style::Name),
        (words.function, Style::Plain),
        (words.organisation, Style::Plain),
        (words.ground, Style::Small),
        (words.date, Style::Small),
    ];
    let placed = layout::fit(lettering, &lines, width, height);
    let mut pen = glyphs::Pen::default();
    for line in &placed {
        pen.line(lettering, line);
    }
    Appearance { width, height, content: deflate(pen.content()) }
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).and_then(|()| encoder.finish()).expect("a vector takes every byte")
}
