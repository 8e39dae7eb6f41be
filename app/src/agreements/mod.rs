//! Seeing agreements: lists, counts, the map, one agreement, files. Moving them is in [`moves`].

pub mod moves;
pub mod release;

use crate::{App, AppError, cards};
use domain::{
    access::{Acting, Actor, Permission, may},
    agreement::{Onboarded, Parts, Side, StateKind},
    audit::Subject,
    ids::{AgreementId, OrganisationId},
    municipality::{Municipality, MunicipalityCode, Province},
    party::{OrganisationKind, Role},
};
use std::collections::HashMap;
use storage::{
    Tx,
    agreements::{self, Filter, Scope},
    audit,
    cards::Card,
    coverage, documents, elsewhere, onboarding,
    organisations::{self, Organisation},
    people::{self, Member},
    rounds,
};
pub use storage::{
    agreements::{Kept, Line, Order},
    coverage::Coverage,
    documents::Standing,
    elsewhere::BroughtIn,
    pages::{Page, Piece},
    rounds::Signature,
};

/// Lines on one page.
pub const PAGE: usize = 50;
/// Letters that are looked for in a number: it has fifteen.
const NUMBER: usize = 15;
/// Lines of a file that are read at once.
const FILE_PIECE: i64 = 1_000;

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Part of a name or number.
    pub text: String,
    /// Code of a sector.
    pub sector: Option<String>,
    /// A province.
    pub province: Option<Province>,
    /// A state.
    pub state: Option<StateKind>,
    /// Code of an early-warning system.
    pub system: Option<String>,
    /// A municipality that it is about.
    pub municipality: Option<MunicipalityCode>,
    /// What it is sorted by.
    pub order: Order,
}

/// The place of a line in its list: what it is sorted by, and its id.
pub type After = (String, AgreementId);

/// A page of agreements.
#[derive(Clone, Debug)]
pub struct List {
    /// The lines, and whether others stand before and after them.
    pub page: Page<Line>,
    /// How many lines all pages have together.
    pub total: i64,
    /// How many there are per state, with every other filter in force; states that do not occur are left out.
    pub by_state: Vec<(StateKind, i64)>,
}

/// Whose agreements the actor sees.
fn scope(actor: &Actor) -> Result<Scope, AppError> {
    AppError::unless_allowed(may(actor, Permission::SeeAgreements))?;
    match actor.acting() {
        Acting::Administration => Ok(Scope::All),
        Acting::Organisation { id, kind: OrganisationKind::SignalPartner, .. } => Ok(Scope::Partner(id)),
        Acting::Organisation { id, .. } => Ok(Scope::Party(id)),
        Acting::Nobody => Err(AppError::NotFound),
    }
}

fn list_filter(query: &Query) -> Filter {
    // No number is longer, and some signs are no text for every engine.
    let typed = query.text.trim();
    let number: String = typed.chars().filter(|c| !c.is_control()).take(NUMBER + 1).collect();
    let number = number.to_uppercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let name = organisations::pattern(&query.text);
    Filter {
        number: name.as_ref().map(|_| if number.is_empty() { String::new() } else { format!("%{number}%") }),
        name,
        sector: query.sector.clone(),
        province: query.province,
        state: query.state,
        system: query.system.clone(),
        municipality: query.municipality,
    }
}

/// A page of the actor's agreements.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn list(app: &App, actor: &Actor, query: &Query, piece: &Piece<After>) -> Result<List, AppError> {
    let scope = scope(actor)?;
    let mut tx = app.read().await?;
    let page = page(&mut tx, (scope, query.order), &list_filter(query), piece, PAGE).await?;
    let every_state = Filter { state: None, ..list_filter(query) };
    let by_state = agreements::counts(&mut tx, scope, &every_state).await?;
    let total =
        by_state.iter().filter(|(state, _)| query.state.is_none_or(|wanted| wanted == *state)).map(|(_, n)| n).sum();
    Ok(List { page, total, by_state })
}

/// A page of agreements of `most` lines.
pub(crate) async fn page(
    tx: &mut Tx,
    list: (Scope, Order),
    filter: &Filter,
    piece: &Piece<After>,
    most: usize,
) -> Result<Page<Line>, AppError> {
    let one_more = i64::try_from(most + 1).unwrap_or(i64::MAX);
    if piece.before().is_some() {
        let lines = agreements::page(tx, list, filter, piece.clone(), one_more).await?;
        if let Some(page) = Page::backward(lines, most) {
            return Ok(page);
        }
    }
    let piece = piece.after().map_or(Piece::First, |place| Piece::After(place.clone()));
    let later = piece.after().is_some();
    let lines = agreements::page(tx, list, filter, piece, one_more).await?;
    Ok(Page::forward(lines, most, later))
}

/// The next lines of a list for a file, some thousand at a time: nobody holds a country in memory.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn some(app: &App, actor: &Actor, query: &Query, after: Option<&After>) -> Result<Vec<Line>, AppError> {
    let scope = scope(actor)?;
    let mut tx = app.read().await?;
    let piece = after.map_or(Piece::First, |place| Piece::After(place.clone()));
    Ok(agreements::page(&mut tx, (scope, query.order), &list_filter(query), piece, FILE_PIECE).await?)
}

/// All lines of a list, of an organisation.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn all(app: &App, actor: &Actor, query: &Query) -> Result<Vec<Line>, AppError> {
    let mut lines: Vec<Line> = Vec::new();
    loop {
        let after = lines.last().map(|line| (line.sort.clone(), line.id));
        let more = some(app, actor, query, after.as_ref()).await?;
        if more.is_empty() {
            return Ok(lines);
        }
        lines.extend(more);
    }
}

/// The municipalities behind those of `lines` whose contracting party is a joint body, each with its
/// system: the members in which the partner is active. The other lines carry their own system.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn members(
    app: &App,
    actor: &Actor,
    lines: &[Line],
) -> Result<HashMap<AgreementId, Vec<Coverage>>, AppError> {
    AppError::unless_allowed(may(actor, Permission::SeeAgreements))?;
    let mut tx = app.read().await?;
    let mut members = HashMap::new();
    for line in lines.iter().filter(|line| line.party_kind == OrganisationKind::JointBody) {
        members.insert(line.id, coverage::shared(&mut tx, line.party, line.partner, app.today()).await?);
    }
    Ok(members)
}

/// One side of an agreement, with who can be called about it.
#[derive(Clone, Debug)]
pub struct SideOf {
    /// The organisation.
    pub organisation: Organisation,
    /// Its contact cards.
    pub cards: Vec<Card>,
    /// Its contact persons. Signatories' addresses are never shown to the other side.
    pub contacts: Vec<Member>,
    /// The functions that may sign, without names and addresses: function and ground.
    pub signatories: Vec<(Option<String>, Option<domain::party::Ground>)>,
}

/// An agreement as one of its sides, or the administrator, sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The agreement.
    pub kept: Kept,
    /// The contracting party.
    pub party: SideOf,
    /// The signal partner.
    pub partner: SideOf,
    /// The executor, where it is a party.
    pub executor: Option<SideOf>,
    /// The municipalities it is about, each with its system.
    pub municipalities: Vec<Coverage>,
    /// What happened, oldest first.
    pub history: Vec<audit::Line>,
    /// How far the document of the revision is, once it was asked for.
    pub document: Option<Standing>,
    /// Who signed the revision, with the name as it stands there.
    pub signatures: Vec<Signature>,
    /// Earlier versions that bear signatures: their numbers.
    pub signed_before: Vec<i64>,
    /// What was brought in with it, where it was signed outside the portal.
    pub brought_in: Option<BroughtIn>,
    /// How far both sides are with what follows signing.
    pub onboarding: Onboarded,
    /// Sides that have fewer signatories than slots: the agreement waits for one.
    pub without_signatory: Vec<Side>,
}

/// One agreement of the actor's, as it is kept.
pub(crate) async fn own(app: &App, actor: &Actor, id: AgreementId) -> Result<Kept, AppError> {
    owned(&mut app.read().await?, actor, id).await
}

pub(crate) async fn owned(tx: &mut Tx, actor: &Actor, id: AgreementId) -> Result<Kept, AppError> {
    let scope = scope(actor)?;
    let kept = agreements::find(tx, id).await?.ok_or(AppError::NotFound)?;
    if is_own(scope, &kept.parts) { Ok(kept) } else { Err(AppError::NotFound) }
}

/// Whether an agreement is among those of a scope.
fn is_own(scope: Scope, parts: &Parts) -> bool {
    match scope {
        Scope::All => true,
        Scope::Party(id) => parts.party == id,
        Scope::Partner(id) => parts.partner == id,
    }
}

/// One agreement.
///
/// # Errors
/// [`AppError::NotFound`] when it is unknown or another organisation's, [`AppError::NotAllowed`].
pub async fn show(app: &App, actor: &Actor, id: AgreementId) -> Result<Shown, AppError> {
    let mut tx = app.read().await?;
    let kept = owned(&mut tx, actor, id).await?;
    let party = side(&mut tx, kept.parts.party).await?;
    let partner = side(&mut tx, kept.parts.partner).await?;
    let executor = match kept.parts.executor {
        None => None,
        Some(id) => Some(side(&mut tx, id).await?),
    };
    let municipalities = coverage::shared(&mut tx, kept.parts.party, kept.parts.partner, app.today()).await?;
    let history = audit::history(&mut tx, Subject::Agreement(id)).await?;
    let revision = kept.parts.revision.id;
    let document = documents::find(&mut tx, revision).await?.map(|document| document.standing);
    let signatures = rounds::signatures(&mut tx, revision).await?;
    let signed_before = rounds::signed_before(&mut tx, id).await?.into_iter().map(|(_, number, _)| number).collect();
    let brought_in = match kept.parts.state.elsewhere() {
        Some(_) => elsewhere::find(&mut tx, id).await?.map(|(brought_in, _)| brought_in),
        None => None,
    };
    let onboarding = onboarding::find(&mut tx, id).await?;
    let mut without_signatory = Vec::new();
    for (side, of) in [(Side::Municipality, kept.parts.party), (Side::Partner, kept.parts.partner)] {
        if moves::lacks_signatory(&mut tx, of).await? {
            without_signatory.push(side);
        }
    }
    Ok(Shown {
        kept,
        party,
        partner,
        executor,
        municipalities,
        history,
        document,
        signatures,
        signed_before,
        brought_in,
        onboarding,
        without_signatory,
    })
}

async fn side(tx: &mut Tx, id: OrganisationId) -> Result<SideOf, AppError> {
    let organisation = organisations::find(tx, id).await?.ok_or(AppError::NotFound)?;
    let members = people::members(tx, id).await?;
    let (contacts, others): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| member.role == Role::Contact);
    let signatories = others
        .into_iter()
        .filter(|member| member.role == Role::Signatory)
        .map(|member| (member.function, member.ground))
        .collect();
    let cards = cards::seen(tx, id).await?;
    Ok(SideOf { organisation, cards, contacts, signatories })
}

/// What a municipality shows on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hexagon {
    /// Nobody covers it yet.
    NotRegistered,
    /// It is covered, but the partner is not active there (or, for all, no partner is).
    NoAgreement,
    /// The agreement of a partner.
    Agreement(AgreementId, StateKind),
    /// Numbers per state over all partners.
    Counts(Vec<(StateKind, i64)>),
}

/// A municipality on the map.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which.
    pub municipality: &'static Municipality,
    /// The name of the contracting party that covers it today.
    pub party: Option<String>,
    /// What it shows.
    pub hexagon: Hexagon,
}

/// The map: every municipality that exists today.
#[derive(Clone, Debug)]
pub struct Map {
    /// The partner whose map it is; `None`: all.
    pub partner: Option<Organisation>,
    /// The municipalities, in the order of the list.
    pub places: Vec<Place>,
}

/// The map of a signal partner: its own, or for the administrator that of any partner or all.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`] for an unknown or foreign partner.
pub async fn map(app: &App, actor: &Actor, partner: Option<OrganisationId>) -> Result<Map, AppError> {
    AppError::unless_allowed(may(actor, Permission::SeeMap))?;
    let partner = match actor.acting() {
        Acting::Organisation { id, .. } if partner.is_none_or(|asked| asked == id) => Some(id),
        Acting::Administration => partner,
        Acting::Organisation { .. } | Acting::Nobody => return Err(AppError::NotFound),
    };
    let today = app.today();
    let mut tx = app.read().await?;
    let mut parties: HashMap<_, _> =
        coverage::on(&mut tx, today).await?.into_iter().map(|c| (c.municipality, c.name)).collect();
    let mut found = HashMap::new();
    let shown = match partner {
        None => {
            for (code, state, count) in agreements::map_of_all(&mut tx, today).await? {
                match found.entry(code).or_insert_with(|| Hexagon::Counts(Vec::new())) {
                    Hexagon::Counts(counts) => counts.push((state, count)),
                    _ => return Err(AppError::Unreadable("map")),
                }
            }
            None
        }
        Some(id) => {
            let organisation = organisations::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
            if organisation.kind != OrganisationKind::SignalPartner {
                return Err(AppError::NotFound);
            }
            for (code, id, state) in agreements::map_of(&mut tx, id, today).await? {
                found.insert(code, Hexagon::Agreement(id, state));
            }
            Some(organisation)
        }
    };
    let places = domain::municipality::valid_on(today)
        .map(|municipality| {
            let party = parties.remove(&municipality.code);
            let none = if party.is_some() { Hexagon::NoAgreement } else { Hexagon::NotRegistered };
            Place { municipality, party, hexagon: found.remove(&municipality.code).unwrap_or(none) }
        })
        .collect();
    Ok(Map { partner: shown, places })
}
