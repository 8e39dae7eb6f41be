//! A portal in one file: moved to either engine, refused when it is not whole, and looked at afterwards.

use app::{
    backup::{self, BackupError},
    check, demo,
    ports::{Clock as _, DocumentStore},
};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use sqlx::AssertSqlSafe;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
};
use storage::{
    Db,
    copy::{self, Cell},
    store::Store,
};
use testkit::{Engine, Sample, TestDatabase, TestPortal, on_both};

on_both!(
    a_lived_in_portal_moves_to_either_engine,
    what_is_cut_off_or_damaged_is_refused,
    what_a_later_program_wrote_is_refused,
    a_deep_look_finds_what_is_wrong,
    a_document_that_is_gone_is_told_of,
);

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn store(&self, name: &str) -> Arc<Store> {
        Arc::new(Store::hasty_folder(&self.file(name)).expect("a store"))
    }
}

async fn back_up(portal: &TestPortal, folder: &Folder) -> (PathBuf, backup::Made) {
    let path = folder.file("backup");
    let file = File::create(&path).expect("a file");
    let made = backup::make(portal.app.db(), &*portal.store, folder.0.path(), file, portal.clock.now()).await;
    (path, made.expect("a backup"))
}

async fn restore(path: &Path, db: &Db, store: &Arc<Store>) -> Result<(u64, u64), BackupError> {
    let restored = backup::open(path)?.restore(db, Arc::clone(store) as Arc<dyn DocumentStore>).await?;
    let told = (restored.rows, restored.documents);
    restored.commit().await?;
    Ok(told)
}

/// Every row of every table, the fleeting ones aside.
async fn rows(db: &Db) -> BTreeMap<String, Vec<String>> {
    let mut tx = db.read().await.expect("reads");
    let mut all = BTreeMap::new();
    for table in copy::tables(&mut tx).await.expect("tables") {
        let mut lines = Vec::new();
        let take = |row: Vec<Cell>| {
            lines.push(format!("{row:?}"));
            Ok::<_, storage::StorageError>(())
        };
        copy::rows(&mut tx, &table, take).await.expect("rows");
        lines.sort();
        if !copy::FLEETING.contains(&&*table.name) {
            all.insert(table.name, lines);
        }
    }
    all
}

/// Nothing is left of a restore that was refused.
async fn is_empty(db: &Db) -> bool {
    copy::is_empty(&mut db.read().await.expect("reads")).await.expect("an answer")
}

async fn change(db: &Db, text: &str) -> u64 {
    let text = AssertSqlSafe(text.to_owned());
    match db {
        Db::Sqlite { write, .. } => sqlx::query(text).execute(write).await.expect("changed").rows_affected(),
        Db::Postgres(pool) => sqlx::query(text).execute(pool).await.expect("changed").rows_affected(),
    }
}

async fn findings(db: &Db, store: &dyn DocumentStore) -> Vec<String> {
    let mut lines = Vec::new();
    let looked = check::deep(db, store, |line| lines.push(line)).await.expect("it looks");
    assert_eq!(looked.findings, lines.len() as u64);
    lines
}

async fn a_lived_in_portal_moves_to_either_engine(portal: TestPortal) {
    let plan = demo::Plan { municipalities: 1, partners: 13, mix: false, look_around: true, seed: 1 };
    demo::build(&portal.app, plan).await.expect("lives");
    portal.sign_in(demo::ADMINISTRATOR).await;
    portal.run_jobs().await;
    assert_eq!(findings(portal.app.db(), &*portal.store).await, Vec::<String>::new());
    let folder = Folder::new();
    let (path, made) = back_up(&portal, &folder).await;
    assert!(made.documents > 20 && made.rows > 300 && made.missing.is_empty(), "{made:?}");
    let before = rows(portal.app.db()).await;
    assert!(before.len() > 20 && !before["signatures"].is_empty() && !before["documents"].is_empty());
    for (engine, name) in [(Engine::Sqlite, "one"), (Engine::Postgres, "other")] {
        let other = TestDatabase::without_schema(engine).await;
        let store = folder.store(name);
        let told = restore(&path, &other.db, &store).await.expect("restored");
        assert_eq!(told, (made.rows, made.documents));
        let after = rows(&other.db).await;
        for (table, rows) in &before {
            assert_eq!(rows, &after[table], "{table}");
        }
        assert_eq!(findings(&other.db, &*store).await, Vec::<String>::new());
        other.db.migrate().await.expect("nothing is left to do");
        let again = restore(&path, &other.db, &store).await;
        assert!(matches!(again, Err(BackupError::NotEmpty)), "{again:?}");
        // What the schema kept in order before, it keeps in order now.
        let refused = sqlx_refuses(&other.db, "DELETE FROM persons").await;
        assert!(refused, "references are held again");
        assert!(change(&other.db, "DELETE FROM events WHERE kind = 'signed_in'").await > 0);
        assert_eq!(findings(&other.db, &*store).await, Vec::<String>::new(), "triggers count again");
    }
}

async fn sqlx_refuses(db: &Db, text: &'static str) -> bool {
    match db {
        Db::Sqlite { write, .. } => sqlx::query(text).execute(write).await.is_err(),
        Db::Postgres(pool) => sqlx::query(text).execute(pool).await.is_err(),
    }
}

async fn what_is_cut_off_or_damaged_is_refused(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    portal.join(Sample::Nationwide("Zonnestroom", "energie")).await;
    let folder = Folder::new();
    let (path, _) = back_up(&portal, &folder).await;
    let whole = fs::read(&path).expect("bytes");
    let other = TestDatabase::without_schema(portal.engine).await;
    let store = folder.store("other");
    let broken = folder.file("broken");
    let step = whole.len() / 24;
    let lengths = (0..whole.len()).step_by(step).chain(whole.len() - 12..whole.len());
    for length in lengths {
        fs::write(&broken, &whole[..length]).expect("written");
        let refused = restore(&broken, &other.db, &store).await.map(drop);
        assert!(matches!(refused, Err(BackupError::CutOff)), "{length} of {}: {refused:?}", whole.len());
    }
    for place in (0..whole.len()).step_by(step) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x55;
        fs::write(&broken, &bytes).expect("written");
        let refused = restore(&broken, &other.db, &store).await.map(drop);
        // Some bytes of the header of gzip say nothing; the first does.
        let fine = matches!(
            refused,
            Err(BackupError::CutOff | BackupError::Damaged(_) | BackupError::NotABackup | BackupError::Storage(_))
        );
        assert!(fine, "byte {place} of {}: {refused:?}", whole.len());
    }
    fs::write(&broken, "geen reservekopie, maar een brief van twee regels\nen een groet\n").expect("written");
    let refused = restore(&broken, &other.db, &store).await.map(drop);
    assert!(matches!(refused, Err(BackupError::NotABackup)), "{refused:?}");
    assert!(is_empty(&other.db).await, "nothing is left behind");
    restore(&path, &other.db, &store).await.expect("the whole one goes in");
}

/// The backup with its first entry changed.
fn rewritten(path: &Path, to: &Path, change: impl Fn(&mut serde_json::Value)) {
    let mut out = tar::Builder::new(GzEncoder::new(File::create(to).expect("a file"), Compression::fast()));
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(path).expect("a file")));
    for entry in archive.entries().expect("entries") {
        let mut entry = entry.expect("an entry");
        let name = entry.path().expect("a name").into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("bytes");
        if name == Path::new("backup.json") {
            let mut head = serde_json::from_slice(&bytes).expect("JSON");
            change(&mut head);
            bytes = serde_json::to_vec(&head).expect("JSON");
        }
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        out.append_data(&mut header, name, &*bytes).expect("appended");
    }
    out.into_inner().expect("ended").finish().expect("ended");
}

async fn what_a_later_program_wrote_is_refused(portal: TestPortal) {
    portal.join(Sample::Municipality("Zeewolde")).await;
    let folder = Folder::new();
    let (path, _) = back_up(&portal, &folder).await;
    let other = TestDatabase::without_schema(portal.engine).await;
    let (store, changed) = (folder.store("other"), folder.file("changed"));
    rewritten(&path, &changed, |head| head["format"] = 2.into());
    let refused = restore(&changed, &other.db, &store).await.expect_err("a later format");
    assert!(matches!(refused, BackupError::NewerFormat { found: 2 }), "{refused:?}");
    rewritten(&path, &changed, |head| head["schema"] = 9999.into());
    let refused = restore(&changed, &other.db, &store).await.expect_err("a later schema");
    assert!(refused.to_string().contains("later version of this program (database step 9999"), "{refused}");
    rewritten(&path, &changed, |head| head["made_at"] = "2020-01-01T00:00:00Z".into());
    let refused = restore(&changed, &other.db, &store).await.expect_err("somebody changed it");
    assert!(matches!(refused, BackupError::Damaged(_)), "{refused:?}");
    rewritten(&path, &changed, |head| {
        head["tables"].as_array_mut().expect("tables").pop();
    });
    let refused = restore(&changed, &other.db, &store).await.expect_err("a table less");
    assert!(matches!(refused, BackupError::Damaged(_)), "{refused:?}");
    assert!(is_empty(&other.db).await, "nothing is left behind");
}

async fn a_deep_look_finds_what_is_wrong(portal: TestPortal) {
    let plan = demo::Plan { municipalities: 1, partners: 4, mix: false, look_around: true, seed: 1 };
    demo::build(&portal.app, plan).await.expect("lives");
    let db = portal.app.db();
    let clean = findings(db, &*portal.store).await;
    assert_eq!(clean, Vec::<String>::new());
    assert!(change(db, "UPDATE facts SET json = json || ' '").await > 0);
    assert_eq!(change(db, "UPDATE agreements SET revision_id = id WHERE number LIKE '%01'").await, 1);
    assert!(change(db, "UPDATE slots SET filled_at = NULL WHERE filled_at IS NOT NULL").await > 0);
    assert!(change(db, "UPDATE counters SET value = 2").await > 0);
    assert!(change(db, "UPDATE documents SET released = NULL WHERE state = 'ready'").await > 0);
    let found = findings(db, &*portal.store).await;
    for beginning in [
        "agreements without their revision: LCV-2026-000001",
        "agreements with a signature in a place that is not filled: LCV-",
        "agreements whose document names no bytes: LCV-",
        "agreements with a number that was never given out: LCV-2026-000003, LCV-2026-000004",
        "facts of parties that were changed: ",
    ] {
        assert!(found.iter().any(|line| line.starts_with(beginning)), "{beginning} in {found:#?}");
    }
    assert_eq!(found.len(), 5, "{found:#?}");
}

async fn a_document_that_is_gone_is_told_of(portal: TestPortal) {
    let plan = demo::Plan { municipalities: 1, partners: 4, mix: false, look_around: true, seed: 1 };
    demo::build(&portal.app, plan).await.expect("lives");
    let folder = Folder::new();
    let (path, made) = back_up(&portal, &folder).await;
    let other = TestDatabase::without_schema(portal.engine).await;
    let store = folder.store("other");
    restore(&path, &other.db, &store).await.expect("restored");
    let mut files = Vec::new();
    for folder in fs::read_dir(folder.file("other")).expect("folders") {
        files.extend(fs::read_dir(folder.expect("one").path()).expect("files").map(|file| file.expect("one").path()));
    }
    files.sort();
    assert_eq!(files.len() as u64, made.documents);
    fs::remove_file(&files[0]).expect("removed");
    fs::write(&files[1], "something else").expect("written");
    let found = findings(&other.db, &*store).await;
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].contains("of LCV-2026-0000") && found[0].ends_with("is missing"), "{found:?}");
    assert!(found[1].contains("of LCV-2026-0000") && found[1].ends_with("is damaged"), "{found:?}");
    // A backup of what is left is better than none, and says what it lacks.
    let again = folder.file("again");
    let file = File::create(&again).expect("a file");
    let less = backup::make(&other.db, &*store, folder.0.path(), file, portal.clock.now()).await.expect("made");
    assert_eq!((less.documents, less.missing.len(), less.rows), (made.documents - 2, 2, made.rows));
    let third = TestDatabase::without_schema(portal.engine).await;
    restore(&again, &third.db, &folder.store("third")).await.expect("restored");
}
