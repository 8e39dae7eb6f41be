//! The real binary, as an operator runs it: starting, ending, refusing, and being killed.

#![expect(clippy::disallowed_methods, reason = "the test runner says where servers are and how long to run")]

mod keys;
mod killed;
mod operator;
mod process;
mod signed;
mod verify;
