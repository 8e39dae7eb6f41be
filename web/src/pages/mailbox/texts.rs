//! Texts of the demo's mailbox.

crate::texts! {
    /// Texts of the demo's mailbox.
    pub struct Texts {
        title: "Postvak van de demo" | "Mailbox of the demo",
        lead: "In de demo gaat geen mail de deur uit. Hier leest u elke mail zoals de ontvanger die zou krijgen." | "In the demo no mail leaves the house. Here you read every mail as its reader would get it.",
        filter: "Alleen mail aan dit adres" | "Only mail to this address",
        show: "Toon" | "Show",
        subject: "Onderwerp" | "Subject",
        to: "Aan" | "To",
        at: "Wanneer" | "When",
        none: "Er is nog geen mail." | "There is no mail yet.",
        back: "Terug naar het Postvak" | "Back to the mailbox",
        caption: "De nieuwste mails, de laatste eerst" | "The newest mails, the last one first",
    }
}
