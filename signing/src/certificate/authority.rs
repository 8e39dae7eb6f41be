//! Our own authority: it makes its root, certificates of one round, and lists of revoked ones.

use der::Encode;
use der::asn1::BitString;
use jiff::Timestamp;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages};
use x509_cert::name::Name;

use super::chain::TIME_STAMPING;
use super::issue::{self, Request, Signed, StampRequest, ToBeSigned};
use super::{Certificate, CertificateError};
use crate::algorithm;
use crate::key::{PublicKey, Signer, ToSign};

/// Version 3 (RFC 5280, 4.1.2.1).
const V3: u8 = 2;

/// What the root of an authority is to say.
#[derive(Debug, Clone)]
pub struct RootRequest<'a> {
    /// Its own name.
    pub name: &'a str,
    /// Who runs it.
    pub organisation: &'a str,
    /// Its key.
    pub public_key: PublicKey,
    /// Sixteen fresh random bytes.
    pub serial: [u8; 16],
    /// First second of validity.
    pub not_before: Timestamp,
    /// Last second of validity; nothing that it issues lasts longer.
    pub not_after: Timestamp,
}

/// An authority: its certificate and whoever holds its key.
pub struct Authority {
    certificate: Certificate,
    signer: Box<dyn Signer>,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Authority").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

impl Authority {
    /// Makes a root: a certificate that signs itself and may sign certificates of persons only.
    ///
    /// # Errors
    /// When a name or time does not fit, or the key is another one.
    pub fn make_root(request: &RootRequest, signer: Box<dyn Signer>) -> Result<Self, CertificateError> {
        let name = issue::name(request.name, request.organisation, None)?;
        let body = ToBeSigned {
            version: V3,
            serial: issue::serial(request.serial)?,
            signature: algorithm::signature(),
            issuer: name.clone(),
            validity: issue::validity(request.not_before, request.not_after)?,
            subject: name,
            public_key: request.public_key.clone(),
            extensions: vec![
                issue::extension(true, &BasicConstraints { ca: true, path_len_constraint: Some(0) })?,
                issue::extension(true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?,
                issue::subject_key(&request.public_key)?,
                issue::authority_key(&request.public_key)?,
            ],
        };
        Self::new(sign(body, &*signer)?, signer)
    }

    /// An authority that exists.
    ///
    /// # Errors
    /// When the key does not belong to the certificate.
    pub fn new(certificate: Certificate, signer: Box<dyn Signer>) -> Result<Self, CertificateError> {
        let trial = ToSign::new(b"does this key belong to this certificate?".to_vec());
        if certificate.verifies(trial.bytes(), &signer.sign(&trial)?) {
            Ok(Self { certificate, signer })
        } else {
            Err(CertificateError::OtherKey)
        }
    }

    /// Its certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Issues the certificate of one person for one round: for signatures that commit, and nothing else
    /// (`nonRepudiation`, now called `contentCommitment`: RFC 5280, 4.2.1.3; ETSI EN 319 412-2, 4.3.2).
    ///
    /// # Errors
    /// When a name, address or time does not fit, or the certificate would outlive this authority.
    pub fn issue(&self, request: &Request) -> Result<Certificate, CertificateError> {
        let extensions = vec![
            issue::extension(true, &KeyUsage(KeyUsages::NonRepudiation.into()))?,
            self.key_extension()?,
            issue::subject_key(&request.public_key)?,
            issue::distribution_point(request.crl_url)?,
        ];
        let subject = issue::name(request.person, request.organisation, request.kvk)?;
        let period = (request.not_before, request.not_after);
        self.certify(subject, &request.public_key, request.serial, period, extensions)
    }

    /// Issues the certificate of an authority that time-stamps: for that alone, critically (RFC 3161, 2.3).
    ///
    /// # Errors
    /// As [`Authority::issue`].
    pub fn issue_for_stamps(&self, request: &StampRequest) -> Result<Certificate, CertificateError> {
        let extensions = vec![
            issue::extension(true, &KeyUsage(KeyUsages::DigitalSignature.into()))?,
            issue::extension(true, &ExtendedKeyUsage(vec![TIME_STAMPING]))?,
            self.key_extension()?,
            issue::subject_key(&request.public_key)?,
            issue::distribution_point(request.crl_url)?,
        ];
        let subject = issue::name(request.name, request.organisation, None)?;
        let period = (request.not_before, request.not_after);
        self.certify(subject, &request.public_key, request.serial, period, extensions)
    }

    fn certify(
        &self,
        subject: Name,
        public_key: &PublicKey,
        serial: [u8; 16],
        (not_before, not_after): (Timestamp, Timestamp),
        extensions: Vec<Extension>,
    ) -> Result<Certificate, CertificateError> {
        let (from, until) = self.certificate.period()?;
        if not_before < from || not_after > until {
            return Err(CertificateError::OutlivesAuthority);
        }
        let body = ToBeSigned {
            version: V3,
            serial: issue::serial(serial)?,
            signature: algorithm::signature(),
            issuer: self.name().clone(),
            validity: issue::validity(not_before, not_after)?,
            subject,
            public_key: public_key.clone(),
            extensions,
        };
        sign(body, &*self.signer)
    }

    pub(super) fn name(&self) -> &Name {
        self.certificate.subject()
    }

    pub(super) fn key_extension(&self) -> Result<Extension, CertificateError> {
        issue::authority_key(self.certificate.parsed().tbs_certificate().subject_public_key_info())
    }

    pub(super) fn signer(&self) -> &dyn Signer {
        &*self.signer
    }
}

fn sign(body: ToBeSigned, signer: &dyn Signer) -> Result<Certificate, CertificateError> {
    let value = signer.sign(&ToSign::new(body.to_der()?))?;
    let signed = Signed { body, algorithm: algorithm::signature(), value: BitString::from_bytes(&value)? };
    Certificate::from_der(&signed.to_der()?)
}
