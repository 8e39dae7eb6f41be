//! What is wrong with a form: collected by field, shown next to each and as a summary on top.

use askama::Template;

use super::{field_id, texts::Texts};
use crate::lang::Lang;

/// The errors of a form, in the order in which they were found. The first error of a field is the one shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<(String, String)>);

impl FormErrors {
    /// Notes what is wrong with a field and how to mend it.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push((field.into(), message.into()));
    }

    /// The message to show next to a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<String> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, message)| message.clone())
    }

    /// Whether the form can go on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The summary for the top of the page; renders nothing without errors.
    pub fn summary(&self, lang: Lang) -> ErrorSummary {
        self.0.iter().fold(ErrorSummary::new(lang), |summary, (field, message)| summary.error(field, message))
    }
}

/// A list of what is wrong, with a link to each field. Read out at once and focused by the script.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/error_summary.html")]
#[must_use]
pub struct ErrorSummary {
    lang: Lang,
    errors: Vec<Line>,
}

#[derive(Clone, Debug)]
struct Line {
    target: String,
    message: String,
}

impl ErrorSummary {
    /// An empty summary, which renders nothing.
    pub fn new(lang: Lang) -> Self {
        Self { lang, errors: Vec::new() }
    }

    /// Adds what is wrong with a field.
    pub fn error(mut self, field: &str, message: impl Into<String>) -> Self {
        self.errors.push(Line { target: field_id(field), message: message.into() });
        self
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    fn t(&self) -> &'static Texts {
        Texts::of(self.lang)
    }
}
