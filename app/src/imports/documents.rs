//! The documents that a file names: looked at before, kept in the document store when it is carried out.

use crate::{App, AppError};
use domain::{
    ids::ImportId,
    import::{AgreementRow, Cell, Complaint, Fault},
};
use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};
use storage::{
    imports::{self, Attached},
    store::Digest,
};
use tokio::{io::AsyncReadExt as _, task::JoinSet};

/// The largest document, in bytes.
pub const LARGEST_DOCUMENT: u64 = 20 * 1024 * 1024;
/// How every PDF begins (ISO 32000-2, 7.5.2).
const MAGIC: &[u8] = b"%PDF-";
/// Documents that are read and kept at the same time; each is in memory as a whole.
const AT_ONCE: usize = 4;

/// Where documents come from.
#[derive(Clone, Debug)]
pub enum Files {
    /// None were given.
    None,
    /// A folder on the machine of the portal.
    Folder(PathBuf),
    /// Those that came with a file that was chosen in the pages.
    Kept(ImportId, Kept),
}

/// What is known of documents that came with a file, by their names.
#[derive(Clone, Debug)]
pub struct Kept(Arc<HashMap<String, Attached>>);

impl From<Vec<Attached>> for Kept {
    fn from(attached: Vec<Attached>) -> Self {
        Self(Arc::new(attached.into_iter().map(|one| (one.name.clone(), one)).collect()))
    }
}

/// Whether bytes begin as every PDF does.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

impl Files {
    /// What is wrong with the document that a row names; nothing where it names none.
    pub(super) async fn fault(
        &self,
        row: &AgreementRow,
        judged: &mut HashMap<String, Option<Complaint>>,
    ) -> Option<Fault> {
        let name = row.file.as_ref()?;
        if !judged.contains_key(name) {
            let complaint = self.judge(name).await.err();
            judged.insert(name.clone(), complaint);
        }
        let complaint = judged.get(name)?.clone()?;
        Some(row.fault(Cell::File, complaint))
    }

    async fn judge(&self, name: &str) -> Result<(), Complaint> {
        match self {
            Self::None => Err(Complaint::NoFiles),
            Self::Kept(_, Kept(kept)) => {
                let found = kept.get(name).ok_or_else(|| Complaint::MissingFile(name.to_owned()))?;
                if u64::try_from(found.size).is_ok_and(|size| size > LARGEST_DOCUMENT) {
                    return Err(Complaint::FileTooLarge(name.to_owned(), LARGEST_DOCUMENT));
                }
                if found.is_pdf { Ok(()) } else { Err(Complaint::NotPdf(name.to_owned())) }
            }
            Self::Folder(folder) => {
                let unreadable = |_: std::io::Error| Complaint::UnreadableFile(name.to_owned());
                let (mut file, size) = open(folder, name).await?;
                if size > LARGEST_DOCUMENT {
                    return Err(Complaint::FileTooLarge(name.to_owned(), LARGEST_DOCUMENT));
                }
                let mut begin = Vec::with_capacity(MAGIC.len());
                (&mut file).take(MAGIC.len() as u64).read_to_end(&mut begin).await.map_err(unreadable)?;
                if is_pdf(&begin) { Ok(()) } else { Err(Complaint::NotPdf(name.to_owned())) }
            }
        }
    }

    async fn read(&self, app: &App, name: &str) -> Result<Vec<u8>, Complaint> {
        match self {
            Self::None => Err(Complaint::NoFiles),
            Self::Kept(import, _) => {
                let unreadable = |_| Complaint::UnreadableFile(name.to_owned());
                let mut tx = app.read().await.map_err(unreadable)?;
                let found = imports::document(&mut tx, *import, name).await.map_err(unreadable)?;
                found.ok_or_else(|| Complaint::MissingFile(name.to_owned()))
            }
            Self::Folder(folder) => {
                let (file, _) = open(folder, name).await?;
                let mut bytes = Vec::new();
                let read = file.take(LARGEST_DOCUMENT + 1).read_to_end(&mut bytes).await;
                read.map_err(|_| Complaint::UnreadableFile(name.to_owned()))?;
                if bytes.len() as u64 > LARGEST_DOCUMENT {
                    return Err(Complaint::FileTooLarge(name.to_owned(), LARGEST_DOCUMENT));
                }
                if is_pdf(&bytes) { Ok(bytes) } else { Err(Complaint::NotPdf(name.to_owned())) }
            }
        }
    }

    /// Keeps every document that the rows name, and gives each its digest: bytes first, rows second.
    pub(super) async fn keep(&self, app: &App, rows: &[AgreementRow]) -> Result<HashMap<String, Digest>, AppError> {
        let mut names: BTreeSet<&String> = rows.iter().filter_map(|row| row.file.as_ref()).collect();
        let (mut kept, mut tasks) = (HashMap::new(), JoinSet::new());
        loop {
            while tasks.len() < AT_ONCE
                && let Some(name) = names.pop_first()
            {
                let (files, app, name) = (self.clone(), app.clone(), name.clone());
                tasks.spawn(async move {
                    // Judged a moment ago: whoever takes a file away now has it told as changed meanwhile.
                    let bytes = files.read(&app, &name).await.map_err(|_| AppError::Stale)?;
                    Ok::<_, AppError>((name, app.ports().store.put(bytes).await?))
                });
            }
            let Some(done) = tasks.join_next().await else { return Ok(kept) };
            let (name, digest) = done.map_err(|_| AppError::Unreadable("a document"))??;
            kept.insert(name, digest);
        }
    }
}

async fn open(folder: &Path, name: &str) -> Result<(tokio::fs::File, u64), Complaint> {
    let missing = || Complaint::MissingFile(name.to_owned());
    let path = folder.join(name);
    let about = tokio::fs::metadata(&path).await.map_err(|_| missing())?;
    if !about.is_file() {
        return Err(missing());
    }
    let file = tokio::fs::File::open(&path).await.map_err(|_| Complaint::UnreadableFile(name.to_owned()))?;
    Ok((file, about.len()))
}
