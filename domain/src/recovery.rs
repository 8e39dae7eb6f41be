//! A new mail address for somebody who lost every way in.
//!
//! What belongs here: where such a request stands, who agrees to it, and how long it waits. What never does: how it is
//! kept (`storage::recoveries`), wording.

use crate::{
    calendar::{Holidays, end_of_day, local_date},
    ids::PersonId,
    party::Role,
    people::Refusal,
};
use jiff::Timestamp;

/// Working days in which whoever could lose most by it can stop it.
pub const WAITING_DAYS: u16 = 3;

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// An administrator has to agree.
    Asked,
    /// Agreed to; it happens when its time has come, unless somebody stops it.
    Waiting,
    /// The person has the new address.
    Done,
    /// An administrator did not agree.
    Refused,
    /// Somebody concerned stopped it, or the address was taken meanwhile.
    Stopped,
}

impl Stage {
    /// Every stage.
    pub const ALL: &'static [Self] = &[Self::Asked, Self::Waiting, Self::Done, Self::Refused, Self::Stopped];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Stopped => "stopped",
        }
    }

    /// From the code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|stage| stage.as_str() == code)
    }

    /// Whether something can still come of it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Waiting)
    }
}

/// Who takes part in a request.
#[derive(Clone, Copy, Debug)]
pub struct Parties {
    /// Who gets the new address.
    pub person: PersonId,
    /// Who asked for it.
    pub asked_by: PersonId,
    /// The administrator who agrees.
    pub administrator: PersonId,
    /// Whether there is a further administrator, who is neither of these.
    pub others: bool,
}

/// Whether this administrator may agree. Nobody agrees to a new address of their own, nor alone to what they asked,
/// unless nobody else is there: then the time to stop it is the second pair of eyes.
///
/// # Errors
/// [`Refusal`].
pub fn may_agree(parties: Parties) -> Result<(), Refusal> {
    if parties.administrator == parties.person {
        return Err(Refusal::OwnAddress);
    }
    if parties.administrator == parties.asked_by && parties.others {
        return Err(Refusal::OwnRequest);
    }
    Ok(())
}

/// When it happens: at once, or after [`WAITING_DAYS`] for who signs or administers anywhere, and wherever one person
/// asked and agreed.
#[must_use]
pub fn due(roles: &[Role], parties: Parties, now: Timestamp, holidays: &Holidays) -> Option<Timestamp> {
    let much = roles.iter().any(|role| matches!(role, Role::Signatory | Role::Administrator));
    let alone = parties.administrator == parties.asked_by;
    (much || alone).then(|| end_of_day(holidays.add_working_days(local_date(now), WAITING_DAYS)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::amsterdam;
    use uuid::Uuid;

    fn parties(person: u128, asked_by: u128, administrator: u128, others: bool) -> Parties {
        let id = |number| PersonId(Uuid::from_u128(number));
        Parties { person: id(person), asked_by: id(asked_by), administrator: id(administrator), others }
    }

    #[test]
    fn nobody_agrees_alone_while_somebody_else_is_there() {
        assert_eq!(may_agree(parties(1, 2, 3, true)), Ok(()));
        assert_eq!(may_agree(parties(1, 2, 3, false)), Ok(()));
        assert_eq!(may_agree(parties(1, 3, 3, true)), Err(Refusal::OwnRequest));
        assert_eq!(may_agree(parties(1, 3, 3, false)), Ok(()));
        assert_eq!(may_agree(parties(1, 2, 1, true)), Err(Refusal::OwnAddress));
        assert_eq!(may_agree(parties(1, 2, 1, false)), Err(Refusal::OwnAddress));
    }

    #[test]
    fn who_signs_waits_three_working_days() {
        let holidays = Holidays::with_decreed(&[]);
        // Thursday 24 December 2026 at noon: Christmas and a weekend follow.
        let now = amsterdam().to_timestamp(jiff::civil::date(2026, 12, 24).at(12, 0, 0, 0)).expect("a time");
        let until = Some(end_of_day(jiff::civil::date(2026, 12, 30)));
        let two = parties(1, 2, 3, true);
        assert_eq!(due(&[Role::Contact], two, now, &holidays), None);
        assert_eq!(due(&[], two, now, &holidays), None);
        assert_eq!(due(&[Role::Contact, Role::Signatory], two, now, &holidays), until);
        assert_eq!(due(&[Role::Administrator], two, now, &holidays), until);
        assert_eq!(due(&[Role::Contact], parties(1, 3, 3, false), now, &holidays), until);
    }

    #[test]
    fn codes_are_read_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.as_str()), Some(*stage));
            assert_eq!(stage.is_open(), matches!(stage, Stage::Asked | Stage::Waiting));
        }
        assert_eq!(Stage::parse("x"), None);
    }
}
