//! Pages, sessions and access.

pub mod lang;
pub mod layout;
pub mod parts;
pub mod pages;
