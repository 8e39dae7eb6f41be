//! Time-stamps, with OpenSSL and pyHanko on the other side.

use std::path::Path;
use std::process::Command;

use jiff::{SignedDuration, Timestamp};
use vroegteken_signing::certificate::Certificate;
use vroegteken_signing::timestamp::{Expected, Request, Response, TimeStampError, Token};

use crate::judges::{judged, python, write, write_trust};
use crate::stamping::*;

/// Runs OpenSSL in a folder, and gives whether it is content.
fn openssl(folder: &Path, arguments: &str) -> bool {
    let output = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().expect("openssl runs");
    if !output.status.success() {
        eprintln!("openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success()
}

#[test]
fn timestamps_of_ours_are_accepted_by_openssl() {
    if python().is_none() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let world = stamping();
    write(folder, "data", SIGNED);
    write(folder, "other", b"something else");
    write(folder, "root.pem", world.root.certificate().to_pem().expect("PEM").as_bytes());
    write(folder, "own.pem", world.authority.certificate().to_pem().expect("PEM").as_bytes());
    for (query, untrusted) in
        [("-sha256 -cert", ""), ("-sha256 -cert -no_nonce", ""), ("-sha256", " -untrusted own.pem")]
    {
        assert!(openssl(folder, &format!("ts -query -data data {query} -out query")));
        let query = std::fs::read(folder.join("query")).expect("a query");
        write(folder, "reply", &world.authority.answer(&query, [3; 16], moment()).expect("an answer"));
        let trust = format!("-CAfile root.pem -attime {}{untrusted}", moment().as_second());
        assert!(openssl(folder, &format!("ts -verify -queryfile query -in reply {trust}")));
        assert!(openssl(folder, &format!("ts -verify -data data -in reply {trust}")));
        assert!(!openssl(folder, &format!("ts -verify -data other -in reply {trust}")));
    }
    assert!(openssl(folder, "ts -query -data data -sha512 -cert -out query"));
    let query = std::fs::read(folder.join("query")).expect("a query");
    write(folder, "reply", &world.authority.answer(&query, [3; 16], moment()).expect("an answer"));
    assert!(openssl(folder, "ts -reply -in reply -text -out text"), "openssl reads a refusal");
    let text = std::fs::read_to_string(folder.join("text")).expect("a text");
    assert!(text.contains("Rejected") && text.contains("unrecognized or unsupported algorithm"), "{text}");
}

const SETTINGS: &str = "
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Voorbeeld
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[narrow]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
extendedKeyUsage = timeStamping
[mail]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
extendedKeyUsage = emailProtection
[silent]
basicConstraints = critical, CA:TRUE
keyUsage = critical, cRLSign
[person]
basicConstraints = critical, CA:FALSE
keyUsage = critical, keyCertSign
";

/// A root and an authority by OpenSSL, with keys of a kind.
fn set_up(folder: &Path, key: &str) {
    write(folder, "settings", SETTINGS.as_bytes());
    let new = format!("req -config settings -newkey {key} -nodes -sha256");
    for command in [
        format!("{new} -x509 -extensions ca -subj /CN=Root -days 30 -keyout root.key -out root.pem"),
        format!("{new} -subj /CN=Tijd -keyout tsa.key -out tsa.csr"),
        "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -set_serial 77 -days 20 -sha256 -extfile settings \
         -extensions tsa -out tsa.pem"
            .to_owned(),
    ] {
        assert!(openssl(folder, &command));
    }
}

/// The reply of that authority to a request, by the settings of one section.
fn reply(folder: &Path, request: &Request, digest: &str, ess: &str, along: &str) -> Vec<u8> {
    let section = format!(
        "[tsa_here]\nserial = serial\nsigner_cert = tsa.pem\nsigner_key = tsa.key\ncerts = {along}\n\
         signer_digest = {digest}\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n\
         accuracy = secs:1, millisecs:500, microsecs:100\nclock_precision_digits = 3\nordering = yes\n\
         tsa_name = yes\ness_cert_id_chain = no\ness_cert_id_alg = {ess}\n"
    );
    write(folder, "ts", section.as_bytes());
    write(folder, "query", &request.to_der().expect("DER"));
    assert!(openssl(folder, "ts -reply -config ts -section tsa_here -queryfile query -out reply"));
    std::fs::read(folder.join("reply")).expect("a reply")
}

#[test]
fn timestamps_of_openssl_are_accepted_and_no_flipped_bit_of_them() {
    if python().is_none() {
        return;
    }
    for (key, digests) in [
        ("rsa:3072", &["sha256", "sha384", "sha512"][..]),
        ("ec -pkeyopt ec_paramgen_curve:P-256", &["sha256"]),
        ("ec -pkeyopt ec_paramgen_curve:P-384", &["sha256", "sha384"]),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        set_up(folder, key);
        let roots = Certificate::from_pem(&std::fs::read_to_string(folder.join("root.pem")).expect("a root"));
        let roots = roots.expect("a root");
        for digest in digests {
            for ess in ["sha1", "sha256", "sha384"] {
                let bytes = reply(folder, &request(), digest, ess, "root.pem");
                #[expect(clippy::disallowed_methods, reason = "the clock of OpenSSL is that of this machine")]
                let moment = Timestamp::now();
                let expected = Expected { moment, ..expected(&roots) };
                let token = Response::read(&bytes).expect("a response").token;
                let stamp = token.check(&expected).unwrap_or_else(|error| panic!("{key} {digest} {ess}: {error}"));
                assert_eq!(stamp.accuracy, Some(SignedDuration::from_micros(1_500_100)));
                assert_eq!((stamp.policy.as_str(), stamp.chain.len()), ("1.2.3.4.1", 2));
                if *digest == "sha256" && ess == "sha1" {
                    flip(&token, &expected);
                }
            }
        }
    }
}

/// One bit of every byte, another one each time.
fn flip(token: &Token, expected: &Expected) {
    for at in 0..token.der().len() {
        let mut changed = token.der().to_vec();
        changed[at] ^= 1 << (at % 8);
        let judged = Token::read(&changed).and_then(|token| token.check(expected));
        assert!(judged.is_err(), "bit {} of byte {at}", at % 8);
    }
}

#[test]
fn timestamps_in_documents_are_accepted_by_pyhanko() {
    judged("timestamps", |folder| {
        let world = stamping();
        write_trust(folder, &world.root);
        write(folder, "1-stamped.pdf", &stamped(&world));
    });
}

/// Between the root and the authority stands another one, which may or may not do that. With two of them
/// the one above has to allow it.
#[test]
fn timestamps_from_below_other_authorities_obey_their_limits() {
    if python().is_none() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    set_up(folder, "ec -pkeyopt ec_paramgen_curve:P-256");
    let certificates = |file: &str| {
        Certificate::from_pem(&std::fs::read_to_string(folder.join(file)).expect("a file")).expect("certificates")
    };
    let issue = |name: &str, above: &str, section: &str| {
        let new = "req -config settings -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        assert!(openssl(folder, &format!("{new} -subj /CN={name} -keyout {name}.key -out csr")));
        let by = format!("-CA {above}.pem -CAkey {above}.key -set_serial 5 -days 20 -sha256 -extfile settings");
        assert!(openssl(folder, &format!("x509 -req -in csr {by} -extensions {section} -out {name}.pem")));
    };
    let roots = certificates("root.pem");
    for (upper, lower, good) in [
        ("narrow", None, true),
        ("ca", None, true),
        ("mail", None, false),
        ("silent", None, false),
        ("person", None, false),
        ("ca", Some("narrow"), true),
        ("narrow", Some("narrow"), false),
    ] {
        issue("upper", "root", upper);
        let mut along = certificates("upper.pem");
        if let Some(lower) = lower {
            issue("lower", "upper", lower);
            along.extend(certificates("lower.pem"));
        }
        issue("tsa", if lower.is_some() { "lower" } else { "upper" }, "tsa");
        let pem: String = along.iter().map(|one| one.to_pem().expect("PEM")).collect();
        write(folder, "along.pem", pem.as_bytes());
        let bytes = reply(folder, &request(), "sha256", "sha256", "along.pem");
        #[expect(clippy::disallowed_methods, reason = "the clock of OpenSSL is that of this machine")]
        let moment = Timestamp::now();
        let expected = Expected { moment, ..expected(&roots) };
        let token = Response::read(&bytes).expect("a response").token;
        match token.check(&expected) {
            Ok(stamp) => assert!(good && stamp.chain.len() == along.len() + 2, "{upper} {lower:?}"),
            Err(TimeStampError::UnfitCertificate) => assert!(!good, "{upper} {lower:?}"),
            Err(other) => panic!("{upper} {lower:?}: {other}"),
        }
    }
}
