//! Organisations: the own one, and the administrator's list.

use crate::{App, AppError};
use domain::{
    access::{Actor, Permission, may},
    audit::Subject,
    ids::OrganisationId,
    municipality::MunicipalityCode,
    party::OrganisationKind,
};
use storage::{
    agreements::{self, Scope},
    audit, coverage,
    organisations::{self, Filter},
    people,
};
pub use storage::{
    coverage::Coverage,
    organisations::Organisation,
    pages::{Page, Piece},
    people::Member,
};

/// Organisations on one page.
pub const PAGE: usize = 50;

/// An organisation with its people and what it covers.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The organisation.
    pub organisation: Organisation,
    /// Its people, contact persons first.
    pub members: Vec<Member>,
    /// What a contracting party covers today or later.
    pub coverage: Vec<coverage::Coverage>,
    /// Where a signal partner is active that is not active everywhere.
    pub area: Vec<MunicipalityCode>,
    /// How many agreements it has, per state.
    pub agreements: Vec<(domain::agreement::StateKind, i64)>,
    /// What happened.
    pub history: Vec<audit::Line>,
}

/// The organisation for which the actor acts.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn own(app: &App, actor: &Actor) -> Result<Shown, AppError> {
    AppError::unless_allowed(may(actor, Permission::Member))?;
    load(app, actor.organisation().ok_or(AppError::NotFound)?).await
}

/// Any organisation, for the administrator.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`].
pub async fn show(app: &App, actor: &Actor, id: OrganisationId) -> Result<Shown, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    load(app, id).await
}

pub(crate) async fn load(app: &App, id: OrganisationId) -> Result<Shown, AppError> {
    let mut tx = app.read().await?;
    let organisation = organisations::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let members = people::members(&mut tx, id).await?;
    let coverage = coverage::of(&mut tx, id, app.today()).await?;
    let area = organisations::area(&mut tx, id).await?;
    let history = audit::history(&mut tx, Subject::Organisation(id)).await?;
    let scope = match organisation.kind {
        kind if kind.is_contracting_party() => Some(Scope::Party(id)),
        OrganisationKind::SignalPartner => Some(Scope::Partner(id)),
        _ => None,
    };
    let agreements = match scope {
        Some(scope) => agreements::counts(&mut tx, scope, &agreements::Filter::default()).await?,
        None => Vec::new(),
    };
    Ok(Shown { organisation, members, coverage, area, agreements, history })
}

/// What the administrator looks for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Part of a name or KvK number.
    pub text: String,
    /// A kind.
    pub kind: Option<OrganisationKind>,
    /// A sector.
    pub sector: Option<String>,
}

/// Where an organisation stands in the list: its folded name and its id.
pub type Place = (String, OrganisationId);

/// Where an organisation stands in the list.
#[must_use]
pub fn place(organisation: &Organisation) -> Place {
    (domain::municipality::fold(&organisation.name), organisation.id)
}

/// A page of organisations.
#[derive(Clone, Debug)]
pub struct List {
    /// The organisations, by name.
    pub page: Page<Organisation>,
    /// How many there are on all pages.
    pub total: i64,
}

fn filter(query: &Query) -> Filter {
    Filter { kind: query.kind, sector: query.sector.clone(), pattern: organisations::pattern(&query.text) }
}

/// A page of organisations, for the administrator.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn list(app: &App, actor: &Actor, query: &Query, piece: &Piece<Place>) -> Result<List, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let filter = filter(query);
    let mut tx = app.read().await?;
    let total = organisations::count(&mut tx, &filter).await?;
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    if let Some(before) = piece.before() {
        let lines = organisations::list_back(&mut tx, &filter, before, most).await?;
        if let Some(page) = Page::backward(lines, PAGE) {
            return Ok(List { page, total });
        }
    }
    let lines = organisations::list(&mut tx, &filter, piece.after(), most).await?;
    Ok(List { page: Page::forward(lines, PAGE, piece.after().is_some()), total })
}

/// All organisations of a list, for a file.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn all(app: &App, actor: &Actor, query: &Query) -> Result<Vec<Organisation>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let mut tx = app.read().await?;
    Ok(organisations::list(&mut tx, &filter(query), None, i64::MAX).await?)
}

/// The names of a kind, to choose one from.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn names(
    app: &App,
    actor: &Actor,
    kind: OrganisationKind,
) -> Result<Vec<(OrganisationId, String)>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    Ok(organisations::names(&mut app.read().await?, kind).await?)
}
