//! The wording of mails about somebody's own ways in.

use super::{Language, Mail, moment_in_words, texts::pick};
use domain::means::Means;
use jiff::Timestamp;

/// A means of signing in, inside a sentence.
const fn means_name(l: Language, means: Means) -> &'static str {
    match (l, means) {
        (Language::Dutch, Means::MailCode) => "een code per mail",
        (Language::Dutch, Means::MailCodeAndTotp) => "een code per mail en een app",
        (Language::Dutch, Means::Passkey) => "een passkey",
        (Language::English, Means::MailCode) => "a code by mail",
        (Language::English, Means::MailCodeAndTotp) => "a code by mail and an app",
        (Language::English, Means::Passkey) => "a passkey",
    }
}

/// Somebody signed in where they never did before: when, by which means, and in which browser.
#[must_use]
pub fn new_browser(l: Language, name: &str, (at, means, device): (Timestamp, Means, &str), link: &str) -> Mail {
    let (at, means) = (moment_in_words(at, l), means_name(l, means));
    let mut facts =
        vec![(pick(l, "Wanneer", "When"), at), (pick(l, "Ingelogd met", "Signed in with"), means.to_owned())];
    if !device.is_empty() {
        facts.push((pick(l, "Browser", "Browser"), device.to_owned()));
    }
    Mail::new("new_browser", l, pick(l, "Ingelogd in een nieuwe browser", "Signed in with a new browser"))
        .text(match l {
            Language::Dutch => {
                format!("{name}, er is bij Vroegteken ingelogd in een browser waarin u dat niet eerder deed.")
            }
            Language::English => {
                format!("{name}, somebody signed in to Vroegteken in a browser in which you never did so before.")
            }
        })
        .facts(facts)
        .text(pick(l, "Was u dat? Dan hoeft u niets te doen.", "Was that you? Then you need not do anything."))
        .text(pick(
            l,
            "Was u dat niet? Log dan overal uit op de pagina ‘Mijn gegevens’, wijzig het wachtwoord van uw mailbox, en bel de beheerder of een contactpersoon van uw organisatie.",
            "Was it not you? Then sign out everywhere on the page ‘My account’, change the password of your mailbox, and call the administrator or a contact person of your organisation.",
        ))
        .link(pick(l, "Bekijk waar u bent ingelogd", "See where you are signed in"), link)
}

/// What came or went of somebody's means of signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeansChange {
    /// A passkey was made.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// An authenticator app was connected.
    AppAdded,
    /// An authenticator app was disconnected.
    AppRemoved,
}

/// A means of signing in came or went: when, and which.
#[must_use]
pub fn means_changed(l: Language, name: &str, (at, change): (Timestamp, MeansChange), link: &str) -> Mail {
    let (title, text) = match change {
        MeansChange::PasskeyAdded => (
            pick(l, "Passkey gemaakt", "Passkey made"),
            pick(
                l,
                "voor uw account bij Vroegteken is een passkey gemaakt",
                "a passkey was made for your account at Vroegteken",
            ),
        ),
        MeansChange::PasskeyRemoved => (
            pick(l, "Passkey verwijderd", "Passkey removed"),
            pick(
                l,
                "van uw account bij Vroegteken is een passkey verwijderd",
                "a passkey was removed from your account at Vroegteken",
            ),
        ),
        MeansChange::AppAdded => (
            pick(l, "Authenticator-app gekoppeld", "Authenticator app connected"),
            pick(
                l,
                "aan uw account bij Vroegteken is een authenticator-app gekoppeld",
                "an authenticator app was connected to your account at Vroegteken",
            ),
        ),
        MeansChange::AppRemoved => (
            pick(l, "Authenticator-app ontkoppeld", "Authenticator app disconnected"),
            pick(
                l,
                "van uw account bij Vroegteken is de authenticator-app ontkoppeld",
                "the authenticator app was disconnected from your account at Vroegteken",
            ),
        ),
    };
    Mail::new("means_changed", l, title)
        .text(format!("{name}, {text}."))
        .facts(vec![(pick(l, "Wanneer", "When"), moment_in_words(at, l))])
        .text(pick(l, "Was u dat? Dan hoeft u niets te doen.", "Was that you? Then you need not do anything."))
        .text(pick(
            l,
            "Was u dat niet? Log dan overal uit op de pagina ‘Mijn gegevens’, wijzig het wachtwoord van uw mailbox, en bel de beheerder of een contactpersoon van uw organisatie.",
            "Was it not you? Then sign out everywhere on the page ‘My account’, change the password of your mailbox, and call the administrator or a contact person of your organisation.",
        ))
        .link(pick(l, "Bekijk hoe en waar u bent ingelogd", "See how and where you are signed in"), link)
}
