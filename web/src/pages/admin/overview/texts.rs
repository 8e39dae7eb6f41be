//! Texts of the administrator's first page.

crate::texts! {
    /// Texts of the administrator's first page.
    pub struct Texts {
        title: "Overzicht" | "Overview",
        lead: "Hoe het portaal ervoor staat, en wat er nu van u gevraagd wordt." | "How the portal is doing, and what is asked of you now.",
        attention: "Dit heeft nu aandacht nodig" | "This needs attention now",
        all_well: "Alles is bij. Er wacht niets op u." | "Everything is up to date. Nothing waits for you.",
        all_well_but_waiting: fn(n: i64) -> String { if n == 1 { "Alles loopt. Er wacht 1 aanmelding op een beslissing, nog op tijd.".to_owned() } else { format!("Alles loopt. Er wachten {n} aanmeldingen op een beslissing, nog op tijd.") } }
            | { if n == 1 { "Everything runs. 1 registration waits for a decision, still in time.".to_owned() } else { format!("Everything runs. {n} registrations wait for a decision, still in time.") } },
        ungenerated: fn(n: i64) -> String { if n == 1 { "Van 1 organisatie staan nog niet alle overeenkomsten klaar".to_owned() } else { format!("Van {n} organisaties staan nog niet alle overeenkomsten klaar") } }
            | { if n == 1 { "Not all agreements of 1 organisation stand ready".to_owned() } else { format!("Not all agreements of {n} organisations stand ready") } },
        ungenerated_text: "Dit hoort binnen een minuut na het goedkeuren klaar te zijn. Bekijk bij Taken wat er misging en start de taak opnieuw."
            | "This should be done within a minute of accepting. Look under Jobs at what went wrong and start the job again.",
        troubled: fn(n: i64) -> String { if n == 1 { "1 taak lukt niet in één keer".to_owned() } else { format!("{n} taken lukken niet in één keer") } }
            | { if n == 1 { "1 job does not succeed at once".to_owned() } else { format!("{n} jobs do not succeed at once") } },
        troubled_text: "Het portaal probeert het zelf steeds opnieuw, behalve bij mislukte taken. Die start u zelf." | "The portal keeps trying by itself, except for failed jobs. Those you start yourself.",
        late: fn(n: i64) -> String { if n == 1 { "1 aanmelding wacht langer dan de norm".to_owned() } else { format!("{n} aanmeldingen wachten langer dan de norm") } }
            | { if n == 1 { "1 registration waits longer than the norm".to_owned() } else { format!("{n} registrations wait longer than the norm") } },
        late_text: "Beslis, of vraag om meer informatie. Dan weet de aanmelder waar die aan toe is." | "Decide, or ask for more. Then the registrant knows where things stand.",
        refused: fn(n: i64) -> String { if n == 1 { "1 mail is door de mailserver geweigerd".to_owned() } else { format!("{n} mails zijn door de mailserver geweigerd") } }
            | { if n == 1 { "1 mail was refused by the mail server".to_owned() } else { format!("{n} mails were refused by the mail server") } },
        refused_text: "Vaak klopt het adres niet. Neem op een andere manier contact op, of bied de mail opnieuw aan." | "Often the address is wrong. Get in touch in another way, or offer the mail again.",
        to_jobs: "Naar de taken" | "To the jobs",
        to_queue: "Naar de aanmeldingen" | "To the registrations",
        to_refused: "Naar de geweigerde mails" | "To the refused mails",

        numbers: "In cijfers" | "In numbers",
        tile_waiting: "Te beoordelen" | "To be decided",
        tile_late: "Te laat" | "Late",
        tile_questioned: "Vraag gesteld" | "Question asked",
        tile_questioned_hint: "wacht op de aanmelder" | "waits for the registrant",
        tile_alarms: "Alarmen" | "Alarms",
        tile_alarms_hint: "organisaties zonder al hun overeenkomsten" | "organisations without all their agreements",
        tile_jobs: "Taken met problemen" | "Jobs in trouble",
        tile_refused: "Geweigerde mails" | "Refused mails",
        tile_mails: "Wachtende mails" | "Waiting mails",
        tile_mails_hint: "gaan vanzelf" | "go by themselves",
        tile_organisations: "Organisaties" | "Organisations",
        tile_agreements: "Overeenkomsten" | "Agreements",

        clocks: "De twee klokken" | "The two clocks",
        generated: "Van goedgekeurd tot klaargezet" | "From accepted to prepared",
        generated_promise: "Beloofd: na het goedkeuren staan alle overeenkomsten klaar, uiterlijk aan het einde van de volgende werkdag. In de praktijk duurt dat seconden."
            | "Promised: after accepting, all agreements stand ready by the end of the next working day at the latest. In practice that takes seconds.",
        generated_last: fn(took: &str) -> String { format!("De laatste keer duurde het {took}.") } | { format!("The last time it took {took}.") },
        generated_fine: "Alle overeenkomsten staan klaar" | "All agreements stand ready",
        decided: "Van bevestigd tot beslist" | "From confirmed to decided",
        decided_promise: fn(days: u16) -> String { if days == 1 { "Onze eigen norm: de aanmelder hoort binnen 1 werkdag wat wij besluiten. Feestdagen tellen niet mee.".to_owned() } else { format!("Onze eigen norm: de aanmelder hoort binnen {days} werkdagen wat wij besluiten. Feestdagen tellen niet mee.") } }
            | { if days == 1 { "Our own norm: the registrant hears within 1 working day what we decide. Public holidays do not count.".to_owned() } else { format!("Our own norm: the registrant hears within {days} working days what we decide. Public holidays do not count.") } },
        decided_last: fn(took: &str) -> String { format!("De laatste beslissing kwam na {took}.") } | { format!("The last decision came after {took}.") },
        decided_fine: "Geen aanmelding wacht te lang" | "No registration waits too long",

        first: "Langst wachtende aanmeldingen" | "Registrations that wait longest",
        first_none: "Er wacht geen aanmelding op een beslissing." | "No registration waits for a decision.",
        due: fn(date: &str) -> String { format!("beslissen uiterlijk {date}") } | { format!("to be decided by {date}") },
        is_late: "te laat" | "late",
        all: fn(n: usize) -> String { if n == 1 { "Naar de aanmeldingen".to_owned() } else { format!("Bekijk alle {n} wachtende aanmeldingen") } } | { if n == 1 { "To the registrations".to_owned() } else { format!("See all {n} waiting registrations") } },
    }
}
