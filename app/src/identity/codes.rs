//! Codes by mail: asked for, typed in the browser that asked.
//!
//! The code fits only together with the secret of the browser that asked, so a code that leaks, a
//! copied link or a copy of the database opens nothing. Guesses are counted per asking browser:
//! nobody can lock somebody else out.

use super::{Browser, SignedIn, Who, after, authenticator, open_session};
use crate::{
    App, AppError, Work,
    mail::{Language, texts},
    network,
    secret::{self, Token},
};
use domain::{
    audit::Doer,
    ids::{PersonId, SignInId},
    means::Means,
    values::EmailAddress,
};
use jiff::SignedDuration;
use std::time::Duration;
use storage::{
    people,
    sign_ins::{self, SignIn},
};

/// Guesses that one asking browser has.
pub const GUESSES: i64 = 5;
/// Mails to one person within an hour that go at once; later ones are spread, a minute apart.
const PROMPT_MAILS: i64 = 10;
/// Minutes that a mail is held back at most: its code still fits when it arrives.
const LONGEST_WAIT: i64 = 10;

/// Who asks for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedBy {
    /// A browser in which the person signed in before: the mail goes at once.
    Known,
    /// Anybody who knows the address: many mails are spread.
    Anybody,
}

/// Why a code did not open a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefused {
    /// It does not fit; so many guesses are left.
    Wrong {
        /// Guesses left in this browser.
        left: i64,
    },
    /// Its time is over, or it was used.
    Expired,
    /// No guesses are left.
    NoGuesses,
    /// This browser did not ask for a code.
    NotAsked,
}

/// Sends a code to `email`, if somebody has it, and gives the secret for the cookie of the browser
/// that asked. Whether somebody has it cannot be told from the outside.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn request_code(
    app: &App,
    email: &EmailAddress,
    language: Language,
    asked_by: AskedBy,
) -> Result<Token, AppError> {
    let browser = Token::fresh(app.ports());
    let code = secret::code(app.ports());
    let mut work = app.begin(Doer::Visitor).await?;
    let now = work.now;
    let person = people::by_email(&mut work.tx, email.as_str()).await?;
    let new = SignIn {
        id: app.ports().id(),
        person: person.as_ref().map(|person| person.id),
        code: code_digest(&browser, &code),
        guesses: 0,
        created_at: now,
        expires_at: after(now, app.settings().code_lifetime),
        used_at: None,
        fitted_at: None,
        app_guesses: 0,
    };
    sign_ins::add(&mut work.tx, &new, browser.digest("sign-in browser")).await?;
    if let Some(person) = person {
        let hour = now.checked_sub(SignedDuration::from_hours(1)).unwrap_or(now);
        let recent = sign_ins::recent(&mut work.tx, person.id, hour).await?;
        let wait = match asked_by {
            AskedBy::Known => 0,
            AskedBy::Anybody => u64::try_from((recent - PROMPT_MAILS).clamp(0, LONGEST_WAIT)).unwrap_or_default() * 60,
        };
        // The fragment is not sent to any server: the code stands in no log and no referrer.
        let link = app.settings().link(&format!("/inloggen/code#code={code}"));
        let mail = texts::sign_in_code(language, &code, &link);
        work.mail_at(&person.email, mail, after(now, Duration::from_secs(wait))).await?;
    }
    work.commit_quietly("asking for a code changes nothing yet").await?;
    Ok(browser)
}

fn code_digest(browser: &Token, code: &str) -> [u8; 32] {
    secret::digest("sign-in code", &[&browser.digest("sign-in code of browser"), code.as_bytes()])
}

/// What a browser that asked for a code can type now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Nothing: it did not ask, or its time is over.
    Nothing,
    /// The code of the mail.
    Code,
    /// The code of the app; that of the mail fitted.
    App,
}

/// What came of a code from the mail that fits.
#[derive(Clone, Debug)]
pub enum Entered {
    /// A session was opened.
    In(SignedIn),
    /// The code of the person's app comes next, in the same browser.
    AppNext,
}

/// What this browser can type now.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn awaits(app: &App, browser: &Token) -> Result<Awaited, AppError> {
    let now = app.now();
    let found = sign_ins::find(&mut app.read().await?, browser.digest("sign-in browser")).await?;
    Ok(match found.filter(|one| one.used_at.is_none() && one.expires_at > now) {
        Some(one) if one.fitted_at.is_some() && one.app_guesses < GUESSES => Awaited::App,
        Some(one) if one.fitted_at.is_none() && one.guesses < GUESSES => Awaited::Code,
        _ => Awaited::Nothing,
    })
}

/// Opens a session for the browser that asked, if the code fits; or asks for the code of the app, of who has one.
///
/// # Errors
/// [`AppError::Storage`]; the inner error says why the code was refused.
pub async fn enter_code(
    app: &App,
    browser: &Token,
    typed: &str,
    here: Browser<'_>,
) -> Result<Result<Entered, CodeRefused>, AppError> {
    let mut work = app.begin(Doer::Visitor).await?;
    let (id, person) = match guess(&mut work, browser, typed, None).await? {
        Guess::Right(id, person) => (id, person),
        Guess::Wrong(refused) => {
            work.commit_quietly("a wrong guess only counts").await?;
            return Ok(Err(refused));
        }
    };
    let now = work.now;
    if authenticator::has(&mut work, person).await? {
        if !sign_ins::fit(&mut work.tx, id, now).await? {
            return Ok(Err(CodeRefused::Expired));
        }
        work.commit_quietly("half of a sign-in opens nothing").await?;
        return Ok(Ok(Entered::AppNext));
    }
    if !sign_ins::use_up(&mut work.tx, id, now).await? {
        return Ok(Err(CodeRefused::Expired));
    }
    let signed_in = open_session(&mut work, person, Means::MailCode, here).await?;
    work.commit().await?;
    Ok(Ok(Entered::In(signed_in)))
}

/// Opens a session for the browser in which the code of the mail fitted, if the code of the app fits too. Whoever gets
/// here reads the mailbox, so guesses are counted for the person as well: a stranger cannot reach that count.
///
/// # Errors
/// [`AppError::Wait`] after too many guesses within an hour; the inner error says why the code was refused.
pub async fn enter_app_code(
    app: &App,
    browser: &Token,
    typed: &str,
    here: Browser<'_>,
) -> Result<Result<SignedIn, CodeRefused>, AppError> {
    let digest = browser.digest("sign-in browser");
    let found = sign_ins::find(&mut app.read().await?, digest).await?;
    let Some(person) = found.filter(|one| one.fitted_at.is_some()).and_then(|one| one.person) else {
        return Ok(Err(CodeRefused::NotAsked));
    };
    network::admit_person(app, "authenticator", person).await?;
    let mut work = app.begin(Doer::Visitor).await?;
    let now = work.now;
    let Some(sign_in) = sign_ins::find(&mut work.tx, digest).await? else { return Ok(Err(CodeRefused::NotAsked)) };
    if !sign_ins::guess_app(&mut work.tx, sign_in.id, GUESSES, now).await? {
        let over = sign_in.used_at.is_some() || sign_in.expires_at <= now;
        return Ok(Err(if over { CodeRefused::Expired } else { CodeRefused::NoGuesses }));
    }
    if !authenticator::use_code(&mut work, person, typed).await? {
        work.commit_quietly("a wrong guess only counts").await?;
        let left = GUESSES - sign_in.app_guesses - 1;
        return Ok(Err(if left > 0 { CodeRefused::Wrong { left } } else { CodeRefused::NoGuesses }));
    }
    if !sign_ins::use_up(&mut work.tx, sign_in.id, now).await? {
        return Ok(Err(CodeRefused::Expired));
    }
    let signed_in = open_session(&mut work, person, Means::MailCodeAndTotp, here).await?;
    work.commit().await?;
    Ok(Ok(signed_in))
}

/// Notes that somebody who is signed in showed again who they are, if the code fits that this browser asked for. Gives what
/// opens their session from now on.
///
/// # Errors
/// [`AppError::Storage`]; the inner error says why the code was refused.
pub async fn confirm_by_code(
    app: &App,
    who: &Who,
    browser: &Token,
    typed: &str,
) -> Result<Result<Token, CodeRefused>, AppError> {
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    // Whoever has an app confirms with it: less would be a way around it.
    if authenticator::has(&mut work, who.person.id).await? {
        return Ok(Err(CodeRefused::NotAsked));
    }
    match guess(&mut work, browser, typed, Some(who.person.id)).await? {
        Guess::Right(id, _) => {
            let now = work.now;
            if !sign_ins::use_up(&mut work.tx, id, now).await? {
                return Ok(Err(CodeRefused::Expired));
            }
        }
        Guess::Wrong(refused) => {
            work.commit_quietly("a wrong guess only counts").await?;
            return Ok(Err(refused));
        }
    }
    let token = super::note_confirmed(&mut work, who, Means::MailCode).await?;
    work.commit_quietly("it changes nothing by itself").await?;
    Ok(Ok(token))
}

/// What came of a guess. What it counted is written, and lasts with the work.
enum Guess {
    /// It fits, and has to be used up.
    Right(SignInId, PersonId),
    Wrong(CodeRefused),
}

/// Takes one guess; `only`: the code counts for this person alone.
async fn guess(work: &mut Work<'_>, browser: &Token, typed: &str, only: Option<PersonId>) -> Result<Guess, AppError> {
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let now = work.now;
    let Some(sign_in) = sign_ins::find(&mut work.tx, browser.digest("sign-in browser")).await? else {
        return Ok(Guess::Wrong(CodeRefused::NotAsked));
    };
    if !sign_ins::guess(&mut work.tx, sign_in.id, GUESSES, now).await? {
        let over = sign_in.used_at.is_some() || sign_in.fitted_at.is_some() || sign_in.expires_at <= now;
        return Ok(Guess::Wrong(if over { CodeRefused::Expired } else { CodeRefused::NoGuesses }));
    }
    let fits = secret::same(&sign_in.code, &code_digest(browser, &typed));
    let person = sign_in.person.filter(|person| fits && only.is_none_or(|only| only == *person));
    let Some(person) = person else {
        let left = GUESSES - sign_in.guesses - 1;
        return Ok(Guess::Wrong(if left > 0 { CodeRefused::Wrong { left } } else { CodeRefused::NoGuesses }));
    };
    Ok(Guess::Right(sign_in.id, person))
}
