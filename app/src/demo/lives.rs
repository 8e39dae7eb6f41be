//! Agreements with a life behind them: in every state, through the use cases that everybody goes through.

use crate::{
    App, AppError,
    agreements::{
        self, Query,
        moves::{Selection, Step, replace, step, step_many},
    },
    jobs,
    mail::Language,
    onboarding, signing_rounds,
};
use domain::{
    access::{Acting, Actor, Membership},
    agreement::Reason,
    ids::{AgreementId, OrganisationId, PersonId},
    means::Means,
    party::{OrganisationKind, Role},
};
use jiff::ToSpan as _;
use storage::people;

/// Somebody, acting for an organisation.
pub(super) async fn acting(app: &App, person: PersonId, organisation: OrganisationId) -> Result<Actor, AppError> {
    let memberships = people::memberships(&mut app.read().await?, person).await?;
    let own =
        memberships.iter().find(|membership| matches!(&membership.organisation, Some((id, ..)) if *id == organisation));
    let acting = own.map_or(Acting::Nobody, Membership::acting);
    Ok(Actor::Person { id: person, acting, signs: memberships.iter().any(Membership::signs) })
}

/// The people of an organisation in a role, each acting for it.
pub(super) async fn people_of(app: &App, organisation: OrganisationId, role: Role) -> Result<Vec<Actor>, AppError> {
    let members = people::members(&mut app.read().await?, organisation).await?;
    let mut actors = Vec::new();
    for member in members.into_iter().filter(|member| member.role == role) {
        actors.push(acting(app, member.person.id, organisation).await?);
    }
    Ok(actors)
}

async fn contact(app: &App, organisation: OrganisationId) -> Result<Actor, AppError> {
    people_of(app, organisation, Role::Contact).await?.into_iter().next().ok_or(AppError::Unreadable("contact person"))
}

/// Signs what waits for somebody in these agreements, and runs the job behind it.
pub(super) async fn sign(app: &App, actor: &Actor, among: &[AgreementId]) -> Result<(), AppError> {
    let lines = signing_rounds::waiting(app, actor).await?;
    let slots: Vec<_> = lines
        .iter()
        .filter(|line| line.either.is_none() && among.contains(&line.waiting.agreement))
        .map(|line| line.waiting.slot)
        .collect();
    if slots.is_empty() {
        return Ok(());
    }
    let (begun, code) = signing_rounds::begin_knowing(app, (actor, Means::MailCode), &slots, Language::Dutch).await?;
    signing_rounds::confirm(app, actor, begun.round, Some(&begun.secret), &code)
        .await?
        .map_err(|_| AppError::Unreadable("code"))?;
    jobs::run_due(app).await.map(drop)
}

/// Everybody who may sign for an organisation signs these.
pub(super) async fn sign_for(app: &App, organisation: OrganisationId, among: &[AgreementId]) -> Result<(), AppError> {
    for signatory in people_of(app, organisation, Role::Signatory).await? {
        sign(app, &signatory, among).await?;
    }
    Ok(())
}

/// What becomes of one agreement after another.
const LIVES: [Life; 13] = [
    Life::Released,
    Life::ByParty,
    Life::ByPartner,
    Life::Signed,
    Life::Active,
    Life::Declined,
    Life::OnHold,
    Life::Later,
    Life::Terminated,
    Life::Replaced,
    Life::Withdrawn,
    Life::Signed,
    Life::Released,
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Life {
    Released,
    ByParty,
    ByPartner,
    Signed,
    Active,
    Declined,
    OnHold,
    Later,
    Terminated,
    Replaced,
    Withdrawn,
}

impl Life {
    const fn signed_by_party(self) -> bool {
        matches!(self, Self::ByParty | Self::Signed | Self::Active | Self::Terminated | Self::Replaced)
    }

    const fn signed_by_partner(self) -> bool {
        matches!(self, Self::ByPartner | Self::Signed | Self::Active | Self::Terminated | Self::Replaced)
    }
}

/// Gives the agreements of this municipality a life.
pub(super) async fn live(app: &App, administrator: &Actor, party: OrganisationId) -> Result<(), AppError> {
    let contact_of_party = contact(app, party).await?;
    let lines = agreements::all(app, &contact_of_party, &Query::default()).await?;
    let lives: Vec<_> = lines.iter().zip(LIVES).collect();
    let released: Vec<_> = lives
        .iter()
        .filter(|(_, life)| !matches!(life, Life::OnHold | Life::Withdrawn))
        .map(|(line, _)| line.id)
        .collect();
    step_many(app, &contact_of_party, &Selection::These(released), Step::Release).await?;
    jobs::run_due(app).await?;
    let by_party: Vec<_> = lives.iter().filter(|(_, life)| life.signed_by_party()).map(|(line, _)| line.id).collect();
    sign_for(app, party, &by_party).await?;
    for (line, life) in lives {
        if life.signed_by_partner() {
            sign_for(app, line.partner, &[line.id]).await?;
            if let Some(executor) = agreements::show(app, &contact_of_party, line.id).await?.executor {
                sign_for(app, executor.organisation.id, &[line.id]).await?;
            }
        }
        // Where somebody else has to sign first, the rest of this life is left out.
        match go_on(app, administrator, &contact_of_party, line, life).await {
            Ok(()) | Err(AppError::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

async fn go_on(
    app: &App,
    administrator: &Actor,
    contact_of_party: &Actor,
    line: &agreements::Line,
    life: Life,
) -> Result<(), AppError> {
    let today = app.today();
    match life {
        Life::Released | Life::ByParty | Life::ByPartner | Life::Signed => Ok(()),
        Life::Active => {
            onboarding::say(app, contact_of_party, line.id, true, Some(today)).await?;
            onboarding::say(app, &contact(app, line.partner).await?, line.id, true, None).await
        }
        Life::Declined => {
            let Some(signatory) = people_of(app, line.partner, Role::Signatory).await?.into_iter().next() else {
                return Ok(());
            };
            let waiting = signing_rounds::waiting(app, &signatory).await?;
            let Some(found) = waiting.iter().find(|found| found.waiting.agreement == line.id) else { return Ok(()) };
            let reason = Reason::parse("Wij willen eerst afspraken over de aanlevering buiten kantooruren.")
                .map_err(|_| AppError::Unreadable("reason"))?;
            signing_rounds::decline(app, &signatory, found.waiting.slot, reason).await
        }
        Life::OnHold => {
            let until = today.checked_add(1.month()).ok();
            step(app, contact_of_party, line.id, None, Step::Hold(until)).await
        }
        Life::Later => step(app, &contact(app, line.partner).await?, line.id, None, Step::Defer).await,
        Life::Terminated => {
            let end = today.checked_add(3.months()).unwrap_or(today);
            step(app, &contact(app, line.partner).await?, line.id, None, Step::Terminate(end)).await
        }
        Life::Replaced => replace(app, administrator, line.id, None).await.map(drop),
        Life::Withdrawn => {
            let reason = Reason::parse("De signaalpartner verhuurt hier geen woningen meer.")
                .map_err(|_| AppError::Unreadable("reason"))?;
            step(app, administrator, line.id, None, Step::Withdraw(reason)).await
        }
    }
}

/// Parties whose agreements get a life: those of the people whom the sign-in page offers.
pub(super) async fn parties(app: &App) -> Result<Vec<OrganisationId>, AppError> {
    let mut tx = app.read().await?;
    let mut parties = Vec::new();
    for (role, kind) in [
        (Role::Contact, OrganisationKind::Municipality),
        (Role::Signatory, OrganisationKind::Municipality),
        (Role::Contact, OrganisationKind::JointBody),
    ] {
        for sample in people::samples(&mut tx, role, kind, None, 1).await? {
            let memberships = people::memberships(&mut tx, sample.person.id).await?;
            let own = memberships.iter().filter_map(|membership| membership.organisation.as_ref());
            for (id, found, _) in own {
                if *found == kind && !parties.contains(id) {
                    parties.push(*id);
                }
            }
        }
    }
    Ok(parties)
}
