//! What verification says, in plain words: for the page and for the command line.
//!
//! What belongs here: the sentence on top, who signed, and what does not hold. What never does: judging.

mod proof;
mod texts;

use crate::{lang::Lang, parts::NoticeKind, words};
use app::verification::{Finding, LARGEST, Level, Obstacle, Outcome, Problem, Signature, Verdict};
pub use proof::ToldProof;
use texts::Texts;

/// A verdict in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// How it is meant.
    pub kind: NoticeKind,
    /// One clear sentence.
    pub headline: String,
    /// What it means, or what to do.
    pub text: String,
    /// What does not hold in the file as a whole.
    pub problems: Vec<String>,
    /// Further things to know, such as that a demo binds nobody.
    pub notes: Vec<String>,
    /// The signatures, in the order in which they were made.
    pub signatures: Vec<ToldSignature>,
    /// Places that nobody has signed yet.
    pub open: Vec<String>,
    /// What the evidence says that came along.
    pub proof: Option<ToldProof>,
}

/// One signature in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldSignature {
    /// Whose place it is, as the document says it.
    pub place: String,
    /// Whether it holds.
    pub holds: Holds,
    /// What does not hold.
    pub problems: Vec<String>,
    /// Label and value.
    pub facts: Vec<(&'static str, String)>,
}

/// Whether a signature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does, and so does the document.
    Yes,
    /// It does by itself; something else in the document does not.
    Alone,
    /// It does not.
    No,
}

impl Holds {
    /// In words.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        let t = Texts::of(lang);
        match self {
            Self::Yes => t.holds,
            Self::Alone => t.holds_alone,
            Self::No => t.holds_not,
        }
    }
}

/// A verdict in this language.
#[must_use]
pub fn tell(verdict: &Verdict, lang: Lang) -> Told {
    let t = Texts::of(lang);
    let report = &verdict.report;
    let findings = report.findings();
    let (kind, headline, text) = brought_in(verdict, lang).unwrap_or_else(|| headline(&report.outcome, lang));
    let of_file = |finding: &&Finding| finding.field.is_none() && !speaks_for_itself(&finding.problem);
    let mut told = Told {
        kind,
        headline,
        text,
        problems: findings.iter().filter(of_file).map(|finding| problem(&finding.problem, lang)).collect(),
        notes: Vec::new(),
        signatures: report.signatures.iter().map(|signature| tell_signature(verdict, signature, lang)).collect(),
        open: report.slots.iter().filter(|slot| !slot.signed).map(|slot| slot.tooltip.clone()).collect(),
        proof: verdict.proof.as_ref().map(|proof| proof::tell(proof, lang)),
    };
    if !verdict.brought_in.is_empty() && !is_not_ours(&report.outcome) {
        told.notes.push(t.brought_in_too(&agreements(verdict, lang)));
    }
    if verdict.demo {
        told.notes.push(t.demo.to_owned());
    }
    if !verdict.revocations_known && !told.signatures.is_empty() {
        told.notes.push(t.no_register.to_owned());
    }
    told
}

/// A file that is not of this portal, and that the administrator brought in as signed elsewhere.
fn brought_in(verdict: &Verdict, lang: Lang) -> Option<(NoticeKind, String, String)> {
    let t = Texts::of(lang);
    let known = !verdict.brought_in.is_empty() && is_not_ours(&verdict.report.outcome);
    known.then(|| (NoticeKind::Info, t.brought_in.to_owned(), t.brought_in_text(&agreements(verdict, lang))))
}

fn is_not_ours(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::NotValid(findings)
        if findings.first().is_some_and(|finding| matches!(finding.problem, Problem::NotOurs { .. })))
}

/// *LCV-2026-000123 (getekend op 17 mei 2024)*
fn agreements(verdict: &Verdict, lang: Lang) -> String {
    let t = Texts::of(lang);
    let each =
        verdict.brought_in.iter().map(|(number, on)| t.brought_in_one(&number.to_string(), &words::date(*on, lang)));
    each.collect::<Vec<_>>().join(", ")
}

/// These are the headline already.
const fn speaks_for_itself(problem: &Problem) -> bool {
    matches!(problem, Problem::NotOurs { .. } | Problem::NoSignature)
}

fn headline(outcome: &Outcome, lang: Lang) -> (NoticeKind, String, String) {
    let t = Texts::of(lang);
    let (kind, headline, text) = match outcome {
        Outcome::AllSigned => (NoticeKind::Ok, t.all_signed, t.all_signed_text.to_owned()),
        Outcome::PartlySigned => (NoticeKind::Info, t.partly_signed, t.partly_signed_text.to_owned()),
        Outcome::Unreadable(obstacle) => (NoticeKind::Error, t.unreadable, obstacle_text(*obstacle, lang)),
        Outcome::NotValid(findings) => match findings.first().map(|finding| &finding.problem) {
            Some(Problem::NotOurs { signatures: 0 }) => (NoticeKind::Warning, t.not_ours, t.not_ours_none.to_owned()),
            Some(Problem::NotOurs { signatures }) => {
                (NoticeKind::Warning, t.not_ours, format!("{} {}", t.not_ours_some(*signatures), t.elsewhere))
            }
            Some(Problem::NoSignature) => (NoticeKind::Warning, t.nobody, t.nobody_text.to_owned()),
            _ if findings.iter().all(|finding| finding.problem == Problem::UnknownIssuer) => {
                (NoticeKind::Warning, t.unknown, t.unknown_text.to_owned())
            }
            _ => (NoticeKind::Error, t.not_valid, t.not_valid_text.to_owned()),
        },
    };
    (kind, headline.to_owned(), text)
}

/// Why a file cannot be judged.
#[must_use]
pub fn obstacle_text(obstacle: Obstacle, lang: Lang) -> String {
    let t = Texts::of(lang);
    match obstacle {
        Obstacle::NotPdf => t.not_pdf.to_owned(),
        Obstacle::TooLarge => t.too_large(LARGEST >> 20),
        Obstacle::Encrypted => t.encrypted.to_owned(),
    }
}

fn tell_signature(verdict: &Verdict, signature: &Signature, lang: Lang) -> ToldSignature {
    let t = Texts::of(lang);
    let findings = verdict.report.findings();
    let own = findings.iter().filter(|finding| finding.field.as_deref() == Some(&signature.field));
    let problems: Vec<String> = own.map(|finding| problem(&finding.problem, lang)).collect();
    let holds = match (problems.is_empty(), findings.is_empty()) {
        (true, true) => Holds::Yes,
        (true, false) => Holds::Alone,
        (false, _) => Holds::No,
    };
    ToldSignature { place: signature.tooltip.clone(), holds, problems, facts: facts(signature, holds, t, lang) }
}

/// What a signature says. Of one that does not hold nothing is said that only its certificate vouches for.
fn facts(signature: &Signature, holds: Holds, t: &'static Texts, lang: Lang) -> Vec<(&'static str, String)> {
    let mut facts = vec![(t.person, signature.person.clone()), (t.capacity, signature.reason.clone())];
    if let Some(certificate) = &signature.certificate {
        facts.push((t.organisation, certificate.organisation.clone().unwrap_or_default()));
        let kvk = certificate.organisation_identifier.as_deref().and_then(|text| text.strip_prefix("NTRNL-"));
        facts.push((t.kvk, kvk.unwrap_or_default().to_owned()));
    }
    facts.push((t.at, signature.at.map(|at| t.at_text(&words::moment(at, lang))).unwrap_or_default()));
    if holds == Holds::No {
        facts.retain(|(_, value)| !value.is_empty());
        return facts;
    }
    facts.push((
        t.level,
        match Level::of(signature) {
            Level::SimpleByMailCode => t.level_simple,
            Level::SimpleByMailCodeAndMore => t.level_more,
            Level::SimpleByPasskey => t.level_passkey,
        }
        .to_owned(),
    ));
    if let Some(certificate) = &signature.certificate {
        facts.push((t.issuer, t.issuer_text(&certificate.issuer)));
    }
    let size = i64::try_from(signature.covers).map(|bytes| words::number(bytes, lang)).unwrap_or_default();
    facts.push((t.covers, if signature.covers_all { t.covers_all(&size) } else { t.covers_part(&size) }));
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// What does not hold.
#[must_use]
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let t = Texts::of(lang);
    match problem {
        Problem::NotOurs { signatures } => return t.not_ours_some(*signatures),
        Problem::Revoked(at) => return t.p_revoked(&words::moment(*at, lang)),
        Problem::Damaged(_) => t.p_damaged,
        Problem::NoSignature => t.nobody,
        Problem::Appended { .. } => t.p_appended,
        Problem::Changed { .. } => t.p_changed,
        Problem::Dictionary(_) => t.p_dictionary,
        Problem::ByteRange(_) => t.p_byte_range,
        Problem::Beside { .. } => t.p_beside,
        Problem::Message(_) => t.p_message,
        Problem::DigestDiffers => t.p_digest,
        Problem::ValueDiffers => t.p_value,
        Problem::UnknownIssuer => t.p_unknown_issuer,
        Problem::StrayCertificate => t.p_stray,
        Problem::UnfitCertificate => t.p_unfit,
        Problem::CertificateNotValid => t.p_period,
        Problem::InFuture => t.p_future,
        Problem::NameDiffers => t.p_name,
        Problem::Certification => t.p_certification,
    }
    .to_owned()
}
