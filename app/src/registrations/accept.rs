//! Accepting a registration: organisation, people, invitations, coverage, and the job that
//! generates the agreements, in one transaction.

use super::decide::{administrator, find, fits_as_hand_over};
use crate::{
    App, AppError, Work, generation,
    mail::{Language, texts},
};
use domain::{
    access::Actor,
    audit::{Event, Subject},
    calendar::local_date,
    ids::{OrganisationId, RegistrationId},
    municipality::{self, MunicipalityCode},
    party::{OrganisationKind, Role, WarningSystem},
    registration::{self, Application, Area, Body, Move},
};
use jiff::civil::Date;
use storage::{
    coverage,
    organisations::{self, Organisation},
    people::{self, NewRole, Person},
    registrations,
};

/// Accepts a registration and gives the organisation that came of it. `hand_over` is the first day
/// on which this party covers municipalities that another party covers until then.
///
/// # Errors
/// [`AppError::NotNow`] when it was decided already, [`AppError::Stale`] when `version` is not the
/// one that was shown, [`AppError::NeedsHandOver`] and [`AppError::HandOverDate`],
/// [`AppError::Problems`] when its answers hold no longer (a municipality that ended meanwhile).
pub async fn accept(
    app: &App,
    actor: &Actor,
    id: RegistrationId,
    version: i64,
    hand_over: Option<Date>,
) -> Result<OrganisationId, AppError> {
    let doer = administrator(actor)?;
    let mut work = app.begin(doer).await?;
    let mut registration = find(&mut work.tx, id).await?;
    registration.stage = registration.stage.after(Move::Accept)?;
    if registration.version != version {
        return Err(AppError::Stale);
    }
    let today = local_date(work.now);
    let application =
        registration::parse(registration.applicant, &registration.answers, today).map_err(AppError::Problems)?;
    for step in registration.applicant.steps() {
        crate::changes::none_gone(&mut work, *step, &registration.answers).await?;
    }
    let language = Language::from_code(&registration.language);
    let admission = Admission { registration: id, hand_over, language, invite: true };
    let new = take_in(&mut work, registration.applicant.organisation_kind(), &application, &admission).await?;
    registration.changed_at = work.now;
    registration.decided_at = Some(work.now);
    registration.decided_by = actor.person();
    registration.organisation = Some(new);
    registrations::save(&mut work.tx, &registration).await.map_err(AppError::saving)?;
    work.record(Subject::Registration(id), &Event::RegistrationAccepted { organisation: new }).await?;
    let link = app.settings().link("/inloggen");
    let mail = texts::registration_accepted(language, application.name.as_str(), &link);
    work.mail(&registration.email, mail).await?;
    work.commit().await?;
    Ok(new)
}

/// How an application is taken in.
pub(crate) struct Admission {
    /// The registration that it stands in.
    pub(crate) registration: RegistrationId,
    /// The first day on which it covers what another party covers until then.
    pub(crate) hand_over: Option<Date>,
    /// The language of the people that are new.
    pub(crate) language: Language,
    /// Whether its people are invited by mail.
    pub(crate) invite: bool,
}

/// Makes an organisation of an application, with its people, what it covers, and the job that generates its
/// agreements: for a registration that is accepted, and for a row of an import.
pub(crate) async fn take_in(
    work: &mut Work<'_>,
    kind: OrganisationKind,
    application: &Application,
    admission: &Admission,
) -> Result<OrganisationId, AppError> {
    let organisation = organisation(work, application, kind, admission.registration).await?;
    organisations::add(&mut work.tx, &organisation).await.map_err(AppError::saving)?;
    let new = organisation.id;
    let event = Event::OrganisationAdded { registration: admission.registration };
    work.record(Subject::Organisation(new), &event).await?;
    match &application.body {
        Body::Municipality { code, system, .. } => {
            cover(work, new, &[(*code, system.clone())], admission.hand_over).await?;
        }
        Body::JointBody { members, .. } => cover(work, new, members, admission.hand_over).await?,
        Body::SignalPartner { area: Area::Municipalities(codes), .. } => {
            organisations::add_area(&mut work.tx, new, codes.iter().copied()).await?;
        }
        Body::SignalPartner { area: Area::Country, .. } => {}
        Body::Executor { .. } => drop(organisations::adopt(&mut work.tx, &organisation).await?),
    }
    people(work, application, &organisation, admission).await?;
    if organisation.kind != OrganisationKind::Executor {
        generation::enqueue(work, new).await?;
    }
    Ok(new)
}

async fn organisation(
    work: &mut Work<'_>,
    application: &Application,
    kind: OrganisationKind,
    registration: RegistrationId,
) -> Result<Organisation, AppError> {
    let executor = match &application.execution {
        None => None,
        Some(execution) => organisations::executor_by_name(&mut work.tx, execution.name.as_str()).await?,
    };
    let mut organisation = Organisation {
        id: work.app.ports().id(),
        kind,
        name: application.name.to_string(),
        kvk: application.kvk.as_ref().map(ToString::to_string),
        sector: None,
        partner_kind: None,
        municipality: None,
        province: None,
        organ: None,
        system: None,
        street: application.address.street.clone(),
        postcode: application.address.postcode.to_string(),
        city: application.address.city.clone(),
        website: application.website.as_ref().map(ToString::to_string),
        nationwide: false,
        jointly: application.jointly,
        executor: executor.map(|executor| executor.id),
        executor_name: application.execution.as_ref().map(|execution| execution.name.to_string()),
        executor_party: application.execution.as_ref().is_some_and(|execution| execution.party),
        clients: None,
        registration,
        accepted_at: work.now,
        generated_at: None,
        ended_at: None,
    };
    match &application.body {
        Body::Municipality { code, organ, system } => {
            organisation.municipality = Some(*code);
            organisation.province = municipality::by_code(*code).map(|municipality| municipality.province);
            organisation.organ = Some(*organ);
            organisation.system = Some(system.clone());
        }
        Body::JointBody { organ, system, .. } => {
            organisation.organ = Some(*organ);
            organisation.system = Some(system.clone());
        }
        Body::SignalPartner { sector, kind, area } => {
            organisation.sector = Some(sector.clone());
            organisation.partner_kind = Some(*kind);
            organisation.nationwide = *area == Area::Country;
        }
        Body::Executor { clients } => organisation.clients.clone_from(clients),
    }
    Ok(organisation)
}

/// On any date a municipality is covered by exactly one party: who covers it now hands over.
async fn cover(
    work: &mut Work<'_>,
    party: OrganisationId,
    members: &[(MunicipalityCode, WarningSystem)],
    hand_over: Option<Date>,
) -> Result<(), AppError> {
    let today = local_date(work.now);
    for (code, system) in members {
        let municipality = municipality::by_code(*code).ok_or(AppError::Unreadable("municipality"))?;
        let from = match coverage::open(&mut work.tx, *code).await? {
            None => today,
            Some(present) => {
                let on = hand_over.ok_or(AppError::NeedsHandOver)?;
                if !fits_as_hand_over(on, today, present.from) {
                    return Err(AppError::HandOverDate);
                }
                coverage::end(&mut work.tx, *code, on).await?;
                let event = Event::CoverageHandedOver {
                    municipality: code.to_string(),
                    from: present.organisation,
                    to: party,
                    on: on.to_string(),
                };
                work.record(Subject::Organisation(present.organisation), &event).await?;
                work.record(Subject::Organisation(party), &event).await?;
                crate::changes::hand_over_follows(work, party, present.organisation, *code, on).await?;
                on
            }
        };
        coverage::add(&mut work.tx, party, *code, municipality.province, system, from)
            .await
            .map_err(AppError::saving)?;
    }
    Ok(())
}

/// Its people with their roles; where they are invited, one invitation per person, with all roles of that person.
async fn people(
    work: &mut Work<'_>,
    application: &Application,
    organisation: &Organisation,
    admission: &Admission,
) -> Result<(), AppError> {
    let language = admission.language;
    let mut named: Vec<(Person, NewRole)> = Vec::new();
    for contact in &application.contacts {
        let phone = Some(contact.phone.to_string());
        let person = person(work, contact.name.as_str(), contact.email.as_str(), phone, language);
        let role = NewRole {
            id: work.app.ports().id(),
            person: person.id,
            organisation: Some(organisation.id),
            role: Role::Contact,
            function: contact.function.clone(),
            ground: None,
            mandate_date: None,
            works_at: contact.works_at.clone(),
            given_by: None,
        };
        named.push((person, role));
    }
    for signatory in &application.signatories {
        let phone = signatory.phone.as_ref().map(ToString::to_string);
        let person = person(work, signatory.name.as_str(), signatory.email.as_str(), phone, language);
        let role = NewRole {
            id: work.app.ports().id(),
            person: person.id,
            organisation: Some(organisation.id),
            role: Role::Signatory,
            function: Some(signatory.function.clone()),
            ground: Some(signatory.ground),
            mandate_date: signatory.mandate_date,
            works_at: None,
            given_by: None,
        };
        named.push((person, role));
    }
    // By address, whatever the order in the form: acceptances at the same time that share people then
    // wait for each other, where in the order of the form PostgreSQL would find a deadlock.
    named.sort_by(|(one, _), (other, _)| one.email.cmp(&other.email));
    let mut invited: Vec<(Person, Vec<Role>)> = Vec::new();
    for (new, mut role) in named {
        let (person, _) = people::add(&mut work.tx, &new, work.now).await?;
        role.person = person.id;
        let kind = role.role;
        people::give(&mut work.tx, role, work.now).await?;
        match invited.iter_mut().find(|(other, _)| other.id == person.id) {
            Some((_, roles)) => roles.push(kind),
            None => invited.push((person, vec![kind])),
        }
    }
    if !admission.invite {
        return Ok(());
    }
    let link = work.app.settings().link("/inloggen");
    for (person, roles) in invited {
        let language = Language::from_code(&person.language);
        let mail = texts::invitation(language, &person.name, &organisation.name, &roles, &link);
        work.mail(&person.email, mail).await?;
        let event = Event::PersonInvited { organisation: organisation.id };
        work.record(Subject::Person(person.id), &event).await?;
    }
    Ok(())
}

/// Somebody as named in the form; whoever has the address already stays as they are.
fn person(work: &Work<'_>, name: &str, email: &str, phone: Option<String>, language: Language) -> Person {
    Person {
        id: work.app.ports().id(),
        email: email.to_owned(),
        name: name.to_owned(),
        phone,
        language: language.code().to_owned(),
    }
}
