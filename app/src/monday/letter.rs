//! What Monday's mail says. Often a secretary reads the mailbox: it says who alone may sign.

use crate::{
    AppError, Work,
    mail::{Language, Mail},
};
use domain::{ids::PersonId, monday::Why};
use storage::monday::{self as rows, At, Counts, Span};

/// Organisations of one person that are named.
pub(super) const ORGANISATIONS: i64 = 10;
/// Counterparts of one organisation that are named.
const NAMES: i64 = 5;

/// What waits at one organisation, and with whom.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    at: At,
    names: Vec<String>,
}

/// Where the buttons lead.
pub(super) struct Links {
    /// What waits.
    pub sign: String,
    /// Which mails somebody gets.
    pub choices: String,
}

/// With whom it waits at each of these organisations.
pub(super) async fn desks(
    work: &mut Work<'_>,
    person: PersonId,
    span: Span,
    organisations: Vec<At>,
) -> Result<Vec<Desk>, AppError> {
    let mut desks = Vec::new();
    for at in organisations {
        let names = rows::with_whom(&mut work.tx, person, at.organisation, span.mark, NAMES).await?;
        desks.push(Desk { at, names });
    }
    Ok(desks)
}

fn agreements(l: Language, n: i64) -> String {
    match (l, n) {
        (Language::Dutch, 1) => "1 overeenkomst".to_owned(),
        (Language::Dutch, n) => format!("{n} overeenkomsten"),
        (Language::English, 1) => "1 agreement".to_owned(),
        (Language::English, n) => format!("{n} agreements"),
    }
}

fn others(l: Language, n: i64) -> String {
    match (l, n) {
        (Language::Dutch, 1) => "nog 1 andere".to_owned(),
        (Language::Dutch, n) => format!("nog {n} andere"),
        (Language::English, 1) => "1 other".to_owned(),
        (Language::English, n) => format!("{n} others"),
    }
}

/// *2 nieuw, 7 in totaal: met Zonnestroom, Aqua en nog 5 andere*.
fn line(l: Language, desk: &Desk) -> String {
    let Desk { at, names } = desk;
    let (new, all, with, and) = match l {
        Language::Dutch => ("nieuw", "in totaal", "met", "en"),
        Language::English => ("new", "in all", "with", "and"),
    };
    let left = at.waiting - i64::try_from(names.len()).unwrap_or(i64::MAX);
    let mut parts = names.clone();
    if left > 0 {
        parts.push(others(l, left));
    }
    let last = parts.pop().unwrap_or_default();
    let whom = if parts.is_empty() { last } else { format!("{} {and} {last}", parts.join(", ")) };
    let (fresh, waiting) = (at.fresh, at.waiting);
    if fresh > 0 {
        format!("{fresh} {new}, {waiting} {all}: {with} {whom}")
    } else {
        format!("{waiting}: {with} {whom}")
    }
}

/// The mail.
pub(super) fn write(l: Language, name: &str, why: Why, counts: Counts, desks: &[Desk], links: &Links) -> Mail {
    let Counts { fresh, waiting, organisations } = counts;
    let (kind, subject, news) = match (why, l) {
        (Why::News, Language::Dutch) => (
            "monday_news",
            format!("Nieuw om te tekenen: {}", agreements(l, fresh)),
            format!(
                "{name}, er {} om te tekenen. In totaal {} er nu {waiting}.",
                if fresh == 1 {
                    "is 1 nieuwe overeenkomst".to_owned()
                } else {
                    format!("zijn {fresh} nieuwe overeenkomsten")
                },
                if waiting == 1 { "wacht" } else { "wachten" },
            ),
        ),
        (Why::News, Language::English) => (
            "monday_news",
            format!("New to sign: {}", agreements(l, fresh)),
            format!(
                "{name}, there {} to sign. In all {waiting} {} now.",
                if fresh == 1 { "is 1 new agreement".to_owned() } else { format!("are {fresh} new agreements") },
                if waiting == 1 { "waits" } else { "wait" },
            ),
        ),
        (Why::Reminder, Language::Dutch) => (
            "monday_reminder",
            format!("Herinnering: {} om te tekenen", agreements(l, waiting)),
            format!(
                "{name}, er is niets nieuws. Wel {} er nog {} op uw handtekening.",
                if waiting == 1 { "wacht" } else { "wachten" },
                agreements(l, waiting),
            ),
        ),
        (Why::Reminder, Language::English) => (
            "monday_reminder",
            format!("Reminder: {} to sign", agreements(l, waiting)),
            format!(
                "{name}, there is nothing new. But {} still {} for your signature.",
                agreements(l, waiting),
                if waiting == 1 { "waits" } else { "wait" },
            ),
        ),
    };
    let mut facts: Vec<_> = desks.iter().map(|desk| (desk.at.name.clone(), line(l, desk))).collect();
    let left = organisations - i64::try_from(desks.len()).unwrap_or(i64::MAX);
    if left > 0 {
        let (also, more) = match l {
            Language::Dutch => ("Ook", "organisaties"),
            Language::English => ("Also", "organisations"),
        };
        facts.push((also.to_owned(), format!("{} ({more})", others(l, left))));
    }
    let (own, link, how, choose) = match l {
        Language::Dutch => (
            format!("Alleen door {name} zelf te tekenen. Leest u deze mailbox voor een ander? Geef het dan door."),
            "Bekijken en tekenen",
            "U logt in met dit e-mailadres en een code die u per mail krijgt. Een wachtwoord is niet nodig.",
            "Hoe vaak u een herinnering krijgt, kiest u zelf",
        ),
        Language::English => (
            format!(
                "To be signed by {name} in person only. Do you read this mailbox for somebody else? Please pass it on."
            ),
            "See and sign",
            "You sign in with this mail address and a code that you get by mail. No password is needed.",
            "You choose yourself how often you are reminded",
        ),
    };
    Mail::new(kind, l, subject)
        .text(news)
        .facts(facts)
        .text(own)
        .link(link, links.sign.clone())
        .text(how)
        .foot(choose, links.choices.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::OrganisationId;

    fn desk(fresh: i64, waiting: i64, names: &[&str]) -> Desk {
        let at = At { organisation: OrganisationId(uuid::Uuid::nil()), name: "Zeewolde".into(), fresh, waiting };
        Desk { at, names: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    #[test]
    fn it_names_a_few_and_counts_the_rest() {
        let line = |desk: &Desk| line(Language::Dutch, desk);
        assert_eq!(line(&desk(1, 1, &["Aqua"])), "1 nieuw, 1 in totaal: met Aqua");
        assert_eq!(line(&desk(0, 2, &["Aqua", "Zon"])), "2: met Aqua en Zon");
        assert_eq!(line(&desk(2, 303, &["A", "B", "C"])), "2 nieuw, 303 in totaal: met A, B, C en nog 300 andere");
    }

    #[test]
    fn both_kinds_say_who_alone_signs_in_both_languages() {
        let links = Links { sign: "https://x.example/tekenen".into(), choices: "https://x.example/mijn/mails".into() };
        for (l, alone, one) in [
            (Language::Dutch, "Alleen door Lou zelf te tekenen", "1 overeenkomst"),
            (Language::English, "To be signed by Lou in person only", "1 agreement"),
        ] {
            for why in [Why::News, Why::Reminder] {
                let counts = Counts { fresh: 1, waiting: 1, organisations: 12 };
                let mail = write(l, "Lou", why, counts, &[desk(1, 1, &["Aqua"])], &links);
                let parts = format!("{:?}", mail.parts);
                assert!(parts.contains(alone) && mail.subject.contains(one), "{parts}");
                assert!(parts.contains("11 ") && parts.contains("/mijn/mails"), "{parts}");
            }
        }
    }
}
