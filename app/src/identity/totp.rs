//! Codes by the clock: RFC 6238 with SHA-1, steps of thirty seconds and six digits, which is what every
//! authenticator app knows. The crate `totp-rs` computes them; that a step serves once is kept here.

use jiff::Timestamp;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Seconds of a step.
const STEP: u64 = 30;
/// Bytes of a secret: those of the hash (RFC 4226, section 4, R6).
pub const SECRET: usize = 20;

/// What an app with this secret computes; the step before and the one after count too, for clocks that differ.
fn app(secret: &[u8]) -> Totp {
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1).with_step_duration(STEP);
    // The lengths are fixed here, so nothing is left to refuse.
    builder.with_secret(secret.to_vec()).build_noncompliant()
}

/// The step whose code was typed, if it fits now: this one, or one beside it. Steps up to `last` were used.
pub fn fits(secret: &[u8], typed: &str, now: Timestamp, last: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let step = app(secret).check(&typed, u64::try_from(now.as_second()).ok()?)?;
    i64::try_from(step).ok().filter(|step| *step > last)
}

/// The secret as people type it: base32 (RFC 4648, section 6), which has no padding at this length.
pub fn text(secret: &[u8]) -> String {
    Secret::from(secret.to_vec()).to_base32()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    fn code(secret: &[u8], second: i64) -> String {
        app(secret).generate(u64::try_from(second).expect("after 1970")).to_string()
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
            assert_eq!(code(secret, second), wanted, "{second}");
        }
        // RFC 4226, appendix D.
        let counts =
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
        for (count, wanted) in counts.into_iter().enumerate() {
            assert_eq!(code(secret, i64::try_from(count).expect("small") * 30), wanted);
        }
    }

    #[test]
    fn one_step_beside_is_taken_and_each_step_once() {
        let (secret, now) = (b"12345678901234567890", at(3_000_000_015));
        let this = now.as_second() / 30;
        for (offset, fitting) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let typed = code(secret, (this + offset) * 30);
            assert_eq!(fits(secret, &typed, now, 0), fitting.then_some(this + offset), "{offset}");
            assert_eq!(fits(secret, &typed, now, this + offset), None, "it was used");
        }
        let typed = code(secret, this * 30);
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
