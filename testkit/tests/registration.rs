//! From the first answer to an accepted organisation.
