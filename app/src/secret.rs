//! Tokens and codes: made here, kept as digests only.

use crate::ports::Ports;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::fmt;

/// A secret of 32 random bytes, for a link or a cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A fresh one.
    #[must_use]
    pub fn fresh(ports: &Ports) -> Self {
        Self(ports.random())
    }

    /// From its text; `None` when it is no token.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 43 {
            return None;
        }
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// For a link or a cookie: 43 characters.
    #[must_use]
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is kept: SHA-256 over a label and the token, so that a token of one use fits no other.
    #[must_use]
    pub fn digest(&self, label: &'static str) -> [u8; 32] {
        digest(label, &[&self.0])
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256 over a label and parts, each with its length before it.
#[must_use]
pub fn digest(label: &'static str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in std::iter::once(&label.as_bytes()).chain(parts) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// A code of eight digits, evenly drawn.
#[must_use]
pub fn code(ports: &Ports) -> String {
    const LIMIT: u32 = u32::MAX - u32::MAX % 100_000_000;
    loop {
        let number = u32::from_be_bytes(ports.random());
        if number < LIMIT {
            return format!("{:08}", number % 100_000_000);
        }
    }
}

/// Whether two digests are equal, in constant time.
#[must_use]
pub fn same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    subtle::ConstantTimeEq::ct_eq(a.as_slice(), b.as_slice()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_text_and_nothing_else_parses() {
        let token = Token([7; 32]);
        assert_eq!(Token::parse(&token.reveal()), Some(token.clone()));
        for wrong in ["", "abc", &"A".repeat(42), &"A".repeat(44), &"*".repeat(43), &"é".repeat(22)] {
            assert_eq!(Token::parse(wrong), None, "{wrong}");
        }
        assert_ne!(token.digest("a"), token.digest("b"));
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(digest("x", &[b"ab", b"c"]), digest("x", &[b"a", b"bc"]));
    }
}
