//! The closed set of events. Every use case that changes something records one, in its own
//! transaction; history pages tell them in plain words.
//!
//! Events carry ids, codes and field names, never names of people, addresses or what they typed.

use crate::{
    agreement::AgreementNumber,
    ids::{AgreementId, OrganisationId, PersonId, RegistrationId},
    means::Means,
};
use serde::{Deserialize, Serialize};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doer {
    /// Somebody who is not signed in.
    Visitor,
    /// A signed-in person.
    Person(PersonId),
    /// The portal itself: a job.
    Portal,
    /// Whoever runs the command line.
    Operator,
}

/// What an event is about; its history is where the event shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// A request to join.
    Registration(RegistrationId),
    /// An accepted organisation.
    Organisation(OrganisationId),
    /// A person.
    Person(PersonId),
    /// An agreement.
    Agreement(AgreementId),
    /// The portal as a whole.
    Portal,
}

/// What happened. Adding one makes the history pages fail to compile until they can tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A draft was begun.
    RegistrationBegun,
    /// The draft was sent in and waits for the confirmation of its mail address.
    RegistrationSubmitted,
    /// The mail address was confirmed; the registration counts from now.
    RegistrationConfirmed,
    /// The administrator corrected these fields.
    RegistrationCorrected {
        /// Field names, never their contents.
        fields: Vec<String>,
    },
    /// The administrator mended the mail address of the registrant.
    RegistrationReaddressed,
    /// It came in a file, with which a running practice moves in.
    RegistrationImported,
    /// The administrator asked for more.
    RegistrationQuestioned,
    /// The administrator accepted it as this organisation.
    RegistrationAccepted {
        /// The organisation that came of it.
        organisation: OrganisationId,
    },
    /// The administrator refused it.
    RegistrationRefused,
    /// It was erased in time with everything that was typed.
    RegistrationErased,
    /// An organisation was added.
    OrganisationAdded {
        /// The registration it came from.
        registration: RegistrationId,
    },
    /// A municipality goes over from one contracting party to another on a date.
    CoverageHandedOver {
        /// CBS code.
        municipality: String,
        /// Who covered it until then.
        from: OrganisationId,
        /// Who covers it from then.
        to: OrganisationId,
        /// First day of the new coverage, `YYYY-MM-DD`.
        on: String,
    },
    /// The agreement of a pair was prepared, with its first revision.
    AgreementPrepared {
        /// `LCV-2026-000123`.
        number: AgreementNumber,
    },
    /// The agreement went from one state to another.
    AgreementMoved {
        /// Code of the state before.
        from: String,
        /// Code of the state after.
        to: String,
    },
    /// The document of the revision stands and can be signed.
    DocumentMade {
        /// Pages.
        pages: u32,
    },
    /// The document of the revision could not be made.
    DocumentFailed,
    /// The partner keeps the agreement from the own signatory for now.
    AgreementDeferred,
    /// The partner no longer does.
    AgreementResumed,
    /// The municipality lets the revision be, though facts have changed.
    FactsLetBe,
    /// Facts changed under an agreement.
    FactsChanged,
    /// A slot was filled: somebody signed for a side.
    AgreementSigned {
        /// Code of the side.
        side: String,
    },
    /// An agreement with evidence was kept long enough: it stands on the list to be erased.
    KeptLongEnough,
    /// An administrator approved that an agreement is erased.
    ErasureApproved,
    /// An administrator keeps an agreement longer, or no longer than others.
    KeptLonger {
        /// The first day on which it may be erased, `YYYY-MM-DD`.
        until: Option<String>,
    },
    /// An agreement was erased with all that hung on it.
    AgreementErased {
        /// `LCV-2026-000123`, which is never used again.
        number: AgreementNumber,
    },
    /// A person without a role was erased.
    PersonErased,
    /// Mails were emptied after the time of keeping.
    MailsEmptied {
        /// How many.
        number: u64,
    },
    /// Lines about signing in and out were erased after the time of keeping.
    SignInsForgotten {
        /// How many.
        number: u64,
    },
    /// It was brought in as signed outside the portal.
    AgreementBroughtIn {
        /// When both sides signed, `YYYY-MM-DD`.
        on: String,
        /// Whether the document came with it.
        document: bool,
    },
    /// A side said that it is ready to start, or not yet.
    OnboardingSaid {
        /// Code of the side.
        side: String,
        /// Whether it is ready.
        ready: bool,
    },
    /// The early-warning system of a contracting party was changed.
    SystemChanged {
        /// Code of the new one.
        system: String,
    },
    /// A contact person asked for a change of the organisation.
    ChangeAsked {
        /// Code of the kind.
        change: String,
    },
    /// Who asked took the request back.
    ChangeTakenBack {
        /// Code of the kind.
        change: String,
    },
    /// The administrator corrected these fields of a request.
    ChangeCorrected {
        /// Code of the kind.
        change: String,
    },
    /// The administrator refused a request.
    ChangeRefused {
        /// Code of the kind.
        change: String,
    },
    /// The administrator decided a change; its agreements follow.
    ChangeAccepted {
        /// Code of the kind.
        change: String,
        /// The day on which it happens, `YYYY-MM-DD`, where that is not at once.
        on: Option<String>,
    },
    /// Every agreement has followed a change.
    ChangeDone {
        /// Code of the kind.
        change: String,
    },
    /// Another contact person of the organisation agreed to what a colleague asked.
    ChangeSeconded {
        /// Code of the kind.
        change: String,
    },
    /// Another contact person of the organisation turned down what a colleague asked.
    ChangeTurnedDown {
        /// Code of the kind.
        change: String,
    },
    /// The contact persons of an organisation changed.
    ContactsChanged,
    /// A contact card was added.
    CardAdded {
        /// Code of its purpose.
        purpose: String,
    },
    /// A contact card was changed.
    CardChanged {
        /// Code of its purpose.
        purpose: String,
    },
    /// A contact card was removed.
    CardRemoved {
        /// Code of its purpose.
        purpose: String,
    },
    /// The contact cards with the address of somebody whose role ended were removed.
    CardsTakenAway {
        /// How many.
        number: u64,
    },
    /// The contact cards of an organisation that ended were erased after the time of keeping.
    CardsErased {
        /// How many.
        number: u64,
    },
    /// A role of a person in an organisation ended, by whoever did it.
    RoleEnded {
        /// Code of the role.
        role: String,
    },
    /// A person said to work for an organisation no longer.
    PersonLeft,
    /// A contact person said that the people and roles of the organisation still hold.
    PeopleHold,
    /// A new mail address was asked for, for somebody who lost every way in.
    AddressAsked,
    /// The administrator agreed to a new mail address.
    AddressAgreed,
    /// The administrator did not agree to a new mail address.
    AddressRefused,
    /// A new mail address was stopped before it counted.
    AddressStopped,
    /// Somebody has a new mail address; every session and passkey of before has ended.
    AddressChanged,
    /// An organisation stopped taking part.
    OrganisationEnded,
    /// A municipality goes up in another one on a date.
    MergerAnnounced {
        /// CBS code of the municipality that ends.
        old: String,
        /// CBS code of the one it goes up in.
        into: String,
        /// First day, `YYYY-MM-DD`.
        on: String,
    },
    /// A person confirmed a signing round.
    RoundConfirmed {
        /// How many documents it has.
        documents: u32,
    },
    /// A document of a confirmed round was not signed.
    SigningRefused {
        /// Why: a code.
        reason: String,
    },
    /// A person was invited as administrator.
    AdministratorInvited,
    /// A person is administrator no longer.
    AdministratorEnded,
    /// A person was invited for an organisation.
    PersonInvited {
        /// The organisation.
        organisation: OrganisationId,
    },
    /// A person signed in.
    SignedIn {
        /// By which means; lines from before there were several have none.
        #[serde(default)]
        means: Means,
    },
    /// A person made a passkey.
    PasskeyAdded,
    /// A person gave a passkey another name.
    PasskeyRenamed,
    /// A person removed a passkey.
    PasskeyRemoved,
    /// A person connected an authenticator app.
    AuthenticatorAdded,
    /// A person disconnected the authenticator app.
    AuthenticatorRemoved,
    /// A person signed out.
    SignedOut {
        /// Whether all sessions of this person ended.
        everywhere: bool,
    },
    /// A person ended a session of theirs in another browser.
    SessionEnded,
    /// A person ended all sessions of theirs but one.
    OtherSessionsEnded,
    /// A person chose a language for pages and mails.
    LanguageChosen {
        /// `nl` or `en`.
        language: String,
    },
    /// An administrator set which means suffice for the people of a kind of organisation.
    MeansAsked {
        /// Code of the kind, or `administration`.
        of: String,
        /// To sign in.
        sign_in: Means,
        /// To sign.
        sign: Means,
    },
    /// A person chose which mails to get.
    MailsChosen,
    /// A mail was put up for sending again by the administrator.
    MailRetried,
    /// A job was put up for running again by the administrator.
    JobRetried,
}

impl Event {
    /// The stable code of the kind, as in its JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RegistrationBegun => "registration_begun",
            Self::RegistrationSubmitted => "registration_submitted",
            Self::RegistrationConfirmed => "registration_confirmed",
            Self::RegistrationCorrected { .. } => "registration_corrected",
            Self::RegistrationReaddressed => "registration_readdressed",
            Self::RegistrationImported => "registration_imported",
            Self::RegistrationQuestioned => "registration_questioned",
            Self::RegistrationAccepted { .. } => "registration_accepted",
            Self::RegistrationRefused => "registration_refused",
            Self::RegistrationErased => "registration_erased",
            Self::OrganisationAdded { .. } => "organisation_added",
            Self::CoverageHandedOver { .. } => "coverage_handed_over",
            Self::AgreementPrepared { .. } => "agreement_prepared",
            Self::AgreementMoved { .. } => "agreement_moved",
            Self::DocumentMade { .. } => "document_made",
            Self::DocumentFailed => "document_failed",
            Self::AgreementDeferred => "agreement_deferred",
            Self::AgreementResumed => "agreement_resumed",
            Self::FactsLetBe => "facts_let_be",
            Self::FactsChanged => "facts_changed",
            Self::AgreementSigned { .. } => "agreement_signed",
            Self::KeptLongEnough => "kept_long_enough",
            Self::ErasureApproved => "erasure_approved",
            Self::KeptLonger { .. } => "kept_longer",
            Self::AgreementErased { .. } => "agreement_erased",
            Self::PersonErased => "person_erased",
            Self::MailsEmptied { .. } => "mails_emptied",
            Self::SignInsForgotten { .. } => "sign_ins_forgotten",
            Self::AgreementBroughtIn { .. } => "agreement_brought_in",
            Self::OnboardingSaid { .. } => "onboarding_said",
            Self::SystemChanged { .. } => "system_changed",
            Self::ChangeAsked { .. } => "change_asked",
            Self::ChangeTakenBack { .. } => "change_taken_back",
            Self::ChangeCorrected { .. } => "change_corrected",
            Self::ChangeRefused { .. } => "change_refused",
            Self::ChangeAccepted { .. } => "change_accepted",
            Self::ChangeDone { .. } => "change_done",
            Self::ChangeSeconded { .. } => "change_seconded",
            Self::ChangeTurnedDown { .. } => "change_turned_down",
            Self::ContactsChanged => "contacts_changed",
            Self::CardAdded { .. } => "card_added",
            Self::CardChanged { .. } => "card_changed",
            Self::CardRemoved { .. } => "card_removed",
            Self::CardsTakenAway { .. } => "cards_taken_away",
            Self::CardsErased { .. } => "cards_erased",
            Self::RoleEnded { .. } => "role_ended",
            Self::PersonLeft => "person_left",
            Self::PeopleHold => "people_hold",
            Self::AddressAsked => "address_asked",
            Self::AddressAgreed => "address_agreed",
            Self::AddressRefused => "address_refused",
            Self::AddressStopped => "address_stopped",
            Self::AddressChanged => "address_changed",
            Self::OrganisationEnded => "organisation_ended",
            Self::MergerAnnounced { .. } => "merger_announced",
            Self::RoundConfirmed { .. } => "round_confirmed",
            Self::SigningRefused { .. } => "signing_refused",
            Self::AdministratorInvited => "administrator_invited",
            Self::AdministratorEnded => "administrator_ended",
            Self::PersonInvited { .. } => "person_invited",
            Self::SignedIn { .. } => "signed_in",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRenamed => "passkey_renamed",
            Self::PasskeyRemoved => "passkey_removed",
            Self::AuthenticatorAdded => "authenticator_added",
            Self::AuthenticatorRemoved => "authenticator_removed",
            Self::SignedOut { .. } => "signed_out",
            Self::SessionEnded => "session_ended",
            Self::OtherSessionsEnded => "other_sessions_ended",
            Self::LanguageChosen { .. } => "language_chosen",
            Self::MeansAsked { .. } => "means_asked",
            Self::MailsChosen => "mails_chosen",
            Self::MailRetried => "mail_retried",
            Self::JobRetried => "job_retried",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_tag_of_the_json() {
        let samples = [
            Event::RegistrationBegun,
            Event::RegistrationCorrected { fields: vec!["kvk".into()] },
            Event::SignedOut { everywhere: true },
            Event::SignedIn { means: Means::Passkey },
            Event::AgreementMoved { from: "prepared".into(), to: "released".into() },
        ];
        for event in samples {
            let json = serde_json::to_value(&event).expect("events are plain data");
            assert_eq!(json["kind"], event.code());
        }
        let old: Event = serde_json::from_str(r#"{"kind":"signed_in"}"#).expect("a line of before");
        assert_eq!(old, Event::SignedIn { means: Means::MailCode });
    }
}
