//! Municipalities and provinces as people write them in a cell.

use super::Complaint;
use crate::municipality::{self, MunicipalityCode, Province, fold, valid_on};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What a cell lists: separated by commas, semicolons, bars or line ends.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '|', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty())
}

/// A municipality of `day` by code or name, with or without *gemeente* before it.
pub(super) fn known(text: &str, day: Date) -> Option<MunicipalityCode> {
    let by_code = |text: &str| MunicipalityCode::parse(text).ok().and_then(municipality::by_code);
    let short = without(text, "gemeente").unwrap_or(text);
    let found = by_code(short).or_else(|| municipality::by_name(short))?;
    found.is_valid_on(day).then_some(found.code)
}

/// The rest of a text that begins with this word.
fn without<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (first, rest) = text.trim().split_once(' ')?;
    (fold(first) == word).then(|| rest.trim())
}

fn province(text: &str) -> Option<Province> {
    Province::ALL
        .into_iter()
        .find(|province| fold(province.as_str()) == fold(text) || fold(province.slug()) == fold(text))
}

/// Where a partner is active: `None` for the whole country, otherwise municipalities of `day`.
///
/// # Errors
/// [`Complaint::UnknownPlace`]; [`Complaint::TwoPlaces`] for *Utrecht* and *Groningen* without *gemeente* or
/// *provincie* before it.
pub fn area(text: &str, day: Date) -> Result<Option<BTreeSet<MunicipalityCode>>, Complaint> {
    const COUNTRY: [&str; 5] = ["heel nederland", "landelijk", "nederland", "hele land", "het hele land"];
    if COUNTRY.contains(&fold(text).as_str()) {
        return Ok(None);
    }
    let mut codes = BTreeSet::new();
    for part in parts(text) {
        let of = |province: Province| {
            valid_on(day).filter(move |municipality| municipality.province == province).map(|one| one.code)
        };
        if let Some(name) = without(part, "provincie") {
            codes.extend(of(province(name).ok_or_else(|| Complaint::UnknownPlace(part.to_owned()))?));
            continue;
        }
        match (known(part, day), province(part)) {
            (Some(_), Some(_)) if without(part, "gemeente").is_none() => {
                return Err(Complaint::TwoPlaces(part.to_owned()));
            }
            (Some(code), _) => drop(codes.insert(code)),
            (None, Some(province)) => codes.extend(of(province)),
            (None, None) => return Err(Complaint::UnknownPlace(part.to_owned())),
        }
    }
    Ok(Some(codes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn found(text: &str) -> Result<Option<usize>, Complaint> {
        area(text, date(2026, 11, 24)).map(|codes| codes.map(|codes| codes.len()))
    }

    #[test]
    fn areas_as_people_write_them() {
        for country in ["heel Nederland", "Landelijk", "NEDERLAND"] {
            assert_eq!(found(country), Ok(None));
        }
        assert_eq!(found("GM0344, Nieuwegein | gemeente Utrecht\nDen Haag"), Ok(Some(3)));
        assert_eq!(found("Flevoland"), Ok(Some(6)));
        assert_eq!(found("provincie Utrecht"), found("provincie utrecht; Zeist"));
        assert!(found("Fryslân").is_ok_and(|n| n > Some(10)) && found("Fryslân") == found("fryslan"));
        assert_eq!(found("Utrecht"), Err(Complaint::TwoPlaces("Utrecht".into())));
        assert_eq!(found("Zeist, Nergenshuizen"), Err(Complaint::UnknownPlace("Nergenshuizen".into())));
        assert_eq!(found("provincie Zeist"), Err(Complaint::UnknownPlace("provincie Zeist".into())));
        assert_eq!(found(" , "), Ok(Some(0)));
    }
}
