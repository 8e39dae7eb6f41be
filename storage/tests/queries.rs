//! Every SQL text of the portal: declared well, listed, and understood by both engines.

use crate::on_both;
use std::{collections::BTreeSet, fs};
use storage::{Db, Kind, Sql, StorageError, Value, all_sql};

on_both!(every_query_is_prepared_and_runs, every_query_takes_nothing_where_it_may);

/// A value of a kind that no row has.
fn dummy(kind: Kind) -> Value {
    match kind {
        Kind::Text => Value::from("2026-11-24"),
        Kind::Int => Value::from(1_i64),
        Kind::Bool => Value::from(true),
        Kind::Uuid => Value::from(uuid::Uuid::from_u128(7)),
        Kind::Bytes => Value::from([7; 32]),
    }
}

/// SQL's NULL of a kind, where a kind has one.
fn nothing(kind: Kind) -> Value {
    match kind {
        Kind::Text => Value::Text(None),
        Kind::Int => Value::Int(None),
        Kind::Bool => Value::Bool(false),
        Kind::Uuid => Value::Uuid(None),
        Kind::Bytes => Value::Bytes(None),
    }
}

/// Whether the engine understood the query and refused only what it would have written.
fn is_constraint(error: &StorageError) -> bool {
    match error {
        StorageError::Duplicate { .. } => true,
        StorageError::Engine { source: sqlx::Error::Database(refusal), .. } => {
            let postgres = refusal.code().is_some_and(|code| code.len() == 5 && code.starts_with("23"));
            // SQLite's extended codes end in the primary one: 19 is SQLITE_CONSTRAINT.
            let sqlite = refusal.code().and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 19);
            postgres || sqlite
        }
        _ => false,
    }
}

async fn run_all(db: &Db, value: impl Fn(&Sql, usize, Kind) -> Value) {
    let mut failures = Vec::new();
    let all = all_sql();
    for sql in &all {
        // One transaction each, given up at its end: PostgreSQL goes on in none after a refusal.
        let mut tx = db.begin().await.expect("a transaction");
        let values = (1..).zip(sql.params).map(|(number, kind)| value(sql, number, *kind)).collect();
        if let Err(error) = tx.all(sql, values).await
            && !is_constraint(&error)
        {
            failures.push(format!("{}: {error:?}", sql.name));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    println!("{} queries ran", all.len());
}

async fn every_query_is_prepared_and_runs(db: &Db) {
    run_all(db, |_, _, kind| dummy(kind)).await;
}

async fn every_query_takes_nothing_where_it_may(db: &Db) {
    // How many rows there may be is always said.
    run_all(
        db,
        |sql, number, kind| {
            if sql.text.ends_with(&format!("LIMIT ${number}")) { dummy(kind) } else { nothing(kind) }
        },
    )
    .await;
}

/// The numbers of the parameters in a text: `$1`, `$2`, …
fn parameters(sql: &Sql) -> BTreeSet<usize> {
    let after = sql.text.split('$').skip(1);
    after.filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()).collect()
}

#[test]
fn declared_parameters_are_those_of_the_text() {
    for sql in all_sql() {
        let declared: BTreeSet<usize> = (1..=sql.params.len()).collect();
        assert_eq!(parameters(sql), declared, "{}", sql.name);
    }
}

#[test]
fn no_query_speaks_the_dialect_of_one_engine() {
    const WORDS: [&str; 12] = [
        "CURRENT_TIMESTAMP",
        "NOW()",
        "ILIKE",
        "GLOB ",
        "ANY(",
        "ARRAY",
        "::",
        "DATETIME(",
        "STRFTIME(",
        "INSERT OR ",
        "RANDOM()",
        "ROWID",
    ];
    for sql in all_sql() {
        let text = sql.text.to_uppercase();
        for word in WORDS {
            assert!(!text.contains(word), "{} says {word}", sql.name);
        }
    }
}

#[test]
fn every_name_is_unique() {
    let names: BTreeSet<_> = all_sql().iter().map(|sql| sql.name).collect();
    assert_eq!(names.len(), all_sql().len());
}

#[test]
fn every_file_with_queries_is_in_the_list() {
    let mut with_queries = BTreeSet::new();
    for entry in fs::read_dir("src").expect("the sources").filter_map(Result::ok) {
        let text = fs::read_to_string(entry.path()).expect("a source file");
        if text.lines().any(|line| line.starts_with("sql! {") || line.starts_with("many! {")) {
            with_queries.insert(entry.path().file_stem().expect("a name").to_string_lossy().into_owned());
        }
        let raw = ["sqlx::query", "query_as", "raw_sql"].iter().any(|word| text.contains(word));
        // Copies are made of every table there is, so their texts come from the schema.
        let may =
            ["db.rs", "copy.rs", "refill.rs", "resting.rs", "deep.rs"].iter().any(|name| entry.file_name() == *name);
        assert!(!raw || may, "{:?} runs SQL outside the list", entry.file_name());
    }
    let listed: BTreeSet<_> =
        all_sql().iter().map(|sql| sql.name.split("::").nth(1).expect("a module").to_owned()).collect();
    assert_eq!(listed, with_queries);
}
