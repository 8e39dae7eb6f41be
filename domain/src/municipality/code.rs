//! The CBS code of a municipality.

use super::{Deserialize, FromStr, Serialize, fmt};

/// The code that Statistics Netherlands (CBS) gives a municipality: `GM` and four digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MunicipalityCode([u8; 6]);

/// The text is not a municipality's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the code of a municipality (GM and four digits)")]
pub struct NotACode;

impl MunicipalityCode {
    /// A well-formed code, in either case; whether such a municipality exists, [`super::by_code`]
    /// knows.
    ///
    /// # Errors
    /// [`NotACode`].
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let upper = text.trim().to_ascii_uppercase();
        let code: [u8; 6] = upper.as_bytes().try_into().map_err(|_| NotACode)?;
        match code {
            [b'G', b'M', digits @ ..] if digits.iter().all(u8::is_ascii_digit) => Ok(Self(code)),
            _ => Err(NotACode),
        }
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for MunicipalityCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for MunicipalityCode {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<MunicipalityCode> for String {
    fn from(code: MunicipalityCode) -> Self {
        code.as_str().to_owned()
    }
}
