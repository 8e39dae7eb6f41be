//! The machine against its documentation, against random walks, and rule by rule.

mod documented;
mod rules;
mod samples;
mod table;
mod values;
mod walks;
