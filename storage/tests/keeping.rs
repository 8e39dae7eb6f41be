//! Whatever points at what is erased is erased with it, or known to stay: a new table fails here until
//! `storage/src/keeping.rs` knows it.

use crate::database::{Engine, TestDatabase};
use sqlx::Row as _;
use std::collections::BTreeSet;
use storage::Db;

/// Erased with an agreement.
const WITH_AGREEMENTS: [(&str, &str); 15] = [
    ("agreements", "revision_id"),
    ("documents", "revision_id"),
    ("elsewhere", "agreement_id"),
    ("keeping", "agreement_id"),
    ("notices", "agreement_id"),
    ("offers", "agreement_id"),
    ("offers", "revision_id"),
    ("onboarding", "agreement_id"),
    ("revisions", "agreement_id"),
    ("round_items", "agreement_id"),
    ("round_items", "revision_id"),
    ("round_items", "slot_id"),
    ("signatures", "revision_id"),
    ("signatures", "slot_id"),
    ("slots", "revision_id"),
];

/// Erased with a person, or a reason to keep one.
const WITH_PERSONS: [(&str, &str); 18] = [
    ("authenticators", "person_id"),
    ("ceremonies", "person_id"),
    ("certificates", "person_id"),
    ("events", "person_id"),
    ("imports", "person_id"),
    ("kept_forms", "person_id"),
    ("known_browsers", "person_id"),
    ("mail_choices", "person_id"),
    ("monday_mails", "person_id"),
    ("notice_mails", "person_id"),
    ("passkeys", "person_id"),
    ("recoveries", "person_id"),
    ("roles", "person_id"),
    ("rounds", "person_id"),
    ("sessions", "person_id"),
    ("signatures", "person_id"),
    ("sign_ins", "person_id"),
    ("unsubscribes", "person_id"),
];

async fn columns() -> BTreeSet<(String, String, String)> {
    let database = TestDatabase::new(Engine::Sqlite).await;
    let Db::Sqlite { read, .. } = &database.db else { panic!("the wrong engine") };
    let rows = sqlx::query(
        "SELECT m.name AS owner, c.name AS part, COALESCE(f.\"table\", '') AS other FROM sqlite_master m \
         JOIN pragma_table_info(m.name) c LEFT JOIN pragma_foreign_key_list(m.name) f ON f.\"from\" = c.name \
         WHERE m.type = 'table'",
    )
    .fetch_all(read)
    .await
    .expect("columns");
    rows.iter().map(|row| (row.get("owner"), row.get("part"), row.get("other"))).collect()
}

fn known(list: &[(&str, &str)], table: &str, column: &str) -> bool {
    list.contains(&(table, column))
}

#[tokio::test]
async fn whatever_points_at_an_agreement_goes_with_it() {
    for (table, column, other) in columns().await {
        let points = ["agreements", "revisions", "slots"].contains(&&*other)
            || ["agreement_id", "revision_id", "slot_id"].contains(&&*column);
        assert!(!points || known(&WITH_AGREEMENTS, &table, &column), "is {table}.{column} erased with an agreement?");
    }
}

#[tokio::test]
async fn whatever_points_at_a_person_goes_or_keeps_them() {
    let mut seen = 0;
    for (table, column, other) in columns().await {
        let points = other == "persons" || column == "person_id";
        seen += usize::from(points);
        assert!(!points || known(&WITH_PERSONS, &table, &column), "is {table}.{column} erased with a person?");
    }
    assert!(seen >= WITH_PERSONS.len(), "the test reads the schema");
}
