//! Who somebody is: sign in by a code from the mail, sessions, the choice of organisation.
//!
//! The code fits only together with the secret of the browser that asked, so a code that leaks, a
//! copied link or a copy of the database opens nothing. Guesses are counted per asking browser:
//! nobody can lock somebody else out. Passkeys and organisation login will come beside
//! [`request_code`] and [`enter_code`] and end in the same [`open_session`].

use crate::{
    App, AppError, Work,
    mail::{Language, texts},
    secret::{self, Token},
};
use domain::{
    access::{Acting, Actor, Membership},
    audit::{Doer, Event, Subject},
    ids::{OrganisationId, PersonId, SessionId},
    values::EmailAddress,
};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use storage::{
    people, sessions,
    sign_ins::{self, SignIn},
};
pub use storage::{people::Person, sessions::Session};

/// Guesses that one asking browser has.
pub const GUESSES: i64 = 5;
/// Mails to one person within an hour that go at once; later ones are spread, a minute apart.
const PROMPT_MAILS: i64 = 10;
/// Minutes that a mail is held back at most: its code still fits when it arrives.
const LONGEST_WAIT: i64 = 10;

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Who {
    /// The session.
    pub session: SessionId,
    /// The person.
    pub person: Person,
    /// Everything the person may act for.
    pub memberships: Vec<Membership>,
    /// For the policy: the person, acting as chosen in the header.
    pub actor: Actor,
}

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

fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX)
}

fn after(now: Timestamp, duration: Duration) -> Timestamp {
    now.checked_add(signed(duration)).unwrap_or(Timestamp::MAX)
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

/// Whether this browser asked for a code that can still be typed.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn awaits_code(app: &App, browser: &Token) -> Result<bool, AppError> {
    let now = app.now();
    let found = sign_ins::find(&mut app.read().await?, browser.digest("sign-in browser")).await?;
    Ok(found.is_some_and(|sign_in| sign_in.used_at.is_none() && sign_in.expires_at > now && sign_in.guesses < GUESSES))
}

/// Opens a session for the browser that asked, if the code fits.
///
/// # Errors
/// [`AppError::Storage`]; the inner error says why the code was refused.
pub async fn enter_code(app: &App, browser: &Token, typed: &str) -> Result<Result<Token, CodeRefused>, AppError> {
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let mut work = app.begin(Doer::Visitor).await?;
    let now = work.now;
    let Some(sign_in) = sign_ins::find(&mut work.tx, browser.digest("sign-in browser")).await? else {
        return Ok(Err(CodeRefused::NotAsked));
    };
    if !sign_ins::guess(&mut work.tx, sign_in.id, GUESSES, now).await? {
        let over = sign_in.used_at.is_some() || sign_in.expires_at <= now;
        return Ok(Err(if over { CodeRefused::Expired } else { CodeRefused::NoGuesses }));
    }
    let fits = secret::same(&sign_in.code, &code_digest(browser, &typed));
    let Some(person) = sign_in.person.filter(|_| fits) else {
        work.commit_quietly("a wrong guess only counts").await?;
        let left = GUESSES - sign_in.guesses - 1;
        return Ok(Err(if left > 0 { CodeRefused::Wrong { left } } else { CodeRefused::NoGuesses }));
    };
    if !sign_ins::use_up(&mut work.tx, sign_in.id, now).await? {
        return Ok(Err(CodeRefused::Expired));
    }
    let token = open_session(&mut work, person).await?;
    work.commit().await?;
    Ok(Ok(token))
}

/// Opens a session for a person whose identity was just shown, by whichever means.
async fn open_session(work: &mut Work<'_>, person: PersonId) -> Result<Token, AppError> {
    let token = Token::fresh(work.app.ports());
    let session = Session {
        id: work.app.ports().id(),
        person,
        acting_for: None,
        created_at: work.now,
        seen_at: work.now,
        until: after(work.now, work.app.settings().session_most),
    };
    sessions::add(&mut work.tx, &session, token.digest("session")).await?;
    work.done_by(Doer::Person(person));
    work.record(Subject::Person(person), &Event::SignedIn).await?;
    Ok(token)
}

/// Who the token belongs to, if its session still holds.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn who(app: &App, token: &Token) -> Result<Option<Who>, AppError> {
    let now = app.now();
    let mut tx = app.read().await?;
    let Some(session) = sessions::find(&mut tx, token.digest("session")).await? else { return Ok(None) };
    let idle = after(session.seen_at, app.settings().session_idle);
    if session.until <= now || idle <= now {
        return Ok(None);
    }
    let Some(person) = people::find(&mut tx, session.person).await? else { return Ok(None) };
    let memberships = people::memberships(&mut tx, person.id).await?;
    drop(tx);
    if after(session.seen_at, Duration::from_secs(60)) <= now {
        let mut tx = app.db().begin().await?;
        sessions::seen(&mut tx, session.id, now).await?;
        tx.commit().await?;
    }
    let chosen = memberships.iter().find(|membership| id_of(membership) == session.acting_for);
    let acting = chosen.or(memberships.first()).map_or(Acting::Nobody, Membership::acting);
    let signs = memberships.iter().any(Membership::signs);
    let actor = Actor::Person { id: person.id, acting, signs };
    Ok(Some(Who { session: session.id, person, memberships, actor }))
}

fn id_of(membership: &Membership) -> Option<OrganisationId> {
    membership.organisation.as_ref().map(|(id, _, _)| *id)
}

/// Acts for another organisation (`None`: the administration) from now on.
///
/// # Errors
/// [`AppError::NotFound`] for one in which the person has no role.
pub async fn act_for(app: &App, who: &Who, organisation: Option<OrganisationId>) -> Result<(), AppError> {
    if !who.memberships.iter().any(|membership| id_of(membership) == organisation) {
        return Err(AppError::NotFound);
    }
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    sessions::act_for(&mut work.tx, who.session, organisation).await?;
    work.commit_quietly("the choice in the header is a matter of the session").await?;
    Ok(())
}

/// Ends this session, or (`everywhere`) all of the person.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn sign_out(app: &App, who: &Who, everywhere: bool) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    if everywhere {
        sessions::end_all(&mut work.tx, who.person.id).await?;
    } else {
        sessions::end(&mut work.tx, who.session).await?;
    }
    work.record(Subject::Person(who.person.id), &Event::SignedOut { everywhere }).await?;
    work.commit().await?;
    Ok(())
}

/// The sessions of a person, the last used first.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn sessions_of(app: &App, who: &Who) -> Result<Vec<Session>, AppError> {
    let now = app.now();
    let mut list = sessions::list(&mut app.read().await?, who.person.id).await?;
    list.retain(|session| session.until > now && after(session.seen_at, app.settings().session_idle) > now);
    Ok(list)
}

/// Keeps the language that a person chose, for pages and mails.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn choose_language(app: &App, who: &Who, language: Language) -> Result<(), AppError> {
    if who.person.language == language.code() {
        return Ok(());
    }
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    people::set_language(&mut work.tx, who.person.id, language.code()).await?;
    let event = Event::LanguageChosen { language: language.code().to_owned() };
    work.record(Subject::Person(who.person.id), &event).await?;
    work.commit().await?;
    Ok(())
}

/// Invites an administrator from the command line. `false`: is one already.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn invite_administrator(
    app: &App,
    email: &EmailAddress,
    name: &str,
    language: Language,
) -> Result<bool, AppError> {
    let mut work = app.begin(Doer::Operator).await?;
    let new = Person {
        id: app.ports().id(),
        email: email.to_string(),
        name: name.to_owned(),
        phone: None,
        language: language.code().to_owned(),
    };
    let (person, _) = people::add(&mut work.tx, &new, work.now).await?;
    let administrators = people::administrators(&mut work.tx).await?;
    if administrators.iter().any(|other| other.id == person.id) {
        return Ok(false);
    }
    let role = people::NewRole {
        id: app.ports().id(),
        person: person.id,
        organisation: None,
        role: domain::party::Role::Administrator,
        function: None,
        ground: None,
        mandate_date: None,
        works_at: None,
        given_by: None,
    };
    people::give(&mut work.tx, role, work.now).await?;
    let mail = texts::administrator_invited(language, &app.settings().link("/inloggen"));
    work.mail(&person.email, mail).await?;
    work.record(Subject::Person(person.id), &Event::AdministratorInvited).await?;
    work.commit().await?;
    Ok(true)
}
