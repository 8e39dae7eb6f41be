//! Buttons: acts (submit) and ways onward (links that look like buttons).

use askama::Template;

use super::Icon;

#[derive(Clone, Debug)]
enum Act {
    Submit { name: Option<String>, value: String },
    Link { href: String },
}

/// One button. The first act of a form is primary, the rest secondary; danger is for what cannot be undone.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/button.html")]
#[must_use]
pub struct Button {
    label: String,
    act: Act,
    look: &'static str,
    icon: Option<Icon>,
    detail: Option<String>,
}

impl Button {
    /// A primary button that sends its form.
    pub fn submit(label: impl Into<String>) -> Self {
        Self::make(label.into(), Act::Submit { name: None, value: String::new() }, "primary")
    }

    /// A secondary button that is a link.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::make(label.into(), Act::Link { href: href.into() }, "secondary")
    }

    fn make(label: String, act: Act, look: &'static str) -> Self {
        Self { label, act, look, icon: None, detail: None }
    }

    /// A submit button that also sends a value, for forms with several acts.
    pub fn named(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.act = Act::Submit { name: Some(name.into()), value: value.into() };
        self
    }

    /// The main act of the page.
    pub fn primary(mut self) -> Self {
        self.look = "primary";
        self
    }

    /// An act beside the main one.
    pub fn secondary(mut self) -> Self {
        self.look = "secondary";
        self
    }

    /// A way out that should not draw the eye.
    pub fn subtle(mut self) -> Self {
        self.look = "subtle";
        self
    }

    /// An act that refuses, deletes or ends something.
    pub fn danger(mut self) -> Self {
        self.look = "danger";
        self
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Words that only a screen reader reads after the label, where several buttons look the same.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    fn is_link(&self) -> bool {
        matches!(self.act, Act::Link { .. })
    }
}

/// A row of buttons, the main one first.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/buttons.html")]
#[must_use]
pub struct Buttons {
    buttons: Vec<Button>,
}

impl Buttons {
    /// A row of these buttons.
    pub fn new(buttons: impl IntoIterator<Item = Button>) -> Self {
        Self { buttons: buttons.into_iter().collect() }
    }
}
