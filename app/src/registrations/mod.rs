//! Registrations from the first answer to the decision.

mod accept;
mod address;
mod decide;
mod draft;
mod links;

pub use accept::accept;
pub(crate) use accept::{Admission, take_in};
pub use address::{addressed, mend_address, unconfirmed};
pub use decide::{Corrections, Review, Summary, correct, finding_counts, question, queue, refuse, review, summary};
pub(crate) use draft::send_in;
pub use draft::{Draft, begin, confirm, draft, pending_confirmation, resume, save, submit, withdraw_person};
pub use links::{executor_names, mail_again, readdress};
pub use storage::registrations::Registration;

use crate::App;
use domain::calendar::{end_of_day, local_date};
use jiff::Timestamp;

/// Until when a registration that waits since `queued_at` should be decided: the association's own
/// norm in working days.
#[must_use]
pub fn decide_by(app: &App, queued_at: Timestamp) -> Timestamp {
    let settings = app.settings();
    end_of_day(settings.holidays.add_working_days(local_date(queued_at), settings.decision_days))
}

/// A name for lists while the organisation has none yet.
fn working_name(answers: &domain::registration::Answers) -> String {
    [&answers.name, &answers.municipality, &answers.registrant_name]
        .into_iter()
        .map(|name| name.trim())
        .find(|name| !name.is_empty())
        .unwrap_or("…")
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect()
}
