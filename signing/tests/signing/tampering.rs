//! Every change to a signed document is named.

use vroegteken_signing::certificate::{Authority, Certificate, RootRequest};
use vroegteken_signing::cms::Draft;
use vroegteken_signing::key::{P256Key, SystemRandom, generate};
use vroegteken_signing::pades::{Act, sign};
use vroegteken_signing::pdf::{Dict, Document, Object, Update, date, sections, text};
use vroegteken_signing::verify::Outcome;

use crate::common::*;

pub fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    changed[at] ^= 1;
    changed
}

/// Where the signatures lie: from `<` up to and including `>`.
fn gaps(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let key = b"/Contents<";
    let starts = bytes.windows(key.len()).enumerate().filter(|(_, window)| window == key).map(|(at, _)| at + 9);
    starts.map(|start| start..start + 2 + 2 * vroegteken_signing::pades::LONGEST_VALUE).collect()
}

fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let at = bytes.windows(old.len()).position(|window| window == old.as_bytes()).expect("the old bytes are there");
    let mut changed = bytes.to_vec();
    changed[at..at + new.len()].copy_from_slice(new.as_bytes());
    changed
}

/// A byte that is flipped, and the bit.
pub struct Flip {
    pub at: usize,
    pub mask: u8,
    /// Whether a signature covers it; what is left out is a signature itself and the zeros behind it.
    pub covered: bool,
}

/// 200 places by chance, the same each time: in what each revision brought, in both signatures and in
/// the zeros behind both.
pub fn flips(document: &[u8]) -> Vec<Flip> {
    let gaps = gaps(document);
    let [first, second] = &gaps[..] else { panic!("two signatures: {gaps:?}") };
    let ends: Vec<usize> = sections(document).expect("revisions").iter().map(|section| section.end).collect();
    let zeros = |gap: &std::ops::Range<usize>| {
        let filled = document[gap.start..gap.end - 1].iter().rposition(|byte| *byte != b'0').expect("a signature");
        gap.start + filled + 1
    };
    let regions = [
        (0..ends[1], 50),
        (ends[1]..first.start, 15),
        (first.start..zeros(first), 25),
        (zeros(first)..first.end, 20),
        (first.end..ends[2], 20),
        (ends[2]..second.start, 15),
        (second.start..zeros(second), 25),
        (zeros(second)..second.end, 20),
        (second.end..document.len(), 10),
    ];
    // Numbers as in MMIX: enough of chance, and no seed to lose.
    let mut state = 20_261_124_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut all = Vec::new();
    for (region, count) in regions {
        for _ in 0..count {
            let (at, mask) = (region.start + next(region.len()), [1, 0x20, 0x80][next(3)]);
            // The second signature covers the first, its zeros too.
            all.push(Flip { at, mask, covered: !second.contains(&at) });
        }
    }
    all
}

#[test]
fn one_flipped_byte_is_named_wherever_it_is() {
    let (authority, document) = finished();
    let all = flips(&document);
    assert_eq!(all.len(), 200);
    for Flip { at, mask, .. } in all {
        let mut changed = document.clone();
        changed[at] ^= mask;
        let outcome = judge(&changed, &authority).outcome;
        // Without its first bytes a file is no PDF; everything else is a finding.
        let named = matches!(outcome, Outcome::NotValid(_)) || at < 5 && matches!(outcome, Outcome::Unreadable(_));
        assert!(named, "byte {at} of {}: {outcome:?}", document.len());
    }
}

/// Takes minutes in a debug build: run with `--release`.
#[test]
#[ignore = "every byte: minutes"]
fn every_single_byte_counts() {
    let (authority, document) = finished();
    for at in 0..document.len() {
        for mask in [1, 0x20] {
            let mut changed = document.clone();
            changed[at] ^= mask;
            let outcome = judge(&changed, &authority).outcome;
            assert!(!matches!(outcome, Outcome::AllSigned | Outcome::PartlySigned), "byte {at}, mask {mask}");
        }
    }
}

#[test]
fn what_lies_beside_a_signature_is_named() {
    let (authority, document) = finished();
    let gap = gaps(&document).pop().expect("two signatures");
    let mut padded = document.clone();
    padded[gap.end - 2] = b'1';
    assert_eq!(codes(&judge(&padded, &authority)), ["beside"]);
    let mut upper = document.clone();
    let letter = (gap.start..gap.end).find(|at| upper[*at].is_ascii_lowercase()).expect("a letter");
    upper[letter].make_ascii_uppercase();
    assert_eq!(codes(&judge(&upper, &authority)), ["beside"], "standard validators do not see this");
    let mut spaced = document;
    spaced[gap.end - 2] = b' ';
    assert_eq!(codes(&judge(&spaced, &authority)), ["beside"]);
}

#[test]
fn pages_swapped_and_words_changed_are_named() {
    let (authority, document) = finished();
    assert_eq!(codes(&judge(&swapped(&document), &authority)), ["digest-differs", "digest-differs"]);
    let person = replaced(&document, "(Aaltje de Vries)", "(Aaltje de Wries)");
    assert_eq!(codes(&judge(&person, &authority)), ["digest-differs", "name-differs", "digest-differs"]);
}

/// The first two pages change places.
pub fn swapped(document: &[u8]) -> Vec<u8> {
    let kids = document.windows(5).position(|window| window == b"/Kids").expect("pages");
    let first = String::from_utf8_lossy(&document[kids..kids + 19]).into_owned();
    let (a, b) = (&first[6..8], &first[13..15]);
    replaced(document, &first, &first.replace(a, "@@").replace(b, a).replace("@@", b))
}

/// A document with the signature of another one, made by the same person with the same certificate.
pub fn borrowed(person: &Person) -> Vec<u8> {
    let one = signed(&prepared(), MUNICIPALITY, person);
    let other = signed_at(&prepared(), MUNICIPALITY, person, at("2026-10-05T09:00:00Z"));
    let (to, from) = (gaps(&one).remove(0), gaps(&other).remove(0));
    let mut changed = one;
    changed[to].copy_from_slice(&other[from]);
    changed
}

#[test]
fn a_signature_of_another_document_is_named() {
    let authority = authority();
    assert_eq!(codes(&judge(&borrowed(&mayor(&authority)), &authority)), ["digest-differs"]);
}

/// A revision that puts other words on the first page.
pub fn with_other_words(document: &[u8]) -> Vec<u8> {
    let document = Document::open(document).expect("a document");
    let page = document.pages().expect("pages")[0];
    let mut dict = document.dict(page).expect("a page");
    let mut update = Update::new(&document, 1024);
    let words = update.allocate();
    update.put_stream(words, Dict::new(), b"0 0 600 900 re f");
    dict.set("Contents", words);
    update.put(page, &Object::Dict(dict));
    update.finish().expect("an update")
}

#[test]
fn a_revision_after_the_last_signature_is_named() {
    let (authority, document) = finished();
    assert_eq!(codes(&judge(&with_other_words(&document), &authority)), ["appended"]);
    for tail in [&b"\n"[..], b"%%EOF\n", b"words", b"\0"] {
        let longer = [document.as_slice(), tail].concat();
        assert_eq!(codes(&judge(&longer, &authority)), ["damaged"], "{tail:?}");
    }
}

#[test]
fn a_revision_between_two_signatures_is_named_even_when_the_second_covers_it() {
    let authority = authority();
    let once = signed(&prepared(), MUNICIPALITY, &mayor(&authority));
    let changed = with_other_words(&once);
    let twice = signed(&changed, PARTNER, &director(&authority));
    let report = judge(&twice, &authority);
    assert_eq!(codes(&report), ["changed"]);
    let sentence = "revision 4 changes more than one signature may: there is no signature in it";
    assert_eq!(report.findings()[0].to_string(), sentence);
}

#[test]
fn a_file_cut_back_to_an_earlier_revision_is_what_it_was_then() {
    let (authority, document) = finished();
    let ends: Vec<usize> = sections(&document).expect("revisions").iter().map(|section| section.end).collect();
    assert_eq!(judge(&document[..ends[2]], &authority).outcome, Outcome::PartlySigned);
    assert_eq!(codes(&judge(&document[..ends[1]], &authority)), ["no-signature"]);
    assert_eq!(codes(&judge(&document[..ends[0]], &authority)), ["not-ours"]);
    for (cut, code) in [(ends[3] - 1, "byte-range"), (ends[3] - 20, "damaged"), (ends[2] + 100, "damaged")] {
        assert_eq!(codes(&judge(&document[..cut], &authority)), [code], "cut at {cut} of {ends:?}");
    }
}

#[test]
fn another_certificate_beside_the_chain_is_named() {
    let authority = authority();
    let mut person = mayor(&authority);
    person.chain.push(director(&authority).chain[0].clone());
    assert_eq!(codes(&judge(&signed(&prepared(), MUNICIPALITY, &person), &authority)), ["stray-certificate"]);
    person.chain.truncate(1);
    let without_root = signed(&prepared(), MUNICIPALITY, &person);
    assert_eq!(judge(&without_root, &authority).outcome, Outcome::PartlySigned, "the root need not come along");
}

#[test]
fn another_name_than_in_the_certificate_is_named() {
    let authority = authority();
    let mayor = mayor(&authority);
    let appearance = drawing(&vroegteken_signing::appearance::Words {
        name: "Iemand Anders",
        function: "",
        organisation: "",
        ground: "",
        date: "",
    });
    let when = at("2026-10-05T08:30:00Z");
    let act = Act {
        field: MUNICIPALITY,
        person: "Iemand Anders",
        reason: "R",
        at: when,
        appearance: &appearance,
        evidence: None,
    };
    let document = sign(&prepared(), &act, &mayor.chain, &mayor.key).expect("a signature");
    assert_eq!(codes(&judge(&document, &authority)), ["name-differs"]);
}

#[test]
fn the_authority_itself_signs_no_documents() {
    let random = SystemRandom::new();
    let pkcs8 = generate(&random).expect("randomness");
    let key = || P256Key::from_pkcs8(&pkcs8, SystemRandom::new()).expect("a key");
    let request = RootRequest {
        name: "Aaltje de Vries",
        organisation: "Vereniging Voorbeeld",
        public_key: key().public_key().expect("a public key"),
        serial: [7; 16],
        not_before: at("2026-01-01T00:00:00Z"),
        not_after: at("2036-01-01T00:00:00Z"),
    };
    let authority = Authority::make_root(&request, Box::new(key())).expect("a root");
    let root: Certificate = authority.certificate().clone();
    let person = Person { name: "Aaltje de Vries".to_owned(), key: key(), chain: vec![root] };
    assert_eq!(codes(&judge(&signed(&prepared(), MUNICIPALITY, &person), &authority)), ["unfit-certificate"]);
}

/// Signs a field by hand, with more in the same revision than a signature may bring.
fn signed_by_hand(document: &[u8], person: &Person, entry: &str, more: fn(&Document, &mut Update)) -> Vec<u8> {
    let document = Document::open(document).expect("a document");
    let fields = vroegteken_signing::fields::read(&document).expect("fields");
    let field = fields.iter().find(|field| field.name == PARTNER).expect("a field");
    let mut update = Update::new(&document, 64 * 1024);
    let (value, drawing) = (update.allocate(), update.allocate());
    let start = update.at() + format!("{} 0 obj\n", value.number).len();
    let mut head = Vec::new();
    Dict::new()
        .with("Type", Object::name("Sig"))
        .with("Filter", Object::name("Adobe.PPKLite"))
        .with("SubFilter", Object::name("ETSI.CAdES.detached"))
        .with("M", date(at("2026-10-05T08:30:00Z")))
        .with("Name", text(&person.name))
        .with("Reason", text("R"))
        .write(&mut head);
    head.truncate(head.len() - 2);
    head.extend_from_slice(entry.as_bytes());
    head.extend_from_slice(b"/ByteRange");
    let range_at = start + head.len();
    head.extend_from_slice(b"[0          0          0          0]/Contents");
    let gap = start + head.len()..start + head.len() + 2 + 8192;
    head.extend_from_slice(format!("<{}>>>", "0".repeat(8192)).as_bytes());
    update.put_raw(value, &head);
    let form = Dict::new().with("Subtype", Object::name("Form")).with("Resources", Dict::new());
    update.put_stream(drawing, form, b"");
    let signed = field.dict.clone().with("V", value).with("AP", Dict::new().with("N", drawing));
    update.put(field.reference, &Object::Dict(signed));
    more(&document, &mut update);
    let mut bytes = update.finish().expect("an update");
    let range = format!("[0 {:>10} {:>10} {:>10}]", gap.start, gap.end, bytes.len() - gap.end);
    bytes[range_at..range_at + range.len()].copy_from_slice(range.as_bytes());
    let digest = digest(&[&bytes[..gap.start], &bytes[gap.end..]].concat());
    let message = Draft::new(&digest, &person.chain).expect("a draft").sign(&person.key).expect("a message");
    let hex: String = message.iter().map(|byte| format!("{byte:02x}")).collect();
    bytes[gap.start + 1..gap.start + 1 + hex.len()].copy_from_slice(hex.as_bytes());
    bytes
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    ring::digest::digest(&ring::digest::SHA256, bytes).as_ref().try_into().expect("32 bytes")
}

fn nothing(_: &Document, _: &mut Update) {}

fn a_page(document: &Document, update: &mut Update) {
    let page = document.pages().expect("pages")[0];
    update.put(page, &Object::Dict(document.dict(page).expect("a page")));
}

fn a_new_object(_: &Document, update: &mut Update) {
    let extra = update.allocate();
    update.put(extra, &Object::Null);
}

#[test]
fn a_valid_signature_that_brings_more_than_itself_is_named() {
    let authority = authority();
    let director = director(&authority);
    let once = signed(&prepared(), MUNICIPALITY, &mayor(&authority));
    let good = signed_by_hand(&once, &director, "", nothing);
    assert_eq!(judge(&good, &authority).outcome, Outcome::AllSigned, "the hand signs as the crate does");
    assert_eq!(codes(&judge(&signed_by_hand(&once, &director, "", a_page), &authority)), ["changed"]);
    assert_eq!(codes(&judge(&signed_by_hand(&once, &director, "", a_new_object), &authority)), ["changed"]);
    let location = signed_by_hand(&once, &director, "/Location(X)", nothing);
    assert_eq!(codes(&judge(&location, &authority)), ["dictionary"]);
    let uncertified = signed_by_hand(&prepared(), &director, "", nothing);
    assert_eq!(codes(&judge(&uncertified, &authority)), ["changed", "certification"]);
}
