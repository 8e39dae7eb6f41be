//! By which means somebody showed who they are, and what that is worth.
//!
//! What belongs here: the means, their order, the names of their levels. What never does: how a means works
//! (`app/src/identity`).

use crate::party::OrganisationKind;
use serde::{Deserialize, Serialize};

/// A means to sign in. The order is that of its worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// A code by mail: whoever reads the mailbox gets in.
    #[default]
    MailCode,
    /// A code by mail and one of an authenticator app (RFC 6238): what somebody has besides the mailbox.
    MailCodeAndTotp,
    /// A passkey with verification of its owner: bound to the site, nothing to pass on.
    Passkey,
}

/// What a means is worth, for policies and signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// One factor.
    Basic,
    /// Two factors; a false site can still ask for both.
    Substantial,
    /// Two factors that a false site cannot ask for.
    Strong,
}

impl Means {
    /// Every means, the weakest first.
    pub const ALL: [Self; 3] = [Self::MailCode, Self::MailCodeAndTotp, Self::Passkey];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MailCode => "mail_code",
            Self::MailCodeAndTotp => "mail_code_and_totp",
            Self::Passkey => "passkey",
        }
    }

    /// The means with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.as_str() == code)
    }

    /// What it is worth.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::MailCode => Level::Basic,
            Self::MailCodeAndTotp => Level::Substantial,
            Self::Passkey => Level::Strong,
        }
    }

    /// Whether it is enough where `asked` is the least.
    #[must_use]
    pub fn suffices(self, asked: Self) -> bool {
        self.level() >= asked.level()
    }
}

/// The least that is asked of whoever acts for an organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// To do anything for it.
    pub sign_in: Means,
    /// To sign for it; never less than to sign in.
    pub sign: Means,
}

impl Asked {
    /// To sign takes what signing in takes, or more.
    #[must_use]
    pub fn to_sign(self) -> Means {
        self.sign.max(self.sign_in)
    }
}

/// Whose people are asked for a means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The administrators of the portal.
    Administration,
    /// The people of organisations of a kind.
    Kind(OrganisationKind),
}

impl Whose {
    /// Everybody's.
    pub const ALL: [Self; 5] = [
        Self::Kind(OrganisationKind::Municipality),
        Self::Kind(OrganisationKind::JointBody),
        Self::Kind(OrganisationKind::SignalPartner),
        Self::Kind(OrganisationKind::Executor),
        Self::Administration,
    ];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administration => "administration",
            Self::Kind(kind) => kind.as_str(),
        }
    }

    /// Whose code this is.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|whose| whose.as_str() == code)
    }

    /// Whether these people may sign anything.
    #[must_use]
    pub const fn signs(self) -> bool {
        matches!(self, Self::Kind(_))
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Means, Whose};

    #[test]
    fn signing_takes_no_less_than_signing_in_and_codes_come_back() {
        let asked = Asked { sign_in: Means::Passkey, sign: Means::MailCode };
        assert_eq!((asked.to_sign(), Asked::default().to_sign()), (Means::Passkey, Means::MailCode));
        for whose in Whose::ALL {
            assert_eq!(Whose::parse(whose.as_str()), Some(whose));
        }
        assert_eq!(Whose::parse("everybody"), None);
    }

    #[test]
    fn a_stronger_means_always_suffices_and_codes_come_back() {
        for (place, means) in Means::ALL.into_iter().enumerate() {
            assert_eq!(Means::parse(means.as_str()), Some(means));
            for (other_place, asked) in Means::ALL.into_iter().enumerate() {
                assert_eq!(means.suffices(asked), place >= other_place, "{means:?} for {asked:?}");
            }
        }
        assert_eq!(Means::parse("password"), None);
    }
}
