//! One organisation: facts, people in every role, where it is active, its agreements, its history.

use super::{
    super::{address, duration, id, places},
    kind,
    show_texts::Texts,
};
use crate::{
    history,
    lang::Lang,
    layout::Page as Frame,
    pages::{Page, changes::change_links},
    parts::{AgreementState, ContactCard, Icon, Notice, StateTag, SummaryList, Timeline, Tone},
    visit::Visit,
    words,
};
use app::{
    App,
    organisations::{self, Coverage, Member, Organisation, Shown},
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse as _},
};
use domain::{
    agreement::StateKind,
    calendar::local_date,
    party::{Ground, OrganisationKind, Role},
};
use jiff::civil::Date;

struct People {
    title: &'static str,
    /// Each with where a new address is asked, and the name.
    cards: Vec<(ContactCard, String, String)>,
}

struct Stretch {
    name: String,
    province: &'static str,
    system: String,
    when: StateTag,
}

struct Count {
    href: String,
    state: &'static str,
    tag: StateTag,
    count: String,
}

#[derive(Template)]
#[template(path = "pages/admin/organisations/show.html")]
struct ShowPage {
    page: Frame,
    t: &'static Texts,
    name: String,
    kind: String,
    notice: Option<Notice>,
    facts: SummaryList,
    registration: String,
    people: Vec<People>,
    changes: Vec<(&'static str, String)>,
    ended: Option<Notice>,
    is_party: bool,
    coverage: Vec<Stretch>,
    area: Option<(String, String)>,
    agreements: Option<Vec<Count>>,
    all: String,
    total: String,
    history: Timeline,
}

pub(super) async fn show(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    let shown = organisations::show(&app, &visit.actor(), id(&text)?).await?;
    let sectors = sectors::all(&app).await?;
    let held = app::people::held_at(&app, &visit.actor(), shown.organisation.id).await?;
    let page = visit.page(shown.organisation.name.clone());
    let mut view = made(page, &shown, &sectors, app.today());
    let (t, lang) = (Texts::of(visit.lang()), visit.lang());
    let held = held.map_or_else(|| t.never_held.to_owned(), |at| words::date(local_date(at), lang));
    view.facts = view.facts.row(t.held, held);
    Ok(Html(view.render()?).into_response())
}

fn made(page: Frame, shown: &Shown, sectors: &[Sector], today: Date) -> ShowPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let organisation = &shown.organisation;
    let executor = organisation.kind == OrganisationKind::Executor;
    let partner = organisation.kind == OrganisationKind::SignalPartner;
    ShowPage {
        t,
        name: organisation.name.clone(),
        kind: kind(organisation, sectors, lang),
        notice: (!executor && organisation.generated_at.is_none() && organisation.ended_at.is_none())
            .then(|| Notice::info(t.generating)),
        facts: facts(organisation, lang),
        changes: if organisation.ended_at.is_none() { changes(organisation, lang) } else { Vec::new() },
        ended: organisation.ended_at.map(|at| Notice::warning(t.ended(&words::date(local_date(at), lang)))),
        registration: format!("/beheer/aanmeldingen/{}", organisation.registration),
        people: people(&shown.members, lang),
        is_party: organisation.kind.is_contracting_party(),
        coverage: shown.coverage.iter().map(|one| stretch(one, today, lang)).collect(),
        area: partner.then(|| {
            if organisation.nationwide {
                (t.area.to_owned(), t.country.to_owned())
            } else {
                (t.area_of(shown.area.len()), places::by_province(shown.area.iter().copied()))
            }
        }),
        agreements: (!executor).then(|| shown.agreements.iter().map(|one| count(one, organisation, lang)).collect()),
        all: address("/overeenkomsten", &[("zoek", &organisation.name)]),
        total: words::number(shown.agreements.iter().map(|(_, n)| n).sum(), lang),
        history: history::timeline_with_names(&shown.history, lang),
        page,
    }
}

/// A way to each thing that the administrator can change here: words and address.
fn changes(one: &Organisation, lang: Lang) -> Vec<(&'static str, String)> {
    let path = format!("/beheer/organisaties/{}", one.id);
    let mut links = change_links(app::changes::applicant(one), &format!("{path}/wijzigen"), lang);
    links.push((Texts::of(lang).end, format!("{path}/beeindigen")));
    links
}

fn facts(one: &Organisation, lang: Lang) -> SummaryList {
    let t = Texts::of(lang);
    let mut list = SummaryList::new(lang)
        .row(t.kvk, one.kvk.clone().unwrap_or_default())
        .row(t.address, format!("{}\n{} {}", one.street, one.postcode, one.city))
        .row(t.website, one.website.clone().unwrap_or_default());
    if let Some(code) = one.municipality {
        list = list.row(t.code, code.to_string());
    }
    if let Some(province) = one.province {
        list = list.row(t.province, province.as_str());
    }
    if let Some(organ) = one.organ {
        list = list.row(t.organ, words::organ(organ, lang));
    }
    if let Some(system) = &one.system {
        list = list.row(t.system, system.label());
    }
    if let Some(kind) = one.partner_kind {
        list = list.row(t.partner_kind, words::partner_kind(kind, lang));
    }
    if one.jointly {
        list = list.row(t.signing, t.jointly);
    }
    if let Some(name) = &one.executor_name {
        let role = if one.executor_party { t.executor_party } else { t.executor_no_party };
        let known = if one.executor.is_some() { t.executor_known } else { t.executor_unknown };
        list = list.row(t.executor, format!("{name}\n{role}\n{known}"));
    }
    if let Some(clients) = &one.clients {
        list = list.row(t.clients, clients.clone());
    }
    list = list.row(t.accepted, words::moment(one.accepted_at, lang));
    if let Some(at) = one.generated_at {
        let took = duration(at.duration_since(one.accepted_at), lang);
        list = list.row(t.generated, t.generated_at(&words::moment(at, lang), &took));
    }
    list
}

fn people(members: &[Member], lang: Lang) -> Vec<People> {
    let t = Texts::of(lang);
    let groups =
        [(Role::Contact, t.contacts), (Role::Signatory, t.signatories), (Role::Administrator, t.administrators)];
    let groups = groups.into_iter().map(|(role, title)| {
        let of_role = members.iter().filter(|member| member.role == role);
        let address = |member: &Member| format!("/beheer/herstel/nieuw/{}", member.id);
        let cards = of_role.map(|one| (card(one, lang), address(one), one.person.name.clone())).collect();
        People { title, cards }
    });
    groups.filter(|group: &People| !group.cards.is_empty()).collect()
}

fn card(member: &Member, lang: Lang) -> ContactCard {
    let t = Texts::of(lang);
    let ground = match (member.ground, member.mandate_date) {
        (Some(Ground::Mandate), Some(date)) => Some(t.mandate_of(&words::date(date, lang))),
        (ground, _) => ground.map(|ground| words::ground(ground, lang).to_owned()),
    };
    let works_at = member.works_at.as_ref().map(|place| t.works_at(place));
    ContactCard::new(lang, &member.person.name)
        .function(member.function.clone().unwrap_or_default())
        .note(ground.or(works_at).unwrap_or_default())
        .email(&member.person.email)
        .phone(member.person.phone.clone().unwrap_or_default())
}

fn stretch(one: &Coverage, today: Date, lang: Lang) -> Stretch {
    let t = Texts::of(lang);
    let when = if one.from > today {
        StateTag::new(Tone::Waiting, Icon::Clock, t.from(&words::date(one.from, lang)))
    } else if let Some(until) = one.until {
        StateTag::new(Tone::Waiting, Icon::Clock, t.until(&words::date(until, lang)))
    } else {
        StateTag::new(Tone::Good, Icon::Check, t.since(&words::date(one.from, lang)))
    };
    let system = one.system.label().to_owned();
    Stretch { name: places::name(one.municipality), province: one.province.as_str(), system, when }
}

fn count((state, count): &(StateKind, i64), organisation: &Organisation, lang: Lang) -> Count {
    Count {
        href: address("/overeenkomsten", &[("zoek", &organisation.name), ("stand", state.as_str())]),
        state: words::state(*state, lang),
        tag: StateTag::agreement(lang, &shown_state(*state, lang)),
        count: words::number(*count, lang),
    }
}

/// A state without its data, as a tag shows it.
fn shown_state(state: StateKind, lang: Lang) -> AgreementState {
    match state {
        StateKind::Prepared => AgreementState::Prepared,
        StateKind::OnHold => AgreementState::OnHold { until: None },
        StateKind::Released => AgreementState::Released,
        StateKind::PartlySigned => AgreementState::PartlySigned { by: Texts::of(lang).one_side.to_owned() },
        StateKind::Declined => AgreementState::Declined,
        StateKind::Signed => AgreementState::Signed,
        StateKind::Active => AgreementState::Active,
        StateKind::Withdrawn => AgreementState::Withdrawn,
        StateKind::Terminated => AgreementState::Terminated,
        StateKind::Superseded => AgreementState::Superseded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::admin::organisations::tests::organisation;
    use domain::municipality::MunicipalityCode;

    fn render(kind: OrganisationKind, lang: Lang) -> String {
        let organisation = organisation(kind);
        let code = MunicipalityCode::parse("GM0344").expect("a code");
        let date = |text: &str| text.parse::<Date>().expect("a date");
        let stretch = |from, until: Option<&str>| Coverage {
            municipality: code,
            province: domain::municipality::Province::Utrecht,
            organisation: organisation.id,
            name: organisation.name.clone(),
            system: domain::party::WarningSystem::Other("Eigen <systeem>".into()),
            from: date(from),
            until: until.map(date),
        };
        let party = kind.is_contracting_party();
        let shown = Shown {
            members: Vec::new(),
            coverage: if party {
                vec![
                    stretch("2026-01-01", None),
                    stretch("2027-01-01", None),
                    stretch("2026-01-01", Some("2027-01-01")),
                ]
            } else {
                Vec::new()
            },
            area: vec![code],
            agreements: StateKind::ALL.iter().map(|state| (*state, 1_234)).collect(),
            history: Vec::new(),
            organisation,
        };
        let page = Frame::new(lang, "t", "token", "/beheer/organisaties/x");
        made(page, &shown, &[], date("2026-11-24")).render().expect("the page renders")
    }

    #[test]
    fn every_kind_renders_in_both_languages() {
        for lang in Lang::ALL {
            for kind in OrganisationKind::ALL {
                let html = render(*kind, lang);
                assert!(html.contains("&#60;Zonen&#62;") && !html.contains("style="));
                assert_eq!(html.contains("stand=prepared"), *kind != OrganisationKind::Executor);
                assert_eq!(html.contains("&#60;systeem&#62;"), kind.is_contracting_party());
            }
        }
    }
}
