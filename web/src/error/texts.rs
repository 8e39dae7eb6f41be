//! Texts of the pages that say why something cannot be shown.

crate::texts! {
    /// Texts of error pages.
    pub struct Texts {
        not_found: "Deze pagina bestaat niet" | "This page does not exist",
        not_found_text: "Misschien is het adres niet helemaal goed overgenomen, of werkt u nu voor een andere organisatie. Kijk bovenaan de pagina voor welke organisatie u werkt." | "The address may not have been copied completely, or you are acting for another organisation. The top of the page shows for which organisation you act.",
        belongs_to: fn(other: &str) -> String { format!("Deze pagina hoort bij {other}") } | { format!("This page belongs to {other}") },
        belongs_to_text: fn(other: &str, now: &str) -> String {
            format!("U werkt nu voor {now}. Ook voor {other} hebt u een rol. Ga verder als {other} om deze pagina te zien.")
        } | {
            format!("You are acting for {now}. You have a role for {other} as well. Go on as {other} to see this page.")
        },
        made_for: "U werkt nu voor een andere organisatie" | "You are acting for another organisation now",
        made_for_text: fn(made: &str, now: &str) -> String {
            format!("Dit formulier is gemaakt toen u voor {made} werkte. Intussen werkt u voor {now}, misschien door een ander tabblad. Er is niets gedaan. Ga verder als {made} en verstuur het formulier opnieuw.")
        } | {
            format!("This form was made while you were acting for {made}. Now you are acting for {now}, perhaps because of another tab. Nothing was done. Go on as {made} and send the form again.")
        },
        go_on: fn(other: &str) -> String { format!("Verder als {other}") } | { format!("Go on as {other}") },
        not_your_role: "Dit hoort niet bij uw rol" | "This is not part of your role",
        not_your_role_text: "U bent ingelogd, maar deze pagina is voor mensen met een andere rol. Uw contactpersoon of de beheerder kan u verder helpen." | "You are signed in, but this page is for people with another role. Your contact person or the administrator can help you.",
        sign_in: "Log eerst in" | "Please sign in first",
        sign_in_text: "Deze pagina is alleen te zien als u bent ingelogd." | "This page can be seen only when you are signed in.",
        forged: "Dit formulier is verlopen" | "This form has expired",
        forged_text: "Het formulier hoort niet (meer) bij dit venster. Ga terug, laad de pagina opnieuw en verstuur het nog een keer. Staan cookies aan in uw browser?" | "The form does not (or no longer) belong to this window. Go back, reload the page and send it again. Are cookies allowed in your browser?",
        bad_form: "Wij begrijpen dit verzoek niet" | "We do not understand this request",
        bad_form_text: "Er kwam iets anders binnen dan deze pagina verwacht. Ga terug en probeer het nog een keer." | "Something else came in than this page expects. Go back and try again.",
        too_large: "Dit is te groot" | "This is too large",
        too_large_text: "Er is meer verstuurd dan deze pagina aankan. Er is niets opgeslagen. Maak de tekst korter en probeer het nog een keer." | "More was sent than this page can take. Nothing was saved. Please shorten the text and try again.",
        stale: "Dit is inmiddels veranderd" | "This has changed meanwhile",
        stale_text: "Iemand anders was u voor, of u klikte twee keer. Er is niets dubbel gedaan. Ga terug en laad de pagina opnieuw om te zien hoe het er nu voor staat." | "Somebody else was first, or you clicked twice. Nothing was done double. Go back and reload the page to see how things stand now.",
        refused: "Dit kan nu niet" | "This is not possible now",
        no_document: "Het document is er nog niet" | "The document is not there yet",
        no_document_text: "Het document wordt nog gemaakt, of kan nu even niet worden gemaakt. Probeer het over een minuut nog een keer. Blijft het weg? Dan weet de beheerder ervan." | "The document is still being made, or cannot be made right now. Please try again in a minute. Is it still missing then? The administrator knows about it.",
        cannot_sign: "Tekenen kan nu niet" | "Signing is not possible now",
        cannot_sign_text: "Het portaal kan nu geen handtekeningen zetten, omdat de sleutel daarvoor ontbreekt. Er is niets getekend. Probeer het later nog een keer, of vraag het de beheerder." | "The portal cannot sign now, because it lacks the key to do so. Nothing has been signed. Please try again later, or ask the administrator.",
        store: "De documenten zijn even niet bereikbaar" | "The documents cannot be reached right now",
        store_text: "Het ligt niet aan u, en er is niets half gedaan. Probeer het over een paar minuten nog een keer. Blijft het misgaan? Mail de beheerder en noem het nummer hieronder." | "It is not your fault, and nothing was done by half. Please try again in a few minutes. Does it keep failing? Mail the administrator and give the number below.",
        too_often: "Even rustig aan" | "Too many requests",
        too_often_text: fn(minutes: u32) -> String {
            format!("Dit is net heel vaak gevraagd, vanaf uw netwerk of voor dit account. Er is nu niets gedaan. Probeer het over {} nog een keer.", if minutes == 1 { "een minuut".to_owned() } else { format!("{minutes} minuten") })
        } | {
            format!("This was asked very often just now, from your network or for this account. Nothing was done this time. Please try again in {}.", if minutes == 1 { "a minute".to_owned() } else { format!("{minutes} minutes") })
        },
        broken: "Er ging iets mis bij ons" | "Something went wrong on our side",
        broken_text: "Het ligt niet aan u. Probeer het over een paar minuten nog een keer. Blijft het misgaan? Mail de beheerder en noem het nummer hieronder." | "It is not your fault. Please try again in a few minutes. Does it keep failing? Mail the administrator and give the number below.",
        reference: "Nummer van deze storing" | "Number of this failure",
        to_agreements: "Naar de overeenkomsten" | "To the agreements",
        onward: "Naar de startpagina" | "To the start page",
    }
}
