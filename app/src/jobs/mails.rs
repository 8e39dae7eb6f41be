//! Handing one mail over.

use super::Outcome;
use crate::{App, AppError, mail, ports::NotSent};
use domain::ids::MailId;
use storage::{jobs::Job, outbox};

/// Hands the mail of this job over. Its secrets are erased in the transaction that notes it.
pub(super) async fn send(app: &App, job: &Job) -> Result<Outcome, AppError> {
    let Ok(id) = serde_json::from_str::<MailId>(&job.payload) else {
        return Ok(Outcome::Never("unreadable payload".to_owned()));
    };
    let Some(row) = outbox::find(&mut app.read().await?, id).await? else {
        return Ok(Outcome::Never("the mail is gone".to_owned()));
    };
    if row.state == "sent" {
        return Ok(Outcome::Done);
    }
    let sent = match mail::letter(&row) {
        Ok(letter) => app.ports().mail.send(&letter).await,
        Err(error) => Err(NotSent::Never(error.to_string())),
    };
    let mut tx = app.db().begin().await?;
    match &sent {
        Ok(()) => outbox::sent(&mut tx, id, app.now()).await?,
        Err(NotSent::Later(why)) => outbox::not_sent(&mut tx, id, false, why).await?,
        Err(NotSent::Never(why)) => outbox::not_sent(&mut tx, id, true, why).await?,
    }
    tx.commit().await?;
    Ok(sent.map_or_else(Outcome::from, |()| Outcome::Done))
}
