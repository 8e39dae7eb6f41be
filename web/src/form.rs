//! Forms: their contents, only after the token against forgery was checked.

use crate::{LARGEST_FORM, error::PageError, visit::Visit};
use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request},
};
use http_body_util::BodyExt as _;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Bytes of a body that is too large which are still read.
const LARGEST_WASTE: usize = 64 * 1024 * 1024;
/// How long a body may take to come in.
const LONGEST_WASTE: Duration = Duration::from_secs(30);

/// The contents of a form of this browser. Fields may repeat (check boxes).
pub struct Checked<T>(pub T);

/// The contents as pairs, for forms whose fields depend on data.
pub type Pairs = Vec<(String, String)>;

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Checked<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
        let form = parts.headers.get("content-type").and_then(|value| value.to_str().ok());
        if !form.is_some_and(|value| value.starts_with("application/x-www-form-urlencoded")) {
            return Err(PageError::BadForm);
        }
        let body = read(body).await?;
        let pairs: Pairs = serde_html_form::from_bytes(&body).map_err(|_| PageError::BadForm)?;
        let token = pairs.iter().find(|(name, _)| name == "csrf").map_or("", |(_, value)| value);
        if !visit.csrf().accepts(token) {
            return Err(PageError::Forged);
        }
        serde_html_form::from_bytes(&body).map(Checked).map_err(|_| PageError::BadForm)
    }
}

/// The body, if it is no larger than [`LARGEST_FORM`]. A larger one is read to its end and thrown
/// away, within [`LARGEST_WASTE`] and [`LONGEST_WASTE`]: a browser shows the answer only after it has sent all.
async fn read(mut body: Body) -> Result<Vec<u8>, PageError> {
    let reading = async {
        let (mut kept, mut size) = (Vec::new(), 0_usize);
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(|_| PageError::BadForm)?.into_data() else { continue };
            size += data.len();
            if size <= LARGEST_FORM {
                kept.extend_from_slice(&data);
            } else if size > LARGEST_WASTE {
                break;
            } else {
                kept.clear();
            }
        }
        if size > LARGEST_FORM { Err(PageError::TooLarge) } else { Ok(kept) }
    };
    tokio::time::timeout(LONGEST_WASTE, reading).await.unwrap_or(Err(PageError::TooLarge))
}

/// The first value of a field, trimmed; empty when it is not there.
#[must_use]
pub fn value<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
}

/// All values of a field.
#[must_use]
pub fn values(pairs: &Pairs, name: &str) -> Vec<String> {
    pairs.iter().filter(|(field, value)| field == name && !value.is_empty()).map(|(_, value)| value.clone()).collect()
}

/// A date as date fields send it (`2027-01-01`), or as the Dutch write it (`1-1-2027`).
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let mut parts = text.split(['-', '/', '.']).map(str::trim);
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if parts.next().is_some() || !(2000..=2100).contains(&year) {
        return None;
    }
    Date::new(year, month, day).ok()
}

/// A path of this portal to come back to; anything else becomes `/`.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let fine = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|b| b.is_ascii_graphic());
    if fine { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::{date, local_path};

    #[test]
    fn only_paths_of_this_portal_come_back() {
        assert_eq!(local_path("/overeenkomsten?x=1"), "/overeenkomsten?x=1");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "x", "", "/a\r\nb"] {
            assert_eq!(local_path(foreign), "/", "{foreign:?}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let expected = jiff::civil::date(2027, 1, 31);
        for text in ["2027-01-31", "31-1-2027", "31/01/2027", "31.1.2027"] {
            assert_eq!(date(text), Some(expected), "{text}");
        }
        for text in ["31-13-2027", "volgende week", "1-1", "1-1-27", "1-1-2027-1"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
