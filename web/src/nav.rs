//! The main navigation, by what somebody may see.

use crate::lang::Lang;
use domain::access::{Actor, Answer, Permission, may};

/// The list of what waits for a signature; its entry says how many.
pub const TO_SIGN: &str = "/tekenen";

/// Path and words of each entry.
#[must_use]
pub fn items(actor: &Actor, lang: Lang) -> Vec<(&'static str, &'static str)> {
    if *actor == Actor::Visitor {
        return vec![
            ("/aanmelden", lang.pick("Aanmelden", "Register")),
            ("/hulp", lang.pick("Hulp en uitleg", "Help")),
        ];
    }
    let all = [
        ("/beheer", lang.pick("Overzicht", "Overview"), Permission::Administer),
        ("/beheer/aanmeldingen", lang.pick("Aanmeldingen", "Registrations"), Permission::Administer),
        ("/beheer/wijzigingen", lang.pick("Wijzigingen", "Changes"), Permission::Administer),
        ("/beheer/organisaties", lang.pick("Organisaties", "Organisations"), Permission::Administer),
        ("/beheer/cijfers", lang.pick("Cijfers", "Figures"), Permission::Administer),
        ("/overeenkomsten", lang.pick("Overeenkomsten", "Agreements"), Permission::SeeAgreements),
        (TO_SIGN, lang.pick("Tekenen", "Sign"), Permission::Sign),
        ("/kaart", lang.pick("Kaart", "Map"), Permission::SeeMap),
        ("/samenwerkingspartners", lang.pick("Samenwerkingspartners", "Partners"), Permission::SeePartners),
        ("/organisatie", lang.pick("Onze organisatie", "Our organisation"), Permission::Member),
        ("/beheer/mails", lang.pick("Mails", "Mails"), Permission::Administer),
        ("/beheer/taken", lang.pick("Taken", "Jobs"), Permission::Administer),
        ("/beheer/bewaren", lang.pick("Bewaren", "Keeping"), Permission::Administer),
        ("/beheer/beheerders", lang.pick("Beheerders", "Administrators"), Permission::Administer),
        ("/beheer/inlogmiddelen", lang.pick("Inlogmiddelen", "Means of signing in"), Permission::Administer),
        ("/beheer/logboek", lang.pick("Logboek", "Log"), Permission::Administer),
        ("/mijn", lang.pick("Mijn gegevens", "My account"), Permission::SignedIn),
    ];
    all.into_iter()
        .filter(|(_, _, permission)| may(actor, *permission) == Answer::Yes)
        .map(|(href, label, _)| (href, label))
        .collect()
}

/// Where somebody goes after signing in.
#[must_use]
pub fn home(actor: &Actor) -> &'static str {
    let allowed = |permission| may(actor, permission) == Answer::Yes;
    if allowed(Permission::Administer) {
        "/beheer"
    } else if allowed(Permission::SeeAgreements) {
        "/overeenkomsten"
    } else if allowed(Permission::Sign) {
        TO_SIGN
    } else if allowed(Permission::Member) {
        "/organisatie"
    } else {
        "/mijn"
    }
}
