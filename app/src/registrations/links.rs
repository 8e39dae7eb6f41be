//! The links of a registration, once more: when a mail did not come, or the address was mistyped.

use crate::{
    App, AppError,
    mail::{Language, texts},
    secret::Token,
};
use domain::{
    audit::Doer,
    party::OrganisationKind,
    registration::{Applicant, NotNow, Stage},
};
use storage::{
    organisations::{self, Filter},
    registrations::{self, Registration},
};

/// The names of the registered executors, to choose from.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn executor_names(app: &App) -> Result<Vec<String>, AppError> {
    let filter = Filter { kind: Some(OrganisationKind::Executor), ..Filter::default() };
    let executors = organisations::list(&mut app.read().await?, &filter, None, 500).await?;
    Ok(executors.into_iter().map(|executor| executor.name).collect())
}

fn resume_link(app: &App, token: &Token) -> String {
    app.settings().link(&format!("/aanmelden/verder/{}", token.reveal()))
}

async fn of_token(work: &mut crate::work::Work<'_>, token: &Token) -> Result<Registration, AppError> {
    registrations::by_token(&mut work.tx, token.digest("registration")).await?.ok_or(AppError::NotFound)
}

/// Mails again what the registrant waits for: the link to go on with a draft or a question, or a
/// fresh link to confirm the address; an older confirmation link leads nowhere from then on.
///
/// # Errors
/// [`AppError::NotFound`], or [`AppError::NotNow`] when nothing is awaited any more.
pub async fn mail_again(app: &App, token: &Token) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Visitor).await?;
    let registration = of_token(&mut work, token).await?;
    let language = Language::from_code(&registration.language);
    let mail = match registration.stage {
        Stage::Draft => texts::draft_begun(language, &registration.answers.registrant_name, &resume_link(app, token)),
        Stage::Questioned => {
            let question = registration.question.as_deref().unwrap_or_default();
            texts::registration_questioned(language, &registration.name, question, &resume_link(app, token))
        }
        Stage::Submitted => {
            let fresh = Token::fresh(app.ports());
            registrations::set_confirmation(&mut work.tx, registration.id, fresh.digest("confirmation")).await?;
            let link = app.settings().link(&format!("/aanmelden/bevestigen/{}", fresh.reveal()));
            texts::confirm_registration(language, &registration.name, &link)
        }
        Stage::Confirmed => return Err(NotNow::AlreadyConfirmed.into()),
        Stage::Accepted | Stage::Refused => return Err(NotNow::AlreadyDecided.into()),
    };
    work.mail(&registration.email, mail).await?;
    work.commit_quietly("the same link once more").await?;
    Ok(())
}

/// After the registrant changed the own address in a draft: the old link leads nowhere from now on,
/// since a stranger may have got it, and the new address gets a fresh one. Gives the new token.
///
/// # Errors
/// [`AppError::NotFound`], or [`AppError::NotNow`] when it was sent in.
pub async fn readdress(app: &App, token: &Token) -> Result<Token, AppError> {
    let mut work = app.begin(Doer::Visitor).await?;
    let registration = of_token(&mut work, token).await?;
    if registration.stage != Stage::Draft {
        return Err(NotNow::AlreadySent.into());
    }
    let fresh = Token::fresh(app.ports());
    registrations::set_token(&mut work.tx, registration.id, fresh.digest("registration")).await?;
    if registration.applicant != Applicant::Landlord {
        let language = Language::from_code(&registration.language);
        let mail = texts::draft_begun(language, &registration.answers.registrant_name, &resume_link(app, &fresh));
        work.mail(&registration.email, mail).await?;
    }
    work.commit_quietly("another link to the same draft").await?;
    Ok(fresh)
}
