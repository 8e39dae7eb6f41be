//! "Does this still hold?": once in half a year the contact persons of an organisation are asked to look at its people.

use super::{begin, contacts};
use crate::{
    App, AppError,
    mail::{Language, people_texts},
    mail_choices,
};
use domain::{
    access::{Actor, Answer, Permission, may},
    audit::{Doer, Event, Subject},
    calendar::amsterdam,
    ids::OrganisationId,
    notices::Notice,
    people::half_year_before,
};
use jiff::Timestamp;
use storage::{organisations, people_checks as rows};

/// The hour from which it is asked, in Amsterdam: as notices are.
const HOUR: i8 = 7;
/// Organisations that are asked in one run.
const BATCH: i64 = 200;

/// When the people of an organisation were confirmed last: of the own one, or for an administrator of any.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for another organisation's.
pub async fn held_at(app: &App, actor: &Actor, id: OrganisationId) -> Result<Option<Timestamp>, AppError> {
    if actor.organisation() != Some(id) && may(actor, Permission::Administer) != Answer::Yes {
        return Err(AppError::NotFound);
    }
    Ok(rows::confirmed(&mut app.read().await?, id).await?)
}

/// A contact person says that the people and roles of the own organisation still hold.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn still_holds(app: &App, actor: &Actor) -> Result<(), AppError> {
    let (mut work, organisation) = begin(app, actor).await?;
    let now = work.now;
    rows::confirm(&mut work.tx, organisation.id, now).await?;
    work.record(Subject::Organisation(organisation.id), &Event::PeopleHold).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Asks the organisations whose half year is over, from seven o'clock on working days; each once, on however many
/// nodes and whatever their clocks say. Gives their number. Run it as often as you like.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn ask_due(app: &App) -> Result<usize, AppError> {
    let local = amsterdam().to_datetime(app.now());
    if local.hour() < HOUR || !app.settings().holidays.is_working_day(local.date()) {
        return Ok(0);
    }
    let before = half_year_before(app.now());
    let due = rows::due(&mut app.read().await?, before, BATCH).await?;
    let mut asked = 0;
    for id in due {
        asked += usize::from(ask(app, id, before).await?);
    }
    Ok(asked)
}

async fn ask(app: &App, id: OrganisationId, before: Timestamp) -> Result<bool, AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let now = work.now;
    if !rows::ask(&mut work.tx, id, now, before).await? {
        return Ok(false);
    }
    let Some(organisation) = organisations::find(&mut work.tx, id).await? else { return Ok(false) };
    let all = contacts(&mut work, id).await?;
    let mut wanting = Vec::new();
    for person in &all {
        let choices = mail_choices::of_person(&mut work.tx, person.id).await?;
        if !Notice::ALL.iter().all(|kind| choices.silent.contains(kind)) {
            wanting.push(person);
        }
    }
    // Somebody has to look: where nobody wants any notice, all are asked.
    if wanting.is_empty() {
        wanting = all.iter().collect();
    }
    let link = app.settings().link(&format!("/organisatie/mensen/van/{id}"));
    for person in wanting {
        let mail = people_texts::still_holds(Language::from_code(&person.language), &organisation.name, &link);
        work.mail(&person.email, mail).await?;
    }
    work.commit_quietly("that it was asked stands in a row of its own").await?;
    Ok(true)
}
