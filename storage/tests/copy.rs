//! What a copy holds is asked of the schema; what it means is written down, and held against the schema here.

use crate::database::{Engine, TestDatabase};
use std::collections::BTreeSet;
use storage::{
    Kind,
    copy::{self, FLEETING, NAMES_DOCUMENTS},
};

/// Columns of bytes that name no document: digests of secrets and of facts, numbers, and certificates.
const NO_DOCUMENTS: [(&str, &str); 30] = [
    ("registrations", "token_hash"),
    ("registrations", "confirm_hash"),
    ("facts", "digest"),
    ("revisions", "party_facts"),
    ("revisions", "partner_facts"),
    ("rounds", "code_hash"),
    ("rounds", "act"),
    ("rounds", "root"),
    ("certificates", "serial"),
    ("certificates", "der"),
    ("signatures", "serial"),
    ("sign_ins", "browser_hash"),
    ("sign_ins", "code_hash"),
    ("sessions", "token_hash"),
    ("known_browsers", "token_hash"),
    ("kept_forms", "browser_hash"),
    ("kept_forms", "made_for"),
    ("authenticators", "secret"),
    ("passkeys", "credential_id"),
    ("passkeys", "public_key"),
    ("ceremonies", "browser_hash"),
    ("ceremonies", "challenge"),
    ("recoveries", "asked_hash"),
    ("recoveries", "agreed_hash"),
    ("throttle", "bucket"),
    // What is on its way out of the store belongs into no backup.
    ("unwanted", "digest"),
    ("unsubscribes", "token_hash"),
    // What was chosen to be brought in waits for hours only.
    ("imports", "digest"),
    ("imports", "bytes"),
    ("import_files", "bytes"),
];

async fn tables(engine: Engine) -> Vec<copy::Table> {
    let database = TestDatabase::new(engine).await;
    let mut tx = database.db.read().await.expect("a transaction");
    copy::tables(&mut tx).await.expect("tables")
}

#[tokio::test]
async fn both_engines_hold_the_same_in_plain_columns() {
    let plain = |tables: &[copy::Table]| -> BTreeSet<String> {
        let columns = tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        columns.map(|(table, column)| format!("{}.{}: {:?}", table.name, column.name, column.plain())).collect()
    };
    let (one, other) = (tables(Engine::Sqlite).await, tables(Engine::Postgres).await);
    assert_eq!(plain(&one), plain(&other));
    assert!(plain(&one).len() > 100);
    for table in FLEETING {
        assert!(one.iter().any(|one| one.name == table), "{table}");
    }
}

/// A new column of bytes fails here until somebody says whether it names documents: a backup takes those along.
#[tokio::test]
async fn every_column_of_bytes_is_known_to_name_documents_or_not() {
    let tables = tables(Engine::Postgres).await;
    let bytes = tables.iter().flat_map(|table| {
        table.columns.iter().filter(|column| column.kind == Kind::Bytes).map(|column| (&*table.name, &*column.name))
    });
    let known: BTreeSet<_> = NAMES_DOCUMENTS.iter().chain(&NO_DOCUMENTS).copied().collect();
    assert_eq!(bytes.collect::<BTreeSet<_>>(), known);
    let named = copy::SQL.iter().find(|sql| sql.name.ends_with("NAMED_DOCUMENTS")).expect("the query").text;
    for (table, column) in NAMES_DOCUMENTS {
        assert!(named.contains(&format!("SELECT {column} ")) && named.contains(&format!("FROM {table}")), "{table}");
    }
    assert_eq!(named.matches("SELECT").count(), NAMES_DOCUMENTS.len());
}

#[tokio::test]
async fn what_others_point_at_comes_first() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let tables = tables(engine).await;
        let place = |name: &str| tables.iter().position(|table| table.name == name).expect("a table");
        for (first, second) in [
            ("registrations", "organisations"),
            ("organisations", "agreements"),
            ("agreements", "revisions"),
            ("revisions", "slots"),
            ("slots", "signatures"),
            ("certificates", "signatures"),
        ] {
            assert!(place(first) < place(second), "{first} before {second}");
        }
    }
}
