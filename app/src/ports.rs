//! What is not deterministic, or lies outside, is handed in: clock, ids, randomness, mail, the document
//! store, the render processes, and whoever holds the key of the authority.

use crate::mail::Letter;
use documents::{AgreementFacts, Kind, Rendered};
use jiff::Timestamp;
use signing::{
    certificate::{Certificate, CertificateError, Revoked},
    key::Signer,
};
use std::{future::Future, pin::Pin, sync::Arc};
use storage::store::{Digest, StoreError};
use uuid::Uuid;

/// Says what time it is.
pub trait Clock: Send + Sync {
    /// Now, truncated to the microsecond, which is what databases keep.
    fn now(&self) -> Timestamp;
}

/// Makes identifiers.
pub trait Ids: Send + Sync {
    /// A fresh UUIDv7; later ones are higher.
    fn next(&self) -> Uuid;
}

/// Makes secrets.
pub trait Randomness: Send + Sync {
    /// Fills `bytes` with randomness fit for keys.
    fn fill(&self, bytes: &mut [u8]);
}

/// Why a mail was not handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// It may go later: no connection, a temporary refusal.
    Later(String),
    /// It will never go: the server refuses it for good.
    Never(String),
}

/// A future of a port.
pub type PortFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Hands mails over.
pub trait MailTransport: Send + Sync {
    /// Hands one over. Returns only after the server took it.
    fn send<'a>(&'a self, letter: &'a Letter) -> PortFuture<'a, Result<(), NotSent>>;
}

/// Keeps documents by the SHA-256 of their bytes.
pub trait DocumentStore: Send + Sync {
    /// Keeps bytes; returns only after they are safe.
    fn put(&self, bytes: Vec<u8>) -> PortFuture<'_, Result<Digest, StoreError>>;
    /// Gives bytes back, whole and unchanged.
    fn get(&self, digest: Digest) -> PortFuture<'_, Result<Vec<u8>, StoreError>>;
    /// Takes bytes away for good.
    fn remove(&self, digest: Digest) -> PortFuture<'_, Result<(), StoreError>>;
}

impl DocumentStore for storage::store::Store {
    fn put(&self, bytes: Vec<u8>) -> PortFuture<'_, Result<Digest, StoreError>> {
        Box::pin(self.put(bytes))
    }

    fn get(&self, digest: Digest) -> PortFuture<'_, Result<Vec<u8>, StoreError>> {
        Box::pin(self.get(digest))
    }

    fn remove(&self, digest: Digest) -> PortFuture<'_, Result<(), StoreError>> {
        Box::pin(self.remove(digest))
    }
}

/// Why a document was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRendered {
    /// The process died, was too slow or could not be started: it may go later.
    #[error("the render process failed: {0}")]
    Later(&'static str),
    /// These facts cannot be typeset; may quote them, so it is not logged.
    #[error("the document was refused")]
    Never(String),
}

/// Makes documents from facts.
pub trait Renderer: Send + Sync {
    /// Makes one.
    fn render(&self, facts: AgreementFacts, copy: Kind) -> PortFuture<'_, Result<Rendered, NotRendered>>;
    /// How many it can make at the same time.
    fn width(&self) -> usize;
}

/// For whom a certificate is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// The person, in full.
    pub person: String,
    /// The organisation, in full.
    pub organisation: String,
    /// Its KvK number, where it has one.
    pub kvk: Option<String>,
}

/// The means to sign for one person and organisation, for one round.
pub struct Credential {
    /// The certificate of the person first.
    pub chain: Vec<Certificate>,
    /// Holds the key, which ends with it.
    pub signer: Box<dyn Signer>,
}

/// Why nobody can sign now.
#[derive(Debug, thiserror::Error)]
pub enum NoCredential {
    /// The certificate of the authority has ended, or ends too soon for another signature.
    #[error("the certificate of the authority has ended")]
    AuthorityEnded,
    /// The certificate cannot be made.
    #[error("certificate")]
    Certificate(#[from] CertificateError),
    /// No answer, or no randomness.
    #[error("{0}")]
    Later(String),
}

/// Whoever vouches for signatories: the portal's own authority, or a trust service.
pub trait SigningService: Send + Sync {
    /// A fresh key with a certificate for it.
    fn credential<'a>(
        &'a self,
        who: &'a Subscriber,
        now: Timestamp,
    ) -> PortFuture<'a, Result<Credential, NoCredential>>;
    /// Whether it issues certificates at this moment.
    fn issues(&self, now: Timestamp) -> bool;
    /// What trust rests on: roots, the newest first.
    fn roots(&self) -> &[Certificate];
    /// The list of revoked certificates (RFC 5280, 5) as DER.
    ///
    /// # Errors
    /// [`NoCredential`].
    fn revocation_list(&self, revoked: &[Revoked], now: Timestamp) -> Result<Vec<u8>, NoCredential>;
    /// Whether it stands for a demo: its signatures bind nobody.
    fn is_demo(&self) -> bool;
}

/// All ports.
#[derive(Clone)]
pub struct Ports {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Identifiers.
    pub ids: Arc<dyn Ids>,
    /// Randomness.
    pub randomness: Arc<dyn Randomness>,
    /// Mail.
    pub mail: Arc<dyn MailTransport>,
    /// Documents.
    pub store: Arc<dyn DocumentStore>,
    /// Typesetting.
    pub renderer: Arc<dyn Renderer>,
    /// Who vouches for signatories; `None` until the operator made an authority with `keys init`.
    pub signing: Option<Arc<dyn SigningService>>,
}

impl Ports {
    /// A fresh identifier of any kind.
    #[must_use]
    pub fn id<T: From<Uuid>>(&self) -> T {
        T::from(self.ids.next())
    }

    /// Fresh randomness.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness.fill(&mut bytes);
        bytes
    }
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// Identifiers by the given clock; those made within one millisecond rise as well.
pub struct TimeIds {
    clock: Arc<dyn Clock>,
    context: std::sync::Mutex<uuid::timestamp::context::ContextV7>,
}

impl TimeIds {
    /// By this clock.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, context: std::sync::Mutex::new(uuid::timestamp::context::ContextV7::new()) }
    }
}

impl Ids for TimeIds {
    fn next(&self) -> Uuid {
        let now = self.clock.now();
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
        // A poisoned lock holds a counter that is still good.
        let context = self.context.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(uuid::Timestamp::from_unix(&*context, seconds, nanos))
    }
}

/// The operating system's randomness.
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks for randomness")]
    fn fill(&self, bytes: &mut [u8]) {
        // A system that cannot give randomness must not make keys.
        getrandom::fill(bytes).expect("the operating system gives randomness");
    }
}
