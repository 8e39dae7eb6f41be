//! The signed attributes of a token (RFC 3161, 2.4.2; RFC 5816, 2.2).

use cms::signed_data::SignerInfo;
use der::asn1::{Any, ObjectIdentifier, OctetString};
use der::{Decode, Encode, Sequence};
use x509_cert::attr::Attributes;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::TimeStampError;
use super::structure::TST_INFO;
use crate::algorithm::{self, Digest};
use crate::certificate::Certificate;
use crate::cms::{CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE_V2};

/// `id-aa-signingCertificate` (RFC 2634, 5.4).
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");

/// `IssuerSerial` (RFC 5035, 4).
#[derive(Debug, Clone, Sequence)]
struct IssuerSerial {
    issuer: Vec<GeneralName>,
    serial: SerialNumber,
}

/// `ESSCertID` (RFC 2634, 5.4.1), by SHA-1.
#[derive(Debug, Clone, Sequence)]
struct EssCertId {
    digest: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<IssuerSerial>,
}

/// `ESSCertIDv2` (RFC 5035, 4), by SHA-256 unless it says otherwise.
#[derive(Debug, Clone, Sequence)]
struct EssCertIdV2 {
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    digest: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<IssuerSerial>,
}

/// `SigningCertificate` (RFC 2634, 5.4). The first certificate is that of the signer; the others and
/// policies are not looked at.
#[derive(Debug, Clone, Sequence)]
struct SigningCertificate {
    certificates: Vec<EssCertId>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

/// `SigningCertificateV2` (RFC 5035, 3), likewise.
#[derive(Debug, Clone, Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

/// The one value of an attribute; none when it is not there. Two are refused (RFC 5652, 11).
fn value(attributes: &Attributes, kind: ObjectIdentifier) -> Result<Option<&Any>, TimeStampError> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == kind);
    let Some(one) = found.next() else { return Ok(None) };
    match (one.values.as_slice(), found.next()) {
        ([value], None) => Ok(Some(value)),
        _ => Err(TimeStampError::Shape("an attribute that is there twice")),
    }
}

/// Whether the attributes are those of this content and this certificate. Gives the bytes that are
/// signed: the attributes as `SET OF` (RFC 5652, 5.4).
pub(super) fn check(
    info: &SignerInfo,
    digest: Digest,
    content: &[u8],
    signer: &Certificate,
) -> Result<Vec<u8>, TimeStampError> {
    let attributes = info.signed_attrs.as_ref().ok_or(TimeStampError::Shape("no signed attributes"))?;
    let kind = value(attributes, CONTENT_TYPE)?.ok_or(TimeStampError::Shape("no type of content"))?;
    if kind.decode_as::<ObjectIdentifier>()? != TST_INFO {
        return Err(TimeStampError::Shape("another type of content"));
    }
    let named = value(attributes, MESSAGE_DIGEST)?.ok_or(TimeStampError::Shape("no digest"))?;
    if named.decode_as::<OctetString>()?.as_bytes() != digest.of(content) {
        return Err(TimeStampError::DigestDiffers);
    }
    certificate(attributes, signer)?;
    Ok(attributes.to_der()?)
}

/// One of the two attributes is there, and whichever is names the certificate of the signer first.
fn certificate(attributes: &Attributes, signer: &Certificate) -> Result<(), TimeStampError> {
    let old = value(attributes, SIGNING_CERTIFICATE)?;
    let new = value(attributes, SIGNING_CERTIFICATE_V2)?;
    if old.is_none() && new.is_none() {
        return Err(TimeStampError::Shape("no certificate among what is signed"));
    }
    if let Some(old) = old {
        let named = SigningCertificate::from_der(&old.to_der()?)?;
        let first = named.certificates.first().ok_or(TimeStampError::OtherCertificate)?;
        same(&first.digest, &algorithm::sha1(signer.der()), first.issuer_serial.as_ref(), signer)?;
    }
    if let Some(new) = new {
        let named = SigningCertificateV2::from_der(&new.to_der()?)?;
        let first = named.certificates.first().ok_or(TimeStampError::OtherCertificate)?;
        let digest = first.algorithm.as_ref().map_or(Some(Digest::Sha256), Digest::named);
        let digest = digest.ok_or(TimeStampError::Algorithm("the digest of the certificate"))?;
        same(&first.digest, &digest.of(signer.der()), first.issuer_serial.as_ref(), signer)?;
    }
    Ok(())
}

fn same(
    named: &OctetString,
    digest: &[u8],
    issuer_serial: Option<&IssuerSerial>,
    signer: &Certificate,
) -> Result<(), TimeStampError> {
    let issued = issuer_serial.is_none_or(|named| {
        named.issuer == [GeneralName::DirectoryName(signer.issuer().clone())]
            && named.serial == *signer.parsed().tbs_certificate().serial_number()
    });
    if issued && named.as_bytes() == digest { Ok(()) } else { Err(TimeStampError::OtherCertificate) }
}
