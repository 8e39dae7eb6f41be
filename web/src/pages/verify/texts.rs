//! Texts of checking a document.

crate::texts! {
    /// Texts of checking a document.
    pub(crate) struct Texts {
        title: "Document controleren" | "Check a document",
        lead: "Kies een overeenkomst uit dit portaal. U ziet wie er getekend heeft, wanneer, en of er daarna iets is gewijzigd."
            | "Choose an agreement from this portal. You see who signed it, when, and whether anything was changed afterwards.",
        field: "Document (pdf)" | "Document (PDF)",
        hint: "Sleep het bestand hierheen of kies het. Het mag hoogstens 32 MB groot zijn." | "Drag the file here or choose it. It may be at most 32 MB.",
        evidence: "Bewijs (json, niet verplicht)" | "Evidence (JSON, optional)",
        evidence_hint: "Het bestand dat bij een handtekening hoort; de naam eindigt op .evidence.json. Dan ziet u ook hoe er is bevestigd." | "The file that belongs to a signature; its name ends in .evidence.json. You then also see how it was confirmed.",
        proof: "Bewijs" | "Evidence",
        check: "Controleer" | "Check",
        none: "Kies een pdf-bestand." | "Choose a PDF file.",
        busy: "Er worden op dit moment te veel documenten tegelijk gecontroleerd. Probeer het over een minuut opnieuw."
            | "Too many documents are being checked at this moment. Try again in a minute.",
        kept: "Wij bewaren uw bestand niet" | "We do not keep your file",
        kept_text: "Het wordt alleen gecontroleerd. Daarna is het weg, en we leggen niet vast wat erin staat."
            | "It is only checked. Then it is gone, and we do not record what is in it.",
        yourself: "Zelf controleren" | "Check it yourself",
        yourself_text: "U hoeft ons niet te geloven. Met het certificaat van onze autoriteit controleert u een document ook in andere software, zonder verbinding met dit portaal."
            | "You need not take our word for it. With the certificate of our authority you can check a document in other software too, without a connection to this portal.",
        root: "Certificaat van de autoriteit (PEM)" | "Certificate of the authority (PEM)",
        list: "Lijst van ingetrokken certificaten (CRL)" | "List of revoked certificates (CRL)",
        result: "Uitslag van de controle" | "Result of the check",
        file: "Bestand" | "File",
        signatures: "Handtekeningen" | "Signatures",
        not_yet: "Nog niet getekend" | "Not signed yet",
        another: "Nog een document controleren" | "Check another document",
    }
}
