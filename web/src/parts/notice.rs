//! A message in the page: information, success, a warning or an error.

use askama::Template;

use super::Icon;

/// How a message is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Ok,
    /// Needs attention.
    Warning,
    /// It did not work.
    Error,
}

impl NoticeKind {
    /// The ending of the class.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The icon beside the words.
    #[must_use]
    pub const fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Ok => Icon::CircleCheck,
            Self::Warning => Icon::AlertTriangle,
            Self::Error => Icon::AlertCircle,
        }
    }
}

/// A message in the page.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/notice.html")]
#[must_use]
pub struct Notice {
    kind: NoticeKind,
    heading: Option<String>,
    text: String,
    items: Vec<String>,
    link: Option<(String, String)>,
    status: bool,
}

impl Notice {
    /// A message of a kind.
    pub fn new(kind: NoticeKind, text: impl Into<String>) -> Self {
        Self { kind, heading: None, text: text.into(), items: Vec::new(), link: None, status: false }
    }

    /// Good to know.
    pub fn info(text: impl Into<String>) -> Self {
        Self::new(NoticeKind::Info, text)
    }

    /// It worked.
    pub fn ok(text: impl Into<String>) -> Self {
        Self::new(NoticeKind::Ok, text)
    }

    /// Needs attention.
    pub fn warning(text: impl Into<String>) -> Self {
        Self::new(NoticeKind::Warning, text)
    }

    /// It did not work.
    pub fn failed(text: impl Into<String>) -> Self {
        Self::new(NoticeKind::Error, text)
    }

    /// A heading (h2) above the text.
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// A line in the list under the text.
    pub fn item(mut self, item: impl Into<String>) -> Self {
        self.items.push(item.into());
        self
    }

    /// A way onward.
    pub fn link(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }

    /// The message is the answer to an act: screen readers announce it.
    pub fn announced(mut self) -> Self {
        self.status = true;
        self
    }
}
