//! Rows that tests of other rows need.

use domain::{
    agreement::{Agreement, AgreementNumber, Draft, NewSlot, Side},
    ids::{OrganisationId, RegistrationId},
    municipality::{self, MunicipalityCode, Province},
    party::{Organ, OrganisationKind, PartnerKind, WarningSystem},
    registration::{Answers, Applicant, Stage},
};
use jiff::Timestamp;
use storage::{
    StorageError, Tx, facts, generation,
    organisations::{self, Organisation},
    people::Person,
    registrations::{self, Registration},
};
use uuid::Uuid;

/// An id that sorts by its number.
pub fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

/// So many seconds after the beginning of the tests.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_500_000 + seconds).expect("a time in 2026")
}

/// A digest that is unlike that of another number.
pub fn digest(number: u8) -> [u8; 32] {
    [number; 32]
}

pub fn code(text: &str) -> MunicipalityCode {
    MunicipalityCode::parse(text).expect("a code")
}

/// A draft of a municipality.
pub fn draft(number: u128) -> Registration {
    Registration {
        id: id(number),
        applicant: Applicant::Municipality,
        stage: Stage::Draft,
        answers: Answers { registrant_name: "Anna de Vries".into(), ..Answers::default() },
        language: "nl".into(),
        name: format!("Aanmelding {number}"),
        email: format!("anna{number}@zeewolde.example"),
        version: 1,
        begun_at: at(0),
        changed_at: at(0),
        submitted_at: None,
        confirmed_at: None,
        queued_at: None,
        decided_at: None,
        decided_by: None,
        question: None,
        reason: None,
        organisation: None,
    }
}

/// The digest of the token of [`draft`].
pub fn token(number: u128) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn organisation(number: u128, kind: OrganisationKind, name: &str) -> Organisation {
    Organisation {
        id: id(number),
        kind,
        name: name.into(),
        kvk: None,
        sector: None,
        partner_kind: None,
        municipality: None,
        province: None,
        organ: None,
        system: None,
        street: "Raadhuisplein 1".into(),
        postcode: "3891 ER".into(),
        city: "Zeewolde".into(),
        website: None,
        nationwide: false,
        jointly: false,
        executor: None,
        executor_name: None,
        executor_party: false,
        clients: None,
        registration: id::<RegistrationId>(number),
        accepted_at: at(0),
        generated_at: None,
        ended_at: None,
    }
}

/// A municipality that is not stored yet.
pub fn a_municipality(number: u128, gm: &str) -> Organisation {
    let known = municipality::by_code(code(gm)).expect("on the list");
    Organisation {
        municipality: Some(known.code),
        province: Some(known.province),
        organ: Some(Organ::College),
        system: Some(WarningSystem::BkrVps),
        ..organisation(number, OrganisationKind::Municipality, &known.name)
    }
}

/// A partner that is not stored yet, active in the whole country.
pub fn a_partner(number: u128, name: &str, sector: &str) -> Organisation {
    Organisation {
        sector: Some(sector.into()),
        partner_kind: Some(PartnerKind::of_sector(sector)[0]),
        nationwide: true,
        ..organisation(number, OrganisationKind::SignalPartner, name)
    }
}

/// An executor that is not stored yet.
pub fn an_executor(number: u128, name: &str) -> Organisation {
    organisation(number, OrganisationKind::Executor, name)
}

/// Stores an organisation with the registration it came from.
pub async fn store(tx: &mut Tx, organisation: &Organisation) -> OrganisationId {
    let number = organisation.registration.0.as_u128();
    registrations::add(tx, &draft(number), token(number)).await.expect("a registration");
    organisations::add(tx, organisation).await.expect("an organisation");
    organisation.id
}

/// Stores a municipality that covers itself from the first day of 2026.
pub async fn store_municipality(tx: &mut Tx, number: u128, gm: &str) -> OrganisationId {
    let municipality = a_municipality(number, gm);
    let party = store(tx, &municipality).await;
    let province = municipality.province.unwrap_or(Province::Flevoland);
    let from = jiff::civil::date(2026, 1, 1);
    storage::coverage::add(tx, party, code(gm), province, &WarningSystem::BkrVps, from).await.expect("coverage");
    party
}

/// Stores a prepared agreement; `false`: the pair has one.
pub async fn prepare(
    tx: &mut Tx,
    number: u128,
    party: OrganisationId,
    partner: OrganisationId,
) -> Result<bool, StorageError> {
    let sequence = u32::try_from(number).expect("a small number");
    let slots = vec![
        NewSlot { id: id(number * 10 + 1), side: Side::Municipality },
        NewSlot { id: id(number * 10 + 2), side: Side::Partner },
    ];
    let new = Agreement::prepare(
        id(number),
        AgreementNumber::new(2026, sequence).expect("a number"),
        party,
        partner,
        Draft { id: id(number), executor: None, slots },
    )
    .expect("two sides");
    facts::keep(tx, digest(1), "{}").await?;
    let facts =
        generation::RevisionFacts { template: "test".to_owned(), party: digest(1), partner: digest(1), members: None };
    generation::add(tx, &new.into_parts(), &facts, at(0)).await
}

/// A person who is not stored yet.
pub fn person(number: u128, email: &str) -> Person {
    Person {
        id: id(number),
        email: email.into(),
        name: format!("Persoon {number}"),
        phone: Some("020 123 45 67".into()),
        language: "nl".into(),
    }
}
