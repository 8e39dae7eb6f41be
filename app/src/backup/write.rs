//! Making a backup, while the portal serves or not.

use super::{
    BackupError, DOCUMENTS, END, End, FORMAT, HEAD, Head, KEYS, PIECE, PORTAL, TABLES, TableHead, archive::Writer,
    plain,
};
use crate::{authority, ports::DocumentStore};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::Value;
use std::{fs::File, path::Path};
use storage::{
    Db, Tx,
    copy::{self, Cell, Table},
    store::{Digest, StoreError},
};

/// What was put into a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Rows of all tables.
    pub rows: u64,
    /// Documents.
    pub documents: u64,
    /// Documents that rows name and that are missing or damaged in the store.
    pub missing: Vec<String>,
}

/// Writes everything into `file`: the rows as they are at one moment, and the documents they name, whose bytes
/// are in the store since before. `data` is the folder with the authority's files.
///
/// # Errors
/// [`BackupError`]; then the file is worth nothing.
pub async fn make(
    db: &Db,
    store: &dyn DocumentStore,
    data: &Path,
    file: File,
    now: Timestamp,
) -> Result<Made, BackupError> {
    let mut tx = db.read().await?;
    let schema = copy::schema(&mut tx).await?;
    let tables: Vec<_> =
        copy::tables(&mut tx).await?.into_iter().filter(|table| !copy::FLEETING.contains(&&*table.name)).collect();
    let mut writer = Writer::new(file, u64::try_from(now.as_second()).unwrap_or_default());
    let columns = |table: &Table| {
        table.columns.iter().map(|column| (column.name.clone(), plain(column.kind).to_owned())).collect()
    };
    let head = Head {
        portal: PORTAL.to_owned(),
        format: FORMAT,
        schema,
        made_at: now.to_string(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        tables: tables.iter().map(|table| TableHead { name: table.name.clone(), columns: columns(table) }).collect(),
    };
    writer.add(HEAD, &json(&head)?)?;
    let mut end = End::default();
    for table in &tables {
        let rows = rows(&mut tx, table, &mut writer).await?;
        end.rows.insert(table.name.clone(), rows);
    }
    copy::named_documents(&mut tx, async |digest| put_document(store, &mut writer, &mut end, digest).await).await?;
    drop(tx);
    keys(data, &mut writer)?;
    end.digest = writer.digest();
    writer.add(END, &json(&end)?)?;
    writer.finish()?;
    Ok(Made { rows: end.rows.values().sum(), documents: end.documents, missing: end.missing })
}

async fn rows(tx: &mut Tx, table: &Table, writer: &mut Writer) -> Result<u64, BackupError> {
    let (mut lines, mut pieces) = (Vec::with_capacity(PIECE + PIECE / 4), 0_u32);
    let mut flush = |lines: &mut Vec<u8>| {
        pieces += 1;
        let done = writer.add(&format!("{TABLES}{}/{pieces:06}.jsonl", table.name), lines);
        lines.clear();
        done
    };
    let count = copy::rows(tx, table, |row| {
        let row: Vec<_> = row.into_iter().map(value).collect();
        lines.extend(json(&row)?);
        lines.push(b'\n');
        if lines.len() >= PIECE { flush(&mut lines) } else { Ok(()) }
    })
    .await?;
    if !lines.is_empty() {
        flush(&mut lines)?;
    }
    Ok(count)
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => Value::String(text),
        Cell::Int(number) => Value::from(number),
        Cell::Bytes(bytes) => Value::String(STANDARD.encode(bytes)),
    }
}

/// A document that is missing is told of at the end: the others have to be kept all the more.
async fn put_document(
    store: &dyn DocumentStore,
    writer: &mut Writer,
    end: &mut End,
    digest: Digest,
) -> Result<(), BackupError> {
    match store.get(digest).await {
        Ok(bytes) => {
            let name = digest.to_string();
            writer.add(&format!("{DOCUMENTS}{}/{name}.pdf", &name[..2]), &bytes)?;
            end.documents += 1;
            Ok(())
        }
        Err(StoreError::Missing(digest) | StoreError::Damaged(digest)) => {
            end.missing.push(digest.to_string());
            Ok(())
        }
        Err(other) => Err(other.into()),
    }
}

fn keys(data: &Path, writer: &mut Writer) -> Result<(), BackupError> {
    let demo = authority::roots(data).is_ok_and(|roots| roots.first().is_some_and(authority::is_demo));
    for name in KEYS.iter().take(if demo { 2 } else { 1 }) {
        match std::fs::read(data.join(name)) {
            Ok(bytes) => writer.add(name, &bytes)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, BackupError> {
    serde_json::to_vec(value).map_err(|error| BackupError::File(error.into()))
}
