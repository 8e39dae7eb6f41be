//! Invented names of people and organisations. Every mail address ends in `.example` (RFC 2606).

use domain::municipality::fold;
use domain::party::PartnerKind;

const FIRST: &[&str] = &[
    "Anna",
    "Bram",
    "Chantal",
    "Daan",
    "Esra",
    "Fatima",
    "Gijs",
    "Hanna",
    "Ilse",
    "Jeroen",
    "Karim",
    "Lotte",
    "Mehmet",
    "Noor",
    "Olaf",
    "Petra",
    "Quinten",
    "Roos",
    "Sanne",
    "Thijs",
    "Uma",
    "Vera",
    "Wouter",
    "Xander",
    "Yasmin",
    "Zoë",
    "Aïsha",
    "Björn",
    "Céline",
    "Dirk",
    "Eefje",
    "Femke",
    "Geert",
    "Hidde",
    "Imke",
    "Joris",
    "Koen",
    "Liesbeth",
    "Maud",
    "Niels",
    "Oumaima",
    "Pieter",
    "Ruben",
    "Sjoerd",
    "Tess",
    "Ties",
    "Veerle",
    "Willemijn",
];
const LAST: &[&str] = &[
    "Akkerman",
    "de Boer",
    "van den Brink",
    "Çelik",
    "Dijkstra",
    "el Amrani",
    "Faber",
    "de Graaf",
    "Hoekstra",
    "van Iersel",
    "Jansen",
    "Kuipers",
    "van der Linden",
    "Meijer",
    "Nijhof",
    "Oosterhuis",
    "Postma",
    "Quaedvlieg",
    "Rietveld",
    "Smeets",
    "Terpstra",
    "Uittenbogaard",
    "van der Veen",
    "Wiersma",
    "Yıldız",
    "Zuidema",
    "van Beek",
    "Bosman",
    "Coenen",
    "Driessen",
    "Evers",
    "van Gent",
    "Hendriks",
    "Jonker",
    "Kok",
    "Lammers",
    "Mulder",
];

/// A person: name and mail address at `host`.
pub(super) fn person(random: &mut fastrand::Rng, host: &str) -> (String, String) {
    let first = FIRST[random.usize(..FIRST.len())];
    let last = LAST[random.usize(..LAST.len())];
    let name = format!("{first} {last}");
    let local = fold(&name).replace(' ', ".");
    let local: String = local.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    (name, format!("{local}@{host}"))
}

/// The host name of an organisation: `zonnewind-energie.example`.
pub(super) fn host(name: &str) -> String {
    let slug: String = fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    format!("{}.example", slug.chars().take(50).collect::<String>().trim_end_matches('-'))
}

/// Where an invented partner is active in the mixed demo.
#[derive(Clone, Copy)]
pub(super) enum Where {
    /// Everywhere.
    Country,
    /// In these provinces, by name.
    Provinces(&'static [&'static str]),
    /// In so many municipalities around one place on the map.
    Some(usize),
}

/// An invented partner: name, sector, kind and area.
pub(super) type PartnerSample = (&'static str, &'static str, PartnerKind, Where);

/// The invented partners of the mixed demo.
pub(super) const PARTNERS: &[PartnerSample] = {
    use PartnerKind::{CommercialLandlord, EnergySupplier, HealthInsurer, HousingAssociation, WaterCompany};
    use Where::{Country, Provinces, Some};
    &[
        ("Zonnewind Energie", "energie", EnergySupplier, Country),
        ("Woonstichting Het Lindeblad", "huur", HousingAssociation, Some(6)),
        ("Waterbedrijf De Noorderbron", "water", WaterCompany, Provinces(&["Groningen", "Drenthe", "Fryslân"])),
        ("Zorgverzekeraar Goedzicht", "zorg", HealthInsurer, Country),
        ("Polderkracht", "energie", EnergySupplier, Country),
        ("Woongroep Vlierhof", "huur", HousingAssociation, Some(4)),
        ("IJsselwater Drinkwater", "water", WaterCompany, Provinces(&["Overijssel", "Gelderland", "Flevoland"])),
        ("Linde & Zorg Verzekeringen", "zorg", HealthInsurer, Country),
        ("Groene Meter Energie", "energie", EnergySupplier, Country),
        ("Huizenwijzer Verhuur", "huur", CommercialLandlord, Country),
        ("Woonstichting Vier Windstreken", "huur", HousingAssociation, Some(9)),
        ("Duinwater Noord", "water", WaterCompany, Provinces(&["Noord-Holland"])),
        ("Zorgkompas", "zorg", HealthInsurer, Country),
        ("Warmtenet De Stad", "energie", EnergySupplier, Some(5)),
        ("Woonhart Beekdal", "huur", HousingAssociation, Some(5)),
        ("Deltawater Zuidwest", "water", WaterCompany, Provinces(&["Zuid-Holland", "Zeeland"])),
        ("Samen Sterk Zorgverzekering", "zorg", HealthInsurer, Country),
        ("Stroomstad", "energie", EnergySupplier, Country),
        ("Thuis in de Wijk Wonen", "huur", HousingAssociation, Some(3)),
        ("Brabantse Bron", "water", WaterCompany, Provinces(&["Noord-Brabant"])),
        ("Zekerheid Zorg Onderling", "zorg", HealthInsurer, Country),
        ("Noorderzon Stroom en Gas", "energie", EnergySupplier, Provinces(&["Groningen", "Fryslân", "Drenthe"])),
        ("Woonstichting Zonnehoek", "huur", HousingAssociation, Some(7)),
        ("Heuvellandwater", "water", WaterCompany, Provinces(&["Limburg"])),
        ("Zorgcoöperatie De Eik", "zorg", HealthInsurer, Country),
        ("Helder Energie", "energie", EnergySupplier, Country),
        ("Wonen aan de Vaart", "huur", HousingAssociation, Some(2)),
        ("Domstedewater", "water", WaterCompany, Provinces(&["Utrecht"])),
        ("Stadsvastgoed Beheer", "huur", CommercialLandlord, Some(20)),
        ("Woonstichting Korenbloem", "huur", HousingAssociation, Some(4)),
        ("Vrije Energie Coöperatie", "energie", EnergySupplier, Country),
        ("Woonstichting De Brug", "huur", HousingAssociation, Some(6)),
        ("Woongenot Westerkade", "huur", HousingAssociation, Some(3)),
        ("Studentenhuis Nederland", "huur", CommercialLandlord, Some(15)),
        ("Woonstichting Heidezicht", "huur", HousingAssociation, Some(5)),
        ("Kustlicht Energie", "energie", EnergySupplier, Provinces(&["Zeeland", "Zuid-Holland"])),
        ("Woonstichting Maasoever", "huur", HousingAssociation, Some(6)),
        ("Huur & Co Woningen", "huur", CommercialLandlord, Some(12)),
    ]
};

/// Invented joint bodies of the mixed demo: name and a municipality in whose neighbourhood they work.
pub(super) const JOINT_BODIES: &[(&str, &str, usize)] = &[
    ("Regionale Dienst Zilverlinde", "Raalte", 4),
    ("Werk en Zekerheid Waterrijk", "Woerden", 3),
    ("Sociale Dienst De Schakel", "Tiel", 5),
    ("Samenwerking Grensland", "Winterswijk", 3),
];

/// Invented executors of the mixed demo.
pub(super) const EXECUTORS: &[&str] = &["Bureau Balans", "Stichting Geldzorg Dichtbij", "Budgetwijzer Oost"];

/// Municipalities that stay free in the mixed demo, for whoever wants to register one.
pub(super) const FREE: &[&str] = &[
    "Zeewolde",
    "Urk",
    "Texel",
    "Vlieland",
    "Schiermonnikoog",
    "Rozendaal",
    "Renswoude",
    "Baarle-Nassau",
    "Gulpen-Wittem",
    "Mook en Middelaar",
    "Ouder-Amstel",
    "Alphen-Chaam",
];

/// The name of the nth partner of a demo of any size.
pub(super) fn numbered(index: usize) -> (String, &'static str, PartnerKind) {
    let (what, sector, kind) = match index % 10 {
        0 => ("Energie", "energie", PartnerKind::EnergySupplier),
        1 => ("Drinkwater", "water", PartnerKind::WaterCompany),
        2 => ("Zorgverzekering", "zorg", PartnerKind::HealthInsurer),
        _ => ("Wonen", "huur", PartnerKind::HousingAssociation),
    };
    const WORDS: &[&str] = &[
        "Akker", "Beek", "Berken", "Brem", "Dijk", "Duin", "Eik", "Elzen", "Es", "Gaard", "Heide", "Hoeve", "Iepen",
        "Kastanje", "Kei", "Kreek", "Laan", "Linde", "Meer", "Molen", "Oever", "Plas", "Polder", "Rogge", "Spaarne",
        "Terp", "Tuin", "Veen", "Vlier", "Weide", "Wilgen", "Zand",
    ];
    const ENDS: &[&str] = &[
        "dal", "berg", "hof", "horst", "kamp", "kant", "land", "oord", "poort", "rijk", "stede", "veld", "wijk",
        "zicht", "zoom", "brink", "bos", "broek", "burg", "damme", "donk", "gouw", "haag", "heem", "hout", "huis",
        "kerk", "lo", "mark", "ring", "rode", "staete",
    ];
    let word = WORDS[index % WORDS.len()];
    let end = ENDS[(index / WORDS.len()) % ENDS.len()];
    let name = match index / (WORDS.len() * ENDS.len()) {
        0 => format!("{word}{end} {what}"),
        again => format!("{word}{end} {what} {}", again + 1),
    };
    (name, sector, kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_thousand_partners_have_a_thousand_names_and_hosts() {
        let names: BTreeSet<_> = (0..1000).map(|index| numbered(index).0).collect();
        let hosts: BTreeSet<_> = names.iter().map(|name| host(name)).collect();
        assert_eq!((names.len(), hosts.len()), (1000, 1000));
    }

    #[test]
    fn addresses_are_valid_and_invented() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..500 {
            let (_, email) = person(&mut random, &host("Súdwest-Fryslân"));
            let parsed = domain::values::EmailAddress::parse(&email).expect("valid");
            assert!(parsed.domain().ends_with(".example") && !parsed.looks_shared(), "{email}");
        }
    }

    #[test]
    fn places_of_the_demo_exist() {
        for place in FREE.iter().copied().chain(JOINT_BODIES.iter().map(|(_, place, _)| *place)) {
            assert!(domain::municipality::by_name(place).is_some(), "{place}");
        }
    }
}
