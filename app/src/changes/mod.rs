//! Changes of organisations that take part: asked for, previewed, decided, and carried out over their agreements.
//!
//! What belongs here: asking (`ask`), deciding (`decide`), writing the facts (`apply`), finding what a change means
//! for each agreement (`reach`), and the job that follows (`carry`). What never does: what a change does to an
//! agreement in a state, which is the table in `domain::change`.
//!
//! A preview makes the change in a transaction that is given up, and counts by the very functions that the job uses
//! afterwards. So it cannot differ from what happens, unless the world changes in between; accepting is bound to the
//! preview that was shown.

mod apply;
mod ask;
mod carry;
mod decide;
mod end;
mod municipalities;
pub(crate) mod people;
mod reach;
mod second;

pub use ask::{answers_now, ask, change_contacts, own, take_back};
pub use carry::{JOB, Payload, next_batch, start_due};
pub use decide::{Impossible, Line, Preview, Review, accept, correct, direct, queue, refuse, review, waiting};
pub use end::{ask_end, end};
pub use municipalities::{gone, merge, mergers, take_over, take_overs};
pub(crate) use municipalities::{hand_over_follows, none_gone, subject};
pub use second::{Look, agree, look, newcomers, turn_down};
pub(crate) use second::{forget_proposal, gone as signatories_gone, readdress, waiting_proposal};
pub use storage::changes::Change;

use crate::{AppError, Work};
use domain::{
    access::Actor,
    audit::Doer,
    change::{Kind, Refusal, Stage, Tally},
    ids::{ChangeId, OrganisationId},
    party::{OrganisationKind, PartnerKind},
    registration::Applicant,
};
use jiff::{ToSpan as _, civil::Date};
use storage::{
    StorageError, changes,
    organisations::{self, Organisation},
};

/// How many years ahead a change may be announced.
const YEARS_AHEAD: i32 = 5;

/// As what an organisation registered: which pages of the form it has.
#[must_use]
pub fn applicant(organisation: &Organisation) -> Applicant {
    match organisation.kind {
        OrganisationKind::Municipality => Applicant::Municipality,
        OrganisationKind::JointBody => Applicant::JointBody,
        OrganisationKind::Executor => Applicant::Executor,
        OrganisationKind::SignalPartner if organisation.partner_kind == Some(PartnerKind::PrivateLandlord) => {
            Applicant::Landlord
        }
        OrganisationKind::SignalPartner => Applicant::SignalPartner,
    }
}

/// A change that nothing is known of yet but its kind and who asks.
fn blank(work: &Work<'_>, kind: Kind, actor: &Actor, language: &str) -> Change {
    Change {
        id: work.app.ports().id::<ChangeId>(),
        kind,
        stage: Stage::Asked,
        subject: None,
        organisation: None,
        other: None,
        municipality: None,
        into: None,
        on: None,
        due: None,
        answers: None,
        language: language.to_owned(),
        asked_by: actor.person(),
        asked_at: work.now,
        decided_by: None,
        decided_at: None,
        reason: None,
        foreseen: None,
        happened: Tally::default(),
        leg: 0,
        reached: None,
        finished_at: None,
        version: 1,
    }
}

/// Keeps a new change; one of the same kind that waits already stands in its way.
async fn keep(work: &mut Work<'_>, new: &Change) -> Result<(), AppError> {
    changes::add(&mut work.tx, new).await.map_err(|error| match error {
        StorageError::Duplicate { .. } => Refusal::Already.into(),
        other => AppError::Storage(other),
    })
}

/// The organisation of a change, as long as it takes part.
async fn alive(work: &mut Work<'_>, id: OrganisationId) -> Result<Organisation, AppError> {
    let found = organisations::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
    if found.ended_at.is_some() { Err(Refusal::Ended.into()) } else { Ok(found) }
}

/// A day on which something may happen: today or later, and not beyond what anybody plans.
fn fits_ahead(day: Date, today: Date) -> Result<(), Refusal> {
    if day < today {
        return Err(Refusal::DayPast);
    }
    match today.checked_add(YEARS_AHEAD.years()) {
        Ok(last) if day <= last => Ok(()),
        _ => Err(Refusal::DayFar),
    }
}

fn doer(actor: &Actor) -> Doer {
    actor.person().map_or(Doer::Visitor, Doer::Person)
}
