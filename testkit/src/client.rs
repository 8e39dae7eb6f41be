//! A browser without a screen: cookies, forms with their tokens, redirects on request.

use crate::fields::fields_of;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{
        HeaderMap, Request,
        header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE},
    },
};
use cookie::Cookie;
use domain::registration::{Answers, Applicant, Step};
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
};
use tower::ServiceExt as _;
use url::form_urlencoded;

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The path that was asked for.
    pub path: String,
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// Where it leads.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION).map(|value| value.to_str().expect("a plain path"))
    }

    /// This answer, if it has this status.
    ///
    /// # Panics
    /// For any other status, with the words of the page.
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} {:?}: {}", self.path, self.location(), words(&self.body));
        self
    }

    /// This answer, if its page says `text`.
    ///
    /// # Panics
    /// When it does not.
    #[track_caller]
    pub fn expect_text(self, text: &str) -> Self {
        assert!(self.says(text), "{} does not say {text:?}: {}", self.path, words(&self.body));
        self
    }

    /// Whether the page says `text`.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        words(&self.body).contains(text)
    }
}

/// What a page says, without its markup.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    // A place where a line may break is no space.
    for c in html.replace("<wbr>", "").chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    unescape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn unescape(text: &str) -> String {
    let pairs = [
        ("&#39;", "'"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#60;", "<"),
        ("&lt;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// A browser.
pub struct Client {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// The last page.
    page: String,
    token: String,
    place: SocketAddr,
    host: String,
    /// More headers of every request.
    headers: Vec<(String, String)>,
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        let place = SocketAddr::from(([203, 0, 113, 7], 40_000));
        let host = "portaal.vroegteken.example".to_owned();
        Self {
            router,
            cookies: BTreeMap::new(),
            page: String::new(),
            token: String::new(),
            place,
            host,
            headers: Vec::new(),
        }
    }

    /// From another network address.
    #[must_use]
    pub fn at(mut self, last_byte: u8) -> Self {
        self.place = SocketAddr::from(([203, 0, 113, last_byte], 40_000));
        self
    }

    /// From any network address.
    #[must_use]
    pub fn from_address(mut self, address: IpAddr) -> Self {
        self.place = SocketAddr::new(address, 40_000);
        self
    }

    /// With one more header in every request.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With another Host header.
    #[must_use]
    pub fn with_host(mut self, host: &str) -> Self {
        host.clone_into(&mut self.host);
        self
    }

    /// The value of a cookie, by its name as sent.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Sets a cookie.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Forgets every cookie.
    pub fn forget_cookies(&mut self) {
        self.cookies.clear();
    }

    /// The token against forgery of the last page that had one.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    /// Sends a form, with the token of the last page that had one.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token.clone();
        let mut all = vec![("csrf", token.as_str())];
        all.extend(fields);
        self.post_bare(path, &all).await
    }

    /// Sends a form with exactly these fields.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", path, Some(("application/x-www-form-urlencoded", body.into_bytes()))).await
    }

    /// Fills in the form of the last page that goes to `action`: its hidden fields and ticked boxes as
    /// they stand, and these.
    ///
    /// # Panics
    /// When the page has no such form.
    pub async fn submit(&mut self, action: &str, fields: &[(&str, &str)]) -> Answer {
        let hidden = hidden_fields(&self.page, action).unwrap_or_else(|| {
            panic!("the page has no form to {action}: {}", words(&self.page));
        });
        let named = |name: &str| fields.iter().any(|(field, _)| *field == name);
        let mut all: Vec<(&str, &str)> = hidden
            .iter()
            .filter(|(name, _)| !named(name))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        all.extend(fields);
        let answer = self.post_bare(action, &all).await;
        match answer.location().map(str::to_owned) {
            // A browser sends the same there.
            Some(to) if answer.status == 307 => self.post_bare(&to, &all).await,
            _ => answer,
        }
    }

    /// Sends one page of the registration form.
    pub async fn post_step(&mut self, applicant: Applicant, step: Step, answers: &Answers) -> Answer {
        let fields = fields_of(step, answers);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(&format!("/aanmelden/{}/{}", applicant.as_str(), step.as_str()), &fields).await
    }

    /// Goes where an answer leads, until it leads nowhere.
    pub async fn follow(&mut self, mut answer: Answer) -> Answer {
        for _ in 0..10 {
            let Some(path) = answer.location().map(str::to_owned) else { return answer };
            answer = self.get(&path).await;
        }
        panic!("{} leads in circles", answer.path)
    }

    /// Sends anything.
    ///
    /// # Panics
    /// When the portal does: it never does.
    pub async fn send(&mut self, method: &str, path: &str, body: Option<(&str, Vec<u8>)>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(HOST, &self.host);
        request = request.extension(ConnectInfo(self.place));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(COOKIE, pairs.join("; "));
        }
        let request = match body {
            None => request.body(Body::empty()),
            Some((kind, bytes)) => request.header(CONTENT_TYPE, kind).body(Body::from(bytes)),
        };
        let response = self.router.clone().oneshot(request.expect("a request")).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 * 1024 * 1024).await.expect("a body");
        self.take_cookies(&parts.headers);
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let is_page = parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if is_page {
            self.page.clone_from(&body);
            if let Some(token) = fields_in(&body).into_iter().find(|(name, _)| name == "csrf") {
                self.token = token.1;
            }
        }
        Answer { path: path.to_owned(), status: parts.status.as_u16(), headers: parts.headers, body }
    }

    fn take_cookies(&mut self, headers: &HeaderMap) {
        for value in headers.get_all(SET_COOKIE) {
            let cookie = Cookie::parse(value.to_str().expect("a plain cookie").to_owned()).expect("a cookie");
            let gone = cookie.max_age().is_some_and(|age| age.is_zero());
            if gone {
                self.cookies.remove(cookie.name());
            } else {
                self.cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
    }
}

/// The value of an attribute in a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = &tag[from..];
    Some(unescape(&rest[..rest.find('"')?]))
}

/// The fields in a piece of a page that are sent as they stand: hidden ones and ticked boxes.
fn fields_in(html: &str) -> Vec<(String, String)> {
    html.split("<input")
        .skip(1)
        .filter_map(|rest| {
            let tag = &rest[..rest.find('>')?];
            let kind = attribute(tag, "type");
            let sent = match kind.as_deref() {
                Some("hidden") => true,
                Some("checkbox") => tag.ends_with(" checked"),
                _ => false,
            };
            sent.then(|| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default())))?
        })
        .collect()
}

/// The hidden fields of the form that goes to `action`.
fn hidden_fields(html: &str, action: &str) -> Option<Vec<(String, String)>> {
    html.split("<form").skip(1).find_map(|rest| {
        let tag = &rest[..rest.find('>')?];
        let form = &rest[..rest.find("</form>")?];
        (attribute(tag, "action").as_deref() == Some(action)).then(|| fields_in(form))
    })
}
