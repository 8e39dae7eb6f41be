//! Texts of the pages about a new mail address for somebody who lost every way in.

crate::texts! {
    /// Texts of the pages about a new mail address.
    pub struct Texts {
        ask_title: "Nieuw e-mailadres vragen" | "Ask for a new mail address",
        ask_lead: fn(name: &str, email: &str) -> String { format!("Kan {name} niet meer bij de mailbox {email} en dus niet meer inloggen? Vraag dan hier een nieuw adres.") }
            | { format!("Has {name} lost the mailbox {email}, and so can no longer sign in? Then ask for a new address here.") },
        ask_points: ["Bel of spreek deze persoon eerst zelf. Vertrouw geen mail of bericht waarin om een nieuw adres wordt gevraagd.",
            "De beheerder keurt het goed. Voor wie mag tekenen of beheren, gaat het daarna pas na drie werkdagen in.",
            "Het oude adres en de andere contactpersonen krijgen bericht en kunnen het tegenhouden.",
            "Daarna eindigen alle sessies en vervallen de passkeys van deze persoon."]
            | ["Call or speak to this person yourself first. Trust no mail or message that asks for a new address.",
            "The administrator agrees to it. For who may sign or administer it counts only after three working days more.",
            "The old address and the other contact persons are told and can stop it.",
            "After that all sessions and passkeys of this person end."],
        email: "Nieuw e-mailadres" | "New mail address",
        email_hint: "Het eigen adres van deze persoon, dus geen gedeelde mailbox." | "This person's own address, so no shared mailbox.",
        shared: "Dit lijkt een gedeelde mailbox. Vul het eigen adres van deze persoon in." | "This looks like a shared mailbox. Enter this person's own address.",
        send: "Vragen" | "Ask",
        cancel: "Annuleren" | "Cancel",
        impossible: "Dit kan nu niet" | "This is not possible now",
        people: "Mensen en rollen" | "People and roles",
        administration: "Beheer" | "Administration",

        list_title: "Nieuwe e-mailadressen" | "New mail addresses",
        list_lead: "Voor mensen die niet meer bij hun mailbox kunnen en dus niet meer inloggen." | "For people who lost their mailbox and so can no longer sign in.",
        nothing: "Er is niets gevraagd." | "Nothing was asked.",
        nothing_text: "Contactpersonen vragen dit op hun pagina met mensen. Voor een enige contactpersoon of een beheerder vraagt u het: op de pagina van de organisatie of van de beheerders."
            | "Contact persons ask for this on their page with people. For an only contact person or an administrator you ask it: on the page of the organisation or of the administrators.",
        whose: fn(name: &str, organisation: &str) -> String { format!("{name}, {organisation}") } | { format!("{name}, {organisation}") },
        old: "Oud adres" | "Old address",
        new: "Nieuw adres" | "New address",
        asked_by: "Gevraagd door" | "Asked by",
        asked_at: "Gevraagd op" | "Asked on",
        until: "Tegen te houden tot en met" | "Can be stopped up to and including",
        at_once: "Bij goedkeuren geldt het nieuwe adres meteen." | "When you agree the new address counts at once.",
        later: fn(day: &str) -> String { format!("Bij goedkeuren geldt het nieuwe adres na {day}. Tot en met die dag kan het worden tegengehouden.") }
            | { format!("When you agree the new address counts after {day}. Up to and including that day it can be stopped.") },
        call_first: "Bel eerst de organisatie op een nummer dat u al kent. Keur alleen goed als u zeker weet dat dit klopt." | "First call the organisation on a number that you know already. Agree only if you are sure that this is right.",
        agree: "Goedkeuren" | "Agree",
        refuse: "Weigeren" | "Refuse",
        stop: "Tegenhouden" | "Stop it",

        waits_asked: fn(who: &str, name: &str, email: &str, day: &str) -> String { format!("{who} vroeg op {day} voor {name} het adres {email}. De beheerder beslist.") }
            | { format!("On {day} {who} asked for the address {email} for {name}. The administrator decides.") },
        waits_until: fn(name: &str, email: &str, day: &str) -> String { format!("{name} krijgt na {day} het adres {email}. Tot en met die dag kunt u dat tegenhouden.") }
            | { format!("After {day} {name} gets the address {email}. Up to and including that day you can stop that.") },
        ask_link: "Kan niet meer inloggen" | "Can no longer sign in",

        link_title: "Nieuw e-mailadres tegenhouden" | "Stop a new mail address",
        link_lead: fn(name: &str) -> String { format!("Voor {name} is in Vroegteken een nieuw e-mailadres gevraagd. Klopt dat niet? Houd het dan tegen. Er verandert dan niets.") }
            | { format!("A new mail address was asked for {name} in Vroegteken. Is that not right? Then stop it. Nothing changes then.") },
    }
}
