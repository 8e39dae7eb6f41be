//! What is wrong with an answer and how to mend it, in plain words: one sentence for each complaint.

use super::fields::Fields;
use crate::lang::Lang;
use domain::{
    municipality::{MunicipalityCode, by_code},
    registration::{Complaint, Problem},
    values::Wrong,
};

/// The sentence to show next to the field.
pub(in crate::pages) fn sentence(problem: &Problem, lang: Lang) -> String {
    let field = part(&problem.field);
    let (nl, en) = match problem.complaint {
        Complaint::Value(Wrong::TooLong(most)) => {
            return lang.pick(
                format!("Maak dit korter: hooguit {most} tekens."),
                format!("Make this shorter: at most {most} characters."),
            );
        }
        Complaint::Value(Wrong::ControlCharacters) => (
            "In deze tekst staan onzichtbare tekens. Maak het veld leeg en typ de tekst opnieuw.",
            "This text holds invisible characters. Clear the field and type the text again.",
        ),
        Complaint::Value(Wrong::Missing) => missing(field, problem.field.contains('-')),
        Complaint::Value(Wrong::Form) => form(field),
        Complaint::ChooseOne => choose(field),
        Complaint::UnknownMunicipality => (
            "Wij kennen deze gemeente niet. Typ een paar letters en kies een naam uit de lijst.",
            "We do not know this municipality. Type some letters and choose a name from the list.",
        ),
        Complaint::MunicipalityTwice => (
            "Dezelfde gemeente staat er twee keer in. Haal er één weg.",
            "The same municipality is in the list twice. Take one away.",
        ),
        Complaint::TooFewMembers => (
            "Kies minstens twee deelnemende gemeenten. Is het er maar één? Meld dan die gemeente zelf aan.",
            "Choose at least two member municipalities. Is it only one? Then register that municipality itself.",
        ),
        Complaint::NoArea => {
            ("Kies minstens één gemeente waar u actief bent.", "Choose at least one municipality where you are active.")
        }
        Complaint::NoPeople if problem.field.starts_with("signatories") => {
            ("Vul minstens één tekenbevoegde in.", "Fill in at least one signatory.")
        }
        Complaint::NoPeople => ("Vul minstens één contactpersoon in.", "Fill in at least one contact person."),
        Complaint::TwoNeeded => (
            "Voeg een tweede tekenbevoegde toe, of haal het vinkje bij samen tekenen weg.",
            "Add a second signatory, or take away the tick at signing together.",
        ),
        Complaint::PersonTwice => (
            "Dit e-mailadres staat hierboven ook al. Geef iedere persoon een eigen adres.",
            "This mail address stands above as well. Give each person an own address.",
        ),
        Complaint::SharedMailbox => (
            "Dit lijkt een gedeelde mailbox. Vul het eigen adres van deze persoon in, of bevestig hieronder dat niemand anders het leest.",
            "This looks like a shared mailbox. Fill in this person's own address, or confirm below that nobody else reads it.",
        ),
        Complaint::NoDate => (
            "Vul een bestaande datum in, in de vorm jaar-maand-dag, zoals 2026-03-01.",
            "Fill in an existing date in the form year-month-day, such as 2026-03-01.",
        ),
        Complaint::OfSignatory => (
            "Dit is het adres van een tekenbevoegde. Dat laten wij anderen nooit zien: vul een ander adres in.",
            "This is the address of a signatory, which we never show to others: fill in another address.",
        ),
        Complaint::TooMany if problem.field.starts_with("signatories") => {
            ("Vul hooguit 10 tekenbevoegden in.", "Fill in at most 10 signatories.")
        }
        Complaint::TooMany => ("Vul hooguit 10 contactpersonen in.", "Fill in at most 10 contact persons."),
    };
    lang.pick(nl, en).to_owned()
}

/// The same sentence for a list of problems, where it does not stand next to its field.
pub(super) fn sentence_apart(problem: &Problem, lang: Lang) -> String {
    let sentence = sentence(problem, lang);
    let subject = match problem.complaint {
        Complaint::NoPeople | Complaint::TooMany => None,
        _ => subject(&problem.field, lang),
    };
    let label = if says_which(problem) { "" } else { label(&problem.field, lang) };
    let before = match (subject, label) {
        (None, "") => return sentence,
        (None, label) => label.to_owned(),
        (Some(subject), "") => subject,
        (Some(subject), label) => format!("{subject}, {}", label.to_lowercase()),
    };
    format!("{before}: {}{}", sentence[..1].to_lowercase(), &sentence[1..])
}

/// Whether the sentence says by itself which question it is about.
fn says_which(problem: &Problem) -> bool {
    match problem.complaint {
        Complaint::Value(Wrong::TooLong(_) | Wrong::ControlCharacters)
        | Complaint::MunicipalityTwice
        | Complaint::UnknownMunicipality => false,
        Complaint::Value(Wrong::Form) => matches!(part(&problem.field), "kvk" | "phone" | "postcode"),
        _ => true,
    }
}

/// What the form calls a field.
fn label(field: &str, lang: Lang) -> &'static str {
    let f = Fields::of(lang);
    match part(field) {
        "registrant_name" => f.registrant_name,
        "registrant_email" => f.registrant_email,
        "municipality" => f.municipality,
        "name" if field.contains('-') => f.person_name,
        "name" => f.name,
        "kvk" => f.kvk,
        "street" => f.street,
        "postcode" => f.postcode,
        "city" => f.city,
        "website" => f.website,
        "phone" => f.person_phone,
        "email" => f.person_email,
        "function" => f.person_function,
        "works_at" => f.works_at,
        "system_name" => f.system_name,
        "executor_name" => f.executor_name,
        "clients" => f.clients_label,
        "members" => f.members_legend,
        "area_codes" => f.area_legend,
        _ => "",
    }
}

/// Whose field it is: *Contactpersoon 2*, or the municipality of a system.
fn subject(field: &str, lang: Lang) -> Option<String> {
    let (list, rest) = field.split_once('-')?;
    let number = || rest.split('-').next()?.parse::<usize>().ok().map(|index| index + 1);
    match list {
        "contacts" => Some(format!("{} {}", lang.pick("Contactpersoon", "Contact person"), number()?)),
        "signatories" => Some(format!("{} {}", lang.pick("Tekenbevoegde", "Signatory"), number()?)),
        "system" => {
            let code = rest.strip_suffix("_name").unwrap_or(rest);
            MunicipalityCode::parse(code).ok().and_then(by_code).map(|found| found.name.clone())
        }
        _ => None,
    }
}

/// The kind of field, without whose it is: `email` of `contacts-0-email`.
fn part(field: &str) -> &str {
    match field.split_once('-') {
        Some(("contacts" | "signatories", rest)) => rest.split_once('-').map_or(rest, |(_, part)| part),
        Some(("system", rest)) if rest.ends_with("_name") => "system_name",
        Some(("system", _)) => "system",
        _ => field,
    }
}

const fn missing(field: &str, person: bool) -> (&'static str, &'static str) {
    match field.as_bytes() {
        b"registrant_name" => ("Vul uw naam in.", "Fill in your name."),
        b"registrant_email" => (
            "Vul uw e-mailadres in. Daar sturen wij de link heen.",
            "Fill in your mail address. We send the link there.",
        ),
        b"municipality" => (
            "Vul uw gemeente in: typ een paar letters en kies uit de lijst.",
            "Fill in your municipality: type some letters and choose from the list.",
        ),
        b"name" if person => ("Vul de naam van deze persoon in.", "Fill in the name of this person."),
        b"name" => ("Vul de naam van de organisatie in.", "Fill in the name of the organisation."),
        b"kvk" => {
            ("Vul het KvK-nummer in: 8 cijfers, zoals 12345678.", "Fill in the KvK number: 8 digits, such as 12345678.")
        }
        b"street" => ("Vul de straat en het huisnummer in.", "Fill in the street and number."),
        b"postcode" => ("Vul de postcode in, zoals 1234 AB.", "Fill in the postcode, such as 1234 AB."),
        b"city" => ("Vul de plaats in.", "Fill in the place."),
        b"phone" => {
            ("Vul een telefoonnummer in, zoals 020 123 45 67.", "Fill in a telephone number, such as 020 123 45 67.")
        }
        b"email" => (
            "Vul het e-mailadres van deze persoon in, zoals naam@voorbeeld.nl.",
            "Fill in this person's mail address, such as name@example.nl.",
        ),
        b"function" => (
            "Vul de functie in, zoals burgemeester, wethouder of directeur.",
            "Fill in the function, such as mayor, alderman or director.",
        ),
        b"mandate_date" => {
            ("Vul de datum van het mandaat of de volmacht in.", "Fill in the date of the mandate or power of attorney.")
        }
        b"system_name" => ("Vul de naam van het andere systeem in.", "Fill in the name of the other system."),
        b"executor_name" => (
            "Vul de naam van de uitvoerende organisatie in, of kies nee.",
            "Fill in the name of the executor, or choose no.",
        ),
        _ => ("Vul dit in.", "Fill this in."),
    }
}

const fn form(field: &str) -> (&'static str, &'static str) {
    match field.as_bytes() {
        b"kvk" => (
            "Een KvK-nummer heeft 8 cijfers, zoals 12345678. Kijk het na op uw uittreksel.",
            "A KvK number has 8 digits, such as 12345678. Check it on your extract.",
        ),
        b"email" | b"registrant_email" => (
            "Dit is geen volledig e-mailadres. Schrijf het als naam@voorbeeld.nl, zonder spaties.",
            "This is not a complete mail address. Write it as name@example.nl, without spaces.",
        ),
        b"phone" => (
            "Een telefoonnummer heeft 8 tot 15 cijfers, zoals 020 123 45 67 of +31 20 123 45 67.",
            "A telephone number has 8 to 15 digits, such as 020 123 45 67 or +31 20 123 45 67.",
        ),
        b"postcode" => (
            "Een postcode heeft vier cijfers en twee letters, zoals 1234 AB.",
            "A postcode has four digits and two letters, such as 1234 AB.",
        ),
        b"website" => (
            "Dit is geen webadres. Schrijf het als www.voorbeeld.nl, of laat het leeg.",
            "This is not a web address. Write it as www.example.nl, or leave it empty.",
        ),
        b"name" | b"registrant_name" | b"executor_name" => {
            ("In een naam staat minstens één letter.", "A name has at least one letter.")
        }
        _ => ("Wij begrijpen dit niet. Kijk na wat u hebt getypt.", "We do not understand this. Check what you typed."),
    }
}

const fn choose(field: &str) -> (&'static str, &'static str) {
    match field.as_bytes() {
        b"organ" => ("Kies wie de overeenkomsten sluit.", "Choose who concludes the agreements."),
        b"sector" | b"partner_kind" => {
            ("Kies wat voor organisatie u bent.", "Choose what kind of organisation you are.")
        }
        b"system" => ("Kies in welk systeem u signalen ontvangt.", "Choose in which system you receive signals."),
        b"area" => (
            "Kies of u in het hele land actief bent of in bepaalde gemeenten.",
            "Choose whether you are active in the whole country or in certain municipalities.",
        ),
        b"ground" => ("Kies waarom deze persoon mag tekenen.", "Choose why this person may sign."),
        b"executor" => (
            "Geef aan of een andere organisatie het werk uitvoert: kies ja of nee.",
            "Say whether another organisation does the work: choose yes or no.",
        ),
        _ => ("Maak een keuze.", "Make a choice."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_of_a_person_says_whose_it_is() {
        let problem = |field: &str| Problem { field: field.to_owned(), complaint: Wrong::Missing.into() };
        assert_eq!(
            sentence_apart(&problem("contacts-1-name"), Lang::Nl),
            "Contactpersoon 2: vul de naam van deze persoon in."
        );
        let nobody = |field: &str| Problem { field: field.to_owned(), complaint: Complaint::NoPeople };
        assert_eq!(sentence_apart(&nobody("signatories-0-name"), Lang::Nl), "Vul minstens één tekenbevoegde in.");
        assert_eq!(sentence_apart(&nobody("contacts-0-name"), Lang::En), "Fill in at least one contact person.");
        let twice = Problem { field: "members".to_owned(), complaint: Complaint::MunicipalityTwice };
        assert!(sentence_apart(&twice, Lang::Nl).starts_with("Deelnemende gemeenten: dezelfde gemeente"));
        assert_eq!(sentence_apart(&problem("name"), Lang::En), "Fill in the name of the organisation.");
        assert_eq!(
            sentence_apart(&problem("system-GM0050_name"), Lang::Nl),
            "Zeewolde: vul de naam van het andere systeem in."
        );
        let invisible = |field: &str| Problem { field: field.to_owned(), complaint: Wrong::ControlCharacters.into() };
        assert!(sentence_apart(&invisible("city"), Lang::Nl).starts_with("Plaats: in deze tekst"));
        assert!(sentence_apart(&invisible("contacts-0-name"), Lang::En).starts_with("Contact person 1, name: this"));
    }
}
