//! The public key of a passkey: a COSE_Key (RFC 9052, 7; RFC 9053; RFC 8230) of one of three kinds.
//!
//! A key has exactly one form here, the canonical one of CTAP2 that the standard prescribes: what is read is
//! written again and has to be the same bytes. So no member can stand twice, in another order, in a longer
//! spelling or be one that nobody looks at.

use crate::cbor;
use ciborium::Value;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

/// Bytes of the largest key that is looked at: RSA of 8,192 bits has about 1,050.
pub const LARGEST_KEY: usize = 1200;

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicKey {
    /// ES256: a point on P-256 and SHA-256.
    Es256 {
        /// Its first coordinate.
        x: [u8; 32],
        /// Its second.
        y: [u8; 32],
    },
    /// EdDSA on Ed25519.
    EdDsa {
        /// The point, as RFC 8032 writes it.
        x: [u8; 32],
    },
    /// RS256: RSA with PKCS #1 v1.5 and SHA-256.
    Rs256 {
        /// The modulus, big end first, without zeros before it.
        n: Vec<u8>,
        /// The exponent, likewise.
        e: Vec<u8>,
    },
}

/// Why bytes are no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefused {
    /// Larger than any key.
    #[error("the key is too large")]
    TooLarge,
    /// No CBOR, cut off, or not the map of a key.
    #[error("the key cannot be read")]
    Unreadable,
    /// A kind, algorithm or curve that is not one of the three.
    #[error("the key is of another kind")]
    Unknown,
    /// Not in the canonical form, or with more in it than a key has.
    #[error("the key is not in its one form")]
    NotCanonical,
}

impl PublicKey {
    /// Reads a COSE_Key.
    ///
    /// # Errors
    /// [`KeyRefused`].
    pub fn from_cose(bytes: &[u8]) -> Result<Self, KeyRefused> {
        if bytes.len() > LARGEST_KEY {
            return Err(KeyRefused::TooLarge);
        }
        let (value, _) = cbor::first(bytes).ok_or(KeyRefused::Unreadable)?;
        let members = value.as_map().ok_or(KeyRefused::Unreadable)?;
        let number = |label: i64| member_of(members, label).and_then(|value| i64::try_from(value.as_integer()?).ok());
        let text = |label: i64| member_of(members, label).and_then(Value::as_bytes).ok_or(KeyRefused::Unreadable);
        let coordinate = |label: i64| <[u8; 32]>::try_from(text(label)?.as_slice()).map_err(|_| KeyRefused::Unreadable);
        // Kind, algorithm and curve; an RSA key has its modulus where others have a curve.
        let key = match (number(1), number(3), number(-1)) {
            (Some(2), Some(-7), Some(1)) => Self::Es256 { x: coordinate(-2)?, y: coordinate(-3)? },
            (Some(1), Some(-8), Some(6)) => Self::EdDsa { x: coordinate(-2)? },
            (Some(3), Some(-257), None) => Self::Rs256 { n: text(-1)?.clone(), e: text(-2)?.clone() },
            _ => return Err(KeyRefused::Unknown),
        };
        if key.to_cose() == bytes { Ok(key) } else { Err(KeyRefused::NotCanonical) }
    }

    /// Writes it as a COSE_Key, in the canonical form.
    #[must_use]
    pub fn to_cose(&self) -> Vec<u8> {
        match self {
            // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
            Self::Es256 { x, y } => [&[0xa5, 1, 2, 3, 0x26, 0x20, 1][..], &member(0x21, x), &member(0x22, y)].concat(),
            // {1: 1, 3: -8, -1: 6, -2: x}
            Self::EdDsa { x } => [&[0xa4, 1, 1, 3, 0x27, 0x20, 6][..], &member(0x21, x)].concat(),
            // {1: 3, 3: -257, -1: n, -2: e}
            Self::Rs256 { n, e } => [&[0xa4, 1, 3, 3, 0x39, 1, 0][..], &member(0x20, n), &member(0x21, e)].concat(),
        }
    }

    /// The name of its algorithm, as the registry of IANA has it.
    #[must_use]
    pub const fn algorithm(&self) -> &'static str {
        match self {
            Self::Es256 { .. } => "ES256",
            Self::EdDsa { .. } => "EdDSA",
            Self::Rs256 { .. } => "RS256",
        }
    }

    /// Whether `signature` is of this key over `message`.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Es256 { x, y } => {
                // An uncompressed point (SEC 1, 2.3.3); one that is not on the curve verifies nothing.
                let point = [&[4][..], x, y].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature).is_ok()
            }
            Self::EdDsa { x } => UnparsedPublicKey::new(&ED25519, x).verify(message, signature).is_ok(),
            Self::Rs256 { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
        }
    }
}

fn member_of(members: &[(Value, Value)], label: i64) -> Option<&Value> {
    members.iter().find(|(name, _)| name.as_integer() == Some(label.into())).map(|(_, value)| value)
}

/// A label of one byte and a byte string (RFC 8949, 3.1, major type 2) in its shortest form.
fn member(label: u8, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes();
    let head: &[u8] = match length {
        [0, short @ 0..24] => &[0x40 | short],
        [0, short] => &[0x58, short],
        [high, low] => &[0x59, high, low],
    };
    [&[label][..], head, bytes].concat()
}
