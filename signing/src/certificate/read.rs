//! A certificate as it was read, and what people want to know of it.

use der::asn1::{ObjectIdentifier, PrintableStringRef, Utf8StringRef};
use der::oid::AssociatedOid;
use der::{Decode, Encode};
use jiff::Timestamp;
use x509_cert::ext::Extension;
use x509_cert::name::Name;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::time::Time;

use super::CertificateError;
use crate::algorithm::{self, Digest};
use crate::key::sha256;

/// The label of a certificate in a PEM file (RFC 7468, 5).
const LABEL: &str = "CERTIFICATE";

pub(super) const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
pub(super) const COUNTRY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
pub(super) const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
/// `organizationIdentifier` (ITU-T X.520, 6.4.4), filled as ETSI EN 319 412-1, 5.1.4 says.
pub(super) const ORGANISATION_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.97");

/// A certificate: its exact bytes and what they say. Two are equal when their bytes are.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
    /// The part that is signed, as it stands in `der`.
    signed: Vec<u8>,
    parsed: x509_cert::Certificate,
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

/// What people want to know of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Common name of the subject.
    pub name: String,
    /// Organisation of the subject.
    pub organisation: Option<String>,
    /// Its identifier, for example `NTRNL-12345678`.
    pub organisation_identifier: Option<String>,
    /// Common name of the issuer.
    pub issuer: String,
    /// The serial number in hexadecimal.
    pub serial: String,
    /// First second of validity.
    pub not_before: Timestamp,
    /// Last second of validity.
    pub not_after: Timestamp,
    /// SHA-256 of the certificate in hexadecimal.
    pub fingerprint: String,
}

impl Certificate {
    /// Reads DER. Another encoding of the same certificate is refused: every byte has one meaning.
    ///
    /// # Errors
    /// When the bytes are no such certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let parsed = x509_cert::Certificate::from_der(der).map_err(|_| CertificateError::NotACertificate)?;
        let same = parsed.to_der().is_ok_and(|again| again == der);
        let signed = parsed.tbs_certificate().to_der()?;
        if same { Ok(Self { der: der.to_vec(), signed, parsed }) } else { Err(CertificateError::NotACertificate) }
    }

    /// Reads every certificate of a PEM file.
    ///
    /// # Errors
    /// When there is none, or one of them is no certificate.
    pub fn from_pem(pem: &str) -> Result<Vec<Self>, CertificateError> {
        let parsed = x509_cert::Certificate::load_pem_chain(pem.as_bytes());
        let parsed = parsed.map_err(|_| CertificateError::NotACertificate)?;
        if parsed.is_empty() {
            return Err(CertificateError::NotACertificate);
        }
        parsed.iter().map(|certificate| Self::from_der(&certificate.to_der()?)).collect()
    }

    /// Writes PEM.
    ///
    /// # Errors
    /// Never for a certificate that exists; the encoder has a result.
    pub fn to_pem(&self) -> Result<String, CertificateError> {
        der::pem::encode_string(LABEL, der::pem::LineEnding::LF, &self.der)
            .map_err(|_| CertificateError::NotACertificate)
    }

    /// The bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the bytes.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        sha256(&[&self.der])
    }

    pub(crate) fn parsed(&self) -> &x509_cert::Certificate {
        &self.parsed
    }

    pub(crate) fn subject(&self) -> &Name {
        self.parsed.tbs_certificate().subject()
    }

    pub(crate) fn issuer(&self) -> &Name {
        self.parsed.tbs_certificate().issuer()
    }

    /// Its serial number, as unsigned bytes.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        self.parsed.tbs_certificate().serial_number().as_bytes()
    }

    /// The period in which it is valid.
    ///
    /// # Errors
    /// When a time lies outside what [`Timestamp`] holds.
    pub fn period(&self) -> Result<(Timestamp, Timestamp), CertificateError> {
        let validity = self.parsed.tbs_certificate().validity();
        Ok((from_time(validity.not_before)?, from_time(validity.not_after)?))
    }

    /// Whether the key of this certificate signed `message`.
    pub(crate) fn verifies(&self, message: &[u8], value: &[u8]) -> bool {
        algorithm::verifies(self.parsed.tbs_certificate().subject_public_key_info(), message, value)
    }

    /// Whether the key of `issuer` signed this certificate, and the algorithm is named alike inside and
    /// outside what is signed (RFC 5280, 4.1.1.2).
    pub(crate) fn is_signed_by(&self, issuer: &Self) -> bool {
        let named = self.parsed.signature_algorithm();
        let value = self.parsed.signature().as_bytes().unwrap_or_default();
        *named == algorithm::signature()
            && named == self.parsed.tbs_certificate().signature()
            && issuer.verifies(&self.signed, value)
    }

    /// Whether the key of this certificate, which somebody else may have made, signed `message`.
    pub(crate) fn verifies_foreign(
        &self,
        named: &AlgorithmIdentifierOwned,
        digest: Option<Digest>,
        message: &[u8],
        value: &[u8],
    ) -> bool {
        let key = self.parsed.tbs_certificate().subject_public_key_info();
        algorithm::verifies_foreign(key, named, digest, message, value)
    }

    /// As [`Certificate::is_signed_by`], for certificates of others and their algorithms.
    pub(crate) fn is_signed_by_foreign(&self, issuer: &Self) -> bool {
        let named = self.parsed.signature_algorithm();
        let value = self.parsed.signature().as_bytes().unwrap_or_default();
        named == self.parsed.tbs_certificate().signature() && issuer.verifies_foreign(named, None, &self.signed, value)
    }

    /// What an extension says, when it is there and can be read.
    pub(crate) fn extension<'a, T: AssociatedOid + Decode<'a>>(&'a self) -> Option<T> {
        let extension = self.extensions().iter().find(|extension| extension.extn_id == T::OID)?;
        T::from_der(extension.extn_value.as_bytes()).ok()
    }

    pub(crate) fn extensions(&self) -> &[Extension] {
        self.parsed.tbs_certificate().extensions().map_or(&[], Vec::as_slice)
    }

    /// The first value of an attribute of the subject.
    fn attribute(name: &Name, kind: ObjectIdentifier) -> Option<String> {
        let attribute = name.iter().find(|attribute| attribute.oid == kind)?;
        let value = &attribute.value;
        value
            .decode_as::<Utf8StringRef>()
            .map(|text| text.as_str().to_owned())
            .or_else(|_| value.decode_as::<PrintableStringRef>().map(|text| text.as_str().to_owned()))
            .ok()
    }

    /// What people want to know.
    ///
    /// # Errors
    /// When a time lies outside what [`Timestamp`] holds.
    pub fn summary(&self) -> Result<Summary, CertificateError> {
        let (not_before, not_after) = self.period()?;
        Ok(Summary {
            name: Self::attribute(self.subject(), COMMON_NAME).unwrap_or_default(),
            organisation: Self::attribute(self.subject(), ORGANISATION),
            organisation_identifier: Self::attribute(self.subject(), ORGANISATION_IDENTIFIER),
            issuer: Self::attribute(self.issuer(), COMMON_NAME).unwrap_or_default(),
            serial: hexadecimal(self.serial()),
            not_before,
            not_after,
            fingerprint: hexadecimal(&self.fingerprint()),
        })
    }
}

pub(super) fn from_time(time: Time) -> Result<Timestamp, CertificateError> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).map_err(|_| CertificateError::Period)?;
    Timestamp::from_second(seconds).map_err(|_| CertificateError::Period)
}

/// Lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).expect("four bits are one digit"));
        }
    }
    text
}
