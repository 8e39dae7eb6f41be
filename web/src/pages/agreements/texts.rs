//! Texts of the agreements: the list and the page of one. What each state means stands in `standing`.

crate::texts! {
    /// Texts of the list of agreements and of the page of one.
    pub struct Texts {
        title: "Overeenkomsten" | "Agreements",
        lead_party: "Hier staan uw overeenkomsten met signaalpartners: één voor elke signaalpartner die bij u actief is."
            | "These are your agreements with signal partners: one for each signal partner that is active in your area.",
        lead_partner: "Hier staan uw overeenkomsten met gemeenten en gemeenschappelijke regelingen: één voor elke waar u actief bent."
            | "These are your agreements with municipalities and joint bodies: one for each where you are active.",
        lead_administrator: "Alle overeenkomsten in het portaal, op naam van de gemeente."
            | "All agreements in the portal, by name of the municipality.",
        search_party: "Zoek op signaalpartner of nummer" | "Search by signal partner or number",
        search_partner: "Zoek op gemeente of nummer" | "Search by municipality or number",
        search_administrator: "Zoek op naam of nummer" | "Search by name or number",
        sector: "Sector" | "Sector",
        all_sectors: "Alle sectoren" | "All sectors",
        province: "Provincie" | "Province",
        all_provinces: "Alle provincies" | "All provinces",
        order: "Volgorde" | "Order",
        by_name: "Op naam" | "By name",
        by_change: "Laatst gewijzigd eerst" | "Changed last first",
        show: "Zoek" | "Search",
        clear: "Wis zoekopdracht" | "Clear search",
        states: "Toon overeenkomsten met stand" | "Show agreements in state",
        all_states: "Alle standen" | "All states",
        count: fn(n: i64, text: &str) -> String {
            if n == 1 { "1 overeenkomst".to_owned() } else { format!("{text} overeenkomsten") }
        } | {
            if n == 1 { "1 agreement".to_owned() } else { format!("{text} agreements") }
        },
        span: fn(first: &str, last: &str) -> String {
            if first == last { first.to_owned() } else { format!("{first} tot en met {last}") }
        } | {
            if first == last { first.to_owned() } else { format!("{first} to {last}") }
        },
        range: fn(n: usize, total: &str) -> String { format!("{n} van {total} op deze pagina") } | { format!("{n} of {total} on this page") },
        to_start: "Terug naar het begin van de lijst" | "Back to the start of the list",
        csv: "Download deze lijst (CSV)" | "Download this list (CSV)",
        to_map: "Bekijk de kaart" | "See the map",
        to_release: "Overeenkomsten doorzetten" | "Release agreements",
        undecided: fn(n: i64, text: &str) -> String {
            if n == 1 { "1 overeenkomst wacht op uw besluit".to_owned() } else { format!("{text} overeenkomsten wachten op uw besluit") }
        } | {
            if n == 1 { "1 agreement waits for your decision".to_owned() } else { format!("{text} agreements wait for your decision") }
        },
        undecided_text: "U bepaalt welke overeenkomsten nu mogen worden getekend, en welke u nog aanhoudt."
            | "You decide which agreements may be signed now, and which you keep on hold.",
        undecided_link: "Kies wat u doorzet" | "Choose what to release",
        mark_later: "Later" | "Later",
        mark_making: "Document wordt gemaakt" | "Document being made",
        mark_failed: "Document mislukt" | "Document failed",
        mark_waits: "Wacht op tekenbevoegde" | "Waits for a signatory",
        mark_elsewhere: fn(day: &str) -> String { format!("Buiten dit portaal, {day}") } | { format!("Outside this portal, {day}") },
        mark_facts: "Gegevens gewijzigd" | "Facts changed",
        number: "Nummer" | "Number",
        party: "Gemeente of gemeenschappelijke regeling" | "Municipality or joint body",
        partner: "Signaalpartner" | "Signal partner",
        system: "Vroegsignalerings\u{ad}systeem" | "Early-warning system",
        state: "Stand" | "State",
        changed: "Sinds" | "Since",
        systems_differ: "verschilt per gemeente" | "differs by municipality",
        none_found: "Geen overeenkomsten gevonden" | "No agreements found",
        none_found_text: "Er is geen overeenkomst die bij uw zoekopdracht past. Zoek op een deel van de naam, of wis de zoekopdracht."
            | "No agreement fits what you searched for. Search for part of a name, or clear the search.",
        none: "Er zijn nog geen overeenkomsten" | "There are no agreements yet",
        none_party: "Het portaal zet vanzelf een overeenkomst klaar met elke signaalpartner die bij u actief is. Dat gebeurt binnen een minuut nadat de beheerder een aanmelding heeft goedgekeurd. U hoeft niets te doen."
            | "The portal prepares an agreement with each signal partner that is active in your area by itself. That happens within a minute after the administrator has accepted a registration. You need to do nothing.",
        none_partner: "Het portaal zet vanzelf een overeenkomst klaar met elke gemeente waar u actief bent. Dat gebeurt binnen een minuut nadat de beheerder een aanmelding heeft goedgekeurd. U hoeft niets te doen."
            | "The portal prepares an agreement with each municipality where you are active by itself. That happens within a minute after the administrator has accepted a registration. You need to do nothing.",
        none_administrator: "Een overeenkomst ontstaat vanzelf zodra u een gemeente en een signaalpartner hebt goedgekeurd die daar actief is."
            | "An agreement comes into being once you have accepted a municipality and a signal partner that is active there.",
        to_registrations: "Bekijk de aanmeldingen" | "See the registrations",

        one: fn(number: &str) -> String { format!("Overeenkomst {number}") } | { format!("Agreement {number}") },
        back: "Terug naar de overeenkomsten" | "Back to the agreements",
        between: fn(party: &str, partner: &str) -> String { format!("Tussen {party} en {partner}") } | { format!("Between {party} and {partner}") },
        what_next: "Wat gebeurt er nu?" | "What happens now?",
        reason: "De reden die de tekenbevoegde gaf:" | "The reason that the signatory gave:",
        facts_changed: "De gegevens van een van de partijen zijn veranderd sinds deze versie is gemaakt."
            | "Facts about one of the parties have changed since this version was made.",
        newer: "Bekijk de nieuwere overeenkomst" | "See the newer agreement",
        parties: "Wie sluiten deze overeenkomst?" | "Who make this agreement?",
        own: "uw organisatie" | "your organisation",
        contacts: "Contactpersonen" | "Contact persons",
        no_contacts: "Er is nog geen contactpersoon bekend." | "No contact person is known yet.",
        may_sign: "Tekenbevoegd" | "May sign",
        no_signatory: "Nog geen tekenbevoegde bekend. Zonder tekenbevoegde kan deze kant niet tekenen."
            | "No signatory is known yet. Without one this side cannot sign.",
        no_function: "Functie niet bekend" | "Function not known",
        jointly: "Twee tekenbevoegden tekenen samen." | "Two signatories sign together.",
        executor: "Uitvoerende organisatie" | "Executor",
        executor_no_party: fn(name: &str) -> String { format!("{name} voert het werk uit en is geen partij bij de overeenkomst.") }
            | { format!("{name} does the work and is no party to the agreement.") },
        website: "Website" | "Website",
        where_to: "Waar komen de signalen binnen?" | "Where do the signals arrive?",
        where_to_one: fn(party: &str, system: &str) -> String { format!("De signalen voor {party} komen binnen in {system}.") }
            | { format!("The signals for {party} arrive in {system}.") },
        where_to_many: fn(n: usize) -> String { if n == 1 { "De overeenkomst geldt voor 1 gemeente.".to_owned() } else { format!("De overeenkomst geldt voor {n} gemeenten.") } }
            | { if n == 1 { "The agreement holds for 1 municipality.".to_owned() } else { format!("The agreement holds for {n} municipalities.") } },
        where_to_none: "Nog geen vroegsignaleringssysteem bekend." | "No early-warning system is known yet.",
        municipality: "Gemeente" | "Municipality",
        from: fn(day: &str) -> String { format!("vanaf {day}") } | { format!("from {day}") },
        until: fn(day: &str) -> String { format!("tot {day}") } | { format!("until {day}") },
        document: "Document" | "Document",
        facts: "Gegevens" | "Facts",
        revision: "Versie" | "Version",
        template: "Modeltekst" | "Model text",
        prepared_on: "Klaargezet op" | "Prepared on",
        changed_on: "Stand gewijzigd op" | "State changed on",
        slots: "Tekenplekken" | "Places to sign",
        evidence_text: "Bij elke handtekening hoort een bewijs: een klein bestand waaruit iedereen kan nagaan wie dit document bevestigde, en hoe. Bewaar het bij het document."
            | "To each signature belongs evidence: a small file from which anybody can check who confirmed this document, and how. Keep it with the document.",
        evidence_check: "Document en bewijs controleren" | "Check a document and its evidence",
        evidence_of: fn(name: &str) -> String { format!("Bewijs van de handtekening van {name} (json)") } | { format!("Evidence of the signature of {name} (JSON)") },
        slot: fn(who: &str, ordinal: u16) -> String { format!("{who}, tekenbevoegde {ordinal}") } | { format!("{who}, signatory {ordinal}") },
        slot_elsewhere: "buiten dit portaal getekend" | "signed outside this portal",
        slot_open: "nog niet getekend" | "not signed yet",
        slot_filled: fn(day: &str) -> String { format!("getekend op {day}") } | { format!("signed on {day}") },
        history: "Geschiedenis" | "History",
    }
}
