//! Makes the end of every stream in a PDF unmistakable.
//!
//! The writer puts a line feed between a stream's data and `endstream`. Where the data happen to end with a carriage
//! return, a reader that looks for the end of the line takes both for the line's end, finds one byte less than
//! `/Length` says, and rejects the file (ISO 19005-2, 6.1.7.1). There a whole CR LF is written instead, and the
//! cross-reference table moves along.

/// Bytes of one line of a cross-reference table (ISO 32000-1, 7.5.4).
const ENTRY: usize = 20;

/// The same file with unmistakable ends; the file as it was where its structure is not that of our writer.
pub(crate) fn unmistakable(pdf: Vec<u8>) -> Vec<u8> {
    match ambiguous_ends(&pdf) {
        Some((table, ends)) if !ends.is_empty() => moved(&pdf, &table, &ends).unwrap_or(pdf),
        _ => pdf,
    }
}

/// Where the cross-reference table lies.
struct Table {
    /// Of the keyword `xref`.
    start: usize,
    /// Of the first entry.
    entries: usize,
    /// How many entries.
    count: usize,
}

impl Table {
    fn find(pdf: &[u8]) -> Option<Self> {
        let tail = pdf.len().saturating_sub(64);
        let keyword = tail + position(pdf.get(tail..)?, b"startxref")?;
        let start = number(pdf, keyword + b"startxref".len())?.0;
        let head = b"xref\n0 ".as_slice();
        let after = start + if pdf.get(start..)?.starts_with(head) { head.len() } else { return None };
        let (count, end) = number(pdf, after)?;
        let entries = end + pdf.get(end..)?.iter().position(u8::is_ascii_digit)?;
        (entries + count * ENTRY < pdf.len()).then_some(Self { start, entries, count })
    }

    /// The entries: offset of the object, whether it is in use.
    fn entries<'a>(&'a self, pdf: &'a [u8]) -> impl Iterator<Item = (usize, bool)> + 'a {
        (0..self.count).filter_map(move |at| {
            let entry = pdf.get(self.entries + at * ENTRY..)?.get(..ENTRY)?;
            Some((number(entry, 0)?.0, entry[17] == b'n'))
        })
    }
}

/// Ends of data that finish with a carriage return.
fn ambiguous_ends(pdf: &[u8]) -> Option<(Table, Vec<usize>)> {
    let table = Table::find(pdf)?;
    let mut starts: Vec<usize> = table.entries(pdf).filter(|(_, used)| *used).map(|(start, _)| start).collect();
    starts.sort_unstable();
    starts.push(table.start);
    let mut ends = Vec::new();
    for pair in starts.windows(2) {
        let object = pdf.get(pair[0]..pair[1])?;
        let Some(keyword) = position(object, b"stream\n") else { continue };
        let Some(length) = position(&object[..keyword], b"/Length ") else { continue };
        let (length, _) = number(object, length + b"/Length ".len())?;
        let end = pair[0] + keyword + b"stream\n".len() + length;
        if pdf.get(end..)?.starts_with(b"\nendstream") && pdf.get(end - 1) == Some(&b'\r') {
            ends.push(end);
        }
    }
    Some((table, ends))
}

/// The file with a carriage return at each of these places.
fn moved(pdf: &[u8], table: &Table, places: &[usize]) -> Option<Vec<u8>> {
    let shift = |offset: usize| offset + places.iter().filter(|place| **place < offset).count();
    let mut out = Vec::with_capacity(pdf.len() + places.len());
    let mut from = 0;
    for place in places {
        out.extend_from_slice(pdf.get(from..*place)?);
        out.push(b'\r');
        from = *place;
    }
    out.extend_from_slice(pdf.get(from..table.entries)?);
    for (at, (offset, used)) in table.entries(pdf).enumerate() {
        let entry = pdf.get(table.entries + at * ENTRY..)?.get(..ENTRY)?;
        if used {
            out.extend_from_slice(format!("{:010}", shift(offset)).as_bytes());
            out.extend_from_slice(&entry[10..]);
        } else {
            out.extend_from_slice(entry);
        }
    }
    let tail = pdf.get(table.entries + table.count * ENTRY..)?;
    let number_at = position(tail, b"startxref\n")? + b"startxref\n".len();
    let (start, end) = number(tail, number_at)?;
    out.extend_from_slice(&tail[..number_at]);
    out.extend_from_slice(shift(start).to_string().as_bytes());
    out.extend_from_slice(&tail[end..]);
    Some(out)
}

fn position(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// The number at or after white space, and where it ends.
fn number(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let start = from + bytes.get(from..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let length = bytes.get(start..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = str::from_utf8(&bytes[start..start + length]).ok()?;
    Some((digits.parse().ok()?, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of two streams, with these data.
    fn file(data: [&[u8]; 2]) -> Vec<u8> {
        let mut pdf = b"%PDF-1.7\n".to_vec();
        let mut table = "xref\n0 3\n0000000000 65535 f\r\n".to_owned();
        for (at, data) in data.iter().enumerate() {
            table += &format!("{:010} 00000 n\r\n", pdf.len());
            pdf.extend_from_slice(format!("{} 0 obj\n<</Length {}>>\nstream\n", at + 1, data.len()).as_bytes());
            pdf.extend_from_slice(data);
            pdf.extend_from_slice(b"\nendstream\nendobj\n\n");
        }
        let start = pdf.len();
        pdf.extend_from_slice(format!("{table}trailer\n<</Size 3>>\nstartxref\n{start}\n%%EOF").as_bytes());
        pdf
    }

    #[test]
    fn a_clear_file_stays_as_it_is() {
        let pdf = file([b"abc\n", b"def"]);
        assert_eq!(unmistakable(pdf.clone()), pdf);
        assert_eq!(unmistakable(b"no file".to_vec()), b"no file");
    }

    #[test]
    fn an_ambiguous_end_gets_a_whole_line_end_and_the_table_moves_along() {
        let before = file([b"abc\r", b"\r\nendstream\r"]);
        let after = unmistakable(before.clone());
        assert_eq!(after.len(), before.len() + 2);
        let table = Table::find(&after).expect("the table is where the file says");
        let objects: Vec<usize> = table.entries(&after).filter(|it| it.1).map(|it| it.0).collect();
        assert!(after[objects[0]..].starts_with(b"1 0 obj"), "{objects:?}");
        assert!(after[objects[1]..].starts_with(b"2 0 obj"), "{objects:?}");
        assert!(position(&after, b"abc\r\r\nendstream").is_some());
        assert!(position(&after, b"\r\nendstream\r\r\nendstream\nendobj").is_some());
    }
}
