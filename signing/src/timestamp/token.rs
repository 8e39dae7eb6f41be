//! A token: read, and judged (RFC 3161, 2.4.2).

use cms::cert::CertificateChoices;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::OctetString;
use der::oid::AssociatedOid;
use der::{Decode, Encode};
use jiff::{SignedDuration, Timestamp};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{ExtendedKeyUsage, SubjectKeyIdentifier};

use super::structure::{TST_INFO, TstInfo};
use super::{LARGEST, TimeStampError, attributes, request};
use crate::algorithm::Digest;
use crate::certificate::{Certificate, Chain, TIME_STAMPING, stamp_chain};
use crate::cms::SIGNED_DATA;

/// What a token has to say, and whom to trust.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// The SHA-256 digest that it is over.
    pub digest: [u8; 32],
    /// The nonce of the request; none for a token that is looked at later, when the request is gone.
    pub nonce: Option<[u8; 16]>,
    /// When it should have been made.
    pub moment: Timestamp,
    /// How far from that moment its time may lie, either way.
    pub tolerance: SignedDuration,
    /// Roots. A certificate in a token is never one of them by itself.
    pub roots: &'a [Certificate],
    /// Certificates of authorities that need not come with the token.
    pub others: &'a [Certificate],
}

/// What a token says that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeStamp {
    /// When what it is over existed.
    pub at: Timestamp,
    /// How far that may be off, where the authority says so.
    pub accuracy: Option<SignedDuration>,
    /// Under which policy, as a dotted number.
    pub policy: String,
    /// Its number at the authority, as big-endian bytes.
    pub serial: Vec<u8>,
    /// The certificate that signed it first, the trusted root last.
    pub chain: Vec<Certificate>,
}

/// A token as it was read, which nobody has judged yet.
#[derive(Debug, Clone)]
pub struct Token {
    der: Vec<u8>,
    content: Vec<u8>,
    info: TstInfo,
    digest: Digest,
    signer: SignerInfo,
    certificates: Vec<Certificate>,
}

impl Token {
    /// Reads a `TimeStampToken`: CMS with one signer, and nothing that is neither signed nor a certificate.
    ///
    /// # Errors
    /// When the bytes are no such token.
    pub fn read(bytes: &[u8]) -> Result<Self, TimeStampError> {
        if bytes.len() > LARGEST {
            return Err(TimeStampError::TooLarge);
        }
        let message = ContentInfo::from_der(bytes)?;
        if message.content_type != SIGNED_DATA {
            return Err(TimeStampError::Shape("not signed"));
        }
        let data = message.content.decode_as::<SignedData>()?;
        if data.version != CmsVersion::V3 {
            return Err(TimeStampError::Shape("another version"));
        }
        if data.encap_content_info.econtent_type != TST_INFO {
            return Err(TimeStampError::Shape("another type of content"));
        }
        let content = data.encap_content_info.econtent.as_ref().ok_or(TimeStampError::Shape("no content"))?;
        let content = content.decode_as::<OctetString>()?.as_bytes().to_vec();
        let info = TstInfo::from_der(&content)?;
        if info.version != 1 {
            return Err(TimeStampError::Shape("another version"));
        }
        let [signer] = data.signer_infos.0.as_slice() else { return Err(TimeStampError::Shape("not one signer")) };
        if signer.unsigned_attrs.is_some() || data.crls.is_some() {
            return Err(TimeStampError::Shape("something that is not signed"));
        }
        let digest = Digest::named(&signer.digest_alg).ok_or(TimeStampError::Algorithm("the digest"))?;
        let [named] = data.digest_algorithms.as_slice() else { return Err(TimeStampError::Shape("not one digest")) };
        if Digest::named(named) != Some(digest) {
            return Err(TimeStampError::Shape("two digests that differ"));
        }
        let certificate = |choice: &CertificateChoices| match choice {
            CertificateChoices::Certificate(certificate) => Ok(Certificate::from_der(&certificate.to_der()?)?),
            CertificateChoices::Other(_) => Err(TimeStampError::Shape("a certificate of another kind")),
        };
        let certificates = data.certificates.iter().flat_map(|set| set.0.iter()).map(certificate);
        let certificates = certificates.collect::<Result<Vec<_>, _>>()?;
        let signer = signer.clone();
        Ok(Self { der: bytes.to_vec(), content, info, digest, signer, certificates })
    }

    /// The bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whether it speaks of this SHA-256 digest, true or not.
    pub(crate) fn is_over(&self, digest: &[u8; 32]) -> bool {
        let imprint = &self.info.imprint;
        Digest::named(&imprint.algorithm) == Some(Digest::Sha256) && imprint.digest.as_bytes() == digest
    }

    /// Judges it.
    ///
    /// # Errors
    /// When it does not say what is expected, was not signed as it stands, or by nobody who is trusted.
    pub fn check(&self, expected: &Expected) -> Result<TimeStamp, TimeStampError> {
        let at = self.says(expected)?;
        let signer = self.certificate(expected.others).ok_or(TimeStampError::NoCertificate)?;
        let signed = attributes::check(&self.signer, self.digest, &self.content, signer)?;
        let (named, value) = (&self.signer.signature_algorithm, self.signer.signature.as_bytes());
        if !signer.verifies_foreign(named, Some(self.digest), &signed, value) {
            return Err(TimeStampError::ValueDiffers);
        }
        if let Some(name) = &self.info.authority
            && *name != GeneralName::DirectoryName(signer.subject().clone())
        {
            return Err(TimeStampError::OtherName);
        }
        purpose(signer)?;
        let along: Vec<Certificate> = self.certificates.iter().filter(|one| *one != signer).cloned().collect();
        let chain = match stamp_chain(signer, (&along, expected.others), expected.roots, at) {
            Chain::Complete(chain) => chain,
            Chain::NoRoot => return Err(TimeStampError::UnknownIssuer),
            Chain::Stray(_) => return Err(TimeStampError::StrayCertificate),
            Chain::Unfit(_) => return Err(TimeStampError::UnfitCertificate),
            Chain::NotValidAt(_) => return Err(TimeStampError::CertificateNotValid),
        };
        Ok(TimeStamp {
            at,
            accuracy: self.info.accuracy.as_ref().map(super::structure::Accuracy::duration).transpose()?,
            policy: self.info.policy.to_string(),
            serial: self.info.serial.as_bytes().to_vec(),
            chain,
        })
    }

    /// Whether it says what is expected. Gives its time.
    fn says(&self, expected: &Expected) -> Result<Timestamp, TimeStampError> {
        let info = &self.info;
        if Digest::named(&info.imprint.algorithm) != Some(Digest::Sha256) {
            return Err(TimeStampError::Algorithm("the digest of what it is over"));
        }
        if !self.is_over(&expected.digest) {
            return Err(TimeStampError::OtherImprint);
        }
        if let Some(nonce) = &expected.nonce
            && info.nonce != Some(request::number(nonce)?)
        {
            return Err(TimeStampError::OtherNonce);
        }
        if info.extensions.iter().flatten().any(|extension| extension.critical) {
            return Err(TimeStampError::Extension);
        }
        let at = info.time.moment().ok_or(TimeStampError::Shape("an impossible time"))?;
        let late = at.duration_since(expected.moment);
        if late > expected.tolerance {
            return Err(TimeStampError::TooLate(at));
        }
        if -late > expected.tolerance {
            return Err(TimeStampError::TooEarly(at));
        }
        Ok(at)
    }

    /// The certificate that it names as that of its signer (RFC 5652, 5.3).
    fn certificate<'a>(&'a self, others: &'a [Certificate]) -> Option<&'a Certificate> {
        self.certificates.iter().chain(others).find(|one| match (&self.signer.sid, self.signer.version) {
            (SignerIdentifier::IssuerAndSerialNumber(named), CmsVersion::V1) => {
                named.issuer == *one.issuer() && named.serial_number == *one.parsed().tbs_certificate().serial_number()
            }
            (SignerIdentifier::SubjectKeyIdentifier(named), CmsVersion::V3) => {
                one.extension::<SubjectKeyIdentifier>().as_ref() == Some(named)
            }
            _ => false,
        })
    }
}

/// For time-stamps alone, and critically so (RFC 3161, 2.3).
pub(super) fn purpose(certificate: &Certificate) -> Result<(), TimeStampError> {
    let mut purposes = certificate.extensions().iter().filter(|one| one.extn_id == ExtendedKeyUsage::OID);
    let purpose = purposes.next().ok_or(TimeStampError::PurposeMissing)?;
    if !purpose.critical {
        return Err(TimeStampError::PurposeNotCritical);
    }
    match certificate.extension::<ExtendedKeyUsage>() {
        Some(usage) if usage.0 == [TIME_STAMPING] => Ok(()),
        _ => Err(TimeStampError::PurposeOther),
    }
}
