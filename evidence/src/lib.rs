//! Evidence of one act of signing: what a person confirmed, in a form that anybody can check for decades.
//!
//! What belongs here: the leaves of an act, the hash tree over them (RFC 6962, 2.1), the evidence of one document, and
//! whether evidence holds. What never does: databases, clocks, networks, signatures in documents (the crate `signing`
//! makes and reads them). `docs/evidence.md` fixes every byte, and tells a stranger how to check without this program.
//!
//! The road of an act:
//!
//! 1. [`Act`] says who signs what; [`Act::prepare`] makes its leaves, and the root over them.
//! 2. The person confirms the root: with a passkey it *is* the challenge ([`Confirmation::Passkey`]); with a code the
//!    portal keeps that they did.
//! 3. [`Prepared::evidence`] is the evidence of one document. Its digest goes into the signature.
//! 4. [`Evidence::read`] and [`Evidence::check`] say years later whether it holds.

mod act;
mod check;
mod hash;
mod leaf;
pub mod tree;

pub use act::{Act, Bound, Document, Organisation, Person, Prepared, Side};
pub use check::{Checked, Fault};
pub use hash::{Bytes, Hash, Random, Salt};
pub use leaf::{Confirmation, Disclosed, Evidence, Leaf, SignedIn};

/// The name of this form of evidence: its first version.
pub const FORMAT: &str = "vroegteken-evidence-1";

/// Bytes of the largest evidence that is looked at. With a thousand organisations and a million documents it has less.
pub const LARGEST: usize = 64 * 1024;

#[cfg(test)]
mod tests;
