//! An organisation stops taking part on a date.

use super::{alive, blank, doer, fits_ahead, keep};
use crate::{App, AppError, Work, mail::Language};
use domain::{
    access::{Actor, Permission, may},
    audit::{Event, Subject},
    calendar::local_date,
    change::Kind,
    ids::{ChangeId, OrganisationId},
    registration::{Complaint, Problem},
    values,
};
use jiff::civil::Date;
use storage::{changes::Change, organisation_changes};

/// Asks for the end of the own organisation on a day, with a reason.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::Problems`] without a reason; [`AppError::Change`] for a day that does not
/// fit, or when it was asked already.
pub async fn ask_end(
    app: &App,
    actor: &Actor,
    on: Date,
    reason: &str,
    language: Language,
) -> Result<ChangeId, AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let own = actor.organisation().ok_or(AppError::NotFound)?;
    ask(app, actor, own, on, reason, language).await
}

/// Puts the end of any organisation into the queue for the administrator, who sees its preview before it holds.
///
/// # Errors
/// As [`ask_end`]; [`AppError::NotFound`] for an unknown organisation.
pub async fn end(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
    on: Date,
    reason: &str,
    language: Language,
) -> Result<ChangeId, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    ask(app, actor, id, on, reason, language).await
}

async fn ask(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
    on: Date,
    reason: &str,
    language: Language,
) -> Result<ChangeId, AppError> {
    let reason = values::paragraph(reason, 2_000).map_err(|wrong| {
        AppError::Problems(vec![Problem { field: "reason".to_owned(), complaint: Complaint::from(wrong) }])
    })?;
    let mut work = app.begin(doer(actor)).await?;
    alive(&mut work, id).await?;
    fits_ahead(on, local_date(work.now))?;
    let mut change = blank(&work, Kind::End, actor, language.code());
    change.subject = Some(format!("{}:{id}", Kind::End.as_str()));
    change.organisation = Some(id);
    change.on = Some(on);
    change.reason = Some(reason);
    keep(&mut work, &change).await?;
    let event = Event::ChangeAsked { change: change.kind.as_str().to_owned() };
    work.record(Subject::Organisation(id), &event).await?;
    work.commit().await?;
    Ok(change.id)
}

/// From its last day on it contracts for nobody; what it covered is free for others.
pub(super) async fn announce(work: &mut Work<'_>, change: &Change) -> Result<(), AppError> {
    let id = change.organisation.ok_or(AppError::NotFound)?;
    let organisation = alive(work, id).await?;
    let on = change.on.ok_or(AppError::Unreadable("day of a change"))?;
    fits_ahead(on, local_date(work.now))?;
    if organisation.kind.is_contracting_party() {
        organisation_changes::end_coverage(&mut work.tx, id, on).await?;
    }
    Ok(())
}
