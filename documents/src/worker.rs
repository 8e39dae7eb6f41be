//! The protocol of a render worker: a process that reads facts and writes PDFs, and does nothing else.
//!
//! One request is one line of JSON. One reply is a header (four bytes of length, JSON) and a file (eight bytes of
//! length, PDF; zero where there is none), lengths in network order. The worker ends at the end of its input.
//! Whoever starts it sets its limits (time, memory) and `RAYON_NUM_THREADS=1`: several processes are faster than
//! several threads, as the memory of typst is one per process.

use crate::facts::AgreementFacts;
use crate::render::{Error, Kind, RenderOptions, Rendered, SlotPlace, render, render_with};
use crate::texts::Texts;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Read, Write};

/// The longest request, in bytes.
const LONGEST_REQUEST: u64 = 8 * 1024 * 1024;
/// The longest reply, in bytes, that is believed.
const LONGEST_REPLY: u64 = 64 * 1024 * 1024;

/// What is asked of a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The facts.
    pub facts: AgreementFacts,
    /// Which copy.
    pub copy: Kind,
    /// A file of texts; without it, those that the facts name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub texts: Option<String>,
}

/// What comes before the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
enum Header {
    Done { slots: Vec<SlotPlace>, pages: usize, replaced: Vec<char> },
    Refused { reason: String },
}

/// The worker could not make this document, and would not the next time either.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document was refused: {0}")]
pub struct Refused(
    /// Why; may quote the document, so keep it out of logs.
    pub String,
);

/// Answers requests until the input ends.
///
/// # Errors
/// Input or output broke, or a request was longer than 8 MB. A request that cannot be rendered is answered.
pub fn run(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut input).take(LONGEST_REQUEST).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.last() != Some(&b'\n') && u64::try_from(line.len()).is_ok_and(|length| length == LONGEST_REQUEST) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a request is too long"));
        }
        let (header, pdf) = match answer(&line) {
            Ok(Rendered { pdf, slots, pages, replaced }) => (Header::Done { slots, pages, replaced }, pdf),
            Err(reason) => (Header::Refused { reason }, Vec::new()),
        };
        write_reply(&mut output, &header, &pdf)?;
    }
}

fn answer(line: &[u8]) -> Result<Rendered, String> {
    let Request { facts, copy, texts } = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let options = RenderOptions { copy };
    let rendered = match texts {
        None => render(&facts, &options),
        Some(texts) => {
            Texts::parse(&texts).map_err(Error::from).and_then(|texts| render_with(&texts, &facts, &options))
        }
    };
    rendered.map_err(|error| match &error {
        Error::Texts(cause) => format!("{error}: {cause}"),
        other => other.to_string(),
    })
}

fn write_reply(output: &mut impl Write, header: &Header, pdf: &[u8]) -> io::Result<()> {
    let header = serde_json::to_vec(header)?;
    let length = u32::try_from(header.len()).map_err(io::Error::other)?;
    output.write_all(&length.to_be_bytes())?;
    output.write_all(&header)?;
    output.write_all(&u64::try_from(pdf.len()).map_err(io::Error::other)?.to_be_bytes())?;
    output.write_all(pdf)?;
    output.flush()
}

/// Sends a request to a worker.
///
/// # Errors
/// The worker is gone.
pub fn write_request(output: &mut impl Write, request: &Request) -> io::Result<()> {
    let mut line = serde_json::to_vec(request)?;
    line.push(b'\n');
    output.write_all(&line)?;
    output.flush()
}

/// Reads the reply to one request. Blocks: call it where blocking is allowed.
///
/// # Errors
/// The worker is gone (`UnexpectedEof`) or speaks another language (`InvalidData`).
pub fn read_reply(input: &mut impl Read) -> io::Result<Result<Rendered, Refused>> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let header = read_exactly(input, u64::from(u32::from_be_bytes(length)))?;
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let pdf = read_exactly(input, u64::from_be_bytes(length))?;
    Ok(match serde_json::from_slice(&header)? {
        Header::Done { slots, pages, replaced } => Ok(Rendered { pdf, slots, pages, replaced }),
        Header::Refused { reason } => Err(Refused(reason)),
    })
}

fn read_exactly(input: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    if length > LONGEST_REPLY {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a reply is too long"));
    }
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|read| read == length) {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}
