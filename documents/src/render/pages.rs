//! What pages look like, held against what was last looked at: a changed page is drawn into the output folder.
//!
//! `tests/pages.txt` holds a digest of every page of some samples. After a change that was meant, look at the
//! pictures and run the test once more with `VROEGTEKEN_ACCEPT_PAGES=1`.

use super::tests::{texts_of, typeset_sample};
use super::*;
use crate::samples;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use typst::layout::Point;

const ACCEPTED: &str = "tests/pages.txt";

fn looked_at() -> Vec<(String, AgreementFacts, Kind)> {
    let some = ["huur", "particuliere-verhuurder", "alles", "lastige-namen"];
    let originals = samples::all().into_iter().filter(|(name, _)| some.contains(name));
    let mut list: Vec<_> = originals.map(|(name, facts)| (name.to_owned(), facts, Kind::Original)).collect();
    list.push(("huur-leeskopie".to_owned(), samples::sector("huur"), Kind::ReadingCopy));
    list
}

/// One line per page: sample, page, digest of the texts and their places to a tenth of a point.
fn digests() -> Vec<String> {
    let mut lines = Vec::new();
    for (name, facts, copy) in looked_at() {
        for (at, page) in typeset_sample(&facts, copy).pages().iter().enumerate() {
            let mut found = Vec::new();
            texts_of(&page.frame, Point::zero(), &mut found);
            let content = found.iter().fold(String::new(), |mut all, (text, left, _, bottom)| {
                writeln!(all, "{text}\t{left:.1}\t{bottom:.1}").expect("memory");
                all
            });
            let digest = Sha256::digest(content.as_bytes());
            let short: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            lines.push(format!("{name} {} {short}", at + 1));
        }
    }
    lines
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a person accepts changed pages through the environment")]
fn pages_look_as_they_were_last_looked_at() {
    let now = digests();
    if std::env::var_os("VROEGTEKEN_ACCEPT_PAGES").is_some() {
        std::fs::write(ACCEPTED, now.join("\n") + "\n").expect("the file can be written");
        return;
    }
    let accepted = std::fs::read_to_string(ACCEPTED).unwrap_or_default();
    let changed: Vec<&String> = now.iter().filter(|line| !accepted.lines().any(|it| it == *line)).collect();
    if changed.is_empty() && accepted.lines().count() == now.len() {
        return;
    }
    let folder = std::env::temp_dir().join("vroegteken-pages");
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    for (name, facts, copy) in looked_at() {
        let pages: Vec<&str> = changed.iter().filter_map(|line| line.strip_prefix(&format!("{name} "))).collect();
        let rendered = render(&facts, &RenderOptions { copy }).expect("a document");
        let file = folder.join(format!("{name}.pdf"));
        std::fs::write(&file, rendered.pdf).expect("the folder can be written");
        pages.iter().filter_map(|rest| rest.split(' ').next()).for_each(|page| draw(&file, page));
    }
    panic!(
        "{} pages changed: look at {}, then accept them (see pages.rs)\n{changed:#?}",
        changed.len(),
        folder.display()
    );
}

/// Draws one page, where poppler is installed.
fn draw(file: &Path, page: &str) {
    let target = file.with_extension("");
    let _ = Command::new("pdftoppm").args(["-r", "80", "-png", "-f", page, "-l", page]).arg(file).arg(target).status();
}
