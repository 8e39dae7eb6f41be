//! A passkey without a device: it makes keys, signs challenges, and lies wherever a test tells it to.
//!
//! What belongs here: the bytes of W3C Web Authentication as authenticator and browser write them. What never does:
//! their verification. `judges/webauthn` uses this file as well.

use assertion::PublicKey;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    rsa::PublicKeyComponents,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
    },
};
use serde_json::{Value, json};

/// A key of 2,048 bits that only tests use: making one takes a second.
const RSA: &[u8] = include_bytes!("rsa-2048.pk8");
/// Somebody was present, and was verified.
pub const PRESENT_AND_VERIFIED: u8 = 0b101;
/// A new key follows.
const ATTESTED: u8 = 0x40;

/// How a passkey signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// P-256.
    Es256,
    /// Ed25519.
    EdDsa,
    /// RSA.
    Rs256,
}

enum Secret {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
    Rs256(RsaKeyPair),
}

/// A passkey.
pub struct SoftPasskey {
    /// Its id.
    pub id: Vec<u8>,
    /// Whose it is: the id that the portal gave.
    pub user: Vec<u8>,
    /// How often it signed.
    pub counter: u32,
    /// The flags of what it says next.
    pub flags: u8,
    secret: Secret,
    random: SystemRandom,
}

impl SoftPasskey {
    /// A fresh one.
    ///
    /// # Panics
    /// When the machine gives no randomness.
    #[must_use]
    pub fn new(algorithm: Algorithm, id: &[u8]) -> Self {
        let random = SystemRandom::new();
        let secret = match algorithm {
            Algorithm::Es256 => {
                let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
                let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &random);
                Secret::Es256(key.expect("a key"))
            }
            Algorithm::EdDsa => {
                let key = Ed25519KeyPair::generate_pkcs8(&random).expect("a key");
                Secret::EdDsa(Ed25519KeyPair::from_pkcs8(key.as_ref()).expect("a key"))
            }
            Algorithm::Rs256 => Secret::Rs256(RsaKeyPair::from_pkcs8(RSA).expect("the key of the tests")),
        };
        Self { id: id.to_vec(), user: Vec::new(), counter: 0, flags: PRESENT_AND_VERIFIED, secret, random }
    }

    /// Its public key.
    ///
    /// # Panics
    /// Never: the keys are of their kinds.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        match &self.secret {
            Secret::Es256(key) => {
                let (x, y) = key.public_key().as_ref()[1..].split_at(32);
                PublicKey::Es256 { x: x.try_into().expect("32 bytes"), y: y.try_into().expect("32 bytes") }
            }
            Secret::EdDsa(key) => PublicKey::EdDsa { x: key.public_key().as_ref().try_into().expect("32 bytes") },
            Secret::Rs256(key) => {
                let PublicKeyComponents { n, e } = PublicKeyComponents::<Vec<u8>>::from(key.public_key());
                PublicKey::Rs256 { n, e }
            }
        }
    }

    /// Signs any bytes.
    ///
    /// # Panics
    /// When the machine gives no randomness.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Es256(key) => key.sign(&self.random, message).expect("a signature").as_ref().to_vec(),
            Secret::EdDsa(key) => key.sign(message).as_ref().to_vec(),
            Secret::Rs256(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &self.random, message, &mut signature).expect("a signature");
                signature
            }
        }
    }

    /// Signs the two parts of an assertion.
    #[must_use]
    pub fn assert(&self, client_data: &[u8], data: &[u8]) -> Vec<u8> {
        self.sign(&[data, digest(&SHA256, client_data).as_ref()].concat())
    }

    /// What `navigator.credentials.create` gives for these options on a page of `origin`.
    #[must_use]
    pub fn make(&mut self, options: &Value, origin: &str) -> Value {
        self.user = from_text(&options["user"]["id"]);
        let client_data = client_data("webauthn.create", &from_text(&options["challenge"]), origin);
        let rp_id = options["rp"]["id"].as_str().unwrap_or_default();
        let data = self.attested(rp_id);
        self.made(&client_data, &data)
    }

    /// The authenticator data of the moment in which it was made.
    #[must_use]
    pub fn attested(&self, rp_id: &str) -> Vec<u8> {
        let length = u16::try_from(self.id.len()).unwrap_or(u16::MAX).to_be_bytes();
        let rest = [&[0; 16][..], &length, &self.id, &self.public_key().to_cose()].concat();
        authenticator_data(rp_id, self.flags | ATTESTED, self.counter, &rest)
    }

    /// The answer of `create` with these parts.
    #[must_use]
    pub fn made(&self, client_data: &str, data: &[u8]) -> Value {
        json!({
            "id": to_text(&self.id), "rawId": to_text(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "clientDataJSON": to_text(client_data.as_bytes()),
                "attestationObject": to_text(&attestation(data)),
                "transports": ["internal"],
            },
        })
    }

    /// What `navigator.credentials.get` gives for these options on a page of `origin`; it counts.
    #[must_use]
    pub fn answer(&mut self, options: &Value, origin: &str) -> Value {
        self.counter += 1;
        let client_data = client_data("webauthn.get", &from_text(&options["challenge"]), origin);
        let rp_id = options["rpId"].as_str().unwrap_or_default();
        let data = authenticator_data(rp_id, self.flags, self.counter, &[]);
        let signature = self.assert(client_data.as_bytes(), &data);
        self.answered(client_data.as_bytes(), &data, &signature)
    }

    /// The answer of `get` with these parts.
    #[must_use]
    pub fn answered(&self, client_data: &[u8], data: &[u8], signature: &[u8]) -> Value {
        json!({
            "id": to_text(&self.id), "rawId": to_text(&self.id), "type": "public-key", "extensions": {},
            "response": {
                "clientDataJSON": to_text(client_data),
                "authenticatorData": to_text(data),
                "signature": to_text(signature),
                "userHandle": to_text(&self.user),
            },
        })
    }
}

/// What a browser writes as client data.
#[must_use]
pub fn client_data(kind: &str, challenge: &[u8], origin: &str) -> String {
    let challenge = to_text(challenge);
    format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#)
}

/// What an authenticator writes.
#[must_use]
pub fn authenticator_data(rp_id: &str, flags: u8, counter: u32, rest: &[u8]) -> Vec<u8> {
    [digest(&SHA256, rp_id.as_bytes()).as_ref(), &[flags], &counter.to_be_bytes(), rest].concat()
}

/// An attestation object without a statement about the maker.
#[must_use]
pub fn attestation(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or(u16::MAX).to_be_bytes();
    [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59", &length[..], data].concat()
}

/// base64url without padding.
#[must_use]
pub fn to_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// And back.
#[must_use]
pub fn from_text(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap_or_default()).unwrap_or_default()
}
