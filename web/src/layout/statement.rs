//! A page of plain text in sections: the privacy and the accessibility statement.

use askama::Template;
use axum::response::Html;

use super::Page;

/// A heading with paragraphs and a list below it; either may be empty.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// The paragraphs.
    pub text: &'static [&'static str],
    /// The list under them.
    pub list: Vec<String>,
}

impl Section {
    /// A section of fixed texts.
    #[must_use]
    pub fn new(title: &'static str, text: &'static [&'static str], list: &[&str]) -> Self {
        Self { title, text, list: list.iter().map(|line| (*line).to_owned()).collect() }
    }
}

#[derive(Template)]
#[template(path = "layout/statement.html")]
struct Statement {
    page: Page,
    lead: &'static str,
    sections: Vec<Section>,
}

/// The page, with how to reach the administrator at its end where the frame knows that.
///
/// # Errors
/// When the template does not render, which would be a mistake in it.
pub fn render(page: Page, lead: &'static str, sections: Vec<Section>) -> askama::Result<Html<String>> {
    Statement { page, lead, sections }.render().map(Html)
}
