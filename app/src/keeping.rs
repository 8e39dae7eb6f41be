//! Keeping and erasing: agreements whose time is over, the list that an administrator approves, people without a
//! role, and the bytes that nobody names any more.
//!
//! Rows go first, in batches that each leave their events; bytes go days later, so that a backup that is under way
//! still finds them. Everything can be done twice and be cut off anywhere. How long things are kept is in
//! [`domain::keeping`]; registrations, mails and sign-ins are in [`crate::housekeeping`].

use crate::{
    App, AppError,
    jobs::{Page, Piece},
};
use domain::{
    access::{Actor, Permission, may},
    agreement::{AgreementNumber, Reason},
    audit::{Doer, Event, Subject},
    ids::{AgreementId, PersonId},
    keeping::{ended_on, years_before},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use storage::{cards, keeping};

pub use storage::keeping::Line;

/// The kind of the job that erases what was approved.
pub const JOB: &str = "erase_agreements";
/// Lines on a page of the list.
pub const LINES: usize = 50;
/// Agreements that one act approves at most.
pub const MOST: i64 = 5_000;
/// Agreements looked at, and erased, in one transaction.
const BATCH: i64 = 50;
/// How long bytes stay that nobody names: no backup takes longer.
const BYTES_STAY: SignedDuration = SignedDuration::from_hours(48);

/// Erases what was kept long enough, and puts on the list what has to be approved. Run it as often as you like.
///
/// # Errors
/// [`AppError`].
pub async fn run(app: &App) -> Result<(), AppError> {
    let mut erased = false;
    let mut after = None;
    loop {
        let (last, some) = ended(app, after).await?;
        erased |= some;
        match last {
            None => break,
            last => after = last,
        }
    }
    while erase_approved(app).await? {
        erased = true;
    }
    if erased {
        forget_facts(app).await?;
    }
    while erase_people(app).await? {}
    while erase_cards(app).await? {}
    erase_bytes(app).await
}

/// Day and moment so many years ago.
fn ago(app: &App, years: u16) -> (Date, Timestamp) {
    let day = years_before(app.today(), years);
    let next = day.tomorrow().unwrap_or(day);
    (day, domain::calendar::amsterdam().to_timestamp(next.into()).unwrap_or(Timestamp::MIN))
}

/// Looks at some agreements that ended: those that nobody signed are erased, the others go on the list, each when its
/// time is over. Gives the last one that was looked at, and whether any was erased.
async fn ended(app: &App, after: Option<AgreementId>) -> Result<(Option<AgreementId>, bool), AppError> {
    let terms = app.settings().terms;
    let (unsigned, evidence) = (ago(app, terms.unsigned_years), ago(app, terms.evidence_years));
    let mut work = app.begin(Doer::Portal).await?;
    // Nothing that was made later than the shorter term can have ended that long ago.
    let found = keeping::ended(&mut work.tx, after, unsigned.1.max(evidence.1), BATCH).await?;
    let last = found.last().map(|ended| ended.id);
    let mut erased = false;
    for one in &found {
        let Some(on) = ended_on(&one.state) else { continue };
        if one.evidence && on <= evidence.0 {
            keeping::enrol(&mut work.tx, one, on).await?;
            work.record(Subject::Agreement(one.id), &Event::KeptLongEnough).await?;
        } else if !one.evidence && on <= unsigned.0 {
            erased |= erase(&mut work, one.id, one.version, &one.number).await?;
        }
    }
    work.commit_quietly("each erased agreement has its own event").await?;
    Ok((last, erased))
}

async fn erase(work: &mut crate::Work<'_>, id: AgreementId, version: i64, number: &str) -> Result<bool, AppError> {
    let number = AgreementNumber::parse(number).map_err(|_| AppError::Unreadable("number"))?;
    let now = work.now;
    let erased = keeping::erase(&mut work.tx, id, version, now).await?;
    if erased {
        work.record(Subject::Agreement(id), &Event::AgreementErased { number }).await?;
    }
    Ok(erased)
}

/// Erases some of what was approved. `false`: none was left.
pub(crate) async fn erase_approved(app: &App) -> Result<bool, AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    let approved = keeping::approved(&mut work.tx, BATCH).await?;
    for (id, version, number) in &approved {
        erase(&mut work, *id, *version, number).await?;
    }
    work.commit_quietly("each erased agreement has its own event").await?;
    Ok(!approved.is_empty())
}

/// Erases facts that no revision names any more.
pub(crate) async fn forget_facts(app: &App) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    keeping::erase_facts(&mut work.tx).await?;
    Ok(work.commit_quietly("facts go with the last agreement that names them").await?)
}

async fn erase_people(app: &App) -> Result<bool, AppError> {
    let (_, before) = ago(app, app.settings().terms.person_years);
    let mut work = app.begin(Doer::Portal).await?;
    let found = keeping::without_role(&mut work.tx, before, BATCH).await?;
    for id in &found {
        if keeping::erase_person(&mut work.tx, *id).await? {
            work.record(Subject::Person(*id), &Event::PersonErased).await?;
        }
    }
    work.commit_quietly("each erased person has an event").await?;
    Ok(!found.is_empty())
}

/// Cards are kept as long as the people of an organisation that ended.
async fn erase_cards(app: &App) -> Result<bool, AppError> {
    let (_, before) = ago(app, app.settings().terms.person_years);
    let mut work = app.begin(Doer::Portal).await?;
    let found = cards::of_ended(&mut work.tx, before, BATCH).await?;
    for id in &found {
        let number = cards::erase(&mut work.tx, *id).await?;
        work.record(Subject::Organisation(*id), &Event::CardsErased { number }).await?;
    }
    work.commit_quietly("each organisation without cards has an event").await?;
    Ok(!found.is_empty())
}

/// Bytes first, the note about them second: cut off between the two, they are erased again.
async fn erase_bytes(app: &App) -> Result<(), AppError> {
    let before = app.now().checked_sub(BYTES_STAY).unwrap_or(Timestamp::MIN);
    let mut some = keeping::unwanted(&mut app.read().await?, before, BATCH).await?;
    if some.is_empty() {
        return Ok(());
    }
    let mut tx = app.db().begin().await?;
    let kept = keeping::wanted_again(&mut tx, before).await?;
    tx.commit().await?;
    if kept > 0 {
        some = keeping::unwanted(&mut app.read().await?, before, BATCH).await?;
    }
    while !some.is_empty() {
        for digest in &some {
            app.ports().store.remove(*digest).await?;
        }
        let mut tx = app.db().begin().await?;
        for digest in &some {
            keeping::gone(&mut tx, *digest).await?;
        }
        tx.commit().await?;
        some = keeping::unwanted(&mut app.read().await?, before, BATCH).await?;
    }
    Ok(())
}

fn administrator(actor: &Actor) -> Result<PersonId, AppError> {
    AppError::unless_allowed(may(actor, Permission::Administer))?;
    actor.person().ok_or(AppError::NotFound)
}

fn asked(app: &App, kept: bool) -> keeping::Asked {
    keeping::Asked { ended: years_before(app.today(), app.settings().terms.evidence_years), today: app.today(), kept }
}

/// How many may be erased, are kept longer, and were approved and are not erased yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// May be erased.
    pub due: i64,
    /// Are kept longer.
    pub kept: i64,
    /// Were approved.
    pub approved: i64,
}

/// How long the list is.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn counts(app: &App, actor: &Actor) -> Result<Counts, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    Ok(Counts {
        due: keeping::count(&mut tx, asked(app, false)).await?,
        kept: keeping::count(&mut tx, asked(app, true)).await?,
        approved: keeping::approved_count(&mut tx).await?,
    })
}

/// A page of the list, the oldest first: what may be erased, or what is kept longer.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn list(app: &App, actor: &Actor, kept: bool, piece: Piece<AgreementId>) -> Result<Page<Line>, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let most = i64::try_from(LINES + 1).unwrap_or(i64::MAX);
    if let Some(before) = piece.before() {
        let lines = keeping::list_back(&mut tx, asked(app, kept), *before, most).await?;
        if let Some(page) = Page::backward(lines, LINES) {
            return Ok(page);
        }
    }
    let after = piece.after().copied();
    let lines = keeping::list(&mut tx, asked(app, kept), after, most).await?;
    Ok(Page::forward(lines, LINES, after.is_some()))
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// These.
    These(Vec<AgreementId>),
    /// Everything that may be erased up to this one, which were so many when somebody looked.
    UpTo {
        /// The last.
        last: AgreementId,
        /// How many.
        count: usize,
    },
}

impl Chosen {
    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::These(ids) if ids.is_empty())
    }

    async fn ids(&self, tx: &mut storage::Tx, asked: keeping::Asked) -> Result<Vec<AgreementId>, AppError> {
        match self {
            Self::These(ids) => Ok(ids.clone()),
            Self::UpTo { last, .. } => Ok(first(tx, asked, Some(*last)).await?),
        }
    }

    /// As they are now; an error when they are other ones than somebody looked at.
    async fn same_ids(&self, tx: &mut storage::Tx, asked: keeping::Asked) -> Result<Vec<AgreementId>, AppError> {
        let ids = self.ids(tx, asked).await?;
        match self {
            Self::UpTo { count, .. } if *count != ids.len() => Err(AppError::Stale),
            _ => Ok(ids),
        }
    }
}

/// The first of the list, at most [`MOST`], up to one.
async fn first(
    tx: &mut storage::Tx,
    asked: keeping::Asked,
    last: Option<AgreementId>,
) -> Result<Vec<AgreementId>, AppError> {
    let lines = keeping::list(tx, asked, None, MOST).await?;
    Ok(lines.into_iter().map(|line| line.id).take_while(|id| last.is_none_or(|last| *id <= last)).collect())
}

/// Everything that may be erased, as far as one act goes.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn all(app: &App, actor: &Actor) -> Result<Chosen, AppError> {
    administrator(actor)?;
    let ids = first(&mut app.read().await?, asked(app, false), None).await?;
    Ok(match ids.last() {
        Some(last) => Chosen::UpTo { last: *last, count: ids.len() },
        None => Chosen::These(Vec::new()),
    })
}

/// What would go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// All that were chosen and are on the list.
    pub ids: Vec<AgreementId>,
    /// The first of them.
    pub lines: Vec<Line>,
    /// Their documents.
    pub documents: i64,
    /// Their signatures.
    pub signatures: i64,
    /// How many of those that were chosen are not on the list any more.
    pub gone: usize,
}

/// Looks what an approval would erase.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn preview(app: &App, actor: &Actor, chosen: &Chosen) -> Result<Preview, AppError> {
    administrator(actor)?;
    let mut tx = app.read().await?;
    let mut preview = Preview::default();
    for id in chosen.ids(&mut tx, asked(app, false)).await? {
        match keeping::find(&mut tx, id, asked(app, false).ended).await? {
            None => preview.gone += 1,
            Some(line) => {
                let (documents, signatures) = keeping::weight(&mut tx, id).await?;
                preview.documents += documents;
                preview.signatures += signatures;
                preview.ids.push(id);
                if preview.lines.len() < LINES {
                    preview.lines.push(line);
                }
            }
        }
    }
    Ok(preview)
}

/// Approves that these are erased, which a job does at once, and gives their number: what is not on the list any
/// more, or is kept longer by now, is left out.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::Stale`] when all were chosen and they are others by now.
pub async fn approve(app: &App, actor: &Actor, chosen: &Chosen) -> Result<usize, AppError> {
    let by = administrator(actor)?;
    let mut work = app.begin(Doer::Person(by)).await?;
    let (now, asked) = (work.now, asked(app, false));
    let mut approved = 0;
    for id in chosen.same_ids(&mut work.tx, asked).await? {
        if keeping::approve(&mut work.tx, id, asked, by, now).await? {
            work.record(Subject::Agreement(id), &Event::ErasureApproved).await?;
            approved += 1;
        }
    }
    if approved > 0 {
        work.job("work", JOB, &(), now).await?;
    }
    work.commit_quietly("each approved agreement has its own event").await?;
    Ok(approved)
}

/// Until when and why something is kept longer.
#[derive(Clone, Debug)]
pub struct Longer {
    /// The first day on which it may be erased.
    pub until: Date,
    /// Why, for whoever looks at the list later.
    pub reason: Reason,
}

/// Why nothing is kept longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotLonger {
    /// The day is not after today.
    NotAhead(Date),
}

/// Keeps these longer, or (`None`) no longer than others, and gives their number.
///
/// # Errors
/// [`AppError::NotAllowed`], [`AppError::Stale`] as [`approve`]; inside, why the day does not fit.
pub async fn keep_longer(
    app: &App,
    actor: &Actor,
    chosen: &Chosen,
    longer: Option<&Longer>,
) -> Result<Result<usize, NotLonger>, AppError> {
    let by = administrator(actor)?;
    let today = app.today();
    if longer.is_some_and(|longer| longer.until <= today) {
        return Ok(Err(NotLonger::NotAhead(today)));
    }
    let mut work = app.begin(Doer::Person(by)).await?;
    let until = longer.map(|longer| (longer.until, longer.reason.as_str()));
    let mut kept = 0;
    for id in chosen.same_ids(&mut work.tx, asked(app, false)).await? {
        if keeping::keep(&mut work.tx, id, until, by).await? {
            let until = longer.map(|longer| longer.until.to_string());
            work.record(Subject::Agreement(id), &Event::KeptLonger { until }).await?;
            kept += 1;
        }
    }
    work.commit_quietly("each has its own event").await?;
    Ok(Ok(kept))
}
