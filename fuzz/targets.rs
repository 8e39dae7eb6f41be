//! What is done with the bytes of strangers, and what must hold whatever they are. The fuzzer
//! (`fuzz_targets`) and the tests (`testkit/tests/fuzzed.rs`) call the same functions.
//!
//! Whoever includes this file has a module `form` beside it: `web/src/form/pairs.rs`.

use super::form;
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
        assert!(form::value(&pairs, name).len() <= bytes.len());
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
