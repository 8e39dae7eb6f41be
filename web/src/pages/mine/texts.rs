//! Texts of the own account.

crate::texts! {
    /// Texts of the own account.
    pub struct Texts {
        title: "Mijn gegevens" | "My account",
        name: "Naam" | "Name",
        email: "E-mailadres" | "E-mail address",
        phone: "Telefoonnummer" | "Telephone number",
        language: "Taal van pagina’s en mails" | "Language of pages and mails",
        language_hint: "U kiest een andere taal boven aan elke pagina." | "You choose another language at the top of every page.",
        wrong: "Klopt er iets niet? Geef het door aan de beheerder van het portaal." | "Is something wrong? Tell the administrator of the portal.",
        roles: "Uw rollen" | "Your roles",
        roles_text: "Voor deze organisaties kunt u werken. U kiest boven aan de pagina voor welke u nu werkt."
            | "You can act for these organisations. At the top of the page you choose for which one you act now.",
        no_roles: "U hebt nu geen rol in een organisatie. Denkt u dat dit niet klopt? Vraag het de contactpersoon van uw organisatie of de beheerder."
            | "You have no role in any organisation now. If you think this is wrong, ask the contact person of your organisation or the administrator.",
        organisation: "Organisatie" | "Organisation",
        kind: "Soort" | "Kind",
        role: "Rol" | "Role",
        administration: "Beheer van het portaal" | "Administration of the portal",
        now: "hiervoor werkt u nu" | "you act for this one now",
        signing: "Wat u het laatst tekende" | "What you signed last",
        nothing_signed: "U hebt in dit portaal nog niets getekend." | "You have not signed anything in this portal yet.",
        last_round: fn(signed: &str, all: &str, at: &str) -> String {
            if signed == all { format!("Overeenkomsten getekend: {signed}, op {at}.") } else { format!("Overeenkomsten getekend: {signed} van {all}, op {at}.") }
        } | {
            if signed == all { format!("Agreements signed: {signed}, on {at}.") } else { format!("Agreements signed: {signed} of {all}, on {at}.") }
        },
        to_round: "Bekijk de ondertekenronde" | "See the signing round",
        passkeys: "Uw passkeys: inloggen zonder code" | "Your passkeys: sign in without a code",
        app: "Uw authenticator-app: een tweede code bij het inloggen" | "Your authenticator app: a second code at signing in",
        mails: "Kies welke mails u krijgt" | "Choose which mails you get",
        sessions: "Waar u bent ingelogd" | "Where you are signed in",
        sessions_text: "Elke regel is een browser waarin u bent ingelogd. Herkent u er een niet? Log daar dan uit."
            | "Each line is a browser in which you are signed in. If you do not recognise one, sign out there.",
        session: "Browser" | "Browser",
        session_number: fn(n: usize) -> String { format!("Browser {n}") } | { format!("Browser {n}") },
        this_one: "deze browser" | "this browser",
        by: "Ingelogd met" | "Signed in with",
        since: "Ingelogd sinds" | "Signed in since",
        last_used: "Laatst gebruikt" | "Last used",
        until: "Eindigt uiterlijk" | "Ends at the latest",
        end: "Log daar uit" | "Sign out there",
        others: "Log uit in alle andere browsers" | "Sign out in all other browsers",
        everywhere: "Log overal uit" | "Sign out everywhere",
        everywhere_text: "U kunt in één keer uitloggen in alle browsers, ook in deze. Daarna logt u opnieuw in."
            | "You can sign out in all browsers at once, here too. After that you sign in again.",
    }
}
