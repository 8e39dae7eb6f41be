//! Whole files, good and bad.

use super::*;
use crate::{
    registration::{self, Area, Body},
    values::Wrong,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 24);
const HEADER: &str = "soort;naam;kvk;straat;postcode;plaats;sector;type;werkgebied;contact1_naam;contact1_email;\
    contact1_telefoon;tekenbevoegde1_naam;tekenbevoegde1_email;tekenbevoegde1_functie;tekenbevoegde1_grond";
const GOOD: &str = "signaalpartner;Energie Een;12345678;Laan 1;1234 AB;Utrecht;energie;;landelijk;An Bos;an@een.example;\
    030 123 45 67;Jo Bos;jo@een.example;directeur;register";

fn sectors() -> Vec<SectorName> {
    ["huur", "energie"].map(|code| SectorName { code: code.to_owned(), names: Vec::new() }).into()
}

fn read(text: &str) -> (Vec<OrganisationRow>, Faults) {
    organisations(text.as_bytes(), &sectors(), TODAY)
}

/// Line, letters of the column, complaint.
fn told(faults: &Faults) -> Vec<(u32, String, Complaint)> {
    let letters = |fault: &Fault| fault.column.as_ref().map(Column::letters).unwrap_or_default();
    faults.first().iter().map(|fault| (fault.line, letters(fault), fault.complaint.clone())).collect()
}

fn only(text: &str) -> (u32, String, Complaint) {
    let (_, faults) = read(text);
    assert_eq!(faults.count(), 1, "{faults:?}");
    told(&faults).remove(0)
}

fn value(wrong: Wrong) -> Complaint {
    Complaint::Answer(registration::Complaint::Value(wrong))
}

#[test]
fn the_examples_have_no_fault() {
    let (rows, faults) = read(ORGANISATIONS_EXAMPLE);
    assert_eq!(told(&faults), []);
    assert_eq!(rows.len(), 6);
    match &rows[1].application.body {
        Body::JointBody { members, .. } => {
            let systems: Vec<_> = members.iter().map(|(code, system)| (code.as_str(), system.code())).collect();
            assert_eq!(systems, [("GM0388", "inforing"), ("GM0498", "bkr_vps"), ("GM0532", "bkr_vps")]);
        }
        other => panic!("{other:?}"),
    }
    match &rows[2].application.body {
        Body::SignalPartner { area: Area::Municipalities(codes), .. } => assert_eq!(codes.len(), 6),
        other => panic!("{other:?}"),
    }
    assert!(rows[2].application.jointly && rows[2].application.signatories.len() == 2);
    assert_eq!((rows[5].application.kvk.as_ref(), rows[5].application.contacts.len()), (None, 1));
    let (rows, faults) = agreements(AGREEMENTS_EXAMPLE.as_bytes(), TODAY);
    assert_eq!((rows.len(), told(&faults)), (3, Vec::new()));
    assert_eq!(rows[1].on, rows[0].on, "both ways to write a date");
}

#[test]
fn every_column_is_in_the_examples_or_in_no_row_of_them() {
    for (specs, example) in [(ORGANISATION_COLUMNS, ORGANISATIONS_EXAMPLE), (AGREEMENT_COLUMNS, AGREEMENTS_EXAMPLE)] {
        let header = example.lines().find(|line| !line.starts_with('#')).expect("a header");
        for spec in specs.iter().filter(|spec| spec.needed) {
            assert!(header.split(';').any(|name| name == spec.name.replace('#', "1")), "{}", spec.name);
        }
    }
}

#[test]
fn the_same_rows_come_from_every_encoding_and_delimiter() {
    let text = format!("{HEADER}\r\n{}\r\n", GOOD.replace("Energie Een", "Énergie «Één» €"));
    let expected = read(&text).0[0].application.clone();
    assert_eq!(expected.name.as_str(), "Énergie «Één» €");
    for text in [text.clone(), text.replace(';', ","), text.replace(';', "\t"), text.replace("\r\n", "\n")] {
        let (western, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
        let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &western, &marked] {
            let (rows, faults) = organisations(bytes, &sectors(), TODAY);
            assert_eq!(told(&faults), []);
            assert_eq!(rows[0].application, expected);
        }
    }
    let spaced = HEADER.replace("contact1_naam", "Contact 1 naam").replace("kvk", "KvK");
    assert_eq!(read(&format!("{spaced}\n{GOOD}\n")).0.len(), 1, "capitals and spaces in the header do not matter");
}

#[test]
fn three_bad_rows_of_five_hundred_are_named_and_no_other() {
    let mut text = format!("# een lijst\n{HEADER}\n");
    for row in 0..500 {
        let good = GOOD.replace("12345678", &format!("{}", 20_000_000 + row)).replace("Een", &format!("Nr {row}"));
        text += &match row {
            99 => good.replace("1234 AB", "1234"),
            199 => good.replace("an@een.example", "an.een.example"),
            499 => good.replace("signaalpartner", "verhuurder"),
            _ => good,
        };
        text.push('\n');
    }
    let (rows, faults) = read(&text);
    assert_eq!(rows.len(), 497);
    let told = told(&faults);
    assert_eq!(told[0], (102, "E".into(), value(Wrong::Form)));
    assert_eq!(told[1], (202, "K".into(), value(Wrong::Form)));
    assert!(matches!(&told[2], (502, column, Complaint::Choice(words)) if column == "A" && words.len() == 5));
    assert_eq!((faults.count(), faults.lines()), (3, 3));
}

#[test]
fn a_bad_header_is_told_and_no_row_is_read() {
    let without = |name: &str| HEADER.replace(&format!("{name};"), "");
    assert_eq!(
        only(&format!("{}\n{GOOD}\n", without("kvk"))),
        (1, String::new(), Complaint::MissingColumn("kvk".into()))
    );
    let wrong = HEADER.replace("straat", "straatnaam");
    let (rows, faults) = read(&format!("{wrong}\n{GOOD}\n"));
    assert!(rows.is_empty());
    assert_eq!(told(&faults)[1], (1, "D".into(), Complaint::UnknownColumn));
    assert_eq!(only(&format!("{HEADER};KvK\n")), (1, "Q".into(), Complaint::ColumnTwice));
    assert_eq!(only(&format!("{HEADER}\n# niets\n;;;\n")), (1, String::new(), Complaint::NoRows));
    assert_eq!(
        only(&format!("{}\n{GOOD}\n", HEADER.replace(";sector", "").replace(";type", ""))).2,
        Complaint::TooManyCells
    );
    let gone = HEADER.replace("tekenbevoegde1_grond", "tekenbevoegde1_telefoon");
    let complaint = only(&format!("{gone}\n{}\n", GOOD.replace("register", "030 123 45 67"))).2;
    assert_eq!(complaint, Complaint::MissingColumn("tekenbevoegde1_grond".into()));
}

#[test]
fn formulas_lost_letters_and_control_characters_are_refused_in_their_cell() {
    let with = |name: &str| format!("{HEADER}\n{}\n", GOOD.replace("Energie Een", name));
    for formula in ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-1", "'=1+1", "＝1"] {
        assert_eq!(only(&with(formula)), (2, "B".into(), Complaint::Formula), "{formula}");
    }
    assert_eq!(only(&with("Energie \u{fffd}")), (2, "B".into(), Complaint::Undecodable));
    assert_eq!(only(&with("Energie \u{0}")), (2, "B".into(), Complaint::Control));
    assert_eq!(only(&with("Energie \u{202e}")), (2, "B".into(), value(Wrong::ControlCharacters)));
    let broken = with("Energie E").into_bytes();
    let place = broken.windows(9).rposition(|part| part == b"Energie E").expect("there") + 8;
    for byte in [0x81, 0x8d, 0x8f, 0x90, 0x9d] {
        let mut bytes = broken.clone();
        bytes[place] = byte;
        assert_eq!(told(&organisations(&bytes, &sectors(), TODAY).1), [(2, "B".into(), Complaint::Undecodable)]);
    }
    let phone = |phone: &str| read(&format!("{HEADER}\n{}\n", GOOD.replace("030 123 45 67", phone)));
    assert_eq!(phone("+31 30 123 45 67").0.len(), 1);
    assert_eq!(phone("'+31 30 123 45 67").0.len(), 1, "as the portal's own files write it");
}

#[test]
fn quotes_that_stay_open_and_files_that_are_none() {
    let open = format!("{HEADER}\n{GOOD}\n{}\n{GOOD}\n", GOOD.replace("Laan 1", "\"Laan 1"));
    let (_, faults) = read(&open);
    assert_eq!(told(&faults), [(3, "D".into(), Complaint::UnclosedQuote)]);
    assert_eq!(only("PK\u{3}\u{4}rest").2, Complaint::Workbook);
    assert_eq!(only("").2, Complaint::Empty);
    let (_, faults) = organisations(&vec![b'a'; LARGEST + 1], &sectors(), TODAY);
    assert_eq!(told(&faults), [(1, String::new(), Complaint::TooLarge(LARGEST as u64))]);
    let break_inside =
        format!("{HEADER}\n{}\n{GOOD}\n", GOOD.replace("Laan 1", "\"Laan\n1\"").replace("12345678", "9"));
    assert_eq!(only(&break_inside).0, 2);
}

#[test]
fn the_same_organisation_or_municipality_twice_is_refused_on_the_later_line() {
    assert_eq!(only(&format!("{HEADER}\n{GOOD}\n{GOOD}\n")), (3, "C".into(), Complaint::SameAs(2)));
    let joint = "gemeenschappelijke regeling;R;12345679;L 1;1234 AB;U;bestuur;vps;\"GM0050, GM0184\";A B;a@r.example;\
        0301234567;C D;c@r.example;f;ambt";
    let alone = "gemeente;Urk;12345670;L 1;1234 AB;U;;vps;;A B;a@u.example;0301234567;C D;c@u.example;f;ambt";
    let header = HEADER.replace("sector;type;werkgebied", "orgaan;systeem;leden");
    assert_eq!(only(&format!("{header}\n{joint}\n{alone}\n")), (3, "B".into(), Complaint::SameAs(2)));
    let within = joint.replace("GM0184", "Zeewolde");
    let twice = Complaint::Answer(registration::Complaint::MunicipalityTwice);
    assert_eq!(only(&format!("{header}\n{within}\n")), (2, "I".into(), twice));
    let header = header.replace("soort;", "cbs_code;soort;");
    let other = Complaint::OtherName("Zeewolde".into());
    assert_eq!(only(&format!("{header}\nGM0050;{alone}\n")), (2, "C".into(), other));
}

#[test]
fn agreements_are_judged_cell_by_cell() {
    let read = |rows: &str| {
        let (rows, faults) =
            agreements(format!("partij,signaalpartner,getekend_op,start_op,bestand\n{rows}").as_bytes(), TODAY);
        (rows.len(), told(&faults))
    };
    assert_eq!(read("GM0050,12345678,2024-05-17,,\n"), (1, Vec::new()));
    assert_eq!(read("12345678,Energie Een,17-5-2024,1-6-2027,oud.pdf\n"), (1, Vec::new()), "a start may lie ahead");
    let (_, faults) = read("onzin,1234567,2027-01-01,x,../a.pdf\n,,,,\nGM0050,,,,\n");
    let expected = [
        (2, "A".to_owned(), Complaint::UnknownParty),
        (2, "B".to_owned(), value(Wrong::Form)),
        (2, "C".to_owned(), Complaint::Ahead(date(2027, 1, 1))),
        (2, "D".to_owned(), Complaint::NoDate),
        (2, "E".to_owned(), Complaint::FileName),
        (4, "B".to_owned(), value(Wrong::Missing)),
        (4, "C".to_owned(), value(Wrong::Missing)),
    ];
    assert_eq!(faults, expected);
    let before = (2, "D".to_owned(), Complaint::BeforeSigned(date(2024, 1, 1)));
    assert_eq!(read("GM0050,x,2024-05-17,2024-01-01,\n").1, [before]);
    assert_eq!(read("=cmd,x,2024-05-17,,\n").1[0].2, Complaint::Formula);
}

#[test]
fn a_column_has_the_letters_of_a_spreadsheet() {
    let letters = |number| Column { number, name: String::new() }.letters();
    let cases = [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")];
    assert!(cases.iter().all(|(number, expected)| letters(*number) == *expected));
}

#[test]
fn faults_are_counted_beyond_those_that_are_kept() {
    let mut faults = Faults::default();
    for line in (1..=5_000).rev() {
        faults.add(Fault { line, column: None, complaint: Complaint::NoRows });
        faults.add(Fault { line, column: None, complaint: Complaint::NoRows });
    }
    assert_eq!((faults.first().len(), faults.lines()), (Faults::KEPT, 5_000));
    assert!(faults.first().iter().map(|fault| fault.line).eq(1..=2_000));
}
