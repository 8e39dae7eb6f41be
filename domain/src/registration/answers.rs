//! What was typed, as it was typed. Never judged here.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The answers of a registration form, of any kind; what does not apply stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Who fills the form in.
    pub registrant_name: String,
    /// Where links and questions go.
    pub registrant_email: String,
    /// Name or CBS code of a municipality.
    pub municipality: String,
    /// Name of the organisation (of a landlord: of the person).
    pub name: String,
    /// KvK number.
    pub kvk: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Place.
    pub city: String,
    /// Website.
    pub website: String,
    /// Telephone of a private landlord.
    pub phone: String,
    /// Code of the organ that contracts.
    pub organ: String,
    /// CBS codes of the members of a joint body.
    pub members: Vec<String>,
    /// The early-warning system.
    pub system: SystemAnswer,
    /// By CBS code, where a member has another one.
    pub member_systems: BTreeMap<String, SystemAnswer>,
    /// Code of the sector.
    pub sector: String,
    /// Code of the kind within the sector.
    pub partner_kind: String,
    /// `country` or `chosen`.
    pub area: String,
    /// CBS codes where a partner is active, if `chosen`.
    pub area_codes: Vec<String>,
    /// Contact persons.
    pub contacts: Vec<PersonAnswer>,
    /// Signatories.
    pub signatories: Vec<PersonAnswer>,
    /// Whether two signatories sign together.
    pub jointly: bool,
    /// `yes` or `no`: is there an executor.
    pub executor: String,
    /// Its name.
    pub executor_name: String,
    /// Whether the executor must be a party.
    pub executor_party: bool,
    /// For whom an executor works, one a line.
    pub clients: String,
}

/// A system as chosen: its code and, for another one, its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SystemAnswer {
    /// `bkr_vps`, `inforing`, `other`, or empty.
    pub code: String,
    /// Name of another system.
    pub name: String,
}

/// One person as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonAnswer {
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Function, as it will stand in the signature.
    pub function: String,
    /// Where a contact person works, when that is elsewhere.
    pub works_at: String,
    /// Code of the ground of a signatory.
    pub ground: String,
    /// Date of a mandate, `YYYY-MM-DD`.
    pub mandate_date: String,
    /// Ticked: only this person reads an address that looks like a desk's.
    pub own_mailbox: bool,
}

impl PersonAnswer {
    /// Whether nothing was typed at all.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let Self { name, email, phone, function, works_at, mandate_date, .. } = self;
        [name, email, phone, function, works_at, mandate_date].iter().all(|text| text.trim().is_empty())
    }
}
