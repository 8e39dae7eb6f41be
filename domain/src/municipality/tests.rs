//! The list in the program, and finding municipalities in it.

use super::{ALSO_CALLED, MunicipalityCode, NotACode, Province, all, by_code, by_name, fold, search, valid_on};
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

const TODAY: Date = date(2026, 11, 24);

fn code(text: &str) -> MunicipalityCode {
    MunicipalityCode::parse(text).expect("a code")
}

fn names(text: &str) -> Vec<&'static str> {
    search(text, TODAY).into_iter().map(|found| found.name.as_str()).collect()
}

#[test]
fn the_list_has_342_municipalities_each_once() {
    assert_eq!(all().len(), 342);
    assert!(all().is_sorted_by(|one, next| one.code < next.code));
    let names: BTreeSet<_> = all().iter().map(|one| fold(&one.name)).collect();
    let tiles: BTreeSet<_> = all().iter().map(|one| (one.column, one.row)).collect();
    assert_eq!((names.len(), tiles.len()), (342, 342));
    let provinces: BTreeSet<_> = all().iter().map(|one| one.province).collect();
    assert_eq!(provinces.len(), 12);
    for one in all() {
        assert_eq!(one.name.trim(), one.name);
        assert_eq!(by_code(one.code), Some(one));
        assert_eq!(by_name(&one.name), Some(one));
        assert!(one.valid_from.is_none_or(|from| one.valid_until.is_none_or(|until| from < until)));
    }
}

#[test]
fn wijdemeren_ends_with_2026() {
    let wijdemeren = by_name("Wijdemeren").expect("in the list");
    assert_eq!(wijdemeren.code, code("GM1696"));
    assert!(wijdemeren.is_valid_on(date(2026, 12, 31)));
    assert!(!wijdemeren.is_valid_on(date(2027, 1, 1)));
    assert_eq!(valid_on(date(2026, 12, 31)).count(), 342);
    assert_eq!(valid_on(date(2027, 1, 1)).count(), 341);
    assert!(search("wijde", date(2027, 1, 1)).is_empty());
}

#[test]
fn merged_municipalities_begin_on_their_day() {
    for (name, from) in [
        ("Voorne aan Zee", date(2023, 1, 1)),
        ("Land van Cuijk", date(2022, 1, 1)),
        ("Eemsdelta", date(2021, 1, 1)),
        ("Altena", date(2019, 1, 1)),
    ] {
        let merged = by_name(name).expect("in the list");
        assert_eq!(merged.valid_from, Some(from));
        assert!(merged.is_valid_on(from) && !merged.is_valid_on(from.yesterday().expect("a day")));
    }
}

#[test]
fn names_are_found_whatever_their_case_and_diacritics() {
    for (typed, name) in [
        ("SÚDWEST-FRYSLÂN", "Súdwest-Fryslân"),
        ("sudwest fryslan", "Súdwest-Fryslân"),
        ("Su\u{301}dwest-Frysla\u{302}n", "Súdwest-Fryslân"),
        ("’s-gravenhage", "'s-Gravenhage"),
        ("den haag", "'s-Gravenhage"),
        ("Den Bosch", "'s-Hertogenbosch"),
        ("Bergen NH", "Bergen (NH)"),
        ("  utrecht ", "Utrecht"),
    ] {
        assert_eq!(by_name(typed).map(|one| one.name.as_str()), Some(name), "{typed}");
    }
    for typed in ["", "Bergen", "Amsterda", "Atlantis"] {
        assert_eq!(by_name(typed), None, "{typed}");
    }
}

#[test]
fn searching_ranks_beginnings_first() {
    assert_eq!(names("utr"), ["Utrecht", "Utrechtse Heuvelrug"]);
    assert_eq!(names("bergen")[..3], ["Bergen (L)", "Bergen (NH)", "Bergen op Zoom"]);
    assert!(names("bergen")[3..].contains(&"Steenbergen"));
    assert_eq!(names("zoom"), ["Bergen op Zoom"]);
    assert_eq!(names("fryslan"), ["Noardeast-Fryslân", "Súdwest-Fryslân"]);
    assert_eq!(names("den ha"), ["'s-Gravenhage"]);
    assert_eq!(names("GM0363"), ["Amsterdam"]);
    assert_eq!(names("0363"), ["Amsterdam"]);
    assert_eq!(names("xyz"), Vec::<&str>::new());
    assert_eq!(names("").len(), 342);
    let veen = names("veen");
    assert_eq!(veen[..2], ["Veendam", "Veenendaal"]);
    assert!(veen.contains(&"Heerenveen"));
}

#[test]
fn other_names_lead_to_existing_municipalities() {
    for (called, of) in ALSO_CALLED {
        let found = by_name(called).expect("a municipality");
        assert_eq!(found.code, code(of));
        assert!(all().iter().all(|one| fold(&one.name) != fold(called)), "{called} is official");
    }
}

#[test]
fn a_code_is_gm_and_four_digits() {
    assert_eq!(code(" gm0363 ").as_str(), "GM0363");
    assert_eq!(by_code(code("GM9999")), None);
    for text in ["", "0363", "GM363", "GM03631", "GM036O", "PV0363", "GM٠٣٦٣"] {
        assert_eq!(MunicipalityCode::parse(text), Err(NotACode), "{text}");
    }
    let json = serde_json::to_string(&code("GM0363")).expect("JSON");
    assert_eq!(json, r#""GM0363""#);
    assert_eq!(serde_json::from_str::<MunicipalityCode>(&json).ok(), Some(code("GM0363")));
}

#[test]
fn provinces_read_back_from_slug_and_name() {
    for province in Province::ALL {
        assert_eq!(Province::parse(province.slug()), Ok(province));
        assert_eq!(Province::parse(province.as_str()), Ok(province));
        assert!(province.slug().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
    }
    assert!(Province::ALL.is_sorted_by_key(|province| province.as_str()));
    assert!(Province::parse("Holland").is_err());
}

/// A row of an independent list; other columns do not matter.
#[derive(serde::Deserialize)]
struct Row {
    code: String,
    naam: String,
    provincie: String,
}

/// The list of `VROEGTEKEN_MUNICIPALITIES_CHECK` (code, naam, provincie) is that of the day before
/// Wijdemeren ends; without it this test says so and passes.
#[test]
#[expect(clippy::disallowed_methods, reason = "the one test that takes a file from outside")]
fn agrees_with_an_independent_list() {
    let Some(path) = std::env::var_os("VROEGTEKEN_MUNICIPALITIES_CHECK") else {
        eprintln!("not compared: VROEGTEKEN_MUNICIPALITIES_CHECK names no list");
        return;
    };
    let mut reader = csv::Reader::from_path(&path)
        .unwrap_or_else(|why| panic!("VROEGTEKEN_MUNICIPALITIES_CHECK={}: {why}", path.display()));
    let theirs: BTreeMap<String, (String, String)> = reader
        .deserialize::<Row>()
        .map(|row| row.expect("a row with code, naam and provincie"))
        .map(|row| (row.code, (row.naam, row.provincie)))
        .collect();
    let ours: BTreeMap<String, (String, String)> =
        all().iter().map(|one| (one.code.to_string(), (one.name.clone(), one.province.to_string()))).collect();
    assert_eq!(ours, theirs);
}
