//! A row of either engine, read by column name.

use crate::{StorageError, sql::Sql};
use jiff::{Timestamp, civil::Date};
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};
use uuid::Uuid;

/// One row of a result.
pub struct Row {
    pub(crate) sql: &'static Sql,
    pub(crate) engine: EngineRow,
}

pub(crate) enum EngineRow {
    Sqlite(sqlx::sqlite::SqliteRow),
    Postgres(sqlx::postgres::PgRow),
}

impl Row {
    /// The value of a column: `i64`, `String`, `bool`, `Uuid`, `Vec<u8>`, or an `Option` of one.
    ///
    /// # Errors
    /// [`StorageError::Engine`] when there is no such column or it has another type.
    pub fn get<T>(&self, column: &str) -> Result<T, StorageError>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        match &self.engine {
            EngineRow::Sqlite(row) => row.try_get(column),
            EngineRow::Postgres(row) => row.try_get(column),
        }
        .map_err(|source| StorageError::Engine { sql: self.sql.name, source })
    }

    /// An identifier.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn id<T: From<Uuid>>(&self, column: &str) -> Result<T, StorageError> {
        self.get::<Uuid>(column).map(T::from)
    }

    /// An identifier that may be missing.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn maybe_id<T: From<Uuid>>(&self, column: &str) -> Result<Option<T>, StorageError> {
        Ok(self.get::<Option<Uuid>>(column)?.map(T::from))
    }

    /// A time.
    ///
    /// # Errors
    /// As [`Row::get`], and [`StorageError::Unreadable`] out of range.
    pub fn time(&self, column: &str) -> Result<Timestamp, StorageError> {
        let micros = self.get::<i64>(column)?;
        Timestamp::from_microsecond(micros).map_err(|_| self.unreadable())
    }

    /// A time that may be missing.
    ///
    /// # Errors
    /// As [`Row::time`].
    pub fn maybe_time(&self, column: &str) -> Result<Option<Timestamp>, StorageError> {
        self.get::<Option<i64>>(column)?
            .map(|micros| Timestamp::from_microsecond(micros).map_err(|_| self.unreadable()))
            .transpose()
    }

    /// A date that may be missing.
    ///
    /// # Errors
    /// As [`Row::get`], and [`StorageError::Unreadable`] when it is no date.
    pub fn maybe_date(&self, column: &str) -> Result<Option<Date>, StorageError> {
        self.get::<Option<String>>(column)?.map(|text| text.parse().map_err(|_| self.unreadable())).transpose()
    }

    /// A value with a code, such as a state.
    ///
    /// # Errors
    /// As [`Row::get`], and [`StorageError::Unreadable`] for an unknown code.
    pub fn code<T>(&self, column: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, StorageError> {
        parse(&self.get::<String>(column)?).ok_or_else(|| self.unreadable())
    }

    /// A value with a code that may be missing.
    ///
    /// # Errors
    /// As [`Row::code`].
    pub fn maybe_code<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StorageError> {
        match self.get::<Option<String>>(column)? {
            None => Ok(None),
            Some(code) => parse(&code).map(Some).ok_or_else(|| self.unreadable()),
        }
    }

    /// The error for a value that makes no sense.
    #[must_use]
    pub const fn unreadable(&self) -> StorageError {
        StorageError::Unreadable(self.sql.name)
    }
}
