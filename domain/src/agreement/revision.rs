//! One fixed text and set of facts of an agreement, with the places to sign.

use super::{Parties, Refusal, SlotsFault};
use crate::ids::{OrganisationId, PersonId, RevisionId, SlotId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The side for which somebody signs or speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The municipality or the joint body.
    Municipality,
    /// The signal partner.
    Partner,
    /// The executor, where it is a party.
    Executor,
}

impl Side {
    /// Every side, in the order in which a document names them.
    pub const ALL: [Self; 3] = [Self::Municipality, Self::Partner, Self::Executor];

    /// The code that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::Partner => "partner",
            Self::Executor => "executor",
        }
    }

    /// The side with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.as_str() == code)
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One fixed text and set of facts. Its document and facts are kept beside it, under the same id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Its identity.
    pub id: RevisionId,
    /// 1, 2, …: shown as *versie*; never falls.
    pub number: u32,
    /// The places to be signed: at least one for the municipality and one for the partner.
    pub slots: Vec<Slot>,
}

/// A place to be signed (*tekenplek*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Its identity.
    pub id: SlotId,
    /// For which side.
    pub side: Side,
    /// 1, 2, … within the side; more than one where a side signs jointly.
    pub ordinal: u16,
    /// The organisation that is bound by the signature.
    pub organisation: OrganisationId,
    /// The signature, once there.
    pub filled: Option<Filled>,
}

/// Who filled a slot, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// The signatory.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A revision that is to be made: ids come from outside, ordinals and the number do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The identity of the revision.
    pub id: RevisionId,
    /// The executor, where it has to be a party from this revision on.
    pub executor: Option<OrganisationId>,
    /// Its slots, in the order of the document.
    pub slots: Vec<NewSlot>,
}

/// A slot that is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewSlot {
    /// The identity of the slot.
    pub id: SlotId,
    /// For which side; the organisation follows from it.
    pub side: Side,
}

impl Draft {
    /// The revision with this number, or why its slots do not fit the parties.
    pub(super) fn into_revision(self, number: u32, parties: &Parties) -> Result<Revision, Refusal> {
        let mut slots: Vec<Slot> = Vec::with_capacity(self.slots.len());
        for NewSlot { id, side } in self.slots {
            let organisation = parties.of(side).ok_or(SlotsFault::NoExecutorParty)?;
            let before = slots.iter().filter(|slot| slot.side == side).count();
            let ordinal = u16::try_from(before + 1).map_err(|_| SlotsFault::TooMany)?;
            slots.push(Slot { id, side, ordinal, organisation, filled: None });
        }
        let revision = Revision { id: self.id, number, slots };
        revision.check(parties)?;
        Ok(revision)
    }
}

impl Revision {
    /// The number of an agreement's first revision.
    pub const FIRST: u32 = 1;

    /// How many slots are filled.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.slots.iter().filter(|slot| slot.filled.is_some()).count()
    }

    /// Whether every slot is filled.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.slots.iter().all(|slot| slot.filled.is_some())
    }

    /// The slots of one side, in order.
    pub fn of_side(&self, side: Side) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(move |slot| slot.side == side)
    }

    /// The slot with this id.
    #[must_use]
    pub fn slot(&self, id: SlotId) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// Whether the slots fit the parties.
    pub(super) fn check(&self, parties: &Parties) -> Result<(), SlotsFault> {
        let Parties { party, partner, executor } = *parties;
        if party == partner || executor.is_some_and(|id| id == party || id == partner) {
            return Err(SlotsFault::SameOrganisation);
        }
        for side in [Side::Municipality, Side::Partner] {
            if self.of_side(side).next().is_none() {
                return Err(SlotsFault::NoSlot(side));
            }
        }
        if executor.is_some() && self.of_side(Side::Executor).next().is_none() {
            return Err(SlotsFault::NoSlot(Side::Executor));
        }
        for (position, slot) in self.slots.iter().enumerate() {
            match parties.of(slot.side) {
                None => return Err(SlotsFault::NoExecutorParty),
                Some(organisation) if organisation != slot.organisation => {
                    return Err(SlotsFault::ForeignOrganisation(slot.id));
                }
                Some(_) => {}
            }
            let earlier = &self.slots[..position];
            if earlier.iter().any(|other| other.id == slot.id) {
                return Err(SlotsFault::Twice(slot.id));
            }
        }
        Ok(())
    }
}

impl Parties {
    /// The organisation on a side.
    #[must_use]
    pub fn of(&self, side: Side) -> Option<OrganisationId> {
        match side {
            Side::Municipality => Some(self.party),
            Side::Partner => Some(self.partner),
            Side::Executor => self.executor,
        }
    }

    /// The side of an organisation; `None` when it is no party.
    #[must_use]
    pub fn side_of(&self, organisation: OrganisationId) -> Option<Side> {
        Side::ALL.into_iter().find(|side| self.of(*side) == Some(organisation))
    }
}
