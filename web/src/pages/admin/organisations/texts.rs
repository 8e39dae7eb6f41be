//! Texts of the list of organisations.

crate::texts! {
    /// Texts of the list of organisations.
    pub struct Texts {
        bring_in: "Organisaties of getekende overeenkomsten inlezen uit een bestand" | "Bring in organisations or signed agreements from a file",
        title: "Organisaties" | "Organisations",
        lead: "Alle gemeenten, gemeenschappelijke regelingen, signaalpartners en uitvoerende organisaties die meedoen." | "All municipalities, joint bodies, signal partners and executors that take part.",
        search: "Zoek op naam of KvK-nummer" | "Search by name or KvK number",
        kind: "Soort" | "Kind",
        every_kind: "Alle soorten" | "All kinds",
        sector: "Sector" | "Sector",
        every_sector: "Alle sectoren" | "All sectors",
        filter: "Toon" | "Show",
        clear: "Wis de filters" | "Clear the filters",
        caption: fn(n: &str, one: bool) -> String { if one { "1 organisatie, op naam".to_owned() } else { format!("{n} organisaties, op naam") } } | { if one { "1 organisation, by name".to_owned() } else { format!("{n} organisations, by name") } },
        name: "Naam" | "Name",
        place: "Plaats" | "Place",
        kvk: "KvK-nummer" | "KvK number",
        since: "Doet mee sinds" | "Takes part since",
        standing: "Overeenkomsten" | "Agreements",
        generated: "Klaar" | "Ready",
        generating: "In de maak" | "Being made",
        no_agreements: "Niet van toepassing" | "Not applicable",
        begin: "Terug naar het begin van de lijst" | "Back to the beginning of the list",
        none: "Er doet nog niemand mee" | "Nobody takes part yet",
        none_text: "Zodra u een aanmelding goedkeurt, staat de organisatie hier." | "Once you accept a registration, the organisation stands here.",
        to_registrations: "Naar de aanmeldingen" | "To the registrations",
        not_found: "Niets gevonden" | "Nothing found",
        not_found_text: "Geen organisatie past bij deze filters." | "No organisation matches these filters.",
        csv: "Download als CSV" | "Download as CSV",
        file: "organisaties" | "organisations",
        columns: ["naam", "soort", "sector", "soort signaalpartner", "KvK-nummer", "gemeentecode (CBS)", "provincie", "vroegsignaleringssysteem", "straat en huisnummer", "postcode", "plaats", "website", "heel Nederland", "goedgekeurd op", "overeenkomsten klaar op"]
            | ["name", "kind", "sector", "kind of partner", "KvK number", "municipality code (CBS)", "province", "early-warning system", "street and number", "postcode", "place", "website", "whole country", "accepted on", "agreements ready on"],
    }
}
