//! Making demo data, through the use cases that everybody goes through: every registration is
//! begun, sent in, confirmed and accepted, and leaves its events.

use super::{
    cards, lives,
    names::{self, EXECUTORS, FREE, JOINT_BODIES, PARTNERS, Where},
    samples::Samples,
};
use crate::{App, AppError, identity, jobs, mail::Language, registrations};
use domain::{
    access::{Acting, Actor},
    ids::{OrganisationId, RegistrationId},
    municipality::{self, Municipality, MunicipalityCode},
    registration::{Answers, Applicant},
    values::EmailAddress,
};
use std::collections::BTreeSet;
use storage::{agreements, people};

/// The address of the demo's administrator.
pub const ADMINISTRATOR: &str = "beheer@vroegteken.example";

/// How much demo data.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Municipalities that take part, at most all that exist.
    pub municipalities: usize,
    /// Signal partners.
    pub partners: usize,
    /// Regional partners, joint bodies, executors and a private landlord too; without it every
    /// municipality contracts for itself and every partner is active everywhere.
    pub mix: bool,
    /// Leaves some municipalities free and some registrations in the queue, for whoever looks around.
    pub look_around: bool,
    /// Where chance begins.
    pub seed: u64,
}

/// Makes the data and gives the number of agreements that exist then.
///
/// # Errors
/// [`AppError`]; what was made until then stays.
pub async fn build(app: &App, plan: Plan) -> Result<i64, AppError> {
    // Nobody is there to read thousands of invitations.
    let quiet = app.with_settings(|settings| settings.writes_mails = false);
    let administrator = administrator(&quiet).await?;
    let mut builder = Builder::new(quiet, administrator, plan.seed);
    if plan.mix {
        builder.mixed(plan).await?;
    } else {
        builder.plain(plan).await?;
    }
    jobs::run_due(&builder.app).await?;
    if plan.look_around {
        cards::give(&builder.app, &mut builder.samples).await?;
    }
    if plan.look_around && app.ports().signing.is_some() {
        for party in lives::parties(&builder.app).await? {
            lives::live(&builder.app, &builder.administrator, party).await?;
        }
    }
    crate::monday::pass_over(app).await?;
    Ok(agreements::total(&mut app.read().await?).await?)
}

/// Invites the demo's administrator.
pub(super) async fn administrator(app: &App) -> Result<Actor, AppError> {
    let email = EmailAddress::parse(ADMINISTRATOR).map_err(|_| AppError::Unreadable("administrator"))?;
    identity::invite_administrator(app, &email, "Noor van Dam", Language::Dutch).await?;
    let person = people::by_email(&mut app.read().await?, email.as_str()).await?.ok_or(AppError::NotFound)?;
    Ok(Actor::Person { id: person.id, acting: Acting::Administration, signs: false })
}

/// Makes organisations.
pub(super) struct Builder {
    pub(super) app: App,
    pub(super) administrator: Actor,
    pub(super) samples: Samples,
    taken: BTreeSet<MunicipalityCode>,
    /// KvK number of the first partner, for a registration that bears it too.
    first_kvk: String,
}

impl Builder {
    pub(super) fn new(app: App, administrator: Actor, seed: u64) -> Self {
        let samples = Samples::new(seed);
        Self { app, administrator, samples, taken: BTreeSet::new(), first_kvk: String::new() }
    }

    /// Through begin, send in and confirm.
    async fn register(&self, applicant: Applicant, answers: Answers) -> Result<(RegistrationId, i64), AppError> {
        let token = registrations::begin(&self.app, applicant, answers, Language::Dutch).await?;
        let (_, confirmation) = registrations::send_in(&self.app, &token).await?;
        let confirmation = confirmation.ok_or(AppError::Unreadable("confirmation"))?;
        let registration = registrations::confirm(&self.app, &confirmation).await?;
        Ok((registration.id, registration.version + 1))
    }

    pub(super) async fn join(&self, applicant: Applicant, answers: Answers) -> Result<OrganisationId, AppError> {
        let (id, version) = self.register(applicant, answers).await?;
        registrations::accept(&self.app, &self.administrator, id, version, None).await
    }

    fn valid(&self) -> Vec<&'static Municipality> {
        municipality::valid_on(self.app.today()).collect()
    }

    async fn plain(&mut self, plan: Plan) -> Result<(), AppError> {
        for municipality in self.valid().into_iter().take(plan.municipalities) {
            let answers = self.samples.municipality(municipality, None);
            self.join(Applicant::Municipality, answers).await?;
        }
        for index in 0..plan.partners {
            let (name, sector, kind) = names::numbered(index);
            let answers = self.samples.partner(&name, sector, kind, None);
            self.join(Applicant::SignalPartner, answers).await?;
        }
        Ok(())
    }

    async fn mixed(&mut self, plan: Plan) -> Result<(), AppError> {
        if plan.look_around {
            self.taken.extend(FREE.iter().filter_map(|name| municipality::by_name(name)).map(|free| free.code));
        }
        let mut employees = Vec::new();
        for name in EXECUTORS {
            let answers = self.samples.executor(name);
            employees.extend(answers.contacts.first().cloned().map(|mut contact| {
                contact.works_at = (*name).to_owned();
                contact
            }));
            self.join(Applicant::Executor, answers).await?;
        }
        let room = plan.municipalities;
        for (name, place, count) in JOINT_BODIES {
            let Some(place) = municipality::by_name(place) else { continue };
            let members = self.around(place, *count);
            if members.len() < 2 || self.joined() + members.len() > room {
                continue;
            }
            self.taken.extend(members.iter().map(|member| member.code));
            let answers = self.samples.joint_body(name, &members);
            self.join(Applicant::JointBody, answers).await?;
        }
        let free: Vec<_> = self.valid().into_iter().filter(|m| !self.taken.contains(&m.code)).collect();
        let left = room.saturating_sub(self.joined());
        for (index, municipality) in free.into_iter().take(left).enumerate() {
            // Some executors' people coordinate for several municipalities.
            let contact = employees.get(index / 4).filter(|_| index < employees.len() * 4);
            let mut answers = self.samples.municipality(municipality, contact);
            if let Some(contact) = contact {
                answers.executor = "yes".to_owned();
                answers.executor_name.clone_from(&contact.works_at);
                answers.executor_party = index % 4 == 0;
            }
            self.join(Applicant::Municipality, answers).await?;
        }
        self.partners(plan).await?;
        if plan.look_around {
            self.queue().await?;
        }
        Ok(())
    }

    /// Municipalities that joined so far.
    fn joined(&self) -> usize {
        let free = FREE.iter().filter_map(|name| municipality::by_name(name)).map(|free| free.code);
        self.taken.iter().filter(|code| !free.clone().any(|free| free == **code)).count()
    }

    async fn partners(&mut self, plan: Plan) -> Result<(), AppError> {
        for index in 0..plan.partners.saturating_sub(2) {
            let (name, sector, kind, place) = match PARTNERS.get(index) {
                Some((name, sector, kind, place)) => ((*name).to_owned(), *sector, *kind, *place),
                None => {
                    let (name, sector, kind) = names::numbered(index);
                    (name, sector, kind, Where::Some(5))
                }
            };
            let area = self.area(place);
            let mut answers = self.samples.partner(&name, sector, kind, area);
            if index == 0 {
                self.first_kvk.clone_from(&answers.kvk);
            }
            if index % 9 == 4 {
                self.samples.jointly(&mut answers);
            }
            self.join(Applicant::SignalPartner, answers).await?;
        }
        for place in ["Haarlem", "Deventer"].into_iter().take(plan.partners.min(2)) {
            let Some(place) = municipality::by_name(place) else { continue };
            let answers = self.samples.landlord(place);
            self.join(Applicant::Landlord, answers).await?;
        }
        Ok(())
    }

    fn area(&mut self, place: Where) -> Option<Vec<String>> {
        let valid = self.valid();
        let codes = match place {
            Where::Country => return None,
            Where::Provinces(names) => valid.into_iter().filter(|m| names.contains(&m.province.as_str())).collect(),
            Where::Some(count) => {
                let centre = valid[self.samples.random.usize(..valid.len())];
                near(centre, valid, count)
            }
        };
        Some(codes.into_iter().map(|municipality| municipality.code.to_string()).collect())
    }

    /// Free municipalities of the same province around a place.
    fn around(&self, place: &'static Municipality, count: usize) -> Vec<&'static Municipality> {
        let free = self.valid().into_iter().filter(|m| m.province == place.province && !self.taken.contains(&m.code));
        near(place, free.collect(), count)
    }

    /// Some registrations that wait for the administrator.
    async fn queue(&mut self) -> Result<(), AppError> {
        let free: Vec<_> = FREE.iter().filter_map(|name| municipality::by_name(name)).collect();
        if let Some(rozendaal) = free.iter().find(|m| m.name == "Rozendaal") {
            let answers = self.samples.municipality(rozendaal, None);
            self.register(Applicant::Municipality, answers).await?;
        }
        let mut doubtful = self.samples.partner(
            "Zonnewind Energie Zakelijk",
            "energie",
            domain::party::PartnerKind::EnergySupplier,
            None,
        );
        doubtful.kvk.clone_from(&self.first_kvk);
        doubtful.signatories[0].email = "directie@zonnewind.example".to_owned();
        doubtful.signatories[0].own_mailbox = true;
        self.register(Applicant::SignalPartner, doubtful).await?;
        if let Some(place) = free.first() {
            let answers = self.samples.landlord(place);
            self.register(Applicant::Landlord, answers).await?;
        }
        Ok(())
    }
}

/// The `count` municipalities nearest to `centre` on the tile map, itself first.
fn near(centre: &Municipality, mut among: Vec<&'static Municipality>, count: usize) -> Vec<&'static Municipality> {
    let distance = |m: &Municipality| {
        let across = i32::from(m.column) - i32::from(centre.column);
        let down = i32::from(m.row) - i32::from(centre.row);
        across * across + down * down
    };
    among.sort_by_key(|municipality| (distance(municipality), municipality.code));
    among.truncate(count);
    among
}
