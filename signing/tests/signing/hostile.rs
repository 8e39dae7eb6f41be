//! Bytes of strangers: an answer each time, in bounded time and memory, and never a panic.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use vroegteken_signing::fields::prepare;
use vroegteken_signing::verify::{LARGEST, Obstacle, Outcome, Problem, Report, Trust, verify};

use crate::common::*;

fn look(bytes: &[u8]) -> Report {
    let started = Instant::now();
    let report = verify(bytes, &Trust::default(), now());
    let took = started.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
    report
}

/// A file of one revision around these objects, each `N 0 obj … endobj`.
fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let at = bytes.len();
    bytes.extend_from_slice(format!("{table}trailer\n<<{trailer}>>\nstartxref\n{at}\n%%EOF\n").as_bytes());
    bytes
}

fn not_ours(report: &Report, count: usize) {
    let [finding] = report.findings() else { panic!("{report:?}") };
    assert_eq!(finding.problem, Problem::NotOurs { signatures: count });
}

#[test]
fn files_of_others_get_a_sentence() {
    assert_eq!(look(b"").outcome, Outcome::Unreadable(Obstacle::NotPdf));
    assert_eq!(look(b"PK\x03\x04 a spreadsheet").outcome, Outcome::Unreadable(Obstacle::NotPdf));
    assert_eq!(look(&vec![b' '; LARGEST + 1]).outcome, Outcome::Unreadable(Obstacle::TooLarge));
    not_ours(&look(b"%PDF-1.7"), 0);
    not_ours(&look(RELEASED), 0);
    let plain = file(&["<</Type/Catalog/Pages 2 0 R>>".to_owned()], "/Size 2/Root 1 0 R");
    not_ours(&look(&plain), 0);
    let signed = ["<</Type/Sig/ByteRange [0 10 20 30]/Contents<00>>>", "<</Type/Sig/ByteRange[0 1 2 3]>>"];
    not_ours(&look(&file(&signed.map(str::to_owned), "/Size 3/Root 1 0 R")), 2);
}

#[test]
fn encrypted_files_are_named() {
    let classic = file(&["<<>>".to_owned()], "/Size 2/Root 1 0 R/Encrypt<</Filter/Standard>>");
    assert_eq!(look(&classic).outcome, Outcome::Unreadable(Obstacle::Encrypted));
    let stream = b"%PDF-1.7\n1 0 obj\n<</Type/XRef/Encrypt 2 0 R>>\nstream\nendstream\nendobj\nstartxref\n9\n%%EOF\n";
    assert_eq!(look(stream).outcome, Outcome::Unreadable(Obstacle::Encrypted));
    let plain_stream = b"%PDF-1.7\n1 0 obj\n<</Type/XRef>>\nstream\nendstream\nendobj\nstartxref\n9\n%%EOF\n";
    not_ours(&look(plain_stream), 0);
}

#[test]
fn loops_bombs_and_lies_end() {
    let root = "/Size 9/Root 1 0 R";
    // A trailer that names itself as its own past.
    let looped = file(&["<<>>".to_owned()], "/Size 2/Root 1 0 R/Prev 30");
    not_ours(&look(&looped), 0);
    // Arrays in arrays, a table of a thousand million lines, a field that is its own field.
    let deep = "[".repeat(1_000_000);
    not_ours(&look(&file(&[format!("<</AcroForm {deep}>>")], root)), 0);
    not_ours(&look(b"%PDF-1.7\nxref\n0 999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"), 0);
    not_ours(&look(b"%PDF-1.7\nxref\n9999999999 9999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"), 0);
    let own = "<</AcroForm 1 0 R/Fields[1 0 R 1 0 R]/FT/Sig/T(x)/TU(y)/V 1 0 R>>";
    not_ours(&look(&file(&[own.to_owned()], root)), 0);
    // Pages that are their own children, in a document that is to get fields.
    let tree = ["<</Pages 2 0 R>>".to_owned(), format!("<</Kids[{}]>>", "2 0 R ".repeat(1000))];
    assert!(prepare(&file(&tree, root), &slots()).is_err());
    // Megabytes of numbers, of white space, and of signatures that are none.
    not_ours(&look(&file(&[format!("<</AcroForm[{}]>>", "0 ".repeat(4_000_000))], root)), 0);
    not_ours(&look(&file(&[format!("<</AcroForm {}>>", " ".repeat(8_000_000))], root)), 0);
    not_ours(&look(&file(&["/ByteRange[0 9 1000 10]".repeat(100_000)], root)), 64);
}

#[test]
fn many_fields_that_share_one_large_object_end() {
    let fields = "2 0 R ".repeat(64);
    let large = format!("<</FT/Sig/T({})/TU({})/V 2 0 R>>", "x".repeat(100_000), "y".repeat(100_000));
    let objects = ["<</AcroForm 3 0 R>>".to_owned(), large, format!("<</Fields[{fields}]>>")];
    not_ours(&look(&file(&objects, "/Size 4/Root 1 0 R")), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        look(&bytes);
        look(&[b"%PDF-1.7\n", bytes.as_slice()].concat());
        let _ = prepare(&bytes, &slots());
    }

    /// Pieces that mean something to a reader, in any order.
    #[test]
    fn any_words_get_an_answer(words in proptest::collection::vec(0..WORDS.len(), 0..200)) {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        for word in words {
            bytes.extend_from_slice(WORDS[word].as_bytes());
        }
        look(&bytes);
        look(&[bytes.as_slice(), b"\nstartxref\n9\n%%EOF\n"].concat());
    }

    /// Changed, shortened and doubled pieces of a prepared document.
    #[test]
    fn any_damage_gets_an_answer(at in 0..40_000usize, length in 0..500usize, byte: u8, keep: bool) {
        let mut bytes = prepared();
        let at = at % bytes.len();
        let end = (at + length).min(bytes.len());
        if keep {
            bytes[at..end].fill(byte);
        } else {
            bytes.drain(at..end);
        }
        look(&bytes);
    }
}

const WORDS: [&str; 28] = [
    "xref\n",
    "trailer\n",
    "startxref\n",
    "%%EOF\n",
    "1 0 obj\n",
    "endobj\n",
    "stream\n",
    "endstream\n",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "/Root 1 0 R",
    "/Prev 9 ",
    "/AcroForm 1 0 R",
    "/Fields",
    "/Type/Sig",
    "/ByteRange",
    "0 1\n0000000009 00000 n \n",
    "/Length 5 ",
    "\\",
    "%",
    "0000000000 65535 f \n",
    "-1.5 ",
];
