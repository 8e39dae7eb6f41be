//! Time-stamps: made, judged, and every kind of lie by its name.

use der::Encode;
use der::asn1::{Any, ObjectIdentifier, OctetString};
use jiff::SignedDuration;
use vroegteken_signing::certificate::Certificate;
use vroegteken_signing::cms::{CmsError, Draft, SignedDocument};
use vroegteken_signing::key::Signer;
use vroegteken_signing::timestamp::{Authority, Expected, Failure, LARGEST, Request, Response, TimeStampError, Token};

use crate::common::*;
use crate::stamping::*;

const EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");

/// That an answer is this error, by its pattern.
macro_rules! refused {
    ($answer:expr, $pattern:pat) => {
        match $answer {
            Err($pattern) => {}
            other => panic!("{other:?} is not {}", stringify!($pattern)),
        }
    };
}

#[test]
fn a_time_stamp_goes_round() {
    let world = stamping();
    let answer =
        world.authority.answer(&request().to_der().expect("DER"), [3; 16], at("2026-10-05T08:30:07.9Z")).expect("DER");
    let response = Response::read(&answer).expect("a response");
    assert!(!response.changed);
    let stamp = response.token.check(&expected(&world.roots())).expect("a time-stamp");
    assert_eq!(stamp.at, at("2026-10-05T08:30:07Z"));
    assert_eq!(stamp.accuracy, Some(SignedDuration::from_secs(1)));
    assert_eq!((stamp.policy.as_str(), stamp.serial), ("1.3.6.1.4.1.32473.3161", vec![3; 16]));
    assert_eq!(stamp.chain, [world.authority.certificate().clone(), world.root.certificate().clone()]);

    // Later the request is gone, and with it the nonce.
    let later = Token::read(response.token.der()).expect("a token");
    assert!(later.check(&Expected { nonce: None, ..expected(&world.roots()) }).is_ok());
}

#[test]
fn nonces_of_every_kind_go_round() {
    let world = stamping();
    for nonce in [[0; 16], [0xff; 16], [0x7f; 16], [[0; 8], [0x80; 8]].concat().try_into().expect("sixteen bytes")] {
        let request = Request::over(SIGNED, nonce);
        let answer = world.authority.answer(&request.to_der().expect("DER"), [0; 16], moment()).expect("DER");
        let token = Response::read(&answer).expect("a response").token;
        assert!(token.check(&Expected { nonce: Some(nonce), ..expected(&world.roots()) }).is_ok(), "{nonce:?}");
    }
}

#[test]
fn what_is_not_as_expected_is_named() {
    let world = stamping();
    let roots = world.roots();
    let token = world.token();
    refused!(token.check(&Expected { digest: [1; 32], ..expected(&roots) }), TimeStampError::OtherImprint);
    refused!(token.check(&Expected { nonce: Some([1; 16]), ..expected(&roots) }), TimeStampError::OtherNonce);
    refused!(token.check(&Expected { roots: &[], ..expected(&roots) }), TimeStampError::UnknownIssuer);
    refused!(token.check(&expected(&stamping().roots())), TimeStampError::UnknownIssuer);
    // A root that merely comes along, or lies beside, is none.
    refused!(token.check(&Expected { roots: &[], others: &roots, ..expected(&[]) }), TimeStampError::UnknownIssuer);

    for (now, good) in [
        ("2026-10-05T08:31:00Z", true),
        ("2026-10-05T08:29:00Z", true),
        ("2026-10-05T08:31:01Z", false),
        ("2026-10-05T08:28:59Z", false),
    ] {
        match world.token_at(at(now)).check(&expected(&roots)) {
            Ok(_) => assert!(good, "{now}"),
            Err(TimeStampError::TooLate(said)) => assert!(!good && said > moment(), "{now}"),
            Err(TimeStampError::TooEarly(said)) => assert!(!good && said < moment(), "{now}"),
            Err(other) => panic!("{other}"),
        }
    }
    for moment in [at("2026-09-30T23:59:59Z"), at("2027-10-01T00:00:01Z")] {
        let token = world.token_at(moment);
        refused!(token.check(&Expected { moment, ..expected(&roots) }), TimeStampError::CertificateNotValid);
    }
}

#[test]
fn an_authority_refuses_what_it_does_not_do() {
    let world = stamping();
    let good = request().to_der().expect("DER");
    let refusal = |request: &[u8]| {
        let answer = world.authority.answer(request, [3; 16], moment()).expect("an answer");
        match Response::read(&answer) {
            Err(TimeStampError::Refused { status: 2, failure }) => failure,
            other => panic!("{other:?}"),
        }
    };
    let sha256 = good.windows(9).position(|bytes| bytes == [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]).expect("an OID");
    let with = |at: usize, byte: u8| {
        let mut changed = good.clone();
        changed[at] = byte;
        changed
    };
    assert_eq!(refusal(&with(sha256 + 8, 3)), Failure::BadAlg);
    assert_eq!(refusal(&with(4, 2)), Failure::BadRequest);
    assert_eq!(refusal(b"no request"), Failure::BadDataFormat);
    assert_eq!(refusal(&vec![0x30; 10_000_000]), Failure::BadRequest);
    for length in 0..good.len() {
        assert_eq!(refusal(&good[..length]), Failure::BadDataFormat);
    }
    assert_eq!(
        TimeStampError::Refused { status: 2, failure: Failure::BadAlg }.to_string(),
        "the authority gave no time-stamp: status 2, badAlg"
    );
    // Granted, and no token; refused without a reason.
    refused!(Response::read(&[0x30, 5, 0x30, 3, 2, 1, 0]), TimeStampError::Shape("a response without a token"));
    refused!(
        Response::read(&[0x30, 5, 0x30, 3, 2, 1, 3]),
        TimeStampError::Refused { status: 3, failure: Failure::Unnamed }
    );
}

#[test]
fn certificates_for_something_else_are_named() {
    let world = stamping();
    let usage = |change: fn(&mut x509_cert::ext::Extension)| {
        world.certificate_with(|body| {
            body.extensions.iter_mut().filter(|one| one.extn_id == EXTENDED_KEY_USAGE).for_each(change);
        })
    };
    let missing = world.certificate_with(|body| body.extensions.retain(|one| one.extn_id != EXTENDED_KEY_USAGE));
    let not_critical = usage(|one| one.critical = false);
    // emailProtection instead, and beside.
    let other = usage(|one| one.extn_value = OctetString::new([&[0x30, 10][..], &mail_oid()].concat()).expect("bytes"));
    let both = usage(|one| {
        let stamps = &one.extn_value.as_bytes()[2..];
        one.extn_value = OctetString::new([&[0x30, 20][..], stamps, &mail_oid()].concat()).expect("bytes");
    });
    let judged = |own: &Certificate| world.judge(&world.forged(own, |_| {}));
    assert!(judged(world.authority.certificate()).is_ok(), "the forger does it well");
    refused!(judged(&missing), TimeStampError::PurposeMissing);
    refused!(judged(&not_critical), TimeStampError::PurposeNotCritical);
    refused!(judged(&other), TimeStampError::PurposeOther);
    refused!(judged(&both), TimeStampError::PurposeOther);

    let key_usage = |bits: [u8; 2]| {
        world.certificate_with(|body| {
            for one in body.extensions.iter_mut().filter(|one| one.extn_id == KEY_USAGE) {
                one.extn_value = OctetString::new([&[3, 2][..], &bits].concat()).expect("bytes");
            }
        })
    };
    assert!(judged(&key_usage([6, 0xc0])).is_ok(), "digitalSignature and nonRepudiation");
    refused!(judged(&key_usage([5, 0xa0])), TimeStampError::UnfitCertificate);
    refused!(judged(&key_usage([2, 0x04])), TimeStampError::UnfitCertificate);
    let unknown = world.certificate_with(|body| {
        let last = body.extensions.last_mut().expect("an extension");
        last.critical = true;
    });
    refused!(judged(&unknown), TimeStampError::UnfitCertificate);

    for own in [missing, not_critical, other, both] {
        assert!(Authority::new(vec![own], Box::new(world.key.signer())).is_err());
    }
    let own = world.authority.certificate().clone();
    refused!(Authority::new(vec![own], Box::new(Key::new().signer())), TimeStampError::OtherKey);
    refused!(Authority::new(vec![], Box::new(Key::new().signer())), TimeStampError::NoCertificate);
}

fn mail_oid() -> Vec<u8> {
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.4").to_der().expect("DER")
}

#[test]
fn signed_attributes_that_lie_are_named() {
    let world = stamping();
    let own = world.authority.certificate();
    let sha1 = ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, own.der());
    let old = world.forged(own, |data| {
        rename_attribute(data, SIGNING_CERTIFICATE_V2, SIGNING_CERTIFICATE, &ess(sha1.as_ref()));
    });
    assert!(world.judge(&old).is_ok(), "ESSCertID by SHA-1");
    let old = world.forged(own, |data| {
        rename_attribute(data, SIGNING_CERTIFICATE_V2, SIGNING_CERTIFICATE, &ess(&[1; 20]));
    });
    refused!(world.judge(&old), TimeStampError::OtherCertificate);
    let other = world.forged(own, |data| set_attribute(data, SIGNING_CERTIFICATE_V2, &ess(&[1; 32])));
    refused!(world.judge(&other), TimeStampError::OtherCertificate);
    let none = world.forged(own, |data| {
        rename_attribute(data, SIGNING_CERTIFICATE_V2, EXTENDED_KEY_USAGE, &ess(&own.fingerprint()));
    });
    refused!(world.judge(&none), TimeStampError::Shape("no certificate among what is signed"));
    let digest = world.forged(own, |data| set_attribute(data, MESSAGE_DIGEST, &[&[4, 32][..], &[1; 32]].concat()));
    refused!(world.judge(&digest), TimeStampError::DigestDiffers);
    let kind = world.forged(own, |data| set_attribute(data, CONTENT_TYPE, &mail_oid()));
    refused!(world.judge(&kind), TimeStampError::Shape("another type of content"));
    let twice = world.forged(own, |data| {
        rename_attribute(data, CONTENT_TYPE, MESSAGE_DIGEST, &[&[4, 32][..], &[1; 32]].concat());
    });
    refused!(world.judge(&twice), TimeStampError::Shape("no type of content"));

    let alone = world.forged(own, |data| data.certificates = None);
    refused!(world.judge(&alone), TimeStampError::NoCertificate);
    let beside = [own.clone()];
    let token = Token::read(&alone).expect("a token");
    assert!(token.check(&Expected { others: &beside, ..expected(&world.roots()) }).is_ok(), "handed in beside it");
    let stray = stamping();
    let stray = world.forged(own, |data| {
        let one = |one: &Certificate| der::Decode::from_der(one.der()).map(cms::cert::CertificateChoices::Certificate);
        let both = vec![one(own).expect("one"), one(stray.root.certificate()).expect("two")];
        data.certificates = Some(both.try_into().expect("a set"));
    });
    refused!(world.judge(&stray), TimeStampError::StrayCertificate);
}

#[test]
fn garbage_is_refused_at_every_length_and_size() {
    let world = stamping();
    let answer = world.authority.answer(&request().to_der().expect("DER"), [3; 16], moment()).expect("an answer");
    for length in 0..answer.len() {
        assert!(Response::read(&answer[..length]).is_err(), "cut off at {length}");
    }
    assert!(Response::read(&[&answer[..], &[0]].concat()).is_err(), "one byte more");
    for byte in [0, 0x30, 0x31, 0xa0, 0xff] {
        assert!(Response::read(&[byte; 100]).is_err());
        assert!(Response::read(&[byte; LARGEST]).is_err());
        refused!(Response::read(&vec![byte; 10_000_000]), TimeStampError::TooLarge);
        refused!(Token::read(&vec![byte; 10_000_000]), TimeStampError::TooLarge);
    }
}

#[test]
fn ten_megabytes_are_stamped_by_their_digest() {
    let world = stamping();
    let bytes = vec![0x2e; 10_000_000];
    let request = Request::over(&bytes, NONCE);
    let answer = world.authority.answer(&request.to_der().expect("DER"), [3; 16], moment()).expect("an answer");
    assert!(answer.len() < 2048, "{} bytes", answer.len());
    let token = Response::read(&answer).expect("a response").token;
    assert!(token.check(&Expected { digest: request.digest(), ..expected(&world.roots()) }).is_ok());
}

/// Every single bit of a token counts: content, attributes, value, certificate, and the frame around them.
/// There is no exception.
#[test]
fn every_flipped_bit_of_a_token_is_refused() {
    let world = stamping();
    let token = world.token().der().to_vec();
    assert!(world.judge(&token).is_ok());
    for at in 0..token.len() * 8 {
        let mut changed = token.clone();
        changed[at / 8] ^= 1 << (at % 8);
        assert!(world.judge(&changed).is_err(), "bit {} of byte {}", at % 8, at / 8);
    }
}

#[test]
fn a_signature_keeps_its_time_stamp_and_no_other_attribute() {
    let world = stamping();
    let document = stamped(&world);
    // It stands there, and is not taken for good before it is judged.
    assert_eq!(codes(&judge(&document, &world.root)), ["message"]);

    let mayor = mayor(&world.root);
    let draft = Draft::new(&[5; 32], &mayor.chain).expect("a draft");
    let value = mayor.key.sign(draft.to_sign()).expect("a value");
    let read = |token: &[u8]| SignedDocument::from_der(&draft.finish(&value, Some(token)).expect("a message"));
    refused!(read(&[0x30, 3, 2, 1, 5]), CmsError::Shape("an attribute that is no time-stamp"));
    refused!(read(world.token().der()), CmsError::Shape("a time-stamp over something else"));
    let plain = draft.finish(&value, None).expect("a message");
    assert_eq!(SignedDocument::from_der(&plain).expect("a message").time_stamp, None);

    // Under another name, and in company.
    let request = Request::over(&value, NONCE).to_der().expect("DER");
    let answer = world.authority.answer(&request, [3; 16], moment()).expect("an answer");
    let token = Response::read(&answer).expect("a response").token.der().to_vec();
    let good = draft.finish(&value, Some(&token)).expect("a message");
    assert!(SignedDocument::from_der(&good).is_ok());
    let changed = |change: fn(&mut Vec<x509_cert::attr::Attribute>)| {
        let mut message: cms::content_info::ContentInfo = der::Decode::from_der(&good).expect("a message");
        let mut data: cms::signed_data::SignedData = message.content.decode_as().expect("signed data");
        let mut info = data.signer_infos.0.as_slice()[0].clone();
        let mut attributes = info.unsigned_attrs.take().expect("attributes").into_vec();
        change(&mut attributes);
        info.unsigned_attrs = Some(attributes.try_into().expect("a set"));
        data.signer_infos = vec![info].try_into().expect("a set");
        message.content = Any::encode_from(&data).expect("DER");
        SignedDocument::from_der(&message.to_der().expect("DER"))
    };
    assert!(changed(|_| {}).is_ok());
    refused!(changed(|these| these[0].oid = EXTENDED_KEY_USAGE), CmsError::Shape("an attribute that is not signed"));
    refused!(changed(|these| these.push(these[0].clone())), CmsError::Shape("attributes that are not signed"));
    refused!(changed(Vec::clear), CmsError::Shape("attributes that are not signed"));
}
