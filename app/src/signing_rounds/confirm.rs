//! Confirming a round: its root, with a passkey that signs it or with a code from the mail that names it.
//!
//! What belongs here: that one root is confirmed once, by its person, in time, by means that suffice. What never does:
//! what the root stands for (`act`).

use super::{
    BY_CODE, BY_PASSKEY, JOB, LANE, Payload,
    act::{self, SERVES, second, signed_in},
};
use crate::{
    App, AppError, Work,
    identity::{
        CodeRefused, GUESSES,
        passkeys::{self, Refused},
        strength,
    },
    mail::{Language, texts},
    secret::{self, Token},
};
use domain::{
    access::{Actor, Permission, may},
    audit::{Doer, Event, Subject},
    ids::{PersonId, RoundId},
    means::Means,
};
use evidence::{Bytes, Confirmation};
use jiff::SignedDuration;
use serde_json::Value;
use storage::{
    people,
    rounds::{self, Confirmed, Round},
};

/// A root that has less to live is made anew before a passkey is asked to sign it.
const SOON: SignedDuration = SignedDuration::from_mins(2);

/// A round of the actor that can be confirmed.
async fn own<'a>(app: &'a App, actor: &Actor, round: RoundId) -> Result<(Work<'a>, PersonId, Round), AppError> {
    AppError::unless_allowed(may(actor, Permission::Sign))?;
    let person = actor.person().ok_or(AppError::NotFound)?;
    let mut work = app.begin(Doer::Person(person)).await?;
    let found = rounds::find(&mut work.tx, round).await?.filter(|found| found.person == person);
    Ok((work, person, found.ok_or(AppError::NotFound)?))
}

/// Gives a round a fresh root, and mails a code for it together with the fingerprint of the root.
pub(super) async fn send_code(
    work: &mut Work<'_>,
    round: &Round,
    language: Language,
) -> Result<(Token, String), AppError> {
    let (secret, code) = (Token::fresh(work.app.ports()), secret::code(work.app.ports()));
    let root = act::bind(work, round, Some(code_digest(round.id, &secret, &code))).await?;
    let documents = rounds::items(&mut work.tx, round.id).await?.len();
    let found = people::find(&mut work.tx, round.person).await?.ok_or(AppError::NotFound)?;
    // The fragment is not sent to any server: the code stands in no log and no referrer.
    let link = work.app.settings().link(&format!("/tekenen/ronde/{}#code={code}", round.id));
    let mail = texts::signing_code(language, &found.name, documents, (&code, &root.fingerprint()), &link);
    work.mail(&found.email, mail).await?;
    Ok((secret, code))
}

fn code_digest(round: RoundId, secret: &Token, code: &str) -> [u8; 32] {
    let browser = secret.digest("signing code of browser");
    secret::digest("signing code", &[round.0.as_bytes(), &browser, code.as_bytes()])
}

/// Mails another code for a round that is not confirmed, and gives the secret of the browser that asked.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's round, or one that is confirmed; [`AppError::NeedsMeans`] where a
/// code does not suffice.
pub async fn another_code(app: &App, actor: &Actor, round: RoundId, language: Language) -> Result<Token, AppError> {
    let (mut work, _, found) = own(app, actor, round).await?;
    if found.confirmed_at.is_some() {
        return Err(AppError::NotFound);
    }
    suffices(&mut work, &found, found.means.min(Means::MailCodeAndTotp)).await?;
    let (secret, _) = send_code(&mut work, &found, language).await?;
    work.commit_quietly("another code changes nothing").await?;
    Ok(secret)
}

/// Whether a round can be confirmed so, whatever its organisations ask.
async fn suffices(work: &mut Work<'_>, round: &Round, means: Means) -> Result<(), AppError> {
    let items = rounds::items(&mut work.tx, round.id).await?;
    let organisations: Vec<_> = items.iter().map(|item| item.organisation).collect();
    strength::unless_enough_to_sign(&mut work.tx, round.person, &organisations, means).await
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

/// Confirms the root of a round with the code from the mail, typed in the browser that asked, by whoever is signed in by
/// these means: they are kept with it. From here on every document in it is signed, whatever happens to this process.
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
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let (mut work, _, found) = own(app, actor, round).await?;
    let now = work.now;
    let (Some(browser), true) = (browser, found.code.is_some() || found.confirmed_at.is_some()) else {
        return Ok(Err(CodeRefused::NotAsked));
    };
    // A code is worth what a mailbox is, however its owner was signed in.
    suffices(&mut work, &found, means.min(Means::MailCodeAndTotp)).await?;
    if !rounds::guess(&mut work.tx, round, GUESSES, now).await? {
        let over = found.confirmed_at.is_some() || found.expires_at <= now;
        return Ok(Err(if over { CodeRefused::Expired } else { CodeRefused::NoGuesses }));
    }
    let kept: Option<[u8; 32]> = found.code.clone().and_then(|code| code.try_into().ok());
    if !kept.is_some_and(|kept| secret::same(&kept, &code_digest(round, browser, &typed))) {
        work.commit_quietly("a wrong guess only counts").await?;
        let left = GUESSES - found.guesses - 1;
        return Ok(Err(if left > 0 { CodeRefused::Wrong { left } } else { CodeRefused::NoGuesses }));
    }
    let how = Confirmation::MailCode { signed_in: signed_in(means), at: second(now) };
    if confirmed(&mut work, &found, (means, BY_CODE), &how).await? {
        work.commit().await?;
        Ok(Ok(()))
    } else {
        Ok(Err(CodeRefused::Expired))
    }
}

/// What the browser has to be told so that one of the actor's passkeys signs the root of a round, which is made anew where
/// it does not last much longer; a code for a former root serves no more then.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's round, one that is confirmed, or somebody without passkeys.
pub async fn begin_with_passkey(app: &App, actor: &Actor, round: RoundId) -> Result<Value, AppError> {
    let (mut work, person, found) = own(app, actor, round).await?;
    if found.confirmed_at.is_some() {
        return Err(AppError::NotFound);
    }
    let left = found.expires_at.duration_since(work.now);
    let root = match found.root {
        Some(root) if left > SOON && left <= SERVES => root.0,
        _ => act::bind(&mut work, &found, None).await?.0,
    };
    let options = passkeys::to_sign(&mut work, person, &root).await?;
    work.commit_quietly("a fresh root changes nothing").await?;
    Ok(options)
}

/// Confirms the root of a round with a passkey whose challenge it was, by whoever is signed in by these means.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's round; the inner error says why the answer was refused.
pub async fn confirm_with_passkey(
    app: &App,
    (actor, means): (&Actor, Means),
    round: RoundId,
    answer: &str,
) -> Result<Result<(), Refused>, AppError> {
    let (mut work, person, found) = own(app, actor, round).await?;
    let now = work.now;
    let Some(root) = found.root.filter(|_| found.confirmed_at.is_none() && found.expires_at > now) else {
        return Ok(Err(Refused::Expired));
    };
    suffices(&mut work, &found, Means::Passkey).await?;
    let signed = match passkeys::signed(&mut work, person, &root.0, answer).await? {
        Ok(signed) => signed,
        Err(why) => return Ok(Err(why)),
    };
    let how = Confirmation::Passkey {
        signed_in: signed_in(means),
        at: second(now),
        key: Bytes(signed.key),
        client_data: Bytes(signed.client_data),
        authenticator_data: Bytes(signed.data),
        signature: Bytes(signed.signature),
    };
    if confirmed(&mut work, &found, (means, BY_PASSKEY), &how).await? {
        work.commit().await?;
        Ok(Ok(()))
    } else {
        Ok(Err(Refused::Expired))
    }
}

/// Says that the root is confirmed, and has everything in the round signed. `false`: somebody was faster, or it is too late.
async fn confirmed(
    work: &mut Work<'_>,
    round: &Round,
    (means, proof): (Means, &'static str),
    how: &Confirmation,
) -> Result<bool, AppError> {
    let Some(root) = round.root else { return Ok(false) };
    let now = work.now;
    let confirmation = serde_json::to_string(how).map_err(|_| AppError::Unreadable("confirmation"))?;
    if !rounds::confirm(&mut work.tx, round.id, root, now, &Confirmed { means, proof, confirmation }).await? {
        return Ok(false);
    }
    let (documents, ..) = rounds::counts(&mut work.tx, round.id).await?;
    let documents = u32::try_from(documents).unwrap_or(u32::MAX);
    work.record(Subject::Person(round.person), &Event::RoundConfirmed { documents }).await?;
    work.job(LANE, JOB, &Payload { round: round.id }, now).await?;
    Ok(true)
}
