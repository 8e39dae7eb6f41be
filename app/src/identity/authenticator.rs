//! The authenticator app of a person: set up, used at signing in and to confirm, removed.
//!
//! What belongs here: the acts. What never does: how a code is reckoned, which is `totp`.

use super::{Who, note_confirmed, strength, tell_of_means, totp};
use crate::{App, AppError, Work, mail::account_texts::MeansChange, network, secret::Token};
use domain::{
    audit::{Doer, Event, Subject},
    ids::PersonId,
    means::Means,
};
use jiff::{SignedDuration, Timestamp};
use storage::authenticators;

/// Minutes in which what was begun has to be confirmed.
const PATIENCE: SignedDuration = SignedDuration::from_mins(15);

/// Where somebody stands with an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    Nothing,
    /// It is being set up: the app has to be told this, and a first code typed.
    Begun {
        /// The secret as people type it: 32 letters and digits.
        key: String,
        /// The same for a QR code.
        uri: String,
    },
    /// It counts.
    Confirmed {
        /// Since when.
        since: Timestamp,
        /// When it was used last.
        used_at: Option<Timestamp>,
    },
}

/// Whether what was begun at `created_at` waits no more.
fn over(created_at: Timestamp, now: Timestamp) -> bool {
    created_at.checked_add(PATIENCE).map_or(true, |until| until <= now)
}

/// Where whoever is signed in stands with an app.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn standing(app: &App, who: &Who) -> Result<Standing, AppError> {
    let Some(found) = authenticators::find(&mut app.read().await?, who.person.id).await? else {
        return Ok(Standing::Nothing);
    };
    Ok(match found.confirmed_at {
        Some(since) => Standing::Confirmed { since, used_at: found.used_at },
        None if over(found.created_at, app.now()) => Standing::Nothing,
        None => {
            let key = totp::text(&found.secret);
            let uri = uri(&app.settings().association, &who.person.email, &key);
            Standing::Begun { key, uri }
        }
    })
}

/// What apps read from a QR code: the key URI format of Google Authenticator, which all of them know. What it leaves
/// out is what every app takes for granted: SHA-1, six digits, thirty seconds.
fn uri(issuer: &str, account: &str, key: &str) -> String {
    let text =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    format!("otpauth://totp/{0}:{1}?secret={key}&issuer={0}", text(issuer), text(account))
}

/// Whether a person signs in with an app besides the code from the mail.
pub(super) async fn has(work: &mut Work<'_>, person: PersonId) -> Result<bool, AppError> {
    let found = authenticators::find(&mut work.tx, person).await?;
    Ok(found.is_some_and(|found| found.confirmed_at.is_some()))
}

/// Begins to set one up, with a fresh secret; nothing for who has one.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn begin(app: &App, who: &Who) -> Result<(), AppError> {
    let secret = app.ports().random::<{ totp::SECRET }>();
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    let now = work.now;
    strength::unless_weaker(&mut work.tx, who).await?;
    authenticators::begin(&mut work.tx, who.person.id, &secret, now).await?;
    Ok(work.commit_quietly("it opens nothing before a first code fits").await?)
}

/// Takes the first code: from here on the app is asked for at signing in. `false`: the code does not fit.
///
/// # Errors
/// [`AppError::Stale`] when nothing (or nothing any more) is being set up.
pub async fn confirm(app: &App, who: &Who, typed: &str) -> Result<bool, AppError> {
    let person = who.person.id;
    network::admit_person(app, "authenticator", person).await?;
    let mut work = app.begin(Doer::Person(person)).await?;
    let now = work.now;
    let found = authenticators::find(&mut work.tx, person).await?;
    let begun = found.filter(|found| found.confirmed_at.is_none() && !over(found.created_at, now));
    let begun = begun.ok_or(AppError::Stale)?;
    strength::unless_weaker(&mut work.tx, who).await?;
    let had = strength::had(&mut work.tx, who).await?;
    let Some(step) = totp::fits(&begun.secret, typed, now, begun.last_step) else { return Ok(false) };
    if !authenticators::confirm(&mut work.tx, person, step, now, &begun.secret).await? {
        return Err(AppError::Stale);
    }
    strength::raise(&mut work, who, had, Means::MailCodeAndTotp).await?;
    tell_of_means(&mut work, who, MeansChange::AppAdded).await?;
    work.record(Subject::Person(person), &Event::AuthenticatorAdded).await?;
    work.commit().await?;
    Ok(true)
}

/// Removes it, or what was begun: from here on a code from the mail is enough again.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub async fn remove(app: &App, who: &Who) -> Result<(), AppError> {
    let person = who.person.id;
    let mut work = app.begin(Doer::Person(person)).await?;
    let counted = has(&mut work, person).await?;
    strength::unless_weaker(&mut work.tx, who).await?;
    if !authenticators::remove(&mut work.tx, person).await? {
        return Err(AppError::NotFound);
    }
    if !counted {
        return Ok(work.commit_quietly("it never counted").await?);
    }
    tell_of_means(&mut work, who, MeansChange::AppRemoved).await?;
    work.record(Subject::Person(person), &Event::AuthenticatorRemoved).await?;
    Ok(work.commit().await?)
}

/// Uses a code, once. `false`: it does not fit, or was used.
pub(super) async fn use_code(work: &mut Work<'_>, person: PersonId, typed: &str) -> Result<bool, AppError> {
    let now = work.now;
    let found = authenticators::find(&mut work.tx, person).await?.filter(|found| found.confirmed_at.is_some());
    let Some(found) = found else { return Ok(false) };
    let Some(step) = totp::fits(&found.secret, typed, now, found.last_step) else { return Ok(false) };
    Ok(authenticators::use_step(&mut work.tx, person, step, now).await?)
}

/// Notes that whoever is signed in showed again who they are, with a code of their app. Gives what opens their
/// session from now on; none: the code does not fit.
///
/// # Errors
/// [`AppError::Wait`] after too many guesses, [`AppError::Storage`].
pub async fn confirm_again(app: &App, who: &Who, typed: &str) -> Result<Option<Token>, AppError> {
    network::admit_person(app, "authenticator", who.person.id).await?;
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    if !use_code(&mut work, who.person.id, typed).await? {
        return Ok(None);
    }
    let token = note_confirmed(&mut work, who, Means::MailCodeAndTotp).await?;
    work.commit_quietly("it changes nothing by itself").await?;
    Ok(Some(token))
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn the_uri_says_whose_it_is() {
        let made = uri("Vroeg & teken", "noor+x@zon.example", "JBSWY3DP");
        assert_eq!(
            made,
            "otpauth://totp/Vroeg%20%26%20teken:noor%2Bx%40zon.example?secret=JBSWY3DP&issuer=Vroeg%20%26%20teken"
        );
    }
}
