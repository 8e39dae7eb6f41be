//! What evidence says of a document, and how well a signature was bound to its person.

use evidence::{Checked, Evidence, Fault, Hash};
use signing::verify::{Outcome, Report, Signature};

/// How a signature says that it was confirmed with a passkey.
pub(crate) const BY_PASSKEY: &str = "Bevestigd met een passkey (niveau sterk).";
/// How it says that a second factor came beside the code by mail, and at which level that is.
pub(crate) const BY_MORE: &str = "bevestigd met een eenmalige code per e-mail (niveau verhoogd).";

/// How well a signature was bound to its person. All are *gewone elektronische handtekeningen* (art. 3:15a BW).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Confirmed with a code by mail.
    SimpleByMailCode,
    /// Confirmed with a code by mail by somebody who was signed in by more than that.
    SimpleByMailCodeAndMore,
    /// Confirmed with a passkey.
    SimpleByPasskey,
}

impl Level {
    /// Of a signature that holds: what it says itself.
    #[must_use]
    pub fn of(signature: &Signature) -> Self {
        if signature.reason.ends_with(BY_PASSKEY) {
            Self::SimpleByPasskey
        } else if signature.reason.ends_with(BY_MORE) {
            Self::SimpleByMailCodeAndMore
        } else {
            Self::SimpleByMailCode
        }
    }

    /// A name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SimpleByMailCode => "simple-mail-code",
            Self::SimpleByMailCodeAndMore => "simple-mail-code-and-more",
            Self::SimpleByPasskey => "simple-passkey",
        }
    }
}

/// What a file of evidence says of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It holds, and the signature in this field binds it.
    Holds(Box<Checked>),
    /// It fits the document, but no signature in it binds this evidence: somebody else may have made it.
    Unbound,
    /// The document itself is not valid, so that nothing can be said of evidence.
    Moot,
    /// It does not hold.
    Faulty(Fault),
}

impl Proof {
    /// Of evidence for a document that was judged.
    #[must_use]
    pub fn of(evidence: &[u8], document: &[u8], report: &Report) -> Self {
        let checked = match Evidence::read(evidence).and_then(|read| read.check(document)) {
            Ok(checked) => checked,
            Err(fault) => return Self::Faulty(fault),
        };
        if !matches!(report.outcome, Outcome::AllSigned | Outcome::PartlySigned) {
            return Self::Moot;
        }
        let digest = Some(Hash::of(evidence).0);
        let binds = |signature: &&Signature| signature.field == checked.field && signature.evidence == digest;
        match report.signatures.iter().find(binds) {
            Some(signature) if signature.person == checked.person => Self::Holds(Box::new(checked)),
            _ => Self::Unbound,
        }
    }

    /// A name for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Holds(_) => "holds",
            Self::Unbound => "unbound",
            Self::Moot => "document-not-valid",
            Self::Faulty(_) => "faulty",
        }
    }
}
