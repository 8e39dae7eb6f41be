//! The answer of `verify`: in words for people, in JSON for machines. The JSON is stable: fields are
//! added, never changed or taken away.

use app::verification::{Certificate, Finding, Level, Outcome, Proof, Signature, Summary, Trust, Verdict};
use serde_json::{Value, json};
use std::path::Path;
use web::{
    lang::Lang,
    verdict::{self, Holds},
};

/// In plain Dutch.
pub fn words(verdict: &Verdict, file: &Path, nobody_trusted: bool) -> String {
    let told = verdict::tell(verdict, Lang::Nl);
    let mut lines = vec![told.headline, told.text];
    lines.extend(told.problems.iter().map(|problem| format!("  - {problem}")));
    lines.push(String::new());
    lines.push(format!("Bestand: {}", file.display()));
    for signature in &told.signatures {
        lines.push(String::new());
        lines.push(format!("{} [{}]", signature.place, signature.holds.label(Lang::Nl).to_lowercase()));
        lines.extend(signature.problems.iter().map(|problem| format!("  - {problem}")));
        // What does not hold proves nothing about who it was.
        let claimed = if signature.holds == Holds::No { " (volgens het bestand)" } else { "" };
        lines.extend(signature.facts.iter().map(|(label, value)| format!("  {label}{claimed}: {value}")));
    }
    if let Some(proof) = &told.proof {
        lines.push(String::new());
        lines.push(format!("{}. {}", proof.headline, proof.text));
        lines.extend(proof.facts.iter().map(|(label, value)| format!("  {label}: {value}")));
    }
    for place in &told.open {
        lines.push(String::new());
        lines.push(format!("{place} [nog niet getekend]"));
    }
    if nobody_trusted {
        lines.push(String::new());
        lines.push("Niemand is vertrouwd: noem met --trust of --data wiens certificaten gelden.".to_owned());
    }
    for note in &told.notes {
        lines.push(String::new());
        lines.push(note.clone());
    }
    lines.iter().map(|line| printable(line)).collect::<Vec<_>>().join("\n")
}

/// Without control characters, which a document could send to a terminal.
fn printable(line: &str) -> String {
    line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// For machines.
pub fn json(verdict: &Verdict, trust: &Trust) -> String {
    let report = &verdict.report;
    let (outcome, obstacle) = match &report.outcome {
        Outcome::AllSigned => ("all-signed", None),
        Outcome::PartlySigned => ("partly-signed", None),
        Outcome::NotValid(_) => ("not-valid", None),
        Outcome::Unreadable(obstacle) => ("unreadable", Some(obstacle.code())),
    };
    let slots = report.slots.iter();
    let answer = json!({
        "version": 1,
        "outcome": outcome,
        "obstacle": obstacle,
        "demo": verdict.demo,
        "brought_in": verdict.brought_in.iter().map(|(number, on)| json!({
            "number": number.to_string(),
            "signed_on": on.to_string(),
        })).collect::<Vec<_>>(),
        "revocations_known": verdict.revocations_known,
        "trusted": trust.roots.iter().map(root).collect::<Vec<_>>(),
        "findings": report.findings().iter().map(finding).collect::<Vec<_>>(),
        "slots": slots.map(|slot| json!({
            "field": slot.name,
            "description": slot.tooltip,
            "signed": slot.signed,
        })).collect::<Vec<_>>(),
        "evidence": verdict.proof.as_ref().map(proof),
        "signatures": report.signatures.iter().map(|one| signature(verdict, one)).collect::<Vec<_>>(),
    });
    format!("{answer:#}")
}

fn root(root: &Certificate) -> Value {
    root.summary().map_or(Value::Null, |summary| certificate(&summary))
}

fn proof(proof: &Proof) -> Value {
    let (fault, checked) = match proof {
        Proof::Holds(checked) => (None, Some(checked)),
        Proof::Faulty(fault) => (Some(fault.to_string()), None),
        Proof::Unbound | Proof::Moot => (None, None),
    };
    json!({
        "verdict": proof.code(),
        "fault": fault,
        "by": checked.map(|checked| if checked.by_passkey { "passkey" } else { "mail_code" }),
        "field": checked.map(|checked| checked.field.clone()),
        "person": checked.map(|checked| checked.person.clone()),
        "organisation": checked.map(|checked| checked.organisation.clone()),
        "agreement": checked.map(|checked| checked.agreement.clone()),
        "confirmed_at": checked.map(|checked| checked.confirmed.to_string()),
        "documents": checked.map(|checked| checked.documents),
    })
}

fn finding(finding: &Finding) -> Value {
    json!({
        "code": finding.problem.code(),
        "field": finding.field,
        "detail": finding.problem.to_string(),
        "sentence": verdict::problem(&finding.problem, Lang::Nl),
    })
}

fn signature(verdict: &Verdict, signature: &Signature) -> Value {
    let findings = verdict.report.findings().iter();
    let problems: Vec<_> = findings
        .filter(|finding| finding.field.as_deref() == Some(&signature.field))
        .map(|finding| finding.problem.code())
        .collect();
    json!({
        "field": signature.field,
        "description": signature.tooltip,
        "holds": problems.is_empty(),
        "problems": problems,
        "person": signature.person,
        "reason": signature.reason,
        "at": signature.at.map(|at| at.to_string()),
        "level": problems.is_empty().then(|| Level::of(signature).code()),
        "revision": signature.revision,
        "covers": signature.covers,
        "covers_all": signature.covers_all,
        "certifies": signature.certifies,
        "certificate": signature.certificate.as_ref().map(certificate),
    })
}

fn certificate(summary: &Summary) -> Value {
    json!({
        "name": summary.name,
        "organisation": summary.organisation,
        "organisation_identifier": summary.organisation_identifier,
        "issuer": summary.issuer,
        "serial": summary.serial,
        "not_before": summary.not_before.to_string(),
        "not_after": summary.not_after.to_string(),
        "sha256": summary.fingerprint,
    })
}
