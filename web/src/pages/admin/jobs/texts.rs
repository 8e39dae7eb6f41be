//! Texts of the page about jobs.

crate::texts! {
    /// Texts of the page about jobs.
    pub struct Texts {
        title: "Taken" | "Jobs",
        lead: "Wat het portaal op de achtergrond doet: mails versturen en overeenkomsten klaarzetten. De nieuwste taak staat bovenaan. Lukt iets niet, dan probeert het portaal het zelf opnieuw." | "What the portal does in the background: sending mails and preparing agreements. The newest job comes first. If something does not succeed, the portal tries again by itself.",
        calm: "Geen enkele taak heeft problemen." | "No job is in trouble.",
        troubled: "Vraagt aandacht" | "Needs attention",
        open: "Wacht of loopt" | "Waits or runs",
        done: "Gedaan" | "Done",
        caption: fn(n: &str, one: bool) -> String { if one { "1 taak".to_owned() } else { format!("{n} taken") } } | { if one { "1 job".to_owned() } else { format!("{n} jobs") } },
        choose: "Toon taken naar stand" | "Show jobs by state",
        every: "Alle" | "All",
        begin: "Terug naar de nieuwste" | "Back to the newest",
        kind: "Taak" | "Job",
        state: "Stand" | "State",
        attempts: "Pogingen" | "Attempts",
        when: "Wanneer" | "When",
        error: "Laatste fout" | "Last error",
        waiting: "Wacht" | "Waiting",
        trying: "Wordt opnieuw geprobeerd" | "Being tried again",
        running: "Loopt" | "Running",
        finished: "Gedaan" | "Done",
        failed: "Mislukt" | "Failed",
        next: fn(at: &str) -> String { format!("volgende poging {at}") } | { format!("next attempt {at}") },
        ended: fn(at: &str) -> String { format!("klaar {at}") } | { format!("ended {at}") },
        stopped: fn(at: &str) -> String { format!("gestopt {at}") } | { format!("stopped {at}") },
        begun: fn(at: &str) -> String { format!("begonnen {at}") } | { format!("begun {at}") },
        send_mail: "Mail versturen" | "Send a mail",
        to_mail: "bekijk de mail" | "see the mail",
        generate: "Overeenkomsten klaarzetten" | "Prepare agreements",
        to_organisation: "bekijk de organisatie" | "see the organisation",
        again: "Probeer nu" | "Try now",
        not_again: "Deze taak loopt al of is al klaar. Er is niets veranderd." | "This job runs already or is done. Nothing has changed.",
        none: "Geen taken" | "No jobs",
        none_text: "Er zijn nu geen taken in deze stand." | "There are no jobs in this state now.",
    }
}
