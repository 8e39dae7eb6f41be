//! The file with agreements that were signed outside the portal: one row for one pair.

use super::{
    Complaint, Fault, Faults, MOST_AGREEMENTS,
    sheet::{self, ColumnSpec, Row},
};
use crate::{
    municipality::{MunicipalityCode, fold},
    registration::Complaint as Answer,
    values::{KvkNumber, Wrong},
};
use jiff::civil::Date;

/// The columns of the file, in the order of the example.
pub const AGREEMENT_COLUMNS: &[ColumnSpec] = &[
    ColumnSpec { name: "partij", needed: true },
    ColumnSpec { name: "signaalpartner", needed: true },
    ColumnSpec { name: "getekend_op", needed: true },
    ColumnSpec { name: "start_op", needed: false },
    ColumnSpec { name: "bestand", needed: false },
];

/// How the contracting party is named.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartyKey {
    /// A municipality by its CBS code.
    Municipality(MunicipalityCode),
    /// A municipality or joint body by its KvK number.
    Kvk(String),
}

/// How the signal partner is named.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartnerKey {
    /// By its KvK number.
    Kvk(String),
    /// By its name, folded.
    Name(String),
}

/// A valid row.
#[derive(Clone, Debug)]
pub struct AgreementRow {
    /// The line on which it begins.
    pub line: u32,
    /// The contracting party.
    pub party: PartyKey,
    /// The signal partner.
    pub partner: PartnerKey,
    /// When both sides signed.
    pub on: Date,
    /// The first day on which signals flowed or will flow.
    pub start: Option<Date>,
    /// The name of its document.
    pub file: Option<String>,
    cells: [Fault; 4],
}

/// A cell of a row, for faults that only the portal can find.
#[derive(Clone, Copy, Debug)]
pub enum Cell {
    /// The contracting party.
    Party,
    /// The signal partner.
    Partner,
    /// The first day.
    Start,
    /// The document.
    File,
}

impl AgreementRow {
    /// A fault in one of its cells.
    #[must_use]
    pub fn fault(&self, cell: Cell, complaint: Complaint) -> Fault {
        let place = match cell {
            Cell::Party => 0,
            Cell::Partner => 1,
            Cell::Start => 2,
            Cell::File => 3,
        };
        Fault { complaint, ..self.cells[place].clone() }
    }
}

/// The agreements of a file, on `today`: the valid rows, and every fault that can be seen without knowing who is
/// registered.
#[must_use]
pub fn agreements(bytes: &[u8], today: Date) -> (Vec<AgreementRow>, Faults) {
    let mut rows = Vec::new();
    let read = |row: &Row<'_, '_>, faults: &mut Faults| match agreement(row, today) {
        Ok(agreement) => rows.push(agreement),
        Err(wrong) => faults.extend(wrong),
    };
    let faults = sheet::read(bytes, AGREEMENT_COLUMNS, MOST_AGREEMENTS, read);
    (rows, faults)
}

fn agreement(row: &Row<'_, '_>, today: Date) -> Result<AgreementRow, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut note = |column: &str, complaint| faults.push(row.fault(column, complaint));
    let (party, partner) = (party(row.text("partij")), partner(row.text("signaalpartner")));
    if let Err(complaint) = &party {
        note("partij", complaint.clone());
    }
    if let Err(complaint) = &partner {
        note("signaalpartner", complaint.clone());
    }
    let on = date(row.text("getekend_op"));
    match on {
        None if row.text("getekend_op").is_empty() => note("getekend_op", Complaint::Answer(Wrong::Missing.into())),
        None => note("getekend_op", Complaint::NoDate),
        Some(day) if day > today => note("getekend_op", Complaint::Ahead(day)),
        Some(_) => {}
    }
    let start = match row.text("start_op") {
        "" => None,
        text => {
            let start = date(text);
            match (start, on) {
                (None, _) => note("start_op", Complaint::NoDate),
                (Some(start), Some(on)) if start < on => note("start_op", Complaint::BeforeSigned(start)),
                (Some(_), _) => {}
            }
            start
        }
    };
    let file = Some(row.text("bestand")).filter(|name| !name.is_empty()).map(str::to_owned);
    if file.as_deref().is_some_and(|name| !is_plain(name)) {
        note("bestand", Complaint::FileName);
    }
    match (party, partner, on) {
        (Ok(party), Ok(partner), Some(on)) if faults.is_empty() => Ok(AgreementRow {
            line: row.line(),
            party,
            partner,
            on,
            start,
            file,
            cells: ["partij", "signaalpartner", "start_op", "bestand"].map(|name| row.fault(name, Complaint::NoRows)),
        }),
        _ => Err(faults),
    }
}

fn party(text: &str) -> Result<PartyKey, Complaint> {
    if text.is_empty() {
        return Err(Complaint::Answer(Wrong::Missing.into()));
    }
    if let Ok(code) = MunicipalityCode::parse(text) {
        return Ok(PartyKey::Municipality(code));
    }
    KvkNumber::parse(text).map(|kvk| PartyKey::Kvk(kvk.to_string())).map_err(|_| Complaint::UnknownParty)
}

fn partner(text: &str) -> Result<PartnerKey, Complaint> {
    if let Ok(kvk) = KvkNumber::parse(text) {
        return Ok(PartnerKey::Kvk(kvk.to_string()));
    }
    // Digits that are no number are a number with a fault: most often without the zero in front.
    if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.')) {
        return Err(Complaint::Answer(Answer::Value(Wrong::Form)));
    }
    match fold(text) {
        name if name.is_empty() => Err(Complaint::Answer(Wrong::Missing.into())),
        name => Ok(PartnerKey::Name(name)),
    }
}

/// `2026-03-01`, or `1-3-2026` as a Dutch spreadsheet writes it; from 1950 to 2100.
pub(super) fn date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('-');
    let parts = [parts.next()?, parts.next()?, parts.next()?, parts.next().map_or("", |_| "too many")];
    let fits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let [one, month, three, rest] = parts;
    let (year, day) = if one.len() == 4 { (one, three) } else { (three, one) };
    if !rest.is_empty() || year.len() != 4 || !fits(year, 4) || !fits(month, 2) || !fits(day, 2) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (1950..=2100).contains(&date.year()).then_some(date)
}

/// A name that leads nowhere but to a file in the folder.
fn is_plain(name: &str) -> bool {
    name.len() <= 255
        && !name.starts_with('.')
        && !name.contains(['/', '\\', ':', '\0'])
        && !name.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_as_people_and_spreadsheets_write_them() {
        for text in ["2026-03-01", "1-3-2026", "01-03-2026", " 2026-3-1 "] {
            assert_eq!(date(text), Some(day(2026, 3, 1)), "{text}");
        }
        for text in ["", "2026", "3/1/2026", "1-3-26", "31-2-2026", "2026-03-01-1", "1949-01-01", "één-3-2026", "--"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_file_is_named_and_no_way_to_another_folder() {
        for name in ["oud.pdf", "Convenant Utrecht (2024).PDF", "é.pdf"] {
            assert!(is_plain(name), "{name}");
        }
        for name in ["../x.pdf", "/etc/passwd", "a\\b.pdf", ".x", "C:x.pdf", "a\nb", &"x".repeat(300)] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
