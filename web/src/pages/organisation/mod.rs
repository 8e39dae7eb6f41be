//! The organisation for which somebody acts: its facts, people, area and agreements.

mod texts;

use crate::{
    Route, get, history,
    lang::Lang,
    layout::Page as Frame,
    pages::{Page, agreements::municipality_name},
    parts::{Button, ContactCard, EmptyState, Icon, SummaryList, Tile, Timeline, Tone},
    visit::Visit,
    words,
};
use app::{
    App,
    agreements::Coverage,
    organisations::{self, Organisation, Shown},
    partners::Member,
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    extract::State,
    response::{Html, IntoResponse},
};
use domain::{
    access::{Acting, Answer, Permission, may},
    agreement::StateKind,
    calendar::local_date,
    municipality::{MunicipalityCode, Province, by_code},
    party::{OrganisationKind, Role, WarningSystem},
};
use jiff::civil::Date;
use texts::Texts;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![get("/organisatie", Permission::Member, page)]
}

/// Who looks at it.
#[derive(Clone, Copy, Debug)]
struct Viewer {
    /// Whether this person sees agreements.
    agreements: bool,
    /// Whether this person may sign here.
    signatory: bool,
    /// Whether this person may ask for changes.
    changes: bool,
}

#[derive(Template)]
#[template(path = "pages/organisation/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    name: String,
    kind: &'static str,
    to_sign: Option<EmptyState>,
    /// The numbers per state; `None` for who does not see agreements.
    tiles: Option<Vec<Tile>>,
    facts: SummaryList,
    can_change: bool,
    contacts: Vec<ContactCard>,
    signatories: Vec<ContactCard>,
    /// Executors have no signatories unless they are a party.
    shows_signatories: bool,
    members: Vec<MemberRow>,
    area: Option<Area>,
    /// A small area is shown without folding.
    open_area: bool,
    timeline: Timeline,
}

/// A municipality that a joint body covers.
struct MemberRow {
    name: String,
    province: &'static str,
    system: String,
    /// From or until when, where that lies ahead.
    period: String,
}

/// Where a signal partner is active.
enum Area {
    Nationwide,
    /// The municipalities, by province.
    Some(Vec<(Province, Vec<String>)>),
}

async fn page(State(app): State<App>, visit: Visit) -> Page {
    let actor = visit.actor();
    let viewer = Viewer {
        agreements: may(&actor, Permission::SeeAgreements) == Answer::Yes,
        signatory: matches!(actor.acting(), Acting::Organisation { signatory: true, .. }),
        changes: may(&actor, Permission::ChangeOrganisation) == Answer::Yes,
    };
    let shown = organisations::own(&app, &actor).await?;
    let sectors = sectors::all(&app).await?;
    let frame = visit.page(Texts::of(visit.lang()).title);
    Ok(Html(view(frame, &shown, viewer, &sectors, app.today()).render()?).into_response())
}

fn view(page: Frame, shown: &Shown, viewer: Viewer, sectors: &[Sector], today: Date) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let organisation = &shown.organisation;
    let of_role = |role| -> Vec<ContactCard> {
        shown.members.iter().filter(|member| member.role == role).map(|member| card(member, lang)).collect()
    };
    let signatories = of_role(Role::Signatory);
    let joint = organisation.kind == OrganisationKind::JointBody;
    let covered = if joint { shown.coverage.as_slice() } else { &[] };
    View {
        t,
        name: organisation.name.clone(),
        kind: words::kind(organisation.kind, lang),
        to_sign: viewer.signatory.then(|| {
            EmptyState::new(Icon::Signature, t.one_list, t.one_list_text).action(Button::link(t.to_list, "/tekenen"))
        }),
        tiles: viewer.agreements.then(|| tiles(&shown.agreements, lang)),
        facts: facts(shown, sectors, lang),
        can_change: viewer.changes,
        contacts: of_role(Role::Contact),
        shows_signatories: organisation.kind != OrganisationKind::Executor || !signatories.is_empty(),
        signatories,
        members: covered.iter().map(|coverage| member(coverage, today, lang)).collect(),
        area: (organisation.kind == OrganisationKind::SignalPartner)
            .then(|| if organisation.nationwide { Area::Nationwide } else { Area::Some(by_province(&shown.area)) }),
        open_area: shown.area.len() <= 12,
        timeline: history::timeline(&shown.history, lang),
        page,
    }
}

fn tiles(agreements: &[(StateKind, i64)], lang: Lang) -> Vec<Tile> {
    let count = |kind| agreements.iter().find(|(state, _)| *state == kind).map(|(_, count)| *count);
    StateKind::ALL
        .into_iter()
        .filter_map(|kind| Some((kind, u64::try_from(count(kind)?).ok()?)))
        .map(|(kind, count)| {
            let tone = match kind {
                StateKind::Released | StateKind::PartlySigned => Tone::Waiting,
                StateKind::Signed | StateKind::Active => Tone::Good,
                StateKind::Declined => Tone::Bad,
                _ => Tone::Neutral,
            };
            Tile::new(count, words::state(kind, lang)).link(format!("/overeenkomsten?stand={kind}")).tone(tone)
        })
        .collect()
}

fn facts(shown: &Shown, sectors: &[Sector], lang: Lang) -> SummaryList {
    let t = Texts::of(lang);
    let o = &shown.organisation;
    let mut list = SummaryList::new(lang);
    if let Some(sector) = &o.sector {
        let kind = o.partner_kind.map(|kind| words::inside(words::partner_kind(kind, lang)));
        let sector = words::sector(sectors, sector, lang);
        list = list.row(t.sector, kind.map_or_else(|| sector.clone(), |kind| format!("{sector}, {kind}")));
    }
    if let Some(code) = o.municipality {
        list = list.row(t.code, code.to_string());
    }
    list = list.row(t.kvk, o.kvk.as_deref().unwrap_or(t.no_kvk)).row(t.address, address(o));
    if let Some(website) = &o.website {
        list = list.row(t.website, website);
    }
    if let Some(organ) = o.organ {
        list = list.row(t.organ, words::organ(organ, lang));
    }
    if o.kind == OrganisationKind::Municipality {
        let system = shown.coverage.first().map(|coverage| &coverage.system).or(o.system.as_ref());
        list = list.row(t.system, system.map_or("", WarningSystem::label));
    }
    if let Some(executor) = &o.executor_name {
        list = list.row(t.executor, if o.executor_party { t.executor_party(executor) } else { executor.clone() });
    }
    if let Some(clients) = o.clients.as_ref().filter(|clients| !clients.is_empty()) {
        list = list.row(t.clients, clients);
    }
    if o.kind != OrganisationKind::Executor {
        list = list.row(t.jointly, if o.jointly { t.jointly_yes } else { t.jointly_no });
    }
    list.row(t.accepted, words::date(local_date(o.accepted_at), lang))
}

fn address(o: &Organisation) -> String {
    format!("{}\n{} {}", o.street, o.postcode, o.city).trim().to_owned()
}

/// A card for one's own people: signatories with the ground on which they sign.
pub(in crate::pages) fn card(member: &Member, lang: Lang) -> ContactCard {
    let t = Texts::of(lang);
    let ground = member.ground.map(|ground| words::ground(ground, lang)).map(|ground| match member.mandate_date {
        Some(day) => t.mandate_of(ground, &words::date(day, lang)),
        None => ground.to_owned(),
    });
    let works_at = member.works_at.as_deref().filter(|place| !place.is_empty()).map(|place| t.works_at(place));
    let note: Vec<String> = ground.into_iter().chain(works_at).collect();
    ContactCard::new(lang, &member.person.name)
        .function(member.function.as_deref().unwrap_or_default())
        .email(&member.person.email)
        .phone(member.person.phone.as_deref().unwrap_or_default())
        .note(note.join(", "))
}

fn member(coverage: &Coverage, today: Date, lang: Lang) -> MemberRow {
    let t = Texts::of(lang);
    let from = (coverage.from > today).then(|| t.from(&words::date(coverage.from, lang)));
    let until = coverage.until.map(|until| t.until(&words::date(until, lang)));
    let period: Vec<String> = from.into_iter().chain(until).collect();
    MemberRow {
        name: municipality_name(coverage.municipality),
        province: coverage.province.as_str(),
        system: coverage.system.label().to_owned(),
        period: period.join(", "),
    }
}

fn by_province(area: &[MunicipalityCode]) -> Vec<(Province, Vec<String>)> {
    let known: Vec<_> = area.iter().filter_map(|code| by_code(*code)).collect();
    Province::ALL
        .into_iter()
        .map(|province| {
            let mut names: Vec<String> =
                known.iter().filter(|one| one.province == province).map(|one| one.name.clone()).collect();
            names.sort_by_cached_key(|name| domain::municipality::fold(name));
            (province, names)
        })
        .filter(|(_, names)| !names.is_empty())
        .collect()
}

#[cfg(test)]
mod tests;
