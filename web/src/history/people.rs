//! What people did with their own account, their ways in and the contact cards of their organisation.

use crate::{lang::Lang, words};
use domain::{
    audit::Event,
    cards::Purpose,
    means::{Means, Whose},
};

/// What somebody did with the own account, and what was tried again.
pub(super) fn account(event: &Event, lang: Lang) -> String {
    let fixed = |nl: &str, en: &str| lang.pick(nl, en).to_owned();
    match event {
        Event::LanguageChosen { language } => {
            let name = Lang::parse(language).map_or(language.as_str(), |chosen| match chosen {
                Lang::Nl => lang.pick("Nederlands", "Dutch"),
                Lang::En => lang.pick("Engels", "English"),
            });
            lang.pick(format!("Taal gekozen: {name}"), format!("Language chosen: {name}"))
        }
        Event::MeansAsked { of, sign_in, sign } => means_asked(of, *sign_in, *sign, lang),
        Event::MailsChosen => fixed("Mails gekozen", "Mails chosen"),
        Event::MailRetried => fixed("Mail opnieuw aangeboden", "Mail offered again"),
        Event::JobRetried => fixed("Taak opnieuw gestart", "Job started again"),
        other => other.code().to_owned(),
    }
}

/// Which means suffice from now on, and for whom.
fn means_asked(of: &str, sign_in: Means, sign: Means, lang: Lang) -> String {
    let whose = Whose::parse(of).map_or(of, |whose| words::whose(whose, lang));
    let (enter, sign) = (words::means(sign_in, lang), words::means(sign, lang));
    lang.pick(
        format!("Nodig voor ‘{whose}’: inloggen met {enter}, tekenen met {sign}"),
        format!("Needed for ‘{whose}’: sign in with {enter}, sign with {sign}"),
    )
}

/// What happened to somebody's ways in.
pub(super) fn getting_in(event: &Event, lang: Lang) -> String {
    let (nl, en) = match event {
        Event::SignedIn { means } => {
            let means = words::means(*means, lang);
            return lang.pick(format!("Ingelogd met {means}"), format!("Signed in with {means}"));
        }
        Event::PasskeyAdded => ("Passkey gemaakt", "Passkey made"),
        Event::PasskeyRenamed => ("Passkey een andere naam gegeven", "Passkey given another name"),
        Event::PasskeyRemoved => ("Passkey verwijderd", "Passkey removed"),
        Event::AuthenticatorAdded => ("Authenticator-app gekoppeld", "Authenticator app connected"),
        Event::AuthenticatorRemoved => ("Authenticator-app ontkoppeld", "Authenticator app disconnected"),
        Event::SessionEnded => ("Uitgelogd in een andere browser", "Signed out in another browser"),
        Event::OtherSessionsEnded => ("Uitgelogd in alle andere browsers", "Signed out in all other browsers"),
        Event::SignedOut { everywhere: true } => ("Overal uitgelogd", "Signed out everywhere"),
        _ => ("Uitgelogd", "Signed out"),
    };
    lang.pick(nl, en).to_owned()
}

/// What happened to contact cards, and what they are for.
pub(super) fn cards(event: &Event, lang: Lang) -> String {
    let (purpose, nl, en) = match event {
        Event::CardAdded { purpose } => (purpose, "Contactkaart toegevoegd", "Contact card added"),
        Event::CardChanged { purpose } => (purpose, "Contactkaart gewijzigd", "Contact card changed"),
        Event::CardRemoved { purpose } => (purpose, "Contactkaart verwijderd", "Contact card removed"),
        other => return super::kind(other.code(), lang).to_owned(),
    };
    let purpose = Purpose::parse(purpose).map_or(purpose.as_str(), |purpose| words::purpose(purpose, lang));
    format!("{}: {}", lang.pick(nl, en), words::inside(purpose))
}
