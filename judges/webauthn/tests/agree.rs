//! Thousands of seeded assertions, good and broken, before two judges.

use assertion::{Assertion, Expected, Made, Making, PublicKey, register, verify};
use ed25519_dalek::{Signature, VerifyingKey};
use fastrand::Rng;
use ring::digest::{SHA256, digest};
use serde_json::Value;
use std::{collections::BTreeMap, time::Duration};
use url::Url;
use vroegteken_judge_webauthn::authenticator::{
    Algorithm, PRESENT_AND_VERIFIED, SoftPasskey, attestation, authenticator_data, client_data, from_text, to_text,
};
use webauthn_rs_core::{
    WebauthnCore,
    proto::{
        AuthenticationState, COSEKey, Credential, PublicKeyCredential, RegisterPublicKeyCredential,
        UserVerificationPolicy,
    },
};

const ORIGIN: &str = "https://portal.example";
const RP_ID: &str = "portal.example";
const SEED: u64 = 20_261_124;
/// Assertions tried.
const ASSERTIONS: usize = 4_000;
/// Registrations tried.
const REGISTRATIONS: usize = 1_000;
/// The counter at the last use.
const COUNTED: u32 = 7;

/// What `webauthn-rs` takes and the own verifier refuses, each with its reason. The other way round there is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stricter {
    /// The origin is compared as text, not as an address: `https://portal.example/` is no origin.
    OriginSpelling,
    /// The challenge is compared as text (7.2, step 12): base64 with padding is another text.
    ChallengeSpelling,
    /// An assertion from a frame of another site (7.2, step 14).
    CrossOrigin,
    /// An assertion brings no new key (6.1, flag AT).
    NewKey,
    /// Every byte is accounted for: nothing after the extensions or the counter.
    Trailing,
    /// A key has one form, the canonical one, and nothing in it that nobody looks at.
    KeyForm,
}

/// The one thing that is taken here and refused by `webauthn-rs`: an extension that nobody asked for, with a value
/// that it cannot type. 7.2, step 18, has it ignored.
const UVM: &[u8] = b"\xa1\x63uvm\xf5";

fn core() -> WebauthnCore {
    let origins = vec![Url::parse(ORIGIN).expect("an origin")];
    WebauthnCore::new_unsafe_experts_only("Portal", RP_ID, origins, Duration::from_secs(60), None, None)
}

/// One assertion on its way to both judges.
struct Case {
    client_data: Vec<u8>,
    data: Vec<u8>,
    signature: Vec<u8>,
    key: Vec<u8>,
    /// What was done to it.
    what: &'static str,
}

/// The bytes of an Ed25519 key (RFC 9053, 7.2), whatever else stands in it.
fn ed25519(key: &serde_cbor_2::Value) -> Option<VerifyingKey> {
    use serde_cbor_2::Value::{Bytes, Integer, Map};
    let Map(members) = key else { return None };
    let number = |name| match members.get(&Integer(name)) {
        Some(Integer(number)) => Some(*number),
        _ => None,
    };
    match members.get(&Integer(-2)) {
        Some(Bytes(x)) if [number(1), number(3), number(-1)] == [Some(1), Some(-8), Some(6)] => {
            VerifyingKey::from_bytes(x.as_slice().try_into().ok()?).ok()
        }
        _ => None,
    }
}

/// What `webauthn-rs` says. It knows no EdDSA: there `ed25519-dalek` judges the signature, and `webauthn-rs` the same
/// assertion signed by a twin of another kind, well or badly as the signature was.
fn theirs(core: &WebauthnCore, state: &AuthenticationState, soft: &SoftPasskey, case: &Case) -> bool {
    let Ok(value) = serde_cbor_2::from_slice::<serde_cbor_2::Value>(&case.key) else { return false };
    if let Some(key) = ed25519(&value) {
        let signed = [&case.data[..], digest(&SHA256, &case.client_data).as_ref()].concat();
        let good = Signature::from_slice(&case.signature).is_ok_and(|one| key.verify_strict(&signed, &one).is_ok());
        let twin = SoftPasskey::new(Algorithm::Es256, &soft.id);
        let mut signature = twin.assert(&case.client_data, &case.data);
        if !good {
            *signature.last_mut().expect("a signature") ^= 1;
        }
        let value = serde_cbor_2::from_slice(&twin.public_key().to_cose()).expect("a key");
        return judged(core, state, &twin, &value, (case, &signature));
    }
    judged(core, state, soft, &value, (case, &case.signature))
}

fn judged(
    core: &WebauthnCore,
    state: &AuthenticationState,
    soft: &SoftPasskey,
    key: &serde_cbor_2::Value,
    (case, signature): (&Case, &[u8]),
) -> bool {
    let Ok(key) = COSEKey::try_from(key) else { return false };
    let eligible = case.data.get(32).is_some_and(|flags| flags & 0b1000 != 0);
    let credential = serde_json::json!({
        "cred_id": to_text(&soft.id), "cred": key, "counter": COUNTED, "transports": null, "user_verified": true,
        "backup_eligible": eligible, "backup_state": false, "registration_policy": "required",
        "extensions": {}, "attestation": {"data": "None", "metadata": "None"}, "attestation_format": "none",
    });
    let credential: Credential = serde_json::from_value(credential).expect("a credential");
    let answer = soft.answered(&case.client_data, &case.data, signature);
    let answer: PublicKeyCredential = serde_json::from_value(answer).expect("an answer");
    core.authenticate_single_credential(&answer, state, &credential).is_ok_and(|result| {
        result.user_verified() && (result.counter() > COUNTED || (result.counter() == 0 && COUNTED == 0))
    })
}

fn ours(challenge: &[u8], case: &Case) -> bool {
    let Ok(key) = PublicKey::from_cose(&case.key) else { return false };
    let assertion =
        Assertion { client_data: &case.client_data, authenticator_data: &case.data, signature: &case.signature };
    verify(&assertion, &Expected { challenge, origin: ORIGIN, rp_id: RP_ID, key: &key, counter: COUNTED }).is_ok()
}

fn flip(random: &mut Rng, bytes: &mut [u8]) {
    if !bytes.is_empty() {
        let at = random.usize(..bytes.len());
        bytes[at] ^= 1 << random.u8(..8);
    }
}

fn cut(random: &mut Rng, bytes: &mut Vec<u8>) {
    bytes.truncate(random.usize(..bytes.len().max(1)));
}

/// An assertion with one thing done to it, before or after it was signed.
fn mutated(random: &mut Rng, soft: &SoftPasskey, challenge: &[u8], other: &SoftPasskey) -> Case {
    let mut text = client_data("webauthn.get", challenge, ORIGIN);
    let mut flags = PRESENT_AND_VERIFIED | if random.bool() { 0b1000 } else { 0 };
    let (mut counter, mut rp_id, mut rest) = (COUNTED + random.u32(1..1000), RP_ID, Vec::new());
    let mut key = soft.public_key().to_cose();
    let kind = random.usize(..36);
    let mut what = "good";
    match kind {
        6 => (what, text) = ("type", text.replace(".get", ".create")),
        7 => (what, text) = ("foreign challenge", client_data("webauthn.get", &random.u128(..).to_be_bytes(), ORIGIN)),
        8 => (what, text) = ("padded challenge", text.replace("\",\"origin", "=\",\"origin")),
        9 => (what, text) = ("other site", text.replace(ORIGIN, "https://portal.example.evil.example")),
        10 => (what, text) = ("subdomain", text.replace(ORIGIN, "https://a.portal.example")),
        11 => (what, text) = ("scheme", text.replace(ORIGIN, "http://portal.example")),
        12 => (what, text) = ("port", text.replace(ORIGIN, "https://portal.example:444")),
        13 => {
            (what, text) = (
                "spelling",
                text.replace(
                    ORIGIN,
                    ["https://portal.example/", "https://portal.example:443", "HTTPS://Portal.example"]
                        [random.usize(..3)],
                ),
            )
        }
        14 => (what, text) = ("frame", text.replace("false", "true")),
        15 => (what, text) = ("member twice", text.replace("false", "false,\"type\":\"webauthn.get\"")),
        16 => (what, text) = ("more members", text.replace("false", "false,\"more\":[1,{\"x\":null}]")),
        17 => (what, text) = ("no frame said", text.replace(",\"crossOrigin\":false", "")),
        18 => (what, text) = ("spaces", text.replace(',', " ,\n ")),
        19 => (what, rp_id) = ("other RP id", "evil.example"),
        20 => (what, flags) = ("nobody", flags & !1),
        21 => (what, flags) = ("not verified", flags & !0b100),
        22 => (what, flags) = ("backed up", flags | 0b1_0000),
        23 => (what, counter) = ("counter", random.u32(..=COUNTED)),
        24 => (what, rest) = ("trailing", vec![random.u8(..)]),
        25 => (what, flags, rest) = ("extension", flags | 0x80, UVM.to_vec()),
        26 => (what, flags, rest) = ("unknown extension", flags | 0x80, vec![0xa1, 0x61, b'x', random.u8(..24)]),
        27 => (what, flags, rest) = ("cut-off extension", flags | 0x80, vec![0xa1, 0x61]),
        28 => (what, flags, rest) = ("extension and more", flags | 0x80, vec![0xa0, 0xa0]),
        29 => {
            let new = other.attested(RP_ID);
            (what, flags, rest) = ("new key", flags | 0x40, new[37..].to_vec());
        }
        30 => (what, key) = ("foreign key", other.public_key().to_cose()),
        _ => {}
    }
    let mut data = authenticator_data(rp_id, flags, counter, &rest);
    match kind {
        31 => {
            what = "flipped data, signed";
            flip(random, &mut data);
        }
        32 => {
            what = "cut-off data, signed";
            cut(random, &mut data);
        }
        _ => {}
    }
    let mut signed = text.into_bytes();
    if kind == 33 {
        what = "flipped client data, signed";
        flip(random, &mut signed);
    }
    let mut signature = soft.assert(&signed, &data);
    match kind {
        34 => {
            what = "one bit afterwards";
            match random.u8(..4) {
                0 => flip(random, &mut signature),
                1 => flip(random, &mut data),
                2 => flip(random, &mut signed),
                _ => flip(random, &mut key),
            }
        }
        35 => {
            what = "cut off afterwards";
            match random.u8(..4) {
                0 => cut(random, &mut signature),
                1 => cut(random, &mut data),
                2 => cut(random, &mut signed),
                _ => cut(random, &mut key),
            }
        }
        _ => {}
    }
    Case { client_data: signed, data, signature, key, what }
}

/// Which named difference explains that only `webauthn-rs` takes it; `None`: a finding.
fn why(case: &Case, challenge: &[u8]) -> Option<Stricter> {
    let text = String::from_utf8_lossy(&case.client_data);
    let client: Value = serde_json::from_str(&text).ok()?;
    let flags = *case.data.get(32)?;
    if client["origin"] != ORIGIN
        && Url::parse(client["origin"].as_str()?).ok()?.origin().ascii_serialization() == ORIGIN
    {
        return Some(Stricter::OriginSpelling);
    }
    if from_text(&client["challenge"]) != challenge {
        return Some(Stricter::ChallengeSpelling);
    }
    if client["crossOrigin"] == true {
        return Some(Stricter::CrossOrigin);
    }
    if flags & 0x40 != 0 {
        return Some(Stricter::NewKey);
    }
    if PublicKey::from_cose(&case.key).is_err() {
        return Some(Stricter::KeyForm);
    }
    (case.data.len() > 37).then_some(Stricter::Trailing)
}

#[test]
fn both_say_the_same_of_assertions() {
    let (core, mut random) = (core(), Rng::with_seed(SEED));
    let (_, state) = {
        let builder = core.new_challenge_authenticate_builder(Vec::new(), Some(UserVerificationPolicy::Required));
        core.generate_challenge_authenticate(builder.expect("a builder")).expect("a challenge")
    };
    let kept = serde_json::to_value(&state).expect("a state");
    let challenge = from_text(&kept["challenge"]);
    assert!(challenge.len() >= 16, "{kept}");
    let all = [Algorithm::Es256, Algorithm::EdDsa, Algorithm::Rs256];
    let softs: Vec<_> = all.iter().map(|one| SoftPasskey::new(*one, &[7; 16])).collect();
    let other = SoftPasskey::new(Algorithm::Es256, &[8; 16]);
    let mut counted: BTreeMap<(bool, bool), usize> = BTreeMap::new();
    let mut differences: BTreeMap<Stricter, usize> = BTreeMap::new();
    for number in 0..ASSERTIONS {
        let soft = &softs[number % softs.len()];
        let case = mutated(&mut random, soft, &challenge, &other);
        let (one, two) = (ours(&challenge, &case), theirs(&core, &state, soft, &case));
        *counted.entry((one, two)).or_default() += 1;
        let ignored = case.data.get(37..) == Some(UVM);
        assert!(
            !one || two || ignored,
            "taken here, refused by webauthn-rs: {number} {} {:?}",
            case.what,
            soft.public_key().algorithm()
        );
        assert!(case.what != "good" || one, "a good one is refused: {number}");
        if two && !one {
            let reason = why(&case, &challenge);
            let reason = reason.unwrap_or_else(|| panic!("refused here, taken by webauthn-rs: {number} {}", case.what));
            *differences.entry(reason).or_default() += 1;
        }
    }
    println!("{ASSERTIONS} assertions: (here, webauthn-rs) {counted:?}; stricter here: {differences:?}");
    assert!(counted[&(true, true)] > ASSERTIONS / 10 && counted[&(false, false)] > ASSERTIONS / 10);
}

#[test]
fn both_say_the_same_of_passkeys_that_were_made() {
    let (core, mut random) = (core(), Rng::with_seed(SEED));
    let builder = core.new_challenge_register_builder(&[1; 16], "bo@zon.example", "Bo").expect("a builder");
    let builder = builder.user_verification_policy(UserVerificationPolicy::Required);
    let (options, state) = core.generate_challenge_register(builder).expect("a challenge");
    let options = serde_json::to_value(&options).expect("options");
    let challenge = from_text(&options["publicKey"]["challenge"]);
    let mut counted: BTreeMap<(bool, bool), usize> = BTreeMap::new();
    for number in 0..REGISTRATIONS {
        // EdDSA is not among what webauthn-rs offers.
        let algorithm = if number % 3 == 0 { Algorithm::Rs256 } else { Algorithm::Es256 };
        let mut soft = SoftPasskey::new(algorithm, &[7; 16]);
        let (mut text, mut rp_id) = (client_data("webauthn.create", &challenge, ORIGIN), RP_ID);
        let what = random.usize(..14);
        match what {
            3 => text = text.replace(".create", ".get"),
            4 => text = client_data("webauthn.create", b"another", ORIGIN),
            5 => text = text.replace(ORIGIN, "https://evil.example"),
            6 => text = text.replace("false", "true"),
            7 => rp_id = "evil.example",
            8 => soft.flags = 1,
            9 => soft.flags = 4,
            10 => soft.flags = 0b1_0101,
            _ => {}
        }
        let mut data = soft.attested(rp_id);
        match what {
            11 => flip(&mut random, &mut data),
            12 => cut(&mut random, &mut data),
            _ => {}
        }
        let mut object = attestation(&data);
        if what == 13 {
            cut(&mut random, &mut object);
        }
        let making = Making { challenge: &challenge, origin: ORIGIN, rp_id: RP_ID };
        let one = register(&Made { client_data: text.as_bytes(), attestation: &object }, &making);
        let mut answer = soft.made(&text, &data);
        answer["response"]["attestationObject"] = to_text(&object).into();
        let answer: RegisterPublicKeyCredential = serde_json::from_value(answer).expect("an answer");
        let two = core.register_credential(&answer, &state, None);
        *counted.entry((one.is_ok(), two.is_ok())).or_default() += 1;
        // A point beside the curve is refused there at once and here as soon as it should verify something.
        let beside = what == 11 && one.is_ok() && two.is_err();
        assert!(beside || one.is_ok() == two.is_ok(), "{number}: {what} {one:?} {:?}", two.err());
        if let (Ok(one), Ok(two)) = (one, two) {
            assert_eq!((one.id.as_slice(), one.counter), (two.cred_id.as_slice(), two.counter));
        }
    }
    println!("{REGISTRATIONS} registrations: (here, webauthn-rs) {counted:?}");
    assert!(counted[&(true, true)] > REGISTRATIONS / 10 && counted[&(false, false)] > REGISTRATIONS / 10);
}
