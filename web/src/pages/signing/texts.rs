//! Texts of what waits to be signed, and of declining.

crate::texts! {
    /// Texts of what waits to be signed.
    pub struct Texts {
        title: "Tekenen" | "Sign",
        waits: fn(n: i64, number: &str, names: &str) -> String {
            if n == 1 { format!("Er wacht 1 overeenkomst op uw handtekening, namens {names}.") } else { format!("Er wachten {number} overeenkomsten op uw handtekening, namens {names}.") }
        } | {
            if n == 1 { format!("1 agreement waits for your signature, for {names}.") } else { format!("{number} agreements wait for your signature, for {names}.") }
        },
        many_organisations: fn(n: usize) -> String { format!("{n} organisaties") } | { format!("{n} organisations") },
        no_deadline: "Er is geen uiterste datum. Wat u niet kiest, blijft gewoon voor u klaarstaan." | "There is no deadline. What you do not choose simply stays here for you.",

        none: "Er wacht nu niets op uw handtekening" | "Nothing waits for your signature now",
        none_text: "Komt er iets voor u klaar te staan? Dan krijgt u op maandag om 8 uur één mail, met een link naar deze pagina. Alleen u kunt dan tekenen."
            | "If something comes for you to sign, you get one mail on Monday at 8 o’clock with a link to this page. Only you can sign then.",
        last_round: "Bekijk wat u het laatst hebt getekend" | "See what you signed last",

        cannot_sign: "Het portaal kan nu nog niet tekenen" | "The portal cannot sign yet",
        cannot_sign_text: "U kunt de overeenkomsten al lezen en afwijzen. Tekenen kan zodra de beheerder de sleutel van het portaal heeft klaargezet. U hoeft daarvoor niets te doen."
            | "You can read and decline the agreements already. You can sign once the administrator has set up the key of the portal. There is nothing you need to do for that.",

        same: "In alle overeenkomsten gelijk" | "The same in all agreements",
        about_one: "Over deze overeenkomst" | "About this agreement",
        text: "Tekst" | "Text",
        text_same: fn(version: &str) -> String { format!("De modelovereenkomst, versie {version}: overal dezelfde artikelen. Wat verschilt, staat hieronder.") }
            | { format!("The model agreement, version {version}: the same articles everywhere. What differs stands below.") },
        text_per_sector: fn(version: &str) -> String { format!("De modelovereenkomst, versie {version}: overal dezelfde artikelen. Alleen de wettelijke grondslag en de stappen van de schuldeiser verschillen per sector. Wat verder verschilt, staat hieronder.") }
            | { format!("The model agreement, version {version}: the same articles everywhere. Only the legal basis and the steps of the creditor differ by sector. What else differs stands below.") },
        text_one: fn(version: &str) -> String { format!("De modelovereenkomst, versie {version}.") } | { format!("The model agreement, version {version}.") },
        plain: "Wat u afspreekt, in gewone taal" | "What you agree on, in plain language (in Dutch)",
        plain_text: "Dit is een samenvatting. Wat u tekent, is het document." | "This is a summary. What you sign is the document.",
        differs: "Wat verschilt" | "What differs",
        one: "De overeenkomst" | "The agreement",

        counterparty: "Met" | "With",
        number: "Nummer" | "Number",
        sector: "Sector" | "Sector",
        system: "Vroegsignalerings\u{ad}systeem" | "Early-warning system",
        system_per_member: "Per gemeente, zie de bijlage" | "By municipality, see the annex",
        executor: "Uitvoerder die partij is" | "Executor that is a party",
        no_executor: "Geen" | "None",
        organisation: "U tekent namens" | "You sign for",
        version: "Versie van de tekst" | "Version of the text",
        pages: "Pagina’s" | "Pages",
        signed_before: "Al getekend door een ander" | "Signed by another party",
        yes: "Ja" | "Yes",
        not_yet: "Nog niet" | "Not yet",
        document: "Document" | "Document",
        read: "Lees" | "Read",
        read_detail: fn(number: &str) -> String { format!("{number}, pdf, in een nieuw venster") } | { format!("{number}, PDF, in a new window") },
        decline: "Afwijzen" | "Decline",
        caption: fn(n: i64, number: &str) -> String { if n == 1 { "1 overeenkomst".to_owned() } else { format!("{number} overeenkomsten. Alles staat aan; haal weg wat u nu niet tekent.") } }
            | { if n == 1 { "1 agreement".to_owned() } else { format!("{number} agreements. All are chosen; clear what you do not sign now.") } },
        all: "Alles aan" | "Choose all",
        nothing: "Alles uit" | "Choose none",
        either: fn(side: &str) -> String { format!("U mag deze overeenkomst ook voor {side} tekenen. Niemand tekent voor beide kanten, daarom staat deze regel uit.") }
            | { format!("You may sign this agreement for {side} as well. Nobody signs for both sides, so this line is not chosen.") },

        choose: "Kies ten minste één overeenkomst om te tekenen." | "Choose at least one agreement to sign.",
        both_sides: "U hebt een overeenkomst twee keer gekozen, voor beide kanten. Niemand tekent voor beide kanten. Haal één van de twee weg."
            | "You chose one agreement twice, for both sides. Nobody signs for both sides. Clear one of the two.",
        changed: "De lijst is intussen veranderd: niet alles wat u koos, wacht nog op uw handtekening. Er is niets getekend. Kijk uw keuze na en ga dan verder."
            | "The list has changed meanwhile: not everything you chose still waits for your signature. Nothing has been signed. Check your choice and go on.",

        declare: "Wat u verklaart" | "What you declare",
        consent: "Ik heb de overeenkomsten in deze ronde kunnen lezen, ik ben bevoegd om namens de genoemde organisaties te tekenen, en ik teken ze alle."
            | "I was able to read the agreements in this round, I have the power to sign for the organisations named, and I sign them all.",
        level: "U tekent met een gewone elektronische handtekening (artikel 3:15a van het Burgerlijk Wetboek), bevestigd met uw passkey of met een eenmalige code per mail."
            | "You sign with an ordinary electronic signature (article 3:15a of the Dutch Civil Code), confirmed with your passkey or with a one-time code by mail.",
        issuer: "Het portaal geeft het certificaat van uw handtekening zelf uit. Het staat op geen Europese lijst van vertrouwensdiensten."
            | "The portal itself issues the certificate of your signature. It stands on no European list of trust services.",
        demo_binds_nobody: "Dit is de demo: deze handtekeningen binden niemand." | "This is the demo: these signatures bind nobody.",
        next: "Verder met uw keuze" | "Go on with your choice",
        next_text: fn(email: &str) -> String { format!("U krijgt een code op {email}. U tekent pas als u die code typt.") } | { format!("You get a code at {email}. You sign only when you type that code.") },

        decline_title: "Overeenkomst afwijzen" | "Decline an agreement",
        decline_lead: fn(number: &str, with: &str, own: &str) -> String { format!("U wijst overeenkomst {number} met {with} af, namens {own}.") }
            | { format!("You decline agreement {number} with {with}, for {own}.") },
        decline_means: "Afwijzen betekent: u tekent deze overeenkomst zo niet. De gemeente kan de overeenkomst daarna opnieuw klaarzetten. Wilt u alleen nu nog niet tekenen? Laat de overeenkomst dan gewoon staan."
            | "Declining means that you do not sign this agreement as it is. The municipality can prepare it again after that. Do you just not want to sign yet? Then simply leave the agreement where it is.",
        decline_signed: "Een andere partij heeft deze overeenkomst al getekend. Als u afwijst, telt die handtekening niet meer voor een volgende versie."
            | "Another party has signed this agreement already. If you decline, that signature does not count for a next version.",
        reason: "Waarom tekent u niet?" | "Why do you not sign?",
        reason_hint: "De contactpersonen van beide kanten en de beheerder lezen uw reden, met uw naam. Noem geen gegevens van inwoners."
            | "The contact persons of both sides and the administrator read your reason, with your name. Mention no details of inhabitants.",
        reason_missing: "Schrijf op waarom u niet tekent." | "Write down why you do not sign.",
        reason_characters: "Haal onzichtbare tekens uit de tekst. Typ de tekst zo nodig opnieuw." | "Take invisible characters out of the text. Type it again if you need to.",
        reason_long: "Maak de reden korter: hooguit 2.000 tekens." | "Make the reason shorter: at most 2,000 characters.",
        decline_button: "Wijs de overeenkomst af" | "Decline the agreement",
        back: "Terug naar Tekenen" | "Back to Sign",
        read_first: "Lees het document" | "Read the document",
    }
}
