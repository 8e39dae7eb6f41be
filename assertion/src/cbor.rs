//! CBOR (RFC 8949) with limits: how deep it may nest, and that every byte is accounted for by whoever reads.

use ciborium::{Value, de::from_reader_with_recursion_limit};

/// Lists and maps inside each other. Keys have one, attestations three.
const DEPTH: usize = 8;

/// The first item, and how many bytes it takes. What it says of lengths is believed only as far as bytes are there.
pub(crate) fn first(bytes: &[u8]) -> Option<(Value, usize)> {
    let mut rest = bytes;
    let value = from_reader_with_recursion_limit(&mut rest, DEPTH).ok()?;
    Some((value, bytes.len() - rest.len()))
}

/// Whether the bytes are one map and nothing after it.
pub(crate) fn is_one_map(bytes: &[u8]) -> bool {
    first(bytes).is_some_and(|(value, length)| value.is_map() && length == bytes.len())
}
