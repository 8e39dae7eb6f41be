//! Whether evidence holds for a file.

use crate::{Confirmation, Disclosed, Evidence, FORMAT, Hash, Leaf, SignedIn, act::FIRST, leaf::Side, tree};
use assertion::{Assertion, Expected, PublicKey};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// How long after it was made a root could be confirmed.
const SERVES: SignedDuration = SignedDuration::from_mins(5);

/// Why evidence does not hold. The order is that of the checks: the first that fails is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Larger than evidence is.
    #[error("the evidence is too large")]
    TooLarge,
    /// Not JSON with the members that evidence has.
    #[error("the evidence cannot be read at line {line}, column {column}")]
    Unreadable {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Not in the one form of RFC 8785: somebody wrote it anew.
    #[error("the evidence is not in the form in which it was written")]
    Form,
    /// Another version than this program knows.
    #[error("the evidence has another format than {FORMAT}")]
    Format,
    /// Leaves are missing, or others are there.
    #[error("the leaves are not those of an act")]
    Leaves,
    /// A leaf does not lead to the root.
    #[error("leaf {0} is not under the root")]
    Path(u64),
    /// The file does not begin with the bytes that were confirmed.
    #[error("the file is not the document that was confirmed")]
    Document,
    /// Confirmed before the root was made, or more than five minutes after.
    #[error("the moment of confirmation does not fit the root")]
    Moment,
    /// The passkey did not sign this root at this portal.
    #[error("the passkey did not confirm this root: {0}")]
    Passkey(#[from] assertion::Refused),
}

/// What evidence says that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The address of the portal.
    pub portal: String,
    /// The round.
    pub round: Uuid,
    /// How many documents were confirmed in it.
    pub documents: u64,
    /// When the root was made.
    pub prepared: Timestamp,
    /// When it was confirmed.
    pub confirmed: Timestamp,
    /// How the person was signed in.
    pub signed_in: SignedIn,
    /// Whether a passkey signed the root; else the link rests on the record of the portal.
    pub by_passkey: bool,
    /// The person.
    pub person: String,
    /// For whom.
    pub organisation: String,
    /// Its number in the trade register.
    pub kvk: Option<String>,
    /// The function of the person.
    pub function: Option<String>,
    /// On which ground.
    pub ground: Option<String>,
    /// The number of the agreement.
    pub agreement: String,
    /// The side.
    pub side: Side,
    /// The form field that gets the signature.
    pub field: String,
    /// What the person agreed to.
    pub consent: String,
}

impl Evidence {
    /// Whether it holds for a file, whatever was added to the file since.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn check(&self, file: &[u8]) -> Result<Checked, Fault> {
        if self.format != FORMAT {
            return Err(Fault::Format);
        }
        let [round, time, random, consent, person, organisation, document] = self.leaves.as_slice() else {
            return Err(Fault::Leaves);
        };
        let (
            Leaf::Round { portal, round: id, organisations, documents },
            Leaf::Time { prepared },
            Leaf::Random { .. },
            Leaf::Consent { text },
            Leaf::Person { name: person_name, .. },
            Leaf::Organisation { name, kvk, function, ground, .. },
            Leaf::Document { agreement, side, field, organisation: bound, length, sha256, .. },
        ) = (&round.leaf, &time.leaf, &random.leaf, &consent.leaf, &person.leaf, &organisation.leaf, &document.leaf)
        else {
            return Err(Fault::Leaves);
        };
        let after = FIRST.checked_add(*organisations).ok_or(Fault::Leaves)?;
        let size = after.checked_add(*documents).ok_or(Fault::Leaves)?;
        let in_order = (0..FIRST).zip(&self.leaves).all(|(index, leaf)| leaf.index == index);
        let fits = organisation.index == *bound
            && (FIRST..after).contains(&organisation.index)
            && (after..size).contains(&document.index);
        if !in_order || !fits {
            return Err(Fault::Leaves);
        }
        for leaf in &self.leaves {
            self.leads_to_the_root(leaf, size)?;
        }
        let length = usize::try_from(*length).map_err(|_| Fault::Document)?;
        let released = file.get(..length).ok_or(Fault::Document)?;
        if Hash::of(released) != *sha256 {
            return Err(Fault::Document);
        }
        let at = self.confirmation.at();
        if at < *prepared || at.duration_since(*prepared) > SERVES {
            return Err(Fault::Moment);
        }
        let (signed_in, by_passkey) = self.confirmed(portal)?;
        Ok(Checked {
            portal: portal.clone(),
            round: *id,
            documents: *documents,
            prepared: *prepared,
            confirmed: at,
            signed_in,
            by_passkey,
            person: person_name.clone(),
            organisation: name.clone(),
            kvk: kvk.clone(),
            function: function.clone(),
            ground: ground.clone(),
            agreement: agreement.clone(),
            side: *side,
            field: field.clone(),
            consent: text.clone(),
        })
    }

    fn leads_to_the_root(&self, leaf: &Disclosed, size: u64) -> Result<(), Fault> {
        let root = tree::root(leaf.leaf.hash(), leaf.index, size, &leaf.path);
        if root == Some(self.root) { Ok(()) } else { Err(Fault::Path(leaf.index)) }
    }

    fn confirmed(&self, portal: &str) -> Result<(SignedIn, bool), Fault> {
        let Confirmation::Passkey { signed_in, key, client_data, authenticator_data, signature, .. } =
            &self.confirmation
        else {
            let Confirmation::MailCode { signed_in, .. } = &self.confirmation else { return Err(Fault::Leaves) };
            return Ok((*signed_in, false));
        };
        let key = PublicKey::from_cose(&key.0).map_err(|_| assertion::Refused::Key)?;
        let expected = Expected {
            challenge: &self.root.0,
            origin: portal,
            rp_id: host(portal),
            key: &key,
            // What the counter was before is not in evidence.
            counter: 0,
        };
        let assertion = Assertion {
            client_data: &client_data.0,
            authenticator_data: &authenticator_data.0,
            signature: &signature.0,
        };
        assertion::verify(&assertion, &expected)?;
        Ok((*signed_in, true))
    }
}

/// The host in an origin.
fn host(origin: &str) -> &str {
    let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    rest.split_once(':').map_or(rest, |(host, _)| host)
}
