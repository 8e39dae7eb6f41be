//! The number of an agreement, as on its first page: `LCV-2026-000123`.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The number of an agreement: year and sequence, never reused.
///
/// Written with at least six digits; past 999999 it becomes wider. It orders by year, then sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgreementNumber {
    year: i16,
    sequence: u32,
}

/// The text is not the number of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number of an agreement (LCV-YYYY-NNNNNN)")]
pub struct NotANumber;

impl AgreementNumber {
    /// The number of the `sequence`th agreement (from 1) of a year (2000 to 9999).
    ///
    /// # Errors
    /// [`NotANumber`] for sequence 0 and for other years.
    pub fn new(year: i16, sequence: u32) -> Result<Self, NotANumber> {
        if (2000..=9999).contains(&year) && sequence > 0 { Ok(Self { year, sequence }) } else { Err(NotANumber) }
    }

    /// The only way in which the number is written, apart from lower case and white space around it.
    ///
    /// # Errors
    /// [`NotANumber`].
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let text = text.trim().to_ascii_uppercase();
        let (year, sequence) = text.strip_prefix("LCV-").and_then(|rest| rest.split_once('-')).ok_or(NotANumber)?;
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let fits = year.len() == 4
            && digits(year)
            && digits(sequence)
            && (sequence.len() == 6 || (sequence.len() > 6 && !sequence.starts_with('0')));
        if !fits {
            return Err(NotANumber);
        }
        let year = year.parse().map_err(|_| NotANumber)?;
        let sequence = sequence.parse().map_err(|_| NotANumber)?;
        Self::new(year, sequence)
    }

    /// The year in which the agreement was made.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// Its place in that year, from 1.
    #[must_use]
    pub fn sequence(self) -> u32 {
        self.sequence
    }
}

impl fmt::Display for AgreementNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LCV-{}-{:06}", self.year, self.sequence)
    }
}

impl FromStr for AgreementNumber {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for AgreementNumber {
    type Error = NotANumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<AgreementNumber> for String {
    fn from(number: AgreementNumber) -> Self {
        number.to_string()
    }
}
