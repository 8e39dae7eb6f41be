//! Protection of forms against forgery: a secret in a cookie of this browser, repeated in each form.
//!
//! In the page the secret is masked anew each time, so that compression tells nothing about it
//! (BREACH). [`crate::form::Checked`] is the only way to a form's contents and checks it.

use app::ports::Ports;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq;

/// The secret of a browser, and a fresh mask.
#[derive(Clone)]
pub struct Csrf {
    secret: [u8; 32],
    mask: [u8; 32],
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
        Self { is_new: known.is_none(), secret: known.unwrap_or_else(|| ports.random()), mask: ports.random() }
    }

    /// Without a browser: fits nothing.
    pub(crate) const fn none() -> Self {
        Self { secret: [0; 32], mask: [0; 32], is_new: false }
    }

    /// For the cookie.
    pub(crate) fn cookie(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.secret)
    }

    /// For the field `csrf` of a form.
    #[must_use]
    pub fn field(&self) -> String {
        masked(self.secret, self.mask)
    }

    /// As [`Csrf::field`], the same each time: for pages that repeat nothing of the request.
    #[must_use]
    pub fn fixed_field(&self) -> String {
        masked(self.secret, [0; 32])
    }

    /// Whether a form's field is of this browser.
    pub(crate) fn accepts(&self, field: &str) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(field) else { return false };
        if bytes.len() != 64 || self.is_new || self.secret == [0; 32] {
            return false;
        }
        let plain: Vec<u8> = bytes[..32].iter().zip(&bytes[32..]).map(|(mask, byte)| mask ^ byte).collect();
        plain.ct_eq(&self.secret).into()
    }
}

fn masked(secret: [u8; 32], mask: [u8; 32]) -> String {
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(&mask);
    for (index, byte) in secret.iter().enumerate() {
        bytes[32 + index] = byte ^ mask[index];
    }
    URL_SAFE_NO_PAD.encode(bytes)
}
