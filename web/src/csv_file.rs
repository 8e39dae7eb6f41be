//! Lists as files for a spreadsheet: the one place where CSV is written.
//!
//! What belongs here: the shape of every CSV file of the portal. What never does: which columns a
//! list has, that is its page's. The shape is what a Dutch Excel and LibreOffice open by double
//! click: UTF-8 with a byte order mark, `;` between cells, CRLF between rows (RFC 4180).

use crate::error::PageError;
use axum::{
    body::{Body, Bytes, HttpBody},
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use csv::{Terminator, WriterBuilder};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::sync::mpsc;

/// Makes a spreadsheet read the file as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file to keep. `name` is the name of the file without `.csv`, with the date in it, in ASCII:
/// `overeenkomsten-2026-11-24`.
///
/// # Errors
/// [`PageError::Broken`] when a row has another number of cells than the header.
pub fn response(
    name: &str,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<Response, PageError> {
    let body = text(header, rows)?;
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}.csv\""))
        .map_err(|error| PageError::Broken(Box::new(error)))?;
    let mut response = body.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// A file as [`response`] makes it, of a list that is too long to be held: `next` gives the rows after a place (at
/// first `from`) and the place of the last of them; none ends the file. What goes wrong after the first rows cuts the
/// download off, so that nobody takes half a list for a whole one.
///
/// # Errors
/// [`PageError`] where the first rows cannot be had.
pub async fn stream<P, Next>(
    name: &str,
    header: &[&str],
    from: P,
    mut next: impl FnMut(P) -> Next + Send + 'static,
) -> Result<Response, PageError>
where
    P: Send + 'static,
    Next: Future<Output = Result<(Vec<Vec<String>>, Option<P>), PageError>> + Send,
{
    let (rows, mut place) = next(from).await?;
    let mut made = response(name, header, rows)?;
    let first = std::mem::take(made.body_mut());
    let (to, pieces) = mpsc::channel(1);
    tokio::spawn(async move {
        while let Some(from) = place.take() {
            let piece = match next(from).await {
                Ok((rows, last)) => {
                    place = last;
                    lines(Vec::new(), rows)
                }
                Err(error) => Err(error),
            };
            let piece = piece.map_err(|error| {
                tracing::error!(?error, "the rest of a file cannot be read");
                "the rest of the file cannot be read"
            });
            // Whoever no longer listens has ended the download.
            if to.send(piece).await.is_err() {
                return;
            }
        }
    });
    *made.body_mut() = Body::new(Pieces { first, pieces });
    Ok(made)
}

/// The body of a file that is still being read: its first rows, then the others as they come.
struct Pieces {
    first: Body,
    pieces: mpsc::Receiver<Result<Vec<u8>, &'static str>>,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::BoxError>>> {
        if let Some(frame) = ready!(Pin::new(&mut self.first).poll_frame(context)) {
            return Poll::Ready(Some(frame.map_err(Into::into)));
        }
        let piece = ready!(self.pieces.poll_recv(context));
        Poll::Ready(piece.map(|piece| match piece {
            Ok(bytes) => Ok(http_body::Frame::data(bytes.into())),
            Err(why) => Err(why.into()),
        }))
    }
}

fn text(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, PageError> {
    let header = std::iter::once(header.iter().map(|&cell| cell.to_owned()).collect());
    lines(BYTE_ORDER_MARK.as_bytes().to_vec(), header.chain(rows))
}

fn lines(before: Vec<u8>, rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, PageError> {
    let mut writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(before);
    for row in rows {
        writer.write_record(row.iter().map(|cell| safe_cell(cell)))?;
    }
    writer.into_inner().map_err(|error| PageError::Broken(Box::new(error.into_error())))
}

/// A cell that no spreadsheet takes for a formula: one that could begin a formula gets an
/// apostrophe in front (OWASP, *CSV injection*).
#[must_use]
pub fn safe_cell(cell: &str) -> String {
    let dangerous = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(dangerous) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{response, safe_cell, text};
    use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

    #[test]
    fn a_file_opens_in_a_spreadsheet() {
        let rows = [
            vec!["Súdwest-Fryslân".to_owned(), "BKR VPS; \"oud\"".to_owned()],
            vec!["=HYPERLINK(\"https://evil.example\")".to_owned(), "+31 30 123 45 67".to_owned()],
        ];
        let file = String::from_utf8(text(&["naam", "systeem"], rows).expect("the rows fit")).expect("UTF-8");
        assert_eq!(
            file,
            "\u{feff}naam;systeem\r\nSúdwest-Fryslân;\"BKR VPS; \"\"oud\"\"\"\r\n\
             \"'=HYPERLINK(\"\"https://evil.example\"\")\";'+31 30 123 45 67\r\n"
        );
    }

    #[test]
    fn no_cell_begins_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(safe_cell(cell), format!("'{cell}"));
        }
        for cell in ["", "Utrecht", "LCV-2026-000123", "a=b", "'s-Hertogenbosch"] {
            assert_eq!(safe_cell(cell), cell);
        }
    }

    #[test]
    fn the_browser_keeps_it_as_a_file() {
        let file = response("partners-2026-11-24\"; x=\r\n", &["naam"], []).expect("a file");
        assert_eq!(file.headers()[CONTENT_TYPE], "text/csv; charset=utf-8; header=present");
        assert_eq!(file.headers()[CONTENT_DISPOSITION], "attachment; filename=\"partners-2026-11-24x.csv\"");
    }

    #[test]
    fn a_row_of_another_width_is_no_file() {
        assert!(response("x", &["a", "b"], [vec!["1".to_owned()]]).is_err());
    }
}
