//! One use case at work: its transaction, its moment, who does it, and what follows from it.

use crate::{App, mail::Mail};
use domain::{
    audit::{Doer, Event, Subject},
    ids::{AgreementId, JobId, MailId, OrganisationId},
};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeSet;
use storage::{StorageError, Tx, audit, bulk, jobs, notices, offers, outbox};

/// A transaction that changes something. Dropped without [`Work::commit`] it leaves no trace.
pub struct Work<'a> {
    /// The portal.
    pub app: &'a App,
    /// The transaction.
    pub tx: Tx,
    /// The moment of all of it.
    pub now: Timestamp,
    doer: Doer,
    recorded: bool,
    wake: bool,
    /// Agreements whose offers may begin or end with this.
    touched: BTreeSet<AgreementId>,
    /// Parties that released something with this.
    released_by: BTreeSet<OrganisationId>,
}

/// How a mail goes that is not one of its own kind each time.
#[derive(Clone, Debug)]
pub(crate) struct Postage {
    /// The mail.
    pub id: MailId,
    /// What stands before the `@` of its Message-ID.
    pub name: String,
    /// The lane that hands it over.
    pub lane: &'static str,
    /// Not before.
    pub run_at: Timestamp,
}

impl<'a> Work<'a> {
    pub(crate) const fn new(app: &'a App, tx: Tx, now: Timestamp, doer: Doer) -> Self {
        Self {
            app,
            tx,
            now,
            doer,
            recorded: false,
            wake: false,
            touched: BTreeSet::new(),
            released_by: BTreeSet::new(),
        }
    }

    /// Who does it from here on; a visitor who signs in becomes a person halfway.
    pub const fn done_by(&mut self, doer: Doer) {
        self.doer = doer;
    }

    /// Writes an event into the audit log.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn record(&mut self, subject: Subject, event: &Event) -> Result<(), StorageError> {
        self.recorded = true;
        audit::add(&mut self.tx, self.app.ports().id(), self.now, self.doer, subject, event).await
    }

    /// Writes many events into the audit log.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn record_many(&mut self, events: Vec<(Subject, Event)>) -> Result<(), StorageError> {
        self.recorded |= !events.is_empty();
        let (now, doer, ids) = (self.now, self.doer, self.app.ports());
        let lines = events.into_iter().map(|(subject, event)| (ids.id(), now, doer, subject, event));
        let lines: Vec<_> = lines.collect();
        bulk::record(&mut self.tx, &lines).await
    }

    /// Puts up many jobs of a kind, to run at once.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn jobs(
        &mut self,
        (lane, kind): (&'static str, &'static str),
        payloads: &[impl Serialize],
    ) -> Result<(), StorageError> {
        let mut jobs = Vec::with_capacity(payloads.len());
        for payload in payloads {
            let payload = serde_json::to_string(payload).map_err(|_| StorageError::Unreadable("job"))?;
            jobs.push((self.app.ports().id(), payload));
        }
        self.wake |= !jobs.is_empty();
        bulk::jobs(&mut self.tx, (lane, kind), &jobs, self.now).await
    }

    /// Puts up a job.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn job(
        &mut self,
        lane: &'static str,
        kind: &'static str,
        payload: &impl Serialize,
        run_at: Timestamp,
    ) -> Result<JobId, StorageError> {
        let id = self.app.ports().id();
        let payload = serde_json::to_string(payload).map_err(|_| StorageError::Unreadable("job"))?;
        jobs::add(&mut self.tx, jobs::NewJob { id, lane, kind, payload, run_at }, self.now).await?;
        self.wake = true;
        Ok(id)
    }

    /// Writes a mail into the outbox, to go at once.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn mail(&mut self, to: &str, mail: Mail) -> Result<MailId, StorageError> {
        self.mail_at(to, mail, self.now).await
    }

    /// Writes a mail into the outbox, to go at `run_at`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn mail_at(&mut self, to: &str, mail: Mail, run_at: Timestamp) -> Result<MailId, StorageError> {
        let id: MailId = self.app.ports().id();
        self.post(to, mail, Postage { id, name: id.to_string(), lane: "mail", run_at }).await?;
        Ok(id)
    }

    /// Writes a mail into the outbox, with an id and a Message-ID that the caller chose.
    pub(crate) async fn post(&mut self, to: &str, mail: Mail, postage: Postage) -> Result<(), StorageError> {
        if !self.app.settings().writes_mails {
            return Ok(());
        }
        let Postage { id, name, lane, run_at } = postage;
        let row = mail.into_row(id, to, self.message_id(&name), self.now)?;
        outbox::add(&mut self.tx, row).await?;
        self.job(lane, crate::jobs::SEND_MAIL, &id, run_at).await.map(drop)
    }

    /// Writes many mails into the outbox, to go at once: to whom, what, its id and its name in the Message-ID.
    pub(crate) async fn post_all(
        &mut self,
        lane: &'static str,
        mails: Vec<(String, Mail, MailId, String)>,
    ) -> Result<(), StorageError> {
        if !self.app.settings().writes_mails {
            return Ok(());
        }
        let (mut rows, mut ids) = (Vec::with_capacity(mails.len()), Vec::with_capacity(mails.len()));
        for (to, mail, id, name) in mails {
            rows.push(mail.into_row(id, &to, self.message_id(&name), self.now)?);
            ids.push(id);
        }
        bulk::mails(&mut self.tx, rows).await?;
        self.jobs((lane, crate::jobs::SEND_MAIL), &ids).await
    }

    /// RFC 5322, section 3.6.4: at the host of the portal.
    fn message_id(&self, name: &str) -> String {
        let host = self.app.settings().public_url.split("://").last().unwrap_or_default();
        let host = host.split([':', '/']).next().unwrap_or_default();
        format!("<{name}@{host}>")
    }

    /// Says that an agreement may have been opened for signing, or closed: at the commit its offers follow.
    pub(crate) fn touch(&mut self, agreement: AgreementId) {
        self.touched.insert(agreement);
    }

    /// Says that a party released something: at the commit the notices follow, in one go for all of it.
    pub(crate) fn released_by(&mut self, party: OrganisationId) {
        self.released_by.insert(party);
    }

    /// Makes it last and wakes the workers.
    ///
    /// # Errors
    /// [`StorageError`]; then nothing of it lasts.
    pub async fn commit(self) -> Result<(), StorageError> {
        debug_assert!(self.recorded, "a use case leaves an event, or says with commit_quietly why not");
        self.commit_quietly("recorded").await
    }

    /// As [`Work::commit`], for what deserves no event; `_why` says the reason to the reader.
    ///
    /// # Errors
    /// [`StorageError`]; then nothing of it lasts.
    pub async fn commit_quietly(mut self, _why: &'static str) -> Result<(), StorageError> {
        // Last of all: whoever takes the numbers of offers holds nothing else that others need later.
        let touched: Vec<_> = std::mem::take(&mut self.touched).into_iter().collect();
        for party in std::mem::take(&mut self.released_by) {
            notices::released(&mut self.tx, party, self.now).await?;
        }
        offers::follow(&mut self.tx, &touched).await?;
        self.tx.commit().await?;
        if self.wake {
            self.app.wake_workers();
        }
        Ok(())
    }
}
