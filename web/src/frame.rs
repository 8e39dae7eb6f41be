//! What happens around every request: who is it, which language, which headers, which error page.

use crate::{
    Portal,
    csrf::Csrf,
    error::{Carried, PageError},
    flash::Flash,
    kept::{self, Caught},
    lang::Lang,
    place,
    visit::{Inner, Visit},
};
use app::{
    identity::{self, Who},
    secret::Token,
    signing_rounds,
};
use axum::{
    body::Body,
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, REFERRER_POLICY, SET_COOKIE},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use cookie::{Cookie, SameSite};
use domain::networks;
use std::net::SocketAddr;

/// Names of the cookies.
pub(crate) const SESSION: &str = "sessie";
pub(crate) const CSRF: &str = "formulier";
pub(crate) const LANGUAGE: &str = "taal";
pub(crate) const FLASH: &str = "melding";
pub(crate) const DRAFT: &str = "aanmelding";
pub(crate) const SIGN_IN: &str = "inloggen";
pub(crate) const SIGNING: &str = "tekenen";
pub(crate) const KNOWN: &str = "bekend";
pub(crate) const PASSKEY: &str = "passkey";

/// The content security policy: only what the portal itself serves, nothing inline.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Memberships of a person that are asked for a page which is not there.
const MOST_OTHERS: usize = 50;

/// The cookies of a request.
pub(crate) fn cookie_of(headers: &HeaderMap, portal: &Portal, name: &str) -> Option<String> {
    let name = portal.cookie_name(name);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| Cookie::split_parse(value.to_owned()).filter_map(Result::ok).collect::<Vec<_>>())
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// The `Set-Cookie` header of a cookie; without a value it is taken away.
pub(crate) fn set_cookie(portal: &Portal, name: &str, value: Option<&str>, seconds: Option<i64>) -> HeaderValue {
    let mut cookie = Cookie::build((portal.cookie_name(name), value.unwrap_or_default().to_owned()))
        .path("/")
        .http_only(true)
        .secure(portal.is_https())
        .same_site(SameSite::Lax);
    let age = if value.is_none() { Some(0) } else { seconds };
    if let Some(seconds) = age {
        cookie = cookie.max_age(cookie::time::Duration::seconds(seconds));
    }
    HeaderValue::from_str(&cookie.build().to_string()).unwrap_or_else(|_| HeaderValue::from_static("x=; Max-Age=0"))
}

/// Around every page.
pub(crate) async fn frame(State(portal): State<Portal>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let cookie = |name| cookie_of(headers, &portal, name);
    let who = match cookie(SESSION).and_then(|text| Token::parse(&text)) {
        None => None,
        Some(token) => match identity::who(&portal.app, &token).await {
            Ok(who) => who,
            Err(error) => {
                tracing::error!(error = app::jobs::chain(&error), "sessions cannot be read");
                None
            }
        },
    };
    let to_sign = match &who {
        Some(who) if shows_navigation(&request) => to_sign(&portal, who).await,
        _ => 0,
    };
    let chosen = cookie(LANGUAGE).and_then(|code| Lang::parse(&code));
    let own = who.as_ref().and_then(|who| Lang::parse(&who.person.language));
    let mut csrf = Csrf::from_cookie(cookie(CSRF).as_deref(), portal.app.ports());
    if let Some(who) = &who {
        csrf = csrf.acting(who.person.id, who.actor.acting());
    }
    let new_csrf = csrf.is_new.then(|| csrf.cookie());
    let flash = cookie(FLASH).and_then(|code| Flash::parse(&code)).filter(|_| request.method() == Method::GET);
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let proxies = &portal.app.settings().proxies;
    let place =
        peer.map_or_else(|| "unknown".to_owned(), |peer| networks::place(place::address(peer, headers, proxies)));
    let visit = Visit::new(Inner {
        lang: chosen.or(own).unwrap_or_default(),
        fresh: who.as_ref().is_some_and(|who| who.is_fresh(portal.app.now())),
        who,
        csrf,
        path: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        place,
        demo: portal.app.settings().demo,
        flash,
        to_sign,
    });
    let known = cookie(KNOWN).and_then(|text| Token::parse(&text));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    request.extensions_mut().insert(visit.clone());
    let mut response = match too_often(&portal, &visit, &method) {
        Some(seconds) => PageError::TooOften(seconds).into_response(),
        None => answered(&visit, request, next).await,
    };
    if let Some(caught) = response.extensions_mut().remove::<Caught>() {
        response = kept::lead_on(&portal, &visit, known.as_ref(), caught).await;
    } else if let Some(Carried(error)) = response.extensions().get::<Carried>().cloned() {
        response = match error.as_ref() {
            PageError::MadeFor(other) => {
                PageError::MadeFor(Box::new(kept::with_form(&portal, &visit, other).await)).page(&visit)
            }
            error => error.page(&visit),
        };
    } else if let Some(error) = plain_refusal(&response) {
        response = error.page(&visit);
    }
    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if let Some(value) = new_csrf.filter(|_| is_page) {
        response.headers_mut().append(SET_COOKIE, set_cookie(&portal, CSRF, Some(&value), None));
    }
    if flash.is_some() && is_page && response.status() == StatusCode::OK {
        response.headers_mut().append(SET_COOKIE, set_cookie(&portal, FLASH, None, None));
    }
    secure(&portal, response.headers_mut());
    // A one-time link stays out of the addresses that its page asks for.
    if route.as_deref().is_some_and(|route| route.contains("{token}")) {
        response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    // The route, never the path: paths can hold one-time tokens.
    let route = route.as_deref().unwrap_or("-");
    tracing::info!(%method, route, status = response.status().as_u16(), "request");
    response
}

/// The answer to a request. A page that is not there for whom the person acts now is asked for again as each of their
/// other memberships would ask, so that a link which was opened in the wrong organisation leads on. Only pages are: they
/// change nothing. Whoever has no role there gets the answer that an unknown page has, to the byte.
async fn answered(visit: &Visit, request: Request, next: Next) -> Response {
    let others: Vec<_> = match request.extensions().get::<MatchedPath>() {
        // One-time links belong to nobody's organisation.
        Some(path) if request.method() == Method::GET && !path.as_str().contains("{token}") => {
            visit.others().take(MOST_OTHERS).collect()
        }
        _ => Vec::new(),
    };
    if others.is_empty() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let response = next.clone().run(Request::from_parts(parts.clone(), body)).await;
    let refusal = match response.extensions().get::<Carried>().map(|carried| carried.0.as_ref()) {
        Some(error @ (PageError::NotFound | PageError::NotYourRole)) => error.status(),
        _ => return response,
    };
    for other in others {
        let mut parts = parts.clone();
        parts.extensions.insert(visit.acting_for(other));
        let status = next.clone().run(Request::from_parts(parts, Body::empty())).await.status();
        if status.is_success() || status.is_redirection() || status == StatusCode::CONFLICT {
            let other = visit.elsewhere(other, visit.path());
            return PageError::BelongsTo(Box::new(other), refusal).into_response();
        }
    }
    response
}

/// The seconds to wait when this place or this account sends forms too often.
fn too_often(portal: &Portal, visit: &Visit, method: &Method) -> Option<u32> {
    if method.is_safe() {
        return None;
    }
    let place = portal.limits.hit(&portal.app, "forms of a place", visit.place().as_bytes());
    let account =
        visit.who().and_then(|who| portal.limits.hit(&portal.app, "forms of an account", who.person.id.0.as_bytes()));
    place.max(account)
}

/// Whether the answer may be a page: a form is mostly answered by leading on, and styles have no navigation.
fn shows_navigation(request: &Request) -> bool {
    request.method() == Method::GET && !request.uri().path().starts_with("/assets/")
}

/// How many agreements wait for a signature; a number that cannot be had is left out.
async fn to_sign(portal: &Portal, who: &Who) -> i64 {
    if !who.actor.signs() {
        return 0;
    }
    signing_rounds::how_many(&portal.app, &who.actor).await.unwrap_or_else(|error| {
        tracing::error!(error = app::jobs::chain(&error), "what waits cannot be counted");
        0
    })
}

/// What the framework refused in its own plain words: a path or query that cannot be read, a method
/// that the page does not have.
fn plain_refusal(response: &Response) -> Option<PageError> {
    let kind = response.headers().get(CONTENT_TYPE);
    if kind.is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain")) {
        return None;
    }
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Some(PageError::NotFound),
        StatusCode::PAYLOAD_TOO_LARGE => Some(PageError::TooLarge),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Some(PageError::BadForm)
        }
        _ => None,
    }
}

fn secure(portal: &Portal, headers: &mut HeaderMap) {
    let rules: [(&'static str, &'static str); 7] = [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ];
    for (name, value) in rules {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if portal.is_https() {
        headers.insert(
            HeaderName::from_static("strict-transport-security"),
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
