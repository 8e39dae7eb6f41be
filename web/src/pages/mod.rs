//! The pages: each a folder with its handler, template and texts.

pub mod accessibility;
pub mod admin;
pub mod agreements;
pub mod assets;
mod authenticator;
mod authority;
mod cards;
pub mod changes;
mod confirm;
pub mod help;
mod kept_form;
mod mail_choices;
pub mod mailbox;
pub mod map;
pub mod mine;
pub mod organisation;
pub mod partners;
mod passkeys;
pub mod people;
pub mod privacy;
mod recovery;
pub mod register;
pub mod security;
pub mod session;
pub mod sign_in;
pub mod signing;
pub mod start;
mod stronger;
mod verify;

pub(crate) use kept_form::path as kept_form_path;
pub(crate) use stronger::PATH as STRONGER;

use crate::{Route, error::PageError, get, visit::Visit};
use axum::{extract::State, response::Html};
use domain::access::Permission::Public;

/// The result of a handler.
pub type Page<T = axum::response::Response> = Result<T, PageError>;

/// Every route of every page.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/", Public, async |visit: Visit| -> Page<Html<String>> { Ok(start::render(visit.page(""))?) }),
        get("/hulp", Public, async |visit: Visit| -> Page<Html<String>> { Ok(help::render(visit.page(""))?) }),
        get("/privacy", Public, async |State(app): State<app::App>, visit: Visit| -> Page<Html<String>> {
            Ok(privacy::render(visit.page(""), &app.settings().terms)?)
        }),
        get("/toegankelijkheid", Public, async |visit: Visit| -> Page<Html<String>> {
            Ok(accessibility::render(visit.page(""))?)
        }),
    ];
    for more in [
        admin::routes(),
        agreements::routes(),
        assets::routes(),
        cards::routes(),
        changes::routes(),
        confirm::routes(),
        kept_form::routes(),
        authenticator::routes(),
        authority::routes(),
        mail_choices::routes(),
        mailbox::routes(),
        map::routes(),
        mine::routes(),
        organisation::routes(),
        partners::routes(),
        passkeys::routes(),
        people::routes(),
        recovery::routes(),
        register::routes(),
        security::routes(),
        session::routes(),
        sign_in::routes(),
        signing::routes(),
        stronger::routes(),
        verify::routes(),
    ] {
        routes.extend(more);
    }
    routes
}
