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
use storage::{
    Tx,
    agreements::{self, Filter, Scope},
    bulk,
};

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
    let able = able(&mut tx, scope, &Filter::default()).await?;
    let mut wanted: HashSet<_> = chosen.iter().copied().collect();
    let all = able.len();
    let chosen: Vec<_> = able.iter().map(|line| line.id).filter(|id| wanted.remove(id)).collect();
    // What is left was released or ended meanwhile, or was never the actor's.
    let gone: Vec<_> = wanted.into_iter().collect();
    let found = bulk::find(&mut tx, &gone).await?;
    if found.len() != gone.len() || !found.iter().all(|(kept, _)| super::is_own(scope, &kept.parts)) {
        return Err(AppError::NotFound);
    }
    let lines = if *query == Query::default() { able } else { self::able(&mut tx, scope, &list_filter(query)).await? };
    Ok(Workbench { lines, chosen, gone: gone.len(), all })
}

/// What can be released and passes a filter, in the order of the list.
async fn able(tx: &mut Tx, scope: Scope, filter: &Filter) -> Result<Vec<Line>, AppError> {
    let mut lines = Vec::new();
    for state in StateKind::ALL.into_iter().filter(|state| releasable(*state)) {
        if filter.state.is_none_or(|only| only == state) {
            let filter = Filter { state: Some(state), ..filter.clone() };
            lines.extend(agreements::list(tx, scope, &filter, None, i64::MAX).await?);
        }
    }
    lines.sort_by(|one, other| (&one.sort, one.id).cmp(&(&other.sort, other.id)));
    Ok(lines)
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
