//! What a use case can say other than yes.

use domain::{
    access::Answer,
    agreement::Refusal,
    registration::{NotNow, Problem},
};
use storage::{StorageError, store::StoreError};

/// Why a use case did nothing.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The database failed; the portal cannot go on with this request.
    #[error("storage")]
    Storage(#[from] StorageError),
    /// The document store failed.
    #[error("document store")]
    Store(#[from] StoreError),
    /// There is no such thing for this actor: unknown and foreign are the same.
    #[error("not found")]
    NotFound,
    /// The policy says no.
    #[error("not allowed: {0:?}")]
    NotAllowed(Answer),
    /// A registration is not in a stage for this.
    #[error("not now: {0}")]
    NotNow(#[from] NotNow),
    /// Somebody else changed it meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// Answers are missing or wrong. Carries what people typed: never log it.
    #[error("{} problems in the answers", .0.len())]
    Problems(Vec<Problem>),
    /// The agreement does not move this way now.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// A change of an organisation is not taken.
    #[error("change: {0}")]
    Change(#[from] domain::change::Refusal),
    /// Somebody cannot leave, or their yes does not count.
    #[error("people: {0}")]
    People(#[from] domain::people::Refusal),
    /// The document is not there yet, or cannot be made now.
    #[error("no document now")]
    NoDocument,
    /// The portal has no key to sign with.
    #[error("the portal has no key")]
    CannotSign,
    /// Signed in by means that do not suffice for this.
    #[error("stronger means are asked for")]
    NeedsMeans,
    /// Too often from one place.
    #[error("too often")]
    TooOften,
    /// Too often from one place or by one account; it is possible again after a while.
    #[error("too often; possible again in {seconds} s")]
    Wait {
        /// How long it takes.
        seconds: u32,
    },
    /// A municipality is covered by another party and no good hand-over date was given.
    #[error("a hand-over date is needed")]
    NeedsHandOver,
    /// The hand-over date is in the past or not after the beginning of the present coverage.
    #[error("the hand-over date does not fit")]
    HandOverDate,
    /// What was kept cannot be read: a defect.
    #[error("unreadable: {0}")]
    Unreadable(&'static str),
}

impl AppError {
    /// The refusal for an answer of the policy that is not yes.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`].
    pub fn unless_allowed(answer: Answer) -> Result<(), Self> {
        match answer {
            Answer::Yes => Ok(()),
            no => Err(Self::NotAllowed(no)),
        }
    }

    /// As [`AppError::Storage`], with a lost race told apart.
    #[must_use]
    pub fn saving(error: StorageError) -> Self {
        match error {
            StorageError::Stale(_) | StorageError::Duplicate { .. } => Self::Stale,
            other => Self::Storage(other),
        }
    }
}
