//! What can be wrong with a file, and where.

use crate::registration;
use jiff::civil::Date;

/// A column of the file: its place from 1, and its name in the header, empty where the header has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// 1, 2, …
    pub number: u32,
    /// As in the header.
    pub name: String,
}

impl Column {
    /// What a spreadsheet calls it: A, B, …, Z, AA, …
    #[must_use]
    pub fn letters(&self) -> String {
        let (mut rest, mut letters) = (self.number, Vec::new());
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
            rest /= 26;
        }
        letters.iter().rev().collect()
    }
}

/// One thing that is wrong: line from 1, column where it is one cell's, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file, 1 for the first.
    pub line: u32,
    /// The column.
    pub column: Option<Column>,
    /// Why.
    pub complaint: Complaint,
}

impl Fault {
    /// In a cell of which only the place is known; `column` counts from 0.
    pub(super) fn unnamed(line: u32, column: usize, complaint: Complaint) -> Self {
        let number = u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1);
        Self { line, column: Some(Column { number, name: String::new() }), complaint }
    }
}

/// Why a file or a cell is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// More bytes than a file may have.
    TooLarge(u64),
    /// More rows than a file may have.
    TooManyRows(usize),
    /// Nothing in it.
    Empty,
    /// A header and no rows.
    NoRows,
    /// A workbook of a spreadsheet program instead of text.
    Workbook,
    /// UTF-16.
    Utf16,
    /// A byte that no encoding gives a meaning, or a letter that was lost before.
    Undecodable,
    /// Control characters.
    Control,
    /// A quote that is never closed; the line is where it began.
    UnclosedQuote,
    /// Text after a closing quote.
    TextAfterQuote,
    /// More cells than the header has.
    TooManyCells,
    /// A column that the file should not have.
    UnknownColumn,
    /// A column that the file should have.
    MissingColumn(String),
    /// A column that stands there twice.
    ColumnTwice,
    /// A cell that a spreadsheet would take for a formula.
    Formula,
    /// What the registration form would say.
    Answer(registration::Complaint),
    /// None of the words that fit here.
    Choice(Vec<String>),
    /// A column that does not belong to this kind of organisation.
    NotOfThisKind,
    /// The name of the municipality is another.
    OtherName(String),
    /// A place that is both a municipality and a province.
    TwoPlaces(String),
    /// A place that is none.
    UnknownPlace(String),
    /// A member's system that is not written as *code: system*.
    MemberForm(String),
    /// The same as on an earlier line.
    SameAs(u32),
    /// An organisation with this KvK number is registered: its name.
    Registered(String),
    /// A party covers this municipality: code and name of the party.
    Covered(String, String),
    /// Nobody with this code or number is registered.
    UnknownParty,
    /// It is registered, and is no municipality or joint body.
    NoParty(String),
    /// The municipality is covered by a joint body: its name.
    CoveredBy(String),
    /// No signal partner with this number or name is registered.
    UnknownPartner,
    /// Several have this name or number.
    SeveralPartners,
    /// The partner is not active where the party covers.
    NotActiveThere,
    /// All have signed in this portal: its number.
    SignedHere(String),
    /// It was brought in before: its number.
    BroughtIn(String),
    /// Somebody has signed in this portal: its number.
    PartlySigned(String),
    /// A signatory declined: its number.
    Declined(String),
    /// No date: `2026-03-01` or `1-3-2026`.
    NoDate,
    /// A day that lies ahead.
    Ahead(Date),
    /// The start lies before the day of signing.
    BeforeSigned(Date),
    /// No plain name of a file.
    FileName,
    /// Files are named and none were given.
    NoFiles,
    /// The file is not there.
    MissingFile(String),
    /// It cannot be read.
    UnreadableFile(String),
    /// It is no PDF.
    NotPdf(String),
    /// It is larger than this number of bytes.
    FileTooLarge(String, u64),
}

/// Faults in the order of lines: the first of them, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    list: Vec<Fault>,
    count: usize,
    lines: std::collections::BTreeSet<u32>,
}

impl Faults {
    /// So many are kept; all are counted.
    pub const KEPT: usize = 2_000;

    /// Notes one; the same twice is one.
    pub fn add(&mut self, fault: Fault) {
        let place = self.list.partition_point(|other| key(other) <= key(&fault));
        let same_line = self.list[..place].iter().rev().take_while(|other| other.line == fault.line);
        if same_line.into_iter().any(|other| *other == fault) {
            return;
        }
        self.count += 1;
        self.lines.insert(fault.line);
        if place < Self::KEPT {
            self.list.insert(place, fault);
            self.list.truncate(Self::KEPT);
        }
    }

    /// Notes those of another.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        faults.into_iter().for_each(|fault| self.add(fault));
    }

    /// The first of them, by line and column.
    #[must_use]
    pub fn first(&self) -> &[Fault] {
        &self.list
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// On how many lines.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

fn key(fault: &Fault) -> (u32, u32) {
    (fault.line, fault.column.as_ref().map_or(0, |column| column.number))
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        let mut faults = Self::default();
        faults.add(fault);
        faults
    }
}
