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
        monday_title: "De maandagmail" | "Monday's mail",
        monday: fn(day: &str) -> String { format!("Elke maandag om 8 uur krijgt iedere tekenbevoegde hooguit één mail: wat er nieuw is en wat er wacht. De volgende is die van maandag {day}. U hoeft daar niet op te wachten; verstuurt u hem nu, dan telt hij als die van maandag.") }
            | { format!("Every Monday at 8 o'clock each signatory gets at most one mail: what is new and what waits. The next is that of Monday {day}. You need not wait for it; if you send it now, it counts as that Monday's.") },
        monday_made: fn(day: &str) -> String { format!("De mail van maandag {day} is al gemaakt. Die maandag zelf komt er geen tweede.") }
            | { format!("The mail of Monday {day} has been made already. On that Monday itself no second one comes.") },
        send_monday: "Verstuur de maandagmail nu" | "Send Monday's mail now",
        back: "Terug naar het Postvak" | "Back to the mailbox",
        caption: "De nieuwste mails, de laatste eerst" | "The newest mails, the last one first",
    }
}
