//! The schema, brought up to date step by step. Each engine has its own texts under the same numbers.

use crate::{Db, StorageError};
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

const STEPS: &[Step] = &[step!(1, "first", "0001_first"), step!(2, "documents", "0002_documents")];

impl Db {
    /// Brings the schema up to date; does nothing where it is. Several nodes may do so at once.
    ///
    /// # Errors
    /// [`StorageError::Migration`]: also when the database is newer than this program.
    pub async fn migrate(&self) -> Result<(), StorageError> {
        let text = |step: &Step| match self {
            Self::Sqlite { .. } => step.sqlite,
            Self::Postgres(_) => step.postgres,
        };
        let migrations = STEPS
            .iter()
            .map(|step| {
                let sql = AssertSqlSafe(text(step)).into_sql_str();
                Migration::new(step.version, step.name.into(), MigrationType::Simple, sql, false)
            })
            .collect();
        let migrator = Migrator::with_migrations(migrations);
        match self {
            Self::Sqlite { write, .. } => migrator.run(write).await,
            Self::Postgres(pool) => migrator.run(pool).await,
        }
        .map_err(|error| StorageError::Migration(Box::new(error)))
    }
}
