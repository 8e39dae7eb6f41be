//! Texts of the page of the audit log.

crate::texts! {
    /// Texts of the page of the audit log.
    pub struct Texts {
        title: "Logboek" | "Log",
        lead: "Alles wat er in het portaal is gebeurd, de nieuwste regel eerst. Een regel verandert nooit." | "Everything that happened in the portal, the newest line first. A line never changes.",
        caption: fn(n: &str, one: bool, whole: bool) -> String { format!("{n} {}{}", if one { "regel" } else { "regels" }, if whole { " in het hele logboek" } else { " van deze soort" }) } | { format!("{n} {}{}", if one { "line" } else { "lines" }, if whole { " in the whole log" } else { " of this kind" }) },
        every: "Alle gebeurtenissen" | "All events",
        filter: "Toon" | "Show",
        clear: "Wis het filter" | "Clear the filter",
        what: "Wat" | "What",
        about: "Over" | "About",
        who: "Door" | "By",
        when: "Wanneer" | "When",
        begin: "Terug naar de nieuwste" | "Back to the newest",
        none: "Geen regels" | "No lines",
        none_text: "Er staat hier (nog) niets." | "There is nothing here (yet).",
    }
}
