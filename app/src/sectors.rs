//! The sectors, as data.

use crate::{App, AppError};
pub use storage::sectors::Sector;

/// All sectors in their order.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn all(app: &App) -> Result<Vec<Sector>, AppError> {
    Ok(storage::sectors::all(&mut app.read().await?).await?)
}
