//! The texts of one agreement: conditions decided, words filled in, articles and annexes numbered.

use super::agreement::{Agreement, Annex, Article, Definition, Paragraph, PartyBlock, SigningPage, SigningPlace};
use super::schema::{AnnexKind, AnnexText, ArticleText, Items, ParagraphText};
use super::words::{self, Words};
use super::{Texts, TextsError};
use crate::facts::{AgreementFacts, Contact, Organisation, SlotFacts};
use domain::agreement::Side;
use std::collections::BTreeMap;

/// Replaces `{word}` by what `word_of` says.
pub(super) fn fill(
    place: &str,
    text: &str,
    word_of: &mut dyn FnMut(&str) -> Option<String>,
) -> Result<String, TextsError> {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (word, behind) = after.split_once('}').unwrap_or((after, ""));
        let value =
            word_of(word).ok_or_else(|| TextsError::UnknownWord { place: place.to_owned(), word: word.to_owned() })?;
        out.push_str(before);
        out.push_str(&value);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

/// Knows the facts, the words and the numbers of articles and annexes.
struct Filler<'a> {
    texts: &'a Texts,
    facts: &'a AgreementFacts,
    words: Words<'a>,
    articles: BTreeMap<&'a str, usize>,
    annexes: BTreeMap<&'a str, usize>,
}

impl Texts {
    /// The texts of one agreement.
    ///
    /// # Errors
    /// A word or a reference that does not fit these facts.
    pub fn agreement(&self, facts: &AgreementFacts) -> Result<Agreement, TextsError> {
        let words = Words::of(self, facts);
        let articles: Vec<&ArticleText> = self.file.articles.iter().filter(|it| words.hold(&it.when)).collect();
        let annexes: Vec<&AnnexText> = self.file.annexes.iter().filter(|it| words.hold(&it.when)).collect();
        let filler = Filler {
            texts: self,
            facts,
            words,
            articles: articles.iter().enumerate().map(|(at, it)| (it.id.as_str(), at + 1)).collect(),
            annexes: annexes.iter().enumerate().map(|(at, it)| (it.id.as_str(), at + 1)).collect(),
        };
        filler.agreement(&articles, &annexes)
    }
}

impl Filler<'_> {
    fn agreement(&self, articles: &[&ArticleText], annexes: &[&AnnexText]) -> Result<Agreement, TextsError> {
        let (file, facts) = (&self.texts.file, self.facts);
        let labels = &file.labels;
        Ok(Agreement {
            programme: self.text("title", &file.programme)?,
            title: self.text("title", &file.title)?,
            subtitle: self.text("title", &file.subtitle)?,
            facts: self.about(),
            parties_title: labels.parties.clone(),
            parties: self.parties()?,
            considerations_title: labels.considerations.clone(),
            considerations: file
                .considerations
                .iter()
                .filter(|clause| self.words.hold(&clause.when))
                .map(|clause| self.text("considerations", &clause.text))
                .collect::<Result<_, _>>()?,
            agreement_intro: self.text("title", &file.agreement_intro)?,
            articles: articles.iter().map(|it| self.article(it)).collect::<Result<_, _>>()?,
            signing: SigningPage {
                title: file.signing.title.clone(),
                intro: self.text("signing", &file.signing.intro)?,
                slots: facts.slots.iter().map(|slot| self.slot(slot)).collect::<Result<_, _>>()?,
                empty: file.signing.empty.clone(),
            },
            annexes: annexes.iter().map(|it| self.annex(it)).collect::<Result<_, _>>()?,
            foot: format!(
                "{} · {} {} · {} {}",
                facts.number, labels.revision, facts.revision, labels.model, file.version
            ),
        })
    }

    /// Fills in words and references.
    fn text(&self, place: &str, text: &str) -> Result<String, TextsError> {
        self.text_with(place, text, &|_| None)
    }

    fn text_with(&self, place: &str, text: &str, more: &dyn Fn(&str) -> Option<String>) -> Result<String, TextsError> {
        let mut missing = None;
        let filled = fill(place, text, &mut |word| {
            if let Some((kind, id)) = word.split_once(':') {
                let (numbers, article) = match kind {
                    "artikel" | "Artikel" => (&self.articles, true),
                    _ => (&self.annexes, false),
                };
                let Some(number) = numbers.get(id) else {
                    let kind = if article { "artikel" } else { "bijlage" };
                    missing = Some(TextsError::UnknownReference { place: place.to_owned(), kind, id: id.to_owned() });
                    return None;
                };
                return Some(format!("{kind} {number}"));
            }
            more(word).or_else(|| self.words.word(word))
        });
        filled.map_err(|error| missing.unwrap_or(error))
    }

    fn about(&self) -> Vec<(String, String)> {
        let (labels, facts) = (&self.texts.file.labels, self.facts);
        let mut rows = vec![
            (labels.number.clone(), format!("{}, {} {}", facts.number, labels.revision, facts.revision)),
            (labels.sector.clone(), self.words.sector().label.clone()),
            (labels.systems.clone(), self.words.systems()),
        ];
        if let Some(executor) = &facts.executor {
            let side = self.words.side(executor.works_for);
            rows.push((
                labels.executor.clone(),
                format!("{}, {} {side}", executor.organisation.name, labels.on_behalf),
            ));
        }
        rows.push((labels.dated.clone(), words::date(facts.dated)));
        rows
    }

    fn organisation(&self, side: Side) -> Option<&Organisation> {
        match side {
            Side::Municipality => Some(self.facts.party.organisation()),
            Side::Partner => Some(&self.facts.partner.organisation),
            Side::Executor => self.facts.executor.as_ref().map(|executor| &executor.organisation),
        }
    }

    fn parties(&self) -> Result<Vec<PartyBlock>, TextsError> {
        let mut blocks = Vec::new();
        for party in self.texts.file.parties.iter().filter(|party| self.words.hold(&party.when)) {
            let Some(organisation) = self.organisation(party.side) else { continue };
            let address =
                organisation.address.as_ref().map(|it| format!("{}, {} {}", it.street, it.postcode.as_str(), it.city));
            let kvk = organisation.kvk.as_ref().map(|kvk| format!("{} {}", self.texts.labels().kvk, kvk.as_str()));
            let details: Vec<String> = address.into_iter().chain(kvk).collect();
            blocks.push(PartyBlock {
                role: self.text("parties", &party.role)?,
                name: organisation.name.clone(),
                text: self.text("parties", &party.text)?,
                details: (!details.is_empty()).then(|| details.join(" · ")),
            });
        }
        Ok(blocks)
    }

    fn article(&self, article: &ArticleText) -> Result<Article, TextsError> {
        let place = article.id.as_str();
        let number = self.articles.get(place).copied().unwrap_or_default();
        Ok(Article {
            id: article.id.clone(),
            number,
            label: format!("{} {number}", self.texts.file.labels.article),
            title: self.text(place, &article.title)?,
            definitions: article
                .definitions
                .iter()
                .filter(|it| self.words.hold(&it.when))
                .map(|it| Ok(Definition { term: self.text(place, &it.term)?, text: self.text(place, &it.text)? }))
                .collect::<Result<_, TextsError>>()?,
            paragraphs: article
                .paragraphs
                .iter()
                .filter(|it| self.words.hold(&it.when))
                .map(|it| self.paragraph(place, it))
                .collect::<Result<_, _>>()?,
            plain: article.plain.iter().map(|text| self.text(place, text)).collect::<Result<_, _>>()?,
        })
    }

    fn paragraph(&self, place: &str, paragraph: &ParagraphText) -> Result<Paragraph, TextsError> {
        let items = match &paragraph.items {
            Items::Own(items) => items,
            Items::OfSector(_) => &self.words.sector().steps,
        };
        Ok(Paragraph {
            text: self.text(place, &paragraph.text)?,
            items: items.iter().map(|text| self.text(place, text)).collect::<Result<_, _>>()?,
        })
    }

    fn slot(&self, slot: &SlotFacts) -> Result<SigningPlace, TextsError> {
        let signing = &self.texts.file.signing;
        let several = self.facts.slots.iter().filter(|other| other.side == slot.side).count() > 1;
        let role =
            self.text_with("signing", if several { &signing.several } else { &signing.one }, &|word| match word {
                "partij" => Some(self.words.side(slot.side).to_owned()),
                "volgnummer" => Some(slot.ordinal.to_string()),
                _ => None,
            })?;
        let ground = slot.ground.and_then(|ground| self.texts.file.grounds.get(ground.as_str())).map(|ground| {
            slot.mandate_of.map_or_else(|| ground.clone(), |day| format!("{ground} van {}", words::date(day)))
        });
        let capacity = [slot.function.clone(), ground].into_iter().flatten().collect::<Vec<_>>().join(", ");
        Ok(SigningPlace {
            role,
            name: self.organisation(slot.side).map(|it| it.name.clone()).unwrap_or_default(),
            capacity: if capacity.is_empty() { signing.capacity.clone() } else { capacity },
        })
    }

    fn annex(&self, annex: &AnnexText) -> Result<Annex, TextsError> {
        let place = annex.id.as_str();
        let number = self.annexes.get(place).copied().unwrap_or_default();
        let labels = &self.texts.file.labels;
        let rows = match annex.holds {
            AnnexKind::Fields => {
                let mut rows = Vec::new();
                for field in &self.texts.file.fields {
                    let required = if field.required { &labels.yes } else { &labels.no };
                    let cells = [field.name.clone(), self.text(place, &field.meaning)?, required.clone()];
                    rows.push(cells.into_iter().map(|cell| vec![cell]).collect());
                }
                rows
            }
            AnnexKind::Contacts => self.facts.contacts.iter().map(|contact| self.contact(contact)).collect(),
            AnnexKind::Members => (self.facts.party.members().iter())
                .map(|it| {
                    [it.name.clone(), it.code.to_string(), it.system.label().to_owned()].map(|it| vec![it]).into()
                })
                .collect(),
        };
        Ok(Annex {
            holds: annex.holds,
            label: format!("{} {number}", labels.annex),
            title: self.text(place, &annex.title)?,
            intro: self.text(place, &annex.intro)?,
            columns: annex.columns.clone(),
            rows,
            empty: labels.none.clone(),
        })
    }

    fn contact(&self, contact: &Contact) -> Vec<Vec<String>> {
        let person = [Some(contact.name.clone()), contact.function.clone()];
        let ways = [Some(contact.email.clone()), contact.phone.clone()];
        vec![
            vec![self.words.side(contact.side).to_owned()],
            person.into_iter().flatten().collect(),
            ways.into_iter().flatten().collect(),
        ]
    }
}
