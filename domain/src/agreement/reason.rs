//! What a person writes when declining or withdrawing.

use crate::values::{self, Wrong};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A reason in a person's own words: several lines, at most [`Reason::MAX`] characters, never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reason(String);

impl Reason {
    /// The most characters that a reason may have.
    pub const MAX: usize = 2000;

    /// # Errors
    /// See [`values::paragraph`].
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        values::paragraph(text, Self::MAX).map(Self)
    }

    /// The text, trimmed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
