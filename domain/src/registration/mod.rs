//! Registrations (*aanmeldingen*): what people type, when it is complete, and how it is decided.
//!
//! [`Answers`] is what was typed, kept as it is so that a form can be shown again; [`parse`] turns
//! it into an [`Application`] whose parts are all valid, or names every problem with its field.

mod answers;
mod application;
mod findings;
mod lifecycle;
#[cfg(test)]
mod tests;

pub use answers::{Answers, PersonAnswer, SystemAnswer};
pub use application::{
    Application, Area, Body, Complaint, Contact, Execution, Part, Problem, Registrant, Signatory, check_step, parse,
    parse_part,
};
pub use findings::{Finding, Known, findings};
pub use lifecycle::{Move, NotNow, Stage};

use crate::party::{OrganisationKind, codes};

codes! {
    /// As what somebody registers.
    Applicant {
        /// A municipality.
        Municipality = "gemeente",
        /// A joint body for several municipalities.
        JointBody = "gemeenschappelijke-regeling",
        /// A creditor.
        SignalPartner = "signaalpartner",
        /// An executor.
        Executor = "uitvoerende-organisatie",
        /// A natural person who lets one or a few homes: the short lane of three screens.
        Landlord = "particuliere-verhuurder",
    }
}

impl Applicant {
    /// What this applicant becomes.
    #[must_use]
    pub const fn organisation_kind(self) -> OrganisationKind {
        match self {
            Self::Municipality => OrganisationKind::Municipality,
            Self::JointBody => OrganisationKind::JointBody,
            Self::SignalPartner | Self::Landlord => OrganisationKind::SignalPartner,
            Self::Executor => OrganisationKind::Executor,
        }
    }

    /// The pages of the form, in order; the last is always [`Step::Review`].
    #[must_use]
    pub const fn steps(self) -> &'static [Step] {
        use Step::{
            Area, Begin, Clients, Contacts, Execution, Home, Homes, Members, Organisation, Review, Signatories, System,
        };
        match self {
            Self::Municipality => &[Begin, Organisation, System, Contacts, Signatories, Execution, Review],
            Self::JointBody => &[Begin, Organisation, Members, System, Contacts, Signatories, Execution, Review],
            Self::SignalPartner => &[Begin, Organisation, Area, Contacts, Signatories, Execution, Review],
            Self::Executor => &[Begin, Organisation, Clients, Contacts, Signatories, Review],
            Self::Landlord => &[Home, Homes, Review],
        }
    }

    /// The page after `step`, if there is one.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Step> {
        let steps = self.steps();
        let at = steps.iter().position(|s| *s == step)?;
        steps.get(at + 1).copied()
    }

    /// The page before `step`, if there is one.
    #[must_use]
    pub fn before(self, step: Step) -> Option<Step> {
        let steps = self.steps();
        let at = steps.iter().position(|s| *s == step)?;
        steps.get(at.checked_sub(1)?).copied()
    }
}

codes! {
    /// One page of the form: one group of questions.
    Step {
        /// Who fills it in, and where the link to go on later is sent.
        Begin = "begin",
        /// Name, address, KvK number, website; organ or sector.
        Organisation = "organisatie",
        /// The members of a joint body.
        Members = "leden",
        /// The early-warning system, per member where it differs.
        System = "systeem",
        /// Where a partner is active.
        Area = "werkgebied",
        /// Contact persons.
        Contacts = "contactpersonen",
        /// Signatories.
        Signatories = "tekenbevoegden",
        /// An executor, and whether it must be a party.
        Execution = "uitvoering",
        /// For whom an executor works.
        Clients = "opdrachtgevers",
        /// The private landlord: who and where.
        Home = "gegevens",
        /// The private landlord: in which municipalities the homes are.
        Homes = "woningen",
        /// Everything once more, and send.
        Review = "controleren",
    }
}
