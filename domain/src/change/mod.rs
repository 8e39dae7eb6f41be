//! Changes (*wijzigingen*) of organisations that take part, and what each does to their agreements.
//!
//! What belongs here: which changes exist, where a request stands, and the one table of what a change does to an
//! agreement in a state ([`effect`]). What is shown beforehand and what is carried out both come from it. What never
//! does: which agreements a change reaches (`app::changes::reach`), storage, wording.
//! The table in `docs/machines/change.md` is held against this module by tests.

mod refusal;
mod tally;

pub use refusal::Refusal;
pub use tally::Tally;

use crate::{
    agreement::{State, StateKind},
    party::codes,
    registration::{Applicant, Step},
};

codes! {
    /// What changes.
    Kind {
        /// Name, address, KvK number, website, organ.
        Facts = "facts",
        /// The early-warning system, per member where it differs.
        System = "system",
        /// Where a partner is active.
        Area = "area",
        /// The functions that may sign, their grounds, and who holds them.
        Signatories = "signatories",
        /// The executor, and whether it must be a party.
        Execution = "execution",
        /// For whom an executor works.
        Clients = "clients",
        /// The organisation stops taking part on a date.
        End = "end",
        /// A joint body contracts for one more municipality from a date on.
        TakeOver = "take_over",
        /// A municipality goes up in another one on a date (Wet algemene regels herindeling).
        Merger = "merger",
    }
}

codes! {
    /// Where a change stands.
    Stage {
        /// Waits for the administrator.
        Asked = "asked",
        /// Taken back by who asked.
        TakenBack = "taken_back",
        /// Refused by the administrator.
        Refused = "refused",
        /// Decided; waits for its date.
        Announced = "announced",
        /// The agreements follow, a few at a time.
        CarryingOut = "carrying_out",
        /// Every agreement has followed.
        Done = "done",
    }
}

codes! {
    /// What a change means for one agreement.
    Reach {
        /// Nothing that stands in it changes.
        Nothing = "nothing",
        /// Something that stands in it changes.
        NewFacts = "new_facts",
        /// The partner is no longer active where the party contracts.
        AreaEnded = "area_ended",
        /// One of its sides stops taking part.
        SideEnded = "side_ended",
        /// Another party contracts from now on for what it is about.
        PartyReplaced = "party_replaced",
    }
}

codes! {
    /// What a change does to one agreement.
    Effect {
        /// Nothing.
        Untouched = "untouched",
        /// A new version, silently.
        Revised = "revised",
        /// A new version, and back to *prepared*; the contact persons are told.
        Recalled = "recalled",
        /// It stays, with a mark that facts have changed.
        Flagged = "flagged",
        /// *Vervallen*.
        Withdrawn = "withdrawn",
        /// *Opgezegd*, with the day of the change as its last.
        Terminated = "terminated",
        /// *Vervangen* by the agreement of the new party.
        Superseded = "superseded",
        /// A new agreement of a pair that has none.
        Prepared = "prepared",
    }
}

impl Kind {
    /// The page of the registration form that asks for it; `None` for what has a page of its own.
    #[must_use]
    pub const fn step(self, applicant: Applicant) -> Option<Step> {
        let landlord = matches!(applicant, Applicant::Landlord);
        match self {
            Self::Facts if landlord => Some(Step::Home),
            Self::Facts => Some(Step::Organisation),
            Self::System => Some(Step::System),
            Self::Area if landlord => Some(Step::Homes),
            Self::Area => Some(Step::Area),
            Self::Signatories => Some(Step::Signatories),
            Self::Execution => Some(Step::Execution),
            Self::Clients => Some(Step::Clients),
            Self::End | Self::TakeOver | Self::Merger => None,
        }
    }

    /// Whether an organisation of this sort has something of this kind to change.
    #[must_use]
    pub fn fits(self, applicant: Applicant) -> bool {
        match self.step(applicant) {
            Some(step) => applicant.steps().contains(&step),
            None => self == Self::End,
        }
    }

    /// Whether it happens on a date.
    #[must_use]
    pub const fn is_dated(self) -> bool {
        matches!(self, Self::End | Self::TakeOver | Self::Merger)
    }
}

impl Stage {
    /// Whether nothing happens to it any more.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::TakenBack | Self::Refused | Self::Done)
    }
}

/// What a change does to an agreement: the whole table.
#[must_use]
pub const fn effect(reach: Reach, state: StateKind) -> Effect {
    use StateKind::{
        Active, Declined, OnHold, PartlySigned, Prepared, Released, Signed, Superseded, Terminated, Withdrawn,
    };
    match (reach, state) {
        (Reach::Nothing, _) | (_, Withdrawn | Terminated | Superseded) => Effect::Untouched,
        (Reach::NewFacts, Prepared | OnHold) => Effect::Revised,
        (Reach::NewFacts, Released) => Effect::Recalled,
        (Reach::NewFacts, PartlySigned | Declined | Signed | Active) | (Reach::AreaEnded, Signed | Active) => {
            Effect::Flagged
        }
        (
            Reach::AreaEnded | Reach::SideEnded | Reach::PartyReplaced,
            Prepared | OnHold | Released | PartlySigned | Declined,
        ) => Effect::Withdrawn,
        (Reach::SideEnded, Signed | Active) => Effect::Terminated,
        (Reach::PartyReplaced, Signed | Active) => Effect::Superseded,
    }
}

/// As [`effect`], for an agreement with its data: a mark that stands already is not set again.
#[must_use]
pub fn effect_on(reach: Reach, state: &State) -> Effect {
    match effect(reach, state.kind()) {
        Effect::Flagged if is_flagged(state) => Effect::Untouched,
        other => other,
    }
}

/// Whether the mark stands and nobody has decided to let the revision be.
fn is_flagged(state: &State) -> bool {
    match state {
        State::PartlySigned { facts, .. } => *facts == crate::agreement::Facts::Changed,
        other => other.facts_changed(),
    }
}

#[cfg(test)]
mod tests;
