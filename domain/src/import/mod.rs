//! Files with which a running practice moves in: organisations, and agreements that were signed elsewhere.
//!
//! What belongs here: from bytes to valid rows, or to every fault with its line, column and reason. What never
//! does: what the portal knows already (that is `app::imports`), and words for people.

mod agreements;
mod decode;
mod faults;
mod organisations;
mod places;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

pub use agreements::{AGREEMENT_COLUMNS, AgreementRow, Cell, PartnerKey, PartyKey, agreements};
pub use faults::{Column, Complaint, Fault, Faults};
pub use organisations::{ORGANISATION_COLUMNS, OrganisationRow, SectorName, organisations};
pub use places::area;

/// The largest file, in bytes.
pub const LARGEST: usize = 16 * 1024 * 1024;
/// The most organisations in one file.
pub const MOST_ORGANISATIONS: usize = 5_000;
/// The most agreements in one file.
pub const MOST_AGREEMENTS: usize = 100_000;

/// An example of each file, with comments: it imports cleanly into an empty portal.
pub const ORGANISATIONS_EXAMPLE: &str = include_str!("../../data/organisations-example.csv");
/// See [`ORGANISATIONS_EXAMPLE`]; it fits the organisations of that one.
pub const AGREEMENTS_EXAMPLE: &str = include_str!("../../data/agreements-example.csv");
