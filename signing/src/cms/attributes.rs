//! Attributes of a signature (RFC 5652, 11; RFC 5035, 3).

use der::asn1::{Any, ObjectIdentifier, OctetString, SetOfVec};
use der::{Decode, Encode, Sequence};
use x509_cert::attr::{Attribute, Attributes};

use super::CmsError;
use crate::certificate::Certificate;
use crate::key::sha256;
use crate::timestamp::Token;

/// `id-data` (RFC 5652, 4).
pub(super) const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
/// `id-contentType` (RFC 5652, 11.1).
pub(crate) const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
/// `id-messageDigest` (RFC 5652, 11.2).
pub(crate) const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
/// `id-aa-signingCertificateV2` (RFC 5035, 3).
pub(crate) const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
/// `id-aa-signatureTimeStampToken` (RFC 3161, appendix A).
const TIME_STAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// `ESSCertIDv2` (RFC 5035, 4). The algorithm is left out, for SHA-256 is its default (X.690, 11.5);
/// so is `issuerSerial`, which is optional: `SignerInfo` names issuer and number already.
#[derive(Debug, Clone, Sequence)]
struct EssCertIdV2 {
    digest: OctetString,
}

/// `SigningCertificateV2` (RFC 5035, 3), of which `policies` is never used.
#[derive(Debug, Clone, Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, der::Error> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

/// The attributes that are signed over content of a kind.
pub(crate) fn signed(
    kind: ObjectIdentifier,
    digest: &[u8; 32],
    signer: &Certificate,
) -> Result<Attributes, der::Error> {
    let certificate = EssCertIdV2 { digest: OctetString::new(signer.fingerprint().as_slice())? };
    let signing_certificate = SigningCertificateV2 { certificates: vec![certificate] };
    Attributes::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&kind)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest.as_slice())?)?)?,
        attribute(SIGNING_CERTIFICATE_V2, Any::from_der(&signing_certificate.to_der()?)?)?,
    ])
}

/// The digest that the signed attributes speak of.
pub(super) fn message_digest(attributes: &Attributes) -> Result<[u8; 32], CmsError> {
    let attribute = attributes.iter().find(|attribute| attribute.oid == MESSAGE_DIGEST);
    let value = attribute.and_then(|attribute| attribute.values.get(0)).ok_or(CmsError::Shape("no digest"))?;
    let digest = value.decode_as::<OctetString>().map_err(|_| CmsError::Shape("no digest"))?;
    digest.as_bytes().try_into().map_err(|_| CmsError::Shape("a digest of another length"))
}

/// A time-stamp over the signature value as unsigned attribute (ETSI EN 319 122-1, 5.3).
pub(super) fn time_stamp(token: &[u8]) -> Result<Attributes, der::Error> {
    Attributes::try_from(vec![attribute(TIME_STAMP_TOKEN, Any::from_der(token)?)?])
}

/// The one attribute that need not be signed: the bytes of a time-stamp, over the signature value (RFC 3161,
/// appendix A). Whom it is from is not judged here.
pub(super) fn read_time_stamp(attributes: &Attributes, value: &[u8]) -> Result<Vec<u8>, CmsError> {
    let [one] = attributes.as_slice() else { return Err(CmsError::Shape("attributes that are not signed")) };
    let [token] = one.values.as_slice() else { return Err(CmsError::Shape("not one time-stamp")) };
    if one.oid != TIME_STAMP_TOKEN {
        return Err(CmsError::Shape("an attribute that is not signed"));
    }
    let bytes = token.to_der()?;
    match Token::read(&bytes) {
        Ok(token) if token.is_over(&sha256(&[value])) => Ok(bytes),
        Ok(_) => Err(CmsError::Shape("a time-stamp over something else")),
        Err(_) => Err(CmsError::Shape("an attribute that is no time-stamp")),
    }
}
