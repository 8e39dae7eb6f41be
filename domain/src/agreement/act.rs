//! What can be done with an agreement, and by whom.

use super::{Draft, Reason, Side};
use crate::ids::{AgreementId, SlotId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One act on an agreement. Acts that make a new revision carry its [`Draft`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// *Doorzetten*: it may now be signed.
    Release,
    /// *Aanhouden*: not now; with a date it is prepared again on that day.
    Hold {
        /// A day after today.
        until: Option<Date>,
    },
    /// The day of a hold has come.
    HoldDateReached,
    /// *Later*: the partner keeps it from the own signatory.
    Defer,
    /// The partner takes the mark *later* away.
    Resume,
    /// A signatory signs.
    FillSlot {
        /// Where.
        slot: SlotId,
    },
    /// *Afwijzen*: a signatory refuses to sign.
    Decline {
        /// For which side.
        side: Side,
        /// Why.
        reason: Reason,
    },
    /// *Terughalen*: the municipality wants it unsigned for now.
    TakeBack,
    /// What the revision says no longer holds: system, area, people's functions or organ changed.
    NewFacts {
        /// The revision with the new facts; used only where nothing is signed.
        next: Draft,
    },
    /// The municipality lets a partly signed revision be, though its facts have changed.
    LetBe,
    /// *Opnieuw klaarzetten*: a new revision; what was signed goes to the history.
    PrepareAgain {
        /// The revision with the newest facts.
        next: Draft,
    },
    /// Signals may flow: both sides are ready and the first day has come.
    Start {
        /// How far both sides are.
        onboarding: Onboarded,
    },
    /// *Opzeggen*.
    Terminate {
        /// The side that gives notice.
        side: Side,
        /// The last day on which it holds: today or later.
        end: Date,
    },
    /// A newer agreement takes its place (template, merger).
    Supersede {
        /// The newer agreement.
        by: AgreementId,
    },
    /// *Laten vervallen*: it ends before it is signed.
    Withdraw {
        /// Why.
        why: Withdrawal,
    },
    /// *Getekend buiten dit portaal*: the administrator brings in what both sides signed elsewhere.
    SignedElsewhere {
        /// When they signed: today or earlier.
        on: Date,
        /// The first day on which signals flowed, where they do; from that day on it is active.
        start: Option<Date>,
    },
}

/// How far the onboarding is, as its own checklist says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Onboarded {
    /// Whether the municipality's side is done.
    pub municipality: bool,
    /// Whether the partner's side is done.
    pub partner: bool,
    /// The agreed first day, once it is known.
    pub start: Option<Date>,
}

/// Why an agreement ended before it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Withdrawal {
    /// The partner is no longer active in the municipality.
    AreaEnded,
    /// The organisation stopped taking part.
    OrganisationEnded,
    /// The municipality no longer exists, or is covered by another party.
    MunicipalityEnded,
    /// The administrator decided it.
    ByAdministrator {
        /// Why.
        reason: Reason,
    },
}

/// Who may do an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mover {
    /// A contact person of the municipality or joint body.
    MunicipalityContact,
    /// A contact person of the signal partner.
    PartnerContact,
    /// A contact person of either side.
    EitherContact,
    /// A signatory of the organisation of an open slot.
    Signatory,
    /// The administrator.
    Administrator,
    /// The portal, because a fact or a date demands it.
    System,
}

impl Mover {
    /// Every mover.
    pub const ALL: [Self; 6] = [
        Self::MunicipalityContact,
        Self::PartnerContact,
        Self::EitherContact,
        Self::Signatory,
        Self::Administrator,
        Self::System,
    ];

    /// The code that the table in the documentation uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MunicipalityContact => "municipality_contact",
            Self::PartnerContact => "partner_contact",
            Self::EitherContact => "either_contact",
            Self::Signatory => "signatory",
            Self::Administrator => "administrator",
            Self::System => "system",
        }
    }
}

impl fmt::Display for Mover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Act {
    /// The act without its data.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Release => ActKind::Release,
            Self::Hold { .. } => ActKind::Hold,
            Self::HoldDateReached => ActKind::HoldDateReached,
            Self::Defer => ActKind::Defer,
            Self::Resume => ActKind::Resume,
            Self::FillSlot { .. } => ActKind::FillSlot,
            Self::Decline { .. } => ActKind::Decline,
            Self::TakeBack => ActKind::TakeBack,
            Self::NewFacts { .. } => ActKind::NewFacts,
            Self::LetBe => ActKind::LetBe,
            Self::PrepareAgain { .. } => ActKind::PrepareAgain,
            Self::Start { .. } => ActKind::Start,
            Self::Terminate { .. } => ActKind::Terminate,
            Self::Supersede { .. } => ActKind::Supersede,
            Self::Withdraw { .. } => ActKind::Withdraw,
            Self::SignedElsewhere { .. } => ActKind::SignedElsewhere,
        }
    }

    /// Who may do it. Which person holds that role is for `access` to know.
    #[must_use]
    pub fn by(&self) -> Mover {
        match self {
            Self::Release | Self::Hold { .. } | Self::TakeBack | Self::LetBe | Self::PrepareAgain { .. } => {
                Mover::MunicipalityContact
            }
            Self::Defer | Self::Resume => Mover::PartnerContact,
            Self::Terminate { .. } => Mover::EitherContact,
            Self::FillSlot { .. } | Self::Decline { .. } => Mover::Signatory,
            Self::Supersede { .. }
            | Self::SignedElsewhere { .. }
            | Self::Withdraw { why: Withdrawal::ByAdministrator { .. } } => Mover::Administrator,
            Self::HoldDateReached | Self::NewFacts { .. } | Self::Start { .. } | Self::Withdraw { .. } => Mover::System,
        }
    }
}

/// An act without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// See [`Act::Release`].
    Release,
    /// See [`Act::Hold`].
    Hold,
    /// See [`Act::HoldDateReached`].
    HoldDateReached,
    /// See [`Act::Defer`].
    Defer,
    /// See [`Act::Resume`].
    Resume,
    /// See [`Act::FillSlot`].
    FillSlot,
    /// See [`Act::Decline`].
    Decline,
    /// See [`Act::TakeBack`].
    TakeBack,
    /// See [`Act::NewFacts`].
    NewFacts,
    /// See [`Act::LetBe`].
    LetBe,
    /// See [`Act::PrepareAgain`].
    PrepareAgain,
    /// See [`Act::Start`].
    Start,
    /// See [`Act::Terminate`].
    Terminate,
    /// See [`Act::Supersede`].
    Supersede,
    /// See [`Act::Withdraw`].
    Withdraw,
    /// See [`Act::SignedElsewhere`].
    SignedElsewhere,
}

impl ActKind {
    /// Every act.
    pub const ALL: [Self; 16] = [
        Self::Release,
        Self::Hold,
        Self::HoldDateReached,
        Self::Defer,
        Self::Resume,
        Self::FillSlot,
        Self::Decline,
        Self::TakeBack,
        Self::NewFacts,
        Self::LetBe,
        Self::PrepareAgain,
        Self::Start,
        Self::Terminate,
        Self::Supersede,
        Self::Withdraw,
        Self::SignedElsewhere,
    ];

    /// The code that the table in the documentation and the logs use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Hold => "hold",
            Self::HoldDateReached => "hold_date_reached",
            Self::Defer => "defer",
            Self::Resume => "resume",
            Self::FillSlot => "fill_slot",
            Self::Decline => "decline",
            Self::TakeBack => "take_back",
            Self::NewFacts => "new_facts",
            Self::LetBe => "let_be",
            Self::PrepareAgain => "prepare_again",
            Self::Start => "start",
            Self::Terminate => "terminate",
            Self::Supersede => "supersede",
            Self::Withdraw => "withdraw",
            Self::SignedElsewhere => "signed_elsewhere",
        }
    }

    /// The act with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == code)
    }
}

impl fmt::Display for ActKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
