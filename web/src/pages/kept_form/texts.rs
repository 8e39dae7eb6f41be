//! Texts of the page with a form that was kept.

crate::texts! {
    /// Texts of the page with a form that was kept.
    pub struct Texts {
        title: "Wilt u dit nog versturen?" | "Do you still want to send this?",
        lead: "Dit vulde u in, maar er was eerst iets anders nodig. Het is bewaard en nog niet verstuurd." | "You filled this in, but something else had to be done first. It has been kept and has not been sent yet.",
        page: "Pagina" | "Page",
        made_for: "Namens" | "On behalf of",
        filled_in: "Ingevuld" | "Filled in",
        chosen: "Ook wat u aankruiste of koos, is bewaard." | "What you ticked or chose has been kept as well.",
        only_chosen: "Wat u aankruiste of koos." | "What you ticked or chose.",
        more: fn(number: usize) -> String { format!("… en nog {number}") } | { format!("… and {number} more") },
        send: "Alsnog versturen" | "Send it after all",
        go_on: fn(other: &str) -> String { format!("Verder als {other}") } | { format!("Go on as {other}") },
        go_on_text: fn(other: &str, now: &str) -> String {
            format!("Dit hoort bij {other} en u werkt nu voor {now}. Ga eerst verder als {other}; daarna kunt u het versturen.")
        } | {
            format!("This belongs to {other} and you are acting for {now}. Go on as {other} first; then you can send it.")
        },
        nobody: "niemand" | "nobody",
        anew: "De pagina opnieuw openen" | "Open the page anew",
        throw_title: "Toch niet?" | "Not after all?",
        throw_text: "Gooi het dan weg. Doet u niets, dan verdwijnt het na twee uur vanzelf." | "Then throw it away. If you do nothing, it disappears by itself after two hours.",
        throw_away: "Weggooien" | "Throw it away",
    }
}
