//! The machine: each act in each state leads to a new state and an event, or to a refusal.
//!
//! [`Agreement::apply`] is the only place in the portal that moves a state.

use super::{
    Act, ActKind, Agreement, Deferral, Draft, Event, Facts, Filled, Onboarded, Parts, Reason, Refusal, Side, State,
    moves::may_move,
};
use crate::{
    calendar::local_date,
    ids::{AgreementId, PersonId, SlotId},
};
use jiff::{Timestamp, civil::Date};

impl Agreement {
    /// Does `act` at the moment `at`, by a person or (`None`) by the portal itself.
    ///
    /// The old agreement is consumed: after a refusal nothing of it can be saved by mistake. Whether
    /// the person holds the role of [`Act::by`] is for `access`; dates are those of Amsterdam.
    ///
    /// # Errors
    /// [`Refusal`], which says why.
    pub fn apply(self, act: Act, at: Timestamp, by: Option<PersonId>) -> Result<(Self, Event), Refusal> {
        may_move(&self.parts.state, act.kind())?;
        let mut parts = self.parts;
        let event = match act {
            Act::Release => parts.release(at),
            Act::Hold { until } => parts.hold(until, at)?,
            Act::HoldDateReached => parts.end_hold(at)?,
            Act::Defer => parts.defer(Some(Deferral { at, by: by.ok_or(Refusal::NeedsPerson)? })),
            Act::Resume => parts.defer(None),
            Act::FillSlot { slot } => {
                let by = by.ok_or(Refusal::NeedsPerson)?;
                parts.fill(slot, Filled { by, at })?
            }
            Act::Decline { side, reason } => {
                let by = by.ok_or(Refusal::NeedsPerson)?;
                parts.decline(side, reason, by, at)?
            }
            Act::TakeBack => {
                parts.state = State::Prepared;
                Event::TakenBack
            }
            Act::NewFacts { next } => parts.take_facts(next)?,
            Act::LetBe => parts.let_be(),
            Act::PrepareAgain { next } => {
                let replaced = parts.revise(next)?;
                Event::PreparedAgain { replaced }
            }
            Act::Start { onboarding } => parts.start(onboarding, at)?,
            Act::Terminate { side, end } => {
                let by = by.ok_or(Refusal::NeedsPerson)?;
                parts.terminate(side, end, by, at)?
            }
            Act::Supersede { by } => parts.supersede(by, at)?,
            Act::Withdraw { why } => {
                parts.state = State::Withdrawn { at, why: why.clone() };
                Event::Withdrawn { why }
            }
            Act::SignedElsewhere { on, start } => parts.bring_in(on, start, at)?,
        };
        Ok((Self { parts }, event))
    }

    /// Whether the state allows an act of this kind: what a page asks before it shows a button.
    ///
    /// # Errors
    /// The refusal that [`Agreement::apply`] would give for the state alone.
    pub fn allows(&self, act: ActKind) -> Result<(), Refusal> {
        may_move(&self.parts.state, act)
    }
}

/// What each act does once its state allows it.
impl Parts {
    fn release(&mut self, at: Timestamp) -> Event {
        self.state = State::Released { at, deferred: None };
        Event::Released
    }

    fn hold(&mut self, until: Option<Date>, at: Timestamp) -> Result<Event, Refusal> {
        if let Some(day) = until
            && day <= local_date(at)
        {
            return Err(Refusal::HoldNotAhead(day));
        }
        self.state = State::OnHold { until };
        Ok(Event::Held { until })
    }

    fn end_hold(&mut self, at: Timestamp) -> Result<Event, Refusal> {
        match self.state {
            State::OnHold { until: Some(day) } if day <= local_date(at) => {
                self.state = State::Prepared;
                Ok(Event::HoldEnded)
            }
            State::OnHold { until: Some(day) } => Err(Refusal::HoldLasts(day)),
            _ => Err(Refusal::HoldWithoutDate),
        }
    }

    fn defer(&mut self, mark: Option<Deferral>) -> Event {
        if let State::Released { deferred, .. } | State::PartlySigned { deferred, .. } = &mut self.state {
            *deferred = mark;
        }
        match mark {
            Some(_) => Event::Deferred,
            None => Event::Resumed,
        }
    }

    fn fill(&mut self, id: SlotId, with: Filled) -> Result<Event, Refusal> {
        let slots = &mut self.revision.slots;
        let place = slots.iter().position(|slot| slot.id == id).ok_or(Refusal::UnknownSlot(id))?;
        if slots[place].filled.is_some() {
            return Err(Refusal::SlotFilled(id));
        }
        let side = slots[place].side;
        let earlier = slots.iter().find(|slot| slot.filled.is_some_and(|filled| filled.by == with.by));
        match earlier {
            Some(slot) if slot.side == side => return Err(Refusal::SignedTwice),
            Some(slot) => return Err(Refusal::SignedForOtherSide(slot.side)),
            None => slots[place].filled = Some(with),
        }
        let facts_changed = self.state.facts_changed();
        if self.revision.is_complete() {
            self.state = State::Signed { at: with.at, facts_changed, elsewhere: None };
            return Ok(Event::Signed { slot: id, side });
        }
        // The partner's own signature ends the partner's mark *later*.
        let deferred = self.state.deferred().filter(|_| side != Side::Partner);
        if let State::PartlySigned { deferred: mark, .. } = &mut self.state {
            *mark = deferred;
        } else if let State::Released { at: released, .. } = self.state {
            self.state = State::PartlySigned { released, deferred, facts: Facts::Unchanged };
        }
        Ok(Event::SlotFilled { slot: id, side })
    }

    fn decline(&mut self, side: Side, reason: Reason, by: PersonId, at: Timestamp) -> Result<Event, Refusal> {
        self.must_be_party(side)?;
        self.state =
            State::Declined { at, side, by, reason: reason.clone(), facts_changed: self.state.facts_changed() };
        Ok(Event::Declined { side, reason })
    }

    /// New facts make a new revision where nothing is signed, and a flag where something is.
    fn take_facts(&mut self, next: Draft) -> Result<Event, Refusal> {
        match &mut self.state {
            State::Prepared | State::OnHold { .. } => {
                let state = self.state.clone();
                let replaced = self.revise(next)?;
                self.state = state;
                Ok(Event::Revised { replaced })
            }
            State::Released { .. } => {
                let replaced = self.revise(next)?;
                Ok(Event::Recalled { replaced })
            }
            State::PartlySigned { facts, .. } => {
                *facts = Facts::Changed;
                Ok(Event::FactsChanged)
            }
            State::Declined { facts_changed, .. }
            | State::Signed { facts_changed, .. }
            | State::Active { facts_changed, .. } => {
                *facts_changed = true;
                Ok(Event::FactsChanged)
            }
            State::Withdrawn { .. } | State::Terminated { .. } | State::Superseded { .. } => {
                Err(Refusal::Ended(self.state.kind()))
            }
        }
    }

    fn let_be(&mut self) -> Event {
        if let State::PartlySigned { facts, .. } = &mut self.state {
            *facts = Facts::LetBe;
        }
        Event::FactsLetBe
    }

    /// Back to prepared with the next revision; gives the one it replaces, with its signatures.
    fn revise(&mut self, next: Draft) -> Result<super::Revision, Refusal> {
        let parties = super::Parties { party: self.party, partner: self.partner, executor: next.executor };
        let revision = next.into_revision(self.revision.number + 1, &parties)?;
        self.executor = parties.executor;
        self.state = State::Prepared;
        Ok(std::mem::replace(&mut self.revision, revision))
    }

    fn start(&mut self, onboarding: Onboarded, at: Timestamp) -> Result<Event, Refusal> {
        if !onboarding.municipality {
            return Err(Refusal::OnboardingOpen(Side::Municipality));
        }
        if !onboarding.partner {
            return Err(Refusal::OnboardingOpen(Side::Partner));
        }
        let start = onboarding.start.ok_or(Refusal::StartUnknown)?;
        if start > local_date(at) {
            return Err(Refusal::StartsLater(start));
        }
        if let State::Signed { at: signed, facts_changed, elsewhere } = self.state {
            self.state = State::Active { signed, start, facts_changed, elsewhere };
        }
        Ok(Event::Started { start })
    }

    fn terminate(&mut self, side: Side, end: Date, by: PersonId, at: Timestamp) -> Result<Event, Refusal> {
        self.must_be_party(side)?;
        if end < local_date(at) {
            return Err(Refusal::EndInPast(end));
        }
        self.state = State::Terminated { at, side, by, end, elsewhere: self.state.elsewhere() };
        Ok(Event::Terminated { side, end })
    }

    fn supersede(&mut self, by: AgreementId, at: Timestamp) -> Result<Event, Refusal> {
        if by == self.id {
            return Err(Refusal::SupersedesItself);
        }
        self.state = State::Superseded { at, by, elsewhere: self.state.elsewhere() };
        Ok(Event::Superseded { by })
    }

    /// Signed outside the portal: nobody signed here, and no slot is filled.
    fn bring_in(&mut self, on: Date, start: Option<Date>, at: Timestamp) -> Result<Event, Refusal> {
        let today = local_date(at);
        if on > today {
            return Err(Refusal::SignedLater(on));
        }
        let elsewhere = Some(on);
        self.state = match start {
            Some(start) if start < on => return Err(Refusal::StartsBeforeSigned(start)),
            Some(start) if start > today => return Err(Refusal::StartsLater(start)),
            Some(start) => State::Active { signed: at, start, facts_changed: false, elsewhere },
            None => State::Signed { at, facts_changed: false, elsewhere },
        };
        Ok(Event::SignedElsewhere { on })
    }

    fn must_be_party(&self, side: Side) -> Result<(), Refusal> {
        if side == Side::Executor && self.executor.is_none() {
            return Err(Refusal::NotAParty(side));
        }
        Ok(())
    }
}
