//! Clock, ids and randomness that a test knows beforehand.

use app::{
    ports::{Clock, Ids, Randomness},
    secret,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};
use uuid::{Builder, Uuid};

/// When every test begins: a Tuesday in November 2026, ten o'clock in the morning in the Netherlands.
pub const START: &str = "2026-11-24T09:00:00Z";

/// A clock that moves only when it is told to.
#[derive(Debug)]
pub struct MovableClock(Mutex<Timestamp>);

impl Default for MovableClock {
    fn default() -> Self {
        Self(Mutex::new(START.parse().expect("a time")))
    }
}

impl MovableClock {
    /// Later by so much.
    pub fn forward(&self, duration: SignedDuration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add(duration).expect("a time in this era");
    }

    /// To this moment, such as `2026-12-24T16:00:00+01:00`.
    pub fn set(&self, moment: &str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = moment.parse().expect("a time");
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ids that rise, the same in each run with one seed.
pub struct SeededIds {
    clock: Arc<MovableClock>,
    seed: u64,
    made: AtomicU64,
}

impl SeededIds {
    /// By this clock and seed.
    #[must_use]
    pub fn new(clock: Arc<MovableClock>, seed: u64) -> Self {
        Self { clock, seed, made: AtomicU64::new(0) }
    }
}

impl Ids for SeededIds {
    fn next(&self) -> Uuid {
        let millis = u64::try_from(self.clock.now().as_millisecond()).unwrap_or_default();
        let made = self.made.fetch_add(1, Ordering::Relaxed);
        let mut bytes = [0; 10];
        // The third byte is partly overwritten by the variant: what counts stands behind it.
        bytes[3..8].copy_from_slice(&made.to_be_bytes()[3..]);
        bytes[8..].copy_from_slice(&self.seed.to_be_bytes()[6..]);
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

/// Secrets that only this test knows beforehand.
pub struct SeededRandomness {
    seed: u64,
    drawn: AtomicU64,
}

impl SeededRandomness {
    /// By this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: AtomicU64::new(0) }
    }
}

impl Randomness for SeededRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
            let block = secret::digest("test", &[&self.seed.to_be_bytes(), &drawn.to_be_bytes()]);
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}
