//! The registrant's side: begin, save, resume, send in, confirm.

use super::{decide_by, working_name};
use crate::{
    App, AppError,
    mail::{Language, texts},
    secret::Token,
};
use domain::{
    audit::{Doer, Event, Subject},
    calendar::local_date,
    registration::{self, Answers, Applicant, Move, Problem, Stage, Step},
};
use storage::registrations::{self, Registration};

/// A draft as its registrant sees it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The registration.
    pub registration: Registration,
}

impl Draft {
    /// Whether answers can be changed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.registration.stage.after(Move::Edit).is_ok()
    }
}

/// Begins a draft with the answers of the first page and gives the token for cookie and link.
/// Everybody but the private landlord gets the link by mail.
///
/// # Errors
/// [`AppError::Problems`] when the first page is not complete.
pub async fn begin(app: &App, applicant: Applicant, answers: Answers, language: Language) -> Result<Token, AppError> {
    let first = applicant.steps()[0];
    refuse_problems(registration::check_step(applicant, first, &answers, app.today()))?;
    let token = Token::fresh(app.ports());
    let mut work = app.begin(Doer::Visitor).await?;
    let email = parse_email(&answers)?;
    let new = Registration {
        id: app.ports().id(),
        applicant,
        stage: Stage::Draft,
        name: working_name(&answers),
        email,
        language: language.code().to_owned(),
        version: 1,
        begun_at: work.now,
        changed_at: work.now,
        submitted_at: None,
        confirmed_at: None,
        queued_at: None,
        decided_at: None,
        decided_by: None,
        question: None,
        reason: None,
        organisation: None,
        answers,
    };
    registrations::add(&mut work.tx, &new, token.digest("registration")).await?;
    if applicant != Applicant::Landlord {
        let link = app.settings().link(&format!("/aanmelden/verder/{}", token.reveal()));
        let mail = texts::draft_begun(language, &new.answers.registrant_name, &link);
        work.mail(&new.email, mail).await?;
    }
    work.record(Subject::Registration(new.id), &Event::RegistrationBegun).await?;
    work.commit().await?;
    Ok(token)
}

fn parse_email(answers: &Answers) -> Result<String, AppError> {
    domain::values::EmailAddress::parse(&answers.registrant_email)
        .map(|email| email.to_string())
        .map_err(|_| AppError::Unreadable("address that was just checked"))
}

fn refuse_problems(problems: Vec<Problem>) -> Result<(), AppError> {
    if problems.is_empty() { Ok(()) } else { Err(AppError::Problems(problems)) }
}

/// The draft that a token leads to.
///
/// # Errors
/// [`AppError::NotFound`] for a token that leads nowhere (any more).
pub async fn draft(app: &App, token: &Token) -> Result<Draft, AppError> {
    let mut tx = app.read().await?;
    let found = registrations::by_token(&mut tx, token.digest("registration")).await?;
    found.map(|registration| Draft { registration }).ok_or(AppError::NotFound)
}

/// As [`draft`], for the link in a mail: only a draft that can still be changed is resumed.
///
/// # Errors
/// [`AppError::NotFound`], or [`AppError::NotNow`] when it was sent in or decided.
pub async fn resume(app: &App, token: &Token) -> Result<Draft, AppError> {
    let draft = draft(app, token).await?;
    draft.registration.stage.after(Move::Edit)?;
    Ok(draft)
}

/// Saves the answers of one page. They are kept even when something is wrong with them, so that
/// nothing typed is lost; the problems of the page come back.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotNow`], [`AppError::Stale`] when two windows save at once.
pub async fn save(app: &App, token: &Token, step: Step, answers: Answers) -> Result<Vec<Problem>, AppError> {
    let mut work = app.begin(Doer::Visitor).await?;
    let found = registrations::by_token(&mut work.tx, token.digest("registration")).await?;
    let mut registration = found.ok_or(AppError::NotFound)?;
    registration.stage = registration.stage.after(Move::Edit)?;
    let problems = registration::check_step(registration.applicant, step, &answers, local_date(work.now));
    registration.name = working_name(&answers);
    if registration.stage == Stage::Draft
        && let Ok(email) = parse_email(&answers)
    {
        registration.email = email;
    }
    registration.answers = answers;
    registration.changed_at = work.now;
    registrations::save(&mut work.tx, &registration).await.map_err(AppError::saving)?;
    work.commit_quietly("a draft counts when it is sent in").await?;
    Ok(problems)
}

/// Takes the person at `index` out of a list of people in the answers.
pub fn withdraw_person(people: &mut Vec<registration::PersonAnswer>, index: usize) {
    if index < people.len() {
        people.remove(index);
    }
}

/// Sends a complete draft in. A first time, a mail asks to confirm the address; a completed one
/// goes back into the queue at once.
///
/// # Errors
/// [`AppError::Problems`] with everything that is missing, [`AppError::NotNow`] the second time.
pub async fn submit(app: &App, token: &Token) -> Result<Stage, AppError> {
    Ok(send_in(app, token).await?.0)
}

/// As [`submit`], with the token of the confirmation link beside the stage: for demo data, whose
/// people read no mail.
///
/// # Errors
/// As [`submit`].
pub(crate) async fn send_in(app: &App, token: &Token) -> Result<(Stage, Option<Token>), AppError> {
    let mut work = app.begin(Doer::Visitor).await?;
    let found = registrations::by_token(&mut work.tx, token.digest("registration")).await?;
    let mut registration = found.ok_or(AppError::NotFound)?;
    let stage = registration.stage.after(Move::Submit)?;
    let application = registration::parse(registration.applicant, &registration.answers, local_date(work.now))
        .map_err(AppError::Problems)?;
    for step in registration.applicant.steps() {
        crate::changes::none_gone(&mut work, *step, &registration.answers).await?;
    }
    registration.stage = stage;
    registration.name = application.name.to_string();
    registration.changed_at = work.now;
    registration.submitted_at = Some(work.now);
    if stage == Stage::Confirmed {
        registration.queued_at = Some(work.now);
    }
    registrations::save(&mut work.tx, &registration).await.map_err(AppError::saving)?;
    let confirmation = (stage == Stage::Submitted).then(|| Token::fresh(app.ports()));
    if let Some(confirmation) = &confirmation {
        registrations::set_confirmation(&mut work.tx, registration.id, confirmation.digest("confirmation")).await?;
        let link = app.settings().link(&format!("/aanmelden/bevestigen/{}", confirmation.reveal()));
        let language = Language::from_code(&registration.language);
        work.mail(&registration.email, texts::confirm_registration(language, &registration.name, &link)).await?;
    }
    work.record(Subject::Registration(registration.id), &Event::RegistrationSubmitted).await?;
    work.commit().await?;
    Ok((stage, confirmation))
}

/// The registration that a confirmation link leads to.
///
/// # Errors
/// [`AppError::NotFound`] for a link that leads nowhere.
pub async fn pending_confirmation(app: &App, token: &Token) -> Result<Registration, AppError> {
    let mut tx = app.read().await?;
    registrations::by_confirmation(&mut tx, token.digest("confirmation")).await?.ok_or(AppError::NotFound)
}

/// Confirms the address: the registration counts from now and stands in the queue.
///
/// # Errors
/// [`AppError::NotFound`], or [`AppError::NotNow`] when it was confirmed before.
pub async fn confirm(app: &App, token: &Token) -> Result<Registration, AppError> {
    let mut work = app.begin(Doer::Visitor).await?;
    let found = registrations::by_confirmation(&mut work.tx, token.digest("confirmation")).await?;
    let mut registration = found.ok_or(AppError::NotFound)?;
    registration.stage = registration.stage.after(Move::Confirm)?;
    registration.changed_at = work.now;
    registration.confirmed_at = Some(work.now);
    registration.queued_at = Some(work.now);
    registrations::save(&mut work.tx, &registration).await.map_err(AppError::saving)?;
    let by = local_date(decide_by(app, work.now));
    let language = Language::from_code(&registration.language);
    let by = crate::mail::long_date(by, language);
    work.mail(&registration.email, texts::registration_confirmed(language, &registration.name, &by)).await?;
    work.record(Subject::Registration(registration.id), &Event::RegistrationConfirmed).await?;
    work.commit().await?;
    Ok(registration)
}
