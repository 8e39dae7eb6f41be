//! Documents as their users see them.

mod documents;
mod judges;
mod rate;
mod texts;
mod worker;
