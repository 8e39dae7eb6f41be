//! The administrator's side: the queue, the checks, correct, ask, refuse. Accepting is in `accept`.

use super::decide_by;
use crate::{
    App, AppError,
    mail::{Language, texts},
    secret::Token,
};
use domain::{
    access::{Actor, Permission, may},
    audit::{Doer, Event, Subject},
    ids::RegistrationId,
    registration::{self, Answers, Application, Body, Finding, Known, Move, Problem, Stage},
    values,
};
use jiff::{Timestamp, civil::Date};
use storage::{
    Tx, audit, coverage, organisations, people,
    registrations::{self, Registration},
};

/// A registration in the queue.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The registration.
    pub registration: Registration,
    /// Until when it should be decided; `None` while the registrant was asked for more.
    pub decide_by: Option<Timestamp>,
    /// Whether that is past.
    pub is_late: bool,
}

/// Everything an administrator needs to decide.
#[derive(Clone, Debug)]
pub struct Review {
    /// The registration and its clock.
    pub summary: Summary,
    /// Its parts, or what is wrong with them.
    pub application: Result<Application, Vec<Problem>>,
    /// What the checks found.
    pub findings: Vec<Finding>,
    /// What happened so far.
    pub history: Vec<audit::Line>,
    /// The name of who decided.
    pub decided_by: Option<String>,
}

/// Checks that the actor is an administrator, for every use case of this file.
pub(super) fn administrator(actor: &Actor) -> Result<Doer, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    actor.person().map(Doer::Person).ok_or(AppError::NotFound)
}

/// The registration with its clock.
#[must_use]
pub fn summary(app: &App, registration: Registration) -> Summary {
    let waits = registration.stage == Stage::Confirmed;
    let by = registration.queued_at.filter(|_| waits).map(|queued| decide_by(app, queued));
    Summary { is_late: by.is_some_and(|by| by < app.now()), decide_by: by, registration }
}

/// The queue, longest waiting first, and those decided last.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn queue(app: &App, actor: &Actor) -> Result<(Vec<Summary>, Vec<Registration>), AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let open = registrations::queue(&mut tx).await?;
    let decided = registrations::decided(&mut tx, 50).await?;
    Ok((open.into_iter().map(|registration| summary(app, registration)).collect(), decided))
}

/// How many things the checks find in each of these.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn finding_counts(app: &App, actor: &Actor, waiting: &[Summary]) -> Result<Vec<usize>, AppError> {
    administrator(actor)?;
    let today = app.today();
    let mut tx = app.read().await?;
    let mut counts = Vec::with_capacity(waiting.len());
    for Summary { registration, .. } in waiting {
        counts.push(match registration::parse(registration.applicant, &registration.answers, today) {
            Ok(application) => registration::findings(&application, &known(&mut tx, &application).await?, today).len(),
            Err(problems) => problems.len(),
        });
    }
    Ok(counts)
}

/// One registration with its checks.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::NotFound`]; drafts are not shown to anybody else.
pub async fn review(app: &App, actor: &Actor, id: RegistrationId) -> Result<Review, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let registration = find(&mut tx, id).await?;
    if matches!(registration.stage, Stage::Draft | Stage::Submitted) {
        return Err(AppError::NotFound);
    }
    let today = app.today();
    let application = registration::parse(registration.applicant, &registration.answers, today);
    let findings = match &application {
        Ok(application) if registration.stage.is_open() => {
            registration::findings(application, &known(&mut tx, application).await?, today)
        }
        _ => Vec::new(),
    };
    let history = audit::history(&mut tx, Subject::Registration(id)).await?;
    let decided_by = match registration.decided_by {
        Some(person) => people::find(&mut tx, person).await?.map(|person| person.name),
        None => None,
    };
    Ok(Review { summary: summary(app, registration), application, findings, history, decided_by })
}

pub(super) async fn find(tx: &mut Tx, id: RegistrationId) -> Result<Registration, AppError> {
    registrations::find(tx, id).await?.ok_or(AppError::NotFound)
}

/// What the checks need to know of the organisations that exist.
pub(super) async fn known(tx: &mut Tx, application: &Application) -> Result<Known, AppError> {
    let mut known = Known::default();
    if let Some(kvk) = &application.kvk {
        let same = organisations::by_kvk(tx, kvk.as_str()).await?;
        known.same_kvk = same.into_iter().map(|other| (other.id, other.name)).collect();
    }
    let codes = match &application.body {
        Body::Municipality { code, .. } => vec![*code],
        Body::JointBody { members, .. } => members.iter().map(|(code, _)| *code).collect(),
        Body::SignalPartner { .. } | Body::Executor { .. } => Vec::new(),
    };
    for code in codes {
        if let Some(open) = coverage::open(tx, code).await? {
            known.covered.push((code, open.organisation, open.name));
        }
    }
    if let Some(execution) = &application.execution {
        known.executor_known = organisations::executor_by_name(tx, execution.name.as_str()).await?.is_some();
    }
    Ok(known)
}

/// What the administrator may correct: typing errors, never the choices behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// By field name as in [`Answers`], with `contacts-0-email` and the like for people.
    pub fields: Vec<(String, String)>,
}

fn field<'a>(answers: &'a mut Answers, name: &str) -> Option<&'a mut String> {
    let field = match name {
        "name" => &mut answers.name,
        "kvk" => &mut answers.kvk,
        "street" => &mut answers.street,
        "postcode" => &mut answers.postcode,
        "city" => &mut answers.city,
        "website" => &mut answers.website,
        "phone" => &mut answers.phone,
        "registrant_name" => &mut answers.registrant_name,
        "executor_name" => &mut answers.executor_name,
        person => {
            let mut parts = person.splitn(3, '-');
            let list = match parts.next()? {
                "contacts" => &mut answers.contacts,
                "signatories" => &mut answers.signatories,
                _ => return None,
            };
            let index: usize = parts.next()?.parse().ok()?;
            let person = list.get_mut(index)?;
            match parts.next()? {
                "name" => &mut person.name,
                "email" => &mut person.email,
                "phone" => &mut person.phone,
                "function" => &mut person.function,
                "works_at" => &mut person.works_at,
                _ => return None,
            }
        }
    };
    Some(field)
}

/// Corrects typing errors; the registrant is told what was and what is.
///
/// # Errors
/// [`AppError::Problems`] when a correction makes it invalid, [`AppError::NotNow`],
/// [`AppError::Stale`] when `version` is not the one that was shown.
pub async fn correct(
    app: &App,
    actor: &Actor,
    id: RegistrationId,
    version: i64,
    corrections: Corrections,
) -> Result<(), AppError> {
    let mut work = app.begin(administrator(actor)?).await?;
    let mut registration = find(&mut work.tx, id).await?;
    registration.stage = registration.stage.after(Move::Correct)?;
    if registration.version != version {
        return Err(AppError::Stale);
    }
    let mut changes = Vec::new();
    for (name, value) in corrections.fields {
        let Some(field) = field(&mut registration.answers, &name) else { continue };
        let value = value.trim().to_owned();
        if *field != value {
            changes.push((name, std::mem::replace(field, value.clone()), value));
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    let application =
        registration::parse(registration.applicant, &registration.answers, app.today()).map_err(AppError::Problems)?;
    registration.name = application.name.to_string();
    registration.changed_at = work.now;
    registrations::save(&mut work.tx, &registration).await.map_err(AppError::saving)?;
    let language = Language::from_code(&registration.language);
    let told = changes
        .iter()
        .map(|(name, was, is)| (crate::mail::field_name(name, language), format!("{was} → {is}")))
        .collect();
    work.mail(&registration.email, texts::registration_corrected(language, &registration.name, told)).await?;
    let fields = changes.into_iter().map(|(name, _, _)| name).collect();
    work.record(Subject::Registration(id), &Event::RegistrationCorrected { fields }).await?;
    work.commit().await?;
    Ok(())
}

fn words(field: &str, text: &str) -> Result<String, AppError> {
    values::paragraph(text, 2_000)
        .map_err(|wrong| AppError::Problems(vec![Problem { field: field.to_owned(), complaint: wrong.into() }]))
}

/// Asks the registrant for more: the answers can be changed again, through a fresh link.
///
/// # Errors
/// [`AppError::Problems`] without a question, [`AppError::NotNow`], [`AppError::Stale`].
pub async fn question(app: &App, actor: &Actor, id: RegistrationId, version: i64, text: &str) -> Result<(), AppError> {
    let text = words("question", text)?;
    let mut work = app.begin(administrator(actor)?).await?;
    let mut registration = find(&mut work.tx, id).await?;
    registration.stage = registration.stage.after(Move::Question)?;
    if registration.version != version {
        return Err(AppError::Stale);
    }
    registration.question = Some(text.clone());
    registration.changed_at = work.now;
    registrations::save(&mut work.tx, &registration).await.map_err(AppError::saving)?;
    let token = Token::fresh(app.ports());
    registrations::set_token(&mut work.tx, id, token.digest("registration")).await?;
    let link = app.settings().link(&format!("/aanmelden/verder/{}", token.reveal()));
    let language = Language::from_code(&registration.language);
    let mail = texts::registration_questioned(language, &registration.name, &text, &link);
    work.mail(&registration.email, mail).await?;
    work.record(Subject::Registration(id), &Event::RegistrationQuestioned).await?;
    work.commit().await?;
    Ok(())
}

/// Refuses with a reason.
///
/// # Errors
/// [`AppError::Problems`] without a reason, [`AppError::NotNow`], [`AppError::Stale`].
pub async fn refuse(app: &App, actor: &Actor, id: RegistrationId, version: i64, text: &str) -> Result<(), AppError> {
    let text = words("reason", text)?;
    let mut work = app.begin(administrator(actor)?).await?;
    let mut registration = find(&mut work.tx, id).await?;
    registration.stage = registration.stage.after(Move::Refuse)?;
    if registration.version != version {
        return Err(AppError::Stale);
    }
    registration.reason = Some(text.clone());
    registration.changed_at = work.now;
    registration.decided_at = Some(work.now);
    registration.decided_by = actor.person();
    registrations::save(&mut work.tx, &registration).await.map_err(AppError::saving)?;
    let language = Language::from_code(&registration.language);
    work.mail(&registration.email, texts::registration_refused(language, &registration.name, &text)).await?;
    work.record(Subject::Registration(id), &Event::RegistrationRefused).await?;
    work.commit().await?;
    Ok(())
}

/// Whether `date` can be the first day of another party's coverage that began on `from`.
pub(super) fn fits_as_hand_over(date: Date, today: Date, from: Date) -> bool {
    date >= today && date > from
}
