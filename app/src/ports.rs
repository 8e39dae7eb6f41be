//! What is not deterministic is handed in: clock, ids, randomness, mail.

use crate::mail::Letter;
use jiff::Timestamp;
use std::{future::Future, pin::Pin, sync::Arc};
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
