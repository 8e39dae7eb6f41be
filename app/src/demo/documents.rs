//! Finished documents of every shape, through the use cases that everybody goes through.

use super::{
    build::{Builder, administrator},
    lives::{people_of, sign_for},
    names,
};
use crate::{
    App, AppError, agreements,
    agreements::{
        Query,
        moves::{Selection, Step, step_many},
    },
    jobs, organisations,
};
use domain::{
    ids::{AgreementId, OrganisationId},
    municipality,
    party::{OrganisationKind, Role},
    registration::Applicant,
};
use storage::rounds;

/// A finished document with everything that led to it.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The number of the agreement.
    pub number: String,
    /// What it says, as JSON.
    pub facts: String,
    /// The bytes: as released, after each signature, the last of them finished.
    pub revisions: Vec<Vec<u8>>,
    /// The evidence of each signature, in the order of the revisions after the first.
    pub evidence: Vec<Vec<u8>>,
}

/// Makes at least `count` agreements of every shape in an empty portal, lets everybody sign them, and hands over
/// `count` of them one by one.
///
/// # Errors
/// [`AppError`]; [`AppError::CannotSign`] without a key.
pub async fn finished(
    app: &App,
    count: usize,
    seed: u64,
    mut take: impl FnMut(Finished) -> Result<(), AppError>,
) -> Result<(), AppError> {
    if app.ports().signing.is_none() {
        return Err(AppError::CannotSign);
    }
    let quiet = app.with_settings(|settings| settings.writes_mails = false);
    let administrator = administrator(&quiet).await?;
    let mut builder = Builder::new(quiet, administrator, seed);
    builder.shapes(count).await?;
    let app = &builder.app;
    jobs::run_due(app).await?;
    let mut left = count;
    for (turn, party) in parties(&builder).await?.into_iter().enumerate() {
        if left == 0 {
            break;
        }
        let contact = people_of(app, party, Role::Contact).await?.into_iter().next().ok_or(AppError::NotFound)?;
        let mut lines = agreements::all(app, &contact, &Query::default()).await?;
        lines.truncate(left);
        let ids: Vec<AgreementId> = lines.iter().map(|line| line.id).collect();
        step_many(app, &contact, &Selection::These(ids.clone()), Step::Release).await?;
        jobs::run_due(app).await?;
        // Either side may be the first.
        let municipality_first = turn % 2 == 0;
        if municipality_first {
            sign_for(app, party, &ids).await?;
        }
        for line in &lines {
            sign_for(app, line.partner, &[line.id]).await?;
        }
        if !municipality_first {
            sign_for(app, party, &ids).await?;
        }
        for line in &lines {
            let shown = agreements::show(app, &contact, line.id).await?;
            if let Some(executor) = &shown.executor {
                sign_for(app, executor.organisation.id, &[line.id]).await?;
            }
            take(finish(app, line.id, line.number.clone()).await?)?;
            left -= 1;
        }
    }
    Ok(())
}

async fn finish(app: &App, id: AgreementId, number: String) -> Result<Finished, AppError> {
    let mut tx = app.read().await?;
    let kept = storage::agreements::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let revision = kept.parts.revision.id;
    if !kept.parts.revision.is_complete() {
        return Err(AppError::Unreadable("an agreement that not all have signed"));
    }
    let document = storage::documents::find(&mut tx, revision).await?.ok_or(AppError::NoDocument)?;
    let signatures = rounds::signatures(&mut tx, revision).await?;
    let evidence = crate::signing_rounds::proof::of_revision(&mut tx, revision, &number).await?;
    drop(tx);
    let mut revisions = vec![app.ports().store.get(document.released.ok_or(AppError::NoDocument)?).await?];
    let mut signed = Vec::new();
    for signature in signatures {
        let evidence = evidence.iter().find(|found| found.slot == signature.slot);
        let evidence = evidence.ok_or(AppError::Unreadable("a signature without evidence"))?;
        signed.push((app.ports().store.get(signature.digest).await?, evidence.file.bytes.clone()));
    }
    // Signatures of one second have no order by their time; each holds the one before it whole.
    signed.sort_by_key(|(bytes, _)| bytes.len());
    let (later, evidence): (Vec<_>, Vec<_>) = signed.into_iter().unzip();
    revisions.extend(later);
    let facts: ::documents::AgreementFacts =
        serde_json::from_str(&document.facts).map_err(|_| AppError::Unreadable("facts"))?;
    let facts = serde_json::to_string_pretty(&facts).map_err(|_| AppError::Unreadable("facts"))?;
    Ok(Finished { number, facts, revisions, evidence })
}

async fn parties(builder: &Builder) -> Result<Vec<OrganisationId>, AppError> {
    let all = organisations::all(&builder.app, &builder.administrator, &organisations::Query::default()).await?;
    let mut parties: Vec<_> = all.into_iter().filter(|found| found.kind.is_contracting_party()).collect();
    // Joint bodies first: a few documents already show every shape.
    parties.sort_by_key(|found| (found.kind != OrganisationKind::JointBody, found.accepted_at, found.id));
    Ok(parties.into_iter().map(|found| found.id).collect())
}

/// A name as long as a name may be.
const LONG: &str = "Stichting tot Behoud, Beheer en Duurzame Ontwikkeling van Betaalbare Huurwoningen voor Jongeren, \
    Ouderen, Gezinnen en Alleenstaanden in de Voormalige Mijnstreek, het Heuvelland en Aangrenzende Kernen";

impl Builder {
    /// Organisations that together make agreements of every shape: executor, joint body, two slots on a side, long
    /// names, diacritics, other scripts, an annex of a hundred rows.
    async fn shapes(&mut self, count: usize) -> Result<(), AppError> {
        let executor = self.samples.executor("Kredietbank De Brug");
        self.join(Applicant::Executor, executor).await?;
        let valid: Vec<_> = municipality::valid_on(self.app.today()).collect();
        let (members, others) = valid.split_at(valid.len().min(100));
        let answers = self.samples.joint_body("Regionale Belastinggroep Ĳsselmeer en Zuiderzee", members);
        self.join(Applicant::JointBody, answers).await?;
        let mut plain = self.samples.municipality(others[0], None);
        let contact = plain.contacts[0].clone();
        plain.signatories[0].name = "Zoë Brânjes-Łukaszewska van ’t Hoff".to_owned();
        plain.contacts = vec![contact];
        self.join(Applicant::Municipality, plain).await?;
        let mut with_executor = self.samples.municipality(others[1], None);
        with_executor.executor = "yes".to_owned();
        with_executor.executor_name = "Kredietbank De Brug".to_owned();
        with_executor.executor_party = true;
        self.join(Applicant::Municipality, with_executor).await?;
        let mut two = self.samples.municipality(others[2], None);
        self.samples.jointly(&mut two);
        self.join(Applicant::Municipality, two).await?;
        for municipality in &others[3..8] {
            let answers = self.samples.municipality(municipality, None);
            self.join(Applicant::Municipality, answers).await?;
        }
        let partners = count.div_ceil(9).max(6);
        for index in 0..partners {
            let (name, sector, kind) = names::numbered(index);
            let name = match index {
                1 => LONG.to_owned(),
                3 => "Fryske Wenjouwerij It Moaie Hûs & Søn <Ñandú>".to_owned(),
                4 => "בית חם – الطاقة الدافئة".to_owned(),
                _ => name,
            };
            let mut answers = self.samples.partner(&name, sector, kind, None);
            if !name.is_ascii() {
                // Mail addresses and websites are in ASCII.
                let host = format!("partner-{index}.example");
                for person in answers.contacts.iter_mut().chain(&mut answers.signatories) {
                    let local = person.email.split('@').next().unwrap_or_default().to_owned();
                    person.email = format!("{local}@{host}");
                }
                answers.registrant_email.clone_from(&answers.contacts[0].email);
                answers.website = host;
            }
            if index == 2 {
                self.samples.jointly(&mut answers);
            }
            self.join(Applicant::SignalPartner, answers).await?;
        }
        Ok(())
    }
}
