//! Notices to contact persons: what there is to tell, and while it is still true.
//!
//! What belongs here: the closed set of kinds. What never does: when one is written down, bundling, wording.

use crate::agreement::StateKind;
use serde::{Deserialize, Serialize};

/// What a contact person is told. Each can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The municipality released it: the partner's signatory has it from Monday on.
    Released,
    /// It is released, and a side has fewer signatories than places: *wacht op tekenbevoegde*.
    NoSignatory,
    /// A signatory declined.
    Declined,
    /// It cannot be signed any more for now: taken back, recalled for new facts, or prepared again.
    TakenBack,
    /// Facts have changed under a partly signed one: the municipality decides.
    FactsChanged,
    /// All have signed: onboarding begins.
    Signed,
    /// It has ended: withdrawn, terminated or superseded.
    Ended,
}

impl Notice {
    /// Every kind, what needs somebody first.
    pub const ALL: [Self; 7] = [
        Self::Declined,
        Self::NoSignatory,
        Self::FactsChanged,
        Self::Released,
        Self::TakenBack,
        Self::Signed,
        Self::Ended,
    ];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::NoSignatory => "no_signatory",
            Self::Declined => "declined",
            Self::TakenBack => "taken_back",
            Self::FactsChanged => "facts_changed",
            Self::Signed => "signed",
            Self::Ended => "ended",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == code)
    }

    /// Whether it is still worth telling of an agreement that is in this state now.
    #[must_use]
    pub const fn holds_in(self, state: StateKind) -> bool {
        match self {
            Self::Released | Self::NoSignatory => matches!(state, StateKind::Released | StateKind::PartlySigned),
            Self::Declined => matches!(state, StateKind::Declined),
            Self::TakenBack => matches!(state, StateKind::Prepared | StateKind::OnHold),
            Self::FactsChanged => matches!(state, StateKind::PartlySigned),
            Self::Signed => matches!(state, StateKind::Signed | StateKind::Active),
            Self::Ended => state_has_ended(state),
        }
    }
}

const fn state_has_ended(state: StateKind) -> bool {
    matches!(state, StateKind::Withdrawn | StateKind::Terminated | StateKind::Superseded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_read_by_its_code() {
        for kind in Notice::ALL {
            assert_eq!(Notice::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(Notice::parse("spam"), None);
    }

    #[test]
    fn every_state_after_prepared_is_told_by_some_kind() {
        for state in StateKind::ALL {
            let told: Vec<_> = Notice::ALL.into_iter().filter(|kind| kind.holds_in(state)).collect();
            assert!(!told.is_empty(), "{state:?}");
            assert_eq!(told.contains(&Notice::Ended), state.has_ended(), "{state:?}");
        }
    }
}
