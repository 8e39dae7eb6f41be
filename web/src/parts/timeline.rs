//! History in plain words: what happened, when and by whom.

use askama::Template;

/// One thing that happened.
#[derive(Clone, Debug)]
#[must_use]
pub struct TimelineEvent {
    when: String,
    datetime: String,
    text: String,
    by: Option<String>,
    detail: Option<String>,
}

impl TimelineEvent {
    /// What happened: `when` as people read it, `datetime` as machines do (`2026-11-24T09:30:00Z`).
    pub fn new(when: impl Into<String>, datetime: impl Into<String>, text: impl Into<String>) -> Self {
        Self { when: when.into(), datetime: datetime.into(), text: text.into(), by: None, detail: None }
    }

    /// Who did it.
    pub fn by(mut self, by: impl Into<String>) -> Self {
        self.by = Some(by.into());
        self
    }

    /// The reason or the note that was given.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// Events, newest first as the caller hands them in.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/timeline.html")]
#[must_use]
pub struct Timeline {
    events: Vec<TimelineEvent>,
}

impl Timeline {
    /// A history of these events.
    pub fn new(events: impl IntoIterator<Item = TimelineEvent>) -> Self {
        Self { events: events.into_iter().collect() }
    }
}
