//! Where each line of a drawing stands.

use std::collections::HashMap;

use super::glyphs::UNITS;
use super::shaping::Lettering;

/// Kept free at each edge, in points.
const MARGIN: f64 = 4.0;
/// The height of a line, in sizes of its letters.
const LEADING: f64 = 1.25;
/// How far the letters of a line reach below its top.
const ASCENT: f64 = 0.95;
/// The sizes that are tried, as parts of the full one.
const SCALES: [f64; 6] = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5];

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    Plain,
    Bold,
}

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Name,
    Plain,
    Small,
}

impl Style {
    /// Size in points.
    fn size(self) -> f64 {
        match self {
            Self::Name => 11.0,
            Self::Plain => 9.0,
            Self::Small => 7.5,
        }
    }

    fn weight(self) -> Weight {
        if self == Self::Name { Weight::Bold } else { Weight::Plain }
    }

    /// Grey of the ink; 0.3 on white has a contrast of 8.5 (WCAG 2.2, 1.4.6 asks 7).
    fn grey(self) -> &'static str {
        if self == Self::Small { "0.3" } else { "0" }
    }
}

/// A line in its place, from the bottom left of the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) weight: Weight,
    pub(super) grey: &'static str,
    pub(super) size: f64,
    pub(super) left: f64,
    pub(super) base: f64,
}

/// Breaks and places lines, in the largest letters in which all fit.
pub(super) fn fit(lettering: &Lettering, words: &[(&str, Style)], width: f64, height: f64) -> Vec<Line> {
    let room = (width - 2.0 * MARGIN).max(1.0);
    let mut measure = Measure { lettering, known: HashMap::new() };
    let mut lines = Vec::new();
    for scale in SCALES {
        lines = place(&mut measure, words, scale, room, height);
        if lines.last().is_none_or(|line| line.base >= MARGIN) {
            return lines;
        }
    }
    cut(&mut measure, &mut lines, room);
    lines
}

/// Widths, each measured once: every size of letters asks for the same ones.
struct Measure<'a, 'b> {
    lettering: &'b Lettering<'a>,
    known: HashMap<(Weight, String), i32>,
}

impl Measure<'_, '_> {
    /// In points, at this size of letters.
    fn width(&mut self, text: &str, weight: Weight, size: f64) -> f64 {
        let key = (weight, text.to_owned());
        let units = *self.known.entry(key).or_insert_with(|| self.lettering.glyphs(text, weight).1);
        f64::from(units) * size / f64::from(UNITS)
    }

    /// The longest beginning of a text that fits with `end` behind it, in bytes; halving each time.
    fn longest(&mut self, text: &str, end: &str, weight: Weight, size: f64, room: f64) -> usize {
        let ends: Vec<usize> = text.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
        let fits = |at: &usize| self.width(&format!("{}{end}", &text[..*at]), weight, size) <= room;
        ends[..ends.partition_point(fits)].last().copied().unwrap_or(0)
    }
}

fn place(measure: &mut Measure, words: &[(&str, Style)], scale: f64, room: f64, height: f64) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut top = height - MARGIN;
    for (text, style) in words {
        let size = style.size() * scale;
        for text in broken(measure, text, style.weight(), size, room) {
            let base = top - size * ASCENT;
            lines.push(Line { text, weight: style.weight(), grey: style.grey(), size, left: MARGIN, base });
            top -= size * LEADING;
        }
    }
    lines
}

/// Breaks a text between words; a word that is wider than the room is broken inside.
fn broken(measure: &mut Measure, text: &str, weight: Weight, size: f64, room: f64) -> Vec<String> {
    let space = measure.width(" ", weight, size);
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let mut rest = word;
        let mut width = measure.width(rest, weight, size);
        if let Some(line) = lines.last_mut().filter(|_| used + space + width <= room) {
            line.push(' ');
            line.push_str(rest);
            used += space + width;
            continue;
        }
        while width > room {
            let one = rest.chars().next().map_or(0, char::len_utf8);
            let end = measure.longest(rest, "", weight, size, room).max(one);
            if end == rest.len() {
                break;
            }
            lines.push(rest[..end].to_owned());
            rest = &rest[end..];
            width = measure.width(rest, weight, size);
        }
        lines.push(rest.to_owned());
        used = width;
    }
    lines
}

/// Leaves out the lines that do not fit, and says so with an ellipsis.
fn cut(measure: &mut Measure, lines: &mut Vec<Line>, room: f64) {
    lines.retain(|line| line.base >= MARGIN);
    if let Some(last) = lines.last_mut() {
        let end = measure.longest(&last.text, "…", last.weight, last.size, room);
        last.text = format!("{}…", last.text[..end].trim_end());
    }
}
