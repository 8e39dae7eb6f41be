//! The document of a revision: asked for when it is released, made behind it, kept by its digest.

mod workers;

pub use workers::{InProcess, Workers};
