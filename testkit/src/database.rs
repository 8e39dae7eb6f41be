//! A database of its own for one test, on either engine; gone when it is dropped.
//!
//! `storage/tests` includes this file by its path, so that it knows nothing but `storage`.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::{
    hash::{BuildHasher, Hasher, RandomState},
    thread,
};
use storage::Db;

/// Names the server of the tests, as `postgres://user:password@host:port/postgres`.
const SERVER: &str = "VROEGTEKEN_TEST_POSTGRES";

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file in a temporary folder.
    Sqlite,
    /// A database on the server of the tests.
    Postgres,
}

/// A database that is brought up to date and empty.
pub struct TestDatabase {
    /// Connected.
    pub db: Db,
    /// Where it is.
    pub url: String,
    /// What is taken away at the end.
    kept: Kept,
}

enum Kept {
    Folder(#[expect(dead_code, reason = "the folder goes when this is dropped")] tempfile::TempDir),
    Server { admin: String, name: String },
}

impl TestDatabase {
    /// A fresh one with the schema of today.
    pub async fn new(engine: Engine) -> Self {
        let database = Self::without_schema(engine).await;
        database.db.migrate().await.expect("the schema can be made");
        database
    }

    /// A fresh one with nothing in it.
    pub async fn without_schema(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                let url = format!("sqlite:{}", folder.path().join("portal.sqlite").display());
                let db = Db::connect(&url).await.expect("a new SQLite file");
                Self { db, url, kept: Kept::Folder(folder) }
            }
            Engine::Postgres => {
                let admin = server();
                let name = format!("test_{:016x}", RandomState::new().build_hasher().finish());
                let mut connection = PgConnection::connect(&admin).await.expect("the PostgreSQL of the tests answers");
                let sql = format!("CREATE DATABASE {name}");
                connection.execute(AssertSqlSafe(sql)).await.expect("a database of its own");
                connection.close().await.expect("a connection that closes");
                let url = with_database(&admin, &name);
                let db = Db::connect(&url).await.expect("the new database");
                Self { db, url, kept: Kept::Server { admin, name } }
            }
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Kept::Server { admin, name } = &self.kept else { return };
        let (admin, name) = (admin.clone(), name.clone());
        // A thread with a runtime of its own: this may be dropped inside a runtime, while panicking.
        let ended = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let mut connection = PgConnection::connect(&admin).await?;
                connection.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await
            })
        });
        if let Ok(Err(error)) = ended.join() {
            eprintln!("the database {} stays: {error}", self.url);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no other way to be told of a server")]
fn server() -> String {
    std::env::var(SERVER).unwrap_or_else(|_| {
        panic!(
            "{SERVER} is not set: run the tests with `make test`, or with `scripts/with-postgres.sh cargo nextest run`"
        )
    })
}

fn with_database(admin: &str, name: &str) -> String {
    let (base, query) = admin.split_once('?').map_or((admin, ""), |(base, query)| (base, query));
    let (server, _) = base.rsplit_once('/').expect("a URL with a database");
    if query.is_empty() { format!("{server}/{name}") } else { format!("{server}/{name}?{query}") }
}
