//! A file with a header: which columns it has, and the cells of a row by the name of their column.

use super::{Column, Complaint, Fault, Faults, decode, table::Record, table::Records};
use crate::municipality::fold;

/// A column that a file may have. A name with `#` in it stands for 1 to [`MOST`] of it.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// Its name.
    pub name: &'static str,
    /// Whether the file must have it (for a numbered one: number 1).
    pub needed: bool,
}

/// The highest number of a numbered column.
pub(super) const MOST: usize = 10;

/// Which column of the file holds what.
pub(super) struct Header {
    /// As in the file.
    columns: Vec<Column>,
    /// The canonical name of each.
    names: Vec<String>,
}

/// One row with its header.
pub(super) struct Row<'a, 'h> {
    header: &'h Header,
    record: Record<'a>,
}

/// A name without case, marks, spaces and lines.
fn plain(name: &str) -> String {
    fold(name).replace(' ', "")
}

/// Every name that the columns stand for.
fn every(specs: &[ColumnSpec]) -> Vec<(String, bool)> {
    let one = |spec: &ColumnSpec| -> Vec<(String, bool)> {
        if !spec.name.contains('#') {
            return vec![(spec.name.to_owned(), spec.needed)];
        }
        (1..=MOST).map(|n| (spec.name.replace('#', &n.to_string()), spec.needed && n == 1)).collect()
    };
    specs.iter().flat_map(one).collect()
}

impl Header {
    fn read(record: Record<'_>, specs: &[ColumnSpec]) -> Result<Self, Faults> {
        let known = every(specs);
        let mut faults = Faults::default();
        let (mut columns, mut names): (Vec<Column>, Vec<String>) = (Vec::new(), Vec::new());
        let mut cells = record.cells;
        while cells.last().is_some_and(|cell| cell.text.trim().is_empty()) {
            cells.pop();
        }
        for (number, cell) in (1..).zip(cells) {
            let column = Column { number, name: cell.text.trim().to_owned() };
            let found = known.iter().find(|(name, _)| plain(name) == plain(&column.name)).map(|(name, _)| name);
            let complaint = match found {
                None if column.name.contains(decode::LOST) => Some(Complaint::Undecodable),
                None => Some(Complaint::UnknownColumn),
                Some(name) if names.contains(name) => Some(Complaint::ColumnTwice),
                Some(_) => None,
            };
            if let Some(complaint) = complaint {
                faults.add(Fault { line: cell.line, column: Some(column.clone()), complaint });
            }
            names.push(found.cloned().unwrap_or_default());
            columns.push(column);
        }
        for (name, needed) in &known {
            if *needed && !names.contains(name) {
                let complaint = Complaint::MissingColumn(name.clone());
                faults.add(Fault { line: record.line, column: None, complaint });
            }
        }
        if faults.is_empty() { Ok(Self { columns, names }) } else { Err(faults) }
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// The highest number that a numbered column has here.
    pub(super) fn highest(&self, prefix: &str) -> usize {
        let numbers = self.names.iter().filter_map(|name| {
            let rest = name.strip_prefix(prefix)?;
            rest.split('_').next()?.parse::<usize>().ok()
        });
        numbers.max().unwrap_or_default()
    }
}

impl Row<'_, '_> {
    pub(super) fn line(&self) -> u32 {
        self.record.line
    }

    pub(super) fn header(&self) -> &Header {
        self.header
    }

    /// What stands under a column, trimmed; empty where the file has no such column.
    pub(super) fn text(&self, name: &str) -> &str {
        let cell = self.header.place(name).and_then(|place| self.record.cells.get(place));
        cell.map_or("", |cell| escaped(cell.text.trim()))
    }

    /// A fault in the cell of a column, or one that says that the file has no such column.
    pub(super) fn fault(&self, name: &str, complaint: Complaint) -> Fault {
        match self.header.place(name) {
            None => {
                Fault { line: self.record.line, column: None, complaint: Complaint::MissingColumn(name.to_owned()) }
            }
            Some(place) => {
                let line = self.record.cells.get(place).map_or(self.record.line, |cell| cell.line);
                Fault { line, column: self.header.columns.get(place).cloned(), complaint }
            }
        }
    }

    /// Names of the columns that have something in them.
    pub(super) fn filled(&self) -> impl Iterator<Item = &str> {
        let filled = |(place, name): (usize, &'_ String)| {
            let cell = self.record.cells.get(place)?;
            (!cell.text.trim().is_empty()).then_some(place).filter(|_| !name.is_empty())
        };
        let places: Vec<usize> = self.header.names.iter().enumerate().filter_map(filled).collect();
        places.into_iter().map(|place| self.header.names[place].as_str())
    }

    /// What no cell may hold, whatever its meaning.
    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (place, cell) in self.record.cells.iter().enumerate() {
            let column = self.header.columns.get(place);
            let text = cell.text.trim();
            let may_begin_so = column.is_some_and(|_| self.header.names[place].ends_with("_telefoon"));
            let complaint = if text.contains(decode::LOST) {
                Complaint::Undecodable
            } else if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
                Complaint::Control
            } else if column.is_none() && !text.is_empty() {
                Complaint::TooManyCells
            } else if escaped(text).starts_with(['=', '@', '＝', '＠'])
                || (escaped(text).starts_with(['+', '-', '＋', '－']) && !may_begin_so)
            {
                Complaint::Formula
            } else {
                continue;
            };
            let Some(column) = column else {
                // One too many says it all.
                faults.push(Fault::unnamed(cell.line, place, complaint));
                break;
            };
            faults.push(Fault { line: cell.line, column: Some(column.clone()), complaint });
        }
        faults
    }
}

/// Without the apostrophe that the portal's own files put before what a spreadsheet might take for a formula.
fn escaped(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => rest,
        _ => text,
    }
}

/// Reads a file: `row` is asked for every row whose cells are sound, and notes what is wrong with it. Gives every
/// fault.
pub(super) fn read(
    bytes: &[u8],
    specs: &[ColumnSpec],
    most: usize,
    row: impl FnMut(&Row<'_, '_>, &mut Faults),
) -> Faults {
    let whole = |complaint| Faults::from(Fault { line: 1, column: None, complaint });
    if bytes.len() > super::LARGEST {
        return whole(Complaint::TooLarge(super::LARGEST as u64));
    }
    let text = match decode::decode(bytes) {
        Ok(text) => text,
        Err(complaint) => return whole(complaint),
    };
    let mut records = Records::new(&text);
    let header = match records.next() {
        None => return whole(Complaint::Empty),
        Some(Err(fault)) => return fault.into(),
        Some(Ok(first)) => Header::read(first, specs),
    };
    header.map_or_else(|faults| faults, |header| rows(records, &header, most, row))
}

fn rows(records: Records<'_>, header: &Header, most: usize, mut row: impl FnMut(&Row<'_, '_>, &mut Faults)) -> Faults {
    let mut faults = Faults::default();
    let mut rows = 0;
    for record in records {
        rows += 1;
        let record = match record {
            Ok(record) => record,
            Err(mut fault) => {
                let named = fault.column.take().map(|column| {
                    let place = usize::try_from(column.number).unwrap_or(usize::MAX) - 1;
                    header.columns.get(place).cloned().unwrap_or(column)
                });
                faults.add(Fault { column: named, ..fault });
                continue;
            }
        };
        if rows > most {
            faults.add(Fault { line: record.line, column: None, complaint: Complaint::TooManyRows(most) });
            break;
        }
        let one = Row { header, record };
        let unsound = one.faults();
        if unsound.is_empty() {
            row(&one, &mut faults);
        } else {
            faults.extend(unsound);
        }
    }
    if rows == 0 {
        faults.add(Fault { line: 1, column: None, complaint: Complaint::NoRows });
    }
    faults
}
