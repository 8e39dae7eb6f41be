//! Signing: what waits for a person over all organisations, one act that confirms a selection, declining.
//!
//! What belongs here: rounds and their confirmation. What never does: the signatures themselves (`sign` makes
//! them, the crate `signing` knows how), the rules of the machine (`domain::agreement`).
//!
//! A round is bound to the released bytes that the person was shown: whatever was taken back, prepared again or
//! declined meanwhile is not signed, and says so.

mod act;
mod confirm;
pub mod proof;
mod sign;

pub use ::documents::Article;
pub use confirm::{another_code, begin_with_passkey, confirm, confirm_by, confirm_with_passkey};
pub use evidence::Hash;
pub use sign::{Desk, Progress, next_batch};
pub use storage::{
    rounds::{Item, Round},
    store::Digest,
    waiting::Waiting,
};

use crate::{
    App, AppError, Work, agreements,
    documents::{self, File},
    identity::{passkeys, strength},
    mail::Language,
    secret::Token,
};
use ::documents::{AgreementFacts, Texts};
use domain::{
    access::{Actor, Permission, may},
    agreement::{Act, AgreementNumber, Reason, Refusal, Side, State},
    audit::Doer,
    ids::{PersonId, RoundId, SlotId},
    means::Means,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use storage::{people, rounds};

/// The kind of the job that signs a round.
pub const JOB: &str = "sign";
/// The lane of that job.
pub const LANE: &str = "sign";
/// How a round is confirmed with a code from the mail.
pub const BY_CODE: &str = "mail_code";
/// How it is confirmed with a passkey, whose challenge is the root over everything in it.
pub const BY_PASSKEY: &str = "passkey";

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

/// As [`begin_by`], for whoever is signed in with a code by mail and gets one now.
///
/// # Errors
/// As [`begin_by`].
pub async fn begin(app: &App, actor: &Actor, slots: &[SlotId], language: Language) -> Result<Begun, AppError> {
    begin_knowing(app, (actor, Means::MailCode), slots, language).await.map(|(begun, _)| begun)
}

/// Begins a round over these slots by whoever is signed in by these means. Who has a passkey confirms with it, or asks
/// for a code; to who has none a fresh code is mailed.
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
    let person = actor.person().ok_or(AppError::NotFound)?;
    let waits = passkeys::are_there(app, person).await?;
    if !waits {
        return begin_knowing(app, (actor, means), slots, language).await.map(|(begun, _)| begun);
    }
    let (mut work, round) = compose(app, (actor, means), slots).await?;
    act::bind(&mut work, &round, None).await?;
    work.commit_quietly("a round that nobody confirmed changes nothing").await?;
    Ok(Begun { round: round.id, secret: Token::fresh(app.ports()) })
}

/// As [`begin`], for demo data: nobody reads the mail, so whoever makes the data is told the code.
pub(crate) async fn begin_knowing(
    app: &App,
    (actor, means): (&Actor, Means),
    slots: &[SlotId],
    language: Language,
) -> Result<(Begun, String), AppError> {
    let (mut work, round) = compose(app, (actor, means), slots).await?;
    let (secret, code) = confirm::send_code(&mut work, &round, language).await?;
    work.commit_quietly("a round that nobody confirmed changes nothing").await?;
    Ok((Begun { round: round.id, secret }, code))
}

/// Puts a round together.
async fn compose<'a>(
    app: &'a App,
    (actor, means): (&Actor, Means),
    slots: &[SlotId],
) -> Result<(Work<'a>, Round), AppError> {
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
    let round = Round {
        id: app.ports().id(),
        person,
        proof: BY_CODE.to_owned(),
        means,
        root: None,
        code: None,
        guesses: 0,
        consent: CONSENT.to_owned(),
        created_at: work.now,
        expires_at: work.now,
        confirmed_at: None,
        finished_at: None,
    };
    rounds::add(&mut work.tx, &round).await?;
    for (position, line) in chosen.iter().enumerate() {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        rounds::add_item(&mut work.tx, round.id, position, &line.waiting).await?;
    }
    Ok((work, round))
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
    /// The mail address to which codes go.
    pub email: String,
    /// Whether the person can confirm with a passkey.
    pub passkey: bool,
    /// Whether a code would suffice.
    pub by_code: bool,
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
    let organisations: Vec<_> = items.iter().map(|item| item.organisation).collect();
    let means = round.means.min(Means::MailCodeAndTotp);
    let by_code = match strength::unless_enough_to_sign(&mut tx, person, &organisations, means).await {
        Ok(()) => true,
        Err(AppError::NeedsMeans) => false,
        Err(other) => return Err(other),
    };
    drop(tx);
    let passkey = round.confirmed_at.is_none() && passkeys::are_there(app, person).await?;
    Ok(Shown { round, items, counts, email, passkey, by_code })
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
