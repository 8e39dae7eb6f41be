//! Agreements as their contact persons and the administrator see them: the list, its file, and the
//! page of one.
//!
//! What belongs here: seeing. What moves an agreement will stand on the page of one, as forms.

mod file;
mod list;
mod query;
mod show;
mod standing;
mod standing_texts;
mod state;
mod texts;

pub(crate) use file::{joined, municipality_name, systems};
#[cfg(test)]
pub(crate) use list::tests::member as sample_member;
pub(crate) use state::{class, tag};

use crate::{Route, get};
use domain::access::Permission::SeeAgreements;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/overeenkomsten", SeeAgreements, list::page),
        get("/overeenkomsten.csv", SeeAgreements, file::file),
        get("/overeenkomsten/{id}", SeeAgreements, show::page),
    ]
}

/// Whose eyes: what is one's own side is not told again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Viewer {
    /// A contact person of a municipality or joint body.
    Party,
    /// A contact person of a signal partner.
    Partner,
    /// The administrator.
    Administrator,
}

impl Viewer {
    /// Whose eyes these are.
    pub(crate) fn of(actor: &domain::access::Actor) -> Self {
        match actor.acting() {
            domain::access::Acting::Organisation { kind, .. } if kind.is_contracting_party() => Self::Party,
            domain::access::Acting::Organisation { .. } => Self::Partner,
            domain::access::Acting::Administration | domain::access::Acting::Nobody => Self::Administrator,
        }
    }

    /// Whether contracting parties tell lines apart.
    pub(crate) fn sees_parties(self) -> bool {
        self != Self::Party
    }

    /// Whether signal partners tell lines apart.
    pub(crate) fn sees_partners(self) -> bool {
        self != Self::Partner
    }
}
