//! The queries and the schema, on both engines with the same body.

extern crate vroegteken_storage as storage;

mod agreements;
mod cards;
mod concurrency;
mod copy;
#[path = "../../testkit/src/database.rs"]
mod database;
mod fixtures;
mod identity;
mod keeping;
mod mails;
mod organisations;
mod queries;
mod registrations;
mod schema;

/// Runs each of these functions on SQLite and on PostgreSQL, with a database of its own.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use crate::database::{Engine, TestDatabase};

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                let database = TestDatabase::new(Engine::Sqlite).await;
                super::$name(&database.db).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                let database = TestDatabase::new(Engine::Postgres).await;
                super::$name(&database.db).await;
            }
        }
    )+};
}
pub(crate) use on_both;
