//! Partners (*samenwerkingspartners*): the contact persons of every organisation with which an
//! agreement is possible. Never signatories' addresses.

use crate::{App, AppError};
use domain::{
    access::{Acting, Actor, Permission, may},
    agreement::StateKind,
    ids::AgreementId,
    party::{OrganisationKind, Role},
};
pub use storage::people::Member;
use storage::{
    agreements::{self, Filter, Scope},
    coverage::{self, Coverage},
    organisations::{self, Organisation},
    people,
};

/// Partners on one page.
pub const PAGE: usize = 30;

/// A partner with its contact persons.
#[derive(Clone, Debug)]
pub struct Partner {
    /// The organisation.
    pub organisation: Organisation,
    /// Its contact persons.
    pub contacts: Vec<Member>,
    /// The agreement with it, and its state.
    pub agreement: (AgreementId, StateKind),
    /// The number of that agreement.
    pub number: String,
    /// The municipalities that the agreement is about, each with its system.
    pub municipalities: Vec<Coverage>,
}

/// A page of partners.
#[derive(Clone, Debug)]
pub struct Partners {
    /// The partners, by name.
    pub partners: Vec<Partner>,
    /// Where the next page begins.
    pub next: Option<crate::agreements::After>,
    /// How many there are on all pages.
    pub total: i64,
}

fn scope(actor: &Actor) -> Result<Option<Scope>, AppError> {
    AppError::unless_allowed(may(actor, Permission::SeePartners))?;
    Ok(match actor.acting() {
        Acting::Organisation { id, kind: OrganisationKind::SignalPartner, .. } => Some(Scope::Partner(id)),
        Acting::Organisation { id, kind, .. } if kind.is_contracting_party() => Some(Scope::Party(id)),
        // An executor has no agreements of its own; its people act for the organisations they work for.
        _ => None,
    })
}

/// The partners of the actor's organisation whose name holds `text`, of one sector or all.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn list(
    app: &App,
    actor: &Actor,
    text: &str,
    sector: Option<&str>,
    after: Option<&crate::agreements::After>,
) -> Result<Partners, AppError> {
    find(app, actor, (text, sector), after, PAGE).await
}

/// All of them, for a file.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn all(app: &App, actor: &Actor, text: &str, sector: Option<&str>) -> Result<Vec<Partner>, AppError> {
    Ok(find(app, actor, (text, sector), None, 100_000).await?.partners)
}

async fn find(
    app: &App,
    actor: &Actor,
    (text, sector): (&str, Option<&str>),
    after: Option<&crate::agreements::After>,
    page: usize,
) -> Result<Partners, AppError> {
    let Some(scope) = scope(actor)? else {
        return Ok(Partners { partners: Vec::new(), next: None, total: 0 });
    };
    let filter = Filter {
        name: organisations::pattern(text),
        number: organisations::pattern(text).map(|_| "-".to_owned()),
        sector: sector.map(str::to_owned),
        ..Filter::default()
    };
    let mut tx = app.read().await?;
    let most = i64::try_from(page + 1).unwrap_or(i64::MAX);
    let mut lines: Vec<_> = agreements::list(&mut tx, scope, &filter, after, most).await?;
    let more = lines.len() > page;
    lines.truncate(page);
    let next = lines.last().filter(|_| more).map(|line| (line.sort.clone(), line.id));
    let total = agreements::counts(&mut tx, scope, &filter).await?.iter().map(|(_, n)| n).sum();
    let mut partners = Vec::with_capacity(lines.len());
    for line in lines {
        let other = if matches!(scope, Scope::Partner(_)) { line.party } else { line.partner };
        let organisation = organisations::find(&mut tx, other).await?.ok_or(AppError::NotFound)?;
        let mut contacts = people::members(&mut tx, other).await?;
        contacts.retain(|member| member.role == Role::Contact);
        let municipalities = coverage::shared(&mut tx, line.party, line.partner, app.today()).await?;
        let (agreement, number) = ((line.id, line.state), line.number);
        partners.push(Partner { organisation, contacts, agreement, number, municipalities });
    }
    Ok(Partners { partners, next, total })
}
