//! The list as a file for a spreadsheet.

use super::{Viewer, query::Asked};
use crate::{csv_file, lang::Lang, pages::Page, visit::Visit, words};
use app::{
    App,
    agreements::{self, After, Coverage, Line},
    sectors,
};
use axum::extract::{RawQuery, State};
use domain::{
    calendar,
    municipality::{self, MunicipalityCode, Province},
    party::WarningSystem,
};

const HEADER: [[&str; 11]; 2] = [
    [
        "Nummer",
        "Stand",
        "Gemeente of gemeenschappelijke regeling",
        "Soort",
        "CBS-code",
        "Provincie",
        "Vroegsignaleringssysteem",
        "Signaalpartner",
        "Sector",
        "Stand gewijzigd op",
        "Buiten dit portaal getekend op",
    ],
    [
        "Number",
        "State",
        "Municipality or joint body",
        "Kind",
        "CBS code",
        "Province",
        "Early-warning system",
        "Signal partner",
        "Sector",
        "State changed on",
        "Signed outside this portal on",
    ],
];

pub(super) async fn file(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let (actor, lang) = (visit.actor(), visit.lang());
    let sectors = sectors::all(&app).await?;
    let asked = Asked::read(query.as_deref(), Viewer::of(&actor), &sectors);
    let [nl, en] = &HEADER;
    let name = format!("{}-{}", lang.pick("overeenkomsten", "agreements"), app.today());
    csv_file::stream(&name, lang.pick(nl, en), None, move |after: Option<After>| {
        let (app, query, sectors) = (app.clone(), asked.query.clone(), sectors.clone());
        async move {
            let lines = agreements::some(&app, &actor, &query, after.as_ref()).await?;
            let mut members = agreements::members(&app, &actor, &lines).await?;
            let last = lines.last().map(|line| (line.sort.clone(), line.id));
            let rows = lines.into_iter().map(|line| {
                let members = members.remove(&line.id).unwrap_or_default();
                row(line, &members, |code| words::sector(&sectors, code, lang), lang)
            });
            Ok((rows.collect(), last.map(Some)))
        }
    })
    .await
}

fn row(line: Line, members: &[Coverage], sector: impl Fn(&str) -> String, lang: Lang) -> Vec<String> {
    vec![
        line.number,
        words::state(line.state, lang).to_owned(),
        line.party_name,
        words::kind(line.party_kind, lang).to_owned(),
        line.municipality.unwrap_or_else(|| joined(members.iter().map(|member| member.municipality.to_string()))),
        line.province.map_or_else(
            || joined(members.iter().map(|member| member.province.to_string())),
            |p: Province| p.to_string(),
        ),
        systems(line.system.as_ref(), members),
        line.partner_name,
        sector(&line.sector),
        calendar::local_date(line.changed_at).to_string(),
        line.details.elsewhere().map(|day| day.to_string()).unwrap_or_default(),
    ]
}

/// Values one after the other, each once.
pub(crate) fn joined(values: impl Iterator<Item = String>) -> String {
    let mut once: Vec<String> = Vec::new();
    for value in values {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    once.join(", ")
}

/// Where signals go: one system, or the system of each member where they differ.
pub(crate) fn systems(own: Option<&WarningSystem>, members: &[Coverage]) -> String {
    let Some(first) = members.first() else {
        return own.map(WarningSystem::label).unwrap_or_default().to_owned();
    };
    if members.iter().all(|member| member.system == first.system) {
        return first.system.label().to_owned();
    }
    joined(
        members.iter().map(|member| format!("{}: {}", municipality_name(member.municipality), member.system.label())),
    )
}

/// The name of a municipality; its code if the list does not know it.
pub(crate) fn municipality_name(code: MunicipalityCode) -> String {
    municipality::by_code(code).map_or_else(|| code.to_string(), |municipality| municipality.name.clone())
}

#[cfg(test)]
mod tests {
    use super::super::list::tests::{line, member};
    use super::*;
    use domain::agreement::State;

    #[test]
    fn a_municipality_has_its_code_and_system() {
        let row = row(line(), &[], str::to_uppercase, Lang::Nl);
        assert_eq!(row.len(), HEADER[0].len());
        assert_eq!(
            row.join(";"),
            "LCV-2026-000123;Klaargezet;Gemeente Utrecht;Gemeente;GM0344;Utrecht;BKR VPS;\
            Woonstichting Voorbeeld;HUUR;2026-11-24;"
        );
    }

    #[test]
    fn what_was_signed_elsewhere_says_so() {
        let day = jiff::civil::date(2024, 3, 1);
        let at = line().changed_at;
        let signed = State::Signed { at, facts_changed: false, elsewhere: Some(day) };
        let row = row(Line { details: signed, ..line() }, &[], str::to_owned, Lang::Nl);
        assert_eq!(row.last().map(String::as_str), Some("2024-03-01"));
    }

    #[test]
    fn a_joint_body_has_those_of_its_members() {
        let members = [member("GM0344", WarningSystem::BkrVps), member("GM0356", WarningSystem::Inforing)];
        let joint = Line { municipality: None, province: None, system: None, ..line() };
        let row = row(joint, &members, str::to_owned, Lang::En);
        assert_eq!(row[4..7], ["GM0344, GM0356", "Utrecht", "Utrecht: BKR VPS, Nieuwegein: Inforing (xxllnc)"]);
        assert_eq!(systems(None, &members[..1]), "BKR VPS");
    }
}
