//! Evidence of signatures, for whoever may see the agreement, and for whoever signed.
//!
//! What belongs here: finding it. What never does: its form, which `docs/evidence.md` fixes.

use super::{act::Confirmed, show};
use crate::{
    App, AppError, agreements,
    documents::{File, field_name},
};
use domain::{
    access::Actor,
    agreement::Side,
    ids::{AgreementId, RevisionId, RoundId, SlotId},
};
use storage::{Tx, rounds};

/// The evidence of the signature in a slot of an agreement.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or foreign agreement, a slot that nobody has signed, or a signature of before there
/// was evidence.
pub async fn of_agreement(app: &App, actor: &Actor, id: AgreementId, slot: SlotId) -> Result<File, AppError> {
    let mut tx = app.read().await?;
    let kept = agreements::owned(&mut tx, actor, id).await?;
    let found = of_revision(&mut tx, kept.parts.revision.id, &kept.parts.number.to_string()).await?;
    let found = found.into_iter().find(|found| found.slot == slot).ok_or(AppError::NotFound)?;
    Ok(found.file)
}

/// The evidence of what the actor signed in a round.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown or somebody else's round, what was not signed in it, or a round of before there was
/// evidence.
pub async fn of_round(app: &App, actor: &Actor, round: RoundId, slot: SlotId) -> Result<File, AppError> {
    let shown = show(app, actor, round).await?;
    let item = shown.items.into_iter().find(|item| item.slot == slot && item.state == "signed");
    let item = item.ok_or(AppError::NotFound)?;
    let confirmed = Confirmed::of(&mut app.read().await?, round).await?.ok_or(AppError::NotFound)?;
    file(&confirmed, &item.number, item.side, item.ordinal).ok_or(AppError::NotFound)
}

/// Evidence of one signature of a document.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The slot that was signed.
    pub slot: SlotId,
    /// The evidence.
    pub file: File,
}

/// Evidence of every signature of a revision, the first first; those of before there was evidence are left out.
pub(crate) async fn of_revision(tx: &mut Tx, revision: RevisionId, number: &str) -> Result<Vec<Found>, AppError> {
    let mut all = Vec::new();
    for signature in rounds::signatures(tx, revision).await? {
        let Some(confirmed) = Confirmed::of(tx, signature.round).await? else { continue };
        let item = rounds::one(tx, signature.round, signature.slot).await?.ok_or(AppError::NotFound)?;
        let file = file(&confirmed, number, item.side, item.ordinal);
        all.extend(file.map(|file| Found { slot: signature.slot, file }));
    }
    Ok(all)
}

fn file(confirmed: &Confirmed, number: &str, side: Side, ordinal: i64) -> Option<File> {
    let field = field_name(side, u16::try_from(ordinal).ok()?);
    let evidence = confirmed.evidence(number, &field)?;
    Some(File { name: format!("{number}.{field}.evidence.json"), bytes: evidence.to_bytes() })
}
