//! Every state with every act, against the tables and the diagram of the documentation.

use super::{
    documented::Documented,
    samples::{fitting, in_state, now, person},
};
use crate::agreement::{ActKind, Agreement, Mover, Refusal, StateKind};
use std::collections::BTreeSet;

#[test]
fn every_pair_of_state_and_act_does_what_the_documentation_says() {
    let documented = Documented::read();
    let mut pairs = 0;
    for from in StateKind::ALL {
        for kind in ActKind::ALL {
            pairs += 1;
            let pair = (from, kind);
            let name = format!("{from} + {kind}");
            let mut next = BTreeSet::new();
            let mut refusals = BTreeSet::new();
            let mut who = BTreeSet::new();
            for agreement in in_state(from) {
                assert_eq!(agreement.kind(), from);
                for act in fitting(kind, Some(&agreement)) {
                    assert_eq!(act.kind(), kind);
                    who.insert(act.by().as_str().to_owned());
                    match agreement.clone().apply(act, now(), Some(person(999))) {
                        Ok((agreement, _)) => {
                            assert_eq!(Agreement::restore(agreement.clone().into_parts()), Ok(agreement.clone()));
                            next.insert(agreement.kind());
                        }
                        Err(refusal) => {
                            refusals.insert(name_of(refusal));
                        }
                    }
                }
            }
            assert_eq!(next, documented.next(pair), "{name} leads elsewhere; refusals {refusals:?}");
            if next.is_empty() {
                let documented = documented.refused.get(&pair).map(String::as_str);
                assert_eq!(refusals.iter().map(String::as_str).collect::<Vec<_>>(), documented.as_slice(), "{name}");
            } else {
                assert_eq!(documented.refused.get(&pair), None, "{name} is in both tables");
                assert_eq!(documented.who.get(&pair), Some(&who), "{name}: who");
            }
        }
    }
    assert_eq!(pairs, 160);
}

#[test]
fn the_diagram_shows_the_moves_of_the_table() {
    let documented = Documented::read();
    let between_states = documented.moves.iter().filter(|(from, _, to)| from != to);
    assert_eq!(documented.arrows, between_states.copied().collect());
    let ended = StateKind::ALL.into_iter().filter(|kind| kind.has_ended());
    assert_eq!(documented.ends, ended.collect());
    assert_eq!(documented.states, StateKind::ALL);
}

#[test]
fn the_documentation_names_only_known_movers() {
    for code in Documented::read().who.into_values().flatten() {
        assert!(Mover::ALL.iter().any(|mover| mover.as_str() == code), "{code}");
    }
}

#[test]
fn what_a_page_may_offer_agrees_with_the_table() {
    let documented = Documented::read();
    for from in StateKind::ALL {
        for agreement in in_state(from) {
            for kind in ActKind::ALL {
                if let Some(name) = documented.refused.get(&(from, kind)) {
                    let refusal = agreement.allows(kind).expect_err("a refusal");
                    assert_eq!(&name_of(refusal), name, "{from} + {kind}");
                } else if let Err(refusal) = agreement.allows(kind) {
                    // Only the marks depend on more than the kind of the state.
                    assert!(
                        matches!(kind, ActKind::Defer | ActKind::Resume | ActKind::LetBe),
                        "{from} + {kind}: {refusal}"
                    );
                }
            }
        }
    }
}

/// The name of a refusal's variant, as the documentation writes it.
pub fn name_of(refusal: Refusal) -> String {
    let shown = format!("{refusal:?}");
    shown.split('(').next().unwrap_or_default().to_owned()
}
