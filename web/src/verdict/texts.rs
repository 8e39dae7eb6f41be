//! Texts of what verification says.

crate::texts! {
    /// Texts of what verification says.
    pub(crate) struct Texts {
        all_signed: "Iedereen heeft getekend en er is niets gewijzigd" | "Everyone has signed and nothing was changed",
        all_signed_text: "Alle handtekeningen in dit document zijn geldig. Het document is precies zoals het getekend is."
            | "All signatures in this document are valid. The document is exactly as it was signed.",
        partly_signed: "Geldig, maar nog niet door iedereen getekend" | "Valid, but not yet signed by everyone",
        partly_signed_text: "De handtekeningen die erin staan, zijn geldig en er is niets gewijzigd. Nog niet iedereen heeft getekend: de overeenkomst geldt nog niet."
            | "The signatures in it are valid and nothing was changed. Not everyone has signed: the agreement does not bind yet.",
        not_valid: "Dit document is niet geldig" | "This document is not valid",
        not_valid_text: "Vertrouw niet op dit bestand. Vraag een nieuw exemplaar aan de andere partij, of download het opnieuw uit het portaal."
            | "Do not rely on this file. Ask the other party for a new copy, or download it from the portal again.",
        nobody: "Niemand heeft dit document getekend" | "Nobody has signed this document",
        nobody_text: "Het heeft plaatsen voor handtekeningen, maar die zijn leeg. Daarom zegt niets dat het echt is."
            | "It has places for signatures, but they are empty. So nothing says that it is genuine.",
        unknown: "De ondertekenaar is hier niet bekend" | "The signer is not known here",
        unknown_text: "Het document is niet gewijzigd na het tekenen. Maar de certificaten zijn niet uitgegeven door een autoriteit die hier vertrouwd wordt. Wie er getekend heeft, staat dus niet vast."
            | "The document was not changed after signing. But the certificates were not issued by an authority that is trusted here. So it is not certain who signed.",
        not_ours: "Dit document komt niet uit dit portaal" | "This document does not come from this portal",
        not_ours_none: "Er staan geen handtekeningen in. Over de inhoud kunnen wij niets zeggen."
            | "There are no signatures in it. We cannot say anything about its contents.",
        not_ours_some: fn(count: usize) -> String {
            if count == 1 { "Er staat 1 handtekening in. Die beoordelen wij hier niet.".to_owned() }
            else { format!("Er staan {count} handtekeningen in. Die beoordelen wij hier niet.") }
        } | {
            if count == 1 { "There is 1 signature in it, which we do not judge here.".to_owned() }
            else { format!("There are {count} signatures in it, which we do not judge here.") }
        },
        brought_in: "Ingebracht door de beheerder, niet hier getekend" | "Brought in by the administrator, not signed here",
        brought_in_text: fn(agreements: &str) -> String { format!("Precies dit bestand is in dit portaal ingebracht als getekend buiten dit portaal, bij overeenkomst {agreements}. Het portaal heeft de handtekeningen erin niet gecontroleerd.") }
            | { format!("This very file was brought into this portal as signed outside it, with agreement {agreements}. The portal has not checked its signatures.") },
        brought_in_too: fn(agreements: &str) -> String { format!("De beheerder heeft precies dit bestand ook ingebracht als getekend buiten dit portaal, bij overeenkomst {agreements}.") }
            | { format!("The administrator also brought this very file in as signed outside this portal, with agreement {agreements}.") },
        brought_in_one: fn(number: &str, day: &str) -> String { format!("{number} (getekend op {day})") } | { format!("{number} (signed on {day})") },
        elsewhere: "Open het bestand in een pdf-lezer die handtekeningen controleert, zoals Adobe Acrobat Reader, of vraag degene die het stuurde hoe u het kunt nagaan."
            | "Open the file in a PDF reader that checks signatures, such as Adobe Acrobat Reader, or ask whoever sent it how to check it.",
        unreadable: "Wij kunnen dit bestand niet beoordelen" | "We cannot judge this file",
        not_pdf: "Het is geen pdf-bestand." | "It is not a PDF file.",
        too_large: fn(megabytes: usize) -> String { format!("Het bestand is groter dan {megabytes} MB. Zo groot is geen enkele overeenkomst uit dit portaal.") }
            | { format!("The file is larger than {megabytes} MB. No agreement from this portal is that large.") },
        encrypted: "Het bestand is versleuteld, bijvoorbeeld met een wachtwoord. Overeenkomsten uit dit portaal zijn dat nooit."
            | "The file is encrypted, for instance with a password. Agreements from this portal never are.",
        demo: "Dit is een document uit een demo. De personen zijn verzonnen en de handtekeningen hebben geen rechtsgevolg."
            | "This is a document from a demo. The people are invented and the signatures have no legal effect.",
        no_register: "Niet nagekeken is of een certificaat later is ingetrokken: de lijst daarvan is hier niet bekend."
            | "Whether a certificate was revoked later was not checked: the list is not known here.",

        holds: "Geldig" | "Valid",
        holds_alone: "Op zichzelf geldig" | "Valid by itself",
        holds_not: "Niet geldig" | "Not valid",

        person: "Naam" | "Name",
        capacity: "Hoedanigheid" | "Capacity",
        organisation: "Organisatie" | "Organisation",
        kvk: "KvK-nummer" | "KvK number",
        at: "Getekend op" | "Signed on",
        at_text: fn(moment: &str) -> String { format!("{moment}, volgens de klok van het portaal") } | { format!("{moment}, by the clock of the portal") },
        level: "Niveau" | "Level",
        level_simple: "Gewone elektronische handtekening (art. 3:15a BW), bevestigd met een code per mail"
            | "Simple electronic signature (art. 3:15a of the Dutch Civil Code), confirmed with a code by mail",
        level_more: "Gewone elektronische handtekening (art. 3:15a BW), bevestigd met een code per mail door iemand die sterker was ingelogd"
            | "Simple electronic signature (art. 3:15a of the Dutch Civil Code), confirmed with a code by mail by somebody who was signed in by stronger means",
        level_passkey: "Gewone elektronische handtekening (art. 3:15a BW), bevestigd met een passkey"
            | "Simple electronic signature (art. 3:15a of the Dutch Civil Code), confirmed with a passkey",

        proof_passkey: "Het bewijs klopt: bevestigd met een passkey" | "The evidence holds: confirmed with a passkey",
        proof_passkey_text: "Een passkey heeft precies dit document ondertekend, samen met de andere uit dezelfde handeling. Dat kan alleen wie die passkey heeft en er met vinger, gezicht of pincode door herkend wordt."
            | "A passkey signed exactly this document, together with the others of the same act. Only who has that passkey, and is recognised by it through finger, face or PIN, can do so.",
        proof_code: "Het bewijs klopt: bevestigd met een code per mail" | "The evidence holds: confirmed with a code by mail",
        proof_code_text: "De handtekening in het document legt dit bewijs vast. Dat deze persoon juist deze documenten bevestigde, berust op wat het portaal toen heeft vastgelegd en op de mail met het kenmerk."
            | "The signature in the document binds this evidence. That this person confirmed exactly these documents rests on what the portal recorded then, and on the mail with the fingerprint.",
        proof_not: "Het bewijs klopt niet" | "The evidence does not hold",
        proof_unbound: "Het past bij het document, maar geen handtekening in het document legt juist dit bewijs vast. Het kan later door iemand anders gemaakt zijn."
            | "It fits the document, but no signature in the document binds this very evidence. Somebody else may have made it later.",
        proof_moot: "Over het bewijs valt niets te zeggen" | "Nothing can be said of the evidence",
        proof_moot_text: "Het document zelf is niet geldig. Zonder geldige handtekening bewijst een bewijs niets." | "The document itself is not valid. Without a valid signature evidence proves nothing.",
        proof_unreadable: "Dit is geen bewijs van dit portaal, of het is beschadigd. Kies het bestand waarvan de naam eindigt op .evidence.json."
            | "This is not evidence of this portal, or it is damaged. Choose the file whose name ends in .evidence.json.",
        proof_other_document: "Het hoort bij een ander document." | "It belongs to another document.",
        proof_changed: "Er is iets in veranderd nadat het gemaakt was." | "Something in it was changed after it was made.",
        proof_agreement: "Overeenkomst" | "Agreement",
        proof_at: "Bevestigd op" | "Confirmed on",
        proof_together: "In één handeling" | "In one act",
        proof_documents: fn(n: i64, number: &str) -> String { if n == 1 { "Alleen dit document".to_owned() } else { format!("{number} documenten") } }
            | { if n == 1 { "This document alone".to_owned() } else { format!("{number} documents") } },
        proof_consent: "Verklaring" | "Declaration",
        proof_portal: "Portaal" | "Portal",
        issuer: "Certificaat van" | "Certificate from",
        issuer_text: fn(issuer: &str) -> String { format!("{issuer}, de eigen autoriteit van dit portaal. Die staat op geen Europese lijst van vertrouwensdiensten.") }
            | { format!("{issuer}, this portal's own authority. It is on no European list of trust services.") },
        covers: "Wat is getekend" | "What was signed",
        covers_all: fn(bytes: &str) -> String { format!("Het hele bestand: alle {bytes} bytes") } | { format!("The whole file: all {bytes} bytes") },
        covers_part: fn(bytes: &str) -> String { format!("Het bestand zoals het toen was: de eerste {bytes} bytes") }
            | { format!("The file as it was then: the first {bytes} bytes") },

        p_damaged: "Het bestand is beschadigd of gewijzigd na het tekenen." | "The file was damaged or changed after signing.",
        p_appended: "Na de laatste handtekening is er iets aan het document toegevoegd." | "Something was added to the document after the last signature.",
        p_changed: "Na de eerste handtekening is er meer veranderd dan een handtekening erbij." | "After the first signature more was changed than another signature added.",
        p_dictionary: "De handtekening ziet er anders uit dan die van dit portaal." | "The signature looks different from those of this portal.",
        p_byte_range: "De handtekening geldt niet voor het hele document." | "The signature does not cover the whole document.",
        p_beside: "Naast de handtekening staat iets dat er niet hoort." | "There is something beside the signature that does not belong there.",
        p_message: "De handtekening zelf is beschadigd of heeft een andere vorm dan die van dit portaal." | "The signature itself is damaged or has another form than those of this portal.",
        p_digest: "Het document is na deze handtekening gewijzigd, of de handtekening hoort bij een ander document." | "The document was changed after this signature, or the signature belongs to another document.",
        p_value: "De handtekening is niet gezet met de sleutel van het certificaat." | "The signature was not made with the key of the certificate.",
        p_unknown_issuer: "Het certificaat is niet uitgegeven door een autoriteit die hier vertrouwd wordt. Wie getekend heeft, staat niet vast." | "The certificate was not issued by an authority that is trusted here. It is not certain who signed.",
        p_stray: "Er zit een certificaat bij dat niet bij de handtekening hoort." | "There is a certificate that does not belong to the signature.",
        p_unfit: "Een certificaat is gebruikt waarvoor het niet bedoeld is." | "A certificate is used for what it is not meant for.",
        p_period: "Een certificaat was niet geldig op het moment van tekenen." | "A certificate was not valid at the time of signing.",
        p_revoked: fn(since: &str) -> String { format!("Het certificaat is ingetrokken op {since}.") } | { format!("The certificate was revoked on {since}.") },
        p_future: "De handtekening noemt een moment dat nog moet komen." | "The signature names a moment that has not come yet.",
        p_name: "De naam in de handtekening is een andere dan die in het certificaat." | "The name in the signature is another than that in the certificate.",
        p_certification: "De eerste handtekening hoort het document vast te zetten, en alleen die." | "The first signature has to lock the document, and only that one.",
    }
}
