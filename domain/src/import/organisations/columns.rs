//! The columns of the file with organisations, and which of them holds which answer of the form.

use super::super::{
    Complaint, Fault,
    sheet::{ColumnSpec, Row},
};
use crate::{
    registration::{self, Applicant, Problem},
    values::Wrong,
};

const fn needed(name: &'static str) -> ColumnSpec {
    ColumnSpec { name, needed: true }
}

const fn maybe(name: &'static str) -> ColumnSpec {
    ColumnSpec { name, needed: false }
}

/// The columns of the file, in the order of the example.
pub const ORGANISATION_COLUMNS: &[ColumnSpec] = &[
    needed("soort"),
    needed("naam"),
    maybe("cbs_code"),
    needed("kvk"),
    needed("straat"),
    needed("postcode"),
    needed("plaats"),
    maybe("website"),
    maybe("orgaan"),
    maybe("systeem"),
    maybe("leden"),
    maybe("sector"),
    maybe("type"),
    maybe("werkgebied"),
    maybe("uitvoerder"),
    maybe("uitvoerder_is_partij"),
    maybe("opdrachtgevers"),
    maybe("samen_tekenen"),
    needed("contact#_naam"),
    needed("contact#_email"),
    needed("contact#_telefoon"),
    maybe("contact#_functie"),
    maybe("contact#_werkt_bij"),
    maybe("tekenbevoegde#_naam"),
    maybe("tekenbevoegde#_email"),
    maybe("tekenbevoegde#_telefoon"),
    maybe("tekenbevoegde#_functie"),
    maybe("tekenbevoegde#_grond"),
    maybe("tekenbevoegde#_mandaatdatum"),
    maybe("tekenbevoegde#_eigen_mailbox"),
];

/// What some kinds of organisation have and others have not.
pub(super) const ONLY: &[(&str, &[Applicant])] = &[
    ("cbs_code", &[Applicant::Municipality]),
    ("orgaan", &[Applicant::Municipality, Applicant::JointBody]),
    ("systeem", &[Applicant::Municipality, Applicant::JointBody]),
    ("leden", &[Applicant::JointBody]),
    ("sector", &[Applicant::SignalPartner]),
    ("type", &[Applicant::SignalPartner]),
    ("werkgebied", &[Applicant::SignalPartner, Applicant::Landlord]),
    ("uitvoerder", &[Applicant::Municipality, Applicant::JointBody, Applicant::SignalPartner]),
    ("uitvoerder_is_partij", &[Applicant::Municipality, Applicant::JointBody, Applicant::SignalPartner]),
    ("opdrachtgevers", &[Applicant::Executor]),
    ("samen_tekenen", &[Applicant::Municipality, Applicant::JointBody, Applicant::SignalPartner, Applicant::Executor]),
];

/// Where the municipality is named.
pub(super) fn place_column(row: &Row<'_, '_>) -> &'static str {
    if row.text("cbs_code").is_empty() { "naam" } else { "cbs_code" }
}

/// A problem of the form, in its cell.
pub(super) fn told(row: &Row<'_, '_>, applicant: Applicant, problem: &Problem) -> Fault {
    let column = column_of(row, applicant, &problem.field);
    let complaint = match problem.complaint {
        // The form would ask to choose from a list; here a cell is empty.
        registration::Complaint::ChooseOne if row.text(&column).is_empty() => {
            registration::Complaint::Value(Wrong::Missing)
        }
        other => other,
    };
    row.fault(&column, Complaint::Answer(complaint))
}

/// The column that a field of the form stands in.
fn column_of(row: &Row<'_, '_>, applicant: Applicant, field: &str) -> String {
    let column = match field {
        "registrant_name" if applicant == Applicant::Landlord => "naam",
        "registrant_name" => "contact1_naam",
        "registrant_email" => "contact1_email",
        "phone" => "contact1_telefoon",
        "municipality" => place_column(row),
        "name" if applicant == Applicant::Municipality => place_column(row),
        "name" => "naam",
        "street" => "straat",
        "city" => "plaats",
        "organ" => "orgaan",
        "members" => "leden",
        "system" | "system_name" => "systeem",
        "partner_kind" => "type",
        "area" | "area_codes" => "werkgebied",
        "jointly" => "samen_tekenen",
        "executor" | "executor_name" => "uitvoerder",
        "clients" => "opdrachtgevers",
        member if member.starts_with("system-") => "leden",
        person => return person_column(person).unwrap_or_else(|| field.to_owned()),
    };
    column.to_owned()
}

fn person_column(field: &str) -> Option<String> {
    let mut parts = field.splitn(3, '-');
    let prefix = match parts.next()? {
        "contacts" => "contact",
        "signatories" => "tekenbevoegde",
        _ => return None,
    };
    let number = parts.next()?.parse::<usize>().ok()? + 1;
    let part = match parts.next()? {
        "name" => "naam",
        "phone" => "telefoon",
        "function" => "functie",
        "works_at" => "werkt_bij",
        "ground" => "grond",
        "mandate_date" => "mandaatdatum",
        other => other,
    };
    Some(format!("{prefix}{number}_{part}"))
}
