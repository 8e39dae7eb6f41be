//! Every outcome, in both languages.

use super::*;
use crate::{lang::Lang, parts::NoticeKind, samples::moment, visit::Inner};
use app::verification::{Finding, Outcome, Problem, Report, Signature, Slot, Summary, Verdict};

fn visit(lang: Lang) -> Visit {
    let csrf = crate::csrf::Csrf::none();
    let (path, place) = ("/controleren".to_owned(), String::new());
    Visit::new(Inner { lang, who: None, csrf, path, place, demo: false, flash: None, fresh: false, to_sign: 0 })
}

fn signature(field: &str, covers_all: bool) -> Signature {
    Signature {
        field: field.to_owned(),
        tooltip: format!("Handtekening <b>namens</b> {field}"),
        person: "Kim <script> de Vries".to_owned(),
        reason: "Namens Gemeente Zeewolde, als wethouder".to_owned(),
        at: Some(moment()),
        certificate: Some(Summary {
            name: "Kim de Vries".to_owned(),
            organisation: Some("Gemeente Zeewolde".to_owned()),
            organisation_identifier: Some("NTRNL-90000001".to_owned()),
            issuer: "Vroegteken ondertekenautoriteit 2026".to_owned(),
            serial: "41".to_owned(),
            not_before: moment(),
            not_after: moment(),
            fingerprint: "ab".repeat(32),
        }),
        revision: 3,
        covers: 123_456,
        covers_all,
        certifies: !covers_all,
        evidence: None,
    }
}

fn verdict(outcome: Outcome, signatures: &[&str]) -> Verdict {
    let slot = |name: &str| Slot {
        name: name.to_owned(),
        tooltip: format!("Handtekening namens {name}"),
        signed: signatures.contains(&name),
    };
    let slots = vec![slot("gemeente-1"), slot("signaalpartner-1")];
    let last = signatures.len().saturating_sub(1);
    let signatures = signatures.iter().enumerate().map(|(index, field)| signature(field, index == last)).collect();
    let report = Report { outcome, slots, signatures };
    Verdict { report, demo: false, revocations_known: true, brought_in: Vec::new(), proof: None }
}

fn not_valid(field: Option<&str>, problem: Problem) -> Outcome {
    Outcome::NotValid(vec![Finding { field: field.map(str::to_owned), problem }])
}

/// The page for a verdict, checked for what every page must not have.
fn page(verdict: &Verdict, lang: Lang) -> String {
    let html = answer(&visit(lang), "a<b>.pdf".to_owned(), verdict::tell(verdict, lang)).render().expect("it renders");
    assert!(html.matches("<h1").count() == 1 && !html.contains("<script>") && !html.contains("<b>namens"), "{html}");
    assert!(html.contains("a&#60;b&#62;.pdf") || html.contains("a&lt;b&gt;.pdf"), "{html}");
    html
}

#[test]
fn all_signed_names_who_when_how_and_what() {
    let verdict = verdict(Outcome::AllSigned, &["gemeente-1", "signaalpartner-1"]);
    let html = page(&verdict, Lang::Nl);
    for part in ["utrecht-alert--ok", "24 november 2026 om 10:30", "90000001", "art. 3:15a BW", "geen Europese lijst"] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(html.contains("de eerste 123.456 bytes") && html.contains("alle 123.456 bytes"));
    assert!(!html.contains("rechtsgevolg"));
    assert!(page(&verdict, Lang::En).contains("Everyone has signed and nothing was changed"));
}

#[test]
fn partly_signed_names_who_has_not() {
    let html = page(&verdict(Outcome::PartlySigned, &["gemeente-1"]), Lang::Nl);
    assert!(
        html.contains("nog niet door iedereen")
            && html.contains("<li lang=\"nl\">Handtekening namens signaalpartner-1</li>")
    );
}

#[test]
fn a_demo_says_that_it_binds_nobody() {
    let verdict = Verdict { demo: true, ..verdict(Outcome::AllSigned, &["gemeente-1", "signaalpartner-1"]) };
    assert!(page(&verdict, Lang::Nl).contains("geen rechtsgevolg"));
    assert!(page(&verdict, Lang::En).contains("no legal effect"));
}

#[test]
fn what_does_not_hold_stands_where_it_belongs() {
    let both = ["gemeente-1", "signaalpartner-1"];
    let html = page(&verdict(not_valid(Some("gemeente-1"), Problem::DigestDiffers), &both), Lang::Nl);
    assert!(
        html.contains("Niet geldig") && html.contains("Op zichzelf geldig") && html.contains("utrecht-alert--error")
    );
    // The one that holds has its level; the other one claims nothing.
    assert_eq!(html.matches("art. 3:15a BW").count(), 1);
    let html = page(&verdict(not_valid(None, Problem::Appended { revision: 5 }), &both), Lang::Nl);
    assert!(html.contains("<li>") && html.contains("Na de laatste handtekening"), "{html}");
    let html = page(&verdict(not_valid(Some("gemeente-1"), Problem::UnknownIssuer), &["gemeente-1"]), Lang::Nl);
    assert!(html.contains("De ondertekenaar is hier niet bekend") && html.contains("utrecht-alert--warning"));
}

#[test]
fn documents_of_others_get_an_honest_answer() {
    for (count, says) in [(0, "geen handtekeningen in"), (1, "1 handtekening in"), (3, "3 handtekeningen in")] {
        let mut verdict = verdict(not_valid(None, Problem::NotOurs { signatures: count }), &[]);
        verdict.report.slots.clear();
        let html = page(&verdict, Lang::Nl);
        assert!(html.contains(says) && !html.contains("Nog niet getekend"), "{html}");
        assert_eq!(html.contains("Acrobat"), count > 0);
    }
}

#[test]
fn every_problem_and_obstacle_has_words_in_both_languages() {
    let problems = [
        Problem::NotOurs { signatures: 2 },
        Problem::Damaged("x".to_owned()),
        Problem::NoSignature,
        Problem::Appended { revision: 2 },
        Problem::Changed { revision: 2, what: "x" },
        Problem::Dictionary("x"),
        Problem::ByteRange("x"),
        Problem::Beside { at: 1 },
        Problem::Message("x".to_owned()),
        Problem::DigestDiffers,
        Problem::ValueDiffers,
        Problem::UnknownIssuer,
        Problem::StrayCertificate,
        Problem::UnfitCertificate,
        Problem::CertificateNotValid,
        Problem::Revoked(moment()),
        Problem::InFuture,
        Problem::NameDiffers,
        Problem::Certification,
    ];
    for problem in problems {
        let [nl, en] = Lang::ALL.map(|lang| verdict::problem(&problem, lang));
        assert!(nl != en && nl.len() > 20 && en.len() > 20, "{nl} {en}");
    }
    for obstacle in [Obstacle::NotPdf, Obstacle::TooLarge, Obstacle::Encrypted] {
        let [nl, en] = Lang::ALL.map(|lang| {
            let told = verdict::tell(&verdict(Outcome::Unreadable(obstacle), &[]), lang);
            assert_eq!(told.kind, NoticeKind::Error);
            told.text
        });
        assert_ne!(nl, en);
    }
}

#[test]
fn what_was_brought_in_is_known_by_its_bytes_and_was_not_signed_here() {
    let number = domain::agreement::AgreementNumber::new(2026, 7).expect("a number");
    let brought_in = vec![(number, jiff::civil::date(2024, 5, 17))];
    let findings = vec![Finding { field: None, problem: Problem::NotOurs { signatures: 2 } }];
    let not_ours = Verdict { brought_in: brought_in.clone(), ..verdict(Outcome::NotValid(findings), &[]) };
    let html = page(&not_ours, Lang::Nl);
    assert!(html.contains("Ingebracht door de beheerder, niet hier getekend"), "{html}");
    assert!(html.contains("LCV-2026-000007") && html.contains("17 mei 2024"));
    assert!(!html.contains("komt niet uit dit portaal"));
    let signed = Verdict { brought_in, ..verdict(Outcome::AllSigned, &["gemeente-1"]) };
    assert!(page(&signed, Lang::En).contains("brought this very file in"));
}
