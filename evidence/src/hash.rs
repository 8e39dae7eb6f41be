//! Bytes as they stand in evidence: hashes in lower-case hexadecimal, as `sha256sum` prints them; all else in base64url
//! without padding (RFC 4648, section 5).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A SHA-256 hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hash = [0; 32];
        hash.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref());
        Self(hash)
    }

    /// The first half, in eight groups of four: for people who compare a page with a mail.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let groups = self.0[..16].chunks(2).map(|two| format!("{:02x}{:02x}", two[0], two[1]));
        groups.collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for Hash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut hash = [0; 32];
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return Err("a hash that is not 64 lower-case hexadecimal digits");
        }
        for (byte, pair) in hash.iter_mut().zip(digits.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| "a hash that is not text")?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| "a hash that is not hexadecimal")?;
        }
        Ok(Self(hash))
    }
}

/// Bytes of any length.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(&self.0))
    }
}

impl From<Bytes> for String {
    fn from(bytes: Bytes) -> Self {
        URL_SAFE_NO_PAD.encode(bytes.0)
    }
}

impl TryFrom<String> for Bytes {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        URL_SAFE_NO_PAD.decode(text).map(Self).map_err(|_| "bytes that are not base64url without padding")
    }
}

macro_rules! fixed {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $refusal:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "Bytes", into = "Bytes")]
        pub struct $name(pub [u8; $bytes]);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl From<$name> for Bytes {
            fn from(fixed: $name) -> Self {
                Self(fixed.0.to_vec())
            }
        }

        impl TryFrom<Bytes> for $name {
            type Error = &'static str;

            fn try_from(bytes: Bytes) -> Result<Self, Self::Error> {
                bytes.0.try_into().map(Self).map_err(|_| $refusal)
            }
        }
    };
}

fixed!(
    /// Random bytes that hide what a leaf says from who only has its hash.
    Salt,
    16,
    "a salt that is not 16 bytes"
);
fixed!(
    /// The random bytes that make a root the only one of its kind.
    Random,
    32,
    "random bytes that are not 32"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_one_form() {
        let hash = Hash::of(b"abc");
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash.to_string(), text);
        assert_eq!(Hash::try_from(text.to_owned()), Ok(hash));
        assert_eq!(hash.fingerprint(), "ba78 16bf 8f01 cfea 4141 40de 5dae 2223");
        for wrong in ["", &text[1..], &text.to_uppercase(), &format!("{text}0"), &text.replace('b', "+")] {
            assert!(Hash::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn bytes_have_one_form() {
        assert_eq!(Bytes::try_from("AAE".to_owned()), Ok(Bytes(vec![0, 1])));
        for wrong in ["AAF", "AAE=", "A", "AA E", "AA+"] {
            assert!(Bytes::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
        assert!(Salt::try_from(Bytes(vec![0; 15])).is_err());
        assert!(Random::try_from(Bytes(vec![0; 33])).is_err());
    }
}
