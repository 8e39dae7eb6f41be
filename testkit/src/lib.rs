//! The whole portal in one process, for tests: on either engine, with a clock that is moved, mails
//! that are caught, and people who go through the same pages and use cases as everybody.
//!
//! What belongs here: the harness and builders. What never does: rules of the portal.

mod answers;
pub mod authenticator;
mod authenticator_app;
mod authority;
mod builders;
mod client;
mod database;
mod deeds;
mod fields;
mod mail;
mod portal;
mod ports;

pub use answers::{Sample, answers_of, host_of, person};
pub use authenticator_app::AuthenticatorApp;
pub use authority::{FaultyStore, TestAuthority};
pub use builders::Registered;
pub use client::{Answer, Client};
pub use database::{Engine, TestDatabase};
pub use fields::fields_of;
pub use mail::{CaughtMail, Server};
pub use portal::{PUBLIC_URL, TestPortal};
pub use ports::{MovableClock, START, SeededIds, SeededRandomness};

/// Runs each of these functions on SQLite and on PostgreSQL: each takes a [`TestPortal`] of its own.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                Box::pin(super::$name($crate::TestPortal::sqlite().await)).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                Box::pin(super::$name($crate::TestPortal::postgres().await)).await;
            }
        }
    )+};
}
