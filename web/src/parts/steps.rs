//! Where the visitor is in a form of several pages.

use askama::Template;

use super::texts::Texts;
use crate::lang::Lang;

/// "Stap 2 van 5" with a bar; stands above the heading of the page.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/steps.html")]
#[must_use]
pub struct Steps {
    lang: Lang,
    current: usize,
    total: usize,
    name: Option<String>,
}

impl Steps {
    /// Step `current` (from 1) of `total`.
    pub fn new(lang: Lang, current: usize, total: usize) -> Self {
        Self { lang, current, total, name: None }
    }

    /// What the form as a whole is about, such as "Gemeente aanmelden".
    pub fn of(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    fn t(&self) -> &'static Texts {
        Texts::of(self.lang)
    }

    /// For each step, whether it is behind, here or ahead.
    fn classes(&self) -> impl Iterator<Item = &'static str> {
        let current = self.current;
        (1..=self.total).map(move |step| match step.cmp(&current) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "current",
            std::cmp::Ordering::Greater => "ahead",
        })
    }
}
