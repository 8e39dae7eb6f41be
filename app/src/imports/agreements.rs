//! Agreements that were signed outside the portal: new ones, and those that waited here unsigned.

use super::{Files, ImportError, Progress, Summary, settle};
use crate::{
    App, AppError, Work,
    documents::facts::{keep_side, members},
    generation::{TEMPLATE, places},
};
use domain::{
    agreement::{Act, Agreement, AgreementNumber, Draft, Parts, StateKind},
    audit::{Doer, Event, Subject},
    calendar::local_date,
    ids::{AgreementId, ImportId, OrganisationId},
    import::{self, AgreementRow, Cell, Complaint, Faults, PartnerKey, PartyKey},
    municipality::fold,
    party::OrganisationKind,
};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet, hash_map::Entry};
use storage::{
    Tx,
    brought_in::{self, BroughtIn},
    elsewhere::{self, Current, Named},
    generation::RevisionFacts,
    meta,
    organisations::{self, Organisation},
    store::Digest,
};

/// Agreements that are written together.
const BATCH: usize = 500;

pub(super) async fn preview(app: &App, bytes: &[u8], files: &Files) -> Result<Summary, ImportError> {
    let plan = judge(&mut app.read().await?, bytes, Some(files), app.today()).await?;
    Ok(summary(&plan, app.today()))
}

pub(super) async fn carry_out(
    app: &App,
    doer: Doer,
    (bytes, files): (&[u8], &Files),
    chosen: Option<ImportId>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    // Documents first, and only when nothing else stands in the way.
    let plan = judge(&mut app.read().await?, bytes, Some(files), app.today()).await?;
    let rows: Vec<_> = plan.into_iter().map(|planned| planned.row).collect();
    let kept = files.keep(app, &rows).await?;
    drop(rows);

    let mut work = app.begin(doer).await?;
    let today = local_date(work.now);
    let year = today.year();
    // Makers of agreements wait for each other at this number: nobody prepares a pair meanwhile.
    let counter = format!("agreements-{year}");
    meta::take_numbers(&mut work.tx, &counter, 0).await?;
    let plan = judge(&mut work.tx, bytes, None, today).await?;
    let summary = summary(&plan, today);
    let new = plan.iter().filter(|planned| planned.current.is_none()).count();
    let first = meta::take_numbers(&mut work.tx, &counter, i64::try_from(new).unwrap_or(i64::MAX)).await?;
    let mut bringing = Bringing { today, year, next: first, sides: HashMap::new(), kept };
    let total = plan.len();
    let mut done = 0;
    let mut plan = plan.into_iter();
    while done < total {
        progress(done, total);
        let batch: Vec<_> = plan.by_ref().take(BATCH).collect();
        done += batch.len();
        bringing.bring_in(&mut work, batch).await.map_err(|error| match error {
            AppError::Storage(error) => AppError::saving(error),
            other => other,
        })?;
    }
    settle(&mut work, chosen, &summary).await?;
    work.commit().await?;
    progress(total, total);
    Ok(summary)
}

/// A row with what it names, and the agreement that waits here, where there is one.
struct Planned {
    row: AgreementRow,
    party: OrganisationId,
    partner: OrganisationId,
    current: Option<Current>,
}

impl Planned {
    /// The day on which it started, where that has come.
    fn started(&self, today: Date) -> Option<Date> {
        self.row.start.filter(|start| *start <= today)
    }
}

fn summary(plan: &[Planned], today: Date) -> Summary {
    let state = |planned: &Planned| planned.current.as_ref().map(|current| current.parts.state.kind());
    let count = |wanted| plan.iter().filter(|planned| state(planned) == wanted).count();
    Summary::Agreements {
        new: count(None),
        waiting: [StateKind::Prepared, StateKind::OnHold, StateKind::Released]
            .map(|kind| (kind, count(Some(kind))))
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .collect(),
        active: plan.iter().filter(|planned| planned.started(today).is_some()).count(),
        documents: plan.iter().filter(|planned| planned.row.file.is_some()).count(),
    }
}

/// The rows of a file, held against who is registered, what was signed here, and where `files` is given the
/// documents.
async fn judge(tx: &mut Tx, bytes: &[u8], files: Option<&Files>, today: Date) -> Result<Vec<Planned>, ImportError> {
    let (rows, mut faults) = import::agreements(bytes, today);
    let known = Known::read(tx, today).await?;
    let (mut seen, mut looked_at) = (HashMap::new(), HashMap::new());
    let mut plan = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(files) = files {
            faults.extend(files.fault(&row, &mut looked_at).await);
        }
        let Some((party, partner)) = known.pair(&row, &mut faults) else { continue };
        let line = *seen.entry((party, partner)).or_insert(row.line);
        if line == row.line {
            plan.push(Planned { row, party, partner, current: None });
        } else {
            faults.add(row.fault(Cell::Partner, Complaint::SameAs(line)));
        }
    }
    // One party after the other, so that at most one party's agreements are in memory.
    plan.sort_by_key(|planned| (planned.party, planned.row.line));
    let mut of = None;
    let mut agreements = HashMap::new();
    for planned in &mut plan {
        if of != Some(planned.party) {
            agreements = elsewhere::current(tx, planned.party).await?;
            of = Some(planned.party);
        }
        planned.current = agreements.remove(&planned.partner);
        if let Some(complaint) = planned.current.as_ref().and_then(|current| stands(&current.parts)) {
            faults.add(planned.row.fault(Cell::Partner, complaint));
        }
    }
    if !faults.is_empty() {
        return Err(ImportError::Faults(faults));
    }
    plan.sort_by_key(|planned| planned.row.line);
    Ok(plan)
}

/// Why an agreement that stands here cannot become one that was signed elsewhere.
fn stands(parts: &Parts) -> Option<Complaint> {
    let number = parts.number.to_string();
    match parts.state.kind() {
        StateKind::Signed | StateKind::Active if parts.state.elsewhere().is_some() => {
            Some(Complaint::BroughtIn(number))
        }
        StateKind::Signed | StateKind::Active => Some(Complaint::SignedHere(number)),
        StateKind::PartlySigned => Some(Complaint::PartlySigned(number)),
        StateKind::Declined => Some(Complaint::Declined(number)),
        _ => None,
    }
}

/// Who is registered, and where they are active.
struct Known {
    organisations: Vec<Named>,
    by_kvk: HashMap<String, Vec<usize>>,
    /// Signal partners by folded name.
    partners: HashMap<String, Vec<usize>>,
    municipalities: HashMap<String, usize>,
    /// Who covers a municipality, by its code.
    covers: HashMap<String, OrganisationId>,
    /// What a party covers.
    covered: HashMap<OrganisationId, HashSet<String>>,
    /// Where a partner is active.
    areas: HashMap<OrganisationId, Vec<String>>,
}

impl Known {
    async fn read(tx: &mut Tx, today: Date) -> Result<Self, ImportError> {
        let organisations = elsewhere::named(tx).await?;
        let (mut by_kvk, mut partners) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        let mut municipalities = HashMap::new();
        for (place, organisation) in organisations.iter().enumerate() {
            if let Some(kvk) = &organisation.kvk {
                by_kvk.entry(kvk.clone()).or_default().push(place);
            }
            if organisation.kind == OrganisationKind::SignalPartner {
                partners.entry(fold(&organisation.name)).or_default().push(place);
            }
            if let Some(code) = &organisation.municipality {
                municipalities.insert(code.clone(), place);
            }
        }
        let (mut covers, mut covered) = (HashMap::new(), HashMap::<_, HashSet<_>>::new());
        for (id, code) in elsewhere::covered(tx, today).await? {
            covered.entry(id).or_default().insert(code.clone());
            covers.insert(code, id);
        }
        let mut areas = HashMap::<_, Vec<_>>::new();
        for (id, code) in elsewhere::areas(tx).await? {
            areas.entry(id).or_default().push(code);
        }
        Ok(Self { organisations, by_kvk, partners, municipalities, covers, covered, areas })
    }

    /// The two organisations that a row names, if an agreement between them is possible.
    fn pair(&self, row: &AgreementRow, faults: &mut Faults) -> Option<(OrganisationId, OrganisationId)> {
        let mut named = |cell, found: Result<usize, Complaint>| match found {
            Ok(place) => self.organisations.get(place),
            Err(complaint) => {
                faults.add(row.fault(cell, complaint));
                None
            }
        };
        let party = named(Cell::Party, self.party(&row.party));
        let partner = named(Cell::Partner, self.partner(&row.partner));
        let (party, partner) = (party?, partner?);
        let covered = self.covered.get(&party.id);
        let meet = covered.is_some_and(|covered| {
            let area = self.areas.get(&partner.id);
            partner.nationwide || area.is_some_and(|area| area.iter().any(|code| covered.contains(code)))
        });
        if !meet {
            faults.add(row.fault(Cell::Partner, Complaint::NotActiveThere));
            return None;
        }
        Some((party.id, partner.id))
    }

    fn party(&self, key: &PartyKey) -> Result<usize, Complaint> {
        match key {
            PartyKey::Municipality(code) => match self.municipalities.get(code.as_str()) {
                Some(place) => Ok(*place),
                None => {
                    let by = self.covers.get(code.as_str());
                    let by = by.and_then(|id| self.organisations.iter().find(|organisation| organisation.id == *id));
                    Err(by.map_or(Complaint::UnknownParty, |by| Complaint::CoveredBy(by.name.clone())))
                }
            },
            PartyKey::Kvk(kvk) => {
                let all = self.by_kvk.get(kvk).map(Vec::as_slice).unwrap_or_default();
                match self.one(all, OrganisationKind::is_contracting_party) {
                    Found::One(place) => Ok(place),
                    Found::Several => Err(Complaint::SeveralPartners),
                    Found::Other(name) => Err(Complaint::NoParty(name)),
                    Found::None => Err(Complaint::UnknownParty),
                }
            }
        }
    }

    fn partner(&self, key: &PartnerKey) -> Result<usize, Complaint> {
        let all = match key {
            PartnerKey::Kvk(kvk) => self.by_kvk.get(kvk),
            PartnerKey::Name(name) => self.partners.get(name),
        };
        match self.one(all.map(Vec::as_slice).unwrap_or_default(), |kind| kind == OrganisationKind::SignalPartner) {
            Found::One(place) => Ok(place),
            Found::Several => Err(Complaint::SeveralPartners),
            Found::Other(_) | Found::None => Err(Complaint::UnknownPartner),
        }
    }

    fn one(&self, places: &[usize], fits: impl Fn(OrganisationKind) -> bool) -> Found {
        let of = |place: &usize| self.organisations.get(*place);
        let mut fitting = places.iter().filter(|place| of(place).is_some_and(|found| fits(found.kind)));
        match (fitting.next(), fitting.next()) {
            (Some(place), None) => Found::One(*place),
            (Some(_), Some(_)) => Found::Several,
            (None, _) => places.first().and_then(of).map_or(Found::None, |other| Found::Other(other.name.clone())),
        }
    }
}

/// What a number or name leads to.
enum Found {
    One(usize),
    Several,
    /// An organisation of another kind.
    Other(String),
    None,
}

/// Brings planned rows in.
struct Bringing {
    today: Date,
    year: i16,
    /// The next running number.
    next: i64,
    /// Organisations with the digest of what a revision fixes about them.
    sides: HashMap<OrganisationId, (Organisation, [u8; 32])>,
    /// Digests of documents by their name.
    kept: HashMap<String, Digest>,
}

impl Bringing {
    async fn bring_in(&mut self, work: &mut Work<'_>, batch: Vec<Planned>) -> Result<(), AppError> {
        let (mut new, mut moved, mut brought, mut events) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for planned in batch {
            let act = Act::SignedElsewhere { on: planned.row.on, start: planned.started(self.today) };
            let document = match &planned.row.file {
                None => None,
                Some(name) => {
                    let digest = self.kept.get(name).ok_or(AppError::Stale)?;
                    Some((*digest, name.clone()))
                }
            };
            let start = planned.row.start.map(|start| (start, start <= self.today));
            let on = planned.row.on;
            let event = Event::AgreementBroughtIn { on: on.to_string(), document: document.is_some() };
            let agreement = match planned.current {
                Some(Current { parts, version }) => {
                    let before = parts.state.kind();
                    let agreement = Agreement::restore(parts).map_err(|_| AppError::Unreadable("agreement"))?;
                    let (agreement, _) = agreement.apply(act, work.now, None)?;
                    let (id, after) = (agreement.id(), agreement.kind());
                    // What waited to be signed here waits no longer.
                    if before.is_signable() {
                        work.touch(id);
                    }
                    let event = Event::AgreementMoved { from: before.to_string(), to: after.to_string() };
                    events.push((Subject::Agreement(id), event));
                    moved.push((agreement.into_parts(), version));
                    id
                }
                None => {
                    let (agreement, facts) = self.prepare(work, planned.party, planned.partner).await?;
                    let (agreement, _) = agreement.apply(act, work.now, None)?;
                    let id = agreement.id();
                    new.push((agreement.into_parts(), facts));
                    id
                }
            };
            brought.push(BroughtIn { agreement, on, document, start });
            events.push((Subject::Agreement(agreement), event));
        }
        let now = work.now;
        brought_in::add_agreements(&mut work.tx, &new, now).await?;
        brought_in::save_states(&mut work.tx, &moved, now).await?;
        brought_in::add_brought_in(&mut work.tx, &brought, now).await?;
        work.record_many(events).await?;
        Ok(())
    }

    /// The agreement of a pair that has none, as it would be prepared today.
    async fn prepare(
        &mut self,
        work: &mut Work<'_>,
        party: OrganisationId,
        partner: OrganisationId,
    ) -> Result<(Agreement, RevisionFacts), AppError> {
        let number = u32::try_from(self.next)
            .ok()
            .and_then(|sequence| AgreementNumber::new(self.year, sequence).ok())
            .ok_or(AppError::Unreadable("running number"))?;
        self.next += 1;
        for id in [party, partner] {
            if let Entry::Vacant(side) = self.sides.entry(id) {
                let organisation = organisations::find(&mut work.tx, id).await?.ok_or(AppError::NotFound)?;
                let digest = keep_side(work, &organisation).await?;
                side.insert((organisation, digest));
            }
        }
        let side = |id| self.sides.get(&id).ok_or(AppError::NotFound);
        let ((of_party, party_facts), (of_partner, partner_facts)) = (side(party)?, side(partner)?);
        let members = members(work, of_party, partner, domain::calendar::local_date(work.now)).await?;
        let facts =
            RevisionFacts { template: TEMPLATE.to_owned(), party: *party_facts, partner: *partner_facts, members };
        let ports = work.app.ports();
        let (executor, slots) = places(ports, of_party, of_partner);
        let draft = Draft { id: ports.id(), executor, slots };
        let id: AgreementId = ports.id();
        let agreement = Agreement::prepare(id, number, party, partner, draft)?;
        Ok((agreement, facts))
    }
}
