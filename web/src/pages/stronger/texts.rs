//! Texts of the page that leads to a stronger means of signing in.

crate::texts! {
    /// Texts of the page that leads to a stronger means of signing in.
    pub struct Texts {
        title: "Log sterker in" | "Sign in by stronger means",
        lead: fn(asked: &str, now: &str) -> String { format!("Voor wat u nu wilt doen is inloggen met {asked} nodig, of met iets sterkers. U bent ingelogd met {now}.") }
            | { format!("What you want to do now takes signing in with {asked}, or something stronger. You are signed in with {now}.") },
        until: "Tot dan kunt u voor deze organisatie niets bekijken of doen. Werkt u ook voor een andere organisatie, dan kiest u die boven aan de pagina."
            | "Until then you cannot see or do anything for this organisation. If you act for another organisation too, choose it at the top of the page.",
        enough: "U bent sterk genoeg ingelogd. U kunt verder." | "You are signed in by means that suffice. You can go on.",
        onward: "Verder" | "Go on",
        passkey_title: "Met uw passkey" | "With your passkey",
        passkey_text: "U hebt een passkey. Bevestig ermee dat u het bent; daarna gaat u verder waar u was." | "You have a passkey. Confirm with it that it is you; after that you go on where you were.",
        passkey: "Bevestigen met een passkey" | "Confirm with a passkey",
        no_script: "In deze browser werken passkeys niet. Daarvoor is JavaScript nodig, en een browser en apparaat die passkeys kennen." | "Passkeys do not work in this browser. They need JavaScript, and a browser and device that know passkeys.",
        app_title: "Met de code van uw app" | "With the code of your app",
        app_code: "Code van de app" | "Code of the app",
        app_hint: "Zes cijfers. De app toont elke halve minuut een nieuwe code." | "Six digits. The app shows a new code every half minute.",
        enter: "Bevestigen" | "Confirm",
        make_title: "Maak een sterker inlogmiddel" | "Make a stronger means of signing in",
        make_passkey: "Met een passkey logt u in met uw vinger, gezicht of pincode. Dat kost een halve minuut en werkt daarna altijd." | "With a passkey you sign in with your finger, face or PIN. It takes half a minute and works ever after.",
        to_passkeys: "Passkey maken" | "Make a passkey",
        make_app: "Kan een passkey bij u niet? Koppel dan een authenticator-app op uw telefoon." | "Is a passkey not possible for you? Then connect an authenticator app on your phone.",
        to_app: "App koppelen" | "Connect an app",
        lost_title: "Bent u het kwijt?" | "Have you lost it?",
        lost: "Hebt u het apparaat of de app niet meer? Vraag de contactpersoon van uw organisatie of de beheerder om u weer toegang te geven. Dat kan niet met alleen uw mailbox: dan zou iedereen die uw mail leest erin kunnen."
            | "Do you no longer have the device or the app? Ask the contact person of your organisation or the administrator to give you access again. Your mailbox alone cannot do that: else everybody who reads your mail could get in.",
    }
}
