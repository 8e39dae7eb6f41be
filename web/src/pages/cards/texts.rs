//! Texts of the contact cards of an organisation.

use domain::cards::{MOST, Purpose};

crate::texts! {
    /// Texts of the contact cards of an organisation.
    pub struct Texts {
        title: "Contactkaarten" | "Contact cards",
        lead: "Wie kan een samenwerkingspartner waarvoor mailen of bellen? Zet hier per doel een persoon of een team neer. U hoeft niet alles in te vullen."
            | "Whom can a partner mail or call for what? Put a person or a team here for each purpose. You need not fill in everything.",
        who_sees: "Alleen contactpersonen van organisaties met wie u een overeenkomst hebt of kunt sluiten, en de beheerder, zien deze kaarten."
            | "Only contact persons of organisations with whom you have or can make an agreement, and the administrator, see these cards.",
        to_organisation: "Onze organisatie" | "Our organisation",
        coordination_text: "Het eerste aanspreekpunt, voor alles rond de overeenkomsten." | "Whom to ask first, about everything to do with the agreements.",
        policy_text: "Voor afspraken en wijzigingen. Anderen zien dit bij een overeenkomst tot zij is getekend." | "For arrangements and changes. Others see this with an agreement until it is signed.",
        operations_text: "Voor het dagelijkse werk met signalen. Anderen zien dit bij een getekende overeenkomst." | "For the daily work with signals. Others see this with an agreement that is signed.",
        data_text: "Voor het aanleveren en ontvangen van gegevens, technisch. Anderen zien dit bij een getekende overeenkomst." | "For delivering and receiving data, technically. Others see this with an agreement that is signed.",
        contacts_instead: "Er is geen kaart. Daarom zien anderen hier uw contactpersonen:" | "There is no card. That is why others see your contact persons here:",
        nobody: "Nog geen kaart." | "No card yet.",
        hidden: "Dit is het adres van een tekenbevoegde. Anderen zien deze kaart niet." | "This is the address of a signatory. Others do not see this card.",
        add: "Kaart toevoegen" | "Add a card",
        full: fn() -> String { format!("Meer dan {MOST} kaarten per doel kan niet.") } | { format!("There can be no more than {MOST} cards for a purpose.") },
        change: "Wijzigen" | "Change",
        remove: "Verwijderen" | "Remove",

        back: "Contactkaarten" | "Contact cards",
        new_title: "Contactkaart toevoegen" | "Add a contact card",
        change_title: "Contactkaart wijzigen" | "Change a contact card",
        purpose: "Waarvoor is deze kaart?" | "What is this card for?",
        name: "Naam van de persoon of het team" | "Name of the person or team",
        name_hint: "Bijvoorbeeld Team Vroegsignalering." | "For example Team Vroegsignalering.",
        function: "Functie" | "Function",
        email: "E-mailadres" | "Mail address",
        email_hint: "Vul een e-mailadres of een telefoonnummer in, of allebei. Een gedeelde mailbox mag; het adres van een tekenbevoegde niet."
            | "Fill in a mail address or a telephone number, or both. A shared mailbox is fine; the address of a signatory is not.",
        phone: "Telefoonnummer" | "Telephone number",
        no_way: "Vul een e-mailadres of een telefoonnummer in." | "Fill in a mail address or a telephone number.",
        choose: "Kies waarvoor deze kaart is." | "Choose what this card is for.",
        no_name: "Vul de naam van een persoon of een team in." | "Fill in the name of a person or a team.",
        no_room: fn() -> String { format!("Voor dit doel zijn er al {MOST} kaarten. Verwijder er eerst één, of kies een ander doel.") }
            | { format!("There are {MOST} cards for this purpose already. Remove one first, or choose another purpose.") },
        stale: "Iemand anders heeft deze kaart intussen veranderd. Kijk of het nog klopt en sla opnieuw op." | "Somebody else has changed this card meanwhile. See whether it still fits and save again.",
        save: "Opslaan" | "Save",
        cancel: "Annuleren" | "Cancel",
    }
}

impl Texts {
    /// Where the cards of a purpose serve.
    pub(super) const fn about(&self, purpose: Purpose) -> &'static str {
        match purpose {
            Purpose::Coordination => self.coordination_text,
            Purpose::Policy => self.policy_text,
            Purpose::Operations => self.operations_text,
            Purpose::Data => self.data_text,
        }
    }
}

/// In the address of a section: *#uitvoering*.
pub(super) const fn anchor(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Coordination => "coordinatie",
        Purpose::Policy => "beleid",
        Purpose::Operations => "uitvoering",
        Purpose::Data => "datalevering",
    }
}
