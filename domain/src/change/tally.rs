//! How many agreements a change touches, by state and by what it does.

use super::Effect;
use crate::agreement::StateKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Agreements by the state they are in beforehand and by what happens to them. Those that nothing happens to are
/// counted as well; new ones are counted as *prepared*.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally(BTreeMap<String, BTreeMap<String, u64>>);

impl Tally {
    /// Counts so many agreements.
    pub fn add(&mut self, state: StateKind, effect: Effect, count: u64) {
        if count > 0 {
            let of_state = self.0.entry(state.as_str().to_owned()).or_default();
            *of_state.entry(effect.as_str().to_owned()).or_default() += count;
        }
    }

    /// How many agreements in a state have this coming.
    #[must_use]
    pub fn of(&self, state: StateKind, effect: Effect) -> u64 {
        self.0.get(state.as_str()).and_then(|of_state| of_state.get(effect.as_str())).copied().unwrap_or_default()
    }

    /// How many agreements have this coming, whatever their state.
    #[must_use]
    pub fn all(&self, effect: Effect) -> u64 {
        StateKind::ALL.into_iter().map(|state| self.of(state, effect)).sum()
    }

    /// Every line with something in it, by state in the order of an agreement's life.
    #[must_use]
    pub fn lines(&self) -> Vec<(StateKind, Effect, u64)> {
        let pairs = StateKind::ALL.into_iter().flat_map(|state| Effect::ALL.iter().map(move |effect| (state, *effect)));
        pairs.map(|(state, effect)| (state, effect, self.of(state, effect))).filter(|(.., count)| *count > 0).collect()
    }

    /// How many agreements something happens to.
    #[must_use]
    pub fn touched(&self) -> u64 {
        self.lines().into_iter().filter(|(_, effect, _)| *effect != Effect::Untouched).map(|(.., count)| count).sum()
    }

    /// Without those that nothing happens to: what a second look must find the same.
    #[must_use]
    pub fn without_untouched(&self) -> Self {
        let mut tally = Self::default();
        for (state, effect, count) in self.lines() {
            if effect != Effect::Untouched {
                tally.add(state, effect, count);
            }
        }
        tally
    }
}
