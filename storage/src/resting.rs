//! Very many new rows at once: indexes that only make reading fast, and triggers, rest until they stand. Filling an
//! index once at the end costs a fraction of what it costs row by row.
//!
//! What belongs here: laying to rest and waking, in the transaction of whoever fills. What never does: the rows
//! ([`crate::bulk`], [`crate::refill`]). Keys and unique indexes never rest: they hold rules.

use crate::{StorageError, Tx, copy};
use sqlx::AssertSqlSafe;

/// Triggers, and how to have them back.
const TRIGGERS: [&str; 2] = [
    "SELECT 'DROP TRIGGER \"' || name || '\"' AS before, sql AS after FROM sqlite_master WHERE type = 'trigger'",
    "SELECT DISTINCT format('ALTER TABLE %s DISABLE TRIGGER USER', tgrelid::regclass) AS before, \
     format('ALTER TABLE %s ENABLE TRIGGER USER', tgrelid::regclass) AS after FROM pg_trigger WHERE NOT tgisinternal",
];
/// Indexes that hold no rule, of what a country has most of.
const INDEXES: [&str; 2] = [
    "SELECT 'DROP INDEX \"' || name || '\"' AS before, sql AS after FROM sqlite_master WHERE type = 'index' \
     AND sql LIKE 'CREATE INDEX %' AND tbl_name IN ('agreements', 'revisions', 'slots', 'documents', 'events')",
    "SELECT format('DROP INDEX %I', indexname) AS before, indexdef AS after FROM pg_indexes WHERE schemaname = 'public' \
     AND indexdef LIKE 'CREATE INDEX %' AND tablename IN ('agreements', 'revisions', 'slots', 'documents', 'events')",
];

/// What rests in a transaction. Forgotten, it never wakes: the transaction must then be dropped too.
#[must_use]
pub struct Resting(Vec<String>);

impl Resting {
    /// Lays triggers and indexes to rest; what triggers would have written, the caller writes.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn begin(tx: &mut Tx) -> Result<Self, StorageError> {
        let mut resting = Self::lay(tx, TRIGGERS).await?;
        resting.0.extend(Self::lay(tx, INDEXES).await?.0);
        Ok(resting)
    }

    /// Does what undoes something, and remembers how to redo it: each row has both, `before` and `after`.
    pub(crate) async fn lay(tx: &mut Tx, [sqlite, postgres]: [&'static str; 2]) -> Result<Self, StorageError> {
        let mut afterwards = Vec::new();
        for [before, after] in copy::texts(tx, sqlite, postgres, ["before", "after"]).await? {
            run(tx, before).await?;
            afterwards.push(after);
        }
        Ok(Self(afterwards))
    }

    /// Wakes all of it.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn end(self, tx: &mut Tx) -> Result<(), StorageError> {
        for text in self.0 {
            run(tx, text).await?;
        }
        Ok(())
    }
}

/// A text that the schema itself gave.
pub(crate) async fn run(tx: &mut Tx, text: String) -> Result<(), StorageError> {
    match tx {
        Tx::Sqlite(tx) => sqlx::query(AssertSqlSafe(text)).execute(&mut **tx).await.map(drop),
        Tx::Postgres(tx) => sqlx::query(AssertSqlSafe(text)).execute(&mut **tx).await.map(drop),
    }
    .map_err(|source| StorageError::Engine { sql: "resting", source })
}
