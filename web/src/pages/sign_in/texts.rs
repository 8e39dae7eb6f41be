//! Texts of signing in.

crate::texts! {
    /// Texts of signing in.
    pub struct Texts {
        title: "Inloggen" | "Sign in",
        lead: "U logt in met een passkey of met een code die u per mail krijgt. Een wachtwoord is niet nodig." | "You sign in with a passkey or with a code that you get by mail. No password is needed.",
        passkey: "Inloggen met een passkey" | "Sign in with a passkey",
        email: "E-mailadres" | "Mail address",
        email_hint: "Het adres waarop u bent uitgenodigd." | "The address at which you were invited.",
        email_wrong: "Vul een e-mailadres in, zoals naam@gemeente.nl." | "Enter a mail address, such as name@city.nl.",
        send: "Stuur mij een code" | "Send me a code",
        new_here: "Nog geen toegang?" | "No access yet?",
        new_here_text: "Meld uw organisatie eerst aan." | "Register your organisation first.",
        new_here_link: "Organisatie aanmelden" | "Register an organisation",
        demo_title: "Inloggen als iemand uit de demo" | "Sign in as somebody of the demo",
        demo_text: "Kies iemand. De code komt in het Postvak, net als elke andere mail." | "Choose somebody. The code arrives in the mailbox, like every other mail.",
        code_title: "Typ de code uit de mail" | "Type the code from the mail",
        code_lead: "Als dit adres bij ons bekend is, is er nu een mail met een code onderweg. U mag die mail ook op een ander apparaat lezen. Typ de code hier." | "If we know this address, a mail with a code is on its way. You may read that mail on another device. Type the code here.",
        code: "Code" | "Code",
        code_hint: "Acht cijfers, met of zonder spatie. De code werkt 15 minuten." | "Eight digits, with or without a space. The code works for 15 minutes.",
        enter: "Inloggen" | "Sign in",
        again: "Vraag een nieuwe code" | "Ask for a new code",
        no_mail: "Geen mail gekregen?" | "No mail?",
        no_mail_text: "Kijk ook bij ongewenste mail. Komt er na een paar minuten niets, dan is dit adres niet bij ons bekend, of wacht de mail nog bij uw mailserver." | "Look in your spam folder too. If nothing comes after a few minutes, we do not know this address, or the mail still waits at your mail server.",
        demo_mailbox: "Naar het Postvak van de demo" | "To the mailbox of the demo",
        app_title: "Typ de code van uw app" | "Type the code of your app",
        app_lead: "De code uit de mail klopt. Typ nu de code die uw authenticator-app toont." | "The code from the mail is right. Now type the code that your authenticator app shows.",
        app_code: "Code van de app" | "Code of the app",
        app_code_hint: "Zes cijfers. De app toont elke halve minuut een nieuwe code." | "Six digits. The app shows a new code every half minute.",
        app_lost: "Hebt u de app niet meer?" | "Do you no longer have the app?",
        app_lost_text: "Log in met een passkey als u die hebt. Anders helpt de contactpersoon van uw organisatie of de beheerder u verder." | "Sign in with a passkey if you have one. Otherwise the contact person of your organisation or the administrator helps you.",
        start_again: "Opnieuw beginnen" | "Start again",
        not_asked: "In deze browser wacht geen code" | "No code is awaited in this browser",
        not_asked_text: "Typ de code in het venster waarin u erom vroeg, of vraag hier een nieuwe code." | "Type the code in the window in which you asked for it, or ask for a new code here.",
    }
}
