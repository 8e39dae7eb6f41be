//! Texts of the page on which the administrator sets which means suffice.

crate::texts! {
    /// Texts of the page on which the administrator sets which means suffice.
    pub struct Texts {
        title: "Inlogmiddelen" | "Means of signing in",
        lead: "Stel per soort organisatie in waarmee mensen minstens moeten inloggen, en waarmee tekenbevoegden minstens ingelogd moeten zijn om te tekenen."
            | "Set for each kind of organisation what people have to sign in with at least, and what signatories have to be signed in with at least to sign.",
        effect: "Een strengere keuze geldt meteen, ook voor wie nu is ingelogd. Niemand wordt buitengesloten: wie minder heeft, wordt eerst langs het maken van een passkey of het koppelen van een app geleid."
            | "A stricter choice counts at once, also for who is signed in now. Nobody is locked out: whoever has less is first led to making a passkey or connecting an app.",
        order: "Van zwak naar sterk: een code per mail (niveau basis), een code per mail en een app (niveau verhoogd), een passkey (niveau sterk). Iets sterkers mag altijd."
            | "From weak to strong: a code by mail (level basic), a code by mail and an app (level raised), a passkey (level strong). Something stronger is always good.",
        sign_in: "Om in te loggen" | "To sign in",
        sign: "Om te tekenen" | "To sign",
        save: "Opslaan" | "Save",
        no_passkeys: "Dit portaal is op een adres zonder naam te bereiken. Passkeys kunnen daar niet, en dus ook niet worden gevraagd."
            | "This portal is reached at an address without a name. Passkeys are not possible there, so they cannot be asked for.",
    }
}
