//! Which act is possible in which state, and else why not: the rows of the documented tables.

use super::{ActKind, Facts, Refusal, State, StateKind};

/// The rows of the table: which act is possible in which state, and else why not.
pub(super) fn may_move(state: &State, act: ActKind) -> Result<(), Refusal> {
    let kind = state.kind();
    let why_not = match kind {
        StateKind::Withdrawn | StateKind::Terminated | StateKind::Superseded => Some(Refusal::Ended(kind)),
        StateKind::Prepared | StateKind::OnHold => waiting(kind, act),
        StateKind::Released => released(state, act),
        StateKind::PartlySigned => partly_signed(state, act),
        StateKind::Declined => declined(act),
        StateKind::Signed | StateKind::Active => signed(kind, act),
    };
    why_not.map_or(Ok(()), Err)
}

fn waiting(kind: StateKind, act: ActKind) -> Option<Refusal> {
    let on_hold = kind == StateKind::OnHold;
    match act {
        ActKind::Release | ActKind::NewFacts | ActKind::Withdraw | ActKind::SignedElsewhere => None,
        ActKind::Hold => on_hold.then_some(Refusal::AlreadyOnHold),
        ActKind::HoldDateReached => (!on_hold).then_some(Refusal::NotOnHold),
        ActKind::FillSlot | ActKind::Decline | ActKind::TakeBack | ActKind::Defer | ActKind::Resume => {
            Some(Refusal::NotReleased)
        }
        ActKind::PrepareAgain => Some(Refusal::NothingToPrepareAgain),
        ActKind::LetBe => Some(Refusal::NoChangedFacts),
        ActKind::Start | ActKind::Terminate | ActKind::Supersede => Some(Refusal::NotSigned),
    }
}

fn released(state: &State, act: ActKind) -> Option<Refusal> {
    match act {
        ActKind::FillSlot
        | ActKind::Decline
        | ActKind::TakeBack
        | ActKind::NewFacts
        | ActKind::Withdraw
        | ActKind::SignedElsewhere => None,
        ActKind::Defer | ActKind::Resume => deferral(state, act),
        ActKind::Release | ActKind::Hold => Some(Refusal::AlreadyReleased),
        ActKind::HoldDateReached => Some(Refusal::NotOnHold),
        ActKind::PrepareAgain => Some(Refusal::NothingToPrepareAgain),
        ActKind::LetBe => Some(Refusal::NoChangedFacts),
        ActKind::Start | ActKind::Terminate | ActKind::Supersede => Some(Refusal::NotSigned),
    }
}

fn partly_signed(state: &State, act: ActKind) -> Option<Refusal> {
    match act {
        ActKind::FillSlot | ActKind::Decline | ActKind::NewFacts | ActKind::PrepareAgain | ActKind::Withdraw => None,
        ActKind::LetBe => match state {
            State::PartlySigned { facts: Facts::Changed, .. } => None,
            _ => Some(Refusal::NoChangedFacts),
        },
        ActKind::Defer | ActKind::Resume => deferral(state, act),
        ActKind::Release => Some(Refusal::AlreadyReleased),
        ActKind::Hold | ActKind::TakeBack | ActKind::SignedElsewhere => Some(Refusal::SignatureStands),
        ActKind::HoldDateReached => Some(Refusal::NotOnHold),
        ActKind::Start | ActKind::Terminate | ActKind::Supersede => Some(Refusal::NotSigned),
    }
}

fn declined(act: ActKind) -> Option<Refusal> {
    match act {
        ActKind::PrepareAgain | ActKind::NewFacts | ActKind::Withdraw => None,
        ActKind::Start | ActKind::Terminate | ActKind::Supersede => Some(Refusal::NotSigned),
        ActKind::HoldDateReached => Some(Refusal::NotOnHold),
        ActKind::Release
        | ActKind::Hold
        | ActKind::FillSlot
        | ActKind::Decline
        | ActKind::TakeBack
        | ActKind::LetBe
        | ActKind::Defer
        | ActKind::Resume
        | ActKind::SignedElsewhere => Some(Refusal::Declined),
    }
}

fn signed(kind: StateKind, act: ActKind) -> Option<Refusal> {
    match act {
        ActKind::NewFacts | ActKind::Terminate | ActKind::Supersede => None,
        ActKind::Start => (kind == StateKind::Active).then_some(Refusal::AlreadyActive),
        ActKind::HoldDateReached => Some(Refusal::NotOnHold),
        ActKind::Release
        | ActKind::Hold
        | ActKind::FillSlot
        | ActKind::Decline
        | ActKind::TakeBack
        | ActKind::LetBe
        | ActKind::PrepareAgain
        | ActKind::Withdraw
        | ActKind::Defer
        | ActKind::Resume
        | ActKind::SignedElsewhere => Some(Refusal::AlreadySigned),
    }
}

fn deferral(state: &State, act: ActKind) -> Option<Refusal> {
    match (act, state.deferred()) {
        (ActKind::Defer, Some(_)) => Some(Refusal::AlreadyDeferred),
        (ActKind::Resume, None) => Some(Refusal::NotDeferred),
        _ => None,
    }
}
