//! How often one place in the network, and one account, may ask for something that costs more than a
//! page: a mail, a code, a guess, a file that is read.
//!
//! Counts stand in the database, so that several nodes share them and a restart forgets nothing. The
//! table never grows beyond [`BUCKETS`] rows, whatever is asked from wherever.

use crate::{
    App, AppError,
    secret::{self, Token},
};
use domain::{ids::PersonId, values::EmailAddress};
use storage::throttle;

/// A quarter of an hour, in seconds.
const QUARTER: i64 = 15 * 60;
/// An hour, in seconds.
const HOUR: i64 = 60 * 60;
/// Rows that the table of counts can have. Two who fall into one row are counted together: with ten
/// thousand busy places that happens to one in a hundred.
pub const BUCKETS: usize = 1 << 20;

/// Where a count stands: as many bits of a digest as there are buckets.
fn bucket(kind: &'static str, parts: &[&[u8]]) -> [u8; 32] {
    let digest = secret::digest(kind, parts);
    let mut bucket = [0; 32];
    bucket[..3].copy_from_slice(&digest[..3]);
    bucket[0] &= 0x0f;
    bucket
}

async fn count(app: &App, bucket: [u8; 32], most: i64, window: i64) -> Result<(), AppError> {
    let now = app.now();
    let mut tx = app.db().begin().await?;
    let (used, since) = throttle::hit(&mut tx, bucket, now, window).await?;
    tx.commit().await?;
    if used <= most {
        return Ok(());
    }
    let left = window - now.duration_since(since).as_secs();
    Err(AppError::Wait { seconds: u32::try_from(left.clamp(1, window)).unwrap_or(1) })
}

/// Counts one more request of `kind` from `place` (a network address); too many in a quarter of an
/// hour are refused.
///
/// # Errors
/// [`AppError::Wait`], or [`AppError::Storage`].
pub async fn admit(app: &App, kind: &'static str, place: &str) -> Result<(), AppError> {
    count(app, bucket(kind, &[b"place", place.as_bytes()]), app.settings().requests_per_quarter, QUARTER).await
}

/// Counts one more request of `kind` by somebody who is signed in; too many in an hour are refused.
///
/// # Errors
/// [`AppError::Wait`], or [`AppError::Storage`].
pub async fn admit_person(app: &App, kind: &'static str, person: PersonId) -> Result<(), AppError> {
    let most = app.settings().requests_per_account;
    count(app, bucket(kind, &[b"person", person.0.as_bytes()]), most, HOUR).await
}

/// Counts one more request of `kind` for a mail to `email` from `place`, whether anybody has that address or
/// not: the answer tells nothing. One place uses up no more than half of what may be asked for an address in
/// an hour, so that somebody at one place holds nobody back elsewhere.
///
/// # Errors
/// [`AppError::Wait`], or [`AppError::Storage`].
pub async fn admit_address(app: &App, kind: &'static str, email: &EmailAddress, place: &str) -> Result<(), AppError> {
    let most = app.settings().requests_per_account;
    let email = email.as_str().as_bytes();
    let here = bucket(kind, &[b"address from a place", email, place.as_bytes()]);
    count(app, here, (most / 2).max(1), HOUR).await?;
    count(app, bucket(kind, &[b"address", email]), most, HOUR).await
}

/// Counts one more request for a code from a browser in which the person signed in before, apart from what
/// strangers ask.
///
/// # Errors
/// [`AppError::Wait`], or [`AppError::Storage`].
pub async fn admit_known(app: &App, browser: &Token) -> Result<(), AppError> {
    let bucket = bucket("sign-in", &[b"known browser", &browser.digest("throttle of a browser")]);
    count(app, bucket, (app.settings().requests_per_account / 2).max(1), HOUR).await
}

#[cfg(test)]
mod tests {
    use super::{BUCKETS, bucket};
    use std::collections::HashSet;

    #[test]
    fn there_are_no_more_buckets_than_said() {
        let mut seen = HashSet::new();
        for number in 0_u32..200_000 {
            let bucket = bucket("sign-in", &[&number.to_be_bytes()]);
            assert!(bucket[0] < 16 && bucket[3..].iter().all(|byte| *byte == 0));
            seen.insert(bucket);
        }
        assert!(seen.len() > 150_000 && seen.len() < BUCKETS, "they spread: {}", seen.len());
    }
}
