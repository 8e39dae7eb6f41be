//! What the browser says it was asked: `CollectedClientData` (5.8.1), as JSON.

use crate::Refused;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use subtle::ConstantTimeEq;

/// The members that are looked at. Others may stand beside them: browsers add some on purpose, so that
/// nobody compares the text.
#[derive(Deserialize)]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(rename = "crossOrigin", default)]
    cross_origin: Option<bool>,
    #[serde(rename = "topOrigin", default)]
    top_origin: Option<String>,
}

pub(crate) fn check(json: &[u8], kind: &str, challenge: &[u8], origin: &str) -> Result<(), Refused> {
    // Members that stand twice are refused by the reader: two readers could see two truths.
    let data: ClientData = serde_json::from_slice(json).map_err(|_| Refused::ClientData)?;
    if data.kind != kind {
        return Err(Refused::Ceremony);
    }
    // As the standard says: the text is compared, not what it decodes to, so that there is one spelling.
    let wanted = URL_SAFE_NO_PAD.encode(challenge);
    if !bool::from(data.challenge.as_bytes().ct_eq(wanted.as_bytes())) {
        return Err(Refused::Challenge);
    }
    if data.origin != origin {
        return Err(Refused::Origin);
    }
    if data.cross_origin == Some(true) || data.top_origin.is_some() {
        return Err(Refused::CrossOrigin);
    }
    Ok(())
}
