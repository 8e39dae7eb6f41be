//! Texts about telling of weaknesses.

crate::texts! {
    /// Texts of the policy for whoever finds a weakness.
    pub struct Texts {
        title: "Een kwetsbaarheid melden" | "Reporting a weakness",
        lead: "Hebt u een zwakke plek in dit portaal gevonden? Meld het ons, dan lossen wij het op. U krijgt er geen problemen door." | "Did you find a weak spot in this portal? Tell us, and we mend it. You will not get into trouble for it.",

        report: "Zo meldt u het" | "How to tell us",
        report_text: [
            "Stuur uw melding naar het adres hieronder, in het Nederlands of Engels. Vertel stap voor stap wat u deed en wat u zag, zodat wij het kunnen nadoen. Een schermafdruk of een voorbeeld helpt.",
            "U mag ook zonder uw naam melden. Wij kunnen u dan niet laten weten wat we ermee doen.",
        ] | [
            "Send your report to the address below, in Dutch or English. Tell step by step what you did and what you saw, so that we can repeat it. A picture or an example helps.",
            "You may report without your name. Then we cannot let you know what we do about it.",
        ],
        you: "Wat wij u vragen" | "What we ask of you",
        you_text: ["Houd u aan deze regels. Dan doen wij geen aangifte en nemen wij geen stappen tegen u."] | ["Keep to these rules. Then we take no action against you."],
        you_list: [
            "Meld het zo snel mogelijk en vertel het aan niemand anders, tot het is opgelost.",
            "Ga niet verder dan nodig is om het aan te tonen. Bekijk, verander of verwijder geen gegevens van anderen, en teken geen overeenkomst die niet van u is.",
            "Bewaar geen gegevens van anderen. Hebt u ze toch gezien? Wis ze meteen en noem het in uw melding.",
            "Leg het portaal niet plat, raad geen codes in het groot, misleid geen mensen en probeer niets uit op gebouwen of apparaten.",
        ] | [
            "Tell us as soon as possible and nobody else until it is mended.",
            "Go no further than needed to show it. Do not look at, change or remove data of others, and sign no agreement that is not yours.",
            "Keep no data of others. Did you see some? Erase them at once and say so in your report.",
            "Do not put the portal out of service, do not guess codes by the thousand, do not mislead people and do not try anything on buildings or devices.",
        ],
        we: "Wat wij doen" | "What we do",
        we_text: ["U kunt hierop rekenen:"] | ["You can count on this:"],
        we_list: [
            "Binnen drie werkdagen laten we weten dat uw melding er is, en binnen tien werkdagen wat we ervan vinden en wanneer het is opgelost.",
            "We delen uw gegevens met niemand zonder uw toestemming, tenzij de wet dat eist.",
            "Is het opgelost? Dan overleggen we of en hoe het bekend wordt. Wilt u dat, dan noemen we u als vinder.",
        ] | [
            "Within three working days we let you know that your report arrived, and within ten what we think of it and when it will be mended.",
            "We share your details with nobody without your consent, unless the law demands it.",
            "Is it mended? Then we discuss whether and how it becomes known. If you wish, we name you as the finder.",
        ],
        not: "Wat u niet hoeft te melden" | "What you need not report",
        not_text: ["Deze dingen kennen we, of ze zijn zo bedoeld:"] | ["These we know, or they are meant so:"],
        not_list: [
            "de openbare pagina's, het openbare stamcertificaat en de lijst van ingetrokken certificaten;",
            "dat een portaal in demo-stand alle mails laat zien;",
            "uitkomsten van een scanprogramma zonder uitleg wat iemand daarmee zou kunnen.",
        ] | [
            "the public pages, the public root certificate and the list of revoked certificates;",
            "that a portal in demo mode shows all mails;",
            "output of a scanning program without saying what somebody could do with it.",
        ],
    }
}
