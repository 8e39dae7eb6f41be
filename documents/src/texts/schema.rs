//! The shape of a file of texts.

use domain::agreement::Side;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole file of texts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub version: String,
    pub programme: String,
    pub title: String,
    pub subtitle: String,
    pub agreement_intro: String,
    pub labels: Labels,
    pub names: Names,
    pub signing: Signing,
    pub parties: Vec<Party>,
    pub organs: BTreeMap<String, String>,
    pub kinds: BTreeMap<String, String>,
    pub grounds: BTreeMap<String, String>,
    pub sectors: Sectors,
    pub considerations: Vec<Clause>,
    pub articles: Vec<ArticleText>,
    pub annexes: Vec<AnnexText>,
    pub fields: Vec<Field>,
}

/// Short words of the layout.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Labels {
    pub parties: String,
    pub considerations: String,
    pub article: String,
    pub annex: String,
    pub number: String,
    pub revision: String,
    pub sector: String,
    pub systems: String,
    pub executor: String,
    #[serde(rename = "for")]
    pub on_behalf: String,
    pub dated: String,
    pub model: String,
    pub kvk: String,
    pub none: String,
    pub replaced: String,
    pub copy: String,
    pub yes: String,
    pub no: String,
}

/// What the sides are called throughout the agreement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    pub municipality: String,
    pub joint_body: String,
    pub partner: String,
    pub executor: String,
}

/// Words of the page to sign.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signing {
    pub title: String,
    pub intro: String,
    pub one: String,
    pub several: String,
    pub empty: String,
    pub capacity: String,
}

/// How a party is introduced.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Party {
    pub side: Side,
    pub role: String,
    pub text: String,
    #[serde(default)]
    pub when: Vec<String>,
}

/// The sectors by code, and what holds for the others.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Sectors {
    pub default: Sector,
    #[serde(flatten)]
    pub known: BTreeMap<String, Sector>,
}

impl Sectors {
    pub fn get(&self, code: &str) -> Option<&Sector> {
        self.known.get(code)
    }
}

/// What differs per sector.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sector {
    pub label: String,
    pub debt: String,
    pub customer: String,
    pub service: String,
    pub threat: String,
    pub basis: String,
    pub plain_basis: String,
    pub steps: Vec<String>,
}

/// A consideration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clause {
    pub text: String,
    #[serde(default)]
    pub when: Vec<String>,
}

/// An article with its twin in plain language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArticleText {
    pub id: String,
    pub title: String,
    pub plain: Vec<String>,
    #[serde(default)]
    pub when: Vec<String>,
    #[serde(default)]
    pub definitions: Vec<DefinitionText>,
    #[serde(default)]
    pub paragraphs: Vec<ParagraphText>,
}

/// A word and its meaning.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefinitionText {
    pub term: String,
    pub text: String,
    #[serde(default)]
    pub when: Vec<String>,
}

/// A paragraph (*lid*), with items under it or none.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParagraphText {
    pub text: String,
    #[serde(default)]
    pub items: Items,
    #[serde(default)]
    pub when: Vec<String>,
}

/// The items under a paragraph.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Items {
    /// As they stand.
    Own(Vec<String>),
    /// The list of the sector.
    OfSector(OfSector),
}

/// Which list of the sector.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OfSector {
    Steps,
}

impl Default for Items {
    fn default() -> Self {
        Self::Own(Vec::new())
    }
}

/// An annex; its rows come from the facts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnnexText {
    pub id: String,
    pub holds: AnnexKind,
    pub title: String,
    pub intro: String,
    pub columns: Vec<String>,
    #[serde(default)]
    pub when: Vec<String>,
}

/// What an annex holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnnexKind {
    /// The data of a signal.
    Fields,
    /// Contact persons.
    Contacts,
    /// The municipalities behind a joint body.
    Members,
}

/// A field of a signal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    pub name: String,
    pub meaning: String,
    pub required: bool,
}
