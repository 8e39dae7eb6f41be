//! Facts about parties as they stood when a revision was made; one copy per content.

use crate::{StorageError, Tx, sql, values};

sql! {
    /// Keeps one copy.
    KEEP (Bytes, Text) = "INSERT INTO facts (digest, json) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
    /// One by its digest.
    FIND (Bytes) = "SELECT json FROM facts WHERE digest = $1";
}

/// Keeps `json` under its SHA-256 `digest`.
///
/// # Errors
/// [`StorageError`].
pub async fn keep(tx: &mut Tx, digest: [u8; 32], json: &str) -> Result<(), StorageError> {
    tx.execute(&KEEP, values![digest, json]).await.map(drop)
}

/// The facts with this digest.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, digest: [u8; 32]) -> Result<Option<String>, StorageError> {
    tx.first(&FIND, values![digest]).await?.map(|row| row.get("json")).transpose()
}
