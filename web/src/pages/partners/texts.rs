//! Texts of the partners.

crate::texts! {
    /// Texts of the partners.
    pub struct Texts {
        title: "Samenwerkingspartners" | "Partners",
        lead_party: "Wie u waarvoor kunt mailen of bellen bij alle signaalpartners met wie u een overeenkomst hebt of kunt sluiten."
            | "Whom you can mail or call for what at all signal partners with whom you have or can make an agreement.",
        lead_partner: "Wie u waarvoor kunt mailen of bellen bij alle gemeenten en gemeenschappelijke regelingen met wie u een overeenkomst hebt of kunt sluiten."
            | "Whom you can mail or call for what at all municipalities and joint bodies with whom you have or can make an agreement.",
        purpose: "Gebruik deze gegevens alleen voor de samenwerking rond vroegsignalering." | "Use these details only for working together on early detection.",
        search: "Zoek op naam" | "Search by name",
        sector: "Sector" | "Sector",
        all_sectors: "Alle sectoren" | "All sectors",
        system_filter: "Vroegsignaleringssysteem" | "Early-warning system",
        all_systems: "Alle systemen" | "All systems",
        other_system: "Een ander systeem" | "Another system",
        province: "Provincie" | "Province",
        all_provinces: "Alle provincies" | "All provinces",
        municipality: "Gemeente" | "Municipality",
        all_municipalities: "Alle gemeenten" | "All municipalities",
        state: "Stand van de overeenkomst" | "State of the agreement",
        all_states: "Alle standen" | "All states",
        card_note: "Alleen voor de samenwerking rond vroegsignalering van schulden." | "Only for working together on early detection of debt.",
        show: "Zoek" | "Search",
        clear: "Wis zoekopdracht" | "Clear search",
        count: fn(n: i64, text: &str) -> String {
            if n == 1 { "1 samenwerkingspartner".to_owned() } else { format!("{text} samenwerkingspartners") }
        } | {
            if n == 1 { "1 partner".to_owned() } else { format!("{text} partners") }
        },
        range: fn(n: usize, total: &str) -> String { format!("{n} van {total} op deze pagina") } | { format!("{n} of {total} on this page") },
        to_start: "Terug naar het begin van de lijst" | "Back to the start of the list",
        csv: "Download deze lijst (CSV)" | "Download this list (CSV)",
        system: fn(system: &str) -> String { format!("Ontvangt signalen in {system}") } | { format!("Receives signals in {system}") },
        members: fn(n: usize) -> String { if n == 1 { "1 gemeente en haar systeem".to_owned() } else { format!("{n} gemeenten en hun systeem") } }
            | { if n == 1 { "1 municipality and its system".to_owned() } else { format!("{n} municipalities and their systems") } },
        agreement: "Overeenkomst" | "Agreement",
        website: "Website" | "Website",
        no_contacts: "Er is nog geen contactpersoon bekend." | "No contact person is known yet.",
        works_at: fn(place: &str) -> String { format!("Werkt bij {place}") } | { format!("Works at {place}") },
        none_found: "Niets gevonden" | "Nothing found",
        none_found_text: "Er is geen samenwerkingspartner die bij uw zoekopdracht past. Zoek op een deel van de naam, of wis de zoekopdracht."
            | "No partner fits what you searched for. Search for part of a name, or clear the search.",
        none: "Er zijn nog geen samenwerkingspartners" | "There are no partners yet",
        none_party: "Zodra de beheerder een signaalpartner heeft goedgekeurd die bij u actief is, staan de contactpersonen hier."
            | "Once the administrator has accepted a signal partner that is active in your area, its contact persons appear here.",
        none_partner: "Zodra de beheerder een gemeente heeft goedgekeurd waar u actief bent, staan de contactpersonen hier."
            | "Once the administrator has accepted a municipality where you are active, its contact persons appear here.",
        executor: "U werkt hier als uitvoerende organisatie" | "You act as an executor here",
        executor_text: "Een uitvoerende organisatie sluit zelf geen overeenkomsten. Daarom staan hier geen samenwerkingspartners. Werkt u voor een gemeente of signaalpartner, dan kan die u als contactpersoon opgeven. Daarna kiest u die organisatie boven aan de pagina."
            | "An executor makes no agreements of its own. That is why there are no partners here. If you work for a municipality or signal partner, it can name you as a contact person. After that you choose that organisation at the top of the page.",
        header: [
            "Organisatie", "Soort", "Sector", "CBS-code", "Provincie", "Vroegsignaleringssysteem", "Website", "Waarvoor", "Contactpersoon",
            "Functie", "Werkt bij", "E-mailadres", "Telefoonnummer", "Overeenkomst", "Stand"
        ] | [
            "Organisation", "Kind", "Sector", "CBS code", "Province", "Early-warning system", "Website", "For what", "Contact person",
            "Function", "Works at", "E-mail address", "Telephone number", "Agreement", "State"
        ],
        file: "samenwerkingspartners" | "partners",
    }
}
