//! Rows and cells of a delimited text (RFC 4180 and what Excel makes of it), each with its place.
//!
//! What belongs here: delimiters, quotes, comments, lines. What never does: what a cell means.

use super::{Complaint, Fault};
use std::borrow::Cow;

/// A row: the line on which it begins, counted from 1, and its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) line: u32,
    pub(super) cells: Vec<Cell<'a>>,
}

/// A cell and the line on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    pub(super) line: u32,
    pub(super) text: Cow<'a, str>,
}

/// Reads records one after the other; comments and empty rows are left out.
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    delimiter: u8,
}

impl<'a> Records<'a> {
    /// The delimiter is the one that the first row has most of.
    pub(super) fn new(text: &'a str) -> Self {
        let mut records = Self { text, at: 0, line: 1, delimiter: b';' };
        records.skip_comments();
        let first = &text.as_bytes()[records.at..];
        let first = first.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        // Excel's own way to say it, in a line before the header.
        if let [b's', b'e', b'p', b'=', delimiter @ (b';' | b',' | b'\t')] = first {
            records.delimiter = *delimiter;
            records.skip_line();
            return records;
        }
        let count = |delimiter: u8| first.iter().filter(|byte| **byte == delimiter).count();
        // The first of equals wins: what a Dutch Excel writes.
        for delimiter in [b',', b'\t', b';'] {
            if count(delimiter) >= count(records.delimiter) && count(delimiter) > 0 {
                records.delimiter = delimiter;
            }
        }
        records
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_line(&mut self) {
        while let Some(byte) = self.byte() {
            if matches!(byte, b'\n' | b'\r') {
                return self.line_end();
            }
            self.at += 1;
        }
    }

    /// Steps over `\n`, `\r\n` or `\r`.
    fn line_end(&mut self) {
        let two = self.text.as_bytes()[self.at..].starts_with(b"\r\n");
        self.at += if two { 2 } else { 1 };
        self.line += 1;
    }

    fn skip_comments(&mut self) {
        while self.byte() == Some(b'#') {
            self.skip_line();
        }
    }

    fn record(&mut self) -> Result<Record<'a>, Fault> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let column = cells.len();
            let begun = self.line;
            let text = if self.byte() == Some(b'"') { self.quoted(column)? } else { self.plain() };
            cells.push(Cell { line: begun, text });
            match self.byte() {
                Some(byte) if byte == self.delimiter => self.at += 1,
                Some(_) => {
                    self.line_end();
                    return Ok(Record { line, cells });
                }
                None => return Ok(Record { line, cells }),
            }
        }
    }

    fn plain(&mut self) -> Cow<'a, str> {
        let begin = self.at;
        while self.byte().is_some_and(|byte| byte != self.delimiter && !matches!(byte, b'\n' | b'\r')) {
            self.at += 1;
        }
        Cow::Borrowed(&self.text[begin..self.at])
    }

    fn quoted(&mut self, column: usize) -> Result<Cow<'a, str>, Fault> {
        let fault = |line, complaint| Fault::unnamed(line, column, complaint);
        let begun = self.line;
        self.at += 1;
        let mut text = Cow::Borrowed("");
        let mut begin = self.at;
        loop {
            match self.byte() {
                None => return Err(fault(begun, Complaint::UnclosedQuote)),
                Some(b'"') => {
                    text += &self.text[begin..self.at];
                    self.at += 1;
                    match self.byte() {
                        Some(b'"') => begin = self.at,
                        None | Some(b'\n' | b'\r') => return Ok(text),
                        Some(byte) if byte == self.delimiter => return Ok(text),
                        Some(_) => {
                            let line = self.line;
                            self.skip_line();
                            return Err(fault(line, Complaint::TextAfterQuote));
                        }
                    }
                    self.at += 1;
                }
                Some(b'\n' | b'\r') => self.line_end(),
                Some(_) => self.at += 1,
            }
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.skip_comments();
            self.byte()?;
            match self.record() {
                // A spreadsheet puts a comment that holds a delimiter between quotes, and fills rows up.
                Ok(record) if record.cells[0].text.starts_with('#') => {}
                Ok(record) if record.cells.iter().all(|cell| cell.text.trim().is_empty()) => {}
                other => return Some(other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line and cells, or line, column and complaint.
    type Read = Result<(u32, Vec<String>), ((u32, Option<u32>), Complaint)>;

    fn read(text: &str) -> Vec<Read> {
        Records::new(text)
            .map(|record| match record {
                Ok(record) => Ok((record.line, record.cells.into_iter().map(|cell| cell.text.into_owned()).collect())),
                Err(fault) => Err(((fault.line, fault.column.map(|column| column.number)), fault.complaint)),
            })
            .collect()
    }

    fn rows(text: &str) -> Vec<(u32, String)> {
        read(text).into_iter().map(|row| row.expect("a row")).map(|(line, cells)| (line, cells.join("|"))).collect()
    }

    #[test]
    fn three_delimiters_and_three_line_ends_give_the_same_rows() {
        for delimiter in [";", ",", "\t"] {
            for end in ["\n", "\r\n", "\r"] {
                let text = ["a;b;c", "1;\"x;y\"\"z\";", ";;", "2;3;4"].join(end).replace(';', delimiter);
                let expected = format!("1|x{delimiter}y\"z|");
                assert_eq!(rows(&text), [(1, "a|b|c".into()), (2, expected), (4, "2|3|4".into())], "{text:?}");
            }
        }
        assert_eq!(rows("sep=,\na;b,c\n"), [(2, "a;b|c".to_owned())]);
        assert_eq!(rows("a\n1\n"), [(1, "a".into()), (2, "1".into())]);
    }

    #[test]
    fn comments_are_left_out_also_as_a_spreadsheet_writes_them_back() {
        let text = "# een \"vraag\n# twee\na;b\n\"# met ; erin\";\n1;2\n#3;4\n";
        assert_eq!(rows(text), [(3, "a|b".into()), (5, "1|2".into())]);
    }

    #[test]
    fn a_line_break_between_quotes_belongs_to_the_cell() {
        let text = "a;b\n\"een\r\ntwee\";3\n4;5\n";
        assert_eq!(rows(text), [(1, "a|b".into()), (2, "een\r\ntwee|3".into()), (4, "4|5".into())]);
        let cells = Records::new("a;b\n\"x\ny\";z\n").nth(1).expect("a row").expect("no fault").cells;
        assert_eq!(cells.iter().map(|cell| cell.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_where_it_began() {
        assert_eq!(read("a;b\n1;2\n3;\"x\n4;5\n").last(), Some(&Err(((3, Some(2)), Complaint::UnclosedQuote))));
        let rows = read("a;b\n\"x\" y;2\n3;4\n");
        assert_eq!(rows[1], Err(((2, Some(1)), Complaint::TextAfterQuote)));
        assert_eq!(rows[2], Ok((3, vec!["3".into(), "4".into()])));
        assert_eq!(read("a;b\n1;x \"y\" z\n")[1], Ok((2, vec!["1".into(), "x \"y\" z".into()])));
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_it(text in "[a;,\"#\\n\\r\\t é]{0,60}") {
            let lines = u32::try_from(text.len()).expect("short") + 1;
            for record in Records::new(&text) {
                let line = record.map_or_else(|fault| fault.line, |record| record.line);
                proptest::prop_assert!((1..=lines).contains(&line));
            }
        }
    }
}
