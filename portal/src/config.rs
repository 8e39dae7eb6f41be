//! Settings: defaults, then a file, then variables VROEGTEKEN_…, then the command line.

mod outside;

use crate::cli::Common;
use domain::keeping::Terms;
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{path::PathBuf, time::Duration};

/// Every setting. The names are those in the file; in the environment they stand in capitals with
/// `VROEGTEKEN_` before them.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Data folder.
    pub data: PathBuf,
    /// Database URL; empty: a file in the data folder.
    pub database: String,
    /// A file that holds the database URL.
    pub database_file: Option<PathBuf>,
    /// Address and port to listen on.
    pub listen: String,
    /// Where people reach the portal.
    pub public_url: String,
    /// Demo mode.
    pub demo: bool,
    /// Name of the association.
    pub association: String,
    /// Sender of mails.
    pub mail_from: String,
    /// Mail server.
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: u16,
    /// Name to log in with.
    pub smtp_username: String,
    /// Password to log in with.
    pub smtp_password: String,
    /// A file that holds the password.
    pub smtp_password_file: Option<PathBuf>,
    /// A file with one more root for the server's certificate (PEM).
    pub smtp_ca_file: Option<PathBuf>,
    /// Passphrase of the key of the authority.
    pub keys_passphrase: String,
    /// A file that holds the passphrase.
    pub keys_passphrase_file: Option<PathBuf>,
    /// Working days between a confirmed registration and its decision.
    pub decision_days: u16,
    /// Days that a decree puts on a level with holidays (Algemene termijnenwet art. 3 lid 3).
    pub decreed_holidays: Vec<String>,
    /// Minutes after which an unused session ends.
    pub session_idle_minutes: u64,
    /// Minutes after which a session ends in any case.
    pub session_most_minutes: u64,
    /// Requests for mails from one network address in a quarter of an hour.
    pub requests_per_quarter: i64,
    /// Requests of one account for the same in an hour.
    pub requests_per_account: i64,
    /// Addresses and networks of the proxies in front of the portal, whose word about the client counts.
    pub trusted_proxies: Vec<String>,
    /// The header in which they say it: `x-forwarded-for` or `forwarded`.
    pub proxy_header: String,
    /// Where somebody tells of a weakness: a mail address or a URL.
    pub security_contact: String,
    /// Seconds for which a worker holds a job.
    pub job_lease_seconds: u64,
    /// Days after which a registration that was never confirmed is erased.
    pub keep_unconfirmed_days: u16,
    /// Days after which a refused registration is erased.
    pub keep_refused_days: u16,
    /// Days after which the contents of a mail are erased.
    pub keep_mail_days: u16,
    /// Days after which it is forgotten who signed in.
    pub keep_sign_in_days: u16,
    /// Years after its end for which an agreement is kept that nobody signed.
    pub keep_unsigned_years: u16,
    /// Years after its end after which a signed agreement goes on the list to be erased.
    pub keep_evidence_years: u16,
    /// Years for which somebody without a role is kept who signed nothing.
    pub keep_person_years: u16,
    /// Hours by which the clock of a demo runs ahead: for trying what happens on a date that lies ahead.
    pub demo_hours_ahead: u32,
    /// What is logged, as `info` or `info,sqlx=debug`.
    pub log: String,
}

impl Default for Config {
    fn default() -> Self {
        let terms = Terms::default();
        Self {
            data: PathBuf::from("data"),
            database: String::new(),
            database_file: None,
            listen: "127.0.0.1:8080".to_owned(),
            public_url: "http://localhost:8080".to_owned(),
            demo: false,
            association: "Vroegteken".to_owned(),
            mail_from: String::new(),
            smtp_host: String::new(),
            smtp_port: 587,
            smtp_username: String::new(),
            smtp_password: String::new(),
            smtp_password_file: None,
            smtp_ca_file: None,
            keys_passphrase: String::new(),
            keys_passphrase_file: None,
            decision_days: 1,
            decreed_holidays: Vec::new(),
            session_idle_minutes: 120,
            session_most_minutes: 720,
            requests_per_quarter: 100,
            requests_per_account: 60,
            trusted_proxies: Vec::new(),
            proxy_header: "x-forwarded-for".to_owned(),
            security_contact: String::new(),
            job_lease_seconds: 60,
            keep_unconfirmed_days: terms.unconfirmed_days,
            keep_refused_days: terms.refused_days,
            keep_mail_days: terms.mail_days,
            keep_sign_in_days: terms.sign_in_days,
            keep_unsigned_years: terms.unsigned_years,
            keep_evidence_years: terms.evidence_years,
            keep_person_years: terms.person_years,
            demo_hours_ahead: 0,
            log: String::new(),
        }
    }
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Wrong(pub Vec<String>);

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// [`Wrong`] with a line for each setting that cannot be read.
    pub fn load(common: &Common, demo: bool, listen: Option<&str>) -> Result<Self, Wrong> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        let file = common.config.clone().or_else(|| environment("VROEGTEKEN_CONFIG").map(PathBuf::from));
        if let Some(file) = file {
            if !file.is_file() {
                return Err(Wrong(vec![format!("config: there is no file {}", file.display())]));
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        // These belong to the tests and scripts around the portal.
        let not_ours = [
            "test_",
            "judges_",
            "config",
            "bin",
            "municipalities_check",
            "holidays_check",
            "kills",
            "seed",
            "guesses",
            "accept_pages",
        ];
        figment = figment.merge(
            Env::prefixed("VROEGTEKEN_")
                .filter(move |key| !not_ours.iter().any(|other| key.as_str().to_ascii_lowercase().starts_with(other))),
        );
        if let Some(data) = &common.data {
            figment = figment.merge(Serialized::default("data", data));
        }
        if let Some(database) = &common.database {
            figment = figment.merge(Serialized::default("database", database));
        }
        if let Some(url) = &common.public_url {
            figment = figment.merge(Serialized::default("public_url", url));
        }
        if let Some(listen) = listen {
            figment = figment.merge(Serialized::default("listen", listen));
        }
        if demo {
            figment = figment.merge(Serialized::default("demo", true));
        }
        let mut config: Self = figment.extract().map_err(|errors| {
            Wrong(errors.into_iter().map(|error| format!("{}: {}", error.path.join("."), error.kind)).collect())
        })?;
        config.read_secrets()?;
        Ok(config)
    }

    fn read_secrets(&mut self) -> Result<(), Wrong> {
        let mut wrong = Vec::new();
        for (name, file, target) in [
            ("database_file", &self.database_file, &mut self.database),
            ("smtp_password_file", &self.smtp_password_file, &mut self.smtp_password),
            ("keys_passphrase_file", &self.keys_passphrase_file, &mut self.keys_passphrase),
        ] {
            let Some(file) = file else { continue };
            match std::fs::read_to_string(file) {
                Ok(text) => text.trim_end_matches(['\r', '\n']).clone_into(target),
                Err(error) => wrong.push(format!("{name}: {} cannot be read ({error})", file.display())),
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Wrong(wrong)) }
    }

    /// The database URL, with the file in the data folder as default.
    #[must_use]
    pub fn database_url(&self) -> String {
        if self.database.is_empty() {
            format!("sqlite:{}", self.data.join("portal.sqlite3").display())
        } else {
            self.database.clone()
        }
    }

    /// The settings of the use cases.
    #[must_use]
    pub fn settings(&self) -> app::Settings {
        let mut settings = app::Settings::new(&self.public_url, self.demo);
        let decreed: Vec<Date> = self.decreed_holidays.iter().filter_map(|day| day.parse().ok()).collect();
        settings.holidays = domain::calendar::Holidays::with_decreed(&decreed);
        settings.decision_days = self.decision_days;
        settings.session_idle = Duration::from_secs(self.session_idle_minutes * 60);
        settings.session_most = Duration::from_secs(self.session_most_minutes * 60);
        settings.requests_per_quarter = self.requests_per_quarter;
        // In a demo everybody sits at one place and tries everything as the same few people.
        settings.requests_per_account = self.requests_per_account.saturating_mul(if self.demo { 10 } else { 1 });
        settings.proxies = outside::proxies(self, &mut Vec::new());
        if let Some(contact) = outside::security_contact(self, &mut Vec::new()) {
            settings.security_contact = contact;
        }
        settings.job_lease = Duration::from_secs(self.job_lease_seconds);
        settings.association.clone_from(&self.association);
        settings.terms = self.terms();
        settings
    }

    fn terms(&self) -> Terms {
        Terms {
            unconfirmed_days: self.keep_unconfirmed_days,
            refused_days: self.keep_refused_days,
            mail_days: self.keep_mail_days,
            sign_in_days: self.keep_sign_in_days,
            unsigned_years: self.keep_unsigned_years,
            evidence_years: self.keep_evidence_years,
            person_years: self.keep_person_years,
        }
    }

    /// Everything that is wrong with the settings, one line each.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.listen.parse::<std::net::SocketAddr>().is_err() {
            wrong.push(format!("listen: {} is no address with a port, such as 127.0.0.1:8080", self.listen));
        }
        self.check_public_url(&mut wrong);
        outside::proxies(self, &mut wrong);
        outside::security_contact(self, &mut wrong);
        for (name, value) in
            [("requests_per_quarter", self.requests_per_quarter), ("requests_per_account", self.requests_per_account)]
        {
            if value < 1 {
                wrong.push(format!("{name}: {value} would let nobody in"));
            }
        }
        let database = self.database_url();
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| database.starts_with(scheme)) {
            wrong.push("database: must begin with sqlite: or postgres:".to_owned());
        }
        for day in &self.decreed_holidays {
            if day.parse::<Date>().is_err() {
                wrong.push(format!("decreed_holidays: {day} is no date of the form 2026-12-24"));
            }
        }
        if self.demo {
            let loopback = self.listen.parse::<std::net::SocketAddr>().is_ok_and(|address| address.ip().is_loopback());
            if !loopback {
                wrong.push("listen: a demo listens on loopback only (127.0.0.1 or [::1])".to_owned());
            }
        } else {
            if self.demo_hours_ahead != 0 {
                wrong.push("demo_hours_ahead: only a demo has a clock of its own".to_owned());
            }
            if self.smtp_host.is_empty() {
                wrong.push("smtp_host: missing; without a mail server nobody can sign in".to_owned());
            }
            if !self.mail_from.contains('@') {
                wrong.push("mail_from: missing, such as Vroegteken <portaal@example.nl>".to_owned());
            }
            if self.smtp_username.is_empty() != self.smtp_password.is_empty() {
                wrong.push("smtp_username and smtp_password: one is there without the other".to_owned());
            }
            if let Some(file) = &self.smtp_ca_file
                && !file.is_file()
            {
                wrong.push(format!("smtp_ca_file: there is no file {}", file.display()));
            }
        }
        for (name, value) in self.terms().named() {
            // Nothing is erased on the day it came; a thousand years are a slip of the pen.
            let most = if name.ends_with("_years") { 200 } else { 36_500 };
            if value == 0 || value > most {
                wrong.push(format!("{name}: {value} is out of range (1 to {most})"));
            }
        }
        // A hundred years; the calendar goes no further.
        if self.demo_hours_ahead > 876_000 {
            wrong.push(format!("demo_hours_ahead: {} is out of range", self.demo_hours_ahead));
        }
        for (name, value) in [
            ("session_idle_minutes", self.session_idle_minutes),
            ("session_most_minutes", self.session_most_minutes),
            ("job_lease_seconds", self.job_lease_seconds),
        ] {
            if value == 0 || value > 1_000_000 {
                wrong.push(format!("{name}: {value} is out of range"));
            }
        }
        wrong
    }

    fn check_public_url(&self, wrong: &mut Vec<String>) {
        let Ok(url) = url::Url::parse(&self.public_url) else {
            wrong.push(format!("public_url: {} is no URL", self.public_url));
            return;
        };
        let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && local) {
            wrong.push("public_url: must begin with https:// (http:// only for localhost)".to_owned());
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            wrong.push("public_url: must be without a path".to_owned());
        }
    }
}

/// A variable that is needed before the settings are read.
#[expect(clippy::disallowed_methods, reason = "the one place that reads variables by itself")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Logs go to standard error, as text; levels as in `VROEGTEKEN_LOG`.
pub fn start_logging() {
    let filter = environment("VROEGTEKEN_LOG").unwrap_or_else(|| "info,sqlx=error".to_owned());
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(filter))
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_needs_nothing_but_loopback() {
        let mut config = Config { demo: true, ..Config::default() };
        assert_eq!(config.problems(), Vec::<String>::new());
        config.listen = "0.0.0.0:8080".to_owned();
        assert_eq!(config.problems().len(), 1);
    }

    #[test]
    fn each_wrong_setting_has_its_line() {
        let config = Config {
            listen: "8080".to_owned(),
            public_url: "http://portal.example/x".to_owned(),
            database: "mysql://x".to_owned(),
            decreed_holidays: vec!["kerst".to_owned()],
            smtp_username: "x".to_owned(),
            requests_per_quarter: 0,
            requests_per_account: -1,
            trusted_proxies: vec!["10.0.0.1/8".to_owned()],
            proxy_header: "x-real-ip".to_owned(),
            security_contact: "wij".to_owned(),
            session_idle_minutes: 0,
            keep_mail_days: 0,
            keep_evidence_years: 7_000,
            demo_hours_ahead: 1,
            ..Config::default()
        };
        let problems = config.problems();
        for name in [
            "listen",
            "public_url",
            "database",
            "decreed_holidays",
            "smtp_host",
            "mail_from",
            "smtp_username",
            "requests_per_quarter",
            "requests_per_account",
            "trusted_proxies",
            "proxy_header",
            "security_contact",
            "session_idle_minutes",
            "keep_mail_days",
            "keep_evidence_years",
            "demo_hours_ahead",
        ] {
            assert!(problems.iter().any(|line| line.starts_with(name)), "{name} in {problems:?}");
        }
    }
}
