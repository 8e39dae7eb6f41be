//! Texts of the own organisation.

crate::texts! {
    /// Texts of the own organisation.
    pub struct Texts {
        title: "Onze organisatie" | "Our organisation",
        to_sign: "Tekenen" | "Signing",
        one_list: "Wat op uw handtekening wacht, staat op één lijst" | "What waits for your signature is one list",
        one_list_text: "De lijst geldt voor al uw organisaties samen. Komt er iets bij? Dan krijgt u op maandagochtend één mail met een link. Alleen u kunt dan tekenen."
            | "The list is for all your organisations together. If something is added, you get one mail with a link on Monday morning. Only you can sign then.",
        to_list: "Naar Tekenen" | "To Sign",
        agreements: "Overeenkomsten" | "Agreements",
        no_agreements: "Er zijn nog geen overeenkomsten." | "There are no agreements yet.",
        all_agreements: "Bekijk alle overeenkomsten" | "See all agreements",
        facts: "Gegevens" | "Facts",
        wrong: "Klopt er iets niet? Geef het door aan uw contactpersoon: die vraagt de wijziging aan." | "Is something wrong? Tell your contact person, who asks for the change.",
        to_change: "Gegevens, mensen of werkgebied wijzigen" | "Change details, people or area",
        sector: "Sector" | "Sector",
        kvk: "KvK-nummer" | "Chamber of Commerce number",
        no_kvk: "geen" | "none",
        address: "Adres" | "Address",
        website: "Website" | "Website",
        organ: "Sluit overeenkomsten als" | "Makes agreements as",
        system: "Vroegsignalerings\u{ad}systeem" | "Early-warning system",
        code: "CBS-code" | "CBS code",
        executor: "Uitvoerende organisatie" | "Executor",
        executor_party: fn(name: &str) -> String { format!("{name}, tekent mee als partij") } | { format!("{name}, signs as a party") },
        clients: "Werkt voor" | "Works for",
        jointly: "Tekenen" | "Signing",
        jointly_yes: "Twee tekenbevoegden tekenen samen" | "Two signatories sign together",
        jointly_no: "Eén tekenbevoegde tekent" | "One signatory signs",
        accepted: "Doet mee sinds" | "Takes part since",
        to_people: "Mensen uitnodigen, wijzigen of hun rol beëindigen" | "Invite people, change them or end their role",
        to_cards: "Contactkaarten: wie mailen of bellen anderen waarvoor" | "Contact cards: whom others mail or call for what",
        leave: "Ik werk hier niet meer" | "I no longer work here",
        people: "Mensen en rollen" | "People and roles",
        contacts: "Contactpersonen" | "Contact persons",
        contacts_text: "Zij coördineren en zien alle overeenkomsten. Samenwerkingspartners zien hun gegevens."
            | "They coordinate and see all agreements. Partners see their details.",
        signatories: "Tekenbevoegden" | "Signatories",
        signatories_text: "Zij mogen tekenen. Anderen zien alleen de functie, nooit de naam of het mailadres."
            | "They may sign. Others see the function only, never the name or the mail address.",
        nobody: "Nog niemand bekend." | "Nobody known yet.",
        mandate_of: fn(ground: &str, day: &str) -> String { format!("{ground} van {day}") } | { format!("{ground} of {day}") },
        works_at: fn(place: &str) -> String { format!("werkt bij {place}") } | { format!("works at {place}") },
        members: "Gemeenten" | "Municipalities",
        members_count: fn(n: usize) -> String { if n == 1 { "1 gemeente".to_owned() } else { format!("{n} gemeenten") } }
            | { if n == 1 { "1 municipality".to_owned() } else { format!("{n} municipalities") } },
        municipality: "Gemeente" | "Municipality",
        province: "Provincie" | "Province",
        from: fn(day: &str) -> String { format!("vanaf {day}") } | { format!("from {day}") },
        until: fn(day: &str) -> String { format!("tot {day}") } | { format!("until {day}") },
        area: "Waar u actief bent" | "Where you are active",
        nationwide: "In het hele land." | "In the whole country.",
        history: "Geschiedenis" | "History",
    }
}
