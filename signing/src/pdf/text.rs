//! Text strings and dates (ISO 32000-1, 7.9.2 and 7.9.4).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::Object;

/// A text string: ASCII as it is, everything else as UTF-16 with a byte order mark.
#[must_use]
pub fn text(text: &str) -> Object {
    if text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return Object::Text(text.as_bytes().to_vec());
    }
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    Object::Text(units.flat_map(u16::to_be_bytes).collect())
}

/// The characters of a text string. Bytes without a byte order mark are read as Latin-1, which is
/// PDFDocEncoding for all that this crate writes.
#[must_use]
pub fn read_text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or(0)]));
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        other => other.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// A date in UTC with whole seconds: `D:20261005083000Z`.
#[must_use]
pub fn date(at: Timestamp) -> Object {
    Object::Text(TimeZone::UTC.to_datetime(at).strftime("D:%Y%m%d%H%M%SZ").to_string().into_bytes())
}

/// Reads a date as [`date`] writes it, and no other form: nothing is left to interpretation.
#[must_use]
pub fn read_date(bytes: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(bytes).ok()?;
    if text.len() != 17 {
        return None;
    }
    let read = DateTime::strptime("D:%Y%m%d%H%M%SZ", text).ok()?;
    TimeZone::UTC.to_timestamp(read).ok()
}
