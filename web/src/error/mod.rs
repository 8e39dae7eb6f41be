//! When a page cannot be shown: a plain sentence, a reference number and a way onward, never a
//! chain of causes. The chain goes to the log, once, here.

mod texts;

use crate::{
    layout::Page,
    pages::STRONGER,
    parts::{Button, Buttons},
    refusals,
    visit::{Elsewhere, Visit},
};
use app::AppError;
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    access::{Answer, Permission, may},
    agreement::Refusal,
};
use std::borrow::Cow;
use texts::Texts;

/// Why a page cannot be shown.
#[derive(Debug)]
pub enum PageError {
    /// Unknown, or another organisation's: the same.
    NotFound,
    /// Not in a role for this.
    NotYourRole,
    /// Sign in first.
    SignInFirst,
    /// The form does not come from a page of this browser, or its cookie is gone.
    Forged,
    /// The form was made while the person acted for another organisation, as in another tab.
    MadeFor(Box<Elsewhere>),
    /// Unknown for whom the person acts now, or not in a role for it; it belongs to another one of theirs.
    BelongsTo(Box<Elsewhere>, StatusCode),
    /// The request is no form that this page knows.
    BadForm,
    /// The request is too large.
    TooLarge,
    /// Somebody else was first.
    Stale,
    /// The agreement does not move this way now.
    Refused(Refusal),
    /// A change of an organisation is not taken.
    Change(domain::change::Refusal),
    /// Somebody cannot leave, or their yes does not count.
    People(domain::people::Refusal),
    /// Signed in by means that do not suffice for this: leads to the page that says which do.
    NeedsMeans,
    /// The document is not there yet, or cannot be made now.
    NoDocument,
    /// The portal has no key to sign with.
    CannotSign,
    /// Documents cannot be read or kept now.
    Store(Box<dyn std::error::Error + Send + Sync>),
    /// Too often from one place or by one account; in so many seconds it is possible again.
    TooOften(u32),
    /// A defect or a failing database.
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

impl From<AppError> for PageError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::NotFound,
            AppError::NotAllowed(Answer::SignInFirst) => Self::SignInFirst,
            AppError::NotAllowed(_) => Self::NotYourRole,
            AppError::Stale | AppError::NotNow(_) => Self::Stale,
            AppError::Refused(refusal) => Self::Refused(refusal),
            AppError::Change(refusal) => Self::Change(refusal),
            AppError::People(refusal) => Self::People(refusal),
            AppError::NeedsMeans => Self::NeedsMeans,
            AppError::NoDocument => Self::NoDocument,
            AppError::CannotSign => Self::CannotSign,
            AppError::Store(error) => Self::Store(Box::new(error)),
            AppError::TooOften => Self::TooOften(15 * 60),
            AppError::Wait { seconds } => Self::TooOften(seconds),
            AppError::Problems(_) | AppError::NeedsHandOver | AppError::HandOverDate => Self::BadForm,
            other => Self::Broken(Box::new(other)),
        }
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl From<csv::Error> for PageError {
    fn from(error: csv::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl PageError {
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotYourRole | Self::NeedsMeans => StatusCode::FORBIDDEN,
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::Forged | Self::BadForm => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BelongsTo(_, status) => *status,
            Self::Stale
            | Self::MadeFor(_)
            | Self::Refused(_)
            | Self::Change(_)
            | Self::People(_)
            | Self::NoDocument => StatusCode::CONFLICT,
            Self::CannotSign | Self::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn words(&self, visit: &Visit) -> (Cow<'static, str>, Cow<'static, str>) {
        let lang = visit.lang();
        let t = Texts::of(lang);
        let (title, text) = match self {
            Self::MadeFor(other) => {
                return (t.made_for.into(), t.made_for_text(&other.name, &visit.acting_name()).into());
            }
            Self::BelongsTo(other, _) => {
                return (t.belongs_to(&other.name).into(), t.belongs_to_text(&other.name, &visit.acting_name()).into());
            }
            Self::Refused(refusal) => return (t.refused.into(), refusals::sentence(refusal, lang).into()),
            Self::Change(refusal) => (t.refused, refusals::change(*refusal, lang)),
            Self::People(refusal) => (t.refused, refusals::people(*refusal, lang)),
            Self::TooOften(seconds) => {
                return (t.too_often.into(), t.too_often_text(seconds.div_ceil(60).max(1)).into());
            }
            Self::NotFound => (t.not_found, t.not_found_text),
            Self::NotYourRole | Self::NeedsMeans => (t.not_your_role, t.not_your_role_text),
            Self::SignInFirst => (t.sign_in, t.sign_in_text),
            Self::Forged => (t.forged, t.forged_text),
            Self::BadForm => (t.bad_form, t.bad_form_text),
            Self::TooLarge => (t.too_large, t.too_large_text),
            Self::Stale => (t.stale, t.stale_text),
            Self::NoDocument => (t.no_document, t.no_document_text),
            Self::CannotSign => (t.cannot_sign, t.cannot_sign_text),
            Self::Store(_) => (t.store, t.store_text),
            Self::Broken(_) => (t.broken, t.broken_text),
        };
        (title.into(), text.into())
    }

    /// The way onward: where it was about agreements, to the list of whoever may see it.
    fn onward(&self, visit: &Visit) -> (&'static str, &'static str) {
        let t = Texts::of(visit.lang());
        let about_agreements = matches!(self, Self::Refused(_) | Self::NoDocument | Self::Store(_));
        if about_agreements && may(&visit.actor(), Permission::SeeAgreements) == Answer::Yes {
            return ("/overeenkomsten", t.to_agreements);
        }
        ("/", t.onward)
    }

    /// The page for this visitor.
    #[must_use]
    pub fn page(&self, visit: &Visit) -> Response {
        if matches!(self, Self::NeedsMeans) {
            return Redirect::to(STRONGER).into_response();
        }
        let t = Texts::of(visit.lang());
        let (title, text) = self.words(visit);
        let reference = match self {
            Self::Broken(error) | Self::Store(error) => {
                let reference = uuid_reference(error.as_ref());
                tracing::error!(reference, error = app::jobs::chain(error.as_ref()), "a page could not be shown");
                Some(reference)
            }
            _ => None,
        };
        let (href, label) = self.onward(visit);
        let link = Button::link(label, href);
        let mut page = visit.error_page(title.clone());
        let (other, onward) = match self {
            Self::MadeFor(other) | Self::BelongsTo(other, _) => {
                // This page repeats what was asked for.
                page.csrf = visit.csrf().field();
                // In the other language it says the same.
                if matches!(self, Self::BelongsTo(..)) {
                    page.path.clone_from(&other.page);
                }
                (Some(other.as_ref()), Buttons::new([Button::submit(t.go_on(&other.name)), link]))
            }
            _ => (None, Buttons::new([link.primary()])),
        };
        let template = ErrorPage { page, t, title: title.clone(), text, reference, other, onward };
        let status = self.status();
        let mut response = match template.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => (status, title.into_owned()).into_response(),
        };
        if let Self::TooOften(seconds) = self {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*seconds));
        }
        response
    }
}

/// A short number that stands both on the page and in the log.
fn uuid_reference(error: &(dyn std::error::Error + Send + Sync)) -> String {
    // The address of the boxed error and its words differ from case to case; it is no secret and no key.
    let digest = app::secret::digest(
        "error reference",
        &[app::jobs::chain(error).as_bytes(), &std::ptr::from_ref(error).addr().to_be_bytes()],
    );
    digest[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Carries the error to `frame`, which knows the visitor and makes the page.
#[derive(Clone)]
pub(crate) struct Carried(pub(crate) std::sync::Arc<PageError>);

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Carried(std::sync::Arc::new(self)));
        response
    }
}

#[derive(Template)]
#[template(path = "error/page.html")]
struct ErrorPage<'a> {
    page: Page,
    t: &'static Texts,
    title: Cow<'static, str>,
    text: Cow<'static, str>,
    reference: Option<String>,
    other: Option<&'a Elsewhere>,
    onward: Buttons,
}
