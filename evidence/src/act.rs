//! One act: who signs what for whom, its leaves in their order, and the evidence of each document.

use crate::{
    Confirmation, Disclosed, Evidence, FORMAT, Fault, Hash, Leaf, Random, Salt,
    leaf::{canonical, read},
    tree::Tree,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Leaves that every act has: round, time, random, consent, person.
pub(crate) const FIRST: u64 = 5;

/// A side of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The municipality or the joint body.
    Municipality,
    /// The signal partner.
    Partner,
    /// The executor, where it is a party.
    Executor,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// In the portal.
    pub id: Uuid,
    /// As it stands in the documents.
    pub name: String,
}

/// For whom, and why this person may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// As it stands in the documents.
    pub name: String,
    /// The number in the trade register.
    pub kvk: Option<String>,
    /// The function of the person.
    pub function: Option<String>,
    /// The ground, in Dutch.
    pub ground: Option<String>,
}

/// What is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The number of the agreement.
    pub agreement: String,
    /// For which side.
    pub side: Side,
    /// The form field that gets the signature.
    pub field: String,
    /// For which of the organisations of the act, from 0.
    pub organisation: usize,
    /// Bytes that were released.
    pub length: u64,
    /// Their hash.
    pub sha256: Hash,
}

/// One act, before it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The address of the portal, without a slash at the end.
    pub portal: String,
    /// The round.
    pub round: Uuid,
    /// Now.
    pub now: Timestamp,
    /// What the person agrees to, word for word.
    pub consent: String,
    /// Who.
    pub person: Person,
    /// For whom, in the order of the leaves.
    pub organisations: Vec<Organisation>,
    /// What, in the order of the leaves.
    pub documents: Vec<Document>,
}

impl Act {
    /// Its leaves and their tree; `random` and `salt` give fresh bytes each time.
    #[must_use]
    pub fn prepare(self, random: Random, mut salt: impl FnMut() -> Salt) -> Prepared {
        let prepared = Timestamp::from_second(self.now.as_second()).unwrap_or(self.now);
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let mut leaves = vec![
            Leaf::Round {
                portal: self.portal,
                round: self.round,
                organisations: count(self.organisations.len()),
                documents: count(self.documents.len()),
            },
            Leaf::Time { prepared },
            Leaf::Random { random },
            Leaf::Consent { text: self.consent },
            Leaf::Person { salt: salt(), name: self.person.name, person: self.person.id },
        ];
        leaves.extend(self.organisations.into_iter().map(|one| Leaf::Organisation {
            salt: salt(),
            name: one.name,
            kvk: one.kvk,
            function: one.function,
            ground: one.ground,
        }));
        leaves.extend(self.documents.into_iter().map(|one| Leaf::Document {
            salt: salt(),
            agreement: one.agreement,
            side: one.side,
            field: one.field,
            organisation: FIRST + count(one.organisation),
            length: one.length,
            sha256: one.sha256,
        }));
        Prepared::of(leaves)
    }
}

/// An act with its root: what is kept until it is confirmed, and with it afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    leaves: Vec<Leaf>,
    tree: Option<Tree>,
}

/// The document of an act that a form field of an agreement belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Its place among the leaves.
    pub index: u64,
    /// The number of the agreement.
    pub agreement: String,
    /// The form field.
    pub field: String,
    /// For whom and why, as it was confirmed.
    pub organisation: Organisation,
}

impl Prepared {
    fn of(leaves: Vec<Leaf>) -> Self {
        let tree = Tree::over(leaves.iter().map(Leaf::hash).collect());
        Self { leaves, tree }
    }

    /// What is confirmed.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.tree.as_ref().map_or(Hash([0; 32]), Tree::root)
    }

    /// To be kept: its leaves as one JSON array.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical(&self.leaves)
    }

    /// As it was kept.
    ///
    /// # Errors
    /// [`Fault::Unreadable`], [`Fault::Form`], [`Fault::Leaves`] when they are not those of an act.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let leaves: Vec<Leaf> = read(bytes)?;
        let Some(Leaf::Round { organisations, documents, .. }) = leaves.first() else { return Err(Fault::Leaves) };
        let size = FIRST.saturating_add(*organisations).saturating_add(*documents);
        if u64::try_from(leaves.len()) != Ok(size) {
            return Err(Fault::Leaves);
        }
        Ok(Self::of(leaves))
    }

    /// Its documents, in their order.
    pub fn documents(&self) -> impl Iterator<Item = Bound> {
        (0_u64..).zip(&self.leaves).filter_map(|(index, leaf)| match leaf {
            Leaf::Document { agreement, field, organisation, .. } => Some(Bound {
                index,
                agreement: agreement.clone(),
                field: field.clone(),
                organisation: self.organisation(*organisation)?,
            }),
            _ => None,
        })
    }

    fn organisation(&self, index: u64) -> Option<Organisation> {
        let Leaf::Organisation { name, kvk, function, ground, .. } = self.leaves.get(usize::try_from(index).ok()?)?
        else {
            return None;
        };
        let (name, kvk, function, ground) = (name.clone(), kvk.clone(), function.clone(), ground.clone());
        Some(Organisation { name, kvk, function, ground })
    }

    /// The name of the person, as it was confirmed.
    #[must_use]
    pub fn person(&self) -> Option<&str> {
        self.leaves.iter().find_map(|leaf| match leaf {
            Leaf::Person { name, .. } => Some(name.as_str()),
            _ => None,
        })
    }

    /// The evidence of the document at this place among the leaves, or none when there is no document there.
    #[must_use]
    pub fn evidence(&self, document: u64, confirmation: Confirmation) -> Option<Evidence> {
        let at = usize::try_from(document).ok()?;
        let Leaf::Document { organisation, .. } = self.leaves.get(at)? else { return None };
        let tree = self.tree.as_ref()?;
        let disclosed = (0..FIRST).chain([*organisation, document]).map(|index| {
            let at = usize::try_from(index).ok()?;
            Some(Disclosed { index, leaf: self.leaves.get(at)?.clone(), path: tree.path(at) })
        });
        let leaves = disclosed.collect::<Option<Vec<_>>>()?;
        Some(Evidence { format: FORMAT.to_owned(), root: tree.root(), leaves, confirmation })
    }
}
