//! Documents as their users see them.

mod judges;
mod rate;
mod shapes;
mod texts;
mod worker;
