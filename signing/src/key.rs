//! Keys: who makes signature values, and how a key lies in a file.
//!
//! What belongs here: the port [`Signer`] for a key that is here, in a token or at a trust service,
//! P-256 keys, and their encryption under a passphrase. What never does: certificates and documents.

use pkcs8::pkcs5::{pbes2, scrypt};
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use ring::digest::{SHA256, digest};
pub use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
pub use x509_cert::spki::SubjectPublicKeyInfoOwned as PublicKey;
use zeroize::Zeroizing;

use crate::algorithm;

/// The label of an encrypted key in a PEM file (RFC 7468, 11).
const LABEL: &str = "ENCRYPTED PRIVATE KEY";

/// scrypt (RFC 7914): 16 MiB and five passes, which equals OWASP's 128 MiB and one pass, and is what
/// OpenSSL opens without being told to.
const SCRYPT: (u8, u32, u32) = (14, 8, 5);

/// What a key signs: the DER of signed attributes (RFC 5652, 5.4), of a certificate or of a list.
/// A signer takes the bytes or their digest, whichever its interface wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToSign(Vec<u8>);

impl ToSign {
    /// These bytes.
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Their SHA-256 digest.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sha256(&[&self.0])
    }
}

/// Whoever holds a P-256 key: this process, a token, a trust service.
pub trait Signer: Send + Sync {
    /// An ECDSA signature with SHA-256 as DER (RFC 3279, 2.2.3).
    ///
    /// # Errors
    /// When the key cannot be used now.
    fn sign(&self, to_sign: &ToSign) -> Result<Vec<u8>, KeyError>;
}

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The bytes are no P-256 key as PKCS#8.
    #[error("this is not a P-256 key")]
    NotP256,
    /// The file is not an encrypted key.
    #[error("this is not an encrypted key (a PEM file that begins with {LABEL})")]
    NotEncrypted,
    /// The passphrase does not open the file.
    #[error("the passphrase does not open the key")]
    WrongPassphrase,
    /// Encryption failed; only with a broken library.
    #[error("the key cannot be encrypted")]
    Encryption,
    /// The signer did not answer, or refused.
    #[error("the key did not sign: {0}")]
    Signing(String),
}

/// A P-256 key in memory.
pub struct P256Key {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl std::fmt::Debug for P256Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("P256Key").finish_non_exhaustive()
    }
}

/// Makes a key: PKCS#8 (RFC 5208), not encrypted, wiped from memory when dropped.
///
/// # Errors
/// When the source of randomness fails.
pub fn generate(random: &SystemRandom) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, random)
        .map(|document| Zeroizing::new(document.as_ref().to_vec()))
        .map_err(|_| KeyError::Signing("no randomness".to_owned()))
}

impl P256Key {
    /// Reads PKCS#8 as [`generate`] makes it. `random` serves the nonces of the signatures.
    ///
    /// # Errors
    /// When the bytes are no P-256 key.
    pub fn from_pkcs8(pkcs8: &[u8], random: SystemRandom) -> Result<Self, KeyError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8, &random);
        Ok(Self { pair: pair.map_err(|_| KeyError::NotP256)?, random })
    }

    /// The public half, for a certificate.
    ///
    /// # Errors
    /// Never for a key that exists; the encoder has a result.
    pub fn public_key(&self) -> Result<PublicKey, der::Error> {
        algorithm::public_key(self.pair.public_key().as_ref())
    }
}

impl Signer for P256Key {
    fn sign(&self, to_sign: &ToSign) -> Result<Vec<u8>, KeyError> {
        self.pair
            .sign(&self.random, to_sign.bytes())
            .map(|value| value.as_ref().to_vec())
            .map_err(|_| KeyError::Signing("no randomness".to_owned()))
    }
}

/// A key under a passphrase as PEM: PBES2 with scrypt and AES-256-CBC (RFC 8018, 6.2). Salt and
/// initialization vector are fresh random bytes, never used twice.
///
/// # Errors
/// When `pkcs8` is no key.
pub fn encrypt(pkcs8: &[u8], passphrase: &str, salt: [u8; 16], iv: [u8; 16]) -> Result<String, KeyError> {
    let key = PrivateKeyInfoRef::try_from(pkcs8).map_err(|_| KeyError::NotP256)?;
    let (log_n, r, p) = SCRYPT;
    let cost = scrypt::Params::new(log_n, r, p).map_err(|_| KeyError::Encryption)?;
    let parameters = pbes2::Parameters::generate_scrypt_aes256cbc(cost, &salt, iv).map_err(|_| KeyError::Encryption)?;
    let encrypted = key.encrypt_with_params(parameters, passphrase).map_err(|_| KeyError::Encryption)?;
    der::pem::encode_string(LABEL, der::pem::LineEnding::LF, encrypted.as_bytes()).map_err(|_| KeyError::Encryption)
}

/// Opens what [`encrypt`] made.
///
/// # Errors
/// When the text is no encrypted key, or the passphrase is another one.
pub fn decrypt(pem: &str, passphrase: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let (label, der) = der::pem::decode_vec(pem.as_bytes()).map_err(|_| KeyError::NotEncrypted)?;
    if label != LABEL {
        return Err(KeyError::NotEncrypted);
    }
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(der.as_slice()).map_err(|_| KeyError::NotEncrypted)?;
    let key = encrypted.decrypt(passphrase).map_err(|_| KeyError::WrongPassphrase)?;
    Ok(Zeroizing::new(key.as_bytes().to_vec()))
}

/// SHA-256 (FIPS 180-4) over parts, as if they were one.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let print = match parts {
        [one] => digest(&SHA256, one),
        many => {
            let mut context = ring::digest::Context::new(&SHA256);
            many.iter().for_each(|part| context.update(part));
            context.finish()
        }
    };
    print.as_ref().try_into().expect("SHA-256 has 32 bytes")
}
