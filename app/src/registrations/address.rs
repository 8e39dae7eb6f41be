//! A mistyped mail address of a registrant, mended by the administrator.

use super::decide::{administrator, find};
use crate::{
    App, AppError,
    mail::{Language, texts},
    secret::Token,
};
use domain::{
    access::Actor,
    audit::{Event, Subject},
    ids::RegistrationId,
    registration::{Move, Problem, Stage},
    values::EmailAddress,
};
use storage::registrations::{self, Registration};

/// Registrations that were sent in and whose mail address nobody has confirmed, longest waiting first, at most 100.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn unconfirmed(app: &App, actor: &Actor) -> Result<Vec<Registration>, AppError> {
    administrator(actor)?;
    Ok(registrations::unconfirmed(&mut app.read().await?, 100).await?)
}

/// A registration whose mail address can be mended.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`] for a draft as well, [`AppError::NotNow`] when it was decided.
pub async fn addressed(app: &App, actor: &Actor, id: RegistrationId) -> Result<Registration, AppError> {
    administrator(actor)?;
    let registration = find(&mut app.read().await?, id).await?;
    unless_draft(&registration)?;
    registration.stage.after(Move::Readdress)?;
    Ok(registration)
}

/// A draft is nobody else's.
fn unless_draft(registration: &Registration) -> Result<(), AppError> {
    if registration.stage == Stage::Draft { Err(AppError::NotFound) } else { Ok(()) }
}

/// Mends the address. The new one gets a fresh link: to confirm it, or to answer the question that is open.
/// Every link that the old address got leads nowhere from then on. `false`: this was the address already.
///
/// # Errors
/// [`AppError::Problems`] for what is no address, [`AppError::NotFound`], [`AppError::NotNow`],
/// [`AppError::Stale`] when `version` is not the one that was shown.
pub async fn mend_address(
    app: &App,
    actor: &Actor,
    id: RegistrationId,
    version: i64,
    typed: &str,
) -> Result<bool, AppError> {
    let mut work = app.begin(administrator(actor)?).await?;
    let mut registration = find(&mut work.tx, id).await?;
    unless_draft(&registration)?;
    registration.stage = registration.stage.after(Move::Readdress)?;
    if registration.version != version {
        return Err(AppError::Stale);
    }
    let email = EmailAddress::parse(typed).map_err(|wrong| {
        AppError::Problems(vec![Problem { field: "registrant_email".to_owned(), complaint: wrong.into() }])
    })?;
    if email.as_str() == registration.email {
        return Ok(false);
    }
    registration.email = email.to_string();
    registration.answers.registrant_email = email.to_string();
    registration.changed_at = work.now;
    if registration.stage == Stage::Submitted {
        (registration.confirmed_at, registration.queued_at) = (None, None);
    }
    registrations::save(&mut work.tx, &registration).await.map_err(AppError::saving)?;
    let (draft, confirmation) = (Token::fresh(app.ports()), Token::fresh(app.ports()));
    registrations::set_token(&mut work.tx, id, draft.digest("registration")).await?;
    registrations::set_confirmation(&mut work.tx, id, confirmation.digest("confirmation")).await?;
    let language = Language::from_code(&registration.language);
    let name = &registration.name;
    let mail = if registration.stage == Stage::Questioned {
        let link = app.settings().link(&format!("/aanmelden/verder/{}", draft.reveal()));
        texts::registration_questioned(language, name, registration.question.as_deref().unwrap_or_default(), &link)
    } else {
        let link = app.settings().link(&format!("/aanmelden/bevestigen/{}", confirmation.reveal()));
        texts::confirm_registration(language, name, &link)
    };
    work.mail(&registration.email, mail).await?;
    work.record(Subject::Registration(id), &Event::RegistrationReaddressed).await?;
    work.commit().await?;
    Ok(true)
}
