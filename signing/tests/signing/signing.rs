//! What signing makes, and what verification says of it.

use std::process::Command;

use vroegteken_signing::appearance::Words;
use vroegteken_signing::certificate::{Authority, Certificate, CertificateError, Request, Revoked, shortened};
use vroegteken_signing::cms::{CmsError, Draft};
use vroegteken_signing::fields::{self, FieldsError, prepare};
use vroegteken_signing::key::{KeyError, P256Key, SystemRandom, decrypt, encrypt, generate};
use vroegteken_signing::pades::{Act, SignError, open, sign};
use vroegteken_signing::pdf::Document;
use vroegteken_signing::verify::{Outcome, Trust, verify};

use crate::common::*;

#[test]
fn either_party_may_sign_first_and_the_document_says_who_is_missing() {
    let authority = authority();
    let (mayor, director) = (mayor(&authority), director(&authority));
    for order in [[(MUNICIPALITY, &mayor), (PARTNER, &director)], [(PARTNER, &director), (MUNICIPALITY, &mayor)]] {
        let mut document = prepared();
        for (index, (field, person)) in order.into_iter().enumerate() {
            let before = document.clone();
            document = signed(&document, field, person);
            assert!(document.starts_with(&before), "signing only appends");
            let report = judge(&document, &authority);
            assert_eq!(report.outcome, if index == 0 { Outcome::PartlySigned } else { Outcome::AllSigned });
            let signature = &report.signatures[index];
            assert_eq!((signature.field.as_str(), &signature.person), (field, &person.name));
            assert_eq!(signature.at, Some(at("2026-10-05T08:30:00Z")));
            assert_eq!((signature.certifies, signature.covers_all), (index == 0, true));
            assert_eq!(signature.evidence, Some(EVIDENCE));
            assert_eq!((signature.revision, signature.covers), (index + 3, document.len()));
            assert!(signature.reason.contains("mandaatbesluit"));
        }
        let report = judge(&document, &authority);
        assert!(report.slots.iter().all(|slot| slot.signed));
        assert!(!report.signatures[0].covers_all);
    }
}

#[test]
fn the_certificate_names_person_organisation_and_number() {
    let (authority, document) = finished();
    let report = judge(&document, &authority);
    let summary = report.signatures[1].certificate.clone().expect("a certificate");
    assert_eq!(summary.name, "Jörn Björnsson");
    assert_eq!(summary.organisation.as_deref(), Some("Woonstichting De Zeven Hönen"));
    assert_eq!(summary.organisation_identifier.as_deref(), Some("NTRNL-87654321"));
    assert_eq!(summary.issuer, "Vroegteken testautoriteit");
    assert_eq!(summary.not_after, at("2026-10-06T00:00:00Z"));
}

#[test]
fn preparing_gives_the_same_bytes_each_time_and_happens_once() {
    assert_eq!(prepared(), prepared());
    assert!(prepared().starts_with(RELEASED));
    assert!(matches!(prepare(&prepared(), &slots()), Err(FieldsError::AlreadyPrepared)));
    let prepared = prepared();
    let document = Document::open(&prepared).expect("a document");
    let names: Vec<String> = fields::read(&document).expect("fields").into_iter().map(|field| field.name).collect();
    assert_eq!(names, [MUNICIPALITY, PARTNER, fields::SPARE_NAMES[0], fields::SPARE_NAMES[1]]);
}

#[test]
fn fields_in_impossible_places_are_refused() {
    let mut wrong = slots();
    wrong[1].page = 9;
    assert!(matches!(prepare(RELEASED, &wrong), Err(FieldsError::NoPage(9))));
    wrong[1].page = 0;
    assert!(matches!(prepare(RELEASED, &wrong), Err(FieldsError::NoPage(0))));
    for name in ["", MUNICIPALITY, "met spatie", fields::SPARE_NAMES[0]] {
        let mut wrong = slots();
        wrong[1].name = name.to_owned();
        assert!(matches!(prepare(RELEASED, &wrong), Err(FieldsError::Name(_))), "{name}");
    }
    assert!(matches!(prepare(RELEASED, &[]), Err(FieldsError::Count)));
}

#[test]
fn a_field_is_signed_once_and_has_to_exist() {
    let authority = authority();
    let mayor = mayor(&authority);
    let words = Words { name: "A", function: "", organisation: "", ground: "", date: "" };
    let appearance = drawing(&words);
    let act = Act {
        field: MUNICIPALITY,
        person: &mayor.name,
        reason: "R",
        at: now(),
        appearance: &appearance,
        evidence: None,
    };
    let once = sign(&prepared(), &act, &mayor.chain, &mayor.key).expect("a signature");
    assert!(matches!(open(&once, &act), Err(SignError::AlreadySigned(_))));
    assert!(matches!(open(&once, &Act { field: "niemand", ..act.clone() }), Err(SignError::NoField(_))));
    assert!(matches!(open(RELEASED, &act), Err(SignError::Pdf(_))), "not prepared");
}

#[test]
fn a_signer_somewhere_else_signs_in_three_steps() {
    let authority = authority();
    let mayor = mayor(&authority);
    let appearance = drawing(&Words { name: "A", function: "B", organisation: "C", ground: "D", date: "E" });
    let when = at("2026-10-05T08:30:00Z");
    let act = Act {
        field: MUNICIPALITY,
        person: &mayor.name,
        reason: "R",
        at: when,
        appearance: &appearance,
        evidence: None,
    };
    let place = open(&prepared(), &act).expect("a place");
    let draft = Draft::new(&place.digest(), &mayor.chain).expect("a draft");
    let value = vroegteken_signing::key::Signer::sign(&mayor.key, draft.to_sign()).expect("a value");
    let message = draft.finish(&value, None).expect("a message");
    let document = place.clone().embed(&message).expect("a document");
    assert_eq!(judge(&document, &authority).outcome, Outcome::PartlySigned);

    let (other, _) = key();
    assert!(matches!(draft.sign(&other), Err(CmsError::OtherKey)), "a signature that does not hold is never made");
    assert!(matches!(place.embed(&[0; 20_000]), Err(SignError::TooLong(20_000))));
}

#[test]
fn another_root_is_not_trusted_and_neither_is_a_revoked_certificate() {
    let (authority_of_document, document) = finished();
    let other = authority();
    assert_eq!(codes(&judge(&document, &other)), ["unknown-issuer", "unknown-issuer"]);
    assert_eq!(codes(&verify(&document, &Trust::default(), now())), ["unknown-issuer", "unknown-issuer"]);

    let report = judge(&document, &authority_of_document);
    let serial = report.signatures[0].certificate.clone().expect("a certificate").serial;
    let serial: Vec<u8> =
        (0..serial.len()).step_by(2).map(|at| u8::from_str_radix(&serial[at..at + 2], 16).expect("hex")).collect();
    let revoked = [Revoked { serial, at: at("2026-10-20T00:00:00Z") }];
    let list = |from: &Authority| {
        from.revocation_list(1, at("2026-10-21T00:00:00Z"), at("2026-10-28T00:00:00Z"), &revoked).expect("a list")
    };
    assert_eq!(codes(&judge_with(&document, &authority_of_document, vec![list(&authority_of_document)])), ["revoked"]);
    let report = judge_with(&document, &authority_of_document, vec![list(&other)]);
    assert_eq!(report.outcome, Outcome::AllSigned, "a list of somebody else counts for nothing");
}

#[test]
fn times_outside_the_certificate_or_in_the_future_are_named() {
    let authority = authority();
    let mayor = mayor(&authority);
    let late = signed_at(&prepared(), MUNICIPALITY, &mayor, at("2026-10-06T00:00:01Z"));
    assert_eq!(codes(&judge(&late, &authority)), ["certificate-not-valid"]);
    let good = signed(&prepared(), MUNICIPALITY, &mayor);
    let trust = Trust { roots: vec![authority.certificate().clone()], ..Trust::default() };
    assert_eq!(codes(&verify(&good, &trust, at("2026-10-05T08:29:59Z"))), ["in-future"]);
}

#[test]
fn a_name_of_two_hundred_characters_and_strange_ones_are_kept_in_full() {
    let authority = authority();
    let long = "Prinses-".repeat(25);
    for name in [long.as_str(), "<b>Vries</b> & (Zn) \\", "Zoë 🦆 de Lange", "דוד בן־גוריון"] {
        let person = person(&authority, name, &"Waterschap ".repeat(20), None);
        let document = signed(&prepared(), MUNICIPALITY, &person);
        let report = judge(&document, &authority);
        assert_eq!(report.outcome, Outcome::PartlySigned, "{name}");
        assert_eq!(report.signatures[0].person, name);
        let summary = report.signatures[0].certificate.clone().expect("a certificate");
        assert_eq!(summary.name, shortened(name));
        assert!(summary.name.chars().count() <= 64);
        assert_eq!(summary.organisation_identifier, None);
    }
}

#[test]
fn a_certificate_needs_a_fitting_name_number_address_and_time() {
    let authority = authority();
    let (_, public_key) = key();
    let good = Request {
        person: "A",
        organisation: "B",
        kvk: None,
        public_key,
        serial: [0xff; 16],
        not_before: at("2026-10-05T00:00:00Z"),
        not_after: at("2026-10-06T00:00:00Z"),
        crl_url: "http://portaal.example/crl",
    };
    authority.issue(&good).expect("a certificate");
    for (wrong, what) in [
        (Request { person: " ", ..good.clone() }, "a blank name"),
        (Request { organisation: "B\u{0}", ..good.clone() }, "a control character"),
        (Request { kvk: Some("1234567"), ..good.clone() }, "seven digits"),
        (Request { crl_url: "portaal.example/a b", ..good.clone() }, "no address"),
    ] {
        assert!(matches!(authority.issue(&wrong), Err(CertificateError::Unfit(_))), "{what}");
    }
    let long = Request { not_after: at("2036-01-01T00:00:01Z"), ..good.clone() };
    assert!(matches!(authority.issue(&long), Err(CertificateError::OutlivesAuthority)));
    let backwards = Request { not_after: good.not_before, ..good };
    assert!(matches!(authority.issue(&backwards), Err(CertificateError::Period)));
}

#[test]
fn the_key_of_the_authority_lies_under_a_passphrase_that_openssl_knows_too() {
    let random = SystemRandom::new();
    let pkcs8 = generate(&random).expect("randomness");
    let pem = encrypt(&pkcs8, "een lange wachtzin", [1; 16], [2; 16]).expect("an encrypted key");
    assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    assert_eq!(decrypt(&pem, "een lange wachtzin").expect("the key").as_slice(), pkcs8.as_slice());
    assert!(matches!(decrypt(&pem, "een andere"), Err(KeyError::WrongPassphrase)));
    assert!(matches!(decrypt("geen sleutel", "x"), Err(KeyError::NotEncrypted)));
    assert!(matches!(P256Key::from_pkcs8(b"x", SystemRandom::new()), Err(KeyError::NotP256)));

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("key.pem");
    std::fs::write(&file, pem).expect("a file");
    let mut openssl = Command::new("openssl");
    openssl.args(["pkey", "-noout", "-passin", "pass:een lange wachtzin", "-in"]).arg(&file);
    match openssl_status(&mut openssl) {
        Some(good) => assert!(good, "openssl opens the key"),
        None => eprintln!("openssl is not here: skipped"),
    }
}

fn openssl_status(command: &mut Command) -> Option<bool> {
    command.status().ok().map(|status| status.success())
}

#[test]
fn an_authority_is_read_again_from_its_files() {
    let random = SystemRandom::new();
    let (_, public) = key();
    let authority = authority();
    let pem = authority.certificate().to_pem().expect("PEM");
    let again = Certificate::from_pem(&pem).expect("a certificate");
    assert_eq!(again, [authority.certificate().clone()]);
    assert!(Certificate::from_pem("").is_err());
    let other = P256Key::from_pkcs8(&generate(&random).expect("randomness"), random).expect("a key");
    assert!(matches!(Authority::new(again[0].clone(), Box::new(other)), Err(CertificateError::OtherKey)));
    assert!(!public.subject_public_key.raw_bytes().is_empty());
}

#[test]
fn the_drawing_is_small_whatever_the_words() {
    let long = "Burgemeester en wethouders van de gemeente ".repeat(5);
    let plain = drawing(&Words {
        name: "Aaltje de Vries",
        function: "burgemeester",
        organisation: "Gemeente Voorbeelddam",
        ground: "Tekent op grond van haar ambt (Gemeentewet, art. 171)",
        date: "5 oktober 2026, 10.30 uur",
    });
    assert!(plain.content().len() <= 8 * 1024, "{} bytes", plain.content().len());
    eprintln!("the drawing has {} bytes", plain.content().len());
    let most = drawing(&Words { name: &long, function: &long, organisation: &long, ground: &long, date: &long });
    assert!(most.content().len() <= 8 * 1024, "{} bytes", most.content().len());
}

/// The place for a time-stamp is for nothing else: a message that has other bytes there is refused by name.
#[test]
fn the_place_of_a_time_stamp_is_for_nothing_else() {
    let authority = authority();
    let mayor = mayor(&authority);
    let appearance = drawing(&Words { name: "A", function: "", organisation: "", ground: "", date: "" });
    let when = at("2026-10-05T08:30:00Z");
    let act = Act {
        field: MUNICIPALITY,
        person: &mayor.name,
        reason: "R",
        at: when,
        appearance: &appearance,
        evidence: None,
    };
    let place = open(&prepared(), &act).expect("a place");
    let draft = Draft::new(&place.digest(), &mayor.chain).expect("a draft");
    let value = vroegteken_signing::key::Signer::sign(&mayor.key, draft.to_sign()).expect("a value");
    let message = draft.finish(&value, Some(&[0x30, 3, 2, 1, 5])).expect("a message");
    let document = place.embed(&message).expect("a document");
    assert_eq!(codes(&judge(&document, &authority)), ["message"]);
}

#[test]
fn a_lettering_needs_a_font() {
    assert!(vroegteken_signing::appearance::Lettering::new(&[], &[]).is_err());
    assert!(vroegteken_signing::appearance::Lettering::new(&[b"no font"], &[]).is_err());
}
