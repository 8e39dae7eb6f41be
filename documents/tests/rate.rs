//! How many documents a second, and whether memory stays flat. Run alone, on a quiet machine:
//! `cargo test --release -p vroegteken-documents rate -- --ignored --nocapture`.

use crate::shapes::original;
use std::time::Instant;
use vroegteken_documents::{samples, warm};

#[test]
#[ignore = "a measurement, not a check: it takes a minute and wants a quiet machine"]
fn rate_of_two_thousand_documents() {
    warm().expect("the template fits");
    let mut facts = samples::joint_body(30);
    let start = Instant::now();
    for sequence in 1..=2000 {
        facts.number = domain::agreement::AgreementNumber::new(2026, sequence).expect("a sequence above 0");
        facts.partner.organisation.name = format!("Woonstichting nummer {sequence}");
        original(&facts);
        if sequence % 250 == 0 {
            let rate = f64::from(sequence) / start.elapsed().as_secs_f64();
            println!("{sequence} documents, {rate:.1}/s, {} MB", resident_megabytes());
        }
    }
}

/// Memory of this process, from the kernel; 0 where there is no `/proc`.
fn resident_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}
