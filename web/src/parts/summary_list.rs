//! Facts as label and value, with a link to change each: the page "check your answers", and details of a record.

use askama::Template;

use super::texts::Texts;
use crate::lang::Lang;

/// A list of facts.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/summary_list.html")]
#[must_use]
pub struct SummaryList {
    lang: Lang,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    label: String,
    value: Value,
    change: Option<String>,
}

#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Html(String),
}

impl Value {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Html(text) => text.is_empty(),
        }
    }
}

impl SummaryList {
    /// A list without rows.
    pub fn new(lang: Lang) -> Self {
        Self { lang, rows: Vec::new() }
    }

    /// Adds a fact. Line breaks in the value are kept; an empty one reads "niet ingevuld".
    pub fn row(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.rows.push(Row { label: label.into(), value: Value::Text(value.into()), change: None });
        self
    }

    /// Adds a fact with a link to the page where it is changed.
    pub fn row_change(self, label: impl Into<String>, value: impl Into<String>, href: impl Into<String>) -> Self {
        let mut list = self.row(label, value);
        if let Some(last) = list.rows.last_mut() {
            last.change = Some(href.into());
        }
        list
    }

    /// Adds a fact that is shown by another part, such as a [`StateTag`](super::StateTag).
    pub fn row_part(mut self, label: impl Into<String>, part: &impl askama::filters::HtmlSafe) -> Self {
        self.rows.push(Row { label: label.into(), value: Value::Html(part.to_string()), change: None });
        self
    }

    fn t(&self) -> &'static Texts {
        Texts::of(self.lang)
    }
}
