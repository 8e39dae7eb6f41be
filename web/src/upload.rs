//! A form that sends one file: checked against forgery as every form, and never kept.
//!
//! The token stands before the file in the form, and browsers send fields in order: a file is read
//! only after its token fits. [`receive`] is the only way to it.

use crate::{
    error::PageError,
    form::{genuine, page_before},
    visit::Visit,
};
use axum::{
    extract::{FromRequest as _, Multipart, Request, multipart::Field},
    http::header::CONTENT_TYPE,
};
use std::time::Duration;

/// Bytes of a file that is too large which are still read and thrown away: a browser shows the answer
/// only after it has sent all. Beyond it the connection is cut.
const LARGEST_WASTE: usize = 64 * 1024 * 1024;
/// How long a file may take to come in.
const LONGEST: Duration = Duration::from_secs(120);
/// How long nothing at all may come in.
const SILENCE: Duration = Duration::from_secs(15);

/// A file that came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Received {
    /// What the visitor calls it, and its bytes.
    File(String, Vec<u8>),
    /// The form came without a file.
    Nothing,
    /// The file is too large, or it took too long.
    TooLarge,
}

/// The parts of a form that sends several files, one after the other.
pub struct Parts<'v> {
    form: Multipart,
    visit: &'v Visit,
    from: String,
    genuine: bool,
}

/// One part.
pub struct Part {
    /// The name of its field.
    pub field: String,
    /// What the visitor calls the file; empty where there is none.
    pub called: String,
    /// Its bytes; nothing when there are too many.
    pub bytes: Option<Vec<u8>>,
}

impl<'v> Parts<'v> {
    /// Of a request.
    ///
    /// # Errors
    /// [`PageError::BadForm`] when it is no such form.
    pub async fn of(request: Request, visit: &'v Visit) -> Result<Self, PageError> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            return Err(PageError::BadForm);
        }
        let from = page_before(request.headers());
        let form = Multipart::from_request(request, &()).await.map_err(|_| PageError::BadForm)?;
        Ok(Self { form, visit, from, genuine: false })
    }

    /// The next part behind the token, of at most as many bytes as `largest` says for its field.
    ///
    /// # Errors
    /// [`PageError::BadForm`], [`PageError::Forged`] without the token before it.
    pub async fn next(&mut self, largest: impl Fn(&str) -> usize) -> Result<Option<Part>, PageError> {
        loop {
            let Some(field) = self.form.next_field().await.map_err(|_| PageError::BadForm)? else {
                return if self.genuine { Ok(None) } else { Err(PageError::Forged) };
            };
            let name = field.name().unwrap_or_default().to_owned();
            if name == "csrf" {
                let token = take(field, 1024).await?.unwrap_or_default();
                genuine(self.visit, &String::from_utf8_lossy(&token), &self.from)?;
                self.genuine = true;
                continue;
            }
            if !self.genuine {
                return Err(PageError::Forged);
            }
            let called = field.file_name().unwrap_or_default().chars().take(255).collect();
            let bytes = take(field, largest(&name)).await?;
            return Ok(Some(Part { field: name, called, bytes }));
        }
    }
}

/// Reads the files in two fields, each of at most as many bytes as stand beside it; either may be missing.
///
/// # Errors
/// [`PageError::BadForm`] when the request is no such form, [`PageError::Forged`] without its token.
pub async fn receive_two(
    request: Request,
    visit: &Visit,
    fields: [(&str, usize); 2],
) -> Result<(Received, Received), PageError> {
    let parts = Parts::of(request, visit).await?;
    let both = tokio::time::timeout(LONGEST, read_two(parts, fields)).await;
    both.unwrap_or(Ok((Received::TooLarge, Received::Nothing)))
}

async fn read_two(mut parts: Parts<'_>, fields: [(&str, usize); 2]) -> Result<(Received, Received), PageError> {
    let mut found = [Received::Nothing, Received::Nothing];
    let largest = |name: &str| fields.iter().find(|(field, _)| *field == name).map_or(0, |(_, largest)| *largest);
    // A form of ours has two files; another one is not read to its end.
    for _ in 0..4 {
        let Some(part) = parts.next(largest).await? else { break };
        let Some(place) = fields.iter().position(|(field, _)| *field == part.field) else { continue };
        found[place] = match part.bytes {
            None => Received::TooLarge,
            Some(bytes) if bytes.is_empty() => Received::Nothing,
            Some(bytes) => Received::File(part.called.chars().take(120).collect(), bytes),
        };
        // Nothing more can come of a document that is too large.
        if found[0] == Received::TooLarge {
            break;
        }
    }
    let [one, other] = found;
    Ok((one, other))
}

/// The bytes of a field; none when there are more than `most`.
async fn take(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, PageError> {
    let (mut kept, mut size) = (Vec::new(), 0_usize);
    loop {
        let chunk = tokio::time::timeout(SILENCE, field.chunk()).await;
        let Ok(chunk) = chunk else { return Ok(None) };
        let Some(chunk) = chunk.map_err(|_| PageError::BadForm)? else { break };
        size += chunk.len();
        if size <= most {
            kept.extend_from_slice(&chunk);
        } else if size > LARGEST_WASTE {
            break;
        } else {
            kept = Vec::new();
        }
    }
    Ok((size <= most).then_some(kept))
}
