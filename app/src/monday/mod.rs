//! Monday's mail: at eight o'clock each signatory for whom something is new gets one mail, and now and then who
//! only has something waiting a reminder.
//!
//! What belongs here: runs and their mails. What never does: what is open for signing (`storage::offers` follows
//! from the rows of agreements), handing over (`jobs`), when and why (`domain::monday`).
//!
//! A week has one run, a person one mail in it; both are unique in the database. A run goes through the people in the
//! order of their ids, some in each transaction, and is begun again from the first after a crash: who has a mail is
//! passed over.

mod letter;

pub use storage::monday::{Counts, Made, Run};

use crate::{
    App, AppError, Work,
    jobs::BULK,
    mail::{Language, Mail},
    mail_choices::{self, List},
};
use domain::{
    access::{Actor, Permission, may},
    audit::Doer,
    ids::{MailId, PersonId},
    monday::{Reminder, Why, coming, due, monday_of, week_name, why},
};
use jiff::{SignedDuration, civil::Date};
use serde::{Deserialize, Serialize};
use storage::{
    meta,
    monday::{self as rows, Span},
    offers,
    people::Person,
};

/// The kind of the job that makes the mails of a week.
pub const JOB: &str = "monday";
/// The lane of that job.
pub const LANE: &str = "monday";
/// People in one transaction.
const BATCH: i64 = 50;

/// What the job carries.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Payload {
    /// The Monday of the week.
    pub monday: Date,
}

/// Begins the run of this week once it is due. Call it as often as you like, on as many nodes as you like.
/// `true`: it begins now.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn tick(app: &App) -> Result<bool, AppError> {
    match due(app.now()) {
        Some(monday) => begin(app, monday, SignedDuration::ZERO).await,
        None => Ok(false),
    }
}

/// `wait`: how long the job that makes the mails lets others go first.
async fn begin(app: &App, monday: Date, wait: SignedDuration) -> Result<bool, AppError> {
    if rows::begun(&mut app.read().await?, monday).await? {
        return Ok(false);
    }
    let mut work = app.begin(Doer::Portal).await?;
    // Nodes whose clocks differ begin one after the other.
    meta::take_numbers(&mut work.tx, offers::COUNTER, 0).await?;
    let now = work.now;
    if !rows::begin(&mut work.tx, monday, now).await? {
        return Ok(false);
    }
    let run_at = now.checked_add(wait).unwrap_or(now);
    work.job(LANE, JOB, &Payload { monday }, run_at).await?;
    work.commit_quietly("a run is a row of its own").await?;
    Ok(true)
}

/// Makes the mails of the next people of a run. Gives the last of them; `None`: the run is over.
///
/// # Errors
/// [`AppError`]; then nothing of these lasts.
pub async fn next_batch(app: &App, monday: Date, after: Option<PersonId>) -> Result<Option<PersonId>, AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let now = work.now;
    let over = monday_of(domain::calendar::local_date(now)) > monday;
    if over || !rows::is_open(&mut work.tx, monday).await? {
        // What a week did not make, the next one tells.
        rows::finish(&mut work.tx, monday, now).await?;
        work.commit_quietly("a run is a row of its own").await?;
        return Ok(None);
    }
    let mark = meta::last_number(&mut work.tx, offers::COUNTER).await?;
    let start = after.unwrap_or(PersonId(uuid::Uuid::nil()));
    let people = rows::people(&mut work.tx, start, BATCH).await?;
    let last = people.last().map(|(person, _)| person.id);
    let mut made = Vec::new();
    for (person, reminder) in people {
        if let Some((id, mail)) = make(&mut work, monday, &person, reminder, mark).await? {
            let name = format!("maandag-{}-{}", week_name(monday), person.id);
            made.push((person.email, mail, id, name));
        }
    }
    work.post_all(BULK, made).await?;
    if last.is_none() {
        rows::finish(&mut work.tx, monday, now).await?;
    }
    work.commit_quietly("each mail is a row of its own").await?;
    Ok(last)
}

/// Makes the mail of one person, if there is a reason for one and it was not made before.
async fn make(
    work: &mut Work<'_>,
    monday: Date,
    person: &Person,
    reminder: Reminder,
    mark: i64,
) -> Result<Option<(MailId, Mail)>, AppError> {
    let last = rows::last(&mut work.tx, person.id).await?;
    if last.is_some_and(|last| last.monday >= monday) {
        return Ok(None);
    }
    let span = Span::since(last.as_ref(), mark);
    let desks = rows::per_organisation(&mut work.tx, person.id, span, letter::ORGANISATIONS).await?;
    let counts = match desks.as_slice() {
        [] => return Ok(None),
        [one] => Counts { fresh: one.fresh, waiting: one.waiting, organisations: 1 },
        // An agreement that somebody may sign for either side counts once.
        _ => rows::count(&mut work.tx, person.id, span).await?,
    };
    let Some(why) = why(counts.fresh, counts.waiting, last.map(|last| last.monday), monday, reminder) else {
        return Ok(None);
    };
    let id: MailId = work.app.ports().id();
    let Counts { fresh, waiting, .. } = counts;
    let made = Made { monday, mail: id, mark, fresh, waiting, made_at: work.now };
    if !rows::made(&mut work.tx, person.id, &made).await? {
        return Ok(None);
    }
    let desks = letter::desks(work, person.id, span, desks).await?;
    let settings = work.app.settings();
    let links = letter::Links { sign: settings.link("/tekenen"), choices: settings.link("/mijn/mails") };
    let mail = letter::write(Language::from_code(&person.language), &person.name, why, counts, &desks, &links);
    let mail = match why {
        Why::News => mail,
        Why::Reminder => mail_choices::with_way_out(work, mail, person.id, List::Reminders).await?,
    };
    Ok(Some((id, mail)))
}

/// What became of the demo's button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demo {
    /// So many mails were made.
    Made(i64),
    /// The mail of the coming Monday was made before.
    Already,
}

/// The Monday whose mail goes next by the clock, and whether it was made already.
///
/// # Errors
/// [`AppError::NotFound`] outside demo mode.
pub async fn next(app: &App) -> Result<(Date, bool), AppError> {
    if !app.settings().demo {
        return Err(AppError::NotFound);
    }
    let monday = coming(app.now());
    Ok((monday, rows::begun(&mut app.read().await?, monday).await?))
}

/// Makes the mail of the coming Monday now. That Monday makes no second one.
///
/// # Errors
/// [`AppError::NotFound`] outside demo mode.
pub async fn demo(app: &App) -> Result<Demo, AppError> {
    let (monday, _) = next(app).await?;
    // Made here, so that the mails are there when the page is; the job takes over if this process dies meanwhile.
    if !begin(app, monday, SignedDuration::from_mins(1)).await? {
        return Ok(Demo::Already);
    }
    let mut after = None;
    while let Some(last) = next_batch(app, monday, after).await? {
        after = Some(last);
    }
    Ok(Demo::Made(standing(app, monday).await?.made))
}

/// Says that the run of this week is done without a mail, and drops the notices that wait: what was made up before a
/// demo begins is new to everybody, and nobody has to hear how it came about.
///
/// # Errors
/// [`AppError::Storage`].
pub(crate) async fn pass_over(app: &App) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let now = work.now;
    storage::notices::drop_waiting(&mut work.tx).await?;
    if let Some(monday) = due(now) {
        rows::begin(&mut work.tx, monday, now).await?;
        rows::finish(&mut work.tx, monday, now).await?;
    }
    work.commit_quietly("a run is a row of its own").await?;
    Ok(())
}

/// What became of the mails of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Mails that were made.
    pub made: i64,
    /// Taken by the mail server.
    pub sent: i64,
    /// Not yet.
    pub waiting: i64,
    /// Refused by it for good.
    pub refused: i64,
}

async fn standing(app: &App, monday: Date) -> Result<Standing, AppError> {
    let mut standing = Standing::default();
    for (state, n) in rows::standings(&mut app.read().await?, monday).await? {
        standing.made += n;
        match state.as_str() {
            "sent" => standing.sent += n,
            "refused" => standing.refused += n,
            _ => standing.waiting += n,
        }
    }
    Ok(standing)
}

/// The newest runs, each with what became of its mails.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn runs(app: &App, actor: &Actor, most: i64) -> Result<Vec<(Run, Standing)>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    let found = rows::runs(&mut app.read().await?, most).await?;
    let mut runs = Vec::with_capacity(found.len());
    for run in found {
        runs.push((run, standing(app, run.monday).await?));
    }
    Ok(runs)
}
