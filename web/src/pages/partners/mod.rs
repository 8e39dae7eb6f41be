//! Partners (*samenwerkingspartners*): who to mail or call at the other side of each agreement.
//!
//! What belongs here: contact persons. What never does: the address of a signatory.

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
    agreements::After,
    partners::{self, Member, Partner, Partners},
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{Html, IntoResponse},
};
use domain::{
    access::{Acting, Permission::SeePartners},
    party::OrganisationKind,
};
use texts::Texts;

const PATH: &str = "/samenwerkingspartners";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![get(PATH, SeePartners, page), get("/samenwerkingspartners.csv", SeePartners, file::file)]
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

/// What somebody looks for, and where the page begins.
#[derive(Clone, Debug, Default)]
struct Asked {
    text: String,
    sector: Option<String>,
    after: Option<After>,
}

impl Asked {
    fn read(query: Option<&str>, viewer: Viewer, sectors: &[Sector]) -> Self {
        let pairs = keyset::parameters(query);
        let sector = form::value(&pairs, "sector");
        let sector = sectors.iter().find(|known| viewer.sees_partners() && known.code == sector);
        Self {
            text: form::value(&pairs, "zoek").to_owned(),
            sector: sector.map(|sector| sector.code.clone()),
            after: keyset::after(form::value(&pairs, keyset::AFTER)),
        }
    }

    fn filters(&self) -> bool {
        !self.text.is_empty() || self.sector.is_some()
    }

    fn address(&self, path: &str, after: Option<&After>) -> String {
        keyset::address(
            path,
            &[
                ("zoek", &self.text),
                ("sector", self.sector.as_deref().unwrap_or_default()),
                (keyset::AFTER, &after.map(keyset::place).unwrap_or_default()),
            ],
        )
    }
}

#[derive(Template)]
#[template(path = "pages/partners/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    lead: Option<&'static str>,
    search: TextField,
    sector: Option<Select>,
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
    contacts: Vec<ContactCard>,
}

async fn page(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let actor = visit.actor();
    let viewer = Viewer::of(&actor);
    let sectors = sectors::all(&app).await?;
    let asked = Asked::read(query.as_deref(), viewer, &sectors);
    let found = partners::list(&app, &actor, &asked.text, asked.sector.as_deref(), asked.after.as_ref()).await?;
    let frame = visit.page(Texts::of(visit.lang()).title);
    let executor = matches!(actor.acting(), Acting::Organisation { kind: OrganisationKind::Executor, .. });
    let viewer = if executor { None } else { Some(viewer) };
    Ok(Html(view(frame, viewer, &asked, &found, &sectors).render()?).into_response())
}

/// The page; without a viewer it is that of an executor.
fn view(page: Frame, viewer: Option<Viewer>, asked: &Asked, found: &Partners, sectors: &[Sector]) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let total = words::number(found.total, lang);
    let mut buttons = vec![Button::submit(t.show).secondary().icon(Icon::Search)];
    if asked.filters() {
        buttons.push(Button::link(t.clear, PATH).subtle());
    }
    let sector = viewer.is_some_and(Viewer::sees_partners).then(|| {
        Select::new("sector", t.sector)
            .option("", t.all_sectors)
            .options(sectors.iter().map(|sector| (&sector.code, lang.pick(&sector.name_nl, &sector.name_en))))
            .value(asked.sector.as_deref().unwrap_or_default())
    });
    let cards: Vec<Card> = found.partners.iter().map(|partner| card(partner, sectors, lang)).collect();
    View {
        t,
        lead: viewer.map(|viewer| if viewer == Viewer::Partner { t.lead_partner } else { t.lead_party }),
        search: TextField::new("zoek", t.search).search().value(&asked.text).max_length(100),
        sector,
        buttons: Buttons::new(buttons),
        count: t.count(found.total, &total),
        pager: Pager::new(lang)
            .next(found.next.as_ref().map(|next| asked.address(PATH, Some(next))))
            .range(t.range(cards.len(), &total)),
        to_start: asked.after.as_ref().map(|_| asked.address(PATH, None)),
        more: Buttons::new([
            Button::link(t.csv, asked.address("/samenwerkingspartners.csv", None)).icon(Icon::Download)
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
        Some(_) if asked.filters() || asked.after.is_some() => {
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
        contacts: partner.contacts.iter().map(|contact| contact_card(contact, lang)).collect(),
    }
}

#[cfg(test)]
mod tests;
