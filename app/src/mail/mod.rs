//! Mails: their parts, their wording (in `texts`), and how they become text and HTML.
//!
//! A mail is written as parts, so that text and HTML always say the same. Codes and one-time links
//! are named in the parts and kept apart until the mail is handed over.

pub mod account_texts;
pub mod people_texts;
pub mod recovery_texts;
mod render;
mod smtp;
pub mod texts;

pub use render::{Letter, Shown, letter, shown};
pub use smtp::{Smtp, SmtpSettings};

use domain::ids::MailId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use storage::{StorageError, outbox};

/// The name of the secret that switches mails off.
pub(crate) const WAY_OUT: &str = "way_out";

/// The language of a person's pages and mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// *Nederlands*, the default.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// `nl` or `en` (ISO 639-1).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// The language with this code; Dutch for any other.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code == "en" { Self::English } else { Self::Dutch }
    }
}

/// A part of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// Somebody's words.
    Quote(String),
    /// Facts: name and value.
    Facts(Vec<(String, String)>),
    /// A button to an address that is no secret.
    Link {
        /// Its text.
        label: String,
        /// Its address.
        url: String,
    },
    /// A button to an address that is a secret, by its name among the secrets.
    SecretLink {
        /// Its text.
        label: String,
        /// Name of the secret.
        secret: String,
    },
    /// A code, by its name among the secrets.
    SecretCode(String),
    /// A small line below everything, with an address that is no secret.
    Foot {
        /// Its text.
        label: String,
        /// Its address.
        url: String,
    },
}

/// A mail that is to be written.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Which one it is.
    pub kind: &'static str,
    /// Its language.
    pub language: Language,
    /// Its subject.
    pub subject: String,
    /// Its parts, after the greeting and before the closing line.
    pub parts: Vec<Part>,
    /// Secrets by name.
    pub secrets: BTreeMap<String, String>,
}

impl Mail {
    /// A mail without parts.
    #[must_use]
    pub fn new(kind: &'static str, language: Language, subject: impl Into<String>) -> Self {
        Self { kind, language, subject: subject.into(), parts: Vec::new(), secrets: BTreeMap::new() }
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Text(text.into()));
        self
    }

    /// Adds somebody's words.
    #[must_use]
    pub fn quote(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Quote(text.into()));
        self
    }

    /// Adds facts.
    #[must_use]
    pub fn facts(mut self, facts: Vec<(String, String)>) -> Self {
        self.parts.push(Part::Facts(facts));
        self
    }

    /// Adds a button to an address that is no secret.
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, url: impl Into<String>) -> Self {
        self.parts.push(Part::Link { label: label.into(), url: url.into() });
        self
    }

    /// Adds a small line below everything, with an address that is no secret.
    #[must_use]
    pub fn foot(mut self, label: impl Into<String>, url: impl Into<String>) -> Self {
        self.parts.push(Part::Foot { label: label.into(), url: url.into() });
        self
    }

    /// Adds a button to an address that is a secret.
    #[must_use]
    pub fn secret_link(mut self, label: impl Into<String>, url: impl Into<String>) -> Self {
        self.parts.push(Part::SecretLink { label: label.into(), secret: "link".into() });
        self.secrets.insert("link".into(), url.into());
        self
    }

    /// Adds a way to switch mails like this one off, for the headers; its address is a secret.
    #[must_use]
    pub(crate) fn way_out(mut self, url: impl Into<String>) -> Self {
        self.secrets.insert(WAY_OUT.into(), url.into());
        self
    }

    /// Adds a code.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.parts.push(Part::SecretCode("code".into()));
        self.secrets.insert("code".into(), code.into());
        self
    }

    pub(crate) fn into_row(
        self,
        id: MailId,
        to: &str,
        message_id: String,
        now: Timestamp,
    ) -> Result<outbox::Mail, StorageError> {
        let json = |error| match error {
            Ok(text) => Ok(text),
            Err::<String, serde_json::Error>(_) => Err(StorageError::Unreadable("mail")),
        };
        Ok(outbox::Mail {
            id,
            to: to.to_owned(),
            language: self.language.code().to_owned(),
            kind: self.kind.to_owned(),
            subject: self.subject,
            body: json(serde_json::to_string(&self.parts))?,
            secrets: if self.secrets.is_empty() { None } else { Some(json(serde_json::to_string(&self.secrets))?) },
            message_id,
            state: "waiting".to_owned(),
            attempts: 0,
            last_error: None,
            created_at: now,
            sent_at: None,
        })
    }
}

/// A date in words, with its weekday: *maandag 30 november 2026*, *Monday 30 November 2026*.
#[must_use]
pub fn long_date(date: jiff::civil::Date, language: Language) -> String {
    const DAYS: [(&str, &str); 7] = [
        ("maandag", "Monday"),
        ("dinsdag", "Tuesday"),
        ("woensdag", "Wednesday"),
        ("donderdag", "Thursday"),
        ("vrijdag", "Friday"),
        ("zaterdag", "Saturday"),
        ("zondag", "Sunday"),
    ];
    let day = DAYS[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default() % 7];
    let day = if language == Language::Dutch { day.0 } else { day.1 };
    format!("{day} {}", date_in_words(date, language))
}

/// A date in words: *30 november 2026*, *30 November 2026*.
#[must_use]
pub fn date_in_words(date: jiff::civil::Date, language: Language) -> String {
    const MONTHS: [(&str, &str); 12] = [
        ("januari", "January"),
        ("februari", "February"),
        ("maart", "March"),
        ("april", "April"),
        ("mei", "May"),
        ("juni", "June"),
        ("juli", "July"),
        ("augustus", "August"),
        ("september", "September"),
        ("oktober", "October"),
        ("november", "November"),
        ("december", "December"),
    ];
    let month = MONTHS[usize::try_from(date.month() - 1).unwrap_or_default() % 12];
    let month = if language == Language::Dutch { month.0 } else { month.1 };
    format!("{} {month} {}", date.day(), date.year())
}

/// A moment in words, in the Netherlands: *30 november 2026 om 09:15*.
#[must_use]
pub fn moment_in_words(at: Timestamp, language: Language) -> String {
    let local = domain::calendar::amsterdam().to_datetime(at);
    let word = if language == Language::Dutch { "om" } else { "at" };
    format!("{} {word} {:02}:{:02}", date_in_words(local.date(), language), local.hour(), local.minute())
}

/// The name of a form field in a mail about corrections.
#[must_use]
pub fn field_name(field: &str, language: Language) -> String {
    let (kind, part) = match field.split_once('-') {
        Some((kind, rest)) => (kind, rest.rsplit('-').next().unwrap_or_default()),
        None => ("", field),
    };
    let (dutch, english) = match part {
        "name" => ("naam", "name"),
        "kvk" => ("KvK-nummer", "KvK number"),
        "street" => ("straat en huisnummer", "street and number"),
        "postcode" => ("postcode", "postcode"),
        "city" => ("plaats", "place"),
        "website" => ("website", "website"),
        "phone" => ("telefoonnummer", "telephone number"),
        "email" => ("e-mailadres", "mail address"),
        "function" => ("functie", "function"),
        "works_at" => ("werkt bij", "works at"),
        "registrant_name" => ("naam van de aanmelder", "name of the registrant"),
        "executor_name" => ("uitvoerende organisatie", "executor"),
        other => (other, other),
    };
    let (of_dutch, of_english) = match kind {
        "contacts" => (" (contactpersoon)", " (contact person)"),
        "signatories" => (" (tekenbevoegde)", " (signatory)"),
        _ => ("", ""),
    };
    match language {
        Language::Dutch => format!("{dutch}{of_dutch}"),
        Language::English => format!("{english}{of_english}"),
    }
}
