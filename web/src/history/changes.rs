//! Changes of organisations and their people in plain words.

use crate::{lang::Lang, words};
use domain::{
    audit::Event,
    change::Kind,
    municipality::{MunicipalityCode, by_code},
    party::Role,
};
use jiff::civil::Date;

/// What happened to a change; the code itself for an event that is about something else.
pub(super) fn sentence(event: &Event, lang: Lang) -> String {
    let of = |change: &str| {
        Kind::parse(change).map_or_else(|| change.to_owned(), |kind| words::change(kind, lang).to_owned())
    };
    let told = |nl: &str, en: &str, change: &str| format!("{}: {}", lang.pick(nl, en), words::inside(&of(change)));
    match event {
        Event::ChangeAsked { change } => told("Wijziging aangevraagd", "Change asked for", change),
        Event::ChangeTakenBack { change } => told("Wijziging ingetrokken", "Change taken back", change),
        Event::ChangeCorrected { change } => told("Wijziging verbeterd", "Change corrected", change),
        Event::ChangeRefused { change } => told("Wijziging geweigerd", "Change refused", change),
        Event::ChangeAccepted { change, on: None } => told("Wijziging goedgekeurd", "Change accepted", change),
        Event::ChangeAccepted { change, on: Some(day) } => {
            let day = date(day, lang);
            let accepted = told("Wijziging goedgekeurd", "Change accepted", change);
            lang.pick(format!("{accepted}, per {day}"), format!("{accepted}, from {day}"))
        }
        Event::ChangeDone { change } => told("Overeenkomsten bijgewerkt", "Agreements updated", change),
        Event::ChangeSeconded { change } => {
            told("Goedgekeurd door een andere contactpersoon", "Agreed to by another contact person", change)
        }
        Event::ChangeTurnedDown { change } => {
            told("Afgewezen door een andere contactpersoon", "Turned down by another contact person", change)
        }
        Event::RoleEnded { role } => {
            let role = Role::parse(role).map_or(role.as_str(), |role| words::role(role, lang));
            format!("{}: {}", lang.pick("Rol beëindigd", "Role ended"), words::inside(role))
        }
        Event::PersonLeft => lang.pick("Werkt hier niet meer", "No longer works here").to_owned(),
        Event::PeopleHold => lang.pick("Mensen en rollen kloppen nog", "People and roles still hold").to_owned(),
        Event::AddressAsked => lang.pick("Nieuw e-mailadres gevraagd", "New mail address asked for").to_owned(),
        Event::AddressAgreed => lang.pick("Nieuw e-mailadres goedgekeurd", "New mail address agreed to").to_owned(),
        Event::AddressRefused => lang.pick("Nieuw e-mailadres geweigerd", "New mail address refused").to_owned(),
        Event::AddressStopped => lang.pick("Nieuw e-mailadres tegengehouden", "New mail address stopped").to_owned(),
        Event::AddressChanged => lang.pick("E-mailadres vervangen", "Mail address replaced").to_owned(),
        Event::AdministratorInvited => lang.pick("Uitgenodigd als beheerder", "Invited as administrator").to_owned(),
        Event::AdministratorEnded => lang.pick("Geen beheerder meer", "No longer administrator").to_owned(),
        Event::PersonInvited { .. } => {
            lang.pick("Uitgenodigd voor een organisatie", "Invited for an organisation").to_owned()
        }
        Event::ContactsChanged => lang.pick("Contactpersonen gewijzigd", "Contact persons changed").to_owned(),
        Event::OrganisationEnded => lang.pick("Doet niet meer mee", "No longer takes part").to_owned(),
        Event::MergerAnnounced { old, into, on } => {
            let (old, into, day) = (name(old), name(into), date(on, lang));
            lang.pick(format!("{old} gaat op {day} op in {into}"), format!("{old} goes up in {into} on {day}"))
        }
        other => other.code().to_owned(),
    }
}

fn date(day: &str, lang: Lang) -> String {
    day.parse::<Date>().map_or_else(|_| day.to_owned(), |day| words::date(day, lang))
}

fn name(code: &str) -> String {
    let known = MunicipalityCode::parse(code).ok().and_then(by_code);
    known.map_or_else(|| code.to_owned(), |known| known.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_with_their_day() {
        let change = || "system".to_owned();
        let on = Some("2027-01-01".to_owned());
        let accepted = Event::ChangeAccepted { change: change(), on };
        let told = sentence(&accepted, Lang::Nl);
        assert_eq!(told, "Wijziging goedgekeurd: vroegsignaleringssysteem, per 1 januari 2027");
        assert_eq!(
            sentence(&Event::ChangeAsked { change: change() }, Lang::En),
            "Change asked for: early-warning system"
        );
        let merger = Event::MergerAnnounced { old: "GM1696".into(), into: "GM0402".into(), on: "2027-01-01".into() };
        assert_eq!(sentence(&merger, Lang::Nl), "Wijdemeren gaat op 1 januari 2027 op in Hilversum");
    }
}
