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
    ids::EventId => |v| Uuid(v.0);
    ids::SessionId => |v| Uuid(v.0);
    ids::SignInId => |v| Uuid(v.0);
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
