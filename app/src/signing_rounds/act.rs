//! What a round binds: its act, the root that is confirmed, and the evidence of each document.
//!
//! What belongs here: making them from rows, and from what was kept. What never does: their form, which is that of the
//! crate `evidence`.

use super::sign::ground;
use crate::{App, AppError, Work, documents::field_name};
use domain::{
    agreement::Side,
    ids::{OrganisationId, PersonId, RoundId},
    means::Means,
    party::Role,
};
use evidence::{
    Act, Bound, Confirmation, Document, Evidence, Hash, Organisation, Person, Prepared, Random, Salt, SignedIn,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use storage::{
    Tx, organisations, people,
    rounds::{self, Item, Round},
    store::Digest,
};
use url::Url;

/// How long a root can be confirmed.
pub(super) const SERVES: SignedDuration = SignedDuration::from_mins(5);

/// How evidence names a means of signing in.
pub(super) const fn signed_in(means: Means) -> SignedIn {
    match means {
        Means::MailCode => SignedIn::MailCode,
        Means::MailCodeAndTotp => SignedIn::MailCodeAndTotp,
        Means::Passkey => SignedIn::Passkey,
    }
}

/// The address of the portal as browsers write it.
fn origin(app: &App) -> Result<String, AppError> {
    let url = Url::parse(&app.settings().public_url).map_err(|_| AppError::Unreadable("public address"))?;
    Ok(url.origin().ascii_serialization())
}

/// Whole seconds: what evidence keeps of a moment.
pub(super) fn second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// Gives a round a fresh root over everything in it, and keeps the digest of the code for it, if one is on its way.
pub(super) async fn bind(work: &mut Work<'_>, round: &Round, code: Option<[u8; 32]>) -> Result<Hash, AppError> {
    let items = rounds::items(&mut work.tx, round.id).await?;
    let mut places: Vec<OrganisationId> = Vec::new();
    let mut bound = Vec::new();
    for item in &items {
        if !places.contains(&item.organisation) {
            places.push(item.organisation);
            bound.push(organisation(&mut work.tx, item.organisation, round.person).await?);
        }
    }
    let known = rounds::lengths(&mut work.tx, round.id).await?;
    let mut documents = Vec::with_capacity(items.len());
    for item in &items {
        let length = match known.get(&item.slot) {
            Some(length) => u64::try_from(*length).map_err(|_| AppError::Unreadable("length of a document"))?,
            // Released by an earlier version of this program.
            None => u64::try_from(work.app.ports().store.get(item.digest).await?.len()).unwrap_or(u64::MAX),
        };
        let organisation = places.iter().position(|place| *place == item.organisation).unwrap_or_default();
        documents.push(document(item, organisation, length)?);
    }
    let person = people::find(&mut work.tx, round.person).await?.ok_or(AppError::NotFound)?;
    let act = Act {
        portal: origin(work.app)?,
        round: round.id.0,
        now: work.now,
        consent: round.consent.clone(),
        person: Person { id: person.id.0, name: person.name },
        organisations: bound,
        documents,
    };
    let ports = work.app.ports();
    let prepared = act.prepare(Random(ports.random()), || Salt(ports.random()));
    let root = prepared.root();
    let ends = work.now.checked_add(SERVES).unwrap_or(Timestamp::MAX);
    if !rounds::bind(&mut work.tx, round.id, (prepared.to_bytes(), Digest(root.0)), code, ends).await? {
        return Err(AppError::Stale);
    }
    Ok(root)
}

async fn organisation(tx: &mut Tx, id: OrganisationId, person: PersonId) -> Result<Organisation, AppError> {
    let found = organisations::find(tx, id).await?.ok_or(AppError::NotFound)?;
    let members = people::members(tx, id).await?;
    let member = members.into_iter().find(|member| member.person.id == person && member.role == Role::Signatory);
    let member = member.ok_or(AppError::NotFound)?;
    let ground = Some(ground(member.ground, member.mandate_date)).filter(|ground| !ground.is_empty());
    Ok(Organisation { name: found.name, kvk: found.kvk, function: member.function, ground })
}

fn document(item: &Item, organisation: usize, length: u64) -> Result<Document, AppError> {
    let ordinal = u16::try_from(item.ordinal).map_err(|_| AppError::Unreadable("slot of a round"))?;
    Ok(Document {
        agreement: item.number.clone(),
        side: match item.side {
            Side::Municipality => evidence::Side::Municipality,
            Side::Partner => evidence::Side::Partner,
            Side::Executor => evidence::Side::Executor,
        },
        field: field_name(item.side, ordinal),
        organisation,
        length,
        sha256: Hash(item.digest.0),
    })
}

/// What was confirmed in a round.
pub(super) struct Confirmed {
    prepared: Prepared,
    confirmation: Confirmation,
    places: HashMap<(String, String), Bound>,
}

impl Confirmed {
    /// What was confirmed in a round; none in rounds of before there was evidence.
    pub(super) async fn of(tx: &mut Tx, round: RoundId) -> Result<Option<Self>, AppError> {
        let Some((act, Some(confirmation))) = rounds::act(tx, round).await? else { return Ok(None) };
        let prepared = Prepared::from_bytes(&act).map_err(|_| AppError::Unreadable("act of a round"))?;
        let confirmation =
            serde_json::from_str(&confirmation).map_err(|_| AppError::Unreadable("confirmation of a round"))?;
        let places = prepared.documents().map(|bound| ((bound.agreement.clone(), bound.field.clone()), bound));
        let places = places.collect();
        Ok(Some(Self { prepared, confirmation, places }))
    }

    /// The person, as it was confirmed.
    pub(super) fn person(&self) -> Option<&str> {
        self.prepared.person()
    }

    /// For whom a slot is signed and why, as it was confirmed.
    pub(super) fn organisation(&self, number: &str, field: &str) -> Option<&Organisation> {
        self.places.get(&(number.to_owned(), field.to_owned())).map(|bound| &bound.organisation)
    }

    /// The evidence of a slot of an agreement.
    pub(super) fn evidence(&self, number: &str, field: &str) -> Option<Evidence> {
        let bound = self.places.get(&(number.to_owned(), field.to_owned()))?;
        self.prepared.evidence(bound.index, self.confirmation.clone())
    }
}
