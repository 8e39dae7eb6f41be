//! The document store: bytes by their SHA-256, in a folder. Bytes are written before any row names them,
//! and flushed to the disk before this module says that they are there.

use object_store::{ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, local::LocalFileSystem, path::Path};
use sha2::{Digest as _, Sha256};
use std::{fmt, sync::Arc};

/// The SHA-256 (FIPS 180-4) of a document: its name in the store.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Digest {
    /// 64 lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No space, no rights, no connection: it may go later.
    #[error("document store")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is no such document.
    #[error("document {0} is not in the store")]
    Missing(Digest),
    /// What lies under this name is something else: the disk or a person changed it.
    #[error("document {0} is damaged in the store")]
    Damaged(Digest),
}

/// A store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<dyn ObjectStore>,
}

impl Store {
    /// In this folder, which is made where it is missing.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub fn folder(path: &std::path::Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(path).map_err(|error| StoreError::Unavailable(error.into()))?;
        let local = LocalFileSystem::new_with_prefix(path).map_err(|error| StoreError::Unavailable(error.into()))?;
        Ok(Self { inner: Arc::new(local.with_fsync(true)) })
    }

    /// In this folder, without waiting for the disk: for demo data and tests.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub fn hasty_folder(path: &std::path::Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(path).map_err(|error| StoreError::Unavailable(error.into()))?;
        let local = LocalFileSystem::new_with_prefix(path).map_err(|error| StoreError::Unavailable(error.into()))?;
        Ok(Self { inner: Arc::new(local) })
    }

    /// Keeps these bytes and gives their name. Keeping them twice keeps them once.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]; then nothing lies under the name.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<Digest, StoreError> {
        let digest = Digest::of(&bytes);
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.inner.put_opts(&name(digest), bytes.into(), options).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(digest),
            Err(error) => Err(StoreError::Unavailable(error.into())),
        }
    }

    /// Takes the bytes with this name away for good; where there are none, nothing is left to do.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]; then they may be there still.
    pub async fn remove(&self, digest: Digest) -> Result<(), StoreError> {
        match self.inner.delete(&name(digest)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(StoreError::Unavailable(error.into())),
        }
    }

    /// The bytes with this name, looked at again: what the disk gives back is what was kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn get(&self, digest: Digest) -> Result<Vec<u8>, StoreError> {
        let unavailable = |error: object_store::Error| match error {
            object_store::Error::NotFound { .. } => StoreError::Missing(digest),
            other => StoreError::Unavailable(other.into()),
        };
        let found = self.inner.get(&name(digest)).await.map_err(unavailable)?;
        let bytes = found.bytes().await.map_err(unavailable)?.to_vec();
        if Digest::of(&bytes) == digest { Ok(bytes) } else { Err(StoreError::Damaged(digest)) }
    }
}

/// `ab/ab12….pdf`: folders of a size that people can open.
fn name(digest: Digest) -> Path {
    let digits = digest.to_string();
    Path::from(format!("{}/{digits}.pdf", &digits[..2]))
}
