//! How often one place in the network may ask for something.

use crate::{App, AppError, secret};
use storage::throttle;

/// A quarter of an hour, in seconds.
const QUARTER: i64 = 15 * 60;

/// Counts one more request of `kind` from `place` (a network address); too many in a quarter of an
/// hour are refused. Only the place is held back, never a person.
///
/// # Errors
/// [`AppError::TooOften`], or [`AppError::Storage`].
pub async fn admit(app: &App, kind: &'static str, place: &str) -> Result<(), AppError> {
    let bucket = secret::digest(kind, &[place.as_bytes()]);
    let mut tx = app.db().begin().await?;
    let used = throttle::hit(&mut tx, bucket, app.now(), QUARTER).await?;
    tx.commit().await?;
    if used > app.settings().requests_per_quarter { Err(AppError::TooOften) } else { Ok(()) }
}
