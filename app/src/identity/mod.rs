//! Who somebody is: sign in by a code from the mail (and one of an app) or by a passkey, sessions, the choice of organisation.
//!
//! Codes are in `codes`, apps in [`authenticator`], passkeys in [`passkeys`]; all end in the same `open_session`, which notes the
//! means. What people do with consequences asks for a fresh confirmation: [`Who::is_fresh`].

pub mod authenticator;
mod codes;
pub mod passkeys;
pub mod strength;
mod totp;

pub use codes::{
    AskedBy, Awaited, CodeRefused, Entered, GUESSES, awaits, confirm_by_code, enter_app_code, enter_code, request_code,
};
pub use storage::{people::Person, sessions::Session};
pub use strength::Demand;

use crate::{
    App, AppError, Work, known_browsers,
    mail::{
        Language,
        account_texts::{self, MeansChange},
        texts,
    },
    secret::Token,
};
use domain::{
    access::{Acting, Actor, Membership},
    audit::{Doer, Event, Subject},
    ids::{OrganisationId, PersonId, SessionId},
    means::Means,
    values::EmailAddress,
};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use storage::{
    kept_forms, people,
    sessions::{self, Visitor},
};

/// How long a confirmation is fresh.
pub const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// Characters of the longest description of a browser that is kept.
const LONGEST_DEVICE: usize = 60;

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
    /// By which means the session was opened.
    pub means: Means,
    /// When the person last showed who they are.
    pub confirmed_at: Timestamp,
    /// The least that is asked to go on, where these means do not suffice: until then the person acts for nobody.
    pub below: Option<Means>,
    /// The most that any of their organisations asks of them, to sign in or to sign.
    pub most: Means,
    /// As `actor`, as if the means sufficed.
    pub full: Actor,
    /// What their organisations ask.
    pub asked: Vec<Demand>,
}

impl Who {
    /// Whether the person showed who they are a moment ago: what people's roles, keys and the administration ask.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        self.confirmed_at.checked_add(FRESH).is_ok_and(|until| now < until)
    }

    /// Whether the means by which the person signed in suffice to act in a membership.
    #[must_use]
    pub fn may_act_in(&self, membership: &Membership) -> bool {
        self.means.suffices(strength::asked_by(id_of(membership), &self.asked).sign_in)
    }
}

/// The browser in which somebody signs in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser<'a> {
    /// Browser and system in two words; empty where that is unknown.
    pub device: &'a str,
    /// The secret by which it is known from before, if it has one.
    pub known: Option<&'a Token>,
    /// What opened the session that it has until now, if it has one: that one ends.
    pub before: Option<&'a Token>,
}

/// What the browser of somebody who signed in gets, each for a cookie.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Opens the session.
    pub session: Token,
    /// By which the browser is known from now on.
    pub browser: Token,
}

fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX)
}

fn after(now: Timestamp, duration: Duration) -> Timestamp {
    now.checked_add(signed(duration)).unwrap_or(Timestamp::MAX)
}

/// Opens a session for a person whose identity was just shown, by whichever means. Where that person never signed in
/// before, they are told by mail.
async fn open_session(
    work: &mut Work<'_>,
    person: PersonId,
    means: Means,
    browser: Browser<'_>,
) -> Result<SignedIn, AppError> {
    let device: String = browser.device.chars().take(LONGEST_DEVICE).collect();
    let token = Token::fresh(work.app.ports());
    let session = Session {
        id: work.app.ports().id(),
        person,
        acting_for: None,
        created_at: work.now,
        seen_at: work.now,
        until: after(work.now, work.app.settings().session_most),
        means,
        confirmed_at: work.now,
        device: device.clone(),
    };
    work.done_by(Doer::Person(person));
    end_before(work, browser).await?;
    sessions::add(&mut work.tx, &session, token.digest("session")).await?;
    work.record(Subject::Person(person), &Event::SignedIn { means }).await?;
    let seen = known_browsers::see(work, person, browser.known).await?;
    if seen.strange {
        let found = people::find(&mut work.tx, person).await?.ok_or(AppError::NotFound)?;
        let language = Language::from_code(&found.language);
        let link = work.app.settings().link("/mijn");
        let mail = account_texts::new_browser(language, &found.name, (work.now, means, &device), &link);
        work.mail(&found.email, mail).await?;
    }
    Ok(SignedIn { session: token, browser: seen.secret })
}

/// Ends the session that a browser has until now: who signs in over it leaves none behind that nobody sees.
async fn end_before(work: &mut Work<'_>, browser: Browser<'_>) -> Result<(), AppError> {
    let Some(before) = browser.before else { return Ok(()) };
    let Some(old) = sessions::find(&mut work.tx, before.digest("session")).await? else { return Ok(()) };
    sessions::end(&mut work.tx, old.id).await?;
    if old.until > work.now && after(old.seen_at, work.app.settings().session_idle) > work.now {
        work.record(Subject::Person(old.person), &Event::SessionEnded).await?;
    }
    Ok(())
}

/// Notes that somebody showed again who they are, by these means: the session is worth them from now on. It is opened by
/// another token from here on, which is given; what somebody had read of the old one is worth nothing.
async fn note_confirmed(work: &mut Work<'_>, who: &Who, means: Means) -> Result<Token, AppError> {
    let (now, token) = (work.now, Token::fresh(work.app.ports()));
    let means = means.max(who.means);
    if sessions::confirmed(&mut work.tx, who.session, now, means, token.digest("session")).await? {
        Ok(token)
    } else {
        Err(AppError::Stale)
    }
}

/// Mails somebody that a means of signing in of theirs came or went.
async fn tell_of_means(work: &mut Work<'_>, who: &Who, change: MeansChange) -> Result<(), AppError> {
    let Person { email, name, language, .. } = &who.person;
    let link = work.app.settings().link("/mijn");
    let mail = account_texts::means_changed(Language::from_code(language), name, (work.now, change), &link);
    work.mail(email, mail).await?;
    Ok(())
}

/// Who the token belongs to, if its session still holds.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn who(app: &App, token: &Token) -> Result<Option<Who>, AppError> {
    let now = app.now();
    let mut tx = app.read().await?;
    let found = sessions::who(&mut tx, token.digest("session")).await?;
    drop(tx);
    let Some(Visitor { session, person, memberships, asked }) = found else { return Ok(None) };
    let idle = after(session.seen_at, app.settings().session_idle);
    if session.until <= now || idle <= now {
        return Ok(None);
    }
    if after(session.seen_at, Duration::from_secs(60)) <= now {
        let mut tx = app.db().begin().await?;
        sessions::seen(&mut tx, session.id, now).await?;
        tx.commit().await?;
    }
    let chosen = memberships.iter().find(|membership| id_of(membership) == session.acting_for);
    let chosen = chosen.or(memberships.first());
    let Session { id, means, confirmed_at, .. } = session;
    let standing = strength::standing(&memberships, chosen, &asked, means);
    let acting = chosen.filter(|_| standing.acts).map_or(Acting::Nobody, Membership::acting);
    let actor = Actor::Person { id: person.id, acting, signs: standing.signs };
    let signs = memberships.iter().any(Membership::signs);
    let full = Actor::Person { id: person.id, acting: chosen.map_or(Acting::Nobody, Membership::acting), signs };
    let strength::Sufficiency { below, most, .. } = standing;
    Ok(Some(Who { session: id, person, memberships, actor, means, confirmed_at, below, most, full, asked }))
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

/// Signs out: ends the session of `who`, or (`everywhere`) all of that person; forms that wait to be sent are thrown away.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn sign_out(app: &App, who: &Who, everywhere: bool) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    kept_forms::throw_all_away(&mut work.tx, who.person.id).await?;
    if everywhere {
        sessions::end_all(&mut work.tx, who.person.id).await?;
    } else {
        sessions::end(&mut work.tx, who.session).await?;
    }
    work.record(Subject::Person(who.person.id), &Event::SignedOut { everywhere }).await?;
    work.commit().await?;
    Ok(())
}

/// Ends one session of whoever is signed in, as in a browser that was lost.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's.
pub async fn end_session(app: &App, who: &Who, id: SessionId) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    if !sessions::end_own(&mut work.tx, id, who.person.id).await? {
        return Err(AppError::NotFound);
    }
    work.record(Subject::Person(who.person.id), &Event::SessionEnded).await?;
    Ok(work.commit().await?)
}

/// Ends all sessions of whoever is signed in but this one.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn end_other_sessions(app: &App, who: &Who) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Person(who.person.id)).await?;
    if sessions::end_others(&mut work.tx, who.person.id, who.session).await? == 0 {
        return Ok(());
    }
    work.record(Subject::Person(who.person.id), &Event::OtherSessionsEnded).await?;
    Ok(work.commit().await?)
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
