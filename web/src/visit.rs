//! One request's circumstances: who, in which language, with which token against forgery.
//!
//! [`Visit`] is made once per request by `frame` and handed to handlers as an extractor.

use crate::{
    csrf::Csrf,
    flash::Flash,
    lang::Lang,
    layout::{NavItem, OrganisationChoice, Page, UserBar},
    nav, words,
};
use app::{identity::Who, mail::Language};
use axum::{extract::FromRequestParts, http::request::Parts};
use domain::access::{Acting, Actor, Membership};
use std::sync::Arc;

/// The circumstances of a request. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Visit {
    inner: Arc<Inner>,
}

#[derive(Clone, Debug)]
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

    /// This visit, if the person acted for another one of their memberships.
    pub(crate) fn acting_for(&self, membership: &Membership) -> Self {
        let mut inner = Inner::clone(&self.inner);
        if let Some(who) = &mut inner.who {
            let (id, acting, signs) = (who.person.id, membership.acting(), who.actor.signs());
            who.actor = Actor::Person { id, acting, signs };
            inner.csrf = inner.csrf.acting(id, acting);
        }
        Self::new(inner)
    }

    /// The memberships in which the person may act by the means of now, beside the one that they act for.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Membership> {
        let now = self.actor().acting();
        let may_act = move |who: &&Who, other: &&Membership| other.acting() != now && who.may_act_in(other);
        self.who().into_iter().flat_map(move |who| who.memberships.iter().filter(move |other| may_act(&who, other)))
    }

    /// For whom a form of this person was made, by name; none when it says nobody, or whom they act for no more.
    pub(crate) fn name_made_for(&self, mark: [u8; 16]) -> Option<String> {
        let who = self.who()?;
        let made = |one: &&Membership| self.csrf().mark(who.person.id, one.acting()) == mark;
        who.memberships.iter().find(made).map(|membership| self.choice(membership).1)
    }

    /// Where the person goes on when a form says that it was made for another membership of theirs.
    pub(crate) fn made_for(&self, mark: [u8; 16], page: &str) -> Option<Elsewhere> {
        let person = self.actor().person()?;
        let made = |other: &&Membership| self.csrf().mark(person, other.acting()) == mark;
        Some(self.elsewhere(self.others().find(made)?, page))
    }

    /// Where a page goes on for another membership.
    pub(crate) fn elsewhere(&self, membership: &Membership, page: &str) -> Elsewhere {
        let (id, name) = self.choice(membership);
        Elsewhere { id, name, page: page.to_owned(), form: None }
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
            page = page.with_flash(flash.kind(), flash.text(self.lang()));
            if let Some(shown) = &mut page.flash {
                shown.link = flash.link(self.lang());
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
        let mut bar = UserBar { name: who.person.name.clone(), ..UserBar::default() };
        if who.below.is_some() && acting == Acting::Nobody {
            self.lang().pick("Kies een organisatie", "Choose an organisation").clone_into(&mut bar.organisation);
        }
        for membership in &who.memberships {
            let (id, name) = self.choice(membership);
            let current = membership.acting() == acting;
            if current {
                bar.organisation.clone_from(&name);
            }
            bar.organisations.push(OrganisationChoice { id, name, current });
        }
        Some(bar)
    }

    /// The name of whom the person acts for.
    pub(crate) fn acting_name(&self) -> String {
        let now = self.actor().acting();
        let own = self.who().and_then(|who| who.memberships.iter().find(|one| one.acting() == now));
        own.map(|membership| self.choice(membership).1).unwrap_or_default()
    }

    /// What the switch in the header sends for a membership, and its name.
    fn choice(&self, membership: &Membership) -> (String, String) {
        match &membership.organisation {
            None => (ADMINISTRATION.to_owned(), self.lang().pick("Beheer", "Administration").to_owned()),
            Some((id, _, name)) => (id.to_string(), name.clone()),
        }
    }
}

/// Another membership of the person, and the page on which they go on for it.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// What the switch in the header sends.
    pub(crate) id: String,
    /// The name of the organisation, or the word for the administration.
    pub(crate) name: String,
    /// Path and query.
    pub(crate) page: String,
    /// What was filled in there and not done.
    pub(crate) form: Option<Vec<u8>>,
}

impl Elsewhere {
    /// With what was filled in and not done.
    pub(crate) fn with_form(mut self, body: Vec<u8>) -> Self {
        self.form = Some(body);
        self
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
