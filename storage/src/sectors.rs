//! The sectors of signal partners: data, not code.

use crate::{StorageError, Tx, sql, values};

/// A sector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sector {
    /// `huur`, `energie`, …
    pub code: String,
    /// Dutch name.
    pub name_nl: String,
    /// English name.
    pub name_en: String,
    /// Whether partners of this sector can register.
    pub open: bool,
}

sql! {
    /// All sectors in their order.
    ALL () = "SELECT code, name_nl, name_en, open FROM sectors ORDER BY position, code";
}

/// All sectors, in their order.
///
/// # Errors
/// [`StorageError`].
pub async fn all(tx: &mut Tx) -> Result<Vec<Sector>, StorageError> {
    let rows = tx.all(&ALL, values![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Sector {
                code: row.get("code")?,
                name_nl: row.get("name_nl")?,
                name_en: row.get("name_en")?,
                open: row.get("open")?,
            })
        })
        .collect()
}
