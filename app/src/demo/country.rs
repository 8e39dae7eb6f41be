//! The whole country, for measuring: every municipality, a thousand partners, an agreement for every pair, each
//! somewhere in its life. Organisations and people come through the use cases that everybody goes through;
//! agreements are written many at a time, each moved by the same machine as all others.
//!
//! Documents of what was released are one and the same, with what it says: typesetting two hundred thousand takes an
//! hour. What all have signed keeps no text of its own, which nobody but the machine would read.

use super::{
    build::{Builder, administrator},
    names,
};
use crate::{
    App, AppError, Work,
    agreements::moves::told,
    documents::facts::keep_side,
    generation::{JOB, TEMPLATE, places},
    tallies,
};
use domain::{
    agreement::{Act, Agreement, AgreementNumber, Draft, Onboarded, Reason, Side, StateKind, Withdrawal},
    audit::{Doer, Event, Subject},
    calendar::local_date,
    ids::{AgreementId, OrganisationId, PersonId},
    municipality,
    party::Role,
    registration::Applicant,
};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use storage::{
    bulk::{self, Standing, Whole},
    generation::RevisionFacts,
    jobs, meta, offers,
    organisations::{self, Organisation},
    people,
    resting::Resting,
    store::Digest,
};
use uuid::Uuid;

/// How long ago the first organisation joined, in hours: 26 weeks.
const BEGAN: i64 = 26 * 7 * 24;
/// Within so many hours all joined.
const JOINED: i64 = 22 * 7 * 24;
/// People who sign for a municipality beside its contact person, so that there are 1,350.
const MORE_PEOPLE: usize = 7;
/// Partners whose agreements are held in memory at once.
const TOGETHER: usize = 25;

/// A clock that goes on when it is told to.
struct Told(AtomicI64);

impl crate::ports::Clock for Told {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// An organisation as its agreements need it.
#[derive(Clone)]
struct Known {
    organisation: Organisation,
    sort: String,
    facts: [u8; 32],
    person: PersonId,
}

/// A line of the log, without its id.
type Line = (Timestamp, Doer, AgreementId, Event);

/// What becomes of an agreement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Life {
    Prepared,
    OnHold,
    Released,
    ByParty,
    ByPartner,
    Declined,
    Signed,
    Active,
    Withdrawn,
    Terminated,
}

/// Of a thousand agreements, how many live which life.
const LIVES: [(u32, Life); 10] = [
    (380, Life::Prepared),
    (40, Life::OnHold),
    (140, Life::Released),
    (45, Life::ByParty),
    (35, Life::ByPartner),
    (15, Life::Declined),
    (60, Life::Signed),
    (260, Life::Active),
    (10, Life::Withdrawn),
    (15, Life::Terminated),
];

/// Which country.
#[derive(Clone, Copy, Debug)]
pub struct Country {
    /// Municipalities, at most all that exist.
    pub municipalities: usize,
    /// Signal partners, each active everywhere.
    pub partners: usize,
    /// Where chance begins.
    pub seed: u64,
    /// Leaves out the log of agreements.
    pub lean: bool,
    /// Leaves every agreement prepared.
    pub prepared: bool,
}

/// Makes the country and gives the number of agreements.
///
/// # Errors
/// [`AppError`]; what was made until then stays.
pub async fn country(app: &App, plan: Country) -> Result<i64, AppError> {
    let Country { municipalities, partners, seed, .. } = plan;
    let now = app.now();
    let clock = Arc::new(Told(AtomicI64::new(hours_before(now, BEGAN).as_microsecond())));
    let quiet = at(app, clock.clone());
    let administrator = administrator(&quiet).await?;
    let builder = Builder::new(quiet.clone(), administrator, seed);
    let random = fastrand::Rng::with_seed(seed);
    let mut country = Maker { app: quiet, builder, clock, now, random, plan, document: None, weeks: BTreeMap::new() };
    let parties = country.parties(municipalities).await?;
    let apart = JOINED / i64::try_from(partners.max(1)).unwrap_or(i64::MAX);
    let mut joined = Vec::new();
    for index in 0..partners {
        country.go_on(SignedDuration::from_mins(apart * 60 + 17));
        let partner = country.partner(index).await?;
        joined.push((partner, country.app.now()));
    }
    tallies::add_up(&country.app).await?;
    // Before anything waits: all of it is new to everybody on the coming Monday.
    country.go_on(SignedDuration::from_hours(BEGAN));
    crate::monday::pass_over(&country.app).await?;
    country.agreements(&parties, &joined).await?;
    Ok(storage::agreements::total(&mut app.read().await?).await?)
}

/// The portal at the moments of this clock, without mail.
fn at(app: &App, clock: Arc<Told>) -> App {
    let mut ports = app.ports().clone();
    ports.ids = Arc::new(crate::ports::TimeIds::new(clock.clone()));
    ports.clock = clock;
    let mut settings = app.settings().clone();
    settings.writes_mails = false;
    App::new(app.db().clone(), ports, settings)
}

fn hours_before(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(now)
}

struct Maker {
    app: App,
    builder: Builder,
    clock: Arc<Told>,
    now: Timestamp,
    random: fastrand::Rng,
    plan: Country,
    /// The document that stands for all: its bytes, its pages and what it says.
    document: Option<(Digest, i64, Arc<str>)>,
    /// What came into a state: week, sector, code.
    weeks: BTreeMap<(String, String, &'static str), i64>,
}

impl Maker {
    fn go_on(&self, by: SignedDuration) {
        let micros = i64::try_from(by.as_micros()).unwrap_or(0);
        let latest = self.now.as_microsecond() - 1_000_000;
        let next = self.clock.0.load(Ordering::Relaxed).saturating_add(micros).min(latest);
        self.clock.0.store(next, Ordering::Relaxed);
    }

    async fn parties(&mut self, most: usize) -> Result<Vec<Known>, AppError> {
        let mut parties = Vec::new();
        for (index, place) in municipality::valid_on(self.app.today()).take(most).enumerate() {
            self.go_on(SignedDuration::from_mins(7));
            let mut answers = self.builder.samples.municipality(place, None);
            let own = answers.signatories[0].clone();
            answers.signatories[0].name.clone_from(&answers.contacts[0].name);
            answers.signatories[0].email.clone_from(&answers.contacts[0].email);
            if index < MORE_PEOPLE {
                answers.signatories.push(own);
            }
            let id = self.builder.join(Applicant::Municipality, answers).await?;
            parties.push(self.known(id).await?);
        }
        Ok(parties)
    }

    async fn partner(&mut self, index: usize) -> Result<Known, AppError> {
        let (name, sector, kind) = names::numbered(index);
        let mut answers = self.builder.samples.partner(&name, sector, kind, None);
        answers.signatories[0].name.clone_from(&answers.contacts[0].name);
        answers.signatories[0].email.clone_from(&answers.contacts[0].email);
        let id = self.builder.join(Applicant::SignalPartner, answers).await?;
        self.known(id).await
    }

    async fn known(&self, id: OrganisationId) -> Result<Known, AppError> {
        let mut work = self.app.begin(Doer::Portal).await?;
        let organisation = organisations::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
        let facts = keep_side(&mut work, &organisation).await?;
        let members = people::members(&mut work.tx, id).await?;
        let person = members.iter().find(|member| member.role == Role::Contact).ok_or(AppError::NotFound)?.person.id;
        let now = work.now;
        organisations::generated(&mut work.tx, id, now).await?;
        work.commit_quietly("each agreement has its own event").await?;
        Ok(Known { sort: municipality::fold(&organisation.name), organisation, facts, person })
    }

    /// An agreement of each of these partners with every party, all in one transaction: indexes and triggers rest
    /// meanwhile, and nobody may ever see the database without them.
    async fn agreements(&mut self, parties: &[Known], partners: &[(Known, Timestamp)]) -> Result<(), AppError> {
        let app = self.app.clone();
        let mut work = app.begin(Doer::Portal).await?;
        let resting = Resting::begin(&mut work.tx).await?;
        for some in partners.chunks(TOGETHER) {
            let (mut all, mut lines) = (Vec::with_capacity(parties.len() * some.len()), Vec::new());
            for (partner, joined) in some {
                self.of_partner(&mut work, (parties, partner), *joined, (&mut all, &mut lines)).await?;
            }
            bulk::add(&mut work.tx, &all).await?;
            if !self.plan.lean {
                let lines: Vec<_> = lines
                    .into_iter()
                    .map(|(at, doer, id, event)| (self.id_of(at).into(), at, doer, Subject::Agreement(id), event))
                    .collect();
                bulk::record(&mut work.tx, &lines).await?;
            }
        }
        resting.end(&mut work.tx).await?;
        for ((week, sector, code), n) in std::mem::take(&mut self.weeks) {
            storage::tallies::add_to_week(&mut work.tx, &week, &sector, code, n).await?;
        }
        storage::tallies::recount(&mut work.tx).await?;
        // The agreements stand: what would have made them has nothing to do.
        let now = work.now;
        jobs::settle(&mut work.tx, "work", JOB, now).await?;
        offers::rebuild(&mut work.tx).await?;
        Ok(work.commit_quietly("the events are written many at a time").await?)
    }

    /// The agreements of a partner with every party, and what the log says of them.
    async fn of_partner(
        &mut self,
        work: &mut Work<'_>,
        (parties, partner): (&[Known], &Known),
        created: Timestamp,
        (all, lines): (&mut Vec<Whole>, &mut Vec<Line>),
    ) -> Result<(), AppError> {
        let year = local_date(created).year();
        let count = i64::try_from(parties.len()).unwrap_or(i64::MAX);
        let first = meta::take_numbers(&mut work.tx, &format!("agreements-{year}"), count).await?;
        for (party, sequence) in parties.iter().zip(first..) {
            let number = u32::try_from(sequence).ok().and_then(|sequence| AgreementNumber::new(year, sequence).ok());
            let number = number.ok_or(AppError::Unreadable("running number"))?;
            let (executor, slots) = places(self.app.ports(), &party.organisation, &partner.organisation);
            let draft = Draft { id: self.app.ports().id(), executor, slots };
            let id: AgreementId = self.app.ports().id();
            let (own, other) = (party.organisation.id, partner.organisation.id);
            let agreement = Agreement::prepare(id, number, own, other, draft)?;
            lines.push((created, Doer::Portal, id, Event::AgreementPrepared { number }));
            let (agreement, changed, moves) = self.live(agreement, (party, partner), created, lines)?;
            let document = if moves > 0 && released(agreement.kind()) {
                let (bytes, pages, said) = self.document(work, &agreement, (party, partner)).await?;
                let facts = if agreement.kind().is_signable() { said } else { Arc::from("{}") };
                Some(Standing { bytes, facts, pages, at: changed })
            } else {
                None
            };
            all.push(Whole {
                parts: agreement.into_parts(),
                facts: self.facts(party, partner),
                created_at: created,
                changed_at: changed,
                party_sort: party.sort.clone(),
                partner_sort: partner.sort.clone(),
                sector: partner.organisation.sector.clone().unwrap_or_default(),
                document,
                moves,
            });
        }
        Ok(())
    }

    /// The document that stands for all, made for the first that needs one.
    async fn document(
        &mut self,
        work: &mut Work<'_>,
        agreement: &Agreement,
        (party, partner): (&Known, &Known),
    ) -> Result<(Digest, i64, Arc<str>), AppError> {
        if let Some(made) = &self.document {
            return Ok(made.clone());
        }
        let facts = self.facts(party, partner);
        let (bytes, pages, said) = crate::documents::placeholder(work, agreement, &facts).await?;
        Ok(self.document.insert((bytes, pages, Arc::from(said))).clone())
    }

    fn facts(&self, party: &Known, partner: &Known) -> RevisionFacts {
        RevisionFacts { template: TEMPLATE.to_owned(), party: party.facts, partner: partner.facts, members: None }
    }

    /// An id of a moment that has passed.
    fn id_of(&mut self, at: Timestamp) -> Uuid {
        let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
        let mut bytes = [0; 10];
        self.random.fill(&mut bytes);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    /// Through the acts of one life. Gives when it changed last, and how often.
    fn live(
        &mut self,
        agreement: Agreement,
        (party, partner): (&Known, &Known),
        created: Timestamp,
        lines: &mut Vec<Line>,
    ) -> Result<(Agreement, Timestamp, i64), AppError> {
        let mut chance = self.random.u32(..1000);
        let life = LIVES.iter().find(|(share, _)| {
            let here = chance < *share;
            chance = chance.wrapping_sub(*share);
            here
        });
        let life = life.filter(|_| !self.plan.prepared).map_or(Life::Prepared, |(_, life)| *life);
        let own = agreement.revision().slots.iter().filter(|slot| slot.side == Side::Municipality);
        let own: Vec<_> = own.map(|slot| slot.id).collect();
        let others: Vec<_> =
            agreement.revision().slots.iter().filter(|slot| slot.side == Side::Partner).map(|slot| slot.id).collect();
        let mut acts = self.acts(life, (party.person, partner.person), created)?;
        let mut at = created;
        let (mut agreement, mut moves) = (agreement, 0);
        self.came(agreement.kind(), created, partner);
        // What is left of the time is shared by what happens in it.
        let left = self.now.duration_since(created).as_secs().max(1);
        let step = (left / i64::try_from(acts.len() + 1).unwrap_or(1)).max(1);
        for (act, by) in acts.drain(..) {
            let acts: Vec<Act> = match act {
                Planned::Act(act) => vec![act],
                Planned::Sign(Side::Municipality) => own.iter().map(|slot| Act::FillSlot { slot: *slot }).collect(),
                Planned::Sign(_) => others.iter().map(|slot| Act::FillSlot { slot: *slot }).collect(),
            };
            at = at.checked_add(SignedDuration::from_secs(self.random.i64(1..=step))).unwrap_or(at);
            at = Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at);
            for act in acts {
                let before = agreement.kind();
                let (next, moved) = agreement.apply(act, at, Some(by))?;
                agreement = next;
                moves += 1;
                let events = told(&moved, before, agreement.kind());
                lines.extend(events.into_iter().map(|event| (at, Doer::Person(by), agreement.id(), event)));
                if agreement.kind() != before {
                    self.came(agreement.kind(), at, partner);
                }
            }
        }
        Ok((agreement, at, moves))
    }

    /// It came into this state at this moment, which the triggers that rest do not tell.
    fn came(&mut self, state: StateKind, at: Timestamp, partner: &Known) {
        let week = tallies::week(local_date(at));
        let sector = partner.organisation.sector.clone().unwrap_or_default();
        *self.weeks.entry((week, sector, state.as_str())).or_default() += 1;
    }

    fn acts(
        &mut self,
        life: Life,
        (contact, partner): (PersonId, PersonId),
        created: Timestamp,
    ) -> Result<Vec<(Planned, PersonId)>, AppError> {
        let reason = |text| Reason::parse(text).map_err(|_| AppError::Unreadable("reason"));
        let day = local_date(self.now);
        let release = (Planned::Act(Act::Release), contact);
        let (own, other) = ((Planned::Sign(Side::Municipality), contact), (Planned::Sign(Side::Partner), partner));
        Ok(match life {
            Life::Prepared => Vec::new(),
            Life::OnHold => {
                let until = day.checked_add(self.random.i64(1..200).days()).ok();
                vec![(Planned::Act(Act::Hold { until }), contact)]
            }
            Life::Released => vec![release],
            Life::ByParty => vec![release, own],
            Life::ByPartner => vec![release, other],
            Life::Declined => {
                let reason = reason("Wij willen eerst afspraken over de aanlevering buiten kantooruren.")?;
                vec![release, (Planned::Act(Act::Decline { side: Side::Partner, reason }), partner)]
            }
            Life::Signed => vec![release, own, other],
            Life::Active | Life::Terminated => {
                let start = local_date(created);
                let onboarding = Onboarded { municipality: true, partner: true, start: Some(start) };
                let mut acts = vec![release, own, other, (Planned::Act(Act::Start { onboarding }), contact)];
                if life == Life::Terminated {
                    let end = day.checked_add(3.months()).unwrap_or(day);
                    acts.push((Planned::Act(Act::Terminate { side: Side::Partner, end }), partner));
                }
                acts
            }
            Life::Withdrawn => {
                let reason = reason("De signaalpartner verhuurt hier geen woningen meer.")?;
                vec![(Planned::Act(Act::Withdraw { why: Withdrawal::ByAdministrator { reason } }), contact)]
            }
        })
    }
}

/// An act, or the signatures of a side.
enum Planned {
    Act(Act),
    Sign(Side),
}

/// Whether a document was made for an agreement in this state, which has moved.
const fn released(state: StateKind) -> bool {
    !matches!(state, StateKind::Prepared | StateKind::OnHold | StateKind::Withdrawn)
}
