//! Every table as plain rows, whatever the engine: what a backup is made of, and read back by
//! [`crate::refill`].
//!
//! Tables and columns are asked of the database itself, so that none can be forgotten. This is one of the
//! few files with texts that are not constants: they are made from the names in the schema, from nothing else.

use crate::{Kind, StorageError, Tx, sql, store::Digest, values};
use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, Row as _};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where the migrator keeps what it did.
const MIGRATIONS: &str = "_sqlx_migrations";

/// Tables whose rows no copy holds: who is signed in or about to be, the secrets of authenticator apps, how
/// often somebody asked, files that wait to be brought in, and forms that wait to be sent. After a restore everybody signs
/// in again, connects an app again, and chooses such a file again.
pub const FLEETING: [&str; 9] = [
    "authenticators",
    "ceremonies",
    "import_files",
    "imports",
    "kept_forms",
    "known_browsers",
    "sessions",
    "sign_ins",
    "throttle",
];

/// The columns that name documents in the store.
pub const NAMES_DOCUMENTS: [(&str, &str); 5] = [
    ("documents", "released"),
    ("documents", "newest"),
    ("round_items", "digest"),
    ("signatures", "digest"),
    ("elsewhere", "digest"),
];

sql! {
    /// Every document that a row names, once, in the order of their digests.
    NAMED_DOCUMENTS () = "SELECT released AS digest FROM documents WHERE released IS NOT NULL \
        UNION SELECT newest FROM documents WHERE newest IS NOT NULL \
        UNION SELECT digest FROM round_items UNION SELECT digest FROM signatures \
        UNION SELECT digest FROM elsewhere WHERE digest IS NOT NULL ORDER BY 1";
    /// The number of the newest migration that was done.
    SCHEMA () = "SELECT MAX(version) AS n FROM _sqlx_migrations WHERE success";
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What this engine keeps in it.
    pub kind: Kind,
}

impl Column {
    /// What it holds whatever the engine: text, integers or bytes.
    #[must_use]
    pub const fn plain(&self) -> Kind {
        match self.kind {
            Kind::Text => Kind::Text,
            Kind::Int | Kind::Bool => Kind::Int,
            Kind::Uuid | Kind::Bytes => Kind::Bytes,
        }
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// What stands in one column of one row. True is 1 and false is 0; an identifier is its 16 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// SQL's NULL.
    Nothing,
    /// Text.
    Text(String),
    /// An integer.
    Int(i64),
    /// Bytes.
    Bytes(Vec<u8>),
}

const fn failed(source: sqlx::Error) -> StorageError {
    StorageError::Engine { sql: "copy", source }
}

/// The number of the newest migration of this database.
///
/// # Errors
/// [`StorageError`]: also when it was never brought up to date.
pub async fn schema(tx: &mut Tx) -> Result<i64, StorageError> {
    tx.count(&SCHEMA, values![]).await
}

/// Whether there is any table.
///
/// # Errors
/// [`StorageError`].
pub async fn is_empty(tx: &mut Tx) -> Result<bool, StorageError> {
    let many: i64 = match tx {
        Tx::Sqlite(tx) => sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master").fetch_one(&mut **tx).await,
        Tx::Postgres(tx) => {
            sqlx::query_scalar("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public'")
                .fetch_one(&mut **tx)
                .await
        }
    }
    .map_err(failed)?;
    Ok(many == 0)
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS owner, c.name AS part, c.type AS kind FROM sqlite_master m \
    JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.name, c.cid";
const POSTGRES_COLUMNS: &str = "SELECT c.table_name::text AS owner, c.column_name::text AS part, c.data_type::text AS kind \
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) \
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' \
    ORDER BY c.table_name, c.ordinal_position";
const SQLITE_REFERENCES: &str = "SELECT m.name AS owner, f.\"table\" AS other FROM sqlite_master m \
    JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
const POSTGRES_REFERENCES: &str = "SELECT t.relname::text AS owner, o.relname::text AS other FROM pg_constraint c \
    JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class o ON o.oid = c.confrelid WHERE c.contype = 'f'";

/// Every table with its columns; one that others point at comes before them.
///
/// # Errors
/// [`StorageError`]; a type that this portal never uses is [`StorageError::Unreadable`].
pub async fn tables(tx: &mut Tx) -> Result<Vec<Table>, StorageError> {
    let columns = texts(tx, SQLITE_COLUMNS, POSTGRES_COLUMNS, ["owner", "part", "kind"]).await?;
    let references = texts(tx, SQLITE_REFERENCES, POSTGRES_REFERENCES, ["owner", "other", "other"]).await?;
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for [table, name, kind] in columns {
        let kind = match kind.as_str() {
            "TEXT" | "text" => Kind::Text,
            "INTEGER" | "bigint" => Kind::Int,
            "boolean" => Kind::Bool,
            "uuid" => Kind::Uuid,
            "BLOB" | "bytea" => Kind::Bytes,
            _ if table == MIGRATIONS => continue,
            _ => return Err(StorageError::Unreadable("the type of a column")),
        };
        tables.entry(table).or_default().push(Column { name, kind });
    }
    tables.remove(MIGRATIONS);
    let mut sorted = Vec::new();
    while !tables.is_empty() {
        let waits = |table: &str| {
            references.iter().any(|[own, other, _]| own == table && other != table && tables.contains_key(other))
        };
        // In a circle the first by name goes first; no circle is known.
        let next = tables.keys().find(|table| !waits(table)).or_else(|| tables.keys().next()).cloned();
        if let Some((name, columns)) = next.and_then(|name| tables.remove_entry(&name)) {
            sorted.push(Table { name, columns });
        }
    }
    Ok(sorted)
}

/// Columns of text of every row.
pub(crate) async fn texts<const N: usize>(
    tx: &mut Tx,
    sqlite: &'static str,
    postgres: &'static str,
    columns: [&str; N],
) -> Result<Vec<[String; N]>, StorageError> {
    match tx {
        Tx::Sqlite(tx) => {
            let rows = sqlx::query(sqlite).fetch_all(&mut **tx).await.map_err(failed)?;
            rows.iter().map(|row| cells(columns, |column| row.try_get(column))).collect()
        }
        Tx::Postgres(tx) => {
            let rows = sqlx::query(postgres).fetch_all(&mut **tx).await.map_err(failed)?;
            rows.iter().map(|row| cells(columns, |column| row.try_get(column))).collect()
        }
    }
}

fn cells<const N: usize>(
    columns: [&str; N],
    get: impl Fn(&str) -> Result<String, sqlx::Error>,
) -> Result<[String; N], StorageError> {
    let mut found = [const { String::new() }; N];
    for (place, column) in found.iter_mut().zip(columns) {
        *place = get(column).map_err(failed)?;
    }
    Ok(found)
}

/// A name in a text: between quotes, as the schema has it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Hands over every row of a table as it comes and gives their number. What is held in memory does not
/// grow with the table.
///
/// # Errors
/// [`StorageError`] as `E`, and what `take` says.
pub async fn rows<E: From<StorageError>>(
    tx: &mut Tx,
    table: &Table,
    mut take: impl FnMut(Vec<Cell>) -> Result<(), E>,
) -> Result<u64, E> {
    let columns: Vec<_> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    let text = AssertSqlSafe(format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name)));
    let mut count = 0;
    macro_rules! stream {
        ($tx:expr, $cell:ident) => {{
            let mut rows = sqlx::query(text).fetch(&mut **$tx);
            while let Some(row) = rows.try_next().await.map_err(failed)? {
                let cells = table.columns.iter().enumerate().map(|(place, column)| $cell(&row, place, column.kind));
                take(cells.collect::<Result<_, _>>().map_err(failed)?)?;
                count += 1;
            }
        }};
    }
    match tx {
        Tx::Sqlite(tx) => stream!(tx, sqlite_cell),
        Tx::Postgres(tx) => stream!(tx, postgres_cell),
    }
    Ok(count)
}

fn or_nothing<T>(value: Option<T>, cell: impl FnOnce(T) -> Cell) -> Cell {
    value.map_or(Cell::Nothing, cell)
}

fn sqlite_cell(row: &sqlx::sqlite::SqliteRow, place: usize, kind: Kind) -> Result<Cell, sqlx::Error> {
    Ok(match kind {
        Kind::Text => or_nothing(row.try_get(place)?, Cell::Text),
        Kind::Int | Kind::Bool => or_nothing(row.try_get(place)?, Cell::Int),
        Kind::Uuid | Kind::Bytes => or_nothing(row.try_get(place)?, Cell::Bytes),
    })
}

fn postgres_cell(row: &sqlx::postgres::PgRow, place: usize, kind: Kind) -> Result<Cell, sqlx::Error> {
    Ok(match kind {
        Kind::Text => or_nothing(row.try_get(place)?, Cell::Text),
        Kind::Int => or_nothing(row.try_get(place)?, Cell::Int),
        Kind::Bool => or_nothing(row.try_get(place)?, |value: bool| Cell::Int(i64::from(value))),
        Kind::Uuid => or_nothing(row.try_get(place)?, |id: Uuid| Cell::Bytes(id.as_bytes().to_vec())),
        Kind::Bytes => or_nothing(row.try_get(place)?, Cell::Bytes),
    })
}

/// Hands over the digest of every document that a row names, each once.
///
/// # Errors
/// [`StorageError`] as `E`, and what `take` says.
pub async fn named_documents<E: From<StorageError>>(
    tx: &mut Tx,
    mut take: impl AsyncFnMut(Digest) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(&NAMED_DOCUMENTS, values![], async |row| match crate::documents::digest(&row, "digest")? {
        Some(digest) => take(digest).await,
        None => Ok(()),
    })
    .await
}
