//! Agreements as their contact persons and the administrator see them: the list, its file, and the
//! page of one.
//!
//! What belongs here: seeing, and the forms that move an agreement. What never does: when it may move (`domain`).

mod act;
mod act_texts;
mod document;
mod end;
mod file;
mod list;
mod marks;
mod query;
mod release;
mod show;
mod standing;
mod standing_texts;
mod state;
mod texts;

pub(crate) use file::{joined, municipality_name, systems};
#[cfg(test)]
pub(crate) use list::tests::member as sample_member;
pub(crate) use state::{class, tag};

use crate::{Portal, Route, form::Checked, get, post, visit::Visit};
use app::agreements::moves::Step;
use axum::extract::{Path, State};
use domain::access::Permission::{Administer, EndAgreements, SeeAgreements, SteerAgreements};
use end::Ending;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/overeenkomsten", SeeAgreements, list::page),
        get("/overeenkomsten.csv", SeeAgreements, file::file),
        get("/overeenkomsten/{id}", SeeAgreements, show::page),
        get("/overeenkomsten/{id}/document", SeeAgreements, document::document),
        get("/overeenkomsten/{id}/gegevens.json", SeeAgreements, document::data),
        get("/overeenkomsten/{id}/bewijs/{slot}", SeeAgreements, document::evidence),
        step("/overeenkomsten/{id}/doorzetten", &Step::Release),
        post("/overeenkomsten/{id}/aanhouden", SteerAgreements, act::hold),
        step("/overeenkomsten/{id}/terughalen", &Step::TakeBack),
        step("/overeenkomsten/{id}/opnieuw-klaarzetten", &Step::PrepareAgain),
        step("/overeenkomsten/{id}/zo-laten", &Step::LetBe),
        step("/overeenkomsten/{id}/later", &Step::Defer),
        step("/overeenkomsten/{id}/niet-later", &Step::Resume),
        post("/overeenkomsten/{id}/starten", EndAgreements, act::start),
        post("/overeenkomsten/{id}/vervangen", Administer, act::replace),
    ];
    for (path, permission, ending) in [
        ("/overeenkomsten/{id}/opzeggen", EndAgreements, Ending::Notice),
        ("/overeenkomsten/{id}/laten-vervallen", Administer, Ending::Withdrawal),
    ] {
        routes.push(get(path, permission, move |portal: State<Portal>, visit: Visit, id: Path<String>| {
            end::page(portal, visit, id, ending)
        }));
        routes.push(post(
            path,
            permission,
            move |portal: State<Portal>, visit: Visit, id: Path<String>, form: Checked<_>| {
                end::end(portal, visit, id, form, ending)
            },
        ));
    }
    routes.extend(release::routes());
    routes
}

/// A form without fields that does one step; it needs what the step needs.
fn step(path: &'static str, step: &Step) -> Route {
    let permission = step.permission();
    let step = step.clone();
    post(path, permission, move |portal: State<Portal>, visit: Visit, id: Path<String>, form: Checked<_>| {
        act::simple(portal, visit, id, form, step.clone())
    })
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
