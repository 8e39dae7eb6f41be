//! A released document, an authority and people, from which every test starts. All of it is invented.

use std::path::Path;

use jiff::Timestamp;
use vroegteken_signing::appearance::{Appearance, Lettering, Words, draw};
use vroegteken_signing::certificate::{Authority, Certificate, Request, RevocationList, RootRequest};
use vroegteken_signing::fields::{Rect, SlotPlace, prepare};
use vroegteken_signing::key::{P256Key, PublicKey, SystemRandom, generate};
use vroegteken_signing::pades::{Act, sign};
use vroegteken_signing::verify::{Report, Trust, verify};

/// The document of `fixtures/agreement.typ`.
pub const RELEASED: &[u8] = include_bytes!("fixtures/agreement.pdf");

pub const MUNICIPALITY: &str = "gemeente-1";
pub const PARTNER: &str = "signaalpartner-1";

/// The two slots on page 2, below the words that stand in them.
pub fn slots() -> Vec<SlotPlace> {
    let place = |name: &str, tooltip: &str, x| SlotPlace {
        name: name.to_owned(),
        tooltip: tooltip.to_owned(),
        page: 2,
        rect: Rect { x, y: 147.0, width: 220.0, height: 73.0 },
    };
    vec![
        place(MUNICIPALITY, "Handtekening namens gemeente Voorbeelddam", 70.87),
        place(PARTNER, "Handtekening namens Woonstichting De Zeven Hönen", 304.87),
    ]
}

/// The released document with its fields.
pub fn prepared() -> Vec<u8> {
    prepare(RELEASED, &slots()).expect("the document of the tests can be prepared")
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

/// When everything is verified, unless a test says otherwise.
pub fn now() -> Timestamp {
    at("2026-11-01T00:00:00Z")
}

pub fn key() -> (P256Key, PublicKey) {
    let random = SystemRandom::new();
    let pkcs8 = generate(&random).expect("randomness");
    let key = P256Key::from_pkcs8(&pkcs8, random).expect("a key");
    let public = key.public_key().expect("a public key");
    (key, public)
}

/// An authority of its own: each call makes another one.
pub fn authority() -> Authority {
    let (key, public_key) = key();
    let request = RootRequest {
        name: "Vroegteken testautoriteit",
        organisation: "Vereniging Voorbeeld",
        public_key,
        serial: [7; 16],
        not_before: at("2026-01-01T00:00:00Z"),
        not_after: at("2036-01-01T00:00:00Z"),
    };
    Authority::make_root(&request, Box::new(key)).expect("a root")
}

/// A person with a certificate for one round.
pub struct Person {
    pub name: String,
    pub key: P256Key,
    pub chain: Vec<Certificate>,
}

pub fn person(authority: &Authority, name: &str, organisation: &str, kvk: Option<&str>) -> Person {
    let (key, public_key) = key();
    let mut serial = [0; 16];
    serial[8..].copy_from_slice(&(name.len() as u64).to_be_bytes());
    serial[1] = name.as_bytes()[0];
    let request = Request {
        person: name,
        organisation,
        kvk,
        public_key,
        serial,
        not_before: at("2026-10-05T00:00:00Z"),
        not_after: at("2026-10-06T00:00:00Z"),
        crl_url: "http://portaal.example/crl/1.crl",
    };
    let certificate = authority.issue(&request).expect("a certificate");
    Person { name: name.to_owned(), key, chain: vec![certificate, authority.certificate().clone()] }
}

pub fn mayor(authority: &Authority) -> Person {
    person(authority, "Aaltje de Vries", "Gemeente Voorbeelddam", Some("12345678"))
}

pub fn director(authority: &Authority) -> Person {
    person(authority, "Jörn Björnsson", "Woonstichting De Zeven Hönen", Some("87654321"))
}

/// The fonts of the documents.
pub fn font(name: &str) -> Vec<u8> {
    let path = Path::new("../documents/fonts").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Draws words in the fonts of the documents.
pub fn drawing(words: &Words) -> Appearance {
    let plain = ["SourceSans3-Regular.ttf", "NotoSansHebrew-Regular.ttf", "NotoSansArabic-Regular.ttf"].map(font);
    let bold = font("SourceSans3-SemiBold.ttf");
    let lettering = Lettering::new(&plain.each_ref().map(Vec::as_slice), &[&bold]).expect("four fonts");
    draw(&lettering, words, 220.0, 73.0)
}

/// Signs a field as this person.
pub fn signed(document: &[u8], field: &str, person: &Person) -> Vec<u8> {
    signed_at(document, field, person, at("2026-10-05T08:30:00Z"))
}

/// The digest of the evidence that signatures here bind.
pub const EVIDENCE: [u8; 32] = [0xe5; 32];

pub fn signed_at(document: &[u8], field: &str, person: &Person, at: Timestamp) -> Vec<u8> {
    let words = Words {
        name: &person.name,
        function: "tekenbevoegde",
        organisation: "de organisatie van deze persoon",
        ground: "Mandaatbesluit van 1 juni 2026",
        date: "5 oktober 2026, 10.30 uur",
    };
    let reason = "Namens de organisatie, als tekenbevoegde, op grond van het mandaatbesluit van 1 juni 2026";
    let appearance = drawing(&words);
    let act = Act { field, person: &person.name, reason, at, appearance: &appearance, evidence: Some(EVIDENCE) };
    sign(document, &act, &person.chain, &person.key).expect("a signature")
}

/// An authority, and a document that both parties signed.
pub fn finished() -> (Authority, Vec<u8>) {
    let authority = authority();
    let once = signed(&prepared(), MUNICIPALITY, &mayor(&authority));
    let twice = signed(&once, PARTNER, &director(&authority));
    (authority, twice)
}

pub fn judge(bytes: &[u8], authority: &Authority) -> Report {
    judge_with(bytes, authority, Vec::new())
}

pub fn judge_with(bytes: &[u8], authority: &Authority, lists: Vec<RevocationList>) -> Report {
    verify(bytes, &Trust { roots: vec![authority.certificate().clone()], lists, ..Trust::default() }, now())
}

/// The codes of all findings.
pub fn codes(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(|finding| finding.problem.code()).collect()
}
