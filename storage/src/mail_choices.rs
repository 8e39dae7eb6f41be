//! Which mails a person wants.

use crate::{StorageError, Tx, sql, values};
use domain::{ids::PersonId, monday::Reminder};

sql! {
    /// What somebody chose.
    FIND (Uuid) = "SELECT reminder, silent FROM mail_choices WHERE person_id = $1";
    /// Keeps it.
    KEEP (Uuid, Text, Text) = "INSERT INTO mail_choices (person_id, reminder, silent) VALUES ($1, $2, $3) \
        ON CONFLICT (person_id) DO UPDATE SET reminder = $2, silent = $3";
}

/// The rhythm of reminders and the codes of unwanted notices with spaces between them, if somebody chose.
///
/// # Errors
/// [`StorageError`].
pub async fn find(tx: &mut Tx, person: PersonId) -> Result<Option<(Reminder, String)>, StorageError> {
    let Some(row) = tx.first(&FIND, values![person]).await? else { return Ok(None) };
    Ok(Some((row.code("reminder", Reminder::parse)?, row.get("silent")?)))
}

/// Keeps what somebody chose.
///
/// # Errors
/// [`StorageError`].
pub async fn keep(tx: &mut Tx, person: PersonId, reminder: Reminder, silent: &str) -> Result<(), StorageError> {
    tx.execute(&KEEP, values![person, reminder.as_str(), silent]).await.map(drop)
}
