//! From bytes to text: UTF-8 with and without its mark, or what Excel writes in Western Europe.

use super::Complaint;

/// What stands where a byte meant nothing, in the text that [`decode`] gives.
pub(super) const LOST: char = char::REPLACEMENT_CHARACTER;

/// The text of a file. What cannot be read stands in it as U+FFFD, so that its cell can be named.
///
/// # Errors
/// [`Complaint::Workbook`], [`Complaint::Utf16`], [`Complaint::Empty`]: there are no lines to speak of.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Complaint> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";
    if bytes.starts_with(ZIP) || bytes.starts_with(OLD_OFFICE) {
        return Err(Complaint::Workbook);
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Complaint::Utf16);
    }
    let text = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(marked) => String::from_utf8_lossy(marked).into_owned(),
        None => match str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) if is_rather_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Err(_) => windows_1252(bytes),
        },
    };
    if text.trim().is_empty() { Err(Complaint::Empty) } else { Ok(text) }
}

/// Whether most of what is not ASCII is UTF-8: then a byte that is not is a fault, and not a sign of
/// another encoding, in which every `é` would become `Ã©`.
fn is_rather_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// The five bytes that this encoding leaves open become control characters by the WHATWG's table;
/// nobody means those.
fn windows_1252(bytes: &[u8]) -> String {
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    text.chars().map(|c| if matches!(c, '\u{80}'..='\u{9f}') { LOST } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_encodings_give_one_text() {
        let text = "naam\nSúdwest-Fryslân € ’t Hóf\n";
        assert_eq!(decode(text.as_bytes()).as_deref(), Ok(text));
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        assert_eq!(decode(&marked).as_deref(), Ok(text));
        let (western, _, lossy) = encoding_rs::WINDOWS_1252.encode(text);
        assert!(!lossy);
        assert_eq!(decode(&western).as_deref(), Ok(text));
    }

    #[test]
    fn what_no_encoding_means_stands_out() {
        for byte in [0x81, 0x8d, 0x8f, 0x90, 0x9d] {
            let file = [b"naam\nCaf\xe9 ".as_slice(), &[byte], b"\n"].concat();
            assert_eq!(decode(&file).as_deref(), Ok("naam\nCafé \u{fffd}\n"), "{byte:x}");
        }
        let mixed = b"naam\nCaf\xc3\xa9 S\xc3\xbad Fr\xe2n\n";
        assert_eq!(decode(mixed).as_deref(), Ok("naam\nCafé Súd Fr\u{fffd}n\n"));
        let marked = b"\xef\xbb\xbfnaam\nCaf\xe9\n";
        assert_eq!(decode(marked).as_deref(), Ok("naam\nCaf\u{fffd}\n"));
    }

    #[test]
    fn what_is_no_text_file_is_called_by_its_name() {
        assert_eq!(decode(b"PK\x03\x04..."), Err(Complaint::Workbook));
        assert_eq!(decode(b"\xff\xfen\x00"), Err(Complaint::Utf16));
        for empty in [b"".as_slice(), b"\xef\xbb\xbf", b" \r\n"] {
            assert_eq!(decode(empty), Err(Complaint::Empty));
        }
    }
}
