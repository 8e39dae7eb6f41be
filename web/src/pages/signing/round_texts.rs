//! Texts of a round: the code, the progress, what came of it.

crate::texts! {
    /// Texts of a round.
    pub struct Texts {
        ask: fn(n: i64, number: &str) -> String { if n == 1 { "Teken 1 overeenkomst".to_owned() } else { format!("Teken {number} overeenkomsten") } }
            | { if n == 1 { "Sign 1 agreement".to_owned() } else { format!("Sign {number} agreements") } },
        ask_lead: fn(email: &str) -> String { format!("Er is een mail met een code onderweg naar {email}. Met die code tekent u alles wat hieronder staat.") }
            | { format!("A mail with a code is on its way to {email}. With that code you sign everything below.") },
        what: fn(n: i64, number: &str) -> String { if n == 1 { "De overeenkomst die u tekent".to_owned() } else { format!("De {number} overeenkomsten die u tekent") } }
            | { if n == 1 { "The agreement that you sign".to_owned() } else { format!("The {number} agreements that you sign") } },
        between: fn(party: &str, partner: &str) -> String { format!("{party} en {partner}") } | { format!("{party} and {partner}") },
        declare: "Wat u verklaart" | "What you declare",
        code: "Code uit de mail" | "Code from the mail",
        code_hint: "Acht cijfers, met of zonder spatie. De code werkt 5 minuten en alleen in dit venster." | "Eight digits, with or without a space. The code works for 5 minutes, and only in this window.",
        sign: fn(n: i64, number: &str) -> String { if n == 1 { "Onderteken 1 overeenkomst".to_owned() } else { format!("Onderteken {number} overeenkomsten") } }
            | { if n == 1 { "Sign 1 agreement".to_owned() } else { format!("Sign {number} agreements") } },
        passkey_lead: "Bevestig met uw passkey, met uw vinger, gezicht of pincode. Daarmee tekent u alles wat hieronder staat, en alleen dat."
            | "Confirm with your passkey: your finger, face or PIN. With it you sign everything below, and only that.",
        sign_by_passkey: fn(n: i64, number: &str) -> String { if n == 1 { "Onderteken 1 overeenkomst met passkey".to_owned() } else { format!("Onderteken {number} overeenkomsten met passkey") } }
            | { if n == 1 { "Sign 1 agreement with a passkey".to_owned() } else { format!("Sign {number} agreements with a passkey") } },
        no_passkeys_here: "Uw passkey werkt niet in deze browser. Open deze pagina op uw eigen toestel, of vraag een code per mail als dat hieronder kan."
            | "Your passkey does not work in this browser. Open this page on your own device, or ask for a code by mail if that is offered below.",
        by_code_instead: "Liever met een code per mail" | "A code by mail instead",
        fingerprint: "Kenmerk" | "Fingerprint",
        fingerprint_hint: "Hetzelfde kenmerk staat in de mail. Het hoort bij precies deze overeenkomsten." | "The same fingerprint stands in the mail. It belongs to exactly these agreements.",
        back: "Terug, niets tekenen" | "Back, sign nothing",
        no_mail: "Geen mail gekregen?" | "No mail?",
        no_mail_text: "Kijk ook bij ongewenste mail. Komt er na een paar minuten niets, vraag dan een nieuwe code. De vorige werkt daarna niet meer."
            | "Look in your spam folder too. If nothing comes after a few minutes, ask for a new code. The former one then no longer works.",
        again: "Stuur een nieuwe code" | "Send a new code",
        demo_mailbox: "Naar het Postvak van de demo" | "To the mailbox of the demo",
        wrong: fn(left: i64) -> String { if left == 1 { "Deze code klopt niet. U kunt het nog één keer proberen.".to_owned() } else { format!("Deze code klopt niet. U kunt het nog {left} keer proberen.") } }
            | { if left == 1 { "This code is not right. You can try once more.".to_owned() } else { format!("This code is not right. You can try {left} more times.") } },
        missing: "Typ de code uit de mail." | "Type the code from the mail.",
        expired: "De code is verlopen" | "The code has expired",
        expired_text: "Er is niets getekend. Vraag een nieuwe code; uw keuze is bewaard." | "Nothing has been signed. Ask for a new code; your choice has been kept.",
        no_guesses: "Er is te vaak een verkeerde code getypt" | "A wrong code was typed too often",
        no_guesses_text: "Er is niets getekend. Vraag een nieuwe code; uw keuze is bewaard." | "Nothing has been signed. Ask for a new code; your choice has been kept.",
        not_asked: "In dit venster wacht geen code" | "No code is awaited in this window",
        not_asked_text: "De code werkt alleen in de browser waarin u op ‘Verder’ klikte. Ga daar verder, of vraag hier een nieuwe code."
            | "The code works only in the browser in which you went on. Go back there, or ask for a new code here.",

        busy: "Er wordt getekend" | "Signing",
        busy_text: "U mag dit venster sluiten: het tekenen gaat door. Elk document wordt precies één keer getekend." | "You may close this window: signing goes on. Each document is signed exactly once.",
        progress: fn(done: &str, all: &str) -> String { format!("{done} van {all} getekend") } | { format!("{done} of {all} signed") },
        refused: fn(n: i64, number: &str) -> String { if n == 1 { "1 overeenkomst kon niet worden getekend.".to_owned() } else { format!("{number} overeenkomsten konden niet worden getekend.") } }
            | { if n == 1 { "1 agreement could not be signed.".to_owned() } else { format!("{number} agreements could not be signed.") } },
        slow: "Het duurt langer dan gewoonlijk. Het portaal blijft het proberen. U hoeft niets te doen; kijk later nog eens op deze pagina."
            | "This takes longer than usual. The portal keeps trying. There is nothing you need to do; look at this page again later.",
        look_again: "Kijk hoe ver het is" | "See how far it is",

        all_signed: fn(n: i64, number: &str) -> String { if n == 1 { "U hebt 1 overeenkomst getekend".to_owned() } else { format!("U hebt {number} overeenkomsten getekend") } }
            | { if n == 1 { "You have signed 1 agreement".to_owned() } else { format!("You have signed {number} agreements") } },
        some_signed: fn(done: &str, all: &str) -> String { format!("U hebt {done} van {all} overeenkomsten getekend") } | { format!("You have signed {done} of {all} agreements") },
        none_signed: "Er is niets getekend" | "Nothing has been signed",
        thanks: "Dank u wel. De contactpersonen van beide kanten zien op de pagina van elke overeenkomst dat u hebt getekend. Zodra alle partijen hebben getekend, is een overeenkomst rond."
            | "Thank you. The contact persons of both sides see on the page of each agreement that you have signed. Once all parties have signed, an agreement is complete.",
        refused_title: "Niet getekend" | "Not signed",
        refused_lead: "Deze overeenkomsten zijn veranderd sinds u ze zag, en daarom niet getekend." | "These agreements have changed since you saw them, and so were not signed.",
        signed_title: "Getekend" | "Signed",
        party: "Gemeente of regeling" | "Municipality or joint body",
        partner: "Signaalpartner" | "Signal partner",
        number: "Nummer" | "Number",
        why: "Waarom niet" | "Why not",
        document: "Document" | "Document",
        open: "Open" | "Open",
        open_detail: fn(number: &str) -> String { format!("{number}, pdf, in een nieuw venster") } | { format!("{number}, PDF, in a new window") },
        about: "Over deze ondertekenronde" | "About this signing round",
        begun: "Begonnen" | "Begun",
        confirmed: "Bevestigd" | "Confirmed",
        how: "Hoe" | "How",
        by_code: "Met een eenmalige code per mail" | "With a one-time code by mail",
        by_passkey: "Met een passkey, die precies deze overeenkomsten heeft ondertekend" | "With a passkey, which signed exactly these agreements",
        evidence: "Bewijs" | "Evidence",
        evidence_detail: fn(number: &str) -> String { format!("van {number}, json") } | { format!("of {number}, JSON") },
        consent: "Verklaring" | "Declaration",
        to_list: "Naar Tekenen" | "To Sign",
        to_agreements: "Naar de overeenkomsten" | "To the agreements",
    }
}
