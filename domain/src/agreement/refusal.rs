//! Why an act is refused. `Display` is for logs; pages make their sentence from the variant.

use super::{Side, StateKind};
use crate::ids::SlotId;
use jiff::civil::Date;

/// Why an act is refused. The first group follows from the state, the second from the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Withdrawn, terminated or superseded: nothing moves it any more.
    #[error("it has ended ({0})")]
    Ended(StateKind),
    /// Signing, declining, marking for later and taking back wait for the release.
    #[error("it has not been released")]
    NotReleased,
    /// It waits for signatures already.
    #[error("it has been released already")]
    AlreadyReleased,
    /// It is on hold already.
    #[error("it is on hold already")]
    AlreadyOnHold,
    /// There is no hold that could end.
    #[error("it is not on hold")]
    NotOnHold,
    /// Somebody has signed: it can only be prepared again.
    #[error("somebody has signed it; it can only be prepared again")]
    SignatureStands,
    /// A signatory declined: it is to be prepared again first.
    #[error("it was declined; it has to be prepared again first")]
    Declined,
    /// All have signed: it can only start, end, or be superseded.
    #[error("all have signed it")]
    AlreadySigned,
    /// Starting, terminating and superseding are for signed agreements; before that it is withdrawn.
    #[error("not all have signed it")]
    NotSigned,
    /// It started already.
    #[error("it is active already")]
    AlreadyActive,
    /// Nothing was signed or declined, so there is nothing to prepare again.
    #[error("nothing was signed or declined")]
    NothingToPrepareAgain,
    /// No changed facts wait for a decision.
    #[error("no changed facts wait for a decision")]
    NoChangedFacts,
    /// The partner has marked it already.
    #[error("it is marked for later already")]
    AlreadyDeferred,
    /// There is no mark to take away.
    #[error("it is not marked for later")]
    NotDeferred,

    /// The act needs a person, and the portal itself tried it.
    #[error("only a person can do this")]
    NeedsPerson,
    /// A hold ends on a later day than today.
    #[error("a hold until {0} lies not ahead")]
    HoldNotAhead(Date),
    /// The hold has no date.
    #[error("the hold has no date")]
    HoldWithoutDate,
    /// The hold ends later.
    #[error("the hold ends on {0}")]
    HoldLasts(Date),
    /// The slot belongs to another revision or agreement.
    #[error("slot {0} is not in the current revision")]
    UnknownSlot(SlotId),
    /// The slot is filled.
    #[error("slot {0} is filled already")]
    SlotFilled(SlotId),
    /// This person signed for another side: one person never signs for both.
    #[error("this person signed for the side {0} already")]
    SignedForOtherSide(Side),
    /// This person signed for the same side: signing jointly takes different people.
    #[error("this person signed for this side already")]
    SignedTwice,
    /// The side is no party.
    #[error("the side {0} is no party")]
    NotAParty(Side),
    /// A side is not done with its onboarding.
    #[error("the onboarding of the side {0} is not done")]
    OnboardingOpen(Side),
    /// No start date was agreed.
    #[error("no start date was agreed")]
    StartUnknown,
    /// The start date lies ahead.
    #[error("it starts on {0}")]
    StartsLater(Date),
    /// What was signed elsewhere was signed by now.
    #[error("signed on {0}, which lies ahead")]
    SignedLater(Date),
    /// Nothing starts before it is signed.
    #[error("it starts on {0}, before it was signed")]
    StartsBeforeSigned(Date),
    /// Notice cannot reach back.
    #[error("an end on {0} lies in the past")]
    EndInPast(Date),
    /// An agreement cannot supersede itself.
    #[error("an agreement cannot supersede itself")]
    SupersedesItself,
    /// The slots do not fit the parties.
    #[error("{0}")]
    Slots(#[from] SlotsFault),
}

/// Why slots do not fit the parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlotsFault {
    /// One organisation stands on two sides.
    #[error("one organisation stands on two sides")]
    SameOrganisation,
    /// A party has no slot.
    #[error("the side {0} has no slot")]
    NoSlot(Side),
    /// A slot for an executor that is no party.
    #[error("a slot for an executor that is no party")]
    NoExecutorParty,
    /// A slot for an organisation that is not on that side.
    #[error("slot {0} is for another organisation")]
    ForeignOrganisation(SlotId),
    /// A slot stands twice.
    #[error("slot {0} stands twice")]
    Twice(SlotId),
    /// More slots than can be numbered.
    #[error("too many slots")]
    TooMany,
}
