//! The list of organisations; one of them is in `show`.

mod show;
mod show_texts;
mod texts;

use super::{address, filled, html, moment_cell};
use crate::{
    Route, csv_file, get, keyset,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, EmptyState, Icon, Pager, Select, StateTag, TextField, Tone},
    visit::Visit,
    words,
};
use app::{
    App,
    organisations::{self, List, Organisation, Piece, Place, Query as Wanted},
    sectors::{self, Sector},
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{
    access::Permission::Administer,
    calendar::local_date,
    party::{OrganisationKind, PartnerKind, WarningSystem},
};
use serde::Deserialize;
use texts::Texts;

const PATH: &str = "/beheer/organisaties";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(PATH, Administer, list),
        get("/beheer/organisaties.csv", Administer, file),
        get("/beheer/organisaties/{id}", Administer, show::show),
    ]
}

/// The query of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    zoek: String,
    soort: String,
    sector: String,
    na: String,
    voor: String,
}

impl Filter {
    fn wanted(&self) -> Wanted {
        Wanted {
            text: self.zoek.trim().to_owned(),
            kind: OrganisationKind::parse(&self.soort),
            sector: filled(&self.sector),
        }
    }

    fn piece(&self) -> Piece<Place> {
        keyset::piece(keyset::after(&self.na), keyset::after(&self.voor))
    }

    fn is_empty(&self) -> bool {
        self.zoek.trim().is_empty() && self.soort.is_empty() && self.sector.is_empty()
    }

    /// The list with these filters, or another path with them, and one parameter more.
    fn link(&self, path: &str, more: (&str, &str)) -> String {
        address(path, &[("zoek", self.zoek.trim()), ("soort", &self.soort), ("sector", &self.sector), more])
    }
}

struct Row {
    href: String,
    name: String,
    kind: String,
    place: String,
    kvk: String,
    since: String,
    standing: StateTag,
}

#[derive(Template)]
#[template(path = "pages/admin/organisations/list.html")]
struct ListPage {
    page: Frame,
    t: &'static Texts,
    search: TextField,
    kind: Select,
    sector: Select,
    filter: Buttons,
    csv: Buttons,
    caption: String,
    rows: Vec<Row>,
    nothing: EmptyState,
    begin: Option<String>,
    pager: Pager,
}

async fn list(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    let list = organisations::list(&app, &visit.actor(), &filter.wanted(), &filter.piece()).await?;
    let sectors = sectors::all(&app).await?;
    let t = Texts::of(visit.lang());
    html(&made(visit.page(t.title), &filter, list, &sectors))
}

fn made(page: Frame, filter: &Filter, list: List, sectors: &[Sector]) -> ListPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let kinds = OrganisationKind::ALL.iter().map(|kind| (kind.as_str(), words::kind(*kind, lang)));
    let options = sectors.iter().map(|sector| (sector.code.clone(), words::sector(sectors, &sector.code, lang)));
    let mut buttons = vec![Button::submit(t.filter).secondary().icon(Icon::Filter)];
    if !filter.is_empty() {
        buttons.push(Button::link(t.clear, PATH).subtle());
    }
    let pager = keyset::pager(
        lang,
        &list.page,
        |one| keyset::place(&organisations::place(one)),
        |name, place| filter.link(PATH, (name, place)),
    );
    let nothing = if filter.is_empty() {
        EmptyState::new(Icon::Community, t.none, t.none_text)
            .action(Button::link(t.to_registrations, "/beheer/aanmeldingen"))
    } else {
        EmptyState::new(Icon::Search, t.not_found, t.not_found_text).action(Button::link(t.clear, PATH))
    };
    ListPage {
        t,
        search: TextField::new("zoek", t.search).value(filter.zoek.trim()).search(),
        kind: Select::new("soort", t.kind).option("", t.every_kind).options(kinds).value(&filter.soort),
        sector: Select::new("sector", t.sector).option("", t.every_sector).options(options).value(&filter.sector),
        filter: Buttons::new(buttons),
        csv: Buttons::new(
            [Button::link(t.csv, filter.link("/beheer/organisaties.csv", ("", ""))).icon(Icon::Download)],
        ),
        caption: t.caption(&words::number(list.total, lang), list.total == 1),
        rows: list.page.lines.into_iter().map(|one| row(one, sectors, lang)).collect(),
        nothing,
        begin: list.page.earlier.then(|| filter.link(PATH, ("", ""))),
        pager,
        page,
    }
}

/// The kind with, for a partner, its sector.
fn kind(organisation: &Organisation, sectors: &[Sector], lang: Lang) -> String {
    let kind = words::kind(organisation.kind, lang);
    match &organisation.sector {
        Some(sector) => format!("{kind}, {}", words::sector(sectors, sector, lang).to_lowercase()),
        None => kind.to_owned(),
    }
}

/// Whether the agreements stand.
fn standing(organisation: &Organisation, lang: Lang) -> StateTag {
    let t = Texts::of(lang);
    match organisation.generated_at {
        _ if organisation.kind == OrganisationKind::Executor => {
            StateTag::new(Tone::Neutral, Icon::Check, t.no_agreements)
        }
        Some(_) => StateTag::new(Tone::Good, Icon::Check, t.generated),
        None => StateTag::new(Tone::Waiting, Icon::Clock, t.generating),
    }
}

fn row(organisation: Organisation, sectors: &[Sector], lang: Lang) -> Row {
    Row {
        href: format!("{PATH}/{}", organisation.id),
        kind: kind(&organisation, sectors, lang),
        place: match organisation.province {
            Some(province) => format!("{}, {}", organisation.city, province.as_str()),
            None => organisation.city.clone(),
        },
        kvk: organisation.kvk.clone().unwrap_or_else(|| "–".to_owned()),
        since: words::date(local_date(organisation.accepted_at), lang),
        standing: standing(&organisation, lang),
        name: organisation.name,
    }
}

async fn file(State(app): State<App>, visit: Visit, Query(filter): Query<Filter>) -> Page {
    let lang = visit.lang();
    let t = Texts::of(lang);
    let all = organisations::all(&app, &visit.actor(), &filter.wanted()).await?;
    let sectors = sectors::all(&app).await?;
    let rows = all.iter().map(|organisation| cells(organisation, &sectors, lang));
    csv_file::response(&format!("{}-{}", t.file, app.today()), t.columns, rows)
}

fn cells(one: &Organisation, sectors: &[Sector], lang: Lang) -> Vec<String> {
    let text = |value: Option<String>| value.unwrap_or_default();
    let yes_no = |yes: bool| if yes { lang.pick("ja", "yes") } else { lang.pick("nee", "no") }.to_owned();
    vec![
        one.name.clone(),
        words::kind(one.kind, lang).to_owned(),
        text(one.sector.as_ref().map(|code| words::sector(sectors, code, lang))),
        text(one.partner_kind.map(|kind: PartnerKind| words::partner_kind(kind, lang).to_owned())),
        text(one.kvk.clone()),
        text(one.municipality.map(|code| code.to_string())),
        text(one.province.map(|province| province.as_str().to_owned())),
        text(one.system.as_ref().map(WarningSystem::label).map(ToOwned::to_owned)),
        one.street.clone(),
        one.postcode.clone(),
        one.city.clone(),
        text(one.website.clone()),
        if one.kind == OrganisationKind::SignalPartner { yes_no(one.nationwide) } else { String::new() },
        moment_cell(one.accepted_at),
        text(one.generated_at.map(moment_cell)),
    ]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use app::organisations::Page as AnyPage;
    use domain::{
        ids::{OrganisationId, RegistrationId},
        municipality::{MunicipalityCode, Province},
        party::Organ,
    };
    use uuid::Uuid;

    pub(in super::super) fn organisation(kind: OrganisationKind) -> Organisation {
        let at = "2026-11-23T09:00:00Z".parse().expect("a time");
        let partner = kind == OrganisationKind::SignalPartner;
        let municipality = kind == OrganisationKind::Municipality;
        Organisation {
            id: OrganisationId(Uuid::nil()),
            kind,
            name: "Voorbeeld & <Zonen>".into(),
            kvk: Some("12345678".into()),
            sector: partner.then(|| "huur".into()),
            partner_kind: partner.then_some(PartnerKind::HousingAssociation),
            municipality: municipality.then(|| MunicipalityCode::parse("GM0344").expect("a code")),
            province: municipality.then_some(Province::Utrecht),
            organ: kind.is_contracting_party().then_some(Organ::College),
            system: kind.is_contracting_party().then_some(WarningSystem::BkrVps),
            street: "Dorpsstraat 1".into(),
            postcode: "1234 AB".into(),
            city: "Voorbeeld".into(),
            website: Some("https://voorbeeld.example".into()),
            nationwide: false,
            jointly: true,
            executor: None,
            executor_name: Some("Bureau Schuldvrij".into()),
            executor_party: true,
            clients: (kind == OrganisationKind::Executor).then(|| "Gemeente Voorbeeld".into()),
            registration: RegistrationId(Uuid::nil()),
            accepted_at: at,
            generated_at: partner.then_some(at),
            ended_at: None,
        }
    }

    #[test]
    fn the_list_renders_in_both_languages() {
        for lang in Lang::ALL {
            for kinds in [OrganisationKind::ALL, &[]] {
                let organisations: Vec<_> = kinds.iter().map(|kind| organisation(*kind)).collect();
                let more = !organisations.is_empty();
                let list = List { total: 1_234, page: AnyPage { lines: organisations, earlier: more, later: more } };
                let filter = Filter { zoek: "x&y".into(), ..Filter::default() };
                let page = Frame::new(lang, "t", "token", PATH);
                let html = made(page, &filter, list, &[]).render().expect("the page renders");
                assert!(html.contains("<h1") && !html.contains("style=") && html.contains("zoek=x%26y"));
                assert_eq!(html.contains("rel=\"next\""), !kinds.is_empty());
                assert_eq!(html.contains("rel=\"prev\""), !kinds.is_empty());
            }
        }
    }

    #[test]
    fn a_row_of_the_file_has_a_cell_for_each_column() {
        for lang in Lang::ALL {
            for kind in OrganisationKind::ALL {
                assert_eq!(cells(&organisation(*kind), &[], lang).len(), Texts::of(lang).columns.len());
            }
        }
    }

    #[test]
    fn a_page_begins_after_a_name_that_may_hold_anything() {
        let id = OrganisationId(Uuid::nil());
        let filter = Filter { na: format!("a~b~{id}"), ..Filter::default() };
        assert_eq!(filter.piece(), Piece::After(("a~b".to_owned(), id)));
        assert_eq!(Filter { na: "nonsense".into(), ..Filter::default() }.piece(), Piece::First);
    }
}
