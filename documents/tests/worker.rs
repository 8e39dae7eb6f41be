//! The worker answers every line, good or bad, and ends with its input.

use std::io::{Cursor, ErrorKind};
use vroegteken_documents::worker::{Request, read_reply, run, write_request};
use vroegteken_documents::{Kind, samples};

fn request(facts: vroegteken_documents::AgreementFacts) -> Request {
    Request { facts, copy: Kind::Original, texts: None }
}

#[test]
fn documents_come_back_in_order() {
    let mut input = Vec::new();
    write_request(&mut input, &request(samples::sector("huur"))).expect("memory");
    input.extend_from_slice(b"{\"facts\": 1}\n");
    let with_texts = Request { texts: Some("version = 1".to_owned()), ..request(samples::sector("zorg")) };
    write_request(&mut input, &with_texts).expect("memory");
    write_request(&mut input, &request(samples::sector("zorg"))).expect("memory");
    let mut output = Vec::new();
    run(Cursor::new(input), &mut output).expect("the worker ends with its input");
    let mut replies = Cursor::new(output);
    let mut next = || read_reply(&mut replies).expect("a reply");
    assert!(next().expect("a document") == crate::shapes::original(&samples::sector("huur")));
    assert!(next().is_err(), "not a request");
    assert!(next().is_err(), "not texts");
    assert!(next().expect("a document") == crate::shapes::original(&samples::sector("zorg")));
    assert_eq!(read_reply(&mut replies).expect_err("no more").kind(), ErrorKind::UnexpectedEof);
}

#[test]
fn a_worker_that_dies_in_the_middle_is_noticed() {
    let mut input = Vec::new();
    write_request(&mut input, &request(samples::sector("huur"))).expect("memory");
    let mut output = Vec::new();
    run(Cursor::new(input), &mut output).expect("a reply");
    output.truncate(output.len() - 1);
    assert_eq!(read_reply(&mut Cursor::new(output)).expect_err("cut off").kind(), ErrorKind::UnexpectedEof);
}

#[test]
fn an_endless_line_is_refused() {
    let input = Cursor::new(vec![b' '; 9 * 1024 * 1024]);
    assert_eq!(run(input, Vec::new()).expect_err("too long").kind(), ErrorKind::InvalidData);
}
