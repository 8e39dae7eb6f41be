//! Why a change is not taken. Pages make their sentence from the variant.

/// Why a change is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What was filled in is what stands there already.
    #[error("nothing changes")]
    NothingChanges,
    /// A change of the same kind waits already.
    #[error("the same is asked or announced already")]
    Already,
    /// It was decided, taken back or carried out already.
    #[error("it was decided already")]
    Decided,
    /// What it does is no longer what was shown.
    #[error("what it does has changed since it was shown")]
    OtherPreview,
    /// The day lies in the past.
    #[error("the day lies in the past")]
    DayPast,
    /// The day is further ahead than anybody plans.
    #[error("the day lies too far ahead")]
    DayFar,
    /// The party contracts for the municipality already.
    #[error("the party contracts for it already")]
    CoveredByItself,
    /// Another party takes the municipality over already.
    #[error("another party takes it over already")]
    TakenOver,
    /// A municipality cannot go up in itself.
    #[error("the same municipality twice")]
    SameMunicipality,
    /// The municipality does not exist on that day.
    #[error("the municipality does not exist on that day")]
    NoMunicipality,
    /// The organisation has ended.
    #[error("the organisation has ended")]
    Ended,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &'static [Self] = &[
        Self::NothingChanges,
        Self::Already,
        Self::Decided,
        Self::OtherPreview,
        Self::DayPast,
        Self::DayFar,
        Self::CoveredByItself,
        Self::TakenOver,
        Self::SameMunicipality,
        Self::NoMunicipality,
        Self::Ended,
    ];
}
