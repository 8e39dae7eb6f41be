//! Verification of what a passkey signed: an assertion of W3C Web Authentication Level 3, section 7.2.
//!
//! What belongs here: the bytes of an assertion, its public key, and whether they fit. What never does:
//! databases, clocks, networks, who the person is, how a challenge is chosen. `docs/assertion.md` tells the
//! same to somebody who checks a stored assertion without this program.
//!
//! [`register`] reads a passkey that was just made, and [`verify`] what it signed: a challenge for signing in, or the
//! root over what somebody signs. A differential test in `judges/webauthn` holds both against `webauthn-rs`.

mod authenticator_data;
mod cbor;
mod client_data;
mod key;
mod registration;

pub use authenticator_data::AuthenticatorData;
pub use key::{KeyRefused, PublicKey};
pub use registration::{Made, Making, Registered, register};

use ring::digest::{SHA256, digest};

/// Bytes of the largest client data that is looked at. Browsers write about 150.
pub const LARGEST_CLIENT_DATA: usize = 4096;
/// Bytes of the largest authenticator data that is looked at. Without extensions they are 37.
pub const LARGEST_AUTHENTICATOR_DATA: usize = 4096;
/// Bytes of the largest signature: RSA of 8,192 bits.
pub const LARGEST_SIGNATURE: usize = 1024;

/// What the browser handed over: `AuthenticatorAssertionResponse`, decoded from base64url.
#[derive(Clone, Copy, Debug)]
pub struct Assertion<'a> {
    /// `clientDataJSON`, as the browser wrote it: the signature is over its digest.
    pub client_data: &'a [u8],
    /// `authenticatorData`.
    pub authenticator_data: &'a [u8],
    /// `signature`: DER for ES256 (RFC 3279, 2.2.3), 64 bytes for EdDSA (RFC 8032), PKCS #1 v1.5 for RS256.
    pub signature: &'a [u8],
}

/// What it has to fit.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The challenge, as bytes: for a signature the root over what is signed.
    pub challenge: &'a [u8],
    /// The origin of the portal, as browsers write it: `https://portal.example`, without a slash.
    pub origin: &'a str,
    /// The id under which the passkey was made: the host of the portal.
    pub rp_id: &'a str,
    /// The public key that the passkey showed when it was made.
    pub key: &'a PublicKey,
    /// The counter at its last use.
    pub counter: u32,
}

/// What a good assertion says besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The counter now, to be kept for the next time. 0: this passkey does not count.
    pub counter: u32,
    /// Whether the passkey may be copied to other devices of its owner.
    pub backup_eligible: bool,
    /// Whether it has been copied.
    pub backed_up: bool,
}

/// Why an assertion is not good. The order is that of the checks: the first that fails is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A part is larger than anything a passkey makes.
    #[error("a part is too large")]
    TooLarge,
    /// The client data are not JSON with the members that the standard asks for.
    #[error("the client data cannot be read")]
    ClientData,
    /// The client data are of another ceremony: `webauthn.get` is an assertion, `webauthn.create` makes a passkey.
    #[error("the client data are of another ceremony")]
    Ceremony,
    /// Another challenge: stale, replayed or somebody else's.
    #[error("the challenge is another one")]
    Challenge,
    /// Made on another site.
    #[error("the origin is another one")]
    Origin,
    /// Made in a frame of another site.
    #[error("made inside a page of another origin")]
    CrossOrigin,
    /// The authenticator data are cut off, too long, or hold what an assertion does not have.
    #[error("the authenticator data cannot be read")]
    AuthenticatorData,
    /// The public key is not of a kind that is known, or not in its one form.
    #[error("the public key is not one that can be used")]
    Key,
    /// Made for another site.
    #[error("the RP id is another one")]
    RpId,
    /// Nobody touched the authenticator.
    #[error("nobody was present")]
    NotPresent,
    /// The authenticator did not find out that it is its owner.
    #[error("the person was not verified")]
    NotVerified,
    /// A copy is said to exist of a passkey that cannot be copied.
    #[error("the flags of the copy contradict each other")]
    Backup,
    /// The signature is not of this key over these bytes.
    #[error("the signature does not fit")]
    Signature,
    /// The counter did not rise: perhaps somebody has copied the passkey.
    #[error("the counter did not rise")]
    Counter,
}

/// Verifies an assertion.
///
/// # Errors
/// [`Refused`]: the first check that failed.
pub fn verify(assertion: &Assertion<'_>, expected: &Expected<'_>) -> Result<Verified, Refused> {
    let Assertion { client_data, authenticator_data, signature } = *assertion;
    if client_data.len() > LARGEST_CLIENT_DATA
        || authenticator_data.len() > LARGEST_AUTHENTICATOR_DATA
        || signature.len() > LARGEST_SIGNATURE
    {
        return Err(Refused::TooLarge);
    }
    client_data::check(client_data, "webauthn.get", expected.challenge, expected.origin)?;
    let data = AuthenticatorData::parse(authenticator_data)?;
    data.check(expected.rp_id)?;
    // 7.2, steps 20 and 21: the signature is over the authenticator data and the digest of the client data.
    let signed = [authenticator_data, digest(&SHA256, client_data).as_ref()].concat();
    if !expected.key.verifies(&signed, signature) {
        return Err(Refused::Signature);
    }
    // 7.2, step 22: a passkey that does not count says 0 for ever.
    if (data.counter != 0 || expected.counter != 0) && data.counter <= expected.counter {
        return Err(Refused::Counter);
    }
    Ok(Verified { counter: data.counter, backup_eligible: data.is_backup_eligible(), backed_up: data.is_backed_up() })
}

#[cfg(test)]
mod tests;
