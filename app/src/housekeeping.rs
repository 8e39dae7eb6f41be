//! What is forgotten in time: ended sessions, old sign-ins, old counts.

use crate::{App, AppError};
use jiff::SignedDuration;
use storage::{sessions, sign_ins, throttle};

/// Forgets what has no meaning any more. Run it as often as you like.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn run(app: &App) -> Result<(), AppError> {
    let now = app.now();
    let ago = |duration: SignedDuration| now.checked_sub(duration).unwrap_or(now);
    let idle = SignedDuration::try_from(app.settings().session_idle).unwrap_or(SignedDuration::from_hours(2));
    let mut tx = app.db().begin().await?;
    sessions::forget(&mut tx, now, ago(idle)).await?;
    sign_ins::forget(&mut tx, ago(SignedDuration::from_hours(24))).await?;
    throttle::forget(&mut tx, ago(SignedDuration::from_hours(24))).await?;
    tx.commit().await?;
    Ok(())
}
