//! The partners as a file for a spreadsheet: a row for each contact person and card.

use super::{Asked, texts::Texts};
use crate::{
    csv_file,
    lang::Lang,
    pages::{
        Page,
        agreements::{Viewer, joined, systems},
    },
    visit::Visit,
    words,
};
use app::{
    App,
    agreements::After,
    partners::{self, Partner},
    sectors::{self, Sector},
};
use axum::extract::{RawQuery, State};
use domain::cards::Purpose;

pub(super) async fn file(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let (actor, lang) = (visit.actor(), visit.lang());
    let t = Texts::of(lang);
    let sectors = sectors::all(&app).await?;
    let asked = Asked::read(query.as_deref(), Viewer::of(&actor), &sectors);
    let name = format!("{}-{}", t.file, app.today());
    csv_file::stream(&name, t.header, None, move |after: Option<After>| {
        let (app, query, sectors) = (app.clone(), asked.query.clone(), sectors.clone());
        async move {
            let found = partners::some(&app, &actor, &query, after.as_ref()).await?;
            let last = found.last().map(Partner::place);
            Ok((found.iter().flat_map(|partner| rows(partner, &sectors, lang)).collect(), last.map(Some)))
        }
    })
    .await
}

/// A row for each contact person and card, by purpose; one without anybody where there is none.
pub(super) fn rows(partner: &Partner, sectors: &[Sector], lang: Lang) -> Vec<Vec<String>> {
    let organisation = &partner.organisation;
    let party = organisation.kind.is_contracting_party();
    let municipalities = if party { partner.municipalities.as_slice() } else { &[] };
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let before = [
        organisation.name.clone(),
        organisation
            .partner_kind
            .map_or_else(|| words::kind(organisation.kind, lang), |kind| words::partner_kind(kind, lang))
            .to_owned(),
        organisation.sector.as_deref().map(|sector| words::sector(sectors, sector, lang)).unwrap_or_default(),
        joined(municipalities.iter().map(|member| member.municipality.to_string())),
        joined(municipalities.iter().map(|member| member.province.to_string())),
        systems(organisation.system.as_ref(), municipalities),
        text(organisation.website.as_deref()),
    ];
    let after = [partner.number.clone(), words::state(partner.agreement.1, lang).to_owned()];
    let row = |person: [String; 6]| [before.as_slice(), &person, &after].concat();
    if partner.contacts.is_empty() && partner.cards.is_empty() {
        return vec![row(std::array::from_fn(|_| String::new()))];
    }
    let people = partner.contacts.iter().map(|contact| {
        row([
            words::purpose(Purpose::Coordination, lang).to_owned(),
            contact.person.name.clone(),
            text(contact.function.as_deref()),
            text(contact.works_at.as_deref()),
            contact.person.email.clone(),
            text(contact.person.phone.as_deref()),
        ])
    });
    let mut cards: Vec<_> = partner.cards.iter().collect();
    cards.sort_by_key(|card| card.purpose);
    let cards = cards.into_iter().map(|card| {
        row([
            words::purpose(card.purpose, lang).to_owned(),
            card.name.clone(),
            text(card.function.as_deref()),
            String::new(),
            text(card.email.as_deref()),
            text(card.phone.as_deref()),
        ])
    });
    people.chain(cards).collect()
}
