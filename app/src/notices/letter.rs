//! What the mail with notices says.

use crate::{
    AppError, Work,
    mail::{Language, Mail},
};
use domain::{agreement::StateKind, ids::PersonId, notices::Notice};
use jiff::civil::Date;
use std::collections::BTreeSet;
use storage::notices as rows;

/// Agreements that are named of each kind.
const NAMES: i64 = 5;

/// What there is to tell of one kind.
#[derive(Clone, Debug)]
pub(super) struct Bundle {
    kind: Notice,
    count: i64,
    names: Vec<String>,
}

/// Where the buttons lead.
pub(super) struct Links {
    /// The list of agreements.
    pub agreements: String,
    /// Which mails somebody gets.
    pub choices: String,
}

/// What is worth telling: of kinds that the person wants, and only what is still true.
pub(super) async fn bundles(
    work: &mut Work<'_>,
    person: PersonId,
    day: Date,
    counts: Vec<(Notice, StateKind, i64)>,
    silent: &BTreeSet<Notice>,
) -> Result<Vec<Bundle>, AppError> {
    let mut bundles = Vec::new();
    for kind in Notice::ALL.into_iter().filter(|kind| !silent.contains(kind)) {
        let mut bundle = Bundle { kind, count: 0, names: Vec::new() };
        for (_, state, n) in counts.iter().filter(|(other, state, _)| *other == kind && kind.holds_in(*state)) {
            bundle.count += n;
            let left = NAMES - i64::try_from(bundle.names.len()).unwrap_or(NAMES);
            let some = rows::some(&mut work.tx, person, day, (kind, *state), left).await?;
            bundle
                .names
                .extend(some.into_iter().map(|(number, party, partner)| format!("{party} – {partner} ({number})")));
        }
        if bundle.count > 0 {
            bundles.push(bundle);
        }
    }
    Ok(bundles)
}

const fn words(kind: Notice, l: Language) -> &'static str {
    let (nl, en) = match kind {
        Notice::Released => (
            "Doorgezet door de gemeente; uw tekenbevoegde krijgt ze op maandag",
            "Released by the municipality; your signatory gets them on Monday",
        ),
        Notice::NoSignatory => ("Wacht op tekenbevoegde", "Waits for a signatory"),
        Notice::Declined => ("Afgewezen door een tekenbevoegde", "Declined by a signatory"),
        Notice::TakenBack => (
            "Teruggehaald of opnieuw klaargezet; kan nu niet worden getekend",
            "Taken back or prepared again; cannot be signed now",
        ),
        Notice::FactsChanged => (
            "Gegevens gewijzigd terwijl er al is getekend; u besluit wat ermee gebeurt",
            "Facts changed after somebody signed; you decide what follows",
        ),
        Notice::Signed => (
            "Door iedereen getekend; u kunt beginnen met inregelen",
            "Signed by all; you can begin with the onboarding",
        ),
        Notice::Ended => ("Vervallen, opgezegd of vervangen", "Withdrawn, terminated or superseded"),
    };
    match l {
        Language::Dutch => nl,
        Language::English => en,
    }
}

fn line(bundle: &Bundle, l: Language) -> String {
    let left = bundle.count - i64::try_from(bundle.names.len()).unwrap_or(i64::MAX);
    let names = bundle.names.join("; ");
    match (l, left) {
        (_, ..=0) => names,
        (Language::Dutch, n) => format!("{names}; en nog {n} andere"),
        (Language::English, 1) => format!("{names}; and 1 other"),
        (Language::English, n) => format!("{names}; and {n} others"),
    }
}

/// The mail.
pub(super) fn write(l: Language, name: &str, bundles: &[Bundle], links: &Links) -> Mail {
    let count: i64 = bundles.iter().map(|bundle| bundle.count).sum();
    let (subject, lead, button, choose) = match l {
        Language::Dutch => (
            if count == 1 {
                "1 bericht over uw overeenkomsten".to_owned()
            } else {
                format!("{count} berichten over uw overeenkomsten")
            },
            format!("{name}, dit is er sinds het vorige bericht gebeurd:"),
            "Naar de overeenkomsten",
            "Welke berichten u krijgt, kiest u zelf",
        ),
        Language::English => (
            if count == 1 {
                "1 notice about your agreements".to_owned()
            } else {
                format!("{count} notices about your agreements")
            },
            format!("{name}, this has happened since the last notice:"),
            "To the agreements",
            "You choose yourself which notices you get",
        ),
    };
    let facts = bundles.iter().map(|bundle| (words(bundle.kind, l).to_owned(), line(bundle, l))).collect();
    Mail::new("notices", l, subject)
        .text(lead)
        .facts(facts)
        .link(button, links.agreements.clone())
        .foot(choose, links.choices.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_words_and_the_rest_is_counted() {
        let links = Links { agreements: "https://x.example/a".into(), choices: "https://x.example/m".into() };
        let bundles: Vec<_> = Notice::ALL
            .into_iter()
            .map(|kind| Bundle { kind, count: 301, names: vec!["Zeewolde – Aqua (LCV-2026-000001)".into()] })
            .collect();
        for (l, rest, subject) in [
            (Language::Dutch, "en nog 300 andere", "2107 berichten"),
            (Language::English, "and 300 others", "2107 notices"),
        ] {
            let mail = write(l, "Kim", &bundles, &links);
            let parts = format!("{:?}", mail.parts);
            assert!(parts.matches(rest).count() == 7 && mail.subject.contains(subject), "{parts}");
            let words: BTreeSet<_> = Notice::ALL.into_iter().map(|kind| words(kind, l)).collect();
            assert_eq!(words.len(), 7);
        }
        let one = Bundle { kind: Notice::Signed, count: 1, names: vec!["A – B".into()] };
        assert_eq!(line(&one, Language::Dutch), "A – B");
    }
}
