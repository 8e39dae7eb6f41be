//! Texts of changing the own organisation, and of the form that administrators use as well.

crate::texts! {
    /// Texts of changing an organisation.
    pub struct Texts {
        title: "Gegevens wijzigen" | "Change your details",
        lead: "Vraag hier een wijziging aan. De beheerder kijkt haar na en ziet eerst wat zij met uw overeenkomsten doet. Contactpersonen wijzigt u meteen zelf." | "Ask for a change here. The administrator checks it and first sees what it does to your agreements. You change contact persons yourself, at once.",
        to_organisation: "Onze organisatie" | "Our organisation",
        what: "Wat wilt u wijzigen?" | "What do you want to change?",
        contacts: "Contactpersonen" | "Contact persons",
        not_here: "Gaat het om iets anders, zoals een gemeente die overgaat naar een gemeenschappelijke regeling? Neem dan contact op met de beheerder." | "Is it about something else, such as a municipality that goes over to a joint body? Then contact the administrator.",
        asked: "Uw wijzigingen" | "Your changes",
        asked_none: "U hebt nog geen wijziging aangevraagd." | "You have not asked for a change yet.",
        asked_caption: fn(n: usize) -> String { if n == 1 { "1 wijziging".to_owned() } else { format!("De laatste {n} wijzigingen") } } | { if n == 1 { "1 change".to_owned() } else { format!("The last {n} changes") } },
        kind: "Wijziging" | "Change",
        asked_on: "Aangevraagd op" | "Asked for on",
        stage: "Stand" | "State",
        from: fn(day: &str) -> String { format!("per {day}") } | { format!("from {day}") },
        take_back: "Intrekken" | "Take back",
        end_why: "Doet uw organisatie niet meer mee aan vroegsignalering? Vraag dan het einde van de deelname aan." | "Does your organisation no longer take part in early detection? Then ask for the end of taking part.",

        back: "Terug" | "Back",
        cancel: "Annuleren" | "Cancel",
        ask_lead: "Pas aan wat er verandert. De beheerder kijkt het na. Daarna krijgen overeenkomsten die klaarstaan een nieuwe versie. Wat al getekend is, blijft zoals het is en krijgt een melding." | "Adjust what changes. The administrator checks it. After that, agreements that stand ready get a new version. What has been signed stays as it is and gets a mark.",
        ask_send: "Wijziging aanvragen" | "Ask for the change",
        contacts_lead: "Dit verandert meteen, ook voor de organisaties met wie u overeenkomsten hebt. Er komt geen nieuwe versie van een overeenkomst door. Wie nieuw is, krijgt een uitnodiging; wie u weghaalt, kan niet meer inloggen voor deze organisatie." | "This changes at once, also for the organisations with which you have agreements. It makes no new version of an agreement. Who is new gets an invitation; whom you remove can no longer sign in for this organisation.",
        contacts_send: "Opslaan" | "Save",
        direct_lead: "Pas aan wat er verandert. Op de volgende bladzijde ziet u wat dit met de overeenkomsten doet. Pas daarna beslist u." | "Adjust what changes. The next page shows what this does to the agreements. Only then you decide.",
        direct_send: "Bekijk wat dit doet" | "See what this does",
        correct_lead: "Verbeter alleen tikfouten. Wie de wijziging aanvroeg, krijgt een mail met wat er stond en wat er nu staat." | "Correct typing errors only. Who asked for the change gets a mail with what stood there and what stands there now.",
        correct_send: "Opslaan en mailen" | "Save and mail",
        stale: "Iemand anders heeft dit intussen veranderd. Er is nog niets opgeslagen. Kijk of het nog klopt en probeer het opnieuw." | "Somebody else has changed this meanwhile. Nothing has been saved yet. See whether it still fits and try again.",

        end_title: "Deelname beëindigen" | "End taking part",
        end_lead: "Kies de dag waarop de organisatie niet meer meedoet. De beheerder beslist hierover." | "Choose the day on which the organisation no longer takes part. The administrator decides.",
        end_effects: ["Overeenkomsten die nog niet door iedereen zijn getekend, vervallen op die dag.", "Getekende en actieve overeenkomsten worden opgezegd, met die dag als laatste dag.", "Vanaf die dag kan niemand meer voor de organisatie inloggen of tekenen."]
            | ["Agreements that not everybody has signed are withdrawn on that day.", "Signed and active agreements are terminated, with that day as their last.", "From that day on nobody can sign in or sign for the organisation."],
        end_day: "Laatste dag" | "Last day",
        end_day_hint: "Vandaag of later, bijvoorbeeld 31-12-2026." | "Today or later, for example 31-12-2026.",
        day_form: "Vul een dag in, zoals 31-12-2026." | "Enter a day, such as 31-12-2026.",
        end_reason: "Waarom doet de organisatie niet meer mee?" | "Why does the organisation no longer take part?",
        end_reason_hint: "Bijvoorbeeld: opgegaan in een andere organisatie." | "For example: went up in another organisation.",
        reason_missing: "Vul een reden in." | "Enter a reason.",
        reason_long: fn(most: usize) -> String { format!("Maak dit korter: hooguit {most} tekens.") } | { format!("Make this shorter: at most {most} characters.") },
        reason_characters: "In deze tekst staan onzichtbare tekens. Typ de tekst opnieuw." | "This text holds invisible characters. Type the text again.",
        end_send: "Einde aanvragen" | "Ask for the end",
    }
}
