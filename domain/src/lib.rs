//! Pure rules and types of agreements on early detection of debt (*vroegsignalering*).
//!
//! What belongs here: everything that can be decided from its arguments alone. What never does:
//! input or output, async code, the clock, randomness, SQL, HTTP.

pub mod access;
pub mod agreement;
pub mod audit;
pub mod calendar;
pub mod cards;
pub mod change;
pub mod ids;
pub mod import;
pub mod keeping;
pub mod means;
pub mod monday;
pub mod municipality;
pub mod networks;
pub mod notices;
pub mod party;
pub mod people;
pub mod recovery;
pub mod registration;
pub mod tile_map;
pub mod values;
