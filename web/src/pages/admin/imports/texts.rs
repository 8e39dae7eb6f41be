//! Texts of the pages that bring a file in.

crate::texts! {
    /// Texts of the pages that bring a file in.
    pub struct Texts {
        title: "Inlezen" | "Bring in",
        lead: "Hiermee verhuist een lopende praktijk naar dit portaal: organisaties met hun mensen, en overeenkomsten die al buiten dit portaal zijn getekend. U ziet eerst wat een bestand zou doen. Pas daarna leest u het echt in."
            | "With this a running practice moves into this portal: organisations with their people, and agreements that were signed outside this portal already. First you see what a file would do. Only then do you bring it in.",
        organisations: "Organisaties" | "Organisations",
        organisations_text: "Een CSV-bestand met één organisatie per rij. Het gaat langs dezelfde regels als een aanmelding; daarna worden de overeenkomsten met alle tegenpartijen klaargezet."
            | "A CSV file with one organisation a row. It passes the same rules as a registration; after that the agreements with all counterparts are prepared.",
        agreements: "Overeenkomsten die elders zijn getekend" | "Agreements that were signed elsewhere",
        agreements_text: "Een CSV-bestand met één overeenkomst per rij, en als u die hebt de getekende pdf-bestanden. Deze overeenkomsten staan daarna als ‘getekend buiten dit portaal’ in alle lijsten, en worden niet meer klaargezet."
            | "A CSV file with one agreement a row, and the signed PDF files if you have them. These agreements then stand in all lists as ‘signed outside this portal’, and are no longer prepared.",
        example: "Voorbeeld met uitleg downloaden" | "Download an example with explanations",
        file: "CSV-bestand" | "CSV file",
        file_hint: "Uit Excel: opslaan als ‘CSV UTF-8’. Hooguit 16 MB." | "From Excel: save as ‘CSV UTF-8’. At most 16 MB.",
        documents: "Getekende pdf-bestanden (mag ook zonder)" | "Signed PDF files (optional)",
        documents_hint: "Kies alle bestanden tegelijk die in de kolom ‘bestand’ staan. Elk hooguit 20 MB, samen hooguit 64 MB en 500 bestanden. Voor meer is er de opdracht vroegteken import."
            | "Choose all files at once that stand in the column ‘bestand’. Each at most 20 MB, together at most 64 MB and 500 files. For more there is the command vroegteken import.",
        invite: "Nodig hun mensen meteen uit per mail" | "Invite their people by mail at once",
        invite_hint: "Zonder vinkje krijgt niemand een mail. Uitnodigen kan later ook, op deze pagina." | "Without a tick nobody is mailed. You can also invite later, on this page.",
        look: "Bekijk wat dit zou doen" | "See what this would do",
        none: "Kies eerst een bestand." | "Choose a file first.",
        too_large: "Het bestand is groter dan 16 MB, of het duurde te lang. Verdeel het over meer bestanden." | "The file is larger than 16 MB, or it took too long. Divide it over several files.",
        too_many: "Samen zijn de pdf-bestanden groter dan 64 MB, of het zijn er meer dan 500. Verdeel ze over meer keren, of gebruik de opdracht vroegteken import."
            | "Together the PDF files are larger than 64 MB, or there are more than 500. Divide them over several times, or use the command vroegteken import.",
        too_often: "Er wachten al veel gekozen bestanden. Lees die eerst in of gooi ze weg, of probeer het over een paar uur opnieuw." | "Many chosen files wait already. Bring those in or throw them away first, or try again in some hours.",

        uninvited: fn(n: i64) -> String { if n == 1 { "De mensen van 1 ingelezen organisatie zijn nog niet uitgenodigd".to_owned() } else { format!("De mensen van {n} ingelezen organisaties zijn nog niet uitgenodigd") } }
            | { if n == 1 { "The people of 1 organisation that was brought in have not been invited".to_owned() } else { format!("The people of {n} organisations that were brought in have not been invited") } },
        uninvited_text: "Zij kunnen al inloggen, maar weten dat niet. Elk krijgt één mail." | "They can sign in already, but do not know it. Each gets one mail.",
        invite_now: "Uitnodigingen versturen" | "Send the invitations",

        preview: "Voorproef" | "Trial run",
        of_file: fn(name: &str) -> String { format!("Bestand: {name}") } | { format!("File: {name}") },
        fits: fn(rows: &str) -> String { format!("Geen fouten in {rows} rijen. Er is nog niets gewijzigd.") } | { format!("No faults in {rows} rows. Nothing has been changed yet.") },
        fits_text: "Als u dit bestand inleest, gebeurt dit:" | "If you bring this file in, this happens:",
        carry_out: "Nu inlezen" | "Bring it in now",
        throw_away: "Weggooien" | "Throw away",
        other: "Een ander bestand kiezen" | "Choose another file",
        until: fn(moment: &str) -> String { format!("Dit kan tot {moment}. Daarna wordt het gekozen bestand hier gewist.") } | { format!("This is possible until {moment}. After that the chosen file is erased here.") },
        faults: fn(count: &str) -> String { format!("{count}. Er is niets ingelezen.") } | { format!("{count}. Nothing was brought in.") },
        faults_text: "Verbeter deze cellen en kies het bestand opnieuw. Een bestand met fouten wordt in zijn geheel niet ingelezen." | "Mend these cells and choose the file again. A file with faults is not brought in at all.",
        changed: "Het portaal is intussen veranderd, waardoor dit bestand niet meer past. Er is niets ingelezen." | "The portal has changed meanwhile, so that this file no longer fits. Nothing was brought in.",
        caption: "Fouten in het bestand" | "Faults in the file",
        line: "Regel" | "Line",
        column: "Kolom" | "Column",
        reason: "Wat er aan de hand is" | "What is the matter",
        more: fn(n: &str) -> String { format!("En nog {n} fouten die hier niet staan.") } | { format!("And {n} more faults that do not stand here.") },

        running: "Bezig met inlezen" | "Bringing it in",
        running_text: "Alles of niets: pas als de laatste rij goed is, staat alles erin. U kunt deze pagina sluiten." | "All or nothing: only when the last row is fine is everything in. You can close this page.",
        rows_of: fn(done: &str, all: &str) -> String { format!("{done} van {all} rijen") } | { format!("{done} of {all} rows") },
        begun: "Het bestand staat in de rij." | "The file is queued.",
        look_again: "Kijk opnieuw" | "Look again",
        done: "Ingelezen" | "Brought in",
        done_text: fn(rows: &str, moment: &str) -> String { format!("{rows} rijen, op {moment}.") } | { format!("{rows} rows, on {moment}.") },
        to_agreements: "Naar de overeenkomsten" | "To the agreements",
        to_organisations: "Naar de organisaties" | "To the organisations",
        over: "Dit bestand is niet meer bewaard" | "This file is no longer kept",
        over_text: "Het is weggegooid, of de tijd om het in te lezen is voorbij. Er is niets ingelezen. Kies het bestand opnieuw." | "It was thrown away, or the time to bring it in is over. Nothing was brought in. Choose the file again.",
        stale: "Dit bestand kan zo niet meer worden ingelezen: het is al ingelezen, weggegooid of verlopen." | "This file can no longer be brought in like this: it was brought in, thrown away or is over.",
    }
}
