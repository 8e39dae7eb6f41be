//! The frame around every page: what the header, the navigation and the footer need.
//!
//! Belongs here: [`Page`], `base.html` and the built assets. Never here: what a single page shows, or a look into
//! sessions or the database; the caller fills in.
//!
//! A page has a field `page: Page`, and its template begins with:
//!
//! ```html
//! {% extends "layout/base.html" %}
//! {% block main %}
//!   <h1>{{ t.title }}</h1>
//! {% endblock %}
//! ```
//!
//! Blocks: `main` (inside the column of the page), `full` (instead of that column, for pages with bands of
//! colour). The frame posts three forms, each with `csrf` and `terug` (the path to come back to): `/taal` with
//! `taal=nl|en`, `/organisatie` with `organisatie=ID`, and `/uitloggen`.

pub mod assets;
pub mod statement;
mod texts;

pub use texts::Texts;

use crate::{lang::Lang, parts::NoticeKind};

/// Everything that the frame of a page shows. Make one with [`Page::new`] and fill in what applies.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The language of the page.
    pub lang: Lang,
    /// The title of the page, without the name of the portal.
    pub title: String,
    /// The token that every form on the page carries in the field `csrf`.
    pub csrf: String,
    /// Path and query of this page, to which the language switch comes back.
    pub path: String,
    /// Who is signed in.
    pub user: Option<UserBar>,
    /// The main navigation; empty for a visitor gives the public one of the caller's choice.
    pub nav: Vec<NavItem>,
    /// Demo mode: every page says so and links to `/postvak`.
    pub demo: bool,
    /// A message about what just happened.
    pub flash: Option<Flash>,
    /// The mail address of the administrator, for the footer and the statements.
    pub contact: Option<String>,
    /// The form on this page came back with errors; the title then begins with "Fout:".
    pub failed: bool,
}

/// The person who is signed in and for which organisation.
#[derive(Clone, Debug, Default)]
pub struct UserBar {
    /// The name of the person.
    pub name: String,
    /// The organisation that this person acts for now, or the word for administrator.
    pub organisation: String,
    /// All organisations to choose from. With one or none there is nothing to switch.
    pub organisations: Vec<OrganisationChoice>,
}

/// An organisation in the switch in the header.
#[derive(Clone, Debug, Default)]
pub struct OrganisationChoice {
    /// Sent as `organisatie`.
    pub id: String,
    /// The name to choose by.
    pub name: String,
    /// Whether the person acts for it now.
    pub current: bool,
}

/// A link in the main navigation.
#[derive(Clone, Debug, Default)]
pub struct NavItem {
    /// Path of the page.
    pub href: String,
    /// Words of the link.
    pub label: String,
    /// Whether the visitor is there now.
    pub current: bool,
}

/// A message about what just happened, shown once above the page.
#[derive(Clone, Debug)]
pub struct Flash {
    /// How it is meant.
    pub kind: NoticeKind,
    /// What happened, as one plain sentence.
    pub text: String,
    /// A way onward: its words and path.
    pub link: Option<(&'static str, &'static str)>,
}

impl Page {
    /// A page for a visitor: no user, no navigation, no message.
    #[must_use]
    pub fn new(lang: Lang, title: impl Into<String>, csrf: impl Into<String>, path: impl Into<String>) -> Self {
        Self { lang, title: title.into(), csrf: csrf.into(), path: path.into(), ..Self::default() }
    }

    /// The same page with an entry in the navigation.
    #[must_use]
    pub fn with_nav(mut self, href: impl Into<String>, label: impl Into<String>, current: bool) -> Self {
        self.nav.push(NavItem { href: href.into(), label: label.into(), current });
        self
    }

    /// The same page for somebody who is signed in.
    #[must_use]
    pub fn with_user(mut self, user: UserBar) -> Self {
        self.user = Some(user);
        self
    }

    /// The same page with a message.
    #[must_use]
    pub fn with_flash(mut self, kind: NoticeKind, text: impl Into<String>) -> Self {
        self.flash = Some(Flash { kind, text: text.into(), link: None });
        self
    }

    /// The same page, whose form came back with errors.
    #[must_use]
    pub fn with_errors(mut self, failed: bool) -> Self {
        self.failed = failed;
        self
    }

    /// The texts of the frame.
    #[must_use]
    pub fn t(&self) -> &'static Texts {
        Texts::of(self.lang)
    }

    /// Whether the navigation would take several rows of a narrow screen.
    #[must_use]
    pub fn has_long_nav(&self) -> bool {
        self.nav.len() > 3
    }

    /// The URL of a built asset by its logical name.
    #[must_use]
    pub fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }
}
