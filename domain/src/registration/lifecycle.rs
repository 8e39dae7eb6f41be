//! The stages of a registration and the moves between them. No other move exists.

use crate::party::codes;

codes! {
    /// Where a registration stands.
    Stage {
        /// Being filled in.
        Draft = "draft",
        /// Sent in; waits for the confirmation of the mail address.
        Submitted = "submitted",
        /// Counts; waits for the administrator.
        Confirmed = "confirmed",
        /// The administrator asked for more; waits for the registrant.
        Questioned = "questioned",
        /// Accepted.
        Accepted = "accepted",
        /// Refused.
        Refused = "refused",
    }
}

/// What somebody wants to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The registrant changes an answer.
    Edit,
    /// The registrant sends it in.
    Submit,
    /// The registrant confirms the mail address.
    Confirm,
    /// The administrator mends a typing error.
    Correct,
    /// The administrator mends the mail address of the registrant, who confirms it anew.
    Readdress,
    /// The administrator asks for more.
    Question,
    /// The administrator accepts.
    Accept,
    /// The administrator refuses.
    Refuse,
}

impl Move {
    /// Every move.
    pub const ALL: &'static [Self] = &[
        Self::Edit,
        Self::Submit,
        Self::Confirm,
        Self::Correct,
        Self::Readdress,
        Self::Question,
        Self::Accept,
        Self::Refuse,
    ];
}

/// Why a move is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// It was sent in already.
    #[error("already sent in")]
    AlreadySent,
    /// The mail address was confirmed already.
    #[error("already confirmed")]
    AlreadyConfirmed,
    /// It has not been confirmed yet.
    #[error("not confirmed yet")]
    NotConfirmed,
    /// It was accepted or refused already.
    #[error("already decided")]
    AlreadyDecided,
}

impl Stage {
    /// The stage after `wish`, or why not.
    ///
    /// # Errors
    /// [`NotNow`] says what stands in the way.
    pub const fn after(self, wish: Move) -> Result<Self, NotNow> {
        use Stage::{Accepted, Confirmed, Draft, Questioned, Refused, Submitted};
        match (self, wish) {
            (Accepted | Refused, _) => Err(NotNow::AlreadyDecided),
            (Draft, Move::Edit) => Ok(Draft),
            (Questioned, Move::Edit) => Ok(Questioned),
            (Submitted | Confirmed, Move::Edit | Move::Submit) => Err(NotNow::AlreadySent),
            (Draft, Move::Submit) => Ok(Submitted),
            (Questioned, Move::Submit) => Ok(Confirmed),
            (Submitted, Move::Confirm) => Ok(Confirmed),
            (Confirmed | Questioned, Move::Confirm) => Err(NotNow::AlreadyConfirmed),
            (Draft, Move::Confirm) => Err(NotNow::NotConfirmed),
            (Submitted | Confirmed, Move::Readdress) => Ok(Submitted),
            (Questioned, Move::Readdress) => Ok(Questioned),
            (Draft, Move::Readdress) => Err(NotNow::NotConfirmed),
            (Draft | Submitted, Move::Correct | Move::Question | Move::Accept | Move::Refuse) => {
                Err(NotNow::NotConfirmed)
            }
            (stage @ (Confirmed | Questioned), Move::Correct) => Ok(stage),
            (Confirmed | Questioned, Move::Question) => Ok(Questioned),
            (Confirmed | Questioned, Move::Accept) => Ok(Accepted),
            (Confirmed | Questioned, Move::Refuse) => Ok(Refused),
        }
    }

    /// Whether it stands in the administrator's queue.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Confirmed | Self::Questioned)
    }
}
