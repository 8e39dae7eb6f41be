//! What an import says: its faults as sentences with line and column, and what a file brings.
//!
//! Belongs here: words for the pages and the command line alike. Never here: what is a fault (`domain::import`).

use crate::{lang::Lang, words};
use app::imports::Summary;
use domain::{
    import::{Column, Complaint, Fault},
    registration,
    values::Wrong,
};

/// Where it is: *regel 12, kolom C (kvk)*.
#[must_use]
pub fn place(fault: &Fault, lang: Lang) -> String {
    let line = lang.pick(format!("regel {}", fault.line), format!("line {}", fault.line));
    match &fault.column {
        None => line,
        Some(column) => format!("{line}, {}", column_name(column, lang)),
    }
}

/// *kolom C (kvk)*
#[must_use]
pub fn column_name(column: &Column, lang: Lang) -> String {
    let letters = column.letters();
    let name = lang.pick(format!("kolom {letters}"), format!("column {letters}"));
    if column.name.is_empty() { name } else { format!("{name} ({})", shortened(&column.name)) }
}

/// What somebody typed, short enough for a list.
fn shortened(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    if text.chars().count() > 60 { format!("{clean}…") } else { clean }
}

/// What is wrong, as a sentence.
#[must_use]
pub fn sentence(complaint: &Complaint, lang: Lang) -> String {
    match complaint {
        Complaint::TooLarge(_)
        | Complaint::TooManyRows(_)
        | Complaint::Empty
        | Complaint::NoRows
        | Complaint::Workbook
        | Complaint::Utf16
        | Complaint::Undecodable
        | Complaint::Control
        | Complaint::UnclosedQuote
        | Complaint::TextAfterQuote
        | Complaint::TooManyCells
        | Complaint::UnknownColumn
        | Complaint::MissingColumn(_)
        | Complaint::ColumnTwice
        | Complaint::Formula => of_file(complaint, lang),
        Complaint::Answer(answer) => of_answer(*answer, lang).to_owned(),
        Complaint::NoDate
        | Complaint::Ahead(_)
        | Complaint::BeforeSigned(_)
        | Complaint::FileName
        | Complaint::NoFiles
        | Complaint::MissingFile(_)
        | Complaint::UnreadableFile(_)
        | Complaint::NotPdf(_)
        | Complaint::FileTooLarge(..) => of_document(complaint, lang),
        other => of_row(other, lang),
    }
}

/// The file as such, and cells whatever they mean.
fn of_file(complaint: &Complaint, lang: Lang) -> String {
    let megabytes = |bytes: u64| bytes / (1024 * 1024);
    let (nl, en) = match complaint {
        Complaint::TooLarge(most) => (
            format!("Het bestand is groter dan {} MB. Verdeel het over meer bestanden.", megabytes(*most)),
            format!("The file is larger than {} MB. Divide it over several files.", megabytes(*most)),
        ),
        Complaint::TooManyRows(most) => {
            let most = words::number(i64::try_from(*most).unwrap_or(i64::MAX), lang);
            (
                format!("Het bestand heeft meer dan {most} rijen. Verdeel het over meer bestanden."),
                format!("The file has more than {most} rows. Divide it over several files."),
            )
        }
        Complaint::Empty => ("Het bestand is leeg.".into(), "The file is empty.".into()),
        Complaint::NoRows => (
            "Onder de kolomnamen staan geen rijen.".into(),
            "There are no rows below the names of the columns.".into(),
        ),
        Complaint::Workbook => (
            "Dit is een werkmap van Excel of LibreOffice. Sla die op als CSV UTF-8 en kies dat bestand.".into(),
            "This is a workbook of Excel or LibreOffice. Save it as CSV UTF-8 and choose that file.".into(),
        ),
        Complaint::Utf16 => (
            "Het bestand is opgeslagen als Unicode-tekst (UTF-16). Sla het op als CSV UTF-8.".into(),
            "The file was saved as Unicode text (UTF-16). Save it as CSV UTF-8.".into(),
        ),
        Complaint::Undecodable => (
            "Hier staat een letter die niet te lezen is. Typ de cel opnieuw en sla het bestand op als CSV UTF-8.".into(),
            "There is a letter here that cannot be read. Type the cell anew and save the file as CSV UTF-8.".into(),
        ),
        Complaint::Control => (
            "Hier staat een onzichtbaar stuurteken. Typ de cel opnieuw.".into(),
            "There is an invisible control character here. Type the cell anew.".into(),
        ),
        Complaint::UnclosedQuote => (
            "Hier begint een aanhalingsteken (\") dat nergens wordt gesloten. Alles wat erna komt, is niet gelezen.".into(),
            "A quotation mark (\") begins here that is closed nowhere. Nothing after it was read.".into(),
        ),
        Complaint::TextAfterQuote => (
            "Na het sluitende aanhalingsteken staat nog tekst. Een aanhalingsteken in de tekst schrijft u dubbel (\"\").".into(),
            "There is text after the closing quotation mark. Write a quotation mark inside the text twice (\"\").".into(),
        ),
        Complaint::TooManyCells => (
            "Deze rij heeft meer cellen dan er kolomnamen zijn.".into(),
            "This row has more cells than there are names of columns.".into(),
        ),
        Complaint::UnknownColumn => (
            "Deze kolom kennen wij niet. Haal haar weg, of verbeter de naam.".into(),
            "We do not know this column. Take it away, or mend its name.".into(),
        ),
        Complaint::MissingColumn(name) => (
            format!("De kolom ‘{name}’ ontbreekt in het bestand."),
            format!("The column ‘{name}’ is missing in the file."),
        ),
        Complaint::ColumnTwice => {
            ("Deze kolom staat er twee keer.".into(), "This column stands there twice.".into())
        }
        _ => (
            "Deze cel begint als een formule (=, +, - of @). Typ er gewone tekst.".into(),
            "This cell begins like a formula (=, +, - or @). Type plain text.".into(),
        ),
    };
    lang.pick(nl, en)
}

/// What the registration form would say, for a cell.
fn of_answer(answer: registration::Complaint, lang: Lang) -> &'static str {
    use registration::Complaint as Answer;
    let (nl, en) = match answer {
        Answer::Value(Wrong::Missing) => ("Hier moet iets staan.", "Something has to stand here."),
        Answer::Value(Wrong::TooLong(_)) => ("Deze tekst is te lang.", "This text is too long."),
        Answer::Value(Wrong::ControlCharacters) => (
            "In deze tekst staan onzichtbare tekens. Typ de cel opnieuw.",
            "This text holds invisible characters. Type the cell anew.",
        ),
        Answer::Value(Wrong::Form) => (
            "Dit heeft niet de goede vorm. Een KvK-nummer heeft 8 cijfers (staat er vooraan een 0, zet de kolom dan op Tekst), een postcode is als 1234 AB, een e-mailadres als naam@voorbeeld.nl.",
            "This has not the right form. A KvK number has 8 digits (if it begins with 0, make the column Text), a postcode is like 1234 AB, a mail address like name@example.org.",
        ),
        Answer::UnknownMunicipality => ("Deze gemeente bestaat nu niet.", "This municipality does not exist now."),
        Answer::ChooseOne => (
            "Dit past hier niet. Kijk in het voorbeeld wat er kan staan.",
            "This does not fit here. See the example for what can stand here.",
        ),
        Answer::MunicipalityTwice => {
            ("Dezelfde gemeente staat er twee keer.", "The same municipality stands there twice.")
        }
        Answer::TooFewMembers => {
            ("Een gemeenschappelijke regeling heeft minstens twee leden.", "A joint body has at least two members.")
        }
        Answer::NoArea => {
            ("Vul in waar deze signaalpartner actief is.", "Fill in where this signal partner is active.")
        }
        Answer::NoPeople => ("Er is minstens één persoon nodig.", "At least one person is needed."),
        Answer::TwoNeeded => {
            ("Om samen te tekenen zijn twee tekenbevoegden nodig.", "To sign together, two signatories are needed.")
        }
        Answer::PersonTwice => {
            ("Dit e-mailadres staat twee keer in deze rij.", "This mail address stands in this row twice.")
        }
        Answer::SharedMailbox => (
            "Dit lijkt een gedeelde mailbox. Vul het eigen adres van deze tekenbevoegde in, of ‘ja’ in de kolom eigen_mailbox.",
            "This looks like a shared mailbox. Fill in this signatory's own address, or ‘ja’ in the column eigen_mailbox.",
        ),
        Answer::NoDate => (
            "Vul een bestaande datum in, zoals 2026-03-01 of 1-3-2026.",
            "Fill in an existing date, such as 2026-03-01 or 1-3-2026.",
        ),
        Answer::OfSignatory => ("Dit is het adres van een tekenbevoegde.", "This is the address of a signatory."),
        Answer::TooMany => ("Hooguit 10 personen.", "At most 10 people."),
    };
    lang.pick(nl, en)
}

/// Dates and documents of agreements.
fn of_document(complaint: &Complaint, lang: Lang) -> String {
    let (nl, en) = match complaint {
        Complaint::Ahead(day) => {
            let day = words::date(*day, lang);
            (
                format!("{day} ligt in de toekomst. Wat getekend is, is al getekend."),
                format!("{day} lies ahead. What was signed has been signed already."),
            )
        }
        Complaint::BeforeSigned(day) => {
            let day = words::date(*day, lang);
            (format!("{day} ligt vóór de dag van tekenen."), format!("{day} lies before the day of signing."))
        }
        Complaint::FileName => (
            "Alleen de naam van een bestand, zonder map ervoor.".into(),
            "The name of a file only, without a folder before it.".into(),
        ),
        Complaint::NoFiles => (
            "Hier wordt een bestand genoemd, maar er zijn geen bestanden meegegeven.".into(),
            "A file is named here, but no files were given.".into(),
        ),
        Complaint::MissingFile(name) => {
            let name = shortened(name);
            (format!("Het bestand ‘{name}’ is er niet bij."), format!("The file ‘{name}’ is not there."))
        }
        Complaint::UnreadableFile(name) => {
            let name = shortened(name);
            (format!("Het bestand ‘{name}’ kan niet worden gelezen."), format!("The file ‘{name}’ cannot be read."))
        }
        Complaint::NotPdf(name) => {
            let name = shortened(name);
            (format!("‘{name}’ is geen pdf."), format!("‘{name}’ is no PDF."))
        }
        Complaint::FileTooLarge(name, most) => {
            let (name, most) = (shortened(name), most / (1024 * 1024));
            (format!("‘{name}’ is groter dan {most} MB."), format!("‘{name}’ is larger than {most} MB."))
        }
        _ => (
            "Vul een bestaande datum in, zoals 2026-03-01 of 1-3-2026.".into(),
            "Fill in an existing date, such as 2026-03-01 or 1-3-2026.".into(),
        ),
    };
    lang.pick(nl, en)
}

/// What a row says, held against what the portal knows.
fn of_row(complaint: &Complaint, lang: Lang) -> String {
    let (nl, en) = match complaint {
        Complaint::Choice(words) => {
            let words = words.join(", ");
            (format!("Kies één van deze woorden: {words}."), format!("Choose one of these words: {words}."))
        }
        Complaint::NotOfThisKind => (
            "Dit hoort niet bij deze soort organisatie. Laat de cel leeg.".into(),
            "This does not belong to this kind of organisation. Leave the cell empty.".into(),
        ),
        Complaint::OtherName(name) => (
            format!("Bij deze code hoort de gemeente {name}."),
            format!("This code is that of the municipality {name}."),
        ),
        Complaint::TwoPlaces(name) => {
            let name = shortened(name);
            (
                format!("{name} is een gemeente en een provincie. Schrijf ‘gemeente {name}’ of ‘provincie {name}’."),
                format!("{name} is a municipality and a province. Write ‘gemeente {name}’ or ‘provincie {name}’."),
            )
        }
        Complaint::UnknownPlace(name) => {
            let name = shortened(name);
            (
                format!("‘{name}’ is nu geen gemeente of provincie."),
                format!("‘{name}’ is no municipality or province now."),
            )
        }
        Complaint::MemberForm(text) => {
            let text = shortened(text);
            (
                format!("Na de dubbele punt in ‘{text}’ ontbreekt het systeem."),
                format!("The system is missing after the colon in ‘{text}’."),
            )
        }
        Complaint::SameAs(line) => {
            (format!("Dit staat ook al op regel {line}."), format!("This stands on line {line} already."))
        }
        Complaint::Registered(name) => (
            format!("Deze organisatie is al aangemeld: {name}."),
            format!("This organisation is registered already: {name}."),
        ),
        Complaint::Covered(code, name) => (
            format!("Voor {code} sluit {name} al overeenkomsten."),
            format!("{name} makes the agreements of {code} already."),
        ),
        Complaint::UnknownParty => (
            "Geen gemeente of gemeenschappelijke regeling in het portaal heeft deze CBS-code of dit KvK-nummer.".into(),
            "No municipality or joint body in the portal has this CBS code or KvK number.".into(),
        ),
        Complaint::NoParty(name) => (
            format!("{name} is geen gemeente of gemeenschappelijke regeling."),
            format!("{name} is no municipality or joint body."),
        ),
        Complaint::CoveredBy(name) => (
            format!("Voor deze gemeente sluit {name} de overeenkomsten. Noem het KvK-nummer daarvan."),
            format!("{name} makes the agreements of this municipality. Name its KvK number."),
        ),
        Complaint::UnknownPartner => (
            "Geen signaalpartner in het portaal heeft dit KvK-nummer of deze naam.".into(),
            "No signal partner in the portal has this KvK number or name.".into(),
        ),
        Complaint::SeveralPartners => (
            "Meer dan één organisatie heeft dit nummer of deze naam. Noem wat haar onderscheidt.".into(),
            "More than one organisation has this number or name. Name what tells it apart.".into(),
        ),
        Complaint::NotActiveThere => (
            "Deze signaalpartner is volgens het portaal niet actief in dit gebied. Pas eerst het werkgebied aan."
                .into(),
            "By what the portal knows this signal partner is not active in this area. Change its area first.".into(),
        ),
        other => return of_pair(other, lang),
    };
    lang.pick(nl, en)
}

/// An agreement that stands here already.
fn of_pair(complaint: &Complaint, lang: Lang) -> String {
    let (nl, en) = match complaint {
        Complaint::SignedHere(number) => (
            format!("Deze overeenkomst is al in dit portaal getekend: {number}."),
            format!("This agreement was signed in this portal already: {number}."),
        ),
        Complaint::BroughtIn(number) => (
            format!("Deze overeenkomst is al eerder ingebracht: {number}."),
            format!("This agreement was brought in before: {number}."),
        ),
        Complaint::PartlySigned(number) => (
            format!(
                "Van {number} staat al een handtekening in dit portaal. Laat de gemeente de overeenkomst eerst opnieuw klaarzetten."
            ),
            format!("{number} bears a signature in this portal. Let the municipality prepare it again first."),
        ),
        Complaint::Declined(number) => (
            format!(
                "{number} is in dit portaal afgewezen. Laat de gemeente de overeenkomst eerst opnieuw klaarzetten."
            ),
            format!("{number} was declined in this portal. Let the municipality prepare it again first."),
        ),
        _ => ("Dit kan niet worden ingelezen.".into(), "This cannot be read.".into()),
    };
    lang.pick(nl, en)
}

/// How many faults on how many lines.
#[must_use]
pub fn count(faults: &domain::import::Faults, lang: Lang) -> String {
    let number = |n: usize| words::number(i64::try_from(n).unwrap_or(i64::MAX), lang);
    let (all, lines) = (number(faults.count()), number(faults.lines()));
    let one = (faults.count() == 1, faults.lines() == 1);
    let nl = format!(
        "{all} {} op {lines} {}",
        if one.0 { "fout" } else { "fouten" },
        if one.1 { "regel" } else { "regels" }
    );
    let en =
        format!("{all} {} on {lines} {}", if one.0 { "fault" } else { "faults" }, if one.1 { "line" } else { "lines" });
    lang.pick(nl, en)
}

/// What a file brings, a line each.
#[must_use]
pub fn brings(summary: &Summary, lang: Lang) -> Vec<String> {
    let number = |n: usize| words::number(i64::try_from(n).unwrap_or(i64::MAX), lang);
    match summary {
        Summary::Organisations { by_kind, people, invite } => {
            let kinds = by_kind.iter().map(|(kind, n)| format!("{}: {}", words::kind(*kind, lang), number(*n)));
            let people = lang.pick(
                format!("Personen met een rol: {}", number(*people)),
                format!("People with a role: {}", number(*people)),
            );
            let mails = if *invite {
                lang.pick("Zij krijgen een uitnodiging per mail.", "They are invited by mail.")
            } else {
                lang.pick("Er gaan geen uitnodigingen uit.", "No invitations are sent.")
            };
            let follow = lang.pick(
                "Daarna worden de overeenkomsten met alle tegenpartijen klaargezet.",
                "After that the agreements with all counterparts are prepared.",
            );
            kinds.chain([people, mails.to_owned(), follow.to_owned()]).collect()
        }
        Summary::Agreements { new, waiting, active, documents } => {
            let mut lines = vec![lang.pick(
                format!("Nieuw in het portaal: {}", number(*new)),
                format!("New in the portal: {}", number(*new)),
            )];
            lines.extend(waiting.iter().map(|(state, n)| {
                let state = words::state(*state, lang);
                lang.pick(
                    format!("Stond hier al als ‘{state}’: {}", number(*n)),
                    format!("Stood here as ‘{state}’: {}", number(*n)),
                )
            }));
            lines.push(lang.pick(
                format!("Wordt meteen ‘Actief’: {}", number(*active)),
                format!("Becomes ‘Active’ at once: {}", number(*active)),
            ));
            lines.push(lang.pick(
                format!("Met het getekende document erbij: {}", number(*documents)),
                format!("With the signed document: {}", number(*documents)),
            ));
            lines
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_complaint_says_something_of_its_own_in_both_languages() {
        let day = jiff::civil::date(2027, 1, 1);
        let name = || "x".to_owned();
        let all = [
            Complaint::TooLarge(16 << 20),
            Complaint::TooManyRows(5_000),
            Complaint::Empty,
            Complaint::NoRows,
            Complaint::Workbook,
            Complaint::Utf16,
            Complaint::Undecodable,
            Complaint::Control,
            Complaint::UnclosedQuote,
            Complaint::TextAfterQuote,
            Complaint::TooManyCells,
            Complaint::UnknownColumn,
            Complaint::MissingColumn(name()),
            Complaint::ColumnTwice,
            Complaint::Formula,
            Complaint::Choice(vec![name()]),
            Complaint::NotOfThisKind,
            Complaint::OtherName(name()),
            Complaint::TwoPlaces(name()),
            Complaint::UnknownPlace(name()),
            Complaint::MemberForm(name()),
            Complaint::SameAs(3),
            Complaint::Registered(name()),
            Complaint::Covered("GM0344".into(), name()),
            Complaint::UnknownParty,
            Complaint::NoParty(name()),
            Complaint::CoveredBy(name()),
            Complaint::UnknownPartner,
            Complaint::SeveralPartners,
            Complaint::NotActiveThere,
            Complaint::SignedHere(name()),
            Complaint::BroughtIn(name()),
            Complaint::PartlySigned(name()),
            Complaint::Declined(name()),
            Complaint::NoDate,
            Complaint::Ahead(day),
            Complaint::BeforeSigned(day),
            Complaint::FileName,
            Complaint::NoFiles,
            Complaint::MissingFile(name()),
            Complaint::UnreadableFile(name()),
            Complaint::NotPdf(name()),
            Complaint::FileTooLarge(name(), 20 << 20),
            Complaint::Answer(registration::Complaint::NoPeople),
        ];
        for lang in Lang::ALL {
            let mut sentences: Vec<_> = all.iter().map(|complaint| sentence(complaint, lang)).collect();
            assert!(sentences.iter().all(|text| text.ends_with('.')), "{sentences:?}");
            sentences.sort_unstable();
            sentences.dedup();
            assert_eq!(sentences.len(), all.len());
        }
    }

    #[test]
    fn a_place_is_told_as_a_spreadsheet_tells_it() {
        let column = Some(Column { number: 28, name: "kvk\u{7}".into() });
        let fault = Fault { line: 12, column, complaint: Complaint::Formula };
        assert_eq!(place(&fault, Lang::Nl), "regel 12, kolom AB (kvk)");
        assert_eq!(place(&Fault { column: None, ..fault }, Lang::En), "line 12");
    }
}
