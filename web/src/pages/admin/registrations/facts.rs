//! Everything that a registration says, as lists of facts.

use super::{super::places, review_texts::Texts};
use crate::{lang::Lang, parts::SummaryList, words};
use app::{registrations::Registration, sectors::Sector};
use domain::{
    municipality,
    party::{Ground, PartnerKind, WarningSystem},
    registration::{Answers, Application, Area, Body, PersonAnswer},
};

/// Facts under a heading.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) list: SummaryList,
}

fn group(id: &'static str, title: &'static str, list: SummaryList) -> Group {
    Group { id, title, list }
}

/// The facts of a registration; where its parts do not hold (any more), what was typed.
pub(super) fn groups(
    registration: &Registration,
    application: Option<&Application>,
    sectors: &[Sector],
    lang: Lang,
) -> Vec<Group> {
    let t = Texts::of(lang);
    let kind = words::applicant(registration.applicant, lang);
    let mut groups = match application {
        Some(application) => parsed(application, kind, sectors, lang),
        None => typed(&registration.answers, &registration.name, kind, lang),
    };
    let registrant = SummaryList::new(lang)
        .row(t.name, registration.answers.registrant_name.clone())
        .row(t.email, registration.email.clone())
        .row(t.language, language(&registration.language, lang));
    groups.push(group("registrant", t.registrant, registrant));
    groups
}

fn language(code: &str, lang: Lang) -> &'static str {
    match Lang::parse(code).unwrap_or_default() {
        Lang::Nl => lang.pick("Nederlands", "Dutch"),
        Lang::En => lang.pick("Engels", "English"),
    }
}

fn parsed(application: &Application, kind: &str, sectors: &[Sector], lang: Lang) -> Vec<Group> {
    let t = Texts::of(lang);
    let address = &application.address;
    let text = |value: Option<String>| value.unwrap_or_default();
    let organisation = SummaryList::new(lang)
        .row(t.kind, kind)
        .row(t.name, application.name.to_string())
        .row(t.kvk, text(application.kvk.as_ref().map(ToString::to_string)))
        .row(t.address, format!("{}\n{} {}", address.street, address.postcode, address.city));
    let landlord = matches!(application.body, Body::SignalPartner { kind: PartnerKind::PrivateLandlord, .. });
    let organisation = match &application.website {
        None if landlord => organisation,
        website => organisation.row(t.website, text(website.as_ref().map(ToString::to_string))),
    };
    let mut groups = vec![
        group("organisation", t.organisation, organisation),
        group("area", t.area, body(&application.body, sectors, lang)),
    ];
    let contacts = application.contacts.iter().enumerate().fold(SummaryList::new(lang), |list, (index, person)| {
        let works_at = person.works_at.as_ref().map(|place| t.works_at(place));
        let lines = [
            Some(person.name.to_string()),
            person.function.clone(),
            works_at,
            Some(person.email.to_string()),
            Some(person.phone.to_string()),
        ];
        list.row(t.contact(index + 1), lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
    });
    groups.push(group("contacts", t.contacts, contacts));
    if !application.signatories.is_empty() {
        let list = application.signatories.iter().enumerate().fold(SummaryList::new(lang), |list, (index, person)| {
            let ground = match (person.ground, person.mandate_date) {
                (Ground::Mandate, Some(date)) => t.mandate_of(&words::date(date, lang)),
                (ground, _) => words::ground(ground, lang).to_owned(),
            };
            let lines = [
                Some(person.name.to_string()),
                Some(person.function.clone()),
                Some(ground),
                Some(person.email.to_string()),
                person.phone.as_ref().map(ToString::to_string),
            ];
            list.row(t.signatory(index + 1), lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
        });
        let list = if application.jointly { list.row(t.signing, t.jointly) } else { list };
        groups.push(group("signatories", t.signatories, list));
    }
    if let Some(execution) = &application.execution {
        let list = SummaryList::new(lang)
            .row(t.name, execution.name.to_string())
            .row(t.party, if execution.party { t.party_yes } else { t.party_no });
        groups.push(group("execution", t.execution, list));
    }
    groups
}

fn body(body: &Body, sectors: &[Sector], lang: Lang) -> SummaryList {
    let t = Texts::of(lang);
    let list = SummaryList::new(lang);
    match body {
        Body::Municipality { code, organ, system } => {
            let province = municipality::by_code(*code).map_or("", |municipality| municipality.province.as_str());
            list.row(t.municipality, format!("{} ({code})", places::name(*code)))
                .row(t.province, province)
                .row(t.organ, words::organ(*organ, lang))
                .row(t.system, system.label())
        }
        Body::JointBody { organ, members, system } => {
            let member = |(code, own): &(_, WarningSystem)| format!("{}: {}", places::name(*code), own.label());
            list.row(t.organ, words::organ(*organ, lang))
                .row(t.system, system.label())
                .row(t.members(members.len()), members.iter().map(member).collect::<Vec<_>>().join("\n"))
        }
        Body::SignalPartner { sector, kind, area } => {
            let list = list
                .row(t.sector, words::sector(sectors, sector, lang))
                .row(t.partner_kind, words::partner_kind(*kind, lang));
            match area {
                Area::Country => list.row(t.active_in, t.country),
                Area::Municipalities(codes) => {
                    list.row(t.active_in_some(codes.len()), places::by_province(codes.iter().copied()))
                }
            }
        }
        Body::Executor { clients } => list.row(t.clients, clients.clone().unwrap_or_default()),
    }
}

/// What was typed, where it does not hold (any more).
fn typed(answers: &Answers, name: &str, kind: &str, lang: Lang) -> Vec<Group> {
    let t = Texts::of(lang);
    let organisation = SummaryList::new(lang)
        .row(t.kind, kind)
        .row(t.name, name)
        .row(t.kvk, answers.kvk.clone())
        .row(t.address, format!("{}\n{} {}", answers.street, answers.postcode, answers.city))
        .row(t.website, answers.website.clone());
    let people = |people: &[PersonAnswer], label: &dyn Fn(usize) -> String| {
        let filled = people.iter().filter(|person| !person.is_blank()).enumerate();
        filled.fold(SummaryList::new(lang), |list, (index, person)| {
            let lines = [&person.name, &person.function, &person.email, &person.phone];
            let lines = lines.into_iter().filter(|line| !line.trim().is_empty()).cloned();
            list.row(label(index + 1), lines.collect::<Vec<_>>().join("\n"))
        })
    };
    vec![
        group("organisation", t.organisation, organisation),
        group("contacts", t.contacts, people(&answers.contacts, &|n| t.contact(n))),
        group("signatories", t.signatories, people(&answers.signatories, &|n| t.signatory(n))),
    ]
}
