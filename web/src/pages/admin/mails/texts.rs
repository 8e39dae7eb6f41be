//! Texts of the pages about mails.

crate::texts! {
    /// Texts of the pages about mails.
    pub struct Texts {
        title: "Mails" | "Mails",
        lead: "Elke mail die het portaal schreef, de nieuwste eerst. Wij weten alleen of de mailserver een mail heeft aangenomen, niet of iemand die heeft gelezen." | "Every mail that the portal wrote, the newest first. We know only whether the mail server took a mail, not whether somebody has read it.",
        mondays: "De maandagmails per week" | "Monday's mails by week",
        choose: "Toon mails naar stand" | "Show mails by state",
        every: "Alle" | "All",
        waiting: "Wacht" | "Waiting",
        trying: "Wordt opnieuw geprobeerd" | "Being tried again",
        sent: "Afgeleverd aan de mailserver" | "Handed to the mail server",
        refused: "Geweigerd" | "Refused",
        caption: fn(n: &str, one: bool) -> String { if one { "1 mail".to_owned() } else { format!("{n} mails") } } | { if one { "1 mail".to_owned() } else { format!("{n} mails") } },
        subject: "Onderwerp" | "Subject",
        to: "Aan" | "To",
        kind: "Soort" | "Kind",
        state: "Stand" | "State",
        written: "Geschreven" | "Written",
        handed_over: "Afgeleverd aan de mailserver" | "Handed to the mail server",
        attempts: "Pogingen" | "Attempts",
        last_error: "Laatste antwoord van de mailserver" | "Last answer of the mail server",
        begin: "Terug naar de nieuwste" | "Back to the newest",
        none: "Geen mails" | "No mails",
        none_text: "Er zijn geen mails in deze stand." | "There are no mails in this state.",
        back: "Alle mails" | "All mails",
        facts: "Over deze mail" | "About this mail",
        letter: "De tekst" | "The text",
        letter_lead: "Codes en links voor eenmalig gebruik staan hier nooit. Het portaal wist ze zodra de mailserver de mail aanneemt." | "Codes and one-time links are never shown here. The portal erases them once the mail server takes the mail.",
        again: "Bied opnieuw aan" | "Offer again",
        again_text: "Is het adres goed, en was er alleen een storing? Dan kunt u de mail nog een keer aanbieden." | "Is the address right, and was there only a failure? Then you can offer the mail once more.",
        lost: "De code of link in deze mail is gewist. De mail kan daarom niet meer worden aangeboden. De ontvanger kan een nieuwe vragen." | "The code or link in this mail has been erased. The mail can therefore not be offered any more. The recipient can ask for a new one.",
        not_again: "Deze mail wacht al of is al aangenomen. Er is niets veranderd." | "This mail waits already or was taken already. Nothing has changed.",
    }
}
