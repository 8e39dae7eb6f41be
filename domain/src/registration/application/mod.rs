//! From answers to an application whose every part is valid.
//!
//! Belongs here: which questions make a page, and how answers are read. The rules of one value are in `values`.

mod organisation;
mod part;
mod parts;
mod people;
mod places;
mod problem;
mod whole;

pub use part::{Part, parse_part};
pub use parts::{Application, Area, Body, Contact, Execution, Registrant, Signatory};
pub use problem::{Complaint, Problem};

use super::{Answers, Applicant, Step};
use crate::values::Wrong;
use jiff::civil::Date;

/// The problems of one page; empty when the page is complete.
#[must_use]
pub fn check_step(applicant: Applicant, step: Step, answers: &Answers, today: Date) -> Vec<Problem> {
    let mut reader = Reader { applicant, answers, today, problems: Vec::new() };
    match step {
        Step::Begin => drop(reader.registrant()),
        Step::Organisation => drop(reader.organisation()),
        Step::Members => drop(reader.members()),
        Step::System => drop(reader.systems()),
        Step::Area => drop(reader.area()),
        Step::Homes => drop(reader.chosen()),
        Step::Contacts => drop(reader.contacts()),
        Step::Signatories => drop(reader.signatories()),
        Step::Execution => drop(reader.execution()),
        Step::Clients => drop(reader.clients()),
        Step::Home => drop(reader.landlord()),
        Step::Review => {
            if let Err(problems) = parse(applicant, answers, today) {
                reader.problems = problems;
            }
        }
    }
    reader.problems
}

/// The whole application, or every problem.
///
/// # Errors
/// Every [`Problem`], in the order of the pages.
pub fn parse(applicant: Applicant, answers: &Answers, today: Date) -> Result<Application, Vec<Problem>> {
    let mut reader = Reader { applicant, answers, today, problems: Vec::new() };
    let application = reader.application();
    match application {
        Some(application) if reader.problems.is_empty() => Ok(application),
        _ => Err(reader.problems),
    }
}

/// Reads answers and keeps what is wrong with them.
struct Reader<'a> {
    applicant: Applicant,
    answers: &'a Answers,
    today: Date,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn complain(&mut self, field: impl Into<String>, complaint: impl Into<Complaint>) {
        self.problems.push(Problem { field: field.into(), complaint: complaint.into() });
    }

    fn take<T>(&mut self, field: impl Into<String>, value: Result<T, Wrong>) -> Option<T> {
        value.map_err(|wrong| self.complain(field, wrong)).ok()
    }

    /// A value that may be left out.
    fn maybe<T>(&mut self, field: impl Into<String>, value: Result<T, Wrong>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(Wrong::Missing) => None,
            Err(wrong) => {
                self.complain(field, wrong);
                None
            }
        }
    }
}
