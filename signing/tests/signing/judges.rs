//! Software that others wrote judges what this crate makes.
//!
//! `VROEGTEKEN_JUDGES_PYTHON` names a Python with `pyhanko`, `pyhanko-cli`, `page-validation` and
//! `outloud`; `pdfsig` and `qpdf` are installed. `make test` sees to both. Without it these tests fail,
//! so that nobody takes silence for consent; the value `none` says that one means to go without.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::*;
use crate::tampering::{Flip, borrowed, flipped, flips, swapped, with_other_words};

/// The Python with the judges, or none when that is meant.
pub fn python() -> Option<OsString> {
    #[expect(clippy::disallowed_methods, reason = "a switch of the tests, not a setting of the portal")]
    let python = std::env::var_os("VROEGTEKEN_JUDGES_PYTHON");
    let python =
        python.expect("VROEGTEKEN_JUDGES_PYTHON names a Python with the judges (see `make test`), or is `none`");
    if python == "none" {
        eprintln!("without the judges, as VROEGTEKEN_JUDGES_PYTHON says");
        return None;
    }
    Some(python)
}

/// Runs the script in a folder that stays there, for a look; not at all when that is meant.
pub fn judged(folder: &str, prepare: impl FnOnce(&Path)) {
    let Some(python) = python() else { return };
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    prepare(&folder);
    let status = Command::new(python).arg("tests/judge_signatures.py").arg(&folder).status().expect("Python runs");
    assert!(status.success(), "the judges found something; the files are in {}", folder.display());
}

pub fn write(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).expect("a file");
}

pub fn write_trust(folder: &Path, authority: &vroegteken_signing::certificate::Authority) {
    let list = authority.revocation_list(1, at("2026-10-05T00:00:00Z"), at("2026-10-12T00:00:00Z"), &[]);
    write(folder, "root.pem", authority.certificate().to_pem().expect("PEM").as_bytes());
    write(folder, "crl.der", list.expect("a list").der());
}

#[test]
fn independent_judges_accept_every_revision_and_refuse_every_change() {
    judged("signatures", |folder| {
        let authority = authority();
        let (mayor, director) = (mayor(&authority), director(&authority));
        write_trust(folder, &authority);
        write(folder, "0-released.pdf", RELEASED);
        write(folder, "0-prepared.pdf", &prepared());
        let once = signed(&prepared(), MUNICIPALITY, &mayor);
        let twice = signed(&once, PARTNER, &director);
        write(folder, "1-municipality.pdf", &once);
        write(folder, "2-municipality-partner.pdf", &twice);
        let once = signed(&prepared(), PARTNER, &director);
        write(folder, "1-partner.pdf", &once);
        write(folder, "2-partner-municipality.pdf", &signed(&once, MUNICIPALITY, &mayor));
        let long = person(&authority, &"Prinses-".repeat(25), &"Waterschap Zoë ".repeat(15), None);
        write(folder, "1-long-name.pdf", &signed(&prepared(), MUNICIPALITY, &long));
        let backwards = person(&authority, "דוד בן־גוריון محمد علي", "Stichting Übergang", None);
        write(folder, "1-right-to-left.pdf", &signed(&prepared(), MUNICIPALITY, &backwards));
        write(folder, "changed.pdf", &flipped(&once, 1000));
        write(folder, "changed-pages-swapped.pdf", &swapped(&twice));
        write(folder, "changed-signature-of-another.pdf", &borrowed(&mayor));
        write(folder, "changed-words-appended.pdf", &with_other_words(&twice));
    });
}

#[test]
fn another_judge_refuses_every_flipped_byte_that_a_signature_covers() {
    judged("flips", |folder| {
        let (authority, document) = finished();
        write_trust(folder, &authority);
        write(folder, "2-finished.pdf", &document);
        let mut lines = String::new();
        for Flip { at, mask, .. } in flips(&document).into_iter().filter(|flip| flip.covered) {
            writeln!(lines, "{at} {mask}").expect("a string takes every byte");
        }
        write(folder, "flips.txt", lines.as_bytes());
    });
}
