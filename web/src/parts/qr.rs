//! A QR code as a picture in the page: no image is fetched, and nothing about it is kept.

use askama::Template;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// Modules of quiet room around it (ISO/IEC 18004: at least four).
const QUIET: i32 = 4;

/// A QR code.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/qr.html")]
#[must_use]
pub struct Qr {
    label: String,
    size: i32,
    path: String,
}

impl Qr {
    /// The code of `text`; `label` is what a screen reader says. `None`: too much for one.
    pub fn new(text: &str, label: impl Into<String>) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let run = (x..code.size()).take_while(|at| code.get_module(*at, y)).count();
                let run = i32::try_from(run).unwrap_or(0);
                if run > 0 {
                    // Writing into a text never fails.
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
                }
                x += run.max(1);
            }
        }
        Some(Self { label: label.into(), size: code.size() + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_draws_every_dark_module_and_says_what_it_is() {
        let text = "otpauth://totp/x?secret=JBSWY3DP";
        let qr = Qr::new(text, "QR <code>").expect("it fits");
        let html = qr.to_string();
        assert!(html.contains("role=\"img\"") && html.contains("QR &#60;code&#62;") && !html.contains("style="));
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).expect("it fits");
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.get_module(*x, *y)).count();
        let drawn: usize =
            qr.path.split('h').skip(1).filter_map(|part| part.split('v').next()?.parse::<usize>().ok()).sum();
        assert_eq!(drawn, dark);
        assert!(Qr::new(&"x".repeat(5000), "").is_none());
    }
}
