//! Invented facts for every shape of agreement: for tests, and for the preview of texts.

use crate::facts::{AgreementFacts, Contact, ContractingParty, Executor, Member, Organisation, Partner, SlotFacts};
use domain::agreement::{AgreementNumber, Side};
use domain::ids::SlotId;
use domain::municipality::MunicipalityCode;
use domain::party::{Address, Ground, Organ, PartnerKind, WarningSystem};
use domain::values::{KvkNumber, Postcode};
use jiff::civil::date;
use uuid::Uuid;

/// One sample per shape, with a name that fits a file.
#[must_use]
pub fn all() -> Vec<(&'static str, AgreementFacts)> {
    vec![
        ("huur", sector("huur")),
        ("energie", sector("energie")),
        ("water", sector("water")),
        ("zorg", sector("zorg")),
        ("overige", sector("hypotheek")),
        ("particuliere-verhuurder", private_landlord()),
        ("regeling", joint_body(6)),
        ("regeling-100", joint_body(100)),
        ("uitvoerder-gemeente", with_executor(Side::Municipality, false)),
        ("uitvoerder-partij", with_executor(Side::Partner, true)),
        ("alles", everything()),
        ("lastige-namen", awkward()),
    ]
}

/// A municipality and a partner of this sector, one slot a side.
#[must_use]
pub fn sector(code: &str) -> AgreementFacts {
    let (name, kind, kvk) = match code {
        "huur" => ("Woonstichting De Linde", PartnerKind::HousingAssociation, "10000019"),
        "energie" => ("Helder Energie B.V.", PartnerKind::EnergySupplier, "10000027"),
        "water" => ("Waterbedrijf Vlietland N.V.", PartnerKind::WaterCompany, "10000035"),
        "zorg" => ("Zorgverzekeraar Kompas U.A.", PartnerKind::HealthInsurer, "10000043"),
        _ => ("Hypotheekbank Noorderlicht N.V.", PartnerKind::Other, "10000051"),
    };
    AgreementFacts {
        number: AgreementNumber::new(2026, 123).expect("a sequence above 0"),
        revision: 1,
        texts: crate::Texts::newest().version().to_owned(),
        dated: date(2026, 11, 24),
        sector: code.to_owned(),
        party: ContractingParty::Municipality {
            organisation: organisation("Gemeente Almelo", "Stadhuisplein 1", "7607 AA", "Almelo", "10000060"),
            organ: Organ::College,
            system: WarningSystem::BkrVps,
        },
        partner: Partner { organisation: organisation(name, "Lindelaan 12", "7601 AB", "Almelo", kvk), kind },
        executor: None,
        slots: vec![
            slot(1, Side::Municipality, 1, "burgemeester", Ground::Office),
            slot(2, Side::Partner, 1, "directeur-bestuurder", Ground::Register),
        ],
        contacts: vec![
            contact(
                Side::Municipality,
                "Noor van den Berg",
                "beleidsmedewerker schulden",
                "n.vandenberg@almelo.example",
            ),
            contact(Side::Partner, "Sem Özdemir", "teamleider incasso", "s.ozdemir@partner.example"),
        ],
    }
}

/// A natural person without a number in the trade register.
#[must_use]
pub fn private_landlord() -> AgreementFacts {
    let mut facts = sector("huur");
    let mut person = organisation("J.A. Pieterse", "Kerkstraat 8 B", "7607 BC", "Almelo", "10000019");
    person.kvk = None;
    facts.partner = Partner { organisation: person, kind: PartnerKind::PrivateLandlord };
    facts.slots[1] = SlotFacts { function: None, ..slot(2, Side::Partner, 1, "", Ground::Own) };
    facts.contacts[1] =
        Contact { function: None, ..contact(Side::Partner, "J.A. Pieterse", "", "pieterse@post.example") };
    facts
}

/// A joint body with this many members over three systems.
#[must_use]
pub fn joint_body(members: usize) -> AgreementFacts {
    let mut facts = sector("energie");
    let systems = [WarningSystem::BkrVps, WarningSystem::Inforing, WarningSystem::Other("Signaalpunt Oost".to_owned())];
    let member = |(at, (code, name)): (usize, (MunicipalityCode, String))| Member {
        code,
        name,
        system: systems[at % systems.len()].clone(),
    };
    facts.party = ContractingParty::JointBody {
        organisation: organisation("Kredietbank Veluwezoom", "Marktplein 3", "6811 AA", "Arnhem", "10000078"),
        organ: Organ::ExecutiveBoard,
        members: municipalities(members).into_iter().enumerate().map(member).collect(),
    };
    facts.slots[0] = SlotFacts {
        mandate_of: Some(date(2026, 3, 3)),
        ..slot(1, Side::Municipality, 1, "directeur", Ground::Mandate)
    };
    facts
}

/// An executor for one side, as a party or not.
#[must_use]
pub fn with_executor(works_for: Side, is_party: bool) -> AgreementFacts {
    let mut facts = sector("water");
    facts.executor = Some(Executor {
        organisation: organisation("Budgethulp Twente B.V.", "Havenkade 40", "7551 CD", "Hengelo", "10000086"),
        works_for,
        is_party,
    });
    if is_party {
        facts.slots.push(slot(3, Side::Executor, 1, "algemeen directeur", Ground::Register));
    }
    facts.contacts.push(contact(Side::Executor, "Fenna Wouters", "coördinator", "f.wouters@budgethulp.example"));
    facts
}

/// A joint body, two slots on either side, and an executor that signs too.
#[must_use]
pub fn everything() -> AgreementFacts {
    let mut facts = joint_body(5);
    let extra = with_executor(Side::Partner, true);
    facts.executor = extra.executor;
    facts.contacts = extra.contacts;
    facts.slots = vec![
        slot(1, Side::Municipality, 1, "voorzitter", Ground::Office),
        slot(2, Side::Municipality, 2, "secretaris", Ground::Office),
        slot(3, Side::Partner, 1, "bestuurder", Ground::Register),
        slot(4, Side::Partner, 2, "bestuurder", Ground::Register),
        slot(5, Side::Executor, 1, "algemeen directeur", Ground::Register),
    ];
    facts
}

/// Names of 200 characters, one long word, markup, emoji, right to left, diacritics.
#[must_use]
pub fn awkward() -> AgreementFacts {
    let mut facts = everything();
    let long = "Stichting ter Bevordering van Betaalbaar Wonen in de Ruimste Zin des Woords ".repeat(3);
    if let ContractingParty::JointBody { organisation, members, .. } = &mut facts.party {
        organisation.name = long.chars().take(200).collect();
        members[0].name = "Súdwest-Fryslân".to_owned();
        members[1].system = WarningSystem::Other("W".repeat(200));
    }
    facts.partner.organisation.name =
        "<b>#strong[Wonen] & $x$</b> \\ \u{1F3E0}\u{1F469}\u{200D}\u{1F467} Ørsted Žižkov".to_owned();
    if let Some(executor) = &mut facts.executor {
        executor.organisation.name = "W".repeat(200);
    }
    facts.contacts[0].name = "שלום עולם \u{202E}مرحبا بالعالم".to_owned();
    facts.contacts[1].name = "O\u{308}zdemir 山田太郎".to_owned();
    facts.contacts[1].email = format!("{}@voorbeeld.example", "lang.".repeat(40));
    facts
}

fn organisation(name: &str, street: &str, postcode: &str, city: &str, kvk: &str) -> Organisation {
    Organisation {
        name: name.to_owned(),
        address: Some(Address {
            street: street.to_owned(),
            postcode: Postcode::parse(postcode).expect("a postcode"),
            city: city.to_owned(),
        }),
        kvk: Some(KvkNumber::parse(kvk).expect("eight digits")),
    }
}

fn slot(id: u128, side: Side, ordinal: u16, function: &str, ground: Ground) -> SlotFacts {
    SlotFacts {
        id: SlotId(Uuid::from_u128(id)),
        side,
        ordinal,
        function: Some(function.to_owned()),
        ground: Some(ground),
        mandate_of: None,
    }
}

fn contact(side: Side, name: &str, function: &str, email: &str) -> Contact {
    Contact {
        side,
        name: name.to_owned(),
        function: Some(function.to_owned()),
        email: email.to_owned(),
        phone: Some("+31 546 000 000".to_owned()),
    }
}

fn municipalities(count: usize) -> Vec<(MunicipalityCode, String)> {
    domain::municipality::all().iter().take(count).map(|it| (it.code, it.name.to_string())).collect()
}
