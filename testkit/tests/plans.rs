//! No list reads the whole country: the engines say how they would find the rows of every query of the portal.

use sqlx::{AssertSqlSafe, Row as _};
use std::collections::BTreeMap;
use storage::{Db, Kind, Sql, all_sql};
use testkit::{TestPortal, on_both};

on_both!(no_query_reads_a_long_table_from_end_to_end, pages_are_found_in_their_order);

/// What grows with every agreement.
const LONG: [&str; 10] =
    ["agreements", "revisions", "slots", "documents", "events", "jobs", "mails", "round_items", "signatures", "rounds"];

/// Queries that read a long table, or a file of such, each with its reason. No page waits for one of them.
const BY_NIGHT: &[(&str, &str)] = &[
    ("copy::", "backups hold everything"),
    ("deep::", "the deep check looks at everything"),
    ("keeping::ERASE_FACTS", "housekeeping"),
    ("keeping::ERASE_MAILS", "housekeeping, for a person who is erased"),
    ("keeping::WANTED_AGAIN", "housekeeping"),
    ("agreements::DOUBLES", "a check of tests"),
    ("audit::FORGET_SIGN_INS", "housekeeping"),
    ("documents::COUNTS", "a check of tests"),
    ("jobs::FORGET", "housekeeping"),
    ("offers::ADD_ALL", "all offers anew"),
    ("offers::COUNT_MISSING", "all offers anew"),
    ("offers::END_ALL", "all offers anew"),
    ("outbox::EMPTY", "housekeeping"),
    ("outbox::EXPIRE", "housekeeping"),
    ("rounds::FORGET", "housekeeping"),
    ("rounds::FORGET_ITEMS", "housekeeping"),
    ("tallies::ANEW_ALL", "counts anew after a repair"),
    ("tallies::ANEW_EVENTS", "counts anew after a repair"),
    ("tallies::ANEW_PARTIES", "counts anew after a repair"),
    ("tallies::ANEW_PARTNERS", "counts anew after a repair"),
    ("tallies::RECOUNT", "the check of the tallies"),
    ("tallies::RECOUNT_EVENTS", "the check of the tallies"),
];

/// Lists that are read page by page in the order of an index.
const PAGED: &[&str] = &[
    "agreements::LIST_PARTY",
    "agreements::LIST_PARTY_BACK",
    "agreements::LIST_PARTNER",
    "agreements::LIST_PARTNER_BACK",
    "audit::NEWEST",
    "audit::NEWER",
    "audit::NEWEST_KIND",
    "audit::NEWER_KIND",
    "country::WALK",
    "country::WALK_BACK",
    "country::WALK_STATE",
    "country::WALK_STATE_BACK",
    "country::WALK_SECTOR",
    "country::WALK_SECTOR_BACK",
    "country::WALK_BOTH",
    "country::WALK_BOTH_BACK",
    "country::PARTY",
    "country::PARTY_BACK",
    "country::PARTNER",
    "country::PARTNER_BACK",
    "jobs::LIST",
    "jobs::LIST_BACK",
    "jobs::DONE_LIST",
    "jobs::DONE_LIST_BACK",
    "organisations::LIST",
    "organisations::LIST_BACK",
    "organisations::LIST_KIND",
    "organisations::LIST_KIND_BACK",
    "outbox::LIST",
    "outbox::LIST_BACK",
    "outbox::LIST_STATE",
    "outbox::LIST_STATE_BACK",
];

/// `storage::country::WALK` as `country::WALK`.
fn name(sql: &Sql) -> &str {
    sql.name.split_once("::").map_or(sql.name, |(_, name)| name)
}

/// Whether a query is one for when its parameter of this number is left out: it says `$1 IS NULL`, and not `OR`.
fn left_out(sql: &Sql, number: usize) -> bool {
    let mark = format!("${number} IS NULL");
    sql.text.split_once(&mark).is_some_and(|(_, rest)| !rest.starts_with(" OR"))
}

/// How the engine would run a query.
async fn plan(db: &Db, sql: &Sql) -> Vec<String> {
    macro_rules! bound {
        ($text:expr) => {{
            let mut query = sqlx::query(AssertSqlSafe($text));
            for (number, kind) in (1..).zip(sql.params) {
                query = match kind {
                    // What a query takes only where it is left out.
                    Kind::Text if left_out(sql, number) => query.bind(None::<String>),
                    Kind::Text => query.bind("2026-11-24"),
                    Kind::Int => query.bind(1_i64),
                    Kind::Bool => query.bind(true),
                    Kind::Uuid => query.bind(uuid::Uuid::from_u128(7)),
                    Kind::Bytes => query.bind(vec![7_u8; 32]),
                };
            }
            query
        }};
    }
    match db {
        Db::Sqlite { write, .. } => {
            let rows = bound!(format!("EXPLAIN QUERY PLAN {}", sql.text)).fetch_all(write).await;
            rows.unwrap_or_else(|error| panic!("{}: {error}", sql.name)).iter().map(|row| row.get("detail")).collect()
        }
        Db::Postgres(pool) => {
            let mut tx = pool.begin().await.expect("a transaction");
            // Where no index helps, it reads from end to end all the same.
            sqlx::query("SET LOCAL enable_seqscan = off").execute(&mut *tx).await.expect("a setting");
            let rows = bound!(format!("EXPLAIN {}", sql.text)).fetch_all(&mut *tx).await;
            rows.unwrap_or_else(|error| panic!("{}: {error}", sql.name)).iter().map(|row| row.get(0)).collect()
        }
    }
}

/// Which table a name in a query stands for.
fn tables(sql: &Sql) -> BTreeMap<String, String> {
    let words: Vec<_> =
        sql.text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut tables = BTreeMap::new();
    for (index, word) in words.iter().enumerate() {
        if ["FROM", "JOIN", "UPDATE", "INTO"].contains(word) {
            let (Some(table), next) = (words.get(index + 1), words.get(index + 2)) else { continue };
            tables.insert((*table).to_owned(), (*table).to_owned());
            if let Some(alias) = next.filter(|alias| alias.len() <= 2) {
                tables.insert((*alias).to_owned(), (*table).to_owned());
            }
        }
    }
    tables
}

/// The long tables that a plan reads from end to end.
fn read_whole(db: &Db, sql: &Sql, plan: &[String]) -> Vec<String> {
    let known = tables(sql);
    let mut whole = Vec::new();
    for line in plan {
        let table = match db {
            Db::Sqlite { .. } => line.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next()),
            Db::Postgres(_) => {
                let after = |mark: &str| line.split_once(mark).map(|(_, rest)| rest);
                after("Seq Scan on ").and_then(|rest| rest.split(' ').next())
            }
        };
        let Some(table) = table else { continue };
        let table = known.get(table).map_or(table, String::as_str);
        if LONG.contains(&table) {
            whole.push(format!("{}: {line}", name(sql)));
        }
    }
    whole
}

async fn country(portal: &TestPortal) {
    let plan = app::demo::Country { municipalities: 12, partners: 40, seed: 3, lean: false, prepared: false };
    app::demo::country(&portal.app, plan).await.expect("a country");
    if let Db::Postgres(pool) = portal.app.db() {
        sqlx::query("ANALYZE").execute(pool).await.expect("statistics");
    }
}

async fn no_query_reads_a_long_table_from_end_to_end(portal: TestPortal) {
    country(&portal).await;
    let (mut wrong, mut excused) = (Vec::new(), Vec::new());
    for sql in all_sql() {
        let whole = read_whole(portal.app.db(), sql, &plan(portal.app.db(), sql).await);
        let known = |known: &str| if known.ends_with("::") { name(sql).starts_with(known) } else { name(sql) == known };
        if BY_NIGHT.iter().any(|(one, _)| known(one)) {
            excused.extend((!whole.is_empty()).then(|| name(sql)));
        } else {
            wrong.extend(whole);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!excused.is_empty(), "the test sees whole tables being read");
}

async fn pages_are_found_in_their_order(portal: TestPortal) {
    country(&portal).await;
    for wanted in PAGED {
        let all = all_sql();
        let sql = all.iter().find(|sql| name(sql) == *wanted).unwrap_or_else(|| panic!("no query {wanted}"));
        let plan = plan(portal.app.db(), sql).await;
        let by_index = plan.iter().any(|line| line.contains("Index") || line.contains("INDEX"));
        assert!(by_index, "{wanted}: {}", plan.join("\n"));
        if portal.app.db().is_single_node() {
            // The other engine sorts where it takes few rows for cheaper than an index.
            let sorts = plan.iter().any(|line| line.contains("TEMP B-TREE FOR ORDER BY"));
            assert!(!sorts, "{wanted} sorts:\n{}", plan.join("\n"));
        }
    }
}
