//! The schemas of both engines agree; bringing them up to date is safe to repeat.

use crate::{
    database::{Engine, TestDatabase},
    on_both,
};
use sqlx::{PgPool, Row as _, SqlitePool};
use std::collections::{BTreeMap, BTreeSet};
use storage::{Db, StorageError};

on_both!(up_to_date_stays_up_to_date, a_newer_schema_is_refused, the_sectors_are_there);

/// Table and column, whether it may be empty, and its type.
type Columns = BTreeMap<(String, String), (bool, String)>;
/// Table, name (only where a migration gave one), columns, unique, condition.
type Indexes = BTreeSet<(String, String, Vec<String>, bool, String)>;
/// Table, column, other table, other column.
type References = BTreeSet<(String, String, String, String)>;

const OWN: &str = "_sqlx_migrations";

fn plain(condition: &str) -> String {
    condition.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')')).collect::<String>().to_lowercase()
}

async fn sqlite_tables(pool: &SqlitePool) -> Vec<String> {
    let rows = sqlx::query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .fetch_all(pool)
        .await
        .expect("tables");
    rows.iter().map(|row| row.get::<String, _>("name")).filter(|name| name != OWN).collect()
}

async fn sqlite(pool: &SqlitePool) -> (Columns, Indexes, References) {
    let (mut columns, mut indexes, mut references) = (Columns::new(), Indexes::new(), References::new());
    for table in sqlite_tables(pool).await {
        let rows = sqlx::query("SELECT name, type, \"notnull\" AS needed FROM pragma_table_info($1)")
            .bind(&table)
            .fetch_all(pool)
            .await
            .expect("columns");
        for row in rows {
            let kind = row.get::<String, _>("type");
            columns.insert((table.clone(), row.get("name")), (row.get::<i64, _>("needed") == 0, kind));
        }
        let rows = sqlx::query(
            "SELECT l.name, l.\"unique\" AS once, l.origin, COALESCE(m.sql, '') AS text FROM pragma_index_list($1) l \
             LEFT JOIN sqlite_master m ON m.type = 'index' AND m.name = l.name",
        )
        .bind(&table)
        .fetch_all(pool)
        .await
        .expect("indexes");
        for row in rows {
            let name = row.get::<String, _>("name");
            let parts = sqlx::query("SELECT name FROM pragma_index_info($1) ORDER BY seqno")
                .bind(&name)
                .fetch_all(pool)
                .await
                .expect("columns of an index");
            let parts = parts.iter().map(|part| part.get("name")).collect();
            let text = row.get::<String, _>("text");
            let condition = text.split_once(" WHERE ").map_or("", |(_, condition)| condition);
            let named = if row.get::<String, _>("origin") == "c" { name } else { String::new() };
            indexes.insert((table.clone(), named, parts, row.get::<i64, _>("once") == 1, plain(condition)));
        }
        let rows = sqlx::query(
            "SELECT \"from\" AS own, \"table\" AS other, \"to\" AS target FROM pragma_foreign_key_list($1)",
        )
        .bind(&table)
        .fetch_all(pool)
        .await
        .expect("references");
        references.extend(rows.iter().map(|row| (table.clone(), row.get("own"), row.get("other"), row.get("target"))));
    }
    (columns, indexes, references)
}

async fn postgres(pool: &PgPool) -> (Columns, Indexes, References) {
    let (mut columns, mut indexes, mut references) = (Columns::new(), Indexes::new(), References::new());
    let rows = sqlx::query(
        "SELECT table_name::text, column_name::text, is_nullable::text, data_type::text FROM information_schema.columns \
         WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'",
    )
    .fetch_all(pool)
    .await
    .expect("columns");
    for row in rows {
        let nullable = row.get::<String, _>("is_nullable") == "YES";
        columns.insert((row.get("table_name"), row.get("column_name")), (nullable, row.get("data_type")));
    }
    let rows = sqlx::query(
        "SELECT t.relname::text AS owner, i.relname::text AS name, x.indisunique AS once, c.oid IS NOT NULL AS implied, \
         COALESCE(pg_get_expr(x.indpred, x.indrelid), '') AS condition, ARRAY(SELECT pg_get_indexdef(x.indexrelid, n, true) \
         FROM generate_series(1, x.indnkeyatts) n ORDER BY n) AS parts \
         FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid \
         JOIN pg_namespace s ON s.oid = t.relnamespace \
         LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype IN ('p', 'u') \
         WHERE s.nspname = 'public' AND t.relname <> '_sqlx_migrations'",
    )
    .fetch_all(pool)
    .await
    .expect("indexes");
    for row in rows {
        let named = if row.get("implied") { String::new() } else { row.get("name") };
        let condition = plain(&row.get::<String, _>("condition"));
        indexes.insert((row.get("owner"), named, row.get("parts"), row.get("once"), condition));
    }
    let rows = sqlx::query(
        "SELECT t.relname::text AS owner, a.attname::text AS own, o.relname::text AS other, b.attname::text AS target \
         FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class o ON o.oid = c.confrelid \
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] \
         JOIN pg_attribute b ON b.attrelid = o.oid AND b.attnum = c.confkey[1] WHERE c.contype = 'f'",
    )
    .fetch_all(pool)
    .await
    .expect("references");
    references.extend(rows.iter().map(|row| (row.get("owner"), row.get("own"), row.get("other"), row.get("target"))));
    (columns, indexes, references)
}

/// Whether a type of SQLite and one of PostgreSQL hold the same.
fn same_type(sqlite: &str, postgres: &str) -> bool {
    matches!((sqlite, postgres), ("TEXT", "text") | ("INTEGER", "bigint" | "boolean") | ("BLOB", "uuid" | "bytea"))
}

#[tokio::test]
async fn the_schemas_agree() {
    let (one, other) = (TestDatabase::new(Engine::Sqlite).await, TestDatabase::new(Engine::Postgres).await);
    let (Db::Sqlite { read, .. }, Db::Postgres(pool)) = (&one.db, &other.db) else { panic!("the wrong engines") };
    let (columns, indexes, references) = sqlite(read).await;
    let (pg_columns, pg_indexes, pg_references) = postgres(pool).await;
    assert_eq!(columns.keys().collect::<Vec<_>>(), pg_columns.keys().collect::<Vec<_>>(), "tables and columns");
    for (column, (nullable, kind)) in &columns {
        let (pg_nullable, pg_kind) = &pg_columns[column];
        assert_eq!(nullable, pg_nullable, "{column:?}");
        assert!(same_type(kind, pg_kind), "{column:?} is {kind} and {pg_kind}");
    }
    assert_eq!(indexes, pg_indexes, "indexes");
    assert_eq!(references, pg_references, "references");
    assert!(columns.len() > 100 && indexes.len() > 30 && references.len() > 10, "the test reads the schema");
}

#[tokio::test]
async fn every_table_of_sqlite_is_strict_and_every_reference_is_kept() {
    let database = TestDatabase::new(Engine::Sqlite).await;
    let Db::Sqlite { read, write } = &database.db else { panic!("the wrong engine") };
    for table in sqlite_tables(read).await {
        let strict: i64 = sqlx::query_scalar("SELECT strict FROM pragma_table_list WHERE name = $1")
            .bind(&table)
            .fetch_one(read)
            .await
            .expect("a table");
        assert_eq!(strict, 1, "{table}");
    }
    for (pragma, wanted) in [("foreign_keys", "1"), ("journal_mode", "wal"), ("synchronous", "2")] {
        let text = sqlx::AssertSqlSafe(format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}"));
        let value: String = sqlx::query_scalar(text).fetch_one(write).await.expect("a pragma");
        assert_eq!(value, wanted, "{pragma}");
    }
}

async fn up_to_date_stays_up_to_date(db: &Db) {
    db.migrate().await.expect("nothing to do");
    db.migrate().await.expect("still nothing to do");
    let mut tx = db.read().await.expect("a transaction");
    storage::meta::ping(&mut tx).await.expect("the tables are there");
}

async fn a_newer_schema_is_refused(db: &Db) {
    let text = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
        VALUES (9999, 'of a later portal', TRUE, $1, 0)";
    match db {
        Db::Sqlite { write, .. } => drop(sqlx::query(text).bind(vec![0_u8]).execute(write).await.expect("a row")),
        Db::Postgres(pool) => drop(sqlx::query(text).bind(vec![0_u8]).execute(pool).await.expect("a row")),
    }
    let refused = db.migrate().await.expect_err("a later portal made this");
    assert!(matches!(refused, StorageError::Migration(_)), "{refused:?}");
}

async fn the_sectors_are_there(db: &Db) {
    let sectors = storage::sectors::all(&mut db.read().await.expect("a transaction")).await.expect("sectors");
    let codes: Vec<_> = sectors.iter().map(|sector| (sector.code.as_str(), sector.open)).collect();
    let wanted =
        [("huur", true), ("energie", true), ("water", true), ("zorg", true), ("hypotheek", false), ("overige", false)];
    assert_eq!(codes, wanted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_nodes_may_bring_it_up_to_date_at_once() {
    let database = TestDatabase::without_schema(Engine::Postgres).await;
    let nodes: Vec<_> = (0..4)
        .map(|_| {
            let url = database.url.clone();
            tokio::spawn(async move {
                let db = Db::connect(&url).await?;
                let done = db.migrate().await;
                db.close().await;
                done
            })
        })
        .collect();
    for node in nodes {
        node.await.expect("no panic").expect("up to date");
    }
}

#[tokio::test]
async fn another_engine_is_refused_in_words() {
    let refused = Db::connect("mysql://localhost/x").await.expect_err("no such engine");
    assert_eq!(refused.to_string(), "the database URL must begin with sqlite: or postgres:");
}
