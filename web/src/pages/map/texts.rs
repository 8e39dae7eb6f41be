//! Texts of the map.

crate::texts! {
    /// Texts of the map.
    pub struct Texts {
        title: "Kaart" | "Map",
        title_all: "Kaart van alle overeenkomsten" | "Map of all agreements",
        title_of: fn(partner: &str) -> String { format!("Kaart van {partner}") } | { format!("Map of {partner}") },
        lead: "Elke zeshoek is een gemeente. De kleur laat zien hoe het met de overeenkomst staat."
            | "Each hexagon is a municipality. Its colour shows where the agreement stands.",
        lead_all: "Elke zeshoek is een gemeente. De kleur laat de overeenkomst zien die het verst is; bij de gemeente leest u alle aantallen."
            | "Each hexagon is a municipality. Its colour shows the agreement that is furthest; at the municipality you read all numbers.",
        partner: "Signaalpartner" | "Signal partner",
        all_partners: "Alle signaalpartners" | "All signal partners",
        show: "Toon op de kaart" | "Show on the map",
        skip: "Sla de kaart over en ga naar de tabel" | "Skip the map and go to the table",
        map: "Kaart van Nederland, een zeshoek per gemeente" | "Map of the Netherlands, a hexagon for each municipality",
        hint: "Wijs een gemeente aan om te zien hoe het daar staat." | "Point at a municipality to see where it stands.",
        legend: "Legenda" | "Legend",
        not_registered: "Nog niet aangemeld" | "Not registered yet",
        no_agreement: "Aangemeld, geen overeenkomst" | "Registered, no agreement",
        through: fn(party: &str) -> String { format!("via {party}") } | { format!("through {party}") },
        of_all: fn(n: i64) -> String { if n == 1 { "1 overeenkomst".to_owned() } else { format!("{n} overeenkomsten") } }
            | { if n == 1 { "1 agreement".to_owned() } else { format!("{n} agreements") } },
        table: fn(n: usize) -> String { format!("Dezelfde gegevens als tabel ({n} gemeenten)") } | { format!("The same as a table ({n} municipalities)") },
        caption: "Gemeenten op naam" | "Municipalities by name",
        municipality: "Gemeente" | "Municipality",
        province: "Provincie" | "Province",
        party: "Sluit de overeenkomst" | "Makes the agreement",
        state: "Stand" | "State",
        list: "Bekijk de lijst met overeenkomsten" | "See the list of agreements",
    }
}
