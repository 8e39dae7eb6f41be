//! Texts of the pages of passkeys.

crate::texts! {
    /// Texts of the pages of passkeys.
    pub struct Texts {
        title: "Uw passkeys" | "Your passkeys",
        back: "Mijn gegevens" | "My account",
        lead: "Met een passkey logt u in met uw vinger, gezicht of pincode, zonder code en zonder iets te typen. Hij werkt alleen op dit portaal, dus een nepsite kan er niets mee." | "With a passkey you sign in with your finger, face or PIN, without a code and without typing anything. It works on this portal only, so a false site can do nothing with it.",
        yours: "Passkeys die u hebt" | "Passkeys that you have",
        none: "U hebt nog geen passkey." | "You have no passkey yet.",
        name: "Naam" | "Name",
        made: "Gemaakt" | "Made",
        used: "Laatst gebruikt" | "Last used",
        never: "nog niet" | "not yet",
        change: "Wijzig" | "Change",
        add_title: "Een passkey maken" | "Make a passkey",
        add_text: "Doe dit op het apparaat waarop u wilt inloggen. Hebt u er meer, maak dan op elk apparaat een passkey: raakt u er een kwijt, dan werkt de andere nog." | "Do this on the device on which you want to sign in. If you have several, make a passkey on each: when you lose one, the other still works.",
        name_label: "Hoe noemt u hem?" | "What do you call it?",
        name_hint: "Bijvoorbeeld: laptop van het werk, mijn telefoon." | "For instance: laptop at work, my phone.",
        name_missing: "Vul een naam in, zodat u de passkey herkent." | "Enter a name, so that you recognise the passkey.",
        add: "Passkey maken" | "Make a passkey",
        no_script: "In deze browser kunt u geen passkey maken. Daarvoor is JavaScript nodig, en een browser en apparaat die passkeys kennen. Inloggen met een code per mail kan altijd." | "You cannot make a passkey in this browser. It needs JavaScript, and a browser and device that know passkeys. Signing in with a code by mail always works.",
        not_here: "Dit portaal is op een adres zonder naam te bereiken. Passkeys kunnen daar niet." | "This portal is reached at an address without a name. Passkeys are not possible there.",
        one: fn(name: &str) -> String { format!("Passkey: {name}") } | { format!("Passkey: {name}") },
        to_list: "Uw passkeys" | "Your passkeys",
        rename_title: "Andere naam" | "Another name",
        rename: "Naam opslaan" | "Save the name",
        remove_title: "Verwijderen" | "Remove",
        remove_text: "Na het verwijderen kunt u met deze passkey niet meer inloggen. Een code per mail blijft altijd werken. Bent u het apparaat kwijt? Log dan daarna ook overal uit." | "After removing it you can no longer sign in with this passkey. A code by mail always keeps working. Have you lost the device? Then sign out everywhere after this, too.",
        remove: "Passkey verwijderen" | "Remove the passkey",
    }
}
