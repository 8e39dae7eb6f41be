//! The contract between one contracting party and one signal partner, and the machine that moves it.
//!
//! What belongs here: the states, the acts, who may act, the refusals, numbers, revisions and slots.
//! What never does: who is entitled to a role (see `access`), documents, mail, storage.
//! The diagram and the table in `docs/machines/agreement.md` are held against this module by tests.

mod act;
mod event;
mod machine;
mod moves;
mod number;
mod reason;
mod refusal;
mod revision;
mod state;

pub use act::{Act, ActKind, Mover, Onboarded, Withdrawal};
pub use event::Event;
pub use number::{AgreementNumber, NotANumber};
pub use reason::Reason;
pub use refusal::{Refusal, SlotsFault};
pub use revision::{Draft, Filled, NewSlot, Revision, Side, Slot};
pub use state::{Deferral, Facts, State, StateKind};

use crate::ids::{AgreementId, OrganisationId};

/// An agreement: its parties, its state and its current revision.
///
/// The fields are private, so that only [`Agreement::apply`] moves a state. Storage takes one apart
/// with [`Agreement::into_parts`] and puts it together with [`Agreement::restore`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    parts: Parts,
}

/// Everything of an agreement, as storage keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Its identity, never shown.
    pub id: AgreementId,
    /// Its number, shown and never reused; a revision keeps it.
    pub number: AgreementNumber,
    /// The contracting party: a municipality or a joint body.
    pub party: OrganisationId,
    /// The signal partner.
    pub partner: OrganisationId,
    /// The executor, only where it has to be a party.
    pub executor: Option<OrganisationId>,
    /// Where it stands.
    pub state: State,
    /// The text and facts that hold now, with the places to sign.
    pub revision: Revision,
}

/// Who an agreement is between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parties {
    /// The contracting party: a municipality or a joint body.
    pub party: OrganisationId,
    /// The signal partner.
    pub partner: OrganisationId,
    /// The executor, only where it has to be a party.
    pub executor: Option<OrganisationId>,
}

/// Why stored parts do not make an agreement: somebody changed the database by hand, or a bug did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Inconsistent {
    /// The slots do not fit the parties.
    #[error("agreement {0}: {1}")]
    Slots(AgreementId, SlotsFault),
    /// The state says something else about signatures than the slots do.
    #[error("agreement {0} is {1} with {2} of {3} slots filled")]
    Signatures(AgreementId, StateKind, usize, usize),
}

impl Agreement {
    /// A new agreement in state *prepared*, with revision 1.
    ///
    /// # Errors
    /// [`Refusal::Slots`] when the slots do not fit the parties.
    pub fn prepare(
        id: AgreementId,
        number: AgreementNumber,
        party: OrganisationId,
        partner: OrganisationId,
        draft: Draft,
    ) -> Result<Self, Refusal> {
        let executor = draft.executor;
        let parties = Parties { party, partner, executor };
        let parts = Parts {
            id,
            number,
            party,
            partner,
            executor,
            state: State::Prepared,
            revision: draft.into_revision(Revision::FIRST, &parties)?,
        };
        Ok(Self { parts })
    }

    /// An agreement as it was stored.
    ///
    /// # Errors
    /// [`Inconsistent`] when slots, parties and state contradict each other.
    pub fn restore(parts: Parts) -> Result<Self, Inconsistent> {
        let agreement = Self { parts };
        let parts = &agreement.parts;
        parts.revision.check(&agreement.parties()).map_err(|fault| Inconsistent::Slots(parts.id, fault))?;
        let (filled, all) = (parts.revision.filled(), parts.revision.slots.len());
        let kind = parts.state.kind();
        let fits = match kind {
            StateKind::Prepared | StateKind::OnHold | StateKind::Released => filled == 0,
            StateKind::PartlySigned => filled > 0 && filled < all,
            StateKind::Declined | StateKind::Withdrawn => filled < all,
            StateKind::Signed | StateKind::Active | StateKind::Terminated | StateKind::Superseded => {
                filled == if parts.state.elsewhere().is_some() { 0 } else { all }
            }
        };
        if fits { Ok(agreement) } else { Err(Inconsistent::Signatures(parts.id, kind, filled, all)) }
    }

    /// Everything in it, for storage.
    #[must_use]
    pub fn into_parts(self) -> Parts {
        self.parts
    }

    /// Its identity.
    #[must_use]
    pub fn id(&self) -> AgreementId {
        self.parts.id
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> AgreementNumber {
        self.parts.number
    }

    /// The contracting party: a municipality or a joint body.
    #[must_use]
    pub fn party(&self) -> OrganisationId {
        self.parts.party
    }

    /// The signal partner.
    #[must_use]
    pub fn partner(&self) -> OrganisationId {
        self.parts.partner
    }

    /// The executor, where it is a party.
    #[must_use]
    pub fn executor(&self) -> Option<OrganisationId> {
        self.parts.executor
    }

    /// All it is between.
    #[must_use]
    pub fn parties(&self) -> Parties {
        Parties { party: self.parts.party, partner: self.parts.partner, executor: self.parts.executor }
    }

    /// Where it stands, with what belongs to that.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.parts.state
    }

    /// Where it stands.
    #[must_use]
    pub fn kind(&self) -> StateKind {
        self.parts.state.kind()
    }

    /// The current revision.
    #[must_use]
    pub fn revision(&self) -> &Revision {
        &self.parts.revision
    }
}

#[cfg(test)]
mod tests;
