//! Software that others wrote judges what this crate makes. Runs when `VROEGTEKEN_JUDGES_PYTHON` names a
//! Python with `pyhanko`, `pyhanko-cli`, `page-validation` and `outloud`, and `pdfsig` and `qpdf` are
//! installed; says so and passes otherwise.

use std::path::Path;
use std::process::Command;

use crate::common::*;

#[test]
fn independent_judges_accept_every_revision() {
    #[expect(clippy::disallowed_methods, reason = "a switch of the tests, not a setting of the portal")]
    let python = std::env::var_os("VROEGTEKEN_JUDGES_PYTHON");
    let Some(python) = python else {
        eprintln!("VROEGTEKEN_JUDGES_PYTHON is not set: skipped");
        return;
    };
    // Stays there, for a look.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("signatures");
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("a file");

    let authority = authority();
    let (mayor, director) = (mayor(&authority), director(&authority));
    let list = authority.revocation_list(1, at("2026-10-05T00:00:00Z"), at("2026-10-12T00:00:00Z"), &[]);
    write("root.pem", authority.certificate().to_pem().expect("PEM").as_bytes());
    write("crl.der", list.expect("a list").der());
    write("0-released.pdf", RELEASED);
    write("0-prepared.pdf", &prepared());
    let once = signed(&prepared(), MUNICIPALITY, &mayor);
    write("1-municipality.pdf", &once);
    write("2-municipality-partner.pdf", &signed(&once, PARTNER, &director));
    let once = signed(&prepared(), PARTNER, &director);
    write("1-partner.pdf", &once);
    write("2-partner-municipality.pdf", &signed(&once, MUNICIPALITY, &mayor));
    let long = person(&authority, &"Prinses-".repeat(25), &"Waterschap Zoë ".repeat(15), None);
    write("1-long-name.pdf", &signed(&prepared(), MUNICIPALITY, &long));
    let backwards = person(&authority, "דוד בן־גוריון محمد علي", "Stichting Übergang", None);
    write("1-right-to-left.pdf", &signed(&prepared(), MUNICIPALITY, &backwards));
    write("changed.pdf", &crate::tampering::flipped(&once, 1000));

    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge_signatures.py");
    let status = Command::new(python).arg(script).arg(&folder).status().expect("Python runs");
    assert!(status.success(), "the judges found something; the files are in {}", folder.display());
}
