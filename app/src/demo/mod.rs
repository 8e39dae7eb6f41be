//! The demo: invented organisations and people who go through the same use cases as everybody,
//! and a mailbox instead of a mail server.

mod build;
mod cards;
mod country;
mod documents;
mod lives;
mod mailbox;
mod names;
mod samples;

pub use build::{ADMINISTRATOR, Plan, build};
pub use country::{Country, country};
pub use documents::{Finished, finished};
pub use mailbox::{DemoMail, mail, mailbox};
pub use storage::people::Sample;

use crate::{App, AppError};
use domain::party::{OrganisationKind, Role};
use storage::people;

/// Some people of every role, for the sign-in page.
///
/// # Errors
/// [`AppError::NotFound`] outside demo mode.
pub async fn people(app: &App) -> Result<Vec<Sample>, AppError> {
    if !app.settings().demo {
        return Err(AppError::NotFound);
    }
    let mut tx = app.read().await?;
    let mut found: Vec<Sample> = people::administrators(&mut tx)
        .await?
        .into_iter()
        .take(1)
        .map(|person| Sample { person, role: Role::Administrator, organisation: None })
        .collect();
    let wanted = [
        (Role::Contact, OrganisationKind::Municipality, None),
        (Role::Signatory, OrganisationKind::Municipality, None),
        (Role::Contact, OrganisationKind::JointBody, None),
        (Role::Contact, OrganisationKind::SignalPartner, None),
        (Role::Signatory, OrganisationKind::SignalPartner, None),
        (Role::Contact, OrganisationKind::SignalPartner, Some("private_landlord")),
        (Role::Contact, OrganisationKind::Executor, None),
    ];
    for (role, kind, partner_kind) in wanted {
        found.extend(people::samples(&mut tx, role, kind, partner_kind, 1).await?);
    }
    Ok(found)
}
