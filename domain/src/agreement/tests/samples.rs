//! Agreements in every state, made by the machine itself, and acts with fitting data.

use crate::{
    agreement::{
        Act, ActKind, Agreement, AgreementNumber, Draft, NewSlot, Onboarded, Reason, Side, StateKind, Withdrawal,
    },
    ids::{AgreementId, OrganisationId, PersonId, RevisionId, SlotId},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use uuid::Uuid;

pub fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

pub fn organisation(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

pub const MUNICIPALITY: u128 = 1;
pub const PARTNER: u128 = 2;
pub const EXECUTOR: u128 = 3;

/// A moment in the morning of a day in March 2026 or later.
pub fn day(n: i8) -> Timestamp {
    let days = jiff::SignedDuration::from_hours(24 * i64::from(n - 1));
    "2026-03-01T08:00:00Z".parse::<Timestamp>().expect("a moment") + days
}

/// The moment at which samples are acted upon: every date of the samples has come.
pub fn now() -> Timestamp {
    day(100)
}

pub fn reason(text: &str) -> Reason {
    Reason::parse(text).expect("a reason")
}

/// A revision with slots for these sides; its ids follow from `n`.
pub fn draft(n: u128, sides: &[Side]) -> Draft {
    let slots = sides
        .iter()
        .zip(1..)
        .map(|(side, place)| NewSlot { id: SlotId(Uuid::from_u128(n * 1000 + place)), side: *side });
    Draft {
        id: RevisionId(Uuid::from_u128(n)),
        executor: sides.contains(&Side::Executor).then(|| organisation(EXECUTOR)),
        slots: slots.collect(),
    }
}

pub const TWO: &[Side] = &[Side::Municipality, Side::Partner];
pub const JOINT: &[Side] = &[Side::Municipality, Side::Partner, Side::Partner];
pub const THREE: &[Side] = &[Side::Municipality, Side::Partner, Side::Executor];

pub fn prepared(sides: &[Side]) -> Agreement {
    Agreement::prepare(
        AgreementId(Uuid::from_u128(77)),
        AgreementNumber::new(2026, 123).expect("a number"),
        organisation(MUNICIPALITY),
        organisation(PARTNER),
        draft(1, sides),
    )
    .expect("an agreement")
}

/// Does an act that has to work.
pub fn act(agreement: Agreement, act: Act, at: Timestamp, by: u128) -> Agreement {
    let name = format!("{act:?} on {}", agreement.kind());
    match agreement.apply(act, at, Some(person(by))) {
        Ok((agreement, _)) => agreement,
        Err(refusal) => panic!("{name}: {refusal}"),
    }
}

pub fn release(agreement: Agreement) -> Agreement {
    act(agreement, Act::Release, day(2), 10)
}

/// Fills the slot at this place; a person for each place.
pub fn fill(agreement: Agreement, place: usize) -> Agreement {
    let slot = agreement.revision().slots[place].id;
    let by = 100 + place as u128;
    act(agreement, Act::FillSlot { slot }, day(3), by)
}

pub fn signed(sides: &[Side]) -> Agreement {
    (0..sides.len()).fold(release(prepared(sides)), fill)
}

/// Brought in as signed elsewhere on 1 February 2026.
pub fn elsewhere(sides: &[Side], start: Option<Date>) -> Agreement {
    act(prepared(sides), Act::SignedElsewhere { on: date(2026, 2, 1), start }, day(30), 1)
}

pub fn declined(agreement: Agreement) -> Agreement {
    let side = Side::Partner;
    let reason = reason("Wij wachten op het nieuwe systeem.");
    act(agreement, Act::Decline { side, reason }, day(4), 200)
}

pub fn new_facts(agreement: Agreement) -> Agreement {
    let next = draft(50, TWO);
    act(agreement, Act::NewFacts { next }, day(4), 1)
}

pub fn started(agreement: Agreement) -> Agreement {
    act(agreement, ready(), day(30), 1)
}

pub fn ready() -> Act {
    Act::Start { onboarding: Onboarded { municipality: true, partner: true, start: Some(date(2026, 3, 20)) } }
}

/// Agreements in a state: several where its data matter.
pub fn in_state(kind: StateKind) -> Vec<Agreement> {
    let all = [TWO, JOINT, THREE];
    let released = || all.map(|sides| release(prepared(sides)));
    let partly = || {
        [
            fill(release(prepared(TWO)), 0),
            fill(release(prepared(TWO)), 1),
            fill(release(prepared(JOINT)), 1),
            fill(fill(release(prepared(THREE)), 2), 0),
        ]
    };
    let deferred = |agreement| act(agreement, Act::Defer, day(4), 20);
    match kind {
        StateKind::Prepared => all.map(prepared).into(),
        StateKind::OnHold => {
            [None, Some(date(2026, 4, 1))].map(|until| act(prepared(TWO), Act::Hold { until }, day(2), 10)).into()
        }
        StateKind::Released => released().into_iter().chain(released().map(deferred)).collect(),
        StateKind::PartlySigned => {
            let flagged = partly().map(new_facts);
            let marked = partly().map(deferred);
            partly().into_iter().chain(flagged).chain(marked).collect()
        }
        StateKind::Declined => released().into_iter().chain(partly()).map(declined).collect(),
        StateKind::Signed => all.map(signed).into_iter().chain([elsewhere(TWO, None)]).collect(),
        StateKind::Active => {
            let brought_in = [elsewhere(JOINT, Some(date(2026, 3, 20))), started(elsewhere(THREE, None))];
            all.map(signed).map(started).into_iter().chain(brought_in).collect()
        }
        StateKind::Withdrawn => [prepared(TWO), release(prepared(TWO)), partly()[0].clone()]
            .map(|agreement| {
                let why = Withdrawal::AreaEnded;
                act(agreement, Act::Withdraw { why }, day(5), 1)
            })
            .into(),
        StateKind::Terminated => [signed(TWO), started(signed(JOINT)), elsewhere(TWO, None)]
            .map(|agreement| act(agreement, fitting(ActKind::Terminate, None).remove(0), day(40), 1))
            .into(),
        StateKind::Superseded => [signed(TWO), started(signed(THREE)), started(elsewhere(TWO, None))]
            .map(|agreement| act(agreement, fitting(ActKind::Supersede, None).remove(0), day(40), 1))
            .into(),
    }
}

/// Acts of a kind with data that fit an agreement.
pub fn fitting(kind: ActKind, agreement: Option<&Agreement>) -> Vec<Act> {
    let next = || draft(60, TWO);
    match kind {
        ActKind::Release => vec![Act::Release],
        ActKind::Hold => vec![Act::Hold { until: None }, Act::Hold { until: Some(date(2027, 1, 1)) }],
        ActKind::HoldDateReached => vec![Act::HoldDateReached],
        ActKind::Defer => vec![Act::Defer],
        ActKind::Resume => vec![Act::Resume],
        ActKind::FillSlot => {
            let slots = agreement.map(|agreement| agreement.revision().slots.as_slice());
            let slots = slots.unwrap_or_default().iter();
            slots.map(|slot| Act::FillSlot { slot: slot.id }).collect()
        }
        ActKind::Decline => {
            [Side::Municipality, Side::Partner].map(|side| Act::Decline { side, reason: reason("Nee.") }).into()
        }
        ActKind::TakeBack => vec![Act::TakeBack],
        ActKind::NewFacts => vec![Act::NewFacts { next: next() }],
        ActKind::LetBe => vec![Act::LetBe],
        ActKind::PrepareAgain => vec![Act::PrepareAgain { next: next() }],
        ActKind::Start => vec![ready()],
        ActKind::Terminate => {
            [Side::Municipality, Side::Partner].map(|side| Act::Terminate { side, end: date(2027, 1, 1) }).into()
        }
        ActKind::Supersede => vec![Act::Supersede { by: AgreementId(Uuid::from_u128(78)) }],
        ActKind::Withdraw => [
            Withdrawal::AreaEnded,
            Withdrawal::OrganisationEnded,
            Withdrawal::MunicipalityEnded,
            Withdrawal::ByAdministrator { reason: reason("Dubbel.") },
        ]
        .map(|why| Act::Withdraw { why })
        .into(),
        ActKind::SignedElsewhere => {
            let on = date(2026, 2, 1);
            [None, Some(date(2026, 3, 1))].map(|start| Act::SignedElsewhere { on, start }).into()
        }
    }
}
