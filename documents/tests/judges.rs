//! What software that we did not write says of every sample, and of two reading copies.
//!
//! Runs where `VROEGTEKEN_JUDGES_PYTHON` names a Python with `page-validation` and `outloud` (tried: 0.11.0 and
//! 0.2.1); needs `qpdf` and poppler's `pdftotext` and `pdfinfo` too.

use std::path::Path;
use std::process::Command;
use vroegteken_documents::samples;

#[test]
#[expect(clippy::disallowed_methods, reason = "the environment says where the judges are")]
fn independent_judges_find_nothing() {
    let python = std::env::var("VROEGTEKEN_JUDGES_PYTHON").unwrap_or_default();
    assert!(!python.is_empty(), "VROEGTEKEN_JUDGES_PYTHON names the Python of the judges; `none` goes without them");
    if python == "none" {
        eprintln!("VROEGTEKEN_JUDGES_PYTHON is none: not judged by others");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents");
    std::fs::create_dir_all(&folder).expect("a folder for the documents");
    let mut command = Command::new(python);
    command.arg("tests/judges.py");
    for (name, facts) in samples::all() {
        let mut copies = vec![("", crate::shapes::original(&facts))];
        if matches!(name, "huur" | "lastige-namen") {
            copies.push(("-leeskopie", crate::shapes::reading_copy(&facts)));
        }
        for (suffix, rendered) in copies {
            let file = folder.join(format!("{name}{suffix}.pdf"));
            std::fs::write(&file, rendered.pdf).expect("the folder can be written");
            command.arg(file);
        }
    }
    let output = command.output().expect("Python runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
