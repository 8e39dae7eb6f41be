//! What can be wrong with the answers, and where.

use crate::values::Wrong;
use serde::{Deserialize, Serialize};

/// A field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the form field, as `kvk` or `contacts-0-email`.
    pub field: String,
    /// What is wrong.
    pub complaint: Complaint,
}

/// What can be wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Complaint {
    /// The value itself.
    Value(Wrong),
    /// No municipality of that name or code exists now.
    UnknownMunicipality,
    /// Nothing was chosen.
    ChooseOne,
    /// The same municipality stands in the list twice.
    MunicipalityTwice,
    /// A joint body needs two members or more.
    TooFewMembers,
    /// A partner needs an area.
    NoArea,
    /// At least one person is needed.
    NoPeople,
    /// Two signatories are needed to sign together.
    TwoNeeded,
    /// The same address stands in the list twice.
    PersonTwice,
    /// The address looks like a desk's; the person must tick that nobody else reads it.
    SharedMailbox,
    /// Not a date of the form `YYYY-MM-DD`, or out of range.
    NoDate,
    /// More than the form takes.
    TooMany,
    /// The address of a signatory, which others never see.
    OfSignatory,
}

impl From<Wrong> for Complaint {
    fn from(wrong: Wrong) -> Self {
        Self::Value(wrong)
    }
}
