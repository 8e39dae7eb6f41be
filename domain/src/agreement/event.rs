//! What an act brought about. Audit, mail and jobs follow from it.

use super::{Reason, Revision, Side, Withdrawal};
use crate::ids::{AgreementId, SlotId};
use jiff::civil::Date;

/// What happened to an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It may now be signed.
    Released,
    /// It was put on hold.
    Held {
        /// The day on which it is prepared again.
        until: Option<Date>,
    },
    /// The hold ended on its date.
    HoldEnded,
    /// The partner keeps it from the own signatory.
    Deferred,
    /// The partner no longer does.
    Resumed,
    /// A slot was filled; others are open.
    SlotFilled {
        /// Which.
        slot: SlotId,
        /// For which side.
        side: Side,
    },
    /// The last slot was filled: all have signed.
    Signed {
        /// The last slot.
        slot: SlotId,
        /// For which side.
        side: Side,
    },
    /// A signatory refused.
    Declined {
        /// For which side.
        side: Side,
        /// Why.
        reason: Reason,
    },
    /// The municipality took it back before anybody signed.
    TakenBack,
    /// New facts made a new revision; nobody is told.
    Revised {
        /// The revision that no longer holds.
        replaced: Revision,
    },
    /// New facts brought a released agreement back to prepared; the contact persons get a notice.
    Recalled {
        /// The revision that no longer holds.
        replaced: Revision,
    },
    /// Facts changed under an agreement that keeps its revision; it is flagged.
    FactsChanged,
    /// The municipality lets a flagged revision be.
    FactsLetBe,
    /// A new revision replaced one that was declined or partly signed.
    PreparedAgain {
        /// The earlier revision, with its signatures, for the history.
        replaced: Revision,
    },
    /// Signals flow from this day.
    Started {
        /// The agreed first day.
        start: Date,
    },
    /// Notice was given.
    Terminated {
        /// By which side.
        side: Side,
        /// The last day.
        end: Date,
    },
    /// A newer agreement took its place.
    Superseded {
        /// The newer agreement.
        by: AgreementId,
    },
    /// It ended before it was signed.
    Withdrawn {
        /// Why.
        why: Withdrawal,
    },
    /// It was brought in as signed outside the portal.
    SignedElsewhere {
        /// When both sides signed.
        on: Date,
    },
}

impl Event {
    /// The revision that this event sends to the history, with its signatures.
    #[must_use]
    pub fn replaced(&self) -> Option<&Revision> {
        match self {
            Self::Revised { replaced } | Self::Recalled { replaced } | Self::PreparedAgain { replaced } => {
                Some(replaced)
            }
            _ => None,
        }
    }
}
