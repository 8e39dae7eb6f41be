//! Lists of revoked certificates (RFC 5280, 5).

use der::asn1::{BitString, Uint};
use der::{Decode, Encode};
use jiff::Timestamp;
use x509_cert::Version;
use x509_cert::crl::{CertificateList, RevokedCert, TbsCertList};
use x509_cert::ext::pkix::CrlNumber;
use x509_cert::serial_number::SerialNumber;

use super::read::from_time;
use super::{Authority, Certificate, CertificateError, issue};
use crate::algorithm;
use crate::key::ToSign;

/// A certificate that is no longer to be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    /// Its serial number, as in [`super::Summary::serial`] but in bytes.
    pub serial: Vec<u8>,
    /// Since when.
    pub at: Timestamp,
}

/// A list of revoked certificates: its exact bytes and what they say.
#[derive(Debug, Clone)]
pub struct RevocationList {
    der: Vec<u8>,
    parsed: CertificateList,
}

impl RevocationList {
    /// Reads DER.
    ///
    /// # Errors
    /// When the bytes are no list, or not encoded by the distinguished rules.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let parsed = CertificateList::from_der(der).map_err(|_| CertificateError::NotARevocationList)?;
        let same = parsed.to_der().is_ok_and(|again| again == der);
        if same { Ok(Self { der: der.to_vec(), parsed }) } else { Err(CertificateError::NotARevocationList) }
    }

    /// The bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whether `issuer` made this list.
    #[must_use]
    pub fn is_from(&self, issuer: &Certificate) -> bool {
        let list = &self.parsed.tbs_cert_list;
        let value = self.parsed.signature.as_bytes().unwrap_or_default();
        list.issuer == *issuer.subject()
            && self.parsed.signature_algorithm == algorithm::signature()
            && list.signature == algorithm::signature()
            && list.to_der().is_ok_and(|signed| issuer.verifies(&signed, value))
    }

    /// Since when `certificate` is revoked, if it is. Ask [`RevocationList::is_from`] first.
    #[must_use]
    pub fn revoked(&self, certificate: &Certificate) -> Option<Timestamp> {
        let list = self.parsed.tbs_cert_list.revoked_certificates.as_deref().unwrap_or_default();
        let entry = list.iter().find(|entry| entry.serial_number.as_bytes() == certificate.serial())?;
        from_time(entry.revocation_date).ok()
    }
}

impl Authority {
    /// Makes a list, numbered upwards (RFC 5280, 5.2.3).
    ///
    /// # Errors
    /// When a serial number or time does not fit, or the key does not sign.
    pub fn revocation_list(
        &self,
        number: u64,
        this_update: Timestamp,
        next_update: Timestamp,
        revoked: &[Revoked],
    ) -> Result<RevocationList, CertificateError> {
        if this_update >= next_update {
            return Err(CertificateError::Period);
        }
        let entry = |entry: &Revoked| -> Result<RevokedCert, CertificateError> {
            Ok(RevokedCert {
                serial_number: SerialNumber::new(&entry.serial)?,
                revocation_date: issue::time(entry.at)?,
                crl_entry_extensions: None,
            })
        };
        let entries = revoked.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        let body = TbsCertList {
            version: Version::V2,
            signature: algorithm::signature(),
            issuer: self.name().clone(),
            this_update: issue::time(this_update)?,
            next_update: Some(issue::time(next_update)?),
            // An empty list must be absent (RFC 5280, 5.1.2.6).
            revoked_certificates: (!entries.is_empty()).then_some(entries),
            crl_extensions: Some(vec![
                self.key_extension()?,
                issue::extension(false, &CrlNumber(Uint::new(&number.to_be_bytes())?))?,
            ]),
        };
        let value = self.signer().sign(&ToSign::new(body.to_der()?))?;
        let list = CertificateList {
            tbs_cert_list: body,
            signature_algorithm: algorithm::signature(),
            signature: BitString::from_bytes(&value)?,
        };
        RevocationList::from_der(&list.to_der()?)
    }
}
