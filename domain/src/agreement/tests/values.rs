//! Codes, numbers, reasons and the stored form of states.

use super::samples::{in_state, reason};
use crate::{
    agreement::{ActKind, AgreementNumber, NotANumber, Reason, Side, State, StateKind},
    values::Wrong,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn codes_are_unique_and_read_back() {
    for kind in StateKind::ALL {
        assert_eq!(StateKind::parse(kind.as_str()), Some(kind));
        assert_eq!(kind.is_current(), !kind.has_ended());
    }
    for kind in ActKind::ALL {
        assert_eq!(ActKind::parse(kind.as_str()), Some(kind));
    }
    for side in Side::ALL {
        assert_eq!(Side::parse(side.as_str()), Some(side));
    }
    assert_eq!(StateKind::ALL.into_iter().collect::<BTreeSet<_>>().len(), 10);
    assert_eq!(ActKind::ALL.into_iter().collect::<BTreeSet<_>>().len(), 16);
    for code in ["", "Prepared", "onhold", "on-hold"] {
        assert_eq!(StateKind::parse(code), None);
    }
}

#[test]
fn current_is_everything_that_has_not_ended() {
    let ended: Vec<_> = StateKind::ALL.into_iter().filter(|kind| !kind.is_current()).collect();
    assert_eq!(ended, [StateKind::Withdrawn, StateKind::Terminated, StateKind::Superseded]);
}

#[test]
fn a_state_is_stored_as_json_that_names_its_kind() {
    for kind in StateKind::ALL {
        for agreement in in_state(kind) {
            let json = serde_json::to_value(agreement.state()).expect("a state as JSON");
            assert_eq!(json["kind"], kind.as_str());
            let back: State = serde_json::from_value(json).expect("the same state");
            assert_eq!(&back, agreement.state());
        }
    }
}

#[test]
fn the_stored_form_stays_readable() {
    let stored = r#"{"kind":"declined","at":"2026-03-04T08:00:00Z","side":"partner",
        "by":"00000000-0000-0000-0000-0000000000c8","reason":"Nee.","facts_changed":false}"#;
    let state: State = serde_json::from_str(stored).expect("a state");
    assert_eq!(state.kind(), StateKind::Declined);
    let before = r#"{"kind":"signed","at":"2026-03-04T08:00:00Z","facts_changed":false}"#;
    let state: State = serde_json::from_str(before).expect("a state from before anything was signed elsewhere");
    assert_eq!((state.kind(), state.elsewhere()), (StateKind::Signed, None));
    let wrong = stored.replace("declined", "refused");
    assert!(serde_json::from_str::<State>(&wrong).is_err());
}

#[test]
fn an_agreement_number_has_six_digits_or_more() {
    let number = |text| AgreementNumber::parse(text).map(|number| number.to_string());
    for text in ["LCV-2026-000123", "LCV-2026-999999", "LCV-2026-1000000", "LCV-9999-4294967295"] {
        assert_eq!(number(text).as_deref(), Ok(text));
    }
    assert_eq!(number(" lcv-2026-000123 ").as_deref(), Ok("LCV-2026-000123"));
    for text in [
        "",
        "LCV",
        "LCV-2026",
        "LCV-2026-",
        "LCV-2026-123",
        "LCV-2026-0000123",
        "LCV-2026-000000",
        "LCV-2026-+00123",
        "LCV-+026-000123",
        "LCV-26-000123",
        "LCV-1999-000123",
        "LCV-2026-000123-1",
        "LCV-2026-9999999999",
        "LCV-2026-٠٠٠١٢٣",
        "LCV2026000123",
    ] {
        assert_eq!(number(text), Err(NotANumber), "{text}");
    }
    assert_eq!(AgreementNumber::new(2026, 0), Err(NotANumber));
    assert_eq!(AgreementNumber::new(1999, 1), Err(NotANumber));
}

#[test]
fn agreement_numbers_order_by_year_then_sequence() {
    let numbers = ["LCV-2026-000002", "LCV-2026-999999", "LCV-2026-1000000", "LCV-2027-000001"];
    let numbers = numbers.map(|text| AgreementNumber::parse(text).expect("a number"));
    assert!(numbers.is_sorted());
    let json = serde_json::to_string(&numbers[2]).expect("JSON");
    assert_eq!(json, r#""LCV-2026-1000000""#);
    assert_eq!(serde_json::from_str::<AgreementNumber>(&json).ok(), Some(numbers[2]));
    assert!(serde_json::from_str::<AgreementNumber>(r#""LCV-2026-1""#).is_err());
}

proptest! {
    #[test]
    fn every_agreement_number_reads_back(year in 2000..=9999i16, sequence in 1..=u32::MAX) {
        let number = AgreementNumber::new(year, sequence).expect("a number");
        prop_assert_eq!(AgreementNumber::parse(&number.to_string()), Ok(number));
        prop_assert_eq!((number.year(), number.sequence()), (year, sequence));
    }

    #[test]
    fn no_text_upsets_the_number_parser(text in ".{0,30}") {
        if let Ok(number) = AgreementNumber::parse(&text) {
            prop_assert_eq!(number.to_string(), text.trim().to_ascii_uppercase());
        }
    }
}

#[test]
fn a_reason_is_never_empty() {
    assert_eq!(Reason::parse(" \n "), Err(Wrong::Missing));
    assert_eq!(Reason::parse(&"a".repeat(2001)), Err(Wrong::TooLong(Reason::MAX)));
    assert_eq!(reason(" Wij stoppen. ").as_str(), "Wij stoppen.");
}
