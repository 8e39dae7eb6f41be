//! Judging documents that people bring, and the list of revoked certificates.
//!
//! What belongs here: whom this portal trusts, what it revoked, and how much work strangers can cause.
//! What never does: the judging itself (that is crate `signing`) and words for people. Nothing of a
//! document is kept, and nothing of it is logged.

pub(crate) mod proof;

use crate::{App, AppError, authority};
use domain::agreement::AgreementNumber;
use jiff::{SignedDuration, Timestamp, civil::Date};
use signing::certificate::Revoked;
use std::sync::{Arc, Mutex, PoisonError};
use storage::{
    certificates::{self, Mark},
    elsewhere,
    store::Digest,
};
use tokio::sync::Semaphore;

pub use ::evidence::{Checked, Fault, LARGEST as LARGEST_EVIDENCE};
pub use proof::{Level, Proof};
pub use signing::{
    certificate::{Certificate, RevocationList, Summary},
    verify::{Finding, LARGEST, Obstacle, Outcome, Problem, Report, Signature, Slot, Trust},
};

/// How many documents are judged at once.
const AT_ONCE: usize = 2;
/// How many documents are received at once; each is in memory as a whole.
const RECEIVED_AT_ONCE: usize = 8;
/// How long a list of revoked certificates is handed out again.
const KEPT: SignedDuration = SignedDuration::from_hours(1);

/// What can be said of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The judgement.
    pub report: Report,
    /// Whether the root behind a signature stands for a demo: it binds nobody.
    pub demo: bool,
    /// Whether it is known which certificates are revoked.
    pub revocations_known: bool,
    /// The agreements with which the administrator brought these very bytes in, and when those were signed: elsewhere.
    pub brought_in: Vec<(AgreementNumber, Date)>,
    /// What the evidence says that came along.
    pub proof: Option<Proof>,
}

/// Judges a document by this trust, and by nothing that the document says about itself.
#[must_use]
pub fn judge(bytes: &[u8], trust: &Trust, revocations_known: bool, now: Timestamp) -> Verdict {
    let report = signing::verify::verify(bytes, trust, now);
    let demos = trust.roots.iter().filter(|root| authority::is_demo(root)).filter_map(|root| root.summary().ok());
    let demos: Vec<String> = demos.map(|summary| summary.name).collect();
    let issuers = report.signatures.iter().filter_map(|signature| signature.certificate.as_ref());
    let demo = issuers.map(|certificate| &certificate.issuer).any(|issuer| demos.contains(issuer));
    Verdict { report, demo, revocations_known, brought_in: Vec::new(), proof: None }
}

/// Places for strangers' work, and the list that was made last.
pub(crate) struct Desk {
    judging: Arc<Semaphore>,
    receiving: Arc<Semaphore>,
    list: Mutex<Option<Kept>>,
}

/// A list, and what was true when it was made.
struct Kept {
    made_at: Timestamp,
    mark: Mark,
    der: Vec<u8>,
}

impl Default for Desk {
    fn default() -> Self {
        let [judging, receiving] = [AT_ONCE, RECEIVED_AT_ONCE].map(|places| Arc::new(Semaphore::new(places)));
        Self { judging, receiving, list: Mutex::new(None) }
    }
}

/// A place in the queue of those who send a document; given back when dropped.
#[derive(Debug)]
pub struct Place {
    _permit: tokio::sync::OwnedSemaphorePermit,
}

/// Takes a place before a document is received; none when too many are on their way.
#[must_use]
pub fn place(app: &App) -> Option<Place> {
    Arc::clone(&app.desk().receiving).try_acquire_owned().ok().map(|permit| Place { _permit: permit })
}

/// Judges a document, by the roots and the register of this portal, and the evidence that came along.
///
/// # Errors
/// [`AppError`] when the register cannot be read, never because of the document.
pub async fn verify(app: &App, bytes: Vec<u8>, evidence: Option<Vec<u8>>, place: Place) -> Result<Verdict, AppError> {
    let mut tx = app.read().await?;
    let revoked = register(&certificates::revoked(&mut tx).await?);
    let brought_in = elsewhere::by_digest(&mut tx, Digest::of(&bytes)).await?;
    drop(tx);
    let roots = app.ports().signing.as_ref().map_or_else(Vec::new, |service| service.roots().to_vec());
    let (now, trust) = (app.now(), Trust { roots, lists: Vec::new(), revoked });
    let judging = Arc::clone(&app.desk().judging).acquire_owned().await;
    let judging = judging.map_err(|_| AppError::Unreadable("the desk is closed"))?;
    // The work is not cut off when the visitor goes: its places stay taken until it ends.
    let work = tokio::task::spawn_blocking(move || {
        let mut verdict = Verdict { brought_in, ..judge(&bytes, &trust, true, now) };
        verdict.proof = evidence.map(|evidence| Proof::of(&evidence, &bytes, &verdict.report));
        drop((judging, place));
        verdict
    });
    work.await.map_err(|_| AppError::Unreadable("a document, which is a defect"))
}

/// The revoked certificates, as [`Trust`] takes them.
#[must_use]
pub fn register(rows: &[certificates::Revoked]) -> Vec<Revoked> {
    rows.iter().map(|row| Revoked { serial: row.serial.clone(), at: row.at }).collect()
}

/// The list of revoked certificates as DER; none while the portal has no authority. It is made anew
/// after an hour and after every revocation.
///
/// # Errors
/// [`AppError`].
pub async fn revocation_list(app: &App) -> Result<Option<Vec<u8>>, AppError> {
    let Some(service) = &app.ports().signing else { return Ok(None) };
    let mut tx = app.read().await?;
    let (mark, now) = (certificates::mark(&mut tx).await?, app.now());
    let kept = |kept: &mut Option<Kept>| {
        let fresh = kept.as_ref().filter(|kept| kept.mark == mark && now.duration_since(kept.made_at) < KEPT);
        fresh.map(|kept| kept.der.clone())
    };
    // A poisoned lock holds a list that is whole: it is only ever replaced.
    if let Some(der) = kept(&mut app.desk().list.lock().unwrap_or_else(PoisonError::into_inner)) {
        return Ok(Some(der));
    }
    let revoked = register(&certificates::revoked(&mut tx).await?);
    let der = service.revocation_list(&revoked, now).map_err(|error| {
        tracing::error!(error = crate::jobs::chain(&error), "the list of revoked certificates cannot be made");
        AppError::Unreadable("the list of revoked certificates")
    })?;
    let made = Kept { made_at: now, mark, der: der.clone() };
    *app.desk().list.lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
    Ok(Some(der))
}

/// The roots as PEM, the newest first; none while the portal has no authority.
#[must_use]
pub fn roots_pem(app: &App) -> Option<String> {
    let service = app.ports().signing.as_ref()?;
    service.roots().iter().map(|root| root.to_pem().ok()).collect()
}
