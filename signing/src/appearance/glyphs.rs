//! Glyphs as paths (ISO 32000-1, 8.5), in whole units of a part of the size of the letters.

use std::collections::HashMap;
use std::fmt::Write as _;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::layout::{Line, Weight};

/// Units in the height of a letter: finer than 1000 dots an inch at eleven points, and short to write.
const UNITS: f32 = 160.0;

/// The bytes are no font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a font with outlines (TrueType or OpenType)")]
pub struct FontError;

/// The fonts that words are drawn with: the first that has a letter draws it.
pub struct Lettering<'a> {
    plain: Vec<Face<'a>>,
    bold: Vec<Face<'a>>,
}

impl std::fmt::Debug for Lettering<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Lettering").field("fonts", &(self.plain.len() + self.bold.len())).finish()
    }
}

impl<'a> Lettering<'a> {
    /// Reads fonts: `plain` for all lines, `bold` for the name, before falling back on `plain`.
    ///
    /// # Errors
    /// When one of them is no font, or there is no plain one.
    pub fn new(plain: &[&'a [u8]], bold: &[&'a [u8]]) -> Result<Self, FontError> {
        let faces = |fonts: &[&'a [u8]]| -> Result<Vec<Face<'a>>, FontError> {
            fonts.iter().map(|font| Face::parse(font, 0).map_err(|_| FontError)).collect()
        };
        if plain.is_empty() {
            return Err(FontError);
        }
        let plain = faces(plain)?;
        let bold = faces(bold)?.into_iter().chain(plain.iter().cloned()).collect();
        Ok(Self { plain, bold })
    }

    fn faces(&self, weight: Weight) -> &[Face<'a>] {
        match weight {
            Weight::Plain => &self.plain,
            Weight::Bold => &self.bold,
        }
    }

    /// The font and glyph of a letter; the box of an unknown letter when no font has it.
    fn glyph(&self, letter: char, weight: Weight) -> (usize, GlyphId) {
        let faces = self.faces(weight);
        let found = faces.iter().enumerate().find_map(|(index, face)| Some((index, face.glyph_index(letter)?)));
        found.unwrap_or((0, GlyphId(0)))
    }

    /// How far the pen moves, in [`UNITS`].
    fn advance(&self, letter: char, weight: Weight) -> i32 {
        let (index, glyph) = self.glyph(letter, weight);
        let face = &self.faces(weight)[index];
        round(f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * UNITS / f32::from(face.units_per_em()))
    }

    /// The width of a text in points, at this size of letters.
    pub(super) fn width(&self, text: &str, weight: Weight, size: f64) -> f64 {
        let units: i32 = text.chars().map(|letter| self.advance(letter, weight)).sum();
        f64::from(units) * size / f64::from(UNITS)
    }
}

/// Rounds to whole units.
fn round(value: f32) -> i32 {
    // Outlines reach a few thousand units; a broken font that says more is cut off.
    #[expect(clippy::cast_possible_truncation, reason = "clamped to a range that fits")]
    let whole = value.round().clamp(-100_000.0, 100_000.0) as i32;
    whole
}

/// Writes lines as paths. The path of a letter is written once and repeated from memory, the same bytes
/// each time, which deflates well.
#[derive(Debug, Default)]
pub(super) struct Pen {
    out: String,
    known: HashMap<(char, Weight), String>,
}

impl Pen {
    pub(super) fn line(&mut self, lettering: &Lettering, line: &Line) {
        let scale = line.size / f64::from(UNITS);
        self.push(format_args!("q {} g {scale:.5} 0 0 {scale:.5} {:.2} {:.2} cm\n", line.grey, line.left, line.base));
        let mut skipped = 0;
        for letter in line.text.chars() {
            let path = self.known.entry((letter, line.weight)).or_insert_with(|| path(lettering, letter, line.weight));
            if !path.is_empty() {
                if skipped != 0 {
                    writeln!(self.out, "1 0 0 1 {skipped} 0 cm").expect("a string takes every character");
                    skipped = 0;
                }
                self.out.push_str(path);
            }
            skipped += lettering.advance(letter, line.weight);
        }
        self.out.push_str("Q\n");
    }

    fn push(&mut self, arguments: std::fmt::Arguments) {
        self.out.write_fmt(arguments).expect("a string takes every character");
    }

    pub(super) fn content(&self) -> &[u8] {
        self.out.as_bytes()
    }
}

fn path(lettering: &Lettering, letter: char, weight: Weight) -> String {
    let (index, glyph) = lettering.glyph(letter, weight);
    let face = &lettering.faces(weight)[index];
    let mut outline = Outline { out: String::new(), scale: UNITS / f32::from(face.units_per_em()), at: (0.0, 0.0) };
    if face.outline_glyph(glyph, &mut outline).is_some() {
        outline.out.push_str("f\n");
        outline.out
    } else {
        String::new()
    }
}

struct Outline {
    out: String,
    scale: f32,
    /// Where the pen is, in units of the font.
    at: (f32, f32),
}

impl Outline {
    fn points(&mut self, points: &[(f32, f32)], operator: char) {
        for (x, y) in points {
            write!(self.out, "{} {} ", round(x * self.scale), round(y * self.scale))
                .expect("a string takes every character");
        }
        self.out.push(operator);
        self.out.push('\n');
        self.at = points[points.len() - 1];
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.points(&[(x, y)], 'm');
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.points(&[(x, y)], 'l');
    }

    /// PDF knows cubic curves only; this is the same curve.
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x0, y0) = self.at;
        let toward = |end: f32, control: f32| end + (control - end) * 2.0 / 3.0;
        self.points(&[(toward(x0, x1), toward(y0, y1)), (toward(x, x1), toward(y, y1)), (x, y)], 'c');
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.points(&[(x1, y1), (x2, y2), (x, y)], 'c');
    }

    fn close(&mut self) {
        self.out.push_str("h\n");
    }
}
