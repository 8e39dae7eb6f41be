//! The algorithms: ECDSA on P-256 with SHA-256 (ETSI TS 119 312), and no other yet.
//!
//! What belongs here: object identifiers, and the one way to check a signature value. A second
//! algorithm (RSA of a trust service, say) is a line in each function below.

use der::asn1::{Any, ObjectIdentifier};
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

/// `ecdsa-with-SHA256` (RFC 5758, 3.2).
const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
/// `id-ecPublicKey` (RFC 5480, 2.1.1).
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// `secp256r1` (RFC 5480, 2.1.1.1).
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
/// `id-sha256` (RFC 5754, 2).
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

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
    let curve = key.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
    key.algorithm.oid == EC_PUBLIC_KEY && curve == Some(P256)
}

/// Whether `value` (DER of RFC 3279, 2.2.3) is a signature of `key` over `message`.
pub(crate) fn verifies(key: &SubjectPublicKeyInfoOwned, message: &[u8], value: &[u8]) -> bool {
    is_p256(key)
        && key
            .subject_public_key
            .as_bytes()
            .is_some_and(|point| UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, value).is_ok())
}
