//! The words of one agreement, ready to be laid out or shown on a page.

use super::schema::AnnexKind;
use serde::Serialize;

/// All words of one agreement, ready to be laid out or shown on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// The programme under which it is made.
    pub programme: String,
    /// Title.
    pub title: String,
    /// What it is about.
    pub subtitle: String,
    /// Number, sector, system and date, as name and value.
    pub facts: Vec<(String, String)>,
    /// Heading of the parties.
    pub parties_title: String,
    /// The parties.
    pub parties: Vec<PartyBlock>,
    /// Heading of the considerations.
    pub considerations_title: String,
    /// The considerations.
    pub considerations: Vec<String>,
    /// The line between considerations and articles.
    pub agreement_intro: String,
    /// The articles, numbered.
    pub articles: Vec<Article>,
    /// The page to sign.
    pub signing: SigningPage,
    /// The annexes, numbered.
    pub annexes: Vec<Annex>,
    /// The line at the foot of every page.
    pub foot: String,
}

/// How a party is introduced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyBlock {
    /// *De Gemeente*.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Who it is and by whom it acts.
    pub text: String,
    /// Address and number in the trade register.
    pub details: Option<String>,
}

/// An article with its twin in plain language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Article {
    /// The id in the texts, the same in every agreement.
    pub id: String,
    /// Its number in this agreement, from 1.
    pub number: usize,
    /// *Artikel 3*.
    pub label: String,
    /// Title.
    pub title: String,
    /// Words and their meanings.
    pub definitions: Vec<Definition>,
    /// The paragraphs (*leden*); numbered where there are more than one.
    pub paragraphs: Vec<Paragraph>,
    /// The same in plain language (B1).
    pub plain: Vec<String>,
}

/// A word and its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The word.
    pub term: String,
    /// Its meaning.
    pub text: String,
}

/// A paragraph (*lid*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// The text, or what stands before the items.
    pub text: String,
    /// Items a, b, c.
    pub items: Vec<String>,
}

/// The page to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SigningPage {
    /// Heading.
    pub title: String,
    /// What signing means.
    pub intro: String,
    /// The places, in the order of the facts.
    pub slots: Vec<SigningPlace>,
    /// What stands in a place of a reading copy.
    pub empty: String,
}

/// A place to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SigningPlace {
    /// *Namens de Gemeente*.
    pub role: String,
    /// The organisation.
    pub name: String,
    /// Function and ground of whoever is to sign.
    pub capacity: String,
}

/// An annex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Annex {
    /// What it holds.
    pub holds: AnnexKind,
    /// *Bijlage 1*.
    pub label: String,
    /// Title.
    pub title: String,
    /// What stands above the table.
    pub intro: String,
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Rows of cells of lines.
    pub rows: Vec<Vec<Vec<String>>>,
    /// What stands there when there are no rows.
    pub empty: String,
}
