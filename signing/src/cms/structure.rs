//! The structure around the attributes.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{Any, ObjectIdentifier, OctetString, SetOfVec};
use der::{Decode, Encode};
use x509_cert::attr::Attributes;

use super::CmsError;
use super::attributes::{self, DATA};
use crate::algorithm;
use crate::certificate::Certificate;
use crate::key::{Signer, ToSign};

/// `id-signedData` (RFC 5652, 5.1).
pub(crate) const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// A signature that only lacks its value: the step between the digest of a document and a signer that
/// is somewhere else.
#[derive(Debug, Clone)]
pub struct Draft {
    attributes: Attributes,
    to_sign: ToSign,
    chain: Vec<Certificate>,
}

impl Draft {
    /// Begins a signature over a document with this SHA-256 digest. `chain` begins with the certificate
    /// of the signer, which has to be known now: its digest is part of what is signed (RFC 5035, 3).
    ///
    /// # Errors
    /// When the chain is empty or cannot be encoded.
    pub fn new(digest: &[u8; 32], chain: &[Certificate]) -> Result<Self, CmsError> {
        let signer = chain.first().ok_or(CmsError::NoCertificate)?;
        let attributes = attributes::signed(DATA, digest, signer)?;
        // Signed as `SET OF`, not with the tag that it has in the message (RFC 5652, 5.4).
        let to_sign = ToSign::new(attributes.to_der()?);
        Ok(Self { attributes, to_sign, chain: chain.to_vec() })
    }

    /// What has to be signed.
    #[must_use]
    pub fn to_sign(&self) -> &ToSign {
        &self.to_sign
    }

    /// The whole message as DER, around a signature value; with the time-stamp over that value
    /// (a `TimeStampToken` of RFC 3161) once there is one.
    ///
    /// # Errors
    /// When the value was not made by the key of the certificate: such a signature is never written.
    pub fn finish(&self, value: &[u8], time_stamp: Option<&[u8]>) -> Result<Vec<u8>, CmsError> {
        if !self.chain[0].verifies(self.to_sign.bytes(), value) {
            return Err(CmsError::OtherKey);
        }
        encode(&self.attributes, value, &self.chain, time_stamp)
    }

    /// All of it for a signer that is here.
    ///
    /// # Errors
    /// When the signer does not sign, or with another key.
    pub fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, CmsError> {
        self.finish(&signer.sign(&self.to_sign)?, None)
    }
}

fn encode(
    attributes: &Attributes,
    value: &[u8],
    chain: &[Certificate],
    time_stamp: Option<&[u8]>,
) -> Result<Vec<u8>, CmsError> {
    let signer = chain.first().ok_or(CmsError::NoCertificate)?;
    let certificates =
        chain.iter().map(|one| CertificateChoices::Certificate(one.parsed().clone())).collect::<Vec<_>>();
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: signer.issuer().clone(),
            serial_number: signer.parsed().tbs_certificate().serial_number().clone(),
        }),
        digest_alg: algorithm::digest(),
        signed_attrs: Some(attributes.clone()),
        signature_algorithm: algorithm::signature(),
        signature: OctetString::new(value)?,
        unsigned_attrs: time_stamp.map(attributes::time_stamp).transpose()?,
    };
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![algorithm::digest()])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(CertificateSet::try_from(certificates)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![info])?,
    };
    Ok(ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()?)
}

/// A signature as it was read.
#[derive(Debug, Clone)]
pub struct SignedDocument {
    /// The certificate of the signer.
    pub signer: Certificate,
    /// The other certificates that came along.
    pub others: Vec<Certificate>,
    /// The SHA-256 digest of the document that was signed.
    pub digest: [u8; 32],
    /// The signature value: what a time-stamp is made over.
    pub value: Vec<u8>,
    /// A time-stamp over that value, for [`crate::timestamp::Token`] to judge: here it is only known to be one.
    pub time_stamp: Option<Vec<u8>>,
    attributes: Vec<u8>,
}

impl SignedDocument {
    /// Reads a message of the one shape that [`Draft`] writes. It is put together again from what was
    /// understood, and refused when that gives other bytes: nothing is left over that was not understood.
    ///
    /// # Errors
    /// When the bytes have another shape.
    pub fn from_der(bytes: &[u8]) -> Result<Self, CmsError> {
        let content = ContentInfo::from_der(bytes)?;
        let data = content.content.decode_as::<SignedData>()?;
        let [info] = data.signer_infos.0.as_slice() else { return Err(CmsError::Shape("not one signer")) };
        let attributes = info.signed_attrs.as_ref().ok_or(CmsError::Shape("no signed attributes"))?;
        let mut signer = None;
        let mut others = Vec::new();
        for choice in data.certificates.iter().flat_map(|set| set.0.iter()) {
            let CertificateChoices::Certificate(certificate) = choice else {
                return Err(CmsError::Shape("a certificate of another kind"));
            };
            let certificate = Certificate::from_der(&certificate.to_der()?)
                .map_err(|_| CmsError::Shape("a certificate that cannot be read"))?;
            if signer.is_none() && identifies(&info.sid, &certificate) {
                signer = Some(certificate);
            } else {
                others.push(certificate);
            }
        }
        let signer = signer.ok_or(CmsError::Shape("no certificate of the signer"))?;
        let digest = attributes::message_digest(attributes)?;
        let value = info.signature.as_bytes().to_vec();
        let time_stamp = info.unsigned_attrs.as_ref().map(|these| attributes::read_time_stamp(these, &value));
        let time_stamp = time_stamp.transpose()?;

        let expected = attributes::signed(DATA, &digest, &signer)?;
        let chain: Vec<Certificate> = std::iter::once(&signer).chain(&others).cloned().collect();
        if expected != *attributes {
            return Err(CmsError::Shape("other signed attributes, or those of another certificate"));
        }
        if encode(attributes, &value, &chain, time_stamp.as_deref())? != bytes {
            return Err(CmsError::Shape("parts that do not belong in it"));
        }
        Ok(Self { signer, others, digest, value, time_stamp, attributes: attributes.to_der()? })
    }

    /// Whether the key of the signer made the signature value.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.signer.verifies(&self.attributes, &self.value)
    }
}

fn identifies(identifier: &SignerIdentifier, certificate: &Certificate) -> bool {
    let SignerIdentifier::IssuerAndSerialNumber(named) = identifier else { return false };
    named.issuer == *certificate.issuer()
        && named.serial_number == *certificate.parsed().tbs_certificate().serial_number()
}
