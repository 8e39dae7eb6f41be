#![no_main]

#[allow(dead_code, reason = "each target uses some of it")]
#[path = "../../web/src/form/pairs.rs"]
mod form;
#[allow(dead_code, reason = "each target uses some of it")]
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::assertions(bytes));
