//! A list to choose one value from.

use askama::Template;

use super::{field_id, text_field::described_by};
use crate::lang::Lang;

/// A select. For up to five choices on a form, [`Choice`](super::Choice) reads better.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/select.html")]
#[must_use]
pub struct Select {
    id: String,
    name: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    optional: Option<&'static str>,
    options: Vec<SelectOption>,
    value: String,
}

#[derive(Clone, Debug)]
struct SelectOption {
    value: String,
    label: String,
}

impl Select {
    /// A select without options.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: field_id(&name),
            name,
            label: label.into(),
            hint: None,
            error: None,
            optional: None,
            options: Vec::new(),
            value: String::new(),
        }
    }

    /// Adds an option; an empty value first stands for "no choice".
    pub fn option(mut self, value: impl Into<String>, label: impl Into<String>) -> Self {
        self.options.push(SelectOption { value: value.into(), label: label.into() });
        self
    }

    /// Adds many options as (value, label).
    pub fn options<V: Into<String>, L: Into<String>>(self, options: impl IntoIterator<Item = (V, L)>) -> Self {
        options.into_iter().fold(self, |select, (value, label)| select.option(value, label))
    }

    /// The value that is chosen.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// A sentence of help between the label and the field.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong with it, and how to mend it.
    pub fn error(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    /// Marks the field as not required.
    pub fn optional(mut self, lang: Lang) -> Self {
        self.optional = Some(lang.pick("niet verplicht", "optional"));
        self
    }

    fn described_by(&self) -> String {
        described_by(&self.id, self.hint.is_some(), self.error.is_some())
    }
}
