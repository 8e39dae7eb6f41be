//! The job that signs a confirmed round, a few documents at a time.
//!
//! The order of each batch: read what is to be signed, sign outside any transaction, put the bytes into the store,
//! and then, in one transaction, say so of state, slot, document and round. Killed anywhere it begins again with
//! what is still open: bytes without a row are nobody's. Two rounds over one document: the second to save finds
//! newer bytes than those it signed on, and signs again on top of them.

use super::{BY_PASSKEY, act::Confirmed};
use crate::{
    App, AppError, agreements, documents,
    ports::{Credential, NoCredential, Subscriber},
    verification::proof,
};
use domain::{
    agreement::{Act, Agreement, Refusal, StateKind},
    audit::{Doer, Event, Subject},
    calendar::amsterdam,
    ids::{OrganisationId, PersonId, RoundId, SlotId},
    means::Means,
    party::{Ground, Role},
};
use evidence::{Hash, Organisation};
use jiff::Timestamp;
use signing::{
    appearance::{Appearance, Lettering, Words, draw},
    pades,
};
use std::{collections::HashMap, sync::Arc};
use storage::{
    StorageError, agreements as rows,
    certificates::{self, NewCertificate},
    organisations, people,
    rounds::{self, Item, Round, Signature},
    store::Digest,
};

/// Documents signed and saved together.
const BATCH: i64 = 32;
/// How often a batch may lose against others before the job waits a little.
const LOST: u32 = 25;

/// What one run of the job keeps between batches: certificates with their keys, which never leave this memory.
#[derive(Default)]
pub struct Desk {
    held: HashMap<OrganisationId, Arc<Held>>,
    /// What was confirmed, once it was looked up; nothing in rounds of before there was evidence.
    confirmed: Option<Option<Arc<Confirmed>>>,
    lost: u32,
}

/// How a round goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There may be more to sign.
    More,
    /// Everything was dealt with.
    Finished,
    /// It goes on later.
    Later(String),
}

/// The means of one person to sign for one organisation in this round.
struct Held {
    credential: Credential,
    serial: Vec<u8>,
    der: Vec<u8>,
    ends_at: Timestamp,
    name: String,
    function: Option<String>,
    ground: Option<Ground>,
    means: Means,
    proof: String,
    reason: String,
    appearance: Appearance,
}

/// What becomes of one document.
enum Plan {
    Sign(Box<Task>),
    Refuse(Box<Item>, &'static str),
}

struct Task {
    item: Item,
    field: String,
    signed_on: Digest,
    held: Arc<Held>,
    /// The digest of the evidence of this document.
    evidence: Option<[u8; 32]>,
}

struct Made {
    task: Task,
    at: Timestamp,
    digest: Digest,
}

/// Signs the next documents of a confirmed round.
///
/// # Errors
/// [`AppError`]; what was saved before stays.
pub async fn next_batch(app: &App, id: RoundId, desk: &mut Desk) -> Result<Progress, AppError> {
    let mut tx = app.read().await?;
    let Some(round) = rounds::find(&mut tx, id).await? else { return Ok(Progress::Finished) };
    if round.confirmed_at.is_none() || round.finished_at.is_some() {
        return Ok(Progress::Finished);
    }
    // After a lost race one at a time: a batch that shares documents with another would lose as a whole.
    let most = if desk.lost > 0 { 1 } else { BATCH };
    let mut items = rounds::open_items(&mut tx, id, most).await?;
    if desk.confirmed.is_none() {
        desk.confirmed = Some(Confirmed::of(&mut tx, id).await?.map(Arc::new));
    }
    drop(tx);
    if items.is_empty() {
        let mut work = app.begin(Doer::Portal).await?;
        let now = work.now;
        rounds::finish(&mut work.tx, id, now).await?;
        work.commit_quietly("each signature has its own event").await?;
        return Ok(Progress::Finished);
    }
    // The same order everywhere: two rounds that meet wait for each other, and never in a circle.
    items.sort_by_key(|item| item.agreement);
    let mut plans = Vec::with_capacity(items.len());
    for item in items {
        match plan(app, &round, item, desk).await? {
            Ok(plan) => plans.push(plan),
            Err(NoCredential::Later(why)) => return Ok(Progress::Later(why)),
            Err(NoCredential::AuthorityEnded | NoCredential::Certificate(_)) => {
                return Ok(Progress::Later("the authority issues no certificate".to_owned()));
            }
        }
    }
    let plans = make(app, plans).await?;
    match save(app, id, round.person, plans).await {
        Ok(()) => {
            desk.lost = 0;
            Ok(Progress::More)
        }
        Err(AppError::Stale) if desk.lost < LOST => {
            desk.lost += 1;
            Ok(Progress::More)
        }
        Err(AppError::Stale) => Ok(Progress::Later("others are signing the same document".to_owned())),
        Err(other) => Err(other),
    }
}

/// Looks at one document: may it be signed as it was shown?
async fn plan(app: &App, round: &Round, item: Item, desk: &mut Desk) -> Result<Result<Plan, NoCredential>, AppError> {
    let person = round.person;
    let mut tx = app.read().await?;
    let kept = rows::find(&mut tx, item.agreement).await?.ok_or(AppError::Unreadable("agreement of a round"))?;
    let document = storage::documents::find(&mut tx, item.revision).await?;
    let waits = storage::waiting::one(&mut tx, person, item.slot).await?.is_some();
    drop(tx);
    let same = kept.parts.revision.id == item.revision
        && document.as_ref().is_some_and(|document| document.released == Some(item.digest));
    let why_not = match kept.parts.state.kind() {
        StateKind::Declined => Some("declined"),
        kind if kind.has_ended() => Some("ended"),
        StateKind::Prepared | StateKind::OnHold if kept.parts.revision.id == item.revision => Some("taken_back"),
        _ if !same => Some("changed"),
        _ => match refusal(&kept, item.slot, person, app.now()) {
            Some(code) => Some(code),
            None if !waits => Some("no_role"),
            None => None,
        },
    };
    if let Some(code) = why_not {
        return Ok(Ok(Plan::Refuse(Box::new(item), code)));
    }
    let agreement = Agreement::restore(kept.parts).map_err(|_| AppError::Unreadable("agreement"))?;
    let field = documents::slot_field(&agreement, item.slot).ok_or(AppError::Unreadable("slot of a round"))?;
    let confirmed = desk.confirmed.clone().flatten();
    let held = match desk.held.get(&item.organisation) {
        Some(held) => Arc::clone(held),
        None => {
            let held = match hold(app, round, (&item, &field), confirmed.as_deref()).await? {
                Ok(held) => Arc::new(held),
                // It will not go later either: the person is told, and the operator by `check`.
                Err(NoCredential::AuthorityEnded) => return Ok(Ok(Plan::Refuse(Box::new(item), "no_authority"))),
                Err(none) => return Ok(Err(none)),
            };
            desk.held.insert(item.organisation, Arc::clone(&held));
            held
        }
    };
    let evidence = confirmed.and_then(|confirmed| confirmed.evidence(&item.number, &field));
    let evidence = evidence.map(|evidence| Hash::of(&evidence.to_bytes()).0);
    let signed_on = document.and_then(|document| document.newest).ok_or(AppError::Unreadable("document of a round"))?;
    Ok(Ok(Plan::Sign(Box::new(Task { item, field, signed_on, held, evidence }))))
}

/// Why the machine would refuse this signature, as a code.
fn refusal(kept: &rows::Kept, slot: SlotId, person: PersonId, now: Timestamp) -> Option<&'static str> {
    let agreement = Agreement::restore(kept.parts.clone()).ok()?;
    match agreement.apply(Act::FillSlot { slot }, now, Some(person)) {
        Ok(_) => None,
        Err(Refusal::SlotFilled(_) | Refusal::AlreadySigned | Refusal::SignedTwice) => Some("filled"),
        Err(Refusal::SignedForOtherSide(_)) => Some("other_side"),
        Err(Refusal::UnknownSlot(_)) => Some("changed"),
        Err(_) => Some("not_now"),
    }
}

/// Asks for a certificate for this person and organisation, and draws what stands in the slot.
///
/// What was confirmed is what is signed, whatever was changed in between; that the person may still sign is asked anew.
async fn hold(
    app: &App,
    round: &Round,
    (item, field): (&Item, &str),
    confirmed: Option<&Confirmed>,
) -> Result<Result<Held, NoCredential>, AppError> {
    let person = round.person;
    let Some(service) = app.ports().signing.clone() else {
        return Ok(Err(NoCredential::Later("the portal has no key".to_owned())));
    };
    let mut tx = app.read().await?;
    let organisation = organisations::find(&mut tx, item.organisation).await?.ok_or(AppError::NotFound)?;
    let members = people::members(&mut tx, organisation.id).await?;
    drop(tx);
    let member = members.into_iter().find(|member| member.person.id == person && member.role == Role::Signatory);
    let member = member.ok_or(AppError::Unreadable("signatory of a round"))?;
    let now = app.now();
    let live = Organisation {
        name: organisation.name,
        kvk: organisation.kvk,
        function: member.function,
        ground: Some(ground(member.ground, member.mandate_date)).filter(|ground| !ground.is_empty()),
    };
    let name = confirmed.and_then(Confirmed::person).unwrap_or(&member.person.name).to_owned();
    let organisation = confirmed.and_then(|confirmed| confirmed.organisation(&item.number, field)).cloned();
    let Organisation { name: of, kvk, function, ground } = organisation.unwrap_or(live);
    let who = Subscriber { person: name.clone(), organisation: of.clone(), kvk };
    let credential = match service.credential(&who, now).await {
        Ok(credential) => credential,
        Err(none) => return Ok(Err(none)),
    };
    let own = credential.chain.first().ok_or(AppError::Unreadable("certificate"))?;
    let (_, ends_at) = own.period().map_err(|_| AppError::Unreadable("certificate"))?;
    let (serial, der) = (own.serial().to_vec(), own.der().to_vec());
    let mut reason = format!("Namens {of}");
    if let Some(function) = &function {
        reason.push_str(&format!(", als {function}"));
    }
    if let Some(ground) = &ground {
        reason.push_str(&format!(", {ground}"));
    }
    reason.push_str(&format!(". {}", how(round)));
    let words = Words {
        name: &name,
        function: function.as_deref().unwrap_or_default(),
        organisation: &of,
        ground: ground.as_deref().unwrap_or_default(),
        date: &amsterdam().to_datetime(now).strftime("%d-%m-%Y %H:%M").to_string(),
    };
    let (plain, bold) = ::documents::lettering();
    let lettering = Lettering::new(&plain, &bold).map_err(|_| AppError::Unreadable("fonts"))?;
    let (width, height) = ::documents::SLOT_SIZE;
    let appearance = draw(&lettering, &words, width, height);
    let (ground, means, proof) = (member.ground, round.means, round.proof.clone());
    Ok(Ok(Held { credential, serial, der, ends_at, name, function, ground, means, proof, reason, appearance }))
}

/// How somebody was signed in and confirmed, as it stands in documents, which are in Dutch.
fn how(round: &Round) -> String {
    match round.means {
        _ if round.proof == BY_PASSKEY => proof::BY_PASSKEY.to_owned(),
        Means::MailCode => "Ingelogd en bevestigd met een eenmalige code per e-mail (niveau basis).".to_owned(),
        Means::MailCodeAndTotp => format!("Ingelogd met een code per e-mail en een app, {}", proof::BY_MORE),
        Means::Passkey => format!("Ingelogd met een passkey, {}", proof::BY_MORE),
    }
}

/// Why somebody may sign, as it stands in documents, which are in Dutch.
pub(super) fn ground(ground: Option<Ground>, mandate: Option<jiff::civil::Date>) -> String {
    match (ground, mandate) {
        (Some(Ground::Office), _) => "op grond van het ambt".to_owned(),
        (Some(Ground::Mandate), Some(day)) => format!("op grond van mandaat van {}", day.strftime("%d-%m-%Y")),
        (Some(Ground::Mandate), None) => "op grond van mandaat".to_owned(),
        (Some(Ground::Register), _) => "volgens het KvK-handelsregister".to_owned(),
        (Some(Ground::Own), _) => "voor zichzelf".to_owned(),
        (None, _) => String::new(),
    }
}

/// Signs and keeps the bytes, all at the same time. A document that cannot be signed is refused with a reason.
async fn make(app: &App, plans: Vec<Plan>) -> Result<Vec<Result<Made, (Box<Item>, &'static str)>>, AppError> {
    let at = app.now();
    let mut tasks = tokio::task::JoinSet::new();
    for (place, plan) in plans.into_iter().enumerate() {
        let store = Arc::clone(&app.ports().store);
        tasks.spawn(async move {
            let task = match plan {
                Plan::Sign(task) => *task,
                Plan::Refuse(item, code) => return (place, Ok(Err((item, code)))),
            };
            let bytes = match store.get(task.signed_on).await {
                Ok(bytes) => bytes,
                Err(storage::store::StoreError::Unavailable(error)) => {
                    return (place, Err(AppError::Store(storage::store::StoreError::Unavailable(error))));
                }
                Err(_) => return (place, Ok(Err((Box::new(task.item), "damaged")))),
            };
            let signed = tokio::task::spawn_blocking(move || {
                let held = &task.held;
                let act = pades::Act {
                    field: &task.field,
                    person: &held.name,
                    reason: &held.reason,
                    at,
                    appearance: &held.appearance,
                    evidence: task.evidence,
                };
                let signed = pades::sign(&bytes, &act, &held.credential.chain, &*held.credential.signer);
                (task, signed)
            })
            .await;
            let (task, bytes) = match signed {
                Ok((task, Ok(bytes))) => (task, bytes),
                Ok((task, Err(_))) => return (place, Ok(Err((Box::new(task.item), "damaged")))),
                Err(_) => return (place, Err(AppError::Unreadable("signature"))),
            };
            match store.put(bytes).await {
                Ok(digest) => (place, Ok(Ok(Made { task, at, digest }))),
                Err(error) => (place, Err(error.into())),
            }
        });
    }
    let mut made = Vec::new();
    while let Some(done) = tasks.join_next().await {
        let (place, result) = done.map_err(|_| AppError::Unreadable("signature"))?;
        made.push((place, result?));
    }
    made.sort_by_key(|(place, _)| *place);
    Ok(made.into_iter().map(|(_, made)| made).collect())
}

/// Says in one transaction what was signed and what was not.
async fn save(
    app: &App,
    round: RoundId,
    person: PersonId,
    made: Vec<Result<Made, (Box<Item>, &'static str)>>,
) -> Result<(), AppError> {
    let mut work = app.begin(Doer::Person(person)).await?;
    let now = work.now;
    for made in made {
        let Made { task, at, digest } = match made {
            Ok(made) => made,
            Err((item, code)) => {
                rounds::settle(&mut work.tx, round, item.slot, Some(code), now).await.map_err(AppError::saving)?;
                let event = Event::SigningRefused { reason: code.to_owned() };
                work.record(Subject::Agreement(item.agreement), &event).await?;
                continue;
            }
        };
        let Task { item, signed_on, held, evidence, .. } = task;
        let kept = rows::find(&mut work.tx, item.agreement).await?.ok_or(AppError::Unreadable("agreement"))?;
        // Between looking and saving it was moved: look again.
        let act = Act::FillSlot { slot: item.slot };
        match agreements::moves::move_it(&mut work, kept, act, Some(person), None).await {
            Ok(_) => {}
            Err(AppError::Refused(_)) => return Err(AppError::Stale),
            Err(other) => return Err(other),
        }
        storage::documents::renew(&mut work.tx, item.revision, signed_on, digest).await.map_err(AppError::saving)?;
        let certificate = NewCertificate {
            serial: held.serial.clone(),
            round,
            person,
            organisation: item.organisation,
            der: held.der.clone(),
            issued_at: at,
            ends_at: held.ends_at,
        };
        certificates::add(&mut work.tx, certificate).await?;
        let signature = Signature {
            slot: item.slot,
            revision: item.revision,
            round,
            person,
            serial: held.serial.clone(),
            name: held.name.clone(),
            function: held.function.clone(),
            ground: held.ground.map(|ground| ground.as_str().to_owned()),
            digest,
            means: held.means,
            proof: held.proof.clone(),
            proven: evidence.is_some(),
            at,
        };
        rounds::add_signature(&mut work.tx, &signature).await.map_err(AppError::saving)?;
        rounds::settle(&mut work.tx, round, item.slot, None, now).await.map_err(AppError::saving)?;
    }
    work.commit().await.map_err(|error: StorageError| AppError::saving(error))
}
