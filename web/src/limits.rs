//! How many forms one place and one account may send in a quarter of an hour, whatever they are about:
//! every mail, code and upload begins with a form, so that a new page cannot be forgotten here. What
//! costs more has a stricter limit of its own in [`app::network`].
//!
//! Counted in memory, in a table that never grows: two who share a slot are counted together. Slots are
//! drawn by a secret of this process, so that nobody can aim at somebody else's.

use app::{App, secret};
use std::sync::atomic::{AtomicU64, Ordering};

/// How long a window is, in seconds.
const WINDOW: i64 = 15 * 60;
/// How many slots there are: half a megabyte.
const SLOTS: usize = 1 << 16;
/// Forms there may be for each request of the stricter limits.
const FORMS: i64 = 10;

/// The counts. Each slot holds the number of its window in the upper half and how many in the lower.
pub(crate) struct Limits {
    slots: Box<[AtomicU64]>,
    secret: [u8; 32],
}

impl Limits {
    pub(crate) fn new(app: &App) -> Self {
        Self { slots: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(), secret: app.ports().random() }
    }

    /// Counts one more form of `who`; gives the seconds to wait when there were too many.
    pub(crate) fn hit(&self, app: &App, kind: &'static str, who: &[u8]) -> Option<u32> {
        let most = app.settings().requests_per_quarter.saturating_mul(FORMS);
        let now = app.now().as_second();
        let digest = secret::digest(kind, &[&self.secret, who]);
        let slot = &self.slots[usize::from(u16::from_be_bytes([digest[0], digest[1]]))];
        let window = u64::from(u32::try_from(now / WINDOW).unwrap_or(u32::MAX)) << 32;
        let next = |old: u64| {
            let used = if old & !u64::from(u32::MAX) == window { old & u64::from(u32::MAX) } else { 0 };
            Some(window | (used + 1).min(u64::from(u32::MAX)))
        };
        let old = slot.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).unwrap_or_default();
        let used = i64::try_from(next(old).unwrap_or_default() & u64::from(u32::MAX)).unwrap_or(i64::MAX);
        (used > most).then(|| u32::try_from(WINDOW - now.rem_euclid(WINDOW)).unwrap_or(1))
    }
}
