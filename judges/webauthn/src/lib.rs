//! Holds the crate `assertion` against `webauthn-rs`: the same passkeys and assertions, good and broken, go to both, and
//! both have to say the same, apart from the differences that are listed by name and counted.

#[path = "../../../testkit/src/authenticator.rs"]
pub mod authenticator;
