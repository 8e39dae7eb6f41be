//! How long things are kept, and when an agreement ended.
//!
//! Terms are the operator's settings; the selection list under the archive law (Archiefwet 1995, art. 5) prevails
//! over them, which is why what is evidence is never erased without an administrator's approval.

use crate::{agreement::State, calendar::local_date};
use jiff::{Span, civil::Date};

/// How long each kind of thing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Days after which a registration that was never confirmed is erased.
    pub unconfirmed_days: u16,
    /// Days after which a refused registration is erased.
    pub refused_days: u16,
    /// Days after which the contents of a mail are erased.
    pub mail_days: u16,
    /// Days after which it is forgotten who signed in.
    pub sign_in_days: u16,
    /// Years after its end for which an agreement is kept that nobody signed.
    pub unsigned_years: u16,
    /// Years after its end for which an agreement is kept that somebody signed; then it goes on the list.
    pub evidence_years: u16,
    /// Years for which somebody is kept who has no role any more and signed nothing.
    pub person_years: u16,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            unconfirmed_days: 30,
            refused_days: 365,
            mail_days: 90,
            sign_in_days: 365,
            unsigned_years: 2,
            evidence_years: 7,
            person_years: 2,
        }
    }
}

impl Terms {
    /// Each term with the name of its setting.
    #[must_use]
    pub const fn named(&self) -> [(&'static str, u16); 7] {
        [
            ("keep_unconfirmed_days", self.unconfirmed_days),
            ("keep_refused_days", self.refused_days),
            ("keep_mail_days", self.mail_days),
            ("keep_sign_in_days", self.sign_in_days),
            ("keep_unsigned_years", self.unsigned_years),
            ("keep_evidence_years", self.evidence_years),
            ("keep_person_years", self.person_years),
        ]
    }
}

/// The day so many years before `day`: what ended on it or earlier was kept long enough.
#[must_use]
pub fn years_before(day: Date, years: u16) -> Date {
    let span = Span::new().try_years(years);
    span.and_then(|span| day.checked_sub(span)).unwrap_or(Date::MIN)
}

/// The day on which an agreement ended; none while something can still come of it.
#[must_use]
pub fn ended_on(state: &State) -> Option<Date> {
    match state {
        State::Declined { at, .. } | State::Withdrawn { at, .. } | State::Superseded { at, .. } => {
            Some(local_date(*at))
        }
        State::Terminated { end, .. } => Some(*end),
        State::Prepared
        | State::OnHold { .. }
        | State::Released { .. }
        | State::PartlySigned { .. }
        | State::Signed { .. }
        | State::Active { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{agreement::Side, ids::PersonId};
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn notice_ends_on_its_last_day_and_not_before() {
        let at = "2026-11-24T23:30:00Z".parse().expect("a time");
        let by = PersonId(Uuid::nil());
        let terminated =
            State::Terminated { at, side: Side::Municipality, by, end: date(2027, 6, 30), elsewhere: None };
        assert_eq!(ended_on(&terminated), Some(date(2027, 6, 30)));
        // Half past midnight in Amsterdam.
        let superseded = State::Superseded { at, by: crate::ids::AgreementId(Uuid::nil()), elsewhere: None };
        assert_eq!(ended_on(&superseded), Some(date(2026, 11, 25)));
        assert_eq!(ended_on(&State::Signed { at, facts_changed: false, elsewhere: None }), None);
        assert_eq!(ended_on(&State::Prepared), None);
    }

    #[test]
    fn years_are_counted_on_the_calendar() {
        assert_eq!(years_before(date(2028, 2, 29), 2), date(2026, 2, 28));
        assert_eq!(years_before(date(2033, 11, 24), 7), date(2026, 11, 24));
        assert_eq!(years_before(date(1, 1, 1), u16::MAX), Date::MIN);
    }
}
