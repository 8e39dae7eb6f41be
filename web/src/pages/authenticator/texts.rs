//! Texts of the pages of authenticator apps.

crate::texts! {
    /// Texts of the pages of authenticator apps.
    pub struct Texts {
        title: "Uw authenticator-app" | "Your authenticator app",
        back: "Mijn gegevens" | "My account",
        lead: "Met een app op uw telefoon is er bij het inloggen meer nodig dan alleen uw mailbox. U typt dan na de code uit de mail ook de code van de app. Een passkey is sneller en veiliger; kies de app als een passkey bij u niet kan."
            | "With an app on your phone, signing in takes more than your mailbox alone. After the code from the mail you then type the code of the app as well. A passkey is quicker and safer; choose the app where a passkey is not possible for you.",
        passkeys: "Naar uw passkeys" | "To your passkeys",
        none: "U hebt nog geen app gekoppeld. Elke authenticator-app is goed: die van Microsoft, Google, Apple, of een andere." | "You have not connected an app yet. Every authenticator app will do: that of Microsoft, Google, Apple, or another one.",
        begin: "App koppelen" | "Connect an app",
        scan_title: "Stap 1: voeg Vroegteken toe aan de app" | "Step 1: add Vroegteken to the app",
        scan: "Open de app op uw telefoon, kies ‘toevoegen’ en richt de camera op dit plaatje." | "Open the app on your phone, choose ‘add’ and point the camera at this picture.",
        qr: "QR-code voor de authenticator-app. De sleutel staat er ook als tekst onder." | "QR code for the authenticator app. The key stands below it as text as well.",
        key_text: "Kan de camera niet? Typ dan deze sleutel in de app. Kies daarbij ‘op tijd gebaseerd’." | "Cannot use the camera? Then type this key into the app. Choose ‘time based’ there.",
        key: "Sleutel" | "Key",
        code_title: "Stap 2: typ de code die de app nu toont" | "Step 2: type the code that the app shows now",
        code: "Code van de app" | "Code of the app",
        code_hint: "Zes cijfers. De app toont elke halve minuut een nieuwe code." | "Six digits. The app shows a new code every half minute.",
        wrong: "Deze code klopt niet. Typ de code die de app nu toont, en kijk of de klok van uw telefoon goed staat." | "This code is not right. Type the code that the app shows now, and check whether the clock of your phone is right.",
        confirm: "App koppelen" | "Connect the app",
        stop: "Stoppen met koppelen" | "Stop connecting",
        yours: "Gekoppeld" | "Connected",
        since: "Gekoppeld sinds" | "Connected since",
        used: "Laatst gebruikt" | "Last used",
        never: "nog niet" | "not yet",
        remove_title: "Ontkoppelen" | "Disconnect",
        remove_text: "Na het ontkoppelen logt u weer in met alleen een code per mail, of met een passkey. Hebt u een nieuwe telefoon? Ontkoppel de app dan hier en koppel hem daarna opnieuw." | "After disconnecting you sign in with a code by mail only again, or with a passkey. Do you have a new phone? Then disconnect the app here and connect it again after that.",
        remove: "App ontkoppelen" | "Disconnect the app",
    }
}
