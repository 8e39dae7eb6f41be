//! Makes any text fit the embedded fonts and the width of a column.
//!
//! PDF/A forbids a character without a glyph (ISO 19005-2, 6.2.11.8), so whatever the fonts lack is shown as □ and
//! reported; invisible characters that could make a name look like another are taken out.

use crate::world::fonts;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Stands for a character that no embedded font has.
pub(crate) const MISSING: char = '\u{25A1}';
/// An invisible place where a line may break.
const BREAK: char = '\u{200B}';
/// How wide a run without a place to break may be, in twentieths of an em: 41 small letters.
const WIDEST_RUN: u32 = 440;

/// The text in a form that can be typeset; what had to be replaced is added to `replaced`.
pub(crate) fn fit(text: &str, replaced: &mut BTreeSet<char>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for letter in text.nfc() {
        let letter = match letter {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
            // Shares its glyph with the space, and would be wrapped in a replacement text that some readers lose.
            '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
            other if other.is_control() || is_invisible(other) => continue,
            other if fonts::have(other) => other,
            other => {
                replaced.insert(other);
                MISSING
            }
        };
        if letter == ' ' {
            run = 0;
        } else {
            let width = width(letter);
            if run + width > WIDEST_RUN && !is_mark(letter) {
                out.push(BREAK);
                run = 0;
            }
            run += width;
        }
        out.push(letter);
    }
    out
}

/// Characters without a shape of their own: joiners, directions, variations, tags.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// A mark that sits on the letter before it.
fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// A safe guess of a character's width, in twentieths of an em.
fn width(letter: char) -> u32 {
    match letter {
        letter if is_mark(letter) => 0,
        'm' | 'w' | '@' | '%' | '—' => 18,
        'a'..='z' | '0'..='9' | '.' | ',' | '-' | '_' | '\'' | '/' | ':' => 11,
        'M' | 'W' => 19,
        'A'..='Z' => 14,
        _ => 20,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(text: &str) -> (String, Vec<char>) {
        let mut replaced = BTreeSet::new();
        (fit(text, &mut replaced), replaced.into_iter().collect())
    }

    #[test]
    fn letters_of_the_fonts_stay() {
        for text in ["Súdwest-Fryslân", "Žižkov & Ørsted <b>", "Ἀθῆναι Київ", "שלום مرحبا", "a · § € “”"]
        {
            assert_eq!(fitted(text), (text.to_owned(), vec![]));
        }
    }

    #[test]
    fn marks_join_their_letters() {
        assert_eq!(fitted("O\u{308}zdemir").0, "Özdemir");
    }

    #[test]
    fn what_no_font_has_is_shown_and_reported() {
        assert_eq!(fitted("Huis \u{1F3E0} 山"), (format!("Huis {MISSING} {MISSING}"), vec!['山', '\u{1F3E0}']));
    }

    #[test]
    fn what_cannot_be_seen_is_taken_out() {
        assert_eq!(fitted("a\u{202E}b\u{200D}c\u{0}d\u{FEFF}").0, "abcd");
        assert_eq!(fitted("a\nb\tc\u{A0}d").0, "a b c d");
    }

    #[test]
    fn an_address_of_usual_length_is_not_broken() {
        let address = "vroegsignalering@gemeente-voorbeeld.nl";
        assert_eq!(fitted(address).0, address);
    }

    #[test]
    fn a_long_word_can_break() {
        let fitted = fitted(&"W".repeat(200)).0;
        assert!(fitted.split(BREAK).all(|part| part.len() <= 23), "{fitted}");
        assert_eq!(fitted.replace(BREAK, ""), "W".repeat(200));
    }
}
