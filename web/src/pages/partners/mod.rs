//! Partners (*samenwerkingspartners*): who to mail or call at the other side of each agreement.
//!
//! What belongs here: contact persons and cards. What never does: the address of a signatory.

mod card;
mod file;
mod texts;

use crate::{
    Route, form, get, keyset,
    lang::Lang,
    layout::Page as Frame,
    pages::{
        Page,
        agreements::{Viewer, municipality_name, systems, tag},
    },
    parts::{Button, Buttons, ContactCard, EmptyState, Icon, Pager, Select, StateTag, TextField},
    visit::Visit,
    words,
};
use app::{
    App,
    agreements::{After, Order, Piece, Query},
    cards::says_who_coordinates,
    partners::{self, Card as OfPurpose, Member, Partner, Partners},
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{Html, IntoResponse},
};
use domain::{
    access::{Acting, Permission::SeePartners},
    agreement::StateKind,
    cards::Purpose,
    municipality::{MunicipalityCode, Province},
    party::OrganisationKind,
};
use texts::Texts;

const PATH: &str = "/samenwerkingspartners";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get(PATH, SeePartners, page),
        get("/samenwerkingspartners.csv", SeePartners, file::file),
        get("/samenwerkingspartners/{id}/{card}", SeePartners, card::file),
    ]
}

/// The card of a contact person, as the other side sees it.
pub(crate) fn contact_card(member: &Member, lang: Lang) -> ContactCard {
    let t = Texts::of(lang);
    let works_at = member.works_at.as_deref().filter(|place| !place.is_empty());
    ContactCard::new(lang, &member.person.name)
        .function(member.function.as_deref().unwrap_or_default())
        .email(&member.person.email)
        .phone(member.person.phone.as_deref().unwrap_or_default())
        .note(works_at.map(|place| t.works_at(place)).unwrap_or_default())
}

/// A card for a purpose.
pub(crate) fn purpose_card(card: &OfPurpose, lang: Lang) -> ContactCard {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    ContactCard::new(lang, &card.name).function(text(&card.function)).email(text(&card.email)).phone(text(&card.phone))
}

/// Whom to mail or call, for one purpose.
pub(crate) struct Group {
    /// For what; `None` where there is one group only, and no card that says so.
    pub(crate) title: Option<&'static str>,
    /// Whom.
    pub(crate) cards: Vec<ContactCard>,
}

/// Whom to mail or call for these purposes. Where no card says who coordinates, the contact persons do. `more` adds to
/// a card by the id of the person or the card itself.
pub(crate) fn groups(
    (cards, contacts): (&[OfPurpose], &[Member]),
    wanted: impl Fn(Purpose) -> bool,
    lang: Lang,
    more: impl Fn(ContactCard, String) -> ContactCard,
) -> Vec<Group> {
    let contacts = if says_who_coordinates(cards) { &[] } else { contacts };
    let mut groups = Vec::new();
    for purpose in Purpose::ALL.into_iter().filter(|purpose| wanted(*purpose)) {
        let people: &[Member] = if purpose == Purpose::Coordination { contacts } else { &[] };
        let people = people.iter().map(|one| more(contact_card(one, lang), one.person.id.to_string()));
        let desks = cards.iter().filter(|card| card.purpose == purpose);
        let desks = desks.map(|card| more(purpose_card(card, lang), card.id.to_string()));
        let cards: Vec<_> = people.chain(desks).collect();
        if !cards.is_empty() {
            groups.push(Group { title: Some(words::purpose(purpose, lang)), cards });
        }
    }
    if let [only] = groups.as_mut_slice()
        && cards.is_empty()
    {
        only.title = None;
    }
    groups
}

/// What somebody looks for, and where the page begins or ends.
#[derive(Clone, Debug, Default)]
struct Asked {
    query: Query,
    piece: Piece<After>,
}

impl Asked {
    /// Reads an address. A value that does not exist, and what the viewer cannot choose, filters nothing.
    fn read(query: Option<&str>, viewer: Viewer, sectors: &[Sector]) -> Self {
        let pairs = keyset::parameters(query);
        let value = |name| form::value(&pairs, name);
        let sector = sectors.iter().find(|known| viewer.sees_partners() && known.code == value("sector"));
        let system = SYSTEMS.into_iter().find(|(code, _)| viewer.sees_parties() && *code == value("systeem"));
        Self {
            query: Query {
                text: value("zoek").to_owned(),
                sector: sector.map(|sector| sector.code.clone()),
                province: Province::parse(value("provincie")).ok().filter(|_| viewer.sees_parties()),
                state: StateKind::parse(value("stand")),
                system: system.map(|(code, _)| code.to_owned()),
                municipality: MunicipalityCode::parse(value("gemeente")).ok(),
                order: Order::Name,
            },
            piece: keyset::piece(keyset::after(value(keyset::AFTER)), keyset::after(value(keyset::BEFORE))),
        }
    }

    fn filters(&self) -> bool {
        self.query != Query::default()
    }

    fn address(&self, path: &str, place: (&str, &str)) -> String {
        let query = &self.query;
        keyset::address(
            path,
            &[
                ("zoek", &query.text),
                ("sector", query.sector.as_deref().unwrap_or_default()),
                ("systeem", query.system.as_deref().unwrap_or_default()),
                ("provincie", query.province.map_or("", Province::slug)),
                ("gemeente", &query.municipality.map_or_else(String::new, |code| code.to_string())),
                ("stand", query.state.map_or("", StateKind::as_str)),
                place,
            ],
        )
    }
}

/// The systems to choose from, by their codes.
const SYSTEMS: [(&str, Option<&str>); 3] =
    [("bkr_vps", Some("BKR VPS")), ("inforing", Some("Inforing (xxllnc)")), ("other", None)];

#[derive(Template)]
#[template(path = "pages/partners/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    lead: Option<&'static str>,
    search: TextField,
    filters: Vec<Select>,
    buttons: Buttons,
    count: String,
    cards: Vec<Card>,
    pager: Pager,
    to_start: Option<String>,
    more: Buttons,
    empty: Option<EmptyState>,
    /// Nothing to search in.
    bare: bool,
}

struct Card {
    name: String,
    kind: String,
    system: Option<String>,
    /// The members of a joint body, each with its system.
    members: Vec<(String, String)>,
    website: Option<String>,
    state: StateTag,
    agreement: String,
    number: String,
    groups: Vec<Group>,
}

async fn page(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let actor = visit.actor();
    let viewer = Viewer::of(&actor);
    let sectors = sectors::all(&app).await?;
    let asked = Asked::read(query.as_deref(), viewer, &sectors);
    let found = partners::list(&app, &actor, &asked.query, &asked.piece).await?;
    let places = partners::places(&app, &actor).await?;
    let frame = visit.page(Texts::of(visit.lang()).title);
    let executor = matches!(actor.acting(), Acting::Organisation { kind: OrganisationKind::Executor, .. });
    let viewer = if executor { None } else { Some(viewer) };
    Ok(Html(view(frame, viewer, &asked, &found, (&sectors, &places)).render()?).into_response())
}

/// What the list can be narrowed by, as far as it tells lines apart for the viewer.
fn filters(
    viewer: Option<Viewer>,
    asked: &Asked,
    sectors: &[Sector],
    places: &[MunicipalityCode],
    lang: Lang,
) -> Vec<Select> {
    let t = Texts::of(lang);
    let query = &asked.query;
    let mut filters = Vec::new();
    if viewer.is_some_and(Viewer::sees_partners) {
        let options = sectors.iter().map(|sector| (&sector.code, lang.pick(&sector.name_nl, &sector.name_en)));
        let sector = Select::new("sector", t.sector).option("", t.all_sectors).options(options);
        filters.push(sector.value(query.sector.as_deref().unwrap_or_default()));
    }
    if viewer.is_some_and(Viewer::sees_parties) {
        let options = SYSTEMS.map(|(code, name)| (code, name.unwrap_or(t.other_system)));
        let system = Select::new("systeem", t.system_filter).option("", t.all_systems).options(options);
        filters.push(system.value(query.system.as_deref().unwrap_or_default()));
        let options = Province::ALL.map(|province| (province.slug(), province.as_str()));
        let province = Select::new("provincie", t.province).option("", t.all_provinces).options(options);
        filters.push(province.value(query.province.map_or("", Province::slug)));
    }
    if places.len() > 1 {
        let mut options: Vec<_> = places.iter().map(|code| (code.to_string(), municipality_name(*code))).collect();
        options.sort_by_cached_key(|(_, name)| domain::municipality::fold(name));
        let place = Select::new("gemeente", t.municipality).option("", t.all_municipalities).options(options);
        filters.push(place.value(query.municipality.map_or_else(String::new, |code| code.to_string())));
    }
    if viewer.is_some() {
        let options = StateKind::ALL.map(|state| (state.as_str(), words::state(state, lang)));
        let state = Select::new("stand", t.state).option("", t.all_states).options(options);
        filters.push(state.value(query.state.map_or("", StateKind::as_str)));
    }
    filters
}

/// The page; without a viewer it is that of an executor.
fn view(
    page: Frame,
    viewer: Option<Viewer>,
    asked: &Asked,
    found: &Partners,
    (sectors, places): (&[Sector], &[MunicipalityCode]),
) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let total = words::number(found.total, lang);
    let mut buttons = vec![Button::submit(t.show).secondary().icon(Icon::Search)];
    if asked.filters() {
        buttons.push(Button::link(t.clear, PATH).subtle());
    }
    let cards: Vec<Card> = found.page.lines.iter().map(|partner| card(partner, sectors, lang)).collect();
    let pager = keyset::pager(
        lang,
        &found.page,
        |partner| keyset::place(&partner.place()),
        |name, place| asked.address(PATH, (name, place)),
    );
    View {
        t,
        lead: viewer.map(|viewer| if viewer == Viewer::Partner { t.lead_partner } else { t.lead_party }),
        search: TextField::new("zoek", t.search).search().value(&asked.query.text).max_length(100),
        filters: filters(viewer, asked, sectors, places, lang),
        buttons: Buttons::new(buttons),
        count: t.count(found.total, &total),
        pager: pager.range(t.range(cards.len(), &total)),
        to_start: found.page.earlier.then(|| asked.address(PATH, keyset::START)),
        more: Buttons::new([
            Button::link(t.csv, asked.address("/samenwerkingspartners.csv", keyset::START)).icon(Icon::Download)
        ]),
        empty: cards.is_empty().then(|| empty(viewer, asked, t)),
        bare: cards.is_empty() && !asked.filters(),
        cards,
        page,
    }
}

fn empty(viewer: Option<Viewer>, asked: &Asked, t: &Texts) -> EmptyState {
    match viewer {
        None => EmptyState::new(Icon::Users, t.executor, t.executor_text),
        Some(_) if asked.filters() || asked.piece != Piece::First => {
            EmptyState::new(Icon::Search, t.none_found, t.none_found_text).action(Button::link(t.clear, PATH))
        }
        Some(Viewer::Partner) => EmptyState::new(Icon::Users, t.none, t.none_partner),
        Some(_) => EmptyState::new(Icon::Users, t.none, t.none_party),
    }
}

fn card(partner: &Partner, sectors: &[Sector], lang: Lang) -> Card {
    let t = Texts::of(lang);
    let organisation = &partner.organisation;
    let joint = organisation.kind == OrganisationKind::JointBody;
    let kind = match (&organisation.sector, organisation.province) {
        (Some(sector), _) => words::creditor(organisation.partner_kind, &words::sector(sectors, sector, lang), lang),
        (None, Some(province)) => format!("{}, {province}", words::kind(organisation.kind, lang)),
        (None, None) => words::kind(organisation.kind, lang).to_owned(),
    };
    let own = organisation.system.as_ref().filter(|_| !joint);
    let members = if joint { partner.municipalities.as_slice() } else { &[] };
    Card {
        name: organisation.name.clone(),
        kind,
        system: own.map(|system| t.system(&systems(Some(system), &[]))),
        members: members
            .iter()
            .map(|member| (municipality_name(member.municipality), member.system.label().to_owned()))
            .collect(),
        website: organisation.website.clone(),
        state: tag(partner.agreement.1, lang),
        agreement: format!("/overeenkomsten/{}", partner.agreement.0),
        number: partner.number.clone(),
        groups: groups(
            (&partner.cards, &partner.contacts),
            |_| true,
            lang,
            |card, id| card.file(format!("{PATH}/{}/{id}.vcf", partner.agreement.0)),
        ),
    }
}

#[cfg(test)]
mod tests;
