//! Signing: what waits for a person over all organisations, one act that confirms a selection, declining.
//!
//! What belongs here: rounds and their confirmation. What never does: the signatures themselves (`sign` makes
//! them, the crate `signing` knows how), the rules of the machine (`domain::agreement`).
//!
//! A round is bound to the released bytes that the person was shown: whatever was taken back, prepared again or
//! declined meanwhile is not signed, and says so.

mod sign;

pub use ::documents::Article;
pub use sign::{Desk, Progress, next_batch};
pub use storage::{
    rounds::{Item, Round},
    store::Digest,
    waiting::Waiting,
};

use crate::{
    App, AppError, Work, agreements,
    documents::{self, File},
    identity::{CodeRefused, GUESSES, strength},
    mail::{Language, texts},
    secret::{self, Token},
};
use ::documents::{AgreementFacts, Texts};
use domain::{
    access::{Actor, Permission, may},
    agreement::{Act, AgreementNumber, Reason, Refusal, Side, State},
    audit::{Doer, Event, Subject},
    ids::{PersonId, RoundId, SlotId},
    means::Means,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use storage::{people, rounds};

/// The kind of the job that signs a round.
pub const JOB: &str = "sign";
/// The lane of that job.
pub const LANE: &str = "sign";
/// How a round is confirmed today; a passkey will be another way.
pub const PROOF: &str = "mail_code";

/// What the person agrees to, word for word; kept with the round.
pub const CONSENT: &str = "Ik heb de overeenkomsten in deze ronde kunnen lezen, ik ben bevoegd om namens de genoemde \
    organisaties te tekenen, en ik teken ze alle.";

/// What the job carries.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Payload {
    /// The round.
    pub round: RoundId,
}

/// A line of what waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What waits.
    pub waiting: Waiting,
    /// The person may sign the same agreement for an earlier side as well, and nobody signs for both.
    pub either: Option<Side>,
}

/// What waits for the actor, over all organisations; what the partner marked *later* is left out.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn waiting(app: &App, actor: &Actor) -> Result<Vec<Line>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    desk(&mut app.read().await?, person).await
}

/// How many agreements wait for the actor: the length of [`waiting`], where an agreement for either side counts once.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn how_many(app: &App, actor: &Actor) -> Result<i64, AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    Ok(storage::waiting::how_many(&mut app.read().await?, person).await?)
}

async fn desk(tx: &mut storage::Tx, person: PersonId) -> Result<Vec<Line>, AppError> {
    let all = storage::waiting::all(tx, person).await?;
    let mut lines: Vec<Line> = Vec::with_capacity(all.len());
    let mut sides: HashMap<_, Vec<Side>> = HashMap::new();
    for waiting in all {
        let state: State =
            serde_json::from_str(&waiting.details).map_err(|_| AppError::Unreadable("state of an agreement"))?;
        if waiting.side == Side::Partner && state.deferred().is_some() {
            continue;
        }
        let seen = sides.entry(waiting.revision).or_default();
        // Of two open places of one side a person fills the first.
        if seen.contains(&waiting.side) {
            continue;
        }
        let either = seen.first().copied();
        seen.push(waiting.side);
        lines.push(Line { waiting, either });
    }
    Ok(lines)
}

/// The very bytes that a slot would sign, for the signatory.
///
/// # Errors
/// [`AppError::NotFound`] when it does not wait for this person.
pub async fn document(app: &App, actor: &Actor, slot: SlotId) -> Result<File, AppError> {
    let waiting = one(app, actor, slot).await?;
    let bytes = app.ports().store.get(waiting.newest).await?;
    let number = AgreementNumber::parse(&waiting.number).map_err(|_| AppError::Unreadable("number"))?;
    Ok(File { name: documents::signed_name(number), bytes })
}

/// One slot that waits for the actor.
///
/// # Errors
/// [`AppError::NotFound`] when it does not wait for this person.
pub async fn one(app: &App, actor: &Actor, slot: SlotId) -> Result<Waiting, AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    storage::waiting::one(&mut app.read().await?, person, slot).await?.ok_or(AppError::NotFound)
}

/// The articles of a document that waits for the actor, each with its twin in plain language.
///
/// # Errors
/// [`AppError::NotFound`] when it does not wait for this person, [`AppError::NoDocument`].
pub async fn articles(app: &App, actor: &Actor, slot: SlotId) -> Result<Vec<Article>, AppError> {
    let waiting = one(app, actor, slot).await?;
    let document = storage::documents::find(&mut app.read().await?, waiting.revision).await?;
    let document = document.ok_or(AppError::NoDocument)?;
    let facts: AgreementFacts = serde_json::from_str(&document.facts).map_err(|_| AppError::Unreadable("facts"))?;
    let texts = Texts::version_of(&facts.texts).map_err(|_| AppError::Unreadable("version of the texts"))?;
    Ok(texts.agreement(&facts).map_err(|_| AppError::Unreadable("texts"))?.articles)
}

/// Whether a slot is one that the actor might have signed: for a page that says that it has changed, where
/// somebody else's does not exist.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn knows(app: &App, actor: &Actor, slot: SlotId) -> Result<bool, AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    Ok(storage::waiting::is_own_slot(&mut app.read().await?, person, slot).await?)
}

/// Declines to sign, with a reason that both sides read.
///
/// # Errors
/// [`AppError::NotFound`] when it does not wait for this person, [`AppError::Refused`], [`AppError::Stale`].
pub async fn decline(app: &App, actor: &Actor, slot: SlotId, reason: Reason) -> Result<(), AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    let waiting = storage::waiting::one(&mut work.tx, person, slot).await?.ok_or(AppError::NotFound)?;
    let kept = storage::agreements::find(&mut work.tx, waiting.agreement).await?.ok_or(AppError::NotFound)?;
    let act = Act::Decline { side: waiting.side, reason };
    agreements::moves::move_it(&mut work, kept, act, Some(person), None).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Whether the portal can sign now: it has keys, and its authority is not near its end.
#[must_use]
pub fn possible(app: &App) -> bool {
    app.ports().signing.as_ref().is_some_and(|signing| signing.issues(app.now()))
}

/// A round that was begun.
#[derive(Debug)]
pub struct Begun {
    /// Its id.
    pub round: RoundId,
    /// For the cookie of the browser that began it: the code fits only there.
    pub secret: Token,
}

/// As [`begin_by`], for whoever is signed in with a code by mail.
///
/// # Errors
/// As [`begin_by`].
pub async fn begin(app: &App, actor: &Actor, slots: &[SlotId], language: Language) -> Result<Begun, AppError> {
    begin_by(app, actor, Means::MailCode, slots, language).await
}

/// Begins a round over these slots, and mails a fresh code to the signatory, who is signed in by these means.
///
/// # Errors
/// [`AppError::NeedsMeans`] when one of the organisations asks for more than `means`;
/// [`AppError::NotFound`] when one of them does not wait for this person (any more), or none was chosen;
/// [`AppError::Refused`] when two of them are sides of one agreement; [`AppError::CannotSign`].
pub async fn begin_by(
    app: &App,
    actor: &Actor,
    means: Means,
    slots: &[SlotId],
    language: Language,
) -> Result<Begun, AppError> {
    begin_knowing(app, (actor, means), slots, language).await.map(|(begun, _)| begun)
}

/// As [`begin`], for demo data: nobody reads the mail, so whoever makes the data is told the code.
pub(crate) async fn begin_knowing(
    app: &App,
    (actor, means): (&Actor, Means),
    slots: &[SlotId],
    language: Language,
) -> Result<(Begun, String), AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    if !possible(app) {
        return Err(AppError::CannotSign);
    }
    let person = actor.person().ok_or(AppError::NotFound)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    let lines = desk(&mut work.tx, person).await?;
    let chosen: Vec<_> = lines.iter().filter(|line| slots.contains(&line.waiting.slot)).collect();
    if chosen.is_empty() || slots.iter().any(|slot| !chosen.iter().any(|line| line.waiting.slot == *slot)) {
        return Err(AppError::NotFound);
    }
    let organisations: Vec<_> = chosen.iter().map(|line| line.waiting.organisation).collect();
    strength::unless_enough_to_sign(&mut work.tx, person, &organisations, means).await?;
    for line in &chosen {
        if let Some(side) = line.either
            && chosen.iter().any(|other| other.waiting.revision == line.waiting.revision && other.waiting.side == side)
        {
            return Err(Refusal::SignedForOtherSide(side).into());
        }
    }
    let (round, secret) = (app.ports().id(), Token::fresh(app.ports()));
    let code = secret::code(app.ports());
    let new = Round {
        id: round,
        person,
        proof: PROOF.to_owned(),
        means,
        code: Some(code_digest(round, &secret, &code).to_vec()),
        guesses: 0,
        consent: CONSENT.to_owned(),
        created_at: work.now,
        expires_at: lasts(app, work.now),
        confirmed_at: None,
        finished_at: None,
    };
    rounds::add(&mut work.tx, &new, app.ports().random()).await?;
    for (position, line) in chosen.iter().enumerate() {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        rounds::add_item(&mut work.tx, round, position, &line.waiting).await?;
    }
    mail_code(&mut work, person, chosen.len(), &code, round, language).await?;
    work.commit_quietly("a round that nobody confirmed changes nothing").await?;
    Ok((Begun { round, secret }, code))
}

async fn mail_code(
    work: &mut Work<'_>,
    person: PersonId,
    documents: usize,
    code: &str,
    round: RoundId,
    language: Language,
) -> Result<(), AppError> {
    let found = people::find(&mut work.tx, person).await?.ok_or(AppError::NotFound)?;
    // The fragment is not sent to any server: the code stands in no log and no referrer.
    let link = work.app.settings().link(&format!("/tekenen/ronde/{round}#code={code}"));
    let mail = texts::signing_code(language, &found.name, documents, code, &link);
    work.mail(&found.email, mail).await?;
    Ok(())
}

fn code_digest(round: RoundId, secret: &Token, code: &str) -> [u8; 32] {
    let browser = secret.digest("signing code of browser");
    secret::digest("signing code", &[round.0.as_bytes(), &browser, code.as_bytes()])
}

fn lasts(app: &App, now: Timestamp) -> Timestamp {
    let lifetime = SignedDuration::try_from(app.settings().code_lifetime).unwrap_or(SignedDuration::from_mins(15));
    now.checked_add(lifetime).unwrap_or(Timestamp::MAX)
}

/// Mails another code for a round that is not confirmed, and gives the secret of the browser that asked.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's round, or one that is confirmed.
pub async fn another_code(app: &App, actor: &Actor, round: RoundId, language: Language) -> Result<Token, AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    let found = rounds::find(&mut work.tx, round).await?.filter(|found| found.person == person);
    let found = found.filter(|found| found.confirmed_at.is_none()).ok_or(AppError::NotFound)?;
    let (secret, code) = (Token::fresh(app.ports()), secret::code(app.ports()));
    let expires_at = lasts(app, work.now);
    let digest = code_digest(found.id, &secret, &code);
    if !rounds::renew_code(&mut work.tx, round, digest, expires_at).await? {
        return Err(AppError::Stale);
    }
    let documents = rounds::items(&mut work.tx, round).await?.len();
    mail_code(&mut work, person, documents, &code, round, language).await?;
    work.commit_quietly("another code changes nothing").await?;
    Ok(secret)
}

/// As [`confirm_by`], by whoever is signed in with a code by mail.
///
/// # Errors
/// As [`confirm_by`].
pub async fn confirm(
    app: &App,
    actor: &Actor,
    round: RoundId,
    browser: Option<&Token>,
    typed: &str,
) -> Result<Result<(), CodeRefused>, AppError> {
    confirm_by(app, (actor, Means::MailCode), round, browser, typed).await
}

/// Confirms a round with the code from the mail, typed in the browser that asked, by whoever is signed in by these
/// means: they are kept with it. From here on every document in it is signed, whatever happens to this process.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's round, [`AppError::NeedsMeans`] when one of the
/// organisations asks for more; the inner error says why the code was refused.
pub async fn confirm_by(
    app: &App,
    (actor, means): (&Actor, Means),
    round: RoundId,
    browser: Option<&Token>,
    typed: &str,
) -> Result<Result<(), CodeRefused>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let mut work = app.begin(Doer::Person(person)).await?;
    let now = work.now;
    let found = rounds::find(&mut work.tx, round).await?.filter(|found| found.person == person);
    let found = found.ok_or(AppError::NotFound)?;
    let Some(browser) = browser else { return Ok(Err(CodeRefused::NotAsked)) };
    let items = rounds::items(&mut work.tx, round).await?;
    let organisations: Vec<_> = items.iter().map(|item| item.organisation).collect();
    strength::unless_enough_to_sign(&mut work.tx, person, &organisations, means).await?;
    if !rounds::guess(&mut work.tx, round, GUESSES, now).await? {
        let over = found.confirmed_at.is_some() || found.expires_at <= now;
        return Ok(Err(if over { CodeRefused::Expired } else { CodeRefused::NoGuesses }));
    }
    let kept: Option<[u8; 32]> = found.code.and_then(|code| code.try_into().ok());
    if !kept.is_some_and(|kept| secret::same(&kept, &code_digest(round, browser, &typed))) {
        work.commit_quietly("a wrong guess only counts").await?;
        let left = GUESSES - found.guesses - 1;
        return Ok(Err(if left > 0 { CodeRefused::Wrong { left } } else { CodeRefused::NoGuesses }));
    }
    if !rounds::confirm(&mut work.tx, round, now, means).await? {
        return Ok(Err(CodeRefused::Expired));
    }
    let (documents, ..) = rounds::counts(&mut work.tx, round).await?;
    let documents = u32::try_from(documents).unwrap_or(u32::MAX);
    work.record(Subject::Person(person), &Event::RoundConfirmed { documents }).await?;
    work.job(LANE, JOB, &Payload { round }, now).await?;
    work.commit().await?;
    Ok(Ok(()))
}

/// A round as its person sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The round.
    pub round: Round,
    /// What is in it, in its order.
    pub items: Vec<Item>,
    /// How many are open, signed and refused.
    pub counts: (i64, i64, i64),
    /// The mail address to which the code went.
    pub email: String,
}

/// A round of the actor.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's round.
pub async fn show(app: &App, actor: &Actor, id: RoundId) -> Result<Shown, AppError> {
    let person = actor.person().ok_or(AppError::NotFound)?;
    AppError::unless_allowed(may(actor, Permission::SignedIn))?;
    let mut tx = app.read().await?;
    let round = rounds::find(&mut tx, id).await?.filter(|round| round.person == person).ok_or(AppError::NotFound)?;
    let items = rounds::items(&mut tx, id).await?;
    let counts = rounds::counts(&mut tx, id).await?;
    let email = people::find(&mut tx, person).await?.ok_or(AppError::NotFound)?.email;
    Ok(Shown { round, items, counts, email })
}

/// What the actor signed in a round, as it stands now: with the signatures of others that came since.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's round, or what was not signed in it.
pub async fn signed(app: &App, actor: &Actor, id: RoundId, slot: SlotId) -> Result<File, AppError> {
    let shown = show(app, actor, id).await?;
    let item = shown.items.into_iter().find(|item| item.slot == slot && item.state == "signed");
    let item = item.ok_or(AppError::NotFound)?;
    let mut tx = app.read().await?;
    let document = storage::documents::find(&mut tx, item.revision).await?;
    let kept = storage::agreements::find(&mut tx, item.agreement).await?.ok_or(AppError::NotFound)?;
    drop(tx);
    let digest = document.and_then(|document| document.newest).ok_or(AppError::NoDocument)?;
    let complete = kept.parts.revision.id == item.revision && kept.parts.revision.is_complete();
    let number = kept.parts.number;
    let name = if complete { documents::signed_name(number) } else { format!("{number}-deels-getekend.pdf") };
    Ok(File { name, bytes: app.ports().store.get(digest).await? })
}

/// How far a confirmed round is: open, signed and refused.
///
/// # Errors
/// As [`show`].
pub async fn progress(app: &App, actor: &Actor, id: RoundId) -> Result<(i64, i64, i64), AppError> {
    let person = actor.person().ok_or(AppError::NotFound)?;
    let mut tx = app.read().await?;
    rounds::find(&mut tx, id).await?.filter(|round| round.person == person).ok_or(AppError::NotFound)?;
    Ok(rounds::counts(&mut tx, id).await?)
}

/// The last round that the actor confirmed.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn last(app: &App, actor: &Actor) -> Result<Option<Round>, AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    Ok(rounds::newest(&mut app.read().await?, person).await?)
}
