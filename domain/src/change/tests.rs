//! The table against its page, and the tally.

use super::{
    Effect,
    Kind::{self, Area, Clients, End, Execution, Facts as Own, Signatories, System},
    Reach, Refusal, Stage, Tally, effect, effect_on,
};
use crate::{
    agreement::{Facts, State, StateKind},
    registration::Applicant,
};
use std::collections::BTreeMap;

const PAGE: &str = include_str!("../../../docs/machines/change.md");

/// The cells of the table *What happens*: reach, state, effect.
fn documented() -> BTreeMap<(String, String), String> {
    let (_, rest) = PAGE.split_once("## What happens").expect("the heading");
    let mut rows = rest.lines().filter(|line| line.starts_with('|')).map(cells);
    let head = rows.next().expect("a head");
    let mut table = BTreeMap::new();
    for row in rows.filter(|row| !row[0].starts_with("---")) {
        for (reach, effect) in head.iter().zip(&row).skip(1) {
            table.insert((reach.clone(), row[0].clone()), effect.clone());
        }
    }
    table
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

#[test]
fn the_table_is_that_of_the_page() {
    let mut table = BTreeMap::new();
    for reach in Reach::ALL {
        for state in StateKind::ALL {
            let cell = (reach.as_str().to_owned(), state.as_str().to_owned());
            table.insert(cell, effect(*reach, state).as_str().to_owned());
        }
    }
    assert_eq!(documented(), table);
}

#[test]
fn what_was_signed_by_all_never_loses_its_words() {
    for reach in Reach::ALL {
        for state in [StateKind::Signed, StateKind::Active] {
            let effect = effect(*reach, state);
            assert!(!matches!(effect, Effect::Revised | Effect::Recalled | Effect::Withdrawn), "{reach:?} {state}");
        }
    }
}

#[test]
fn a_mark_that_stands_is_not_set_again_but_one_that_was_let_be_is() {
    let at = jiff::Timestamp::UNIX_EPOCH;
    let partly = |facts| State::PartlySigned { released: at, deferred: None, facts };
    for (state, expected) in [
        (partly(Facts::Unchanged), Effect::Flagged),
        (partly(Facts::Changed), Effect::Untouched),
        (partly(Facts::LetBe), Effect::Flagged),
        (State::Signed { at, facts_changed: false }, Effect::Flagged),
        (State::Signed { at, facts_changed: true }, Effect::Untouched),
    ] {
        assert_eq!(effect_on(Reach::NewFacts, &state), expected, "{state:?}");
    }
}

#[test]
fn who_can_change_what() {
    let of = |applicant| Kind::ALL.iter().copied().filter(|kind| kind.fits(applicant)).collect::<Vec<_>>();
    assert_eq!(of(Applicant::Municipality), [Own, System, Signatories, Execution, End]);
    assert_eq!(of(Applicant::JointBody), [Own, System, Signatories, Execution, End]);
    assert_eq!(of(Applicant::SignalPartner), [Own, Area, Signatories, Execution, End]);
    assert_eq!(of(Applicant::Executor), [Own, Signatories, Clients, End]);
    assert_eq!(of(Applicant::Landlord), [Own, Area, End]);
}

#[test]
fn a_tally_counts_and_survives_being_kept() {
    let mut tally = Tally::default();
    tally.add(StateKind::Released, Effect::Recalled, 2);
    tally.add(StateKind::Prepared, Effect::Untouched, 5);
    tally.add(StateKind::Prepared, Effect::Prepared, 0);
    assert_eq!(tally.touched(), 2);
    assert_eq!(tally.lines().len(), 2);
    assert_eq!(tally.without_untouched().lines(), [(StateKind::Released, Effect::Recalled, 2)]);
    let kept = serde_json::to_string(&tally).expect("plain data");
    assert_eq!(serde_json::from_str::<Tally>(&kept).expect("plain data"), tally);
}

#[test]
fn stages_and_refusals_are_told_apart() {
    let over: Vec<_> = Stage::ALL.iter().filter(|stage| stage.is_over()).collect();
    assert_eq!(over, [&Stage::TakenBack, &Stage::Refused, &Stage::Done]);
    let mut words: Vec<_> = Refusal::ALL.iter().map(ToString::to_string).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Refusal::ALL.len());
}
