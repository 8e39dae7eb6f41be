//! One request's circumstances: who, in which language, with which token against forgery.
//!
//! [`Visit`] is made once per request by `frame` and handed to handlers as an extractor.

use crate::{
    csrf::Csrf,
    flash::Flash,
    lang::Lang,
    layout::{NavItem, OrganisationChoice, Page, UserBar},
    nav,
    parts::NoticeKind,
    words,
};
use app::{identity::Who, mail::Language};
use axum::{extract::FromRequestParts, http::request::Parts};
use domain::access::{Acting, Actor};
use std::sync::Arc;

/// The circumstances of a request. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Visit {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) lang: Lang,
    pub(crate) who: Option<Who>,
    pub(crate) csrf: Csrf,
    pub(crate) path: String,
    pub(crate) place: String,
    pub(crate) demo: bool,
    pub(crate) flash: Option<Flash>,
    /// Whether this person confirmed a moment ago who they are.
    pub(crate) fresh: bool,
    /// How many agreements wait for a signature of this person.
    pub(crate) to_sign: i64,
}

impl Visit {
    pub(crate) fn new(inner: Inner) -> Self {
        Self { inner: Arc::new(inner) }
    }

    /// The language of the page.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.inner.lang
    }

    /// The language for mails.
    #[must_use]
    pub fn language(&self) -> Language {
        Language::from_code(self.inner.lang.code())
    }

    /// Who is signed in.
    #[must_use]
    pub fn who(&self) -> Option<&Who> {
        self.inner.who.as_ref()
    }

    /// For the policy.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.who().map_or(Actor::Visitor, |who| who.actor)
    }

    /// Whether this person confirmed a moment ago who they are.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.inner.fresh
    }

    /// The token against forgery of this browser.
    #[must_use]
    pub fn csrf(&self) -> &Csrf {
        &self.inner.csrf
    }

    /// Path and query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.inner.path
    }

    /// The network address that asks, for counting only.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.inner.place
    }

    /// Whether this is a demo.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.inner.demo
    }

    /// The frame of a page with this title.
    #[must_use]
    pub fn page(&self, title: impl Into<String>) -> Page {
        let mut page = Page::new(self.lang(), title, self.csrf().field(), self.path());
        page.demo = self.is_demo();
        page.nav = self.navigation();
        page.user = self.user_bar();
        if let Some(flash) = self.inner.flash {
            page = page.with_flash(NoticeKind::Ok, flash.text(self.lang()));
            if let (Flash::PasskeyOffered, Some(shown)) = (flash, &mut page.flash) {
                shown.kind = NoticeKind::Info;
                shown.link = Some((self.lang().pick("Passkey maken", "Make a passkey"), "/mijn/passkeys"));
            }
        }
        page
    }

    /// The frame of an error page: the same bytes whatever was asked for.
    #[must_use]
    pub fn error_page(&self, title: impl Into<String>) -> Page {
        let mut page = Page::new(self.lang(), title, self.csrf().fixed_field(), "/");
        page.demo = self.is_demo();
        page.nav = nav::items(&self.actor(), self.lang())
            .into_iter()
            .map(|(href, label)| NavItem { href: href.to_owned(), label: label.to_owned(), current: false })
            .collect();
        page.user = self.user_bar();
        page
    }

    fn navigation(&self) -> Vec<NavItem> {
        let path = self.path().split('?').next().unwrap_or_default();
        let items = nav::items(&self.actor(), self.lang());
        // The longest entry that the path lies under is where the visitor is.
        let current = items
            .iter()
            .map(|(href, _)| *href)
            .filter(|href| path == *href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
            .max_by_key(|href| href.len());
        items
            .into_iter()
            .map(|(href, label)| NavItem {
                href: href.to_owned(),
                label: match self.inner.to_sign {
                    n if n > 0 && href == nav::TO_SIGN => format!("{label} ({})", words::number(n, self.lang())),
                    _ => label.to_owned(),
                },
                current: Some(href) == current,
            })
            .collect()
    }

    fn user_bar(&self) -> Option<UserBar> {
        let who = self.who()?;
        let acting = who.actor.acting();
        let administration = self.lang().pick("Beheer", "Administration");
        let mut bar = UserBar { name: who.person.name.clone(), ..UserBar::default() };
        for membership in &who.memberships {
            let (id, name, current) = match &membership.organisation {
                None => (ADMINISTRATION.to_owned(), administration.to_owned(), acting == Acting::Administration),
                Some((id, _, name)) => (id.to_string(), name.clone(), who.actor.organisation() == Some(*id)),
            };
            if current {
                bar.organisation.clone_from(&name);
            }
            bar.organisations.push(OrganisationChoice { id, name, current });
        }
        Some(bar)
    }
}

/// What the switch in the header sends for the administration.
pub const ADMINISTRATION: &str = "beheer";

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        // `frame` puts one into every request; the fallback is a visitor without anything.
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| {
            Self::new(Inner {
                lang: Lang::default(),
                who: None,
                csrf: Csrf::none(),
                path: "/".to_owned(),
                place: String::new(),
                demo: false,
                flash: None,
                fresh: false,
                to_sign: 0,
            })
        }))
    }
}
