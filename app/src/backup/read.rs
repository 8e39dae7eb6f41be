//! Restoring a backup into an empty database and an empty folder.

use super::{BackupError, DOCUMENTS, END, End, FORMAT, HEAD, Head, KEYS, PORTAL, TABLES, archive::Reader, plain};
use crate::ports::DocumentStore;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};
use storage::{
    Db, Kind,
    copy::{Cell, FLEETING, Table},
    refill::Refill,
    store::{Digest, StoreError},
};
use tokio::task::JoinSet;

/// Documents that are written at once: each waits for the disk.
const AT_ONCE: usize = 16;

/// A backup whose first entry was read.
pub struct Opened {
    path: PathBuf,
    /// What it says of itself.
    pub head: Head,
}

/// A backup that stands in the database, but not for good yet.
pub struct Restored {
    refill: Refill,
    /// Rows of all tables.
    pub rows: u64,
    /// Documents.
    pub documents: u64,
    /// Documents that were missing when the backup was made.
    pub missing: Vec<String>,
    /// Files of the authority, by their path in the data folder.
    pub keys: Vec<(String, Vec<u8>)>,
}

/// Opens a backup and looks whether this program can restore it.
///
/// # Errors
/// [`BackupError`].
pub fn open(path: &Path) -> Result<Opened, BackupError> {
    let (name, bytes) = Reader::new(File::open(path)?).first().map_err(|error| match error {
        // Neither gzip nor tar: some other file.
        BackupError::Damaged(_) => BackupError::NotABackup,
        other => other,
    })?;
    // What a later program says beside the format is not looked at before the format is.
    let told: Value = serde_json::from_slice(&bytes).map_err(|_| BackupError::NotABackup)?;
    if name != HEAD || told["portal"] != PORTAL {
        return Err(BackupError::NotABackup);
    }
    let found = told["format"].as_u64().and_then(|format| u32::try_from(format).ok()).unwrap_or(u32::MAX);
    if found > FORMAT {
        return Err(BackupError::NewerFormat { found });
    }
    let head: Head = serde_json::from_value(told).map_err(|_| BackupError::Damaged("its first entry"))?;
    if head.schema > storage::newest_schema() {
        return Err(BackupError::NewerSchema { found: head.schema });
    }
    Ok(Opened { path: path.to_owned(), head })
}

impl Opened {
    /// Puts the rows into the empty database `db`, where they last once [`Restored::commit`] is called, and the
    /// documents into `store`.
    ///
    /// # Errors
    /// [`BackupError`]; then the database is as empty as before.
    pub async fn restore(self, db: &Db, store: Arc<dyn DocumentStore>) -> Result<Restored, BackupError> {
        let refill = Refill::begin(db, self.head.schema).await?.ok_or(BackupError::NotEmpty)?;
        let mut filling = Filling::new(&self.head, refill, store)?;
        let reader = Reader::new(File::open(&self.path)?);
        reader.each(async |before, name, bytes| filling.take(before, name, bytes).await).await?;
        filling.ended().await
    }
}

impl Restored {
    /// Makes the rows last, with the schema brought up to date.
    ///
    /// # Errors
    /// [`BackupError`]: also when rows point at rows that are not there. Then the database is empty.
    pub async fn commit(self) -> Result<(), BackupError> {
        Ok(self.refill.commit().await?)
    }
}

/// A table, and for each of its columns where it stands in the lines.
type Target = (Table, Vec<usize>);

struct Filling {
    refill: Refill,
    targets: BTreeMap<String, Target>,
    store: Arc<dyn DocumentStore>,
    writing: JoinSet<Result<Digest, StoreError>>,
    counted: End,
    told: Option<End>,
    keys: Vec<(String, Vec<u8>)>,
}

impl Filling {
    /// The tables of the backup are those of the schema it names, column by column.
    fn new(head: &Head, refill: Refill, store: Arc<dyn DocumentStore>) -> Result<Self, BackupError> {
        let misfit = || BackupError::Damaged("its tables are not those of its version");
        let mut targets = BTreeMap::new();
        for table in refill.tables().iter().filter(|table| !FLEETING.contains(&&*table.name)) {
            let told = head.tables.iter().find(|told| told.name == table.name).ok_or_else(misfit)?;
            let place = |column: &storage::copy::Column| {
                told.columns.iter().position(|(name, kind)| *name == column.name && kind == plain(column.kind))
            };
            let places: Option<Vec<_>> = table.columns.iter().map(place).collect();
            let places = places.filter(|places| places.len() == told.columns.len()).ok_or_else(misfit)?;
            targets.insert(table.name.clone(), (table.clone(), places));
        }
        if targets.len() != head.tables.len() {
            return Err(misfit());
        }
        let counted = End { rows: targets.keys().map(|name| (name.clone(), 0)).collect(), ..End::default() };
        Ok(Self { refill, targets, store, writing: JoinSet::new(), counted, told: None, keys: Vec::new() })
    }

    /// Takes an entry and says whether it was the last one.
    async fn take(&mut self, before: &str, name: &str, bytes: Vec<u8>) -> Result<bool, BackupError> {
        if name == END {
            let told: End = serde_json::from_slice(&bytes).map_err(|_| BackupError::Damaged("its last entry"))?;
            if told.digest != before || told.rows != self.counted.rows || told.documents != self.counted.documents {
                return Err(BackupError::Damaged("its contents are not what its end says"));
            }
            self.told = Some(told);
            return Ok(true);
        }
        if let Some(rest) = name.strip_prefix(TABLES) {
            let table = rest.split('/').next().unwrap_or_default();
            self.rows(table, &bytes).await?;
        } else if let Some(rest) = name.strip_prefix(DOCUMENTS) {
            self.document(rest, bytes).await?;
        } else if KEYS.contains(&name) {
            self.keys.push((name.to_owned(), bytes));
        } else if name != HEAD {
            return Err(BackupError::Damaged("an entry that it should not have"));
        }
        Ok(false)
    }

    async fn rows(&mut self, table: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let (table, places) = self.targets.get(table).ok_or(BackupError::Damaged("an unknown table"))?;
        let damaged = || BackupError::Damaged("a row");
        let mut rows = Vec::new();
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let mut values: Vec<Value> = serde_json::from_slice(line).map_err(|_| damaged())?;
            if values.len() != places.len() {
                return Err(damaged());
            }
            let cells = places
                .iter()
                .zip(&table.columns)
                .map(|(place, column)| cell(values[*place].take(), column.plain()).ok_or_else(damaged));
            rows.push(cells.collect::<Result<Vec<_>, _>>()?);
        }
        self.refill.add(table, &rows).await?;
        *self.counted.rows.entry(table.name.clone()).or_default() += rows.len() as u64;
        Ok(())
    }

    async fn document(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), BackupError> {
        let digest = Digest::of(&bytes).to_string();
        if name != format!("{}/{digest}.pdf", &digest[..2]) {
            return Err(BackupError::Damaged("a document is not what its name says"));
        }
        if self.writing.len() >= AT_ONCE {
            self.written().await?;
        }
        let store = Arc::clone(&self.store);
        self.writing.spawn(async move { store.put(bytes).await });
        self.counted.documents += 1;
        Ok(())
    }

    /// Waits for a document that is being written; `false`: there was none.
    async fn written(&mut self) -> Result<bool, BackupError> {
        match self.writing.join_next().await {
            None => Ok(false),
            Some(Ok(done)) => done.map(|_| true).map_err(BackupError::from),
            Some(Err(_)) => Err(BackupError::Damaged("a document could not be written")),
        }
    }

    async fn ended(mut self) -> Result<Restored, BackupError> {
        while self.written().await? {}
        let told = self.told.ok_or(BackupError::CutOff)?;
        Ok(Restored {
            refill: self.refill,
            rows: told.rows.values().sum(),
            documents: told.documents,
            missing: told.missing,
            keys: self.keys,
        })
    }
}

fn cell(value: Value, kind: Kind) -> Option<Cell> {
    Some(match (kind, value) {
        (_, Value::Null) => Cell::Nothing,
        (Kind::Text, Value::String(text)) => Cell::Text(text),
        (Kind::Int, Value::Number(number)) => Cell::Int(number.as_i64()?),
        (Kind::Bytes, Value::String(text)) => Cell::Bytes(STANDARD.decode(text).ok()?),
        _ => return None,
    })
}
