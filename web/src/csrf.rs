//! Protection of forms against forgery: a secret in a cookie of this browser, repeated in each form.
//!
//! In the page the secret is masked anew each time, so that compression tells nothing about it
//! (BREACH). [`crate::form::Checked`] is the only way to a form's contents and checks it.
//!
//! Beside the secret the field says for whom the page was made: a form that was made while somebody acted for one
//! organisation does nothing when it is sent while they act for another one, as in two tabs.

use app::{ports::Ports, secret::digest};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{access::Acting, ids::PersonId};
use subtle::ConstantTimeEq;

/// Bytes of what a field says: the secret, and for whom the page was made.
const BYTES: usize = 48;
/// Made for nobody in particular.
pub(crate) const NOBODY: [u8; 16] = [0; 16];

/// What a form's field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    /// By this browser, for whom its person acts now or for nobody in particular.
    Here,
    /// By this browser, for whom its person acted then, or for another person.
    Elsewhere([u8; 16]),
    /// Not by this browser.
    Forged,
}

/// The secret of a browser, for whom its person acts, and a fresh mask.
#[derive(Clone)]
pub struct Csrf {
    secret: [u8; 32],
    acting: [u8; 16],
    mask: [u8; BYTES],
    /// Whether the browser does not have it yet.
    pub(crate) is_new: bool,
}

impl std::fmt::Debug for Csrf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Csrf(…)")
    }
}

impl Csrf {
    /// From the cookie, or a fresh one.
    pub(crate) fn from_cookie(cookie: Option<&str>, ports: &Ports) -> Self {
        let known = cookie.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok()).and_then(|bytes| bytes.try_into().ok());
        let secret = known.unwrap_or_else(|| ports.random());
        Self { is_new: known.is_none(), secret, acting: NOBODY, mask: ports.random() }
    }

    /// Without a browser: fits nothing.
    pub(crate) const fn none() -> Self {
        Self { secret: [0; 32], acting: NOBODY, mask: [0; BYTES], is_new: false }
    }

    /// For forms that are made while a person acts so.
    pub(crate) fn acting(mut self, person: PersonId, acting: Acting) -> Self {
        self.acting = self.mark(person, acting);
        self
    }

    /// What stands in a form that is made while a person acts so; it tells nothing to who lacks the secret.
    pub(crate) fn mark(&self, person: PersonId, acting: Acting) -> [u8; 16] {
        let whom: &[u8] = match &acting {
            Acting::Organisation { id, .. } => id.0.as_bytes(),
            Acting::Administration => b"administration",
            Acting::Nobody => return NOBODY,
        };
        let digest = digest("acting in forms", &[&self.secret, person.0.as_bytes(), whom]);
        let mut mark = NOBODY;
        mark.copy_from_slice(&digest[..16]);
        mark
    }

    /// For the cookie.
    pub(crate) fn cookie(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.secret)
    }

    /// For the field `csrf` of a form.
    #[must_use]
    pub fn field(&self) -> String {
        self.masked(self.mask)
    }

    /// As [`Csrf::field`], the same each time: for pages that repeat nothing of the request.
    #[must_use]
    pub fn fixed_field(&self) -> String {
        self.masked([0; BYTES])
    }

    fn masked(&self, mask: [u8; BYTES]) -> String {
        let plain = self.secret.iter().chain(&self.acting);
        let masked = plain.zip(&mask).map(|(byte, mask)| byte ^ mask);
        URL_SAFE_NO_PAD.encode(mask.iter().copied().chain(masked).collect::<Vec<_>>())
    }

    /// As [`Csrf::field`], for a form that was made for somebody as this says.
    pub(crate) fn field_made_for(&self, acting: [u8; 16]) -> String {
        Self { acting, ..self.clone() }.field()
    }

    /// By which what a person left in this browser is found again.
    pub(crate) fn browser(&self) -> [u8; 32] {
        digest("browser of a form", &[&self.secret])
    }

    /// For whom a form was made, as its field says; none when it was not made by this browser.
    pub(crate) fn made_for(&self, field: &str) -> Option<[u8; 16]> {
        let bytes = URL_SAFE_NO_PAD.decode(field).ok()?;
        if bytes.len() != 2 * BYTES || self.is_new || self.secret == [0; 32] {
            return None;
        }
        let plain: Vec<u8> = bytes[..BYTES].iter().zip(&bytes[BYTES..]).map(|(mask, byte)| mask ^ byte).collect();
        if !bool::from(plain[..32].ct_eq(&self.secret)) {
            return None;
        }
        plain[32..].try_into().ok()
    }

    /// Who made the form with this field. A page that was made before somebody signed in, or is sent after they
    /// signed out, was made here: whether they may is asked elsewhere.
    pub(crate) fn made(&self, field: &str) -> Made {
        let Some(acting) = self.made_for(field) else { return Made::Forged };
        if acting == self.acting || acting == NOBODY || self.acting == NOBODY {
            return Made::Here;
        }
        Made::Elsewhere(acting)
    }

    /// Whether a form's field is of this browser, whomever it was made for.
    pub(crate) fn accepts(&self, field: &str) -> bool {
        self.made(field) != Made::Forged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(secret: u8) -> Csrf {
        Csrf { secret: [secret; 32], acting: NOBODY, mask: [9; BYTES], is_new: false }
    }

    #[test]
    fn a_field_that_is_made_anew_says_what_the_first_one_said() {
        let person = PersonId(uuid::Uuid::from_u128(1));
        let csrf = browser(1).acting(person, Acting::Administration);
        let said = csrf.made_for(&csrf.field()).expect("it is of this browser");
        assert_eq!(said, csrf.mark(person, Acting::Administration));
        let later = browser(1);
        assert_eq!(later.made_for(&later.field_made_for(said)), Some(said));
        assert_eq!(csrf.made(&later.field_made_for(said)), Made::Here);
        assert_eq!(browser(2).made_for(&csrf.field()), None);
        assert_eq!(browser(2).made(&csrf.field()), Made::Forged);
        assert_ne!(browser(1).browser(), browser(2).browser());
        assert_eq!(csrf.browser(), later.browser());
    }
}
