//! Use cases, jobs and mail.
//!
//! A use case is one transaction: it loads for its actor, asks the policy, moves a state, saves,
//! records the event and commits. Pages, command line and jobs call use cases and hold no rules.
//! Nothing slow and nothing outside the database happens inside a transaction: that is a job's.

pub mod agreements;

/// Lines of the audit log, as use cases hand them out.
pub mod audit {
    pub use storage::audit::Line;
}

pub mod authority;
pub mod backup;
pub mod cards;
pub mod changes;
pub mod check;
pub mod demo;
pub mod documents;
mod error;
pub mod generation;
pub mod housekeeping;
pub mod identity;
pub mod imports;
pub mod jobs;
pub mod keeping;
pub mod kept_forms;
pub mod known_browsers;
pub mod mail;
pub mod mail_choices;
pub mod monday;
pub mod network;
pub mod notices;
pub mod onboarding;
pub mod organisations;
pub mod partners;
pub mod people;
pub mod ports;
pub mod registrations;
pub mod secret;
pub mod sectors;
pub mod settings;
pub mod signing_rounds;
pub mod tallies;
pub mod verification;
mod work;

pub use error::AppError;
pub use settings::Settings;
pub use work::Work;

use domain::{audit::Doer, ids::ImportId};
use jiff::{Timestamp, civil::Date};
use ports::Ports;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use storage::{Db, StorageError, Tx};
use tokio::sync::Notify;

/// The portal without its pages. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    ports: Ports,
    settings: Settings,
    wake: Notify,
    desk: verification::Desk,
    /// How far imports are that this process carries out: nobody else can know before they are whole.
    imports: Mutex<HashMap<ImportId, (usize, usize)>>,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(db: Db, ports: Ports, settings: Settings) -> Self {
        Self {
            inner: Arc::new(Inner {
                db,
                ports,
                settings,
                wake: Notify::new(),
                desk: verification::Desk::default(),
                imports: Mutex::default(),
            }),
        }
    }

    /// The same portal with other settings.
    #[must_use]
    pub fn with_settings(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.inner.settings.clone();
        change(&mut settings);
        Self::new(self.inner.db.clone(), self.inner.ports.clone(), settings)
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// Clock, ids, randomness and mail.
    #[must_use]
    pub fn ports(&self) -> &Ports {
        &self.inner.ports
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// Now, to the microsecond.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.ports.clock.now()
    }

    /// Today in the Netherlands.
    #[must_use]
    pub fn today(&self) -> Date {
        domain::calendar::local_date(self.now())
    }

    /// Begins a use case.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn begin(&self, doer: Doer) -> Result<Work<'_>, StorageError> {
        Ok(Work::new(self, self.inner.db.begin().await?, self.now(), doer))
    }

    /// Begins reading.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn read(&self) -> Result<Tx, StorageError> {
        self.inner.db.read().await
    }

    /// What strangers' documents may use of this machine.
    pub(crate) fn desk(&self) -> &verification::Desk {
        &self.inner.desk
    }

    /// How far an import is that this process carries out: rows done, and of how many.
    pub(crate) fn import_progress(&self, id: ImportId) -> Option<(usize, usize)> {
        self.inner.imports.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied()
    }

    /// Notes how far an import is; nothing when it has ended.
    pub(crate) fn note_import_progress(&self, id: ImportId, progress: Option<(usize, usize)>) {
        let mut imports = self.inner.imports.lock().unwrap_or_else(PoisonError::into_inner);
        match progress {
            Some(progress) => drop(imports.insert(id, progress)),
            None => drop(imports.remove(&id)),
        }
    }

    /// Tells the workers that a job may be due.
    pub(crate) fn wake_workers(&self) {
        self.inner.wake.notify_waiters();
    }

    /// Waits until somebody says that a job may be due.
    pub(crate) fn woken(&self) -> tokio::sync::futures::Notified<'_> {
        self.inner.wake.notified()
    }
}
