#![no_main]

#[path = "../../web/src/form/pairs.rs"]
mod form;
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::assertions(bytes));
