//! Changes of organisations: every change in every state, row by row, and what was previewed is what happened.

mod asking;
mod batches;
mod municipalities;
mod pages;
mod racing;
mod table;

use app::changes::{self, Preview};
use domain::{
    access::Actor,
    change::{Stage, Tally},
    ids::{AgreementId, ChangeId, OrganisationId},
};
use storage::{agreements, changes::Change};
use testkit::TestPortal;

/// The preview that the administrator sees.
async fn preview(portal: &TestPortal, noor: &Actor, id: ChangeId) -> (i64, Preview) {
    let review = changes::review(&portal.app, noor, id).await.expect("a review");
    let preview = review.preview.expect("it waits").expect("it is possible");
    (review.change.version, preview)
}

/// Accepts a change as it is previewed, and gives what was foreseen.
async fn accept(portal: &TestPortal, id: ChangeId) -> Tally {
    let noor = portal.administrator().await;
    let (version, preview) = preview(portal, &noor, id).await;
    changes::accept(&portal.app, &noor, id, version, &preview.digest).await.expect("accepted");
    preview.tally
}

/// The change as it is kept.
async fn kept(portal: &TestPortal, id: ChangeId) -> Change {
    let mut tx = portal.app.read().await.expect("a transaction");
    storage::changes::find(&mut tx, id).await.expect("an answer").expect("a change")
}

/// The change once everything has followed.
async fn done(portal: &TestPortal, id: ChangeId) -> Change {
    portal.run_jobs().await;
    let change = kept(portal, id).await;
    assert_eq!(change.stage, Stage::Done);
    change
}

async fn agreement(portal: &TestPortal, id: AgreementId) -> agreements::Kept {
    let mut tx = portal.app.read().await.expect("a transaction");
    agreements::find(&mut tx, id).await.expect("an answer").expect("an agreement")
}

/// The current agreement of a pair.
async fn current(portal: &TestPortal, party: OrganisationId, partner: OrganisationId) -> Option<AgreementId> {
    let mut tx = portal.app.read().await.expect("a transaction");
    storage::changes::current(&mut tx, party, partner).await.expect("an answer")
}
