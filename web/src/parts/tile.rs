//! A number on a dashboard.

use askama::Template;

use super::Tone;

/// A number with words; as a whole a link where it leads somewhere. Put several in `<ul class="tiles">`, each in an `<li>`.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/tile.html")]
#[must_use]
pub struct Tile {
    number: String,
    label: String,
    href: Option<String>,
    hint: Option<String>,
    tone: Tone,
}

impl Tile {
    /// A number and what it counts.
    pub fn new(number: u64, label: impl Into<String>) -> Self {
        Self { number: grouped(number), label: label.into(), href: None, hint: None, tone: Tone::Neutral }
    }

    /// The list behind the number.
    pub fn link(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// A small line under the label.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// How the number is meant.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// Thousands apart by a narrow space, which reads the same in both languages.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(342), "342");
        assert_eq!(grouped(13_680), "13\u{202f}680");
    }
}
