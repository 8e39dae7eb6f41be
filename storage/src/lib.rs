//! SQLite and PostgreSQL behind one set of queries.
//!
//! What belongs here: SQL texts, rows, the two connections. What never does: rules (they are in
//! `domain`), the clock, mail. Each file is one aggregate; each query is a constant made by
//! [`sql!`](crate::sql), so that a test can prepare and run every one on both engines.

pub mod agreements;
pub mod audit;
pub mod authenticators;
pub mod brought_in;
pub mod bulk;
pub mod cards;
pub mod certificates;
pub mod changes;
pub mod copy;
mod country;
pub mod coverage;
mod db;
pub mod deep;
pub mod documents;
pub mod elsewhere;
pub mod facts;
pub mod generation;
pub mod imports;
pub mod jobs;
pub mod keeping;
pub mod kept_forms;
pub mod known_browsers;
pub mod mail_choices;
pub mod mailbox;
pub mod means_asked;
pub mod meta;
mod migrate;
pub mod monday;
pub mod moves;
pub mod notices;
pub mod offers;
pub mod onboarding;
pub mod organisation_changes;
pub mod organisations;
pub mod outbox;
pub mod pages;
pub mod passkeys;
pub mod people;
pub mod people_checks;
pub mod recoveries;
pub mod refill;
pub mod registrations;
pub mod resting;
pub mod rounds;
mod row;
pub mod sectors;
pub mod sessions;
pub mod sign_ins;
mod sql;
pub mod store;
pub mod tallies;
pub mod throttle;
pub mod unsubscribes;
pub mod waiting;

pub use db::{Db, Tx};
pub use migrate::newest as newest_schema;
pub use row::Row;
pub use sql::{Kind, Sql, Value};

/// What can go wrong between the portal and its database.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The engine refused or cannot be reached.
    #[error("database: {sql}")]
    Engine {
        /// Name of the query, or what was tried.
        sql: &'static str,
        /// The engine's own words.
        #[source]
        source: sqlx::Error,
    },
    /// A unique index refused the row: somebody else was first.
    #[error("already there: {sql}")]
    Duplicate {
        /// Name of the query.
        sql: &'static str,
    },
    /// The row was changed by somebody else since it was read.
    #[error("changed meanwhile: {0}")]
    Stale(&'static str),
    /// What stands in the database makes no sense: changed by hand, or a defect.
    #[error("unreadable value in {0}")]
    Unreadable(&'static str),
    /// The schema could not be brought up to date.
    #[error("migration")]
    Migration(#[source] Box<sqlx::migrate::MigrateError>),
    /// The database URL is neither SQLite nor PostgreSQL.
    #[error("the database URL must begin with sqlite: or postgres:")]
    UnknownEngine,
    /// The data folder cannot be used.
    #[error("data folder: {0}")]
    Folder(String),
}

/// Every SQL text of the portal, for the tests that prepare and run each on both engines.
#[must_use]
pub fn all_sql() -> Vec<&'static Sql> {
    [
        agreements::SQL,
        audit::SQL,
        authenticators::SQL,
        brought_in::SQL,
        bulk::SQL,
        cards::SQL,
        certificates::SQL,
        copy::SQL,
        changes::SQL,
        country::SQL,
        coverage::SQL,
        deep::SQL,
        documents::SQL,
        elsewhere::SQL,
        facts::SQL,
        generation::SQL,
        imports::SQL,
        jobs::SQL,
        keeping::SQL,
        kept_forms::SQL,
        known_browsers::SQL,
        mail_choices::SQL,
        mailbox::SQL,
        means_asked::SQL,
        meta::SQL,
        monday::SQL,
        moves::SQL,
        notices::SQL,
        offers::SQL,
        onboarding::SQL,
        organisation_changes::SQL,
        organisations::SQL,
        outbox::SQL,
        passkeys::SQL,
        recoveries::SQL,
        people::SQL,
        people_checks::SQL,
        registrations::SQL,
        rounds::SQL,
        sectors::SQL,
        sessions::SQL,
        sign_ins::SQL,
        tallies::SQL,
        throttle::SQL,
        unsubscribes::SQL,
        waiting::SQL,
    ]
    .concat()
}
