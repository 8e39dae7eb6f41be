//! Words that many pages share: what codes of the domain are called on screen.

use crate::lang::Lang;
use app::sectors::Sector;
use domain::{
    agreement::{Side, StateKind},
    calendar::amsterdam,
    cards::Purpose,
    change::{Effect, Kind as ChangeKind, Stage as ChangeStage},
    means::{Level, Means, Whose},
    party::{Ground, Organ, OrganisationKind, PartnerKind, Role},
    registration::{Applicant, Stage},
};
use jiff::{Timestamp, civil::Date};

/// The name of an agreement's state.
#[must_use]
pub const fn state(state: StateKind, lang: Lang) -> &'static str {
    let (nl, en) = match state {
        StateKind::Prepared => ("Klaargezet", "Prepared"),
        StateKind::OnHold => ("Aangehouden", "On hold"),
        StateKind::Released => ("Ter ondertekening", "To be signed"),
        StateKind::PartlySigned => ("Deels getekend", "Partly signed"),
        StateKind::Declined => ("Afgewezen", "Declined"),
        StateKind::Signed => ("Getekend", "Signed"),
        StateKind::Active => ("Actief", "Active"),
        StateKind::Withdrawn => ("Vervallen", "Withdrawn"),
        StateKind::Terminated => ("Opgezegd", "Terminated"),
        StateKind::Superseded => ("Vervangen", "Superseded"),
    };
    pick(lang, nl, en)
}

const fn pick(lang: Lang, nl: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

/// A means of signing in, inside a sentence: *een passkey*.
#[must_use]
pub const fn means(means: Means, lang: Lang) -> &'static str {
    match means {
        Means::MailCode => pick(lang, "een code per mail", "a code by mail"),
        Means::MailCodeAndTotp => pick(lang, "een code per mail en een app", "a code by mail and an app"),
        Means::Passkey => pick(lang, "een passkey", "a passkey"),
    }
}

/// How strong a means is, in one word.
#[must_use]
pub const fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Basic => pick(lang, "basis", "basic"),
        Level::Substantial => pick(lang, "verhoogd", "raised"),
        Level::Strong => pick(lang, "sterk", "strong"),
    }
}

/// Whose people are meant.
#[must_use]
pub const fn whose(whose: Whose, lang: Lang) -> &'static str {
    match whose {
        Whose::Administration => pick(lang, "Beheer van het portaal", "Administration of the portal"),
        Whose::Kind(of) => kind(of, lang),
    }
}

/// The name of a kind of organisation.
#[must_use]
pub const fn kind(kind: OrganisationKind, lang: Lang) -> &'static str {
    match kind {
        OrganisationKind::Municipality => pick(lang, "Gemeente", "Municipality"),
        OrganisationKind::JointBody => pick(lang, "Gemeenschappelijke regeling", "Joint body"),
        OrganisationKind::SignalPartner => pick(lang, "Signaalpartner", "Signal partner"),
        OrganisationKind::Executor => pick(lang, "Uitvoerende organisatie", "Executor"),
    }
}

/// The side for which somebody signs: *de gemeente*.
#[must_use]
pub const fn side(side: Side, lang: Lang) -> &'static str {
    match side {
        Side::Municipality => pick(lang, "de gemeente", "the municipality"),
        Side::Partner => pick(lang, "de signaalpartner", "the signal partner"),
        Side::Executor => pick(lang, "de uitvoerende organisatie", "the executor"),
    }
}

/// What a contact card is for.
#[must_use]
pub const fn purpose(purpose: Purpose, lang: Lang) -> &'static str {
    match purpose {
        Purpose::Coordination => pick(lang, "Coördinatie", "Coordination"),
        Purpose::Policy => pick(lang, "Beleid", "Policy"),
        Purpose::Operations => pick(lang, "Uitvoering", "Operations"),
        Purpose::Data => pick(lang, "Datalevering", "Data delivery"),
    }
}

/// Why a document of a confirmed round was not signed, by its code.
#[must_use]
pub fn not_signed(code: &str, lang: Lang) -> &'static str {
    let (nl, en) = match code {
        "taken_back" => ("de gemeente heeft de overeenkomst teruggehaald", "the municipality took the agreement back"),
        "changed" => (
            "de overeenkomst is intussen opnieuw klaargezet; u hebt deze versie niet gezien",
            "the agreement was prepared again meanwhile; you have not seen this version",
        ),
        "declined" => ("de overeenkomst is intussen afgewezen", "the agreement was declined meanwhile"),
        "ended" => ("de overeenkomst is intussen vervallen", "the agreement was withdrawn meanwhile"),
        "filled" => ("deze plek is al getekend", "this place is signed already"),
        "other_side" => (
            "u hebt al voor de andere partij getekend; niemand tekent voor beide",
            "you signed for the other side already; nobody signs for both",
        ),
        "no_role" => (
            "u bent geen tekenbevoegde meer van deze organisatie",
            "you are no longer a signatory of this organisation",
        ),
        "no_authority" => ("het portaal kan nu geen handtekeningen zetten", "the portal cannot sign now"),
        "damaged" => ("het document kon niet worden gelezen", "the document could not be read"),
        _ => ("de overeenkomst kan nu niet worden getekend", "the agreement cannot be signed now"),
    };
    pick(lang, nl, en)
}

/// As what somebody registers.
#[must_use]
pub const fn applicant(applicant: Applicant, lang: Lang) -> &'static str {
    match applicant {
        Applicant::Municipality => kind(OrganisationKind::Municipality, lang),
        Applicant::JointBody => kind(OrganisationKind::JointBody, lang),
        Applicant::SignalPartner => kind(OrganisationKind::SignalPartner, lang),
        Applicant::Executor => kind(OrganisationKind::Executor, lang),
        Applicant::Landlord => pick(lang, "Particuliere verhuurder", "Private landlord"),
    }
}

/// The name of a kind of partner.
#[must_use]
pub const fn partner_kind(kind: PartnerKind, lang: Lang) -> &'static str {
    match kind {
        PartnerKind::HousingAssociation => pick(lang, "Woningcorporatie", "Housing association"),
        PartnerKind::CommercialLandlord => pick(lang, "Commerciële verhuurder", "Commercial landlord"),
        PartnerKind::PrivateLandlord => pick(lang, "Particuliere verhuurder", "Private landlord"),
        PartnerKind::EnergySupplier => pick(lang, "Energieleverancier", "Energy supplier"),
        PartnerKind::WaterCompany => pick(lang, "Drinkwaterbedrijf", "Drinking water company"),
        PartnerKind::HealthInsurer => pick(lang, "Zorgverzekeraar", "Health insurer"),
        PartnerKind::Other => pick(lang, "Andere schuldeiser", "Other creditor"),
    }
}

/// The name of an organ.
#[must_use]
pub const fn organ(organ: Organ, lang: Lang) -> &'static str {
    match organ {
        Organ::College => pick(lang, "College van burgemeester en wethouders", "Municipal executive"),
        Organ::ExecutiveBoard => pick(lang, "Dagelijks bestuur", "Executive board"),
        Organ::Board => pick(lang, "Bestuur", "Board"),
        Organ::CentralMunicipality => {
            pick(lang, "College van de centrumgemeente", "Executive of the central municipality")
        }
    }
}

/// Why somebody may sign.
#[must_use]
pub const fn ground(ground: Ground, lang: Lang) -> &'static str {
    match ground {
        Ground::Office => pick(lang, "Vanwege het ambt (burgemeester)", "By office (mayor)"),
        Ground::Mandate => pick(lang, "Mandaat of volmacht", "Mandate or power of attorney"),
        Ground::Register => pick(lang, "Volgens het KvK-handelsregister", "As entered in the trade register"),
        Ground::Own => pick(lang, "Voor zichzelf", "For themselves"),
    }
}

/// The name of a role.
#[must_use]
pub const fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Contact => pick(lang, "Contactpersoon", "Contact person"),
        Role::Signatory => pick(lang, "Tekenbevoegde", "Signatory"),
        Role::Administrator => pick(lang, "Beheerder", "Administrator"),
    }
}

/// Where a registration stands.
#[must_use]
pub const fn stage(stage: Stage, lang: Lang) -> &'static str {
    match stage {
        Stage::Draft => pick(lang, "Concept", "Draft"),
        Stage::Submitted => pick(lang, "Wacht op bevestiging", "Waits for confirmation"),
        Stage::Confirmed => pick(lang, "Te beoordelen", "To be decided"),
        Stage::Questioned => pick(lang, "Vraag gesteld", "Question asked"),
        Stage::Accepted => pick(lang, "Goedgekeurd", "Accepted"),
        Stage::Refused => pick(lang, "Geweigerd", "Refused"),
    }
}

/// What changes.
#[must_use]
pub const fn change(kind: ChangeKind, lang: Lang) -> &'static str {
    match kind {
        ChangeKind::Facts => pick(lang, "Gegevens", "Facts"),
        ChangeKind::System => pick(lang, "Vroegsignaleringssysteem", "Early-warning system"),
        ChangeKind::Area => pick(lang, "Werkgebied", "Area of activity"),
        ChangeKind::Signatories => pick(lang, "Tekenbevoegden", "Signatories"),
        ChangeKind::Execution => pick(lang, "Uitvoerende organisatie", "Executor"),
        ChangeKind::Clients => pick(lang, "Opdrachtgevers", "Clients"),
        ChangeKind::End => pick(lang, "Einde van de deelname", "End of taking part"),
        ChangeKind::TakeOver => pick(lang, "Overname van een gemeente", "Take-over of a municipality"),
        ChangeKind::Merger => pick(lang, "Herindeling", "Merger of municipalities"),
    }
}

/// Where a change stands.
#[must_use]
pub const fn change_stage(stage: ChangeStage, lang: Lang) -> &'static str {
    match stage {
        ChangeStage::Asked => pick(lang, "Te beoordelen", "To be decided"),
        ChangeStage::TakenBack => pick(lang, "Ingetrokken", "Taken back"),
        ChangeStage::Refused => pick(lang, "Geweigerd", "Refused"),
        ChangeStage::Announced => pick(lang, "Aangekondigd", "Announced"),
        ChangeStage::CarryingOut => pick(lang, "Wordt doorgevoerd", "Being carried out"),
        ChangeStage::Done => pick(lang, "Doorgevoerd", "Carried out"),
    }
}

/// What a change does to an agreement.
#[must_use]
pub const fn effect(effect: Effect, lang: Lang) -> &'static str {
    match effect {
        Effect::Untouched => pick(lang, "Er verandert niets", "Nothing changes"),
        Effect::Revised => pick(lang, "Krijgt een nieuwe versie", "Gets a new version"),
        Effect::Recalled => {
            pick(lang, "Gaat terug naar ‘Klaargezet’, als nieuwe versie", "Goes back to ‘Prepared’, as a new version")
        }
        Effect::Flagged => {
            pick(lang, "Blijft, met de melding dat feiten zijn veranderd", "Stays, with a mark that facts have changed")
        }
        Effect::Withdrawn => pick(lang, "Vervalt", "Is withdrawn"),
        Effect::Terminated => pick(lang, "Wordt opgezegd", "Is terminated"),
        Effect::Superseded => {
            pick(lang, "Wordt vervangen door een nieuwe overeenkomst", "Is superseded by a new agreement")
        }
        Effect::Prepared => pick(lang, "Wordt nieuw klaargezet", "Is newly prepared"),
    }
}

/// The name of a sector in this language; its code when it is unknown.
#[must_use]
pub fn sector(sectors: &[Sector], code: &str, lang: Lang) -> String {
    sectors
        .iter()
        .find(|sector| sector.code == code)
        .map_or_else(|| code.to_owned(), |sector| lang.pick(sector.name_nl.clone(), sector.name_en.clone()))
}

/// An organisation as it stands inside a sentence: *gemeente Utrecht*, so that nobody takes it for the place.
#[must_use]
pub fn named(kind: OrganisationKind, name: &str, lang: Lang) -> String {
    match kind {
        OrganisationKind::Municipality => {
            let name = name.strip_prefix("Gemeente ").unwrap_or(name);
            lang.pick(format!("gemeente {name}"), format!("the municipality of {name}"))
        }
        _ => name.to_owned(),
    }
}

/// A signal partner in a few words: *woningcorporatie, sector huur*.
#[must_use]
pub fn creditor(kind: Option<PartnerKind>, sector: &str, lang: Lang) -> String {
    let kind = kind.map_or_else(|| self::kind(OrganisationKind::SignalPartner, lang), |kind| partner_kind(kind, lang));
    let sector = inside(sector);
    lang.pick(format!("{kind}, sector {sector}"), format!("{kind}, {sector} sector"))
}

/// A name of this page as it stands inside a sentence: without its capital, unless it is an abbreviation.
#[must_use]
pub fn inside(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(std::iter::once(second)).chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// A date: *24 november 2026*.
#[must_use]
pub fn date(date: Date, lang: Lang) -> String {
    app::mail::date_in_words(date, app::mail::Language::from_code(lang.code()))
}

/// A moment in the Netherlands: *24 november 2026 om 10:05*.
#[must_use]
pub fn moment(at: Timestamp, lang: Lang) -> String {
    let local = amsterdam().to_datetime(at);
    let at = lang.pick("om", "at");
    format!("{} {at} {:02}:{:02}", date(local.date(), lang), local.hour(), local.minute())
}

/// So many days: *30 dagen*, *1 jaar*.
#[must_use]
pub fn days(days: u16, lang: Lang) -> String {
    match days {
        1 => lang.pick("1 dag", "1 day").to_owned(),
        365 => lang.pick("1 jaar", "1 year").to_owned(),
        days => {
            let (days, words) = (number(i64::from(days), lang), lang.pick("dagen", "days"));
            format!("{days} {words}")
        }
    }
}

/// A number with separators: *342.000*, *342,000*.
#[must_use]
pub fn number(number: i64, lang: Lang) -> String {
    let digits = number.abs().to_string();
    let separator = lang.pick('.', ',');
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_capital_inside_a_sentence() {
        assert_eq!(inside(ground(Ground::Register, Lang::Nl)), "volgens het KvK-handelsregister");
        assert_eq!(inside("BKR VPS"), "BKR VPS");
        assert_eq!(inside(""), "");
        assert_eq!(named(OrganisationKind::Municipality, "Utrecht", Lang::Nl), "gemeente Utrecht");
        assert_eq!(
            creditor(Some(PartnerKind::WaterCompany), "Water", Lang::En),
            "Drinking water company, water sector"
        );
    }

    #[test]
    fn numbers_and_moments_read_well() {
        assert_eq!(number(342_000, Lang::Nl), "342.000");
        assert_eq!(number(1_000, Lang::En), "1,000");
        assert_eq!(number(999, Lang::Nl), "999");
        let at: Timestamp = "2026-11-24T23:30:00Z".parse().expect("a time");
        assert_eq!(moment(at, Lang::Nl), "25 november 2026 om 00:30");
    }
}
