//! To the previous and the next page of a long list.

use askama::Template;

use super::texts::Texts;
use crate::lang::Lang;

/// Previous and next; renders nothing where there is neither.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/pager.html")]
#[must_use]
pub struct Pager {
    lang: Lang,
    previous: Option<String>,
    next: Option<String>,
    range: Option<String>,
}

impl Pager {
    /// A pager without pages.
    pub fn new(lang: Lang) -> Self {
        Self { lang, previous: None, next: None, range: None }
    }

    /// The URL of the page before.
    pub fn previous(mut self, href: Option<String>) -> Self {
        self.previous = href;
        self
    }

    /// The URL of the page after.
    pub fn next(mut self, href: Option<String>) -> Self {
        self.next = href;
        self
    }

    /// What is shown now, such as "51 tot en met 100 van 342".
    pub fn range(mut self, range: impl Into<String>) -> Self {
        self.range = Some(range.into());
        self
    }

    fn t(&self) -> &'static Texts {
        Texts::of(self.lang)
    }
}
