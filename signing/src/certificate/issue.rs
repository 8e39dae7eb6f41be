//! The parts of a certificate that we write (RFC 5280, 4.1 and 4.2).

use std::time::Duration;

use der::asn1::{Any, BitString, Ia5String, ObjectIdentifier, OctetString, PrintableStringRef, Utf8StringRef};
use der::{Decode, Encode, EncodeValue, Sequence, Tagged};
use jiff::Timestamp;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, CrlDistributionPoints, SubjectKeyIdentifier};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::time::{Time, Validity};

use super::CertificateError;
use super::read::{COMMON_NAME, COUNTRY, ORGANISATION, ORGANISATION_IDENTIFIER};
use crate::key::{PublicKey, sha256};

/// `ub-common-name` and `ub-organization-name` (RFC 5280, appendix A.1), in characters.
const LONGEST_NAME: usize = 64;

/// Who gets a certificate, for one signing round.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The person, as on screen. Longer names are [`shortened`]; the full one stands in the signature.
    pub person: &'a str,
    /// The organisation for which the person signs; [`shortened`] too.
    pub organisation: &'a str,
    /// Its number in the Dutch trade register (eight digits), where it has one.
    pub kvk: Option<&'a str>,
    /// The key that the person signs with.
    pub public_key: PublicKey,
    /// Sixteen fresh random bytes.
    pub serial: [u8; 16],
    /// First second of validity.
    pub not_before: Timestamp,
    /// Last second of validity.
    pub not_after: Timestamp,
    /// Where the list of revoked certificates is published.
    pub crl_url: &'a str,
}

/// Who gets a certificate for time-stamps, and for nothing else (RFC 3161, 2.3).
#[derive(Debug, Clone)]
pub struct StampRequest<'a> {
    /// The name of the authority that time-stamps.
    pub name: &'a str,
    /// Who runs it.
    pub organisation: &'a str,
    /// The key that it signs time-stamps with.
    pub public_key: PublicKey,
    /// Sixteen fresh random bytes.
    pub serial: [u8; 16],
    /// First second of validity.
    pub not_before: Timestamp,
    /// Last second of validity.
    pub not_after: Timestamp,
    /// Where the list of revoked certificates is published.
    pub crl_url: &'a str,
}

/// `TBSCertificate` (RFC 5280, 4.1), for writing: the type of `x509-cert` is for reading only.
#[derive(Debug, Clone, Sequence)]
pub(super) struct ToBeSigned {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub(super) version: u8,
    pub(super) serial: SerialNumber,
    pub(super) signature: AlgorithmIdentifierOwned,
    pub(super) issuer: Name,
    pub(super) validity: Validity,
    pub(super) subject: Name,
    pub(super) public_key: PublicKey,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT")]
    pub(super) extensions: Vec<Extension>,
}

/// `Certificate` (RFC 5280, 4.1).
#[derive(Debug, Clone, Sequence)]
pub(super) struct Signed {
    pub(super) body: ToBeSigned,
    pub(super) algorithm: AlgorithmIdentifierOwned,
    pub(super) value: BitString,
}

/// A name as it fits in a certificate: at most 64 characters, the last an ellipsis when it was longer.
#[must_use]
pub fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST_NAME - 1).collect();
    format!("{}…", kept.trim_end())
}

/// `C=NL`, organisation, its identifier and a common name, each in an RDN of its own.
pub(super) fn name(person: &str, organisation: &str, kvk: Option<&str>) -> Result<Name, CertificateError> {
    let mut names = RdnSequence::default();
    names.push(part(COUNTRY, &PrintableStringRef::new("NL")?)?);
    names.push(part(ORGANISATION, &Utf8StringRef::new(&plain(organisation)?)?)?);
    if let Some(kvk) = kvk {
        if kvk.len() != 8 || !kvk.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CertificateError::Unfit(kvk.to_owned()));
        }
        // National trade register, of the Netherlands (ETSI EN 319 412-1, 5.1.4).
        names.push(part(ORGANISATION_IDENTIFIER, &Utf8StringRef::new(&format!("NTRNL-{kvk}"))?)?);
    }
    names.push(part(COMMON_NAME, &Utf8StringRef::new(&plain(person)?)?)?);
    Ok(Name::from_der(&names.to_der()?)?)
}

fn plain(text: &str) -> Result<String, CertificateError> {
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err(CertificateError::Unfit(text.to_owned()));
    }
    Ok(shortened(text))
}

fn part<T: Tagged + EncodeValue>(
    kind: ObjectIdentifier,
    value: &T,
) -> Result<RelativeDistinguishedName, CertificateError> {
    let value = Any::encode_from(value)?;
    Ok(RelativeDistinguishedName::try_from(vec![AttributeTypeAndValue { oid: kind, value }])?)
}

/// UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5).
pub(super) fn time(at: Timestamp) -> Result<Time, CertificateError> {
    let seconds = u64::try_from(at.as_second()).map_err(|_| CertificateError::Period)?;
    Ok(der::DateTime::from_unix_duration(Duration::from_secs(seconds)).map_err(|_| CertificateError::Period)?.into())
}

pub(super) fn validity(not_before: Timestamp, not_after: Timestamp) -> Result<Validity, CertificateError> {
    if not_before >= not_after {
        return Err(CertificateError::Period);
    }
    Ok(Validity::new(time(not_before)?, time(not_after)?))
}

/// A positive number of at most sixteen bytes: the first bit is cleared, the second set.
pub(super) fn serial(random: [u8; 16]) -> Result<SerialNumber, CertificateError> {
    let mut bytes = random;
    bytes[0] = (bytes[0] & 0x7f) | 0x40;
    Ok(SerialNumber::new(&bytes)?)
}

/// The identifier of a key: the first 160 bits of its SHA-256 (RFC 7093, 2, method 1).
pub(super) fn key_identifier(key: &PublicKey) -> Result<OctetString, CertificateError> {
    let print = sha256(&[key.subject_public_key.raw_bytes()]);
    Ok(OctetString::new(&print[..20])?)
}

pub(super) fn extension<T: Encode + der::oid::AssociatedOid>(
    critical: bool,
    value: &T,
) -> Result<Extension, CertificateError> {
    Ok(Extension { extn_id: T::OID, critical, extn_value: OctetString::new(value.to_der()?)? })
}

pub(super) fn subject_key(key: &PublicKey) -> Result<Extension, CertificateError> {
    extension(false, &SubjectKeyIdentifier(key_identifier(key)?))
}

pub(super) fn authority_key(key: &PublicKey) -> Result<Extension, CertificateError> {
    let identifier = AuthorityKeyIdentifier { key_identifier: Some(key_identifier(key)?), ..Default::default() };
    extension(false, &identifier)
}

/// Where revocation is published (RFC 5280, 4.2.1.13).
pub(super) fn distribution_point(url: &str) -> Result<Extension, CertificateError> {
    if !url.starts_with("http") || url.bytes().any(|byte| !byte.is_ascii_graphic()) {
        return Err(CertificateError::Unfit(url.to_owned()));
    }
    let address = GeneralName::UniformResourceIdentifier(Ia5String::new(url)?);
    let point = DistributionPoint {
        distribution_point: Some(DistributionPointName::FullName(vec![address])),
        reasons: None,
        crl_issuer: None,
    };
    extension(false, &CrlDistributionPoints(vec![point]))
}
