//! An authority that time-stamps, and another that lies with real keys. All of it is invented.

use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{CertificateSet, SignedData, SignerInfos};
use der::asn1::{Any, BitString, ObjectIdentifier, OctetString, SetOfVec};
use der::{Decode, Encode, Sequence};
use jiff::{SignedDuration, Timestamp};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use vroegteken_signing::appearance::Words;
use vroegteken_signing::certificate::{self, Certificate, RootRequest, StampRequest};
use vroegteken_signing::cms::{Draft, SignedDocument};
use vroegteken_signing::key::{P256Key, PublicKey, Signer, SystemRandom, generate};
use vroegteken_signing::pades::{Act, open};
use vroegteken_signing::timestamp::{Authority, Expected, Request, Response, TimeStamp, TimeStampError, Token};
use x509_cert::ext::Extension;
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::time::Validity;

use crate::common::{MUNICIPALITY, at, drawing, mayor, prepared};

pub const SIGNED: &[u8] = b"the value of a signature";
pub const NONCE: [u8; 16] = [0xf0; 16];

/// When everything here is time-stamped.
pub fn moment() -> Timestamp {
    at("2026-10-05T08:30:00Z")
}

/// A key that can also sign what no signer of the crate would.
pub struct Key(Vec<u8>);

impl Key {
    pub fn new() -> Self {
        Self(generate(&SystemRandom::new()).expect("randomness").to_vec())
    }

    pub fn signer(&self) -> P256Key {
        P256Key::from_pkcs8(&self.0, SystemRandom::new()).expect("a key")
    }

    pub fn public(&self) -> PublicKey {
        self.signer().public_key().expect("a public key")
    }

    pub fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.0, &random).expect("a key");
        pair.sign(&random, bytes).expect("randomness").as_ref().to_vec()
    }
}

/// A root, and an authority below it that time-stamps.
pub struct Stamping {
    pub root_key: Key,
    pub root: certificate::Authority,
    pub key: Key,
    pub authority: Authority,
}

pub fn stamping() -> Stamping {
    let (root_key, key) = (Key::new(), Key::new());
    let request = RootRequest {
        name: "Vroegteken testautoriteit",
        organisation: "Vereniging Voorbeeld",
        public_key: root_key.public(),
        serial: [7; 16],
        not_before: at("2026-01-01T00:00:00Z"),
        not_after: at("2036-01-01T00:00:00Z"),
    };
    let root = certificate::Authority::make_root(&request, Box::new(root_key.signer())).expect("a root");
    let request = StampRequest {
        name: "Vroegteken testtijdstempels",
        organisation: "Vereniging Voorbeeld",
        public_key: key.public(),
        serial: [9; 16],
        not_before: at("2026-10-01T00:00:00Z"),
        not_after: at("2027-10-01T00:00:00Z"),
        crl_url: "http://portaal.example/crl/1.crl",
    };
    let own = root.issue_for_stamps(&request).expect("a certificate");
    let authority = Authority::new(vec![own], Box::new(key.signer())).expect("an authority");
    Stamping { root_key, root, key, authority }
}

pub fn request() -> Request {
    Request::over(SIGNED, NONCE)
}

pub fn expected(roots: &[Certificate]) -> Expected<'_> {
    Expected {
        digest: request().digest(),
        nonce: Some(NONCE),
        moment: moment(),
        tolerance: SignedDuration::from_secs(60),
        roots,
        others: &[],
    }
}

impl Stamping {
    pub fn roots(&self) -> Vec<Certificate> {
        vec![self.root.certificate().clone()]
    }

    /// A token over [`SIGNED`], made at a time.
    pub fn token_at(&self, now: Timestamp) -> Token {
        let answer = self.authority.answer(&request().to_der().expect("a request"), [3; 16], now).expect("an answer");
        Response::read(&answer).expect("a response").token
    }

    pub fn token(&self) -> Token {
        self.token_at(moment())
    }

    pub fn judge(&self, token: &[u8]) -> Result<TimeStamp, TimeStampError> {
        Token::read(token)?.check(&expected(&self.roots()))
    }

    /// The certificate of the authority, with other words under the same signature of the root.
    pub fn certificate_with(&self, change: impl FnOnce(&mut Body)) -> Certificate {
        let mut signed = Signed::from_der(self.authority.certificate().der()).expect("a certificate");
        change(&mut signed.body);
        let value = self.root_key.sign(&signed.body.to_der().expect("DER"));
        signed.value = BitString::from_bytes(&value).expect("bits");
        Certificate::from_der(&signed.to_der().expect("DER")).expect("a certificate")
    }

    /// A token that the authority signs with another certificate for its key, and with other words.
    pub fn forged(&self, own: &Certificate, change: impl FnOnce(&mut SignedData)) -> Vec<u8> {
        let mut message = ContentInfo::from_der(self.token().der()).expect("a message");
        let mut data = message.content.decode_as::<SignedData>().expect("signed data");
        let parsed = x509_cert::Certificate::from_der(own.der()).expect("a certificate");
        let set = CertificateSet::try_from(vec![CertificateChoices::Certificate(parsed)]).expect("a set");
        data.certificates = Some(set);
        set_attribute(&mut data, SIGNING_CERTIFICATE_V2, &ess(&own.fingerprint()));
        change(&mut data);
        let mut info = data.signer_infos.0.as_slice()[0].clone();
        let attributes = info.signed_attrs.as_ref().expect("attributes").to_der().expect("DER");
        info.signature = OctetString::new(self.key.sign(&attributes)).expect("bytes");
        data.signer_infos = SignerInfos::try_from(vec![info]).expect("a set");
        message.content = Any::encode_from(&data).expect("DER");
        message.to_der().expect("DER")
    }
}

pub const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
pub const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
pub const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
pub const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// `SigningCertificate`, either version, with one digest and nothing else.
pub fn ess(digest: &[u8]) -> Vec<u8> {
    let mut bytes = digest.to_vec();
    for tag in [0x04, 0x30, 0x30, 0x30] {
        bytes.splice(0..0, [tag, u8::try_from(bytes.len()).expect("a short value")]);
    }
    bytes
}

/// Puts another value in a signed attribute, and another name on it.
pub fn rename_attribute(data: &mut SignedData, from: ObjectIdentifier, to: ObjectIdentifier, value: &[u8]) {
    let mut info = data.signer_infos.0.as_slice()[0].clone();
    let mut attributes = info.signed_attrs.take().expect("attributes").into_vec();
    for attribute in attributes.iter_mut().filter(|attribute| attribute.oid == from) {
        attribute.oid = to;
        attribute.values = SetOfVec::try_from(vec![Any::from_der(value).expect("DER")]).expect("a set");
    }
    info.signed_attrs = Some(SetOfVec::try_from(attributes).expect("a set"));
    data.signer_infos = SignerInfos::try_from(vec![info]).expect("a set");
}

pub fn set_attribute(data: &mut SignedData, kind: ObjectIdentifier, value: &[u8]) {
    rename_attribute(data, kind, kind, value);
}

/// `TBSCertificate` (RFC 5280, 4.1), to be changed.
#[derive(Clone, Sequence)]
pub struct Body {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub version: u8,
    pub serial: SerialNumber,
    pub signature: AlgorithmIdentifierOwned,
    pub issuer: Name,
    pub validity: Validity,
    pub subject: Name,
    pub public_key: PublicKey,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT")]
    pub extensions: Vec<Extension>,
}

/// `Certificate` (RFC 5280, 4.1).
#[derive(Clone, Sequence)]
struct Signed {
    body: Body,
    algorithm: AlgorithmIdentifierOwned,
    value: BitString,
}

/// A document that the mayor signed, with a time-stamp of this authority in it.
pub fn stamped(world: &Stamping) -> Vec<u8> {
    let mayor = mayor(&world.root);
    let words = Words { name: "Aaltje de Vries", function: "", organisation: "", ground: "", date: "" };
    let appearance = drawing(&words);
    let (reason, evidence) = ("Namens de gemeente", None);
    let act = Act { field: MUNICIPALITY, person: &mayor.name, reason, at: moment(), appearance: &appearance, evidence };
    let place = open(&prepared(), &act).expect("a place");
    let draft = Draft::new(&place.digest(), &mayor.chain).expect("a draft");
    let value = mayor.key.sign(draft.to_sign()).expect("a value");
    let request = Request::over(&value, NONCE).to_der().expect("DER");
    let answer = world.authority.answer(&request, [3; 16], moment()).expect("an answer");
    let token = Response::read(&answer).expect("a response").token;
    let message = draft.finish(&value, Some(token.der())).expect("a message");
    let read = SignedDocument::from_der(&message).expect("a message that is read again");
    assert_eq!(read.time_stamp.as_deref(), Some(token.der()));
    assert_eq!((read.is_signed(), read.value), (true, value));
    place.embed(&message).expect("a document")
}
