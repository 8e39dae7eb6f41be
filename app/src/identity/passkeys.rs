//! Passkeys: made, used to sign in without typing anything, used to confirm, named and removed.
//!
//! What belongs here: the ceremonies of W3C Web Authentication, each begun by one browser, open for five minutes and
//! ended by the first answer, good or bad. What never does: whether bytes are good; the crate `assertion` says so.
//!
//! The site for which passkeys are made follows from the public address alone: no header of a request can
//! change it.

use super::{Browser, SignedIn, Who, after, note_confirmed, open_session, strength, tell_of_means};
use crate::{App, AppError, Work, mail::account_texts::MeansChange, secret::Token};
use assertion::{Assertion, Expected, Made, Making, PublicKey, register, verify};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    audit::{Doer, Event, Subject},
    ids::{PasskeyId, PersonId},
    means::Means,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
pub use storage::passkeys::Passkey;
use storage::{
    StorageError,
    passkeys::{self, Ceremony},
};
use url::Url;

/// How long a ceremony waits for its answer.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// Passkeys that one person may have.
pub const MOST: usize = 20;
/// Characters of the longest name.
pub const LONGEST_NAME: usize = 60;
/// Bytes of the largest answer that is looked at; browsers send about one thousand.
const LARGEST_ANSWER: usize = 64 * 1024;

/// Why an answer with a passkey did nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// This browser began nothing, its time is over, or it was answered before.
    Expired,
    /// Nobody here has this passkey: it was removed, or is of another portal.
    Unknown,
    /// It does not fit: another site, another challenge, another person, no verification, a copy.
    NotGood,
    /// Somebody has this passkey already.
    Taken,
    /// No more passkeys can be added.
    TooMany,
}

/// What the browser has to be told to begin: the options of `navigator.credentials`, as JSON.
#[derive(Debug)]
pub struct Begun {
    /// For the cookie of this browser: the answer counts only there.
    pub browser: Token,
    /// The member `publicKey` of the options.
    pub options: Value,
}

/// A ceremony of one kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Make,
    SignIn,
    Confirm,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Make => "make",
            Self::SignIn => "sign_in",
            Self::Confirm => "confirm",
        }
    }
}

/// The site for which passkeys are made.
struct Site {
    /// As browsers write it.
    origin: String,
    /// The host alone.
    rp_id: String,
}

fn site(app: &App) -> Option<Site> {
    let url = Url::parse(&app.settings().public_url).ok()?;
    // An address without a name, as of a portal that is only being tried, has no passkeys.
    let rp_id = url.domain()?.to_owned();
    Some(Site { origin: url.origin().ascii_serialization(), rp_id })
}

/// Whether this portal can have passkeys: its public address has a name.
#[must_use]
pub fn possible(app: &App) -> bool {
    site(app).is_some()
}

fn needed(app: &App) -> Result<Site, AppError> {
    site(app).ok_or(AppError::NotFound)
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Begins a ceremony: keeps the challenge, and puts it into the options.
async fn begin(app: &App, kind: Kind, person: Option<PersonId>, mut options: Value) -> Result<Begun, AppError> {
    let (browser, challenge) = (Token::fresh(app.ports()), app.ports().random::<32>());
    options["challenge"] = text(&challenge).into();
    options["timeout"] = u64::try_from(PATIENCE.as_millis()).unwrap_or_default().into();
    let mut work = app.begin(person.map_or(Doer::Visitor, Doer::Person)).await?;
    let new = Ceremony {
        id: app.ports().id(),
        person,
        kind: kind.as_str().to_owned(),
        challenge: challenge.to_vec(),
        expires_at: after(work.now, PATIENCE),
    };
    passkeys::begin(&mut work.tx, &new, browser.digest("passkey browser")).await?;
    work.commit_quietly("nothing happened yet").await?;
    Ok(Begun { browser, options })
}

/// What the browser answers: `PublicKeyCredential` as JSON, with base64url for bytes.
#[derive(Deserialize)]
struct Credential {
    #[serde(rename = "rawId")]
    id: String,
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(default)]
    attestation_object: String,
    #[serde(default)]
    authenticator_data: String,
    #[serde(default)]
    signature: String,
    #[serde(default)]
    user_handle: Option<String>,
}

/// An answer, and what it has to be over.
struct Answered {
    challenge: Vec<u8>,
    id: Vec<u8>,
    client_data: Vec<u8>,
    attestation: Vec<u8>,
    data: Vec<u8>,
    signature: Vec<u8>,
    /// The person whose passkey it says it is.
    claimed: Option<Vec<u8>>,
}

/// What this browser began and now answers. What cannot be read ends the ceremony as well.
async fn answered(
    app: &App,
    kind: Kind,
    person: Option<PersonId>,
    (browser, answer): (Option<&Token>, &str),
) -> Result<Result<(Ceremony, Answered), Refused>, AppError> {
    let Some(browser) = browser else { return Ok(Err(Refused::Expired)) };
    let found = passkeys::ceremony(&mut app.read().await?, browser.digest("passkey browser")).await?;
    let now = app.now();
    let fits = |one: &Ceremony| one.kind == kind.as_str() && one.person == person && now < one.expires_at;
    let Some(ceremony) = found.filter(fits) else { return Ok(Err(Refused::Expired)) };
    match read(answer, &ceremony.challenge) {
        Some(answered) => Ok(Ok((ceremony, answered))),
        None => refused(app, &ceremony, Refused::NotGood).await.map(Err),
    }
}

fn read(answer: &str, challenge: &[u8]) -> Option<Answered> {
    if answer.len() > LARGEST_ANSWER {
        return None;
    }
    let Credential { id, response } = serde_json::from_str(answer).ok()?;
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
    Some(Answered {
        challenge: challenge.to_vec(),
        id: bytes(&id)?,
        client_data: bytes(&response.client_data)?,
        attestation: bytes(&response.attestation_object)?,
        data: bytes(&response.authenticator_data)?,
        signature: bytes(&response.signature)?,
        claimed: response.user_handle.as_deref().and_then(bytes),
    })
}

/// Ends a ceremony whose answer was not good: a second try begins anew.
async fn refused(app: &App, ceremony: &Ceremony, why: Refused) -> Result<Refused, AppError> {
    let mut work = app.begin(Doer::Visitor).await?;
    passkeys::end(&mut work.tx, ceremony.id).await?;
    work.commit_quietly("a bad answer changes nothing").await?;
    Ok(why)
}

/// Whether to offer whoever just signed in a passkey: at the first time, to who has none.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn is_to_be_offered(app: &App, who: &Who) -> Result<bool, AppError> {
    if !possible(app) {
        return Ok(false);
    }
    let mut tx = app.read().await?;
    let none = passkeys::of_person(&mut tx, who.person.id).await?.is_empty();
    Ok(none && storage::audit::is_first_sign_in(&mut tx, who.person.id).await?)
}

/// The passkeys of whoever is signed in, the oldest first.
///
/// # Errors
/// [`AppError::Storage`].
pub async fn list(app: &App, who: &Who) -> Result<Vec<Passkey>, AppError> {
    Ok(passkeys::of_person(&mut app.read().await?, who.person.id).await?)
}

/// One of them.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's.
pub async fn find(app: &App, who: &Who, id: PasskeyId) -> Result<Passkey, AppError> {
    passkeys::find(&mut app.read().await?, id, who.person.id).await?.ok_or(AppError::NotFound)
}

/// How passkeys are named in options.
fn descriptors(passkeys: &[Passkey]) -> Value {
    passkeys.iter().map(|passkey| json!({ "type": "public-key", "id": text(&passkey.credential) })).collect()
}

/// Begins to make a passkey for whoever is signed in.
///
/// # Errors
/// [`AppError::NotFound`] where passkeys are not [`possible`], [`AppError::Storage`].
pub async fn begin_adding(app: &App, who: &Who) -> Result<Begun, AppError> {
    strength::unless_weaker(&mut app.read().await?, who).await?;
    let (site, own, person) = (needed(app)?, list(app, who).await?, &who.person);
    let kinds = [-7, -8, -257].map(|algorithm| json!({ "type": "public-key", "alg": algorithm }));
    let options = json!({
        "rp": { "id": site.rp_id, "name": app.settings().association },
        "user": { "id": text(person.id.0.as_bytes()), "name": person.email, "displayName": person.name },
        "pubKeyCredParams": kinds,
        "excludeCredentials": descriptors(&own),
        // Signing in without typing an address needs a passkey that knows whose it is.
        "authenticatorSelection": {
            "residentKey": "required", "requireResidentKey": true, "userVerification": "required",
        },
        "attestation": "none",
    });
    begin(app, Kind::Make, Some(person.id), options).await
}

/// Keeps the passkey that the browser made.
///
/// # Errors
/// [`AppError::Storage`]; the inner error says why it was refused.
pub async fn add(
    app: &App,
    who: &Who,
    answer: (Option<&Token>, &str),
    name: &str,
) -> Result<Result<(), Refused>, AppError> {
    let (Site { origin, rp_id }, person) = (needed(app)?, who.person.id);
    let (ceremony, answered) = match answered(app, Kind::Make, Some(person), answer).await? {
        Ok(answered) => answered,
        Err(why) => return Ok(Err(why)),
    };
    let Answered { id, client_data, attestation, .. } = answered;
    let made = Made { client_data: &client_data, attestation: &attestation };
    let making = Making { challenge: &ceremony.challenge, origin: &origin, rp_id: &rp_id };
    let Some(made) = register(&made, &making).ok().filter(|made| made.id == id) else {
        return refused(app, &ceremony, Refused::NotGood).await.map(Err);
    };
    let mut work = app.begin(Doer::Person(person)).await?;
    if !passkeys::end(&mut work.tx, ceremony.id).await? {
        return Ok(Err(Refused::Expired));
    }
    strength::unless_weaker(&mut work.tx, who).await?;
    let had = strength::had(&mut work.tx, who).await?;
    if passkeys::of_person(&mut work.tx, person).await?.len() >= MOST {
        return Ok(Err(Refused::TooMany));
    }
    let new = Passkey {
        id: app.ports().id(),
        person,
        credential: made.id,
        name: name.chars().take(LONGEST_NAME).collect(),
        public_key: made.key.to_cose(),
        counter: made.counter.into(),
        created_at: work.now,
        used_at: None,
    };
    match passkeys::add(&mut work.tx, &new).await {
        Ok(()) => {}
        Err(StorageError::Duplicate { .. }) => return Ok(Err(Refused::Taken)),
        Err(other) => return Err(other.into()),
    }
    strength::raise(&mut work, who, had, Means::Passkey).await?;
    tell_of_means(&mut work, who, MeansChange::PasskeyAdded).await?;
    work.record(Subject::Person(person), &Event::PasskeyAdded).await?;
    work.commit().await?;
    Ok(Ok(()))
}

/// Begins to sign in with whichever passkey the person chooses.
///
/// # Errors
/// [`AppError::NotFound`] where passkeys are not [`possible`], [`AppError::Storage`].
pub async fn begin_signing_in(app: &App) -> Result<Begun, AppError> {
    let options = json!({ "rpId": needed(app)?.rp_id, "userVerification": "required", "allowCredentials": [] });
    begin(app, Kind::SignIn, None, options).await
}

/// Opens a session for the person whose passkey answered.
///
/// # Errors
/// [`AppError::Storage`]; the inner error says why it was refused.
pub async fn sign_in(
    app: &App,
    answer: (Option<&Token>, &str),
    here: Browser<'_>,
) -> Result<Result<SignedIn, Refused>, AppError> {
    let (ceremony, answered) = match answered(app, Kind::SignIn, None, answer).await? {
        Ok(answered) => answered,
        Err(why) => return Ok(Err(why)),
    };
    let found = passkeys::by_credential(&mut app.read().await?, &answered.id).await?;
    // Nobody was named beforehand, so the passkey has to say whose it is (7.2, step 6).
    let own = |passkey: &Passkey| answered.claimed.as_deref() == Some(passkey.person.0.as_bytes());
    let Some(passkey) = found.filter(own) else {
        return refused(app, &ceremony, Refused::Unknown).await.map(Err);
    };
    let mut work = match used(app, &ceremony, &answered, &passkey).await? {
        Ok(work) => work,
        Err(why) => return Ok(Err(why)),
    };
    let signed_in = open_session(&mut work, passkey.person, Means::Passkey, here).await?;
    work.commit().await?;
    Ok(Ok(signed_in))
}

/// Verifies what a passkey signed, and notes its use in a transaction that the caller goes on with.
async fn used<'a>(
    app: &'a App,
    ceremony: &Ceremony,
    answered: &Answered,
    passkey: &Passkey,
) -> Result<Result<Work<'a>, Refused>, AppError> {
    let Some(counter) = counter_of(app, answered, passkey)? else {
        return refused(app, ceremony, Refused::NotGood).await.map(Err);
    };
    let mut work = app.begin(Doer::Person(passkey.person)).await?;
    let now = work.now;
    let first = passkeys::end(&mut work.tx, ceremony.id).await?;
    if first && passkeys::used(&mut work.tx, passkey.id, counter, now).await? {
        Ok(Ok(work))
    } else {
        Ok(Err(Refused::Expired))
    }
}

/// The counter of a good answer.
fn counter_of(app: &App, answered: &Answered, passkey: &Passkey) -> Result<Option<i64>, AppError> {
    let Site { origin, rp_id } = needed(app)?;
    let key = PublicKey::from_cose(&passkey.public_key).map_err(|_| AppError::Unreadable("key of a passkey"))?;
    let counter = u32::try_from(passkey.counter).map_err(|_| AppError::Unreadable("counter of a passkey"))?;
    let assertion = Assertion {
        client_data: &answered.client_data,
        authenticator_data: &answered.data,
        signature: &answered.signature,
    };
    let expected = Expected { challenge: &answered.challenge, origin: &origin, rp_id: &rp_id, key: &key, counter };
    Ok(verify(&assertion, &expected).ok().map(|verified| verified.counter.into()))
}

/// Whether somebody has a passkey, at a portal that can have them.
pub(crate) async fn are_there(app: &App, person: PersonId) -> Result<bool, AppError> {
    Ok(possible(app) && !passkeys::of_person(&mut app.read().await?, person).await?.is_empty())
}

/// Options for a browser so that one of the person's passkeys signs this challenge, which the caller keeps.
pub(crate) async fn to_sign(work: &mut Work<'_>, person: PersonId, challenge: &[u8; 32]) -> Result<Value, AppError> {
    let site = needed(work.app)?;
    let own = passkeys::of_person(&mut work.tx, person).await?;
    if own.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(json!({
        "challenge": text(challenge),
        "timeout": u64::try_from(PATIENCE.as_millis()).unwrap_or_default(),
        "rpId": site.rp_id, "userVerification": "required", "allowCredentials": descriptors(&own),
    }))
}

/// What a passkey of a person signed, with its key: enough for anybody to check it.
pub(crate) struct Signed {
    pub(crate) key: Vec<u8>,
    pub(crate) client_data: Vec<u8>,
    pub(crate) data: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

/// Verifies what a passkey of a person signed over this challenge, and notes its use.
pub(crate) async fn signed(
    work: &mut Work<'_>,
    person: PersonId,
    challenge: &[u8; 32],
    answer: &str,
) -> Result<Result<Signed, Refused>, AppError> {
    let Some(answered) = read(answer, challenge) else { return Ok(Err(Refused::NotGood)) };
    let found = passkeys::by_credential(&mut work.tx, &answered.id).await?;
    let Some(passkey) = found.filter(|passkey| passkey.person == person) else { return Ok(Err(Refused::Unknown)) };
    let Some(counter) = counter_of(work.app, &answered, &passkey)? else { return Ok(Err(Refused::NotGood)) };
    let now = work.now;
    if !passkeys::used(&mut work.tx, passkey.id, counter, now).await? {
        return Ok(Err(Refused::NotGood));
    }
    let Answered { client_data, data, signature, .. } = answered;
    Ok(Ok(Signed { key: passkey.public_key, client_data, data, signature }))
}

/// Begins a confirmation with one of the person's passkeys.
///
/// # Errors
/// [`AppError::NotFound`] for somebody without passkeys, [`AppError::Storage`].
pub async fn begin_confirming(app: &App, who: &Who) -> Result<Begun, AppError> {
    let (site, own) = (needed(app)?, list(app, who).await?);
    if own.is_empty() {
        return Err(AppError::NotFound);
    }
    let options = json!({
        "rpId": site.rp_id, "userVerification": "required", "allowCredentials": descriptors(&own),
    });
    begin(app, Kind::Confirm, Some(who.person.id), options).await
}

/// Notes that whoever is signed in showed again who they are. Gives what opens their session from now on.
///
/// # Errors
/// [`AppError::Storage`]; the inner error says why it was refused.
pub async fn confirm(app: &App, who: &Who, answer: (Option<&Token>, &str)) -> Result<Result<Token, Refused>, AppError> {
    let person = who.person.id;
    let (ceremony, answered) = match answered(app, Kind::Confirm, Some(person), answer).await? {
        Ok(answered) => answered,
        Err(why) => return Ok(Err(why)),
    };
    let found = passkeys::by_credential(&mut app.read().await?, &answered.id).await?;
    let Some(passkey) = found.filter(|passkey| passkey.person == person) else {
        return refused(app, &ceremony, Refused::Unknown).await.map(Err);
    };
    let mut work = match used(app, &ceremony, &answered, &passkey).await? {
        Ok(work) => work,
        Err(why) => return Ok(Err(why)),
    };
    let token = note_confirmed(&mut work, who, Means::Passkey).await?;
    work.commit_quietly("it changes nothing by itself").await?;
    Ok(Ok(token))
}

/// Gives a passkey another name.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's.
pub async fn rename(app: &App, who: &Who, id: PasskeyId, name: &str) -> Result<(), AppError> {
    let person = who.person.id;
    let name: String = name.chars().take(LONGEST_NAME).collect();
    let mut work = app.begin(Doer::Person(person)).await?;
    if !passkeys::rename(&mut work.tx, id, person, &name).await? {
        return Err(AppError::NotFound);
    }
    work.record(Subject::Person(person), &Event::PasskeyRenamed).await?;
    Ok(work.commit().await?)
}

/// Removes a passkey: it opens nothing from now on. Sessions that it opened stay, and are ended by themselves or on
/// the page of sessions.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's.
pub async fn remove(app: &App, who: &Who, id: PasskeyId) -> Result<(), AppError> {
    let person = who.person.id;
    let mut work = app.begin(Doer::Person(person)).await?;
    strength::unless_weaker(&mut work.tx, who).await?;
    if !passkeys::remove(&mut work.tx, id, person).await? {
        return Err(AppError::NotFound);
    }
    tell_of_means(&mut work, who, MeansChange::PasskeyRemoved).await?;
    work.record(Subject::Person(person), &Event::PasskeyRemoved).await?;
    Ok(work.commit().await?)
}
