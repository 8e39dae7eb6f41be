//! The map of the Netherlands: a hexagon for each municipality, and the same as a table.
//!
//! What belongs here: drawing, names and links. What never does: geometry, that is
//! `domain::tile_map`; colours, those are in the style sheet.

mod texts;

use crate::{
    Route,
    error::PageError,
    form, get, keyset,
    lang::Lang,
    layout::Page as Frame,
    pages::{
        Page,
        agreements::{class, tag},
    },
    parts::{Button, Buttons, Icon, Select, StateTag},
    visit::Visit,
    words,
};
use app::{
    App,
    agreements::{self, Hexagon, Map, Place},
    organisations,
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{Html, IntoResponse},
};
use domain::{
    access::Permission::SeeMap, agreement::StateKind, ids::OrganisationId, municipality::fold, party::OrganisationKind,
    tile_map,
};
use texts::Texts;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![get("/kaart", SeeMap, page)]
}

/// From the one that is furthest.
const FURTHEST: [StateKind; 10] = [
    StateKind::Active,
    StateKind::Signed,
    StateKind::PartlySigned,
    StateKind::Released,
    StateKind::OnHold,
    StateKind::Prepared,
    StateKind::Declined,
    StateKind::Terminated,
    StateKind::Superseded,
    StateKind::Withdrawn,
];

/// Space around the hexagons, in widths of a hexagon.
const MARGIN: f64 = 0.15;

#[derive(Template)]
#[template(path = "pages/map/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    lead: &'static str,
    choice: Option<(Select, Buttons)>,
    view_box: String,
    tiles: Vec<Tile>,
    legend: Vec<Key>,
    rows: Vec<Tile>,
    more: Buttons,
    /// The map of all partners together.
    all: bool,
}

/// A municipality, as a hexagon and as a row of the table.
#[derive(Clone)]
struct Tile {
    name: String,
    province: &'static str,
    party: String,
    href: Option<String>,
    class: &'static str,
    tag: Option<StateTag>,
    /// The state in words.
    says: String,
    /// All of it in one line.
    label: String,
    x: String,
    y: String,
}

/// A colour and what it means.
struct Key {
    class: &'static str,
    label: String,
    count: usize,
    /// Without an agreement the hexagon is smaller, so that colour is not the only difference.
    small: bool,
}

async fn page(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let actor = visit.actor();
    let pairs = keyset::parameters(query.as_deref());
    let partner: Option<OrganisationId> = match form::value(&pairs, "partner") {
        "" => None,
        id => Some(id.parse().map_err(|_| PageError::NotFound)?),
    };
    let map = agreements::map(&app, &actor, partner).await?;
    let t = Texts::of(visit.lang());
    let partners = if actor.is_administrator() {
        let all = organisations::names(&app, &actor, OrganisationKind::SignalPartner).await?;
        Some(all.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
    } else {
        None
    };
    let title = match &map.partner {
        None => t.title_all.to_owned(),
        Some(partner) if partners.is_some() => t.title_of(&partner.name),
        Some(_) => t.title.to_owned(),
    };
    Ok(Html(view(visit.page(title), &map, partners).render()?).into_response())
}

fn view(page: Frame, map: &Map, partners: Option<Vec<(String, String)>>) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let tiles: Vec<Tile> = map.places.iter().map(|place| tile(place, lang)).collect();
    let mut rows = tiles.clone();
    rows.sort_by_cached_key(|tile| fold(&tile.name));
    let chosen = map.partner.as_ref().map(|partner| partner.id.to_string()).unwrap_or_default();
    let box_ = tile_map::view_box(map.places.iter().map(|place| place.municipality.tile()), 1.0, MARGIN);
    View {
        t,
        lead: if map.partner.is_some() { t.lead } else { t.lead_all },
        choice: partners.map(|partners| {
            let select = Select::new("partner", t.partner).option("", t.all_partners).options(partners).value(chosen);
            (select, Buttons::new([Button::submit(t.show).secondary()]))
        }),
        view_box: [box_.x, box_.y, box_.width, box_.height].map(short).join(" "),
        legend: legend(&tiles, lang),
        all: map.partner.is_none(),
        tiles,
        rows,
        more: Buttons::new([Button::link(t.list, "/overeenkomsten").icon(Icon::FileText)]),
        page,
    }
}

/// A number for SVG, to a thousandth.
fn short(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn tile(place: &Place, lang: Lang) -> Tile {
    let t = Texts::of(lang);
    let municipality = place.municipality;
    let name = municipality.name.clone();
    let (class, tag, says, href) = match &place.hexagon {
        Hexagon::NotRegistered => ("unknown", None, t.not_registered.to_owned(), None),
        Hexagon::NoAgreement => ("none", None, t.no_agreement.to_owned(), None),
        Hexagon::Agreement(id, kind) => {
            let href = format!("/overeenkomsten/{id}");
            (class(*kind), Some(tag(*kind, lang)), words::state(*kind, lang).to_owned(), Some(href))
        }
        Hexagon::Counts(counts) => {
            let furthest = FURTHEST.into_iter().find(|kind| counts.iter().any(|(other, _)| other == kind));
            let list = place.party.as_deref().map(|party| keyset::address("/overeenkomsten", &[("zoek", party)]));
            (furthest.map_or("none", class), furthest.map(|kind| tag(kind, lang)), counted(counts, lang), list)
        }
    };
    let through = place.party.as_deref().filter(|party| !party.contains(name.as_str()));
    let through = through.map(|party| format!(", {}", t.through(party))).unwrap_or_default();
    let centre = municipality.tile().centre(1.0);
    Tile {
        label: format!("{name}: {says}{through}"),
        name,
        province: municipality.province.as_str(),
        party: place.party.clone().unwrap_or_default(),
        href,
        class,
        tag,
        says,
        x: short(centre.x),
        y: short(centre.y),
    }
}

/// *40 overeenkomsten: 3 getekend, 37 klaargezet*.
fn counted(counts: &[(StateKind, i64)], lang: Lang) -> String {
    let total = counts.iter().map(|(_, count)| count).sum();
    let each: Vec<String> = FURTHEST
        .into_iter()
        .filter_map(|kind| counts.iter().find(|(other, _)| *other == kind))
        .map(|(kind, count)| format!("{count} {}", words::inside(words::state(*kind, lang))))
        .collect();
    format!("{} ({})", Texts::of(lang).of_all(total), each.join(", "))
}

/// The colours that occur, the furthest state first.
fn legend(tiles: &[Tile], lang: Lang) -> Vec<Key> {
    let t = Texts::of(lang);
    let states = FURTHEST.into_iter().map(|kind| (class(kind), words::state(kind, lang)));
    states
        .chain([("none", t.no_agreement), ("unknown", t.not_registered)])
        .map(|(class, label)| Key {
            class,
            label: label.to_owned(),
            count: tiles.iter().filter(|tile| tile.class == class).count(),
            small: matches!(class, "none" | "unknown"),
        })
        .filter(|key| key.count > 0)
        .collect()
}

#[cfg(test)]
mod tests;
