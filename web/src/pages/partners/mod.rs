//! 

use crate::Route;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}
