//! Checking a document on the page, what the authority publishes, and uploads of strangers.

#[path = "../../portal/tests/binary/signed.rs"]
mod signed;

use app::verification;
use jiff::SignedDuration;
use signed::{prepared, signed};
use signing::certificate::{Certificate, RevocationList};
use storage::{
    certificates::{self, NewCertificate, Revoked},
    people,
    rounds::{self, Round},
};
use testkit::{Answer, Client, Engine, Sample, TestPortal, on_both};

on_both!(a_revoked_certificate_is_published_and_told);

/// The parts of a form with a file.
fn form(token: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = format!("--grens\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n").into_bytes();
    body.extend(file(name, bytes));
    body
}

fn file(name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--grens\r\nContent-Disposition: form-data; name=\"document\"; filename=\"{name}\"\r\n\
        Content-Type: application/pdf\r\n\r\n"
    );
    [head.as_bytes(), bytes, b"\r\n--grens--\r\n"].concat()
}

const MULTIPART: &str = "multipart/form-data; boundary=grens";

async fn send(client: &mut Client, body: Vec<u8>) -> Answer {
    client.send("POST", "/controleren", Some((MULTIPART, body))).await
}

async fn check(client: &mut Client, bytes: &[u8]) -> Answer {
    client.get("/controleren").await.expect_status(200);
    let body = form(client.token(), "overeenkomst.pdf", bytes);
    send(client, body).await
}

async fn document(portal: &TestPortal, count: usize) -> (Vec<u8>, Vec<Vec<u8>>) {
    let service = portal.app.ports().signing.clone().expect("an authority");
    signed(&*service, count, portal.app.now()).await
}

#[tokio::test]
async fn the_page_says_how_a_document_stands() {
    let portal = TestPortal::sqlite().await;
    let mut client = portal.client();
    let (both, one) = (document(&portal, 2).await.0, document(&portal, 1).await.0);
    let answer = check(&mut client, &both).await.expect_status(200);
    let answer = answer.expect_text("Iedereen heeft getekend en er is niets gewijzigd").expect_text("overeenkomst.pdf");
    let answer = answer.expect_text("Kim de Vries").expect_text("90000001").expect_text("art. 3:15a BW");
    answer.expect_text("24 november 2026 om 10:00").expect_text("Wij bewaren uw bestand niet");
    check(&mut client, &one).await.expect_status(200).expect_text("Nog niet getekend Handtekening namens Zonnestroom");
    check(&mut client, &prepared()).await.expect_status(200).expect_text("Niemand heeft dit document getekend");
    let mut changed = both;
    let middle = changed.len() / 4;
    changed[middle] ^= 1;
    check(&mut client, &changed).await.expect_status(200).expect_text("Dit document is niet geldig");
    check(&mut client, b"tekst").await.expect_status(200).expect_text("Het is geen pdf-bestand");
    check(&mut client, b"%PDF-1.7\n").await.expect_status(200).expect_text("komt niet uit dit portaal");
    let other = document(&TestPortal::sqlite().await, 2).await.0;
    check(&mut client, &other).await.expect_status(200).expect_text("De ondertekenaar is hier niet bekend");
    assert!(!portal.everything().await.contains("Kim de Vries"), "nothing is kept");
}

#[tokio::test]
async fn a_form_without_a_file_or_of_somebody_else_is_refused() {
    let portal = TestPortal::sqlite().await;
    let mut client = portal.client();
    check(&mut client, b"").await.expect_status(422).expect_text("Kies een pdf-bestand");
    let token = client.token().to_owned();
    let only_token =
        format!("--grens\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--grens--\r\n");
    send(&mut client, only_token.into_bytes()).await.expect_status(422);
    for body in [form("", "x.pdf", b"%PDF-"), form("onzin", "x.pdf", b"%PDF-"), file("x.pdf", b"%PDF-")] {
        send(&mut client, body).await.expect_status(400);
    }
    // The token has to come first: nothing is read before it.
    let late = [&file("x.pdf", b"%PDF-")[..], &form(&token, "x.pdf", b"")].concat();
    send(&mut client, late).await.expect_status(400);
    for broken in [&b"--grens"[..], b"", b"--grens\r\n\r\n"] {
        send(&mut client, broken.to_vec()).await.expect_status(400);
    }
    client.post("/controleren", &[]).await.expect_status(400);
    let mut stranger = portal.client();
    stranger.get("/").await;
    send(&mut stranger, form(&token, "x.pdf", b"%PDF-")).await.expect_status(400);
}

#[tokio::test]
async fn a_file_that_is_too_large_gets_a_sentence() {
    let portal = TestPortal::sqlite().await;
    let mut client = portal.client();
    let mut large = vec![b' '; 32 * 1024 * 1024 + 1];
    large[..8].copy_from_slice(b"%PDF-1.7");
    let answer = check(&mut client, &large).await.expect_status(413).expect_text("groter dan 32 MB");
    assert!(answer.body.contains("<title>Fout: ") && answer.body.contains("aria-invalid"));
    large.pop();
    check(&mut client, &large).await.expect_status(200);
    large.resize(200 * 1024 * 1024, b' ');
    check(&mut client, &large).await.expect_status(413).expect_text("groter dan 32 MB");
}

#[tokio::test]
async fn one_place_cannot_ask_without_end() {
    let portal = TestPortal::with(Engine::Sqlite, |settings| settings.requests_per_quarter = 3).await;
    let mut client = portal.client();
    for _ in 0..3 {
        check(&mut client, b"%PDF-1.7").await.expect_status(200);
    }
    check(&mut client, b"%PDF-1.7").await.expect_status(429);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_at_once_are_told_to_come_back() {
    let portal = TestPortal::sqlite().await;
    let mut places: Vec<_> = std::iter::from_fn(|| verification::place(&portal.app)).take(20).collect();
    assert_eq!(places.len(), 8);
    let mut client = portal.client();
    check(&mut client, b"%PDF-1.7").await.expect_status(503).expect_text("over een minuut opnieuw");
    places.pop();
    check(&mut client, b"%PDF-1.7").await.expect_status(200);
    check(&mut client, b"%PDF-1.7").await.expect_status(200);
}

async fn a_revoked_certificate_is_published_and_told(portal: TestPortal) {
    let organisation = portal.join(Sample::Municipality("Zeewolde")).await;
    let (document, serials) = document(&portal, 2).await;
    let mut client = portal.client();
    check(&mut client, &document).await.expect_status(200).expect_text("Iedereen heeft getekend");
    let pem = client.get("/ca/root.pem").await.expect_status(200);
    let roots = Certificate::from_pem(&pem.body).expect("roots");
    assert_eq!(roots, portal.app.ports().signing.as_ref().expect("an authority").roots());
    let empty = list(&portal).await;

    let now = portal.app.now();
    let mut tx = portal.app.db().begin().await.expect("a transaction");
    let person = people::by_email(&mut tx, "kim@zeewolde.example").await.expect("an answer").expect("somebody").id;
    let round = Round {
        id: portal.app.ports().id(),
        person,
        proof: "mail_code".to_owned(),
        root: None,
        code: None,
        guesses: 0,
        means: domain::means::Means::MailCode,
        consent: String::new(),
        created_at: now,
        expires_at: now,
        confirmed_at: None,
        finished_at: None,
    };
    rounds::add(&mut tx, &round).await.expect("a round");
    for serial in &serials {
        let certificate = NewCertificate {
            serial: serial.clone(),
            round: round.id,
            person,
            organisation,
            der: Vec::new(),
            issued_at: now,
            ends_at: now,
        };
        certificates::add(&mut tx, certificate).await.expect("a certificate");
    }
    let before = certificates::mark(&mut tx).await.expect("a mark");
    assert!(certificates::revoke(&mut tx, &serials[0], now).await.expect("revoked"));
    let later = now + SignedDuration::from_secs(1);
    assert!(!certificates::revoke(&mut tx, &serials[0], later).await.expect("an answer"), "the first moment stays");
    assert!(!certificates::revoke(&mut tx, b"unknown", now).await.expect("an answer"));
    assert_ne!(certificates::mark(&mut tx).await.expect("a mark"), before);
    assert_eq!(
        certificates::revoked(&mut tx).await.expect("a list"),
        [Revoked { serial: serials[0].clone(), at: now }]
    );
    tx.commit().await.expect("kept");

    // At once, not after the hour in which a list is handed out again.
    let revoked = list(&portal).await;
    assert_ne!(empty.der(), revoked.der());
    assert!(revoked.is_from(&roots[0]));
    check(&mut client, &document).await.expect_status(200).expect_text("ingetrokken op 24 november 2026 om 10:00");
    assert_eq!(list(&portal).await.der(), revoked.der(), "the same within the hour");
    portal.clock.forward(SignedDuration::from_mins(61));
    assert_ne!(list(&portal).await.der(), revoked.der(), "a newer one after it");
}

/// The published list.
async fn list(portal: &TestPortal) -> RevocationList {
    let mut client = portal.client();
    let answer = client.get("/ca/ingetrokken.crl").await.expect_status(200);
    assert_eq!(answer.headers["content-type"], "application/pkix-crl");
    let again = verification::revocation_list(&portal.app).await.expect("an answer").expect("a list");
    // What the test's browser read as text has lost its bytes; the portal hands out the same for an hour.
    assert_eq!(answer.body, String::from_utf8_lossy(&again));
    RevocationList::from_der(&again).expect("readable")
}
