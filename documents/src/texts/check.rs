//! Checks a file of texts when it is read: every placeholder, condition and reference is known.

use super::schema::{ArticleText, Items};
use super::{Texts, TextsError};

/// Conditions that stand in `when`; `sector:CODE` comes on top.
const CONDITIONS: &[&str] = &[
    "joint-body",
    "executor",
    "executor-party",
    "executor-for-partner",
    "executor-for-municipality",
    "several-systems",
    "private-landlord",
];

/// Words that stand between braces; references to articles and annexes come on top.
const WORDS: &[&str] = &[
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
