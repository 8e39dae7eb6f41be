//! What the revisions from the first signature on change (ISO 32000-1, 12.8.2.2, P 2, and less).

use super::file::{File, Signed};
use super::outcome::{Finding, Problem};
use crate::pades::signed_field;
use crate::pdf::{Dict, Object, PdfError, Reference};

/// Entries of a trailer that an update writes.
const TRAILER: [&[u8]; 5] = [b"Size", b"Root", b"Info", b"ID", b"Prev"];
/// Entries of a drawing.
const DRAWING: [&[u8]; 6] = [b"Type", b"Subtype", b"BBox", b"Resources", b"Filter", b"Length"];

/// Every revision from the first signature on is exactly one signature.
pub(super) fn check(file: &File) -> Vec<Finding> {
    let Some(first) = file.signed.first() else { return Vec::new() };
    let mut findings = Vec::new();
    for section in first.section..file.sections.len() {
        let revision = section + 1;
        let mut here = file.signed.iter().filter(|signed| signed.section == section);
        let problem = match (here.next(), here.next()) {
            (Some(signed), None) => match what_changed(file, signed, section == first.section) {
                Ok(None) => continue,
                Ok(Some(what)) => Problem::Changed { revision, what },
                Err(error) => Problem::Damaged(error.to_string()),
            },
            (Some(_), Some(_)) => Problem::Changed { revision, what: "two signatures at once" },
            (None, _) if section + 1 == file.sections.len() => Problem::Appended { revision },
            (None, _) => Problem::Changed { revision, what: "there is no signature in it" },
        };
        findings.push(Finding::of_file(problem));
    }
    findings
}

/// What a revision changes beyond signing one field that was there and empty.
fn what_changed(file: &File, signed: &Signed, first: bool) -> Result<Option<&'static str>, PdfError> {
    let index = signed.section;
    let section = &file.sections[index];
    // Fields go in with a revision of their own, so that there is one before every signature.
    let Some(before_index) = index.checked_sub(1) else { return Ok(Some("the signature is in the first revision")) };
    let before = file.after(before_index)?;
    let after = file.after(index)?;

    let from = file.sections[before_index].end;
    let here = |offset: Option<usize>| offset.is_some_and(|offset| from <= offset && offset < section.xref_at);
    if !section.entries.iter().all(|entry| here(entry.offset)) {
        return Ok(Some("objects that lie elsewhere or are taken out"));
    }
    let field = signed.field.reference;
    let old_field = before.dict(field)?;
    let new_field = after.dict(field)?;
    let drawing = new_field.get("AP").and_then(Object::as_dict).and_then(|drawings| drawings.get("N"));
    let Some(drawing) = drawing.and_then(Object::as_reference) else { return Ok(Some("the drawing of the field")) };
    let root = before.root()?;

    let mut allowed = vec![signed.value, drawing, field];
    if first {
        allowed.push(root);
    }
    if section.entries.len() != allowed.len() || !allowed.iter().all(|one| is_listed(section, *one)) {
        return Ok(Some("other objects than one signature has"));
    }
    if before.has(signed.value) || before.has(drawing) || old_field.get("V").is_some() {
        return Ok(Some("something that was there already"));
    }
    if new_field != signed_field(&old_field, signed.value, drawing) {
        return Ok(Some("more of the field than its signature"));
    }
    if first && after.dict(root)? != certified(before.dict(root)?, signed.value) {
        return Ok(Some("more of the catalog than the certification"));
    }
    if !same_trailer(before.trailer(), after.trailer()) {
        return Ok(Some("the trailer"));
    }
    let found = after.find(drawing)?;
    let plain = found.object.as_dict().is_some_and(|dict| {
        dict.is("Subtype", "Form")
            && dict
                .get("Resources")
                .and_then(Object::as_dict)
                .is_some_and(|resources| resources.iter().next().is_none())
            && dict.iter().all(|(key, _)| DRAWING.contains(&key))
    });
    Ok(if plain && found.stream.is_some() { None } else { Some("a drawing of another kind") })
}

fn is_listed(section: &crate::pdf::Section, reference: Reference) -> bool {
    section.entries.iter().any(|entry| entry.reference == reference)
}

fn certified(catalog: Dict, value: Reference) -> Dict {
    catalog.with("Perms", Dict::new().with("DocMDP", value))
}

fn same_trailer(before: &Dict, after: &Dict) -> bool {
    let first_id = |trailer: &Dict| match trailer.get("ID").and_then(Object::as_array) {
        Some([first, _]) => Some(first.clone()),
        _ => None,
    };
    after.iter().all(|(key, _)| TRAILER.contains(&key))
        && ["Root", "Info"].iter().all(|key| before.get(key) == after.get(key))
        && first_id(before) == first_id(after)
}
