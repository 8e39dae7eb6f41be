//! Reads `docs/machines/agreement.md`: the diagram and the tables that the machine has to agree with.

use crate::agreement::{ActKind, StateKind};
use std::collections::{BTreeMap, BTreeSet};

const PAGE: &str = include_str!("../../../../docs/machines/agreement.md");

/// The act and the states it leads from and to.
pub type Move = (StateKind, ActKind, StateKind);

/// A pair of state and act.
pub type Pair = (StateKind, ActKind);

/// What the page says.
pub struct Documented {
    /// The table *Moves*.
    pub moves: BTreeSet<Move>,
    /// Who may do an act in a state, as sorted codes.
    pub who: BTreeMap<Pair, BTreeSet<String>>,
    /// The table *Refused*: the name of the refusal.
    pub refused: BTreeMap<Pair, String>,
    /// The arrows of the diagram between two states.
    pub arrows: BTreeSet<Move>,
    /// The states of the table *States*.
    pub states: Vec<StateKind>,
    /// The states from which the diagram leads to the end.
    pub ends: BTreeSet<StateKind>,
}

impl Documented {
    pub fn read() -> Self {
        let mut documented = Self {
            moves: BTreeSet::new(),
            who: BTreeMap::new(),
            refused: BTreeMap::new(),
            arrows: BTreeSet::new(),
            states: rows("States").iter().map(|row| state(&row[0])).collect(),
            ends: BTreeSet::new(),
        };
        for row in rows("Moves") {
            let pair = (state(&row[0]), act(&row[1]));
            let is_new = documented.moves.insert((pair.0, pair.1, state(&row[2])));
            assert!(is_new, "twice in the table of moves: {row:?}");
            let who: BTreeSet<_> = row[3].split(", ").map(str::to_owned).collect();
            let before = documented.who.insert(pair, who.clone());
            assert!(before.is_none_or(|before| before == who), "{row:?}");
        }
        for row in rows("Refused") {
            for code in row[1].split(", ") {
                let pair = (state(&row[0]), act(code));
                let before = documented.refused.insert(pair, row[2].clone());
                assert_eq!(before, None, "twice in the table of refusals: {pair:?}");
            }
        }
        documented.read_diagram();
        documented
    }

    fn read_diagram(&mut self) {
        let (_, diagram) = PAGE.split_once("```mermaid\n").expect("a diagram");
        let (diagram, _) = diagram.split_once("```").expect("the end of the diagram");
        for line in diagram.lines() {
            let Some((from, rest)) = line.trim().split_once(" --> ") else {
                continue;
            };
            match (from, rest.split_once(": ")) {
                ("[*]", None) => assert_eq!(rest, "prepared"),
                (from, None) => {
                    assert_eq!(rest, "[*]", "an arrow without an act: {line}");
                    self.ends.insert(state(from));
                }
                (from, Some((to, acts))) => {
                    for code in acts.split(", ") {
                        let is_new = self.arrows.insert((state(from), act(code), state(to)));
                        assert!(is_new, "twice in the diagram: {line}");
                    }
                }
            }
        }
    }

    /// The states to which an act leads from a state; none when it is refused.
    pub fn next(&self, (from, act): Pair) -> BTreeSet<StateKind> {
        let moves = self.moves.iter().filter(|(a, b, _)| (*a, *b) == (from, act));
        moves.map(|(_, _, to)| *to).collect()
    }
}

/// The cells of the table under a heading.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let (_, section) = PAGE.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows: Vec<_> = section
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            let cells = line.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().to_owned()).collect()
        })
        .collect();
    assert!(!rows.is_empty(), "no table under {heading}");
    rows
}

fn state(code: &str) -> StateKind {
    StateKind::parse(code).unwrap_or_else(|| panic!("no state {code:?}"))
}

fn act(code: &str) -> ActKind {
    ActKind::parse(code).unwrap_or_else(|| panic!("no act {code:?}"))
}
