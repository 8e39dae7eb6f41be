//! Finished documents of every shape, made by the real binary and judged by software that others wrote.
//!
//! `VROEGTEKEN_DOCUMENTS` says how many (20 by default, 200 in `make soak`).

use crate::{killed::number, process::run};
use std::{path::Path, process::Command};

#[test]
fn others_accept_every_revision_of_finished_documents() {
    let count = number("VROEGTEKEN_DOCUMENTS").unwrap_or(20).to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    // Stays there, for a look.
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("finished");
    let _ = std::fs::remove_dir_all(&out);
    let (data, out) = (data.to_str().expect("a plain path"), out.to_str().expect("a plain path"));
    let made = run(&["demo", "documents", "--data", data, "--count", &count, "--out", out, "--revisions"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(String::from_utf8_lossy(&made.stdout).trim(), format!("documents {count}"));
    let root = format!("{out}/root.pem");
    let of = |number: usize, end: &str| format!("{out}/LCV-2026-{number:06}.{end}");
    let judge = |evidence: &str| run(&["verify", &of(1, "pdf"), "--trust", &root, "--evidence", evidence]);
    for own in ["evidence.json", "1.evidence.json"] {
        let said = judge(&of(1, own));
        let text = String::from_utf8_lossy(&said.stdout);
        assert!(said.status.success() && text.contains("Het bewijs klopt: bevestigd met een code per mail"), "{text}");
    }
    let said = judge(&of(2, "evidence.json"));
    let text = String::from_utf8_lossy(&said.stdout);
    assert!(said.status.code() == Some(1) && text.contains("Het hoort bij een ander document."), "{text}");
    let python = std::env::var("VROEGTEKEN_JUDGES_PYTHON").unwrap_or_default();
    assert!(!python.is_empty(), "VROEGTEKEN_JUDGES_PYTHON names the Python of the judges; `none` goes without them");
    if python == "none" {
        eprintln!("VROEGTEKEN_JUDGES_PYTHON is none: not judged by others");
        return;
    }
    let judged = Command::new(python).arg("tests/judge_finished.py").arg(out).output().expect("Python runs");
    let said = String::from_utf8_lossy(&judged.stdout);
    println!("{said}");
    assert!(judged.status.success(), "{said}{}", String::from_utf8_lossy(&judged.stderr));
}
