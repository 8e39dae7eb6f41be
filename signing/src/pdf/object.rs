//! Objects of a PDF (ISO 32000-1, 7.3) and how they are written.

use std::io::Write as _;

/// The name of an indirect object: its number and generation (ISO 32000-1, 7.3.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// Object number, from 1.
    pub number: u32,
    /// Generation; 0 for everything that this crate writes.
    pub generation: u16,
}

impl Reference {
    /// Object `number` of generation 0.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self { number, generation: 0 }
    }
}

/// One object. A stream is a dictionary here; its bytes stand in [`super::Found::stream`].
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, kept as it was written so that it is written the same again.
    Real(String),
    /// A name without its slash, `#xx` decoded.
    Name(Vec<u8>),
    /// The bytes of a literal or hexadecimal string.
    Text(Vec<u8>),
    /// `[…]`
    Array(Vec<Object>),
    /// `<<…>>`
    Dict(Dict),
    /// `N G R`
    Reference(Reference),
}

impl Object {
    /// A name.
    #[must_use]
    pub fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// A length in points with two decimals, which is finer than any printer.
    #[must_use]
    pub fn points(value: f64) -> Self {
        let text = format!("{value:.2}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        match text.parse::<i64>() {
            Ok(whole) => Self::Integer(whole),
            Err(_) => Self::Real(text.to_owned()),
        }
    }

    /// The number of a numeric object.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            // Exact up to 2^53; PDF numbers are far smaller.
            Self::Integer(whole) => i32::try_from(*whole).ok().map(f64::from),
            Self::Real(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The value of an integer.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(value) = self { Some(*value) } else { None }
    }

    /// The bytes of a name.
    #[must_use]
    pub fn as_name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// The bytes of a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The items of an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Object]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The entries of a dictionary.
    #[must_use]
    pub fn as_dict(&self) -> Option<&Dict> {
        if let Self::Dict(dict) = self { Some(dict) } else { None }
    }

    /// The target of a reference.
    #[must_use]
    pub fn as_reference(&self) -> Option<Reference> {
        if let Self::Reference(reference) = self { Some(*reference) } else { None }
    }

    /// Writes the object; ASCII only, so that nothing can be mistaken for an end of line.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
            Self::Integer(value) => write_number(out, *value),
            Self::Real(text) => out.extend_from_slice(text.as_bytes()),
            Self::Name(name) => write_name(out, name),
            Self::Text(text) => write_text(out, text),
            Self::Array(items) => {
                out.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(b' ');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Self::Dict(dict) => dict.write(out),
            Self::Reference(reference) => {
                write_number(out, i64::from(reference.number));
                out.push(b' ');
                write_number(out, i64::from(reference.generation));
                out.extend_from_slice(b" R");
            }
        }
    }
}

impl From<Reference> for Object {
    fn from(reference: Reference) -> Self {
        Self::Reference(reference)
    }
}

impl From<Dict> for Object {
    fn from(dict: Dict) -> Self {
        Self::Dict(dict)
    }
}

/// A dictionary that keeps the order of its entries, so that what is not touched is written as it was.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dict(Vec<(Vec<u8>, Object)>);

impl Dict {
    /// An empty dictionary.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same dictionary with `key` set.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Object>) -> Self {
        self.set(key, value);
        self
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.0.iter().find(|(name, _)| name == key.as_bytes()).map(|(_, value)| value)
    }

    /// Replaces the value of `key`, or adds it at the end.
    pub fn set(&mut self, key: &str, value: impl Into<Object>) {
        let value = value.into();
        match self.0.iter_mut().find(|(name, _)| name == key.as_bytes()) {
            Some(entry) => entry.1 = value,
            None => self.0.push((key.as_bytes().to_vec(), value)),
        }
    }

    /// Takes `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Object> {
        let index = self.0.iter().position(|(name, _)| name == key.as_bytes())?;
        Some(self.0.remove(index).1)
    }

    /// All entries in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.0.iter().map(|(key, value)| (key.as_slice(), value))
    }

    /// Whether `key` is the name `value`.
    #[must_use]
    pub fn is(&self, key: &str, value: &str) -> bool {
        self.get(key).and_then(Object::as_name) == Some(value.as_bytes())
    }

    /// A dictionary from entries whose keys are known to be different.
    pub(super) fn from_entries(entries: Vec<(Vec<u8>, Object)>) -> Self {
        Self(entries)
    }

    /// Writes `<<…>>`.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<<");
        for (key, value) in &self.0 {
            write_name(out, key);
            if !matches!(value, Object::Name(_) | Object::Text(_) | Object::Array(_) | Object::Dict(_)) {
                out.push(b' ');
            }
            value.write(out);
        }
        out.extend_from_slice(b">>");
    }
}

fn write_number(out: &mut Vec<u8>, value: i64) {
    write!(out, "{value}").expect("a vector takes every byte");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"#/()<>[]{}%".contains(&byte) {
            out.push(byte);
        } else {
            write!(out, "#{byte:02x}").expect("a vector takes every byte");
        }
    }
}

fn write_text(out: &mut Vec<u8>, text: &[u8]) {
    if text.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
        out.push(b'(');
        for &byte in text {
            if b"()\\".contains(&byte) {
                out.push(b'\\');
            }
            out.push(byte);
        }
        out.push(b')');
    } else {
        out.push(b'<');
        for byte in text {
            write!(out, "{byte:02x}").expect("a vector takes every byte");
        }
        out.push(b'>');
    }
}
