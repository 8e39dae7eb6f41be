//! An authenticator app without a telephone.

/// An authenticator app, as on a telephone: RFC 6238 with SHA-1, thirty seconds, six digits.
pub struct AuthenticatorApp {
    secret: Vec<u8>,
}

impl AuthenticatorApp {
    /// That was told this key, in base32 with spaces.
    ///
    /// # Panics
    /// For anything else.
    #[must_use]
    pub fn new(key: &str) -> Self {
        let (mut secret, mut bits, mut held) = (Vec::new(), 0_u32, 0);
        for letter in key.chars().filter(|letter| *letter != ' ') {
            let five = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).expect("base32");
            bits = (bits << 5) | u32::try_from(five).expect("five bits");
            held += 5;
            if held >= 8 {
                held -= 8;
                secret.push(u8::try_from((bits >> held) & 0xff).expect("eight bits"));
            }
        }
        Self { secret }
    }

    /// What it shows at a moment.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn code_at(&self, now: jiff::Timestamp) -> String {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.secret);
        let tag = ring::hmac::sign(&key, &(now.as_second() / 30).to_be_bytes());
        let bytes = tag.as_ref();
        let at = usize::from(bytes[19] & 15);
        let number = u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }
}
