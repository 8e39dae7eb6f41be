//! The list of agreements.

use super::{
    Viewer,
    file::systems,
    marks::{marks, tag_of},
    query::{self, Asked, sector_options},
    texts::Texts,
};
use crate::{
    keyset,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, EmptyState, Icon, Notice, Pager, Select, StateTag, TextField},
    visit::Visit,
    words,
};
use app::{
    App,
    agreements::{self, Coverage, Line, List, Order, Piece, release},
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{Html, IntoResponse},
};
use domain::{agreement::StateKind, calendar::local_date, municipality::Province};

const PATH: &str = "/overeenkomsten";

#[derive(Template)]
#[template(path = "pages/agreements/list.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    viewer: Viewer,
    lead: &'static str,
    undecided: Option<Notice>,
    search: TextField,
    sector: Option<Select>,
    province: Option<Select>,
    order: Option<Select>,
    /// The state that is chosen, so that searching keeps it.
    state: &'static str,
    buttons: Buttons,
    states: Vec<StateLink>,
    caption: String,
    rows: Vec<Row>,
    pager: Pager,
    to_start: Option<String>,
    more: Buttons,
    empty: Option<EmptyState>,
    /// Nothing to search in.
    bare: bool,
}

struct StateLink {
    href: String,
    label: &'static str,
    count: String,
    current: bool,
}

struct Row {
    href: String,
    number: String,
    party: String,
    partner: String,
    province: String,
    sector: String,
    system: String,
    state: StateTag,
    marks: Vec<StateTag>,
    changed: String,
}

pub(super) async fn page(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let actor = visit.actor();
    let viewer = Viewer::of(&actor);
    let sectors = sectors::all(&app).await?;
    let asked = Asked::read(query.as_deref(), viewer, &sectors);
    let list = agreements::list(&app, &actor, &asked.query, &asked.piece).await?;
    let mut members = agreements::members(&app, &actor, &list.page.lines).await?;
    let rows = list
        .page
        .lines
        .iter()
        .map(|line| row(line, &members.remove(&line.id).unwrap_or_default(), &sectors, visit.lang()))
        .collect();
    let frame = visit.page(Texts::of(visit.lang()).title);
    let undecided = match viewer {
        Viewer::Party => release::undecided(&app, &actor).await?,
        Viewer::Partner | Viewer::Administrator => 0,
    };
    let mut view = view(frame, viewer, &asked, &list, rows, &sectors);
    view.undecided = waiting(undecided, visit.lang());
    Ok(Html(view.render()?).into_response())
}

/// What waits for the decision of whoever looks, with the way to decide.
fn waiting(undecided: i64, lang: Lang) -> Option<Notice> {
    let t = Texts::of(lang);
    (undecided > 0).then(|| {
        Notice::info(t.undecided_text)
            .heading(t.undecided(undecided, &words::number(undecided, lang)))
            .link(t.undecided_link, "/overeenkomsten/doorzetten")
    })
}

fn row(line: &Line, members: &[Coverage], sectors: &[Sector], lang: Lang) -> Row {
    let t = Texts::of(lang);
    let differ = members.windows(2).any(|two| two[0].system != two[1].system);
    let mut provinces: Vec<&str> = members.iter().map(|member| member.province.as_str()).collect();
    provinces.dedup();
    Row {
        href: format!("{PATH}/{}", line.id),
        number: line.number.clone(),
        party: line.party_name.clone(),
        partner: line.partner_name.clone(),
        province: line.province.map_or_else(|| provinces.join(", "), |province| province.to_string()),
        sector: words::sector(sectors, &line.sector, lang),
        system: if differ { t.systems_differ.to_owned() } else { systems(line.system.as_ref(), members) },
        state: tag_of(line, lang),
        marks: marks(line, lang),
        changed: words::date(local_date(line.changed_at), lang),
    }
}

fn view(page: Frame, viewer: Viewer, asked: &Asked, list: &List, rows: Vec<Row>, sectors: &[Sector]) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let (lead, label) = match viewer {
        Viewer::Party => (t.lead_party, t.search_party),
        Viewer::Partner => (t.lead_partner, t.search_partner),
        Viewer::Administrator => (t.lead_administrator, t.search_administrator),
    };
    let search = TextField::new("zoek", label).search().value(&asked.query.text).max_length(100);
    let sector = viewer.sees_partners().then(|| {
        Select::new("sector", t.sector)
            .option("", t.all_sectors)
            .options(sector_options(sectors, lang))
            .value(asked.query.sector.as_deref().unwrap_or_default())
    });
    let province = viewer.sees_parties().then(|| {
        Select::new("provincie", t.province)
            .option("", t.all_provinces)
            .options(Province::ALL.map(|province| (province.slug(), province.as_str())))
            .value(asked.query.province.map_or("", Province::slug))
    });
    let order = (viewer != Viewer::Administrator).then(|| {
        Select::new("volgorde", t.order).option("", t.by_name).option(query::NEWEST, t.by_change).value(asked.order())
    });
    let mut buttons = vec![Button::submit(t.show).secondary().icon(Icon::Search)];
    if asked.filters() {
        buttons.push(Button::link(t.clear, PATH).subtle());
    }
    let total = words::number(list.total, lang);
    let one_of_many = (list.page.earlier || list.page.later) && asked.query.order == Order::Name;
    let mut caption = t.count(list.total, &total);
    if let (Some(first), Some(last), true) = (rows.first(), rows.last(), one_of_many) {
        let name = |row: &Row| if viewer.sees_parties() { row.party.clone() } else { row.partner.clone() };
        caption = format!("{caption}: {}", t.span(&name(first), &name(last)));
    }
    let key = |line: &Line| keyset::place(&(line.sort.clone(), line.id));
    let pager =
        keyset::pager(lang, &list.page, key, |name, place| asked.address(PATH, asked.query.state, (name, place)));
    let mut more = vec![
        Button::link(t.csv, asked.address("/overeenkomsten.csv", asked.query.state, keyset::START))
            .icon(Icon::Download),
    ];
    if viewer == Viewer::Party {
        more.push(Button::link(t.to_release, "/overeenkomsten/doorzetten").icon(Icon::Send));
    }
    if viewer.sees_parties() {
        more.push(Button::link(t.to_map, "/kaart").icon(Icon::Map));
    }
    View {
        t,
        viewer,
        lead,
        undecided: None,
        search,
        sector,
        province,
        order,
        state: asked.query.state.map_or("", StateKind::as_str),
        buttons: Buttons::new(buttons),
        states: states(asked, list, lang),
        caption,
        pager: pager.range(t.range(rows.len(), &total)),
        to_start: list.page.earlier.then(|| asked.address(PATH, asked.query.state, keyset::START)),
        more: Buttons::new(more),
        empty: rows.is_empty().then(|| empty(viewer, asked, t)),
        bare: rows.is_empty() && !asked.filters(),
        rows,
        page,
    }
}

/// All states that occur, with their numbers, and the one that is chosen.
fn states(asked: &Asked, list: &List, lang: Lang) -> Vec<StateLink> {
    let chosen = asked.query.state;
    let link = |state: Option<StateKind>, label, count| StateLink {
        href: asked.address(PATH, state, keyset::START),
        label,
        count: words::number(count, lang),
        current: state == chosen,
    };
    let all = list.by_state.iter().map(|(_, count)| count).sum();
    let count = |kind| list.by_state.iter().find(|(state, _)| *state == kind).map(|(_, count)| *count);
    let each = StateKind::ALL
        .into_iter()
        .filter_map(|kind| Some((kind, count(kind).or((chosen == Some(kind)).then_some(0))?)))
        .map(|(kind, count)| link(Some(kind), words::state(kind, lang), count));
    std::iter::once(link(None, Texts::of(lang).all_states, all)).chain(each).collect()
}

fn empty(viewer: Viewer, asked: &Asked, t: &Texts) -> EmptyState {
    if asked.filters() || asked.piece != Piece::First {
        return EmptyState::new(Icon::Search, t.none_found, t.none_found_text).action(Button::link(t.clear, PATH));
    }
    match viewer {
        Viewer::Party => EmptyState::new(Icon::FileText, t.none, t.none_party),
        Viewer::Partner => EmptyState::new(Icon::FileText, t.none, t.none_partner),
        Viewer::Administrator => EmptyState::new(Icon::FileText, t.none, t.none_administrator)
            .action(Button::link(t.to_registrations, "/beheer/aanmeldingen")),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use app::{agreements::Page as Lines, documents};
    use domain::{
        agreement::State as Standing,
        ids::{AgreementId, OrganisationId},
        municipality::MunicipalityCode,
        party::{OrganisationKind, WarningSystem},
    };
    use uuid::Uuid;

    pub(crate) fn line() -> Line {
        Line {
            id: AgreementId(Uuid::max()),
            number: "LCV-2026-000123".into(),
            state: StateKind::Prepared,
            details: Standing::Prepared,
            document: None,
            without_signatory: Vec::new(),
            changed_at: "2026-11-24T09:30:00Z".parse().expect("a time"),
            party: OrganisationId(Uuid::nil()),
            party_name: "Gemeente Utrecht".into(),
            party_kind: OrganisationKind::Municipality,
            municipality: Some("GM0344".into()),
            province: Some(Province::Utrecht),
            system: Some(WarningSystem::BkrVps),
            partner: OrganisationId(Uuid::max()),
            partner_name: "Woonstichting Voorbeeld".into(),
            sector: "huur".into(),
            sort: "gemeente utrecht".into(),
        }
    }

    pub(crate) fn member(code: &str, system: WarningSystem) -> Coverage {
        Coverage {
            municipality: MunicipalityCode::parse(code).expect("a code"),
            province: Province::Utrecht,
            organisation: OrganisationId(Uuid::nil()),
            name: "Samenwerking Voorbeeld".into(),
            system,
            from: jiff::civil::date(2026, 1, 1),
            until: None,
        }
    }

    fn render(lang: Lang, viewer: Viewer, query: &str, lines: &[Line], total: i64) -> String {
        let sectors = [Sector { code: "huur".into(), name_nl: "Huur".into(), name_en: "Rent".into(), open: true }];
        let asked = Asked::read(Some(query), viewer, &sectors);
        let members = [member("GM0344", WarningSystem::BkrVps), member("GM0356", WarningSystem::Inforing)];
        let rows = lines.iter().map(|line| row(line, &members, &sectors, lang)).collect();
        let page = Lines { lines: lines.to_vec(), earlier: total > 1, later: total > 1 };
        let by_state = if total > 0 { vec![(StateKind::Prepared, total)] } else { Vec::new() };
        let list = List { page, total, by_state };
        let page = Frame::new(lang, Texts::of(lang).title, "token", PATH);
        view(page, viewer, &asked, &list, rows, &sectors).render().expect("the page renders")
    }

    #[test]
    fn the_list_renders_for_everybody_in_both_languages() {
        for lang in Lang::ALL {
            for viewer in [Viewer::Party, Viewer::Partner, Viewer::Administrator] {
                let html = render(lang, viewer, "zoek=a&stand=prepared", &[line()], 342);
                assert!(html.contains("LCV-2026-000123") && html.contains("342") && !html.contains("style="));
                assert!(html.contains("stand=prepared&#38;na=gemeente+utrecht%7Effffffff"), "{html}");
                assert_eq!(html.contains("name=\"provincie\""), viewer.sees_parties());
                assert_eq!(html.contains("name=\"sector\""), viewer.sees_partners());
                assert_eq!(html.matches("<h1").count(), 1);
            }
        }
    }

    #[test]
    fn a_line_says_what_else_is_to_be_known() {
        let at = "2026-11-24T09:30:00Z".parse().expect("a time");
        let by = domain::ids::PersonId(Uuid::nil());
        let deferred = Some(domain::agreement::Deferral { at, by });
        let released = Line {
            state: StateKind::Released,
            details: Standing::Released { at, deferred },
            document: Some(documents::Standing::Waiting),
            without_signatory: vec![domain::agreement::Side::Partner],
            ..line()
        };
        let html = render(Lang::Nl, Viewer::Party, "", std::slice::from_ref(&released), 1);
        for mark in ["Later", "Document wordt gemaakt", "Wacht op tekenbevoegde"] {
            assert!(html.contains(mark), "{mark}");
        }
        let failed = Line { document: Some(documents::Standing::Failed), ..released };
        assert!(render(Lang::Nl, Viewer::Party, "", &[failed], 1).contains("Document mislukt"));
        let held = Line {
            state: StateKind::OnHold,
            details: Standing::OnHold { until: Some(jiff::civil::date(2027, 3, 1)) },
            ..line()
        };
        assert!(render(Lang::Nl, Viewer::Party, "", &[held], 1).contains("1 maart 2027"));
        assert!(waiting(0, Lang::Nl).is_none());
        let notice = waiting(12, Lang::Nl).expect("a notice").to_string();
        assert!(notice.contains("12 overeenkomsten wachten op uw besluit"));
    }

    #[test]
    fn an_empty_list_says_what_comes() {
        let nothing = render(Lang::Nl, Viewer::Party, "", &[], 0);
        assert!(nothing.contains("U hoeft niets te doen") && !nothing.contains("name=\"zoek\""));
        let none_found = render(Lang::Nl, Viewer::Party, "zoek=zzz&stand=signed", &[], 0);
        assert!(none_found.contains("Geen overeenkomsten gevonden") && none_found.contains("value=\"zzz\""));
        assert!(none_found.contains("aria-current=\"true\""), "the chosen state stays in sight");
    }
}
