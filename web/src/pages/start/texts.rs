//! Texts of the start page.

crate::texts! {
    /// Texts of the start page.
    pub struct Texts {
        title: "Afspraken voor vroegsignalering" | "Agreements for early debt detection",
        heading: "Eerder hulp bij schulden begint met een goede afspraak" | "Earlier help with debts begins with a good agreement",
        lead: "Wie de huur of de energierekening niet meer betaalt, heeft vaak al langer zorgen. Verhuurders, energie- en waterbedrijven en zorgverzekeraars melden zo'n achterstand bij de gemeente. De gemeente biedt hulp aan, voordat iemand zijn huis uit moet."
            | "People who stop paying their rent or energy bill have often been worried for a long time. Landlords, energy and water companies and health insurers report such arrears to the municipality. The municipality offers help before anyone has to leave home.",
        lead_more: "Daarvoor is een overeenkomst nodig tussen elke gemeente en elke signaalpartner. Die regelt u hier."
            | "This takes an agreement between each municipality and each signal partner. You arrange it here.",
        register: "Meld uw organisatie aan" | "Register your organisation",
        sign_in: "Inloggen" | "Sign in",
        map_caption: "342 gemeenten, elk een zeshoek." | "342 municipalities, a hexagon each.",

        who: "Voor wie is dit portaal?" | "Who is this portal for?",
        municipality: "Gemeenten" | "Municipalities",
        municipality_text: "U ontvangt signalen en biedt inwoners hulp aan. U ziet al uw overeenkomsten en bepaalt welke er nu getekend worden. Ook voor gemeenschappelijke regelingen."
            | "You receive signals and offer inhabitants help. You see all your agreements and decide which are signed now. For joint bodies as well.",
        municipality_link: "Meld een gemeente aan" | "Register a municipality",
        partner: "Signaalpartners" | "Signal partners",
        partner_text: "U verhuurt woningen of levert energie, drinkwater of een zorgverzekering. U tekent met elke gemeente waar u actief bent en weet per gemeente waar u signalen aanlevert."
            | "You let homes or supply energy, drinking water or health insurance. You sign with each municipality where you are active and know where to deliver signals.",
        partner_link: "Meld een signaalpartner aan" | "Register a signal partner",
        landlord: "Particuliere verhuurders" | "Private landlords",
        landlord_text: "U verhuurt een of een paar woningen. Aanmelden kan op uw telefoon, in drie schermen. Een KvK-nummer hoeft niet."
            | "You let one or a few homes. You can register on your phone, in three screens. No Chamber of Commerce number is needed.",
        landlord_link: "Meld u aan als verhuurder" | "Register as a landlord",
        executor: "Voert u het werk uit voor een gemeente of signaalpartner?" | "Do you do the work for a municipality or signal partner?",
        executor_link: "Meld een uitvoerende organisatie aan" | "Register an executor",

        how: "Zo gaat het" | "How it works",
        step_1: "Aanmelden" | "Register",
        step_1_text: "U vult in wie uw organisatie is, wie het contact verzorgt en wie mag tekenen. U bevestigt uw mailadres. De beheerder kijkt de aanmelding na."
            | "You fill in who your organisation is, who keeps contact and who may sign. You confirm your mail address. The administrator checks the registration.",
        step_2: "Doorzetten" | "Release",
        step_2_text: "Na acceptatie staat voor elke combinatie van gemeente en signaalpartner een overeenkomst klaar. De gemeente beslist welke nu, later of in stappen getekend worden."
            | "After acceptance an agreement stands ready for every pair of municipality and signal partner. The municipality decides which are signed now, later or in steps.",
        step_3: "Tekenen" | "Sign",
        step_3_text: "Wie mag tekenen, krijgt op maandag één mail en tekent alles wat klaarstaat in één keer."
            | "Who may sign gets one mail on Monday and signs everything that waits in one go.",
        step_4: "Inregelen" | "Onboard",
        step_4_text: "Beide kanten volgen dezelfde lijst: wie doet wat, naar welk systeem gaan de signalen, en wanneer begint het."
            | "Both sides follow the same list: who does what, to which system the signals go, and when it starts.",

        trust: "Waar u op kunt rekenen" | "What you can count on",
        trust_1: "Geen gegevens van inwoners" | "No data about inhabitants",
        trust_1_text: "In dit portaal staan organisaties, contactpersonen en overeenkomsten. Signalen over inwoners komen hier niet."
            | "This portal holds organisations, contact persons and agreements. Signals about inhabitants do not come here.",
        trust_2: "Geen haast" | "No rush",
        trust_2_text: "Een overeenkomst blijft openstaan tot er getekend is. Er verloopt niets vanzelf."
            | "An agreement stays open until it is signed. Nothing expires by itself.",
        trust_3: "U ziet wat er gebeurt" | "You see what happens",
        trust_3_text: "Bij elke overeenkomst staat wie wat deed en wanneer. Beide partijen zien dezelfde stand."
            | "Each agreement shows who did what and when. Both parties see the same state.",
        trust_4: "Gemaakt voor iedereen" | "Made for everyone",
        trust_4_text: "Het portaal werkt met het toetsenbord, met een schermlezer, op een telefoon en zonder JavaScript."
            | "The portal works by keyboard, with a screen reader, on a phone and without JavaScript.",

        known: "Bent u al aangemeld?" | "Have you registered already?",
        known_text: "Log in met uw mailadres. U krijgt een code toegestuurd; een wachtwoord is niet nodig."
            | "Sign in with your mail address. You get a code by mail; no password is needed.",
        verify: "Controleer een getekend document" | "Check a signed document",
        questions: "Vragen? Lees de uitleg" | "Questions? Read the help",
    }
}
