//! Pages, sessions and access.
//!
//! What belongs here: turning requests into use cases and their answers into pages. What never
//! does: rules, SQL. One page is one folder under `pages`: handler, template and texts.

pub mod csrf;
mod csv_file;
mod device;
pub mod error;
mod files;
pub mod flash;
pub mod form;
mod frame;
mod history;
pub mod import_words;
mod kept;
mod keyset;
pub mod lang;
pub mod layout;
mod limits;
mod nav;
pub mod pages;
pub mod parts;
mod place;
pub mod refusals;
mod route;
#[cfg(test)]
mod samples;
mod upload;

mod vcard;
pub mod verdict;
pub mod visit;
pub mod words;

pub use frame::POLICY;
pub use route::{Route, get, get_fresh, post, post_file, post_fresh};

use app::App;
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef},
    http::{
        HeaderValue,
        header::{LOCATION, SET_COOKIE},
    },
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
};
use error::PageError;
use flash::Flash;
use limits::Limits;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// Form bodies are at most this large, in bytes.
pub const LARGEST_FORM: usize = 256 * 1024;

/// What handlers share. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    /// The use cases.
    pub app: App,
    limits: Arc<Limits>,
}

impl FromRef<Portal> for App {
    fn from_ref(portal: &Portal) -> Self {
        portal.app.clone()
    }
}

impl Portal {
    /// Whether people reach the portal over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.app.settings().public_url.starts_with("https://")
    }

    /// Over TLS no other host and no plain connection can set cookies of these names.
    fn cookie_name(&self, name: &str) -> String {
        if self.is_https() { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// Goes to another page of this portal after a form was sent.
    #[must_use]
    pub fn go(&self, path: &str) -> Response {
        Redirect::to(form::local_path(path)).into_response()
    }

    /// As [`Portal::go`], with a message on the next page.
    #[must_use]
    pub fn go_and_say(&self, path: &str, flash: Flash) -> Response {
        self.say(self.go(path), flash)
    }

    /// A response with a message on the next page.
    pub(crate) fn say(&self, mut response: Response, flash: Flash) -> Response {
        self.cookie(&mut response, frame::FLASH, Some(flash.code()), Some(60));
        response
    }

    /// Sets a cookie on a response; without a value it is taken away.
    pub(crate) fn cookie(&self, response: &mut Response, name: &str, value: Option<&str>, seconds: Option<i64>) {
        response.headers_mut().append(SET_COOKIE, frame::set_cookie(self, name, value, seconds));
    }
}

/// Whether a response leads to another page.
#[must_use]
pub fn leads_on(response: &Response) -> Option<&HeaderValue> {
    response.headers().get(LOCATION)
}

/// Every route with its permission, for the router and for the test that tries each.
#[must_use]
pub fn routes() -> Vec<Route> {
    pages::routes()
}

/// The portal's pages.
pub fn router(app: App) -> Router {
    let portal = Portal { limits: Arc::new(Limits::new(&app)), app };
    let mut router = Router::new();
    for route in routes() {
        router = router.route(route.path, route.handler);
    }
    router
        .fallback(|| async { PageError::NotFound })
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn_with_state(portal.clone(), frame::frame))
        .layer(CompressionLayer::new())
        .with_state(portal)
}
