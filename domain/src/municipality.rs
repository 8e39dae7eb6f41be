//! Dutch municipalities, known by their CBS code: the project's own list.
//!
//! What belongs here: which municipalities exist on a date, and finding one by code or name. What
//! never does: who contracts for them (that is coverage), and other geography than the province.
//!
//! `data/municipalities.csv` gives `valid_from` for municipalities that a merger made since 2009;
//! empty means older than that. `valid_until` is the first day on which it no longer exists.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr, sync::OnceLock};

mod code;
mod fold;
mod province;

pub use code::{MunicipalityCode, NotACode};
pub use fold::fold;
pub use province::{NotAProvince, Province};

/// A municipality of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Municipality {
    /// Its CBS code.
    pub code: MunicipalityCode,
    /// Its official name; two of them carry the province's letters: *Bergen (L)*, *Bergen (NH)*.
    pub name: String,
    /// Where it lies.
    pub province: Province,
    /// The first day on which it exists; `None`: since before the list began.
    pub valid_from: Option<Date>,
    /// The first day on which it no longer exists; `None`: no end is known.
    pub valid_until: Option<Date>,
    /// Its column on the tile map, from the west.
    pub column: u8,
    /// Its row on the tile map, from the north.
    pub row: u8,
}

impl Municipality {
    /// Whether it exists on this day.
    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day < until)
    }
}

/// What people call a municipality that is officially named otherwise.
const ALSO_CALLED: &[(&str, &str)] = &[
    ("Den Haag", "GM0518"),
    ("The Hague", "GM0518"),
    ("Den Bosch", "GM0796"),
    ("Tietjerksteradeel", "GM0737"),
    ("Dantumadeel", "GM1891"),
    ("Noordoost-Friesland", "GM1970"),
    ("Zuidwest-Friesland", "GM1900"),
    ("De Friese Meren", "GM1940"),
];

/// Every municipality of the list, by code; also those that will end, and those that will begin.
///
/// # Panics
/// Never: the list is part of the program and a test reads all of it.
#[must_use]
pub fn all() -> &'static [Municipality] {
    static LIST: OnceLock<Vec<Municipality>> = OnceLock::new();
    LIST.get_or_init(|| {
        csv::Reader::from_reader(include_bytes!("../data/municipalities.csv").as_slice())
            .deserialize()
            .collect::<Result<_, _>>()
            .expect("the list in the program is well formed")
    })
}

/// The municipalities that exist on this day, by code.
pub fn valid_on(day: Date) -> impl Iterator<Item = &'static Municipality> {
    all().iter().filter(move |municipality| municipality.is_valid_on(day))
}

/// The municipality with this code.
#[must_use]
pub fn by_code(code: MunicipalityCode) -> Option<&'static Municipality> {
    let list = all();
    let place = list.binary_search_by_key(&code, |municipality| municipality.code);
    place.ok().and_then(|place| list.get(place))
}

/// The municipality with this whole name, whatever its case and diacritics; also *Den Haag* and the
/// like. *Bergen* alone is two of them, and finds none.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Municipality> {
    let wanted = fold(name);
    all().iter().find(|municipality| fold(&municipality.name) == wanted).or_else(|| {
        let mut called = ALSO_CALLED.iter();
        let (_, code) = called.find(|(called, _)| fold(called) == wanted)?;
        by_code(MunicipalityCode::parse(code).ok()?)
    })
}

/// The municipalities of a day that somebody may mean who has typed `text` so far: part of a name
/// or a code. Names that begin with it come first, then those with a word that does, then the rest,
/// each by name. Nothing typed finds all.
#[must_use]
pub fn search(text: &str, day: Date) -> Vec<&'static Municipality> {
    let wanted = fold(text);
    let mut found: Vec<_> = valid_on(day)
        .filter_map(|municipality| {
            let name = fold(&municipality.name);
            let rank = rank(&name, municipality.code, &wanted)?;
            Some(((rank, name), municipality))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().map(|(_, municipality)| municipality).collect()
}

/// How well a municipality fits what was typed, 0 best.
fn rank(name: &str, code: MunicipalityCode, wanted: &str) -> Option<u8> {
    let other_name = || {
        ALSO_CALLED.iter().filter(|(_, of)| *of == code.as_str()).any(|(called, _)| fold(called).starts_with(wanted))
    };
    if name.starts_with(wanted) || other_name() {
        Some(0)
    } else if name.contains(&format!(" {wanted}")) {
        Some(1)
    } else if name.contains(wanted) {
        Some(2)
    } else if wanted.len() >= 4 && code.as_str().to_ascii_lowercase().ends_with(wanted) {
        Some(3)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
