//! The schema, brought up to date step by step. Each engine has its own texts under the same numbers.

use crate::{Db, StorageError, Tx};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

struct Step {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! step {
    ($version:literal, $name:literal, $file:literal) => {
        Step {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $file, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $file, ".sql")),
        }
    };
}

const STEPS: &[Step] = &[
    step!(1, "first", "0001_first"),
    step!(2, "documents", "0002_documents"),
    step!(3, "keeping", "0003_keeping"),
    step!(4, "moving_in", "0004_moving_in"),
    step!(5, "changes", "0005_changes"),
    step!(6, "monday", "0006_monday"),
    step!(7, "notices", "0007_notices"),
    step!(8, "lists", "0008_lists"),
    step!(9, "chosen_files", "0009_chosen_files"),
    step!(10, "desk", "0010_desk"),
    step!(11, "people", "0011_people"),
    step!(12, "known_browsers", "0012_known_browsers"),
    step!(13, "passkeys", "0013_passkeys"),
    step!(14, "recoveries", "0014_recoveries"),
    step!(15, "people_checks", "0015_people_checks"),
    step!(16, "authenticators", "0016_authenticators"),
    step!(17, "means", "0017_means"),
    step!(18, "cards", "0018_cards"),
    step!(19, "kept_forms", "0019_kept_forms"),
    step!(20, "evidence", "0020_evidence"),
];

/// The number of the newest migration that this program knows.
#[must_use]
pub fn newest() -> i64 {
    STEPS.last().map_or(0, |step| step.version)
}

fn migrator(text: impl Fn(&Step) -> &'static str) -> Migrator {
    let migrations = STEPS.iter().map(|step| {
        let sql = AssertSqlSafe(text(step)).into_sql_str();
        Migration::new(step.version, step.name.into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(migrations.collect())
}

fn failed(error: sqlx::migrate::MigrateError) -> StorageError {
    StorageError::Migration(Box::new(error))
}

impl Db {
    /// Brings the schema up to date; does nothing where it is. Several nodes may do so at once.
    ///
    /// # Errors
    /// [`StorageError::Migration`]: also when the database is newer than this program.
    pub async fn migrate(&self) -> Result<(), StorageError> {
        match self {
            Self::Sqlite { write, .. } => migrator(|step| step.sqlite).run(write).await,
            Self::Postgres(pool) => migrator(|step| step.postgres).run(pool).await,
        }
        .map_err(failed)
    }
}

impl Tx {
    /// Brings the schema to a step, or up to date, as a part of this transaction; nobody else may do so meanwhile.
    ///
    /// # Errors
    /// As [`Db::migrate`].
    pub(crate) async fn migrate_to(&mut self, step: Option<i64>) -> Result<(), StorageError> {
        let step = step.unwrap_or_else(newest);
        match self {
            Self::Sqlite(tx) => {
                let mut migrator = migrator(|step| step.sqlite);
                migrator.set_locking(false);
                migrator.run_to(step, &mut **tx).await
            }
            Self::Postgres(tx) => {
                let mut migrator = migrator(|step| step.postgres);
                migrator.set_locking(false);
                migrator.run_to(step, &mut **tx).await
            }
        }
        .map_err(failed)
    }
}
