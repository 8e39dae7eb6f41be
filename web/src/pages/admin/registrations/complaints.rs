//! What is wrong with an answer, as an administrator reads it.

use crate::{
    lang::Lang,
    pages::register::problems,
    parts::{FormErrors, Notice},
};
use app::mail::{Language, field_name};
use domain::{
    registration::{Complaint, Problem},
    values::Wrong,
};

/// What is wrong and how to mend it, for beside the field; what is the registrant's to change is said as it is.
pub(super) fn sentence(problem: &Problem, lang: Lang) -> String {
    let (nl, en) = match problem.complaint {
        Complaint::Value(Wrong::Missing) if problem.field == "registrant_name" => {
            ("Vul de naam van de aanmelder in.", "Fill in the name of the registrant.")
        }
        // What an administrator can mend reads as in the form itself.
        Complaint::Value(_)
        | Complaint::PersonTwice
        | Complaint::NoDate
        | Complaint::TooMany
        | Complaint::OfSignatory => {
            return problems::sentence(problem, lang);
        }
        Complaint::UnknownMunicipality => {
            ("Deze gemeente bestaat nu niet (meer).", "This municipality does not exist now (any more).")
        }
        Complaint::ChooseOne => ("Hier is nog niets gekozen.", "Nothing has been chosen here."),
        Complaint::MunicipalityTwice => {
            ("Dezelfde gemeente staat er twee keer.", "The same municipality stands there twice.")
        }
        Complaint::TooFewMembers => {
            ("Een gemeenschappelijke regeling heeft ten minste twee leden.", "A joint body has at least two members.")
        }
        Complaint::NoArea => ("Er is geen werkgebied gekozen.", "No area has been chosen."),
        Complaint::NoPeople => ("Er is ten minste één persoon nodig.", "At least one person is needed."),
        Complaint::TwoNeeded => {
            ("Om samen te tekenen zijn er twee tekenbevoegden nodig.", "To sign together, two signatories are needed.")
        }
        Complaint::SharedMailbox => (
            "Dit lijkt een gedeelde mailbox. Alleen de aanmelder kan aangeven dat niemand anders deze mail leest.",
            "This looks like a shared mailbox. Only the registrant can state that nobody else reads it.",
        ),
    };
    lang.pick(nl, en).to_owned()
}

/// The sentences beside their fields.
pub(super) fn errors<'a>(problems: impl IntoIterator<Item = &'a Problem>, lang: Lang) -> FormErrors {
    let mut errors = FormErrors::default();
    for problem in problems {
        errors.add(problem.field.clone(), sentence(problem, lang));
    }
    errors
}

/// The sentences, each with the name of its field, in a notice.
pub(super) fn items<'a>(notice: Notice, problems: impl IntoIterator<Item = &'a Problem>, lang: Lang) -> Notice {
    problems.into_iter().map(|problem| line(problem, lang)).fold(notice, Notice::item)
}

/// The sentence with the name of its field, for a list.
fn line(problem: &Problem, lang: Lang) -> String {
    let field = problem.field.as_str();
    let name = match field {
        "municipality" => lang.pick("gemeente", "municipality").to_owned(),
        "organ" => lang.pick("bestuursorgaan", "organ").to_owned(),
        "members" => lang.pick("leden", "members").to_owned(),
        "sector" => "sector".to_owned(),
        "partner_kind" => lang.pick("soort signaalpartner", "kind of partner").to_owned(),
        "area" | "area_codes" => lang.pick("werkgebied", "area").to_owned(),
        "jointly" => lang.pick("samen tekenen", "signing together").to_owned(),
        "executor" => lang.pick("uitvoering", "execution").to_owned(),
        "clients" => lang.pick("opdrachtgevers", "clients").to_owned(),
        system if system.starts_with("system") => {
            lang.pick("vroegsignaleringssysteem", "early-warning system").to_owned()
        }
        other => field_name(other, Language::from_code(lang.code())),
    };
    format!("{name}: {}", sentence(problem, lang))
}
