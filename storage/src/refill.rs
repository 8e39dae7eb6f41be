//! An empty database filled with the rows of another one, of either engine: all of it or nothing.
//!
//! Everything happens in one transaction, the schema included. Triggers rest meanwhile, because what they
//! would write is among the rows, and so do the largest indexes; references are held at the end.

use crate::{
    Db, Kind, StorageError, Tx,
    copy::{self, Cell, Table, quoted},
    resting::{Resting, run},
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Parameters in one statement: enough that sending it is not what takes the time.
const PARAMETERS: usize = 2_000;
/// One at a time fills a database of PostgreSQL: the number of the lock that says so.
const LOCK: i64 = 0x766f_6567_7465_6b65;

const REFERENCES: [&str; 2] = [
    "SELECT 'PRAGMA defer_foreign_keys = ON' AS before, 'SELECT 1' AS after",
    "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS before, \
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS after \
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace",
];

/// A database that is being filled. Dropped without [`Refill::commit`] it is as empty as before.
pub struct Refill {
    tx: Tx,
    tables: Vec<Table>,
    resting: [Resting; 2],
}

impl Refill {
    /// Makes the schema as it was at migration `schema`. `None`: the database is not empty.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn begin(db: &Db, schema: i64) -> Result<Option<Self>, StorageError> {
        let mut tx = db.begin().await?;
        if let Tx::Postgres(tx) = &mut tx {
            let lock = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut **tx).await;
            lock.map_err(failed)?;
        }
        if !copy::is_empty(&mut tx).await? {
            return Ok(None);
        }
        tx.migrate_to(Some(schema)).await?;
        let resting = [Resting::begin(&mut tx).await?, Resting::lay(&mut tx, REFERENCES).await?];
        let tables = copy::tables(&mut tx).await?;
        // What a migration put there stands among the rows as well, and may have been changed since.
        for table in tables.iter().rev() {
            run(&mut tx, format!("DELETE FROM {}", quoted(&table.name))).await?;
        }
        Ok(Some(Self { tx, tables, resting }))
    }

    /// The tables; one that others point at comes before them.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Adds rows whose cells stand in the order of `table`'s columns.
    ///
    /// # Errors
    /// [`StorageError`]: also for a cell of another kind, and for a row that the schema refuses.
    pub async fn add(&mut self, table: &Table, rows: &[Vec<Cell>]) -> Result<(), StorageError> {
        let most = (PARAMETERS / table.columns.len().max(1)).max(1);
        for rows in rows.chunks(most) {
            let text = AssertSqlSafe(insert(table, rows.len()));
            macro_rules! run {
                ($tx:expr) => {{
                    let mut query = sqlx::query(text);
                    for row in rows {
                        if row.len() != table.columns.len() {
                            return Err(StorageError::Unreadable("a row of a copy"));
                        }
                        for (column, cell) in table.columns.iter().zip(row) {
                            query = match (column.kind, cell) {
                                (Kind::Text, Cell::Nothing) => query.bind(None::<String>),
                                (Kind::Int, Cell::Nothing) => query.bind(None::<i64>),
                                (Kind::Bool, Cell::Nothing) => query.bind(None::<bool>),
                                (Kind::Uuid, Cell::Nothing) => query.bind(None::<Uuid>),
                                (Kind::Bytes, Cell::Nothing) => query.bind(None::<Vec<u8>>),
                                (Kind::Text, Cell::Text(text)) => query.bind(text.as_str()),
                                (Kind::Int, Cell::Int(value)) => query.bind(*value),
                                (Kind::Bool, Cell::Int(value @ (0 | 1))) => query.bind(*value == 1),
                                (Kind::Uuid, Cell::Bytes(bytes)) => query.bind(
                                    Uuid::from_slice(bytes).map_err(|_| StorageError::Unreadable("an id of a copy"))?,
                                ),
                                (Kind::Bytes, Cell::Bytes(bytes)) => query.bind(bytes.as_slice()),
                                _ => return Err(StorageError::Unreadable("a cell of a copy")),
                            };
                        }
                    }
                    query.execute(&mut **$tx).await.map(drop)
                }};
            }
            match &mut self.tx {
                Tx::Sqlite(tx) => run!(tx),
                Tx::Postgres(tx) => run!(tx),
            }
            .map_err(failed)?;
        }
        Ok(())
    }

    /// Holds the references, brings the schema up to date, and makes it last.
    ///
    /// # Errors
    /// [`StorageError`]; then the database is empty.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        for resting in self.resting {
            resting.end(&mut self.tx).await?;
        }
        self.tx.migrate_to(None).await?;
        self.tx.commit().await
    }
}

const fn failed(source: sqlx::Error) -> StorageError {
    StorageError::Engine { sql: "refill", source }
}

fn insert(table: &Table, rows: usize) -> String {
    let columns: Vec<_> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    let mut text = format!("INSERT INTO {} ({}) VALUES ", quoted(&table.name), columns.join(", "));
    let mut number = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for place in 0..columns.len() {
            number += 1;
            text.push_str(&if place == 0 { format!("${number}") } else { format!(", ${number}") });
        }
        text.push(')');
    }
    text
}
