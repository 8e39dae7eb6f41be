//! Texts that belong to the parts themselves.

crate::texts! {
    /// Texts of the parts.
    pub struct Texts {
        errors: fn(n: usize) -> String {
            if n == 1 { "Er is nog 1 ding dat niet klopt".to_owned() } else { format!("Er zijn nog {n} dingen die niet kloppen") }
        } | {
            if n == 1 { "There is 1 thing to correct".to_owned() } else { format!("There are {n} things to correct") }
        },
        change: "Wijzig" | "Change",
        empty: "niet ingevuld" | "not filled in",
        step: fn(n: usize, total: usize) -> String { format!("Stap {n} van {total}") } | { format!("Step {n} of {total}") },
        pager: "Bladeren" | "Pages",
        previous: "Vorige" | "Previous",
        next: "Volgende" | "Next",
        mail_to: "Mail" | "E-mail",
        call: "Bel" | "Call",
        card: "Contactkaart (vCard)" | "Contact card (vCard)",
        card_old: "voor oudere adresboeken" | "for older address books",
        search_list: "Zoek in de lijst" | "Search the list",
        search_none: "Niets gevonden" | "Nothing found",
        chosen_of: fn(n: usize, total: usize) -> String { format!("{n} van {total} gekozen") } | { format!("{n} of {total} chosen") },

        passkey_failed: "Het is niet gelukt met de passkey. Probeer het nog een keer, of kies een andere manier." | "It did not work with the passkey. Try again, or choose another way.",
        passkey_known: "Dit apparaat heeft al een passkey van u voor dit portaal." | "This device already has a passkey of yours for this portal.",

        prepared: "Klaargezet" | "Prepared",
        on_hold: "Aangehouden" | "On hold",
        on_hold_until: fn(date: &str) -> String { format!("Aangehouden tot {date}") } | { format!("On hold until {date}") },
        released: "Ter ondertekening" | "To be signed",
        signed_by: fn(who: &str) -> String { format!("Getekend door {who}") } | { format!("Signed by {who}") },
        declined: "Afgewezen" | "Declined",
        signed: "Getekend" | "Signed",
        active: "Actief" | "Active",
        withdrawn: "Vervallen" | "Withdrawn",
        terminated: "Opgezegd" | "Terminated",
        superseded: "Vervangen" | "Superseded",
    }
}
