//! The seeds of the fuzzer (`fuzz/seeds`), and some thousands of mutations of each, through the functions that it calls:
//! what it found once stays mended, and whoever changes a reader sees here whether it still reads.

use std::{fs, path::Path};
use web::form;

#[path = "../../fuzz/targets.rs"]
mod targets;

/// How many mutations of each seed; more in the long run of the tests.
fn mutations() -> usize {
    #[expect(clippy::disallowed_methods, reason = "a switch of the tests, not a setting of the portal")]
    let count = std::env::var("VROEGTEKEN_MUTATIONS").ok().and_then(|text| text.parse().ok());
    count.unwrap_or(300)
}

fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new("../fuzz/seeds").join(target);
    let mut seeds: Vec<_> = fs::read_dir(&folder)
        .expect("a folder with seeds")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.display().to_string(), fs::read(&path).expect("a seed")))
        .collect();
    seeds.sort();
    assert!(seeds.len() >= 3, "{target} has seeds");
    seeds
}

/// Words that readers look for.
const WORDS: &[&str] = &[
    "%%EOF",
    "startxref",
    "/ByteRange",
    "endstream",
    " obj\n",
    "<<",
    ">>",
    "/Contents<",
    "xref\n",
    "\r\n",
    ";",
    "\"",
    "\u{feff}",
    "&",
    "=",
    "%",
    "%00",
    "%0d%0a",
    "[0]",
    "9999999999",
    "-1",
    "\0",
    "\u{202e}",
    "é",
    "{",
    "}",
    "AAAA",
];

/// One change of a seed: bytes turned, left out, repeated, put in, cut off, or taken from another seed.
fn mutated(seed: &[u8], other: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.usize(0..3) {
        let at = random.usize(0..=bytes.len());
        let end = (at + random.usize(0..64)).min(bytes.len());
        match random.u8(0..8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.u8(0..8),
            1 if at < bytes.len() => bytes[at] = random.u8(..),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            4 => drop(bytes.splice(at..at, random.choice(WORDS).expect("a word").bytes())),
            5 => bytes.truncate(at),
            6 if !other.is_empty() => {
                let from = random.usize(0..other.len());
                let to = (from + random.usize(0..512)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ => bytes.extend_from_slice(random.choice(WORDS).expect("a word").as_bytes()),
        }
    }
    bytes
}

fn run(target: &str, read: fn(&[u8])) {
    let (seeds, mut random, mut tried) = (seeds(target), fastrand::Rng::with_seed(5), 0);
    for (name, seed) in &seeds {
        println!("{name}");
        read(seed);
        for _ in 0..mutations() {
            let other = &random.choice(&seeds).expect("a seed").1;
            read(&mutated(seed, other, &mut random));
            tried += 1;
        }
    }
    println!("{target}: {} seeds and {tried} mutations", seeds.len());
}

#[test]
fn seeds_of_pdf() {
    run("pdf", targets::pdf);
}

#[test]
fn seeds_of_csv() {
    run("csv", targets::csv);
}

#[test]
fn seeds_of_forms() {
    run("forms", targets::forms);
}

#[test]
fn seeds_of_assertions() {
    run("assertion", targets::assertions);
}

/// The mutations above would find nothing in a reader that reads nothing.
#[test]
fn the_seeds_are_what_they_say() {
    let signed = seeds("pdf").into_iter().find(|(name, _)| name.ends_with("signed.pdf")).expect("it is there").1;
    assert_eq!(signed, targets::SIGNED);
    assert!(targets::is_valid(&signed), "the signed document is valid under the root of the seeds");
    let mut turned = signed;
    turned[2000] ^= 1;
    assert!(!targets::is_valid(&turned));
    let csv = seeds("csv").into_iter().find(|(name, _)| name.ends_with("organisations.csv")).expect("it is there").1;
    assert_eq!(String::from_utf8(csv).expect("text"), domain::import::ORGANISATIONS_EXAMPLE);
    let whole = seeds("assertion").into_iter().find(|(name, _)| name.ends_with("whole.bin")).expect("it is there").1;
    let (client_data, authenticator_data, signature) = targets::pieces(&whole).expect("three pieces");
    let example = (targets::CLIENT_DATA, targets::AUTHENTICATOR_DATA, targets::SIGNATURE);
    assert_eq!((client_data, authenticator_data, signature), example);
    assert_eq!(targets::verdict(client_data, authenticator_data, signature), Ok(42), "the example is good");
    assert!(targets::verdict(client_data, authenticator_data, &signature[1..]).is_err());
}
