//! One type per kind of identifier, so that no function can be handed the id of another kind.
//!
//! All are UUID version 7 (RFC 9562), made by the `Ids` port of `app`; none is a secret.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A municipality, joint body, signal partner or executor that was accepted.
    OrganisationId,
    /// A human being with an address of their own.
    PersonId,
    /// What one person may do for one organisation.
    RoleId,
    /// A request to join.
    RegistrationId,
    /// The contract between one contracting party and one signal partner.
    AgreementId,
    /// One fixed text and set of facts of an agreement.
    RevisionId,
    /// A place to be signed in a revision.
    SlotId,
    /// A mail in the outbox.
    MailId,
    /// A file that an administrator chose to bring in.
    ImportId,
    /// A unit of background work.
    JobId,
    /// A line of the audit log.
    EventId,
    /// A signed-in browser.
    SessionId,
    /// One browser's wish to sign in.
    SignInId,
    /// A form that somebody sent when they had to sign in or confirm first.
    KeptFormId,
    /// A passkey of a person.
    PasskeyId,
    /// One browser's doing with a passkey: making one, signing in, confirming.
    CeremonyId,
    /// A contact card of an organisation.
    CardId,
    /// A new mail address for somebody who lost every way in.
    RecoveryId,
    /// One person signing one or many agreements in one act.
    RoundId,
    /// A change of an organisation, asked for or decided.
    ChangeId,
}
