//! Glyphs as paths (ISO 32000-1, 8.5), in whole units of a part of the size of the letters.

use std::collections::HashMap;
use std::fmt::Write as _;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use super::layout::{Line, Weight};
use super::shaping::Lettering;

/// Units in the size of a letter: finer than 1000 dots an inch at eleven points, and short to write.
pub(super) const UNITS: i32 = 160;

/// Writes lines as paths. The path of a glyph is made once and repeated from memory, the same bytes each
/// time, which deflates well.
#[derive(Debug, Default)]
pub(super) struct Pen {
    out: String,
    known: HashMap<(Weight, usize, GlyphId), String>,
}

impl Pen {
    pub(super) fn line(&mut self, lettering: &Lettering, line: &Line) {
        let scale = line.size / f64::from(UNITS);
        let (grey, left, base) = (line.grey, line.left, line.base);
        self.push(format_args!("q {grey} g {scale:.5} 0 0 {scale:.5} {left:.2} {base:.2} cm\n"));
        let (mut x, mut y) = (0, 0);
        for glyph in lettering.glyphs(&line.text, line.weight).0 {
            let key = (line.weight, glyph.font, glyph.id);
            let path = self.known.entry(key).or_insert_with(|| path(lettering, key)).clone();
            if path.is_empty() {
                continue;
            }
            if (x, y) != (glyph.x, glyph.y) {
                self.push(format_args!("1 0 0 1 {} {} cm\n", glyph.x - x, glyph.y - y));
                (x, y) = (glyph.x, glyph.y);
            }
            self.out.push_str(&path);
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

/// The path of a glyph; empty for a space.
fn path(lettering: &Lettering, (weight, font, id): (Weight, usize, GlyphId)) -> String {
    let face = &lettering.faces(weight)[font];
    let mut outline = Outline { out: String::new(), em: face.units_per_em().max(1), at: (0.0, 0.0) };
    if face.outline_glyph(id, &mut outline).is_some() && !outline.out.is_empty() {
        outline.out.push_str("f\n");
    }
    outline.out
}

struct Outline {
    out: String,
    em: i32,
    /// Where the pen is, in units of the font.
    at: (f32, f32),
}

impl Outline {
    /// Rounds to whole [`UNITS`].
    fn round(&self, value: f32) -> i32 {
        // Outlines reach a few thousand units of the font; a broken font that says more is cut off.
        #[expect(clippy::cast_possible_truncation, reason = "clamped to a range that fits")]
        let whole = value.clamp(-100_000.0, 100_000.0).round() as i32;
        // To the nearest, also below zero.
        (whole * UNITS * 2 + self.em).div_euclid(self.em * 2)
    }

    fn points(&mut self, points: &[(f32, f32)], operator: char) {
        for (x, y) in points {
            let (x, y) = (self.round(*x), self.round(*y));
            write!(self.out, "{x} {y} ").expect("a string takes every character");
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
