//! Texts of the page on which somebody confirms who they are.

crate::texts! {
    /// Texts of the page on which somebody confirms who they are.
    pub struct Texts {
        title: "Bevestig dat u het bent" | "Confirm that it is you",
        lead: "Wat u nu wilt doen heeft gevolgen voor wie erin kan. Daarom vragen wij het nog een keer; daarna tien minuten niet meer." | "What you want to do now affects who can get in. So we ask once more; after that not for ten minutes.",
        passkey: "Bevestigen met een passkey" | "Confirm with a passkey",
        code_title: "Met een code per mail" | "With a code by mail",
        send_text: fn(email: &str) -> String { format!("De code gaat naar {email}.") } | { format!("The code goes to {email}.") },
        send: "Stuur mij een code" | "Send me a code",
        sent: fn(email: &str) -> String { format!("Er is een code onderweg naar {email}. Typ hem hier.") } | { format!("A code is on its way to {email}. Type it here.") },
        code: "Code" | "Code",
        code_hint: "Acht cijfers, met of zonder spatie. De code werkt 15 minuten." | "Eight digits, with or without a space. The code works for 15 minutes.",
        app_title: "Met de code van uw app" | "With the code of your app",
        app_text: "Typ de code die uw authenticator-app nu toont." | "Type the code that your authenticator app shows now.",
        app_code: "Code van de app" | "Code of the app",
        app_hint: "Zes cijfers. De app toont elke halve minuut een nieuwe code." | "Six digits. The app shows a new code every half minute.",
        app_wrong: "Deze code klopt niet, of u gebruikte hem al. Wacht tot de app een nieuwe code toont." | "This code is not right, or you used it already. Wait until the app shows a new code.",
        enter: "Bevestigen" | "Confirm",
        another: "Stuur een nieuwe code" | "Send a new code",
        demo_mailbox: "Naar het Postvak van de demo" | "To the mailbox of the demo",
    }
}
