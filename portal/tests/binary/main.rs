//! The real binary, as an operator runs it: starting, ending, refusing, and being killed.

mod process;
mod killed;
mod operator;
