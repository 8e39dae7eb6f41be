//! What the operator sets and use cases need to know.

use domain::{calendar::Holidays, keeping::Terms};
use std::time::Duration;

/// Settings of the use cases.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the portal, without a slash at the end; the only source of links.
    pub public_url: String,
    /// Demo mode.
    pub demo: bool,
    /// Working days between a confirmed registration and its decision: the association's own norm.
    pub decision_days: u16,
    /// Holidays with the days that were put on a level with them by decree.
    pub holidays: Holidays,
    /// How long a sign-in code fits.
    pub code_lifetime: Duration,
    /// How long a session lasts unused.
    pub session_idle: Duration,
    /// How long a session lasts at most.
    pub session_most: Duration,
    /// How often one network address may ask for something by mail in a quarter of an hour.
    pub requests_per_quarter: i64,
    /// How long a worker holds a job before another may take it.
    pub job_lease: Duration,
    /// Whether mails are written. Off only while demo data is made: nobody is there to read them.
    pub writes_mails: bool,
    /// Name of the association, as sender and on pages.
    pub association: String,
    /// How long things are kept.
    pub terms: Terms,
}

impl Settings {
    /// The settings with their defaults for a portal at `public_url`.
    #[must_use]
    pub fn new(public_url: &str, demo: bool) -> Self {
        Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            demo,
            decision_days: 1,
            holidays: Holidays::default(),
            code_lifetime: Duration::from_secs(15 * 60),
            session_idle: Duration::from_secs(2 * 60 * 60),
            session_most: Duration::from_secs(12 * 60 * 60),
            requests_per_quarter: 100,
            job_lease: Duration::from_secs(60),
            writes_mails: true,
            association: "Vroegteken".to_owned(),
            terms: Terms::default(),
        }
    }

    /// The address of a page.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}
