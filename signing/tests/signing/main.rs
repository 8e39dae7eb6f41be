//! The tests of this crate, as one binary.

mod bench;
mod common;
mod hostile;
mod judges;
mod signing;
mod stamping;
mod tampering;
mod timestamps;
mod timestamps_judged;
