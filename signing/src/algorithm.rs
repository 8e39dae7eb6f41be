//! The algorithms. Ours is ECDSA on P-256 with SHA-256 (ETSI TS 119 312), and no other; authorities of
//! others, which time-stamp, have those of [`verifies_foreign`].
//!
//! What belongs here: object identifiers, and the ways to check a signature value. What is ours is never
//! checked with the way for others.

use der::asn1::{Any, ObjectIdentifier};
use ring::digest;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey, VerificationAlgorithm,
};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

/// `ecdsa-with-SHA256` (RFC 5758, 3.2).
const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
/// `id-ecPublicKey` (RFC 5480, 2.1.1).
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// `secp256r1` (RFC 5480, 2.1.1.1).
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
/// `id-sha256` (RFC 5754, 2).
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// `id-sha384` and `id-sha512` (RFC 5754, 2).
const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
/// `secp384r1` (RFC 5480, 2.1.1.1).
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
/// `rsaEncryption` (RFC 3279, 2.3.1): a kind of key, and in CMS a signature too (RFC 3370, 3.2).
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// `ecdsa-with-SHA384` (RFC 5758, 3.2).
const ECDSA_WITH_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
/// `sha256WithRSAEncryption` and its two sisters (RFC 4055, 5).
const SHA256_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const SHA384_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const SHA512_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");

/// How signatures of P-256 keys are named: without parameters (RFC 5758, 3.2).
pub(crate) fn signature() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA256, parameters: None }
}

/// How the digest is named: without parameters (RFC 5754, 2).
pub(crate) fn digest() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: SHA256, parameters: None }
}

/// The public key of a certificate, from an uncompressed point.
pub(crate) fn public_key(point: &[u8]) -> der::Result<SubjectPublicKeyInfoOwned> {
    let algorithm = AlgorithmIdentifierOwned { oid: EC_PUBLIC_KEY, parameters: Some(Any::encode_from(&P256)?) };
    Ok(SubjectPublicKeyInfoOwned { algorithm, subject_public_key: der::asn1::BitString::from_bytes(point)? })
}

/// Whether this is a key of ours.
pub(crate) fn is_p256(key: &SubjectPublicKeyInfoOwned) -> bool {
    is_on(key, P256)
}

fn is_on(key: &SubjectPublicKeyInfoOwned, curve: ObjectIdentifier) -> bool {
    let named = key.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
    key.algorithm.oid == EC_PUBLIC_KEY && named == Some(curve)
}

/// Whether `value` (DER of RFC 3279, 2.2.3) is a signature of `key` over `message`.
pub(crate) fn verifies(key: &SubjectPublicKeyInfoOwned, message: &[u8], value: &[u8]) -> bool {
    is_p256(key)
        && key
            .subject_public_key
            .as_bytes()
            .is_some_and(|point| UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, value).is_ok())
}

/// A digest that authorities of others use (ETSI TS 119 312, 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    /// Which one is named, with NULL or without parameters (RFC 5754, 2).
    pub(crate) fn named(algorithm: &AlgorithmIdentifierOwned) -> Option<Self> {
        let known = [(SHA256, Self::Sha256), (SHA384, Self::Sha384), (SHA512, Self::Sha512)];
        let (_, digest) = known.into_iter().find(|(oid, _)| *oid == algorithm.oid)?;
        algorithm.parameters.as_ref().is_none_or(Any::is_null).then_some(digest)
    }

    /// The digest of bytes.
    pub(crate) fn of(self, bytes: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        };
        digest::digest(algorithm, bytes).as_ref().to_vec()
    }
}

/// The SHA-1 digest: names a certificate in attributes of old (RFC 2634, 5.4), and is trusted for nothing.
pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref().to_vec()
}

/// Whether `value` is a signature of somebody else's `key` over `message`, by the algorithm that is named:
/// ECDSA on P-256 with SHA-256 and on P-384 with SHA-256 or SHA-384, RSA (PKCS#1 v1.5) of 2048 to 8192 bits
/// with SHA-256, SHA-384 or SHA-512. `digest` is the one that a CMS signer names beside it: the two have to
/// agree, and only there may `rsaEncryption` stand for RSA with that digest (RFC 3370, 3.2).
pub(crate) fn verifies_foreign(
    key: &SubjectPublicKeyInfoOwned,
    named: &AlgorithmIdentifierOwned,
    digest: Option<Digest>,
    message: &[u8],
    value: &[u8],
) -> bool {
    let bits = key.subject_public_key.as_bytes();
    let way = way(key, named, digest);
    bits.zip(way).is_some_and(|(bits, way)| UnparsedPublicKey::new(way, bits).verify(message, value).is_ok())
}

fn way(
    key: &SubjectPublicKeyInfoOwned,
    named: &AlgorithmIdentifierOwned,
    digest: Option<Digest>,
) -> Option<&'static dyn VerificationAlgorithm> {
    let known = [
        (ECDSA_WITH_SHA256, Some(Digest::Sha256)),
        (ECDSA_WITH_SHA384, Some(Digest::Sha384)),
        (SHA256_WITH_RSA, Some(Digest::Sha256)),
        (SHA384_WITH_RSA, Some(Digest::Sha384)),
        (SHA512_WITH_RSA, Some(Digest::Sha512)),
        (RSA, digest),
    ];
    let (_, used) = known.into_iter().find(|(oid, _)| *oid == named.oid)?;
    let used = used.filter(|used| digest.is_none_or(|digest| digest == *used))?;
    let elliptic = [ECDSA_WITH_SHA256, ECDSA_WITH_SHA384].contains(&named.oid);
    if elliptic {
        // Without parameters (RFC 5758, 3.2).
        return match used {
            _ if named.parameters.is_some() => None,
            Digest::Sha256 if is_on(key, P256) => Some(&ECDSA_P256_SHA256_ASN1),
            Digest::Sha256 if is_on(key, P384) => Some(&ECDSA_P384_SHA256_ASN1),
            Digest::Sha384 if is_on(key, P384) => Some(&ECDSA_P384_SHA384_ASN1),
            _ => None,
        };
    }
    // NULL for keys (RFC 3279, 2.3.1); for signatures absent ones have to be understood too (RFC 4055, 5).
    let null_key = key.algorithm.oid == RSA && key.algorithm.parameters.as_ref().is_some_and(Any::is_null);
    if !null_key || !named.parameters.as_ref().is_none_or(Any::is_null) {
        return None;
    }
    Some(match used {
        Digest::Sha256 => &RSA_PKCS1_2048_8192_SHA256,
        Digest::Sha384 => &RSA_PKCS1_2048_8192_SHA384,
        Digest::Sha512 => &RSA_PKCS1_2048_8192_SHA512,
    })
}
