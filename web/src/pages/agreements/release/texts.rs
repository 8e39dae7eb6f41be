//! Texts of releasing many agreements at once.

crate::texts! {
    /// Texts of the workbench, the look ahead and the progress.
    pub struct Texts {
        title: "Doorzetten" | "Release",
        lead: "Kies welke overeenkomsten mogen worden getekend. Eerst ziet u wat dat betekent; er verandert pas iets als u dat bevestigt."
            | "Choose which agreements may be signed. First you see what that means; nothing changes until you confirm it.",
        back: "Terug naar de overeenkomsten" | "Back to the agreements",
        search: "Zoek op signaalpartner of nummer" | "Search by signal partner or number",
        sector: "Sector" | "Sector",
        all_sectors: "Alle sectoren" | "All sectors",
        state: "Stand" | "State",
        all_states: "Klaargezet en aangehouden" | "Prepared and on hold",
        show: "Zoek" | "Search",
        clear: "Wis zoekopdracht" | "Clear search",
        count: fn(n: usize, text: &str) -> String {
            if n == 1 { "1 overeenkomst die u kunt doorzetten".to_owned() } else { format!("{text} overeenkomsten die u kunt doorzetten") }
        } | {
            if n == 1 { "1 agreement that you can release".to_owned() } else { format!("{text} agreements that you can release") }
        },
        page: fn(page: usize, pages: usize) -> String { format!("pagina {page} van {pages}") } | { format!("page {page} of {pages}") },
        previous: "Vorige" | "Previous",
        next: "Volgende" | "Next",
        pager: "Pagina’s" | "Pages",
        all_here: "Kies alles op deze pagina" | "Choose all on this page",
        none_here: "Kies niets op deze pagina" | "Choose none on this page",
        all_matching: fn(text: &str) -> String { format!("Kies alle {text} die bij deze zoekopdracht passen") } | { format!("Choose all {text} that fit this search") },
        all: fn(text: &str) -> String { format!("Kies alle {text}") } | { format!("Choose all {text}") },
        clear_choice: "Wis de keuze" | "Clear the choice",
        chosen: fn(n: usize, text: &str) -> String {
            match n { 0 => "Nog niets gekozen.".to_owned(), 1 => "1 overeenkomst gekozen.".to_owned(), _ => format!("{text} overeenkomsten gekozen.") }
        } | {
            match n { 0 => "Nothing chosen yet.".to_owned(), 1 => "1 agreement chosen.".to_owned(), _ => format!("{text} agreements chosen.") }
        },
        chosen_elsewhere: fn(n: usize) -> String {
            if n == 1 { "Daarvan staat er 1 niet op deze pagina.".to_owned() } else { format!("Daarvan staan er {n} niet op deze pagina.") }
        } | {
            if n == 1 { "1 of them is not on this page.".to_owned() } else { format!("{n} of them are not on this page.") }
        },
        choose_marked: "Wat u nu aanvinkt, telt mee zodra u verdergaat." | "What you tick now counts as soon as you go on.",
        onward: "Verder: bekijk wat dit betekent" | "Go on: see what this means",
        choose: "Kies" | "Choose",
        partner: "Signaalpartner" | "Signal partner",
        number: "Nummer" | "Number",
        waits: "tekenbevoegde ontbreekt" | "signatory missing",
        nothing_chosen: "Kies eerst minstens één overeenkomst." | "Choose at least one agreement first.",
        gone: fn(n: usize) -> String {
            if n == 1 { "1 overeenkomst die u had gekozen, is intussen doorgezet of vervallen. Zij telt niet meer mee.".to_owned() }
            else { format!("{n} overeenkomsten die u had gekozen, zijn intussen doorgezet of vervallen. Zij tellen niet meer mee.") }
        } | {
            if n == 1 { "1 agreement that you had chosen has been released or withdrawn meanwhile. It no longer counts.".to_owned() }
            else { format!("{n} agreements that you had chosen have been released or withdrawn meanwhile. They no longer count.") }
        },
        none: "Er is niets om door te zetten" | "There is nothing to release",
        none_text: "Al uw overeenkomsten zijn al doorgezet, getekend of vervallen. Komt er een signaalpartner bij, dan staat de overeenkomst hier vanzelf."
            | "All your agreements have been released, signed or withdrawn already. When a signal partner joins, the agreement appears here by itself.",
        none_found: "Geen overeenkomsten gevonden" | "No agreements found",
        none_found_text: "Er is geen overeenkomst om door te zetten die bij uw zoekopdracht past. Uw keuze blijft staan."
            | "There is no agreement to release that fits your search. Your choice stays.",

        outlook: "Wat betekent dit?" | "What does this mean?",
        outlook_lead: fn(n: usize, text: &str) -> String {
            if n == 1 { "U wilt 1 overeenkomst doorzetten. Er is nog niets veranderd.".to_owned() }
            else { format!("U wilt {text} overeenkomsten doorzetten. Er is nog niets veranderd.") }
        } | {
            if n == 1 { "You want to release 1 agreement. Nothing has changed yet.".to_owned() }
            else { format!("You want to release {text} agreements. Nothing has changed yet.") }
        },
        outlook_none: "Van wat u koos, kan nu niets worden doorgezet." | "Nothing of what you chose can be released now.",
        per_sector: "Per sector" | "By sector",
        desk: fn(day: &str) -> String { format!("Op het bureau van uw tekenbevoegde, maandag {day}") } | { format!("On your signatory's desk on Monday {day}") },
        desk_line: fn(coming: &str, waiting: &str) -> String {
            if waiting == "0" { format!("{coming} nieuw") } else { format!("{coming} nieuw, naast {waiting} die al wachten") }
        } | {
            if waiting == "0" { format!("{coming} new") } else { format!("{coming} new, beside {waiting} that wait already") }
        },
        desk_text: "Wat hier ligt, kan in één keer worden getekend." | "What lies here can be signed in one go.",
        own_missing: "Uw organisatie heeft te weinig tekenbevoegden in het portaal" | "Your organisation has too few signatories in the portal",
        own_missing_text: "U kunt doorzetten, maar aan uw kant kan nog niemand alles tekenen. De overeenkomsten wachten dan op een tekenbevoegde. Geef aan de beheerder door wie er tekent."
            | "You can release, but on your side nobody can sign all places yet. The agreements then wait for a signatory. Tell the administrator who signs.",
        others_missing: fn(n: usize) -> String {
            if n == 1 { "Bij 1 signaalpartner ontbreekt nog een tekenbevoegde".to_owned() } else { format!("Bij {n} signaalpartners ontbreekt nog een tekenbevoegde") }
        } | {
            if n == 1 { "1 signal partner still lacks a signatory".to_owned() } else { format!("{n} signal partners still lack a signatory") }
        },
        others_missing_text: "U kunt doorzetten. Deze overeenkomsten wachten dan op een tekenbevoegde van de andere kant."
            | "You can release. These agreements then wait for a signatory of the other side.",
        and_more: fn(n: usize) -> String { format!("en nog {n}") } | { format!("and {n} more") },
        skipped: fn(n: usize) -> String {
            if n == 1 { "1 overeenkomst wordt overgeslagen".to_owned() } else { format!("{n} overeenkomsten worden overgeslagen") }
        } | {
            if n == 1 { "1 agreement is skipped".to_owned() } else { format!("{n} agreements are skipped") }
        },
        skipped_text: "Zij kunnen in hun huidige stand niet worden doorgezet." | "They cannot be released in their present state.",
        skipped_in: fn(n: usize, state: &str) -> String { format!("{n} met stand ‘{state}’") } | { format!("{n} in state ‘{state}’") },
        release: fn(n: usize, text: &str) -> String {
            if n == 1 { "Zet 1 overeenkomst door".to_owned() } else { format!("Zet {text} overeenkomsten door") }
        } | {
            if n == 1 { "Release 1 agreement".to_owned() } else { format!("Release {text} agreements") }
        },
        change: "Terug naar de keuze" | "Back to the choice",
        or_hold: "Of aanhouden" | "Or put on hold",
        or_hold_text: "De gekozen overeenkomsten worden dan nog niet getekend. Met een datum staan zij op die dag vanzelf weer klaar."
            | "The chosen agreements are not signed yet then. With a date they stand ready again by themselves on that day.",
        hold_do: "Houd deze overeenkomsten aan" | "Put these agreements on hold",
        stale: "Intussen is er iets gewijzigd" | "Something has changed meanwhile",
        stale_text: "Iemand anders heeft een van deze overeenkomsten net gewijzigd. Er is nog niets gedaan. Hieronder ziet u hoe het er nu voor staat."
            | "Somebody else has just changed one of these agreements. Nothing was done yet. Below you see how things stand now.",

        progress: "Documenten worden gemaakt" | "Documents are being made",
        progress_done: "Documenten zijn klaar" | "Documents are ready",
        released: fn(n: u32) -> String { if n == 1 { "1 overeenkomst is doorgezet.".to_owned() } else { format!("{n} overeenkomsten zijn doorgezet.") } }
            | { if n == 1 { "1 agreement has been released.".to_owned() } else { format!("{n} agreements have been released.") } },
        released_none: "Er is niets doorgezet." | "Nothing was released.",
        over: fn(n: u32) -> String {
            if n == 1 { "1 overeenkomst is overgeslagen: zij was intussen al doorgezet of gewijzigd, misschien door een collega of door een tweede klik.".to_owned() }
            else { format!("{n} overeenkomsten zijn overgeslagen: zij waren intussen al doorgezet of gewijzigd, misschien door een collega of door een tweede klik.") }
        } | {
            if n == 1 { "1 agreement was skipped: it had been released or changed already, perhaps by a colleague or by a second click.".to_owned() }
            else { format!("{n} agreements were skipped: they had been released or changed already, perhaps by a colleague or by a second click.") }
        },
        ready_of: fn(ready: &str, all: &str) -> String { format!("{ready} van {all} documenten staan klaar om te tekenen.") } | { format!("{ready} of {all} documents are ready to be signed.") },
        failed: fn(n: i64) -> String {
            if n == 1 { "1 document kon niet worden gemaakt. De beheerder ziet dit ook en zoekt het uit.".to_owned() }
            else { format!("{n} documenten konden niet worden gemaakt. De beheerder ziet dit ook en zoekt het uit.") }
        } | {
            if n == 1 { "1 document could not be made. The administrator sees this too and looks into it.".to_owned() }
            else { format!("{n} documents could not be made. The administrator sees this too and looks into it.") }
        },
        refreshes: "Deze pagina ververst zichzelf. U kunt haar ook verlaten: het werk gaat door."
            | "This page refreshes itself. You can also leave it: the work goes on.",
        all_ready: "Alles staat klaar. De tekenbevoegden van beide kanten kunnen nu tekenen." | "Everything is ready. The signatories of both sides can sign now.",
        no_documents: "Er zijn nu geen doorgezette overeenkomsten." | "There are no released agreements now.",
        to_released: "Bekijk wat ter ondertekening ligt" | "See what is to be signed",
        to_more: "Nog meer doorzetten" | "Release more",
    }
}
