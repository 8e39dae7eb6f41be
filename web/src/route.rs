//! Routes: each with the permission that it needs. A route without one cannot be written.

use crate::{Portal, error::PageError, visit::Visit};
use axum::{
    extract::{DefaultBodyLimit, Request},
    handler::Handler,
    http::Method,
    middleware::{Next, from_fn},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use domain::access::{Answer, Permission, may};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// One route.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// Its path, as axum writes it.
    pub path: &'static str,
    /// What it needs.
    pub permission: Permission,
    pub(crate) handler: MethodRouter<Portal>,
}

/// A page.
pub fn get<H, T>(path: &'static str, permission: Permission, handler: H) -> Route
where
    H: Handler<T, Portal>,
    T: 'static,
{
    Route { method: Method::GET, path, permission, handler: guarded(MethodFilter::GET, permission, handler) }
}

/// A form.
pub fn post<H, T>(path: &'static str, permission: Permission, handler: H) -> Route
where
    H: Handler<T, Portal>,
    T: 'static,
{
    Route { method: Method::POST, path, permission, handler: guarded(MethodFilter::POST, permission, handler) }
}

/// A form with a file, which may be larger than other forms: whoever handles it reads by
/// [`crate::upload::receive`], which has a limit of its own.
pub fn post_file<H, T>(path: &'static str, permission: Permission, handler: H) -> Route
where
    H: Handler<T, Portal>,
    T: 'static,
{
    let handler = guarded(MethodFilter::POST, permission, handler).layer(DefaultBodyLimit::disable());
    Route { method: Method::POST, path, permission, handler }
}

fn guarded<H, T>(method: MethodFilter, permission: Permission, handler: H) -> MethodRouter<Portal>
where
    H: Handler<T, Portal>,
    T: 'static,
{
    on(method, handler).layer(from_fn(move |visit: Visit, request: Request, next: Next| async move {
        match guard(&visit, permission) {
            Ok(()) => next.run(request).await,
            Err(refusal) => refusal,
        }
    }))
}

#[expect(clippy::result_large_err, reason = "the error is the response itself")]
fn guard(visit: &Visit, permission: Permission) -> Result<(), Response> {
    if permission == Permission::Demo && !visit.is_demo() {
        return Err(PageError::NotFound.into_response());
    }
    match may(&visit.actor(), permission) {
        Answer::Yes => Ok(()),
        Answer::NotYourRole => Err(PageError::NotYourRole.into_response()),
        Answer::SignInFirst => {
            let back = utf8_percent_encode(visit.path(), NON_ALPHANUMERIC);
            Err(Redirect::to(&format!("/inloggen?terug={back}")).into_response())
        }
    }
}
