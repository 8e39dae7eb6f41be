//! Browsers in which somebody signed in before. Strangers can ask for codes in anybody's name until no
//! more are sent to that address for a while; who comes from a browser that is known is never held back by them
//! (the device cookie of OWASP). It opens nothing: signing in takes the same as everywhere.

use crate::{App, AppError, Work, secret::Token};
use domain::{ids::PersonId, values::EmailAddress};
use storage::{audit, known_browsers};

/// Browsers that are kept for a person.
const MOST: i64 = 20;
/// Days after which a browser that was not seen is forgotten.
pub const DAYS: i64 = 180;

pub(crate) fn digest(browser: &Token) -> [u8; 32] {
    browser.digest("known browser")
}

/// Where somebody signed in.
pub(crate) struct Seen {
    /// For the cookie: the secret that the browser had, or a new one.
    pub secret: Token,
    /// Whether the person signed in before, and never here.
    pub strange: bool,
}

/// Notes that a person signed in, after that was written into the log.
pub(crate) async fn see(work: &mut Work<'_>, person: PersonId, had: Option<&Token>) -> Result<Seen, AppError> {
    let secret = had.cloned().unwrap_or_else(|| Token::fresh(work.app.ports()));
    let here = had.is_some() && known_browsers::is_here(&mut work.tx, digest(&secret), person).await?;
    let strange = !here
        && (known_browsers::is_anywhere(&mut work.tx, person).await?
            || !audit::is_first_sign_in(&mut work.tx, person).await?);
    known_browsers::see(&mut work.tx, digest(&secret), person, work.now, MOST).await?;
    Ok(Seen { secret, strange })
}

/// Whether whoever has this address signed in with this browser before.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn knows(app: &App, browser: &Token, email: &EmailAddress) -> Result<bool, AppError> {
    Ok(known_browsers::knows(&mut app.read().await?, digest(browser), email.as_str()).await?)
}
