//! Texts of the frame around every page.

crate::texts! {
    /// Texts of the header, the navigation and the footer.
    pub struct Texts {
        portal: "Vroegteken" | "Vroegteken",
        tagline: "Overeenkomsten voor vroegsignalering" | "Agreements for early debt detection",
        to_start: "Vroegteken, naar de startpagina" | "Vroegteken, to the start page",
        skip: "Direct naar de inhoud" | "Skip to content",
        error: "Fout" | "Error",
        menu: "Menu" | "Menu",
        navigation: "Hoofdmenu" | "Main menu",
        language: "Taal" | "Language",
        sign_in: "Inloggen" | "Sign in",
        sign_out: "Uitloggen" | "Sign out",
        account: "Ingelogd als" | "Signed in as",
        acting_for: "U werkt nu voor" | "You now act for",
        switch: "Wissel van organisatie" | "Switch organisation",
        current: "gekozen" | "chosen",
        demo: "Demo. Alle gegevens en personen hier zijn verzonnen." | "Demo. All data and people here are invented.",
        mailbox: "Bekijk de mails in het Postvak" | "Read the mails in the mailbox",
        footer: "Over dit portaal" | "About this portal",
        promise: "Vroegteken is het portaal van het Landelijk Convenant Vroegsignalering. Gemeenten en signaalpartners maken hier hun afspraken. Er staan geen gegevens van inwoners in."
            | "Vroegteken is the portal of the Dutch national agreement on early detection of debt. Municipalities and signal partners make their agreements here. It holds no data about inhabitants.",
        help: "Hulp en uitleg" | "Help",
        verify: "Document controleren" | "Check a document",
        accessibility: "Toegankelijkheid" | "Accessibility",
        privacy: "Privacy" | "Privacy",
        weakness: "Een kwetsbaarheid melden" | "Report a weakness",
        register: "Meld uw organisatie aan" | "Register your organisation",
        contact: "Contact" | "Contact",
        contact_text: "Mail de beheerder van het portaal:" | "Mail the administrator of the portal:",
    }
}
