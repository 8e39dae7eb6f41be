//! Reads strings (ISO 32000-1, 7.3.4).

use super::PdfError;
use super::object::Object;
use super::parser::{LONGEST, Parser, hex, is_space};

impl Parser<'_> {
    pub(super) fn literal(&mut self) -> Result<Object, PdfError> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if text.len() > LONGEST {
                return Err(self.damaged("a string is too long"));
            }
            match byte {
                b'(' => open += 1,
                b')' if open == 1 => return Ok(Object::Text(text)),
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        Err(self.damaged("a string has no end"))
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|digit| (b'0'..=b'7').contains(digit)) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                // High-order overflow is ignored (ISO 32000-1, 7.3.4.2).
                text.push(value.to_le_bytes()[0]);
            }
            other => text.push(other),
        }
    }

    pub(super) fn hexadecimal(&mut self) -> Result<Object, PdfError> {
        self.at += 1;
        let mut text = Vec::new();
        let mut half = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if text.len() > LONGEST {
                return Err(self.damaged("a string is too long"));
            }
            if byte == b'>' {
                text.extend(half.map(|high: u8| high << 4));
                return Ok(Object::Text(text));
            }
            if is_space(byte) {
                continue;
            }
            let Some(digit) = hex(byte) else { return Err(self.damaged("a hexadecimal string has another character")) };
            half = match half {
                None => Some(digit),
                Some(high) => {
                    text.push(high << 4 | digit);
                    None
                }
            };
        }
        Err(self.damaged("a string has no end"))
    }
}
