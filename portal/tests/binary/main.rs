//! The real binary, as an operator runs it: starting, ending, refusing, and being killed.

#![expect(clippy::disallowed_methods, reason = "the test runner says where servers are and how long to run")]

mod backup;
mod finished;
mod imports;
mod keys;
mod killed;
mod killed_changing;
mod killed_monday;
mod killed_signing;
mod operator;
mod process;
mod rendering;
mod signed;
mod smuggling;
mod verify;
