//! Notices to contact persons: what happened to their agreements, bundled in one mail at seven o'clock on working days.
//!
//! What belongs here: writing them down, and the run of a day. What never does: moving agreements
//! (`agreements::moves` calls [`moved`], the one place where a state changes), handing over (`jobs`).
//!
//! A fact is written down once while nobody was told of it. What is not true any more when the mail is made is left
//! out: what was undone, and what went on.

mod letter;

use crate::{
    App, AppError, Work,
    jobs::BULK,
    mail::Language,
    mail_choices::{self, List},
    monday::LANE,
    work::Postage,
};
use domain::{
    agreement::{Agreement, Event as Moved, Side, StateKind},
    audit::Doer,
    calendar::amsterdam,
    ids::{AgreementId, MailId, OrganisationId, PersonId},
    notices::Notice,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::{StorageError, meta, notices as rows, offers, people::Person};

/// The kind of the job that makes the mails of a day.
pub const JOB: &str = "notices";
/// The hour at which they go, in Amsterdam.
const HOUR: i8 = 7;
/// People in one transaction.
const BATCH: i64 = 25;

/// What the job carries.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Payload {
    /// The day.
    pub day: Date,
}

/// Tells the contact persons of these organisations something of an agreement, with the next mail.
///
/// # Errors
/// [`StorageError`].
pub(crate) async fn tell(
    work: &mut Work<'_>,
    kind: Notice,
    agreement: AgreementId,
    organisations: &[OrganisationId],
) -> Result<(), StorageError> {
    let now = work.now;
    for organisation in organisations {
        rows::tell(&mut work.tx, agreement, *organisation, kind, now).await?;
    }
    Ok(())
}

/// Writes down what a move of an agreement means for its contact persons. `before`: its state until then.
pub(crate) async fn moved(
    work: &mut Work<'_>,
    agreement: &Agreement,
    moved: &Moved,
    before: StateKind,
) -> Result<(), StorageError> {
    let (id, party, partner) = (agreement.id(), agreement.party(), agreement.partner());
    let both = [party, partner];
    match moved {
        // At the commit, for all that were released together.
        Moved::Released => work.released_by(party),
        Moved::Declined { .. } => tell(work, Notice::Declined, id, &both).await?,
        Moved::Signed { .. } => tell(work, Notice::Signed, id, &both).await?,
        Moved::TakenBack => recalled(work, id, partner).await?,
        Moved::Recalled { .. } => {
            recalled(work, id, partner).await?;
            tell(work, Notice::TakenBack, id, &[party]).await?;
        }
        Moved::PreparedAgain { .. } if before == StateKind::PartlySigned => recalled(work, id, partner).await?,
        Moved::FactsChanged if agreement.kind() == StateKind::PartlySigned => {
            tell(work, Notice::FactsChanged, id, &[party]).await?;
        }
        Moved::Withdrawn { .. } | Moved::Superseded { .. } => tell(work, Notice::Ended, id, &both).await?,
        Moved::Terminated { side, .. } => {
            let other = if *side == Side::Municipality { partner } else { party };
            tell(work, Notice::Ended, id, &[other]).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Who was not yet told of a release hears nothing of its end either.
async fn recalled(work: &mut Work<'_>, id: AgreementId, partner: OrganisationId) -> Result<(), StorageError> {
    if rows::untell(&mut work.tx, id, partner, Notice::Released).await? {
        return Ok(());
    }
    tell(work, Notice::TakenBack, id, &[partner]).await
}

/// Begins the run of today once it is due: at seven o'clock on a working day, or later on it. `true`: it begins now.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn tick(app: &App) -> Result<bool, AppError> {
    let local = amsterdam().to_datetime(app.now());
    let day = local.date();
    let due = local.hour() >= HOUR && app.settings().holidays.is_working_day(day);
    if !due || rows::begun(&mut app.read().await?, day).await? {
        return Ok(false);
    }
    let mut work = app.begin(Doer::Portal).await?;
    // Nodes whose clocks differ begin one after the other.
    meta::take_numbers(&mut work.tx, offers::COUNTER, 0).await?;
    let now = work.now;
    if !rows::begin(&mut work.tx, day, now).await? {
        return Ok(false);
    }
    work.job(LANE, JOB, &Payload { day }, now).await?;
    work.commit_quietly("a run is a row of its own").await?;
    Ok(true)
}

/// Makes the mails of the next people of a day. Gives the last of them; `None`: the run is over.
///
/// # Errors
/// [`AppError`]; then nothing of these lasts.
pub async fn next_batch(app: &App, day: Date, after: Option<PersonId>) -> Result<Option<PersonId>, AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let now = work.now;
    let start = after.unwrap_or(PersonId(uuid::Uuid::nil()));
    let people = rows::people(&mut work.tx, day, start, BATCH).await?;
    let last = people.last().map(|person| person.id);
    for person in people {
        make(&mut work, day, &person).await?;
    }
    if last.is_none() {
        rows::finish(&mut work.tx, day, now).await?;
    }
    work.commit_quietly("each mail is a row of its own").await?;
    Ok(last)
}

async fn make(work: &mut Work<'_>, day: Date, person: &Person) -> Result<(), AppError> {
    let silent = mail_choices::of_person(&mut work.tx, person.id).await?.silent;
    let counts = rows::counts(&mut work.tx, person.id, day).await?;
    let bundles = letter::bundles(work, person.id, day, counts, &silent).await?;
    if bundles.is_empty() {
        return Ok(());
    }
    let (id, now): (MailId, _) = (work.app.ports().id(), work.now);
    if !rows::made(&mut work.tx, person.id, day, id, now).await? {
        return Ok(());
    }
    let settings = work.app.settings();
    let links = letter::Links { agreements: settings.link("/overeenkomsten"), choices: settings.link("/mijn/mails") };
    let mail = letter::write(Language::from_code(&person.language), &person.name, &bundles, &links);
    let mail = mail_choices::with_way_out(work, mail, person.id, List::Notices).await?;
    let name = format!("bericht-{day}-{}", person.id);
    work.post(&person.email, mail, Postage { id, name, lane: BULK, run_at: now }).await?;
    Ok(())
}
