//! Journeys through the whole portal, on both engines.

extern crate vroegteken_testkit as testkit;

mod access;
mod architecture;
mod at_once;
mod backup;
mod bad_input;
mod changes;
mod decisions;
mod generation;
mod harness;
mod headers;
mod identity;
mod interleavings;
mod keeping;
mod links;
mod lists;
mod logs;
mod mails;
mod registration;
mod road;
mod signing;
mod signing_pages;
mod smtp;
mod steering;
mod verify;
