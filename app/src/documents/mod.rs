//! The document of a revision: asked for when it is released, made behind it, kept by its digest.
//!
//! What belongs here: asking, making, reading. What never does: when an agreement may be released
//! (`agreements`), signing (`signing_rounds`), wording and layout (the crate `documents`).

pub(crate) mod facts;
mod workers;

pub use storage::documents::{Document, Standing};
pub use workers::{InProcess, Workers};

use crate::{App, AppError, Work, agreements, jobs::Outcome, ports::NotRendered};
use ::documents::{AgreementFacts, Kind, Rendered};
use domain::{
    access::Actor,
    agreement::{Agreement, AgreementNumber, Side, StateKind},
    audit::{Doer, Event, Subject},
    calendar::local_date,
    ids::{AgreementId, RevisionId, SlotId},
};
use serde::{Deserialize, Serialize};
use signing::fields;
use storage::{
    bulk, documents, elsewhere,
    generation::{self, RevisionFacts},
    offers,
};

/// The kind of the job that makes a document.
pub const JOB: &str = "render";
/// The lane of that job.
pub const LANE: &str = "render";

/// What the job carries.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Payload {
    /// The agreement.
    pub agreement: AgreementId,
    /// Its revision.
    pub revision: RevisionId,
}

/// Asks for the document of an agreement that was released in this transaction.
pub(crate) async fn ask(work: &mut Work<'_>, agreement: &Agreement, revision: &RevisionFacts) -> Result<(), AppError> {
    let facts = facts::gather(work, agreement, revision).await?;
    let json = serde_json::to_string(&facts).map_err(|_| AppError::Unreadable("facts"))?;
    let id = agreement.revision().id;
    let now = work.now;
    documents::ask(&mut work.tx, id, &json, now).await?;
    work.job(LANE, JOB, &Payload { agreement: agreement.id(), revision: id }, now).await?;
    Ok(())
}

/// Asks for the documents of many agreements that were released in this transaction.
pub(crate) async fn ask_many(work: &mut Work<'_>, all: &[(Agreement, RevisionFacts)]) -> Result<(), AppError> {
    let mut sources = facts::Sources::default();
    sources.look_up(work, all.iter().map(|(agreement, revision)| (agreement.parties(), revision))).await?;
    let day = local_date(work.now);
    let (mut documents, mut payloads) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
    for (agreement, revision) in all {
        let facts = sources.facts(agreement, revision, day)?;
        let json = serde_json::to_string(&facts).map_err(|_| AppError::Unreadable("facts"))?;
        let id = agreement.revision().id;
        documents.push((id, json));
        payloads.push(Payload { agreement: agreement.id(), revision: id });
    }
    let now = work.now;
    bulk::ask(&mut work.tx, &documents, now).await?;
    Ok(work.jobs((LANE, JOB), &payloads).await?)
}

/// Makes a document that was asked for. Done twice, it is made once.
pub(crate) async fn make(app: &App, payload: Payload) -> Result<Outcome, AppError> {
    let Some(document) = documents::find(&mut app.read().await?, payload.revision).await? else {
        return Ok(Outcome::Done);
    };
    if document.standing != Standing::Waiting {
        return Ok(Outcome::Done);
    }
    let facts: AgreementFacts = serde_json::from_str(&document.facts).map_err(|_| AppError::Unreadable("facts"))?;
    let rendered = match app.ports().renderer.render(facts.clone(), Kind::Original).await {
        Ok(rendered) => rendered,
        Err(NotRendered::Later(why)) => return Ok(Outcome::Later(format!("the render process failed: {why}"))),
        Err(NotRendered::Never(why)) => return refuse(app, payload, &document, &why).await,
    };
    let pages = u32::try_from(rendered.pages).unwrap_or(u32::MAX);
    let prepared = tokio::task::spawn_blocking(move || with_fields(&facts, &rendered)).await;
    let bytes = match prepared {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) => return refuse(app, payload, &document, &error.to_string()).await,
        Err(_) => return Ok(Outcome::Later("the fields could not be put in".to_owned())),
    };
    // Bytes first, row second: a row never names what is not there.
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let digest = app.ports().store.put(bytes).await?;
    let mut work = app.begin(Doer::Portal).await?;
    let now = work.now;
    // Who moves the agreement at this moment goes first or waits: the later of the two sees what the other did.
    offers::hold(&mut work.tx, payload.agreement).await?;
    if documents::ready(&mut work.tx, payload.revision, document.asked_at, (digest, length), i64::from(pages), now)
        .await?
    {
        work.record(Subject::Agreement(payload.agreement), &Event::DocumentMade { pages }).await?;
        work.touch(payload.agreement);
        work.commit().await?;
    }
    Ok(Outcome::Done)
}

/// The document of one agreement, typeset now, for whoever makes many that share it: digest, pages and what it
/// says as JSON.
pub(crate) async fn placeholder(
    work: &mut Work<'_>,
    agreement: &Agreement,
    revision: &RevisionFacts,
) -> Result<(storage::store::Digest, i64, String), AppError> {
    let facts = facts::gather(work, agreement, revision).await?;
    let said = serde_json::to_string(&facts).map_err(|_| AppError::Unreadable("facts"))?;
    let rendered = work.app.ports().renderer.render(facts.clone(), Kind::Original).await;
    let rendered = rendered.map_err(|_| AppError::Unreadable("document"))?;
    let bytes = with_fields(&facts, &rendered).map_err(|_| AppError::Unreadable("fields of a document"))?;
    let pages = i64::try_from(rendered.pages).unwrap_or(i64::MAX);
    Ok((work.app.ports().store.put(bytes).await?, pages, said))
}

async fn refuse(app: &App, payload: Payload, document: &Document, why: &str) -> Result<Outcome, AppError> {
    let mut work = app.begin(Doer::Portal).await?;
    if documents::fail(&mut work.tx, payload.revision, document.asked_at, why).await? {
        work.record(Subject::Agreement(payload.agreement), &Event::DocumentFailed).await?;
        work.commit().await?;
    }
    // The reason may quote the facts: it stands with the document, not in the job and not in the log.
    Ok(Outcome::Never("the document cannot be made from these facts".to_owned()))
}

/// The released document: with a tagged field for every slot, before anybody has signed.
fn with_fields(facts: &AgreementFacts, rendered: &Rendered) -> Result<Vec<u8>, fields::FieldsError> {
    let places: Vec<_> = rendered
        .slots
        .iter()
        .filter_map(|place| {
            let slot = facts.slots.iter().find(|slot| slot.id == place.slot)?;
            let rect = place.rect;
            Some(fields::SlotPlace {
                name: field_name(slot.side, slot.ordinal),
                tooltip: tooltip(facts, slot.side, slot.ordinal),
                page: place.page,
                rect: fields::Rect { x: rect.x, y: rect.y, width: rect.width, height: rect.height },
            })
        })
        .collect();
    fields::prepare(&rendered.pdf, &places)
}

/// The name of a slot's field in the document.
#[must_use]
pub fn field_name(side: Side, ordinal: u16) -> String {
    let side = match side {
        Side::Municipality => "Gemeente",
        Side::Partner => "Signaalpartner",
        Side::Executor => "Uitvoerder",
    };
    format!("{side}-{ordinal}")
}

fn tooltip(facts: &AgreementFacts, side: Side, ordinal: u16) -> String {
    let name = match side {
        Side::Municipality => &facts.party.organisation().name,
        Side::Partner => &facts.partner.organisation.name,
        Side::Executor => {
            facts.executor.as_ref().map_or(&facts.partner.organisation.name, |executor| &executor.organisation.name)
        }
    };
    let several = facts.slots.iter().filter(|slot| slot.side == side).count() > 1;
    if several { format!("Handtekening {ordinal} namens {name}") } else { format!("Handtekening namens {name}") }
}

/// A file for somebody to keep.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The document of an agreement as its sides see it: signed by all, the signed one; before that a reading copy
/// that says so on every page.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or foreign agreement, [`AppError::NotAllowed`], [`AppError::NoDocument`].
pub async fn file(app: &App, actor: &Actor, id: AgreementId) -> Result<File, AppError> {
    let kept = agreements::own(app, actor, id).await?;
    let number = kept.parts.number;
    let revision = kept.parts.revision.id;
    if kept.parts.state.elsewhere().is_some() {
        let found = elsewhere::find(&mut app.read().await?, id).await?;
        let digest = found.and_then(|(_, digest)| digest).ok_or(AppError::NoDocument)?;
        return Ok(File { name: elsewhere_name(number), bytes: app.ports().store.get(digest).await? });
    }
    if kept.parts.revision.is_complete() {
        let document = documents::find(&mut app.read().await?, revision).await?;
        let digest = document.and_then(|document| document.newest).ok_or(AppError::NoDocument)?;
        return Ok(File { name: signed_name(number), bytes: app.ports().store.get(digest).await? });
    }
    let facts = shown_facts(app, kept).await?;
    match app.ports().renderer.render(facts, Kind::ReadingCopy).await {
        Ok(rendered) => Ok(File { name: format!("{number}-nog-niet-getekend.pdf"), bytes: rendered.pdf }),
        Err(error) => {
            tracing::warn!(error = error.to_string(), "a reading copy could not be made");
            Err(AppError::NoDocument)
        }
    }
}

/// The name of a document that all have signed.
#[must_use]
pub fn signed_name(number: AgreementNumber) -> String {
    format!("{number}.pdf")
}

/// The name of a document that was signed outside the portal.
#[must_use]
pub fn elsewhere_name(number: AgreementNumber) -> String {
    format!("{number}-getekend-buiten-dit-portaal.pdf")
}

/// What the document says, as data: those of the released document, or of one made today.
///
/// # Errors
/// As [`file`].
pub async fn data(app: &App, actor: &Actor, id: AgreementId) -> Result<AgreementFacts, AppError> {
    let kept = agreements::own(app, actor, id).await?;
    shown_facts(app, kept).await
}

async fn shown_facts(app: &App, kept: storage::agreements::Kept) -> Result<AgreementFacts, AppError> {
    let revision = kept.parts.revision.id;
    let waits = matches!(kept.parts.state.kind(), StateKind::Prepared | StateKind::OnHold);
    if !waits && let Some(document) = documents::find(&mut app.read().await?, revision).await? {
        return serde_json::from_str(&document.facts).map_err(|_| AppError::Unreadable("facts"));
    }
    // Dropped without a commit: nothing is changed by looking.
    let mut work = app.begin(Doer::Portal).await?;
    let fixed = generation::facts_of(&mut work.tx, revision).await?.ok_or(AppError::Unreadable("revision"))?;
    let agreement = Agreement::restore(kept.parts).map_err(|_| AppError::Unreadable("agreement"))?;
    facts::gather(&mut work, &agreement, &fixed).await
}

/// The slot of a field.
pub(crate) fn slot_field(agreement: &Agreement, slot: SlotId) -> Option<String> {
    agreement.revision().slot(slot).map(|slot| field_name(slot.side, slot.ordinal))
}
