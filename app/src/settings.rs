//! What the operator sets and use cases need to know.

use domain::{calendar::Holidays, keeping::Terms, networks::Networks};
use std::time::Duration;

/// Which header a proxy writes for whom it asks. Only one of them: a proxy that writes one hands the other
/// on as the client wrote it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, as most do.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl ProxyHeader {
    /// As an operator writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "x-forwarded-for" => Some(Self::XForwardedFor),
            "forwarded" => Some(Self::Forwarded),
            _ => None,
        }
    }
}

/// The proxies in front of the portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// Their addresses; nobody else's word counts.
    pub trusted: Networks,
    /// Which header they write.
    pub header: ProxyHeader,
}

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
    /// How often one account may ask for the same in an hour.
    pub requests_per_account: i64,
    /// Who may say for whom they ask.
    pub proxies: Proxies,
    /// Where somebody tells of a weakness: a URI as in RFC 9116, 2.5.3.
    pub security_contact: String,
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
            requests_per_account: 60,
            proxies: Proxies::default(),
            security_contact: "mailto:beheer@vroegteken.example".to_owned(),
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
