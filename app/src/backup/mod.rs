//! The whole portal in one file, and back: rows of every table and every document they name.
//!
//! The file is a gzip-compressed tar. `backup.json` comes first and says what follows; then the rows, as
//! JSON lines in pieces (`tables/agreements/000001.jsonl`), the documents under the names they have in the
//! store, the certificate of the authority, and last `end.json`, with a digest over everything before it: a
//! file without it was cut off. Rows know no engine, so that a portal can move from one to the other.
//!
//! What belongs here: this format. What never does: which file or folder (that is the command line's), and
//! the key of a real authority, which has to be kept apart from everything else.

mod archive;
mod read;
mod write;

pub use read::{Opened, Restored, open};
pub use write::{Made, make};

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io};
use storage::{Kind, StorageError, store::StoreError};

/// The format of this program; one that is higher cannot be read.
pub const FORMAT: u32 = 1;
/// The first entry.
const HEAD: &str = "backup.json";
/// The last entry.
const END: &str = "end.json";
/// Where rows are.
const TABLES: &str = "tables/";
/// Where documents are.
const DOCUMENTS: &str = "documents/";
/// Files of the authority that a backup may hold: certificates always, the key of a demo, which is worth nothing.
const KEYS: [&str; 2] = ["keys/root.pem", "keys/root.key"];
/// Rows are put into pieces of about this many bytes.
const PIECE: usize = 1 << 20;
/// No entry is larger than this many bytes.
const LARGEST: u64 = 1 << 28;

/// Why there is no backup, or why it was not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The disk is full.
    #[error("the disk is full")]
    Full(#[source] io::Error),
    /// A file cannot be read or written.
    #[error("the file cannot be read or written")]
    File(#[from] io::Error),
    /// The database.
    #[error("database")]
    Storage(#[from] StorageError),
    /// The document store.
    #[error("document store")]
    Store(#[from] StoreError),
    /// It is some other file.
    #[error("this is no backup of this portal")]
    NotABackup,
    /// Its end is missing.
    #[error("the backup is cut off: its end is missing")]
    CutOff,
    /// Something in it was changed.
    #[error("the backup is damaged: {0}")]
    Damaged(&'static str),
    /// A later program wrote it.
    #[error("the backup is of a later version of this program (format {found}, this one knows {FORMAT})")]
    NewerFormat {
        /// What it says.
        found: u32,
    },
    /// A portal with a later database.
    #[error(
        "the backup is of a later version of this program (database step {found}, this one knows {})",
        storage::newest_schema()
    )]
    NewerSchema {
        /// What it says.
        found: i64,
    },
    /// There is something in the database.
    #[error("the database is not empty; restore into a new one")]
    NotEmpty,
}

impl BackupError {
    /// What went wrong while writing.
    fn writing(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full(error)
            }
            _ => Self::File(error),
        }
    }

    /// What went wrong while reading: the readers of gzip and tar say it in several ways.
    fn reading(error: io::Error) -> Self {
        let words = error.to_string();
        if error.kind() == io::ErrorKind::UnexpectedEof || ["EOF", "entire block"].iter().any(|end| words.contains(end))
        {
            Self::CutOff
        } else if error.raw_os_error().is_some() {
            Self::File(error)
        } else {
            Self::Damaged("its compression does not fit")
        }
    }
}

/// The first entry: what the file is, and what its rows look like.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Says that it is one.
    portal: String,
    /// The format.
    pub format: u32,
    /// The migration that the rows fit.
    pub schema: i64,
    /// When, as RFC 3339.
    pub made_at: String,
    /// The version of the program.
    program: String,
    /// The tables, in an order in which they can be filled.
    tables: Vec<TableHead>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct TableHead {
    name: String,
    /// Name and what it holds: `text`, `int` or `bytes` (in base64).
    columns: Vec<(String, String)>,
}

/// The last entry.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct End {
    /// Rows of each table.
    rows: BTreeMap<String, u64>,
    /// How many documents.
    documents: u64,
    /// Documents that rows name and that could not be read.
    missing: Vec<String>,
    /// SHA-256 over every entry before this one.
    digest: String,
}

const PORTAL: &str = "vroegteken";

fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Int | Kind::Bool => "int",
        Kind::Uuid | Kind::Bytes => "bytes",
    }
}
