//! Values that people type: parsed once at the edge, types from then on.
//!
//! Every `parse` takes the raw text of a form field or file cell, trims it, and gives the value or
//! a [`Wrong`] that pages turn into a sentence beside the field.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a typed value is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
pub enum Wrong {
    /// Nothing was filled in where something is needed.
    #[error("missing")]
    Missing,
    /// Longer than the stated number of characters.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// Control characters or invisible marks that change the direction of text.
    #[error("control or direction characters")]
    ControlCharacters,
    /// Not of the expected form.
    #[error("not of the expected form")]
    Form,
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// One line of text: trimmed, runs of white space as one space, without control characters and
/// direction marks, at most `max` characters.
///
/// # Errors
/// [`Wrong::Missing`] when empty, [`Wrong::TooLong`], [`Wrong::ControlCharacters`].
pub fn line(text: &str, max: usize) -> Result<String, Wrong> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Wrong::Missing);
    }
    if trimmed.chars().any(is_forbidden) {
        return Err(Wrong::ControlCharacters);
    }
    let text = trimmed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > max {
        return Err(Wrong::TooLong(max));
    }
    Ok(text)
}

/// Several lines of text (a reason, a question): as [`line`], but line ends stay.
///
/// # Errors
/// As [`line`].
pub fn paragraph(text: &str, max: usize) -> Result<String, Wrong> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.is_empty() {
        return Err(Wrong::Missing);
    }
    if text.chars().any(|c| c != '\n' && c != '\t' && is_forbidden(c)) {
        return Err(Wrong::ControlCharacters);
    }
    if text.chars().count() > max {
        return Err(Wrong::TooLong(max));
    }
    Ok(text.to_owned())
}

macro_rules! text_value {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The value as text, in its canonical form.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_value! {
    /// The name of a person or an organisation: one line, at most 200 characters.
    Name
}

impl Name {
    /// # Errors
    /// See [`line`].
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let name = line(text, 200)?;
        if !name.chars().any(char::is_alphanumeric) {
            return Err(Wrong::Form);
        }
        Ok(Self(name))
    }
}

text_value! {
    /// The number of the Dutch trade register (*KvK-nummer*): eight digits.
    KvkNumber
}

impl KvkNumber {
    /// Spaces and dots between the digits are taken out.
    ///
    /// # Errors
    /// [`Wrong::Missing`], or [`Wrong::Form`] when it is not eight digits, or all zeros.
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '\u{a0}')).collect();
        if digits.is_empty() {
            return Err(Wrong::Missing);
        }
        if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) || digits == "00000000" {
            return Err(Wrong::Form);
        }
        Ok(Self(digits))
    }
}

text_value! {
    /// A mail address (RFC 5321): the domain in lower case, ASCII only, at most 254 characters.
    EmailAddress
}

impl EmailAddress {
    /// # Errors
    /// [`Wrong::Missing`], [`Wrong::ControlCharacters`], or [`Wrong::Form`].
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Wrong::Missing);
        }
        if text.chars().any(is_forbidden) {
            return Err(Wrong::ControlCharacters);
        }
        let fits = text.is_ascii()
            && text.len() <= 254
            && !text.contains(['"', '(', ')', '<', '>', ' ', ',', ';', '[', ']', '\\', '%'])
            && email_address::EmailAddress::is_valid(text);
        let (local, domain) = text.rsplit_once('@').ok_or(Wrong::Form)?;
        if !fits || !domain.contains('.') || domain.ends_with('.') || domain.contains("..") {
            return Err(Wrong::Form);
        }
        Ok(Self(format!("{}@{}", local.to_ascii_lowercase(), domain.to_ascii_lowercase())))
    }

    /// The part after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether the part before the `@` names a desk rather than a person (*info@*, *schuldhulp@*).
    #[must_use]
    pub fn looks_shared(&self) -> bool {
        const DESKS: &[&str] = &[
            "admin",
            "administratie",
            "algemeen",
            "bestuur",
            "bestuurssecretariaat",
            "burgemeester",
            "college",
            "communicatie",
            "contact",
            "debiteuren",
            "directie",
            "finance",
            "financien",
            "gemeente",
            "helpdesk",
            "incasso",
            "info",
            "informatie",
            "juridisch",
            "kantoor",
            "klantenservice",
            "mail",
            "office",
            "post",
            "postbus",
            "receptie",
            "schuldhulp",
            "schuldhulpverlening",
            "secretariaat",
            "service",
            "servicedesk",
            "sociaal",
            "sociaaldomein",
            "support",
            "team",
            "vroegsignalering",
            "vps",
            "welkom",
            "wethouder",
            "wonen",
        ];
        let local = self.0.split('@').next().unwrap_or_default();
        let local = local.split('+').next().unwrap_or_default();
        DESKS.contains(&local)
            || local
                .split(['.', '-', '_'])
                .next()
                .is_some_and(|first| matches!(first, "info" | "team" | "postbus" | "secretariaat"))
    }
}

text_value! {
    /// A telephone number: digits, with an optional leading `+`; shown as typed apart from spaces.
    Phone
}

impl Phone {
    /// # Errors
    /// [`Wrong::Missing`], or [`Wrong::Form`] unless it has 8 to 15 digits (ITU-T E.164).
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let text = line(text, 40)?;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let fits = (8..=15).contains(&digits)
            && text
                .chars()
                .enumerate()
                .all(|(i, c)| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.') || (c == '+' && i == 0));
        if fits { Ok(Self(text)) } else { Err(Wrong::Form) }
    }

    /// For a `tel:` link (RFC 3966): digits and a leading `+`.
    #[must_use]
    pub fn dial(&self) -> String {
        self.0.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }
}

text_value! {
    /// A Dutch postcode in the form `1234 AB`.
    Postcode
}

impl Postcode {
    /// # Errors
    /// [`Wrong::Missing`] or [`Wrong::Form`].
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        if text.is_empty() {
            return Err(Wrong::Missing);
        }
        let bytes = text.as_bytes();
        let fits = bytes.len() == 6
            && bytes[0] != b'0'
            && bytes[..4].iter().all(u8::is_ascii_digit)
            && bytes[4..].iter().all(u8::is_ascii_uppercase);
        if !fits {
            return Err(Wrong::Form);
        }
        Ok(Self(format!("{} {}", &text[..4], &text[4..])))
    }
}

text_value! {
    /// A website: an `https` or `http` address with a host name; a bare host gets `https://`.
    Website
}

impl Website {
    /// # Errors
    /// [`Wrong::Missing`], [`Wrong::ControlCharacters`] or [`Wrong::Form`].
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let text = line(text, 200)?;
        let lower = text.to_ascii_lowercase();
        let text = if lower.starts_with("https://") || lower.starts_with("http://") {
            text
        } else if text.contains("://") {
            return Err(Wrong::Form);
        } else {
            format!("https://{text}")
        };
        let host = host_of(&text);
        let fits = host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
            && !text.contains([' ', '"', '<', '>', '\\']);
        if fits { Ok(Self(text)) } else { Err(Wrong::Form) }
    }

    /// The host name without a leading `www.`, in lower case.
    #[must_use]
    pub fn host(&self) -> String {
        let host = host_of(&self.0).to_ascii_lowercase();
        host.strip_prefix("www.").map_or_else(|| host.clone(), str::to_owned)
    }
}

fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
