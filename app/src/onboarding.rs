//! Between signing and starting: each side says that it is ready, both see the first day, and on that day the
//! agreement becomes active.
//!
//! What belongs here: readiness and the first day. What never does: what has to be set up, step by step; that
//! comes with the checklist.

use crate::{App, AppError, agreements};
use domain::{
    access::{Actor, Permission, may},
    agreement::{Act, ActKind, Onboarded, Side},
    audit::{Doer, Event, Subject},
    ids::AgreementId,
};
use jiff::civil::Date;
use storage::{agreements as rows, onboarding};

/// Says that the actor's side is ready (or not yet), and from which day on signals may flow. Where both are ready
/// and the day has come, the agreement is active at once.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`], [`AppError::Refused`] for an agreement that is not signed.
pub async fn say(app: &App, actor: &Actor, id: AgreementId, ready: bool, start: Option<Date>) -> Result<(), AppError> {
    AppError::unless_allowed(may(actor, Permission::EndAgreements))?;
    let own = actor.organisation().ok_or(AppError::NotFound)?;
    let mut work = app.begin(actor.person().map_or(Doer::Visitor, Doer::Person)).await?;
    let kept = agreements::owned(&mut work.tx, actor, id).await?;
    agreements::moves::allows(&kept, ActKind::Start)?;
    let side = if own == kept.parts.party { Side::Municipality } else { Side::Partner };
    let since = ready.then_some(work.now);
    onboarding::ready(&mut work.tx, id, side, since).await?;
    if let Some(day) = start {
        onboarding::start(&mut work.tx, id, day).await?;
    }
    let event = Event::OnboardingSaid { side: side.as_str().to_owned(), ready };
    work.record(Subject::Agreement(id), &event).await?;
    let onboarded = onboarding::find(&mut work.tx, id).await?;
    if complete(&onboarded, app.today()) {
        let act = Act::Start { onboarding: onboarded };
        agreements::moves::move_it(&mut work, kept, act, actor.person(), None).await?;
    }
    work.commit().await.map_err(AppError::saving)
}

fn complete(onboarded: &Onboarded, today: Date) -> bool {
    onboarded.municipality && onboarded.partner && onboarded.start.is_some_and(|day| day <= today)
}

/// Makes agreements active whose day has come. Gives their number.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn start_due(app: &App) -> Result<usize, AppError> {
    let mut started = 0;
    for id in onboarding::due(&mut app.read().await?, app.today()).await? {
        let mut work = app.begin(Doer::Portal).await?;
        let Some(kept) = rows::find(&mut work.tx, id).await? else { continue };
        let onboarded = onboarding::find(&mut work.tx, id).await?;
        let act = Act::Start { onboarding: onboarded };
        match agreements::moves::move_it(&mut work, kept, act, None, None).await {
            Ok(_) => {}
            Err(AppError::Refused(_) | AppError::Stale) => continue,
            Err(other) => return Err(other),
        }
        match work.commit().await.map_err(AppError::saving) {
            Ok(()) => started += 1,
            Err(AppError::Stale) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(started)
}
