//! Routes: each with the permission that it needs. A route without one cannot be written.

use crate::{Portal, error::PageError, form, kept, pages::STRONGER, visit::Visit};
use axum::{
    extract::{DefaultBodyLimit, Request},
    handler::Handler,
    http::Method,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use domain::access::{Answer, Permission, may};

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
    kept::first("/bevestigen", page, request).await
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
        let first = match guard(&visit, permission) {
            Ok(()) => return next.run(request).await,
            Err(Refused::For(error)) => return error.into_response(),
            Err(Refused::NotYourRole) if request.method() == Method::POST => {
                return kept::not_your_role(&visit, permission, request).await.into_response();
            }
            Err(Refused::NotYourRole) => return PageError::NotYourRole.into_response(),
            Err(Refused::First(first)) => first,
        };
        let page = match *request.method() {
            Method::POST => form::page_of_form(request.headers(), visit.path()),
            _ => visit.path().to_owned(),
        };
        kept::first(first, &page, request).await
    }))
}

/// Why somebody does not get to a handler.
enum Refused {
    /// For good.
    For(PageError),
    /// It is not part of their role.
    NotYourRole,
    /// Something comes first, on this page.
    First(&'static str),
}

fn guard(visit: &Visit, permission: Permission) -> Result<(), Refused> {
    if permission == Permission::Demo && !visit.is_demo() {
        return Err(Refused::For(PageError::NotFound));
    }
    match may(&visit.actor(), permission) {
        Answer::Yes => Ok(()),
        // By stronger means it would be theirs.
        Answer::NotYourRole if visit.who().is_some_and(|who| may(&who.full, permission) == Answer::Yes) => {
            Err(Refused::First(STRONGER))
        }
        Answer::NotYourRole => Err(Refused::NotYourRole),
        Answer::SignInFirst => Err(Refused::First("/inloggen")),
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
