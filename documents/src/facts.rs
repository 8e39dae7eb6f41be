//! What an agreement says about this one pair: kept as JSON beside the document.
//!
//! What belongs here: facts that the document shows. What never does: the name of a signatory (the signature
//! itself shows it), wording (that is `texts`), layout.

use domain::agreement::{AgreementNumber, Side};
use domain::ids::SlotId;
use domain::municipality::MunicipalityCode;
use domain::party::{Address, Ground, Organ, PartnerKind, WarningSystem};
use domain::values::KvkNumber;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// All facts of one revision of one agreement. The same facts always give the same document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementFacts {
    /// The number of the agreement.
    pub number: AgreementNumber,
    /// The revision: 1, 2, …
    pub revision: u32,
    /// The version of the model text, as in [`crate::Texts::version`].
    pub texts: String,
    /// The day on which the document was made; stands on the first page and in the file.
    pub dated: Date,
    /// The code of the partner's sector, such as `huur`.
    pub sector: String,
    /// Who contracts for the municipality or municipalities.
    pub party: ContractingParty,
    /// The creditor.
    pub partner: Partner,
    /// Who does the work for one of them, if anybody does.
    pub executor: Option<Executor>,
    /// The places to be signed, in the order of the document.
    pub slots: Vec<SlotFacts>,
    /// The contact persons on the day of making, for the informative annex.
    pub contacts: Vec<Contact>,
}

/// An organisation as it stands in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: Option<Address>,
    /// Its number in the trade register (Handelsregisterwet 2007); a private landlord may have none.
    pub kvk: Option<KvkNumber>,
}

/// The side of the municipalities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ContractingParty {
    /// A municipality that contracts for itself.
    Municipality {
        /// Which one.
        organisation: Organisation,
        /// The organ that decided.
        organ: Organ,
        /// Where it receives signals.
        system: WarningSystem,
    },
    /// A joint body (*gemeenschappelijke regeling*) or the municipality that acts for others.
    JointBody {
        /// Which one.
        organisation: Organisation,
        /// The organ that decided.
        organ: Organ,
        /// The municipalities for which it contracts and in which the partner is active.
        members: Vec<Member>,
    },
}

impl ContractingParty {
    /// The organisation itself.
    #[must_use]
    pub const fn organisation(&self) -> &Organisation {
        let (Self::Municipality { organisation, .. } | Self::JointBody { organisation, .. }) = self;
        organisation
    }

    /// The organ that decided.
    #[must_use]
    pub const fn organ(&self) -> Organ {
        let (Self::Municipality { organ, .. } | Self::JointBody { organ, .. }) = self;
        *organ
    }

    /// The municipalities behind a joint body; none for a municipality.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match self {
            Self::Municipality { .. } => &[],
            Self::JointBody { members, .. } => members,
        }
    }

    /// The early-warning systems, each once, in the order of the members.
    #[must_use]
    pub fn systems(&self) -> Vec<&WarningSystem> {
        match self {
            Self::Municipality { system, .. } => vec![system],
            Self::JointBody { members, .. } => members.iter().fold(Vec::new(), |mut seen, member| {
                if !seen.contains(&&member.system) {
                    seen.push(&member.system);
                }
                seen
            }),
        }
    }
}

/// A municipality behind a joint body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its CBS code.
    pub code: MunicipalityCode,
    /// Its name.
    pub name: String,
    /// Where it receives signals.
    pub system: WarningSystem,
}

/// The signal partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// Which one.
    pub organisation: Organisation,
    /// What kind of creditor.
    pub kind: PartnerKind,
}

/// Does the work for one of the parties (*uitvoerende organisatie*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Executor {
    /// Which one.
    pub organisation: Organisation,
    /// For which side; never [`Side::Executor`].
    pub works_for: Side,
    /// Whether it is a party, and so signs.
    pub is_party: bool,
}

/// A place to be signed. Who signs there stands in the signature, not in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotFacts {
    /// Its identity.
    pub id: SlotId,
    /// For which side.
    pub side: Side,
    /// 1, 2, … within the side.
    pub ordinal: u16,
    /// The function of whoever is to sign, such as *burgemeester*.
    pub function: Option<String>,
    /// Why that function may sign.
    pub ground: Option<Ground>,
    /// The date of the mandate, where the ground is one.
    pub mandate_of: Option<Date>,
}

/// A contact person, for the informative annex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// For which side.
    pub side: Side,
    /// Name.
    pub name: String,
    /// What the person does there.
    pub function: Option<String>,
    /// Mail address.
    pub email: String,
    /// Telephone number.
    pub phone: Option<String>,
}
