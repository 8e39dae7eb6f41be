//! Where a request ends: a proxy and the portal must not see it differently, or a stranger slips a request of their own between
//! those of others (RFC 9112, 6.1 and 11.2).

use crate::process::{Serving, run};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// What would be slipped in. The portal closes after it, as it does after what it cannot read.
const INNER: &str = "GET /gezond HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// The statuses of what comes back until the portal closes.
fn statuses(serving: &Serving, request: &str) -> Vec<u16> {
    let mut stream = TcpStream::connect(&serving.address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
    stream.write_all(request.as_bytes()).expect("it reads");
    let (mut answer, mut piece) = (Vec::new(), [0; 4096]);
    while let Ok(length @ 1..) = stream.read(&mut piece) {
        answer.extend_from_slice(&piece[..length]);
    }
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let heads = answer.split("HTTP/1.1 ").skip(1);
    heads.map(|head| head.split(' ').next().and_then(|code| code.parse().ok()).expect("a status")).collect()
}

#[test]
fn a_request_has_one_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let made = run(&["demo", "--data", data.to_str().expect("plain"), "--municipalities", "3", "--partners", "0"]);
    assert!(made.status.success());
    let serving = Serving::start(&data, &["--demo"], &[]);
    // Two in a row are two: the test would see one that is slipped in.
    let kept = INNER.replace("Connection: close\r\n", "");
    assert_eq!(statuses(&serving, &format!("{kept}{INNER}")), [200, 200]);
    let head = "POST /taal HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let length = INNER.len();
    let cases = [
        // Two lengths; a length that is none; one with a sign or a list.
        format!("{head}Content-Length: 0\r\nContent-Length: {length}\r\n\r\n{INNER}"),
        format!("{head}Content-Length: 0x0\r\n\r\n{INNER}"),
        format!("{head}Content-Length: +0\r\n\r\n{INNER}"),
        // Pieces that are not the last coding, or are written strangely.
        format!("{head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{INNER}"),
        format!("{head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{INNER}"),
        format!("{head}Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{INNER}"),
        // A size of a piece that is none, and a line that is folded.
        format!("{head}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n{INNER}"),
        format!("{head}X: y\r\n Content-Length: {length}\r\n\r\n{INNER}"),
    ];
    for request in &cases {
        let seen = statuses(&serving, request);
        assert!(matches!(seen[..], [] | [400..=599]), "{request:?}: {seen:?}");
    }
    // A length and pieces together: the pieces count, and what follows them was sent behind them by the same client.
    let both = format!(
        "{head}Connection: close\r\nContent-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{INNER}\r\n0\r\n\r\n"
    );
    let seen = statuses(&serving, &both);
    assert!(matches!(seen[..], [400..=599]), "one request, one answer: {seen:?}");
    assert_eq!(serving.get("/gezond").0, 200, "it goes on serving");
}
