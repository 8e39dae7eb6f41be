//! Cards for address books: the one place where a vCard is written (RFC 6350; RFC 2426 for older programs).
//!
//! No crate is used: what a card of the portal needs is eight lines, escaping (RFC 6350, 3.4) and folding (3.2).

use crate::error::PageError;
use axum::{
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

/// Bytes of a line before it is folded, without its end (RFC 6350, 3.2).
const LINE: usize = 75;

/// A person at an organisation.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// An id that stays, so that an address book knows the card when it comes again.
    pub id: String,
    /// Name in full.
    pub name: String,
    /// Where.
    pub organisation: String,
    /// As what; may be empty.
    pub function: String,
    /// Mail address.
    pub email: String,
    /// Telephone number as it was typed; may be empty.
    pub phone: String,
    /// For what (RFC 6350, 6.7.1); may be empty.
    pub category: String,
    /// What it may be used for.
    pub note: String,
}

impl Card {
    /// The card as a file, in version 3.0 or 4.0.
    ///
    /// # Errors
    /// [`PageError::Broken`] never in practice: the name of the file is ASCII.
    pub fn response(&self, old: bool) -> Result<Response, PageError> {
        let ascii = domain::municipality::fold(&self.name).replace(' ', "-");
        let name: String = ascii.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let name = if name.is_empty() { "contact" } else { &name };
        let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}.vcf\""))
            .map_err(|error| PageError::Broken(Box::new(error)))?;
        let mut response = self.text(old).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/vcard; charset=utf-8"));
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
        Ok(response)
    }

    /// The card, lines ending in CRLF.
    #[must_use]
    pub fn text(&self, old: bool) -> String {
        let mut lines = vec![
            "BEGIN:VCARD".to_owned(),
            format!("VERSION:{}", if old { "3.0" } else { "4.0" }),
            format!("UID:{}{}", if old { "" } else { "urn:uuid:" }, self.id),
            format!("FN:{}", escaped(&self.name)),
            // Family and given names are not kept apart: all of it is the family name, as RFC 6350 6.2.2 allows.
            format!("N:{};;;;", escaped(&self.name)),
            format!("ORG:{}", escaped(&self.organisation)),
        ];
        if !self.function.is_empty() {
            lines.push(format!("TITLE:{}", escaped(&self.function)));
        }
        if !self.email.is_empty() {
            lines.push(format!("EMAIL;TYPE={}:{}", if old { "INTERNET,WORK" } else { "work" }, escaped(&self.email)));
        }
        if !self.phone.is_empty() {
            lines.push(format!(
                "TEL;TYPE={}:{}",
                if old { "WORK,VOICE" } else { "\"work,voice\"" },
                escaped(&self.phone)
            ));
        }
        if !self.category.is_empty() {
            lines.push(format!("CATEGORIES:{}", escaped(&self.category)));
        }
        if !self.note.is_empty() {
            lines.push(format!("NOTE:{}", escaped(&self.note)));
        }
        lines.push("END:VCARD".to_owned());
        lines.iter().map(|line| folded(line)).collect()
    }
}

/// A text value: backslash, comma, semicolon and line ends are escaped (RFC 6350, 3.4); other control
/// characters have no place in a card.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = text.replace("\r\n", "\n");
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A line in pieces of at most [`LINE`] bytes, never within a character; those that go on begin with a space.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(c);
        length += c.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use super::{Card, LINE};

    fn card() -> Card {
        Card {
            id: "018f".into(),
            name: "Noor, de \"Wit\"; \\ van Ĳssel 🌷".into(),
            organisation: "Gemeente Súdwest-Fryslân; afdeling schuldhulpverlening en vroegsignalering, team Noord"
                .into(),
            function: "beleids\r\nadviseur\u{7}".into(),
            email: "noor@voorbeeld.example".into(),
            phone: "+31 30 123 45 67".into(),
            category: "Beleid, enzovoort".into(),
            note: "x".repeat(300),
        }
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        let text = card().text(false).replace("\r\n ", "");
        assert!(text.contains("FN:Noor\\, de \"Wit\"\\; \\\\ van Ĳssel 🌷\r\n"), "{text}");
        assert!(text.contains("TITLE:beleids\\nadviseur\r\n"), "{text}");
        assert!(text.contains("CATEGORIES:Beleid\\, enzovoort\r\n"), "{text}");
        assert!(text.starts_with("BEGIN:VCARD\r\nVERSION:4.0\r\n") && text.ends_with("END:VCARD\r\n"));
        assert!(card().text(true).contains("VERSION:3.0"));
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        for old in [false, true] {
            let text = card().text(old);
            for line in text.split_terminator("\r\n") {
                assert!(line.len() <= LINE, "{line}");
            }
            assert!(text.contains(&"x".repeat(60)));
        }
    }

    #[test]
    fn a_card_needs_no_more_than_a_name() {
        let least = Card { name: "Bo".into(), organisation: "Huis".into(), ..Card::default() };
        let text = least.text(false);
        assert!(!text.contains("TEL") && !text.contains("EMAIL") && !text.contains("TITLE") && !text.contains("NOTE"));
        assert!(!text.contains("CATEGORIES"));
    }

    #[test]
    fn the_file_has_a_name_that_every_system_takes() {
        let name = |card: Card| {
            let response = card.response(false).expect("a file");
            response.headers()["content-disposition"].to_str().expect("ASCII").to_owned()
        };
        assert_eq!(name(card()), "attachment; filename=\"noor-de-wit-van-ijssel.vcf\"");
        assert_eq!(name(Card { name: "שלום".into(), ..card() }), "attachment; filename=\"contact.vcf\"");
    }
}
