//! The model agreement as data: articles, considerations, annexes and the words that fill them.
//!
//! What belongs here: reading and checking a file of texts. What never does: layout (the template), facts.

mod agreement;
mod check;
mod fill;
mod schema;
mod words;

pub use agreement::{Agreement, Annex, Article, Definition, Paragraph, PartyBlock, SigningPage, SigningPlace};
pub use schema::AnnexKind;
pub(crate) use schema::Labels;

use schema::File;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// What is wrong with a file of texts, or with a version that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextsError {
    /// Not TOML, or a field is missing, unknown or of the wrong type.
    #[error("the texts cannot be read: {0}")]
    Syntax(String),
    /// A placeholder that nothing fills.
    #[error("{place}: nothing fills {{{word}}}")]
    UnknownWord {
        /// Where it stands.
        place: String,
        /// The word between the braces.
        word: String,
    },
    /// A condition that nothing decides.
    #[error("{place}: unknown condition {condition:?}")]
    UnknownCondition {
        /// Where it stands.
        place: String,
        /// The condition.
        condition: String,
    },
    /// A reference to an article or annex that is not there, or not in this agreement.
    #[error("{place}: no {kind} {id:?} in this agreement")]
    UnknownReference {
        /// Where it stands.
        place: String,
        /// `artikel` or `bijlage`.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// Two articles or two annexes with the same id.
    #[error("the id {0:?} stands twice")]
    Twice(String),
    /// No texts with this version.
    #[error("no texts with version {0:?}")]
    UnknownVersion(String),
}

/// One version of the model agreement.
#[derive(Clone, Debug)]
pub struct Texts {
    pub(crate) file: File,
}

/// The versions that come with the program, oldest first.
static BUILT_IN: LazyLock<Vec<Arc<Texts>>> = LazyLock::new(|| {
    [include_str!("../../texts/2026-1.toml")]
        .into_iter()
        .map(|text| Arc::new(Texts::parse(text).expect("the texts that come with the program pass their own checks")))
        .collect()
});

impl Texts {
    /// Reads and checks a file of texts: every placeholder, condition and reference is known.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, TextsError> {
        let file: File = toml::from_str(text).map_err(|error| TextsError::Syntax(error.to_string()))?;
        let mut ids = BTreeSet::new();
        for id in file.articles.iter().map(|article| &article.id).chain(file.annexes.iter().map(|annex| &annex.id)) {
            if !ids.insert(id) {
                return Err(TextsError::Twice(id.clone()));
            }
        }
        let texts = Self { file };
        texts.check()?;
        Ok(texts)
    }

    /// The texts with this version that come with the program.
    ///
    /// # Errors
    /// [`TextsError::UnknownVersion`].
    pub fn version_of(version: &str) -> Result<Arc<Self>, TextsError> {
        BUILT_IN
            .iter()
            .find(|texts| texts.version() == version)
            .cloned()
            .ok_or_else(|| TextsError::UnknownVersion(version.to_owned()))
    }

    /// The newest texts that come with the program.
    #[must_use]
    pub fn newest() -> Arc<Self> {
        BUILT_IN.last().cloned().expect("there is at least one version")
    }

    /// The version, such as `2026-1`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.file.version
    }

    /// The name of a sector, as the document writes it.
    #[must_use]
    pub fn sector_label(&self, code: &str) -> &str {
        &self.sector(code).label
    }

    pub(crate) fn sector(&self, code: &str) -> &schema::Sector {
        self.file.sectors.get(code).unwrap_or(&self.file.sectors.default)
    }

    pub(crate) fn labels(&self) -> &Labels {
        &self.file.labels
    }
}
