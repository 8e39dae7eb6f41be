//! The people of an organisation: who may leave, and whose yes counts for a new signatory.
//!
//! What belongs here: the rules. What never does: roles as they are kept (`storage::people`), wording.

use crate::{
    ids::PersonId,
    party::{OrganisationKind, Role},
};
use jiff::Timestamp;

/// Why somebody cannot leave or be let go, or why a yes does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody would be left to coordinate.
    #[error("the last contact person")]
    LastContact,
    /// Nobody would be left to sign.
    #[error("the last signatory")]
    LastSignatory,
    /// Two sign together, and only one would be left.
    #[error("two signatories sign together")]
    TwoSign,
    /// Nobody would be left to run the portal.
    #[error("the last administrator")]
    LastAdministrator,
    /// Who asked does not say yes as well.
    #[error("who asked cannot agree to it")]
    OwnRequest,
    /// Who was invited by who asked, or came later, is no second pair of eyes.
    #[error("not independent of who asked")]
    NotIndependent,
    /// Nobody asks for a new address of their own, nor agrees to it.
    #[error("the own address")]
    OwnAddress,
    /// Somebody has the address.
    #[error("the address is taken")]
    AddressTaken,
    /// A new address was asked for already.
    #[error("asked already")]
    AskedAlready,
    /// The request was decided, carried out or stopped.
    #[error("the request is over")]
    Over,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &'static [Self] = &[
        Self::LastContact,
        Self::LastSignatory,
        Self::TwoSign,
        Self::LastAdministrator,
        Self::OwnRequest,
        Self::NotIndependent,
        Self::OwnAddress,
        Self::AddressTaken,
        Self::AskedAlready,
        Self::Over,
    ];
}

/// What is left of an organisation's people when some go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// What the organisation is.
    pub kind: OrganisationKind,
    /// Whether two signatories sign together.
    pub jointly: bool,
    /// Contact persons that stay.
    pub contacts: usize,
    /// Signatories that stay.
    pub signatories: usize,
}

/// Whether somebody in this role may go, given who stays. An executor needs no signatory of its own.
///
/// # Errors
/// [`Refusal`], when somebody has to come first.
pub const fn may_go(role: Role, left: Left) -> Result<(), Refusal> {
    match role {
        Role::Contact if left.contacts == 0 => Err(Refusal::LastContact),
        Role::Signatory if left.signatories == 0 && !matches!(left.kind, OrganisationKind::Executor) => {
            Err(Refusal::LastSignatory)
        }
        Role::Signatory if left.jointly && left.signatories == 1 => Err(Refusal::TwoSign),
        _ => Ok(()),
    }
}

/// A contact person who might be the second pair of eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub person: PersonId,
    /// Since when a contact person here.
    pub since: Timestamp,
    /// Who invited them; nobody for who came with the registration.
    pub invited_by: Option<PersonId>,
}

/// Whether a colleague counts as the second pair of eyes for what `asker` asked at `at`.
///
/// # Errors
/// [`Refusal::OwnRequest`], [`Refusal::NotIndependent`].
pub fn second_pair_of_eyes(colleague: &Colleague, asker: Option<PersonId>, at: Timestamp) -> Result<(), Refusal> {
    if asker == Some(colleague.person) {
        return Err(Refusal::OwnRequest);
    }
    let invited = asker.is_some() && colleague.invited_by == asker;
    if invited || colleague.since > at { Err(Refusal::NotIndependent) } else { Ok(()) }
}

/// The moment half a year before: what was confirmed earlier is asked again.
#[must_use]
pub fn half_year_before(now: Timestamp) -> Timestamp {
    let local = crate::calendar::amsterdam().to_datetime(now);
    let before = local.checked_sub(jiff::Span::new().months(6)).unwrap_or(local);
    crate::calendar::amsterdam().to_timestamp(before).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn nobody_goes_who_is_the_last() {
        let left = |kind, jointly, contacts, signatories| Left { kind, jointly, contacts, signatories };
        let (city, executor) = (OrganisationKind::Municipality, OrganisationKind::Executor);
        let table = [
            (Role::Contact, left(city, false, 0, 1), Err(Refusal::LastContact)),
            (Role::Contact, left(executor, false, 0, 0), Err(Refusal::LastContact)),
            (Role::Contact, left(city, true, 1, 0), Ok(())),
            (Role::Signatory, left(city, false, 0, 0), Err(Refusal::LastSignatory)),
            (Role::Signatory, left(executor, false, 1, 0), Ok(())),
            (Role::Signatory, left(city, true, 1, 1), Err(Refusal::TwoSign)),
            (Role::Signatory, left(executor, true, 1, 1), Err(Refusal::TwoSign)),
            (Role::Signatory, left(city, true, 1, 2), Ok(())),
            (Role::Signatory, left(city, false, 1, 1), Ok(())),
        ];
        for (role, left, expected) in table {
            assert_eq!(may_go(role, left), expected, "{role:?} {left:?}");
        }
    }

    #[test]
    fn half_a_year_is_six_months_of_the_calendar() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        assert_eq!(half_year_before(at("2026-11-29T09:00:00+01:00")), at("2026-05-29T09:00:00+02:00"));
        assert_eq!(half_year_before(at("2026-08-31T09:00:00+02:00")), at("2026-02-28T09:00:00+01:00"));
    }

    #[test]
    fn who_asked_and_whom_they_brought_in_are_no_second_pair_of_eyes() {
        let person = |number| PersonId(Uuid::from_u128(number));
        let at = |second| Timestamp::from_second(second).expect("a time");
        let colleague = |number, since, by: Option<u128>| Colleague {
            person: person(number),
            since: at(since),
            invited_by: by.map(person),
        };
        let asked = |one: &Colleague| second_pair_of_eyes(one, Some(person(1)), at(100));
        assert_eq!(asked(&colleague(1, 0, None)), Err(Refusal::OwnRequest));
        assert_eq!(asked(&colleague(2, 0, None)), Ok(()));
        assert_eq!(asked(&colleague(2, 100, Some(3))), Ok(()));
        assert_eq!(asked(&colleague(2, 0, Some(1))), Err(Refusal::NotIndependent));
        assert_eq!(asked(&colleague(2, 101, None)), Err(Refusal::NotIndependent));
        assert_eq!(second_pair_of_eyes(&colleague(2, 0, None), None, at(0)), Ok(()), "asked by nobody who is known");
    }
}
