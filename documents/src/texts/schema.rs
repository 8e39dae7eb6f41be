//! The shape of a file of texts, and the check of what its words refer to.

use super::{Texts, TextsError};
use domain::agreement::Side;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Conditions that stand in `when`; `sector:CODE` comes on top.
pub(super) const CONDITIONS: &[&str] = &[
    "joint-body",
    "executor",
    "executor-party",
    "executor-for-partner",
    "executor-for-municipality",
    "several-systems",
    "private-landlord",
];

/// Words that stand between braces; references to articles and annexes come on top.
pub(super) const WORDS: &[&str] = &[
    "gemeente",
    "orgaan",
    "naam_uitvoerder",
    "opdrachtgever",
    "systemen",
    "soort",
    "achterstand",
    "klant",
    "dienst",
    "dreiging",
    "grondslag",
    "gewone_grondslag",
    "partij",
    "volgnummer",
];

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
    known: BTreeMap<String, Sector>,
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

impl Texts {
    /// Every placeholder, condition and reference is known.
    pub(super) fn check(&self) -> Result<(), TextsError> {
        let file = &self.file;
        let top = |text: &str| self.check_text("the first page", text);
        [&file.title, &file.subtitle, &file.agreement_intro].into_iter().try_for_each(|text| top(text))?;
        let signing = &file.signing;
        [&signing.intro, &signing.one, &signing.several].into_iter().try_for_each(|text| top(text))?;
        for party in &file.parties {
            self.check_rule("parties", &party.when, [&party.role, &party.text])?;
        }
        for clause in &file.considerations {
            self.check_rule("considerations", &clause.when, [&clause.text])?;
        }
        for sector in file.sectors.known.values().chain([&file.sectors.default]) {
            self.check_rule(&sector.label, &[], sector.steps.iter().chain([&sector.basis, &sector.plain_basis]))?;
        }
        for article in &file.articles {
            self.check_article(article)?;
        }
        for annex in &file.annexes {
            self.check_rule(&annex.id, &annex.when, [&annex.title, &annex.intro])?;
        }
        file.fields.iter().try_for_each(|field| self.check_text("fields", &field.meaning))
    }

    fn check_article(&self, article: &ArticleText) -> Result<(), TextsError> {
        self.check_rule(&article.id, &article.when, article.plain.iter().chain([&article.title]))?;
        for definition in &article.definitions {
            self.check_rule(&article.id, &definition.when, [&definition.term, &definition.text])?;
        }
        for paragraph in &article.paragraphs {
            let items: &[String] = match &paragraph.items {
                Items::Own(items) => items,
                Items::OfSector(_) => &[],
            };
            self.check_rule(&article.id, &paragraph.when, items.iter().chain([&paragraph.text]))?;
        }
        Ok(())
    }

    fn check_rule<'a>(
        &self,
        place: &str,
        when: &[String],
        texts: impl IntoIterator<Item = &'a String>,
    ) -> Result<(), TextsError> {
        for condition in when {
            let bare = condition.strip_prefix('!').unwrap_or(condition);
            if !CONDITIONS.contains(&bare) && !bare.starts_with("sector:") {
                return Err(TextsError::UnknownCondition { place: place.to_owned(), condition: condition.clone() });
            }
        }
        texts.into_iter().try_for_each(|text| self.check_text(place, text))
    }

    fn check_text(&self, place: &str, text: &str) -> Result<(), TextsError> {
        super::fill::fill(place, text, &mut |word| {
            if let Some(id) = word.strip_prefix("artikel:").or_else(|| word.strip_prefix("Artikel:")) {
                self.file.articles.iter().any(|article| article.id == id).then(String::new)
            } else if let Some(id) = word.strip_prefix("bijlage:").or_else(|| word.strip_prefix("Bijlage:")) {
                self.file.annexes.iter().any(|annex| annex.id == id).then(String::new)
            } else {
                WORDS.contains(&word).then(String::new)
            }
        })
        .map(drop)
    }
}
