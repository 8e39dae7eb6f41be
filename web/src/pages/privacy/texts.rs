//! Texts of the privacy statement. The terms are those of the settings for keeping and erasing.

use crate::{lang::Lang, words::days};
use domain::keeping::Terms;

crate::texts! {
    /// Texts of the privacy statement.
    pub struct Texts {
        title: "Privacyverklaring" | "Privacy statement",
        lead: "Welke gegevens van u dit portaal bewaart, waarom, en hoe lang." | "Which data about you this portal keeps, why, and for how long.",

        what: "Welke gegevens?" | "Which data?",
        what_text: ["Dit portaal gaat over afspraken tussen organisaties. Er staan geen gegevens in van inwoners met schulden. Van de mensen die voor een organisatie werken, bewaren we:"]
            | ["This portal is about agreements between organisations. It holds no data about inhabitants with debts. About people who work for an organisation we keep:"],
        what_list: [
            "naam, functie, mailadres en telefoonnummer van uw werk, ook op een contactkaart die uw organisatie van u maakt;",
            "uw rol en voor welke organisatie u die hebt, en bij een tekenbevoegde waarop de bevoegdheid rust;",
            "wat u in het portaal doet met een aanmelding of overeenkomst, en wanneer;",
            "wanneer u inlogt;",
            "van een particuliere verhuurder zonder KvK-nummer: naam, adres en mailadres. Nooit een geboortedatum of BSN.",
        ] | [
            "name, function, mail address and telephone number at work, also on a contact card that your organisation makes of you;",
            "your role and for which organisation, and for a signatory on what the power to sign rests;",
            "what you do in the portal with a registration or agreement, and when;",
            "when you sign in;",
            "of a private landlord without a Chamber of Commerce number: name, address and mail address. Never a date of birth or citizen service number.",
        ],
        why: "Waarom?" | "Why?",
        why_text: ["We hebben deze gegevens nodig om overeenkomsten te maken, te laten tekenen en later te kunnen bewijzen wie wat heeft afgesproken. We gebruiken ze nergens anders voor en verkopen ze niet."]
            | ["We need these data to make agreements, to have them signed and to prove later who agreed on what. We use them for nothing else and do not sell them."],
        who: "Wie ziet wat?" | "Who sees what?",
        who_text: ["Iedereen ziet alleen wat bij de eigen rol hoort:"] | ["Everyone sees only what belongs to the own role:"],
        who_list: [
            "Contactpersonen zien de contactgegevens en contactkaarten van organisaties met wie een overeenkomst mogelijk is.",
            "Mailadressen van tekenbevoegden laten we niet zien aan andere organisaties.",
            "De beheerder ziet aanmeldingen, organisaties en verzonden mails, maar geen codes en inloglinks.",
        ] | [
            "Contact persons see the contact details and contact cards of organisations with whom an agreement is possible.",
            "We do not show signatories' mail addresses to other organisations.",
            "The administrator sees registrations, organisations and mails that were sent, but no codes and sign-in links.",
        ],
        keep: "Hoe lang?" | "How long?",
        keep_text: ["Dit zijn de termijnen. De selectielijst van de archiefwet gaat voor."] | ["These are the terms. The selection list under the archive law prevails."],
        keep_list: fn(terms: &Terms) -> Vec<String> { vec![
            format!("Een aanmelding die niet is bevestigd: {}.", days(terms.unconfirmed_days, Lang::Nl)),
            format!("De inhoud van verzonden mails: {}.", days(terms.mail_days, Lang::Nl)),
            format!("Een geweigerde aanmelding: {}.", days(terms.refused_days, Lang::Nl)),
            format!("Wanneer u inlogde: {}.", days(terms.sign_in_days, Lang::Nl)),
            format!("Een overeenkomst die is afgewezen of vervallen en die niemand heeft getekend: {} jaar na het einde.", terms.unsigned_years),
            format!("Een getekende overeenkomst: tot {} jaar na het einde. Daarna beslist de beheerder of zij wordt gewist.", terms.evidence_years),
            format!("Uw naam en contactgegevens: zolang u een rol hebt, en daarna nog {} jaar. Hebt u iets getekend, dan zolang als die overeenkomst.", terms.person_years),
            format!("Een contactkaart: tot uw organisatie haar verwijdert, en hooguit {} jaar nadat de organisatie is gestopt. Vertrekt u, dan verdwijnt de kaart met uw mailadres meteen.", terms.person_years),
        ] } | { vec![
            format!("A registration that was not confirmed: {}.", days(terms.unconfirmed_days, Lang::En)),
            format!("The contents of mails sent: {}.", days(terms.mail_days, Lang::En)),
            format!("A refused registration: {}.", days(terms.refused_days, Lang::En)),
            format!("When you signed in: {}.", days(terms.sign_in_days, Lang::En)),
            format!("An agreement that was declined or withdrawn and that nobody signed: {} years after its end.", terms.unsigned_years),
            format!("A signed agreement: {} years after it has ended. Then the administrator decides whether it is erased.", terms.evidence_years),
            format!("Your name and contact details: as long as you have a role, and {} years more. If you signed something, as long as that agreement.", terms.person_years),
            format!("A contact card: until your organisation removes it, and {} years at most after the organisation has stopped. If you leave, the card with your mail address goes at once.", terms.person_years),
        ] },
        cookies: "Cookies" | "Cookies",
        cookies_text: ["Het portaal gebruikt alleen cookies die nodig zijn: om u ingelogd te houden, formulieren te beveiligen, uw taal te onthouden en een browser te herkennen waarin u eerder inlogde. We volgen u niet en laden niets van andere websites."]
            | ["The portal uses only cookies that it needs: to keep you signed in, to protect forms, to remember your language and to recognise a browser in which you signed in before. We do not track you and load nothing from other websites."],
        safe: "Hoe beschermen we ze?" | "How do we protect them?",
        safe_text: ["U logt in met een code die kort geldig is. Codes en inlogsleutels bewaren we alleen als een onleesbare afdruk. Elke handeling wordt vastgelegd in een logboek."]
            | ["You sign in with a code that is valid for a short time. We keep codes and sign-in keys only as an unreadable digest. Every act is recorded in a log."],
        rights: "Uw rechten" | "Your rights",
        rights_text: [
            "U mag vragen welke gegevens we van u hebben, ze laten verbeteren en in veel gevallen laten verwijderen. Uw contactgegevens kunt u via de contactpersoon van uw organisatie laten aanpassen.",
            "Bent u het niet met ons eens? Dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.",
        ] | [
            "You may ask which data we have about you, have them corrected and in many cases have them erased. The contact person of your organisation can have your contact details changed.",
            "If you disagree with us, you can complain to the Dutch Data Protection Authority (Autoriteit Persoonsgegevens).",
        ],
    }
}
