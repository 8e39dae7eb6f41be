//! Looking whether everything is there and fits: what `check --deep` does, while the portal serves or not.

use crate::{AppError, ports::DocumentStore, secret};
use storage::{Db, copy, deep, store::StoreError};

/// Things named for each finding; behind them only their number is said.
const MOST: usize = 20;

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Documents that are there and are what their names say.
    pub documents: u64,
    /// Findings.
    pub findings: u64,
}

/// Holds every document that a row names against its digest, and the rows against what always holds. Each finding
/// is one line for `say`, in words for an operator. Changes nothing; memory does not grow with the portal.
///
/// # Errors
/// [`AppError`] when the database or the store does not answer.
pub async fn deep(db: &Db, store: &dyn DocumentStore, mut say: impl FnMut(String)) -> Result<Looked, AppError> {
    let mut looked = Looked::default();
    let (mut tx, mut aside) = (db.read().await?, db.read().await?);
    for line in deep::engine(&mut tx).await? {
        looked.findings += 1;
        say(format!("database: {line}"));
    }
    for rule in &deep::RULES {
        let broken = deep::broken(&mut tx, rule, i64::try_from(MOST).unwrap_or(i64::MAX) + 1).await?;
        if !broken.is_empty() {
            looked.findings += 1;
            let more = if broken.len() > MOST { " and more" } else { "" };
            say(format!("{}: {}{more}", rule.broken, broken[..broken.len().min(MOST)].join(", ")));
        }
    }
    if !storage::tallies::are_right(&mut tx).await? {
        looked.findings += 1;
        say("tallies of agreements or events that are not what counting them gives".to_owned());
    }
    let mut changed = 0_u64;
    deep::facts(&mut tx, |digest, json| {
        changed += u64::from(secret::digest("facts", &[json.as_bytes()]).as_slice() != digest);
    })
    .await?;
    if changed > 0 {
        looked.findings += 1;
        say(format!("facts of parties that were changed: {changed}"));
    }
    copy::named_documents::<AppError>(&mut tx, async |digest| {
        let word = match store.get(digest).await {
            Ok(_) => {
                looked.documents += 1;
                return Ok(());
            }
            Err(StoreError::Missing(_)) => "is missing",
            Err(StoreError::Damaged(_)) => "is damaged",
            Err(other) => return Err(other.into()),
        };
        looked.findings += 1;
        let whose = deep::whose(&mut aside, digest).await?;
        say(format!("document {digest} of {} {word}", whose.join(", ")));
        Ok(())
    })
    .await?;
    Ok(looked)
}
