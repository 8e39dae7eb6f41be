//! What the authenticator says of the moment: `authenticatorData` (6.1), 37 bytes and perhaps extensions; where a
//! passkey is made, its key stands between them.

use crate::{PublicKey, Refused, cbor};
use ring::digest::{SHA256, digest};
use subtle::ConstantTimeEq;

/// Bytes of the longest id of a passkey (4).
const LONGEST_ID: usize = 1023;
/// Somebody touched it.
const USER_PRESENT: u8 = 1 << 0;
/// It knows that it is its owner: by a finger, a face or a PIN.
const USER_VERIFIED: u8 = 1 << 2;
/// The passkey may be copied to other devices.
const BACKUP_ELIGIBLE: u8 = 1 << 3;
/// It has been copied.
const BACKUP_STATE: u8 = 1 << 4;
/// A new key follows: only where a passkey is made.
const ATTESTED: u8 = 1 << 6;
/// Extensions follow, as one CBOR map.
const EXTENSIONS: u8 = 1 << 7;

/// The fields of authenticator data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthenticatorData {
    /// SHA-256 of the RP id.
    pub rp_id_hash: [u8; 32],
    /// Eight flags.
    pub flags: u8,
    /// How often the authenticator has signed, or 0.
    pub counter: u32,
}

impl AuthenticatorData {
    /// Reads those of an assertion: every byte has to be accounted for.
    ///
    /// # Errors
    /// [`Refused::AuthenticatorData`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Refused> {
        let (data, rest) = Self::head(bytes)?;
        if data.has(ATTESTED) || !data.ends_with(rest) { Err(Refused::AuthenticatorData) } else { Ok(data) }
    }

    /// Reads those of a passkey that was just made, with its id and key.
    ///
    /// # Errors
    /// [`Refused::AuthenticatorData`], [`Refused::Key`].
    pub(crate) fn parse_made(bytes: &[u8]) -> Result<(Self, &[u8], PublicKey), Refused> {
        let (data, rest) = Self::head(bytes)?;
        // The model of the authenticator (AAGUID) is not looked at: people choose what they carry.
        let (_, rest) = rest.split_first_chunk::<16>().ok_or(Refused::AuthenticatorData)?;
        let (length, rest) = rest.split_first_chunk::<2>().ok_or(Refused::AuthenticatorData)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (id, rest) = rest.split_at_checked(length).ok_or(Refused::AuthenticatorData)?;
        let (_, length) = cbor::first(rest).ok_or(Refused::Key)?;
        let (key, rest) = rest.split_at_checked(length).ok_or(Refused::Key)?;
        let key = PublicKey::from_cose(key).map_err(|_| Refused::Key)?;
        let fits = data.has(ATTESTED) && !id.is_empty() && id.len() <= LONGEST_ID && data.ends_with(rest);
        if fits { Ok((data, id, key)) } else { Err(Refused::AuthenticatorData) }
    }

    fn head(bytes: &[u8]) -> Result<(Self, &[u8]), Refused> {
        let (rp_id_hash, rest) = bytes.split_first_chunk::<32>().ok_or(Refused::AuthenticatorData)?;
        let (&flags, rest) = rest.split_first().ok_or(Refused::AuthenticatorData)?;
        let (counter, rest) = rest.split_first_chunk::<4>().ok_or(Refused::AuthenticatorData)?;
        Ok((Self { rp_id_hash: *rp_id_hash, flags, counter: u32::from_be_bytes(*counter) }, rest))
    }

    /// Whether the bytes at the end are what the flags say: nothing, or extensions. What these hold is not looked at:
    /// what the portal did not ask for it ignores (7.2, step 18).
    fn ends_with(&self, rest: &[u8]) -> bool {
        if self.has(EXTENSIONS) { cbor::is_one_map(rest) } else { rest.is_empty() }
    }

    /// For this site, by its owner, with flags that make sense.
    pub(crate) fn check(&self, rp_id: &str) -> Result<(), Refused> {
        let wanted = digest(&SHA256, rp_id.as_bytes());
        if !bool::from(self.rp_id_hash.ct_eq(wanted.as_ref())) {
            return Err(Refused::RpId);
        }
        if !self.is_present() {
            return Err(Refused::NotPresent);
        }
        if !self.is_verified() {
            return Err(Refused::NotVerified);
        }
        if self.is_backed_up() && !self.is_backup_eligible() {
            return Err(Refused::Backup);
        }
        Ok(())
    }

    const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether somebody was there.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        self.has(USER_PRESENT)
    }

    /// Whether it was the owner.
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        self.has(USER_VERIFIED)
    }

    /// Whether the passkey may be copied.
    #[must_use]
    pub const fn is_backup_eligible(&self) -> bool {
        self.has(BACKUP_ELIGIBLE)
    }

    /// Whether it has been copied.
    #[must_use]
    pub const fn is_backed_up(&self) -> bool {
        self.has(BACKUP_STATE)
    }
}
