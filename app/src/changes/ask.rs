//! The contact person's side: what stands there now, asking for a change, taking it back, the contact persons.

use super::{applicant, blank, doer, keep, people};
use crate::{
    App, AppError,
    mail::Language,
    organisations::{self, Shown},
};
use domain::{
    access::{Actor, Permission, may},
    audit::{Event, Subject},
    calendar::local_date,
    change::{Kind, Refusal, Stage},
    ids::ChangeId,
    municipality,
    party::{Ground, Organ, OrganisationKind, PartnerKind, Role, WarningSystem},
    registration::{Answers, Applicant, Part, PersonAnswer, Step, SystemAnswer, parse_part},
};
use jiff::civil::Date;
use storage::changes::{self, Change};

/// The organisation of the actor, with the changes that were asked for last.
///
/// # Errors
/// [`AppError::NotAllowed`].
pub async fn own(app: &App, actor: &Actor) -> Result<(Shown, Vec<Change>), AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let shown = organisations::own(app, actor).await?;
    let asked = changes::of(&mut app.read().await?, shown.organisation.id, 20).await?;
    Ok((shown, asked))
}

/// What stands there now, as the answers of a registration.
#[must_use]
pub fn answers_now(shown: &Shown, today: Date) -> Answers {
    let o = &shown.organisation;
    let people =
        |role| -> Vec<PersonAnswer> { shown.members.iter().filter(|member| member.role == role).map(person).collect() };
    let valid = |code: &municipality::MunicipalityCode| {
        municipality::by_code(*code).is_some_and(|known| known.is_valid_on(today)).then(|| code.to_string())
    };
    let contacts = people(Role::Contact);
    let landlord = applicant(o) == Applicant::Landlord;
    let first = contacts.first().filter(|_| landlord).cloned().unwrap_or_default();
    let open = || shown.coverage.iter().filter(|covered| covered.until.is_none());
    let joint = o.kind == OrganisationKind::JointBody;
    let differs = |system: &WarningSystem| o.system.as_ref() != Some(system);
    Answers {
        registrant_name: if landlord { o.name.clone() } else { String::new() },
        registrant_email: first.email,
        phone: first.phone,
        municipality: o.municipality.map(|code| code.to_string()).unwrap_or_default(),
        name: o.name.clone(),
        kvk: o.kvk.clone().unwrap_or_default(),
        street: o.street.clone(),
        postcode: o.postcode.clone(),
        city: o.city.clone(),
        website: o.website.clone().unwrap_or_default(),
        organ: o.organ.map(Organ::as_str).unwrap_or_default().to_owned(),
        members: if joint { open().filter_map(|covered| valid(&covered.municipality)).collect() } else { Vec::new() },
        system: system(o.system.as_ref()),
        member_systems: if joint {
            open()
                .filter(|covered| differs(&covered.system))
                .map(|covered| (covered.municipality.to_string(), system(Some(&covered.system))))
                .collect()
        } else {
            Default::default()
        },
        sector: o.sector.clone().unwrap_or_default(),
        partner_kind: o.partner_kind.map(PartnerKind::as_str).unwrap_or_default().to_owned(),
        area: match (o.kind, o.nationwide) {
            (OrganisationKind::SignalPartner, true) => "country".to_owned(),
            (OrganisationKind::SignalPartner, false) => "chosen".to_owned(),
            _ => String::new(),
        },
        area_codes: shown.area.iter().filter_map(valid).collect(),
        signatories: people(Role::Signatory),
        contacts,
        jointly: o.jointly,
        executor: if o.executor_name.is_some() { "yes" } else { "no" }.to_owned(),
        executor_name: o.executor_name.clone().unwrap_or_default(),
        executor_party: o.executor_party,
        clients: o.clients.clone().unwrap_or_default(),
    }
}

fn system(system: Option<&WarningSystem>) -> SystemAnswer {
    let name = match system {
        Some(WarningSystem::Other(name)) => name.clone(),
        _ => String::new(),
    };
    SystemAnswer { code: system.map(WarningSystem::code).unwrap_or_default().to_owned(), name }
}

pub(super) fn person(member: &organisations::Member) -> PersonAnswer {
    PersonAnswer {
        name: member.person.name.clone(),
        email: member.person.email.clone(),
        phone: member.person.phone.clone().unwrap_or_default(),
        function: member.function.clone().unwrap_or_default(),
        works_at: member.works_at.clone().unwrap_or_default(),
        ground: member.ground.map(Ground::as_str).unwrap_or_default().to_owned(),
        mandate_date: member.mandate_date.map(|day| day.to_string()).unwrap_or_default(),
        // It was looked at when it was first given.
        own_mailbox: true,
    }
}

/// Asks for a change of the own organisation. It waits for the administrator.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for a kind that this organisation has nothing of;
/// [`AppError::Problems`]; [`AppError::Change`] when nothing changes or the same waits already.
pub async fn ask(
    app: &App,
    actor: &Actor,
    kind: Kind,
    answers: &Answers,
    language: Language,
) -> Result<ChangeId, AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let shown = organisations::own(app, actor).await?;
    asked(app, actor, &shown, kind, answers, language).await
}

/// Keeps what was filled in as a change that waits for a decision, whoever filled it in.
pub(super) async fn asked(
    app: &App,
    actor: &Actor,
    shown: &Shown,
    kind: Kind,
    answers: &Answers,
    language: Language,
) -> Result<ChangeId, AppError> {
    let organisation = &shown.organisation;
    let sort = applicant(organisation);
    let step = kind.step(sort).filter(|_| kind.fits(sort)).ok_or(AppError::NotFound)?;
    let mut work = app.begin(doer(actor)).await?;
    let today = local_date(work.now);
    parse_part(sort, step, answers, today).map_err(AppError::Problems)?;
    let now = answers_now(shown, today).only(step);
    let wanted = answers.only(step);
    if same(&now, &wanted) {
        return Err(Refusal::NothingChanges.into());
    }
    super::municipalities::none_gone(&mut work, step, &wanted).await?;
    super::alive(&mut work, organisation.id).await?;
    let mut change = blank(&work, kind, actor, language.code());
    change.subject = Some(format!("{}:{}", kind.as_str(), organisation.id));
    change.organisation = Some(organisation.id);
    change.answers = Some(wanted);
    keep(&mut work, &change).await?;
    let event = Event::ChangeAsked { change: kind.as_str().to_owned() };
    work.record(Subject::Organisation(organisation.id), &event).await?;
    super::second::ask_colleagues(&mut work, &change).await?;
    work.commit().await?;
    Ok(change.id)
}

/// Whether two pages say the same; that an own mailbox was confirmed says nothing by itself.
pub(super) fn same(one: &Answers, other: &Answers) -> bool {
    let plain = |answers: &Answers| {
        let mut answers = answers.clone();
        for person in answers.contacts.iter_mut().chain(&mut answers.signatories) {
            person.own_mailbox = false;
        }
        answers.area_codes.sort_unstable();
        if answers.area == "country" {
            answers.area_codes.clear();
        }
        answers
    };
    plain(one) == plain(other)
}

/// Takes a request of the own organisation back, as long as it waits.
///
/// # Errors
/// [`AppError::NotFound`] for another organisation's; [`AppError::Change`] when it was decided.
pub async fn take_back(app: &App, actor: &Actor, id: ChangeId) -> Result<(), AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let own = actor.organisation().ok_or(AppError::NotFound)?;
    let mut work = app.begin(doer(actor)).await?;
    let found = changes::find(&mut work.tx, id).await?.filter(|change| change.organisation == Some(own));
    let mut change = found.ok_or(AppError::NotFound)?;
    match change.stage {
        Stage::Asked => {}
        Stage::TakenBack => return Ok(()),
        _ => return Err(Refusal::Decided.into()),
    }
    change.stage = Stage::TakenBack;
    change.subject = None;
    changes::save(&mut work.tx, &change).await.map_err(AppError::saving)?;
    let event = Event::ChangeTakenBack { change: change.kind.as_str().to_owned() };
    work.record(Subject::Organisation(own), &event).await?;
    work.commit().await.map_err(AppError::saving)
}

/// Changes the contact persons of the own organisation, at once: they stand in an annex that informs, and make no
/// new version.
///
/// # Errors
/// [`AppError::NotAllowed`]; [`AppError::NotFound`] for a private landlord, who is the contact person;
/// [`AppError::Problems`].
pub async fn change_contacts(app: &App, actor: &Actor, answers: &Answers, language: Language) -> Result<(), AppError> {
    AppError::unless_allowed(may(actor, Permission::ChangeOrganisation))?;
    let shown = organisations::own(app, actor).await?;
    contacts_of(app, actor, &shown, answers, language).await
}

pub(super) async fn contacts_of(
    app: &App,
    actor: &Actor,
    shown: &Shown,
    answers: &Answers,
    language: Language,
) -> Result<(), AppError> {
    let sort = applicant(&shown.organisation);
    if !sort.steps().contains(&Step::Contacts) {
        return Err(AppError::NotFound);
    }
    let mut work = app.begin(doer(actor)).await?;
    let part = parse_part(sort, Step::Contacts, answers, local_date(work.now)).map_err(AppError::Problems)?;
    let Part::Contacts(contacts) = part else { return Err(AppError::Unreadable("contact persons")) };
    let organisation = super::alive(&mut work, shown.organisation.id).await?;
    let wanted = contacts.iter().map(people::Wanted::contact).collect();
    let inviter = people::Inviter { person: actor.person(), language };
    people::set(&mut work, &organisation, Role::Contact, wanted, inviter).await?;
    work.record(Subject::Organisation(organisation.id), &Event::ContactsChanged).await?;
    work.commit().await.map_err(AppError::saving)
}
