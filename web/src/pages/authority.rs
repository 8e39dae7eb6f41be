//! What others need to check signatures by themselves: the roots, and the list of revoked certificates.

use crate::{Portal, Route, error::PageError, get, pages::Page};
use app::{authority::LIST_PATH, verification};
use axum::{
    extract::State,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use domain::access::Permission::Public;

/// Both change seldom; a revocation is seen everywhere within the hour.
const AN_HOUR: &str = "public, max-age=3600";

/// The routes of these files.
pub(crate) fn routes() -> Vec<Route> {
    vec![get(LIST_PATH, Public, list), get("/ca/root.pem", Public, roots)]
}

/// DER, as RFC 2585, 4.2 wants it.
async fn list(State(portal): State<Portal>) -> Page<Response> {
    let list = verification::revocation_list(&portal.app).await?.ok_or(PageError::NotFound)?;
    Ok(([(CONTENT_TYPE, "application/pkix-crl"), (CACHE_CONTROL, AN_HOUR)], list).into_response())
}

async fn roots(State(portal): State<Portal>) -> Page<Response> {
    let roots = verification::roots_pem(&portal.app).ok_or(PageError::NotFound)?;
    Ok(([(CONTENT_TYPE, "application/x-pem-file"), (CACHE_CONTROL, AN_HOUR)], roots).into_response())
}
