//! The forms: leaves of an act, and evidence of one document.
//!
//! Everything is JSON in the one form of RFC 8785. Members that a reader does not know are refused, so that nobody hides
//! anything in evidence.

use crate::{Bytes, Fault, Hash, LARGEST, Random, Salt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

pub use crate::act::Side;

/// A leaf. Those that can tell of a person carry a salt: who has only the hash cannot guess what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Leaf {
    /// Leaf 0: which act it is, and how many leaves there are: five, then these.
    Round {
        /// The portal: its address as browsers write it, without a slash at the end.
        portal: String,
        /// The signing round.
        round: Uuid,
        /// Organisations for which is signed: leaves 5 and on.
        organisations: u64,
        /// Documents: the leaves after those.
        documents: u64,
    },
    /// Leaf 1: when the root was made, by the clock of the portal, in whole seconds.
    Time {
        /// UTC.
        prepared: Timestamp,
    },
    /// Leaf 2: what makes the root the only one of its kind.
    Random {
        /// Fresh random bytes.
        random: Random,
    },
    /// Leaf 3: what the person agreed to.
    Consent {
        /// Word for word, as it stood on the page.
        text: String,
    },
    /// Leaf 4: who signs.
    Person {
        /// Hides the leaf.
        salt: Salt,
        /// The name as it stands in the documents.
        name: String,
        /// The person in the portal.
        person: Uuid,
    },
    /// For whom is signed, and why this person may.
    Organisation {
        /// Hides the leaf.
        salt: Salt,
        /// The name as it stands in the documents.
        name: String,
        /// The number in the trade register, where it has one.
        kvk: Option<String>,
        /// The function of the person there.
        function: Option<String>,
        /// The ground as it stands in the documents, in Dutch.
        ground: Option<String>,
    },
    /// What is signed: the first bytes of the file, the same for every party whoever signs first.
    Document {
        /// Hides the leaf.
        salt: Salt,
        /// The number of the agreement.
        agreement: String,
        /// For which side is signed.
        side: Side,
        /// The name of the form field of the PDF that gets the signature.
        field: String,
        /// The leaf of the organisation that is bound.
        organisation: u64,
        /// How many bytes of the file were released.
        length: u64,
        /// The hash of those bytes.
        sha256: Hash,
    },
}

impl Leaf {
    /// Its bytes: JSON in the one form of RFC 8785.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical(self)
    }

    /// Its hash in the tree.
    #[must_use]
    pub fn hash(&self) -> Hash {
        crate::tree::leaf(&self.to_bytes())
    }
}

/// A leaf that is shown, with what leads from it to the root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosed {
    /// Its place among the leaves, from 0.
    pub index: u64,
    /// What it says.
    pub leaf: Leaf,
    /// From the leaf upwards.
    pub path: Vec<Hash>,
}

/// By which means somebody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedIn {
    /// A code by mail.
    MailCode,
    /// A code by mail and one of an authenticator app.
    MailCodeAndTotp,
    /// A passkey.
    Passkey,
}

/// How the root was confirmed. Nothing in it was made later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Confirmation {
    /// With a passkey: the root was its challenge, which anybody can check (`docs/assertion.md`).
    Passkey {
        /// How the person was signed in.
        signed_in: SignedIn,
        /// When, by the clock of the portal.
        at: Timestamp,
        /// The public key of the passkey, as a `COSE_Key`.
        key: Bytes,
        /// `clientDataJSON`.
        client_data: Bytes,
        /// `authenticatorData`.
        authenticator_data: Bytes,
        /// `signature`.
        signature: Bytes,
    },
    /// With a code that was mailed to the person together with the fingerprint of the root: that they belong together
    /// rests on the record of the portal.
    MailCode {
        /// How the person was signed in.
        signed_in: SignedIn,
        /// When, by the clock of the portal.
        at: Timestamp,
    },
}

impl Confirmation {
    /// When, by the clock of the portal.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Passkey { at, .. } | Self::MailCode { at, .. } => *at,
        }
    }
}

/// Evidence of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// [`crate::FORMAT`].
    pub format: String,
    /// What was confirmed.
    pub root: Hash,
    /// Leaves 0 to 4, that of the organisation, that of the document.
    pub leaves: Vec<Disclosed>,
    /// How.
    pub confirmation: Confirmation,
}

impl Evidence {
    /// The file: JSON in the one form of RFC 8785, without a line end.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical(self)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Fault::TooLarge`], [`Fault::Unreadable`] with the place; [`Fault::Form`] when its bytes are not in the one form.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > LARGEST {
            return Err(Fault::TooLarge);
        }
        read(bytes)
    }
}

/// Reads what [`canonical`] wrote, and nothing else.
pub(crate) fn read<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    let read: T = serde_json::from_slice(bytes)
        .map_err(|error| Fault::Unreadable { line: error.line(), column: error.column() })?;
    if canonical(&read) == bytes { Ok(read) } else { Err(Fault::Form) }
}

pub(crate) fn canonical<T: Serialize>(value: &T) -> Vec<u8> {
    // Numbers are whole and texts are texts in all forms of this crate, so that nothing is left to refuse.
    serde_json_canonicalizer::to_vec(value).unwrap_or_default()
}
