//! Routes: each with the permission that it needs. A route without one cannot be written.

use crate::{Portal, error::PageError, pages::STRONGER, visit::Visit};
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

/// A page on which something can be done that asks for a fresh confirmation: whoever confirmed too long ago does so
/// first and comes back.
pub fn get_fresh<H, T>(path: &'static str, permission: Permission, handler: H) -> Route
where
    H: Handler<T, Portal>,
    T: 'static,
{
    let handler = guarded(MethodFilter::GET, permission, handler).layer(from_fn(confirmed_or_back_here));
    Route { method: Method::GET, path, permission, handler }
}

/// A form that asks for a fresh confirmation. The page it stands on is one of [`get_fresh`], so this is only for who
/// waited long before sending it: they come back to `page` after confirming. `{names}` in it are those of `path`.
pub fn post_fresh<H, T>(path: &'static str, page: &'static str, permission: Permission, handler: H) -> Route
where
    H: Handler<T, Portal>,
    T: 'static,
{
    let fresh = from_fn(move |visit: Visit, request: Request, next: Next| async move {
        let page = filled(path, page, request.uri().path());
        confirmed(visit, &page, request, next).await
    });
    let handler = guarded(MethodFilter::POST, permission, handler).layer(fresh);
    Route { method: Method::POST, path, permission, handler }
}

/// `page` with what `asked` has where `path` has names.
fn filled(path: &str, page: &str, asked: &str) -> String {
    let names = path.split('/').zip(asked.split('/')).filter(|(name, _)| name.starts_with('{'));
    names.fold(page.to_owned(), |page, (name, value)| page.replace(name, value))
}

async fn confirmed_or_back_here(visit: Visit, request: Request, next: Next) -> Response {
    let page = visit.path().to_owned();
    confirmed(visit, &page, request, next).await
}

/// Who is not signed in at all meets the guard, which asks for more.
async fn confirmed(visit: Visit, page: &str, request: Request, next: Next) -> Response {
    if visit.who().is_none() || visit.is_fresh() {
        return next.run(request).await;
    }
    let back = utf8_percent_encode(page, NON_ALPHANUMERIC);
    Redirect::to(&format!("/bevestigen?terug={back}")).into_response()
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
        match guard(&visit, permission, request.method() == Method::GET) {
            Ok(()) => next.run(request).await,
            Err(refusal) => refusal,
        }
    }))
}

#[expect(clippy::result_large_err, reason = "the error is the response itself")]
fn guard(visit: &Visit, permission: Permission, is_page: bool) -> Result<(), Response> {
    if permission == Permission::Demo && !visit.is_demo() {
        return Err(PageError::NotFound.into_response());
    }
    match may(&visit.actor(), permission) {
        Answer::Yes => Ok(()),
        // By stronger means it would be theirs.
        Answer::NotYourRole if visit.who().is_some_and(|who| may(&who.full, permission) == Answer::Yes) => {
            let back = if is_page { visit.path() } else { "/" };
            let back = utf8_percent_encode(back, NON_ALPHANUMERIC);
            Err(Redirect::to(&format!("{STRONGER}?terug={back}")).into_response())
        }
        Answer::NotYourRole => Err(PageError::NotYourRole.into_response()),
        Answer::SignInFirst => {
            let back = utf8_percent_encode(visit.path(), NON_ALPHANUMERIC);
            Err(Redirect::to(&format!("/inloggen?terug={back}")).into_response())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_form_leads_back_to_the_page_it_stands_on() {
        let page =
            filled("/beheer/aanmeldingen/{id}/accepteren", "/beheer/aanmeldingen/{id}", "/beheer/aanmeldingen/7/x");
        assert_eq!(page, "/beheer/aanmeldingen/7");
        assert_eq!(filled("/a/{id}/{part}", "/b/{part}/{id}", "/a/1/leden"), "/b/leden/1");
        assert_eq!(filled("/mijn/passkeys/{id}", "/mijn/passkeys", "/mijn/passkeys/7"), "/mijn/passkeys");
    }
}
