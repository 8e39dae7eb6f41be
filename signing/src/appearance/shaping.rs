//! From a text to glyphs in their places: fonts, the direction of letters, and how they join.

use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{Direction, Face, UnicodeBuffer, shape};
use unicode_bidi::BidiInfo;

use super::glyphs::UNITS;
use super::layout::Weight;

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

/// One glyph, in units of [`UNITS`] from where the line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// Index of its font.
    pub(super) font: usize,
    pub(super) id: GlyphId,
    pub(super) x: i32,
    pub(super) y: i32,
}

impl<'a> Lettering<'a> {
    /// Reads fonts: `plain` for all lines, `bold` for the name, before falling back on `plain`.
    ///
    /// # Errors
    /// When one of them is no font, or there is no plain one.
    pub fn new(plain: &[&'a [u8]], bold: &[&'a [u8]]) -> Result<Self, FontError> {
        let faces = |fonts: &[&'a [u8]]| -> Result<Vec<Face<'a>>, FontError> {
            fonts.iter().map(|font| Face::from_slice(font, 0).ok_or(FontError)).collect()
        };
        if plain.is_empty() {
            return Err(FontError);
        }
        let plain = faces(plain)?;
        let bold = faces(bold)?.into_iter().chain(plain.iter().cloned()).collect();
        Ok(Self { plain, bold })
    }

    pub(super) fn faces(&self, weight: Weight) -> &[Face<'a>] {
        match weight {
            Weight::Plain => &self.plain,
            Weight::Bold => &self.bold,
        }
    }

    /// The glyphs of one line from left to right as they are seen, and its width in [`UNITS`].
    pub(super) fn glyphs(&self, text: &str, weight: Weight) -> (Vec<Glyph>, i32) {
        let mut glyphs = Vec::new();
        let mut pen = 0;
        let bidi = BidiInfo::new(text, None);
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let backwards = levels[run.start].is_rtl();
                let mut parts = self.by_font(&text[run], weight);
                if backwards {
                    parts.reverse();
                }
                for (font, part) in parts {
                    self.shape_part(font, part, weight, backwards, &mut pen, &mut glyphs);
                }
            }
        }
        (glyphs, pen)
    }

    /// Cuts a run where another font has to draw.
    fn by_font<'t>(&self, run: &'t str, weight: Weight) -> Vec<(usize, &'t str)> {
        let mut parts: Vec<(usize, &str)> = Vec::new();
        let mut start = 0;
        for (at, letter) in run.char_indices() {
            let has = |font: usize| self.faces(weight)[font].glyph_index(letter).is_some();
            let before = parts.last().map(|(font, _)| *font);
            // Spaces and marks stay with the letters before them where they can.
            let font = before
                .filter(|font| has(*font) && !letter.is_alphabetic())
                .or_else(|| (0..self.faces(weight).len()).find(|font| has(*font)))
                .unwrap_or(before.unwrap_or(0));
            if before != Some(font) {
                start = at;
                parts.push((font, ""));
            }
            if let Some(part) = parts.last_mut() {
                part.1 = &run[start..at + letter.len_utf8()];
            }
        }
        parts
    }

    fn shape_part(
        &self,
        font: usize,
        part: &str,
        weight: Weight,
        backwards: bool,
        pen: &mut i32,
        glyphs: &mut Vec<Glyph>,
    ) {
        let face = &self.faces(weight)[font];
        let scale = |value: i32| value * UNITS / face.units_per_em().max(1);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(part);
        buffer.guess_segment_properties();
        buffer.set_direction(if backwards { Direction::RightToLeft } else { Direction::LeftToRight });
        let shaped = shape(face, &[], buffer);
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let id = GlyphId(u16::try_from(info.glyph_id).unwrap_or(0));
            glyphs.push(Glyph { font, id, x: *pen + scale(position.x_offset), y: scale(position.y_offset) });
            *pen += scale(position.x_advance);
        }
    }
}
