//! Texts of the accessibility statement.

crate::texts! {
    /// Texts of the accessibility statement.
    pub struct Texts {
        title: "Toegankelijkheidsverklaring" | "Accessibility statement",
        lead: "Iedereen moet dit portaal kunnen gebruiken. Hier leest u hoe ver we zijn." | "Everyone must be able to use this portal. Here you read how far we are.",

        aim: "Waar we aan willen voldoen" | "What we aim for",
        aim_text: [
            "We bouwen het portaal naar de richtlijnen WCAG 2.2, niveau A en AA. Die vallen samen met de Europese norm EN 301 549, die voor de overheid in Nederland verplicht is.",
            "Een onafhankelijk onderzoek is nog niet gedaan. We zeggen daarom niet dat het portaal volledig voldoet.",
        ] | [
            "We build the portal to the guidelines WCAG 2.2, levels A and AA. They contain what the European standard EN 301 549 asks, which is obligatory for Dutch government.",
            "An independent audit has not been done yet. So we do not say that the portal complies fully.",
        ],
        tested: "Wat we zelf testen" | "What we test ourselves",
        tested_text: ["Bij elke wijziging gaat een geautomatiseerde test langs de pagina's, in het Nederlands en het Engels:"]
            | ["With every change an automated test visits the pages, in Dutch and in English:"],
        tested_list: [
            "de regels van axe-core voor WCAG 2.0, 2.1 en 2.2, niveau A en AA;",
            "op een breed scherm en op een smal scherm van 390 pixels, zonder zijwaarts schuiven;",
            "zonder JavaScript.",
        ] | [
            "the rules of axe-core for WCAG 2.0, 2.1 and 2.2, levels A and AA;",
            "on a wide screen and on a narrow screen of 390 pixels, without sideways scrolling;",
            "without JavaScript.",
        ],
        limits: "Wat u moet weten" | "What you should know",
        limits_text: ["Een geautomatiseerde test vindt niet alles. Dit is ons bekend:"] | ["An automated test does not find everything. This we know:"],
        limits_list: ["De kaart van Nederland heeft honderden zeshoeken. Wie een schermlezer of toetsenbord gebruikt, heeft meer aan de tabel met dezelfde gegevens, die erbij staat."]
            | ["The map of the Netherlands has hundreds of hexagons. With a screen reader or keyboard, the table with the same data beside it is more convenient."],
        report: "Loopt u ergens tegenaan?" | "Do you run into something?",
        report_text: [
            "Laat het de beheerder weten. Vertel op welke pagina het gebeurt en wat u probeerde te doen. Dan zoeken we samen een oplossing en herstellen we het.",
            "Komt u er met ons niet uit? Dan kunt u een klacht indienen bij de Nationale ombudsman.",
        ] | [
            "Tell the administrator. Say on which page it happens and what you tried to do. We look for a way together and mend it.",
            "If we do not solve it, you can complain to the National Ombudsman (Nationale ombudsman).",
        ],
    }
}
