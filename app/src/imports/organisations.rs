//! Organisations from a file: each through the same acceptance as a registration.

use super::{ImportError, Progress, Summary, settle};
use crate::{
    App, AppError, Work,
    mail::Language,
    registrations::{Admission, take_in},
    secret::Token,
};
use domain::{
    audit::{Doer, Event, Subject},
    calendar::local_date,
    ids::{ImportId, OrganisationId},
    import::{self, Complaint, Faults, OrganisationRow, SectorName},
    municipality::fold,
    party::OrganisationKind,
    registration::{Complaint as Answer, Stage},
};
use jiff::civil::Date;
use std::collections::HashMap;
use storage::{
    Tx, changes,
    elsewhere::{self, Named},
    registrations::{self, Registration},
    sectors,
};

pub(super) async fn preview(app: &App, bytes: &[u8], invite: bool) -> Result<Summary, ImportError> {
    let rows = judge(&mut app.read().await?, bytes, app.today()).await?;
    Ok(summary(&rows, invite))
}

pub(super) async fn carry_out(
    app: &App,
    doer: Doer,
    (bytes, invite): (&[u8], bool),
    chosen: Option<ImportId>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    let mut work = app.begin(doer).await?;
    let today = local_date(work.now);
    let rows = judge(&mut work.tx, bytes, today).await?;
    let summary = summary(&rows, invite);
    for (done, row) in rows.iter().enumerate() {
        progress(done, rows.len());
        bring_in(&mut work, doer, row, invite).await.map_err(|error| match error {
            AppError::Storage(error) => AppError::saving(error),
            other => other,
        })?;
    }
    settle(&mut work, chosen, &summary).await?;
    work.commit().await?;
    progress(rows.len(), rows.len());
    Ok(summary)
}

async fn bring_in(work: &mut Work<'_>, doer: Doer, row: &OrganisationRow, invite: bool) -> Result<(), AppError> {
    let language = Language::Dutch;
    let now = work.now;
    let mut registration = Registration {
        id: work.app.ports().id(),
        applicant: row.applicant,
        stage: Stage::Draft,
        answers: row.answers.clone(),
        language: language.code().to_owned(),
        name: row.application.name.to_string(),
        email: row.application.registrant.email.to_string(),
        version: 1,
        begun_at: now,
        changed_at: now,
        submitted_at: None,
        confirmed_at: None,
        queued_at: None,
        decided_at: None,
        decided_by: None,
        question: None,
        reason: None,
        organisation: None,
    };
    let id = registration.id;
    // Nobody ever learns this token: there is no draft to go on with.
    let token = Token::fresh(work.app.ports()).digest("registration");
    registrations::add(&mut work.tx, &registration, token).await?;
    let admission = Admission { registration: id, hand_over: None, language, invite };
    let new = take_in(work, row.applicant.organisation_kind(), &row.application, &admission).await?;
    registration.stage = Stage::Accepted;
    registration.decided_at = Some(now);
    registration.decided_by = match doer {
        Doer::Person(person) => Some(person),
        Doer::Visitor | Doer::Portal | Doer::Operator => None,
    };
    registration.organisation = Some(new);
    registrations::save(&mut work.tx, &registration).await?;
    elsewhere::moved_in(&mut work.tx, new, now, invite).await?;
    let subject = Subject::Registration(id);
    let events = [Event::RegistrationImported, Event::RegistrationAccepted { organisation: new }];
    work.record_many(events.map(|event| (subject, event)).into()).await?;
    Ok(())
}

fn summary(rows: &[OrganisationRow], invite: bool) -> Summary {
    let of = |kind| rows.iter().filter(|row| row.applicant.organisation_kind() == kind).count();
    let by_kind = OrganisationKind::ALL.iter().map(|kind| (*kind, of(*kind))).filter(|(_, n)| *n > 0).collect();
    let people = |row: &OrganisationRow| {
        let application = &row.application;
        let mut addresses: Vec<&str> = application.contacts.iter().map(|contact| contact.email.as_str()).collect();
        addresses.extend(application.signatories.iter().map(|signatory| signatory.email.as_str()));
        addresses.sort_unstable();
        addresses.dedup();
        addresses.len()
    };
    Summary::Organisations { by_kind, people: rows.iter().map(people).sum(), invite }
}

/// The rows of a file, held against who is registered.
async fn judge(tx: &mut Tx, bytes: &[u8], today: Date) -> Result<Vec<OrganisationRow>, ImportError> {
    let sectors = sectors::all(tx).await?.into_iter();
    let sectors: Vec<_> =
        sectors.map(|sector| SectorName { code: sector.code, names: vec![sector.name_nl, sector.name_en] }).collect();
    let (rows, mut faults) = import::organisations(bytes, &sectors, today);
    let known = Known::read(tx, today).await?;
    let gone = changes::gone(tx, today).await?;
    for row in &rows {
        known.judge(row, &mut faults);
        if row.covers().iter().any(|code| gone.contains(code)) {
            // It went up in another one, earlier than the list in the program knew.
            faults.add(row.place_fault(Complaint::Answer(Answer::UnknownMunicipality)));
        }
    }
    if faults.is_empty() { Ok(rows) } else { Err(ImportError::Faults(faults)) }
}

/// Who is registered.
struct Known {
    by_kvk: HashMap<String, String>,
    /// Private landlords without a number, by folded name and postcode.
    landlords: HashMap<(String, String), String>,
    /// Who covers a municipality, by its code.
    covered: HashMap<String, String>,
}

impl Known {
    async fn read(tx: &mut Tx, today: Date) -> Result<Self, ImportError> {
        let (mut by_kvk, mut landlords) = (HashMap::new(), HashMap::new());
        let mut names: HashMap<OrganisationId, String> = HashMap::new();
        for Named { id, name, kvk, postcode, .. } in elsewhere::named(tx).await? {
            match kvk {
                Some(kvk) => drop(by_kvk.insert(kvk, name.clone())),
                None => drop(landlords.insert((fold(&name), postcode), name.clone())),
            }
            names.insert(id, name);
        }
        let covered = elsewhere::covered(tx, today).await?;
        let named = covered.into_iter().map(|(id, code)| (code, names.get(&id).cloned().unwrap_or_default()));
        Ok(Self { by_kvk, landlords, covered: named.collect() })
    }

    fn judge(&self, row: &OrganisationRow, faults: &mut Faults) {
        let application = &row.application;
        let registered = match &application.kvk {
            Some(kvk) => self.by_kvk.get(kvk.as_str()),
            None => self.landlords.get(&(fold(application.name.as_str()), application.address.postcode.to_string())),
        };
        if let Some(name) = registered {
            faults.add(row.kvk_fault(Complaint::Registered(name.clone())));
        }
        for code in row.covers() {
            if let Some(name) = self.covered.get(code.as_str()) {
                faults.add(row.place_fault(Complaint::Covered(code.to_string(), name.clone())));
            }
        }
    }
}
