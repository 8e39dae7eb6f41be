//! Texts of the queue of changes, and of mergers and take-overs.

crate::texts! {
    /// Texts of the queue of changes, and of mergers and take-overs.
    pub struct Texts {
        title: "Wijzigingen" | "Changes",
        lead: "Open een wijziging om te zien wat zij met de overeenkomsten doet. Daarna beslist u." | "Open a change to see what it does to the agreements. Then you decide.",
        to_mergers: "Gemeentelijke herindelingen" | "Mergers of municipalities",
        to_take_overs: "Gemeenten die overgaan naar een gemeenschappelijke regeling" | "Municipalities that go over to a joint body",
        asked: "Wachtrij" | "Queue",
        ahead: "Aangekondigd of bezig" | "Announced or under way",
        decided: "Laatst beslist" | "Decided last",
        none: "Er wacht niets" | "Nothing waits",
        none_text: "Alle aangevraagde wijzigingen zijn beslist." | "All changes that were asked for are decided.",
        count: fn(n: usize) -> String { if n == 1 { "1 wijziging".to_owned() } else { format!("{n} wijzigingen") } } | { if n == 1 { "1 change".to_owned() } else { format!("{n} changes") } },
        name: "Organisatie" | "Organisation",
        kind: "Wijziging" | "Change",
        since: "Aangevraagd op" | "Asked for on",
        decided_on: "Beslist op" | "Decided on",
        on: "Gaat in" | "From",
        at_once: "meteen" | "at once",
        stage: "Stand" | "State",
        back: "Alle wijzigingen" | "All changes",

        mergers: "Gemeentelijke herindelingen" | "Mergers of municipalities",
        mergers_lead: "Kondig hier aan dat een gemeente opgaat in een andere. Op de dag zelf regelt het portaal de overeenkomsten." | "Announce here that a municipality goes up in another one. On the day itself the portal settles the agreements.",
        merger_effects: ["Wat nog niet door iedereen is getekend bij de oude gemeente, vervalt.", "Getekende en actieve overeenkomsten worden vervangen door die van de gemeente waarin zij opgaat.", "Waar die nog geen overeenkomst heeft met een signaalpartner, komt er een klaar te staan.", "De oude gemeente kan na die dag niet meer worden aangemeld of gekozen."]
            | ["What not everybody has signed at the old municipality is withdrawn.", "Signed and active agreements are superseded by those of the municipality in which it goes up.", "Where that one has no agreement with a signal partner yet, one is prepared.", "The old municipality can no longer be registered or chosen after that day."],
        merger_several: "Gaan er meer gemeenten op in dezelfde? Kondig elke gemeente apart aan." | "Do several municipalities go up in the same one? Announce each by itself.",
        merger_list: fn(names: &str) -> String { format!("Volgens de gemeentelijst houdt op: {names}.") } | { format!("According to the list of municipalities these end: {names}.") },
        merger_old: "Gemeente die ophoudt" | "Municipality that ends",
        merger_into: "Gemeente waarin zij opgaat" | "Municipality in which it goes up",
        merger_on: "Eerste dag van de nieuwe indeling" | "First day of the new division",
        merger_none: "Er is nog geen herindeling aangekondigd." | "No merger has been announced yet.",
        preview: "Bekijk wat dit doet" | "See what this does",
        new: "Aankondigen" | "Announce",
        known: "Aangekondigd" | "Announced",
        municipality_unknown: "Wij kennen deze gemeente niet. Typ een paar letters en kies een naam uit de lijst." | "We do not know this municipality. Type some letters and choose a name from the list.",
        day_form: "Vul een dag in, zoals 1-1-2027." | "Enter a day, such as 1-1-2027.",
        day_hint: "Bijvoorbeeld 1-1-2027." | "For example 1-1-2027.",

        take_overs: "Overnames door een gemeenschappelijke regeling" | "Take-overs by a joint body",
        take_overs_lead: "Vanaf een dag sluit een gemeenschappelijke regeling de overeenkomsten voor een gemeente. Op elke dag doet precies één partij dat." | "From a day on a joint body makes the agreements for a municipality. On any day exactly one party does.",
        take_over_effects: ["Wat nog niet door iedereen is getekend bij wie het nu doet, vervalt op die dag.", "Getekende en actieve overeenkomsten worden vervangen door die van de regeling.", "Overeenkomsten van de regeling noemen de gemeente erbij: een nieuwe versie, of een melding waar al is getekend."]
            | ["What not everybody has signed at who does it now is withdrawn on that day.", "Signed and active agreements are superseded by those of the joint body.", "Agreements of the joint body name the municipality as well: a new version, or a mark where somebody has signed."],
        joint_body: "Gemeenschappelijke regeling" | "Joint body",
        choose: "Kies een regeling" | "Choose a joint body",
        choose_missing: "Kies de regeling die de gemeente overneemt." | "Choose the joint body that takes the municipality over.",
        municipality: "Gemeente" | "Municipality",
        first_day: "Eerste dag bij de regeling" | "First day with the joint body",
        take_over_none: "Er is nog geen overname aangekondigd." | "No take-over has been announced yet.",
    }
}
