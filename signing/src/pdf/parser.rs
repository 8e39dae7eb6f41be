//! Reads objects from bytes (ISO 32000-1, 7.2 and 7.3).

use super::PdfError;
use super::object::{Dict, Object, Reference};

/// How deep arrays and dictionaries may stand in one another; typst needs six.
const DEEPEST: usize = 32;

/// Objects in one indirect object; the longest of a thousand pages has a few thousand.
const MOST_OBJECTS: usize = 50_000;
/// Bytes of one string, name, or run of white space and comments.
pub(super) const LONGEST: usize = 32 * 1024;

/// A place in a file, moving forward.
#[derive(Debug, Clone)]
pub struct Parser<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    /// How many objects may still be read.
    left: usize,
}

impl<'a> Parser<'a> {
    /// Reads `bytes` from byte `at`.
    #[must_use]
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()), left: MOST_OBJECTS }
    }

    /// Bytes from the start of the file.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn damaged(&self, what: &'static str) -> PdfError {
        PdfError::damaged(self.at, what)
    }

    /// Steps over white space and comments (ISO 32000-1, 7.2.3), but not over too many.
    pub fn skip_space(&mut self) {
        let end = self.bytes.len().min(self.at.saturating_add(LONGEST));
        let mut comment = false;
        while self.at < end {
            let byte = self.bytes[self.at];
            comment = if comment { byte != b'\n' && byte != b'\r' } else { byte == b'%' };
            if !comment && !is_space(byte) {
                return;
            }
            self.at += 1;
        }
    }

    /// Steps over `word` if it stands here, white space before it included.
    pub fn take(&mut self, word: &[u8]) -> bool {
        self.skip_space();
        let here = self.bytes[self.at..].starts_with(word);
        if here {
            self.at += word.len();
        }
        here
    }

    /// Steps over `word`.
    ///
    /// # Errors
    /// When something else stands here; `what` says what was expected.
    pub fn expect(&mut self, word: &[u8], what: &'static str) -> Result<(), PdfError> {
        if self.take(word) { Ok(()) } else { Err(self.damaged(what)) }
    }

    /// A whole number without sign.
    ///
    /// # Errors
    /// When none stands here, or it has more than ten digits.
    pub fn unsigned(&mut self) -> Result<usize, PdfError> {
        self.skip_space();
        let start = self.at;
        let mut value = 0usize;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            if self.at - start == 10 {
                return Err(self.damaged("a number is too long"));
            }
            value = value * 10 + usize::from(digit - b'0');
            self.at += 1;
        }
        if self.at == start { Err(self.damaged("a number is missing")) } else { Ok(value) }
    }

    /// One object, whatever it is.
    ///
    /// # Errors
    /// When the bytes here are no object.
    pub fn object(&mut self) -> Result<Object, PdfError> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, PdfError> {
        if depth > DEEPEST {
            return Err(PdfError::TooMany("objects inside one another"));
        }
        self.left = self.left.checked_sub(1).ok_or(PdfError::TooMany("objects inside one object"))?;
        self.skip_space();
        match self.peek() {
            Some(b'/') => Ok(Object::Name(self.name()?)),
            Some(b'(') => self.literal(),
            Some(b'[') => self.array(depth),
            Some(b'<') if self.bytes.get(self.at + 1) == Some(&b'<') => self.dict(depth).map(Object::Dict),
            Some(b'<') => self.hexadecimal(),
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.number(),
            Some(_) => self.word(),
            None => Err(self.damaged("the file ends inside an object")),
        }
    }

    fn word(&mut self) -> Result<Object, PdfError> {
        for (word, object) in
            [("true", Object::Boolean(true)), ("false", Object::Boolean(false)), ("null", Object::Null)]
        {
            if self.take(word.as_bytes()) {
                return Ok(object);
            }
        }
        Err(self.damaged("this is no object"))
    }

    fn array(&mut self, depth: usize) -> Result<Object, PdfError> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.take(b"]") {
            items.push(self.nested(depth + 1)?);
        }
        Ok(Object::Array(items))
    }

    fn dict(&mut self, depth: usize) -> Result<Dict, PdfError> {
        let start = self.at;
        self.at += 2;
        let mut entries = Vec::new();
        while !self.take(b">>") {
            if self.peek() != Some(b'/') {
                return Err(self.damaged("a dictionary has a key that is no name"));
            }
            let key = self.name()?;
            entries.push((key, self.nested(depth + 1)?));
        }
        // A key that stands twice is read differently by different readers.
        let mut keys: Vec<&[u8]> = entries.iter().map(|(key, _)| key.as_slice()).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(PdfError::damaged(start, "a dictionary has the same key twice"));
        }
        Ok(Dict::from_entries(entries))
    }

    fn name(&mut self) -> Result<Vec<u8>, PdfError> {
        self.at += 1;
        let mut name = Vec::new();
        let end = self.at.saturating_add(LONGEST);
        while let Some(byte) = self.peek().filter(|byte| !is_space(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            if self.at > end {
                return Err(self.damaged("a name is too long"));
            }
            if byte == b'#' {
                let pair = self.bytes.get(self.at..self.at + 2).and_then(|pair| Some((hex(pair[0])?, hex(pair[1])?)));
                let Some((high, low)) = pair else {
                    return Err(self.damaged("a name has a broken escape"));
                };
                name.push(high << 4 | low);
                self.at += 2;
            } else {
                name.push(byte);
            }
        }
        Ok(name)
    }

    fn number(&mut self) -> Result<Object, PdfError> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte)) {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        if let Ok(value) = text.parse::<i64>() {
            return Ok(self.reference(text).unwrap_or(Object::Integer(value)));
        }
        match text.parse::<f64>() {
            Ok(_) if text.contains('.') => Ok(Object::Real(text.to_owned())),
            _ => Err(PdfError::damaged(start, "a number cannot be read")),
        }
    }

    /// `N G R`, of which `N` has been read; otherwise nothing is stepped over.
    fn reference(&mut self, number: &str) -> Option<Object> {
        if number.len() > 10 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut ahead = self.clone();
        let generation = ahead.unsigned().ok()?;
        if !ahead.take(b"R") || ahead.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            return None;
        }
        self.at = ahead.at;
        let number = number.parse().ok()?;
        Some(Object::Reference(Reference { number, generation: u16::try_from(generation).ok()? }))
    }
}

/// White space (ISO 32000-1, table 1).
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

/// The value of a hexadecimal digit.
pub(crate) fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}
