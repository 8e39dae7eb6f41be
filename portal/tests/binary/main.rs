//! The real binary, as an operator runs it: starting, ending, refusing, and being killed.

mod killed;
mod operator;
mod process;
