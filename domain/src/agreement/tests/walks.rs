//! Random walks through the machine agree with the documentation and keep what must always hold.

use super::{
    documented::{Documented, Move},
    samples::{EXECUTOR, JOINT, THREE, TWO, draft, organisation, person, prepared, reason},
    table::name_of,
};
use crate::{
    agreement::{Act, ActKind, Agreement, Onboarded, Parts, Refusal, Side, State, StateKind, Withdrawal},
    calendar::local_date,
    ids::{AgreementId, SlotId},
};
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use std::collections::BTreeSet;
use uuid::Uuid;

/// One step of a walk: which act, numbers from which its data follow, by whom, after how many days.
#[derive(Clone, Copy, Debug)]
struct Step {
    act: ActKind,
    choice: u8,
    person: u8,
    days: u8,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let acts = ActKind::ALL.to_vec();
    let act = prop_oneof![
        4 => proptest::sample::select(acts),
        // Ending acts are rarer than in an even draw, so that walks get far.
        6 => proptest::sample::select(vec![
            ActKind::Release, ActKind::FillSlot, ActKind::FillSlot, ActKind::FillSlot, ActKind::Start,
            ActKind::NewFacts, ActKind::PrepareAgain, ActKind::Defer,
        ]),
    ];
    let step =
        (act, any::<u8>(), 0..8u8, 0..20u8).prop_map(|(act, choice, person, days)| Step { act, choice, person, days });
    proptest::collection::vec(step, 1..60)
}

/// The act of a step: mostly with fitting data, sometimes with data that are refused.
fn act_of(step: Step, agreement: &Agreement, at: Timestamp, revisions: u128) -> Act {
    let choice = usize::from(step.choice);
    let side = Side::ALL[choice % 3];
    let today = local_date(at);
    let near = today.saturating_add((i64::from(step.choice % 16) - 3).days());
    let next = || draft(revisions + 1, [TWO, JOINT, THREE, &[Side::Partner]][choice % 4]);
    match step.act {
        ActKind::Release => Act::Release,
        ActKind::Hold => Act::Hold { until: (choice % 4 > 0).then_some(near) },
        ActKind::HoldDateReached => Act::HoldDateReached,
        ActKind::Defer => Act::Defer,
        ActKind::Resume => Act::Resume,
        ActKind::FillSlot => {
            let slots = &agreement.revision().slots;
            let slot = slots.get(choice % (slots.len() + 1));
            Act::FillSlot { slot: slot.map_or(SlotId(Uuid::nil()), |slot| slot.id) }
        }
        ActKind::Decline => Act::Decline { side, reason: reason("Nee.") },
        ActKind::TakeBack => Act::TakeBack,
        ActKind::NewFacts => Act::NewFacts { next: next() },
        ActKind::LetBe => Act::LetBe,
        ActKind::PrepareAgain => Act::PrepareAgain { next: next() },
        ActKind::Start => Act::Start {
            onboarding: Onboarded {
                municipality: choice % 5 > 0,
                partner: choice % 7 > 0,
                start: (choice % 11 > 0).then_some(near),
            },
        },
        ActKind::Terminate => Act::Terminate { side, end: near },
        ActKind::Supersede => Act::Supersede { by: AgreementId(Uuid::from_u128(77 + u128::from(step.choice % 2))) },
        ActKind::Withdraw if choice % 2 == 0 => Act::Withdraw { why: Withdrawal::OrganisationEnded },
        ActKind::Withdraw => Act::Withdraw { why: Withdrawal::ByAdministrator { reason: reason("Dubbel.") } },
        ActKind::SignedElsewhere => Act::SignedElsewhere {
            on: near.saturating_sub(3.days()),
            start: (choice % 3 > 0).then(|| near.saturating_sub(2.days())),
        },
    }
}

/// Walks, comparing each step with the documentation; gives the moves that were made.
fn walk(documented: &Documented, steps: &[Step]) -> Result<Vec<Move>, TestCaseError> {
    let mut agreement = prepared(JOINT);
    let mut at: Timestamp = "2026-03-01T08:00:00Z".parse().expect("a moment");
    let (mut history, mut signatures, mut moves) = (Vec::new(), 0, Vec::new());
    for step in steps {
        at += SignedDuration::from_hours(24 * i64::from(step.days));
        let revisions = u128::from(agreement.revision().number);
        let act = act_of(*step, &agreement, at, revisions);
        let (from, kind) = (agreement.kind(), act.kind());
        let who = act.by();
        let by = (step.person > 0).then(|| person(u128::from(step.person)));
        match agreement.clone().apply(act, at, by) {
            Err(refusal) => match documented.refused.get(&(from, kind)) {
                Some(name) => prop_assert_eq!(&name_of(refusal), name),
                None => prop_assert!(data_may_refuse(refusal), "{} + {}: {}", from, kind, refusal),
            },
            Ok((after, event)) => {
                let step = (from, kind, after.kind());
                prop_assert!(documented.moves.contains(&step), "undocumented: {:?}", step);
                prop_assert!(documented.who[&(from, kind)].contains(who.as_str()));
                prop_assert!(!from.has_ended(), "{} moved", from);
                signatures += usize::from(kind == ActKind::FillSlot);
                let grown = u32::from(event.replaced().is_some());
                prop_assert_eq!(after.revision().number, agreement.revision().number + grown);
                history.extend(event.replaced().cloned());
                let kept: usize = history.iter().map(crate::agreement::Revision::filled).sum();
                prop_assert_eq!(kept + after.revision().filled(), signatures);
                prop_assert_eq!(history.len() + 1, after.revision().number as usize);
                always_holds(&after)?;
                moves.push(step);
                agreement = after;
            }
        }
    }
    Ok(moves)
}

/// Whether a move that exists may be refused with this, for its data.
fn data_may_refuse(refusal: Refusal) -> bool {
    !matches!(
        refusal,
        Refusal::Ended(_)
            | Refusal::NotReleased
            | Refusal::AlreadyReleased
            | Refusal::AlreadyOnHold
            | Refusal::NotOnHold
            | Refusal::SignatureStands
            | Refusal::Declined
            | Refusal::AlreadySigned
            | Refusal::NotSigned
            | Refusal::AlreadyActive
            | Refusal::NothingToPrepareAgain
    )
}

fn always_holds(agreement: &Agreement) -> Result<(), TestCaseError> {
    let revision = agreement.revision();
    let all_signed = matches!(
        agreement.kind(),
        StateKind::Signed | StateKind::Active | StateKind::Terminated | StateKind::Superseded
    );
    let here = all_signed && agreement.state().elsewhere().is_none();
    prop_assert_eq!(here, revision.is_complete());
    prop_assert!(all_signed || agreement.state().elsewhere().is_none());
    if agreement.kind() == StateKind::Prepared {
        prop_assert_eq!(revision.filled(), 0);
    }
    let signers: Vec<_> = revision.slots.iter().filter_map(|slot| slot.filled).collect();
    let people: BTreeSet<_> = signers.iter().map(|filled| filled.by).collect();
    prop_assert_eq!(people.len(), signers.len(), "somebody signed twice");
    let has_executor = revision.of_side(Side::Executor).count() > 0;
    prop_assert_eq!(agreement.executor(), has_executor.then(|| organisation(EXECUTOR)));

    let json = serde_json::to_string(agreement.state()).expect("a state as JSON");
    let state: State = serde_json::from_str(&json).expect("the same state");
    let parts = Parts { state, ..agreement.clone().into_parts() };
    prop_assert_eq!(Agreement::restore(parts), Ok(agreement.clone()));
    Ok(())
}

proptest! {
    #[test]
    fn random_walks_agree_with_the_documentation(steps in steps()) {
        walk(&Documented::read(), &steps)?;
    }
}

#[test]
fn walks_make_every_documented_move() {
    let documented = Documented::read();
    let mut made = BTreeSet::new();
    let mut runner = TestRunner::deterministic();
    for _ in 0..3000 {
        let steps = steps().new_tree(&mut runner).expect("steps").current();
        let moves = walk(&documented, &steps).unwrap_or_else(|why| panic!("{why}: {steps:?}"));
        made.extend(moves);
    }
    assert_eq!(made, documented.moves);
}
