//! Where an agreement stands. Each state carries what is true only there.

use super::{Reason, Side, Withdrawal};
use crate::ids::{AgreementId, PersonId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where an agreement stands, with its data. As JSON it is tagged with `kind` (see [`StateKind`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum State {
    /// *Klaargezet*: waits for the municipality's contact person.
    Prepared,
    /// *Aangehouden*: the municipality does not want it signed yet.
    OnHold {
        /// The day on which it is prepared again by itself; without one it stays.
        until: Option<Date>,
    },
    /// *Ter ondertekening*: may be signed, and nobody has.
    Released {
        /// When the municipality released it.
        at: Timestamp,
        /// Set while the partner's contact person keeps it from the own signatory.
        deferred: Option<Deferral>,
    },
    /// *Getekend door …*: at least one slot is filled and at least one is open.
    PartlySigned {
        /// When the municipality released it.
        released: Timestamp,
        /// Set while the partner's contact person keeps it from the own signatory.
        deferred: Option<Deferral>,
        /// Whether the facts in the revision still hold.
        facts: Facts,
    },
    /// *Afgewezen*: a signatory refused to sign.
    Declined {
        /// When.
        at: Timestamp,
        /// The side that declined.
        side: Side,
        /// The signatory who declined.
        by: PersonId,
        /// What the signatory wrote.
        reason: Reason,
        /// Whether facts have changed since: preparing it again takes the new ones.
        facts_changed: bool,
    },
    /// *Getekend*: every slot is filled.
    Signed {
        /// When the last slot was filled, or when it was brought in.
        at: Timestamp,
        /// Whether facts have changed since the revision was made.
        facts_changed: bool,
        /// The day on which both sides signed outside the portal; then no slot is filled.
        #[serde(default)]
        elsewhere: Option<Date>,
    },
    /// *Actief*: both sides are ready and signals flow.
    Active {
        /// When the last slot was filled, or when it was brought in.
        signed: Timestamp,
        /// The agreed first day.
        start: Date,
        /// Whether facts have changed since the revision was made.
        facts_changed: bool,
        /// The day on which both sides signed outside the portal; then no slot is filled.
        #[serde(default)]
        elsewhere: Option<Date>,
    },
    /// *Vervallen*: ended before it was signed.
    Withdrawn {
        /// When.
        at: Timestamp,
        /// Why.
        why: Withdrawal,
    },
    /// *Opgezegd*: ended by one side after it was signed.
    Terminated {
        /// When notice was given.
        at: Timestamp,
        /// The side that gave notice.
        side: Side,
        /// The contact person who gave notice.
        by: PersonId,
        /// The last day on which it holds; may lie ahead.
        end: Date,
        /// The day on which both sides had signed outside the portal.
        #[serde(default)]
        elsewhere: Option<Date>,
    },
    /// *Vervangen*: a newer agreement took its place.
    Superseded {
        /// When.
        at: Timestamp,
        /// The agreement that took its place.
        by: AgreementId,
        /// The day on which both sides had signed outside the portal.
        #[serde(default)]
        elsewhere: Option<Date>,
    },
}

/// The partner's contact person keeps an agreement from the own signatory for now (*later*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deferral {
    /// Since when.
    pub at: Timestamp,
    /// Who decided it.
    pub by: PersonId,
}

/// Whether the facts that a partly signed revision fixes still hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facts {
    /// They hold.
    Unchanged,
    /// They have changed, and the municipality's contact person has not decided what follows.
    Changed,
    /// They have changed, and the municipality's contact person lets the revision be.
    LetBe,
}

impl Facts {
    /// Whether the revision says something that no longer holds.
    #[must_use]
    pub fn have_changed(self) -> bool {
        self != Self::Unchanged
    }
}

impl State {
    /// The state without its data.
    #[must_use]
    pub fn kind(&self) -> StateKind {
        match self {
            Self::Prepared => StateKind::Prepared,
            Self::OnHold { .. } => StateKind::OnHold,
            Self::Released { .. } => StateKind::Released,
            Self::PartlySigned { .. } => StateKind::PartlySigned,
            Self::Declined { .. } => StateKind::Declined,
            Self::Signed { .. } => StateKind::Signed,
            Self::Active { .. } => StateKind::Active,
            Self::Withdrawn { .. } => StateKind::Withdrawn,
            Self::Terminated { .. } => StateKind::Terminated,
            Self::Superseded { .. } => StateKind::Superseded,
        }
    }

    /// Whether the facts have changed since the current revision was made.
    #[must_use]
    pub fn facts_changed(&self) -> bool {
        match self {
            Self::PartlySigned { facts, .. } => facts.have_changed(),
            Self::Declined { facts_changed, .. }
            | Self::Signed { facts_changed, .. }
            | Self::Active { facts_changed, .. } => *facts_changed,
            _ => false,
        }
    }

    /// The day on which both sides signed outside the portal, where they did: *getekend buiten dit portaal*.
    #[must_use]
    pub fn elsewhere(&self) -> Option<Date> {
        match self {
            Self::Signed { elsewhere, .. }
            | Self::Active { elsewhere, .. }
            | Self::Terminated { elsewhere, .. }
            | Self::Superseded { elsewhere, .. } => *elsewhere,
            _ => None,
        }
    }

    /// The partner's mark *later*, where it is set.
    #[must_use]
    pub fn deferred(&self) -> Option<Deferral> {
        match self {
            Self::Released { deferred, .. } | Self::PartlySigned { deferred, .. } => *deferred,
            _ => None,
        }
    }
}

/// A state without its data: the code in a column, a filter, a colour on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateKind {
    /// *Klaargezet*.
    Prepared,
    /// *Aangehouden*.
    OnHold,
    /// *Ter ondertekening*.
    Released,
    /// *Getekend door …*.
    PartlySigned,
    /// *Afgewezen*.
    Declined,
    /// *Getekend*.
    Signed,
    /// *Actief*.
    Active,
    /// *Vervallen*.
    Withdrawn,
    /// *Opgezegd*.
    Terminated,
    /// *Vervangen*.
    Superseded,
}

impl StateKind {
    /// Every state, in the order of an agreement's life.
    pub const ALL: [Self; 10] = [
        Self::Prepared,
        Self::OnHold,
        Self::Released,
        Self::PartlySigned,
        Self::Declined,
        Self::Signed,
        Self::Active,
        Self::Withdrawn,
        Self::Terminated,
        Self::Superseded,
    ];

    /// The code that is stored and stands in addresses and exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::OnHold => "on_hold",
            Self::Released => "released",
            Self::PartlySigned => "partly_signed",
            Self::Declined => "declined",
            Self::Signed => "signed",
            Self::Active => "active",
            Self::Withdrawn => "withdrawn",
            Self::Terminated => "terminated",
            Self::Superseded => "superseded",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == code)
    }

    /// Whether nothing moves it any more.
    #[must_use]
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Terminated | Self::Superseded)
    }

    /// Whether it is the one current agreement of its pair.
    #[must_use]
    pub fn is_current(self) -> bool {
        !self.has_ended()
    }

    /// Whether slots may be filled now.
    #[must_use]
    pub fn is_signable(self) -> bool {
        matches!(self, Self::Released | Self::PartlySigned)
    }
}

impl fmt::Display for StateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
