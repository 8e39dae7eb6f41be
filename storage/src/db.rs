//! The database: one of two engines, reads and writes.

use crate::{
    StorageError,
    row::{EngineRow, Row},
    sql::{Sql, Value},
};
use futures_util::TryStreamExt as _;
use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions, PgSslMode},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

/// The database of the portal.
#[derive(Clone, Debug)]
pub enum Db {
    /// One file on local disk. One connection writes, several read.
    Sqlite {
        /// For reading.
        read: SqlitePool,
        /// For writing: one connection, so that writers queue in the portal and not in the engine.
        write: SqlitePool,
    },
    /// A server, for several nodes.
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`] it leaves no trace.
pub enum Tx {
    /// Of SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// Of PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

fn engine(sql: &'static str) -> impl FnOnce(sqlx::Error) -> StorageError {
    move |source| StorageError::Engine { sql, source }
}

/// A server on another machine has to show a certificate that fits its name, unless the URL says otherwise: what the driver
/// does by itself would go on in the clear when TLS cannot be had.
fn over_tls(url: &str, options: PgConnectOptions) -> PgConnectOptions {
    let host = options.get_host().trim_matches(['[', ']']);
    let here = host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    let here = here || options.get_socket().is_some();
    let said = url.contains("sslmode=") || url.contains("ssl-mode=");
    let unsaid = !said && matches!(options.get_ssl_mode(), PgSslMode::Prefer);
    if unsaid && !here { options.ssl_mode(PgSslMode::VerifyFull) } else { options }
}

impl Db {
    /// Connects to `url`: `sqlite:FILE` or `postgres://…`. Makes the SQLite file where it is missing.
    ///
    /// # Errors
    /// [`StorageError::UnknownEngine`], or [`StorageError::Engine`] when it cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, StorageError> {
        Self::open(url, SqliteSynchronous::Full).await
    }

    /// As [`Db::connect`], for data that can simply be made again: SQLite does not wait for the disk, and holds up to
    /// 300 MB of pages in memory, because whoever writes much goes through every index.
    /// Close it and connect anew before anybody relies on what is written.
    ///
    /// # Errors
    /// As [`Db::connect`].
    pub async fn connect_hastily(url: &str) -> Result<Self, StorageError> {
        Self::open(url, SqliteSynchronous::Off).await
    }

    async fn open(url: &str, synchronous: SqliteSynchronous) -> Result<Self, StorageError> {
        if url.starts_with("sqlite:") {
            Self::sqlite(SqliteConnectOptions::from_str(url).map_err(engine("connect"))?, synchronous).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Self::postgres(url).await
        } else {
            Err(StorageError::UnknownEngine)
        }
    }

    /// A new SQLite file, which need not survive a power cut while it is filled: close it and flush it before
    /// anybody relies on it.
    ///
    /// # Errors
    /// As [`Db::connect`].
    pub async fn new_file(file: &Path) -> Result<Self, StorageError> {
        Self::sqlite(SqliteConnectOptions::new().filename(file), SqliteSynchronous::Off).await
    }

    async fn sqlite(options: SqliteConnectOptions, synchronous: SqliteSynchronous) -> Result<Self, StorageError> {
        // WAL with FULL: what was committed survives a power cut.
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(30))
            .pragma("cache_size", if synchronous == SqliteSynchronous::Off { "-300000" } else { "-16000" })
            .statement_cache_capacity(200);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(60))
            .connect_with(options.clone())
            .await
            .map_err(engine("connect"))?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(60))
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .map_err(engine("connect"))?;
        Ok(Self::Sqlite { read, write })
    }

    /// Looks into a SQLite file without changing anything in its folder. While a portal serves it, its
    /// companions are there and are shared; otherwise the file alone is the whole database.
    ///
    /// # Errors
    /// [`StorageError::Engine`] when it cannot be read, [`StorageError::Folder`] after a crash, before a
    /// portal has put the file in order again.
    pub async fn look(file: &Path) -> Result<Self, StorageError> {
        let beside = |end: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(end);
            Path::new(&name).exists()
        };
        let options = SqliteConnectOptions::new().filename(file).read_only(true).create_if_missing(false);
        let options = match (beside("-wal"), beside("-shm")) {
            (false, _) => options.immutable(true),
            (true, true) => options,
            (true, false) => return Err(StorageError::Folder("the database was left in disorder".to_owned())),
        };
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
        let read = pool.map_err(engine("look"))?;
        Ok(Self::Sqlite { write: read.clone(), read })
    }

    async fn postgres(url: &str) -> Result<Self, StorageError> {
        let options = over_tls(url, PgConnectOptions::from_str(url).map_err(engine("connect"))?)
            .application_name("vroegteken")
            // A list has one text for all its filters: its plan must know which are set. Compiling a plan to machine
            // code takes longer than any of these queries, and so does trying every order of ten tables: texts name
            // theirs in an order that SQLite keeps too.
            .options([
                ("plan_cache_mode", "force_custom_plan"),
                ("jit", "off"),
                ("join_collapse_limit", "4"),
                ("from_collapse_limit", "4"),
            ]);
        let pool = PgPoolOptions::new()
            .max_connections(12)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options)
            .await
            .map_err(engine("connect"))?;
        Ok(Self::Postgres(pool))
    }

    /// The file of a SQLite database; none for a server.
    ///
    /// # Errors
    /// [`StorageError::UnknownEngine`], or [`StorageError::Engine`] for a URL that makes no sense.
    pub fn file(url: &str) -> Result<Option<PathBuf>, StorageError> {
        if !url.starts_with("sqlite:") {
            let server = url.starts_with("postgres:") || url.starts_with("postgresql:");
            return if server { Ok(None) } else { Err(StorageError::UnknownEngine) };
        }
        let options = SqliteConnectOptions::from_str(url).map_err(engine("connect"))?;
        Ok(Some(options.get_filename().to_owned()))
    }

    /// A transaction that may write. On SQLite it holds the write lock from its beginning: a plain
    /// BEGIN lets two transactions read first and then refuses one of them.
    ///
    /// # Errors
    /// [`StorageError::Engine`].
    pub async fn begin(&self) -> Result<Tx, StorageError> {
        match self {
            Self::Sqlite { write, .. } => write.begin_with("BEGIN IMMEDIATE").await.map(Tx::Sqlite),
            Self::Postgres(pool) => pool.begin().await.map(Tx::Postgres),
        }
        .map_err(engine("begin"))
    }

    /// A transaction that only reads: all its queries see the same moment.
    ///
    /// # Errors
    /// [`StorageError::Engine`].
    pub async fn read(&self) -> Result<Tx, StorageError> {
        match self {
            Self::Sqlite { read, .. } => read.begin_with("BEGIN DEFERRED").await.map(Tx::Sqlite),
            Self::Postgres(pool) => {
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await.map(Tx::Postgres)
            }
        }
        .map_err(engine("begin reading"))
    }

    /// Whether this is SQLite: one node, nobody else writes.
    #[must_use]
    pub const fn is_single_node(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Binds `values` to `query`, for either engine.
macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        let mut query = sqlx::query($sql.text);
        for value in $values {
            query = match value {
                Value::Text(value) => query.bind(value),
                Value::Int(value) => query.bind(value),
                Value::Bool(value) => query.bind(value),
                Value::Uuid(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Tx {
    /// Runs a query and gives the number of rows it changed.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where a unique index refuses, else [`StorageError::Engine`].
    pub async fn execute(&mut self, sql: &'static Sql, values: Vec<Value>) -> Result<u64, StorageError> {
        check(sql, &values);
        match self {
            Self::Sqlite(tx) => bound!(sql, values).execute(&mut **tx).await.map(|done| done.rows_affected()),
            Self::Postgres(tx) => bound!(sql, values).execute(&mut **tx).await.map(|done| done.rows_affected()),
        }
        .map_err(|source| named(sql, source))
    }

    /// All rows.
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub async fn all(&mut self, sql: &'static Sql, values: Vec<Value>) -> Result<Vec<Row>, StorageError> {
        check(sql, &values);
        let rows = match self {
            Self::Sqlite(tx) => bound!(sql, values)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| rows.into_iter().map(EngineRow::Sqlite).collect::<Vec<_>>()),
            Self::Postgres(tx) => bound!(sql, values)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| rows.into_iter().map(EngineRow::Postgres).collect()),
        }
        .map_err(|source| named(sql, source))?;
        Ok(rows.into_iter().map(|engine| Row { sql, engine }).collect())
    }

    /// Hands over each row as it comes: for answers that need not fit into memory.
    ///
    /// # Errors
    /// As [`Tx::execute`] as `E`, and what `take` says.
    pub async fn each<E: From<StorageError>>(
        &mut self,
        sql: &'static Sql,
        values: Vec<Value>,
        mut take: impl AsyncFnMut(Row) -> Result<(), E>,
    ) -> Result<(), E> {
        check(sql, &values);
        match self {
            Self::Sqlite(tx) => {
                let mut rows = bound!(sql, values).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(|source| named(sql, source))? {
                    take(Row { sql, engine: EngineRow::Sqlite(row) }).await?;
                }
            }
            Self::Postgres(tx) => {
                let mut rows = bound!(sql, values).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(|source| named(sql, source))? {
                    take(Row { sql, engine: EngineRow::Postgres(row) }).await?;
                }
            }
        }
        Ok(())
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub async fn first(&mut self, sql: &'static Sql, values: Vec<Value>) -> Result<Option<Row>, StorageError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// The first column `n` of the first row: for counts.
    ///
    /// # Errors
    /// As [`Tx::execute`]; no row is [`StorageError::Unreadable`].
    pub async fn count(&mut self, sql: &'static Sql, values: Vec<Value>) -> Result<i64, StorageError> {
        self.first(sql, values).await?.ok_or(StorageError::Unreadable(sql.name))?.get("n")
    }

    /// Makes it last.
    ///
    /// # Errors
    /// [`StorageError::Engine`]; then nothing of it lasts.
    pub async fn commit(self) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
        .map_err(engine("commit"))
    }
}

fn check(sql: &'static Sql, values: &[Value]) {
    debug_assert!(
        sql.params.len() == values.len() && sql.params.iter().zip(values).all(|(kind, value)| *kind == value.kind()),
        "{} takes {:?}, got {:?}",
        sql.name,
        sql.params,
        values.iter().map(Value::kind).collect::<Vec<_>>()
    );
}

fn named(sql: &'static Sql, source: sqlx::Error) -> StorageError {
    match &source {
        sqlx::Error::Database(refusal) if refusal.is_unique_violation() => StorageError::Duplicate { sql: sql.name },
        _ => StorageError::Engine { sql: sql.name, source },
    }
}

#[cfg(test)]
mod tests {
    use super::{PgConnectOptions, PgSslMode, over_tls};
    use std::str::FromStr as _;

    fn mode(url: &str) -> PgSslMode {
        over_tls(url, PgConnectOptions::from_str(url).expect("a URL")).get_ssl_mode()
    }

    #[test]
    fn a_server_elsewhere_shows_a_certificate() {
        for url in
            ["postgres://u:p@db.example/portal", "postgres://u@192.0.2.7:5433/portal", "postgresql://[2001:db8::1]/x"]
        {
            assert!(matches!(mode(url), PgSslMode::VerifyFull), "{url}");
        }
        assert!(matches!(mode("postgres://u@db.example/x?sslmode=verify-ca"), PgSslMode::VerifyCa));
        assert!(matches!(mode("postgres://u@db.example/x?sslmode=disable"), PgSslMode::Disable));
        for url in ["postgres://u@localhost/x", "postgres://u@127.0.0.1/x", "postgres://u@[::1]/x"] {
            assert!(!matches!(mode(url), PgSslMode::VerifyFull), "{url}: on this machine");
        }
    }
}
