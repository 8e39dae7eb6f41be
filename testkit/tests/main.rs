//! Journeys through the whole portal, on both engines.

mod architecture;
mod bad_input;
mod decisions;
mod generation;
mod headers;
mod identity;
mod interleavings;
mod logs;
mod mails;
mod registration;
mod smtp;
