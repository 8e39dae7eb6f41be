//! The two forms that send files: a CSV file, and for agreements the documents that belong to it. Each document is
//! kept before the next one is read, so that one is in memory at a time.

use crate::{error::PageError, upload, visit::Visit};
use app::{
    App, AppError,
    imports::{LARGEST_DOCUMENT, What, staged},
};
use axum::extract::Request;
use domain::{ids::ImportId, import::LARGEST};
use std::time::Duration;

/// How long all files together may take to come in.
const LONGEST: Duration = Duration::from_secs(600);

/// Which of the two forms, by the field of its CSV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Organisations,
    Agreements,
}

impl Field {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Organisations => "organisaties",
            Self::Agreements => "overeenkomsten",
        }
    }
}

/// What came in.
pub(super) enum Chosen {
    /// It waits under this id.
    File(ImportId),
    Nothing,
    TooLarge,
    TooMany,
    TooOften,
}

pub(super) async fn receive(app: &App, request: Request, visit: &Visit, field: Field) -> Result<Chosen, PageError> {
    let mut parts = upload::Parts::of(request, visit).await?;
    tokio::time::timeout(LONGEST, read(app, &mut parts, visit, field)).await.unwrap_or(Ok(Chosen::TooLarge))
}

async fn read(app: &App, parts: &mut upload::Parts<'_>, visit: &Visit, field: Field) -> Result<Chosen, PageError> {
    let document = usize::try_from(LARGEST_DOCUMENT).unwrap_or(usize::MAX);
    let (mut invite, mut chosen) = (false, None);
    let (mut documents, mut size) = (0_usize, 0_usize);
    while let Some(part) = parts.next(|name| if name == "documenten" { document } else { LARGEST }).await? {
        match part.field.as_str() {
            "uitnodigen" => invite = true,
            "documenten" => {
                let Some(import) = chosen else { continue };
                if part.called.is_empty() {
                    continue;
                }
                documents += 1;
                size += part.bytes.as_ref().map_or(document, Vec::len);
                if documents > staged::MOST_DOCUMENTS || size > staged::MOST_BYTES {
                    return Ok(Chosen::TooMany);
                }
                staged::attach(app, &visit.actor(), import, &part.called, part.bytes).await?;
            }
            name if name == field.name() && chosen.is_none() => {
                let Some(bytes) = part.bytes else { return Ok(Chosen::TooLarge) };
                if bytes.is_empty() {
                    return Ok(Chosen::Nothing);
                }
                let what = match field {
                    Field::Organisations => What::Organisations { invite },
                    Field::Agreements => What::Agreements,
                };
                match staged::choose(app, &visit.actor(), what, &part.called, &bytes).await {
                    Ok(import) => chosen = Some(import),
                    Err(AppError::TooOften) => return Ok(Chosen::TooOften),
                    Err(other) => return Err(other.into()),
                }
            }
            _ => {}
        }
    }
    Ok(chosen.map_or(Chosen::Nothing, Chosen::File))
}
