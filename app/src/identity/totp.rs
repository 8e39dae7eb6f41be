//! Codes by the clock: RFC 6238 with SHA-1, steps of thirty seconds and six digits, which is what every
//! authenticator app knows.

use jiff::Timestamp;
use ring::hmac;
use subtle::ConstantTimeEq as _;

/// Seconds of a step.
const STEP: i64 = 30;
/// Bytes of a secret: those of the hash (RFC 4226, section 4, R6).
pub const SECRET: usize = 20;

/// The step of the clock at a moment.
fn step(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP)
}

/// The code of a step.
fn code(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    // RFC 4226, section 5.3: the last four bits say where the number stands.
    let at = usize::from(bytes.last().copied().unwrap_or_default() & 0x0f);
    let number = bytes.iter().skip(at).take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

/// The step whose code was typed, if it fits now: this one, or one beside it for clocks that differ. Steps up to `last`
/// were used.
pub fn fits(secret: &[u8], typed: &str, now: Timestamp, last: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let now = step(now);
    [now, now - 1, now + 1]
        .into_iter()
        .filter(|step| bool::from(code(secret, *step).as_bytes().ct_eq(typed.as_bytes())))
        .find(|step| *step > last)
}

/// The secret as people type it: base32 (RFC 4648, section 6), which has no padding at this length.
pub fn text(secret: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: Vec<u8> = secret.iter().flat_map(|byte| (0..8).rev().map(move |bit| (byte >> bit) & 1)).collect();
    let letter = |five: &[u8]| {
        let number = five.iter().fold(0, |number, bit| (number << 1) | usize::from(*bit)) << (5 - five.len());
        char::from(LETTERS[number % LETTERS.len()])
    };
    bits.chunks(5).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
        let secret = b"12345678901234567890";
        for (second, wanted) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(secret, step(at(second))), wanted, "{second}");
        }
        // RFC 4226, appendix D.
        let counts =
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
        for (count, wanted) in counts.into_iter().enumerate() {
            assert_eq!(code(secret, i64::try_from(count).expect("small")), wanted);
        }
    }

    #[test]
    fn one_step_beside_is_taken_and_each_step_once() {
        let (secret, now) = (b"12345678901234567890", at(3_000_000_015));
        let this = step(now);
        for (offset, fitting) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let typed = code(secret, this + offset);
            assert_eq!(fits(secret, &typed, now, 0), fitting.then_some(this + offset), "{offset}");
            assert_eq!(fits(secret, &typed, now, this + offset), None, "it was used");
        }
        let typed = code(secret, this);
        let spaced = format!(" {} {} ", &typed[..3], &typed[3..]);
        assert_eq!(fits(secret, &spaced, now, 0), Some(this));
        for wrong in ["", "12345", "1234567", "onzin", &"9".repeat(5000)] {
            assert_eq!(fits(secret, wrong, now, 0), None);
        }
    }

    #[test]
    fn the_secret_is_written_in_base32() {
        // RFC 4648, section 10, without padding.
        for (plain, wanted) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(text(plain.as_bytes()), wanted);
        }
        assert_eq!(text(&[0xff; SECRET]).len(), 32);
    }
}
