//! Texts of the page about Monday's mails.

crate::texts! {
    /// Texts of the page about Monday's mails.
    pub struct Texts {
        title: "Maandagmails" | "Monday's mails",
        lead: "Elke maandag om 8 uur maakt het portaal voor iedere tekenbevoegde hooguit één mail. Lag het portaal stil, dan haalt het de week in zodra het weer draait." | "Every Monday at 8 o'clock the portal makes at most one mail for each signatory. After an outage it catches up within the week.",
        caption: "De laatste weken" | "The last weeks",
        week: "Week" | "Week",
        made: "Gemaakt" | "Made",
        sent: "Afgeleverd aan de mailserver" | "Handed to the mail server",
        waiting: "Wacht" | "Waiting",
        refused: "Geweigerd" | "Refused",
        state: "Stand" | "State",
        running: "Loopt" | "Running",
        done: "Klaar" | "Done",
        none: "Nog geen maandagmail" | "No Monday's mail yet",
        none_text: "Hier staat straks per week hoeveel mails er zijn gemaakt en aangenomen." | "Here you will see for each week how many mails were made and taken.",
        back: "Alle mails" | "All mails",
    }
}
