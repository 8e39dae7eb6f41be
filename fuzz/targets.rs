//! What is done with the bytes of strangers, and what must hold whatever they are. The fuzzer
//! (`fuzz_targets`) and the tests (`testkit/tests/fuzzed.rs`) call the same functions.
//!
//! Whoever includes this file has a module `form` beside it: `web/src/form/pairs.rs`.

use super::form;
use assertion::{
    Assertion, AuthenticatorData, Expected, Made, Making, PublicKey, Refused, register, verify as asserted,
};
use domain::{
    import::{self, SectorName},
    registration::{self, Answers, Applicant, PersonAnswer},
    values::{EmailAddress, KvkNumber},
};
use jiff::{Timestamp, civil::Date};
use signing::{
    certificate::Certificate,
    verify::{Outcome, Report, Trust, verify},
};

const TODAY: Date = jiff::civil::date(2026, 11, 24);

/// A document that both parties signed, and the root behind it.
pub const SIGNED: &[u8] = include_bytes!("seeds/pdf/signed.pdf");
const ROOT: &str = include_str!("seeds/root.pem");

/// The example of `docs/assertion.md`: what a passkey signed, and its key.
const KEY: &[u8] = include_bytes!("seeds/assertion/key-es256.bin");
pub const CLIENT_DATA: &[u8] = include_bytes!("seeds/assertion/client-data.json");
pub const AUTHENTICATOR_DATA: &[u8] = include_bytes!("seeds/assertion/authenticator-data.bin");
pub const SIGNATURE: &[u8] = include_bytes!("seeds/assertion/signature.bin");
const ORIGIN: &str = "https://portal.example";
const RP_ID: &str = "portal.example";
const MAKING: &str = r#"{"type":"webauthn.create","challenge":"AAEC","origin":"https://portal.example"}"#;

/// Whether a file is valid under the root of the seeds.
pub fn is_valid(bytes: &[u8]) -> bool {
    matches!(judged(bytes).outcome, Outcome::AllSigned | Outcome::PartlySigned)
}

fn judged(bytes: &[u8]) -> Report {
    let roots = Certificate::from_pem(ROOT).expect("the root of the seeds");
    let trust = Trust { roots, ..Trust::default() };
    let now: Timestamp = "2026-11-24T09:00:00Z".parse().expect("a time");
    verify(bytes, &trust, now)
}

/// A file to be checked: an answer that is the same each time; and of everything that was made out of the signed
/// document only itself is valid.
pub fn pdf(bytes: &[u8]) {
    let report = judged(bytes);
    assert_eq!(report, judged(bytes), "the same bytes, the same answer");
    if matches!(report.outcome, Outcome::AllSigned | Outcome::PartlySigned) {
        assert!(SIGNED.starts_with(bytes), "valid, and not what was signed");
    }
    assert!(report.findings().len() < 10_000, "answers stay short");
}

/// Files with which a practice moves in.
pub fn csv(bytes: &[u8]) {
    let sectors = ["huur", "energie", "water", "zorg"];
    let sectors = sectors.map(|code| SectorName { code: code.to_owned(), names: Vec::new() });
    let (rows, faults) = import::organisations(bytes, &sectors, TODAY);
    assert!(rows.len() <= import::MOST_ORGANISATIONS);
    for row in &rows {
        clean(row.application.name.as_str());
        for contact in &row.application.contacts {
            clean(contact.email.as_str());
        }
    }
    told(&faults, bytes);
    let (rows, faults) = import::agreements(bytes, TODAY);
    assert!(rows.len() <= import::MOST_AGREEMENTS);
    told(&faults, bytes);
}

/// Every fault names a line of the file.
fn told(faults: &import::Faults, bytes: &[u8]) {
    let breaks = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    assert!(faults.first().len() <= faults.count());
    for fault in faults.first() {
        assert!(fault.line as usize <= breaks + 2, "line {} of {}", fault.line, breaks + 1);
    }
}

/// Nothing that ends a line, a header or a cell, or turns the direction of text.
fn clean(text: &str) {
    let bad = |c: char| {
        c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(bad), "{text:?}");
}

/// The body of a form, up to a registration.
pub fn forms(bytes: &[u8]) {
    let Some(pairs) = form::pairs(bytes) else { return };
    for (name, value) in &pairs {
        let back = form::local_path(value);
        assert!(
            back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n', ' ']),
            "{back:?}"
        );
        if let Some(date) = form::date(value) {
            assert!(date.year() >= -9999);
        }
        if let Ok(email) = EmailAddress::parse(value) {
            clean(email.as_str());
            assert!(email.as_str().is_ascii() && !email.as_str().contains([' ', ',', ';', '<', '>', '"']));
            assert_eq!(EmailAddress::parse(email.as_str()).as_ref(), Ok(&email), "what was read is read again");
        }
        if let Ok(kvk) = KvkNumber::parse(value) {
            assert!(kvk.as_str().len() == 8 && kvk.as_str().bytes().all(|byte| byte.is_ascii_digit()));
        }
        assert!(form::values(&pairs, name).iter().all(|value| !value.is_empty()));
        // A byte that is no text becomes a mark of three.
        assert!(form::value(&pairs, name).len() <= 3 * bytes.len());
    }
    let answers = answers(&pairs);
    for applicant in Applicant::ALL {
        for step in applicant.steps() {
            for problem in registration::check_step(*applicant, *step, &answers, TODAY) {
                assert!(!problem.field.is_empty());
            }
        }
        if let Ok(application) = registration::parse(*applicant, &answers, TODAY) {
            clean(application.name.as_str());
            assert!(!application.contacts.is_empty());
        }
    }
}

/// The answers of a form whose fields have the names of the answers; people as `contacts-0-email`.
fn answers(pairs: &form::Pairs) -> Answers {
    let text = |name: &str| form::value(pairs, name).to_owned();
    let people = |list: &str| -> Vec<PersonAnswer> {
        let field = |index: usize, name: &str| form::value(pairs, &format!("{list}-{index}-{name}")).to_owned();
        (0..3)
            .map(|index| PersonAnswer {
                name: field(index, "name"),
                email: field(index, "email"),
                phone: field(index, "phone"),
                function: field(index, "function"),
                ground: field(index, "ground"),
                mandate_date: field(index, "mandate_date"),
                ..PersonAnswer::default()
            })
            .filter(|person| !person.is_blank())
            .collect()
    };
    Answers {
        registrant_name: text("registrant_name"),
        registrant_email: text("registrant_email"),
        municipality: text("municipality"),
        name: text("name"),
        kvk: text("kvk"),
        street: text("street"),
        postcode: text("postcode"),
        city: text("city"),
        website: text("website"),
        phone: text("phone"),
        organ: text("organ"),
        members: form::values(pairs, "members"),
        sector: text("sector"),
        partner_kind: text("partner_kind"),
        area: text("area"),
        area_codes: form::values(pairs, "area_codes"),
        contacts: people("contacts"),
        signatories: people("signatories"),
        jointly: text("jointly") == "yes",
        executor: text("executor"),
        executor_name: text("executor_name"),
        clients: text("clients"),
        ..Answers::default()
    }
}

/// The verdict on three pieces, under the key and the challenge of the example.
pub fn verdict(client_data: &[u8], authenticator_data: &[u8], signature: &[u8]) -> Result<u32, Refused> {
    let key = PublicKey::from_cose(KEY).expect("the key of the seeds");
    let challenge = ring::digest::digest(&ring::digest::SHA256, b"the root over what is signed");
    let expected = Expected { challenge: challenge.as_ref(), origin: ORIGIN, rp_id: RP_ID, key: &key, counter: 41 };
    asserted(&Assertion { client_data, authenticator_data, signature }, &expected).map(|verified| verified.counter)
}

/// The bytes as each piece of an assertion, as all three with two lengths before them, as a key, and as a passkey that was
/// just made. Nobody here has the secret of the key, so only what it signed is good.
pub fn assertions(bytes: &[u8]) {
    judge(bytes, AUTHENTICATOR_DATA, SIGNATURE);
    judge(CLIENT_DATA, bytes, SIGNATURE);
    judge(CLIENT_DATA, AUTHENTICATOR_DATA, bytes);
    if let Some((client_data, authenticator_data, signature)) = pieces(bytes) {
        judge(client_data, authenticator_data, signature);
    }
    if let Ok(data) = AuthenticatorData::parse(bytes) {
        assert!(bytes.len() >= 37 && data.rp_id_hash == bytes[..32] && data.counter.to_be_bytes() == bytes[33..37]);
    }
    if let Ok(key) = PublicKey::from_cose(bytes) {
        assert_eq!(key.to_cose(), bytes, "a key has one form");
    }
    let made = Made { client_data: MAKING.as_bytes(), attestation: bytes };
    if let Ok(passkey) = register(&made, &Making { challenge: &[0, 1, 2], origin: ORIGIN, rp_id: RP_ID }) {
        assert!((1..=1023).contains(&passkey.id.len()) && (passkey.backup_eligible || !passkey.backed_up));
        let key = passkey.key.to_cose();
        assert!(bytes.windows(key.len()).any(|part| part == key), "the key stands in what was sent");
        assert_eq!(PublicKey::from_cose(&key), Ok(passkey.key), "and is read again");
    }
}

fn judge(client_data: &[u8], authenticator_data: &[u8], signature: &[u8]) {
    let verdict_of = verdict(client_data, authenticator_data, signature);
    assert_eq!(verdict_of, verdict(client_data, authenticator_data, signature), "the same bytes, the same answer");
    if let Ok(counter) = verdict_of {
        assert_eq!(
            (client_data, authenticator_data, counter),
            (CLIENT_DATA, AUTHENTICATOR_DATA, 42),
            "what was signed"
        );
    }
}

/// Client data, authenticator data, signature: the lengths of the first two as 16 bits, then the pieces.
pub fn pieces(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (lengths, rest) = bytes.split_first_chunk::<4>()?;
    let length = |high: u8, low: u8| usize::from(u16::from_be_bytes([high, low]));
    let (client_data, rest) = rest.split_at_checked(length(lengths[0], lengths[1]))?;
    let (authenticator_data, signature) = rest.split_at_checked(length(lengths[2], lengths[3]))?;
    Some((client_data, authenticator_data, signature))
}
