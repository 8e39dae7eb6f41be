use super::*;
use assertion::PublicKey;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{Timestamp, ToSpan as _};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use uuid::Uuid;

const PORTAL: &str = "https://portal.example";
const FILE: &[u8] = b"%PDF-1.7 what was released";

fn now() -> Timestamp {
    "2026-12-01T09:30:00Z".parse().expect("a time")
}

/// A round of `documents` documents for two organisations; the one at 3 is [`FILE`].
fn prepared(documents: usize) -> Prepared {
    let organisation = |name: &str, kvk: Option<&str>| Organisation {
        name: name.to_owned(),
        kvk: kvk.map(ToOwned::to_owned),
        function: Some("directeur".to_owned()),
        ground: Some("volgens het KvK-handelsregister".to_owned()),
    };
    let document = |number: usize| Document {
        agreement: format!("VT-2026-{number:06}"),
        side: Side::Partner,
        field: "partner-1".to_owned(),
        organisation: number % 2,
        length: FILE.len() as u64,
        sha256: if number == 3 { Hash::of(FILE) } else { Hash::of(&number.to_be_bytes()) },
    };
    let act = Act {
        portal: PORTAL.to_owned(),
        round: Uuid::from_u128(7),
        now: now(),
        consent: "Ik teken ze alle.".to_owned(),
        person: Person { id: Uuid::from_u128(8), name: "Sietske de Vries".to_owned() },
        organisations: vec![organisation("Wonen Voorbeeld", Some("12345678")), organisation("Eigen huis", None)],
        documents: (0..documents).map(document).collect(),
    };
    let mut next = 0;
    act.prepare(Random([9; 32]), || {
        next += 1;
        Salt([next; 16])
    })
}

fn by_code() -> Confirmation {
    Confirmation::MailCode { signed_in: SignedIn::MailCode, at: now() + 1.minute() }
}

/// As a passkey of `origin` confirms a root.
fn by_passkey(root: &Hash, origin: &str) -> Confirmation {
    let pair = Ed25519KeyPair::from_seed_unchecked(&[1; 32]).expect("a seed");
    let key = PublicKey::EdDsa { x: pair.public_key().as_ref().try_into().expect("32 bytes") };
    let challenge = URL_SAFE_NO_PAD.encode(root.0);
    let client_data =
        format!(r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"{origin}"}}"#).into_bytes();
    let data = [Hash::of(b"portal.example").0.as_slice(), &[0b1101, 0, 0, 0, 5]].concat();
    let signature = pair.sign(&[data.as_slice(), &Hash::of(&client_data).0].concat());
    Confirmation::Passkey {
        signed_in: SignedIn::Passkey,
        at: now() + 2.minutes(),
        key: Bytes(key.to_cose()),
        client_data: Bytes(client_data),
        authenticator_data: Bytes(data),
        signature: Bytes(signature.as_ref().to_vec()),
    }
}

/// The place of [`FILE`] among the leaves: five, two organisations, three documents before it.
const PLACE: u64 = 10;

#[test]
fn evidence_tells_who_confirmed_what_for_whom() {
    let prepared = prepared(9);
    let evidence = prepared.evidence(PLACE, by_passkey(&prepared.root(), PORTAL)).expect("a document");
    let longer = [FILE, b" and a signature"].concat();
    let checked = Evidence::read(&evidence.to_bytes()).expect("evidence").check(&longer).expect("holds");
    assert_eq!(checked.person, "Sietske de Vries");
    assert_eq!(
        (checked.organisation.as_str(), checked.kvk.as_deref()),
        ("Eigen huis", None),
        "number 3 is of the second"
    );
    assert_eq!((checked.agreement.as_str(), checked.side, checked.documents), ("VT-2026-000003", Side::Partner, 9));
    assert_eq!((checked.prepared, checked.confirmed), (now(), now() + 2.minutes()));
    assert!(checked.by_passkey);
    let by_code = prepared.evidence(PLACE, by_code()).expect("a document").check(FILE).expect("holds");
    assert!(!by_code.by_passkey, "a code proves nothing by itself, and evidence says so");
    for other in [0, 4, 5, 6, 16, u64::MAX] {
        assert_eq!(prepared.evidence(other, self::by_code()), None, "{other} is no document");
    }
}

#[test]
fn evidence_hides_the_rest_of_the_round() {
    let prepared = prepared(9);
    let text = String::from_utf8(prepared.evidence(PLACE, by_code()).expect("a document").to_bytes()).expect("text");
    assert!(text.contains("Eigen huis") && !text.contains("Wonen Voorbeeld"), "{text}");
    assert!(text.contains("VT-2026-000003") && !text.contains("VT-2026-000004"), "{text}");
}

#[test]
fn a_kept_act_gives_the_same_evidence() {
    let prepared = prepared(9);
    let kept = Prepared::from_bytes(&prepared.to_bytes()).expect("kept");
    assert_eq!(kept, prepared);
    assert_eq!(kept.evidence(PLACE, by_code()), prepared.evidence(PLACE, by_code()));
    let places: Vec<u64> = kept.documents().map(|bound| bound.index).collect();
    assert_eq!(places, (7..16).collect::<Vec<_>>());
    let bytes = prepared.to_bytes();
    assert!(Prepared::from_bytes(&bytes[..bytes.len() - 1]).is_err(), "cut off");
    assert_eq!(Prepared::from_bytes(b"[]"), Err(Fault::Leaves));
    let fewer = String::from_utf8(bytes).expect("text").replace("\"documents\":9", "\"documents\":8");
    assert_eq!(Prepared::from_bytes(fewer.as_bytes()), Err(Fault::Leaves));
}

#[test]
fn every_byte_of_evidence_and_of_the_document_counts() {
    let prepared = prepared(9);
    let evidence = prepared.evidence(PLACE, by_passkey(&prepared.root(), PORTAL)).expect("a document");
    let bytes = evidence.to_bytes();
    let holds = |evidence: &[u8], file: &[u8]| Evidence::read(evidence).and_then(|evidence| evidence.check(file));
    assert!(holds(&bytes, FILE).is_ok());
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            // When it was confirmed within the five minutes is bound by the signature in the document alone.
            let said = moment(&bytes).contains(&at);
            assert!(holds(&other, FILE).is_err() || said, "byte {at}, bit {bit}");
        }
    }
    for at in 0..FILE.len() {
        let mut other = FILE.to_vec();
        other[at] ^= 1;
        assert_eq!(holds(&bytes, &other), Err(Fault::Document));
    }
    assert_eq!(holds(&bytes, &FILE[1..]), Err(Fault::Document));
    assert_eq!(holds(&vec![b' '; LARGEST + 1], FILE), Err(Fault::TooLarge));
    assert_eq!(holds(&[b" ", bytes.as_slice()].concat(), FILE), Err(Fault::Form), "written anew");
}

/// Where the moment of confirmation stands.
fn moment(bytes: &[u8]) -> std::ops::Range<usize> {
    let text = std::str::from_utf8(bytes).expect("text");
    let at = text.find("\"at\":").expect("a member");
    at..at + 30
}

#[test]
fn forged_evidence_is_named() {
    let prepared = prepared(9);
    let root = prepared.root();
    let good = prepared.evidence(PLACE, by_passkey(&root, PORTAL)).expect("a document");
    let fault = |change: &dyn Fn(&mut Evidence)| {
        let mut other = good.clone();
        change(&mut other);
        other.check(FILE).expect_err("forged")
    };
    assert_eq!(fault(&|one| one.format.push('0')), Fault::Format);
    assert_eq!(fault(&|one| one.leaves.truncate(6)), Fault::Leaves);
    assert_eq!(fault(&|one| one.leaves.swap(0, 1)), Fault::Leaves);
    assert_eq!(fault(&|one| one.leaves[6].index = 11), Fault::Path(11));
    assert_eq!(fault(&|one| one.leaves[5].index = 5), Fault::Leaves, "another organisation than the document names");
    assert_eq!(fault(&|one| one.root.0[0] ^= 1), Fault::Path(0));
    let other = self::prepared(8);
    assert_eq!(fault(&|one| one.leaves[6].path = other.tree_path(PLACE)), Fault::Path(PLACE));
    let refused = |confirmation: Confirmation| fault(&|one| one.confirmation = confirmation.clone());
    assert_eq!(refused(by_passkey(&other.root(), PORTAL)), Fault::Passkey(assertion::Refused::Challenge));
    assert_eq!(refused(by_passkey(&root, "https://other.example")), Fault::Passkey(assertion::Refused::Origin));
    for at in [now() - 1.second(), now() + 5.minutes() + 1.second()] {
        assert_eq!(refused(Confirmation::MailCode { signed_in: SignedIn::MailCode, at }), Fault::Moment, "{at}");
    }
    let in_time = Confirmation::MailCode { signed_in: SignedIn::MailCode, at: now() + 5.minutes() };
    assert!(prepared.evidence(PLACE, in_time).expect("a document").check(FILE).is_ok());
}

impl Prepared {
    fn tree_path(&self, document: u64) -> Vec<Hash> {
        let evidence = self.evidence(document, by_code()).expect("a document");
        evidence.leaves[6].path.clone()
    }
}

#[test]
fn members_that_nobody_knows_are_refused() {
    let text = String::from_utf8(prepared(4).evidence(PLACE, by_code()).expect("a document").to_bytes()).expect("text");
    for (from, to) in [
        ("{\"confirmation\"", "{\"a\":1,\"confirmation\""),
        ("\"by\":\"mail_code\"", "\"by\":\"mail_code\",\"code\":1"),
        ("\"kind\":\"random\"", "\"hidden\":\"x\",\"kind\":\"random\""),
        ("\"index\":0", "\"index\":0,\"index2\":0"),
        ("\"index\":0", "\"index\":0,\"index\":0"),
        ("\"index\":0", "\"index\":0.0"),
        ("\"by\":\"mail_code\"", "\"by\":\"word\""),
    ] {
        assert!(text.contains(from), "{from}");
        let read = Evidence::read(text.replacen(from, to, 1).as_bytes());
        assert!(matches!(read, Err(Fault::Unreadable { .. } | Fault::Form)), "{to}: {read:?}");
    }
}
