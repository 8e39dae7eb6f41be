//! Partners (*samenwerkingspartners*): the contact persons and cards of every organisation with which an
//! agreement is possible. Never signatories' addresses.

use crate::{
    App, AppError,
    agreements::{self, After, Order, Page, Piece, Query},
    cards::says_who_coordinates,
};
use domain::{
    access::{Acting, Actor, Permission, may},
    agreement::StateKind,
    ids::AgreementId,
    municipality::MunicipalityCode,
    party::OrganisationKind,
};
use std::collections::{BTreeSet, HashMap};
use storage::{
    Tx,
    agreements::{self as rows, Filter, Line, Scope},
    bulk,
    coverage::{self, Coverage},
    organisations::{self, Organisation},
};
pub use storage::{cards::Card, people::Member};

/// Partners on one page.
pub const PAGE: usize = 30;
/// Partners of a file that are read at once.
const FILE_PIECE: i64 = 200;

/// A partner with its contact persons.
#[derive(Clone, Debug)]
pub struct Partner {
    /// The organisation.
    pub organisation: Organisation,
    /// Its contact cards.
    pub cards: Vec<Card>,
    /// Its contact persons, where no card says who coordinates.
    pub contacts: Vec<Member>,
    /// The agreement with it, and its state.
    pub agreement: (AgreementId, StateKind),
    /// The number of that agreement.
    pub number: String,
    /// Of a contracting party, the municipalities that the agreement is about, each with its system.
    pub municipalities: Vec<Coverage>,
    /// The folded name by which the list is sorted.
    pub sort: String,
}

/// A page of partners.
#[derive(Clone, Debug)]
pub struct Partners {
    /// The partners, by name, and whether others stand before and after them.
    pub page: Page<Partner>,
    /// How many there are on all pages.
    pub total: i64,
}

impl Partner {
    /// Its place in the list.
    #[must_use]
    pub fn place(&self) -> After {
        (self.sort.clone(), self.agreement.0)
    }
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

/// Names are searched, numbers are not.
fn filter(query: &Query) -> Filter {
    let name = organisations::pattern(&query.text);
    Filter {
        number: name.as_ref().map(|_| "-".to_owned()),
        name,
        sector: query.sector.clone(),
        province: query.province,
        state: query.state,
        system: query.system.clone(),
        municipality: query.municipality,
    }
}

/// A page of the partners of the actor's organisation.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn list(app: &App, actor: &Actor, query: &Query, piece: &Piece<After>) -> Result<Partners, AppError> {
    let Some(scope) = scope(actor)? else {
        return Ok(Partners { page: Page::forward(Vec::new(), PAGE, false), total: 0 });
    };
    let filter = filter(query);
    let mut tx = app.read().await?;
    let Page { lines, earlier, later } = agreements::page(&mut tx, (scope, Order::Name), &filter, piece, PAGE).await?;
    let total = rows::counts(&mut tx, scope, &filter).await?;
    let total = total.iter().filter(|(state, _)| query.state.is_none_or(|only| only == *state)).map(|(_, n)| n).sum();
    let lines = partners(app, &mut tx, scope, lines).await?;
    Ok(Partners { page: Page { lines, earlier, later }, total })
}

/// The municipalities by which the actor can narrow the list: those where a signal partner is active, the members of
/// a joint body.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn places(app: &App, actor: &Actor) -> Result<Vec<MunicipalityCode>, AppError> {
    let mut tx = app.read().await?;
    Ok(match scope(actor)? {
        Some(Scope::Partner(id)) => {
            let own = organisations::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
            if own.nationwide {
                domain::municipality::valid_on(app.today()).map(|municipality| municipality.code).collect()
            } else {
                organisations::area(&mut tx, id).await?
            }
        }
        Some(Scope::Party(id)) => {
            coverage::of(&mut tx, id, app.today()).await?.into_iter().map(|one| one.municipality).collect()
        }
        _ => Vec::new(),
    })
}

/// The next partners for a file, after one, some hundred at a time.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn some(app: &App, actor: &Actor, query: &Query, after: Option<&After>) -> Result<Vec<Partner>, AppError> {
    let Some(scope) = scope(actor)? else { return Ok(Vec::new()) };
    let mut tx = app.read().await?;
    let lines = rows::list(&mut tx, scope, &filter(query), after, FILE_PIECE).await?;
    partners(app, &mut tx, scope, lines).await
}

/// One partner, whose contact persons somebody wants to keep.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`] for an agreement that is unknown or another organisation's.
pub async fn one(app: &App, actor: &Actor, agreement: AgreementId) -> Result<Partner, AppError> {
    let Some(scope) = scope(actor)? else { return Err(AppError::NotFound) };
    let mut tx = app.read().await?;
    let kept = agreements::owned(&mut tx, actor, agreement).await?;
    let line = rows::line_of(&mut tx, scope, kept.parts.id).await?.ok_or(AppError::NotFound)?;
    partners(app, &mut tx, scope, vec![line]).await?.pop().ok_or(AppError::NotFound)
}

/// The other sides of these agreements, with their cards and contact persons.
async fn partners(app: &App, tx: &mut Tx, scope: Scope, lines: Vec<Line>) -> Result<Vec<Partner>, AppError> {
    let of = |line: &Line| if matches!(scope, Scope::Partner(_)) { line.party } else { line.partner };
    let others: BTreeSet<_> = lines.iter().map(of).collect();
    let others: Vec<_> = others.into_iter().collect();
    let found = bulk::organisations(tx, &others).await?;
    let found: HashMap<_, _> = found.into_iter().map(|organisation| (organisation.id, organisation)).collect();
    let mut contacts: HashMap<_, Vec<Member>> = HashMap::new();
    for (organisation, member) in bulk::contacts(tx, &others).await? {
        contacts.entry(organisation).or_default().push(member);
    }
    let mut cards: HashMap<_, Vec<Card>> = HashMap::new();
    for card in bulk::cards(tx, &others).await? {
        cards.entry(card.organisation).or_default().push(card);
    }
    let mut partners = Vec::with_capacity(lines.len());
    for line in lines {
        let other = of(&line);
        let organisation = found.get(&other).cloned().ok_or(AppError::NotFound)?;
        // Where signals go is told of contracting parties.
        let municipalities = match scope {
            Scope::Partner(_) => coverage::shared(tx, line.party, line.partner, app.today()).await?,
            Scope::Party(_) | Scope::All => Vec::new(),
        };
        let cards = cards.get(&other).cloned().unwrap_or_default();
        let contacts = contacts.get(&other).filter(|_| !says_who_coordinates(&cards)).cloned().unwrap_or_default();
        partners.push(Partner {
            organisation,
            cards,
            contacts,
            agreement: (line.id, line.state),
            number: line.number,
            municipalities,
            sort: line.sort,
        });
    }
    Ok(partners)
}
