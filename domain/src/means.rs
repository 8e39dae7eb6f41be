//! By which means somebody showed who they are, and what that is worth.
//!
//! What belongs here: the means, their order, the names of their levels. What never does: how a means works
//! (`app/src/identity`).

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

#[cfg(test)]
mod tests {
    use super::Means;

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
