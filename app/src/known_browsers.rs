//! Browsers in which somebody signed in before. Strangers can ask for codes in anybody's name until no
//! more are sent to that address for a while; who comes from a browser that is known is never held back by them
//! (the device cookie of OWASP). It opens nothing: signing in takes the same as everywhere.

use crate::{App, AppError, secret::Token};
use domain::{ids::PersonId, values::EmailAddress};
use storage::known_browsers;

/// Browsers that are kept for a person.
const MOST: i64 = 20;
/// Days after which a browser that was not seen is forgotten.
pub const DAYS: i64 = 180;

fn digest(browser: &Token) -> [u8; 32] {
    browser.digest("known browser")
}

/// Notes that a person signed in, and gives the secret for the cookie: the one that the browser had, or a new one.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn see(app: &App, person: PersonId, browser: Option<Token>) -> Result<Token, AppError> {
    let browser = browser.unwrap_or_else(|| Token::fresh(app.ports()));
    let mut tx = app.db().begin().await?;
    known_browsers::see(&mut tx, digest(&browser), person, app.now(), MOST).await?;
    tx.commit().await?;
    Ok(browser)
}

/// Whether whoever has this address signed in with this browser before.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn knows(app: &App, browser: &Token, email: &EmailAddress) -> Result<bool, AppError> {
    Ok(known_browsers::knows(&mut app.read().await?, digest(browser), email.as_str()).await?)
}
