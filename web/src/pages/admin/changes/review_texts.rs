//! Texts of the page of one change.

crate::texts! {
    /// Texts of the page of one change.
    pub struct Texts {
        back: "Alle wijzigingen" | "All changes",
        title: fn(kind: &str, name: &str) -> String { format!("{kind}: {name}") } | { format!("{kind}: {name}") },
        municipality: "Gemeente" | "Municipality",
        into: "Gaat op in" | "Goes up in",
        until_then: "Sluit nu de overeenkomsten" | "Makes the agreements now",
        from_then: "Sluit ze daarna" | "Makes them after that",
        nobody_yet: "nog niemand" | "nobody yet",
        on: "Gaat in op" | "Takes effect on",
        asked_by: "Aangevraagd door" | "Asked for by",
        decided_by: "Beslist door" | "Decided by",
        reason_row: "Reden" | "Reason",

        differences: "Wat verandert er?" | "What changes?",
        differences_caption: fn(n: usize) -> String { if n == 1 { "1 gegeven verandert".to_owned() } else { format!("{n} gegevens veranderen") } } | { if n == 1 { "1 thing changes".to_owned() } else { format!("{n} things change") } },
        what: "Gegeven" | "What",
        was: "Nu" | "Now",
        is: "Wordt" | "Becomes",
        nothing: "niets" | "nothing",

        does: "Wat doet dit met de overeenkomsten?" | "What does this do to the agreements?",
        will_do: fn(day: &str) -> String { format!("Wat er op {day} gebeurt, zoals het er nu voor staat") } | { format!("What happens on {day}, as things stand now") },
        doing: "De overeenkomsten worden bijgewerkt" | "The agreements are being updated",
        did: "Wat er met de overeenkomsten is gebeurd" | "What happened to the agreements",
        progress: fn(done: &str, all: &str) -> String { format!("{done} van {all} overeenkomsten zijn bijgewerkt. Deze bladzijde ververst zichzelf.") } | { format!("{done} of {all} agreements have been updated. This page refreshes itself.") },
        touches_none: "Er verandert geen enkele overeenkomst." | "No agreement changes.",
        touches: fn(n: &str) -> String { if n == "1" { "Dit raakt 1 overeenkomst.".to_owned() } else { format!("Dit raakt {n} overeenkomsten.") } } | { if n == "1" { "This touches 1 agreement.".to_owned() } else { format!("This touches {n} agreements.") } },
        touches_and_leaves: fn(touched: &str, rest: &str) -> String { format!("{touched} Aan {rest} andere verandert niets.") } | { format!("{touched} Nothing changes for {rest} others.") },
        effects_caption: "Per stand van nu" | "By the state of now",
        state: "Stand nu" | "State now",
        effect: "Wat er gebeurt" | "What happens",
        number: "Aantal" | "Number",
        not_there: "Nog geen overeenkomst" | "No agreement yet",

        impossible: "Deze wijziging kan nu niet" | "This change is not possible now",
        problems: "Wat er is ingevuld, klopt niet meer:" | "What was filled in holds no longer:",
        no_successor_title: "Niemand sluit nog overeenkomsten voor de nieuwe gemeente" | "Nobody makes agreements for the new municipality yet",
        no_successor: "Wat nog niet is getekend, vervalt op de dag zelf. Getekende overeenkomsten blijven gelden totdat de gemeente waarin zij opgaat is aangemeld. Dan worden zij vervangen." | "What has not been signed is withdrawn on the day itself. Signed agreements keep holding until the municipality in which it goes up has registered. Then they are superseded.",

        decide: "Beslissen" | "Decide",
        correct: "Tikfout verbeteren" | "Correct a typing error",
        accept: "Goedkeuren" | "Accept",
        accept_lead: "Er gebeurt precies wat hierboven staat. Is er intussen iets veranderd? Dan ziet u eerst het nieuwe overzicht." | "Exactly what stands above will happen. Has something changed meanwhile? Then you see the new overview first.",
        accept_button: "Wijziging goedkeuren" | "Accept the change",
        refuse: "Weigeren" | "Refuse",
        refuse_lead: "Wie de wijziging aanvroeg, krijgt de reden per mail. Er verandert niets." | "Who asked for the change gets the reason by mail. Nothing changes.",
        reason: "Reden" | "Reason",
        reason_hint: "In gewone woorden, zo dat de aanvrager weet wat hij kan doen." | "In plain words, so that the person knows what to do.",
        reason_missing: "Vul een reden in." | "Enter a reason.",
        refuse_button: "Wijziging weigeren" | "Refuse the change",
        stale: "Iemand anders heeft deze wijziging intussen verbeterd. Bekijk haar opnieuw en beslis dan." | "Somebody else has corrected this change meanwhile. Look at it again, then decide.",
    }
}
