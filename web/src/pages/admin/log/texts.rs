//! Texts of the page of the audit log.

crate::texts! {
    /// Texts of the page of the audit log.
    pub struct Texts {
        title: "Logboek" | "Log",
        lead: "Alles wat er in het portaal is gebeurd, de nieuwste regel eerst. Een regel verandert nooit." | "Everything that happened in the portal, the newest line first. A line never changes.",
        caption: fn(n: &str, one: bool) -> String { if one { "1 regel in het hele logboek".to_owned() } else { format!("{n} regels in het hele logboek") } } | { if one { "1 line in the whole log".to_owned() } else { format!("{n} lines in the whole log") } },
        what: "Wat" | "What",
        about: "Over" | "About",
        who: "Door" | "By",
        when: "Wanneer" | "When",
        begin: "Terug naar de nieuwste" | "Back to the newest",
        none: "Geen regels" | "No lines",
        none_text: "Er staat hier (nog) niets." | "There is nothing here (yet).",
    }
}
