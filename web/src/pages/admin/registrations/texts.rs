//! Texts of the queue of registrations.

crate::texts! {
    /// Texts of the queue of registrations.
    pub struct Texts {
        title: "Aanmeldingen" | "Registrations",
        lead: "Wie het langst wacht, staat bovenaan. Open een aanmelding om te beslissen." | "Who waits longest comes first. Open a registration to decide.",
        open: "Wachtrij" | "Queue",
        open_caption: fn(n: usize) -> String { if n == 1 { "1 aanmelding is nog niet beslist".to_owned() } else { format!("{n} aanmeldingen zijn nog niet beslist") } } | { if n == 1 { "1 registration is not decided yet".to_owned() } else { format!("{n} registrations are not decided yet") } },
        name: "Organisatie" | "Organisation",
        kind: "Soort" | "Kind",
        since: "Wacht sinds" | "Waits since",
        due: "Beslissen uiterlijk" | "Decide by",
        due_not: "nog niet: de aanmelder is aan zet" | "not yet: it is the registrant's turn",
        late: "Te laat" | "Late",
        stage: "Stand" | "State",
        findings: "Controles" | "Checks",
        found: fn(n: usize) -> String { match n { 0 => "niets gevonden".to_owned(), 1 => "1 aandachtspunt".to_owned(), n => format!("{n} aandachtspunten") } } | { match n { 0 => "nothing found".to_owned(), 1 => "1 point".to_owned(), n => format!("{n} points") } },
        none: "Er wacht niets" | "Nothing waits",
        none_text: "Alle aanmeldingen zijn beslist. Nieuwe verschijnen hier zodra de aanmelder het e-mailadres heeft bevestigd." | "All registrations are decided. New ones appear here once the registrant has confirmed the mail address.",
        decided: "Laatst beslist" | "Decided last",
        decided_caption: fn(n: usize) -> String { if n == 1 { "De laatste beslissing".to_owned() } else { format!("De laatste {n} beslissingen") } } | { if n == 1 { "The last decision".to_owned() } else { format!("The last {n} decisions") } },
        decided_none: "Er is nog niets beslist." | "Nothing has been decided yet.",
        decision: "Besluit" | "Decision",
        at: "Beslist op" | "Decided on",
        csv: "Download als CSV" | "Download as CSV",
        file: "aanmeldingen" | "registrations",
        columns: ["organisatie", "soort", "stand", "KvK-nummer", "aanmelder", "e-mailadres", "bevestigd op", "wacht sinds", "beslissen uiterlijk", "te laat", "beslist op"]
            | ["organisation", "kind", "state", "KvK number", "registrant", "mail address", "confirmed on", "waits since", "decide by", "late", "decided on"],
    }
}
