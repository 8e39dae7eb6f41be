//! SQL texts as constants with the kinds of their parameters, and the values bound to them.

use domain::ids;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// The kind of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A 64-bit integer; also a time in microseconds.
    Int,
    /// True or false.
    Bool,
    /// An identifier.
    Uuid,
    /// Bytes.
    Bytes,
}

/// One query. Made by [`sql!`](crate::sql) only.
#[derive(Debug)]
pub struct Sql {
    /// Where it stands, as `storage::agreements::FIND`.
    pub name: &'static str,
    /// The text; parameters are `$1`, `$2`, …
    pub text: &'static str,
    /// The kinds of the parameters, in order.
    pub params: &'static [Kind],
}

/// Makes the queries of one file, and `SQL`, the list of them.
#[macro_export]
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident ($($kind:ident),* $(,)?) = $text:expr;)+) => {
        $(
            $(#[$doc])*
            pub(crate) static $name: $crate::Sql = $crate::Sql {
                name: concat!(module_path!(), "::", stringify!($name)),
                text: $text,
                params: &[$($crate::Kind::$kind),*],
            };
        )+
        /// Every query of this file.
        pub static SQL: &[&$crate::Sql] = &[$(&$name),+];
    };
}

/// A value bound to a parameter; `None` is SQL's NULL.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text.
    Text(Option<String>),
    /// A 64-bit integer.
    Int(Option<i64>),
    /// True or false.
    Bool(bool),
    /// An identifier.
    Uuid(Option<Uuid>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

impl Value {
    /// The kind of this value.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Int(_) => Kind::Int,
            Self::Bool(_) => Kind::Bool,
            Self::Uuid(_) => Kind::Uuid,
            Self::Bytes(_) => Kind::Bytes,
        }
    }
}

macro_rules! from {
    ($($type:ty => |$v:ident| $variant:ident($value:expr);)+) => {$(
        impl From<$type> for Value {
            fn from($v: $type) -> Self {
                Self::$variant(Some($value))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value.map(|$v| $value))
            }
        }
    )+};
}

from! {
    &str => |v| Text(v.to_owned());
    String => |v| Text(v);
    &String => |v| Text(v.clone());
    crate::store::Digest => |v| Bytes(v.0.to_vec());
    Date => |v| Text(v.to_string());
    i64 => |v| Int(v);
    u32 => |v| Int(i64::from(v));
    Timestamp => |v| Int(v.as_microsecond());
    Uuid => |v| Uuid(v);
    &[u8] => |v| Bytes(v.to_vec());
    Vec<u8> => |v| Bytes(v);
    [u8; 32] => |v| Bytes(v.to_vec());
    ids::OrganisationId => |v| Uuid(v.0);
    ids::PersonId => |v| Uuid(v.0);
    ids::RoleId => |v| Uuid(v.0);
    ids::RegistrationId => |v| Uuid(v.0);
    ids::AgreementId => |v| Uuid(v.0);
    ids::RevisionId => |v| Uuid(v.0);
    ids::SlotId => |v| Uuid(v.0);
    ids::MailId => |v| Uuid(v.0);
    ids::JobId => |v| Uuid(v.0);
    ids::ImportId => |v| Uuid(v.0);
    ids::EventId => |v| Uuid(v.0);
    ids::SessionId => |v| Uuid(v.0);
    ids::SignInId => |v| Uuid(v.0);
    ids::KeptFormId => |v| Uuid(v.0);
    ids::PasskeyId => |v| Uuid(v.0);
    ids::CeremonyId => |v| Uuid(v.0);
    ids::RecoveryId => |v| Uuid(v.0);
    ids::CardId => |v| Uuid(v.0);
    ids::RoundId => |v| Uuid(v.0);
    ids::ChangeId => |v| Uuid(v.0);
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

/// The values of a query, in order.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}

/// How long the text of [`rows`] is.
pub(crate) const fn length(head: &str, columns: usize, rows: usize, tail: &str) -> usize {
    let mut length = head.len() + tail.len();
    let mut number = 1;
    while number <= columns * rows {
        // `$`, the digits, and a comma, a pair of brackets or both.
        let mut rest = number;
        length += 2;
        while rest > 0 {
            length += 1;
            rest /= 10;
        }
        number += 1;
    }
    length + 2 * rows - 1
}

/// `head`, then so many rows of parameters `($1,$2),($3,$4)`, then `tail`: the text of a query over many rows.
pub(crate) const fn rows<const N: usize>(head: &str, columns: usize, rows: usize, tail: &str) -> [u8; N] {
    const fn put<const N: usize>(mut to: [u8; N], mut at: usize, text: &[u8]) -> ([u8; N], usize) {
        let mut from = 0;
        while from < text.len() {
            to[at] = text[from];
            at += 1;
            from += 1;
        }
        (to, at)
    }
    let (mut text, mut at) = put([b' '; N], 0, head.as_bytes());
    let mut number = 1;
    while number <= columns * rows {
        let first = (number - 1) % columns == 0;
        (text, at) = put(
            text,
            at,
            if first && number > 1 {
                b"),($"
            } else if first {
                b"($"
            } else {
                b",$"
            },
        );
        let mut power = 1;
        while power * 10 <= number {
            power *= 10;
        }
        while power > 0 {
            text[at] = b"0123456789"[number / power % 10];
            at += 1;
            power /= 10;
        }
        number += 1;
    }
    (text, at) = put(text, at, b")");
    put(text, at, tail.as_bytes()).0
}

/// The kinds of the parameters of such a query: of each row, and what comes once after them.
pub(crate) const fn repeated<const N: usize>(columns: &[Kind], more: &[Kind]) -> [Kind; N] {
    let mut kinds = [Kind::Int; N];
    let rows = N - more.len();
    let mut at = 0;
    while at < N {
        kinds[at] = if at < rows { columns[at % columns.len()] } else { more[at - rows] };
        at += 1;
    }
    kinds
}

/// Makes the queries of one file that each take many rows, and `SQL`, the list of them.
#[macro_export]
macro_rules! many {
    ($($(#[$doc:meta])* $name:ident [$rows:literal] ($($kind:ident),* $(,)?) $(+ ($($more:ident),*))? = $head:literal, $tail:literal;)+) => {
        $(
            $(#[$doc])*
            pub(crate) static $name: $crate::Sql = {
                const COLUMNS: &[$crate::Kind] = &[$($crate::Kind::$kind),*];
                const LENGTH: usize = $crate::sql::length($head, COLUMNS.len(), $rows, $tail);
                static TEXT: [u8; LENGTH] = $crate::sql::rows($head, COLUMNS.len(), $rows, $tail);
                const MORE: &[$crate::Kind] = &[$($($crate::Kind::$more),*)?];
                static KINDS: [$crate::Kind; COLUMNS.len() * $rows + MORE.len()] = $crate::sql::repeated(COLUMNS, MORE);
                $crate::Sql {
                    name: concat!(module_path!(), "::", stringify!($name)),
                    text: match std::str::from_utf8(&TEXT) {
                        Ok(text) => text,
                        Err(_) => panic!("the texts of queries are UTF-8"),
                    },
                    params: &KINDS,
                }
            };
        )+
        /// Every query of this file.
        pub static SQL: &[&$crate::Sql] = &[$(&$name),+];
    };
}

#[cfg(test)]
mod tests {
    use super::{length, rows};

    #[test]
    fn many_rows_are_numbered_through() {
        const N: usize = length("VALUES ", 3, 4, " END");
        let text = rows::<N>("VALUES ", 3, 4, " END");
        let text = std::str::from_utf8(&text).expect("UTF-8");
        assert_eq!(text, "VALUES ($1,$2,$3),($4,$5,$6),($7,$8,$9),($10,$11,$12) END");
    }
}
