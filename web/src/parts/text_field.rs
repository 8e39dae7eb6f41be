//! Fields to type in: one line or several.

use askama::Template;

use super::field_id;
use crate::lang::Lang;

/// How wide a field is, as a hint of how much it wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// Up to 8 characters: a code, a KvK number, a postcode.
    Short,
    /// Up to 20 characters: a telephone number, a date.
    Medium,
    /// As wide as the form.
    #[default]
    Full,
}

impl Width {
    const fn class(self) -> &'static str {
        match self {
            Self::Short => "field__input--short",
            Self::Medium => "field__input--medium",
            Self::Full => "field__input--full",
        }
    }
}

/// A field of one line. See the [module of parts](super) for an example.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/text_field.html")]
#[must_use]
pub struct TextField {
    id: String,
    name: String,
    label: String,
    hint: Option<String>,
    value: String,
    error: Option<String>,
    kind: &'static str,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    width: Width,
    optional: Option<&'static str>,
    suggestions: Vec<String>,
    one_time_code: bool,
    required: bool,
    max_length: Option<usize>,
}

impl TextField {
    /// A required text field of full width.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: field_id(&name),
            name,
            label: label.into(),
            hint: None,
            value: String::new(),
            error: None,
            kind: "text",
            autocomplete: None,
            inputmode: None,
            width: Width::default(),
            optional: None,
            suggestions: Vec::new(),
            one_time_code: false,
            required: true,
            max_length: None,
        }
    }

    /// The id of the field of this name, where several fields are sent under one name.
    pub fn id(mut self, name: &str) -> Self {
        self.id = field_id(name);
        self
    }

    /// A sentence of help between the label and the field.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What was filled in before.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// What is wrong with it, and how to mend it.
    pub fn error(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    /// The purpose of the field as in WCAG 1.3.5, such as `name`, `tel`, `organization`, `street-address`.
    pub fn autocomplete(mut self, purpose: &'static str) -> Self {
        self.autocomplete = Some(purpose);
        self
    }

    /// How wide the field is.
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Marks the field as not required.
    pub fn optional(mut self, lang: Lang) -> Self {
        self.optional = Some(lang.pick("niet verplicht", "optional"));
        self.required = false;
        self
    }

    /// A mail address: right keyboard, `autocomplete="email"`.
    pub fn email(mut self) -> Self {
        (self.kind, self.inputmode) = ("email", Some("email"));
        self.autocomplete = self.autocomplete.or(Some("email"));
        self
    }

    /// A telephone number: right keyboard, `autocomplete="tel"`.
    pub fn phone(mut self) -> Self {
        (self.kind, self.width) = ("tel", Width::Medium);
        self.autocomplete = self.autocomplete.or(Some("tel"));
        self
    }

    /// A web address. The field stays of kind text, so that `gemeente.nl` may be typed.
    pub fn website(mut self) -> Self {
        (self.inputmode, self.autocomplete) = (Some("url"), Some("url"));
        self
    }

    /// Digits only: the numeric keyboard, without the arrows of a number field.
    pub fn numeric(mut self) -> Self {
        self.inputmode = Some("numeric");
        self
    }

    /// A calendar date (`2026-11-24` in value and form).
    pub fn date(mut self) -> Self {
        (self.kind, self.width) = ("date", Width::Medium);
        self
    }

    /// A search field.
    pub fn search(mut self) -> Self {
        (self.kind, self.required) = ("search", false);
        self
    }

    /// The code from the mail: digits, one-time-code, and the script fills it in from the link.
    pub fn one_time_code(mut self) -> Self {
        self.one_time_code = true;
        (self.inputmode, self.autocomplete, self.width) = (Some("numeric"), Some("one-time-code"), Width::Short);
        self
    }

    /// The most characters that may be typed.
    pub fn max_length(mut self, characters: usize) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// A list to pick from while typing. Without script a `<datalist>`, with it an accessible type-ahead.
    pub fn suggestions<S: Into<String>>(mut self, suggestions: impl IntoIterator<Item = S>) -> Self {
        self.suggestions = suggestions.into_iter().map(Into::into).collect();
        self.autocomplete = Some("off");
        self
    }

    fn described_by(&self) -> String {
        described_by(&self.id, self.hint.is_some(), self.error.is_some())
    }
}

/// A field of several lines.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/text_area.html")]
#[must_use]
pub struct TextArea {
    id: String,
    name: String,
    label: String,
    hint: Option<String>,
    value: String,
    error: Option<String>,
    optional: Option<&'static str>,
    rows: u8,
    required: bool,
    max_length: Option<usize>,
}

impl TextArea {
    /// A required field of five lines.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: field_id(&name),
            name,
            label: label.into(),
            hint: None,
            value: String::new(),
            error: None,
            optional: None,
            rows: 5,
            required: true,
            max_length: None,
        }
    }

    /// A sentence of help between the label and the field.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What was filled in before.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
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
        self.required = false;
        self
    }

    /// How many lines it shows.
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// The most characters that may be typed.
    pub fn max_length(mut self, characters: usize) -> Self {
        self.max_length = Some(characters);
        self
    }

    fn described_by(&self) -> String {
        described_by(&self.id, self.hint.is_some(), self.error.is_some())
    }
}

/// The ids of what describes a field, for `aria-describedby`; empty when nothing does.
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> String {
    let hint = hint.then(|| format!("{id}-uitleg"));
    let error = error.then(|| format!("{id}-fout"));
    hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
}
