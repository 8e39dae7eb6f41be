//! A person to mail or call.

use askama::Template;

use super::texts::Texts;
use crate::lang::Lang;

/// A card with the contact details of a person.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/contact_card.html")]
#[must_use]
pub struct ContactCard {
    lang: Lang,
    name: String,
    function: Option<String>,
    organisation: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    note: Option<String>,
    file: Option<String>,
}

impl ContactCard {
    /// A card with a name only.
    pub fn new(lang: Lang, name: impl Into<String>) -> Self {
        Self {
            lang,
            name: name.into(),
            function: None,
            organisation: None,
            email: None,
            phone: None,
            note: None,
            file: None,
        }
    }

    /// What the person does there.
    pub fn function(mut self, function: impl Into<String>) -> Self {
        self.function = Some(function.into()).filter(|text| !text.is_empty());
        self
    }

    /// For which organisation.
    pub fn organisation(mut self, organisation: impl Into<String>) -> Self {
        self.organisation = Some(organisation.into()).filter(|text| !text.is_empty());
        self
    }

    /// The address to mail.
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(email.into()).filter(|text| !text.is_empty());
        self
    }

    /// The number to call, as it was written.
    pub fn phone(mut self, phone: impl Into<String>) -> Self {
        self.phone = Some(phone.into()).filter(|text| !text.is_empty());
        self
    }

    /// One more line, such as the areas this person is for.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into()).filter(|text| !text.is_empty());
        self
    }

    /// The address of the same as a card for an address book, without `?versie=3`.
    pub fn file(mut self, href: impl Into<String>) -> Self {
        self.file = Some(href.into());
        self
    }

    fn t(&self) -> &'static Texts {
        Texts::of(self.lang)
    }

    fn dial(&self) -> String {
        dial(self.phone.as_deref().unwrap_or_default())
    }
}

/// The number for a `tel:` link (RFC 3966): digits and a leading plus.
fn dial(phone: &str) -> String {
    phone.chars().enumerate().filter(|&(i, c)| c.is_ascii_digit() || (i == 0 && c == '+')).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::dial;

    #[test]
    fn numbers_are_dialled_without_spaces() {
        assert_eq!(dial("+31 30 123 45 67"), "+31301234567");
        assert_eq!(dial("030-1234567"), "0301234567");
    }
}
