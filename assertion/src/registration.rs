//! A passkey that was just made (7.1): what it showed, and whether it was for this portal.
//!
//! Who made the authenticator is not asked (`attestation: none`): people use what they carry, so the statement about
//! it is not looked at. What counts is the key and that its owner was verified.

use crate::{AuthenticatorData, LARGEST_CLIENT_DATA, PublicKey, Refused, cbor, client_data};
use ciborium::Value;

/// Bytes of the largest attestation object that is looked at. Without a statement they are about 200.
const LARGEST_ATTESTATION: usize = 16 * 1024;

/// What the browser handed over: `AuthenticatorAttestationResponse`, decoded from base64url.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// `clientDataJSON`.
    pub client_data: &'a [u8],
    /// `attestationObject`: CBOR.
    pub attestation: &'a [u8],
}

/// What it has to fit.
#[derive(Clone, Copy, Debug)]
pub struct Making<'a> {
    /// The challenge, as bytes.
    pub challenge: &'a [u8],
    /// The origin of the portal, as browsers write it.
    pub origin: &'a str,
    /// The id under which the passkey was to be made.
    pub rp_id: &'a str,
}

/// A passkey that is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Its id: at most 1,023 bytes.
    pub id: Vec<u8>,
    /// Its public key.
    pub key: PublicKey,
    /// Its counter; 0: it has not counted yet, or never does.
    pub counter: u32,
    /// Whether it may be copied to other devices of its owner.
    pub backup_eligible: bool,
    /// Whether it has been copied.
    pub backed_up: bool,
}

/// Reads a passkey that was just made.
///
/// # Errors
/// [`Refused`]: the first check that failed.
pub fn register(made: &Made<'_>, making: &Making<'_>) -> Result<Registered, Refused> {
    if made.client_data.len() > LARGEST_CLIENT_DATA || made.attestation.len() > LARGEST_ATTESTATION {
        return Err(Refused::TooLarge);
    }
    client_data::check(made.client_data, "webauthn.create", making.challenge, making.origin)?;
    let bytes = authenticator_data(made.attestation).ok_or(Refused::AuthenticatorData)?;
    let (data, id, key) = AuthenticatorData::parse_made(&bytes)?;
    data.check(making.rp_id)?;
    Ok(Registered {
        id: id.to_vec(),
        key,
        counter: data.counter,
        backup_eligible: data.is_backup_eligible(),
        backed_up: data.is_backed_up(),
    })
}

/// The member `authData` of an attestation object, which has exactly `fmt`, `attStmt` and `authData` (6.5.4).
fn authenticator_data(attestation: &[u8]) -> Option<Vec<u8>> {
    let (value, length) = cbor::first(attestation)?;
    let members = value.into_map().ok().filter(|members| length == attestation.len() && members.len() == 3)?;
    let mut found = None;
    let mut seen = [false; 3];
    for (name, value) in members {
        let place = match (name.as_text()?, &value) {
            ("fmt", Value::Text(_)) => 0,
            ("attStmt", Value::Map(_)) => 1,
            ("authData", Value::Bytes(_)) => 2,
            _ => return None,
        };
        if std::mem::replace(&mut seen[place], true) {
            return None;
        }
        if let Value::Bytes(bytes) = value {
            found = Some(bytes);
        }
    }
    found
}
