//! The demo's mailbox: takes the place of the mail server.

use crate::{
    App, AppError,
    mail::Letter,
    ports::{Clock, MailTransport, NotSent, PortFuture},
};
use domain::ids::MailId;
use std::sync::Arc;
use storage::{Db, mailbox};

pub use storage::mailbox::Arrived;

/// Puts every mail into the mailbox of the demo.
pub struct DemoMail {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl DemoMail {
    /// In this database.
    #[must_use]
    pub const fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }

    async fn put(&self, letter: &Letter) -> Result<(), storage::StorageError> {
        let id = id_of(&letter.message_id);
        let arrived = Arrived {
            id,
            to: letter.to.clone(),
            subject: letter.subject.clone(),
            plain: letter.plain.clone(),
            html: letter.html.clone(),
            at: self.clock.now(),
        };
        let mut tx = self.db.begin().await?;
        mailbox::put(&mut tx, &arrived).await?;
        tx.commit().await
    }
}

/// The id of a mail in the mailbox follows from its Message-ID: the same mail stands there once.
fn id_of(message_id: &str) -> MailId {
    let name = message_id.trim_start_matches('<').split('@').next().unwrap_or_default();
    name.parse().unwrap_or_else(|_| {
        let digest = crate::secret::digest("mail of the demo", &[message_id.as_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        MailId(uuid::Uuid::from_bytes(bytes))
    })
}

impl MailTransport for DemoMail {
    fn send<'a>(&'a self, letter: &'a Letter) -> PortFuture<'a, Result<(), NotSent>> {
        Box::pin(async move { self.put(letter).await.map_err(|error| NotSent::Later(error.to_string())) })
    }
}

/// The newest mails of the demo, for one address or for all.
///
/// # Errors
/// [`AppError::NotFound`] outside demo mode.
pub async fn mailbox(app: &App, to: Option<&str>) -> Result<Vec<Arrived>, AppError> {
    only_in_demo(app)?;
    Ok(mailbox::list(&mut app.read().await?, to, 100).await?)
}

/// One mail of the demo.
///
/// # Errors
/// [`AppError::NotFound`] outside demo mode and for an unknown mail.
pub async fn mail(app: &App, id: MailId) -> Result<Arrived, AppError> {
    only_in_demo(app)?;
    mailbox::find(&mut app.read().await?, id).await?.ok_or(AppError::NotFound)
}

fn only_in_demo(app: &App) -> Result<(), AppError> {
    if app.settings().demo { Ok(()) } else { Err(AppError::NotFound) }
}
