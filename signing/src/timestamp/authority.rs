//! An authority of time-stamps with a key of ours: for the demo and for tests. It is no trust service, and
//! its time is whatever is handed in.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{Any, Int, ObjectIdentifier, OctetString, SetOfVec};
use der::{Decode, Encode};
use jiff::Timestamp;

use super::response::GRANTED;
use super::structure::{Accuracy, GenTime, MessageImprint, StatusInfo, TST_INFO, TimeStampReq, TimeStampResp, TstInfo};
use super::{Failure, LARGEST, TimeStampError, request, token};
use crate::algorithm::{self, Digest};
use crate::certificate::Certificate;
use crate::cms::{SIGNED_DATA, signed};
use crate::key::{Signer, ToSign, sha256};

/// The policy: a number below the enterprise of examples (RFC 5612), for it promises nothing.
const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.3161");
/// `rejection` (RFC 3161, 2.4.2).
const REJECTED: u8 = 2;

/// An authority: its chain and whoever holds its key.
pub struct Authority {
    chain: Vec<Certificate>,
    signer: Box<dyn Signer>,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Authority").field("chain", &self.chain).finish_non_exhaustive()
    }
}

impl Authority {
    /// An authority with the chain that it sends along. The chain begins with its own certificate, as
    /// [`crate::certificate::Authority::issue_for_stamps`] makes it.
    ///
    /// # Errors
    /// When the certificate is not for time-stamps, or the key is another one.
    pub fn new(chain: Vec<Certificate>, signer: Box<dyn Signer>) -> Result<Self, TimeStampError> {
        let own = chain.first().ok_or(TimeStampError::NoCertificate)?;
        token::purpose(own)?;
        let trial = ToSign::new(b"does this key belong to this certificate?".to_vec());
        if !own.verifies(trial.bytes(), &signer.sign(&trial)?) {
            return Err(TimeStampError::OtherKey);
        }
        Ok(Self { chain, signer })
    }

    /// Its certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.chain[0]
    }

    /// Answers a `TimeStampReq` with a `TimeStampResp`, both DER. What it does not do it refuses in a
    /// response, as the standard wants it. `serial` is sixteen fresh random bytes; whole seconds of `now`
    /// are kept.
    ///
    /// # Errors
    /// When the key does not sign.
    pub fn answer(&self, request: &[u8], serial: [u8; 16], now: Timestamp) -> Result<Vec<u8>, TimeStampError> {
        let response = match read(request) {
            Ok(asked) => {
                let token = self.token(&asked, serial, now)?;
                let status = StatusInfo { status: GRANTED, text: None, failure: None };
                TimeStampResp { status, token: Some(Any::from_der(&token)?) }
            }
            Err(failure) => {
                let status = StatusInfo { status: REJECTED, text: None, failure: failure.bits()? };
                TimeStampResp { status, token: None }
            }
        };
        Ok(response.to_der()?)
    }

    fn token(&self, asked: &Asked, serial: [u8; 16], now: Timestamp) -> Result<Vec<u8>, TimeStampError> {
        let info = TstInfo {
            version: 1,
            policy: POLICY,
            imprint: asked.imprint.clone(),
            serial: request::number(&serial)?,
            time: GenTime::new(now),
            accuracy: Some(Accuracy { seconds: Some(1), millis: None, micros: None }),
            ordering: false,
            nonce: asked.nonce.clone(),
            authority: None,
            extensions: None,
        };
        let content = info.to_der()?;
        let own = self.certificate();
        let attributes = signed(TST_INFO, &sha256(&[&content]), own)?;
        // Signed as `SET OF`, not with the tag that it has in the message (RFC 5652, 5.4).
        let value = self.signer.sign(&ToSign::new(attributes.to_der()?))?;
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: own.issuer().clone(),
                serial_number: own.parsed().tbs_certificate().serial_number().clone(),
            }),
            digest_alg: algorithm::digest(),
            signed_attrs: Some(attributes),
            signature_algorithm: algorithm::signature(),
            signature: OctetString::new(value)?,
            unsigned_attrs: None,
        };
        let certificates = self.chain.iter().map(|one| CertificateChoices::Certificate(one.parsed().clone()));
        let certificates = CertificateSet::try_from(certificates.collect::<Vec<_>>())?;
        let data = SignedData {
            version: CmsVersion::V3,
            digest_algorithms: SetOfVec::try_from(vec![algorithm::digest()])?,
            encap_content_info: EncapsulatedContentInfo {
                econtent_type: TST_INFO,
                econtent: Some(Any::encode_from(&OctetString::new(content)?)?),
            },
            certificates: asked.with_certificates.then_some(certificates),
            crls: None,
            signer_infos: SignerInfos::try_from(vec![signer])?,
        };
        Ok(ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()?)
    }
}

/// What is asked, when it is something that this authority does.
struct Asked {
    imprint: MessageImprint,
    nonce: Option<Int>,
    with_certificates: bool,
}

fn read(request: &[u8]) -> Result<Asked, Failure> {
    if request.len() > LARGEST {
        return Err(Failure::BadRequest);
    }
    let request = TimeStampReq::from_der(request).map_err(|_| Failure::BadDataFormat)?;
    if request.version != 1 {
        return Err(Failure::BadRequest);
    }
    if Digest::named(&request.imprint.algorithm) != Some(Digest::Sha256) {
        return Err(Failure::BadAlg);
    }
    if request.imprint.digest.as_bytes().len() != 32 {
        return Err(Failure::BadDataFormat);
    }
    if request.policy.is_some_and(|policy| policy != POLICY) {
        return Err(Failure::UnacceptedPolicy);
    }
    if request.extensions.is_some() {
        return Err(Failure::UnacceptedExtension);
    }
    Ok(Asked { imprint: request.imprint, nonce: request.nonce, with_certificates: request.with_certificates })
}
