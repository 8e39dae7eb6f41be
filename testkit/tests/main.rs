//! Journeys through the whole portal, on both engines.

extern crate vroegteken_testkit as testkit;

mod access;
mod architecture;
mod at_once;
mod backup;
mod bad_input;
mod changes;
mod country;
mod decisions;
mod erasing;
mod generation;
mod harness;
mod headers;
mod identity;
mod imports;
mod interleavings;
mod keeping;
mod links;
mod lists;
mod logs;
mod mails;
mod monday;
mod monday_years;
mod moves;
mod notices;
mod partners;
mod people;
mod plans;
mod registration;
mod road;
mod signing;
mod signing_pages;
mod smtp;
mod steering;
mod verify;
