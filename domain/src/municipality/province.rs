//! The twelve provinces.

use super::{Deserialize, FromStr, Serialize, fmt};

/// A province of the Netherlands. Stored and sent as its slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[expect(missing_docs, reason = "each is named after what it is")]
pub enum Province {
    Drenthe,
    Flevoland,
    Fryslan,
    Gelderland,
    Groningen,
    Limburg,
    NoordBrabant,
    NoordHolland,
    Overijssel,
    Utrecht,
    Zeeland,
    ZuidHolland,
}

/// The text names no province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a province")]
pub struct NotAProvince;

impl Province {
    /// Every province, by name.
    pub const ALL: [Self; 12] = [
        Self::Drenthe,
        Self::Flevoland,
        Self::Fryslan,
        Self::Gelderland,
        Self::Groningen,
        Self::Limburg,
        Self::NoordBrabant,
        Self::NoordHolland,
        Self::Overijssel,
        Self::Utrecht,
        Self::Zeeland,
        Self::ZuidHolland,
    ];

    /// Its official name, for people; the same in both languages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drenthe => "Drenthe",
            Self::Flevoland => "Flevoland",
            Self::Fryslan => "Fryslân",
            Self::Gelderland => "Gelderland",
            Self::Groningen => "Groningen",
            Self::Limburg => "Limburg",
            Self::NoordBrabant => "Noord-Brabant",
            Self::NoordHolland => "Noord-Holland",
            Self::Overijssel => "Overijssel",
            Self::Utrecht => "Utrecht",
            Self::Zeeland => "Zeeland",
            Self::ZuidHolland => "Zuid-Holland",
        }
    }

    /// Its name in addresses and columns: lower case, ASCII.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Drenthe => "drenthe",
            Self::Flevoland => "flevoland",
            Self::Fryslan => "fryslan",
            Self::Gelderland => "gelderland",
            Self::Groningen => "groningen",
            Self::Limburg => "limburg",
            Self::NoordBrabant => "noord-brabant",
            Self::NoordHolland => "noord-holland",
            Self::Overijssel => "overijssel",
            Self::Utrecht => "utrecht",
            Self::Zeeland => "zeeland",
            Self::ZuidHolland => "zuid-holland",
        }
    }

    /// The province with this slug or name.
    ///
    /// # Errors
    /// [`NotAProvince`].
    pub fn parse(text: &str) -> Result<Self, NotAProvince> {
        Self::ALL.into_iter().find(|province| province.slug() == text || province.as_str() == text).ok_or(NotAProvince)
    }
}

impl fmt::Display for Province {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Province {
    type Err = NotAProvince;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Province {
    type Error = NotAProvince;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Province> for String {
    fn from(province: Province) -> Self {
        province.slug().to_owned()
    }
}
