//! A valid registration and its parts.

use crate::{
    municipality::MunicipalityCode,
    party::{Address, Ground, Organ, PartnerKind, WarningSystem},
    values::{EmailAddress, KvkNumber, Name, Phone, Website},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A complete, valid registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Who filled it in.
    pub registrant: Registrant,
    /// Name of the organisation.
    pub name: Name,
    /// KvK number; only a private landlord may have none.
    pub kvk: Option<KvkNumber>,
    /// Postal address (of a landlord: home address).
    pub address: Address,
    /// Website.
    pub website: Option<Website>,
    /// What differs by kind.
    pub body: Body,
    /// At least one.
    pub contacts: Vec<Contact>,
    /// At least one, except for an executor.
    pub signatories: Vec<Signatory>,
    /// Whether two signatories sign together.
    pub jointly: bool,
    /// The executor, if there is one.
    pub execution: Option<Execution>,
}

/// Who filled it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registrant {
    /// Name.
    pub name: Name,
    /// Where links and questions go.
    pub email: EmailAddress,
}

/// What differs by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A municipality.
    Municipality {
        /// Which.
        code: MunicipalityCode,
        /// Who contracts.
        organ: Organ,
        /// Where it receives signals.
        system: WarningSystem,
    },
    /// A joint body.
    JointBody {
        /// Who contracts.
        organ: Organ,
        /// The members, each with its system.
        members: Vec<(MunicipalityCode, WarningSystem)>,
        /// The system of most members.
        system: WarningSystem,
    },
    /// A signal partner.
    SignalPartner {
        /// Code of the sector.
        sector: String,
        /// Kind within the sector.
        kind: PartnerKind,
        /// Where it is active.
        area: Area,
    },
    /// An executor.
    Executor {
        /// For whom it works, one a line.
        clients: Option<String>,
    },
}

/// Where a partner is active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// Everywhere, also in municipalities that come later.
    Country,
    /// In these; never empty.
    Municipalities(BTreeSet<MunicipalityCode>),
}

/// A contact person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Name.
    pub name: Name,
    /// Mail address.
    pub email: EmailAddress,
    /// Telephone.
    pub phone: Phone,
    /// Function.
    pub function: Option<String>,
    /// Where this person works, when that is elsewhere.
    pub works_at: Option<String>,
}

/// A signatory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// Who holds the function now.
    pub name: Name,
    /// Mail address.
    pub email: EmailAddress,
    /// Telephone.
    pub phone: Option<Phone>,
    /// The function that may sign.
    pub function: String,
    /// Why it may.
    pub ground: Ground,
    /// Date of the mandate.
    pub mandate_date: Option<Date>,
}

/// An executor named in a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    /// Its name.
    pub name: Name,
    /// Whether it must be a party to the agreements.
    pub party: bool,
}
