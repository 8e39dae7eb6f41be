use super::*;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{Ed25519KeyPair, KeyPair as _};

const ORIGIN: &str = "https://portal.example";
const RP_ID: &str = "portal.example";
const CHALLENGE: &[u8] = b"the root over what is signed";
/// Present, verified, may be copied.
const FLAGS: u8 = 0b1101;

/// A passkey that signs whatever it is told.
struct Soft(Ed25519KeyPair);

impl Soft {
    fn new(seed: u8) -> Self {
        Self(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a seed"))
    }

    fn key(&self) -> PublicKey {
        PublicKey::EdDsa { x: self.0.public_key().as_ref().try_into().expect("32 bytes") }
    }

    fn sign(&self, client_data: &[u8], data: &[u8]) -> Vec<u8> {
        let signed = [data, digest(&SHA256, client_data).as_ref()].concat();
        self.0.sign(&signed).as_ref().to_vec()
    }
}

fn client_data(challenge: &[u8], origin: &str) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(challenge);
    format!(r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#)
}

fn data(rp_id: &str, flags: u8, counter: u32, rest: &[u8]) -> Vec<u8> {
    [digest(&SHA256, rp_id.as_bytes()).as_ref(), &[flags], &counter.to_be_bytes(), rest].concat()
}

/// Signs these two parts well, and verifies them against what was asked, with a last counter of 7.
fn outcome(client_data: &str, data: &[u8]) -> Result<Verified, Refused> {
    let soft = Soft::new(1);
    let signature = soft.sign(client_data.as_bytes(), data);
    let assertion = Assertion { client_data: client_data.as_bytes(), authenticator_data: data, signature: &signature };
    let key = soft.key();
    verify(&assertion, &Expected { challenge: CHALLENGE, origin: ORIGIN, rp_id: RP_ID, key: &key, counter: 7 })
}

fn good() -> (String, Vec<u8>) {
    (client_data(CHALLENGE, ORIGIN), data(RP_ID, FLAGS, 8, &[]))
}

#[test]
fn a_good_one_tells_its_counter_and_copies() {
    let (client_data, data) = good();
    let verified = Verified { counter: 8, backup_eligible: true, backed_up: false };
    assert_eq!(outcome(&client_data, &data), Ok(verified));
}

#[test]
fn what_the_browser_says_has_to_fit() {
    let (good, data) = good();
    let challenge = URL_SAFE_NO_PAD.encode(CHALLENGE);
    let cases = [
        (client_data(b"a stale one", ORIGIN), Refused::Challenge),
        (client_data(&[], ORIGIN), Refused::Challenge),
        (good.replace(&challenge, &format!("{challenge}=")), Refused::Challenge),
        (good.replace("webauthn.get", "webauthn.create"), Refused::Ceremony),
        (client_data(CHALLENGE, "https://portal.example.evil.example"), Refused::Origin),
        (client_data(CHALLENGE, "http://portal.example"), Refused::Origin),
        (client_data(CHALLENGE, "https://portal.example:8443"), Refused::Origin),
        (client_data(CHALLENGE, "https://portal.example/"), Refused::Origin),
        (good.replace("false", "true"), Refused::CrossOrigin),
        (good.replace("false", r#"false,"topOrigin":"https://evil.example""#), Refused::CrossOrigin),
        (good.replace("false", r#"false,"origin":"https://evil.example""#), Refused::ClientData),
        (good.replace(r#""type":"webauthn.get","#, ""), Refused::ClientData),
        (good.replace("false", "\"no\""), Refused::ClientData),
        (good.replace(&challenge, "\\ud800"), Refused::ClientData),
        (format!("\u{feff}{good}"), Refused::ClientData),
        (good[..good.len() - 1].to_owned(), Refused::ClientData),
        (format!("{good}x"), Refused::ClientData),
        (String::new(), Refused::ClientData),
        (good.replace("false", &format!("false,\"x\":{}", "[".repeat(2000))), Refused::ClientData),
        (good.replace("false", &format!("false,\"x\":\"{}\"", "x".repeat(10 << 20))), Refused::TooLarge),
    ];
    for (client_data, refused) in cases {
        let shown = &client_data[..client_data.len().min(200)];
        assert_eq!(outcome(&client_data, &data), Err(refused), "{shown}");
    }
    let more = good.replace("false", r#"false,"other_keys_can_be_added_here":"do not compare","x":[1,{}]"#);
    assert!(outcome(&more, &data).is_ok(), "browsers may add members");
    let fewer = good.replace(r#","crossOrigin":false"#, "");
    assert!(outcome(&fewer, &data).is_ok(), "older browsers do not say that it was no frame");
}

#[test]
fn what_the_authenticator_says_has_to_fit() {
    let (client_data, good) = good();
    let extensions = |rest: &[u8]| data(RP_ID, FLAGS | 0x80, 8, rest);
    let cases = [
        (data("evil.example", FLAGS, 8, &[]), Refused::RpId),
        (data(RP_ID, 0b1100, 8, &[]), Refused::NotPresent),
        (data(RP_ID, 0b1001, 8, &[]), Refused::NotVerified),
        (data(RP_ID, 0b1_0101, 8, &[]), Refused::Backup),
        (data(RP_ID, FLAGS, 7, &[]), Refused::Counter),
        (data(RP_ID, FLAGS, 3, &[]), Refused::Counter),
        (data(RP_ID, FLAGS, 0, &[]), Refused::Counter),
        (data(RP_ID, FLAGS, 8, &[0xa0]), Refused::AuthenticatorData),
        (data(RP_ID, FLAGS | 0x40, 8, &[0; 80]), Refused::AuthenticatorData),
        (extensions(&[]), Refused::AuthenticatorData),
        (extensions(&[0xa1, 0x61]), Refused::AuthenticatorData),
        (extensions(&[0xa1, 0x61, b'x', 0x5b, 0xff, 0xff, 0xff, 0xff]), Refused::AuthenticatorData),
        (extensions(&[0xa0, 0xa0]), Refused::AuthenticatorData),
        (extensions(&[0x80]), Refused::AuthenticatorData),
        (extensions(&[0x81; 4000]), Refused::AuthenticatorData),
        (extensions(&[&[0xa1, 0x01][..], &[0x9f; 4000]].concat()), Refused::AuthenticatorData),
        (good[..36].to_vec(), Refused::AuthenticatorData),
        (Vec::new(), Refused::AuthenticatorData),
        (vec![0; 10 << 20], Refused::TooLarge),
    ];
    for (data, refused) in cases {
        assert_eq!(outcome(&client_data, &data), Err(refused), "{:?}", &data[..data.len().min(60)]);
    }
    assert!(outcome(&client_data, &extensions(&[0xa1, 0x61, b'x', 0xf5])).is_ok(), "an extension nobody asked for");
}

#[test]
fn a_counter_that_does_not_count_is_no_copy() {
    let soft = Soft::new(1);
    let (client_data, data) = (client_data(CHALLENGE, ORIGIN), data(RP_ID, FLAGS, 0, &[]));
    let signature = soft.sign(client_data.as_bytes(), &data);
    let assertion = Assertion { client_data: client_data.as_bytes(), authenticator_data: &data, signature: &signature };
    let key = soft.key();
    let expected = Expected { challenge: CHALLENGE, origin: ORIGIN, rp_id: RP_ID, key: &key, counter: 0 };
    assert_eq!(verify(&assertion, &expected).map(|verified| verified.counter), Ok(0));
}

#[test]
fn every_byte_of_a_signature_and_of_what_it_is_over_counts() {
    let soft = Soft::new(1);
    let (client_data, data) = good();
    let signature = soft.sign(client_data.as_bytes(), &data);
    let key = soft.key();
    let expected = Expected { challenge: CHALLENGE, origin: ORIGIN, rp_id: RP_ID, key: &key, counter: 7 };
    let judged = |client_data: &[u8], authenticator_data: &[u8], signature: &[u8], expected: &Expected<'_>| {
        verify(&Assertion { client_data, authenticator_data, signature }, expected)
    };
    for bit in 0..signature.len() * 8 {
        let mut other = signature.clone();
        other[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(judged(client_data.as_bytes(), &data, &other, &expected), Err(Refused::Signature), "bit {bit}");
    }
    for length in 0..signature.len() {
        let cut = judged(client_data.as_bytes(), &data, &signature[..length], &expected);
        assert_eq!(cut, Err(Refused::Signature));
    }
    let large = vec![0; 10 << 20];
    assert_eq!(judged(client_data.as_bytes(), &data, &large, &expected), Err(Refused::TooLarge));
    let spaced = client_data.replace(',', ", ");
    assert_eq!(judged(spaced.as_bytes(), &data, &signature, &expected), Err(Refused::Signature));
    let mut later = data.clone();
    later[36] ^= 1;
    later[35] ^= 1;
    assert_eq!(judged(client_data.as_bytes(), &later, &signature, &expected), Err(Refused::Signature));
    let foreign = Soft::new(2).key();
    let expected = Expected { key: &foreign, ..expected };
    assert_eq!(judged(client_data.as_bytes(), &data, &signature, &expected), Err(Refused::Signature));
}

#[test]
fn a_key_has_one_form() {
    let keys = [
        PublicKey::Es256 { x: [1; 32], y: [2; 32] },
        PublicKey::EdDsa { x: [3; 32] },
        PublicKey::Rs256 { n: vec![0xc5; 256], e: vec![1, 0, 1] },
        PublicKey::Rs256 { n: vec![0xc5; 1024], e: vec![3] },
    ];
    for key in keys {
        let bytes = key.to_cose();
        assert_eq!(PublicKey::from_cose(&bytes), Ok(key.clone()), "{}", key.algorithm());
        for length in 0..bytes.len() {
            assert!(PublicKey::from_cose(&bytes[..length]).is_err(), "cut off at {length}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(PublicKey::from_cose(&longer), Err(KeyRefused::NotCanonical));
    }
    let bytes = PublicKey::EdDsa { x: [3; 32] }.to_cose();
    let with = |at: usize, byte: u8| {
        let mut other = bytes.clone();
        other[at] = byte;
        PublicKey::from_cose(&other)
    };
    assert_eq!(with(2, 4), Err(KeyRefused::Unknown), "a symmetric key");
    assert_eq!(with(4, 0x26), Err(KeyRefused::Unknown), "an algorithm that does not go with the kind");
    assert_eq!(with(6, 7), Err(KeyRefused::Unknown), "another curve");
    assert_eq!(with(0, 0xa5), Err(KeyRefused::Unreadable), "a member too few");
    assert_eq!(with(0, 0xa3), Err(KeyRefused::Unreadable), "a member too many");
    let endless = [&[0xbf][..], &bytes[1..], &[0xff]].concat();
    assert_eq!(PublicKey::from_cose(&endless), Err(KeyRefused::NotCanonical), "a map without a length");
    let other_order = [&[0xa4, 3, 0x27, 1, 1][..], &bytes[5..]].concat();
    assert_eq!(PublicKey::from_cose(&other_order), Err(KeyRefused::NotCanonical));
    let twice = [&[0xa5, 1, 1, 1, 1][..], &bytes[3..]].concat();
    assert_eq!(PublicKey::from_cose(&twice), Err(KeyRefused::NotCanonical));
    let more = [&[0xa5][..], &bytes[1..], &[0x23, 0x40]].concat();
    assert_eq!(PublicKey::from_cose(&more), Err(KeyRefused::NotCanonical), "a member that nobody looks at");
    let spelt_longer = [&bytes[..1], &[0x18, 1], &bytes[2..]].concat();
    assert_eq!(PublicKey::from_cose(&spelt_longer), Err(KeyRefused::NotCanonical));
    assert_eq!(PublicKey::from_cose(&vec![0xa4; 10 << 20]), Err(KeyRefused::TooLarge));
}

#[test]
fn a_point_beside_the_curve_and_a_modulus_of_512_bits_verify_nothing() {
    let keys = [PublicKey::Es256 { x: [1; 32], y: [2; 32] }, PublicKey::Rs256 { n: vec![0xc5; 64], e: vec![1, 0, 1] }];
    for key in keys {
        assert!(!key.verifies(b"message", &[0x30, 6, 2, 1, 1, 2, 1, 1]));
    }
}

/// The example of `docs/assertion.md`: whoever follows the document checks these bytes.
#[test]
fn the_example_of_the_document_verifies() {
    let text = include_str!("../../docs/assertion.md");
    let value = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(&format!("{name}="))).unwrap_or_default();
        let value = line.split_once('=').map(|(_, value)| value).unwrap_or_default();
        URL_SAFE_NO_PAD.decode(value).unwrap_or_else(|_| panic!("{name} of the example"))
    };
    let key = PublicKey::from_cose(&value("KEY")).expect("the key of the example");
    let challenge = value("CHALLENGE");
    let expected = Expected { challenge: &challenge, origin: ORIGIN, rp_id: RP_ID, key: &key, counter: 41 };
    let (client_data, authenticator_data, signature) =
        (value("CLIENT_DATA"), value("AUTHENTICATOR_DATA"), value("SIGNATURE"));
    let assertion =
        Assertion { client_data: &client_data, authenticator_data: &authenticator_data, signature: &signature };
    let verified = Verified { counter: 42, backup_eligible: true, backed_up: true };
    assert_eq!(verify(&assertion, &expected), Ok(verified));
    assert_eq!(verify(&assertion, &Expected { counter: 42, ..expected }), Err(Refused::Counter));
}

fn made(data: &[u8]) -> Vec<u8> {
    let length = u8::try_from(data.len()).expect("a short one");
    let head: &[u8] = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58";
    [head, &[length], data].concat()
}

fn attested(flags: u8, id: &[u8], key: &[u8], rest: &[u8]) -> Vec<u8> {
    let length = u16::try_from(id.len()).expect("a short one").to_be_bytes();
    data(RP_ID, flags, 5, &[&[7; 16][..], &length, id, key, rest].concat())
}

fn read(client_data: &str, attestation: &[u8]) -> Result<Registered, Refused> {
    let making = Making { challenge: CHALLENGE, origin: ORIGIN, rp_id: RP_ID };
    register(&Made { client_data: client_data.as_bytes(), attestation }, &making)
}

#[test]
fn a_passkey_that_was_made_shows_its_id_and_key() {
    let (key, client_data) = (Soft::new(1).key(), client_data(CHALLENGE, ORIGIN).replace(".get", ".create"));
    let (id, cose) = ([9; 16], key.to_cose());
    let good = made(&attested(FLAGS | 0x40, &id, &cose, &[]));
    let registered = read(&client_data, &good).expect("a good one");
    assert_eq!((registered.id.as_slice(), &registered.key, registered.counter), (&id[..], &key, 5));
    assert!(registered.backup_eligible && !registered.backed_up);
    let extended = made(&attested(FLAGS | 0xc0, &id, &cose, &[0xa1, 0x61, b'x', 2]));
    assert!(read(&client_data, &extended).is_ok(), "an extension nobody asked for");
    let of_a_maker = [&good[..5], b"\x66packed\x67attStmt\xa1\x63sig\x41\x01", &good[19..]].concat();
    assert!(read(&client_data, &of_a_maker).is_ok(), "a statement about the maker, which is not looked at");
    let unknown = {
        let mut other = cose.clone();
        other[6] = 7;
        other
    };
    let cases = [
        (made(&attested(FLAGS, &id, &cose, &[])), Refused::AuthenticatorData),
        (made(&attested(FLAGS | 0x40, &[], &cose, &[])), Refused::AuthenticatorData),
        (made(&attested(FLAGS | 0x40, &id, &cose, &[0xa0])), Refused::AuthenticatorData),
        (made(&attested(FLAGS | 0xc0, &id, &cose, &[])), Refused::AuthenticatorData),
        (made(&attested(FLAGS | 0x40, &id, &unknown, &[])), Refused::Key),
        (made(&attested(FLAGS | 0x40, &id, &cose[..40], &[])), Refused::Key),
        (made(&attested(0x41, &id, &cose, &[])), Refused::NotVerified),
        (made(&attested(0x44, &id, &cose, &[])), Refused::NotPresent),
        (made(&attested(0x55, &id, &cose, &[])), Refused::Backup),
        ([&good[..], &[0]].concat(), Refused::AuthenticatorData),
        ([b"\xa4\x63fmt\x64none", &good[1..]].concat(), Refused::AuthenticatorData),
        (vec![0x9f; 10_000], Refused::AuthenticatorData),
        (vec![0x81; 10_000], Refused::AuthenticatorData),
        (vec![0; 10 << 20], Refused::TooLarge),
    ];
    for (attestation, refused) in cases {
        assert_eq!(read(&client_data, &attestation), Err(refused), "{:?}", &attestation[..attestation.len().min(80)]);
    }
    for length in 0..good.len() {
        assert_eq!(read(&client_data, &good[..length]), Err(Refused::AuthenticatorData), "cut off at {length}");
    }
    let asserting = client_data.replace(".create", ".get");
    assert_eq!(read(&asserting, &good), Err(Refused::Ceremony), "the other ceremony");
    let elsewhere = client_data.replace(ORIGIN, "https://evil.example");
    assert_eq!(read(&elsewhere, &good), Err(Refused::Origin));
}
