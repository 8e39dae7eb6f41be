//! Contact cards of invented organisations, made by their contact persons as everybody makes them.

use super::{
    lives::people_of,
    names::{self, host},
    samples::Samples,
};
use crate::{App, AppError, cards};
use domain::{
    cards::{CardAnswer, Purpose},
    party::{OrganisationKind, PartnerKind, Role},
};
use storage::organisations::{self, Filter, Organisation};

/// Every so many municipalities one has cards; the others show their contact persons.
const SOME: usize = 3;

/// Gives cards to signal partners, joint bodies and some municipalities. Private landlords have none: whom to ask is clear.
pub(super) async fn give(app: &App, samples: &mut Samples) -> Result<(), AppError> {
    for (kind, every) in
        [(OrganisationKind::SignalPartner, 1), (OrganisationKind::JointBody, 1), (OrganisationKind::Municipality, SOME)]
    {
        let filter = Filter { kind: Some(kind), ..Filter::default() };
        let found = organisations::list(&mut app.read().await?, &filter, None, 1_000).await?;
        let found = found.iter().filter(|one| one.partner_kind != Some(PartnerKind::PrivateLandlord));
        for (index, organisation) in found.enumerate().filter(|(index, _)| index.is_multiple_of(every)) {
            let Some(contact) = people_of(app, organisation.id, Role::Contact).await?.into_iter().next() else {
                continue;
            };
            for card in of(organisation, index, samples) {
                cards::add(app, &contact, &card).await?;
            }
        }
    }
    Ok(())
}

fn of(organisation: &Organisation, index: usize, samples: &mut Samples) -> Vec<CardAnswer> {
    let host = host(&organisation.name);
    let partner = organisation.kind == OrganisationKind::SignalPartner;
    let mut person = |purpose: Purpose, function: &str| {
        let (name, email) = names::person(&mut samples.random, &host);
        CardAnswer { purpose: purpose.as_str().into(), name, function: function.into(), email, phone: samples.phone() }
    };
    let policy = person(Purpose::Policy, if partner { "relatiemanager" } else { "beleidsadviseur" });
    let coordination = person(Purpose::Coordination, "coördinator vroegsignalering");
    let desk = |purpose: Purpose, name: &str, function: &str, local: &str, phone: String| CardAnswer {
        purpose: purpose.as_str().into(),
        name: name.into(),
        function: function.into(),
        email: format!("{local}@{host}"),
        phone,
    };
    let team = if partner { "Team Debiteuren" } else { "Team Vroegsignalering" };
    let operations = desk(Purpose::Operations, team, "", "team", samples.phone());
    let data = desk(Purpose::Data, "Functioneel beheer", "aanlevering van gegevens", "gegevens", String::new());
    let mut all = vec![operations, data];
    if index.is_multiple_of(2) {
        all.push(policy);
    }
    if index % 4 == 1 {
        all.push(coordination);
    }
    all
}
