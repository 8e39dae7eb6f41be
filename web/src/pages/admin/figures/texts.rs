//! Texts of the figures.

crate::texts! {
    /// Texts of the figures.
    pub struct Texts {
        title: "Cijfers" | "Figures",
        lead: "Wie er toetreedt, wat er wordt doorgezet en wat er wordt getekend, per week en per sector. Een week loopt van maandag tot en met zondag."
            | "Who joins, what is released and what is signed, by week and sector. A week runs from Monday to Sunday.",
        weeks: "Periode" | "Period",
        last: fn(n: usize) -> String { format!("De laatste {n} weken") } | { format!("The last {n} weeks") },
        show: "Toon" | "Show",
        registered: "Toegetreden organisaties" | "Organisations that joined",
        released: "Doorgezette overeenkomsten" | "Agreements released",
        signed: "Getekende overeenkomsten" | "Agreements signed",
        registered_text: "Organisaties waarvan de aanmelding is goedgekeurd." | "Organisations whose registration was accepted.",
        released_text: "Overeenkomsten die een gemeente heeft doorgezet. Wie wordt teruggehaald en opnieuw doorgezet, telt twee keer."
            | "Agreements that a municipality released. One that is taken back and released again counts twice.",
        signed_text: "Overeenkomsten waarvan de laatste handtekening is gezet." | "Agreements whose last signature was put.",
        parties: "Gemeenten en gemeenschappelijke regelingen" | "Municipalities and joint bodies",
        executors: "Uitvoerende organisaties" | "Executors",
        chart: fn(what: &str, n: usize) -> String { format!("{what} in de laatste {n} weken") } | { format!("{what} in the last {n} weeks") },
        summary: fn(total: &str, most: &str, week: &str) -> String {
            format!("Samen {total}. De drukste week was {week} met {most}. Alle getallen staan in de tabel hieronder.")
        } | {
            format!("{total} in all. The busiest week was {week} with {most}. All numbers are in the table below.")
        },
        nothing: "In deze periode: geen." | "In this period: none.",
        table: fn(what: &str) -> String { format!("{what}: tabel") } | { format!("{what}: table") },
        week: "Week" | "Week",
        short: fn(n: i8) -> String { format!("wk {n}") } | { format!("wk {n}") },
        week_of: fn(n: i8, day: &str) -> String { format!("week {n}, vanaf {day}") } | { format!("week {n}, from {day}") },
        total: "Totaal" | "Total",
        standing: "Hoe de overeenkomsten nu staan" | "How agreements stand now",
        standing_table: "Standen per sector: tabel" | "States by sector: table",
        state: "Stand" | "State",
        none: "Er zijn nog geen overeenkomsten." | "There are no agreements yet.",
        csv: "Download deze cijfers (CSV)" | "Download these figures (CSV)",
        file: "cijfers" | "figures",
        header: ["Week", "Vanaf", "Cijfer", "Sector", "Aantal"] | ["Week", "From", "Figure", "Sector", "Number"],
    }
}
