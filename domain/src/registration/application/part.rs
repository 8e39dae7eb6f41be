//! One page of the form by itself: what an organisation that takes part changes.

use super::{Area, Contact, Execution, Problem, Reader, Registrant, Signatory};
use crate::{
    municipality::MunicipalityCode,
    party::{Address, Organ, WarningSystem},
    registration::{Answers, Applicant, Step},
    values::{KvkNumber, Name, Phone, Website},
};
use jiff::civil::Date;

/// A valid page. Who registers and which municipality or sector it is do not change and are not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The organisation itself.
    Organisation {
        /// Name; of a municipality that of the list.
        name: Name,
        /// Who contracts; only of a contracting party.
        organ: Option<Organ>,
        /// KvK number.
        kvk: KvkNumber,
        /// Postal address.
        address: Address,
        /// Website.
        website: Option<Website>,
    },
    /// A private landlord.
    Home {
        /// Name and mail address.
        registrant: Registrant,
        /// Telephone.
        phone: Phone,
        /// KvK number, where there is one.
        kvk: Option<KvkNumber>,
        /// Home address.
        address: Address,
    },
    /// The early-warning system.
    System {
        /// Of most members.
        system: WarningSystem,
        /// Of each member of a joint body.
        members: Vec<(MunicipalityCode, WarningSystem)>,
    },
    /// Where a partner is active.
    Area(Area),
    /// Contact persons; at least one.
    Contacts(Vec<Contact>),
    /// Signatories, and whether two sign together.
    Signatories(Vec<Signatory>, bool),
    /// The executor, if there is one.
    Execution(Option<Execution>),
    /// For whom an executor works.
    Clients(Option<String>),
}

/// The answers of one page as a part, or every problem of that page.
///
/// # Errors
/// Every [`Problem`]; also for a page that has no part, such as the last one.
pub fn parse_part(applicant: Applicant, step: Step, answers: &Answers, today: Date) -> Result<Part, Vec<Problem>> {
    let mut reader = Reader { applicant, answers, today, problems: Vec::new() };
    let part = match step {
        Step::Organisation => reader.organisation_part(),
        Step::Home => {
            reader.landlord().map(|(registrant, phone, kvk, address)| Part::Home { registrant, phone, kvk, address })
        }
        Step::System => reader.systems().map(|(system, members)| Part::System { system, members }),
        Step::Area => reader.area().map(Part::Area),
        Step::Homes => reader.chosen().map(Area::Municipalities).map(Part::Area),
        Step::Contacts => Some(Part::Contacts(reader.contacts())),
        Step::Signatories => {
            let signatories = reader.signatories();
            Some(Part::Signatories(signatories, answers.jointly))
        }
        Step::Execution => {
            let execution = reader.execution();
            Some(Part::Execution(execution))
        }
        Step::Clients => {
            let clients = reader.clients();
            Some(Part::Clients(clients))
        }
        Step::Begin | Step::Members | Step::Review => None,
    };
    match part {
        Some(part) if reader.problems.is_empty() => Ok(part),
        _ => Err(reader.problems),
    }
}

impl Reader<'_> {
    fn organisation_part(&mut self) -> Option<Part> {
        let read = self.organisation();
        Some(Part::Organisation {
            name: read.name?,
            organ: read.organ,
            kvk: read.kvk?,
            address: read.address?,
            website: read.website,
        })
    }
}

impl Answers {
    /// Only what one page asks, and what it stands on (the members under their systems): what a change keeps.
    #[must_use]
    pub fn only(&self, step: Step) -> Self {
        let from = self.clone();
        let mut only = Self::default();
        match step {
            Step::Begin => {
                only.registrant_name = from.registrant_name;
                only.registrant_email = from.registrant_email;
            }
            Step::Organisation => {
                only.municipality = from.municipality;
                only.name = from.name;
                only.organ = from.organ;
                only.sector = from.sector;
                only.partner_kind = from.partner_kind;
                only.kvk = from.kvk;
                only.website = from.website;
                (only.street, only.postcode, only.city) = (from.street, from.postcode, from.city);
            }
            Step::Home => {
                only.registrant_name = from.registrant_name;
                only.registrant_email = from.registrant_email;
                only.phone = from.phone;
                only.kvk = from.kvk;
                (only.street, only.postcode, only.city) = (from.street, from.postcode, from.city);
            }
            Step::Members => only.members = from.members,
            Step::System => {
                only.members = from.members;
                only.system = from.system;
                only.member_systems = from.member_systems;
            }
            Step::Area | Step::Homes => {
                only.area = from.area;
                only.area_codes = from.area_codes;
            }
            Step::Contacts => only.contacts = from.contacts,
            Step::Signatories => {
                only.signatories = from.signatories;
                only.jointly = from.jointly;
            }
            Step::Execution => {
                only.executor = from.executor;
                only.executor_name = from.executor_name;
                only.executor_party = from.executor_party;
            }
            Step::Clients => only.clients = from.clients,
            Step::Review => {}
        }
        only
    }
}
