//! Objects, strings and dates, both ways.

use jiff::Timestamp;

use super::*;

fn read(text: &str) -> Result<Object, PdfError> {
    Parser::new(text.as_bytes(), 0).object()
}

fn written(object: &Object) -> String {
    let mut out = Vec::new();
    object.write(&mut out);
    String::from_utf8(out).expect("only ASCII is written")
}

#[test]
fn objects_are_written_as_they_were_read() {
    for text in [
        "<</Type/Page/MediaBox[0 0 595.2756 -841.8898]/Parent 1 0 R/Nothing null/Yes true>>",
        "[62 0 R/XYZ 70.86614 781.0236 0]",
        "(a \\(b\\) \\\\ c)",
        "<fe0000>",
        "/A#20B",
    ] {
        let object = read(text).expect(text);
        assert_eq!(read(&written(&object)).expect("what was written"), object, "{text}");
    }
    assert_eq!(written(&read("[ 1 0 R 2 3 ]").expect("an array")), "[1 0 R 2 3]");
    assert_eq!(written(&Object::points(12.0)), "12");
    assert_eq!(written(&Object::points(70.866_14)), "70.87");
}

#[test]
fn strings_mean_what_the_standard_says() {
    let text = |source: &str| read(source).expect(source).as_text().expect("a string").to_vec();
    assert_eq!(text("(a\\n\\101\\053\\\n(b)\\q)"), b"a\nA+(b)q");
    assert_eq!(text("(\r\n)"), b"\n");
    assert_eq!(text("< 4 1 4 >"), b"A@");
    for broken in ["(a", "<41", "<4z>", "<</A 1/A 2>>", "<</A>>", "[1", "1.2.3", "--1", "tru", "/A#2", "<<1 2>>"] {
        assert!(read(broken).is_err(), "{broken}");
    }
}

#[test]
fn references_and_numbers_are_told_apart() {
    assert_eq!(read("12 0 R"), Ok(Object::Reference(Reference::new(12))));
    assert_eq!(read("12 0 Rx"), Ok(Object::Integer(12)));
    assert_eq!(read("12 0 obj"), Ok(Object::Integer(12)));
    assert_eq!(read("-12 0 R"), Ok(Object::Integer(-12)));
    assert_eq!(read("99999999999 0 R"), Ok(Object::Integer(99_999_999_999)));
}

#[test]
fn words_and_dates_come_back() {
    for words in ["Aaltje de Vries", "Zoë (B\\V) 🦆", "דוד", ""] {
        assert_eq!(read_text(text(words).as_text().expect("a string")), words);
    }
    let at: Timestamp = "2026-10-05T08:30:00Z".parse().expect("a time");
    assert_eq!(written(&date(at)), "(D:20261005083000Z)");
    assert_eq!(read_date(b"D:20261005083000Z"), Some(at));
    for other in [&b"D:20261005083000"[..], b"D:20261305083000Z", b"D:20261005083000+", b"20261005083000ZZZ", b""] {
        assert_eq!(read_date(other), None);
    }
}

#[test]
fn a_stream_that_ends_in_a_carriage_return_keeps_its_length() {
    let objects = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
    let table = "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>";
    let plain = format!("{objects}{table}\nstartxref\n{}\n%%EOF\n", objects.len());
    let document = Document::open(plain.as_bytes()).expect("a document");
    let mut update = Update::new(&document, 64);
    let stream = update.allocate();
    update.put_stream(stream, Dict::new(), b"abc\r");
    let written = update.finish().expect("an update");
    let ends = b"<</Length 4>>\nstream\nabc\r\r\nendstream\n";
    assert!(written.windows(ends.len()).any(|window| window == ends));
    let read = Document::open(&written).expect("the update is read");
    let span = read.find(stream).expect("the stream").stream.expect("its data");
    assert_eq!(&written[span], b"abc\r");
}
