//! Rules that the table cannot show: they follow from dates, people, slots and marks.

use super::samples::{
    EXECUTOR, JOINT, MUNICIPALITY, PARTNER, THREE, TWO, act, day, declined, draft, fill, fitting, new_facts,
    organisation, person, prepared, ready, reason, release, signed, started,
};
use crate::{
    agreement::{
        Act, ActKind, Agreement, AgreementNumber, Event, Facts, Inconsistent, Onboarded, Refusal, Side, SlotsFault,
        State, StateKind,
    },
    ids::{AgreementId, SlotId},
};
use jiff::{Timestamp, civil::date};
use uuid::Uuid;

fn refusal(agreement: &Agreement, act: Act, at: Timestamp, by: u128) -> Refusal {
    let done = agreement.clone().apply(act, at, Some(person(by)));
    done.expect_err("a refusal")
}

fn sign(agreement: &Agreement, place: usize) -> Act {
    Act::FillSlot { slot: agreement.revision().slots[place].id }
}

#[test]
fn a_new_agreement_is_prepared_with_one_slot_a_party() {
    let agreement = prepared(THREE);
    assert_eq!(agreement.kind(), StateKind::Prepared);
    assert_eq!(agreement.revision().number, 1);
    assert_eq!(agreement.number().to_string(), "LCV-2026-000123");
    assert_eq!(agreement.executor(), Some(organisation(EXECUTOR)));
    let slots: Vec<_> =
        agreement.revision().slots.iter().map(|slot| (slot.side, slot.ordinal, slot.organisation)).collect();
    assert_eq!(
        slots,
        [
            (Side::Municipality, 1, organisation(MUNICIPALITY)),
            (Side::Partner, 1, organisation(PARTNER)),
            (Side::Executor, 1, organisation(EXECUTOR)),
        ]
    );
    assert_eq!(agreement.parties().side_of(organisation(PARTNER)), Some(Side::Partner));
    assert_eq!(agreement.parties().side_of(organisation(9)), None);
}

#[test]
fn slots_have_to_fit_the_parties() {
    let make = |partner, draft| {
        let number = AgreementNumber::new(2026, 1).expect("a number");
        let id = AgreementId(Uuid::from_u128(1));
        Agreement::prepare(id, number, organisation(MUNICIPALITY), organisation(partner), draft)
    };
    let fault = |fault| Err(Refusal::Slots(fault));
    assert_eq!(make(MUNICIPALITY, draft(1, TWO)), fault(SlotsFault::SameOrganisation));
    assert_eq!(make(EXECUTOR, draft(1, THREE)), fault(SlotsFault::SameOrganisation));
    assert_eq!(make(PARTNER, draft(1, &[Side::Municipality])), fault(SlotsFault::NoSlot(Side::Partner)));
    assert_eq!(make(PARTNER, draft(1, &[])), fault(SlotsFault::NoSlot(Side::Municipality)));

    let mut nobody = draft(1, THREE);
    nobody.executor = None;
    assert_eq!(make(PARTNER, nobody), fault(SlotsFault::NoExecutorParty));
    let mut unsigned = draft(1, TWO);
    unsigned.executor = Some(organisation(EXECUTOR));
    assert_eq!(make(PARTNER, unsigned), fault(SlotsFault::NoSlot(Side::Executor)));
    let mut twice = draft(1, TWO);
    twice.slots[1].id = twice.slots[0].id;
    assert_eq!(make(PARTNER, twice.clone()), fault(SlotsFault::Twice(twice.slots[0].id)));
}

#[test]
fn a_hold_ends_on_its_date_in_amsterdam_and_not_before() {
    let until = Some(date(2026, 4, 1));
    let held = act(prepared(TWO), Act::Hold { until }, day(2), 10);
    let moment = |text: &str| text.parse::<Timestamp>().expect("a moment");
    // 23:59:59 and 00:00 in Amsterdam, in summer time.
    let before = moment("2026-03-31T21:59:59Z");
    let refused = held.clone().apply(Act::HoldDateReached, before, None);
    assert_eq!(refused, Err(Refusal::HoldLasts(date(2026, 4, 1))));
    let (after, event) = held.apply(Act::HoldDateReached, moment("2026-03-31T22:00:00Z"), None).expect("the hold ends");
    assert_eq!((after.kind(), event), (StateKind::Prepared, Event::HoldEnded));
}

#[test]
fn a_hold_needs_a_date_ahead_or_none() {
    let until = Some(date(2026, 3, 2));
    let refused = refusal(&prepared(TWO), Act::Hold { until }, day(2), 10);
    assert_eq!(refused, Refusal::HoldNotAhead(date(2026, 3, 2)));
    let held = act(prepared(TWO), Act::Hold { until: None }, day(2), 10);
    assert_eq!(refusal(&held, Act::HoldDateReached, day(9), 1), Refusal::HoldWithoutDate);
    assert_eq!(release(held).kind(), StateKind::Released);
}

#[test]
fn one_person_never_signs_for_both_sides_nor_twice_for_one() {
    let agreement = fill(release(prepared(JOINT)), 0);
    let municipal = 100;
    assert_eq!(
        refusal(&agreement, sign(&agreement, 1), day(5), municipal),
        Refusal::SignedForOtherSide(Side::Municipality)
    );
    let agreement = fill(agreement, 1);
    assert_eq!(refusal(&agreement, sign(&agreement, 2), day(5), 101), Refusal::SignedTwice);
    let agreement = act(agreement.clone(), sign(&agreement, 2), day(5), 102);
    assert_eq!(agreement.kind(), StateKind::Signed);
}

#[test]
fn after_preparing_again_a_person_may_sign_for_the_other_side() {
    let agreement = fill(release(prepared(TWO)), 0);
    let next = draft(2, TWO);
    let agreement = release(act(agreement, Act::PrepareAgain { next }, day(5), 10));
    let agreement = act(agreement.clone(), sign(&agreement, 1), day(6), 100);
    assert_eq!(agreement.kind(), StateKind::PartlySigned);
}

#[test]
fn a_slot_is_filled_once_and_only_in_the_current_revision() {
    let agreement = fill(release(prepared(TWO)), 0);
    let first = agreement.revision().slots[0].id;
    assert_eq!(refusal(&agreement, sign(&agreement, 0), day(5), 300), Refusal::SlotFilled(first));
    let nowhere = SlotId(Uuid::nil());
    assert_eq!(refusal(&agreement, Act::FillSlot { slot: nowhere }, day(5), 300), Refusal::UnknownSlot(nowhere));
    let next = draft(2, TWO);
    let again = release(act(agreement, Act::PrepareAgain { next }, day(6), 10));
    assert_eq!(refusal(&again, Act::FillSlot { slot: first }, day(7), 300), Refusal::UnknownSlot(first));
}

#[test]
fn the_portal_itself_does_not_sign_decline_defer_or_terminate() {
    let agreement = release(prepared(TWO));
    for kind in [ActKind::FillSlot, ActKind::Decline, ActKind::Defer] {
        let act = fitting(kind, Some(&agreement)).remove(0);
        let done = agreement.clone().apply(act, day(5), None);
        assert_eq!(done.expect_err("a refusal"), Refusal::NeedsPerson);
    }
    let terminate = fitting(ActKind::Terminate, None).remove(0);
    let done = signed(TWO).apply(terminate, day(5), None);
    assert_eq!(done.expect_err("a refusal"), Refusal::NeedsPerson);
}

#[test]
fn later_outlasts_the_municipalitys_signature_and_ends_with_the_partners() {
    let agreement = act(release(prepared(JOINT)), Act::Defer, day(3), 20);
    assert_eq!(refusal(&agreement, Act::Defer, day(4), 20), Refusal::AlreadyDeferred);
    let agreement = fill(agreement, 0);
    assert_eq!(agreement.state().deferred().map(|mark| mark.by), Some(person(20)));
    let agreement = fill(agreement, 1);
    assert_eq!(agreement.state().deferred(), None);
    assert_eq!(refusal(&agreement, Act::Resume, day(4), 20), Refusal::NotDeferred);
}

#[test]
fn later_ends_when_the_municipality_takes_back() {
    let agreement = act(release(prepared(TWO)), Act::Defer, day(3), 20);
    let agreement = release(act(agreement, Act::TakeBack, day(4), 10));
    assert_eq!(agreement.state().deferred(), None);
}

#[test]
fn preparing_again_gives_an_empty_revision_and_hands_out_the_old_one() {
    for agreement in [fill(release(prepared(TWO)), 0), declined(fill(release(prepared(TWO)), 1))] {
        let old = agreement.revision().clone();
        let next = draft(2, THREE);
        let (after, event) =
            agreement.apply(Act::PrepareAgain { next }, day(9), Some(person(10))).expect("prepared again");
        assert_eq!(event, Event::PreparedAgain { replaced: old.clone() });
        assert_eq!(event.replaced().map(|revision| revision.filled()), Some(1));
        assert_eq!((after.revision().number, after.revision().filled()), (2, 0));
        assert_ne!(after.revision().id, old.id);
        assert_eq!(after.executor(), Some(organisation(EXECUTOR)), "a fact of the revision");
    }
}

#[test]
fn new_facts_revise_what_nobody_signed() {
    let held = act(prepared(TWO), Act::Hold { until: None }, day(2), 10);
    for (agreement, silent) in [(prepared(TWO), true), (held, true), (release(prepared(TWO)), false)] {
        let before = agreement.kind();
        let next = draft(2, TWO);
        let done = agreement.apply(Act::NewFacts { next }, day(5), None);
        let (after, event) = done.expect("a new revision");
        assert_eq!(after.revision().number, 2);
        assert!(!after.state().facts_changed());
        assert_eq!(matches!(event, Event::Revised { .. }), silent);
        assert_eq!(matches!(event, Event::Recalled { .. }), !silent);
        let expected = if silent { before } else { StateKind::Prepared };
        assert_eq!(after.kind(), expected);
    }
}

#[test]
fn new_facts_only_flag_what_somebody_signed() {
    for agreement in [fill(release(prepared(TWO)), 0), signed(TWO), started(signed(TWO))] {
        let (kind, revision) = (agreement.kind(), agreement.revision().clone());
        let after = new_facts(agreement);
        assert_eq!((after.kind(), after.revision()), (kind, &revision));
        assert!(after.state().facts_changed());
    }
}

#[test]
fn letting_changed_facts_be_settles_the_question_until_they_change_again() {
    let flagged = new_facts(fill(release(prepared(TWO)), 0));
    let settled = act(flagged, Act::LetBe, day(5), 10);
    let facts = |agreement: &Agreement| match agreement.state() {
        State::PartlySigned { facts, .. } => Some(*facts),
        _ => None,
    };
    assert_eq!(facts(&settled), Some(Facts::LetBe));
    assert_eq!(refusal(&settled, Act::LetBe, day(5), 10), Refusal::NoChangedFacts);
    assert!(settled.state().facts_changed(), "what is signed still differs");
    assert_eq!(facts(&new_facts(settled.clone())), Some(Facts::Changed));

    let last = fill(settled, 1);
    assert_eq!(last.kind(), StateKind::Signed);
    assert!(last.state().facts_changed(), "signed shows that facts have changed");
    assert!(started(last).state().facts_changed());
}

#[test]
fn it_starts_when_both_sides_are_ready_and_the_day_has_come() {
    let start = |municipality, partner, start| Act::Start { onboarding: Onboarded { municipality, partner, start } };
    let first = Some(date(2026, 3, 20));
    let agreement = signed(TWO);
    let refused = |act| refusal(&agreement, act, day(19), 1);
    assert_eq!(refused(start(false, true, first)), Refusal::OnboardingOpen(Side::Municipality));
    assert_eq!(refused(start(true, false, first)), Refusal::OnboardingOpen(Side::Partner));
    assert_eq!(refused(start(true, true, None)), Refusal::StartUnknown);
    assert_eq!(refused(ready()), Refusal::StartsLater(date(2026, 3, 20)));
    let (active, event) = agreement.clone().apply(ready(), day(20), None).expect("it starts");
    assert_eq!(active.kind(), StateKind::Active);
    assert_eq!(event, Event::Started { start: date(2026, 3, 20) });
}

#[test]
fn notice_may_be_given_for_today_but_not_for_yesterday() {
    let terminate = |end| Act::Terminate { side: Side::Partner, end };
    let agreement = signed(TWO);
    let yesterday = date(2026, 3, 19);
    assert_eq!(refusal(&agreement, terminate(yesterday), day(20), 1), Refusal::EndInPast(yesterday));
    let ended = act(agreement, terminate(date(2026, 3, 20)), day(20), 1);
    assert_eq!(ended.kind(), StateKind::Terminated);
}

#[test]
fn only_parties_decline_and_terminate() {
    let side = Side::Executor;
    let act = Act::Decline { side, reason: reason("Nee.") };
    assert_eq!(refusal(&release(prepared(TWO)), act.clone(), day(5), 1), Refusal::NotAParty(side));
    assert!(release(prepared(THREE)).apply(act, day(5), Some(person(1))).is_ok());
    let act = Act::Terminate { side, end: date(2027, 1, 1) };
    assert_eq!(refusal(&signed(TWO), act, day(5), 1), Refusal::NotAParty(side));
}

#[test]
fn no_agreement_supersedes_itself() {
    let agreement = signed(TWO);
    let by = agreement.id();
    assert_eq!(refusal(&agreement, Act::Supersede { by }, day(5), 1), Refusal::SupersedesItself);
}

#[test]
fn stored_parts_that_contradict_each_other_are_no_agreement() {
    let mut parts = prepared(TWO).into_parts();
    let id = parts.id;
    parts.state = State::Signed { at: day(3), facts_changed: false, elsewhere: None };
    assert_eq!(Agreement::restore(parts.clone()), Err(Inconsistent::Signatures(id, StateKind::Signed, 0, 2)));
    parts.revision.slots[0].organisation = organisation(9);
    let slot = parts.revision.slots[0].id;
    assert_eq!(Agreement::restore(parts), Err(Inconsistent::Slots(id, SlotsFault::ForeignOrganisation(slot))));
}
