//! Journeys through the whole portal, on both engines.

mod registration;
