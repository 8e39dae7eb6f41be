//! Invented organisations and people, for tests that render pages.

use app::{cards::Card, identity::Person, organisations::Organisation, partners::Member};
use domain::{
    cards::Purpose,
    ids::{CardId, OrganisationId, PersonId, RegistrationId},
    municipality::{MunicipalityCode, Province},
    party::{Ground, Organ, OrganisationKind, PartnerKind, Role, WarningSystem},
};
use uuid::Uuid;

/// A moment in 2026.
pub(crate) fn moment() -> jiff::Timestamp {
    "2026-11-24T09:30:00Z".parse().expect("a time")
}

/// An organisation of a kind.
pub(crate) fn organisation(kind: OrganisationKind) -> Organisation {
    let partner = kind == OrganisationKind::SignalPartner;
    let municipality = kind == OrganisationKind::Municipality;
    Organisation {
        id: OrganisationId(Uuid::from_u128(match kind {
            OrganisationKind::Municipality => 1,
            OrganisationKind::JointBody => 2,
            OrganisationKind::SignalPartner => 3,
            OrganisationKind::Executor => 4,
        })),
        kind,
        name: match kind {
            OrganisationKind::Municipality => "Gemeente Utrecht",
            OrganisationKind::JointBody => "Samenwerking Voorbeeld",
            OrganisationKind::SignalPartner => "Woonstichting <Voorbeeld>",
            OrganisationKind::Executor => "Hulp & Co",
        }
        .to_owned(),
        kvk: Some("90000001".to_owned()),
        sector: partner.then(|| "huur".to_owned()),
        partner_kind: partner.then_some(PartnerKind::HousingAssociation),
        municipality: municipality.then(|| MunicipalityCode::parse("GM0344").expect("a code")),
        province: municipality.then_some(Province::Utrecht),
        organ: kind.is_contracting_party().then_some(Organ::College),
        system: municipality.then_some(WarningSystem::BkrVps),
        street: "Voorbeeldstraat 1".to_owned(),
        postcode: "1234 AB".to_owned(),
        city: "Voorbeeld".to_owned(),
        website: Some("https://voorbeeld.example".to_owned()),
        nationwide: false,
        jointly: partner,
        executor: None,
        executor_name: partner.then(|| "Hulp & Co".to_owned()),
        executor_party: false,
        clients: (kind == OrganisationKind::Executor).then(|| "Gemeente Utrecht".to_owned()),
        registration: RegistrationId(Uuid::nil()),
        accepted_at: moment(),
        generated_at: Some(moment()),
        ended_at: None,
    }
}

/// Somebody in a role.
pub(crate) fn member(role: Role) -> Member {
    let signatory = role == Role::Signatory;
    let name = if signatory { "Bo Jansen" } else { "Noor de Wit" };
    Member {
        id: domain::ids::RoleId(Uuid::nil()),
        person: person(name),
        role,
        function: Some(if signatory { "Burgemeester" } else { "Coördinator" }.to_owned()),
        ground: signatory.then_some(Ground::Mandate),
        mandate_date: signatory.then_some(jiff::civil::date(2026, 3, 1)),
        works_at: (!signatory).then(|| "Hulp & Co".to_owned()),
        since: moment(),
        invited_by: None,
    }
}

/// A contact card.
pub(crate) fn card(purpose: Purpose) -> Card {
    Card {
        id: CardId(Uuid::from_u128(7)),
        organisation: OrganisationId(Uuid::nil()),
        purpose,
        name: "Team <Vroeg>".to_owned(),
        function: None,
        email: Some("team@voorbeeld.example".to_owned()),
        phone: None,
        hidden: false,
        version: 1,
    }
}

/// Somebody with this name.
pub(crate) fn person(name: &str) -> Person {
    Person {
        id: PersonId(Uuid::nil()),
        email: format!("{}@voorbeeld.example", name.to_lowercase().replace(' ', ".")),
        name: name.to_owned(),
        phone: Some("030 123 45 67".to_owned()),
        language: "nl".to_owned(),
    }
}
