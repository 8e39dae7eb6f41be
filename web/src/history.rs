//! History in plain words: what each event of the audit log says on a page.
//!
//! Belongs here: the sentence of every event, and who is named with it. Never here: which lines a
//! page shows. An event without a sentence does not compile.

mod changes;
mod keeping;
mod people;

use crate::{
    lang::Lang,
    parts::{Timeline, TimelineEvent},
    words,
};
use app::{
    audit::Line,
    mail::{Language, field_name},
};
use domain::{
    agreement::{Side, StateKind},
    audit::{Doer, Event, Subject},
    ids::OrganisationId,
    municipality::{self, MunicipalityCode},
};
use jiff::civil::Date;

/// What happened, as one line without a full stop: *Aanmelding goedgekeurd*.
#[must_use]
pub fn sentence(line: &Line, lang: Lang) -> String {
    let fixed = |nl: &str, en: &str| lang.pick(nl, en).to_owned();
    match &line.event {
        Event::RegistrationBegun => fixed("Aanmelding begonnen", "Registration begun"),
        Event::RegistrationSubmitted => fixed("Aanmelding verstuurd", "Registration sent in"),
        Event::RegistrationConfirmed => {
            fixed("E-mailadres bevestigd: de aanmelding telt", "Mail address confirmed: the registration counts")
        }
        Event::RegistrationCorrected { fields } => corrected(fields, lang),
        Event::RegistrationReaddressed => fixed(
            "E-mailadres van de aanmelder verbeterd, nieuwe link gestuurd",
            "Mail address of the registrant corrected, new link sent",
        ),
        Event::RegistrationImported => fixed("Ingelezen uit een importbestand", "Read from an import file"),
        Event::RegistrationQuestioned => fixed("Om meer informatie gevraagd", "More information asked for"),
        Event::RegistrationAccepted { .. } => fixed("Aanmelding goedgekeurd", "Registration accepted"),
        Event::RegistrationRefused => fixed("Aanmelding geweigerd", "Registration refused"),
        Event::RegistrationErased => {
            fixed("Aanmelding gewist na de bewaartermijn", "Registration erased after its time of keeping")
        }
        Event::OrganisationAdded { .. } => fixed("Organisatie opgenomen", "Organisation added"),
        Event::CoverageHandedOver { municipality, from, to: _, on } => {
            handed_over(municipality, *from, on, line.subject, lang)
        }
        Event::AgreementPrepared { number } => {
            lang.pick(format!("Overeenkomst {number} klaargezet"), format!("Agreement {number} prepared"))
        }
        Event::AgreementMoved { from, to } => moved(from, to, lang),
        Event::DocumentMade { pages } => {
            lang.pick(format!("Document gemaakt ({pages} bladzijden)"), format!("Document made ({pages} pages)"))
        }
        Event::DocumentFailed => fixed("Het document kon niet worden gemaakt", "The document could not be made"),
        Event::AgreementDeferred => {
            fixed("Op ‘later’ gezet voor de eigen tekenbevoegde", "Marked ‘later’ for the own signatory")
        }
        Event::AgreementResumed => fixed("Niet langer op ‘later’", "No longer marked ‘later’"),
        Event::FactsLetBe => fixed("Versie gelaten zoals zij is", "Version left as it is"),
        Event::FactsChanged => fixed("Gegevens gewijzigd", "Facts changed"),
        Event::AgreementSigned { side } => {
            let side = Side::parse(side).map_or(side.as_str(), |side| words::side(side, lang));
            lang.pick(format!("Getekend voor {side}"), format!("Signed for {side}"))
        }
        Event::KeptLongEnough
        | Event::ErasureApproved
        | Event::KeptLonger { .. }
        | Event::AgreementErased { .. }
        | Event::PersonErased
        | Event::CardsErased { .. }
        | Event::MailsEmptied { .. }
        | Event::SignInsForgotten { .. } => keeping::keeping(&line.event, lang),
        Event::AgreementBroughtIn { on, document } => brought_in(on, *document, lang),
        Event::OnboardingSaid { side, ready } => onboarding(side, *ready, lang),
        Event::CardAdded { .. }
        | Event::CardChanged { .. }
        | Event::CardRemoved { .. }
        | Event::CardsTakenAway { .. } => people::cards(&line.event, lang),
        Event::SystemChanged { .. } => fixed("Vroegsignaleringssysteem gewijzigd", "Early-warning system changed"),
        Event::ChangeAsked { .. }
        | Event::ChangeTakenBack { .. }
        | Event::ChangeCorrected { .. }
        | Event::ChangeRefused { .. }
        | Event::ChangeAccepted { .. }
        | Event::ChangeDone { .. }
        | Event::ChangeSeconded { .. }
        | Event::ChangeTurnedDown { .. }
        | Event::ContactsChanged
        | Event::RoleEnded { .. }
        | Event::PersonLeft
        | Event::PeopleHold
        | Event::AddressAsked
        | Event::AddressAgreed
        | Event::AddressRefused
        | Event::AddressStopped
        | Event::AddressChanged
        | Event::PersonInvited { .. }
        | Event::AdministratorInvited
        | Event::AdministratorEnded
        | Event::OrganisationEnded
        | Event::MergerAnnounced { .. } => changes::sentence(&line.event, lang),
        Event::RoundConfirmed { documents } => round_confirmed(*documents, lang),
        Event::SigningRefused { reason } => {
            let why = words::not_signed(reason, lang);
            lang.pick(format!("Niet getekend: {why}"), format!("Not signed: {why}"))
        }
        Event::SignedIn { .. }
        | Event::PasskeyAdded
        | Event::PasskeyRenamed
        | Event::PasskeyRemoved
        | Event::AuthenticatorAdded
        | Event::AuthenticatorRemoved
        | Event::SessionEnded
        | Event::OtherSessionsEnded
        | Event::SignedOut { .. } => people::getting_in(&line.event, lang),
        Event::MeansAsked { .. }
        | Event::LanguageChosen { .. }
        | Event::MailsChosen
        | Event::MailRetried
        | Event::JobRetried => people::account(&line.event, lang),
    }
}

/// Whether a side says that it is ready to start.
fn onboarding(side: &str, ready: bool, lang: Lang) -> String {
    let side = Side::parse(side).map_or(side, |side| words::side(side, lang));
    if ready {
        lang.pick(format!("Klaar om te starten: {side}"), format!("Ready to start: {side}"))
    } else {
        lang.pick(format!("Nog niet klaar om te starten: {side}"), format!("Not yet ready to start: {side}"))
    }
}

/// From one state to another.
fn moved(from: &str, to: &str, lang: Lang) -> String {
    let name = |code: &str| StateKind::parse(code).map_or(code.to_owned(), |kind| words::state(kind, lang).to_owned());
    let (from, to) = (name(from), name(to));
    lang.pick(format!("Van ‘{from}’ naar ‘{to}’"), format!("From ‘{from}’ to ‘{to}’"))
}

/// Every event of a kind in general, for choosing kinds; the code itself where it has no words.
#[must_use]
pub fn kind(code: &str, lang: Lang) -> &str {
    let (nl, en) = match code {
        "document_made" => ("Document gemaakt", "Document made"),
        "document_failed" => ("Document niet gemaakt", "Document not made"),
        "agreement_deferred" => ("Op ‘later’ gezet", "Marked ‘later’"),
        "agreement_resumed" => ("Niet langer op ‘later’", "No longer marked ‘later’"),
        "facts_let_be" => ("Versie gelaten zoals zij is", "Version left as it is"),
        "facts_changed" => ("Gegevens gewijzigd", "Facts changed"),
        "agreement_signed" => ("Getekend voor een partij", "Signed for a side"),
        "kept_long_enough" => ("Bewaartermijn voorbij", "Time of keeping over"),
        "erasure_approved" => ("Wissen goedgekeurd", "Erasure approved"),
        "kept_longer" => ("Langer bewaren", "Kept longer"),
        "agreement_erased" => ("Overeenkomst gewist", "Agreement erased"),
        "card_added" => ("Contactkaart toegevoegd", "Contact card added"),
        "card_changed" => ("Contactkaart gewijzigd", "Contact card changed"),
        "card_removed" => ("Contactkaart verwijderd", "Contact card removed"),
        "cards_taken_away" => {
            ("Contactkaarten van een vertrokken collega verwijderd", "Contact cards of a colleague who left removed")
        }
        "cards_erased" => ("Contactkaarten gewist", "Contact cards erased"),
        "person_erased" => ("Persoon gewist", "Person erased"),
        "mails_emptied" => ("Mails leeggemaakt", "Mails emptied"),
        "sign_ins_forgotten" => ("In- en uitloggen gewist", "Signing in and out erased"),
        "onboarding_said" => ("Klaar om te starten", "Ready to start"),
        "system_changed" => ("Vroegsignaleringssysteem gewijzigd", "Early-warning system changed"),
        "change_asked" => ("Wijziging aangevraagd", "Change asked for"),
        "change_taken_back" => ("Wijziging ingetrokken", "Change taken back"),
        "change_corrected" => ("Wijziging verbeterd", "Change corrected"),
        "change_refused" => ("Wijziging geweigerd", "Change refused"),
        "change_accepted" => ("Wijziging goedgekeurd", "Change accepted"),
        "change_done" => ("Wijziging doorgevoerd", "Change carried out"),
        "change_seconded" => ("Wijziging goedgekeurd door een collega", "Change agreed to by a colleague"),
        "change_turned_down" => ("Wijziging afgewezen door een collega", "Change turned down by a colleague"),
        "role_ended" => ("Rol beëindigd", "Role ended"),
        "person_left" => ("Werkt hier niet meer", "No longer works here"),
        "administrator_ended" => ("Geen beheerder meer", "No longer administrator"),
        "contacts_changed" => ("Contactpersonen gewijzigd", "Contact persons changed"),
        "organisation_ended" => ("Organisatie gestopt", "Organisation ended"),
        "merger_announced" => ("Herindeling aangekondigd", "Merger announced"),
        "round_confirmed" => ("Ondertekenronde bevestigd", "Signing round confirmed"),
        "signing_refused" => ("Niet getekend", "Not signed"),
        "registration_begun" => ("Aanmelding begonnen", "Registration begun"),
        "registration_submitted" => ("Aanmelding verstuurd", "Registration sent in"),
        "registration_confirmed" => ("E-mailadres bevestigd", "Mail address confirmed"),
        "registration_corrected" => ("Aanmelding verbeterd", "Registration corrected"),
        "registration_readdressed" => {
            ("E-mailadres van een aanmelder verbeterd", "Mail address of a registrant corrected")
        }
        "registration_questioned" => ("Om meer informatie gevraagd", "More information asked for"),
        "registration_accepted" => ("Aanmelding goedgekeurd", "Registration accepted"),
        "registration_refused" => ("Aanmelding geweigerd", "Registration refused"),
        "registration_erased" => ("Aanmelding gewist", "Registration erased"),
        "organisation_added" => ("Organisatie opgenomen", "Organisation added"),
        "coverage_handed_over" => ("Gemeente overgegaan", "Municipality handed over"),
        "agreement_prepared" => ("Overeenkomst klaargezet", "Agreement prepared"),
        "agreement_moved" => ("Overeenkomst van stand veranderd", "Agreement changed state"),
        "administrator_invited" => ("Beheerder uitgenodigd", "Administrator invited"),
        "person_invited" => ("Iemand uitgenodigd", "Somebody invited"),
        "signed_in" => ("Ingelogd", "Signed in"),
        "signed_out" => ("Uitgelogd", "Signed out"),
        "session_ended" => ("Uitgelogd in een andere browser", "Signed out in another browser"),
        "other_sessions_ended" => ("Uitgelogd in alle andere browsers", "Signed out in all other browsers"),
        "authenticator_added" => ("Authenticator-app gekoppeld", "Authenticator app connected"),
        "authenticator_removed" => ("Authenticator-app ontkoppeld", "Authenticator app disconnected"),
        "passkey_added" => ("Passkey gemaakt", "Passkey made"),
        "passkey_renamed" => ("Passkey een andere naam gegeven", "Passkey given another name"),
        "passkey_removed" => ("Passkey verwijderd", "Passkey removed"),
        "language_chosen" => ("Taal gekozen", "Language chosen"),
        "means_asked" => ("Inlogmiddelen ingesteld", "Means of signing in set"),
        "mails_chosen" => ("Mails gekozen", "Mails chosen"),
        "mail_retried" => ("Mail opnieuw aangeboden", "Mail offered again"),
        "job_retried" => ("Taak opnieuw gestart", "Job started again"),
        other => return other,
    };
    lang.pick(nl, en)
}

fn corrected(fields: &[String], lang: Lang) -> String {
    let language = Language::from_code(lang.code());
    let mut names: Vec<String> = Vec::new();
    for name in fields.iter().map(|field| field_name(field, language)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let names = names.join(", ");
    lang.pick(format!("Aanmelding verbeterd: {names}"), format!("Registration corrected: {names}"))
}

fn handed_over(code: &str, from: OrganisationId, on: &str, subject: Subject, lang: Lang) -> String {
    let name = MunicipalityCode::parse(code)
        .ok()
        .and_then(municipality::by_code)
        .map_or_else(|| code.to_owned(), |municipality| municipality.name.clone());
    let day = on.parse::<Date>().map_or_else(|_| on.to_owned(), |day| words::date(day, lang));
    if subject == Subject::Organisation(from) {
        lang.pick(
            format!("{name} gaat op {day} over naar een andere contractpartij"),
            format!("{name} goes over to another contracting party on {day}"),
        )
    } else {
        lang.pick(
            format!("{name} komt op {day} over van een andere contractpartij"),
            format!("{name} comes over from another contracting party on {day}"),
        )
    }
}

/// What was signed elsewhere, and whether its document came with it.
fn brought_in(on: &str, document: bool, lang: Lang) -> String {
    let on = on.parse::<Date>().map_or_else(|_| on.to_owned(), |day| words::date(day, lang));
    let with = match (document, lang) {
        (true, Lang::Nl) => ", met het document",
        (true, Lang::En) => ", with its document",
        (false, _) => "",
    };
    lang.pick(
        format!("Ingebracht: getekend buiten dit portaal op {on}{with}"),
        format!("Brought in: signed outside this portal on {on}{with}"),
    )
}

fn round_confirmed(documents: u32, lang: Lang) -> String {
    match documents {
        1 => lang.pick("Ondertekenronde bevestigd: 1 overeenkomst", "Signing round confirmed: 1 agreement").to_owned(),
        many => lang.pick(
            format!("Ondertekenronde bevestigd: {many} overeenkomsten"),
            format!("Signing round confirmed: {many} agreements"),
        ),
    }
}

/// Whether only an administrator does this: outside the administration the role is told, not the name.
fn is_administration(event: &Event) -> bool {
    match event {
        // Only the administrator lets an agreement lapse by hand.
        Event::AgreementMoved { to, .. } => to == StateKind::Withdrawn.as_str(),
        Event::RegistrationCorrected { .. }
        | Event::RegistrationReaddressed
        | Event::RegistrationImported
        | Event::AgreementBroughtIn { .. }
        | Event::RegistrationQuestioned
        | Event::RegistrationAccepted { .. }
        | Event::RegistrationRefused
        | Event::OrganisationAdded { .. }
        | Event::CoverageHandedOver { .. }
        | Event::AdministratorInvited
        | Event::AdministratorEnded
        | Event::AddressAgreed
        | Event::AddressRefused
        | Event::PersonInvited { .. }
        | Event::SystemChanged { .. }
        | Event::ErasureApproved
        | Event::KeptLonger { .. }
        | Event::ChangeCorrected { .. }
        | Event::ChangeRefused { .. }
        | Event::ChangeAccepted { .. }
        | Event::MergerAnnounced { .. }
        | Event::MeansAsked { .. }
        | Event::MailRetried
        | Event::JobRetried => true,
        Event::RegistrationBegun
        | Event::RegistrationSubmitted
        | Event::RegistrationConfirmed
        | Event::RegistrationErased
        | Event::AgreementPrepared { .. }
        | Event::DocumentMade { .. }
        | Event::DocumentFailed
        | Event::AgreementDeferred
        | Event::AgreementResumed
        | Event::FactsLetBe
        | Event::FactsChanged
        | Event::AgreementSigned { .. }
        | Event::KeptLongEnough
        | Event::AgreementErased { .. }
        | Event::PersonErased
        | Event::CardAdded { .. }
        | Event::CardChanged { .. }
        | Event::CardRemoved { .. }
        | Event::CardsTakenAway { .. }
        | Event::CardsErased { .. }
        | Event::MailsEmptied { .. }
        | Event::SignInsForgotten { .. }
        | Event::OnboardingSaid { .. }
        | Event::ChangeAsked { .. }
        | Event::ChangeTakenBack { .. }
        | Event::ChangeDone { .. }
        | Event::ChangeSeconded { .. }
        | Event::ChangeTurnedDown { .. }
        | Event::ContactsChanged
        | Event::RoleEnded { .. }
        | Event::PersonLeft
        | Event::PeopleHold
        | Event::AddressAsked
        | Event::AddressStopped
        | Event::AddressChanged
        | Event::OrganisationEnded
        | Event::RoundConfirmed { .. }
        | Event::SigningRefused { .. }
        | Event::SignedIn { .. }
        | Event::PasskeyAdded
        | Event::PasskeyRenamed
        | Event::PasskeyRemoved
        | Event::AuthenticatorAdded
        | Event::AuthenticatorRemoved
        | Event::SessionEnded
        | Event::OtherSessionsEnded
        | Event::SignedOut { .. }
        | Event::MailsChosen
        | Event::LanguageChosen { .. } => false,
    }
}

/// Who did it, for everybody: administrators by their role, others by name.
#[must_use]
pub fn doer(line: &Line, lang: Lang) -> String {
    match line.doer {
        Doer::Person(_) if is_administration(&line.event) => lang.pick("de beheerder", "the administrator").to_owned(),
        _ => doer_with_name(line, lang),
    }
}

/// Who did it, for administrators: always by name.
#[must_use]
pub fn doer_with_name(line: &Line, lang: Lang) -> String {
    match line.doer {
        Doer::Visitor => lang.pick("de aanmelder", "the registrant").to_owned(),
        Doer::Portal => lang.pick("het portaal", "the portal").to_owned(),
        Doer::Operator => lang.pick("de technisch beheerder", "the operator").to_owned(),
        Doer::Person(_) => line.doer_name.clone().unwrap_or_else(|| lang.pick("iemand", "somebody").to_owned()),
    }
}

/// The history of one thing, newest first, for whoever may see that thing. `lines` come oldest first.
pub fn timeline(lines: &[Line], lang: Lang) -> Timeline {
    made(lines, lang, doer)
}

/// As [`timeline`], for administrators: everybody is named.
pub fn timeline_with_names(lines: &[Line], lang: Lang) -> Timeline {
    made(lines, lang, doer_with_name)
}

fn made(lines: &[Line], lang: Lang, doer: fn(&Line, Lang) -> String) -> Timeline {
    Timeline::new(lines.iter().rev().map(|line| {
        TimelineEvent::new(words::moment(line.at, lang), line.at.to_string(), sentence(line, lang)).by(doer(line, lang))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{EventId, PersonId};
    use uuid::Uuid;

    fn line(event: Event) -> Line {
        Line {
            id: EventId(Uuid::nil()),
            at: "2026-11-24T09:30:00Z".parse().expect("a time"),
            doer: Doer::Person(PersonId(Uuid::nil())),
            doer_name: Some("Noor de Wit".to_owned()),
            subject: Subject::Organisation(OrganisationId(Uuid::nil())),
            event,
        }
    }

    #[test]
    fn an_event_is_told_in_both_languages() {
        let fields = vec!["kvk".to_owned(), "contacts-0-name".to_owned(), "contacts-1-name".to_owned()];
        let event = line(Event::RegistrationCorrected { fields });
        assert_eq!(sentence(&event, Lang::Nl), "Aanmelding verbeterd: KvK-nummer, naam (contactpersoon)");
        let event = line(Event::AgreementMoved { from: "prepared".into(), to: "released".into() });
        assert_eq!(sentence(&event, Lang::En), "From ‘Prepared’ to ‘To be signed’");
        let to = OrganisationId(Uuid::max());
        let from = OrganisationId(Uuid::nil());
        let municipality = "GM0344".to_owned();
        let event = line(Event::CoverageHandedOver { municipality, from, to, on: "2027-01-01".into() });
        let brought = line(Event::AgreementBroughtIn { on: "2024-05-17".into(), document: true });
        assert_eq!(
            sentence(&brought, Lang::Nl),
            "Ingebracht: getekend buiten dit portaal op 17 mei 2024, met het document"
        );
        assert_eq!(sentence(&event, Lang::Nl), "Utrecht gaat op 1 januari 2027 over naar een andere contractpartij");
    }

    #[test]
    fn administrators_are_named_to_administrators_only() {
        let accepted = line(Event::RegistrationRefused);
        let open = timeline(std::slice::from_ref(&accepted), Lang::Nl).to_string();
        assert!(open.contains("de beheerder") && !open.contains("Noor"));
        assert!(timeline_with_names(&[accepted], Lang::Nl).to_string().contains("Noor de Wit"));
        assert!(
            timeline(&[line(Event::SignedIn { means: domain::means::Means::Passkey })], Lang::En)
                .to_string()
                .contains("Noor de Wit")
        );
    }
}
