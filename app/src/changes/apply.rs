//! Writing what was asked into the organisation. Its agreements follow in `carry`.

use super::{applicant, people};
use crate::{AppError, Work, documents::facts::keep_side, mail::Language};
use domain::{
    audit::{Event, Subject},
    calendar::local_date,
    change::Kind,
    party::{OrganisationKind, Role},
    registration::{Area, Execution, Part, Signatory, parse_part},
};
use storage::{
    changes::Change,
    coverage, organisation_changes as writes,
    organisations::{self, Organisation},
};

/// Whether agreements may have to follow.
pub(super) struct Applied {
    pub(super) agreements_follow: bool,
}

/// Writes what a form asked for.
///
/// # Errors
/// [`AppError::Problems`] when the answers hold no longer; [`AppError::Change`] when the organisation has ended.
pub(super) async fn answers(work: &mut Work<'_>, change: &Change) -> Result<Applied, AppError> {
    let mut organisation = super::alive(work, change.organisation.ok_or(AppError::NotFound)?).await?;
    let sort = applicant(&organisation);
    let step = change.kind.step(sort).filter(|_| change.kind.fits(sort)).ok_or(AppError::NotFound)?;
    let mut answers = change.answers.clone().ok_or(AppError::NotFound)?;
    let today = local_date(work.now);
    if organisation.kind == OrganisationKind::JointBody {
        // Members come and go by take-over only: those of now count.
        let covered = coverage::of(&mut work.tx, organisation.id, today).await?;
        answers.members =
            covered.iter().filter(|one| one.until.is_none()).map(|one| one.municipality.to_string()).collect();
    }
    super::municipalities::none_gone(work, step, &answers).await?;
    let part = parse_part(sort, step, &answers, today).map_err(AppError::Problems)?;
    let before = keep_side(work, &organisation).await?;
    let inviter = people::Inviter { person: change.asked_by, language: Language::from_code(&change.language) };
    write(work, &mut organisation, part, inviter).await?;
    let members = change.kind == Kind::System && organisation.kind == OrganisationKind::JointBody;
    let follow = members || change.kind == Kind::Area || keep_side(work, &organisation).await? != before;
    Ok(Applied { agreements_follow: follow })
}

async fn write(
    work: &mut Work<'_>,
    organisation: &mut Organisation,
    part: Part,
    inviter: people::Inviter,
) -> Result<(), AppError> {
    match part {
        Part::Organisation { name, organ, kvk, address, website } => {
            if organisation.kind != OrganisationKind::Municipality {
                organisation.name = name.to_string();
            }
            organisation.organ = organ.or(organisation.organ);
            organisation.kvk = Some(kvk.to_string());
            organisation.website = website.map(|website| website.to_string());
            set_address(organisation, &address);
        }
        Part::Home { registrant, phone, kvk, address } => {
            organisation.name = registrant.name.to_string();
            organisation.kvk = kvk.map(|kvk| kvk.to_string());
            set_address(organisation, &address);
            for role in [Role::Contact, Role::Signatory] {
                let (name, email) = (registrant.name.as_str(), registrant.email.as_str());
                let wanted = people::Wanted::landlord(name, email, &phone.to_string(), role);
                people::set(work, organisation, role, vec![wanted], inviter).await?;
            }
        }
        Part::System { system, members } => {
            let today = local_date(work.now);
            for covered in coverage::of(&mut work.tx, organisation.id, today).await? {
                let own = members.iter().find(|(code, _)| *code == covered.municipality).map(|(_, own)| own);
                let own = own.unwrap_or(&system);
                writes::set_covered_system(&mut work.tx, organisation.id, covered.municipality, own).await?;
            }
            organisation.system = Some(system);
        }
        Part::Area(area) => set_area(work, organisation, area).await?,
        Part::Signatories(signatories, jointly) => {
            set_signatories(work, organisation, &signatories, inviter).await?;
            organisation.jointly = jointly;
        }
        Part::Execution(execution) => set_execution(work, organisation, execution).await?,
        Part::Clients(clients) => organisation.clients = clients,
        Part::Contacts(_) => return Err(AppError::NotFound),
    }
    writes::save(&mut work.tx, organisation).await?;
    Ok(())
}

fn set_address(organisation: &mut Organisation, address: &domain::party::Address) {
    organisation.street.clone_from(&address.street);
    organisation.postcode = address.postcode.to_string();
    organisation.city.clone_from(&address.city);
}

async fn set_area(work: &mut Work<'_>, organisation: &mut Organisation, area: Area) -> Result<(), AppError> {
    writes::clear_area(&mut work.tx, organisation.id).await?;
    organisation.nationwide = area == Area::Country;
    if let Area::Municipalities(codes) = area {
        organisations::add_area(&mut work.tx, organisation.id, codes).await?;
    }
    Ok(())
}

async fn set_signatories(
    work: &mut Work<'_>,
    organisation: &Organisation,
    signatories: &[Signatory],
    inviter: people::Inviter,
) -> Result<(), AppError> {
    let wanted = signatories.iter().map(people::Wanted::signatory).collect();
    people::set(work, organisation, Role::Signatory, wanted, inviter).await
}

async fn set_execution(
    work: &mut Work<'_>,
    organisation: &mut Organisation,
    execution: Option<Execution>,
) -> Result<(), AppError> {
    let executor = match &execution {
        None => None,
        Some(execution) => organisations::executor_by_name(&mut work.tx, execution.name.as_str()).await?,
    };
    organisation.executor = executor.map(|executor| executor.id);
    organisation.executor_party = execution.as_ref().is_some_and(|execution| execution.party);
    organisation.executor_name = execution.map(|execution| execution.name.to_string());
    Ok(())
}

/// Tells in the history of the organisation that a change was decided.
pub(super) async fn record_accepted(work: &mut Work<'_>, change: &Change, administrator: bool) -> Result<(), AppError> {
    let (kind, on) = (change.kind.as_str().to_owned(), change.on.map(|day| day.to_string()));
    let event =
        if administrator { Event::ChangeAccepted { change: kind, on } } else { Event::ChangeSeconded { change: kind } };
    for organisation in [change.organisation, change.other].into_iter().flatten() {
        work.record(Subject::Organisation(organisation), &event).await?;
    }
    Ok(())
}
