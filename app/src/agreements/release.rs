//! Choosing what to release: what a contact person chooses from, what a choice holds, what waits for a decision.
//!
//! What belongs here: looking. Releasing itself is a step (`moves`).

use super::{Line, Query, list_filter, scope};
use crate::{App, AppError};
use domain::{
    access::{Actor, Permission, may},
    agreement::StateKind,
    ids::AgreementId,
};
use std::collections::HashSet;
use storage::agreements::{self, Filter};

/// What a contact person chooses from.
#[derive(Clone, Debug)]
pub struct Workbench {
    /// All that fit the query and can be released now, in the order of the list.
    pub lines: Vec<Line>,
    /// What was chosen before and can be released now, in the order of the list.
    pub chosen: Vec<AgreementId>,
    /// How many were chosen before and cannot be released any more.
    pub gone: usize,
    /// How many there are without any query.
    pub all: usize,
}

/// Whether an agreement in this state can be released.
#[must_use]
pub const fn releasable(state: StateKind) -> bool {
    matches!(state, StateKind::Prepared | StateKind::OnHold)
}

/// What can be released and fits a query, and what of `chosen` still can be.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] when one of `chosen` is unknown or another organisation's.
pub async fn workbench(app: &App, actor: &Actor, query: &Query, chosen: &[AgreementId]) -> Result<Workbench, AppError> {
    AppError::unless_allowed(may(actor, Permission::SteerAgreements))?;
    let scope = scope(actor)?;
    let mut tx = app.read().await?;
    let own = agreements::list(&mut tx, scope, &Filter::default(), None, i64::MAX).await?;
    let wanted: HashSet<_> = chosen.iter().copied().collect();
    if own.iter().filter(|line| wanted.contains(&line.id)).count() != wanted.len() {
        return Err(AppError::NotFound);
    }
    let able = || own.iter().filter(|line| releasable(line.state));
    let chosen: Vec<_> = able().map(|line| line.id).filter(|id| wanted.contains(id)).collect();
    let (gone, all) = (wanted.len() - chosen.len(), able().count());
    let lines = if *query == Query::default() {
        own
    } else {
        agreements::list(&mut tx, scope, &list_filter(query), None, i64::MAX).await?
    };
    let lines = lines.into_iter().filter(|line| releasable(line.state)).collect();
    Ok(Workbench { lines, chosen, gone, all })
}

/// How many agreements wait for the decision of the actor's organisation: prepared, not yet released or held.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn undecided(app: &App, actor: &Actor) -> Result<i64, AppError> {
    AppError::unless_allowed(may(actor, Permission::SteerAgreements))?;
    let scope = scope(actor)?;
    let counts = agreements::counts(&mut app.read().await?, scope, &Filter::default()).await?;
    Ok(counts.iter().find(|(state, _)| *state == StateKind::Prepared).map_or(0, |(_, n)| *n))
}
