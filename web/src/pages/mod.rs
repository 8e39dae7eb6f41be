//! The pages: each a folder with its handler, template and texts.

pub mod accessibility;
pub mod help;
pub mod privacy;
pub mod start;
