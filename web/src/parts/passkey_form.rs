//! A form that a passkey answers: the script asks the authenticator, and sends the form with the answer.
//!
//! Without a script, or in a browser without passkeys, it is not shown; a sentence may stand in its place.

use askama::Template;

use super::{Button, TextField, texts::Texts};
use crate::lang::Lang;

/// Such a form.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/passkey_form.html")]
#[must_use]
pub struct PasskeyForm {
    lang: Lang,
    action: String,
    csrf: String,
    back: String,
    field: Option<TextField>,
    instead: Option<&'static str>,
    button: Button,
}

impl PasskeyForm {
    /// A form that goes to `action`; what the authenticator is told comes from `action` with `/begin` behind it.
    pub fn new(lang: Lang, action: impl Into<String>, csrf: impl Into<String>, button: Button) -> Self {
        Self { lang, action: action.into(), csrf: csrf.into(), back: String::new(), field: None, instead: None, button }
    }

    /// Where to go on from there.
    pub fn back(mut self, path: impl Into<String>) -> Self {
        self.back = path.into();
        self
    }

    /// A field to fill in beforehand.
    pub fn field(mut self, field: TextField) -> Self {
        self.field = Some(field);
        self
    }

    /// What stands there where passkeys do not work.
    pub fn instead(mut self, text: &'static str) -> Self {
        self.instead = Some(text);
        self
    }

    fn t(&self) -> &'static Texts {
        Texts::of(self.lang)
    }
}
