//! The lock on the data folder: one serving process per folder.

use std::{
    fs::{File, TryLockError},
    path::Path,
};

/// Holds the lock as long as it lives; the operating system lets go when the process dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of `folder`.
    ///
    /// # Errors
    /// A sentence: somebody else holds it, or the folder cannot be written.
    pub fn take(folder: &Path) -> Result<Self, String> {
        let path = folder.join("lock");
        let file = File::create(&path).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(format!("another process serves the data folder {}; end that one first", folder.display()))
            }
            Err(TryLockError::Error(error)) => Err(format!("{} cannot be locked: {error}", path.display())),
        }
    }
}
