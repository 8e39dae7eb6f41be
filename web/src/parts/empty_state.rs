//! What a list says when there is nothing in it.

use askama::Template;

use super::{Button, Icon};

/// A calm word for an empty list, with a way onward.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/empty_state.html")]
#[must_use]
pub struct EmptyState {
    icon: Icon,
    title: String,
    text: String,
    action: Option<Button>,
}

impl EmptyState {
    /// What is empty, and what that means.
    pub fn new(icon: Icon, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { icon, title: title.into(), text: text.into(), action: None }
    }

    /// What one could do now.
    pub fn action(mut self, action: Button) -> Self {
        self.action = Some(action);
        self
    }
}
