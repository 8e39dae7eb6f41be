//! The documents of an agreement.
